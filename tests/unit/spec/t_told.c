/* The findings of a comparison under way: each once, in order, in places that stay. */
#include "spec/told.h"

#include "base/once.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../base/fault_ctx.h"

enum { MANY = 5000 };

static const char rule[] = "a-rule";
static const char other_rule[] = "a-rule-too";

static struct ctr_finding at(struct lc_ctx *ctx, int i)
{
    return (struct ctr_finding){.rule = i % 3 ? rule : other_rule,
                                .part = lc_format(ctx, "/part %d", i / 2),
                                .message = "x"};
}

static const char *arguments(int i)
{
    return i % 2 ? "1 2" : NULL;
}

/* Fill in MANY, asking before each whether it is there already. */
static ctr_status fill(struct lc_ctx *ctx, struct lc_told *told)
{
    for (int i = 0; i < MANY; i++) {
        struct ctr_finding f = at(ctx, i);
        if (!f.part) {
            return CTR_E_NOMEM;
        }
        const struct lc_told_what what = {f.rule, f.part, arguments(i)};
        if (lc_told_find(told, &what)) {
            return lc_fail(ctx, CTR_E_CORRUPT, "%d is there already", i);
        }
        LC_TRY(lc_told_add(ctx, told, &f, arguments(i)));
    }
    return CTR_OK;
}

static void each_is_found_by_what_it_says(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_told told = {0};
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    assert_int_equal(fill(&ctx, &told), CTR_OK);
    assert_int_equal(told.count, MANY);
    for (int i = 0; i < MANY; i++) {
        struct ctr_finding f = at(&ctx, i);
        struct lc_told_what what = {f.rule, f.part, arguments(i)};
        assert_ptr_equal(lc_told_find(&told, &what), lc_told_at(&told, (size_t)i));
        assert_string_equal(lc_told_at(&told, (size_t)i)->part, f.part);
        what.arguments = "1 3";
        assert_null(lc_told_find(&told, &what));
        what = (struct lc_told_what){f.rule == rule ? other_rule : rule, f.part, arguments(i)};
        const struct ctr_finding *twin = lc_told_find(&told, &what);
        assert_true(!twin || twin->rule == what.rule);
        what = (struct lc_told_what){f.rule, lc_format(&ctx, "%sx", f.part), arguments(i)};
        assert_null(lc_told_find(&told, &what));
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void nothing_is_found_in_nothing(void **state)
{
    (void)state;
    const struct lc_told told = {0};
    const struct lc_told_what what = {rule, "/", NULL};
    assert_null(lc_told_find(&told, &what));
}

static void no_arguments_are_the_same_as_empty_ones(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_told told = {0};
    const struct ctr_finding f = {.rule = rule, .part = "/", .message = "x"};
    const struct lc_told_what empty = {rule, "/", ""};
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_told_add(&ctx, &told, &f, NULL), CTR_OK);
    assert_ptr_equal(lc_told_find(&told, &empty), lc_told_at(&told, 0));
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* Findings are pointed to while others are added. */
static void they_stay_where_they_are(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_told told = {0};
    const struct ctr_finding first = {.rule = rule, .part = "/first", .message = "x"};
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_told_add(&ctx, &told, &first, NULL), CTR_OK);
    const struct ctr_finding *before = lc_told_at(&told, 0);
    assert_int_equal(fill(&ctx, &told), CTR_OK);
    assert_ptr_equal(lc_told_at(&told, 0), before);
    assert_string_equal(before->part, "/first");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static ctr_status work(struct lc_ctx *ctx)
{
    struct lc_told told = {0};
    return fill(ctx, &told);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    fault_walk_ctx(work);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_found_by_what_it_says),
        cmocka_unit_test(nothing_is_found_in_nothing),
        cmocka_unit_test(no_arguments_are_the_same_as_empty_ones),
        cmocka_unit_test(they_stay_where_they_are),
        cmocka_unit_test(every_allocation_may_fail),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
