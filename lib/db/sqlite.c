/*
 * Opening SQLite: flags, limits, hardening, pragmas, and the two handlers that make a statement
 * stop (cancelled) or wait (a foreign program holds a lock). Nothing process-wide is configured.
 */
#include "db/db.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

enum {
    OLDEST_SQLITE = 3037000, /* STRICT tables */
    STEPS_PER_POLL = 4000,   /* of SQLite's machine, between two looks at the cancel flag */
    WAL_FILE_BYTES = 64 << 20,
    CACHE_KIB = 2048,
    FOREIGN_WAIT_MS = 100 /* before an op sets its own */
};

static const struct {
    int limit;
    int value;
} limits[] = {
    {SQLITE_LIMIT_LENGTH, 1000000000},
    {SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
    {SQLITE_LIMIT_COLUMN, 200},
    {SQLITE_LIMIT_EXPR_DEPTH, 100},
    {SQLITE_LIMIT_COMPOUND_SELECT, 50},
    {SQLITE_LIMIT_VDBE_OP, 250000},
    {SQLITE_LIMIT_FUNCTION_ARG, 32},
    {SQLITE_LIMIT_ATTACHED, 1}, /* VACUUM INTO */
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 100},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

static const struct {
    int option;
    int value;
} hardening[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},          {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, /* only our own checkpoints: doc/storage.md */
};

static int64_t monotonic_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static bool cancelled(const struct lc_db *db)
{
    return db->cancel && atomic_load_explicit(db->cancel, memory_order_relaxed);
}

static int on_progress(void *user)
{
    struct lc_db *db = user;
    return !db->finishing && cancelled(db);
}

/* How long to sleep at the n-th look at a lock that is held. */
static int64_t pause_us(int count)
{
    static const int64_t ladder[] = {100, 200, 500, 1000, 2000, 5000};
    int last = (int)(sizeof ladder / sizeof ladder[0]) - 1;
    return ladder[count < last ? count : last];
}

static int on_busy(void *user, int count)
{
    struct lc_db *db = user;
    int64_t now = monotonic_us();

    if (db->checkpointing) {
        /* Refused the write lock, SQLite would go on as PASSIVE; interrupted, it copies nothing. */
        sqlite3_interrupt(db->handle);
        return 0;
    }
    if (count == 0) {
        db->busy_since_us = now;
    }
    int64_t left = (int64_t)db->busy_ms * 1000 - (now - db->busy_since_us);
    if (left <= 0 || cancelled(db)) {
        return 0;
    }
    int64_t us = pause_us(count) < left ? pause_us(count) : left;
    const struct timespec nap = {us / 1000000, us % 1000000 * 1000};
    nanosleep(&nap, NULL);
    return 1;
}

static int on_wal(void *user, sqlite3 *handle, const char *schema, int pages)
{
    struct lc_db *db = user;
    (void)handle;
    (void)schema;
    db->wal_pages = pages;
    return SQLITE_OK;
}

ctr_status lc_db_check_library(struct lc_ctx *ctx)
{
    int version = sqlite3_libversion_number();
    if (version < OLDEST_SQLITE) {
        return lc_fail(ctx, CTR_E_UNSUPPORTED, "the linked SQLite is %s, wanted 3.37.0 or newer",
                       sqlite3_libversion());
    }
    if (!sqlite3_threadsafe()) {
        return lc_fail(ctx, CTR_E_UNSUPPORTED,
                       "the linked SQLite %s is built for one thread, wanted a thread-safe one",
                       sqlite3_libversion());
    }
    return CTR_OK;
}

bool lc_db_sqlite_affected(int version)
{
    bool fixed = version >= 3051003 || (version >= 3050007 && version < 3051000) ||
                 (version >= 3044006 && version < 3045000);
    return version >= 3007000 && !fixed;
}

/* Everything but unreserved characters and '/' as %XX, so that '?', '#' and '%' are part of it. */
static char *add_encoded(char *to, const char *path)
{
    static const char digits[] = "0123456789ABCDEF";

    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '/' || c == '.' || c == '_' || c == '-' || c == '~';
        if (plain) {
            *to++ = (char)c;
        } else {
            *to++ = '%';
            *to++ = digits[c >> 4];
            *to++ = digits[c & 15];
        }
    }
    *to = '\0';
    return to;
}

