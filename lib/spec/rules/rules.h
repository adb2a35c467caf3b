/*
 * The rules, as one table made from rules.def.
 */
#ifndef LC_SPEC_RULES_H
#define LC_SPEC_RULES_H

#include "spec/finding.h"

/* Facts about a rule. */
enum lc_rule_flags {
    LC_RULE_BREAKS_USERS = 1, /* breaks each consumer that uses the part, whatever its level */
    LC_RULE_DEPRECATION = 2,  /* a mark or a sunset: bump minor */
    LC_RULE_EDITORIAL = 4,    /* words only: bump patch */
    LC_RULE_OF_POLICY = 8,    /* about the policy, not the documents: asks for no bump */
    LC_RULE_DEMANDS = 16 /* asks for what could be left out: hits all who write what is around */
};
/* How the ids of the last begin. */
#define LC_RULES_OF_POLICY "policy."

struct lc_rule {
    const char *id;
    ctr_format format;       /* 0 = shared by formats */
    ctr_level level;         /* default, where the mode asks for the direction; else info */
    ctr_direction direction; /* the mode it breaks */
    uint32_t flags;
    const char *text; /* one sentence */
};

/* Every rule by enum; names made from rules.def: LC_RULE_RESPONSE_SUCCESS_STATUS_REMOVED, … */
enum lc_rule_id {
#define LC_RULE(name, id, format, level, direction, flags, text) LC_RULE_##name,
#include "spec/rules/rules.def"
#undef LC_RULE
    LC_RULE_COUNT
};

const struct lc_rule *lc_rule(enum lc_rule_id id);
/* NULL if unknown (an older engine's rule). */
const struct lc_rule *lc_rule_find(const char *id);
/* Does a pattern fit a rule's id? `*` stands for any letters. */
bool lc_rule_fits(const char *pattern, const char *id);
/* oasdiff.c: the n-th rule that speaks of what oasdiff's rule does, from 0; NULL if there are no
 * more. */
const char *lc_rule_of_oasdiff(const char *theirs, size_t n);
/* The n-th other name that oasdiff has for a rule; NULL if there are no more. */
const char *lc_oasdiff_of_rule(const char *ours, size_t n);
/* Fill *out (sorted by id). */
ctr_status lc_rule_table(struct lc_ctx *ctx, ctr_format format, struct ctr_rules *out);

#endif
