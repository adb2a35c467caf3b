/*
 * Posting. A batch keeps the accounts it touches in memory and writes each once, in the end; limits
 * are looked at after each entry. One event tells of the whole batch and carries the ledger's head,
 * so that the store's journal commits to it.
 */
#include "domain/ledger/ledger.h"
#include "domain/ledger/post_rules.h"

enum { ENTRY_BYTES = 16 << 20 };

void lc_posting_begin(struct lc_posting_run *run, struct lc_op *op, struct ctr_ledger *book)
{
    *run = (struct lc_posting_run){.op = op, .book = book};
    lc_buf_init(&run->bytes, &op->ctx.alloc, ENTRY_BYTES);
}

static ctr_status no_account(struct lc_posting_run *run, const char *name)
{
    ctr_status status = lc_fail(&run->op->ctx, CTR_E_NOT_FOUND,
                                "the ledger of '%s/%s' has no account '%s'; open it first",
                                run->book->team, run->book->name, name);
    lc_detail(&run->op->ctx, "field", "account");
    return status;
}

ctr_status lc_posting_account(struct lc_posting_run *run, const char *name,
                              struct ctr_account **out)
{
    bool found;

    *out = lc_map_get(&run->accounts, lc_str(name));
    if (*out) {
        return CTR_OK;
    }
    struct ctr_account *a = lc_new(&run->op->ctx, 1, sizeof *a);
    if (!a) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_account_find(run->op, run->book, name, a, &found));
    if (!found) {
        return no_account(run, name);
    }
    *out = a;
    return lc_map_set(&run->op->ctx, &run->accounts, lc_str(a->name), a);
}

/* The accounts of the draft's postings, beside the postings themselves. */
static ctr_status resolve_accounts(struct lc_posting_run *run, const struct lc_draft_entry *d,
                                   struct ctr_entry *e, struct ctr_account ***out)
{
    struct lc_ctx *ctx = &run->op->ctx;
    struct lc_posting *postings = lc_new(ctx, d->posting_count, sizeof *postings);
    struct ctr_account **accounts = lc_new(ctx, d->posting_count, sizeof(struct ctr_account *));

    if (!postings || !accounts) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < d->posting_count; i++) {
        struct ctr_account *a;
        const char *wanted = d->currencies ? d->currencies[i] : NULL;
        LC_TRY(lc_posting_account(run, d->accounts[i], &a));
        if (wanted && strcmp(wanted, a->currency) != 0) {
            ctr_status status =
                lc_fail(ctx, CTR_E_ARGUMENT, "account '%s' is kept in %s, but the posting is in %s",
                        a->name, a->currency, wanted);
            lc_detail(ctx, "field", "currency");
            return status;
        }
        accounts[i] = a;
        postings[i] = (struct lc_posting){a->rid, a->name, a->currency, d->amounts[i], NULL};
    }
    e->postings = postings;
    e->posting_count = d->posting_count;
    *out = accounts;
    return CTR_OK;
}

static ctr_status check_sums(struct lc_posting_run *run, const struct ctr_entry *e)
{
    struct lc_ctx *ctx = &run->op->ctx;
    struct lc_sums sums;

    LC_TRY(lc_entry_sums(ctx, e->postings, e->posting_count, &sums));
    if (e->rate && e->act == CTR_ACT_POST) {
        return lc_entry_check_rate(ctx, &sums, e->rate, e->rate_pair);
    }
    if (sums.count > 1 && !e->rate) {
        ctr_status status = lc_fail(ctx, CTR_E_ARGUMENT,
                                    "an entry in %zu currencies; wanted kind fx, with clearing "
                                    "accounts and a rate",
                                    sums.count);
        lc_detail(ctx, "field", "kind");
        return status;
    }
    return CTR_OK;
}