/* "file:PATH?NAME=VALUE"; value may be NULL for 1. */
static char *make_uri(struct lc_ctx *ctx, const char *path, const char *name, const char *value)
{
    size_t size = 3 * (strlen(path) + (value ? strlen(value) : 0)) + strlen(name) + 16;
    char *uri = lc_new(ctx, size, 1);
    if (!uri) {
        return NULL;
    }
    char *at = add_encoded(stpcpy(uri, "file:"), path);
    *at++ = '?';
    at = stpcpy(stpcpy(at, name), "=");
    add_encoded(at, value ? value : "1");
    return uri;
}

static ctr_status open_handle(struct lc_ctx *ctx, const char *filename,
                              const struct lc_db_options *o, struct lc_db *db)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW;
    const char *name = filename;

    flags |= o->read_only || o->immutable ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (o->in_memory) {
        name = ":memory:";
        flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE |
                SQLITE_OPEN_MEMORY;
    } else if (o->immutable || (o->create && o->mode_of)) {
        flags |= SQLITE_OPEN_URI;
        name = o->immutable ? make_uri(ctx, filename, "immutable", NULL)
                            : make_uri(ctx, filename, "modeof", o->mode_of);
    }
    if (!name) {
        return CTR_E_NOMEM;
    }
    flags |= o->create ? SQLITE_OPEN_CREATE : 0;
    int rc = sqlite3_open_v2(name, &db->handle, flags, NULL);
    if (rc == SQLITE_OK) {
        return CTR_OK;
    }
    char *what = lc_format(ctx, "open '%s'", o->in_memory ? name : filename);
    return what ? lc_db_fail(ctx, db, rc, what) : CTR_E_NOMEM;
}

static ctr_status harden(struct lc_ctx *ctx, struct lc_db *db)
{
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        sqlite3_limit(db->handle, limits[i].limit, limits[i].value);
    }
    for (size_t i = 0; i < sizeof hardening / sizeof hardening[0]; i++) {
        int now = -1;
        int rc = sqlite3_db_config(db->handle, hardening[i].option, hardening[i].value, &now);
        if (rc != SQLITE_OK && hardening[i].option != SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION) {
            return lc_db_fail(ctx, db, rc, "harden the connection");
        }
    }
    sqlite3_wal_autocheckpoint(db->handle, 0);
    sqlite3_wal_hook(db->handle, on_wal, db);
    sqlite3_busy_handler(db->handle, on_busy, db);
    if (db->cancel) {
        sqlite3_progress_handler(db->handle, STEPS_PER_POLL, on_progress, db);
    }
    return CTR_OK;
}

ctr_status lc_db_open(struct lc_ctx *ctx, const char *filename, const struct lc_db_options *options,
                      const struct lc_sql_text *catalogue, size_t count, struct lc_db *out)
{
    *out = (struct lc_db){.alloc = options->alloc,
                          .cancel = options->cancel,
                          .catalogue = catalogue,
                          .count = count,
                          .busy_ms = FOREIGN_WAIT_MS,
                          .full_sync = options->full_sync,
                          .query_only =
                              options->query_only || options->read_only || options->immutable};
    if (count) {
        out->statements = lc_alloc(out->alloc, count * sizeof *out->statements);
        if (!out->statements) {
            return lc_nomem(ctx);
        }
        memset(out->statements, 0, count * sizeof *out->statements);
    }
    ctr_status status = open_handle(ctx, filename, options, out);
    if (status == CTR_OK) {
        status = harden(ctx, out);
    }
    if (status != CTR_OK) {
        lc_db_close(out, false);
    }
    return status;
}

ctr_status lc_db_configure(struct lc_ctx *ctx, struct lc_db *db)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "PRAGMA foreign_keys=ON;PRAGMA recursive_triggers=OFF;PRAGMA cell_size_check=ON;"
             "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=0;PRAGMA secure_delete=OFF;"
             "PRAGMA cache_size=-%d;PRAGMA journal_size_limit=%d;PRAGMA synchronous=%s;"
             "PRAGMA query_only=%s",
             CACHE_KIB, WAL_FILE_BYTES, db->full_sync ? "FULL" : "NORMAL",
             db->query_only ? "ON" : "OFF");
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return lc_db_fail(ctx, db, rc, "set up the connection");
}

