/*
 * Creation and migration. The schema's number is read under the write lock, and moves in the same
 * transaction as the tables.
 */
#include "core/migrate.h"

#include "core/backup.h"
#include "core/catalogue.h"
#include "core/op.h"
#include "core/schema.h"

#include <stdio.h>

const struct lc_plan lc_plan_own = {lc_schema_steps, LC_SCHEMA, LC_SCHEMA_REBUILDS};

enum { MAX_PRAGMA = 64, MAX_NUMBER = 24 };

static ctr_status set_number(struct lc_ctx *ctx, struct lc_db *db, const char *pragma,
                             int64_t value)
{
    char sql[MAX_PRAGMA];
    snprintf(sql, sizeof sql, "PRAGMA %s=%lld", pragma, (long long)value);
    return lc_db_exec(ctx, db, sql);
}

static ctr_status set_meta(struct lc_ctx *ctx, struct lc_db *db, const char *key, const char *value)
{
    struct lc_stmt *st;
    LC_TRY(lc_stmt_get(ctx, db, LC_SQL_META_SET, &st));
    lc_bind_text(st, 1, key);
    lc_bind_text(st, 2, value);
    return lc_step_done(ctx, db, st, NULL);
}

static ctr_status set_meta_int(struct lc_ctx *ctx, struct lc_db *db, const char *key, int64_t value)
{
    char text[MAX_NUMBER];
    snprintf(text, sizeof text, "%lld", (long long)value);
    return set_meta(ctx, db, key, text);
}

