/* Statements, binds, columns, transactions: a connection in memory with a catalogue of its own. */
#include "db/db.h"
#include "support/faultmem.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

enum { PUT, GET, ALL, BAD, LOOP, COUNT, TEXTS };

static const struct lc_sql_text catalogue[TEXTS] = {
    [PUT] = {"put", "INSERT INTO x (a, b, c, d) VALUES (?1, ?2, ?3, ?4)", NULL},
    [GET] = {"get", "SELECT a, b, c, d FROM x WHERE a = ?1", NULL},
    [ALL] = {"all", "SELECT a FROM x ORDER BY a", NULL},
    [BAD] = {"bad", "SELECT something FROM nowhere", NULL},
    [LOOP] = {"loop",
              "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT i FROM r "
              "WHERE i < 0",
              NULL},
    [COUNT] = {"count", "SELECT count(*) FROM x", NULL},
};

struct fixture {
    struct lc_ctx ctx;
    ctr_allocator alloc;
    struct lc_db db;
    atomic_int cancel;
};

static int setup(void **state)
{
    static struct fixture f;
    struct lc_db_options o = {.in_memory = true, .alloc = &f.alloc, .cancel = &f.cancel};

    *state = &f;
    atomic_store(&f.cancel, 0);
    lc_alloc_init(&f.alloc, NULL);
    if (lc_ctx_begin(&f.ctx, NULL) != CTR_OK ||
        lc_db_open(&f.ctx, "", &o, catalogue, TEXTS, &f.db) != CTR_OK ||
        lc_db_configure(&f.ctx, &f.db) != CTR_OK) {
        return -1;
    }
    return lc_db_exec(&f.ctx, &f.db,
                      "CREATE TABLE x (a INTEGER PRIMARY KEY, b TEXT, c BLOB, d INTEGER)");
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    lc_db_close(&f->db, false);
    lc_ctx_end(&f->ctx, CTR_OK, NULL);
    return 0;
}

static ctr_status put(struct fixture *f, int64_t a, const char *b)
{
    struct lc_stmt *st;
    LC_TRY(lc_stmt_get(&f->ctx, &f->db, PUT, &st));
    lc_bind_int(st, 1, a);
    lc_bind_text(st, 2, b);
    lc_bind_blob(st, 3, "\0x", 2);
    lc_bind_time(st, 4, 0);
    return lc_step_done(&f->ctx, &f->db, st, NULL);
}

static int64_t count(struct fixture *f)
{
    int64_t n = -1;
    assert_int_equal(lc_db_int(&f->ctx, &f->db, "SELECT count(*) FROM x", &n), CTR_OK);
    return n;
}

static void values_come_back_as_they_went_in(void **state)
{
    struct fixture *f = *state;
    struct lc_stmt *st;

    assert_int_equal(put(f, INT64_MIN, "h\xc3\xa9"), CTR_OK);
    assert_int_equal(lc_db_last_rid(&f->db), INT64_MIN);
    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, GET, &st), CTR_OK);
    lc_bind_int(st, 1, INT64_MIN);
    assert_int_equal(lc_step_row(&f->ctx, &f->db, st), CTR_OK);
    assert_true(lc_col_int(st, 0) == INT64_MIN);
    struct lc_str view = lc_col_view(st, 1);
    assert_int_equal(view.len, 3);
    const char *text = lc_col_text(&f->ctx, st, 1);
    struct lc_str blob = lc_col_blob(&f->ctx, st, 2);
    assert_int_equal(lc_col_int(st, 3), 0);
    assert_null(lc_col_text(&f->ctx, st, 3)); /* NULL stays NULL, without an error */
    assert_null(lc_col_blob(&f->ctx, st, 3).ptr);
    assert_null(lc_col_view(st, 3).ptr);
    lc_stmt_done(st);
    lc_stmt_done(st);                       /* twice is allowed */
    assert_string_equal(text, "h\xc3\xa9"); /* copies outlive the statement */
    assert_int_equal(blob.len, 2);
    assert_memory_equal(blob.ptr, "\0x", 2);
    assert_null(f->ctx.error);
}