void lc_db_close(struct lc_db *db, bool tidy)
{
    for (size_t i = 0; db->statements && i < db->count; i++) {
        sqlite3_finalize(db->statements[i].handle);
    }
    for (int i = 0; i < LC_VERB_COUNT; i++) {
        sqlite3_finalize(db->verbs[i]);
    }
    if (tidy) {
        sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    }
    sqlite3_close(db->handle);
    lc_release(db->alloc, db->statements);
    *db = (struct lc_db){0};
}

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

ctr_status lc_db_header(struct lc_ctx *ctx, struct lc_db *db, struct lc_db_header *out)
{
    unsigned char h[100];
    sqlite3_file *file = NULL;

    *out = (struct lc_db_header){0};
    int rc = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (rc == SQLITE_OK && file && file->pMethods) {
        rc = file->pMethods->xRead(file, h, sizeof h, 0);
    }
    if (rc == SQLITE_IOERR_SHORT_READ) {
        return CTR_OK;
    }
    LC_TRY(lc_db_fail(ctx, db, rc, "read the head of the file"));
    out->valid = memcmp(h, "SQLite format 3", 16) == 0;
    out->wal = h[18] == 2;
    out->user_version = big_endian(h + 60);
    out->application_id = big_endian(h + 68);
    uint32_t page = (uint32_t)h[16] << 8 | h[17];
    if (memcmp(h + 24, h + 92, 4) == 0) { /* the page count is of the last change */
        out->bytes = (int64_t)(page == 1 ? 65536 : page) * big_endian(h + 28);
    }
    return CTR_OK;
}

bool lc_db_read_only(const struct lc_db *db)
{
    return sqlite3_db_readonly(db->handle, "main") != 0;
}

bool lc_db_moved(struct lc_db *db)
{
    int moved = 0;
    int rc = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return rc == SQLITE_OK && moved;
}

ctr_status lc_db_exec(struct lc_ctx *ctx, struct lc_db *db, const char *sql)
{
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    if (rc == SQLITE_OK) {
        return CTR_OK;
    }
    char what[64];
    snprintf(what, sizeof what, "run \"%.40s\"", sql);
    return lc_db_fail(ctx, db, rc, what);
}

/* One row, one column; a copy of its text goes to scratch memory. */
static ctr_status one_value(struct lc_ctx *ctx, struct lc_db *db, const char *sql, int64_t *number,
                            const char **text)
{
    sqlite3_stmt *st = NULL;
    char what[64];
    ctr_status status = CTR_OK;

    snprintf(what, sizeof what, "read \"%.40s\"", sql);
    int rc = sqlite3_prepare_v2(db->handle, sql, -1, &st, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(st);
    }
    if (rc == SQLITE_ROW && number) {
        *number = sqlite3_column_int64(st, 0);
    }
    if (rc == SQLITE_ROW && text) {
        const char *at = (const char *)sqlite3_column_text(st, 0);
        *text = at ? lc_dup_c(ctx, at) : NULL;
        status = *text ? CTR_OK : lc_nomem(ctx);
    }
    if (rc == SQLITE_DONE) {
        status = lc_fail(ctx, CTR_E_CORRUPT, "cannot %s: no answer", what);
    } else if (rc != SQLITE_ROW) {
        status = lc_db_fail(ctx, db, rc, what);
    }
    rc = sqlite3_finalize(st); /* what a pragma changes is only written now */
    return status == CTR_OK ? lc_db_fail(ctx, db, rc, what) : status;
}

ctr_status lc_db_int(struct lc_ctx *ctx, struct lc_db *db, const char *sql, int64_t *out)
{
    *out = 0;
    return one_value(ctx, db, sql, out, NULL);
}

ctr_status lc_db_text(struct lc_ctx *ctx, struct lc_db *db, const char *sql, const char **out)
{
    *out = NULL;
    return one_value(ctx, db, sql, NULL, out);
}

ctr_status lc_db_set_wal(struct lc_ctx *ctx, struct lc_db *db)
{
    const char *mode;
    LC_TRY(lc_db_text(ctx, db, "PRAGMA journal_mode", &mode));
    if (strcmp(mode, "wal") != 0) {
        LC_TRY(lc_db_text(ctx, db, "PRAGMA journal_mode=WAL", &mode));
    }
    return strcmp(mode, "wal") == 0
               ? CTR_OK
               : lc_fail(ctx, CTR_E_UNSUPPORTED,
                         "the file system cannot keep a write-ahead log (journal mode stays %s); "
                         "put the store on a local disk",
                         mode);
}
