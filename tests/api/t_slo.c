/* Clocks of service levels: what they show, what is allowed, what stays. */
#include "watch_case.h"

#define PLAIN HEAD LEVELS OFFICE("")

/* The clock looks one second after it was set. */
static void shows(struct fixture *f, const char *subject, int64_t now_us, int64_t elapsed,
                  int64_t due, int breached)
{
    ctr_slo_case_list *list = look(f, subject, now_us - 1000000);
    const ctr_slo_case *k = ctr_slo_case_list_at(list, 0);

    if (ctr_slo_case_elapsed_us(k) != elapsed || ctr_slo_case_due_us(k) != due ||
        ctr_slo_case_breached(k) != breached) {
        fail_msg("%s: elapsed %lld, due %lld, breached %d; wanted %lld, %lld, %d", subject,
                 (long long)ctr_slo_case_elapsed_us(k), (long long)ctr_slo_case_due_us(k),
                 ctr_slo_case_breached(k), (long long)elapsed, (long long)due, breached);
    }
    ctr_slo_case_list_free(list);
}

/* Monday 2026-01-05 16:30 in Berlin is 15:30 UTC. */
static void an_hour_begun_at_half_past_four_is_due_next_morning(void **state)
{
    struct fixture *f = *state;

    edition(f, "1.0.0", PLAIN);
    marked(f, CTR_SLO_START, "review_turnaround", "PR-1", AT(4, 15, 30), NULL);
    shows(f, "PR-1", AT(4, 16, 30), 30 * MINUTE, AT(5, 8, 30), 0);
    shows(f, "PR-1", AT(5, 8, 30), HOUR, AT(5, 8, 30), 0);
    shows(f, "PR-1", AT(5, 8, 31), HOUR + MINUTE, AT(5, 8, 30), 1);
    assert_store_sound(f->store);
}

static void a_pause_needs_a_reason_that_the_master_lists(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_slo_case *k = NULL;

    edition(f, "1.0.0", PLAIN);
    marked(f, CTR_SLO_START, "review_turnaround", "PR-1", AT(4, 9, 0), NULL);
    assert_ctr_fails(
        CTR_E_ARGUMENT,
        "to pause 'review_turnaround' needs a reason out of its pause_on: "
        "waiting_for_client, holiday",
        mark(f, CTR_SLO_PAUSE, "review_turnaround", "PR-1", AT(4, 9, 10), NULL, NULL, &err));
    assert_ctr_fails(
        CTR_E_STATE,
        "'lunch' is no reason to pause 'review_turnaround'; its pause_on lists "
        "waiting_for_client, holiday",
        mark(f, CTR_SLO_PAUSE, "review_turnaround", "PR-1", AT(4, 9, 10), "lunch", NULL, &err));
    marked(f, CTR_SLO_PAUSE, "review_turnaround", "PR-1", AT(4, 9, 10), "waiting_for_client");
    shows(f, "PR-1", AT(4, 12, 0), 10 * MINUTE, 0, 0);
    assert_ctr_ok(
        mark(f, CTR_SLO_RESUME, "review_turnaround", "PR-1", AT(4, 13, 10), NULL, &k, &err));
    assert_int_equal(ctr_slo_case_paused_us(k), 4 * HOUR);
    assert_int_equal(ctr_slo_case_remaining_us(k), 50 * MINUTE);
    assert_int_equal(ctr_slo_case_due_us(k), AT(4, 14, 0));
    assert_int_equal(ctr_slo_case_revision(k), 3);
    ctr_slo_case_free(k);
    marked(f, CTR_SLO_START, "delivery", "D-1", AT(4, 14, 0), NULL);
    assert_ctr_fails(
        CTR_E_STATE, "the clock of 'delivery' cannot be paused: its pause_on lists no reason",
        mark(f, CTR_SLO_PAUSE, "delivery", "D-1", AT(4, 14, 10), "holiday", NULL, &err));
    assert_store_sound(f->store);
}

