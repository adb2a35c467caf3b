/* Periods of rhythms: where they begin and end, which ask for nothing; and what a meeting lacks. */
#include "calendars.h"
#include "terms/rhythm.h"

#include "../base/fault.h"

#define OFFICE "zone: UTC\ndays: [mon, tue, wed, thu, fri]\nholidays: [2030-01-10, 2030-12-31]\n"

static void periods_lie_side_by_side(void **state)
{
    (void)state;
    static const struct {
        int32_t rhythm;
        const char *anchor;
        int64_t iteration;
        const char *day, *first, *last;
    } rows[] = {
        {LC_RHYTHM_DAILY, "2030-01-01", 1, "2030-01-05", "2030-01-05", "2030-01-05"},
        {LC_RHYTHM_WEEKLY, "2030-01-01", 1, "2030-01-07", "2030-01-07", "2030-01-13"},
        {LC_RHYTHM_WEEKLY, "2030-01-01", 1, "2030-01-06", "2029-12-31", "2030-01-06"},
        {LC_RHYTHM_BIWEEKLY, "2030-01-01", 1, "2030-01-01", "2030-01-01", "2030-01-14"},
        {LC_RHYTHM_BIWEEKLY, "2030-01-01", 1, "2030-01-15", "2030-01-15", "2030-01-28"},
        {LC_RHYTHM_BIWEEKLY, "2030-01-02", 1, "2030-12-31", "2030-12-18", "2030-12-31"},
        {LC_RHYTHM_MONTHLY, "2030-01-15", 1, "2032-02-29", "2032-02-01", "2032-02-29"},
        {LC_RHYTHM_MONTHLY, "2030-01-15", 1, "2030-12-31", "2030-12-01", "2030-12-31"},
        /* five working days, one holiday among them */
        {LC_RHYTHM_ITERATION, "2030-01-07", 5, "2030-01-07", "2030-01-07", "2030-01-14"},
        {LC_RHYTHM_ITERATION, "2030-01-07", 5, "2030-01-14", "2030-01-07", "2030-01-14"},
        {LC_RHYTHM_ITERATION, "2030-01-07", 5, "2030-01-15", "2030-01-15", "2030-01-21"},
        /* days off behind one belong to it; the first begins with its anchor, whatever day it is */
        {LC_RHYTHM_ITERATION, "2030-01-05", 5, "2030-01-05", "2030-01-05", "2030-01-14"},
        {LC_RHYTHM_ITERATION, "2030-01-14", 5, "2030-01-20", "2030-01-14", "2030-01-20"},
        {LC_RHYTHM_ITERATION, "2030-01-14", 1, "2030-01-19", "2030-01-18", "2030-01-20"},
    };
    struct calendar k;

    calendar_of(&k, OFFICE);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct lc_rhythm_of r = {rows[i].rhythm, &k.c, day_of(rows[i].anchor),
                                       rows[i].iteration};
        struct lc_span_of_days p;
        assert_int_equal(lc_rhythm_period(&k.ctx, &r, day_of(rows[i].day), &p), CTR_OK);
        if (p.first != day_of(rows[i].first) || p.last != day_of(rows[i].last)) {
            char first[LC_DATE_TEXT];
            char last[LC_DATE_TEXT];
            fail_msg("row %zu: %s to %s", i, lc_date_format(p.first, first),
                     lc_date_format(p.last, last));
        }
    }
    calendar_end(&k);
}

/* Every day of three years lies in one period, and the next begins behind it. */
static void every_day_lies_in_one_period(void **state)
{
    (void)state;
    struct calendar k;
    int64_t anchor = day_of("2030-01-05");

    calendar_of(&k, OFFICE);
    for (int32_t rhythm = LC_RHYTHM_DAILY; rhythm <= LC_RHYTHM_ITERATION; rhythm++) {
        const struct lc_rhythm_of r = {rhythm, &k.c, anchor, 7};
        struct lc_span_of_days now;
        struct lc_span_of_days next;
        assert_int_equal(lc_rhythm_period(&k.ctx, &r, anchor, &now), CTR_OK);
        for (int64_t day = anchor; day < anchor + 1096; day++) {
            assert_int_equal(lc_rhythm_period(&k.ctx, &r, day, &next), CTR_OK);
            assert_true(next.first <= day && day <= next.last);
            if (day <= now.last) {
                assert_int_equal(next.first, now.first);
                assert_int_equal(next.last, now.last);
            } else {
                assert_int_equal(next.first, now.last + 1);
            }
            now = next;
        }
    }
    calendar_end(&k);
}

static void a_period_without_a_working_day_asks_for_nothing(void **state)
{
    (void)state;
    struct calendar k;

    calendar_of(&k, OFFICE);
    const struct lc_rhythm_of r = {LC_RHYTHM_DAILY, &k.c, 0, 1};
    static const struct {
        const char *first, *last;
        bool asks;
    } rows[] = {
        {"2030-01-09", "2030-01-09", true},  {"2030-01-10", "2030-01-10", false},
        {"2030-01-12", "2030-01-13", false}, {"2030-01-12", "2030-01-14", true},
        {"2030-12-31", "2030-12-31", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct lc_span_of_days p = {day_of(rows[i].first), day_of(rows[i].last)};
        assert_int_equal(lc_rhythm_asks(&r, &p), rows[i].asks);
    }
    calendar_end(&k);
}

static void an_iteration_that_never_ends_is_refused(void **state)
{
    (void)state;
    struct calendar k;
    struct lc_span_of_days p;

    calendar_of(&k, OFFICE);
    const struct lc_rhythm_of r = {LC_RHYTHM_ITERATION, &k.c, 0, INT64_C(3000000)};
    k.status = lc_rhythm_period(&k.ctx, &r, 10, &p);
    assert_int_equal(k.status, CTR_E_LIMIT);
    calendar_end(&k);
}

static void what_is_required_is_named(void **state)
{
    (void)state;
    static const char *const two[] = {"minutes", "slides"};
    static const struct {
        size_t wanted, given_count;
        const char *given[3];
        bool alone;
        size_t missing;
        const char *first;
    } rows[] = {
        {2, 0, {NULL}, true, 2, "minutes"},
        {2, 1, {"minutes"}, true, 1, "slides"},
        {2, 2, {"slides=a", "minutes=b"}, true, 0, NULL},
        {2, 1, {"minutes of may"}, true, 2, "minutes"},
        {2, 1, {"https://example.org/?minutes=1"}, true, 2, "minutes"},
        {1, 1, {"https://example.org/?id=1"}, true, 0, NULL},
        {1, 1, {"https://example.org/?id=1"}, false, 1, "minutes"},
        {1, 1, {"slides=https://example.org"}, true, 1, "minutes"},
        {1, 1, {"=x"}, true, 0, NULL},
        {0, 1, {"anything"}, true, 0, NULL},
    };
    struct calendar k;

    calendar_of(&k, OFFICE);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char **missing;
        size_t count;
        assert_int_equal(lc_named_missing(&k.ctx, two, rows[i].wanted, rows[i].given,
                                          rows[i].given_count, rows[i].alone, &missing, &count),
                         CTR_OK);
        if (count != rows[i].missing) {
            fail_msg("row %zu: %zu missing", i, count);
        }
        if (count) {
            assert_string_equal(missing[0], rows[i].first);
        }
    }
    calendar_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_lie_side_by_side),
        cmocka_unit_test(every_day_lies_in_one_period),
        cmocka_unit_test(a_period_without_a_working_day_asks_for_nothing),
        cmocka_unit_test(an_iteration_that_never_ends_is_refused),
        cmocka_unit_test(what_is_required_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
