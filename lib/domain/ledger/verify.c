/*
 * Verification: one pass over entries and postings side by side, computing chain, sums, totals,
 * limits and resolutions again from the stored columns. It stops at the first fault and names the
 * invariant and the row.
 */
#include "domain/ledger/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FAULT_TEXT = 512, ENTRY_BYTES = 16 << 20, POLL_EVERY = 1024 };

ctr_status lc_ledger_fault(struct lc_ledger_walk *w, int invariant, int64_t seq, const char *row,
                           const char *format, ...)
{
    struct lc_ctx *ctx = &w->op->ctx;
    va_list args;

    if (w->report->invariant) {
        return CTR_OK;
    }
    char *text = lc_new(ctx, FAULT_TEXT, 1);
    char *name = lc_format(ctx, "L%d", invariant);
    char *what = row ? lc_dup_c(ctx, row) : lc_format(ctx, "entry %lld", (long long)seq);
    if (!text || !name || !what) {
        return CTR_E_NOMEM;
    }
    va_start(args, format);
    vsnprintf(text, FAULT_TEXT, format, args);
    va_end(args);
    w->report->ok = 0;
    w->report->invariant = name;
    w->report->seq = seq;
    w->report->row = what;
    w->report->message = text;
    return CTR_OK;
}

/* --- accounts --- */

static int by_rid(const void *a, const void *b)
{
    int64_t x = ((const struct ctr_account *)a)->rid;
    int64_t y = ((const struct ctr_account *)b)->rid;
    return x < y ? -1 : x > y;
}

static ctr_status load_accounts(struct lc_ledger_walk *w)
{
    LC_TRY(lc_account_list(w->op, w->book, NULL, &w->stored, &w->account_count));
    w->again = lc_new(&w->op->ctx, w->account_count, sizeof *w->again);
    if (!w->again) {
        return CTR_E_NOMEM;
    }
    if (w->account_count) {
        qsort(w->stored, w->account_count, sizeof *w->stored, by_rid);
        memcpy(w->again, w->stored, w->account_count * sizeof *w->again);
    }
    for (size_t i = 0; i < w->account_count; i++) {
        w->again[i].debit = 0;
        w->again[i].credit = 0;
        w->again[i].pending_debit = 0;
        w->again[i].pending_credit = 0;
    }
    return CTR_OK;
}

struct ctr_account *lc_ledger_account(const struct lc_ledger_walk *w, int64_t rid)
{
    size_t low = 0;
    size_t high = w->account_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->again[middle].rid == rid) {
            return &w->again[middle];
        }
        if (w->again[middle].rid < rid) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* --- reading a row; texts are borrowed until the next one --- */

/* A text column. What no entry can have (an empty text, a NUL inside) would hash like another. */
static const char *text_at(struct lc_stmt *st, int at, bool *odd)
{
    struct lc_str text = lc_col_view(st, at);
    if (text.ptr && (text.len == 0 || strlen(text.ptr) != text.len)) {
        *odd = true;
    }
    return text.ptr;
}

static int64_t number_at(struct lc_stmt *st, int at, int64_t none, bool *odd)
{
    if (lc_col_null(st, at)) {
        return none;
    }
    int64_t value = lc_col_int(st, at);
    *odd = *odd || value == none;
    return value;
}

/* The number of an entry of this book by its row. */
static int64_t entry_at(const struct lc_ledger_walk *w, struct lc_stmt *st, int at, bool *odd)
{
    int64_t rid = number_at(st, at, 0, odd);
    *odd = *odd || (rid && rid / LC_LEDGER_SPAN != w->book->rid);
    return LC_LEDGER_NUMBER(rid);
}

static bool hash_at(struct lc_stmt *st, int at, struct lc_sha256 *out)
{
    struct lc_str blob = lc_col_view(st, at);
    if (blob.len != LC_SHA256_BYTES) {
        return false;
    }
    memcpy(out->bytes, blob.ptr, LC_SHA256_BYTES);
    return true;
}

