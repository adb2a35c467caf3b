/* Working days and working time: cases worked out by hand. */
#include "calendars.h"

static const char *const berlin = "zone: Europe/Berlin\nhours: 09:00-17:00\n"
                                  "holidays: [2026-12-25, {date: 2026-12-26, name: Second}]\n"
                                  "exceptions:\n"
                                  "- {date: 2026-12-24, hours: '09:00-12:00', name: Eve}\n"
                                  "- {date: 2026-12-27, hours: ['10:00-11:00', '12:00-13:00']}\n";

static void a_goal_is_due(void **state)
{
    (void)state;
    static const char *const new_york = "zone: America/New_York\nhours: 09:00-17:00\n";
    static const char *const nights = "zone: Europe/Berlin\nweek: {sat: '22:00-24:00', "
                                      "sun: '00:00-06:00'}\n";
    static const char *const lord_howe = "zone: Australia/Lord_Howe\ndays: mon..sun\n"
                                         "hours: 01:00-03:00\n";
    static const char *const apia = "zone: Pacific/Apia\nhours: 09:00-17:00\n";
    const struct {
        const char *calendar, *start, *goal, *due;
    } rows[] = {
        /* SLA-01: Mon 16:30 plus an hour is Tue 09:30 */
        {berlin, "2026-11-23T16:30", "60m", "2026-11-24T09:30"},
        {berlin, "2026-11-23T16:30", "30m", "2026-11-23T17:00"}, /* closing, not opening */
        {berlin, "2026-11-23T09:00", "8h", "2026-11-23T17:00"},
        {berlin, "2026-11-23T09:00", "8h1s", "2026-11-24T09:00:01"},
        {berlin, "2026-11-23T05:00", "1s", "2026-11-23T09:00:01"},
        {berlin, "2026-11-21T12:00", "1h", "2026-11-23T10:00"}, /* a Saturday */
        {berlin, "2026-11-23T16:30:00.25", "30m", "2026-11-24T09:00:00.25"},
        {berlin, "2026-11-23T20:00", "0s", "2026-11-23T20:00"}, /* nothing is due at once */
        /* year's end: Thu 24 short, Fri 25 and Sat 26 closed, Sun 27 two hours, Mon 28 */
        {berlin, "2026-12-24T11:00", "1h", "2026-12-24T12:00"},
        {berlin, "2026-12-24T11:00", "1h30m", "2026-12-27T10:30"},
        {berlin, "2026-12-24T11:00", "3h", "2026-12-27T13:00"},
        {berlin, "2026-12-24T11:00", "4h", "2026-12-28T10:00"},
        {berlin, "2026-12-31T16:00", "2h", "2027-01-01T10:00"},
        {berlin, "2024-02-28T16:00", "2h", "2024-02-29T10:00"}, /* leap day */
        /* daylight saving: nobody works in those nights */
        {berlin, "2026-03-27T16:00", "2h", "2026-03-30T10:00"},
        {berlin, "2026-10-23T16:00", "2h", "2026-10-26T10:00"},
        {new_york, "2026-03-06T16:00", "2h", "2026-03-09T10:00"},
        {new_york, "2026-10-30T16:00", "2h", "2026-11-02T10:00"},
        /* somebody does: 00:00 to 06:00 has five hours in March, seven in October */
        {nights, "2026-03-28T22:00", "3h59m", "2026-03-29T00:59:00Z"},
        {nights, "2026-03-28T22:00", "4h", "2026-03-29T01:00:00Z"},
        {nights, "2026-03-28T22:00", "4h1m", "2026-03-29T03:01"},
        {nights, "2026-03-28T22:00", "7h", "2026-03-29T06:00"},
        {nights, "2026-03-28T22:00", "7h1s", "2026-04-04T22:00:01"},
        {nights, "2026-10-24T22:00", "4h30m", "2026-10-25T00:30:00Z"},
        {nights, "2026-10-24T22:00", "5h30m", "2026-10-25T01:30:00Z"}, /* 02:30 again */
        {nights, "2026-10-24T22:00", "9h", "2026-10-25T06:00"},
        /* half an hour: 02:00 to 02:30 is left out, 01:30 to 02:00 comes twice */
        {lord_howe, "2026-10-04T01:00", "1h30m", "2026-10-04T03:00"},
        {lord_howe, "2026-10-04T01:00", "1h31m", "2026-10-05T01:01"},
        {lord_howe, "2026-04-05T01:00", "2h30m", "2026-04-05T03:00"},
        /* Friday 30 December 2011 was left out whole */
        {apia, "2011-12-29T16:00", "2h", "2012-01-02T10:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct calendar k;
        int64_t due;
        char text[LC_TIME_TEXT];
        calendar_of(&k, rows[i].calendar);
        int64_t start = when(&k, rows[i].start);
        int64_t goal = span_of(rows[i].goal);
        assert_int_equal(lc_calendar_add(&k.ctx, &k.c, start, goal, &due), CTR_OK);
        if (due != when(&k, rows[i].due)) {
            fail_msg("%s + %s: %s", rows[i].start, rows[i].goal, lc_time_format(due, text));
        }
        assert_true(lc_calendar_elapsed(&k.c, start, due) == goal);
        assert_true(lc_calendar_elapsed(&k.c, due, start) == -goal);
        assert_true(!goal || lc_calendar_elapsed(&k.c, start, due - 1) == goal - 1);
        calendar_end(&k);
    }
}

static void the_calendar_opens(void **state)
{
    (void)state;
    static const struct {
        const char *at, *next;
    } rows[] = {
        {"2026-11-23T08:59:59.999999", "2026-11-23T09:00"},
        {"2026-11-23T09:00", "2026-11-23T09:00"},
        {"2026-11-23T16:59:59", "2026-11-23T16:59:59"},
        {"2026-11-23T17:00", "2026-11-24T09:00"},
        {"2026-11-20T17:00", "2026-11-23T09:00"},
        {"2026-12-24T12:00", "2026-12-27T10:00"},
        {"2026-12-27T11:30", "2026-12-27T12:00"},
    };
    struct calendar k;
    calendar_of(&k, berlin);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t at = when(&k, rows[i].at);
        int64_t next = 0;
        assert_int_equal(lc_calendar_next_open(&k.ctx, &k.c, at, &next), CTR_OK);
        assert_true(next == when(&k, rows[i].next));
        assert_true(lc_calendar_is_open(&k.c, at) == (next == at));
        assert_true(lc_calendar_is_open(&k.c, next));
    }
    calendar_end(&k);
}

