/* The context of a call: allocator, scratch memory, cancelling, progress, handing over errors. */
#include "base/ctx.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "fault.h"

static void a_bad_allocator_is_an_argument_error_that_can_be_read(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator bad = fault_table(&f);
    bad.resize = NULL;
    struct lc_ctx ctx;
    ctr_error *err = NULL;
    ctr_status status = lc_ctx_begin(&ctx, &bad);
    assert_int_equal(status, CTR_E_ARGUMENT);
    assert_int_equal(lc_ctx_end(&ctx, status, &err), CTR_E_ARGUMENT);
    assert_string_equal(ctr_error_message(err),
                        "the allocator needs its struct_size and all three functions");
    ctr_error_free(err);
    assert_int_equal(f.calls, 0);
}

static void an_allocator_of_another_release_is_taken_as_far_as_it_is_known(void **state)
{
    struct {
        ctr_allocator known;
        uint64_t more;
    } newer = {.more = 0};
    struct fault f = {0};
    ctr_allocator out;

    (void)state;
    newer.known = fault_table(&f);
    newer.known.struct_size = sizeof newer;
    assert_true(lc_alloc_init(&out, &newer.known));
    assert_int_equal(out.struct_size, sizeof out);
    assert_ptr_equal(out.alloc, newer.known.alloc);
    assert_ptr_equal(out.user, newer.known.user);
    newer.more = 1;
    assert_false(lc_alloc_init(&out, &newer.known));
    newer.more = 0;
    newer.known.struct_size = sizeof out - 1;
    assert_false(lc_alloc_init(&out, &newer.known));
    newer.known.struct_size = UINT32_MAX;
    assert_false(lc_alloc_init(&out, &newer.known));
}

static void an_array_grows_and_keeps_what_it_holds(void **state)
{
    struct lc_ctx ctx;
    int *items = NULL;
    size_t room = 0;

    (void)state;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    for (size_t n = 0; n < 100; n++) {
        int *before = items;
        size_t had = room;
        items = lc_grow(&ctx, items, n, &room, sizeof *items);
        assert_non_null(items);
        assert_true(room > n);
        assert_true(n < had ? items == before && room == had : items != before);
        items[n] = (int)n;
    }
    for (size_t n = 0; n < 100; n++) {
        assert_int_equal(items[n], n);
    }
    room = SIZE_MAX / 2;
    assert_null(lc_grow(&ctx, items, room, &room, sizeof *items));
    assert_int_equal(room, SIZE_MAX / 2);
    assert_int_equal(ctr_error_status(ctx.error), CTR_E_NOMEM);
    lc_ctx_end(&ctx, CTR_E_NOMEM, NULL);
}

static void limits_have_defaults(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(ctx.limits.max_document_bytes, 256 << 20);
    assert_true(ctx.limits.max_import_bytes == UINT64_C(64) << 30);
    assert_int_equal(ctx.limits.max_nodes, 50000000);
    assert_int_equal(ctx.limits.max_depth, 512);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void success_drops_an_error_and_failure_hands_it_over(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_ctx ctx;
    ctr_error *err = (ctr_error *)&f;
    lc_ctx_begin(&ctx, &a);
    lc_fail(&ctx, CTR_E_STATE, "recovered from");
    assert_int_equal(lc_ctx_end(&ctx, CTR_OK, &err), CTR_OK);
    assert_null(err);
    assert_int_equal(f.live, 0);

    lc_ctx_begin(&ctx, &a);
    lc_fail(&ctx, CTR_E_STATE, "nobody looks");
    assert_int_equal(lc_ctx_end(&ctx, CTR_E_STATE, NULL), CTR_E_STATE);
    assert_int_equal(f.live, 0);

    lc_ctx_begin(&ctx, &a);
    assert_non_null(lc_new(&ctx, 10, 10));
    ctr_status status = lc_fail(&ctx, CTR_E_STATE, "kept");
    lc_ctx_end(&ctx, status, &err);
    assert_string_equal(ctr_error_message(err), "kept");
    assert_true(f.live > 0);
    ctr_error_free(err);
    assert_int_equal(f.live, 0);
}

static void a_failure_without_error_gets_the_sentence_of_its_status(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    ctr_error *err = NULL;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_ctx_end(&ctx, CTR_E_FULL, &err), CTR_E_FULL);
    assert_int_equal(ctr_error_status(err), CTR_E_FULL);
    assert_string_equal(ctr_error_message(err), "no space left");
    ctr_error_free(err);
}

static void cancelling_is_sticky(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    atomic_int flag = 0;
    ctr_error *err = NULL;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_poll(&ctx), CTR_OK);
    ctx.cancel = &flag;
    assert_int_equal(lc_poll(&ctx), CTR_OK);
    atomic_store(&flag, 1);
    assert_int_equal(lc_poll(&ctx), CTR_E_CANCELLED);
    assert_int_equal(lc_poll(&ctx), CTR_E_CANCELLED);
    assert_int_equal(lc_progress(&ctx, "work", 1, 2), CTR_E_CANCELLED);
    lc_ctx_end(&ctx, CTR_E_CANCELLED, &err);
    assert_string_equal(ctr_error_message(err), "cancelled");
    ctr_error_free(err);
}

static int stop_at_three(void *user, const char *what, uint64_t done, uint64_t total)
{
    assert_string_equal(what, "import");
    assert_int_equal(total, 9);
    (*(int *)user)++;
    return done == 3 ? 42 : 0;
}