static ctr_status read_entry(struct lc_ledger_walk *w, struct lc_stmt *st, struct ctr_entry *e)
{
    int64_t act = lc_col_int(st, 3);
    int64_t kind = lc_col_int(st, 4);
    bool odd = lc_col_int(st, 1) != w->book->rid || act < CTR_ACT_POST || act > CTR_ACT_RESTATE ||
               kind < CTR_ENTRY_COST || kind > CTR_ENTRY_ADJUSTMENT;

    e->rid = lc_col_int(st, 0);
    e->seq = lc_col_int(st, 2);
    e->act = (int32_t)act;
    e->kind = (int32_t)kind;
    e->effective_day = lc_col_int(st, 5);
    e->booked_day = lc_col_int(st, 6);
    e->recorded_us = lc_col_int(st, 7);
    e->actor = text_at(st, 8, &odd);
    e->memo = text_at(st, 9, &odd);
    e->cause_kind = text_at(st, 10, &odd);
    e->cause_id = text_at(st, 11, &odd);
    e->key = text_at(st, 12, &odd);
    e->expires_us = number_at(st, 13, 0, &odd);
    e->reverses = entry_at(w, st, 14, &odd);
    e->resolves = entry_at(w, st, 15, &odd);
    e->rate = text_at(st, 16, &odd);
    e->rate_pair = text_at(st, 17, &odd);
    e->rate_source = text_at(st, 18, &odd);
    e->rate_day = number_at(st, 19, LC_DAY_NONE, &odd);
    e->first_posting = lc_col_int(st, 20);
    int64_t postings = lc_col_int(st, 21);
    int64_t evidence = lc_col_int(st, 22);
    odd = odd || !hash_at(st, 23, &e->request_hash) || !hash_at(st, 24, &e->entry_hash) ||
          e->rid != LC_LEDGER_RID(w->book->rid, e->seq) || postings < 2 ||
          postings > LC_LEDGER_POSTINGS || evidence < 0 || evidence > LC_LEDGER_EVIDENCE;
    e->posting_count = odd ? 0 : (size_t)postings;
    e->evidence_count = odd ? 0 : (size_t)evidence;
    return odd ? lc_ledger_fault(w, 4, e->seq, NULL, "it holds what no entry can hold") : CTR_OK;
}

/* The next postings are those of the entry. */
static ctr_status read_postings(struct lc_ledger_walk *w, struct lc_stmt *st,
                                const struct ctr_entry *e, struct lc_posting *items)
{
    int64_t base = LC_LEDGER_RID(w->book->rid, w->postings);
    bool row;

    if (e->first_posting != w->postings + 1) {
        return lc_ledger_fault(w, 3, e->seq, NULL, "its first posting is %lld, wanted %lld",
                               (long long)e->first_posting, (long long)w->postings + 1);
    }
    for (size_t i = 0; i < e->posting_count; i++) {
        LC_TRY(lc_step(&w->op->ctx, w->op->db, st, &row));
        if (!row || lc_col_int(st, 0) != base + (int64_t)i + 1 || lc_col_int(st, 1) != e->rid) {
            return lc_ledger_fault(w, 3, e->seq, NULL, "posting %zu of it is missing", i + 1);
        }
        struct ctr_account *a = lc_ledger_account(w, lc_col_int(st, 2));
        if (!a) {
            return lc_ledger_fault(w, 10, e->seq, NULL,
                                   "posting %zu is to an account that is not there", i + 1);
        }
        items[i].account_rid = a->rid;
        items[i].account = a->name;
        items[i].currency = a->currency;
        items[i].amount = lc_col_int(st, 3);
        if (!items[i].amount || items[i].amount > LC_MONEY_MOST ||
            items[i].amount < -LC_MONEY_MOST) {
            return lc_ledger_fault(w, 9, e->seq, NULL, "posting %zu has the amount %lld", i + 1,
                                   (long long)items[i].amount);
        }
    }
    w->postings += (int64_t)e->posting_count;
    return CTR_OK;
}

