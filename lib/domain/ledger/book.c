/* Ledgers themselves: begun once for a contract, found by it. */
#include "base/names.h"
#include "core/page.h"
#include "domain/ledger/ledger.h"

static const char genesis_tag[] = "lc-ledger-1\n";

const char *lc_ledger_subject(struct lc_ctx *ctx, const struct ctr_ledger *book)
{
    return lc_format(ctx, "ledger:%s/%s", book->team, book->name);
}

const char *lc_ledger_hex(struct lc_ctx *ctx, const struct lc_sha256 *hash)
{
    char *text = lc_new(ctx, LC_SHA256_TEXT, 1);
    return text ? lc_sha256_format(hash, text) : NULL;
}

const char *lc_ledger_day(struct lc_ctx *ctx, int64_t day)
{
    if (day == LC_DAY_NONE) {
        return NULL;
    }
    char *text = lc_new(ctx, LC_DATE_TEXT, 1);
    return text ? lc_date_format(day, text) : NULL;
}

const char *lc_ledger_amount(struct lc_ctx *ctx, int64_t minor, int exponent)
{
    char *text = lc_new(ctx, LC_MONEY_TEXT, 1);
    return text ? lc_money_print(minor, exponent, text) : NULL;
}

ctr_status lc_ledger_read_day(struct lc_ctx *ctx, const char *what, const char *text, int64_t none,
                              int64_t *out)
{
    *out = none;
    if (!text || !*text) {
        return CTR_OK;
    }
    LC_TRY(lc_check_text(ctx, what, text, 64));
    return lc_date_parse(lc_str(text), out)
               ? CTR_OK
               : lc_fail(ctx, CTR_E_ARGUMENT,
                         "%s '%s' is no date; wanted one that exists, such as 2026-01-31", what,
                         text);
}

ctr_status lc_ledger_ready(struct lc_op *op)
{
    return lc_op_needs(op, LC_SCHEMA_LEDGERS, "ledgers");
}

struct lc_sha256 lc_ledger_genesis(const char *id, const char *base)
{
    struct lc_hasher h;
    lc_sha256_begin(&h);
    lc_sha256_add(&h, genesis_tag, sizeof genesis_tag - 1);
    lc_sha256_add_sized(&h, id, strlen(id));
    lc_sha256_add_sized(&h, base, strlen(base));
    return lc_sha256_end(&h);
}

const char *lc_ledger_text(struct lc_ctx *ctx, struct lc_stmt *st, int at)
{
    const char *text = lc_col_text(ctx, st, at);
    if (text && strlen(text) != lc_col_view(st, at).len) {
        lc_fail(ctx, CTR_E_CORRUPT, "'%s' in the tables of a ledger goes on behind a NUL", text);
        return NULL;
    }
    return text;
}

static ctr_status read_hash(struct lc_op *op, struct lc_stmt *st, int at, struct lc_sha256 *out)
{
    struct lc_str blob = lc_col_view(st, at);
    if (blob.len != LC_SHA256_BYTES) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "the head of a ledger has %zu bytes", blob.len);
    }
    memcpy(out->bytes, blob.ptr, LC_SHA256_BYTES);
    return CTR_OK;
}

static ctr_status read_book(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_ledger *out = item;
    struct lc_uuid id;
    struct lc_str bytes = lc_col_view(st, 1);
    char *text = lc_new(ctx, LC_UUID_TEXT, 1);

    if (!text) {
        return CTR_E_NOMEM;
    }
    if (bytes.len != sizeof id.bytes) {
        return lc_fail(ctx, CTR_E_CORRUPT, "the id of a ledger has %zu bytes", bytes.len);
    }
    memcpy(id.bytes, bytes.ptr, sizeof id.bytes);
    out->rid = lc_col_int(st, 0);
    out->id = lc_uuid_format(&id, text);
    out->base = lc_ledger_text(ctx, st, 2);
    out->entries = lc_col_int(st, 3);
    out->postings = lc_col_int(st, 4);
    LC_TRY(read_hash(op, st, 5, &out->hash));
    out->head = lc_ledger_hex(ctx, &out->hash);
    out->closed_day = lc_col_null(st, 6) ? LC_DAY_NONE : lc_col_int(st, 6);
    out->closed_to = lc_ledger_day(ctx, out->closed_day);
    out->created_us = lc_col_int(st, 7);
    out->created_by = lc_ledger_text(ctx, st, 8);
    return lc_ledger_status(ctx);
}

ctr_status lc_ledger_find(struct lc_op *op, const struct lc_contract *c, struct ctr_ledger *out,
                          bool *found)
{
    struct lc_stmt *st;

    *found = false;
    *out = (struct ctr_ledger){.contract_rid = c->rid, .team = c->team, .name = c->name};
    LC_TRY(lc_ledger_ready(op));
    LC_TRY(lc_sql(op, LC_SQL_BOOK_FIND, &st));
    lc_bind_int(st, 1, c->rid);
    return lc_page_one(op, st, read_book, out, found);
}

ctr_status lc_ledger_get(struct lc_op *op, const char *team, const char *name,
                         struct ctr_ledger *out)
{
    struct lc_contract c;
    bool found;

    LC_TRY(lc_contract_get(op, team, name, &c));
    LC_TRY(lc_ledger_find(op, &c, out, &found));
    if (found) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                                "contract '%s/%s' has no ledger; open one first", c.team, c.name);
    lc_detail(&op->ctx, "team", c.team);
    lc_detail(&op->ctx, "contract", c.name);
    return status;
}

ctr_status lc_ledger_count_accounts(struct lc_op *op, struct ctr_ledger *book)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_BOOK_ACCOUNTS, &st));
    lc_bind_int(st, 1, book->rid);
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    book->accounts = lc_col_int(st, 0);
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_ledger_create(struct lc_op *op, const struct lc_contract *c, const char *base,
                            struct ctr_ledger *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_stmt *st;
    bool found;

    LC_TRY(lc_ledger_find(op, c, out, &found));
    if (found) {
        return lc_fail(ctx, CTR_E_EXISTS, "contract '%s/%s' has a ledger already, kept in %s",
                       c->team, c->name, out->base);
    }
    struct lc_uuid id;
    char text[LC_UUID_TEXT];
    LC_TRY(lc_op_uuid(op, &id));
    struct lc_sha256 head = lc_ledger_genesis(lc_uuid_format(&id, text), base);
    LC_TRY(lc_sql(op, LC_SQL_BOOK_INSERT, &st));
    lc_bind_int(st, 1, c->rid);
    lc_bind_blob(st, 2, id.bytes, sizeof id.bytes);
    lc_bind_text(st, 3, base);
    lc_bind_blob(st, 4, head.bytes, sizeof head.bytes);
    lc_bind_int(st, 5, op->ctx.now_us);
    lc_bind_text(st, 6, op->actor);
    LC_TRY(lc_run(op, st));
    LC_TRY(lc_ledger_find(op, c, out, &found));
    const char *subject = lc_ledger_subject(ctx, out);
    if (!subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {LC_PAIR("base", out->base), LC_PAIR("id", out->id)};
    return lc_event_append(op, c->rid, LC_EVENT_LEDGER_OPENED, subject, pairs, 2);
}
