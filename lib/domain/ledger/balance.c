/*
 * Balances. As things stand now they are the stored totals; for a day in the past the postings up
 * to it are summed.
 */
#include "base/names.h"
#include "domain/ledger/ledger.h"

#include <stdlib.h>

static ctr_status open_sums(struct lc_op *op, const struct ctr_ledger *book, ctr_as_of as_of,
                            int64_t day, struct lc_stmt **out)
{
    static const enum lc_sql_id ids[] = {LC_SQL_BALANCE_BOOKED, LC_SQL_BALANCE_BOOKED,
                                         LC_SQL_BALANCE_EFFECTIVE, LC_SQL_BALANCE_RECORDED};

    LC_TRY(lc_sql(op, ids[as_of], out));
    if (as_of == CTR_AS_OF_BOOKED) {
        lc_bind_int(*out, 1, book->rid);
        lc_bind_int(*out, 2, LC_DAY_FIRST);
        lc_bind_int(*out, 3, day);
        return CTR_OK;
    }
    lc_bind_int(*out, 1, LC_LEDGER_RID(book->rid, 0));
    lc_bind_int(*out, 2, LC_LEDGER_RID(book->rid + 1, 0));
    lc_bind_int(*out, 3, as_of == CTR_AS_OF_RECORDED ? (day + 1) * LC_US_PER_DAY : day);
    return CTR_OK;
}

static struct ctr_account *by_rid(struct ctr_account **order, size_t count, int64_t rid)
{
    size_t low = 0;
    size_t high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order[middle]->rid == rid) {
            return order[middle];
        }
        if (order[middle]->rid < rid) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

static int compare_rid(const void *a, const void *b)
{
    int64_t x = (*(struct ctr_account *const *)a)->rid;
    int64_t y = (*(struct ctr_account *const *)b)->rid;
    return x < y ? -1 : x > y;
}

/* Pointers to the accounts in the order of their rows; NULL without memory. */
static struct ctr_account **sort_by_rid(struct lc_ctx *ctx, struct ctr_account *items, size_t count)
{
    struct ctr_account **order = lc_new(ctx, count, sizeof(struct ctr_account *));

    for (size_t i = 0; order && i < count; i++) {
        order[i] = &items[i];
    }
    if (order && count) {
        qsort(order, count, sizeof(struct ctr_account *), compare_rid);
    }
    return order;
}

/* The rows of a statement of sums, into the accounts. */
static ctr_status take_sums(struct lc_op *op, struct lc_stmt *st, struct ctr_account **order,
                            size_t count)
{
    bool row;

    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        struct ctr_account *a = by_rid(order, count, lc_col_int(st, 0));
        if (a) {
            a->debit = lc_col_int(st, 1);
            a->credit = lc_col_int(st, 2);
        }
    }
}

static void clear_sums(struct ctr_account *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        items[i].debit = 0;
        items[i].credit = 0;
        items[i].pending_debit = 0;
        items[i].pending_credit = 0;
    }
}

ctr_status lc_ledger_as_of(struct lc_op *op, const struct ctr_ledger *book, ctr_as_of as_of,
                           int64_t day, struct ctr_account *items, size_t count)
{
    struct ctr_account **order = sort_by_rid(&op->ctx, items, count);
    struct lc_stmt *st;

    if (!order) {
        return CTR_E_NOMEM;
    }
    clear_sums(items, count);
    LC_TRY(open_sums(op, book, as_of, day, &st));
    return take_sums(op, st, order, count);
}

