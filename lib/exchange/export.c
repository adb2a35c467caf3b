/* Export: the walk over contracts, and where the bytes go. */
#include "exchange/export.h"

static ctr_status send(void *user, const void *bytes, size_t size)
{
    struct lc_export *x = user;
    struct lc_ctx *ctx = &x->op->ctx;

    if (x->gzip) {
        return lc_gzip_write(ctx, x->gzip, bytes, size);
    }
    int stop = x->wish->write(x->wish->user, bytes, size);
    if (stop) {
        ctr_status status = lc_fail(ctx, CTR_E_CANCELLED, "stopped by the write callback");
        lc_detail_int(ctx, "callback", stop);
        return status;
    }
    return CTR_OK;
}

void lc_export_bind(struct lc_export *x, struct lc_stmt *st)
{
    if (x->contract_rid) {
        lc_bind_int(st, 1, x->contract_rid);
    } else {
        lc_bind_text(st, 1, x->from);
        lc_bind_text(st, 2, x->to);
    }
}

ctr_status lc_export_step(struct lc_export *x, const char *what)
{
    enum { OFTEN = 64 };

    LC_TRY(lc_emit_status(&x->emit));
    return ++x->done % OFTEN == 0 ? lc_progress(&x->op->ctx, what, x->done, x->total) : CTR_OK;
}

/* --- a contract --- */

static struct lc_sha256 sha_column(struct lc_stmt *st, int at)
{
    struct lc_sha256 sha = {{0}};
    struct lc_str view = lc_col_view(st, at);
    if (view.len == LC_SHA256_BYTES) {
        memcpy(sha.bytes, view.ptr, LC_SHA256_BYTES);
    }
    return sha;
}

static ctr_status export_files(struct lc_export *x, int64_t version_rid)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(x->op, LC_SQL_FILE_LIST, &st));
    lc_bind_int(st, 1, version_rid);
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        const struct lc_rec_file file = {sha_column(st, 2)};
        lc_emit_whole(&x->emit, LC_REC_FILE, &file, lc_col_view(st, 0));
    }
}

static ctr_status export_evolution(struct lc_export *x, int64_t version_rid)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_stmt *st;
    struct lc_str text;
    bool row;

    LC_TRY(lc_sql(x->op, LC_SQL_EXPORT_EVOLUTION, &st));
    lc_bind_int(st, 1, version_rid);
    LC_TRY(lc_row(x->op, st, &row));
    if (!row) {
        return CTR_OK;
    }
    const struct lc_rec_evolution e = {
        .proposed = lc_col_text(ctx, st, 0),
        .sufficient = lc_col_int(st, 1) != 0,
        .mode = (int32_t)lc_col_int(st, 2),
        .profile = (int32_t)lc_col_int(st, 3),
        .verdict = (int32_t)lc_col_int(st, 4),
        .bump = (int32_t)lc_col_int(st, 5),
        .breaking = lc_col_int(st, 6),
        .undecided = lc_col_int(st, 7),
        .warning = lc_col_int(st, 8),
        .info = lc_col_int(st, 9),
        .engine = lc_col_int(st, 10),
    };
    int64_t size = lc_col_int(st, 11);
    enum lc_packing packing = lc_col_int(st, 12) == LC_PACK_ZLIB ? LC_PACK_ZLIB : LC_PACK_RAW;
    ctr_status status = lc_unpack_bytes(ctx, lc_col_view(st, 13), packing,
                                        size < 0 ? SIZE_MAX / 2 : (size_t)size, &text);
    if (status == CTR_OK) {
        lc_emit_whole(&x->emit, LC_REC_EVOLUTION, &e, text);
    }
    lc_stmt_done(st);
    return status;
}

static ctr_status export_earlier(struct lc_export *x, int64_t version_rid)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_stmt *st;
    bool row;

    if (x->op->store->schema < LC_SCHEMA_RUNS) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(x->op, LC_SQL_EXPORT_EARLIER, &st));
    lc_bind_int(st, 1, version_rid);
    for (;;) {
        struct lc_str text;
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        struct lc_mark mark = lc_arena_mark(&ctx->arena);
        const struct lc_rec_earlier e = {lc_col_text(ctx, st, 0), lc_col_int(st, 1)};
        int64_t size = lc_col_int(st, 2);
        enum lc_packing packing = lc_col_int(st, 3) == LC_PACK_ZLIB ? LC_PACK_ZLIB : LC_PACK_RAW;
        LC_TRY(lc_unpack_bytes(ctx, lc_col_view(st, 4), packing,
                               size < 0 ? SIZE_MAX / 2 : (size_t)size, &text));
        if (!e.version) {
            return CTR_E_NOMEM;
        }
        lc_emit_whole(&x->emit, LC_REC_EARLIER, &e, text);
        lc_arena_release(&ctx->arena, mark);
    }
}

