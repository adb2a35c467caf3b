/* Changes by the calendar of their master: when decisions are due, slips, lead times. */
#include "change_case.h"

#define HOUR INT64_C(3600000000)
#define DAY (24 * HOUR)

/* 2026-01-01 is a Thursday; 9 to 17 in UTC+2 is 7 to 15 in UTC; Monday the 5th is a holiday. */
#define OFFICE                                                                                     \
    "calendars:\n"                                                                                 \
    "  - {id: office, zone: '+02:00', days: [mon, tue, wed, thu, fri], hours: '09:00-17:00',\n"    \
    "     holidays: [{date: 2026-01-05, name: Bridge}]}\n"                                         \
    "  - {id: other, zone: UTC}\n"

static ctr_status at(struct fixture *f, plain verb, const char *id, int64_t now, ctr_change **out,
                     ctr_error **err)
{
    ctr_call call = call_of("supplier");
    call.now_us = now;
    return verb(f->store, "shop", "deal", id, &call, out, err);
}

static int64_t due(struct fixture *f, const char *id)
{
    ctr_change *h = get(f, id);
    int64_t us = ctr_decision_due_us(ctr_change_decision(h));
    ctr_change_free(h);
    return us - FIXTURE_START_US;
}

static void decisions_are_due_by_the_masters_first_calendar(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER OFFICE);
    opened(f, "id: CR-1\nrequester: supplier\n" MINOR);
    opened(f, "id: CR-2\nrequester: supplier\n" MINOR);
    /* Thursday 14:30 UTC; three days of eight hours: half an hour today, Friday, Tuesday and
     * 7.5 hours of Wednesday, because Monday is a holiday */
    assert_ctr_ok(
        at(f, ctr_change_submit, "CR-1", FIXTURE_START_US + 14 * HOUR + HOUR / 2, NULL, &err));
    assert_int_equal(due(f, "CR-1"), 6 * DAY + 14 * HOUR + HOUR / 2);
    /* asked for in the night counts from the morning on: Friday, then Tuesday to Thursday */
    assert_ctr_ok(at(f, ctr_change_submit, "CR-2", FIXTURE_START_US + 22 * HOUR, NULL, &err));
    assert_int_equal(due(f, "CR-2"), 7 * DAY + 7 * HOUR);
    assert_store_sound(f->store);
}

static void without_calendar_it_is_monday_to_friday(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: supplier\n" MINOR);
    assert_ctr_ok(at(f, ctr_change_submit, "CR-1", FIXTURE_START_US + 10 * HOUR, NULL, &err));
    assert_int_equal(due(f, "CR-1"), 5 * DAY + 10 * HOUR);
}

static void the_slip_follows_from_the_dates(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_change *h = NULL;

    master(f, MASTER OFFICE);
    opened(f,
           "id: CR-1\nrequester: supplier\nimpact_analysis: {budget_delta_pct: 1, risk_score: 1, "
           "schedule_before: 2026-01-02, schedule_after: 2026-01-09}\n");
    h = get(f, "CR-1");
    assert_string_equal(ctr_change_technical_json(h), "{\"calendar\":\"office\","
                                                      "\"slip_calendar_days\":7,"
                                                      "\"slip_working_days\":4}");
    ctr_change_free(h);
    assert_ctr_ok(at(f, ctr_change_submit, "CR-1", 0, &h, &err));
    const ctr_classification *c = ctr_change_classification(h);
    assert_string_equal(ctr_threshold_value(ctr_classification_at(c, 1)), "4");
    assert_int_equal(ctr_classification_warning_count(c), 0);
    ctr_change_free(h);
    opened(f,
           "id: CR-2\nrequester: supplier\nimpact_analysis: {budget_delta_pct: 1, risk_score: 1, "
           "schedule_slip_days: 2, schedule_before: 2026-01-02, schedule_after: 2026-02-02}\n");
    assert_ctr_ok(at(f, ctr_change_submit, "CR-2", 0, &h, &err));
    c = ctr_change_classification(h);
    assert_int_equal(ctr_classification_class(c), CTR_CLASS_MAJOR);
    assert_string_equal(ctr_classification_warning_at(c, 0),
                        "schedule_slip_days is 2, but schedule_before and schedule_after are 20 "
                        "apart; the dates count");
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void half_a_schedule_is_refused(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_source s = source_of("{schedule_before: 2026-01-02}");

    master(f, MASTER);
    assert_ctr_fails(
        CTR_E_INPUT,
        "CR.yaml:2:35: /impact_analysis/schedule_after: stands without "
        "schedule_before; a slip lies between the two",
        open_change(f, "id: CR-1\nimpact_analysis: {schedule_after: 2026-01-02}\n", NULL, &err));
    opened(f, "id: CR-1\n");
    assert_ctr_fails(CTR_E_INPUT,
                     "CR.yaml:1:19: /schedule_before: stands without schedule_after; a slip lies "
                     "between the two",
                     ctr_change_impact(f->store, "shop", "deal", "CR-1", &s, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_INPUT, NULL,
                     open_change(f,
                                 "id: CR-2\nimpact_analysis: {schedule_before: 2026-02-30, "
                                 "schedule_after: 2026-03-01}\n",
                                 NULL, &err));
}

/* Opened on Thursday, decided on Friday at noon. */
static void the_lead_time_of_a_decision_is_counted_both_ways(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_call call = call_of("supplier");
    ctr_source s = source_of("id: CR-1\nrequester: supplier\n" MINOR);
    struct text_sink text = {NULL, 0};

    master(f, MASTER OFFICE);
    call.now_us = FIXTURE_START_US + 13 * HOUR;
    assert_ctr_ok(ctr_change_open(f->store, "shop", "deal", &s, &call, NULL, &err));
    assert_ctr_ok(at(f, ctr_change_submit, "CR-1", call.now_us, NULL, &err));
    ctr_change *h = get(f, "CR-1");
    assert_int_equal(ctr_change_lead_seconds(h), -1);
    assert_int_equal(ctr_change_lead_working_seconds(h), -1);
    ctr_change_free(h);
    call = call_of("client");
    call.now_us = FIXTURE_START_US + DAY + 12 * HOUR;
    assert_ctr_ok(
        ctr_change_decide(f->store, "shop", "deal", "CR-1", CTR_OUTCOME_APPROVED, &call, &h, &err));
    assert_int_equal(ctr_change_lead_seconds(h), 23 * 3600);
    assert_int_equal(ctr_change_lead_working_seconds(h), 7 * 3600); /* 13-15 and 7-12 */
    assert_ctr_ok(ctr_change_render(h, CTR_RENDER_TEXT, text_sink_write, &text, &err));
    assert_non_null(strstr(text.text, "23 h, 7 h of it working time"));
    free(text.text);
    ctr_change_free(h);
    ctr_change_list *list = NULL;
    assert_ctr_ok(ctr_change_find(f->store, NULL, &list, &err));
    assert_int_equal(ctr_change_lead_working_seconds(ctr_change_list_at(list, 0)), 7 * 3600);
    ctr_change_list_free(list);
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(decisions_are_due_by_the_masters_first_calendar),
        TEST(without_calendar_it_is_monday_to_friday),
        TEST(the_slip_follows_from_the_dates),
        TEST(half_a_schedule_is_refused),
        TEST(the_lead_time_of_a_decision_is_counted_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
