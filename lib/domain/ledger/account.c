/* Accounts of a ledger: opened, changed, listed. Their totals are kept by posting. */
#include "base/names.h"
#include "domain/ledger/ledger.h"

static ctr_status read_account(struct lc_op *op, struct lc_stmt *st, struct ctr_account *out)
{
    struct lc_ctx *ctx = &op->ctx;
    int64_t kind = lc_col_int(st, 2);

    *out = (struct ctr_account){
        .rid = lc_col_int(st, 0),
        .name = lc_ledger_text(ctx, st, 1),
        .kind = kind >= 1 && kind <= CTR_ACCOUNT_EXPENSES ? (int32_t)kind : 0,
        .currency = lc_ledger_text(ctx, st, 3),
        .opened_day = lc_col_int(st, 4),
        .closed_day = lc_col_null(st, 5) ? LC_DAY_NONE : lc_col_int(st, 5),
        .has_lo = !lc_col_null(st, 6),
        .lo = lc_col_int(st, 6),
        .has_hi = !lc_col_null(st, 7),
        .hi = lc_col_int(st, 7),
        .limits_seq = lc_col_int(st, 8),
        .debit = lc_col_int(st, 9),
        .credit = lc_col_int(st, 10),
        .pending_debit = lc_col_int(st, 11),
        .pending_credit = lc_col_int(st, 12),
        .created_us = lc_col_int(st, 13),
        .created_by = lc_ledger_text(ctx, st, 14),
    };
    if (!out->name || !out->currency || !out->created_by) {
        return ctx->error ? lc_ledger_status(ctx) : lc_nomem(ctx);
    }
    out->exponent = lc_currency_exponent(lc_str(out->currency));
    if (out->exponent < 0) {
        return lc_fail(ctx, CTR_E_CORRUPT, "account '%s' is kept in '%s', which is no currency",
                       out->name, out->currency);
    }
    return CTR_OK;
}

ctr_status lc_account_texts(struct lc_ctx *ctx, struct ctr_account *a)
{
    int e = a->exponent;

    a->opened = a->opened_day == LC_DAY_FIRST ? NULL : lc_ledger_day(ctx, a->opened_day);
    a->closed = lc_ledger_day(ctx, a->closed_day);
    a->text_lo = a->has_lo ? lc_ledger_amount(ctx, a->lo, e) : NULL;
    a->text_hi = a->has_hi ? lc_ledger_amount(ctx, a->hi, e) : NULL;
    a->text_debit = lc_ledger_amount(ctx, a->debit, e);
    a->text_credit = lc_ledger_amount(ctx, a->credit, e);
    a->text_balance = lc_ledger_amount(ctx, a->debit - a->credit, e);
    a->text_pending_debit = lc_ledger_amount(ctx, a->pending_debit, e);
    a->text_pending_credit = lc_ledger_amount(ctx, a->pending_credit, e);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_account_find(struct lc_op *op, const struct ctr_ledger *book, const char *name,
                           struct ctr_account *out, bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_ACCOUNT_FIND, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_text(st, 2, name);
    LC_TRY(lc_row(op, st, found));
    if (!*found) {
        return CTR_OK;
    }
    ctr_status status = read_account(op, st, out);
    lc_stmt_done(st);
    return status;
}

/* --- opening and changing --- */

static ctr_status check_limits(struct lc_ctx *ctx, const struct ctr_account *a)
{
    if ((a->has_lo && (a->lo < -LC_MONEY_MOST || a->lo > LC_MONEY_MOST)) ||
        (a->has_hi && (a->hi < -LC_MONEY_MOST || a->hi > LC_MONEY_MOST))) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a limit of account '%s' is beyond 2^62 minor units",
                       a->name);
    }
    if (a->has_lo && a->has_hi && a->lo > a->hi) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "the least balance of account '%s' is above its greatest", a->name);
    }
    if (!lc_account_holds(a)) {
        return lc_fail(
            ctx, CTR_E_STATE,
            "account '%s' stands at %s %s, pending entries apart: the limits do not hold "
            "now",
            a->name, lc_ledger_amount(ctx, a->debit - a->credit, a->exponent), a->currency);
    }
    return CTR_OK;
}

static ctr_status read_limits(struct lc_ctx *ctx, const ctr_account_spec *spec,
                              struct ctr_account *a)
{
    uint32_t known = CTR_ACCOUNT_HAS_LO | CTR_ACCOUNT_HAS_HI | CTR_ACCOUNT_NO_LIMITS;