static void empty_is_not_null(void **state)
{
    struct fixture *f = *state;
    struct lc_stmt *st;

    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, PUT, &st), CTR_OK);
    lc_bind_rid(st, 1, 5);
    lc_bind_str(st, 2, LC_STR(""));
    lc_bind_blob(st, 3, "", 0);
    lc_bind_rid(st, 4, 0);
    int64_t changed = 0;
    assert_int_equal(lc_step_done(&f->ctx, &f->db, st, &changed), CTR_OK);
    assert_int_equal(changed, 1);
    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, GET, &st), CTR_OK);
    lc_bind_int(st, 1, 5);
    assert_int_equal(lc_step_row(&f->ctx, &f->db, st), CTR_OK);
    assert_string_equal(lc_col_text(&f->ctx, st, 1), "");
    assert_non_null(lc_col_blob(&f->ctx, st, 2).ptr);
    assert_non_null(lc_col_view(st, 1).ptr);
    assert_non_null(lc_col_view(st, 2).ptr);
    assert_int_equal(sqlite3_column_type(st->handle, 3), SQLITE_NULL);
    lc_stmt_done(st);
}

static void bindings_do_not_outlive_their_use(void **state)
{
    struct fixture *f = *state;
    struct lc_stmt *st;

    assert_int_equal(put(f, 1, "x"), CTR_OK);
    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, PUT, &st), CTR_OK);
    lc_bind_int(st, 1, 2);
    assert_int_equal(lc_step_done(&f->ctx, &f->db, st, NULL), CTR_OK);
    int64_t nulls;
    assert_int_equal(lc_db_int(&f->ctx, &f->db, "SELECT b IS NULL FROM x WHERE a = 2", &nulls),
                     CTR_OK);
    assert_int_equal(nulls, 1);
}

static void a_failed_bind_shows_at_the_step(void **state)
{
    struct fixture *f = *state;
    struct lc_stmt *st;
    bool row;

    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, GET, &st), CTR_OK);
    lc_bind_int(st, 1, 1);
    lc_bind_int(st, 9, 1);
    assert_int_equal(lc_step(&f->ctx, &f->db, st, &row), CTR_E_ARGUMENT);
    assert_string_equal(ctr_error_detail(f->ctx.error, "sqlite"), "SQLITE_RANGE (25)");
    assert_false(st->busy);
}

/* SQLite ends the transaction by itself then: what came behind would be stored piece by piece. */
static void memory_that_runs_out_under_a_column_ends_the_call(void **state)
{
    struct fixture *f = *state;
    struct lc_stmt *st;
    bool row;

    assert_int_equal(put(f, 1, "before"), CTR_OK);
    assert_int_equal(lc_db_begin(&f->ctx, &f->db, LC_TXN_WRITE), CTR_OK);
    assert_int_equal(put(f, 2, "within"), CTR_OK);
    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, GET, &st), CTR_OK);
    lc_bind_int(st, 1, 1);
    assert_int_equal(lc_step(&f->ctx, &f->db, st, &row), CTR_OK);
    assert_true(row);

    faultmem_arm(1, false);
    struct lc_str text = lc_col_view(st, 0); /* a number's text is put together */
    faultmem_disarm();
    assert_null(text.ptr);
    assert_null(f->ctx.error);

    lc_stmt_done(st);
    assert_int_equal(ctr_error_status(f->ctx.error), CTR_E_NOMEM);
    assert_int_equal(put(f, 3, "behind"), CTR_E_NOMEM);
    lc_db_rollback(&f->db);
    ctr_error_free(f->ctx.error);
    f->ctx.error = NULL;
    assert_int_equal(count(f), 1);
}

static void missing_and_surplus_rows_are_damage(void **state)
{
    struct fixture *f = *state;
    struct lc_stmt *st;

    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, GET, &st), CTR_OK);
    lc_bind_int(st, 1, 1);
    assert_int_equal(lc_step_row(&f->ctx, &f->db, st), CTR_E_CORRUPT);
    assert_string_equal(ctr_error_message(f->ctx.error),
                        "statement get found no row where there must be one; keep a copy of the "
                        "file and restore a backup");
    ctr_error_free(f->ctx.error);
    f->ctx.error = NULL;
    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, COUNT, &st), CTR_OK);
    assert_int_equal(lc_step_done(&f->ctx, &f->db, st, NULL), CTR_E_CORRUPT);
    assert_int_equal(f->db.busy, 0);
}

