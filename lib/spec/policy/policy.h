/*
 * The policy of a comparison: what a team makes of findings. Levels of rules, waivers, parts that
 * nobody uses, lines of versions, and what labels of which kind have to grow by. Pure.
 */
#ifndef LC_SPEC_POLICY_H
#define LC_SPEC_POLICY_H

#include "base/buf.h"
#include "codec/value.h"
#include "spec/finding.h"

#include <contracts/policy.h>

struct lc_policy_level {
    const char *rule;  /* an id, or a pattern with '*' for any letters */
    int32_t format;    /* 0 = any */
    int32_t direction; /* 0 = any */
    int32_t level;
};

struct ctr_waiver {
    const char *fingerprint, *rule, *part, *reason, *owner;
    const char *since, *expires; /* as written: RFC 3339, or a date */
    const char *file;            /* where it stands; NULL: not known. Never in JSON */
    int64_t line, column;
    int64_t longest; /* it holds for longer than so many days, the most that a policy joined of two
                        allows, so it does not hold at all; 0: it does not. Never in JSON */
};

/* Members that the document does not name are NULL or 0, so that two policies can be joined. */
struct lc_policy_lines {
    int32_t by;
    const char *pointer;
};

/* What the document says; its JSON is a policy document again. */
struct lc_policy_terms {
    const char *id;
    struct lc_policy_level *levels;
    size_t level_count;
    int32_t ignores;           /* as read; in JSON it is the next */
    const char *ignore_unused; /* "true" or "false" */
    int64_t max_waiver_days;
    struct lc_grace grace_read;   /* as read; in JSON it is the next */
    const struct lc_grace *grace; /* NULL: it asks for no notice */
    struct ctr_waiver *waivers;
    size_t waiver_count;
    struct lc_policy_semver semver;
    struct lc_policy_lines lines;
};

struct ctr_policy {
    int32_t dry_run;             /* set where the answer leaves the library */
    const char *team, *contract; /* whose it is in a store; NULL: read from a document */
    int64_t revision, set_us;    /* of the edition */
    const char *set_by, *reason;
    const char *sha256;
    struct lc_policy_terms terms;
    int32_t used_known; /* the parts below are all that anybody uses */
    const char *const *used;
    size_t used_count;
};

extern const struct lc_shape lc_shape_policy_terms, lc_shape_policy;
extern const struct lc_word lc_words_zero_rule[], lc_words_prerelease_rule[], lc_words_label_rule[],
    lc_words_risk_rule[], lc_words_line_rule[], lc_words_waiver_state[];

/* Read a document in JSON or YAML, and check it: INPUT with file, line, column, field. */
ctr_status lc_policy_terms_read(struct lc_ctx *ctx, struct lc_str text, const char *file,
                                struct lc_policy_terms *out);
/* One that somebody gives: made what the reader would make of it, or refused with what it would
 * refuse. ARGUMENT with the field. */
ctr_status lc_waiver_check(struct lc_ctx *ctx, const struct lc_policy_terms *terms,
                           struct ctr_waiver *waiver);
/* The document that says the same, compact; scratch memory, NULL with NOMEM recorded. */
const char *lc_policy_terms_text(struct lc_ctx *ctx, const struct lc_policy_terms *terms);
/* `over` upon `under`: its levels come last, and so rule; waivers of both; what it names of the
 * rest; of two longest terms of waivers the shorter, of two notices the longer. A waiver that the
 * shorter term makes too long is marked. Either may be NULL; `out` may be one of them. */
ctr_status lc_policy_join(struct lc_ctx *ctx, const struct lc_policy_terms *under,
                          const struct lc_policy_terms *over, struct lc_policy_terms *out);
/* Name it: the hash of what it says. */
ctr_status lc_policy_make(struct lc_ctx *ctx, const struct lc_policy_terms *terms,
                          struct ctr_policy *out);
/* Are findings on parts that nobody uses set aside? */
bool lc_policy_ignores_unused(const struct lc_policy_terms *terms);
/* The notice that it asks of deprecations. */
struct lc_grace lc_policy_grace(const struct lc_policy_terms *terms);
/* JSON Schema of the document. */
void lc_policy_json_schema(struct lc_buf *buf);

/* --- terms of waivers (policy_waiver.c) --- */

int64_t lc_waiver_since(const struct ctr_waiver *w);
int64_t lc_waiver_expires(const struct ctr_waiver *w);
/* For how many days it holds, the first and the last included. */
int64_t lc_waiver_days(const struct ctr_waiver *w);
ctr_waiver_state lc_waiver_state_at(const struct ctr_waiver *w, int64_t at_us);
/* Mark those that hold for more than `most` days, or nobody knows for how many; 0: no bound. */
void lc_waivers_bound(struct ctr_waiver *list, size_t count, int64_t most);

/* A member that is wrong, and how; `key` NULL: nothing is. */
struct lc_policy_fault {
    const char *key;
    const char *message;
};
struct lc_policy_fault lc_waiver_fault_of_term(struct lc_ctx *ctx, int64_t most,
                                               const struct ctr_waiver *w);
struct lc_policy_fault lc_waiver_fault_of_remark(struct lc_ctx *ctx, const struct ctr_waiver *w);
/* INPUT, with its place, for the first waiver that holds for more than `most` days. */
ctr_status lc_waivers_check_terms(struct lc_ctx *ctx, const struct lc_policy_terms *terms,
                                  int64_t most);

/* Remarks on waivers are no findings that a waiver accepts, so one of them is a mistake. */
bool lc_waiver_is_of_remark(const struct ctr_waiver *w);
/* INPUT, with its place, for the first such waiver. For documents that somebody gives: editions
 * that were kept before may hold one, and stay what they are. */
ctr_status lc_waivers_check_rules(struct lc_ctx *ctx, const struct lc_policy_terms *terms);

/* --- judging (policy_judge.c) --- */

/* What was found for a waiver. */
struct lc_waiver_use {
    bool fits;     /* something */
    bool replaced; /* something that another waiver, in force, accepts */
    bool counts;   /* something that counts, since none in force accepts it */
};

struct lc_judge_facts {
    int64_t now_us;
    bool used_known; /* `used` is all that anybody uses */
    const char *const *used;
    size_t used_count;
    const char *line[2]; /* of both editions, by ctr_side; NULL: nobody declares any */
    /* Where one edition is compared with several, what a waiver is for may be in any of them: by
     * waiver, what was found. NULL: this comparison is all there is. */
    struct lc_waiver_use *use;
    bool quiet; /* no remarks on waivers: they come with the last comparison */
};

/* Findings, counts, verdict and bump of `diff` as the policy has them, the diff being fresh. */
ctr_status lc_policy_judge(struct lc_ctx *ctx, const struct ctr_policy *policy,
                           const struct lc_judge_facts *facts, struct ctr_diff *diff);
/* The way back: the diff as it was before any policy. */
ctr_status lc_policy_lift(struct lc_ctx *ctx, struct ctr_diff *diff);

/* The value at a pointer, as text, which names the line of a document; NULL if there is none. */
ctr_status lc_policy_line_of(struct lc_ctx *ctx, const struct lc_doc *doc, const char *pointer,
                             const char **out);
/* The major number of a declared label, as text, which names its line; NULL if it has none, or with
 * NOMEM recorded. */
const char *lc_policy_major_of(struct lc_ctx *ctx, const char *label);

#endif
