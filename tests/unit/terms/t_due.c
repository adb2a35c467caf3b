/* Deadlines: cases worked out by hand, daylight saving both ways, year ends, holidays. */
#include "calendars.h"

#include "terms/due.h"
#include "terms/fixed.h"

static const char *const berlin = "zone: Europe/Berlin\nhours: 09:00-17:00\n"
                                  "holidays: [2026-12-25, 2027-01-01]\n"
                                  "exceptions: [{date: 2026-12-24, hours: '09:00-12:00'}]\n";
static const char *const all_day = "zone: UTC\ndays: mon..fri\n";
static const char *const around = "zone: Europe/Berlin\ndays: mon..sun\n";

static void working_days_are_counted(void **state)
{
    (void)state;
    const struct {
        const char *calendar, *from, *days, *due;
    } rows[] = {
        {berlin, "2026-11-23T15:00", "1", "2026-11-24T15:00"},
        {berlin, "2026-11-23T15:00", "2", "2026-11-25T15:00"},
        {berlin, "2026-11-20T15:00", "1", "2026-11-23T15:00"}, /* over a weekend */
        {berlin, "2026-11-21T12:00", "1", "2026-11-24T09:00"}, /* from Monday's opening */
        {berlin, "2026-11-23T20:00", "1", "2026-11-25T09:00"}, /* closed: from Tuesday */
        {berlin, "2026-11-23T15:00", "0", "2026-11-23T15:00"},
        {berlin, "2026-11-23T15:00", "0.25", "2026-11-23T17:00"}, /* of eight hours */
        {berlin, "2026-11-23T15:00", "1.5", "2026-11-25T11:00"},
        /* the short day before the holiday is closed at 15:00, so the next opening */
        {berlin, "2026-12-23T15:00", "1", "2026-12-28T09:00"},
        {berlin, "2026-12-23T10:00", "1", "2026-12-24T10:00"},
        {berlin, "2026-12-31T10:00", "1", "2027-01-04T10:00"}, /* year's end */
        /* daylight saving: the time of the day stays */
        {berlin, "2026-03-27T10:00", "1", "2026-03-30T10:00"},
        {berlin, "2026-10-23T10:00", "1", "2026-10-26T10:00"},
        {around, "2026-03-28T10:00", "1", "2026-03-29T10:00"},
        {around, "2026-10-24T10:00", "1", "2026-10-25T10:00"},
        {all_day, "2026-01-01T00:00:00Z", "2", "2026-01-05T00:00:00Z"},
        {all_day, "2026-01-03T08:00:00Z", "0.5", "2026-01-05T12:00:00Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct calendar k;
        int64_t days, due;
        calendar_of(&k, rows[i].calendar);
        assert_int_equal(lc_fixed_parse(lc_str(rows[i].days), &days), LC_FIXED_OK);
        assert_int_equal(lc_term_due(&k.ctx, &k.c, when(&k, rows[i].from), days, &due), CTR_OK);
        if (due != when(&k, rows[i].due)) {
            char is[LC_TIME_TEXT];
            fail_msg("%s and %s days: %s, wanted %s", rows[i].from, rows[i].days,
                     lc_time_format(due, is), rows[i].due);
        }
        calendar_end(&k);
    }
}

static void a_reminder_comes_before(void **state)
{
    (void)state;
    const struct {
        const char *from, *due;
        int64_t hours;
        const char *at;
    } rows[] = {
        {"2026-11-23T15:00", "2026-11-25T15:00", 4, "2026-11-25T11:00"},
        {"2026-11-23T15:00", "2026-11-25T15:00", 8, "2026-11-24T15:00"},
        {"2026-11-23T15:00", "2026-11-25T15:00", 16, "2026-11-23T15:00"},
        {"2026-11-23T15:00", "2026-11-25T15:00", 100, "2026-11-23T15:00"}, /* not earlier */
        {"2026-11-23T15:00", "2026-11-25T15:00", 0, "2026-11-25T15:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct calendar k;
        int64_t at;
        calendar_of(&k, berlin);
        int64_t span = lc_term_hours(rows[i].hours * LC_FIXED_ONE);
        assert_int_equal(
            lc_term_before(&k.ctx, &k.c, when(&k, rows[i].from), when(&k, rows[i].due), span, &at),
            CTR_OK);
        assert_int_equal(at, when(&k, rows[i].at));
        calendar_end(&k);
    }
}

static void a_calendar_without_working_days_has_no_deadline(void **state)
{
    (void)state;
    struct calendar k;
    int64_t due;
    calendar_of(&k,
                "zone: UTC\nweek: {}\nexceptions: [{date: 2026-01-05, hours: '09:00-10:00'}]\n");
    assert_int_equal(
        lc_term_due(&k.ctx, &k.c, when(&k, "2026-01-06T00:00:00Z"), LC_FIXED_ONE, &due),
        CTR_E_LIMIT);
    calendar_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(working_days_are_counted),
        cmocka_unit_test(a_reminder_comes_before),
        cmocka_unit_test(a_calendar_without_working_days_has_no_deadline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