static struct ctr_entry entry_of(struct lc_posting_run *run, const struct lc_draft_entry *d)
{
    const struct ctr_ledger *book = run->book;
    struct ctr_entry e = {
        .rid = LC_LEDGER_RID(book->rid, book->entries + 1),
        .seq = book->entries + 1,
        .act = (int32_t)d->act,
        .kind = (int32_t)d->kind,
        .state = d->act == CTR_ACT_PEND ? CTR_ENTRY_PENDING : CTR_ENTRY_POSTED,
        .effective_day = d->effective_day,
        .booked_day = d->effective_day,
        .recorded_us = run->op->ctx.now_us,
        .actor = run->op->actor,
        .memo = d->memo,
        .cause_kind = d->cause_kind,
        .cause_id = d->cause_id,
        .key = d->key,
        .expires_us = d->expires_us,
        .reverses = d->reverses,
        .resolves = d->resolves,
        .rate = d->rate,
        .rate_pair = d->rate_pair,
        .rate_source = d->rate_source,
        .rate_day = d->rate_day,
        .first_posting = book->postings + 1,
        .evidence = d->evidence,
        .evidence_count = d->evidence_count,
    };
    if (d->late && book->closed_day != LC_DAY_NONE && e.booked_day <= book->closed_day) {
        e.booked_day = book->closed_day + 1;
    }
    return e;
}

static void bind_day(struct lc_stmt *st, int at, int64_t day)
{
    if (day != LC_DAY_NONE) {
        lc_bind_int(st, at, day);
    }
}

static ctr_status insert_entry(struct lc_posting_run *run, const struct ctr_entry *e, bool *done)
{
    struct lc_stmt *st;
    int64_t changed = 0;
    int64_t book = run->book->rid;

    LC_TRY(lc_sql(run->op, LC_SQL_ENTRY_INSERT, &st));
    lc_bind_int(st, 1, e->rid);
    lc_bind_int(st, 2, book);
    lc_bind_int(st, 3, e->seq);
    lc_bind_int(st, 4, e->act);
    lc_bind_int(st, 5, e->kind);
    lc_bind_int(st, 6, e->effective_day);
    lc_bind_int(st, 7, e->booked_day);
    lc_bind_int(st, 8, e->recorded_us);
    lc_bind_text(st, 9, e->actor);
    lc_bind_text(st, 10, e->memo);
    lc_bind_text(st, 11, e->cause_kind);
    lc_bind_text(st, 12, e->cause_id);
    lc_bind_text(st, 13, e->key);
    lc_bind_time(st, 14, e->expires_us);
    lc_bind_rid(st, 15, e->reverses ? LC_LEDGER_RID(book, e->reverses) : 0);
    lc_bind_rid(st, 16, e->resolves ? LC_LEDGER_RID(book, e->resolves) : 0);
    lc_bind_text(st, 17, e->rate);
    lc_bind_text(st, 18, e->rate_pair);
    lc_bind_text(st, 19, e->rate_source);
    bind_day(st, 20, e->rate_day);
    lc_bind_int(st, 21, e->first_posting);
    lc_bind_int(st, 22, (int64_t)e->posting_count);
    lc_bind_int(st, 23, (int64_t)e->evidence_count);
    lc_bind_blob(st, 24, e->request_hash.bytes, LC_SHA256_BYTES);
    lc_bind_blob(st, 25, e->entry_hash.bytes, LC_SHA256_BYTES);
    LC_TRY(lc_run_changed(run->op, st, &changed));
    *done = changed == 1;
    return CTR_OK;
}

static ctr_status insert_postings(struct lc_posting_run *run, const struct ctr_entry *e)
{
    for (size_t i = 0; i < e->posting_count; i++) {
        struct lc_stmt *st;
        LC_TRY(lc_sql(run->op, LC_SQL_POSTING_INSERT, &st));
        lc_bind_int(st, 1, LC_LEDGER_RID(run->book->rid, e->first_posting + (int64_t)i));
        lc_bind_int(st, 2, e->rid);
        lc_bind_int(st, 3, e->postings[i].account_rid);
        lc_bind_int(st, 4, e->postings[i].amount);
        LC_TRY(lc_run(run->op, st));
    }
    return CTR_OK;
}

