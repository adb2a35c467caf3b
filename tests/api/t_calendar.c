/* Calendars through the public interface. */
#include <contracts/contracts.h>

#include <stdlib.h>
#include <string.h>

#include "support/fixture.h"

static const char office[] = "calendars:\n"
                             "- {id: office, name: Office, zone: '+01:00', hours: 09:00-17:00,\n"
                             "   holidays: [2026-11-24]}\n"
                             "- {id: other}\n";

static ctr_status read_one(const char *text, const char *id, ctr_calendar **out, ctr_error **err)
{
    ctr_source source;
    ctr_calendar_options options;
    ctr_source_init(&source, sizeof source);
    source.data = text;
    source.size = strlen(text);
    source.file = "c.yaml";
    ctr_calendar_options_init(&options, sizeof options);
    options.id = id;
    return ctr_calendar_read(&source, &options, out, err);
}

static int with_office(void **state)
{
    ctr_error *err = NULL;
    ctr_calendar *calendar = NULL;
    assert_ctr_ok(read_one(office, "office", &calendar, &err));
    *state = calendar;
    return 0;
}

static int without_office(void **state)
{
    ctr_calendar_free(*state);
    return 0;
}

static int64_t at(const ctr_calendar *calendar, const char *text)
{
    ctr_error *err = NULL;
    int64_t us = 0;
    assert_ctr_ok(ctr_calendar_instant(calendar, text, &us, &err));
    return us;
}

static void a_goal_is_due(void **state)
{
    const ctr_calendar *c = *state;
    ctr_error *err = NULL;
    int64_t due = 0;
    int64_t time = 0;
    char text[40];
    assert_ctr_ok(ctr_calendar_add(c, at(c, "2026-11-23T16:30"), 3600000000, &due, &err));
    assert_ctr_ok(ctr_calendar_local(c, due, text, sizeof text, &err));
    assert_string_equal(text, "2026-11-25T09:30:00+01:00");
    assert_ctr_ok(ctr_calendar_elapsed(c, at(c, "2026-11-23T16:30"), due, &time, &err));
    assert_true(time == 3600000000);
    assert_ctr_ok(ctr_calendar_elapsed(c, due, at(c, "2026-11-23T16:30"), &time, &err));
    assert_true(time == -3600000000);
    assert_int_equal(ctr_calendar_is_open(c, due), 1);
    assert_int_equal(ctr_calendar_is_open(c, at(c, "2026-11-24T12:00")), 0);
    assert_ctr_ok(ctr_calendar_next_open(c, at(c, "2026-11-24T12:00"), &due, &err));
    assert_true(due == at(c, "2026-11-25T08:00:00Z"));
}

static void days_are_counted_and_added(void **state)
{
    const ctr_calendar *c = *state;
    ctr_error *err = NULL;
    int64_t days = 0;
    int works = 7;
    char date[11];
    assert_ctr_ok(ctr_calendar_days(c, "2026-11-20", "2026-11-27", &days, &err));
    assert_int_equal(days, 4);
    assert_ctr_ok(ctr_calendar_days(c, "2026-11-27", "2026-11-20", &days, &err));
    assert_int_equal(days, -4);
    assert_ctr_ok(ctr_calendar_add_days(c, "2026-11-20", 2, date, sizeof date, &err));
    assert_string_equal(date, "2026-11-25");
    assert_ctr_ok(ctr_calendar_is_working_day(c, "2026-11-24", &works, &err));
    assert_int_equal(works, 0);
    assert_ctr_ok(ctr_calendar_is_working_day(c, "2026-11-25", &works, &err));
    assert_int_equal(works, 1);
}

static void facts_and_output(void **state)
{
    const ctr_calendar *c = *state;
    ctr_error *err = NULL;
    struct text_sink sink = {NULL, 0};
    assert_string_equal(ctr_calendar_id(c), "office");
    assert_string_equal(ctr_calendar_name(c), "Office");
    assert_string_equal(ctr_calendar_zone(c), "+01:00");
    assert_ctr_ok(ctr_calendar_render(c, CTR_RENDER_TEXT, text_sink_write, &sink, &err));
    assert_string_equal(sink.text, "office  Office\n"
                                   "  zone          +01:00\n"
                                   "  monday        09:00-17:00\n"
                                   "  tuesday       09:00-17:00\n"
                                   "  wednesday     09:00-17:00\n"
                                   "  thursday      09:00-17:00\n"
                                   "  friday        09:00-17:00\n"
                                   "  saturday      closed\n"
                                   "  sunday        closed\n"
                                   "DATE        KIND     HOURS   NAME\n"
                                   "2026-11-24  holiday  closed  -\n");
    free(sink.text);
}

