/* Backups and migrations. */
#include "core/backup.h"
#include "core/migrate.h"
#include "support/tmpstore.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    struct tmpdir dir;
    const char *path;
    const char *copy;
    ctr_store *store;
    ctr_error *err;
    int told;
    int stop_at; /* the progress that says stop; 0 = never */
    uint64_t total;
};

static int progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    struct fixture *f = user;
    assert_true(strcmp(what, "backup") == 0 || strcmp(what, "check") == 0);
    assert_true(done <= total);
    f->total = total > f->total ? total : f->total;
    return ++f->told == f->stop_at ? 7 : 0;
}

static int setup(void **state)
{
    static struct fixture f;
    memset(&f, 0, sizeof f);
    tmpdir_make(&f.dir);
    f.path = tmpdir_file(&f.dir, "s.db");
    f.copy = tmpdir_file(&f.dir, "copy.db");
    *state = &f;
    ctr_store_options o = tmpstore_options(CTR_STORE_CREATE);
    o.progress = progress;
    o.user = &f;
    return tmpstore_open(f.path, &o, &f.store, NULL, NULL) == CTR_OK &&
                   tmpstore_prepare(f.store, NULL) == CTR_OK &&
                   tmpstore_set(f.store, 1, 1, NULL) == CTR_OK
               ? 0
               : -1;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    lc_store_close(f->store);
    ctr_error_free(f->err);
    tmpdir_remove(&f->dir);
    return 0;
}

static ctr_status backup(struct fixture *f, ctr_store *store, const char *path)
{
    struct lc_op op;
    ctr_error_free(f->err);
    f->err = NULL;
    ctr_status status = lc_op_begin(&op, store, LC_TXN_READ, NULL);
    if (status == CTR_OK) {
        status = lc_store_backup(&op.ctx, store, path);
    }
    return lc_op_end(&op, status, &f->err);
}

static void fill(struct fixture *f)
{
    struct lc_op op;
    ctr_status status = lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL);
    if (status == CTR_OK) {
        status = lc_db_exec(&op.ctx, op.db,
                            "WITH RECURSIVE x (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM x WHERE "
                            "i < 3000) INSERT INTO t SELECT i, i, zeroblob(4000) FROM x");
    }
    assert_int_equal(lc_op_end(&op, status, NULL), CTR_OK);
}

