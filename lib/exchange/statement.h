/*
 * What the ways of writing a statement share: how an entry reads in one line, and words for the
 * figures.
 */
#ifndef LC_EXCHANGE_STATEMENT_H
#define LC_EXCHANGE_STATEMENT_H

#include "exchange/text.h"
#include "report/statement.h"

/* An entry from the side of one account: the party's own share, else the first of the chart that it
 * moves, else its first posting. */
struct lc_statement_line {
    const char *account;
    const char *currency;
    const char *debit;  /* NULL = it is a credit */
    const char *credit; /* NULL = it is a debit */
    const char *cause;  /* "change CR-42", or what was done with which entry; NULL = none */
    const char *state;  /* NULL = it counts, and nothing took it back */
    bool late;
    bool counts;
};

/* How the entries of a statement are looked at. */
struct lc_statement_view {
    const struct ctr_statement *statement;
    const char *names[LC_CHART_COUNT];
    const char *part; /* of the party in accounts; NULL = all */
};

ctr_status lc_statement_view(struct lc_ctx *ctx, const struct ctr_statement *s,
                             struct lc_statement_view *out);
ctr_status lc_statement_line(struct lc_ctx *ctx, const struct lc_statement_view *v,
                             const struct ctr_entry *e, struct lc_statement_line *out);
/* Whether an account is of the share of another party. */
bool lc_statement_anothers(const struct lc_statement_view *v, const char *account);
/* "sealed", "closed", "open". */
const char *lc_statement_period(const struct ctr_statement *s);
/* What a distance is to, in words. */
const char *lc_statement_limit(const char *what);

#endif
