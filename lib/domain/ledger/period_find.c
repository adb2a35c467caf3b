/*
 * Periods read from their rows. A row that can be no period - half a seal, a hash of another
 * length - is told apart from a damaged file: it has a flaw, which verification names and everybody
 * else refuses.
 */
#include "domain/ledger/period.h"

/* The columns of the statement, in their order. */
enum {
    COL_RID,
    COL_FIRST,
    COL_LAST,
    COL_STATE,
    COL_CLOSED_SEQ,
    COL_CLOSED_US,
    COL_CLOSED_BY,
    COL_SEAL_SEQ,
    COL_SEAL_HEAD,
    COL_ROOT,
    COL_FRONTIER,
    COL_SEALED_US,
    COL_SEALED_BY
};

static const char *const seal_columns[] = {"seal_seq", "seal_head", "root",
                                           "frontier", "sealed_us", "sealed_by"};

/* Note the first flaw. NULL as text: there was no memory, which is on record. */
static void flaw(struct ctr_period *p, const char *text)
{
    p->flaw = p->flaw ? p->flaw : text;
}

static void hash_at(struct lc_ctx *ctx, struct lc_stmt *st, int at, struct ctr_period *p,
                    struct lc_sha256 *out)
{
    struct lc_str blob = lc_col_view(st, at);

    if (blob.len != LC_SHA256_BYTES) {
        flaw(p, lc_format(ctx, "the %s of its seal has %zu bytes, wanted %d",
                          seal_columns[at - COL_SEAL_SEQ], blob.len, LC_SHA256_BYTES));
        return;
    }
    memcpy(out->bytes, blob.ptr, LC_SHA256_BYTES);
}

static const char *text_at(struct lc_ctx *ctx, struct lc_stmt *st, int at, struct ctr_period *p)
{
    const char *text = lc_col_text(ctx, st, at);

    if (text && strlen(text) != lc_col_view(st, at).len) {
        flaw(p, lc_format(ctx, "'%.80s' in it goes on behind a NUL", text));
    }
    return text;
}

/* A seal is there whole or not at all. */
static void check_whole(struct lc_ctx *ctx, struct lc_stmt *st, struct ctr_period *p, int64_t state)
{
    bool sealed = state == LC_PERIOD_SEALED;

    if (!sealed && state != LC_PERIOD_CLOSED) {
        flaw(p, lc_format(ctx, "its state is %lld, wanted %d (closed) or %d (sealed)",
                          (long long)state, LC_PERIOD_CLOSED, LC_PERIOD_SEALED));
        return;
    }
    p->state = (int32_t)state;
    for (int i = COL_SEAL_SEQ; i <= COL_SEALED_BY; i++) {
        if (lc_col_null(st, i) == sealed) {
            flaw(p, lc_format(ctx, "half a seal: it is %s, but %s %s",
                              sealed ? "sealed" : "only closed", sealed ? "has no" : "has a",
                              seal_columns[i - COL_SEAL_SEQ]));
        }
    }
}

static void read_seal(struct lc_ctx *ctx, struct lc_stmt *st, struct ctr_period *p)
{
    struct lc_str roots = lc_col_view(st, COL_FRONTIER);

    hash_at(ctx, st, COL_SEAL_HEAD, p, &p->head_hash);
    hash_at(ctx, st, COL_ROOT, p, &p->root_hash);
    if (p->seal_seq < 0 ||
        !lc_merkle_load(&p->frontier, (uint64_t)p->seal_seq, roots.ptr, roots.len)) {
        flaw(p, lc_format(ctx, "the frontier of its seal has %zu bytes, which %lld entries do not",
                          roots.len, (long long)p->seal_seq));
    }
    p->head = lc_ledger_hex(ctx, &p->head_hash);
    p->root = lc_ledger_hex(ctx, &p->root_hash);
}