static void lists_have_all(void **state)
{
    ctr_error *err = NULL;
    ctr_calendar_list *list = NULL;
    ctr_source source;
    struct text_sink sink = {NULL, 0};
    (void)state;
    ctr_source_init(&source, sizeof source);
    source.data = office;
    source.size = strlen(office);
    assert_ctr_ok(ctr_calendar_list_read(&source, NULL, &list, &err));
    assert_int_equal(ctr_calendar_list_count(list), 2);
    assert_string_equal(ctr_calendar_id(ctr_calendar_list_at(list, 1)), "other");
    assert_null(ctr_calendar_list_at(list, 2));
    assert_int_equal(ctr_calendar_is_open(ctr_calendar_list_at(list, 0), 1), 0);
    assert_ctr_ok(ctr_calendar_list_render(list, CTR_RENDER_JSON, text_sink_write, &sink, &err));
    assert_non_null(strstr(sink.text, "\"calendars\": ["));
    free(sink.text);
    ctr_calendar_list_free(list);
    ctr_calendar_list_free(NULL);
    assert_int_equal(ctr_calendar_list_count(NULL), 0);
}

static void one_is_chosen(void **state)
{
    ctr_error *err = NULL;
    ctr_calendar *c = NULL;
    (void)state;
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the document has several calendars; name one of office, other",
                     read_one(office, NULL, &c, &err));
    assert_null(c);
    assert_ctr_fails(CTR_E_NOT_FOUND,
                     "there is no calendar 'none' in the document; it has office, other",
                     read_one(office, "none", &c, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, "there is no calendar at all in the document; it has none",
                     read_one("[]", NULL, &c, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, read_one(office, "a b", &c, &err));
    assert_ctr_fails(CTR_E_INPUT,
                     "c.yaml:1:8: '9-5' is no span of hours; wanted HH:MM-HH:MM such as "
                     "09:00-17:00",
                     read_one("hours: 9-5", NULL, &c, &err));
    assert_ctr_ok(read_one("{}", NULL, &c, &err));
    assert_string_equal(ctr_calendar_id(c), "calendar");
    assert_null(ctr_calendar_name(c));
    ctr_calendar_free(c);
}

static void wrong_questions_are_refused(void **state)
{
    const ctr_calendar *c = *state;
    ctr_error *err = NULL;
    int64_t out = 7;
    int flag = 7;
    char text[40];
    assert_ctr_fails(CTR_E_ARGUMENT, "a calendar is needed, not NULL",
                     ctr_calendar_add(NULL, 1, 1, &out, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "a place for the answer is needed, not NULL",
                     ctr_calendar_add(c, 1, 1, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "a span of working time is negative, wanted 0 or more",
                     ctr_calendar_add(c, 1, -1, &out, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_calendar_add(c, INT64_MIN, 1, &out, &err));
    assert_ctr_fails(CTR_E_LIMIT, NULL, ctr_calendar_add(c, 1, INT64_MAX, &out, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_calendar_elapsed(c, 1, INT64_MAX, &out, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_calendar_next_open(c, INT64_MAX, &out, &err));
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the second date '2026-02-29' is no date; wanted one that exists, such as "
                     "2026-11-20",
                     ctr_calendar_days(c, "2026-02-28", "2026-02-29", &out, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_calendar_days(c, NULL, "2026-02-28", &out, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_calendar_is_working_day(c, "soon", &flag, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "room for 10 bytes of text, wanted at least 11",
                     ctr_calendar_add_days(c, "2026-02-28", 1, text, 10, &err));
    assert_ctr_fails(CTR_E_LIMIT, NULL,
                     ctr_calendar_add_days(c, "2026-02-28", INT64_MIN, text, 11, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "room for 39 bytes of text, wanted at least 40",
                     ctr_calendar_local(c, 1, text, 39, &err));
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "'noon' is no time; wanted RFC 3339 such as 2026-11-20T16:30:00+01:00, or "
                     "without an offset in the calendar's zone",
                     ctr_calendar_instant(c, "noon", &out, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_calendar_instant(c, NULL, &out, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_calendar_instant(c, "0000-06-01T00:00:00Z", &out, &err));
    assert_int_equal(out, 7);
    assert_int_equal(flag, 7);
    assert_int_equal(ctr_calendar_is_open(NULL, 1), 0);
    assert_int_equal(ctr_calendar_is_open(c, INT64_MAX), 0);
    assert_null(ctr_calendar_zone(NULL));
    ctr_calendar_free(NULL);
}

static void spans_are_read(void **state)
{
    int64_t us = 7;
    (void)state;
    assert_int_equal(ctr_span_parse("1h30m", &us), 1);
    assert_true(us == 5400000000);
    assert_int_equal(ctr_span_parse("soon", &us), 0);
    assert_int_equal(ctr_span_parse(NULL, &us), 0);
    assert_int_equal(ctr_span_parse("1h", NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_goal_is_due, with_office, without_office),
        cmocka_unit_test_setup_teardown(days_are_counted_and_added, with_office, without_office),
        cmocka_unit_test_setup_teardown(facts_and_output, with_office, without_office),
        cmocka_unit_test(lists_have_all),
        cmocka_unit_test(one_is_chosen),
        cmocka_unit_test_setup_teardown(wrong_questions_are_refused, with_office, without_office),
        cmocka_unit_test(spans_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
