/*
 * The modifier: money for SLOs and value hypotheses, by the weights of the master, capped, in an
 * account of its own. All or nothing: a goal is met or not.
 */
#ifndef LC_FLOW_MODIFIER_H
#define LC_FLOW_MODIFIER_H

#include "flow/deal.h"

#include <contracts/modifier.h>

struct lc_modifier_goal {
    const char *name;
    const char *weight;     /* percent of the cap */
    const char *given;      /* "yes", "no" or "97.5"; NULL = nothing is known of it */
    ctr_goal_source source; /* of that; 0 = nothing is known */
    const char *from;       /* first day of the period of a stored attainment */
    int64_t counted;        /* cases that it counts */
    const char *wanted;     /* attainment of an SLO; NULL = it is none */
    int32_t met;
};

struct ctr_modifier {
    const char *team;
    const char *name;
    const char *on;
    const char *version; /* whose weights count */
    const char *currency;
    const char *cap;
    const char *percent;
    const char *amount;
    const char *before;
    const char *moved;
    int64_t seq; /* 0 = nothing moved */
    struct lc_modifier_goal *goals;
    size_t goal_count;
    int32_t dry_run; /* set where the answer leaves the library */
};
extern const struct lc_shape lc_shape_modifier;

ctr_status lc_flow_modifier(struct lc_op *op, const char *team, const char *name,
                            const ctr_modifier_goals *goals, struct ctr_modifier *out);

/* What was measured, by name. */
struct lc_measured {
    const char *const *names;
    const char *const *values;
    size_t count;
};
extern const struct lc_word lc_words_goal_source[];

/* --- modifier_compute.c: pure but for memory --- */

/* The goals of the master with what is known of them. Sets version, cap and goals of `out`, and its
 * cap in minor units. */
ctr_status lc_modifier_list(struct lc_op *op, const struct lc_deal *deal, int exponent,
                            const struct lc_measured *measured, struct ctr_modifier *out,
                            int64_t *cap);
/* Take a value for a goal. */
ctr_status lc_modifier_judge(struct lc_op *op, const struct lc_master *m, const char *value,
                             struct lc_modifier_goal *g);
/* The modifier in minor units: cap times what the goals that are met weigh, at most the cap. Sets
 * percent of `out`. */
ctr_status lc_modifier_sum(struct lc_op *op, const struct lc_deal *deal, int64_t cap,
                           struct ctr_modifier *out, int64_t *amount);

/* --- modifier_measure.c --- */

/* What the clocks of the store tell of the SLOs of which nothing is known yet, over the days up to
 * `on`; LC_DAY_NONE: as long as the window of each. STATE if they tell nothing of one. */
ctr_status lc_modifier_measure(struct lc_op *op, const struct lc_contract *c,
                               const struct lc_deal *deal, int64_t from, int64_t on,
                               struct ctr_modifier *out);

/* --- modifier_check.c --- */

/* Compute every modifier of a ledger again from its entry, and compare with what the account held
 * behind it; `found` gets one sentence for each that differs. */
typedef void (*lc_modifier_fault_fn)(void *user, int64_t seq, const char *what);
ctr_status lc_modifier_verify(struct lc_op *op, const struct lc_contract *c,
                              const struct ctr_ledger *book, lc_modifier_fault_fn found,
                              void *user);

#endif