static ctr_status check_elsewhere(struct lc_posting_run *run, const struct ctr_entry *e,
                                  const struct lc_evidence *v, const struct lc_sha256 *hash)
{
    struct lc_ctx *ctx = &run->op->ctx;
    struct lc_stmt *st;
    bool row;

    if (e->kind != CTR_ENTRY_COST || e->act == CTR_ACT_REVERSE || e->act == CTR_ACT_VOID ||
        e->act == CTR_ACT_EXPIRE) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(run->op, LC_SQL_EVIDENCE_ELSEWHERE, &st));
    lc_bind_blob(st, 1, hash->bytes, LC_SHA256_BYTES);
    lc_bind_int(st, 2, run->book->rid);
    LC_TRY(lc_row(run->op, st, &row));
    if (!row) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(
        ctx, CTR_E_CONFLICT,
        "the evidence '%s' stands behind a cost of '%s/%s' already (entry %lld): the same "
        "cost is not charged to two contracts",
        v->link, lc_col_text(ctx, st, 0), lc_col_text(ctx, st, 1), (long long)lc_col_int(st, 2));
    lc_stmt_done(st);
    lc_detail(ctx, "field", "evidence");
    return status;
}

static ctr_status insert_evidence(struct lc_posting_run *run, const struct ctr_entry *e)
{
    for (size_t i = 0; i < e->evidence_count; i++) {
        const struct lc_evidence *v = &e->evidence[i];
        struct lc_sha256 hash;
        struct lc_stmt *st;
        bool has = v->sha256 && lc_sha256_parse(lc_str(v->sha256), &hash);
        LC_TRY(has ? check_elsewhere(run, e, v, &hash) : CTR_OK);
        LC_TRY(lc_sql(run->op, LC_SQL_EVIDENCE_INSERT, &st));
        lc_bind_int(st, 1, e->rid);
        lc_bind_int(st, 2, (int64_t)i + 1);
        lc_bind_text(st, 3, v->link);
        if (has) {
            lc_bind_blob(st, 4, hash.bytes, LC_SHA256_BYTES);
        }
        LC_TRY(lc_run(run->op, st));
    }
    return CTR_OK;
}

ctr_status lc_entry_store(struct lc_posting_run *run, const struct ctr_entry *e, bool *done)
{
    LC_TRY(insert_entry(run, e, done));
    if (!*done) {
        return CTR_OK;
    }
    LC_TRY(insert_postings(run, e));
    return insert_evidence(run, e);
}

/* --- what must hold when it counts --- */

static ctr_status check_day(struct lc_posting_run *run, const struct ctr_entry *e)
{
    struct lc_ctx *ctx = &run->op->ctx;
    int64_t closed = run->book->closed_day;

    if (closed == LC_DAY_NONE || e->booked_day > closed) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(ctx, CTR_E_STATE,
                                "the period of %s is closed (up to %s); post it as a late entry, "
                                "which is booked on %s",
                                lc_ledger_day(ctx, e->booked_day), lc_ledger_day(ctx, closed),
                                lc_ledger_day(ctx, closed + 1));
    lc_detail(ctx, "field", "date");
    return status;
}

static ctr_status check_window(struct lc_posting_run *run, const struct ctr_entry *e,
                               const struct ctr_account *a)
{
    struct lc_ctx *ctx = &run->op->ctx;
    bool early = e->booked_day < a->opened_day;

    if (!early && (a->closed_day == LC_DAY_NONE || e->booked_day < a->closed_day)) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(ctx, CTR_E_STATE, "account '%s' is %s %s, so it takes no entry on %s", a->name,
                early ? "opened on" : "closed since",
                lc_ledger_day(ctx, early ? a->opened_day : a->closed_day),
                lc_ledger_day(ctx, e->booked_day));
    lc_detail(ctx, "field", "date");
    return status;
}