static void working_days_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        int64_t days;
    } rows[] = {
        {"2026-11-20", "2026-11-20", 0},  {"2026-11-20", "2026-11-21", 0},
        {"2026-11-20", "2026-11-22", 0},  {"2026-11-20", "2026-11-23", 1},
        {"2026-11-22", "2026-11-23", 1},  {"2026-11-23", "2026-11-20", -1},
        {"2026-11-22", "2026-11-20", 0},  {"2026-11-16", "2026-11-20", 4},
        {"2026-12-23", "2026-12-28", 3}, /* 24 short, 27 a Sunday with hours, 28 */
        {"2026-12-28", "2026-12-23", -3}, {"2025-12-31", "2026-12-31", 261},
        {"2024-02-28", "2024-03-01", 2},  {"0001-01-01", "9999-12-31", 2608614},
    };
    struct calendar k;
    calendar_of(&k, berlin);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t days = lc_calendar_days(&k.c, day_of(rows[i].from), day_of(rows[i].to));
        int64_t naive = 0;
        for (int64_t d = day_of(rows[i].from); d < day_of(rows[i].to); d++) {
            naive += lc_calendar_is_working_day(&k.c, d + 1);
        }
        if (rows[i].days >= 0) {
            assert_int_equal(days, naive);
        }
        if (days != rows[i].days) {
            fail_msg("%s to %s: %lld", rows[i].from, rows[i].to, (long long)days);
        }
    }
    calendar_end(&k);
}

static void working_days_are_added(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int64_t days;
        const char *to;
    } rows[] = {
        {"2026-11-20", 0, "2026-11-20"},  {"2026-11-21", 0, "2026-11-21"},
        {"2026-11-20", 1, "2026-11-23"},  {"2026-11-21", 1, "2026-11-23"},
        {"2026-11-20", 5, "2026-11-27"},  {"2026-11-23", -1, "2026-11-20"},
        {"2026-11-22", -1, "2026-11-20"}, {"2026-11-20", -5, "2026-11-13"},
        {"2026-12-23", 3, "2026-12-28"},  {"2026-12-28", -3, "2026-12-23"},
        {"2024-02-28", 1, "2024-02-29"},  {"2026-12-31", 1, "2027-01-01"},
    };
    struct calendar k;
    int64_t day;
    calendar_of(&k, berlin);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[LC_DATE_TEXT];
        assert_int_equal(
            lc_calendar_add_days(&k.ctx, &k.c, day_of(rows[i].from), rows[i].days, &day), CTR_OK);
        assert_string_equal(lc_date_format(day, text), rows[i].to);
    }
    static const int64_t too_many[] = {INT64_MAX, INT64_MIN, 3000000, -3000000, 2608614};
    for (size_t i = 0; i < sizeof too_many / sizeof too_many[0]; i++) {
        struct lc_ctx ctx;
        assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
        assert_int_equal(lc_calendar_add_days(&ctx, &k.c, day_of("2026-11-20"), too_many[i], &day),
                         CTR_E_LIMIT);
        lc_ctx_end(&ctx, CTR_E_LIMIT, NULL);
    }
    assert_int_equal(lc_calendar_add_days(&k.ctx, &k.c, LC_DAY_LAST, 1, &day), CTR_E_LIMIT);
    assert_string_equal(ctr_error_message(k.ctx.error), "calendar 'calendar' has no 1 working days "
                                                        "after 9999-12-31 in the years 1 to 9999");
    k.status = CTR_E_LIMIT;
    calendar_end(&k);
}

