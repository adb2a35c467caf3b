/*
 * The WAL-reset race of SQLite 3.7.0 to 3.51.2, driven deterministically through our own store: a
 * checkpointer reads the log's head, another connection commits (and so begins the log anew), and
 * the checkpointer copies. A hook in the checkpointer's xUnfetch, which SQLite calls between the
 * two, lets the other commit exactly there.
 *
 * PASSIVE loses acknowledged commits on an affected SQLite, and integrity_check says ok. The mode
 * the library uses never does: it holds the write lock, or copies nothing.
 */
#include "support/tmpstore.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ROWS = 400, CHANGED = 100, LATER = 29 };

/* One test at a time: the hook has no place for a pointer of its own. */
static struct {
    sqlite3_io_methods methods;
    int (*unfetch)(sqlite3_file *, sqlite3_int64, void *);
    ctr_store *writer;
    bool armed;
    bool ran;
    ctr_status committed;
} hook;

struct outcome {
    int64_t acknowledged; /* commits that succeeded */
    int64_t there;        /* of them in the file at the end */
    ctr_status inside;    /* of the commit in the middle of the checkpoint */
    bool ran;
};

static ctr_status run(ctr_store *store, const char *sql)
{
    struct lc_ctx ctx;
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK) {
        status = lc_db_exec(&ctx, &store->db, sql);
    }
    return lc_ctx_end(&ctx, status, NULL);
}

static void must(ctr_store *store, const char *sql)
{
    assert_int_equal(run(store, sql), CTR_OK);
}

/* A commit by a program that knows nothing of the turnstile. */
static int on_unfetch(sqlite3_file *file, sqlite3_int64 offset, void *at)
{
    if (hook.armed) {
        hook.armed = false;
        hook.ran = true;
        hook.committed = run(hook.writer, "UPDATE w SET v = 1 WHERE i = 1");
    }
    return hook.unfetch(file, offset, at);
}

static void set_hook(ctr_store *checkpointer, ctr_store *writer)
{
    sqlite3_file *file = NULL;
    int rc =
        sqlite3_file_control(checkpointer->db.handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    assert_int_equal(rc, SQLITE_OK);
    hook.methods = *file->pMethods;
    hook.unfetch = hook.methods.xUnfetch;
    hook.methods.xUnfetch = on_unfetch;
    file->pMethods = &hook.methods;
    hook.writer = writer;
    hook.armed = false;
    hook.ran = false;
    hook.committed = CTR_OK;
}

static bool checkpoint(ctr_store *store, int mode)
{
    struct lc_ctx ctx;
    bool busy = false;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_turnstile_enter(&ctx, &store->turnstile, 1000), CTR_OK);
    assert_int_equal(lc_store_checkpoint(&ctx, store, mode, &busy), CTR_OK);
    lc_turnstile_leave(&store->turnstile);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return busy;
}

static void fill(ctr_store *store)
{
    must(store, "CREATE TABLE w (i INTEGER PRIMARY KEY, v INTEGER, pad TEXT);"
                "WITH RECURSIVE x (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x WHERE i < 400)"
                " INSERT INTO w SELECT i, 0, hex(zeroblob(1000)) FROM x");
}

static struct outcome race(int mode)
{
    struct tmpdir dir;
    struct outcome out = {0};
    char sql[64];

    tmpdir_make(&dir);
    const char *path = tmpdir_file(&dir, "w.db");
    ctr_store *a = tmpstore_must(path);
    ctr_store *b = tmpstore_must(path);
    b->db.busy_ms = 0;
    fill(b);
    must(a, "SELECT count(*) FROM w");
    assert_false(checkpoint(b, SQLITE_CHECKPOINT_TRUNCATE));
    set_hook(a, b);
    must(b, "UPDATE w SET pad = hex(zeroblob(999)) WHERE i <= 100");
    assert_false(checkpoint(b, SQLITE_CHECKPOINT_PASSIVE)); /* all copied: the next commit resets */
    hook.armed = true;
    checkpoint(a, mode);
    out.ran = hook.ran;
    out.inside = hook.committed;
    for (int i = 1; i <= LATER; i++) {
        snprintf(sql, sizeof sql, "UPDATE w SET v = 1 WHERE i = %d", i * 4);
        must(b, sql);
    }
    out.acknowledged = LATER + (out.ran && out.inside == CTR_OK);
    checkpoint(b, SQLITE_CHECKPOINT_TRUNCATE); /* believes that all was copied */
    out.there = tmpstore_ask(path, "SELECT sum(v) FROM w");
    printf("sqlite %s, %s: commit inside %s; %lld acknowledged, %lld still there, integrity %s\n",
           sqlite3_libversion(), mode == SQLITE_CHECKPOINT_PASSIVE ? "PASSIVE" : "TRUNCATE",
           out.inside == CTR_OK ? "done" : "refused", (long long)out.acknowledged,
           (long long)out.there, tmpstore_integrity(path));
    lc_store_close(b);
    lc_store_close(a);
    tmpdir_remove(&dir);
    return out;
}

