/* Timers of decisions: what comes due when, who is told, what silence decides. */
#include "timer_case.h"

static void each_stage_comes_once_and_in_order(void **state)
{
    struct fixture *f = *state;

    master(f, TIMED);
    submitted(f, "CR-1", "scope", MINOR);
    sweeps(f, MONDAY + 23 * HOUR, "");
    sweeps(f, MONDAY + 24 * HOUR, "remind 0.1 CR-1 24>client\n");
    sweeps(f, MONDAY + 24 * HOUR, "");
    sweeps(f, MONDAY + 48 * HOUR, "breached 0.1 CR-1 48>client,supplier\n");
    sweeps(f, MONDAY + 72 * HOUR, "escalate 1.1 CR-1 72>supplier\n");
    sweeps(f, MONDAY + 96 * HOUR, "escalate 2.1 CR-1 96>client,supplier,expert,mail:boss\n");
    ctr_timer *t = timer(f, "cr-1");
    assert_int_equal(ctr_timer_stage_of(t), CTR_STAGE_OVERDUE);
    assert_int_equal(ctr_timer_level(t), 2);
    assert_int_equal(ctr_timer_next(t), CTR_ACTION_ESCALATE);
    assert_int_equal(ctr_timer_next_us(t), MONDAY + 7 * DAY); /* a weekend lies between */
    ctr_timer_free(t);
    sweeps(f, MONDAY + 30 * DAY,
           "escalate 1.2 CR-1 168>supplier\n"
           "escalate 2.2 CR-1 192>client,supplier,expert,mail:boss\n");
    sweeps(f, MONDAY + 60 * DAY, "");
    t = timer(f, "CR-1");
    assert_int_equal(ctr_timer_stage_of(t), CTR_STAGE_EXHAUSTED);
    assert_int_equal(ctr_timer_state_of(t), CTR_TIMER_RUNNING); /* somebody may still decide */
    ctr_timer_free(t);
    assert_store_sound(f->store);
}

static void a_long_sleep_loses_nothing(void **state)
{
    struct fixture *f = *state;

    master(f, TIMED);
    submitted(f, "CR-1", "scope", MINOR);
    submitted(f, "CR-2", "votes", MINOR);
    submitted(f, "CR-3", "slow", MINOR); /* no time is set: nothing ever comes */
    submitted(f, "CR-4", "other", MINOR);
    sweeps(f, MONDAY + 5 * DAY,
           "remind 0.1 CR-1 24>client\n"
           "breached 0.1 CR-1 48>client,supplier\n"
           "breached 0.1 CR-2 48>client,supplier,expert\n"
           "breached 0.1 CR-4 48>client\n"
           "escalate 1.1 CR-1 72>supplier\n"
           "escalate 2.1 CR-1 96>client,supplier,expert,mail:boss\n");
    sweeps(f, MONDAY + 5 * DAY, "");
    assert_store_sound(f->store);
}

static void who_voted_is_not_reminded(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, TIMED);
    submitted(f, "CR-1", "votes", MINOR);
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "client", NULL, NULL, &err));
    sweeps(f, MONDAY + 3 * DAY, "breached 0.1 CR-1 48>supplier,expert\n");
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "expert", NULL, NULL, &err));
    ctr_timer *t = timer(f, "CR-1");
    assert_int_equal(ctr_timer_state_of(t), CTR_TIMER_ENDED);
    assert_string_equal(ctr_timer_ended(t), "approved");
    ctr_timer_free(t);
    assert_store_sound(f->store);
}

