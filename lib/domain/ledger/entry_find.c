/* Reading entries: one, by key, and lists. */
#include "core/page.h"
#include "domain/ledger/ledger.h"

static ctr_status read_hash(struct lc_op *op, struct lc_stmt *st, int at, struct lc_sha256 *out)
{
    struct lc_str blob = lc_col_view(st, at);
    if (blob.len != LC_SHA256_BYTES) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "a hash of an entry has %zu bytes", blob.len);
    }
    memcpy(out->bytes, blob.ptr, LC_SHA256_BYTES);
    return CTR_OK;
}

static int32_t state_of(const struct ctr_entry *e, int64_t resolved_act)
{
    if (e->reversed_by) {
        return CTR_ENTRY_REVERSED;
    }
    if (e->act != CTR_ACT_PEND) {
        return CTR_ENTRY_POSTED;
    }
    return !e->resolved_by                  ? CTR_ENTRY_PENDING
           : resolved_act == CTR_ACT_SETTLE ? CTR_ENTRY_SETTLED
           : resolved_act == CTR_ACT_VOID   ? CTR_ENTRY_VOIDED
                                            : CTR_ENTRY_EXPIRED;
}

/* A row of the view lc_entry_row. */
static ctr_status read_entry(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct ctr_entry *e = item;
    struct lc_ctx *ctx = &op->ctx;

    *e = (struct ctr_entry){
        .rid = lc_col_int(st, 0),
        .seq = lc_col_int(st, 2),
        .act = (int32_t)lc_col_int(st, 3),
        .kind = (int32_t)lc_col_int(st, 4),
        .effective_day = lc_col_int(st, 5),
        .booked_day = lc_col_int(st, 6),
        .recorded_us = lc_col_int(st, 7),
        .actor = lc_col_text(ctx, st, 8),
        .memo = lc_col_text(ctx, st, 9),
        .cause_kind = lc_col_text(ctx, st, 10),
        .cause_id = lc_col_text(ctx, st, 11),
        .key = lc_col_text(ctx, st, 12),
        .expires_us = lc_col_int(st, 13),
        .reverses = LC_LEDGER_NUMBER(lc_col_int(st, 14)),
        .resolves = LC_LEDGER_NUMBER(lc_col_int(st, 15)),
        .rate = lc_col_text(ctx, st, 16),
        .rate_pair = lc_col_text(ctx, st, 17),
        .rate_source = lc_col_text(ctx, st, 18),
        .rate_day = lc_col_null(st, 19) ? LC_DAY_NONE : lc_col_int(st, 19),
        .first_posting = lc_col_int(st, 20),
        .posting_count = (size_t)lc_col_int(st, 21),
        .evidence_count = (size_t)lc_col_int(st, 22),
        .reversed_by = lc_col_int(st, 25),
        .resolved_by = lc_col_int(st, 26),
    };
    e->state = state_of(e, lc_col_int(st, 27));
    LC_TRY(read_hash(op, st, 23, &e->request_hash));
    LC_TRY(read_hash(op, st, 24, &e->entry_hash));
    if (e->posting_count > LC_LEDGER_POSTINGS || e->evidence_count > LC_LEDGER_EVIDENCE) {
        return lc_fail(ctx, CTR_E_CORRUPT, "entry %lld says it has %zu postings and %zu links",
                       (long long)e->seq, e->posting_count, e->evidence_count);
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status missing(struct lc_op *op, const struct ctr_entry *e, const char *what)
{
    return lc_fail(&op->ctx, CTR_E_CORRUPT, "entry %lld lacks %s; verify the ledger",
                   (long long)e->seq, what);
}

static ctr_status read_postings(struct lc_op *op, struct ctr_entry *e)
{
    struct lc_posting *items = lc_new(&op->ctx, e->posting_count, sizeof *items);
    int64_t first = e->rid - e->seq + e->first_posting;
    struct lc_stmt *st;
    bool row;

    if (!items) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_POSTING_OF_ENTRY, &st));
    lc_bind_int(st, 1, first);
    lc_bind_int(st, 2, first + (int64_t)e->posting_count);
    for (size_t i = 0; i < e->posting_count; i++) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return missing(op, e, "postings");
        }
        items[i].account_rid = lc_col_int(st, 0);
        items[i].account = lc_col_text(&op->ctx, st, 1);
        items[i].currency = lc_col_text(&op->ctx, st, 2);
        items[i].amount = lc_col_int(st, 3);
        if (!items[i].account || !items[i].currency) {
            return lc_nomem(&op->ctx);
        }
    }
    lc_stmt_done(st);
    e->postings = items;
    return CTR_OK;
}

