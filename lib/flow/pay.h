/*
 * Payments in a ledger: what a raised stop-the-line trigger may hold back.
 */
#ifndef LC_FLOW_PAY_H
#define LC_FLOW_PAY_H

#include "domain/ledger/ledger.h"

/* BLOCKED if one of the entries is a payment, and payments on the contract are blocked. */
ctr_status lc_flow_may_post(struct lc_op *op, const char *team, const char *name,
                            const struct lc_draft_entry *drafts, size_t count);
/* The same for the entry that settles one that was pending; voids pass. */
ctr_status lc_flow_may_settle(struct lc_op *op, const char *team, const char *name,
                              const struct ctr_entry *entry);

#endif