static void a_constraint_or_a_missing_table_is_damage(void **state)
{
    struct fixture *f = *state;
    struct lc_stmt *st;

    assert_int_equal(put(f, 1, "x"), CTR_OK);
    assert_int_equal(put(f, 1, "x"), CTR_E_CORRUPT);
    assert_string_equal(ctr_error_message(f->ctx.error),
                        "cannot run put: UNIQUE constraint failed: x.a; keep a copy of the file "
                        "and restore a backup");
    ctr_error_free(f->ctx.error);
    f->ctx.error = NULL;
    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, BAD, &st), CTR_E_CORRUPT);
    assert_null(st);
    assert_string_equal(ctr_error_message(f->ctx.error),
                        "cannot prepare bad: no such table: nowhere; keep a copy of the file and "
                        "restore a backup");
}

static void what_was_left_handed_out_is_given_back(void **state)
{
    struct fixture *f = *state;
    struct lc_stmt *a;
    struct lc_stmt *b;

    assert_int_equal(put(f, 1, "x"), CTR_OK);
    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, ALL, &a), CTR_OK);
    assert_int_equal(lc_step_row(&f->ctx, &f->db, a), CTR_OK);
    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, COUNT, &b), CTR_OK);
    assert_int_equal(f->db.busy, 2);
    lc_stmt_done_all(&f->db);
    assert_int_equal(f->db.busy, 0);
    assert_false(a->busy);
    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, ALL, &b), CTR_OK);
    assert_ptr_equal(a, b); /* prepared once */
    lc_stmt_done(b);
}

static void transactions_nest(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(lc_db_begin(&f->ctx, &f->db, LC_TXN_WRITE), CTR_OK);
    assert_int_equal(put(f, 1, "outer"), CTR_OK);
    assert_int_equal(lc_db_begin(&f->ctx, &f->db, LC_TXN_WRITE), CTR_OK);
    assert_int_equal(put(f, 2, "inner"), CTR_OK);
    assert_int_equal(lc_db_begin(&f->ctx, &f->db, LC_TXN_WRITE), CTR_OK);
    assert_int_equal(put(f, 3, "innermost"), CTR_OK);
    lc_db_rollback(&f->db);
    assert_int_equal(count(f), 2);
    assert_int_equal(lc_db_commit(&f->ctx, &f->db), CTR_OK);
    assert_int_equal(lc_db_begin(&f->ctx, &f->db, LC_TXN_WRITE), CTR_OK);
    assert_int_equal(put(f, 4, "inner"), CTR_OK);
    lc_db_rollback(&f->db);
    assert_true(lc_db_in_txn(&f->db));
    assert_int_equal(lc_db_commit(&f->ctx, &f->db), CTR_OK);
    assert_false(lc_db_in_txn(&f->db));
    assert_int_equal(count(f), 2);
    assert_int_equal(lc_db_begin(&f->ctx, &f->db, LC_TXN_WRITE), CTR_OK);
    assert_int_equal(lc_db_begin(&f->ctx, &f->db, LC_TXN_WRITE), CTR_OK);
    assert_int_equal(put(f, 5, "x"), CTR_OK);
    assert_int_equal(lc_db_commit(&f->ctx, &f->db), CTR_OK);
    lc_db_rollback(&f->db); /* the outer one undoes what the inner one kept */
    lc_db_rollback(&f->db); /* nothing to do is fine */
    assert_int_equal(count(f), 2);
}

static void a_cancelled_statement_stops(void **state)
{
    struct fixture *f = *state;
    struct lc_stmt *st;
    bool row;

    atomic_store(&f->cancel, 1);
    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, LOOP, &st), CTR_OK);
    assert_int_equal(lc_step(&f->ctx, &f->db, st, &row), CTR_E_CANCELLED);
    assert_string_equal(ctr_error_message(f->ctx.error), "cancelled");
}

static void *raise_later(void *user)
{
    const struct timespec t = {0, 20000000};
    nanosleep(&t, NULL);
    atomic_store((atomic_int *)user, 1);
    return NULL;
}

