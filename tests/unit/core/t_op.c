/* Ops: checks of the call, locks and deadlines, what is kept and what is not, callbacks. */
#include "support/tmpstore.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    struct tmpdir dir;
    const char *path;
    ctr_store *store;
    _Atomic int64_t now;
    int asked;
    int answer;
    char actor[64], verb[64], subject[64];
    char logged[256];
    ctr_status inner; /* of a call from a callback */
};

static int fake_clock(void *user, int64_t *now_us)
{
    *now_us = ((struct fixture *)user)->now++;
    return 0;
}

static int authorise(void *user, const char *actor, const char *verb, const char *subject)
{
    struct fixture *f = user;
    f->asked++;
    snprintf(f->actor, sizeof f->actor, "%s", actor);
    snprintf(f->verb, sizeof f->verb, "%s", verb);
    snprintf(f->subject, sizeof f->subject, "%s", subject);
    if (f->answer == 2) { /* calls back into the store that is calling */
        f->inner = tmpstore_set(f->store, 1, 99, NULL);
        return 1;
    }
    return f->answer;
}

static void take_log(void *user, int32_t level, const char *text)
{
    struct fixture *f = user;
    snprintf(f->logged, sizeof f->logged, "%d %s", (int)level, text);
}

static ctr_store_options options(struct fixture *f)
{
    ctr_store_options o = tmpstore_options(CTR_STORE_CREATE);
    o.actor = "ann";
    o.clock = fake_clock;
    o.authorise = authorise;
    o.log = take_log;
    o.deadline_ms = 200;
    o.user = f;
    return o;
}

static int setup(void **state)
{
    static struct fixture f;
    memset((void *)&f, 0, sizeof f);
    f.now = 1000;
    f.answer = 1;
    tmpdir_make(&f.dir);
    f.path = tmpdir_file(&f.dir, "s.db");
    *state = &f;
    ctr_store_options o = options(&f);
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
    tmpdir_remove(&f->dir);
    return 0;
}

static int64_t value(struct fixture *f)
{
    return tmpstore_ask(f->path, "SELECT v FROM t WHERE k = 1");
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* One write under `call`; the status of the op, its message in `text`. */
static ctr_status write_as(struct fixture *f, const ctr_call *call, int64_t v, char text[256])
{
    struct lc_op op;
    ctr_error *err = NULL;
    char sql[80];

    snprintf(sql, sizeof sql, "UPDATE t SET v = %lld WHERE k = 1", (long long)v);
    ctr_status status = lc_op_begin(&op, f->store, LC_TXN_WRITE, call);
    if (status == CTR_OK) {
        status = lc_db_exec(&op.ctx, op.db, sql);
    }
    status = lc_op_end(&op, status, &err);
    snprintf(text, 256, "%s", ctr_error_message(err));
    ctr_error_free(err);
    return status;
}

static void success_is_kept_failure_is_not(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;
    ctr_error *err = (ctr_error *)1;

    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL), CTR_OK);
    assert_string_equal(op.actor, "ann");
    assert_null(op.reason);
    assert_int_equal(lc_db_exec(&op.ctx, op.db, "UPDATE t SET v = 2 WHERE k = 1"), CTR_OK);
    assert_int_equal(lc_op_end(&op, CTR_OK, &err), CTR_OK);
    assert_null(err);
    assert_int_equal(value(f), 2);
    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL), CTR_OK);
    assert_int_equal(lc_db_exec(&op.ctx, op.db, "UPDATE t SET v = 3 WHERE k = 1"), CTR_OK);
    lc_fail(&op.ctx, CTR_E_STATE, "not now");
    assert_int_equal(lc_op_end(&op, CTR_E_STATE, &err), CTR_E_STATE);
    assert_string_equal(ctr_error_message(err), "not now");
    ctr_error_free(err);
    assert_int_equal(value(f), 2);
}

