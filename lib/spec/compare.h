/*
 * One comparison under way: the two bundles, the options, and the findings so far.
 */
#ifndef LC_SPEC_COMPARE_H
#define LC_SPEC_COMPARE_H

#include "spec/bundle.h"
#include "spec/part.h"
#include "spec/rules/rules.h"
#include "spec/told.h"

struct lc_schema_memo; /* of the schema room */
struct lc_ready;

struct lc_cmp {
    struct lc_ctx *ctx;
    struct lc_bundle *old_bundle;
    struct lc_bundle *new_bundle;
    ctr_mode mode;         /* BACKWARD, FORWARD or FULL */
    ctr_profile profile;   /* STRICT or TOLERANT */
    struct lc_grace grace; /* notice that a deprecation has to give */
    bool check_version;    /* a document's own version has to follow from the changes */
    struct lc_told told;
    size_t offered;  /* findings, those that were left out or were there already, too */
    bool no_default; /* nobody fills in a default for what has to be there, tolerant or not */
    /* What is compared is never written as XML, so that `xml` in its schemas says nothing. */
    bool no_xml;
    /* What is compared are messages: neither requests nor responses, for which some properties
     * would be left out. */
    bool messages;
    struct lc_schema_memo *schemas;
    /* What a format makes of what is said about schemas inside its documents: other rules, other
     * weights; false leaves the finding out. NULL: it is told as it is. */
    bool (*retell)(void *user, struct lc_ready *ready);
    void *retell_user;
};

/*
 * Add a finding. `old_node`/`new_node` are its places (value NULL = none on that side). The
 * fingerprint is made of rule, part and the arguments; `arguments` is a short normalised text of
 * what differs ("maxLength 10 5"), NULL for none, never a position. The message is a sentence that
 * says what to do where that is known. level 0 = the rule's default. The direction is the rule's;
 * in a mode that does not ask for it the finding counts as info.
 */
ctr_status lc_cmp_add(struct lc_cmp *c, enum lc_rule_id rule, ctr_level level,
                      const struct lc_part *part, struct lc_node old_node, struct lc_node new_node,
                      const char *arguments, const char *format, ...)
    __attribute__((format(printf, 8, 9)));

/*
 * The same for a difference whose weight is known for each direction (INFO = does not break it):
 * the direction follows from the weights, the level is the worst that the mode asks for.
 */
ctr_status lc_cmp_add_levels(struct lc_cmp *c, enum lc_rule_id rule, ctr_level backward,
                             ctr_level forward, const struct lc_part *part, struct lc_node old_node,
                             struct lc_node new_node, const char *arguments, const char *message);

/* What went from one value to another, as a finding's arguments: however the two are written, and
 * however long they are. NULL is no value; scratch memory, NULL with NOMEM recorded. */
const char *lc_cmp_change(struct lc_ctx *ctx, const char *what, const struct lc_value *from,
                          const struct lc_value *to);

/* A value as JSON text for messages, cut at a code point when longer than `max` bytes; scratch
 * memory, NULL with NOMEM recorded. */
const char *lc_cmp_show(struct lc_ctx *ctx, const struct lc_value *value, size_t max);

/* The whole of it; NULL too where it is longer than `most` bytes. */
const char *lc_cmp_json(struct lc_ctx *ctx, const struct lc_value *value, size_t most);

/* True if the mode asks for the direction. */
bool lc_cmp_asks(const struct lc_cmp *c, ctr_direction direction);

/* Where a node stands, in scratch memory; *out NULL if it has no value. */
ctr_status lc_cmp_place(struct lc_cmp *c, struct lc_node node, const struct lc_place **out);

/* A finding whose texts and places are already made, for those that repeat it often. */
struct lc_ready {
    enum lc_rule_id rule;
    ctr_level backward;
    ctr_level forward;
    const char *part;
    const char *arguments; /* NULL = none */
    const char *message;
    const struct lc_place *place[2];
    const char *witness;     /* NULL = none */
    const char *accepted_by; /* "old" or "new", with a witness */
};
ctr_status lc_cmp_add_ready(struct lc_cmp *c, const struct lc_ready *ready);

/* Sort, drop duplicates (same fingerprint; the heaviest stays), count, judge, propose the bump. */
ctr_status lc_cmp_finish(struct lc_cmp *c, ctr_format format, struct ctr_diff *out);

/* NULL asks for none. */
bool lc_grace_eq(const struct lc_grace *a, const struct lc_grace *b);
/* *out is NULL where no notice is asked for. */
ctr_status lc_grace_keep(struct lc_ctx *ctx, const struct lc_grace *grace,
                         const struct lc_grace **out);
/* True if the mode asks for that direction. */
bool lc_mode_asks(ctr_mode mode, ctr_direction direction);
/* 16 hex digits; scratch memory, NULL with NOMEM recorded. */
char *lc_finding_fingerprint(struct lc_ctx *ctx, const char *rule, const char *part,
                             const char *arguments);
/* Sort findings, count those that no policy sets aside, judge them and propose the bump. */
ctr_status lc_diff_settle(struct lc_ctx *ctx, const struct ctr_finding *findings, size_t count,
                          struct ctr_diff *diff);

/* verdict.c: the answer and the bump from counts and findings. */
ctr_verdict lc_verdict_of(const struct lc_counts *counts);
ctr_bump lc_bump_of(const struct ctr_diff *diff);
ctr_bump_reason lc_bump_reason_of(const struct ctr_diff *diff);
/* False for what the policy sets aside. */
bool lc_finding_counts(const struct ctr_diff *diff, const struct ctr_finding *finding);
/* About the policy, not the documents? */
bool lc_finding_of_policy(const struct ctr_finding *finding);

#endif
