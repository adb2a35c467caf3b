/*
 * The statement of a party and a period: what stood in the books before it, each entry booked in it
 * with its cause, what stands after it, how the target moved, and what of the share has accrued, is
 * forecast and is payable.
 *
 * It reads the period and no more than the gap to the nearest balance that is known: that before
 * the first entry, a sealed one, or the totals of now.
 */
#ifndef LC_REPORT_STATEMENT_H
#define LC_REPORT_STATEMENT_H

#include "domain/assess/assess.h"
#include "domain/ledger/period.h"
#include "flow/deal.h"

enum { LC_STATEMENT_ENTRIES = 100000 }; /* of one statement */

/* What is asked for; days included on both ends. */
struct lc_statement_query {
    const char *party; /* NULL = all who share */
    const char *from;  /* NULL = the first day that something is booked on */
    const char *until; /* NULL = the day of the call */
};

struct lc_statement_account {
    const char *account;
    const char *what; /* it holds; NULL = it is none of the chart */
    const char *currency;
    int32_t exponent;
    int32_t which; /* enum lc_chart; LC_CHART_COUNT = none */
    int64_t opening, debit, credit;
    const char *text_opening, *text_debit, *text_credit, *text_closing;
};

/* The target, moved. */
struct lc_statement_move {
    int64_t seq;
    const char *effective, *booked, *cause_kind, *cause_id, *memo, *amount, *target;
};

/* What a change did to target and cost in the period. For information: it moves no share. */
struct lc_statement_change {
    const char *change;
    int64_t moved, spent;
    const char *target, *cost, *variance;
};

/* By the last assessment as of a day up to the end of the period; of the party, or of all. */
struct lc_statement_share {
    int64_t assessment;
    const char *as_of;
    int32_t kind, state;
    const char *accrued_opening, *accrued, *payable_opening, *payable;
    const char *hold;
};

struct lc_statement_forecast {
    int64_t assessment;
    const char *as_of, *cost, *share;
};

/* Where the terms stand: how the share goes on from a cost, and how far it is to each limit. */
struct lc_statement_standing {
    const char *basis; /* "forecast", "cost to date" */
    const char *target, *cost, *marginal_rate;
    const struct lc_share_distance *distances;
    size_t distance_count;
};

struct lc_statement_seal {
    const char *first, *last;
    int64_t entries;
    const char *head, *root;
};

struct ctr_statement {
    const char *team, *name, *party;
    const char *from, *until;
    int64_t from_day, until_day;
    const char *currency;
    int32_t exponent;
    const char *version; /* of the master, whose terms hold */
    const char *target_opening, *target, *cost_opening, *cost;
    const struct lc_statement_account *accounts;
    size_t account_count;
    const struct ctr_entry *entries;
    size_t entry_count;
    int64_t late; /* how many of them are effective on another day than they are booked */
    const struct lc_statement_move *moves;
    size_t move_count;
    const struct lc_statement_change *changes;
    size_t change_count;
    const struct lc_statement_share *share;       /* NULL = it was not assessed yet */
    const struct lc_statement_forecast *forecast; /* NULL = there is none */
    const struct lc_statement_standing *standing; /* NULL = for the reasons in `missing` */
    const char *const *missing;
    size_t missing_count;
    int32_t closed;                       /* no entry will be booked in the period any more */
    const struct lc_statement_seal *seal; /* of its last day; NULL = none */
    int64_t ledger_entries;
    const char *head;
    int64_t at_us;
};

extern const struct lc_shape lc_shape_statement;

ctr_status lc_report_statement(struct lc_op *op, const char *team, const char *name,
                               const struct lc_statement_query *query, struct ctr_statement *out);

/* --- its parts --- */

struct lc_stating {
    struct lc_op *op;
    struct lc_contract contract;
    struct ctr_ledger book;
    struct lc_deal deal;
    const char *names[LC_CHART_COUNT];
    const char *part; /* of the party in accounts; NULL = all of them */
    struct ctr_period_list periods;
    struct ctr_account *opening, *turnover;
    size_t count;
    struct ctr_assessment last; /* up to the end of the period */
    bool assessed;
    int64_t target_opening, target, cost_opening, cost;
    struct ctr_statement *out;
};

/* Balances before the period, and what moved in it (statement_open.c). */
ctr_status lc_statement_balances(struct lc_stating *x);
/* The entries, and what follows from them (statement_entries.c). */
ctr_status lc_statement_entries(struct lc_stating *x);
/* Share, forecast, standing (statement_share.c). */
ctr_status lc_statement_share(struct lc_stating *x);

/* Whether what the entry moves counts in balances. */
bool lc_statement_counts(const struct ctr_entry *e);
/* Sum of the postings of an entry to accounts at or below one of the chart, in the currency of the
 * incentives. */
int64_t lc_statement_sum(const struct ctr_entry *e, const char *const names[LC_CHART_COUNT],
                         enum lc_chart which, const char *currency);

#endif
