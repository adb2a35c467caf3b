/* Errors: first cause, details, what is quoted in them, no memory for them. */
#include "base/ctx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "fault.h"

static void no_error_reads_as_nothing(void **state)
{
    (void)state;
    assert_int_equal(ctr_error_status(NULL), CTR_OK);
    assert_string_equal(ctr_error_message(NULL), "");
    assert_null(ctr_error_detail(NULL, "line"));
    assert_int_equal(ctr_error_detail_count(NULL), 0);
    assert_null(ctr_error_detail_key(NULL, 0));
    assert_int_equal(ctr_error_retryable(NULL), 0);
    ctr_error_free(NULL);
}

static void the_first_cause_wins(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    ctr_error *err = NULL;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_fail(&ctx, CTR_E_INPUT, "line %d is %s", 3, "bad"), CTR_E_INPUT);
    assert_int_equal(lc_fail(&ctx, CTR_E_STATE, "later"), CTR_E_INPUT);
    assert_int_equal(lc_nomem(&ctx), CTR_E_NOMEM);
    lc_ctx_end(&ctx, CTR_E_INPUT, &err);
    assert_int_equal(ctr_error_status(err), CTR_E_INPUT);
    assert_string_equal(ctr_error_message(err), "line 3 is bad");
    ctr_error_free(err);
}

static void only_busy_is_worth_a_retry(void **state)
{
    (void)state;
    for (int status = CTR_E_CANCELLED; status < CTR_OK; status++) {
        struct lc_ctx ctx;
        lc_ctx_begin(&ctx, NULL);
        lc_fail(&ctx, (ctr_status)status, "x");
        assert_int_equal(ctr_error_status(ctx.error), status);
        assert_int_equal(ctr_error_retryable(ctx.error), status == CTR_E_BUSY);
        lc_ctx_end(&ctx, (ctr_status)status, NULL);
    }
}

static void details_keep_their_order_and_first_value(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    ctr_error *err = NULL;
    lc_ctx_begin(&ctx, NULL);
    lc_detail(&ctx, "early", "ignored: there is no failure yet");
    lc_fail(&ctx, CTR_E_INPUT, "bad");
    lc_detail(&ctx, "file", "a.yaml");
    lc_detail_int(&ctx, "line", 12);
    lc_detail_int(&ctx, "offset", INT64_MIN);
    lc_detail(&ctx, "line", "13");
    lc_detail(&ctx, "none", NULL);
    lc_ctx_end(&ctx, CTR_E_INPUT, &err);
    assert_int_equal(ctr_error_detail_count(err), 3);
    assert_string_equal(ctr_error_detail_key(err, 0), "file");
    assert_string_equal(ctr_error_detail_key(err, 1), "line");
    assert_string_equal(ctr_error_detail_key(err, 2), "offset");
    assert_null(ctr_error_detail_key(err, 3));
    assert_string_equal(ctr_error_detail(err, "file"), "a.yaml");
    assert_string_equal(ctr_error_detail(err, "line"), "12");
    assert_string_equal(ctr_error_detail(err, "offset"), "-9223372036854775808");
    assert_null(ctr_error_detail(err, "early"));
    assert_null(ctr_error_detail(err, NULL));
    ctr_error_free(err);
}

static void more_details_than_fit_are_dropped(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    lc_fail(&ctx, CTR_E_INPUT, "bad");
    for (int i = 0; i < 50; i++) {
        char key[16];
        snprintf(key, sizeof key, "k%d", i);
        lc_detail_int(&ctx, key, i);
    }
    assert_int_equal(ctr_error_detail_count(ctx.error), 12);
    assert_string_equal(ctr_error_detail(ctx.error, "k11"), "11");
    lc_ctx_end(&ctx, CTR_E_INPUT, NULL);
}

static void hostile_text_becomes_one_line_of_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *given, *shown;
    } rows[] = {
        {"caf\xC3\xA9", "caf\xC3\xA9"},
        {"a\nb\tc\x1B[31m", "a\\nb\\tc\\x1b[31m"},
        {"\x7F", "\\x7f"},
        {"\xC2\x9B"
         "31m",
         "\\u009b31m"},
        {"\xC2\xA0", "\xC2\xA0"},
        {"\xFF\xFE", "\\xff\\xfe"},
        {"\xC3", "\\xc3"},
        {"x\xE2\x82y\xF0\x9F\x98\x80z\x80", "x\\xe2\\x82y\xF0\x9F\x98\x80z\\x80"},
        {"\xED\xA0\x80", "\\xed\\xa0\\x80"},
        {"a\xE2\x80\xAE"
         "b",
         "a\\u202eb"},
        {"\xEF\xBB\xBF", "\\ufeff"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        lc_ctx_begin(&ctx, NULL);
        lc_fail(&ctx, CTR_E_INPUT, "%s", rows[i].given);
        assert_string_equal(ctr_error_message(ctx.error), rows[i].shown);
        lc_ctx_end(&ctx, CTR_E_INPUT, NULL);
    }
}

