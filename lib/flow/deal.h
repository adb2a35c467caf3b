/*
 * The money of a master contract: its share rule, who shares, in which currency.
 */
#ifndef LC_FLOW_DEAL_H
#define LC_FLOW_DEAL_H

#include "domain/ledger/chart.h"
#include "flow/policy.h"
#include "terms/interim.h"

struct lc_deal {
    struct lc_policy policy;
    struct ctr_share_rule rule; /* model 0: the master has no incentives */
    const char *currency;       /* NULL = it names none */
    int exponent;
    const char **parties; /* who has a part of the delivery side's share, in their order */
    int64_t *weights;     /* theirs, and of the last one what is given to nobody */
    size_t party_count;
    bool unallocated;           /* the last "party" is what is given to nobody */
    struct lc_sha256 terms;     /* of the incentives in canonical form */
    const char *const *missing; /* why no share can be computed: "target missing" */
    size_t missing_count;
};

/* What stands for the part of a share that is given to nobody. */
#define LC_DEAL_UNALLOCATED "Unallocated"

/* By the active version. STATE if the contract is no master or has none. */
ctr_status lc_deal_active(struct lc_op *op, const struct lc_contract *c, struct lc_deal *out);
/* By a version of it. */
ctr_status lc_deal_of(struct lc_op *op, const struct lc_contract *c, int64_t version_rid,
                      struct lc_deal *out);
/* Split an amount among the parties, by the largest remainder. */
ctr_status lc_deal_split(struct lc_ctx *ctx, const struct lc_deal *deal, int64_t amount,
                         int64_t *parts);
/* STATE "the share of 'a/b' is not computable: target missing, …". */
ctr_status lc_deal_fail(struct lc_op *op, const struct lc_deal *deal, const char *const *missing,
                        size_t count);

/* --- the chart of accounts (chart.c) --- */

struct ctr_chart {
    const char *team;
    const char *name;
    const char *currency;
    int32_t ledger_opened; /* by this call */
    int64_t opened;        /* how many accounts were, by this call */
    const struct lc_chart_row *rows;
    size_t row_count;
    const char *target; /* balance of the target's account */
    int64_t target_seq; /* entry of the original target; 0 = it is not posted */
    const char *const *remarks;
    size_t remark_count;
    int32_t dry_run; /* set where the answer leaves the library */
};
extern const struct lc_shape lc_shape_chart;

/* Open the ledger unless there is one, the accounts that are missing, and the original target.
 * `base` counts where there is no ledger yet; NULL = the currency of the incentives. */
ctr_status lc_flow_chart(struct lc_op *op, const char *team, const char *name, const char *base,
                         struct ctr_chart *out);

#endif
