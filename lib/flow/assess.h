/*
 * Assessing a share: target and cost out of the ledger, the figures, and what they post.
 *
 * Three figures are kept apart. Accrued: what the cost to date makes against the target of the work
 * that is done. Forecast: what the final cost would make of the whole target; it is never posted.
 * Payable: what the interim policy lets move now.
 */
#ifndef LC_FLOW_ASSESS_H
#define LC_FLOW_ASSESS_H

#include "domain/assess/assess.h"
#include "flow/deal.h"

/* What is asked for; amounts are decimal text in major units. */
struct lc_assess_request {
    int32_t kind;
    const char *as_of;    /* NULL = the day of the call */
    const char *earned;   /* NULL = not stated */
    const char *forecast; /* NULL = none */
    const char *hold;     /* why payment is frozen; NULL = it is not */
};

ctr_status lc_flow_assess(struct lc_op *op, const char *team, const char *name,
                          const struct lc_assess_request *request, struct ctr_assessment *out);

/* Whether payment is frozen, and why: by who asks, or by a dispute. What stops a share from being
 * paid, though it goes on accruing, is decided here and nowhere else. */
ctr_status lc_assess_frozen(struct lc_op *op, const struct ctr_ledger *book,
                            const struct lc_assess_request *request, const char **why);

/* Target and cost by the entries up to `seq` that are effective on `day` or earlier. */
ctr_status lc_assess_figures(struct lc_op *op, const struct ctr_ledger *book,
                             const struct lc_deal *deal, int64_t day, int64_t seq, int64_t *target,
                             int64_t *cost);
/* Does an assessment by these terms take the entry in: does it move target or cost, and did it
 * before the assessment was made? */
ctr_status lc_assess_counts(struct lc_op *op, const struct ctr_ledger *book,
                            const struct lc_deal *deal, const struct ctr_assessment *a,
                            const struct ctr_entry *e, bool *out);
/* What follows from the inputs that `a` holds (kind, basis, hold, target, cost, earned, forecast)
 * and from the one before (NULL = it is the first); a pure function but for memory. */
ctr_status lc_assess_compute(struct lc_op *op, const struct lc_deal *deal,
                             const struct ctr_assessment *before, struct ctr_assessment *a);
/* A final one pays, and what has accrued is pending no more; while payment is frozen it is. */
bool lc_assess_releases(const struct ctr_assessment *a);
/* The entries of an assessment: pending for what has accrued, posted for what is payable; a final
 * one that pays ends what is pending. Sets the entries' numbers. */
ctr_status lc_assess_post(struct lc_op *op, struct ctr_ledger *book, const struct lc_deal *deal,
                          struct ctr_assessment *a);

/* Compute every assessment of a ledger again, from its stored inputs, and compare; `found` gets one
 * sentence for each that differs. */
typedef void (*lc_assess_fault_fn)(void *user, const struct ctr_assessment *a, const char *what);
ctr_status lc_assess_verify(struct lc_op *op, const struct lc_contract *c,
                            const struct ctr_ledger *book, lc_assess_fault_fn found, void *user);

#endif
