/*
 * Periods: closed, then sealed. A closed one takes no entry any more; a seal holds its trial
 * balance, the Merkle root of all entries so far and the head of the chain, so that a third party
 * can be shown later what stood in the books.
 */
#include "domain/ledger/period.h"

const struct lc_word lc_words_period_state[] = {
    {LC_PERIOD_CLOSED, "closed"}, {LC_PERIOD_SEALED, "sealed"}, {0, NULL}};

static const struct lc_field line_fields[] = {
    LC_FIELD_OF(lc_period_line, "account", LC_KIND_STR, account),
    LC_FIELD_OF(lc_period_line, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(lc_period_line, "debit", LC_KIND_STR, text_debit),
    LC_FIELD_OF(lc_period_line, "credit", LC_KIND_STR, text_credit),
    LC_FIELD_OF(lc_period_line, "balance", LC_KIND_STR, text_balance),
};
static const struct lc_shape shape_line = LC_SHAPE(lc_period_line, line_fields);

static const struct lc_field period_fields[] = {
    LC_FIELD_OF(ctr_period, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_period, "first", LC_KIND_STR, first),
    LC_FIELD_OF(ctr_period, "last", LC_KIND_STR, last),
    LC_FIELD_WORD(ctr_period, "state", state, lc_words_period_state),
    LC_FIELD_OF(ctr_period, "closed_at", LC_KIND_TIME, closed_us),
    LC_FIELD_OF(ctr_period, "closed_by", LC_KIND_STR, closed_by),
    LC_FIELD_OF(ctr_period, "sealed_at", LC_KIND_TIME, sealed_us),
    LC_FIELD_OF(ctr_period, "sealed_by", LC_KIND_STR, sealed_by),
    LC_FIELD_OF(ctr_period, "entries", LC_KIND_INT, seal_seq),
    LC_FIELD_OF(ctr_period, "head", LC_KIND_STR, head),
    LC_FIELD_OF(ctr_period, "root", LC_KIND_STR, root),
    LC_FIELD_LIST(ctr_period, "balances", lines, line_count, &shape_line),
};
const struct lc_shape lc_shape_period = LC_SHAPE(ctr_period, period_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_period_list, "periods", items, count, &lc_shape_period),
};
const struct lc_shape lc_shape_period_list = LC_SHAPE(ctr_period_list, list_fields);

/* --- closing --- */

static ctr_status first_day_of(struct lc_op *op, const struct ctr_ledger *book, int64_t last,
                               int64_t *out)
{
    int64_t first;
    int64_t end;

    if (book->closed_day != LC_DAY_NONE) {
        *out = book->closed_day + 1;
        return CTR_OK;
    }
    LC_TRY(lc_ledger_days(op, book, &first, &end));
    *out = first != LC_DAY_NONE && first < last ? first : last;
    return CTR_OK;
}

static ctr_status get_by_last(struct lc_op *op, const struct ctr_ledger *book, int64_t last,
                              struct ctr_period *out)
{
    struct ctr_period_list all;

    LC_TRY(lc_period_list(op, book, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (all.items[i].last_day == last) {
            *out = all.items[i];
            return CTR_OK;
        }
    }
    return lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                   "the ledger of '%s/%s' has no closed period that ends on %s", book->team,
                   book->name, lc_ledger_day(&op->ctx, last));
}

ctr_status lc_period_insert(struct lc_op *op, const struct ctr_ledger *book, struct ctr_period *p)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_PERIOD_INSERT, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_int(st, 2, p->first_day);
    lc_bind_int(st, 3, p->last_day);
    lc_bind_int(st, 4, p->closed_seq);
    lc_bind_int(st, 5, p->closed_us);
    lc_bind_text(st, 6, p->closed_by);
    LC_TRY(lc_run(op, st));
    p->rid = lc_last_rid(op);
    return CTR_OK;
}