static void deciding_withdrawing_and_asking_anew_end_it(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_timer_list *list = NULL;
    ctr_timer_filter filter;

    master(f, TIMED);
    submitted(f, "CR-1", "scope", MINOR);
    submitted(f, "CR-2", "scope", MINOR);
    submitted(f, "CR-3", "scope", MINOR);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_REJECTED, "client", &err));
    assert_ctr_ok(act(f, ctr_change_withdraw, "CR-2", &err));
    assert_ctr_ok(act(f, ctr_change_reopen, "CR-1", &err));
    /* what was asked about is no more what it was */
    ctr_source impact = source_of("budget_delta_pct: 20");
    ctr_call call = call_of("supplier");
    assert_ctr_ok(ctr_change_impact(f->store, "shop", "deal", "CR-3", &impact, &call, NULL, &err));
    assert_ctr_ok(ctr_change_reclassify(f->store, "shop", "deal", "CR-3", &call, NULL, &err));
    ctr_timer_filter_init(&filter, sizeof filter);
    filter.state = CTR_TIMER_ENDED;
    assert_ctr_ok(ctr_timer_find(f->store, &filter, &list, &err));
    static const char *const why[] = {"rejected", "withdrawn", "analysed anew"};
    assert_int_equal(ctr_timer_list_count(list), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(ctr_timer_ended(ctr_timer_list_at(list, i)), why[i]);
    }
    ctr_timer_list_free(list);
    assert_ctr_ok(ctr_timer_find(f->store, NULL, &list, &err));
    assert_int_equal(ctr_timer_list_count(list), 1);
    assert_string_equal(ctr_timer_name(ctr_timer_list_at(list, 0)), "shop/deal/CR-3");
    ctr_timer_list_free(list);
    assert_store_sound(f->store);
}

static void silence_accepts_after_a_reminder(void **state)
{
    struct fixture *f = *state;

    master(f, TIMED);
    submitted(f, "CR-1", "quiet", MINOR);
    sweeps(f, MONDAY + 24 * HOUR, "remind 0.1 CR-1 24>client\n");
    sweeps(f, MONDAY + 48 * HOUR, "deemed-accepted 0.1 CR-1 48>client,supplier,expert\n");
    ctr_change *h = get(f, "CR-1");
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_APPROVED);
    assert_string_equal(ctr_decision_decided_by(ctr_change_decision(h)), "expiry");
    ctr_change_free(h);
    ctr_timer *t = timer(f, "CR-1");
    assert_string_equal(ctr_timer_ended(t), "approved");
    ctr_timer_free(t);
    sweeps(f, MONDAY + 20 * DAY, "");
    assert_store_sound(f->store);
}

/* Nobody swept in time: the reminder is recorded now, and the time after it begins now. */
static void a_late_reminder_gives_the_time_again(void **state)
{
    struct fixture *f = *state;

    master(f, TIMED);
    submitted(f, "CR-1", "quiet", MINOR);
    sweeps(f, MONDAY + 9 * DAY, "remind 0.1 CR-1 24>client\n");
    ctr_timer *t = timer(f, "CR-1");
    assert_int_equal(ctr_timer_due_us(t), MONDAY + 10 * DAY);
    assert_int_equal(ctr_timer_reminded_us(t), MONDAY + 9 * DAY);
    ctr_timer_free(t);
    ctr_change *h = get(f, "CR-1");
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_ANALYSED);
    assert_int_equal(ctr_decision_due_us(ctr_change_decision(h)), MONDAY + 10 * DAY);
    ctr_change_free(h);
    sweeps(f, MONDAY + 10 * DAY, "deemed-accepted 0.1 CR-1 240>client,supplier,expert\n");
    assert_store_sound(f->store);
}

static void silence_rejects(void **state)
{
    struct fixture *f = *state;

    master(f, TIMED);
    submitted(f, "CR-1", "strict", MINOR);
    sweeps(f, MONDAY + 48 * HOUR, "deemed-rejected 0.1 CR-1 48>client,supplier\n");
    ctr_change *h = get(f, "CR-1");
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_REJECTED);
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void silence_cannot_approve_what_is_not_explained(void **state)
{
    struct fixture *f = *state;

    master(f, TIMED);
    submitted(f, "CR-1", "quiet", MAJOR);
    submitted(f, "CR-2", "quiet", MAJOR MEMO);
    sweeps(f, MONDAY + 24 * HOUR, "remind 0.1 CR-1 24>client\nremind 0.1 CR-2 24>client\n");
    ctr_sweep *found = sweep(f, MONDAY + 48 * HOUR);
    assert_int_equal(ctr_sweep_count(found), 2);
    const ctr_action *a = ctr_sweep_at(found, 0);
    assert_int_equal(ctr_action_kind_of(a), CTR_ACTION_BREACHED);
    assert_string_equal(ctr_action_note(a), "silence cannot approve a major change without a "
                                            "context memo with a problem");
    assert_int_equal(ctr_action_kind_of(ctr_sweep_at(found, 1)), CTR_ACTION_DEEMED_ACCEPTED);
    ctr_sweep_free(found);
    sweeps(f, MONDAY + 72 * HOUR, "escalate 1.1 CR-1 72>supplier\n");
    assert_store_sound(f->store);
}