static void an_error_that_nobody_passed_on_still_fails_the_op(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;

    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL), CTR_OK);
    assert_int_equal(lc_db_exec(&op.ctx, op.db, "UPDATE t SET v = 3 WHERE k = 1"), CTR_OK);
    lc_nomem(&op.ctx); /* as by a copy of a column */
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_E_NOMEM);
    assert_int_equal(value(f), 1);
}

static void a_dry_run_does_everything_and_keeps_nothing(void **state)
{
    struct fixture *f = *state;
    const ctr_call call = {.struct_size = sizeof call, .flags = CTR_CALL_DRY_RUN};
    char text[256];

    assert_int_equal(write_as(f, &call, 5, text), CTR_OK);
    assert_int_equal(value(f), 1);
}

static void calls_are_checked(void **state)
{
    struct fixture *f = *state;
    char text[256];
    char long_reason[4200];
    memset(long_reason, 'r', sizeof long_reason - 1);
    long_reason[sizeof long_reason - 1] = '\0';
    const struct {
        ctr_call call;
        const char *message;
    } rows[] = {
        {{.struct_size = 4},
         "struct_size of ctr_call is 4, wanted 40 to 4096; fill it with ctr_call_init() first"},
        {{.struct_size = sizeof(ctr_call), .flags = 8},
         "flags of ctr_call hold 0x8, which has no meaning"},
        {{.struct_size = sizeof(ctr_call), .actor = ""}, "actor is empty, wanted a name or NULL"},
        {{.struct_size = sizeof(ctr_call), .now_us = -1},
         "now_us of ctr_call is -1, wanted microseconds since 1970, of the years 1970 to 9999"},
        {{.struct_size = sizeof(ctr_call), .if_revision = -5},
         "if_revision of ctr_call is -5, wanted 0 or more"},
        {{.struct_size = sizeof(ctr_call), .actor = "a\tb"}, NULL},
        {{.struct_size = sizeof(ctr_call), .reason = "\xff"}, NULL},
        {{.struct_size = sizeof(ctr_call), .reason = long_reason}, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(write_as(f, &rows[i].call, 7, text), CTR_E_ARGUMENT);
        if (rows[i].message) {
            assert_string_equal(text, rows[i].message);
        }
    }
    assert_int_equal(value(f), 1);
    struct lc_op op;
    ctr_error *err = NULL;
    assert_int_equal(lc_op_begin(&op, NULL, LC_TXN_READ, NULL), CTR_E_ARGUMENT);
    assert_int_equal(lc_op_end(&op, CTR_E_ARGUMENT, &err), CTR_E_ARGUMENT);
    assert_string_equal(ctr_error_message(err), "store is NULL");
    ctr_error_free(err);
}

static void the_call_names_actor_reason_time_and_revision(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;
    const ctr_call call = {.struct_size = sizeof call,
                           .flags = CTR_CALL_FORCE,
                           .actor = "bob",
                           .reason = "because",
                           .now_us = 77,
                           .if_revision = 3};

    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_READ, &call), CTR_OK);
    assert_string_equal(op.actor, "bob");
    assert_string_equal(op.reason, "because");
    assert_int_equal(op.ctx.now_us, 77);
    assert_true(op.now_given);
    assert_int_equal(op.if_revision, 3);
    assert_true(lc_op_has(&op, CTR_CALL_FORCE));
    assert_false(lc_op_has(&op, CTR_CALL_DRY_RUN));
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK);
    f->now = 5000;
    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL), CTR_OK);
    assert_true(op.ctx.now_us >= 5000 && op.ctx.now_us <= 5002);
    assert_false(op.now_given);
    struct lc_uuid a;
    struct lc_uuid b;
    assert_int_equal(lc_op_uuid(&op, &a), CTR_OK);
    assert_int_equal(lc_op_uuid(&op, &b), CTR_OK);
    assert_true(memcmp(&a, &b, sizeof a) < 0);
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK);
}

