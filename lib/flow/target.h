/*
 * The target of a master contract: what it is on a day, and how an implemented change moves it.
 */
#ifndef LC_FLOW_TARGET_H
#define LC_FLOW_TARGET_H

#include "flow/policy.h"

/* The currency of the incentives; nothing if they name none. */
struct lc_str lc_target_currency(const struct lc_policy *p);
/*
 * What percentages of the budget are of, in millionths of the major unit; absent if there is none.
 * By the policy's budget_base that is the original target, the one in the document, or the target
 * of the day: the balance of the ledger's target account if it was opened from the master, else
 * the document's target and what the changes implemented move it by. Only what counts on `day` or
 * before does.
 */
ctr_status lc_target_at(struct lc_op *op, const struct lc_policy *p, int64_t day, int64_t *out);
/* What the change does to the target, into h: amount, currency, day. */
ctr_status lc_target_fix(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p);
/* Post it to the master's ledger, accounts that are missing opened. A remark says why nothing is
 * posted; INPUT if the ledger is kept in another currency. */
ctr_status lc_target_post(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p);
/* An implemented emergency was rejected: what it moved the target by is taken back. From now on it
 * moves it by nothing, and its entry, if there is one, is reversed from the same day on; *seq is
 * the entry that does it, 0 if there is none. Remarks tell. */
ctr_status lc_target_take_back(struct lc_op *op, struct ctr_change *h, int64_t *seq);

#endif