/* What is done already waits for a decision, and silence is none. */
static void an_emergency_escalates(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, TIMED);
    submitted(f, "CR-1", "quiet", "type: emergency\n" MINOR);
    assert_ctr_ok(act(f, ctr_change_implement, "CR-1", &err));
    ctr_timer *t = timer(f, "CR-1");
    assert_string_equal(ctr_timer_on_expiry(t), "escalate");
    assert_int_equal((ctr_timer_due_us(t) - MONDAY) / HOUR, 24);
    ctr_timer_free(t);
    ctr_sweep *found = sweep(f, MONDAY + 2 * DAY);
    assert_int_equal(ctr_action_kind_of(ctr_sweep_at(found, 1)), CTR_ACTION_BREACHED);
    ctr_sweep_free(found);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    t = timer(f, "CR-1");
    assert_int_equal(ctr_timer_state_of(t), CTR_TIMER_ENDED);
    ctr_timer_free(t);
    assert_store_sound(f->store);
}

static void time_stands_still_for_reasons_of_the_right(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_timer *t = NULL;
    ctr_call call = call_of("client");

    master(f, TIMED);
    submitted(f, "CR-1", "scope", MINOR);
    submitted(f, "CR-2", "quiet", MINOR);
    call.now_us = MONDAY + 20 * HOUR;
    assert_ctr_fails(CTR_E_STATE,
                     "'mood' is no reason for which the time of 'shop/deal/CR-1' may stand still; "
                     "its pause_on has waiting-for-data, force-majeure",
                     ctr_timer_pause(f->store, "shop", "deal", "CR-1", "mood", &call, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "the time of 'shop/deal/CR-2' may not stand still: the right to decide on it "
                     "has no pause_on",
                     ctr_timer_pause(f->store, "shop", "deal", "CR-2", "mood", &call, NULL, &err));
    assert_ctr_fails(CTR_E_STATE, "the time of 'shop/deal/CR-1' runs already",
                     ctr_timer_resume(f->store, "shop", "deal", "CR-1", &call, NULL, &err));
    assert_ctr_ok(
        ctr_timer_pause(f->store, "shop", "deal", "CR-1", "waiting-for-data", &call, &t, &err));
    assert_int_equal(ctr_timer_state_of(t), CTR_TIMER_PAUSED);
    assert_int_equal(ctr_timer_next_us(t), 0);
    ctr_timer_free(t);
    assert_ctr_fails(
        CTR_E_STATE, "the time of 'shop/deal/CR-1' stands still already",
        ctr_timer_pause(f->store, "shop", "deal", "CR-1", "waiting-for-data", &call, NULL, &err));
    sweeps(f, MONDAY + 3 * DAY, "remind 0.1 CR-2 24>client\n"); /* and nothing of CR-1 */
    call.now_us = MONDAY + 7 * DAY; /* Tuesday 08:00 to Monday noon: four days and four hours */
    assert_ctr_ok(ctr_timer_resume(f->store, "shop", "deal", "CR-1", &call, &t, &err));
    assert_int_equal(ctr_timer_due_us(t), MONDAY + 8 * DAY + 4 * HOUR);
    assert_int_equal(ctr_timer_pauses(t), 1);
    assert_string_equal(ctr_timer_pause_cause(t, 0), "waiting-for-data");
    assert_int_equal(ctr_timer_pause_until_us(t, 0), MONDAY + 7 * DAY);
    ctr_timer_free(t);
    call.now_us = MONDAY + 9 * DAY;
    assert_ctr_fails(
        CTR_E_STATE, "the time of 'shop/deal/CR-1' is over, and cannot be stopped any more",
        ctr_timer_pause(f->store, "shop", "deal", "CR-1", "waiting-for-data", &call, NULL, &err));
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    assert_store_sound(f->store);
}

/* Working hours in Berlin, a holiday that another version adds, before and after the breach. */
#define HOURS_OF(more)                                                                             \
    "calendars: [{id: main, zone: Europe/Berlin, hours: '09:00-17:00'" more "}]\n"

static void edition(struct fixture *f, const char *label, const char *document, int64_t now_us)
{
    ctr_evolve e;
    ctr_error *err = NULL;
    ctr_call call = call_of("client");
    call.now_us = now_us;
    call.flags = CTR_CALL_DECLARE_BREAK;
    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "deal";
    e.label = label;
    e.document.data = document;
    e.document.size = strlen(document);
    assert_ctr_ok(ctr_contract_evolve(f->store, &e, &call, NULL, &err));
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "deal", label, &call, NULL, &err));
}

