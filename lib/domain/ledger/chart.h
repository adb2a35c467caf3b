/*
 * The chart of accounts of a contract: how the accounts are called that the library itself posts
 * to, and what the target account says. Names are valid in ledger, hledger and beancount, too.
 */
#ifndef LC_DOMAIN_LEDGER_CHART_H
#define LC_DOMAIN_LEDGER_CHART_H

#include "domain/ledger/ledger.h"

/* Accounts of a contract. Those of a party have its name behind them. */
enum lc_chart {
    LC_CHART_COST = 1,
    LC_CHART_DISALLOWED,
    LC_CHART_SUPPLIER,
    LC_CHART_TARGET,   /* debit: the target is higher */
    LC_CHART_BASELINE, /* against the target */
    LC_CHART_RISK_BUFFER,
    LC_CHART_SHARE_PROVISIONAL,
    LC_CHART_SHARE_PAYABLE,
    LC_CHART_MODIFIER
};

/* A name as a part of an account's: letters and digits stay, every other run becomes one '-', none
 * at either end, the first letter is a capital. ARGUMENT if nothing is left. */
ctr_status lc_chart_part(struct lc_ctx *ctx, const char *name, const char **out);
/* ARGUMENT naming both if two of the names become the same part. */
ctr_status lc_chart_check(struct lc_ctx *ctx, const char *const *names, size_t count);
/* "Equity:Deal:Target". `party` is NULL but for the accounts of one. */
ctr_status lc_chart_account(struct lc_ctx *ctx, const char *contract, enum lc_chart which,
                            const char *party, const char **out);
/* The account of that name, opened in the ledger's own currency if it is not there. */
ctr_status lc_chart_open(struct lc_op *op, const struct ctr_ledger *book, const char *name);

struct lc_chart_target {
    bool known;      /* the account is there and was opened from the master */
    int64_t balance; /* in minor units */
    int32_t exponent;
    const char *currency;
};
/* The balance of the target account by the entries effective on `day` or earlier. */
ctr_status lc_chart_target(struct lc_op *op, const struct ctr_ledger *book, int64_t day,
                           struct lc_chart_target *out);

#endif