static void the_authoriser_is_asked_and_obeyed(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;
    ctr_error *err = NULL;

    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL), CTR_OK);
    assert_int_equal(lc_op_authorise(&op, "create", "a/b"), CTR_OK);
    assert_int_equal(f->asked, 1);
    assert_string_equal(f->actor, "ann");
    assert_string_equal(f->verb, "create");
    assert_string_equal(f->subject, "a/b");
    f->answer = 0;
    ctr_status status = lc_op_authorise(&op, "retire", "a/b");
    assert_int_equal(lc_op_end(&op, status, &err), CTR_E_DENIED);
    assert_string_equal(ctr_error_message(err), "'ann' may not retire on 'a/b'");
    assert_string_equal(ctr_error_detail(err, "actor"), "ann");
    assert_string_equal(ctr_error_detail(err, "verb"), "retire");
    assert_string_equal(ctr_error_detail(err, "subject"), "a/b");
    ctr_error_free(err);
    f->answer = -1; /* only 1 allows */
    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL), CTR_OK);
    assert_int_equal(lc_op_authorise(&op, "x", "y"), CTR_E_DENIED);
    assert_int_equal(lc_op_end(&op, CTR_E_DENIED, NULL), CTR_E_DENIED);
}

static void a_callback_must_not_call_back(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;

    f->answer = 2;
    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL), CTR_OK);
    assert_int_equal(lc_op_authorise(&op, "x", "y"), CTR_OK);
    assert_int_equal(f->inner, CTR_E_ARGUMENT);
    assert_int_equal(lc_db_exec(&op.ctx, op.db, "UPDATE t SET v = 4 WHERE k = 1"), CTR_OK);
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK); /* the outer call goes on undisturbed */
    assert_int_equal(value(f), 4);
}

static void *hold(void *user)
{
    struct fixture *f = user;
    struct lc_op op;
    const struct timespec t = {0, 400000000};
    ctr_status status = lc_op_begin(&op, f->store, LC_TXN_READ, NULL);
    nanosleep(&t, NULL);
    status = lc_op_end(&op, status, NULL);
    return status == CTR_OK ? NULL : f;
}

static void a_thread_that_waits_is_told_at_the_deadline(void **state)
{
    struct fixture *f = *state;
    pthread_t thread;
    void *failed;
    char text[256];
    const struct timespec t = {0, 50000000};

    assert_int_equal(pthread_create(&thread, NULL, hold, f), 0);
    nanosleep(&t, NULL);
    int64_t start = now_ms();
    assert_int_equal(write_as(f, NULL, 9, text), CTR_E_BUSY);
    int64_t took = now_ms() - start;
    assert_true(took >= 199 && took <= 260);
    assert_string_equal(text, "another thread has used this store for 200 ms; try again, or open a "
                              "store of its own for each thread");
    pthread_join(thread, &failed);
    assert_null(failed);
    assert_int_equal(write_as(f, NULL, 9, text), CTR_OK);
}

/* Another program holds SQLite's own lock and knows nothing of the turnstile. */
static void a_foreign_writer_is_waited_for_until_the_deadline(void **state)
{
    struct fixture *f = *state;
    sqlite3 *other;
    char text[256];

    assert_int_equal(sqlite3_open(f->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    int64_t start = now_ms();
    assert_int_equal(write_as(f, NULL, 9, text), CTR_E_BUSY);
    int64_t took = now_ms() - start;
    assert_true(took >= 195 && took <= 260);
    assert_string_equal(text, "cannot begin a transaction: database is locked; another program "
                              "holds it; try again");
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    assert_int_equal(write_as(f, NULL, 9, text), CTR_OK);
}

static void cancelling_is_sticky(void **state)
{
    struct fixture *f = *state;
    char text[256];

    atomic_store(&f->store->cancel, 1);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(write_as(f, NULL, 9, text), CTR_E_CANCELLED);
        assert_string_equal(text, "cancelled");
    }
    struct lc_op op;
    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_READ, NULL), CTR_E_CANCELLED);
    assert_int_equal(lc_op_end(&op, CTR_E_CANCELLED, NULL), CTR_E_CANCELLED);
    atomic_store(&f->store->cancel, 0);
    assert_int_equal(write_as(f, NULL, 9, text), CTR_OK);
}