static ctr_status check_limits(struct lc_posting_run *run, const struct ctr_account *a)
{
    struct lc_ctx *ctx = &run->op->ctx;

    if (lc_account_holds(a)) {
        return CTR_OK;
    }
    bool high = a->has_hi && lc_account_most(a) > a->hi;
    ctr_status status =
        lc_fail(ctx, CTR_E_STATE,
                "account '%s' would stand at %s %s, pending entries counted; its %s is %s", a->name,
                lc_ledger_amount(ctx, high ? lc_account_most(a) : lc_account_least(a), a->exponent),
                a->currency, high ? "greatest balance" : "least balance",
                lc_ledger_amount(ctx, high ? a->hi : a->lo, a->exponent));
    lc_detail(ctx, "field", "amount");
    return status;
}

static ctr_status too_much(struct lc_posting_run *run, const struct ctr_account *a)
{
    ctr_status status = lc_fail(&run->op->ctx, CTR_E_LIMIT,
                                "the totals of account '%s' would pass 2^62 minor units", a->name);
    lc_detail(&run->op->ctx, "field", "amount");
    return status;
}

static ctr_status apply(struct lc_posting_run *run, const struct lc_draft_entry *d,
                        const struct ctr_entry *e, struct ctr_account **accounts)
{
    bool ends = e->act == CTR_ACT_VOID || e->act == CTR_ACT_EXPIRE;

    for (size_t i = 0; i < d->released_count; i++) {
        struct ctr_account *a;
        LC_TRY(lc_posting_account(run, d->released[i].account, &a));
        lc_account_release(a, d->released[i].amount);
    }
    for (size_t i = 0; i < e->posting_count && !ends; i++) {
        int64_t amount = e->postings[i].amount;
        bool fits = e->act == CTR_ACT_PEND ? lc_account_pend(accounts[i], amount)
                                           : lc_account_add(accounts[i], amount);
        LC_TRY(fits ? check_window(run, e, accounts[i]) : too_much(run, accounts[i]));
    }
    for (size_t i = 0; i < e->posting_count && !ends; i++) {
        LC_TRY(check_limits(run, accounts[i]));
    }
    return CTR_OK;
}

/* --- the same key again --- */

/* The first field in which two requests differ; NULL if there is none. */
static const char *difference(const struct ctr_entry *a, const struct ctr_entry *b)
{
    const struct {
        const char *field;
        bool same;
    } rows[] = {
        {"act", a->act == b->act},
        {"kind", a->kind == b->kind},
        {"date", a->effective_day == b->effective_day},
        {"expires", a->expires_us == b->expires_us},
        {"reverses", a->reverses == b->reverses},
        {"resolves", a->resolves == b->resolves},
        {"memo", lc_cstr_cmp(a->memo, b->memo) == 0},
        {"cause_kind", lc_cstr_cmp(a->cause_kind, b->cause_kind) == 0},
        {"cause_id", lc_cstr_cmp(a->cause_id, b->cause_id) == 0},
        {"rate", lc_cstr_cmp(a->rate, b->rate) == 0},
        {"rate_pair", lc_cstr_cmp(a->rate_pair, b->rate_pair) == 0},
        {"rate_source", lc_cstr_cmp(a->rate_source, b->rate_source) == 0},
        {"rate_date", a->rate_day == b->rate_day},
        {"postings", a->posting_count == b->posting_count},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!rows[i].same) {
            return rows[i].field;
        }
    }
    for (size_t i = 0; i < a->posting_count; i++) {
        if (strcmp(a->postings[i].account, b->postings[i].account) != 0) {
            return "account";
        }
        if (a->postings[i].amount != b->postings[i].amount) {
            return "amount";
        }
    }
    return memcmp(a->request_hash.bytes, b->request_hash.bytes, LC_SHA256_BYTES) == 0 ? NULL
                                                                                      : "evidence";
}

static ctr_status again(struct lc_posting_run *run, const struct ctr_entry *e,
                        struct ctr_entry *out)
{
    struct lc_ctx *ctx = &run->op->ctx;
    bool found;

