/* Civil dates and spans of time. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static void dates_are_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t day;
        int weekday;
    } rows[] = {
        {"1970-01-01", 0, 3},      {"1969-12-31", -1, 2},           {"2026-11-20", 20777, 4},
        {"2000-02-29", 11016, 1},  {"0001-01-01", LC_DAY_FIRST, 0}, {"9999-12-31", LC_DAY_LAST, 4},
        {"1900-03-01", -25508, 3}, {"2100-02-28", 47540, 6},        {"2024-02-29", 19782, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[LC_DATE_TEXT];
        int64_t day = 1;
        assert_true(lc_date_parse(lc_str(rows[i].text), &day));
        assert_int_equal(day, rows[i].day);
        assert_int_equal(lc_weekday(day), rows[i].weekday);
        assert_string_equal(lc_date_format(day, text), rows[i].text);
    }
}

static void every_day_follows_the_one_before(void **state)
{
    (void)state;
    struct lc_date d = lc_date_of(LC_DAY_FIRST);
    int weekday = lc_weekday(LC_DAY_FIRST);
    assert_true(d.year == 1 && d.month == 1 && d.day == 1);
    for (int64_t day = LC_DAY_FIRST + 1; day <= LC_DAY_LAST; day++) {
        struct lc_date next = lc_date_of(day);
        bool same = next.year == d.year && next.month == d.month && next.day == d.day + 1;
        bool month = next.year == d.year && next.month == d.month + 1 && next.day == 1 &&
                     d.day == lc_month_days(d.year, d.month);
        bool year = next.year == d.year + 1 && next.month == 1 && next.day == 1 && d.month == 12 &&
                    d.day == 31;
        if (!same && !month && !year) {
            fail_msg("day %lld", (long long)day);
        }
        assert_true(lc_day_of(next.year, next.month, next.day) == day);
        weekday = (weekday + 1) % 7;
        assert_true(lc_weekday(day) == weekday);
        d = next;
    }
}

static void dates_that_do_not_exist_are_none(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",           "2026-02-29", "2100-02-29",    "2026-13-01",  "2026-00-01",
        "2026-01-00", "2026-01-32", "2026-04-31",    "0000-01-01",  "2026-1-1",
        "26-01-01",   "2026/01/01", "2026-01-01 ",   " 2026-01-01", "2026-01-0x",
        "20260101",   "+026-01-01", "2026-01-01T00",
    };
    char text[LC_DATE_TEXT];
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t day = 7;
        assert_false(lc_date_parse(lc_str(texts[i]), &day));
        assert_int_equal(day, 7);
    }
    assert_string_equal(lc_date_format(LC_DAY_FIRST - 1, text), "out of range");
    assert_string_equal(lc_date_format(LC_DAY_LAST + 1, text), "out of range");
}

static void spans_are_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t seconds;
        const char *again;
    } rows[] = {
        {"60m", 3600, "1h"},         {"1h30m", 5400, "1h30m"},
        {"45s", 45, "45s"},          {"8h", 28800, "8h"},
        {"1h0m5s", 3605, "1h5s"},    {"90m30s", 5430, "1h30m30s"},
        {"1000h", 3600000, "1000h"}, {"1000000h", 3600000000, "1000000h"},
        {"0h1s", 1, "1s"},
    };
    static const char *const bad[] = {"",           "0m",  "60",   "m",    "1m1h",
                                      "1h1h",       "-1h", "1.5h", "1 h",  "1hm",
                                      "1000001h",   "1d",  "h1",   "1h30", "99999999999999999999s",
                                      "1000000h1s", "PT1H"};
    char text[LC_SPAN_TEXT];
    int64_t us = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(lc_span_parse(lc_str(rows[i].text), &us));
        assert_true(us == rows[i].seconds * LC_US_PER_SECOND);
        assert_string_equal(lc_span_format(us, text), rows[i].again);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        us = 7;
        assert_false(lc_span_parse(lc_str(bad[i]), &us));
        assert_int_equal(us, 7);
    }
    assert_string_equal(lc_span_format(0, text), "0s");
    assert_string_equal(lc_span_format(-5400000000, text), "-1h30m");
    assert_string_equal(lc_span_format(1500000, text), "1.5s");
    assert_string_equal(lc_span_format(1, text), "0.000001s");
    assert_string_equal(lc_span_format(-60000001, text), "-1m0.000001s");
    assert_string_equal(lc_span_format(INT64_MIN, text), "-2562047788h54.775808s");
}

static void division_rounds_down(void **state)
{
    (void)state;
    assert_int_equal(lc_floor_div(7, 3), 2);
    assert_int_equal(lc_floor_div(-7, 3), -3);
    assert_int_equal(lc_floor_div(-6, 3), -2);
    assert_int_equal(lc_floor_div(0, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_and_written),
        cmocka_unit_test(every_day_follows_the_one_before),
        cmocka_unit_test(dates_that_do_not_exist_are_none),
        cmocka_unit_test(spans_are_read_and_written),
        cmocka_unit_test(division_rounds_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