static void a_holiday_that_is_added_later_moves_the_deadline(void **state)
{
    struct fixture *f = *state;
    ctr_timer_list *list = NULL;
    ctr_error *err = NULL;

    master(f, TIMED_WITH(HOURS_OF("")));
    submitted(f, "CR-1", "strict", MINOR); /* Monday 13:00 in Berlin */
    submitted(f, "CR-2", "other", MINOR);
    ctr_timer *t = timer(f, "CR-1");
    assert_int_equal(ctr_timer_due_us(t), MONDAY + 2 * DAY);
    ctr_timer_free(t);
    edition(f, "2.0.0", TIMED_WITH(HOURS_OF(", holidays: [2026-01-06]")), MONDAY + HOUR);
    assert_ctr_ok(ctr_timer_find(f->store, NULL, &list, &err));
    assert_int_equal(ctr_timer_due_us(ctr_timer_list_at(list, 0)), MONDAY + 3 * DAY);
    ctr_timer_list_free(list);
    ctr_sweep *found = sweep(f, MONDAY + 2 * DAY); /* it was due now, and is not any more */
    assert_int_equal(ctr_sweep_count(found), 0);
    assert_int_equal(ctr_sweep_moved(found), 2);
    ctr_sweep_free(found);
    sweeps(f, MONDAY + 3 * DAY,
           "deemed-rejected 0.1 CR-1 72>client,supplier\n"
           "breached 0.1 CR-2 72>client\n");
    /* too late for what was found already: the breach stays, and says that it was recomputed */
    edition(f, "3.0.0", TIMED_WITH(HOURS_OF(", holidays: [2026-01-06, 2026-01-07, 2026-01-08]")),
            MONDAY + 3 * DAY + HOUR);
    sweeps(f, MONDAY + 3 * DAY + 2 * HOUR, "");
    t = timer(f, "CR-2");
    assert_int_equal(ctr_timer_recomputed(t), 1);
    assert_int_equal(ctr_timer_stage_of(t), CTR_STAGE_EXHAUSTED);
    assert_int_equal(ctr_timer_due_us(t), MONDAY + 7 * DAY);
    ctr_timer_free(t);
    assert_store_sound(f->store);
}

static void a_flood_of_silence_is_warned_of(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_sweep *found = NULL;
    ctr_sweep_options o;

    master(f, TIMED);
    for (int i = 0; i < 3; i++) {
        char id[16];
        snprintf(id, sizeof id, "CR-%d", i);
        submitted(f, id, "quiet", MINOR);
    }
    ctr_sweep_free(sweep(f, MONDAY + DAY));
    ctr_sweep_options_init(&o, sizeof o);
    o.limit = 2;
    o.flood_limit = 3;
    assert_ctr_ok(ctr_timer_sweep(f->store, MONDAY + 2 * DAY, &o, NULL, &found, &err));
    assert_int_equal(ctr_sweep_count(found), 2);
    assert_int_equal(ctr_sweep_more(found), 1);
    assert_int_equal(ctr_sweep_warning_count(found), 0);
    ctr_sweep_free(found);
    assert_ctr_ok(ctr_timer_sweep(f->store, MONDAY + 2 * DAY, &o, NULL, &found, &err));
    assert_int_equal(ctr_sweep_more(found), 0);
    assert_string_equal(ctr_sweep_warning_at(found, 0),
                        "shop/deal: 3 decisions were taken as accepted by silence on 2026-01-07; "
                        "somebody should look at them");
    assert_null(ctr_sweep_warning_at(found, 1));
    ctr_sweep_free(found);
    o.limit = 100001;
    assert_ctr_fails(CTR_E_ARGUMENT, "100001 actions at most; wanted up to 100000",
                     ctr_timer_sweep(f->store, 0, &o, NULL, NULL, &err));
}