static void passive_loses_commits_on_an_affected_sqlite(void **state)
{
    (void)state;
    struct outcome o = race(SQLITE_CHECKPOINT_PASSIVE);
    int64_t lost = o.acknowledged - o.there;

    if (lost) {
        printf("the linked SQLite %s is affected: PASSIVE lost %lld acknowledged commits\n",
               sqlite3_libversion(), (long long)lost);
        assert_true(o.ran);
        assert_true(lc_db_sqlite_affected(sqlite3_libversion_number()));
    } else {
        printf("the linked SQLite %s is not affected\n", sqlite3_libversion());
    }
}

static void the_real_mode_never_loses_a_commit(void **state)
{
    (void)state;
    struct outcome o = race(SQLITE_CHECKPOINT_TRUNCATE);
    assert_int_equal(o.there, o.acknowledged);
    if (o.ran) {
        assert_int_equal(o.inside, CTR_E_BUSY); /* the write lock was held */
    }
}

/* Refused the write lock, SQLite's TRUNCATE goes on as PASSIVE; ours must not. */
static void without_the_write_lock_nothing_is_copied(void **state)
{
    (void)state;
    struct tmpdir dir;
    tmpdir_make(&dir);
    const char *path = tmpdir_file(&dir, "w.db");
    ctr_store *a = tmpstore_must(path);
    ctr_store *b = tmpstore_must(path);

    fill(b);
    struct stat before;
    struct stat after;
    assert_int_equal(stat(path, &before), 0);
    must(b, "BEGIN IMMEDIATE");
    assert_true(checkpoint(a, SQLITE_CHECKPOINT_TRUNCATE));
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(after.st_size, before.st_size);
    assert_int_equal(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
    must(a, "SELECT count(*) FROM w"); /* the interrupt does not outlive the checkpoint */
    must(b, "ROLLBACK");
    assert_false(checkpoint(a, SQLITE_CHECKPOINT_TRUNCATE));
    assert_int_equal(stat(path, &after), 0);
    assert_true(after.st_size > before.st_size);
    lc_store_close(b);
    lc_store_close(a);
    tmpdir_remove(&dir);
}

/* A reader keeps the log from being emptied: tried again only when it has grown as much again. */
static void a_busy_checkpoint_waits_for_another_thousand_pages(void **state)
{
    (void)state;
    struct tmpdir dir;
    tmpdir_make(&dir);
    const char *path = tmpdir_file(&dir, "w.db");
    ctr_store *a = tmpstore_must(path);
    ctr_store *reader = tmpstore_must(path);
    ctr_error *err = NULL;

    assert_int_equal(tmpstore_prepare(a, &err), CTR_OK);
    must(reader, "BEGIN");
    must(reader, "SELECT count(*) FROM t");
    int64_t tried = 0;
    for (int i = 0; i < 30; i++) {
        struct lc_op op;
        ctr_status status = lc_op_begin(&op, a, LC_TXN_WRITE, NULL);
        assert_int_equal(status, CTR_OK);
        status = lc_db_exec(&op.ctx, op.db, "INSERT INTO t (v, pad) VALUES (1, zeroblob(400000))");
        assert_int_equal(lc_op_end(&op, status, NULL), CTR_OK);
        if (a->checkpoint_tried != tried) {
            assert_true(a->checkpoint_tried >= tried + LC_CHECKPOINT_PAGES);
            tried = a->checkpoint_tried;
        }
    }
    assert_true(tried >= 2 * LC_CHECKPOINT_PAGES);
    assert_true(a->db.wal_pages > 2500);
    must(reader, "COMMIT");
    for (int i = 0; i < 12; i++) {
        struct lc_op op;
        ctr_status status = lc_op_begin(&op, a, LC_TXN_WRITE, NULL);
        assert_int_equal(status, CTR_OK);
        status = lc_db_exec(&op.ctx, op.db, "INSERT INTO t (v, pad) VALUES (1, zeroblob(400000))");
        assert_int_equal(lc_op_end(&op, status, NULL), CTR_OK);
    }
    assert_true(a->db.wal_pages < 2 * LC_CHECKPOINT_PAGES);
    assert_int_equal(a->checkpoint_tried, 0);
    lc_store_close(reader);
    lc_store_close(a);
    tmpdir_remove(&dir);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passive_loses_commits_on_an_affected_sqlite),
        cmocka_unit_test(the_real_mode_never_loses_a_commit),
        cmocka_unit_test(without_the_write_lock_nothing_is_copied),
        cmocka_unit_test(a_busy_checkpoint_waits_for_another_thousand_pages),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
