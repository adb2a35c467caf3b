/* Ledgers put back from an export. */
#include "domain/ledger/restore.h"

#include "base/names.h"

ctr_status lc_ledger_restore(struct lc_posting_run *run, struct lc_op *op, struct ctr_ledger *book,
                             const struct lc_uuid *id)
{
    struct lc_stmt *st;

    lc_posting_begin(run, op, book);
    if (lc_currency_exponent(lc_str(book->base)) < 0) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "'%.20s' is no currency of ISO 4217", book->base);
    }
    book->hash = lc_ledger_genesis(book->id, book->base);
    book->closed_day = LC_DAY_NONE;
    LC_TRY(lc_sql(op, LC_SQL_BOOK_RESTORE, &st));
    lc_bind_int(st, 1, book->contract_rid);
    lc_bind_blob(st, 2, id->bytes, sizeof id->bytes);
    lc_bind_text(st, 3, book->base);
    lc_bind_blob(st, 4, book->hash.bytes, LC_SHA256_BYTES);
    lc_bind_int(st, 5, book->created_us);
    lc_bind_text(st, 6, book->created_by);
    int64_t changed;
    LC_TRY(lc_run_changed(op, st, &changed));
    book->rid = lc_last_rid(op);
    return changed ? CTR_OK
                   : lc_fail(&op->ctx, CTR_E_ARGUMENT, "a ledger of id '%s' is there already",
                             book->id);
}

/* An amount exactly as an export writes it. */
static ctr_status take_amount(struct lc_ctx *ctx, const char *text, int exponent, int64_t *out)
{
    char again[LC_MONEY_TEXT];

    return lc_fixed_scaled(lc_str(text), exponent, out) == LC_FIXED_OK &&
                   strcmp(lc_money_print(*out, exponent, again), text) == 0
               ? CTR_OK
               : lc_fail(ctx, CTR_E_ARGUMENT, "'%.60s' is no amount with %d decimals", text,
                         exponent);
}

ctr_status lc_account_restore(struct lc_posting_run *run, struct ctr_account *a)
{
    struct lc_op *op = run->op;
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_account there;
    bool found;

    a->exponent = lc_currency_exponent(lc_str(a->currency));
    if (a->exponent < 0) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "'%.20s' is no currency of ISO 4217", a->currency);
    }
    LC_TRY(lc_account_check_name(ctx, a->name, &a->kind));
    a->has_lo = a->text_lo != NULL;
    a->has_hi = a->text_hi != NULL;
    LC_TRY(a->has_lo ? take_amount(ctx, a->text_lo, a->exponent, &a->lo) : CTR_OK);
    LC_TRY(a->has_hi ? take_amount(ctx, a->text_hi, a->exponent, &a->hi) : CTR_OK);
    LC_TRY(lc_ledger_read_day(ctx, "the first day", a->opened, LC_DAY_FIRST, &a->opened_day));
    LC_TRY(lc_ledger_read_day(ctx, "the day of closing", a->closed, LC_DAY_NONE, &a->closed_day));
    LC_TRY(lc_account_find(op, run->book, a->name, &there, &found));
    return found ? lc_fail(ctx, CTR_E_ARGUMENT, "a second account '%s'", a->name)
                 : lc_account_insert(op, run->book, a);
}

ctr_status lc_accounts_restored(struct lc_posting_run *run)
{
    struct ctr_account *items;
    size_t count;

    LC_TRY(lc_account_list(run->op, run->book, NULL, &items, &count));
    for (size_t i = 0; i < count; i++) {
        LC_TRY(lc_map_set(&run->op->ctx, &run->accounts, lc_str(items[i].name), &items[i]));
    }
    return CTR_OK;
}

/* --- entries --- */

static ctr_status take_postings(struct lc_posting_run *run, struct ctr_entry *e,
                                struct lc_posting *postings)
{
    for (size_t i = 0; i < e->posting_count; i++) {
        struct ctr_account *a = lc_map_get(&run->accounts, lc_str(postings[i].account));
        if (!a) {
            return lc_fail(&run->op->ctx, CTR_E_ARGUMENT, "entry %lld: no account '%s'",
                           (long long)e->seq, postings[i].account);
        }
        postings[i].account_rid = a->rid;
        postings[i].account = a->name;
        postings[i].currency = a->currency;
        LC_TRY(take_amount(&run->op->ctx, postings[i].text, a->exponent, &postings[i].amount));
        if (!postings[i].amount) {
            return lc_fail(&run->op->ctx, CTR_E_ARGUMENT, "entry %lld: an amount of zero",
                           (long long)e->seq);
        }
    }
    e->postings = postings;
    return CTR_OK;
}

