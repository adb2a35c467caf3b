/* From SQLite's codes to ours. */
#include "db/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static int setup(void **state)
{
    static struct lc_ctx ctx;
    *state = &ctx;
    return lc_ctx_begin(&ctx, NULL);
}

static int teardown(void **state)
{
    lc_ctx_end(*state, CTR_OK, NULL);
    return 0;
}

static void forget(struct lc_ctx *ctx)
{
    ctr_error_free(ctx->error);
    ctx->error = NULL;
}

static const struct {
    int code;
    ctr_status status;
    const char *detail;
} rows[] = {
    {SQLITE_BUSY, CTR_E_BUSY, "SQLITE_BUSY (5)"},
    {SQLITE_BUSY_SNAPSHOT, CTR_E_BUSY, "SQLITE_BUSY_SNAPSHOT (517)"},
    {SQLITE_LOCKED, CTR_E_BUSY, "SQLITE_LOCKED (6)"},
    {SQLITE_LOCKED_SHAREDCACHE, CTR_E_BUSY, "SQLITE_LOCKED (262)"},
    {SQLITE_IOERR, CTR_E_IO, "SQLITE_IOERR (10)"},
    {SQLITE_IOERR_FSYNC, CTR_E_IO, "SQLITE_IOERR_FSYNC (1034)"},
    {SQLITE_IOERR_CORRUPTFS, CTR_E_CORRUPT, "SQLITE_IOERR_CORRUPTFS (8458)"},
    {SQLITE_FULL, CTR_E_FULL, "SQLITE_FULL (13)"},
    {SQLITE_READONLY, CTR_E_READONLY, "SQLITE_READONLY (8)"},
    {SQLITE_READONLY_DIRECTORY, CTR_E_READONLY, "SQLITE_READONLY_DIRECTORY (1544)"},
    {SQLITE_READONLY_DBMOVED, CTR_E_REPLACED, "SQLITE_READONLY_DBMOVED (1032)"},
    {SQLITE_CORRUPT, CTR_E_CORRUPT, "SQLITE_CORRUPT (11)"},
    {SQLITE_CORRUPT_VTAB, CTR_E_CORRUPT, "SQLITE_CORRUPT (267)"},
    {SQLITE_NOTADB, CTR_E_NOT_OURS, "SQLITE_NOTADB (26)"},
    {SQLITE_INTERRUPT, CTR_E_CANCELLED, "SQLITE_INTERRUPT (9)"},
    {SQLITE_CONSTRAINT_UNIQUE, CTR_E_CORRUPT, "SQLITE_CONSTRAINT_UNIQUE (2067)"},
    {SQLITE_CONSTRAINT_VTAB, CTR_E_CORRUPT, "SQLITE_CONSTRAINT (2323)"},
    {SQLITE_TOOBIG, CTR_E_LIMIT, "SQLITE_TOOBIG (18)"},
    {SQLITE_CANTOPEN, CTR_E_IO, "SQLITE_CANTOPEN (14)"},
    {SQLITE_ERROR, CTR_E_CORRUPT, "SQLITE_ERROR (1)"},
    {SQLITE_MISUSE, CTR_E_ARGUMENT, "SQLITE_MISUSE (21)"},
    {SQLITE_PROTOCOL, CTR_E_BUSY, "SQLITE_PROTOCOL (15)"},
    {99, CTR_E_IO, "SQLITE_? (99)"},
};

static void each_code_has_its_status_and_its_name(void **state)
{
    struct lc_ctx *ctx = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(lc_db_fail(ctx, NULL, rows[i].code, "do it"), rows[i].status);
        assert_int_equal(ctr_error_status(ctx->error), rows[i].status);
        assert_string_equal(ctr_error_detail(ctx->error, "sqlite"), rows[i].detail);
        forget(ctx);
    }
}

static void success_is_no_failure(void **state)
{
    struct lc_ctx *ctx = *state;
    assert_int_equal(lc_db_fail(ctx, NULL, SQLITE_OK, "do it"), CTR_OK);
    assert_int_equal(lc_db_fail(ctx, NULL, SQLITE_ROW, "do it"), CTR_OK);
    assert_int_equal(lc_db_fail(ctx, NULL, SQLITE_DONE, "do it"), CTR_OK);
    assert_null(ctx->error);
}

static void lack_of_memory_needs_none_to_be_told(void **state)
{
    struct lc_ctx *ctx = *state;
    assert_int_equal(lc_db_fail(ctx, NULL, SQLITE_NOMEM, "do it"), CTR_E_NOMEM);
    assert_string_equal(ctr_error_message(ctx->error), "no memory");
    forget(ctx);
    assert_int_equal(lc_db_fail(ctx, NULL, SQLITE_IOERR_NOMEM, "do it"), CTR_E_NOMEM);
}

static void the_message_says_what_was_done_and_what_to_do(void **state)
{
    struct lc_ctx *ctx = *state;
    lc_db_fail(ctx, NULL, SQLITE_FULL, "commit");
    assert_string_equal(ctr_error_message(ctx->error),
                        "cannot commit: database or disk is full; make room and try again");
    assert_false(ctr_error_retryable(ctx->error));
    forget(ctx);
    lc_db_fail(ctx, NULL, SQLITE_BUSY, "begin a transaction");
    assert_string_equal(ctr_error_message(ctx->error),
                        "cannot begin a transaction: database is locked; another program holds it; "
                        "try again");
    assert_true(ctr_error_retryable(ctx->error));
}

static void a_failed_wait_under_the_cancel_flag_is_a_cancellation(void **state)
{
    struct lc_ctx *ctx = *state;
    static atomic_int flag;
    struct lc_db db = {.cancel = &flag};
    assert_int_equal(lc_db_fail(ctx, &db, SQLITE_BUSY, "begin"), CTR_E_BUSY);
    forget(ctx);
    atomic_store(&flag, 1);
    assert_int_equal(lc_db_fail(ctx, &db, SQLITE_BUSY, "begin"), CTR_E_CANCELLED);
    assert_string_equal(ctr_error_message(ctx->error), "cancelled");
}

static void affected_versions_of_sqlite(void **state)
{
    static const struct {
        int version;
        bool affected;
    } versions[] = {
        {3006023, false}, {3007000, true},  {3037000, true},  {3040001, true},  {3044005, true},
        {3044006, false}, {3044099, false}, {3045000, true},  {3050006, true},  {3050007, false},
        {3051000, true},  {3051002, true},  {3051003, false}, {3052000, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        assert_int_equal(lc_db_sqlite_affected(versions[i].version), versions[i].affected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(each_code_has_its_status_and_its_name),
        TEST(success_is_no_failure),
        TEST(lack_of_memory_needs_none_to_be_told),
        TEST(the_message_says_what_was_done_and_what_to_do),
        TEST(a_failed_wait_under_the_cancel_flag_is_a_cancellation),
        TEST(affected_versions_of_sqlite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