/* Scratch copy; NULL without an error if there is no such key. */
static ctr_status get_meta(struct lc_ctx *ctx, struct lc_db *db, const char *key, const char **out)
{
    struct lc_stmt *st;
    bool row;

    *out = NULL;
    LC_TRY(lc_stmt_get(ctx, db, LC_SQL_META_GET, &st));
    lc_bind_text(st, 1, key);
    LC_TRY(lc_step(ctx, db, st, &row));
    if (row) {
        *out = lc_col_text(ctx, st, 0);
        lc_stmt_done(st);
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status too_new(struct lc_ctx *ctx, const ctr_store *store, int64_t schema,
                          int64_t wanted)
{
    ctr_status status = lc_fail(ctx, CTR_E_NEWER,
                                "'%s' has schema %lld, written by a newer library; this one knows "
                                "schema %lld; use the newer one",
                                store->path, (long long)schema, (long long)wanted);
    lc_detail(ctx, "path", store->path);
    lc_detail_int(ctx, "wanted", wanted);
    return status;
}

/* Steps from..to, in the open transaction. */
static ctr_status run_steps(struct lc_ctx *ctx, struct lc_db *db, const struct lc_plan *plan,
                            int64_t from, int64_t to)
{
    for (int64_t i = from; i < to; i++) {
        LC_TRY(lc_db_exec(ctx, db, plan->steps[i]));
        if (plan->rebuilds >> i & 1) {
            LC_TRY(set_meta_int(ctx, db, "min_reader", i + 1));
        }
    }
    return set_number(ctx, db, "user_version", to);
}

static ctr_status end_txn(struct lc_ctx *ctx, struct lc_db *db, ctr_status status)
{
    lc_stmt_done_all(db);
    if (status == CTR_OK) {
        status = lc_db_commit(ctx, db);
    }
    if (status != CTR_OK) {
        lc_db_rollback(db);
    }
    return status;
}

static ctr_status build(struct lc_ctx *ctx, ctr_store *store, const struct lc_plan *plan)
{
    struct lc_db *db = &store->db;
    int64_t now;
    struct lc_uuid id;

    LC_TRY(lc_store_now(ctx, store, &now));
    LC_TRY(lc_uuid_next(ctx, &store->uuids, now, &id));
    lc_uuid_format(&id, store->uuid);
    LC_TRY(set_number(ctx, db, "application_id", LC_APPLICATION_ID));
    LC_TRY(run_steps(ctx, db, plan, 0, plan->count));
    LC_TRY(set_meta(ctx, db, "uuid", store->uuid));
    LC_TRY(set_meta_int(ctx, db, "created_us", now));
    return set_meta_int(ctx, db, "min_reader", 1);
}

ctr_status lc_migrate_create(struct lc_ctx *ctx, ctr_store *store, const struct lc_plan *plan,
                             bool *created)
{
    struct lc_db *db = &store->db;
    int64_t schema = 0;
    int64_t tables = 0;

    *created = false;
    LC_TRY(lc_db_exec(ctx, db, "PRAGMA page_size=4096;PRAGMA auto_vacuum=NONE"));
    LC_TRY(lc_db_begin(ctx, db, LC_TXN_WRITE));
    ctr_status status = lc_db_user_version(ctx, db, &schema);
    if (status == CTR_OK) {
        status = lc_db_int(ctx, db, "SELECT count(*) FROM sqlite_schema", &tables);
    }
    if (status == CTR_OK && schema == 0 && tables == 0) {
        status = build(ctx, store, plan);
        *created = status == CTR_OK;
    }
    status = end_txn(ctx, db, status);
    *created = *created && status == CTR_OK;
    LC_TRY(status);
    return store->file ? lc_db_set_wal(ctx, db) : CTR_OK;
}

/* BEGIN IMMEDIATE, look, do the steps that are left; those in `only` at most. */
static ctr_status step_up(struct lc_ctx *ctx, ctr_store *store, const struct lc_plan *plan,
                          int64_t to)
{
    struct lc_db *db = &store->db;
    int64_t schema = 0;

    LC_TRY(lc_db_begin(ctx, db, LC_TXN_WRITE));
    ctr_status status = lc_db_user_version(ctx, db, &schema);
    if (status == CTR_OK && schema > plan->count) {
        status = too_new(ctx, store, schema, plan->count);
    } else if (status == CTR_OK && schema < to) {
        status = run_steps(ctx, db, plan, schema, to);
        schema = to;
    }
    LC_TRY(end_txn(ctx, db, status));
    store->schema = schema;
    return CTR_OK;
}

/* The last step that can be done from `from` without rewriting anything. */
static int64_t additive_end(const struct lc_plan *plan, int64_t from)
{
    while (from < plan->count && !(plan->rebuilds >> from & 1)) {
        from++;
    }
    return from;
}

static ctr_status under_turnstile(struct lc_ctx *ctx, ctr_store *store, const struct lc_plan *plan,
                                  int64_t to)
{
    LC_TRY(lc_turnstile_enter(ctx, &store->turnstile, store->deadline_ms));
    ctr_status status = step_up(ctx, store, plan, to);
    lc_turnstile_leave(&store->turnstile);
    return status;
}

static ctr_status read_identity(struct lc_ctx *ctx, ctr_store *store)
{
    const char *uuid;
    struct lc_uuid id;

    LC_TRY(get_meta(ctx, &store->db, "uuid", &uuid));
    if (!uuid || !lc_uuid_parse(lc_str(uuid), &id)) {
        ctr_status status =
            lc_fail(ctx, CTR_E_CORRUPT,
                    "'%s' has no valid store uuid; keep a copy of the file and restore a backup",
                    store->path);
        lc_detail(ctx, "path", store->path);
        return status;
    }
    lc_uuid_format(&id, store->uuid);
    return CTR_OK;
}

/* A newer file may be read as long as it says so. */
static ctr_status check_newer(struct lc_ctx *ctx, ctr_store *store, const struct lc_plan *plan)
{
    const char *text;
    char own[MAX_NUMBER];

    if (!(store->flags & CTR_STORE_READONLY)) {
        return too_new(ctx, store, store->schema, plan->count);
    }
    LC_TRY(get_meta(ctx, &store->db, "min_reader", &text));
    snprintf(own, sizeof own, "%lld", (long long)plan->count);
    bool older = text && (strlen(text) < strlen(own) ||
                          (strlen(text) == strlen(own) && strcmp(text, own) <= 0));
    return older ? CTR_OK : too_new(ctx, store, store->schema, plan->count);
}

ctr_status lc_migrate_open(struct lc_ctx *ctx, ctr_store *store, const struct lc_plan *plan)
{
    LC_TRY(lc_db_user_version(ctx, &store->db, &store->schema));
    if (store->schema == 0) {
        ctr_status status =
            lc_fail(ctx, CTR_E_NOT_OURS,
                    "'%s' is empty: its creation was never finished; create it again", store->path);
        lc_detail(ctx, "path", store->path);
        return status;
    }
    if (store->schema > plan->count) {
        LC_TRY(check_newer(ctx, store, plan));
    }
    int64_t end = additive_end(plan, store->schema);
    if (end > store->schema && !(store->flags & CTR_STORE_READONLY)) {
        LC_TRY(under_turnstile(ctx, store, plan, end));
    }
    return read_identity(ctx, store);
}

static ctr_status snapshot(struct lc_ctx *ctx, ctr_store *store)
{
    if (!store->file) {
        return CTR_OK;
    }
    char *path = lc_format(ctx, "%s-schema%lld.backup", store->file, (long long)store->schema);
    if (!path) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_store_backup(ctx, store, path));
    lc_store_log(store, LC_LOG_INFO, "kept a copy of schema %lld as '%s'", (long long)store->schema,
                 path);
    return CTR_OK;
}

/* Under the turnstile nobody writes between the snapshot and the step. */
static ctr_status rise(struct lc_ctx *ctx, ctr_store *store, const struct lc_plan *plan)
{
    while (store->schema < plan->count) {
        int64_t to = additive_end(plan, store->schema);
        if (to == store->schema) {
            LC_TRY(snapshot(ctx, store));
            to = store->schema + 1;
        }
        LC_TRY(step_up(ctx, store, plan, to));
    }
    return CTR_OK;
}

ctr_status lc_migrate_all(struct lc_ctx *ctx, ctr_store *store, const struct lc_plan *plan,
                          int64_t *from, int64_t *to)
{
    LC_TRY(lc_db_user_version(ctx, &store->db, &store->schema));
    *from = store->schema;
    *to = store->schema;
    if (store->schema == plan->count) {
        return CTR_OK;
    }
    if (store->flags & CTR_STORE_READONLY) {
        return lc_fail(ctx, CTR_E_READONLY, "'%s' was opened read-only and cannot be migrated",
                       store->path);
    }
    LC_TRY(lc_turnstile_enter(ctx, &store->turnstile, store->deadline_ms));
    ctr_status status = store->schema > plan->count
                            ? too_new(ctx, store, store->schema, plan->count)
                            : rise(ctx, store, plan);
    lc_turnstile_leave(&store->turnstile);
    lc_cache_clear(&store->cache);
    *to = store->schema;
    return status;
}

ctr_status lc_store_migrate(ctr_store *store, int64_t *from, int64_t *to, ctr_error **err)
{
    struct lc_op op;
    int64_t before = 0;
    int64_t after = 0;

    ctr_status status = lc_op_open(&op, store, NULL);
    if (status == CTR_OK) {
        status = lc_op_lock(&op);
    }
    if (status == CTR_OK) {
        status = lc_migrate_all(&op.ctx, store, &lc_plan_own, &before, &after);
    }
    if (from) {
        *from = before;
    }
    if (to) {
        *to = after;
    }
    return lc_op_end(&op, status, err);
}