static void a_backup_is_a_store_of_its_own(void **state)
{
    struct fixture *f = *state;
    struct stat st;
    ctr_store *copy;

    int files = tmpdir_count(&f->dir);
    assert_int_equal(backup(f, f->store, f->copy), CTR_OK);
    assert_int_equal(tmpdir_count(&f->dir), files + 1); /* no part, no journal, no log */
    assert_int_equal(stat(f->copy, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_true(f->told > 0);
    const ctr_store_options o = tmpstore_options(0);
    assert_int_equal(tmpstore_open(f->copy, &o, &copy, NULL, &f->err), CTR_OK);
    assert_string_equal(copy->uuid, f->store->uuid);
    assert_int_equal(tmpstore_set(copy, 1, 77, NULL), CTR_OK);
    lc_store_close(copy);
    assert_int_equal(tmpstore_ask(f->copy, "SELECT v FROM t WHERE k = 1"), 77);
    assert_int_equal(tmpstore_ask(f->path, "SELECT v FROM t WHERE k = 1"), 1);
}

static void a_backup_never_overwrites(void **state)
{
    struct fixture *f = *state;
    char text[600];

    assert_int_equal(backup(f, f->store, f->copy), CTR_OK);
    assert_int_equal(backup(f, f->store, f->copy), CTR_E_EXISTS);
    snprintf(text, sizeof text, "there is a file '%s' already; give the backup another name",
             f->copy);
    assert_string_equal(ctr_error_message(f->err), text);
    assert_string_equal(ctr_error_detail(f->err, "path"), f->copy);
    assert_int_equal(backup(f, f->store, f->path), CTR_E_EXISTS); /* nor itself */
    assert_int_equal(backup(f, f->store, f->dir.path), CTR_E_EXISTS);
    assert_int_equal(symlink("nowhere", tmpdir_file(&f->dir, "link")), 0);
    assert_int_equal(backup(f, f->store, tmpdir_file(&f->dir, "link")), CTR_E_EXISTS);
    assert_int_equal(backup(f, f->store, tmpdir_file(&f->dir, "no/copy.db")), CTR_E_NOT_FOUND);
    assert_int_equal(backup(f, f->store, ""), CTR_E_ARGUMENT);
    assert_int_equal(backup(f, f->store, NULL), CTR_E_ARGUMENT);
}

static void a_backup_can_be_stopped(void **state)
{
    struct fixture *f = *state;
    fill(f);
    int files = tmpdir_count(&f->dir);
    f->stop_at = 2;
    assert_int_equal(backup(f, f->store, f->copy), CTR_E_CANCELLED);
    assert_string_equal(ctr_error_detail(f->err, "callback"), "7");
    assert_true(f->total > 2000); /* pages */
    assert_int_equal(tmpdir_count(&f->dir), files);
    f->stop_at = 0;
    assert_int_equal(backup(f, f->store, f->copy), CTR_OK);
    assert_int_equal(tmpstore_ask(f->copy, "SELECT count(*) FROM t"), 3000);
}

struct writer {
    struct fixture *f;
    ctr_store *other;
    int64_t written;
};

static int write_meanwhile(void *user, const char *what, uint64_t done, uint64_t total)
{
    struct writer *w = user;
    (void)what;
    (void)done;
    (void)total;
    assert_int_equal(tmpstore_set(w->other, 1, 100 + ++w->written, NULL), CTR_OK);
    return 0;
}

/* Others commit between the steps: the copy is of the one moment when it began. */
static void a_backup_is_of_one_moment(void **state)
{
    struct fixture *f = *state;
    fill(f);
    struct writer w = {f, tmpstore_must(f->path), 0};
    f->store->progress = write_meanwhile;
    f->store->user = &w;
    assert_int_equal(backup(f, f->store, f->copy), CTR_OK);
    assert_true(w.written >= 3);
    assert_int_equal(tmpstore_ask(f->copy, "SELECT v FROM t WHERE k = 1"), 1);
    assert_int_equal(tmpstore_ask(f->path, "SELECT v FROM t WHERE k = 1"), 100 + w.written);
    assert_string_equal(tmpstore_integrity(f->copy), "ok");
    lc_store_close(w.other);
}

static void a_store_in_memory_can_be_kept(void **state)
{
    struct fixture *f = *state;
    ctr_store *memory = tmpstore_must(":memory:");
    ctr_store *copy;

    assert_int_equal(tmpstore_prepare(memory, NULL), CTR_OK);
    assert_int_equal(tmpstore_set(memory, 1, 5, NULL), CTR_OK);
    assert_int_equal(backup(f, memory, f->copy), CTR_OK);
    lc_store_close(memory);
    const ctr_store_options o = tmpstore_options(0);
    assert_int_equal(tmpstore_open(f->copy, &o, &copy, NULL, &f->err), CTR_OK);
    lc_store_close(copy);
    assert_int_equal(tmpstore_ask(f->copy, "SELECT v FROM t WHERE k = 1"), 5);
}

static void a_damaged_store_gives_no_backup(void **state)
{
    struct fixture *f = *state;
    sqlite3 *other;

    assert_int_equal(sqlite3_open(f->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other,
                                  "CREATE TABLE p (i INTEGER PRIMARY KEY);"
                                  "CREATE TABLE c (i INTEGER REFERENCES p (i));"
                                  "INSERT INTO c VALUES (1)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(other);
    assert_int_equal(backup(f, f->store, f->copy), CTR_E_CORRUPT);
    assert_string_equal(ctr_error_message(f->err),
                        "the copy is damaged, and so may be the store: 1 rows refer to nothing; "
                        "check the store");
    assert_int_equal(access(f->copy, F_OK), -1);
}

/* --- migration, with steps of the test's own --- */

/* LC_SCHEMA steps are done already. */
#define DONE                                                                                       \
    "SELECT 1", "SELECT 1", "SELECT 1", "SELECT 1", "SELECT 1", "SELECT 1", "SELECT 1", "SELECT 1"
static const char *const steps[] = {DONE, "CREATE TABLE first (x INTEGER)",
                                    "ALTER TABLE first RENAME TO second",
                                    "CREATE TABLE third (x INTEGER)"};
static const struct lc_plan additive = {steps, LC_SCHEMA + 1, 0};
/* The second of ours rewrites. */
static const struct lc_plan rebuilding = {steps, LC_SCHEMA + 3, 1 << (LC_SCHEMA + 1)};
static const char *const bad_steps[] = {DONE, "CREATE TABLE first (x); CREATE TABLE lc_meta (x)"};
static const struct lc_plan failing = {bad_steps, LC_SCHEMA + 1, 0};
_Static_assert(sizeof steps / sizeof steps[0] == LC_SCHEMA + 3, "DONE has LC_SCHEMA steps");

static ctr_status migrate(struct fixture *f, const struct lc_plan *plan, int64_t *from, int64_t *to)
{
    struct lc_op op;
    ctr_error_free(f->err);
    f->err = NULL;
    ctr_status status = lc_op_open(&op, f->store, NULL);
    if (status == CTR_OK) {
        status = lc_op_lock(&op);
    }
    if (status == CTR_OK) {
        status = lc_migrate_all(&op.ctx, f->store, plan, from, to);
    }
    return lc_op_end(&op, status, &f->err);
}

static ctr_status reopen(struct fixture *f, const struct lc_plan *plan)
{
    struct lc_ctx ctx;
    ctr_error_free(f->err);
    f->err = NULL;
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK) {
        status = lc_migrate_open(&ctx, f->store, plan);
    }
    return lc_ctx_end(&ctx, status, &f->err);
}

static void a_file_of_this_schema_needs_nothing(void **state)
{
    struct fixture *f = *state;
    int64_t from = -1;
    int64_t to = -1;
    assert_int_equal(lc_store_migrate(f->store, &from, &to, &f->err), CTR_OK);
    assert_int_equal(from, LC_SCHEMA);
    assert_int_equal(to, LC_SCHEMA);
    assert_int_equal(lc_store_migrate(f->store, NULL, NULL, NULL), CTR_OK);
    assert_int_equal(lc_store_migrate(NULL, &from, &to, NULL), CTR_E_ARGUMENT);
}

static void steps_that_add_are_done_by_opening(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(reopen(f, &additive), CTR_OK);
    assert_int_equal(f->store->schema, LC_SCHEMA + 1);
    assert_int_equal(tmpstore_ask(f->path, "PRAGMA user_version"), LC_SCHEMA + 1);
    assert_int_equal(tmpstore_ask(f->path, "SELECT count(*) FROM first"), 0);
    assert_int_equal(tmpstore_ask(f->path, "SELECT v FROM lc_meta WHERE k = 'min_reader'"), 1);
    assert_int_equal(reopen(f, &additive), CTR_OK); /* once */
}

static void steps_that_rewrite_wait_for_migrate_and_leave_a_copy(void **state)
{
    struct fixture *f = *state;
    int64_t from;
    int64_t to;
    char name[64];
    snprintf(name, sizeof name, "s.db-schema%d.backup", LC_SCHEMA + 1);
    const char *copy = tmpdir_file(&f->dir, name);

    assert_int_equal(reopen(f, &rebuilding), CTR_OK);
    assert_int_equal(f->store->schema, LC_SCHEMA + 1); /* so far by itself */
    assert_int_equal(migrate(f, &rebuilding, &from, &to), CTR_OK);
    assert_int_equal(from, LC_SCHEMA + 1);
    assert_int_equal(to, LC_SCHEMA + 3);
    assert_int_equal(tmpstore_ask(f->path, "SELECT count(*) FROM second"), 0);
    assert_int_equal(tmpstore_ask(f->path, "SELECT count(*) FROM third"), 0);
    assert_int_equal(tmpstore_ask(f->path, "SELECT v FROM lc_meta WHERE k = 'min_reader'"),
                     LC_SCHEMA + 2);
    assert_int_equal(tmpstore_ask(copy, "SELECT count(*) FROM first"), 0);
    assert_int_equal(tmpstore_ask(copy, "PRAGMA user_version"), LC_SCHEMA + 1);
    assert_int_equal(tmpstore_set(f->store, 1, 2, NULL), CTR_E_NEWER); /* than this library knows */
}

static void a_step_that_fails_leaves_the_file_as_it_was(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(reopen(f, &failing), CTR_E_CORRUPT);
    assert_int_equal(tmpstore_ask(f->path, "PRAGMA user_version"), LC_SCHEMA);
    assert_int_equal(tmpstore_ask(f->path, "SELECT count(*) FROM first"), -1);
    assert_int_equal(tmpstore_set(f->store, 1, 2, NULL), CTR_OK);
}

static void an_older_schema_is_not_written_before_it_is_migrated(void **state)
{
    struct fixture *f = *state;
    sqlite3 *other;
    ctr_error *err = NULL;

    assert_int_equal(sqlite3_open(f->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "PRAGMA user_version=0", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    assert_int_equal(tmpstore_set(f->store, 1, 2, &err), CTR_E_STATE);
    char message[80];
    snprintf(message, sizeof message, "has schema 0, wanted %d; migrate the store", LC_SCHEMA);
    assert_non_null(strstr(ctr_error_message(err), message));
    ctr_error_free(err);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(a_backup_is_a_store_of_its_own),
        TEST(a_backup_never_overwrites),
        TEST(a_backup_can_be_stopped),
        TEST(a_backup_is_of_one_moment),
        TEST(a_store_in_memory_can_be_kept),
        TEST(a_damaged_store_gives_no_backup),
        TEST(a_file_of_this_schema_needs_nothing),
        TEST(steps_that_add_are_done_by_opening),
        TEST(steps_that_rewrite_wait_for_migrate_and_leave_a_copy),
        TEST(a_step_that_fails_leaves_the_file_as_it_was),
        TEST(an_older_schema_is_not_written_before_it_is_migrated),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