/* What was set aside and is released by it. */
static ctr_status release(struct lc_posting_run *run, const struct ctr_entry *e)
{
    struct ctr_entry target;

    LC_TRY(lc_entry_get(run->op, run->book, e->resolves, &target));
    for (size_t i = 0; i < target.posting_count; i++) {
        struct ctr_account *a = lc_map_get(&run->accounts, lc_str(target.postings[i].account));
        if (a) {
            lc_account_release(a, target.postings[i].amount);
        }
    }
    return CTR_OK;
}

static ctr_status count(struct lc_posting_run *run, const struct ctr_entry *e)
{
    bool ends = e->act == CTR_ACT_VOID || e->act == CTR_ACT_EXPIRE;

    LC_TRY(e->resolves ? release(run, e) : CTR_OK);
    for (size_t i = 0; i < e->posting_count && !ends; i++) {
        struct ctr_account *a = lc_map_get(&run->accounts, lc_str(e->postings[i].account));
        bool fits = e->act == CTR_ACT_PEND ? lc_account_pend(a, e->postings[i].amount)
                                           : lc_account_add(a, e->postings[i].amount);
        if (!fits) {
            return lc_fail(&run->op->ctx, CTR_E_ARGUMENT, "entry %lld: totals beyond 2^62",
                           (long long)e->seq);
        }
    }
    return CTR_OK;
}

static ctr_status check_row(struct lc_posting_run *run, const struct ctr_entry *e)
{
    struct lc_ctx *ctx = &run->op->ctx;
    int64_t before = run->book->entries;

    if (e->seq != before + 1) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "entry %lld comes behind entry %lld", (long long)e->seq,
                       (long long)before);
    }
    if (e->posting_count < 2 || e->posting_count > LC_LEDGER_POSTINGS ||
        e->evidence_count > LC_LEDGER_EVIDENCE || e->reverses > before || e->resolves > before) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "entry %lld has too few postings or too many, or speaks of a later one",
                       (long long)e->seq);
    }
    bool all = e->rate && e->rate_pair && e->rate_source && e->rate_day != LC_DAY_NONE;
    bool any = e->rate || e->rate_pair || e->rate_source || e->rate_day != LC_DAY_NONE;
    if (all != any || !e->cause_kind != !e->cause_id) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "entry %lld has half a rate or half a cause",
                       (long long)e->seq);
    }
    LC_TRY(lc_check_text(ctx, "memo", e->memo, LC_LEDGER_TEXT));
    return lc_check_text(ctx, "key", e->key, 256);
}

ctr_status lc_entry_restore(struct lc_posting_run *run, struct ctr_entry *e,
                            struct lc_posting *postings)
{
    struct lc_ctx *ctx = &run->op->ctx;
    struct lc_sha256 said = e->entry_hash;
    bool done;

    LC_TRY(check_row(run, e));
    LC_TRY(take_postings(run, e, postings));
    e->rid = LC_LEDGER_RID(run->book->rid, e->seq);
    e->first_posting = run->book->postings + 1;
    e->request_hash = lc_entry_request(&run->bytes, e);
    e->entry_hash = lc_entry_chain(&run->bytes, &run->book->hash, e);
    if (run->bytes.status != CTR_OK) {
        return lc_nomem(ctx);
    }
    if (memcmp(said.bytes, e->entry_hash.bytes, LC_SHA256_BYTES) != 0) {
        return lc_fail(
            ctx, CTR_E_ARGUMENT,
            "entry %lld does not have the hash of its content; it was edited, or what is "
            "before it",
            (long long)e->seq);
    }
    LC_TRY(lc_entry_store(run, e, &done));
    if (!done) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "entry %lld has the key of an earlier one",
                       (long long)e->seq);
    }
    LC_TRY(count(run, e));
    run->book->entries = e->seq;
    run->book->postings += (int64_t)e->posting_count;
    run->book->hash = e->entry_hash;
    return CTR_OK;
}

/* --- periods --- */

static ctr_status restore_seal(struct lc_posting_run *run, struct ctr_period *p)
{
    struct lc_op *op = run->op;
    struct lc_merkle tree = {0};
    struct ctr_account *accounts;
    size_t count_of;

    if (p->seal_seq > run->book->entries) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "a seal of more entries than there are");
    }
    LC_TRY(lc_ledger_leaves(op, run->book, 0, p->seal_seq, &tree));
    LC_TRY(lc_account_list(op, run->book, NULL, &accounts, &count_of));
    LC_TRY(lc_period_balance(op, run->book, p, accounts, count_of));
    return lc_period_put_seal(op, p, &tree, accounts, count_of);
}

ctr_status lc_period_restore(struct lc_posting_run *run, struct ctr_period *p)
{
    LC_TRY(lc_period_insert(run->op, run->book, p));
    run->book->closed_day = p->last_day;
    return p->state == LC_PERIOD_SEALED ? restore_seal(run, p) : CTR_OK;
}

ctr_status lc_ledger_restored(struct lc_posting_run *run, ctr_status status)
{
    lc_buf_free(&run->bytes);
    return status == CTR_OK ? lc_posting_keep(run) : status;
}