static void instants_are_checked(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_call call = call_of("client");

    master(f, TIMED);
    submitted(f, "CR-1", "scope", MINOR);
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_timer_sweep(f->store, MONDAY - DAY, NULL, NULL, NULL, &err));
    call.now_us = MONDAY + DAY;
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_timer_sweep(f->store, MONDAY + 2 * DAY, NULL, &call, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_timer_sweep(f->store, -1, NULL, NULL, NULL, &err));
    call.flags = CTR_CALL_DRY_RUN;
    ctr_sweep *found = NULL;
    assert_ctr_ok(ctr_timer_sweep(f->store, MONDAY + DAY, NULL, &call, &found, &err));
    assert_int_equal(ctr_sweep_dry_run(found), 1);
    assert_int_equal(ctr_sweep_count(found), 1);
    ctr_sweep_free(found);
    sweeps(f, MONDAY + DAY, "remind 0.1 CR-1 24>client\n");
    assert_ctr_fails(
        CTR_E_NOT_FOUND,
        "change 'shop/deal/CR-9' has no timer: nobody was asked, or no time is set",
        ctr_timer_get(f->store, "shop", "deal", CTR_TIMER_DECISION, "CR-9", NULL, &err));
}

static void pages_follow_each_other(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_timer_list *list = NULL;
    ctr_timer_filter filter;
    char after[64];

    master(f, TIMED);
    for (int i = 0; i < 5; i++) {
        char id[16];
        snprintf(id, sizeof id, "CR-%d", i);
        submitted(f, id, i % 2 ? "scope" : "strict", MINOR);
    }
    for (int by_state = 0; by_state < 2; by_state++) {
        static const char *const order[] = {"13024", "01234"};
        char seen[8] = "";
        ctr_timer_filter_init(&filter, sizeof filter);
        filter.state = by_state ? CTR_TIMER_RUNNING : (ctr_timer_state)0;
        filter.team = "shop";
        filter.name = "deal";
        filter.limit = 2;
        do {
            assert_ctr_ok(ctr_timer_find(f->store, &filter, &list, &err));
            for (size_t i = 0; i < ctr_timer_list_count(list); i++) {
                strncat(seen, strrchr(ctr_timer_name(ctr_timer_list_at(list, i)), '-') + 1, 1);
            }
            const char *next = ctr_timer_list_next(list);
            filter.after = next ? strcpy(after, next) : NULL;
            ctr_timer_list_free(list);
        } while (filter.after);
        assert_string_equal(seen, order[by_state]);
    }
    filter.until_us = MONDAY;
    assert_ctr_fails(CTR_E_ARGUMENT, "a state or an instant narrows a list of timers, not both",
                     ctr_timer_find(f->store, &filter, NULL, &err));
    filter.until_us = 0;
    filter.after = "7";
    assert_ctr_fails(CTR_E_ARGUMENT, "'7' is not where a page of timers ended",
                     ctr_timer_find(f->store, &filter, NULL, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_stage_comes_once_and_in_order),
        TEST(a_long_sleep_loses_nothing),
        TEST(who_voted_is_not_reminded),
        TEST(deciding_withdrawing_and_asking_anew_end_it),
        TEST(silence_accepts_after_a_reminder),
        TEST(a_late_reminder_gives_the_time_again),
        TEST(silence_rejects),
        TEST(silence_cannot_approve_what_is_not_explained),
        TEST(an_emergency_escalates),
        TEST(time_stands_still_for_reasons_of_the_right),
        TEST(a_holiday_that_is_added_later_moves_the_deadline),
        TEST(a_flood_of_silence_is_warned_of),
        TEST(instants_are_checked),
        TEST(pages_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