static void also_in_its_midst(void **state)
{
    struct fixture *f = *state;
    struct lc_stmt *st;
    pthread_t thread;
    bool row;

    assert_int_equal(pthread_create(&thread, NULL, raise_later, &f->cancel), 0);
    assert_int_equal(lc_stmt_get(&f->ctx, &f->db, LOOP, &st), CTR_OK);
    assert_int_equal(lc_step(&f->ctx, &f->db, st, &row), CTR_E_CANCELLED);
    pthread_join(thread, NULL);
}

/* The flag must not make a commit that is done look as if it were not. */
static void commit_and_rollback_are_not_cancelled(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 10000; i++) { /* enough steps for the handler to be due inside one */
        assert_int_equal(lc_db_begin(&f->ctx, &f->db, LC_TXN_WRITE), CTR_OK);
        atomic_store(&f->cancel, 1);
        assert_int_equal(lc_db_commit(&f->ctx, &f->db), CTR_OK);
        atomic_store(&f->cancel, 0);
    }
}

static void values_larger_than_the_limit_are_refused(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(lc_db_exec(&f->ctx, &f->db, "INSERT INTO x (c) VALUES (zeroblob(1000000001))"),
                     CTR_E_LIMIT);
    ctr_error_free(f->ctx.error);
    f->ctx.error = NULL;
    assert_int_equal(lc_db_exec(&f->ctx, &f->db, "ATTACH ':memory:' AS a"), CTR_OK);
    assert_int_equal(lc_db_exec(&f->ctx, &f->db, "ATTACH ':memory:' AS b"), CTR_E_CORRUPT);
}

static void the_connection_is_hardened(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *sql;
        int64_t value;
    } pragmas[] = {
        {"PRAGMA foreign_keys", 1},   {"PRAGMA recursive_triggers", 0},
        {"PRAGMA trusted_schema", 0}, {"PRAGMA cell_size_check", 1},
        {"PRAGMA temp_store", 2},     {"PRAGMA secure_delete", 0},
        {"PRAGMA cache_size", -2048}, {"PRAGMA synchronous", 1},
        {"PRAGMA query_only", 0},
    };
    for (size_t i = 0; i < sizeof pragmas / sizeof pragmas[0]; i++) {
        int64_t value = -99;
        assert_int_equal(lc_db_int(&f->ctx, &f->db, pragmas[i].sql, &value), CTR_OK);
        assert_int_equal(value, pragmas[i].value);
    }
    int on = -1;
    sqlite3_db_config(f->db.handle, SQLITE_DBCONFIG_DEFENSIVE, -1, &on);
    assert_int_equal(on, 1);
    sqlite3_db_config(f->db.handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, -1, &on);
    assert_int_equal(on, 1);
    assert_int_equal(lc_db_exec(&f->ctx, &f->db, "SELECT \"no such column\""), CTR_E_CORRUPT);
}

static void an_answer_that_is_not_there_is_damage(void **state)
{
    struct fixture *f = *state;
    int64_t value = 7;
    assert_int_equal(lc_db_int(&f->ctx, &f->db, "SELECT a FROM x", &value), CTR_E_CORRUPT);
    assert_string_equal(ctr_error_message(f->ctx.error),
                        "cannot read \"SELECT a FROM x\": no answer");
    assert_int_equal(value, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(values_come_back_as_they_went_in),
        TEST(empty_is_not_null),
        TEST(bindings_do_not_outlive_their_use),
        TEST(a_failed_bind_shows_at_the_step),
        TEST(memory_that_runs_out_under_a_column_ends_the_call),
        TEST(missing_and_surplus_rows_are_damage),
        TEST(a_constraint_or_a_missing_table_is_damage),
        TEST(what_was_left_handed_out_is_given_back),
        TEST(transactions_nest),
        TEST(a_cancelled_statement_stops),
        TEST(also_in_its_midst),
        TEST(commit_and_rollback_are_not_cancelled),
        TEST(values_larger_than_the_limit_are_refused),
        TEST(the_connection_is_hardened),
        TEST(an_answer_that_is_not_there_is_damage),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    faultmem_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
