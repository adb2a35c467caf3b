/* Temporary folders and stores. */
#include "support/tmpstore.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BUFFERS = 8 };

static void make_in(struct tmpdir *dir, const char *base)
{
    snprintf(dir->path, sizeof dir->path, "%s/lc-test-XXXXXX", base);
    if (!mkdtemp(dir->path)) {
        perror(dir->path);
        abort();
    }
    char *real = realpath(dir->path, NULL);
    if (real) {
        snprintf(dir->path, sizeof dir->path, "%s", real);
        free(real);
    }
}

void tmpdir_make(struct tmpdir *dir)
{
    const char *base = getenv("TMPDIR");
    make_in(dir, base && *base ? base : "/tmp");
}

void tmpdir_make_fast(struct tmpdir *dir)
{
    if (access("/dev/shm", W_OK) == 0) {
        make_in(dir, "/dev/shm");
    } else {
        tmpdir_make(dir);
    }
}

static int drop(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    return remove(path);
}

void tmpdir_remove(const struct tmpdir *dir)
{
    nftw(dir->path, drop, 16, FTW_DEPTH | FTW_PHYS);
}

const char *tmpdir_file(const struct tmpdir *dir, const char *name)
{
    static char buffers[BUFFERS][2 * TMP_PATH];
    static int next;
    char *out = buffers[next++ % BUFFERS];
    snprintf(out, sizeof buffers[0], "%s/%s", dir->path, name);
    return out;
}

int tmpdir_count(const struct tmpdir *dir)
{
    int count = 0;
    DIR *d = opendir(dir->path);
    if (!d) {
        return -1;
    }
    for (struct dirent *e = readdir(d); e; e = readdir(d)) {
        count += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    }
    closedir(d);
    return count;
}

ctr_store_options tmpstore_options(uint32_t flags)
{
    ctr_store_options o = {.struct_size = sizeof o, .flags = flags};
    return o;
}

ctr_status tmpstore_open(const char *path, const ctr_store_options *options, ctr_store **out,
                         bool *created, ctr_error **err)
{
    const ctr_store_options standard = tmpstore_options(CTR_STORE_CREATE);
    struct lc_ctx ctx;
    bool made = false;

    *out = NULL;
    if (!options) {
        options = &standard;
    }
    ctr_status status = lc_ctx_begin(&ctx, options->allocator);
    if (status == CTR_OK) {
        status = lc_store_open(&ctx, path, options, out, &made);
    }
    if (created) {
        *created = made;
    }
    return lc_ctx_end(&ctx, status, err);
}

ctr_store *tmpstore_must(const char *path)
{
    ctr_store *store;
    ctr_error *err = NULL;
    if (tmpstore_open(path, NULL, &store, NULL, &err) != CTR_OK) {
        fprintf(stderr, "%s: %s\n", path, ctr_error_message(err));
        abort();
    }
    return store;
}

static ctr_status run_sql(ctr_store *store, const char *sql, ctr_error **err)
{
    struct lc_op op;
    ctr_status status = lc_op_begin(&op, store, LC_TXN_WRITE, NULL);
    if (status == CTR_OK) {
        status = lc_db_exec(&op.ctx, op.db, sql);
    }
    return lc_op_end(&op, status, err);
}

ctr_status tmpstore_prepare(ctr_store *store, ctr_error **err)
{
    return run_sql(store,
                   "CREATE TABLE IF NOT EXISTS t (k INTEGER PRIMARY KEY, v INTEGER, pad TEXT);"
                   "INSERT OR IGNORE INTO lc_contract VALUES"
                   " (1,'a/b','a','b',1,1,1,NULL,NULL,'{}',1,'x')",
                   err);
}

ctr_status tmpstore_set(ctr_store *store, int64_t k, int64_t v, ctr_error **err)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "INSERT OR REPLACE INTO t (k, v) VALUES (%lld, %lld);"
             "INSERT INTO lc_event SELECT coalesce(max(seq), 0) + 1, 1, 1, 'k', 's', 'a', '{}',"
             " zeroblob(32) FROM lc_event",
             (long long)k, (long long)v);
    return run_sql(store, sql, err);
}

ctr_status tmpstore_bump(ctr_store *store, int64_t k, ctr_error **err)
{
    struct lc_op op;
    char sql[256];
    int64_t v = 0;

    ctr_status status = lc_op_begin(&op, store, LC_TXN_WRITE, NULL);
    if (status == CTR_OK) {
        snprintf(sql, sizeof sql, "SELECT v FROM t WHERE k = %lld", (long long)k);
        status = lc_db_int(&op.ctx, op.db, sql, &v);
    }
    if (status == CTR_OK) {
        snprintf(sql, sizeof sql, "UPDATE t SET v = %lld WHERE k = %lld", (long long)v + 1,
                 (long long)k);
        status = lc_db_exec(&op.ctx, op.db, sql);
    }
    return lc_op_end(&op, status, err);
}

static sqlite3 *open_raw(const char *path)
{
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        sqlite3_close(db);
        return NULL;
    }
    sqlite3_busy_timeout(db, 5000);
    sqlite3_wal_autocheckpoint(db, 0);
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    return db;
}

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = NULL;
    int64_t value = -1;

    if (db && sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW) {
        value = sqlite3_column_int64(st, 0);
    }
    sqlite3_finalize(st);
    return value;
}

int64_t tmpstore_ask(const char *path, const char *sql)
{
    sqlite3 *db = open_raw(path);
    int64_t value = ask(db, sql);
    sqlite3_close(db);
    return value;
}

static void integrity(sqlite3 *db, char *text, size_t size)
{
    sqlite3_stmt *st = NULL;

    snprintf(text, size, "cannot open");
    if (db && sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW) {
        snprintf(text, size, "%s", (const char *)sqlite3_column_text(st, 0));
    } else if (db) {
        snprintf(text, size, "%s", sqlite3_errmsg(db));
    }
    sqlite3_finalize(st);
}

const char *tmpstore_integrity(const char *path)
{
    static char text[256];
    sqlite3 *db = open_raw(path);

    integrity(db, text, sizeof text);
    sqlite3_close(db);
    return text;
}

void tmpstore_look(const char *path, struct tmpstore_view *out)
{
    sqlite3 *db = open_raw(path);

    integrity(db, out->integrity, sizeof out->integrity);
    out->value = ask(db, "SELECT coalesce(max(v), 0) FROM t");
    out->events = ask(db, "SELECT count(*) FROM lc_event");
    sqlite3_close(db);
}
