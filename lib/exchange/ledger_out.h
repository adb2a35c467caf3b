/* A ledger as text that other programs read: ledger, hledger, beancount; CSV and JSON. */
#ifndef LC_EXCHANGE_LEDGER_OUT_H
#define LC_EXCHANGE_LEDGER_OUT_H

#include "domain/ledger/period.h"

struct lc_ledger_wish {
    ctr_ledger_form form;
    ctr_write_fn write;
    void *user;
};

ctr_status lc_ledger_write(struct lc_op *op, const struct ctr_ledger *book,
                           const struct lc_ledger_wish *wish);

#endif