static ctr_status read_period(struct lc_op *op, struct lc_stmt *st, struct ctr_period *p)
{
    struct lc_ctx *ctx = &op->ctx;

    *p = (struct ctr_period){
        .rid = lc_col_int(st, COL_RID),
        .first_day = lc_col_int(st, COL_FIRST),
        .last_day = lc_col_int(st, COL_LAST),
        .closed_seq = lc_col_int(st, COL_CLOSED_SEQ),
        .closed_us = lc_col_int(st, COL_CLOSED_US),
        .seal_seq = lc_col_int(st, COL_SEAL_SEQ),
        .sealed_us = lc_col_int(st, COL_SEALED_US),
    };
    p->first = lc_ledger_day(ctx, p->first_day);
    p->last = lc_ledger_day(ctx, p->last_day);
    p->closed_by = text_at(ctx, st, COL_CLOSED_BY, p);
    p->sealed_by = text_at(ctx, st, COL_SEALED_BY, p);
    check_whole(ctx, st, p, lc_col_int(st, COL_STATE));
    if (p->state == LC_PERIOD_SEALED && !p->flaw) {
        read_seal(ctx, st, p);
    }
    return lc_ledger_status(ctx);
}

ctr_status lc_period_rows(struct lc_op *op, const struct ctr_ledger *book,
                          struct ctr_period_list *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_period *items = NULL;
    size_t room = 0;
    struct lc_stmt *st;
    bool row;

    *out = (struct ctr_period_list){NULL, 0};
    LC_TRY(lc_sql(op, LC_SQL_PERIOD_LIST, &st));
    lc_bind_int(st, 1, book->rid);
    for (;; out->count++) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            out->items = items;
            return CTR_OK;
        }
        if (out->count == room) {
            struct ctr_period *more = lc_new(ctx, room ? room * 2 : 16, sizeof *more);
            if (!more) {
                return CTR_E_NOMEM;
            }
            if (room) {
                memcpy(more, items, room * sizeof *more);
            }
            room = room ? room * 2 : 16;
            items = more;
        }
        LC_TRY(read_period(op, st, &items[out->count]));
    }
}

static ctr_status check_flaw(struct lc_op *op, const struct ctr_period *p)
{
    return p->flaw
               ? lc_fail(&op->ctx, CTR_E_CORRUPT,
                         "the period of a ledger up to %s: %s; verify the ledger", p->last, p->flaw)
               : CTR_OK;
}

ctr_status lc_period_list(struct lc_op *op, const struct ctr_ledger *book,
                          struct ctr_period_list *out)
{
    LC_TRY(lc_period_rows(op, book, out));
    for (size_t i = 0; i < out->count; i++) {
        LC_TRY(check_flaw(op, &out->items[i]));
    }
    return CTR_OK;
}

/* --- the sealed trial balance --- */

static ctr_status read_line(struct lc_ctx *ctx, struct lc_stmt *st, struct ctr_period *p,
                            struct lc_period_line *l)
{
    *l = (struct lc_period_line){.account_rid = lc_col_int(st, 0),
                                 .account = lc_col_text(ctx, st, 1),
                                 .currency = lc_col_text(ctx, st, 2),
                                 .debit = lc_col_int(st, 3),
                                 .credit = lc_col_int(st, 4)};
    if (lc_col_null(st, 1)) {
        flaw(p, "its seal has a balance of no account");
        l->account = l->currency = "";
    }
    if (!l->account || !l->currency) {
        return lc_nomem(ctx);
    }
    int exponent = lc_currency_exponent(lc_str(l->currency));
    exponent = exponent < 0 ? 0 : exponent;
    l->text_debit = lc_ledger_amount(ctx, l->debit, exponent);
    l->text_credit = lc_ledger_amount(ctx, l->credit, exponent);
    l->text_balance = lc_ledger_amount(ctx, l->debit - l->credit, exponent);
    return CTR_OK;
}

ctr_status lc_period_line_rows(struct lc_op *op, struct ctr_period *p, size_t most)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_period_line *lines = lc_new(ctx, most, sizeof *lines);
    struct lc_stmt *st;
    bool row;

    if (!lines) {
        return CTR_E_NOMEM;
    }
    p->lines = lines;
    LC_TRY(lc_sql(op, LC_SQL_PERIOD_LINES, &st));
    lc_bind_int(st, 1, p->rid);
    for (p->line_count = 0;; p->line_count++) {
        LC_TRY(lc_row(op, st, &row));
        if (!row || p->line_count == most) {
            lc_stmt_done(st);
            return ctx->error ? CTR_E_NOMEM : CTR_OK;
        }
        LC_TRY(read_line(ctx, st, p, &lines[p->line_count]));
    }
}

ctr_status lc_period_lines(struct lc_op *op, struct ctr_period *p, size_t most)
{
    LC_TRY(lc_period_line_rows(op, p, most));
    return check_flaw(op, p);
}
