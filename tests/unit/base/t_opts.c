/* The struct_size rule: older callers, newer callers, nonsense. */
#include "base/opts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* What this library knows; the first release ended behind `b`. */
struct known {
    uint32_t struct_size;
    uint32_t a;
    const char *b;
    uint64_t c;
};

enum { FIRST_SIZE = offsetof(struct known, c) };

struct newer {
    struct known known;
    uint64_t d;
};

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

static ctr_status read_it(struct lc_ctx *ctx, const void *user, uint32_t size, struct known *out)
{
    return lc_options_read(ctx, "ctr_things", user, size, out, sizeof *out, FIRST_SIZE);
}

static void null_leaves_the_defaults(void **state)
{
    struct known out = {.a = 7, .c = 9};
    assert_int_equal(read_it(*state, NULL, 0, &out), CTR_OK);
    assert_int_equal(out.struct_size, sizeof out);
    assert_int_equal(out.a, 7);
    assert_int_equal(out.c, 9);
}

static void a_full_struct_replaces_the_defaults(void **state)
{
    struct known out = {.a = 7, .c = 9};
    const struct known user = {sizeof user, 1, "b", 2};
    assert_int_equal(read_it(*state, &user, user.struct_size, &out), CTR_OK);
    assert_int_equal(out.a, 1);
    assert_string_equal(out.b, "b");
    assert_int_equal(out.c, 2);
}

static void an_older_caller_keeps_new_defaults(void **state)
{
    struct known out = {.a = 7, .c = 9};
    const struct known user = {FIRST_SIZE, 1, "b", 2};
    assert_int_equal(read_it(*state, &user, user.struct_size, &out), CTR_OK);
    assert_int_equal(out.a, 1);
    assert_int_equal(out.c, 9);
    assert_int_equal(out.struct_size, sizeof out);
}

static void a_newer_caller_may_leave_what_we_do_not_know_zero(void **state)
{
    struct known out = {.a = 7};
    struct newer user = {{sizeof user, 1, NULL, 3}, 0};
    assert_int_equal(read_it(*state, &user, user.known.struct_size, &out), CTR_OK);
    assert_int_equal(out.c, 3);
    assert_int_equal(out.struct_size, sizeof out);
}

static void a_newer_caller_may_not_set_it(void **state)
{
    struct lc_ctx *ctx = *state;
    struct known out = {.a = 7};
    struct newer user = {{sizeof user, 1, NULL, 3}, UINT64_C(1) << 56};
    assert_int_equal(read_it(ctx, &user, user.known.struct_size, &out), CTR_E_ARGUMENT);
    assert_string_equal(ctr_error_message(ctx->error),
                        "ctr_things of 32 bytes sets fields that this library (24 bytes) does not "
                        "know; leave them zero or use a newer library");
    assert_int_equal(out.a, 7);
}

static void nonsense_sizes_are_refused(void **state)
{
    struct lc_ctx *ctx = *state;
    static const uint32_t sizes[] = {0, 1, 8, FIRST_SIZE - 1, LC_OPTIONS_MAX + 1, UINT32_MAX};
    static unsigned char bytes[LC_OPTIONS_MAX];
    struct known out = {.a = 7};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char text[160];
        assert_int_equal(read_it(ctx, bytes, sizes[i], &out), CTR_E_ARGUMENT);
        snprintf(text, sizeof text,
                 "struct_size of ctr_things is %u, wanted %d to 4096; fill it with "
                 "ctr_things_init() first",
                 (unsigned)sizes[i], (int)FIRST_SIZE);
        assert_string_equal(ctr_error_message(ctx->error), text);
        assert_string_equal(ctr_error_detail(ctx->error, "wanted"), "ctr_things");
        ctr_error_free(ctx->error);
        ctx->error = NULL;
        assert_int_equal(out.a, 7);
    }
    assert_int_equal(read_it(ctx, bytes, LC_OPTIONS_MAX, &out), CTR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(null_leaves_the_defaults),
        TEST(a_full_struct_replaces_the_defaults),
        TEST(an_older_caller_keeps_new_defaults),
        TEST(a_newer_caller_may_leave_what_we_do_not_know_zero),
        TEST(a_newer_caller_may_not_set_it),
        TEST(nonsense_sizes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