static void a_read_sees_one_state_of_things(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;
    struct lc_stmt *st;
    int64_t before;
    int64_t after;
    ctr_store *other = tmpstore_must(f->path);

    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_READ, NULL), CTR_OK);
    assert_false(op.in_txn); /* begins with the first statement */
    assert_int_equal(lc_sql(&op, LC_SQL_LAST_CHANGE, &st), CTR_OK);
    assert_true(op.in_txn);
    lc_stmt_done(st);
    assert_int_equal(lc_db_int(&op.ctx, op.db, "SELECT v FROM t WHERE k = 1", &before), CTR_OK);
    assert_int_equal(tmpstore_set(other, 1, before + 1, NULL), CTR_OK);
    assert_int_equal(lc_db_int(&op.ctx, op.db, "SELECT v FROM t WHERE k = 1", &after), CTR_OK);
    assert_int_equal(after, before);
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK);
    assert_int_equal(value(f), before + 1);
    lc_store_close(other);
}

static void a_single_read_begins_no_transaction(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;
    struct lc_stmt *st;

    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_SINGLE, NULL), CTR_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(lc_sql(&op, LC_SQL_LAST_CHANGE, &st), CTR_OK);
        assert_false(op.in_txn);
        assert_false(lc_db_in_txn(op.db));
        assert_int_equal(lc_step_row(&op.ctx, op.db, st), CTR_OK);
        assert_int_equal(lc_col_int(st, 0), 1);
        lc_stmt_done(st);
    }
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK);
}

static void the_halves_can_be_called_apart(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;

    assert_int_equal(lc_op_open(&op, f->store, NULL), CTR_OK);
    assert_false(op.begun);
    assert_true(op.ctx.now_us > 0);
    assert_int_equal(lc_op_enter(&op, LC_TXN_WRITE), CTR_OK);
    assert_true(op.begun && op.in_txn);
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK);
    assert_int_equal(lc_op_open(&op, f->store, NULL), CTR_OK);
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK); /* never entered */
    assert_int_equal(lc_op_open(&op, f->store, NULL), CTR_OK);
    assert_int_equal(lc_op_lock(&op), CTR_OK);
    assert_true(op.begun && !op.in_txn);
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK);
}

static void a_paused_write_lets_others_write_and_begins_anew(void **state)
{
    struct fixture *f = *state;
    const ctr_store_options o = tmpstore_options(0);
    ctr_store *other;
    struct lc_op op;
    int64_t v = 0;

    assert_int_equal(tmpstore_open(f->path, &o, &other, NULL, NULL), CTR_OK);
    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL), CTR_OK);
    op.head.known = true;
    assert_true(lc_op_pause(&op));
    assert_false(op.in_txn || f->store->turnstile.held || op.head.known);
    assert_false(lc_op_pause(&op)); /* it reads now */
    assert_int_equal(tmpstore_set(other, 1, 7, NULL), CTR_OK);
    assert_int_equal(lc_db_int(&op.ctx, op.db, "SELECT v FROM t WHERE k = 1", &v), CTR_OK);
    assert_int_equal(v, 7);
    assert_int_equal(lc_op_resume(&op), CTR_OK);
    assert_true(op.in_txn && f->store->turnstile.held);
    assert_int_equal(tmpstore_set(other, 1, 8, NULL), CTR_E_BUSY);
    assert_int_equal(lc_db_exec(&op.ctx, op.db, "UPDATE t SET v = v + 1 WHERE k = 1"), CTR_OK);
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK);
    assert_int_equal(value(f), 8);
    lc_store_close(other);
}

static void a_write_that_changed_something_is_not_paused(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;

    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL), CTR_OK);
    assert_int_equal(lc_db_exec(&op.ctx, op.db, "UPDATE t SET v = 3 WHERE k = 1"), CTR_OK);
    assert_false(lc_op_pause(&op));
    assert_true(op.in_txn && f->store->turnstile.held);
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK);
    assert_int_equal(value(f), 3);
    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_READ, NULL), CTR_OK);
    assert_false(lc_op_pause(&op));
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK);
}

