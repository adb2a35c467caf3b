/*
 * Journals of an export: our own under the store's uuid, imported ones under theirs, by uuid. An
 * event carries the hash before it, because the one before may be about something else and be left
 * out.
 */
#include "exchange/export.h"

static void take_hash(struct lc_stmt *st, int at, struct lc_sha256 *out)
{
    struct lc_str view = lc_col_view(st, at);

    memset(out->bytes, 0, LC_SHA256_BYTES); /* before the first event: zeros */
    if (view.len == LC_SHA256_BYTES) {
        memcpy(out->bytes, view.ptr, LC_SHA256_BYTES);
    }
}

static ctr_status export_event(struct lc_export *x, struct lc_stmt *st)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    struct lc_rec_event e = {
        .seq = lc_col_int(st, 0),
        .at_us = lc_col_int(st, 1),
        .kind = lc_col_text(ctx, st, 2),
        .subject = lc_col_text(ctx, st, 3),
        .actor = lc_col_text(ctx, st, 4),
    };
    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    take_hash(st, 6, &e.hash);
    take_hash(st, 7, &e.previous);
    lc_emit_whole(&x->emit, LC_REC_EVENT, &e, lc_col_view(st, 5));
    lc_arena_release(&ctx->arena, mark);
    return lc_export_step(x, "export");
}

/* One journal; nothing at all if it has no event that is wanted. */
static ctr_status export_journal(struct lc_export *x, const struct lc_uuid *uuid, int64_t origin)
{
    const struct lc_rec_journal journal = {*uuid};
    enum lc_sql_id id =
        origin
            ? (x->contract_rid ? LC_SQL_EXPORT_ORIGIN_EVENT_CONTRACT : LC_SQL_EXPORT_ORIGIN_EVENT)
            : (x->contract_rid ? LC_SQL_EXPORT_EVENT_CONTRACT : LC_SQL_EXPORT_EVENT);
    struct lc_stmt *st;
    bool begun = false;
    bool row;

    LC_TRY(lc_sql(x->op, id, &st));
    lc_export_bind(x, st);
    if (origin) {
        lc_bind_int(st, 3, origin);
    }
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            break;
        }
        if (!begun) {
            lc_emit_open(&x->emit, LC_REC_JOURNAL, &journal, false);
            begun = true;
        }
        LC_TRY(export_event(x, st));
    }
    if (begun) {
        lc_emit_close(&x->emit, LC_REC_JOURNAL);
    }
    return CTR_OK;
}

/* The imported journal behind `after`; rid 0 if there is none. */
static ctr_status next_origin(struct lc_export *x, const char *after, char uuid[LC_UUID_TEXT],
                              int64_t *rid)
{
    struct lc_stmt *st;
    bool row;

    *rid = 0;
    LC_TRY(lc_sql(x->op, LC_SQL_EXPORT_ORIGIN, &st));
    lc_bind_text(st, 1, after);
    LC_TRY(lc_row(x->op, st, &row));
    if (row) {
        struct lc_str text = lc_col_view(st, 1);
        if (text.len != LC_UUID_TEXT - 1) {
            return lc_fail(&x->op->ctx, CTR_E_CORRUPT, "an imported journal has no UUID");
        }
        *rid = lc_col_int(st, 0);
        memcpy(uuid, text.ptr, text.len);
        uuid[text.len] = '\0';
    }
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_export_journals(struct lc_export *x)
{
    const char *own = x->op->store->uuid;
    char after[LC_UUID_TEXT] = "";
    bool own_done = false;

    for (;;) {
        char uuid[LC_UUID_TEXT];
        struct lc_uuid id;
        int64_t rid;
        LC_TRY(next_origin(x, after, uuid, &rid));
        if (!own_done && (!rid || strcmp(own, uuid) < 0)) {
            own_done = true;
            if (lc_uuid_parse(lc_str(own), &id)) {
                LC_TRY(export_journal(x, &id, 0));
            }
        }
        if (!rid) {
            return CTR_OK;
        }
        if (!lc_uuid_parse(lc_str(uuid), &id)) {
            return lc_fail(&x->op->ctx, CTR_E_CORRUPT, "'%s' is no UUID of a journal", uuid);
        }
        LC_TRY(export_journal(x, &id, rid));
        memcpy(after, uuid, sizeof after);
    }
}