static void details_are_utf8_but_keep_their_lines(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    lc_fail(&ctx, CTR_E_INPUT, "bad");
    lc_detail(&ctx, "path", "a\xFF\nb");
    assert_string_equal(ctr_error_detail(ctx.error, "path"), "a?\nb");
    lc_ctx_end(&ctx, CTR_E_INPUT, NULL);
}

static void an_endless_message_is_cut_between_code_points(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        char text[6000];
        for (size_t i = 0; i < sizeof text - 1; i++) {
            text[i] = "\xF0\x9F\x98\x80"[i % 4];
        }
        text[sizeof text - 1] = '\0';
        memset(text, 'a', shift);
        memmove(text + shift, text + 4, sizeof text - 4 - shift);
        struct lc_ctx ctx;
        lc_ctx_begin(&ctx, NULL);
        lc_fail(&ctx, CTR_E_INPUT, "%s", text);
        struct lc_str shown = lc_str(ctr_error_message(ctx.error));
        assert_in_range(shown.len, 4088, 4095);
        assert_int_equal(lc_utf8_check(shown), shown.len);
        assert_int_equal((shown.len - shift) % 4, 0);
        assert_null(memchr(shown.ptr, '?', shown.len));
        lc_ctx_end(&ctx, CTR_E_INPUT, NULL);
    }
}

static void an_error_outlives_its_context(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_error *err = NULL;
    {
        ctr_allocator a = fault_table(&f);
        struct lc_ctx ctx;
        lc_ctx_begin(&ctx, &a);
        lc_fail(&ctx, CTR_E_BUSY, "held by %d", 7);
        lc_detail(&ctx, "limit", "5000");
        lc_ctx_end(&ctx, CTR_E_BUSY, &err);
        memset(&ctx, 0xEE, sizeof ctx);
        memset(&a, 0xEE, sizeof a);
    }
    assert_string_equal(ctr_error_message(err), "held by 7");
    assert_string_equal(ctr_error_detail(err, "limit"), "5000");
    ctr_error_free(err);
    assert_int_equal(f.live, 0);
}

static void without_memory_there_still_is_an_error(void **state)
{
    (void)state;
    struct fault f = {.fail_at = 1, .persistent = true};
    ctr_allocator a = fault_table(&f);
    struct lc_ctx ctx;
    ctr_error *err = NULL;
    lc_ctx_begin(&ctx, &a);
    assert_int_equal(lc_fail(&ctx, CTR_E_INPUT, "bad"), CTR_E_NOMEM);
    lc_detail(&ctx, "line", "1");
    assert_int_equal(lc_fail(&ctx, CTR_E_INPUT, "worse"), CTR_E_NOMEM);
    lc_ctx_end(&ctx, CTR_E_NOMEM, &err);
    assert_int_equal(ctr_error_status(err), CTR_E_NOMEM);
    assert_string_equal(ctr_error_message(err), "no memory");
    assert_int_equal(ctr_error_detail_count(err), 0);
    ctr_error_free(err);
    ctr_error_free(err); /* the constant can be freed at will */
}

static bool fail_with_details(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    ctr_error *err = NULL;
    lc_ctx_begin(&ctx, alloc);
    ctr_status status = lc_fail(&ctx, CTR_E_CONFLICT, "%s", "somebody was faster");
    lc_detail(&ctx, "winner", "1.3.0");
    lc_detail_int(&ctx, "revision", 4);
    lc_ctx_end(&ctx, status, &err);
    assert_int_equal(ctr_error_status(err), status);
    bool through = status == CTR_E_CONFLICT && ctr_error_detail_count(err) == 2;
    for (size_t i = 0; i < ctr_error_detail_count(err); i++) {
        assert_non_null(ctr_error_detail(err, ctr_error_detail_key(err, i)));
    }
    ctr_error_free(err);
    return through;
}

static void errors_survive_every_failing_allocation(void **state)
{
    (void)state;
    fault_walk(fail_with_details);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_error_reads_as_nothing),
        cmocka_unit_test(the_first_cause_wins),
        cmocka_unit_test(only_busy_is_worth_a_retry),
        cmocka_unit_test(details_keep_their_order_and_first_value),
        cmocka_unit_test(more_details_than_fit_are_dropped),
        cmocka_unit_test(hostile_text_becomes_one_line_of_utf8),
        cmocka_unit_test(details_are_utf8_but_keep_their_lines),
        cmocka_unit_test(an_endless_message_is_cut_between_code_points),
        cmocka_unit_test(an_error_outlives_its_context),
        cmocka_unit_test(without_memory_there_still_is_an_error),
        cmocka_unit_test(errors_survive_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