static ctr_status read_evidence(struct lc_ledger_walk *w, struct ctr_entry *e)
{
    struct lc_ctx *ctx = &w->op->ctx;
    struct lc_evidence *items = lc_new(ctx, e->evidence_count, sizeof *items);
    struct lc_stmt *st;
    bool odd = false;
    bool row;

    if (!items) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(w->op, LC_SQL_EVIDENCE_OF_ENTRY, &st));
    lc_bind_int(st, 1, e->rid);
    for (size_t i = 0; i < e->evidence_count; i++) {
        struct lc_sha256 hash;
        LC_TRY(lc_row(w->op, st, &row));
        if (!row || lc_col_int(st, 2) != (int64_t)i + 1) {
            lc_stmt_done(st);
            return lc_ledger_fault(w, 3, e->seq, NULL, "evidence %zu of it is missing", i + 1);
        }
        items[i].link = text_at(st, 0, &odd) && !odd ? lc_col_text(ctx, st, 0) : "";
        items[i].sha256 = hash_at(st, 1, &hash) ? lc_ledger_hex(ctx, &hash) : NULL;
    }
    lc_stmt_done(st);
    e->evidence = items;
    w->evidences += (int64_t)e->evidence_count;
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status check_entry(struct lc_ledger_walk *w, struct lc_stmt *entries,
                              struct lc_stmt *postings, struct lc_posting *items)
{
    struct ctr_entry e = {.postings = items};

    LC_TRY(read_entry(w, entries, &e));
    if (lc_ledger_sound(w) && e.seq != w->report->entries + 1) {
        return lc_ledger_fault(w, 3, e.seq, NULL, "it does not follow entry %lld: rows are missing",
                               (long long)w->report->entries);
    }
    LC_TRY(lc_ledger_sound(w) ? read_postings(w, postings, &e, items) : CTR_OK);
    LC_TRY(lc_ledger_sound(w) && e.evidence_count ? read_evidence(w, &e) : CTR_OK);
    LC_TRY(lc_ledger_sound(w) ? lc_ledger_check_entry(w, &e) : CTR_OK);
    w->report->entries += lc_ledger_sound(w);
    return CTR_OK;
}

static ctr_status walk_entries(struct lc_ledger_walk *w)
{
    struct lc_ctx *ctx = &w->op->ctx;
    struct lc_posting *items = lc_new(ctx, LC_LEDGER_POSTINGS, sizeof *items);
    struct lc_stmt *entries;
    struct lc_stmt *postings;
    bool row = false;

    if (!items) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(w->op, LC_SQL_VERIFY_ENTRIES, &entries));
    LC_TRY(lc_sql(w->op, LC_SQL_VERIFY_POSTINGS, &postings));
    lc_bind_int(entries, 1, LC_LEDGER_RID(w->book->rid, 0) - 1);
    lc_bind_int(entries, 2, LC_LEDGER_RID(w->book->rid + 1, 0));
    lc_bind_int(postings, 1, LC_LEDGER_RID(w->book->rid, 0) - 1);
    lc_bind_int(postings, 2, LC_LEDGER_RID(w->book->rid + 1, 0));
    while (lc_ledger_sound(w)) {
        LC_TRY(lc_row(w->op, entries, &row));
        if (!row) {
            break;
        }
        LC_TRY(check_entry(w, entries, postings, items));
        if (w->report->entries % POLL_EVERY == 0) {
            LC_TRY(lc_progress(ctx, "verify", (uint64_t)w->report->entries,
                               (uint64_t)w->book->entries));
        }
    }
    lc_stmt_done(entries);
    LC_TRY(lc_ledger_sound(w) ? lc_row(w->op, postings, &row) : CTR_OK);
    lc_stmt_done(postings);
    return lc_ledger_sound(w) && row
               ? lc_ledger_fault(w, 3, 0, "postings", "there are postings of no entry")
               : CTR_OK;
}

/* --- what must hold in the end --- */

