/* Instants: RFC 3339 there and back, the calendar against the C library's. */
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#define FIRST INT64_C(-62167219200000000) /* 0000-01-01T00:00:00Z */
#define LAST INT64_C(253402300799999999)  /* 9999-12-31T23:59:59.999999Z */

static void instants_are_written(void **state)
{
    (void)state;
    static const struct {
        int64_t us;
        const char *text;
    } rows[] = {
        {0, "1970-01-01T00:00:00Z"},
        {1, "1970-01-01T00:00:00.000001Z"},
        {-1, "1969-12-31T23:59:59.999999Z"},
        {500000, "1970-01-01T00:00:00.5Z"},
        {120, "1970-01-01T00:00:00.00012Z"},
        {INT64_C(951782400000000), "2000-02-29T00:00:00Z"},
        {INT64_C(1795166999123456), "2026-11-20T09:29:59.123456Z"},
        {FIRST, "0000-01-01T00:00:00Z"},
        {LAST, "9999-12-31T23:59:59.999999Z"},
        {FIRST - 1, "out of range"},
        {LAST + 1, "out of range"},
        {INT64_MIN, "out of range"},
        {INT64_MAX, "out of range"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[LC_TIME_TEXT];
        assert_ptr_equal(lc_time_format(rows[i].us, text), text);
        assert_string_equal(text, rows[i].text);
    }
}

static void instants_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *utc;
    } rows[] = {
        {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
        {"1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52Z"},
        {"1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"},
        {"1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.87Z"},
        {"2026-11-20t09:30:00z", "2026-11-20T09:30:00Z"},
        {"2026-11-20 09:30:00+23:59", "2026-11-19T09:31:00Z"},
        {"2026-11-20T09:30:00-23:59", "2026-11-21T09:29:00Z"},
        {"2026-11-20T09:30:00-00:00", "2026-11-20T09:30:00Z"},
        {"1990-12-31T23:59:60Z", "1991-01-01T00:00:00Z"},
        {"1990-12-31T15:59:60.25-08:00", "1991-01-01T00:00:00.25Z"},
        {"2026-11-20T09:30:00.1234567890123Z", "2026-11-20T09:30:00.123456Z"},
        {"2026-11-20T09:30:00.9999999Z", "2026-11-20T09:30:00.999999Z"},
        {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
        {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"},
        {"0000-02-29T00:00:00Z", "0000-02-29T00:00:00Z"},
        {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"},
        {"2026-11-20", "2026-11-20T00:00:00Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[LC_TIME_TEXT];
        int64_t us;
        if (!lc_time_parse(lc_str(rows[i].text), false, &us)) {
            fail_msg("'%s' is refused", rows[i].text);
        }
        assert_string_equal(lc_time_format(us, text), rows[i].utc);
    }
}

static void a_bare_date_is_its_start_or_its_end(void **state)
{
    (void)state;
    char text[LC_TIME_TEXT];
    int64_t us;
    assert_true(lc_time_parse(LC_STR("2026-12-31"), true, &us));
    assert_string_equal(lc_time_format(us, text), "2026-12-31T23:59:59.999999Z");
    assert_true(lc_time_parse(LC_STR("2026-12-31T10:00:00Z"), true, &us));
    assert_string_equal(lc_time_format(us, text), "2026-12-31T10:00:00Z");
    assert_true(lc_time_parse(LC_STR("9999-12-31"), true, &us));
    assert_true(us == LAST);
}

static void what_is_no_instant_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "2026",
        "2026-11",
        "2026-11-2",
        "2026-1-20",
        "26-11-20",
        "2026-00-10",
        "2026-13-10",
        "2026-11-00",
        "2026-11-31",
        "2026-02-29",
        "1900-02-29",
        "2100-02-29",
        "2026-11-20T",
        "2026-11-20T09",
        "2026-11-20T09:30",
        "2026-11-20T09:30Z",
        "2026-11-20T09:30:00",
        "2026-11-20T24:00:00Z",
        "2026-11-20T09:60:00Z",
        "2026-11-20T09:30:61Z",
        "2026-11-20T09:30:60Z",
        "2026-11-20T23:59:60-01:00",
        "2026-11-20T09:30:00.Z",
        "2026-11-20T09:30:00,5Z",
        "2026-11-20T09:30:00+24:00",
        "2026-11-20T09:30:00+0100",
        "2026-11-20T09:30:00+01",
        "2026-11-20T09:30:00+01:60",
        "2026-11-20T09:30:00Zx",
        "2026-11-20T09:30:00Z ",
        " 2026-11-20T09:30:00Z",
        "2026-11-20_09:30:00Z",
        "2026/11/20",
        "20261120",
        "2026-11-20T9:30:00Z",
        "-026-11-20",
        "+2026-11-20",
        "2026-11-20x",
        "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "9999-12-31T23:59:60Z",
        "tomorrow",
        "1763631000",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t us = 4711;
        if (lc_time_parse(lc_str(rows[i]), false, &us) || us != 4711) {
            fail_msg("'%s' is read", rows[i]);
        }
    }
    int64_t us;
    assert_false(lc_time_parse(lc_str_n("2026-11-20T09:30:00\0", 20), false, &us));
}

static void every_day_of_ten_thousand_years_agrees_with_the_c_library(void **state)
{
    (void)state;
    for (int64_t day = -719528; day < 2932897; day++) {
        char text[LC_TIME_TEXT];
        char wanted[40];
        time_t seconds = (time_t)(day * 86400 + (day & 0xFFFF));
        struct tm tm;
        int64_t back;
        gmtime_r(&seconds, &tm);
        snprintf(wanted, sizeof wanted, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900,
                 tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
        lc_time_format((int64_t)seconds * 1000000, text);
        if (strcmp(text, wanted) != 0 || !lc_time_parse(lc_str(text), false, &back) ||
            back != (int64_t)seconds * 1000000) {
            fail_msg("%s instead of %s", text, wanted);
        }
    }
}

static void the_zone_of_the_process_does_not_matter(void **state)
{
    (void)state;
    char text[LC_TIME_TEXT];
    int64_t us;
    setenv("TZ", "America/New_York", 1);
    tzset();
    assert_true(lc_time_parse(LC_STR("2026-07-01T12:00:00Z"), false, &us));
    assert_string_equal(lc_time_format(us, text), "2026-07-01T12:00:00Z");
    unsetenv("TZ");
    tzset();
}

static void now_is_now(void **state)
{
    (void)state;
    int64_t before = (int64_t)time(NULL) * 1000000;
    int64_t now = lc_time_now();
    assert_true(now >= before - 1000000 && now < before + 60000000);
    assert_true(lc_time_now() >= now - 1000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(instants_are_written),
        cmocka_unit_test(instants_are_read),
        cmocka_unit_test(a_bare_date_is_its_start_or_its_end),
        cmocka_unit_test(what_is_no_instant_is_refused),
        cmocka_unit_test(every_day_of_ten_thousand_years_agrees_with_the_c_library),
        cmocka_unit_test(the_zone_of_the_process_does_not_matter),
        cmocka_unit_test(now_is_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
