/*
 * Cached statements: each text of the catalogue is prepared once per connection, at first use, and
 * kept. Binding is by pointer and explicit length; copies of columns go to the call's scratch
 * memory.
 */
#include "db/db.h"

#include <assert.h>
#include <stdio.h>

static ctr_status complain(struct lc_ctx *ctx, struct lc_db *db, int rc, const char *verb,
                           const char *name)
{
    char what[128];
    snprintf(what, sizeof what, "%s %s", verb, name);
    return lc_db_fail(ctx, db, rc, what);
}

static ctr_status prepare(struct lc_ctx *ctx, struct lc_db *db, struct lc_stmt *st,
                          const struct lc_sql_text *source)
{
    int rc = sqlite3_prepare_v3(db->handle, source->text, -1, SQLITE_PREPARE_PERSISTENT,
                                &st->handle, NULL);
    if (rc != SQLITE_OK) {
        return complain(ctx, db, rc, "prepare", source->name);
    }
    st->source = source;
    st->db = db;
    return CTR_OK;
}

ctr_status lc_stmt_get(struct lc_ctx *ctx, struct lc_db *db, int id, struct lc_stmt **out)
{
    assert(id >= 0 && (size_t)id < db->count);
    struct lc_stmt *st = &db->statements[id];

    *out = NULL;
    assert(!st->busy); /* a statement inside itself would lose its place */
    if (st->busy) {
        lc_stmt_done(st);
    }
    if (!st->handle) {
        LC_TRY(prepare(ctx, db, st, &db->catalogue[id]));
    }
    st->ctx = ctx;
    st->bind_error = SQLITE_OK;
    st->busy = true;
    db->busy++;
    *out = st;
    return CTR_OK;
}

void lc_stmt_done(struct lc_stmt *st)
{
    if (st->busy) {
        /* Repeats the error of the step, which was told already. That memory ran out under a column
         * shows here alone, and SQLite has then rolled the transaction back. */
        if (sqlite3_reset(st->handle) == SQLITE_NOMEM && !st->ctx->error) {
            lc_nomem(st->ctx);
        }
        sqlite3_clear_bindings(st->handle);
        st->busy = false;
        st->db->busy--;
    }
}

void lc_stmt_done_all(struct lc_db *db)
{
    for (size_t i = 0; i < db->count && db->busy; i++) {
        lc_stmt_done(&db->statements[i]);
    }
}

static void note_bind(struct lc_stmt *st, int rc)
{
    if (rc != SQLITE_OK && st->bind_error == SQLITE_OK) {
        st->bind_error = rc;
    }
}

void lc_bind_int(struct lc_stmt *st, int at, int64_t value)
{
    note_bind(st, sqlite3_bind_int64(st->handle, at, value));
}

void lc_bind_time(struct lc_stmt *st, int at, int64_t us)
{
    note_bind(st, us ? sqlite3_bind_int64(st->handle, at, us) : sqlite3_bind_null(st->handle, at));
}

void lc_bind_rid(struct lc_stmt *st, int at, int64_t rid)
{
    lc_bind_time(st, at, rid);
}

void lc_bind_str(struct lc_stmt *st, int at, struct lc_str text)
{
    note_bind(st,
              sqlite3_bind_text64(st->handle, at, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8));
}

void lc_bind_text(struct lc_stmt *st, int at, const char *text)
{
    lc_bind_str(st, at, lc_str(text));
}

void lc_bind_blob(struct lc_stmt *st, int at, const void *bytes, size_t size)
{
    note_bind(st, sqlite3_bind_blob64(st->handle, at, bytes, size, SQLITE_STATIC));
}

static ctr_status failed(struct lc_ctx *ctx, struct lc_db *db, struct lc_stmt *st, int rc)
{
    ctr_status status = complain(ctx, db, rc, "run", st->source->name);
    lc_stmt_done(st);
    return status;
}

ctr_status lc_step(struct lc_ctx *ctx, struct lc_db *db, struct lc_stmt *st, bool *row)
{
    *row = false;
    if (ctx->error) { /* what failed where nobody looked may have ended the transaction */
        lc_stmt_done(st);
        return ctr_error_status(ctx->error);
    }
    if (st->bind_error != SQLITE_OK) {
        return failed(ctx, db, st, st->bind_error);
    }
    int rc = sqlite3_step(st->handle);
    if (rc == SQLITE_ROW) {
        *row = true;
        return CTR_OK;
    }
    if (rc == SQLITE_DONE) {
        lc_stmt_done(st);
        return CTR_OK;
    }
    return failed(ctx, db, st, rc);
}

ctr_status lc_step_row(struct lc_ctx *ctx, struct lc_db *db, struct lc_stmt *st)
{
    bool row;
    LC_TRY(lc_step(ctx, db, st, &row));
    return row ? CTR_OK
               : lc_fail(ctx, CTR_E_CORRUPT,
                         "statement %s found no row where there must be one; keep a copy of the "
                         "file and restore a backup",
                         st->source->name);
}

ctr_status lc_step_done(struct lc_ctx *ctx, struct lc_db *db, struct lc_stmt *st, int64_t *changed)
{
    bool row;
    LC_TRY(lc_step(ctx, db, st, &row));
    if (row) {
        lc_stmt_done(st);
        return lc_fail(ctx, CTR_E_CORRUPT, "statement %s gave a row where there must be none",
                       st->source->name);
    }
    if (changed) {
        *changed = sqlite3_changes64(db->handle);
    }
    return CTR_OK;
}

int64_t lc_col_int(struct lc_stmt *st, int at)
{
    return sqlite3_column_int64(st->handle, at);
}

bool lc_col_null(struct lc_stmt *st, int at)
{
    return sqlite3_column_type(st->handle, at) == SQLITE_NULL;
}

struct lc_str lc_col_view(struct lc_stmt *st, int at)
{
    int type = sqlite3_column_type(st->handle, at);
    if (type == SQLITE_NULL) {
        return (struct lc_str){NULL, 0};
    }
    if (type == SQLITE_BLOB) {
        const void *bytes = sqlite3_column_blob(st->handle, at);
        int size = sqlite3_column_bytes(st->handle, at);
        return (struct lc_str){size ? bytes : "", (size_t)size};
    }
    const unsigned char *text = sqlite3_column_text(st->handle, at);
    return (struct lc_str){(const char *)text, (size_t)sqlite3_column_bytes(st->handle, at)};
}

/* A value that is not NULL and has no bytes: memory ran out while SQLite put it together. */
static struct lc_str copy(struct lc_ctx *ctx, struct lc_stmt *st, int at)
{
    if (sqlite3_column_type(st->handle, at) == SQLITE_NULL) {
        return (struct lc_str){NULL, 0};
    }
    struct lc_str view = lc_col_view(st, at);
    if (!view.ptr) {
        lc_nomem(ctx);
        return view;
    }
    char *own = lc_dup(ctx, view);
    return (struct lc_str){own, own ? view.len : 0};
}

const char *lc_col_text(struct lc_ctx *ctx, struct lc_stmt *st, int at)
{
    return copy(ctx, st, at).ptr;
}

struct lc_str lc_col_blob(struct lc_ctx *ctx, struct lc_stmt *st, int at)
{
    return copy(ctx, st, at);
}