static void a_holiday_added_later_moves_what_is_due(void **state)
{
    (void)state;
    struct calendar before;
    struct calendar after;
    int64_t due;
    calendar_of(&before, "zone: Europe/Berlin\nhours: 09:00-17:00\n");
    calendar_of(&after, "zone: Europe/Berlin\nhours: 09:00-17:00\nholidays: [2026-11-24]\n");
    int64_t start = when(&before, "2026-11-23T16:30");
    assert_int_equal(lc_calendar_add(&before.ctx, &before.c, start, span_of("1h"), &due), CTR_OK);
    assert_true(due == when(&before, "2026-11-24T09:30"));
    assert_int_equal(lc_calendar_add(&after.ctx, &after.c, start, span_of("1h"), &due), CTR_OK);
    assert_true(due == when(&after, "2026-11-25T09:30"));
    calendar_end(&before);
    calendar_end(&after);
}

static void another_zone_is_another_answer(void **state)
{
    (void)state;
    struct calendar berlin_hours;
    struct calendar new_york;
    int64_t due;
    calendar_of(&berlin_hours, "zone: Europe/Berlin\nhours: 09:00-17:00\n");
    calendar_of(&new_york, "zone: America/New_York\nhours: 09:00-17:00\n");
    int64_t start = when(&berlin_hours, "2026-11-23T16:30"); /* 10:30 in New York */
    assert_int_equal(lc_calendar_add(&new_york.ctx, &new_york.c, start, span_of("1h"), &due),
                     CTR_OK);
    assert_true(due == when(&berlin_hours, "2026-11-23T17:30"));
    calendar_end(&berlin_hours);
    calendar_end(&new_york);
}

static void what_never_opens_is_no_endless_loop(void **state)
{
    (void)state;
    struct calendar k;
    int64_t at;
    calendar_of(&k, "id: rare\nzone: Europe/Berlin\ndays: []\n"
                    "exceptions: [{date: 2026-11-23, hours: '09:00-10:00'}]\n");
    assert_int_equal(lc_calendar_add(&k.ctx, &k.c, when(&k, "2026-11-01"), span_of("60m"), &at),
                     CTR_OK);
    assert_true(at == when(&k, "2026-11-23T10:00"));
    assert_int_equal(lc_calendar_add(&k.ctx, &k.c, when(&k, "2026-11-01"), span_of("61m"), &at),
                     CTR_E_LIMIT);
    assert_string_equal(ctr_error_message(k.ctx.error),
                        "calendar 'rare' is not open for 1h1m after 2026-10-31, until the end of "
                        "9999; give its week more hours");
    k.status = CTR_E_LIMIT;
    calendar_end(&k);
}

static void the_longest_spans_are_quick(void **state)
{
    (void)state;
    struct calendar k;
    int64_t due;
    calendar_of(&k, berlin);
    int64_t first = when(&k, "0001-01-02T00:00:00Z");
    int64_t last = when(&k, "9999-12-30T00:00:00Z");
    int64_t all = lc_calendar_elapsed(&k.c, first, last);
    assert_int_equal(lc_calendar_add(&k.ctx, &k.c, first, all, &due), CTR_OK);
    assert_true(lc_calendar_elapsed(&k.c, first, due) == all);
    assert_int_equal(lc_calendar_add(&k.ctx, &k.c, first, INT64_MAX, &due), CTR_E_LIMIT);
    k.status = CTR_E_LIMIT;
    calendar_end(&k);
}

static void terms_without_a_calendar_have_one(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_zone utc;
    struct ctr_calendar c;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_true(lc_zone_fixed("UTC", &utc));
    assert_int_equal(lc_calendar_default(&ctx, &utc, &c), CTR_OK);
    assert_int_equal(lc_calendar_days(&c, day_of("2026-11-20"), day_of("2026-11-27")), 5);
    assert_string_equal(c.week[4].hours[0], "00:00-24:00");
    assert_int_equal(c.week[5].count, 0);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void instants_are_checked(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_check_instant(&ctx, "the start", INT64_MAX), CTR_E_ARGUMENT);
    assert_string_equal(ctr_error_message(ctx.error),
                        "the start is 9223372036854775807 microseconds from 1970, wanted one of "
                        "the years 1 to 9999");
    lc_ctx_end(&ctx, CTR_E_ARGUMENT, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_goal_is_due),
        cmocka_unit_test(the_calendar_opens),
        cmocka_unit_test(working_days_are_counted),
        cmocka_unit_test(working_days_are_added),
        cmocka_unit_test(a_holiday_added_later_moves_what_is_due),
        cmocka_unit_test(another_zone_is_another_answer),
        cmocka_unit_test(what_never_opens_is_no_endless_loop),
        cmocka_unit_test(the_longest_spans_are_quick),
        cmocka_unit_test(terms_without_a_calendar_have_one),
        cmocka_unit_test(instants_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