ctr_status lc_ledger_turnover(struct lc_op *op, const struct ctr_ledger *book, int64_t from,
                              int64_t to, struct ctr_account *items, size_t count)
{
    struct ctr_account **order = sort_by_rid(&op->ctx, items, count);
    struct lc_stmt *st;

    if (!order) {
        return CTR_E_NOMEM;
    }
    clear_sums(items, count);
    LC_TRY(lc_sql(op, LC_SQL_BALANCE_BOOKED, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_int(st, 2, from);
    lc_bind_int(st, 3, to);
    return take_sums(op, st, order, count);
}

static ctr_status add_sum(struct lc_ctx *ctx, struct lc_sum *sums, size_t *count,
                          const struct ctr_account *a)
{
    size_t at = 0;

    while (at < *count && strcmp(sums[at].currency, a->currency) < 0) {
        at++;
    }
    if (at == *count || strcmp(sums[at].currency, a->currency) != 0) {
        memmove(sums + at + 1, sums + at, (*count - at) * sizeof *sums);
        sums[at] = (struct lc_sum){a->currency, a->exponent, 0, NULL};
        ++*count;
    }
    return __builtin_add_overflow(sums[at].balance, a->debit - a->credit, &sums[at].balance)
               ? lc_fail(ctx, CTR_E_LIMIT, "the balances in %s sum to more than 2^63 minor units",
                         a->currency)
               : CTR_OK;
}

/* How many currencies there are; room for so many sums. */
static ctr_status sum_up(struct lc_ctx *ctx, struct ctr_trial *t)
{
    enum { CURRENCIES = 400 }; /* ISO 4217 has fewer */
    struct lc_sum *sums = lc_new(ctx, CURRENCIES, sizeof *sums);

    if (!sums) {
        return CTR_E_NOMEM;
    }
    t->sums = sums;
    for (size_t i = 0; i < t->count; i++) {
        LC_TRY(add_sum(ctx, sums, &t->sum_count, &t->items[i]));
    }
    for (size_t i = 0; i < t->sum_count; i++) {
        sums[i].text = lc_ledger_amount(ctx, sums[i].balance, sums[i].exponent);
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status check_account(struct lc_op *op, const struct ctr_ledger *book, const char *name,
                                size_t count)
{
    int32_t kind;

    if (!name || count) {
        return CTR_OK;
    }
    if (strchr(name, ':')) { /* a root alone need not have accounts */
        LC_TRY(lc_account_check_name(&op->ctx, name, &kind));
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                                "the ledger of '%s/%s' has no account '%s' and none below it",
                                book->team, book->name, name);
    lc_detail(&op->ctx, "field", "account");
    return status;
}

ctr_status lc_ledger_balance(struct lc_op *op, const struct ctr_ledger *book,
                             const ctr_balance_query *q, struct ctr_trial *out)
{
    struct lc_ctx *ctx = &op->ctx;
    const char *name = q->account && *q->account ? q->account : NULL;
    struct ctr_account *items;
    int64_t day;

    LC_TRY(lc_check_text(ctx, "account", name, LC_LEDGER_NAME));
    LC_TRY(lc_ledger_read_day(ctx, "the day", q->day, LC_DAY_NONE, &day));
    if ((q->as_of == CTR_AS_OF_NOW) != (day == LC_DAY_NONE) || (uint32_t)q->as_of > 3) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "a balance is as of now, or as of a day that entries are booked, effective "
                       "or recorded by");
    }
    *out = (struct ctr_trial){.team = book->team,
                              .name = book->name,
                              .entries = book->entries,
                              .head = book->head,
                              .as_of = "now"};
    LC_TRY(lc_account_list(op, book, name, &items, &out->count));
    LC_TRY(check_account(op, book, name, out->count));
    out->items = items;
    if (day != LC_DAY_NONE) {
        out->as_of = lc_format(ctx, "%s %s", lc_word_name(lc_words_as_of, (int64_t)q->as_of),
                               lc_ledger_day(ctx, day));
        LC_TRY(lc_ledger_as_of(op, book, q->as_of, day, items, out->count));
    }
    for (size_t i = 0; i < out->count; i++) {
        LC_TRY(lc_account_texts(ctx, &items[i]));
    }
    return sum_up(ctx, out);
}