    LC_TRY(lc_entry_by_key(run->op, run->book, e->key, out, &found));
    const char *field = found ? difference(out, e) : "key";
    if (!field) {
        out->repeated = 1;
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(ctx, CTR_E_CONFLICT, "the key '%s' belongs to entry %lld, which has another %s",
                e->key, (long long)out->seq, field);
    lc_detail(ctx, "field", field);
    lc_detail_int(ctx, "seq", out->seq);
    return status;
}

ctr_status lc_posting_add(struct lc_posting_run *run, const struct lc_draft_entry *d,
                          struct ctr_entry *out)
{
    struct lc_ctx *ctx = &run->op->ctx;
    struct ctr_account **accounts = NULL;
    struct ctr_entry e = entry_of(run, d);
    bool done;

    if (e.seq >= LC_LEDGER_SPAN || e.first_posting >= LC_LEDGER_SPAN - LC_LEDGER_POSTINGS) {
        return lc_fail(ctx, CTR_E_LIMIT, "a ledger holds at most 2^40 entries and postings");
    }
    LC_TRY(resolve_accounts(run, d, &e, &accounts));
    LC_TRY(check_sums(run, &e));
    e.request_hash = lc_entry_request(&run->bytes, &e);
    e.entry_hash = lc_entry_chain(&run->bytes, &run->book->hash, &e);
    if (run->bytes.status != CTR_OK) {
        return lc_nomem(ctx);
    }
    LC_TRY(lc_entry_store(run, &e, &done));
    if (!done) {
        return again(run, &e, out);
    }
    LC_TRY(check_day(run, &e));
    LC_TRY(apply(run, d, &e, accounts));
    run->first_seq = run->first_seq ? run->first_seq : e.seq;
    run->count++;
    run->book->entries = e.seq;
    run->book->postings += (int64_t)e.posting_count;
    run->book->hash = e.entry_hash;
    *out = e;
    return CTR_OK;
}

/* --- the end of a batch --- */

ctr_status lc_posting_keep(struct lc_posting_run *run)
{
    struct lc_op *op = run->op;
    struct ctr_ledger *book = run->book;
    struct lc_stmt *st;

    for (size_t i = 0; i < run->accounts.room; i++) {
        const struct ctr_account *a = run->accounts.slots[i].value;
        LC_TRY(a && a->touched ? lc_account_keep(op, a) : CTR_OK);
    }
    LC_TRY(lc_sql(op, LC_SQL_BOOK_MOVE, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_int(st, 2, book->entries);
    lc_bind_int(st, 3, book->postings);
    lc_bind_blob(st, 4, book->hash.bytes, LC_SHA256_BYTES);
    if (book->closed_day != LC_DAY_NONE) {
        lc_bind_int(st, 5, book->closed_day);
    }
    return lc_run(op, st);
}

static ctr_status finish(struct lc_posting_run *run)
{
    struct lc_op *op = run->op;
    struct ctr_ledger *book = run->book;

    LC_TRY(lc_posting_keep(run));
    const char *subject = lc_ledger_subject(&op->ctx, book);
    book->head = lc_ledger_hex(&op->ctx, &book->hash);
    if (!subject || !book->head) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR_INT("count", run->count),
        LC_PAIR_INT("first", run->first_seq),
        LC_PAIR_INT("last", book->entries),
        LC_PAIR("head", book->head),
    };
    return lc_event_append(op, book->contract_rid, LC_EVENT_LEDGER_POSTED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_posting_end(struct lc_posting_run *run, ctr_status status)
{
    lc_buf_free(&run->bytes);
    return status == CTR_OK && run->count ? finish(run) : status;
}

ctr_status lc_ledger_post_internal(struct lc_op *op, struct ctr_ledger *book,
                                   const struct lc_draft_entry *drafts, size_t count,
                                   struct ctr_entry *out)
{
    struct lc_posting_run run;
    ctr_status status = CTR_OK;

    lc_posting_begin(&run, op, book);
    for (size_t i = 0; i < count && status == CTR_OK; i++) {
        status = lc_posting_add(&run, &drafts[i], &out[i]);
        if (status != CTR_OK) {
            lc_detail_int(&op->ctx, "item", (int64_t)i);
        }
        if (status == CTR_OK && i % 256 == 255) {
            status = lc_poll(&op->ctx);
        }
    }
    return lc_posting_end(&run, status);
}
