/*
 * The chart of accounts that a contract with a target keeps its money in: which accounts there
 * are, what each is called, and what a debit of it means. The one place that makes their names.
 *
 * <C> and <Party> are names made parts of an account: ASCII letters and digits are kept, every
 * other run of bytes becomes '-' (dropped at both ends), and the first letter is a capital.
 */
#ifndef LC_DOMAIN_LEDGER_CHART_H
#define LC_DOMAIN_LEDGER_CHART_H

#include "domain/ledger/ledger.h"

enum lc_chart {
#define LC_CHART(id, name, party, text) LC_CHART_##id,
#include "domain/ledger/chart.def"
#undef LC_CHART
    LC_CHART_COUNT
};

/* A name as a part of an account. ARGUMENT if nothing of it can be. */
ctr_status lc_chart_part(struct lc_ctx *ctx, const char *what, const char *name, const char **out);
/* An account of the chart of a contract; `party` counts where the account is one of a party.
 * ARGUMENT where a name cannot be a part, or makes the account's too long. */
ctr_status lc_chart_account(struct lc_ctx *ctx, const char *contract, enum lc_chart which,
                            const char *party, const char **out);
/* STATE, with both names, if two parties would have the same accounts. */
ctr_status lc_chart_check_parties(struct lc_ctx *ctx, const char *const *parties, size_t count);

/* Which account of the chart of a contract a name is, or lies below; LC_CHART_COUNT = none of them.
 * `names` are those of lc_chart_names; of an account of a party *party is the part that names it,
 * not ended where it ends. */
ctr_status lc_chart_names(struct lc_ctx *ctx, const char *contract,
                          const char *names[LC_CHART_COUNT]);
enum lc_chart lc_chart_find(const char *const names[LC_CHART_COUNT], const char *account,
                            const char **party);
const char *lc_chart_what(enum lc_chart which); /* it holds */
bool lc_chart_of_party(enum lc_chart which);
/* DENIED if a caller's entry moves the target or a share, which only implemented changes and
 * assessments do. */
ctr_status lc_chart_may(struct lc_ctx *ctx, const char *const names[LC_CHART_COUNT],
                        const struct lc_draft_entry *d);

/* An account of a chart as it stands. */
struct lc_chart_row {
    const char *account;
    const char *what; /* it holds, and what its sign says */
    const char *party;
    const char *balance; /* set where the answer is made */
    int32_t opened;      /* by this call */
};
/* Every account of the chart, in its order, so that those of no party stand at the place of their
 * constant; those that are missing are opened in `currency`. STATE
 * if one is kept in another currency. */
ctr_status lc_chart_open(struct lc_op *op, const struct ctr_ledger *book, const char *currency,
                         const char *const *parties, size_t count, struct lc_chart_row **rows,
                         size_t *row_count);

/* The account of that name, opened in the ledger's own currency if it is not there. */
ctr_status lc_chart_ensure(struct lc_op *op, const struct ctr_ledger *book, const char *name);

struct lc_chart_target {
    bool known;      /* the account is there and was opened from the master */
    int64_t balance; /* in minor units */
    int32_t exponent;
    const char *currency;
};
/* The balance of the target account by the entries effective on `day` or earlier. */
ctr_status lc_chart_target(struct lc_op *op, const struct ctr_ledger *book, int64_t day,
                           struct lc_chart_target *out);

/* Sum of the postings of an account and of those below it: booked up to `seq`, effective on `day`
 * or earlier. STATE if one of them is kept in another currency and is not zero. */
ctr_status lc_chart_sum(struct lc_op *op, const struct ctr_ledger *book, const char *account,
                        const char *currency, int64_t day, int64_t seq, int64_t *out);

/* An account of the chart that is of no party. STATE if it was not opened. */
ctr_status lc_chart_need(struct lc_op *op, const struct ctr_ledger *book, enum lc_chart which,
                         struct ctr_account *out);
/* Sum of the postings of an account whose entries have such a cause; `id` NULL = any of the kind. A
 * reversal has the cause of what it reverses. */
ctr_status lc_chart_caused(struct lc_op *op, const struct ctr_account *account, const char *kind,
                           const char *id, int64_t *out);

#endif