static ctr_status read_evidence(struct lc_op *op, struct ctr_entry *e)
{
    struct lc_evidence *items = lc_new(&op->ctx, e->evidence_count, sizeof *items);
    struct lc_stmt *st;
    bool row;

    if (!items) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_EVIDENCE_OF_ENTRY, &st));
    lc_bind_int(st, 1, e->rid);
    for (size_t i = 0; i < e->evidence_count; i++) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return missing(op, e, "evidence");
        }
        struct lc_str hash = lc_col_view(st, 1);
        struct lc_sha256 bytes;
        items[i].link = lc_col_text(&op->ctx, st, 0);
        if (hash.len == LC_SHA256_BYTES) {
            memcpy(bytes.bytes, hash.ptr, LC_SHA256_BYTES);
            items[i].sha256 = lc_ledger_hex(&op->ctx, &bytes);
        }
        if (op->ctx.error) {
            return CTR_E_NOMEM;
        }
    }
    lc_stmt_done(st);
    e->evidence = items;
    return CTR_OK;
}

static ctr_status read_rest(struct lc_op *op, struct ctr_entry *e)
{
    LC_TRY(read_postings(op, e));
    return e->evidence_count ? read_evidence(op, e) : CTR_OK;
}

static ctr_status read_one(struct lc_op *op, struct lc_stmt *st, struct ctr_entry *out, bool *found)
{
    LC_TRY(lc_page_one(op, st, read_entry, out, found));
    return *found ? read_rest(op, out) : CTR_OK;
}

ctr_status lc_entry_get(struct lc_op *op, const struct ctr_ledger *book, int64_t seq,
                        struct ctr_entry *out)
{
    struct lc_stmt *st;
    bool found = false;

    if (seq >= 1 && seq <= book->entries) {
        LC_TRY(lc_sql(op, LC_SQL_ENTRY_BY_RID, &st));
        lc_bind_int(st, 1, LC_LEDGER_RID(book->rid, seq));
        LC_TRY(read_one(op, st, out, &found));
    }
    if (found) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                                "the ledger of '%s/%s' has no entry %lld; its last one is %lld",
                                book->team, book->name, (long long)seq, (long long)book->entries);
    lc_detail_int(&op->ctx, "seq", seq);
    return status;
}

ctr_status lc_entry_by_key(struct lc_op *op, const struct ctr_ledger *book, const char *key,
                           struct ctr_entry *out, bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_ENTRY_BY_KEY, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_text(st, 2, key);
    return read_one(op, st, out, found);
}

/* The statement that reads least for a query. */
static enum lc_sql_id statement_for(const struct lc_entry_query *q)
{
    if (q->account_rid) {
        return LC_SQL_ENTRY_OF_ACCOUNT;
    }
    return q->from_day != LC_DAY_NONE && q->to_day != LC_DAY_NONE ? LC_SQL_ENTRY_IN_DAYS
                                                                  : LC_SQL_ENTRY_AFTER;
}