static struct lc_rec_version read_version(struct lc_ctx *ctx, struct lc_stmt *st)
{
    struct lc_rec_version v = {
        .label = lc_col_text(ctx, st, 2),
        .state = (int32_t)lc_col_int(st, 3),
        .format = (int32_t)lc_col_int(st, 4),
        .revision = lc_col_int(st, 5),
        .document = sha_column(st, 6),
        .base = lc_col_text(ctx, st, 7),
        .superseded_by = lc_col_text(ctx, st, 8),
        .reason = lc_col_text(ctx, st, 9),
        .break_reason = lc_col_text(ctx, st, 10),
        .created_us = lc_col_int(st, 11),
        .created_by = lc_col_text(ctx, st, 12),
        .activated_us = lc_col_int(st, 13),
        .deprecated_us = lc_col_int(st, 14),
        .retired_us = lc_col_int(st, 15),
        .sunset_us = lc_col_int(st, 16),
    };
    struct lc_str id = lc_col_view(st, 1);
    if (id.len == sizeof v.id.bytes) {
        memcpy(v.id.bytes, id.ptr, id.len);
    }
    return v;
}

static ctr_status export_version(struct lc_export *x, struct lc_stmt *st)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    const struct lc_rec_version v = read_version(ctx, st);
    int64_t rid = lc_col_int(st, 0);

    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    lc_emit_open(&x->emit, LC_REC_VERSION, &v, false);
    LC_TRY(export_files(x, rid));
    if (v.base) {
        LC_TRY(export_evolution(x, rid));
        LC_TRY(export_earlier(x, rid));
    }
    lc_emit_close(&x->emit, LC_REC_VERSION);
    lc_arena_release(&ctx->arena, mark);
    return lc_export_step(x, "export");
}

static ctr_status export_versions(struct lc_export *x, int64_t contract_rid)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(x->op, LC_SQL_EXPORT_VERSION, &st));
    lc_bind_int(st, 1, contract_rid);
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        LC_TRY(export_version(x, st));
    }
}

static ctr_status export_parts(struct lc_export *x, int64_t consumer_rid)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(x->op, LC_SQL_CONSUMER_PARTS, &st));
    lc_bind_int(st, 1, consumer_rid);
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        lc_emit_whole(&x->emit, LC_REC_PART, NULL, lc_col_view(st, 0));
    }
}

static ctr_status export_consumer(struct lc_export *x, struct lc_stmt *st)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    const struct lc_rec_consumer k = {
        .name = lc_col_text(ctx, st, 1),
        .role = lc_col_text(ctx, st, 2),
        .pin = lc_col_text(ctx, st, 3),
        .follows = lc_col_text(ctx, st, 4),
        .revision = lc_col_int(st, 5),
        .created_us = lc_col_int(st, 6),
        .created_by = lc_col_text(ctx, st, 7),
    };
    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    lc_emit_open(&x->emit, LC_REC_CONSUMER, &k, false);
    LC_TRY(export_parts(x, lc_col_int(st, 0)));
    lc_emit_close(&x->emit, LC_REC_CONSUMER);
    lc_arena_release(&ctx->arena, mark);
    return lc_export_step(x, "export");
}

static ctr_status export_consumers(struct lc_export *x, int64_t contract_rid)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(x->op, LC_SQL_EXPORT_CONSUMER, &st));
    lc_bind_int(st, 1, contract_rid);
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        LC_TRY(export_consumer(x, st));
    }
}

static ctr_status export_contract(struct lc_export *x, struct lc_stmt *st)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    int64_t rid = lc_col_int(st, 0);
    const char *metadata = lc_col_text(ctx, st, 8);
    const struct lc_rec_contract c = {
        .team = lc_col_text(ctx, st, 1),
        .name = lc_col_text(ctx, st, 2),
        .type = (int32_t)lc_col_int(st, 3),
        .mode = (int32_t)lc_col_int(st, 4),
        .profile = (int32_t)lc_col_int(st, 5),
        .owner_role = lc_col_text(ctx, st, 6),
        .owner_agent = lc_col_text(ctx, st, 7),
        .created_us = lc_col_int(st, 9),
        .created_by = lc_col_text(ctx, st, 10),
    };
    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    lc_emit_open(&x->emit, LC_REC_CONTRACT, &c, false);
    if (strcmp(metadata, "{}") != 0) {
        lc_emit_whole(&x->emit, LC_REC_METADATA, NULL, lc_str(metadata));
    }
    LC_TRY(export_versions(x, rid));
    LC_TRY(export_consumers(x, rid));
    const struct lc_contract of = {.rid = rid, .team = c.team, .name = c.name};
    LC_TRY(lc_export_ledger(x, &of));
    lc_emit_close(&x->emit, LC_REC_CONTRACT);
    lc_arena_release(&ctx->arena, mark);
    return lc_export_step(x, "export");
}