static ctr_status compare_account(struct lc_ledger_walk *w, size_t at)
{
    const struct ctr_account *is = &w->stored[at];
    const struct ctr_account *want = &w->again[at];
    int32_t kind = 0;

    const char *row = lc_format(&w->op->ctx, "account %s", is->name);
    if (!row) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_ledger_rule_fault(w, 10, 0, lc_account_check_name(&w->op->ctx, is->name, &kind)));
    if (kind != is->kind) {
        return lc_ledger_fault(w, 10, 0, row, "it is not of the kind that its name says");
    }
    const struct {
        const char *what;
        int64_t is;
        int64_t want;
    } rows[] = {
        {"debit", is->debit, want->debit},
        {"credit", is->credit, want->credit},
        {"pending debit", is->pending_debit, want->pending_debit},
        {"pending credit", is->pending_credit, want->pending_credit},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].is != rows[i].want) {
            return lc_ledger_fault(w, 2, 0, row, "its %s is %lld, but its postings sum to %lld",
                                   rows[i].what, (long long)rows[i].is, (long long)rows[i].want);
        }
    }
    return CTR_OK;
}

static ctr_status compare_book(struct lc_ledger_walk *w)
{
    const struct ctr_ledger *b = w->book;
    struct lc_stmt *st;

    if (b->entries != w->report->entries || b->postings != w->postings) {
        return lc_ledger_fault(w, 3, 0, "ledger",
                               "it says it has %lld entries and %lld postings, but there are %lld "
                               "and %lld",
                               (long long)b->entries, (long long)b->postings,
                               (long long)w->report->entries, (long long)w->postings);
    }
    if (memcmp(b->hash.bytes, w->head.bytes, LC_SHA256_BYTES) != 0) {
        return lc_ledger_fault(w, 4, 0, "ledger", "its head is not the hash of its last entry");
    }
    LC_TRY(lc_sql(w->op, LC_SQL_VERIFY_EVIDENCE, &st));
    lc_bind_int(st, 1, LC_LEDGER_RID(b->rid, 0) - 1);
    lc_bind_int(st, 2, LC_LEDGER_RID(b->rid + 1, 0));
    LC_TRY(lc_step_row(&w->op->ctx, w->op->db, st));
    int64_t evidences = lc_col_int(st, 0);
    lc_stmt_done(st);
    return evidences == w->evidences
               ? CTR_OK
               : lc_ledger_fault(w, 3, 0, "evidence", "there is evidence of no entry");
}

static ctr_status verify(struct lc_ledger_walk *w)
{
    LC_TRY(load_accounts(w));
    LC_TRY(lc_ledger_seal_begin(w));
    LC_TRY(walk_entries(w));
    LC_TRY(lc_ledger_sound(w) ? compare_book(w) : CTR_OK);
    for (size_t i = 0; i < w->account_count && lc_ledger_sound(w); i++) {
        LC_TRY(compare_account(w, i));
    }
    LC_TRY(lc_ledger_sound(w) ? lc_ledger_seal_end(w) : CTR_OK);
    LC_TRY(lc_ledger_sound(w) ? lc_ledger_verify_events(w) : CTR_OK);
    return lc_ledger_sound(w) ? w->rooms->end(w->rooms->user, w) : CTR_OK;
}

ctr_status lc_ledger_verify(struct lc_op *op, const struct ctr_ledger *book,
                            const struct lc_ledger_rooms *rooms, struct ctr_ledger_report *out)
{
    struct lc_ledger_walk w = {.op = op,
                               .rooms = rooms,
                               .book = book,
                               .report = out,
                               .head = lc_ledger_genesis(book->id, book->base)};

    *out = (struct ctr_ledger_report){.ok = 1, .team = book->team, .name = book->name};
    lc_buf_init(&w.bytes, &op->ctx.alloc, ENTRY_BYTES);
    ctr_status status = verify(&w);
    lc_buf_free(&w.bytes);
    out->postings = w.postings;
    out->head = lc_ledger_hex(&op->ctx, &w.head);
    return status == CTR_OK && op->ctx.error ? CTR_E_NOMEM : status;
}