static void the_progress_callback_can_stop_the_call(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    ctr_error *err = NULL;
    int calls = 0;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_progress(&ctx, "import", 1, 9), CTR_OK); /* nobody listens */
    ctx.progress = stop_at_three;
    ctx.progress_user = &calls;
    assert_int_equal(lc_progress(&ctx, "import", 2, 9), CTR_OK);
    assert_int_equal(lc_progress(&ctx, "import", 3, 9), CTR_E_CANCELLED);
    assert_int_equal(calls, 2);
    lc_ctx_end(&ctx, CTR_E_CANCELLED, &err);
    assert_string_equal(ctr_error_detail(err, "callback"), "42");
    ctr_error_free(err);
}

static void scratch_helpers_copy_and_format(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    assert_string_equal(lc_dup(&ctx, lc_str_n("abcdef", 3)), "abc");
    assert_string_equal(lc_dup_c(&ctx, "xyz"), "xyz");
    assert_null(lc_dup_c(&ctx, NULL));
    assert_string_equal(lc_format(&ctx, "%s-%d", "a", 7), "a-7");
    assert_string_equal(lc_format(&ctx, "%s", ""), "");
    assert_int_equal(strlen(lc_format(&ctx, "%09000d", 1)), 9000);
    assert_null(ctx.error);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void lower_case_is_ascii_only(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    assert_string_equal(lc_lower(&ctx, "Ab-9_[@`{Z\xC3\x89"), "ab-9_[@`{z\xC3\x89");
    assert_string_equal(lc_lower(&ctx, ""), "");
    assert_null(lc_lower(&ctx, NULL));
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void what_follows_a_prefix_is_behind_all_it_begins(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    assert_string_equal(lc_after_prefix(&ctx, "pay"), "paz");
    assert_string_equal(lc_after_prefix(&ctx, "a9"), "a:");
    assert_string_equal(lc_after_prefix(&ctx, "z"), "{");
    assert_string_equal(lc_after_prefix(&ctx, ""), "\x7F");
    assert_true(strcmp("pay~~~", lc_after_prefix(&ctx, "pay")) < 0);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static bool use_scratch(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    ctr_error *err = NULL;
    lc_ctx_begin(&ctx, alloc);
    bool got[] = {lc_new(&ctx, 100, 10) != NULL, lc_dup(&ctx, LC_STR("abc")) != NULL,
                  lc_format(&ctx, "%09000d", 1) != NULL, lc_new(&ctx, 1, 100000) != NULL,
                  lc_lower(&ctx, "A") && lc_after_prefix(&ctx, "a")};
    bool through = got[0] && got[1] && got[2] && got[3] && got[4];
    if (!through) {
        assert_int_equal(ctr_error_status(ctx.error), CTR_E_NOMEM);
    }
    lc_ctx_end(&ctx, through ? CTR_OK : CTR_E_NOMEM, &err);
    assert_int_equal(ctr_error_status(err), through ? CTR_OK : CTR_E_NOMEM);
    ctr_error_free(err);
    return through;
}

static void missing_memory_is_recorded(void **state)
{
    (void)state;
    fault_walk(use_scratch);
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    assert_null(lc_new(&ctx, SIZE_MAX / 4, 8));
    assert_int_equal(ctr_error_status(ctx.error), CTR_E_NOMEM);
    lc_ctx_end(&ctx, CTR_E_NOMEM, NULL);
}

__attribute__((format(printf, 3, 4))) static void into(char *text, size_t room, const char *format,
                                                       ...)
{
    va_list args;
    va_start(args, format);
    lc_format_into(text, room, format, args);
    va_end(args);
}

static void a_text_that_is_too_long_is_cut_between_code_points(void **state)
{
    (void)state;
    char text[8];
    into(text, sizeof text, "%s", "seven!!");
    assert_string_equal(text, "seven!!");
    into(text, sizeof text, "%s", "eight!!!");
    assert_string_equal(text, "eight!!");
    into(text, sizeof text, "%s", "abcdef\xC3\xA9");
    assert_string_equal(text, "abcdef");
    into(text, sizeof text, "%s", "abcd\xF0\x9F\x98\x80");
    assert_string_equal(text, "abcd");
    into(text, 2, "%s", "\xC3\xA9");
    assert_string_equal(text, "");
    into(text, 1, "%s", "x");
    assert_string_equal(text, "");
}

static void a_nul_is_shown(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    struct lc_str plain = lc_str("plain");
    assert_ptr_equal(lc_shown(&ctx, plain).ptr, plain.ptr);
    assert_int_equal(lc_shown(&ctx, lc_str_n(NULL, 0)).len, 0);
    assert_true(lc_str_is(lc_shown(&ctx, lc_str_n("a\0b\0", 4)), "a\\u0000b\\u0000"));
    assert_true(lc_str_is(lc_shown(&ctx, lc_str_n("\0", 1)), "\\u0000"));
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_allocator_is_an_argument_error_that_can_be_read),
        cmocka_unit_test(an_allocator_of_another_release_is_taken_as_far_as_it_is_known),
        cmocka_unit_test(an_array_grows_and_keeps_what_it_holds),
        cmocka_unit_test(limits_have_defaults),
        cmocka_unit_test(success_drops_an_error_and_failure_hands_it_over),
        cmocka_unit_test(a_failure_without_error_gets_the_sentence_of_its_status),
        cmocka_unit_test(cancelling_is_sticky),
        cmocka_unit_test(the_progress_callback_can_stop_the_call),
        cmocka_unit_test(scratch_helpers_copy_and_format),
        cmocka_unit_test(a_text_that_is_too_long_is_cut_between_code_points),
        cmocka_unit_test(a_nul_is_shown),
        cmocka_unit_test(lower_case_is_ascii_only),
        cmocka_unit_test(what_follows_a_prefix_is_behind_all_it_begins),
        cmocka_unit_test(missing_memory_is_recorded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