static void what_cannot_be_is_refused_with_what_is_allowed(void **state)
{
    static const struct {
        ctr_slo_act before, act;
        const char *text;
    } rows[] = {
        {0, CTR_SLO_STOP,
         "the clock of 'X' under 'review_turnaround' is idle, so 'stop' is not allowed; allowed is "
         "start"},
        {0, CTR_SLO_PAUSE,
         "the clock of 'X' under 'review_turnaround' is idle, so 'pause' is not allowed; allowed "
         "is "
         "start"},
        {CTR_SLO_START, CTR_SLO_START,
         "the clock of 'X' under 'review_turnaround' is running, so 'start' is not allowed; "
         "allowed "
         "is pause or stop"},
        {0, CTR_SLO_RESUME,
         "the clock of 'X' under 'review_turnaround' is running, so 'resume' is not allowed; "
         "allowed is pause or stop"},
        {CTR_SLO_PAUSE, CTR_SLO_PAUSE,
         "the clock of 'X' under 'review_turnaround' is paused, so 'pause' is not allowed; allowed "
         "is resume or stop"},
        {CTR_SLO_STOP, CTR_SLO_STOP,
         "the clock of 'X' under 'review_turnaround' is stopped, so 'stop' is not allowed; allowed "
         "is start, which begins a new cycle"},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;

    edition(f, "1.0.0", PLAIN);
    int64_t before = last_event(f);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t now = AT(4, 9, (int)i);
        if (rows[i].before) {
            marked(f, rows[i].before, "review_turnaround", "X", now, "holiday");
            before++;
        }
        assert_ctr_fails(
            CTR_E_STATE, rows[i].text,
            mark(f, rows[i].act, "review_turnaround", "X", now, "holiday", NULL, &err));
    }
    assert_int_equal(last_event(f), before);
    assert_ctr_fails(CTR_E_NOT_FOUND,
                     "'shop/deal@1.0.0' has no service level 'speed'; it has review_turnaround, "
                     "delivery, wish, defect_triage",
                     mark(f, CTR_SLO_START, "speed", "X", AT(4, 10, 0), NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "service level 'wish' of 'shop/deal@1.0.0' has no goal to be held against; "
                     "give it goal_hours",
                     mark(f, CTR_SLO_START, "wish", "X", AT(4, 10, 0), NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "a subject is needed, not empty: what is waited for",
                     mark(f, CTR_SLO_START, "delivery", "", AT(4, 10, 0), NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "what happened is not said; wanted start, pause, resume or stop",
                     mark(f, 0, "delivery", "X", AT(4, 10, 0), NULL, NULL, &err));
}

static void events_come_in_the_order_of_time(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_slo_mark m;
    ctr_call call = call_at(AT(4, 12, 0), "ann", NULL);

    edition(f, "1.0.0", PLAIN);
    ctr_slo_mark_init(&m, sizeof m);
    m.act = CTR_SLO_START;
    m.team = "shop";
    m.name = "deal";
    m.slo = "delivery";
    m.subject = "D";
    m.at_us = AT(4, 9, 0);
    assert_ctr_ok(ctr_slo_record(f->store, &m, &call, NULL, &err));
    m.act = CTR_SLO_STOP;
    m.at_us = AT(4, 8, 59);
    assert_ctr_fails(CTR_E_STATE,
                     "2026-01-05T08:59:00Z is before the start of 'D' at 2026-01-05T09:00:00Z; "
                     "events of a clock are recorded in the order of time",
                     ctr_slo_record(f->store, &m, &call, NULL, &err));
    m.at_us = AT(4, 12, 1);
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "2026-01-05T12:01:00Z has not come yet; it is 2026-01-05T12:00:00Z",
                     ctr_slo_record(f->store, &m, &call, NULL, &err));
    m.at_us = -1;
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "at_us is -1, wanted microseconds since 1970, of the years 1970 to 9999",
                     ctr_slo_record(f->store, &m, &call, NULL, &err));
    call.if_revision = 7;
    m.at_us = 0;
    assert_ctr_fails(CTR_E_CONFLICT, "case 'D' of 'delivery' is at revision 1, not 7; look again",
                     ctr_slo_record(f->store, &m, &call, NULL, &err));
    call.if_revision = 1;
    assert_ctr_ok(ctr_slo_record(f->store, &m, &call, NULL, &err));
}

static void a_reopened_case_is_a_new_cycle_that_keeps_the_whole_time(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_slo_case *k = NULL;

    edition(f, "1.0.0", PLAIN);
    marked(f, CTR_SLO_START, "review_turnaround", "PR", AT(4, 9, 0), NULL);
    marked(f, CTR_SLO_STOP, "review_turnaround", "PR", AT(4, 9, 40), NULL);
    edition(f, "2.0.0",
            HEAD "slos: [{id: review_turnaround, goal_hours: 2, calendar: office}]\n" OFFICE(""));
    marked(f, CTR_SLO_START, "review_turnaround", "PR", AT(5, 9, 0), NULL);
    assert_ctr_ok(mark(f, CTR_SLO_STOP, "review_turnaround", "PR", AT(5, 10, 30), NULL, &k, &err));
    assert_int_equal(ctr_slo_case_cycle(k), 2);
    assert_int_equal(ctr_slo_case_goal_us(k), 2 * HOUR); /* that of its own start */
    assert_int_equal(ctr_slo_case_elapsed_us(k), 90 * MINUTE);
    assert_int_equal(ctr_slo_case_total_us(k), 130 * MINUTE);
    assert_int_equal(ctr_slo_case_breached(k), 0);
    ctr_slo_case_free(k);
    assert_store_sound(f->store);
}

/* ---- calendars ---- */

static void clocks_follow_summer_time_both_ways(void **state)
{
    struct fixture *f = *state;

    edition(f, "1.0.0", PLAIN);
    /* 2026-03-29 has 23 hours in Berlin, 2026-10-25 has 25. */
    marked(f, CTR_SLO_START, "delivery", "spring", AT(86, 23, 0), NULL);
    shows(f, "spring", AT(87, 22, 0), 23 * HOUR, AT(87, 23, 0), 0);
    marked(f, CTR_SLO_START, "delivery", "autumn", AT(296, 22, 0), NULL);
    shows(f, "autumn", AT(297, 23, 0), 25 * HOUR, AT(297, 22, 0), 1);
    /* office hours: the same local hour, another one in UTC */
    marked(f, CTR_SLO_START, "review_turnaround", "fri", AT(299, 15, 30), NULL);
    shows(f, "fri", AT(300, 8, 30), HOUR, AT(300, 8, 30), 0);
}

static void clocks_go_over_the_end_of_a_year(void **state)
{
    struct fixture *f = *state;

    edition(f, "1.0.0", HEAD LEVELS OFFICE("2027-01-01"));
    /* Thursday 2026-12-31 16:30 in Berlin; Friday is a holiday, then a weekend. */
    marked(f, CTR_SLO_START, "review_turnaround", "eve", AT(364, 15, 30), NULL);
    shows(f, "eve", AT(368, 8, 15), 45 * MINUTE, AT(368, 8, 30), 0);
}

static void a_holiday_added_later_moves_what_is_open_and_marks_what_was_recorded(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_slo_sweep *sweep = NULL;
    ctr_call call = call_at(AT(5, 12, 0), "bot", NULL);

    edition(f, "1.0.0", PLAIN);
    marked(f, CTR_SLO_START, "review_turnaround", "late", AT(4, 15, 30), NULL);
    marked(f, CTR_SLO_START, "review_turnaround", "met", AT(4, 15, 30), NULL);
    marked(f, CTR_SLO_STOP, "review_turnaround", "met", AT(5, 8, 15), NULL);
    assert_ctr_ok(ctr_slo_sweep_run(f->store, NULL, NULL, &call, &sweep, &err));
    assert_int_equal(ctr_slo_sweep_count(sweep), 1);
    assert_string_equal(ctr_slo_sweep_subject(sweep, 0), "late");
    assert_int_equal(ctr_slo_sweep_due_us(sweep, 0), AT(5, 8, 30));
    ctr_slo_sweep_free(sweep);
    marked(f, CTR_SLO_START, "review_turnaround", "open", AT(5, 15, 30), NULL);
    shows(f, "open", AT(5, 15, 45), 15 * MINUTE, AT(6, 8, 30), 0);
    edition(f, "2.0.0", HEAD LEVELS OFFICE("2026-01-06, 2026-01-07"));
    shows(f, "open", AT(7, 8, 30), 30 * MINUTE, AT(7, 9, 0), 0);

    ctr_slo_case_list *list = look(f, "late", AT(7, 12, 0));
    const ctr_slo_case *k = ctr_slo_case_list_at(list, 0);
    assert_int_equal(ctr_slo_case_breached(k), 1);
    assert_int_equal(ctr_slo_case_breached_us(k), AT(5, 8, 30));
    assert_int_equal(ctr_slo_case_recomputed(k), 1);
    ctr_slo_case_list_free(list);
    list = look(f, "met", AT(7, 12, 0));
    assert_int_equal(ctr_slo_case_breached(ctr_slo_case_list_at(list, 0)), 0);
    ctr_slo_case_list_free(list);
    assert_store_sound(f->store);
}

static void another_zone_moves_what_is_open(void **state)
{
    struct fixture *f = *state;
    const char *tokyo =
        HEAD "slos: [{id: review_turnaround, goal_hours: 1, calendar: office}]\n"
             "calendars: [{id: office, zone: Asia/Tokyo, hours: \"09:00-17:00\"}]\n";

    edition(f, "1.0.0", PLAIN);
    marked(f, CTR_SLO_START, "review_turnaround", "PR", AT(4, 15, 30), NULL);
    edition(f, "2.0.0", tokyo);
    shows(f, "PR", AT(5, 0, 30), 30 * MINUTE, AT(5, 1, 0), 0);
}

/* ---- alerts ---- */

static void a_breach_is_recorded_once(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_slo_sweep *sweep = NULL;
    ctr_call call = call_at(AT(5, 12, 0), "bot", NULL);

    edition(f, "1.0.0",
            HEAD "slo_mode: enforce\nslo_enforce_after: 2026-01-05\n" LEVELS OFFICE(""));
    marked(f, CTR_SLO_START, "review_turnaround", "a", AT(4, 9, 0), NULL);
    marked(f, CTR_SLO_START, "review_turnaround", "b", AT(4, 9, 0), NULL);
    marked(f, CTR_SLO_STOP, "review_turnaround", "b", AT(4, 11, 0), NULL); /* tells itself */
    int64_t before = last_event(f);
    call.flags = CTR_CALL_DRY_RUN;
    assert_ctr_ok(ctr_slo_sweep_run(f->store, "shop", "deal", &call, &sweep, &err));
    assert_int_equal(ctr_slo_sweep_dry_run(sweep), 1);
    assert_int_equal(ctr_slo_sweep_count(sweep), 1);
    ctr_slo_sweep_free(sweep);
    assert_int_equal(last_event(f), before);
    call.flags = 0;
    for (size_t i = 0; i < 3; i++) {
        assert_ctr_ok(ctr_slo_sweep_run(f->store, "shop", "deal", &call, &sweep, &err));
        assert_int_equal(ctr_slo_sweep_count(sweep), i == 0);
        assert_int_equal(ctr_slo_sweep_examined(sweep), i == 0);
        ctr_slo_sweep_free(sweep);
    }
    char *feed = feed_after(f, before - 2);
    assert_string_equal(feed, "slo.stopped slo:shop/deal#review_turnaround\n"
                              "slo.breached slo:shop/deal#review_turnaround\n"
                              "slo.breached slo:shop/deal#review_turnaround\n");
    free(feed);
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_slo_sweep_run(f->store, "shop", NULL, &call, NULL, &err));
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_hour_begun_at_half_past_four_is_due_next_morning),
        TEST(a_pause_needs_a_reason_that_the_master_lists),
        TEST(what_cannot_be_is_refused_with_what_is_allowed),
        TEST(events_come_in_the_order_of_time),
        TEST(a_reopened_case_is_a_new_cycle_that_keeps_the_whole_time),
        TEST(clocks_follow_summer_time_both_ways),
        TEST(clocks_go_over_the_end_of_a_year),
        TEST(a_holiday_added_later_moves_what_is_open_and_marks_what_was_recorded),
        TEST(another_zone_moves_what_is_open),
        TEST(a_breach_is_recorded_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
