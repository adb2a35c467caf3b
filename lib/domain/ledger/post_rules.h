/* Entries without a store: sums by currency, and what an exchange of currencies has to keep. */
#ifndef LC_DOMAIN_LEDGER_POST_RULES_H
#define LC_DOMAIN_LEDGER_POST_RULES_H

#include "domain/ledger/ledger.h"

enum { LC_SUMS_MOST = 16 };

struct lc_currency_sum {
    const char *currency;
    lc_wide sum;
    lc_wide cleared; /* through clearing accounts */
    bool clears;
};

struct lc_sums {
    struct lc_currency_sum items[LC_SUMS_MOST];
    size_t count;
};

/* ARGUMENT unless they sum to zero in every currency (L1). */
ctr_status lc_entry_sums(struct lc_ctx *ctx, const struct lc_posting *postings, size_t count,
                         struct lc_sums *out);
/* ARGUMENT unless the amounts that go through clearing accounts follow from the rate (L14). */
ctr_status lc_entry_check_rate(struct lc_ctx *ctx, const struct lc_sums *sums, const char *rate,
                               const char *pair);

#endif