ctr_status lc_period_close(struct lc_op *op, struct ctr_ledger *book, int64_t last,
                           struct ctr_period *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_stmt *st;
    int64_t first;

    if (book->closed_day != LC_DAY_NONE && last <= book->closed_day) {
        return lc_fail(ctx, CTR_E_STATE, "the ledger of '%s/%s' is closed up to %s already",
                       book->team, book->name, book->closed_to);
    }
    LC_TRY(first_day_of(op, book, last, &first));
    struct ctr_period p = {.first_day = first,
                           .last_day = last,
                           .closed_seq = book->entries,
                           .closed_us = ctx->now_us,
                           .closed_by = op->actor};
    LC_TRY(lc_period_insert(op, book, &p));
    LC_TRY(lc_sql(op, LC_SQL_BOOK_CLOSE, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_int(st, 2, last);
    LC_TRY(lc_run(op, st));
    LC_TRY(get_by_last(op, book, last, out));
    const char *subject = lc_ledger_subject(ctx, book);
    if (!subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("first", out->first),
        LC_PAIR("last", out->last),
        LC_PAIR_INT("seq", book->entries),
        LC_PAIR("head", book->head),
    };
    return lc_event_append(op, book->contract_rid, LC_EVENT_LEDGER_CLOSED, subject, pairs, 4);
}

/* --- sealing --- */

ctr_status lc_ledger_leaves(struct lc_op *op, const struct ctr_ledger *book, int64_t after,
                            int64_t last, struct lc_merkle *tree)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_ENTRY_HASHES, &st));
    lc_bind_int(st, 1, LC_LEDGER_RID(book->rid, after));
    lc_bind_int(st, 2, LC_LEDGER_RID(book->rid, last));
    for (int64_t seq = after + 1;; seq++) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return seq == last + 1 ? CTR_OK
                                   : lc_fail(&op->ctx, CTR_E_CORRUPT,
                                             "entries of the ledger of '%s/%s' are missing; verify "
                                             "it",
                                             book->team, book->name);
        }
        struct lc_str hash = lc_col_view(st, 0);
        lc_merkle_add(tree, hash.ptr, hash.len);
        if (seq % 4096 == 0) {
            LC_TRY(lc_progress(&op->ctx, "entries", (uint64_t)(seq - after),
                               (uint64_t)(last - after)));
        }
    }
}

ctr_status lc_period_balance(struct lc_op *op, const struct ctr_ledger *book,
                             const struct ctr_period *p, struct ctr_account *items, size_t count)
{
    return lc_ledger_as_of(op, book, CTR_AS_OF_BOOKED, p->last_day, items, count);
}

static ctr_status insert_line(struct lc_op *op, const struct ctr_period *p,
                              const struct ctr_account *a)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_PERIOD_LINE_INSERT, &st));
    lc_bind_int(st, 1, p->rid);
    lc_bind_int(st, 2, a->rid);
    lc_bind_int(st, 3, a->debit);
    lc_bind_int(st, 4, a->credit);
    return lc_run(op, st);
}

ctr_status lc_period_put_seal(struct lc_op *op, const struct ctr_period *p,
                              const struct lc_merkle *tree, const struct ctr_account *accounts,
                              size_t count)
{
    struct lc_stmt *st;

    for (size_t i = 0; i < count; i++) {
        if (accounts[i].debit || accounts[i].credit) {
            LC_TRY(insert_line(op, p, &accounts[i]));
        }
    }
    LC_TRY(lc_sql(op, LC_SQL_PERIOD_SEAL, &st));
    lc_bind_int(st, 1, p->rid);
    lc_bind_int(st, 2, p->seal_seq);
    lc_bind_blob(st, 3, p->head_hash.bytes, LC_SHA256_BYTES);
    lc_bind_blob(st, 4, p->root_hash.bytes, LC_SHA256_BYTES);
    lc_bind_blob(st, 5, tree->roots, (size_t)tree->count * LC_SHA256_BYTES);
    lc_bind_int(st, 6, p->sealed_us);
    lc_bind_text(st, 7, p->sealed_by);
    return lc_run(op, st);
}