static void a_write_that_ends_paused_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;
    struct lc_stmt *st;

    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL), CTR_OK);
    assert_true(lc_op_pause(&op));
    assert_int_equal(lc_sql(&op, LC_SQL_LAST_CHANGE, &st), CTR_OK); /* a snapshot is open */
    lc_fail(&op.ctx, CTR_E_STATE, "not so");
    assert_int_equal(lc_op_end(&op, CTR_E_STATE, NULL), CTR_E_STATE);
    assert_false(lc_db_in_txn(&f->store->db) || f->store->turnstile.held);
    assert_int_equal(lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL), CTR_OK);
    assert_true(lc_op_pause(&op));
    ctr_store_cancel(f->store);
    assert_int_equal(lc_op_end(&op, lc_op_resume(&op), NULL), CTR_E_CANCELLED);
    ctr_store_cancel_clear(f->store);
    assert_int_equal(value(f), 1);
}

static void a_file_migrated_by_a_newer_library_is_not_written(void **state)
{
    struct fixture *f = *state;
    sqlite3 *other;
    char text[256];

    assert_int_equal(sqlite3_open(f->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "PRAGMA user_version=99", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(write_as(f, NULL, 9, text), CTR_E_NEWER);
    snprintf(text, sizeof text, "PRAGMA user_version=%d", LC_SCHEMA);
    assert_int_equal(sqlite3_exec(other, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    assert_int_equal(write_as(f, NULL, 9, text), CTR_OK);
}

static void statements_left_open_are_given_back(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;
    struct lc_stmt *st;

    for (int i = 0; i < 3; i++) {
        assert_int_equal(lc_op_begin(&op, f->store, i % 2 ? LC_TXN_WRITE : LC_TXN_READ, NULL),
                         CTR_OK);
        assert_int_equal(lc_sql(&op, LC_SQL_META_GET, &st), CTR_OK);
        lc_bind_text(st, 1, lc_dup_c(&op.ctx, "uuid")); /* dies with the op */
        assert_int_equal(lc_step_row(&op.ctx, op.db, st), CTR_OK);
        assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK);
        assert_int_equal(f->store->db.busy, 0);
    }
}

static void checkpoints_come_by_themselves(void **state)
{
    struct fixture *f = *state;
    struct lc_op op;
    int64_t largest = 0;

    for (int i = 0; i < 40; i++) {
        ctr_status status = lc_op_begin(&op, f->store, LC_TXN_WRITE, NULL);
        if (status == CTR_OK) {
            status =
                lc_db_exec(&op.ctx, op.db, "INSERT INTO t (v, pad) VALUES (1, zeroblob(400000))");
        }
        assert_int_equal(lc_op_end(&op, status, NULL), CTR_OK);
        largest = f->store->db.wal_pages > largest ? f->store->db.wal_pages : largest;
    }
    assert_true(largest > 800 && largest < LC_CHECKPOINT_PAGES);
    assert_string_equal(f->logged, ""); /* nothing went wrong */
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(success_is_kept_failure_is_not),
        TEST(an_error_that_nobody_passed_on_still_fails_the_op),
        TEST(a_dry_run_does_everything_and_keeps_nothing),
        TEST(calls_are_checked),
        TEST(the_call_names_actor_reason_time_and_revision),
        TEST(the_authoriser_is_asked_and_obeyed),
        TEST(a_callback_must_not_call_back),
        TEST(a_thread_that_waits_is_told_at_the_deadline),
        TEST(a_foreign_writer_is_waited_for_until_the_deadline),
        TEST(cancelling_is_sticky),
        TEST(a_read_sees_one_state_of_things),
        TEST(a_single_read_begins_no_transaction),
        TEST(the_halves_can_be_called_apart),
        TEST(a_paused_write_lets_others_write_and_begins_anew),
        TEST(a_write_that_changed_something_is_not_paused),
        TEST(a_write_that_ends_paused_leaves_nothing),
        TEST(a_file_migrated_by_a_newer_library_is_not_written),
        TEST(statements_left_open_are_given_back),
        TEST(checkpoints_come_by_themselves),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