static void bind_query(struct lc_stmt *st, const struct ctr_ledger *book,
                       const struct lc_entry_query *q, enum lc_sql_id id)
{
    lc_bind_int(st, 1, LC_LEDGER_RID(book->rid, q->after));
    lc_bind_int(st, 2, LC_LEDGER_RID(book->rid + 1, 0));
    if (q->from_day != LC_DAY_NONE) {
        lc_bind_int(st, 3, q->from_day);
    }
    if (q->to_day != LC_DAY_NONE) {
        lc_bind_int(st, 4, q->to_day);
    }
    lc_bind_rid(st, 5, q->kind);
    lc_bind_rid(st, 6, q->pending);
    lc_bind_int(st, 7, lc_page_rows(q->limit));
    if (id == LC_SQL_ENTRY_OF_ACCOUNT) {
        lc_bind_int(st, 8, q->account_rid);
    } else if (id == LC_SQL_ENTRY_IN_DAYS) {
        lc_bind_int(st, 8, book->rid);
    }
}

/* The rows of a statement of entries, at most `limit` of them. */
static ctr_status read_page(struct lc_op *op, struct lc_stmt *st, size_t limit,
                            struct ctr_entry_list *out)
{
    struct lc_page page;

    LC_TRY(lc_page_read(op, st, limit, sizeof *out->items, read_entry, &page));
    struct ctr_entry *items = page.items;
    *out = (struct ctr_entry_list){.items = items, .count = page.count};
    if (page.more && page.count) {
        out->next = items[page.count - 1].seq;
        out->mark = lc_format(&op->ctx, "%lld", (long long)out->next);
    }
    for (size_t i = 0; i < page.count; i++) {
        LC_TRY(read_rest(op, &items[i]));
    }
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_entry_find(struct lc_op *op, const struct ctr_ledger *book,
                         const struct lc_entry_query *q, struct ctr_entry_list *out)
{
    enum lc_sql_id id = statement_for(q);
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, id, &st));
    bind_query(st, book, q, id);
    return read_page(op, st, q->limit, out);
}

ctr_status lc_entry_find_by_day(struct lc_op *op, const struct ctr_ledger *book, int64_t after_day,
                                int64_t after, size_t limit, struct ctr_entry_list *out)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_ENTRY_BY_DAY, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_int(st, 2, after_day);
    lc_bind_int(st, 3, LC_LEDGER_RID(book->rid, after));
    lc_bind_int(st, 4, lc_page_rows(limit));
    return read_page(op, st, limit, out);
}

ctr_status lc_ledger_days(struct lc_op *op, const struct ctr_ledger *book, int64_t *first,
                          int64_t *last)
{
    static const enum lc_sql_id ids[] = {LC_SQL_ENTRY_FIRST_BOOKED, LC_SQL_ENTRY_LAST_BOOKED};
    int64_t *const to[] = {first, last};

    for (int i = 0; i < 2; i++) {
        struct lc_stmt *st;
        LC_TRY(lc_sql(op, ids[i], &st));
        lc_bind_int(st, 1, book->rid);
        LC_TRY(lc_step_row(&op->ctx, op->db, st));
        *to[i] = lc_col_null(st, 0) ? LC_DAY_NONE : lc_col_int(st, 0);
        lc_stmt_done(st);
    }
    return CTR_OK;
}

/* --- for results --- */

static ctr_status posting_texts(struct lc_ctx *ctx, struct ctr_entry *e)
{
    struct lc_posting *own = lc_new(ctx, e->posting_count, sizeof *own);

    if (!own) {
        return CTR_E_NOMEM;
    }
    memcpy(own, e->postings, e->posting_count * sizeof *own);
    for (size_t i = 0; i < e->posting_count; i++) {
        int exponent = lc_currency_exponent(lc_str(own[i].currency));
        own[i].text = lc_ledger_amount(ctx, own[i].amount, exponent < 0 ? 0 : exponent);
    }
    e->postings = own;
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_entry_texts(struct lc_ctx *ctx, struct ctr_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct ctr_entry *e = &entries[i];
        e->effective = lc_ledger_day(ctx, e->effective_day);
        e->booked = lc_ledger_day(ctx, e->booked_day);
        e->rate_date = lc_ledger_day(ctx, e->rate_day);
        e->hash = lc_ledger_hex(ctx, &e->entry_hash);
        LC_TRY(posting_texts(ctx, e));
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}