static ctr_status tell_seal(struct lc_op *op, const struct ctr_ledger *book,
                            const struct ctr_period *p)
{
    struct lc_sha256 digest;
    const char *subject = lc_ledger_subject(&op->ctx, book);

    LC_TRY(lc_period_digest(&op->ctx, p, &digest));
    const char *balances = lc_ledger_hex(&op->ctx, &digest);
    if (!subject || !balances) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("first", p->first), LC_PAIR("last", p->last), LC_PAIR_INT("seq", p->seal_seq),
        LC_PAIR("head", p->head),   LC_PAIR("root", p->root), LC_PAIR("balances", balances),
    };
    return lc_event_append(op, book->contract_rid, LC_EVENT_LEDGER_SEALED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

/* The period to seal: the first that is closed only, which must be the one wanted. */
static ctr_status find_closed(struct lc_op *op, const struct ctr_ledger *book, int64_t last,
                              struct ctr_period *out, struct lc_merkle *tree)
{
    struct ctr_period_list all;

    *tree = (struct lc_merkle){0};
    LC_TRY(lc_period_list(op, book, &all));
    for (size_t i = 0; i < all.count; i++) {
        *out = all.items[i];
        if (out->state == LC_PERIOD_SEALED) {
            *tree = out->frontier;
            if (out->last_day == last) {
                return lc_fail(&op->ctx, CTR_E_STATE, "the period up to %s is sealed already",
                               out->last);
            }
            continue;
        }
        return last == LC_DAY_NONE || last == out->last_day
                   ? CTR_OK
                   : lc_fail(&op->ctx, CTR_E_STATE,
                             "the next period to seal is the one up to %s; periods are sealed in "
                             "order",
                             out->last);
    }
    return lc_fail(&op->ctx, CTR_E_STATE,
                   "the ledger of '%s/%s' has no closed period that is not sealed; close one first",
                   book->team, book->name);
}

ctr_status lc_period_seal(struct lc_op *op, struct ctr_ledger *book, int64_t last,
                          struct ctr_period *out)
{
    struct lc_merkle tree;
    struct ctr_account *accounts;
    size_t count;

    LC_TRY(find_closed(op, book, last, out, &tree));
    LC_TRY(lc_ledger_leaves(op, book, (int64_t)tree.size, book->entries, &tree));
    LC_TRY(lc_account_list(op, book, NULL, &accounts, &count));
    LC_TRY(lc_period_balance(op, book, out, accounts, count));
    out->seal_seq = book->entries;
    out->head_hash = book->hash;
    out->root_hash = lc_merkle_root(&tree);
    out->sealed_us = op->ctx.now_us;
    out->sealed_by = op->actor;
    LC_TRY(lc_period_put_seal(op, out, &tree, accounts, count));
    LC_TRY(get_by_last(op, book, out->last_day, out));
    LC_TRY(lc_period_lines(op, out, count + 1));
    return tell_seal(op, book, out);
}

ctr_status lc_period_digest(struct lc_ctx *ctx, const struct ctr_period *p, struct lc_sha256 *out)
{
    struct lc_hasher h;

    lc_sha256_begin(&h);
    lc_sha256_add(&h, "lc-seal-1\n", 10);
    for (size_t i = 0; i < p->line_count; i++) {
        const struct lc_period_line *l = &p->lines[i];
        lc_sha256_add_sized(&h, l->account, strlen(l->account));
        lc_sha256_add_sized(&h, l->currency, strlen(l->currency));
        lc_sha256_add_u64(&h, (uint64_t)l->debit);
        lc_sha256_add_u64(&h, (uint64_t)l->credit);
    }
    *out = lc_sha256_end(&h);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}