    if (spec->flags & ~known) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "flags %u of an account are not known", spec->flags);
    }
    if (spec->flags & CTR_ACCOUNT_NO_LIMITS) {
        a->has_lo = 0;
        a->has_hi = 0;
    }
    if (spec->flags & CTR_ACCOUNT_HAS_LO) {
        a->has_lo = 1;
        a->lo = spec->lo;
    }
    if (spec->flags & CTR_ACCOUNT_HAS_HI) {
        a->has_hi = 1;
        a->hi = spec->hi;
    }
    return check_limits(ctx, a);
}

static ctr_status tell(struct lc_op *op, const struct ctr_ledger *book, enum lc_event_kind kind,
                       const struct ctr_account *a)
{
    const char *subject = lc_format(&op->ctx, "ledger:%s/%s#%s", book->team, book->name, a->name);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("account", a->name),       LC_PAIR("currency", a->currency),
        LC_PAIR("opened", a->opened),      LC_PAIR("closed", a->closed),
        LC_PAIR("lo", a->text_lo),         LC_PAIR("hi", a->text_hi),
        LC_PAIR_INT("seq", a->limits_seq),
    };
    return lc_event_append(op, book->contract_rid, kind, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

static void bind_limits(struct lc_stmt *st, int at, const struct ctr_account *a)
{
    if (a->has_lo) {
        lc_bind_int(st, at, a->lo);
    }
    if (a->has_hi) {
        lc_bind_int(st, at + 1, a->hi);
    }
    lc_bind_int(st, at + 2, a->limits_seq);
    if (a->closed_day != LC_DAY_NONE) {
        lc_bind_int(st, at + 3, a->closed_day);
    }
}

ctr_status lc_account_insert(struct lc_op *op, const struct ctr_ledger *book,
                             const struct ctr_account *a)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_ACCOUNT_INSERT, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_text(st, 2, a->name);
    lc_bind_int(st, 3, a->kind);
    lc_bind_text(st, 4, a->currency);
    lc_bind_int(st, 5, a->opened_day);
    bind_limits(st, 6, a);
    lc_bind_int(st, 10, a->created_us);
    lc_bind_text(st, 11, a->created_by);
    return lc_run(op, st);
}

static ctr_status check_new(struct lc_ctx *ctx, const struct ctr_ledger *book,
                            const ctr_account_spec *spec, struct ctr_account *a)
{
    const char *currency = spec->currency && *spec->currency ? spec->currency : book->base;

    LC_TRY(lc_check_text(ctx, "currency", currency, 16));
    *a = (struct ctr_account){.name = lc_dup_c(ctx, spec->account),
                              .currency = lc_dup_c(ctx, currency),
                              .exponent = lc_currency_exponent(lc_str(currency)),
                              .limits_seq = book->entries};
    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    if (a->exponent < 0) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "'%s' is no currency of ISO 4217, such as GBP",
                       currency);
    }
    LC_TRY(lc_account_check_name(ctx, a->name, &a->kind));
    LC_TRY(lc_ledger_read_day(ctx, "the first day", spec->opened, LC_DAY_FIRST, &a->opened_day));
    LC_TRY(
        lc_ledger_read_day(ctx, "the day of closing", spec->closed, LC_DAY_NONE, &a->closed_day));
    if (a->closed_day != LC_DAY_NONE && a->closed_day <= a->opened_day) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "account '%s' is closed on %s, before it is opened",
                       a->name, spec->closed);
    }
    return read_limits(ctx, spec, a);
}

ctr_status lc_account_create(struct lc_op *op, const struct ctr_ledger *book,
                             const ctr_account_spec *spec, struct ctr_account *out)
{
    struct ctr_account a;
    bool found;

    LC_TRY(check_new(&op->ctx, book, spec, &a));
    LC_TRY(lc_account_find(op, book, a.name, out, &found));
    if (found) {
        return lc_fail(&op->ctx, CTR_E_EXISTS,
                       "the ledger of '%s/%s' has account '%s' already, kept in %s", book->team,
                       book->name, out->name, out->currency);
    }
    a.created_us = op->ctx.now_us;
    a.created_by = op->actor;
    LC_TRY(lc_account_insert(op, book, &a));
    LC_TRY(lc_account_find(op, book, a.name, out, &found));
    LC_TRY(lc_account_texts(&op->ctx, out));
    return tell(op, book, LC_EVENT_LEDGER_ACCOUNT_OPENED, out);
}

