/* Attainment over windows. Instants are small numbers: nothing here looks at a calendar. */
#include "terms/attainment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../base/fault.h"

/* met at 10, met at 20, late since 15 and stopped at 40, late since 25 and open, open, met at 30 */
static const struct lc_watch_cycle cycles[] = {
    {.start = 1, .stop = 10, .elapsed = 9, .due = 12},
    {.start = 2, .stop = 20, .elapsed = 18, .due = 20},
    {.start = 3, .stop = 40, .elapsed = 37, .due = 15, .late = 1},
    {.start = 4, .stop = 0, .elapsed = 46, .due = 25, .late = 1, .open = 1},
    {.start = 5, .stop = 0, .elapsed = 45, .due = 60, .open = 1},
    {.start = 6, .stop = 30, .elapsed = 24, .due = 31},
};
enum { COUNT = sizeof cycles / sizeof cycles[0] };

static void each_cycle_counts_once(void **state)
{
    (void)state;
    static const struct {
        int64_t from, to, target;
        struct lc_attainment want;
    } rows[] = {
        {0, 50, 60000000, {3, 2, 1, 1, 60000000, 1, 0, 24, 46}},
        {0, 50, 60000001, {3, 2, 1, 1, 60000000, 0, -5, 24, 46}},
        {0, 50, 50000000, {3, 2, 1, 1, 60000000, 1, 50000000, 24, 46}},
        {0, 20, 90000000, {1, 1, 0, 1, 50000000, 0, -80000000, 9, 37}},
        {20, 50, 90000000, {2, 1, 1, 1, 66666667, 0, -70000000, 24, 46}},
        {10, 11, 100000000, {1, 0, 0, 1, 100000000, 1, 0, 9, 9}},
        {40, 50, 100000000, {0, 0, 0, 1, -1, 1, 0, -1, -1}}, /* stopped late: counted at 15 */
        {0, 5, 100000000, {0, 0, 0, 0, -1, 1, 0, -1, -1}},
        {7, 7, 100000000, {0, 0, 0, 1, -1, 1, 0, -1, -1}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        struct lc_attainment is;
        const struct lc_attainment *want = &rows[i].want;
        const struct lc_attainment_window w = {rows[i].from, rows[i].to, rows[i].target};
        assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
        assert_int_equal(lc_attainment(&ctx, &w, cycles, COUNT, &is), CTR_OK);
        assert_int_equal(is.met, want->met);
        assert_int_equal(is.late, want->late);
        assert_int_equal(is.late_open, want->late_open);
        assert_int_equal(is.pending, want->pending);
        assert_int_equal(is.attained, want->attained);
        assert_int_equal(is.reached, want->reached);
        assert_int_equal(is.budget_left, want->budget_left);
        assert_int_equal(is.p50, want->p50);
        assert_int_equal(is.p90, want->p90);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void windows_that_follow_each_other_add_up(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_attainment all;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    const struct lc_attainment_window whole = {0, 100, 0};
    assert_int_equal(lc_attainment(&ctx, &whole, cycles, COUNT, &all), CTR_OK);
    for (int64_t cut = 0; cut <= 100; cut++) {
        const struct lc_attainment_window w[2] = {{0, cut, 0}, {cut, 100, 0}};
        struct lc_attainment a;
        struct lc_attainment b;
        assert_int_equal(lc_attainment(&ctx, &w[0], cycles, COUNT, &a), CTR_OK);
        assert_int_equal(lc_attainment(&ctx, &w[1], cycles, COUNT, &b), CTR_OK);
        assert_int_equal(a.met + b.met, all.met);
        assert_int_equal(a.late + b.late, all.late);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void ranks_are_the_nearest(void **state)
{
    (void)state;
    int64_t values[1000];
    for (int64_t i = 0; i < 1000; i++) {
        values[i] = i + 1;
    }
    static const struct {
        size_t count;
        int percent;
        int64_t want;
    } rows[] = {{0, 50, -1},     {1, 50, 1},     {1, 90, 1},   {2, 50, 1},
                {2, 51, 2},      {3, 50, 2},     {5, 30, 2},   {5, 40, 2},
                {5, 41, 3},      {5, 100, 5},    {10, 90, 9},  {11, 90, 10},
                {1000, 90, 900}, {999, 90, 900}, {1000, 0, 1}, {1000, 50, 500}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(lc_nearest_rank(values, rows[i].count, rows[i].percent), rows[i].want);
    }
}

static void refused(int64_t from, int64_t to, int64_t target, const char *message)
{
    struct lc_ctx ctx;
    struct lc_attainment is;
    const struct lc_attainment_window w = {from, to, target};
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    ctr_status status = lc_attainment(&ctx, &w, cycles, COUNT, &is);
    assert_int_equal(status, CTR_E_ARGUMENT);
    assert_string_equal(ctr_error_message(ctx.error), message);
    lc_ctx_end(&ctx, status, NULL);
}

static void wrong_windows_are_refused(void **state)
{
    (void)state;
    refused(2, 1, 0, "a window ends before it begins");
    refused(1, 2, -1, "a target is not between 0 % and 100 %");
    refused(1, 2, LC_WATCH_WHOLE + 1, "a target is not between 0 % and 100 %");
}

static void no_memory_is_told(void **state)
{
    (void)state;
    struct fault f = {.fail_at = 1, .persistent = true};
    ctr_allocator host = fault_table(&f);
    struct lc_ctx ctx;
    struct lc_attainment is;
    const struct lc_attainment_window w = {0, 1, 0};
    assert_int_equal(lc_ctx_begin(&ctx, &host), CTR_OK);
    assert_int_equal(lc_attainment(&ctx, &w, cycles, COUNT, &is), CTR_E_NOMEM);
    lc_ctx_end(&ctx, CTR_E_NOMEM, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cycle_counts_once),
        cmocka_unit_test(windows_that_follow_each_other_add_up),
        cmocka_unit_test(ranks_are_the_nearest),
        cmocka_unit_test(wrong_windows_are_refused),
        cmocka_unit_test(no_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
