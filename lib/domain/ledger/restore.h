/*
 * A ledger put back from an export: rows as they were, every hash computed again. What is wrong is
 * ARGUMENT; whether all invariants hold is for lc_ledger_verify to say, when the events are there,
 * too.
 */
#ifndef LC_DOMAIN_LEDGER_RESTORE_H
#define LC_DOMAIN_LEDGER_RESTORE_H

#include "domain/ledger/period.h"

/* Its id, base currency and creation, as given; `book` must outlive the run. */
ctr_status lc_ledger_restore(struct lc_posting_run *run, struct lc_op *op, struct ctr_ledger *book,
                             const struct lc_uuid *id);
/* Name, currency, days, limits as text, creation. */
ctr_status lc_account_restore(struct lc_posting_run *run, struct ctr_account *a);
/* Know the accounts; before the first entry, so that they stay in scratch memory. */
ctr_status lc_accounts_restored(struct lc_posting_run *run);
/* The next entry; its postings have accounts and amounts as text. */
ctr_status lc_entry_restore(struct lc_posting_run *run, struct ctr_entry *e,
                            struct lc_posting *postings);
/* A period, after all entries: `head` and `root` of a seal are compared, its balances and frontier
 * computed. */
ctr_status lc_period_restore(struct lc_posting_run *run, struct ctr_period *p);
/* Totals and head; frees the run in any case. */
ctr_status lc_ledger_restored(struct lc_posting_run *run, ctr_status status);

#endif