static ctr_status no_account(struct lc_op *op, const struct ctr_ledger *book, const char *name)
{
    ctr_status status = lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                                "the ledger of '%s/%s' has no account '%s'; open it first",
                                book->team, book->name, name);
    lc_detail(&op->ctx, "field", "account");
    return status;
}

static ctr_status check_closing(struct lc_op *op, const struct ctr_account *a)
{
    struct lc_stmt *st;
    int64_t last = LC_DAY_NONE;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_ACCOUNT_LAST_BOOKED, &st));
    lc_bind_int(st, 1, a->rid);
    LC_TRY(lc_row(op, st, &row));
    if (row && !lc_col_null(st, 0)) {
        last = lc_col_int(st, 0);
    }
    lc_stmt_done(st);
    if (last != LC_DAY_NONE && last >= a->closed_day) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "account '%s' has an entry booked on %s, so it cannot be closed on %s",
                       a->name, lc_ledger_day(&op->ctx, last),
                       lc_ledger_day(&op->ctx, a->closed_day));
    }
    return CTR_OK;
}

static bool same(const struct ctr_account *a, const struct ctr_account *b)
{
    return a->has_lo == b->has_lo && a->has_hi == b->has_hi && (!a->has_lo || a->lo == b->lo) &&
           (!a->has_hi || a->hi == b->hi) && a->closed_day == b->closed_day;
}

ctr_status lc_account_edit(struct lc_op *op, const struct ctr_ledger *book,
                           const ctr_account_spec *spec, struct ctr_account *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_account was;
    struct lc_stmt *st;
    int32_t kind;
    bool found;

    LC_TRY(lc_account_check_name(ctx, spec->account, &kind));
    if (spec->currency || spec->opened) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "currency and first day of an account are fixed when it is opened");
    }
    LC_TRY(lc_account_find(op, book, spec->account, &was, &found));
    if (!found) {
        return no_account(op, book, spec->account);
    }
    *out = was;
    LC_TRY(lc_ledger_read_day(ctx, "the day of closing", spec->closed, was.closed_day,
                              &out->closed_day));
    LC_TRY(read_limits(ctx, spec, out));
    if (out->closed_day != was.closed_day) {
        LC_TRY(check_closing(op, out));
    }
    if (same(out, &was)) {
        return lc_account_texts(ctx, out);
    }
    out->limits_seq = book->entries;
    LC_TRY(lc_sql(op, LC_SQL_ACCOUNT_UPDATE, &st));
    lc_bind_int(st, 1, out->rid);
    bind_limits(st, 2, out);
    LC_TRY(lc_run(op, st));
    LC_TRY(lc_account_texts(ctx, out));
    return tell(op, book, LC_EVENT_LEDGER_ACCOUNT_CHANGED, out);
}

ctr_status lc_account_keep(struct lc_op *op, const struct ctr_account *a)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_ACCOUNT_KEEP, &st));
    lc_bind_int(st, 1, a->rid);
    lc_bind_int(st, 2, a->debit);
    lc_bind_int(st, 3, a->credit);
    lc_bind_int(st, 4, a->pending_debit);
    lc_bind_int(st, 5, a->pending_credit);
    return lc_run(op, st);
}

/* --- lists --- */

static ctr_status grow(struct lc_ctx *ctx, struct ctr_account **items, size_t count, size_t *room)
{
    size_t more = *room ? *room * 2 : 64;
    struct ctr_account *at = lc_new(ctx, more, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    if (count) {
        memcpy(at, *items, count * sizeof *at);
    }
    *items = at;
    *room = more;
    return CTR_OK;
}

ctr_status lc_account_list(struct lc_op *op, const struct ctr_ledger *book, const char *name,
                           struct ctr_account **items, size_t *count)
{
    struct lc_stmt *st;
    size_t room = 0;
    size_t length = name ? strlen(name) : 0;
    bool row;

    *items = NULL;
    *count = 0;
    const char *end = name ? lc_format(&op->ctx, "%s;", name) : "\x7F"; /* ';' follows ':' */
    if (!end) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_ACCOUNT_LIST, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_text(st, 2, name ? name : "");
    lc_bind_text(st, 3, end);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        if (*count == room) {
            LC_TRY(grow(&op->ctx, items, *count, &room));
        }
        struct ctr_account *a = &(*items)[*count];
        LC_TRY(read_account(op, st, a));
        *count += !name || !a->name[length] || a->name[length] == ':';
    }
}
