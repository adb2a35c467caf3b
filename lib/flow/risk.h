/*
 * The risk buffer: what the master sets aside, moved in its ledger. What is silent in the master:
 * without an amount nothing can be funded, without a draw limit no draw needs a decision.
 */
#ifndef LC_FLOW_RISK_H
#define LC_FLOW_RISK_H

#include "flow/deal.h"

#include <contracts/risk.h>

struct ctr_risk {
    const char *team;
    const char *name;
    const char *act; /* NULL = only a look, and so for what follows */
    const char *amount;
    const char *effective;
    const char *decision; /* "team/name/CR-42" */
    int64_t seq;
    int32_t repeated;
    const char *version; /* whose terms bind */
    const char *currency;
    const char *left;
    const char *funded; /* less what was released */
    const char *drawn;
    const char *undecided;  /* drawn without a decision */
    const char *set_aside;  /* by the master; NULL = it is silent */
    const char *draw_limit; /* the same */
    const char *const *remarks;
    size_t remark_count;
    int32_t dry_run; /* set where the answer leaves the library */
};
extern const struct lc_shape lc_shape_risk;
extern const struct lc_word lc_words_risk_act[];

/* `move` NULL = only look. */
ctr_status lc_flow_risk(struct lc_op *op, const char *team, const char *name,
                        const ctr_risk_move *move, struct ctr_risk *out);

#endif