static ctr_status export_contracts(struct lc_export *x)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(x->op, LC_SQL_EXPORT_CONTRACT, &st));
    lc_bind_text(st, 1, x->from);
    lc_bind_text(st, 2, x->to);
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        LC_TRY(export_contract(x, st));
    }
}

/* --- the whole --- */

static ctr_status team_is_there(struct lc_export *x)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(x->op, LC_SQL_CONTRACT_TEAM, &st));
    lc_bind_text(st, 1, x->from);
    lc_bind_text(st, 2, x->to);
    LC_TRY(lc_row(x->op, st, &row));
    lc_stmt_done(st);
    if (row) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(&x->op->ctx, CTR_E_NOT_FOUND,
                "team '%s' has no contract, so there is nothing to export", x->wish->team);
    lc_detail(&x->op->ctx, "team", x->wish->team);
    return status;
}

/* The range of keys that is wanted. */
static ctr_status choose(struct lc_export *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_contract c;

    if (x->wish->name) {
        LC_TRY(lc_contract_get(x->op, x->wish->team, x->wish->name, &c));
        x->contract_rid = c.rid;
        x->from = c.key;
        x->to = lc_format(ctx, "%s\x01", c.key); /* the key and nothing behind it */
        return x->to ? CTR_OK : CTR_E_NOMEM;
    }
    x->from = x->wish->team ? lc_contract_key(ctx, x->wish->team, "") : "";
    x->to = x->from ? lc_after_prefix(ctx, x->from) : NULL;
    if (!x->to) {
        return CTR_E_NOMEM;
    }
    return x->wish->team ? team_is_there(x) : CTR_OK;
}

/* How many records there will be; of a part of the store nobody knows before. */
static ctr_status count(struct lc_export *x)
{
    struct lc_stmt *st;

    if (!x->wish->team && x->op->ctx.progress) {
        LC_TRY(lc_sql(x->op, LC_SQL_EXPORT_COUNT, &st));
        LC_TRY(lc_step_row(&x->op->ctx, x->op->db, st));
        x->total = (uint64_t)lc_col_int(st, 0);
        lc_stmt_done(st);
    }
    return lc_progress(&x->op->ctx, "export", 0, x->total);
}

static ctr_status walk(struct lc_export *x)
{
    const struct lc_rec_root root = {LC_EXCHANGE_FORMAT};

    lc_emit_open(&x->emit, LC_REC_ROOT, &root, false);
    LC_TRY(lc_export_documents(x));
    LC_TRY(export_contracts(x));
    LC_TRY(lc_export_changes(x));
    LC_TRY(lc_export_disputes(x));
    LC_TRY(lc_export_timers(x));
    LC_TRY(lc_export_slos(x));
    LC_TRY(lc_export_stops(x));
    LC_TRY(lc_export_meetings(x));
    LC_TRY(lc_export_policies(x));
    LC_TRY(lc_export_builds(x));
    LC_TRY(lc_export_runs(x));
    LC_TRY(lc_export_journals(x));
    lc_emit_close(&x->emit, LC_REC_ROOT);
    return CTR_OK;
}

ctr_status lc_export_run(struct lc_op *op, const struct lc_export_wish *wish)
{
    struct lc_export x = {.op = op, .wish = wish};

    LC_TRY(choose(&x));
    LC_TRY(count(&x));
    if (wish->gzip) {
        LC_TRY(lc_gzip_writer_new(&op->ctx, wish->write, wish->user, &x.gzip));
    }
    lc_emit_begin(&x.emit, &op->ctx, wish->json, send, &x);
    ctr_status status = walk(&x);
    ctr_status end = lc_emit_end(&x.emit);
    status = status == CTR_OK ? end : status;
    if (status == CTR_OK && x.gzip) {
        status = lc_gzip_finish(&op->ctx, x.gzip);
    }
    lc_export_documents_end(&x);
    lc_gzip_writer_free(x.gzip);
    return status;
}
