/* An approved change that nobody carries out: withdrawn or reopened, by whom, and what that does to
 * the sums of minor changes, to the edition it carries, to timers and to the decision. */
#include "timer_case.h"

#include <stdbool.h>

#define NINE IMPACT("9", "2", "3")
#define ASKED "requester: supplier\narea: scope\n"

static void approved(struct fixture *f, const char *id, const char *text)
{
    ctr_error *err = NULL;

    opened(f, text);
    does(f, ctr_change_submit, id, "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(decide(f, id, CTR_OUTCOME_APPROVED, "client", &err));
}

static ctr_status by(struct fixture *f, plain verb, const char *id, const char *actor,
                     ctr_change **out, ctr_error **err)
{
    ctr_call call = call_of(actor);
    return verb(f->store, "shop", "deal", id, &call, out, err);
}

static void class_is(struct fixture *f, const char *id, const char *text, ctr_change_class want)
{
    opened(f, text);
    does(f, ctr_change_submit, id, "supplier", CTR_CHANGE_ANALYSED);
    ctr_change *h = get(f, id);
    assert_int_equal(ctr_change_class_of(h), want);
    ctr_change_free(h);
}

static int64_t entries_of(struct fixture *f)
{
    ctr_ledger *ledger = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_ledger_get(f->store, "shop", "deal", &ledger, &err));
    int64_t n = ctr_ledger_entries(ledger);
    ctr_ledger_free(ledger);
    return n;
}

/* "decided approved, open", of all decisions on a change. */
static void decisions_are(struct fixture *f, const char *id, const char *want)
{
    ctr_decision_filter filter;
    ctr_decision_list *list = NULL;
    ctr_error *err = NULL;
    char text[256] = "";

    ctr_decision_filter_init(&filter, sizeof filter);
    filter.team = "shop";
    filter.name = "deal";
    filter.change = id;
    assert_ctr_ok(ctr_decision_find(f->store, &filter, &list, &err));
    for (size_t i = 0; i < ctr_decision_list_count(list); i++) {
        const ctr_decision *d = ctr_decision_list_at(list, i);
        size_t n = strlen(text);
        bool over = ctr_decision_state_of(d) == CTR_DECISION_DECIDED;
        snprintf(text + n, sizeof text - n, "%s%s%s%s", i ? ", " : "",
                 ctr_decision_state_name(ctr_decision_state_of(d)), over ? " " : "",
                 over ? ctr_change_outcome_name(ctr_decision_outcome(d)) : "");
    }
    ctr_decision_list_free(list);
    assert_string_equal(text, want);
}

static void who_asked_or_decides_withdraws(void **state)
{
    static const char *const actors[] = {"supplier", "client"};
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
    for (size_t i = 0; i < 2; i++) {
        const char *id = i ? "CR-2" : "CR-1";
        char text[256];
        snprintf(text, sizeof text, "id: %s\n" ASKED MINOR, id);
        approved(f, id, text);
        snprintf(text, sizeof text,
                 "'expert' may not withdraw 'shop/deal/%s', which is approved: it was asked for by "
                 "'supplier', and the right is that of client",
                 id);
        assert_ctr_fails(CTR_E_DENIED, text, by(f, ctr_change_withdraw, id, "expert", NULL, &err));
        snprintf(text, sizeof text,
                 "'expert' may not reopen 'shop/deal/%s', which is approved: it was asked for by "
                 "'supplier', and the right is that of client",
                 id);
        assert_ctr_fails(CTR_E_DENIED, text, by(f, ctr_change_reopen, id, "expert", NULL, &err));
        ctr_call call = call_of(actors[i]);
        call.reason = NULL;
        assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                         ctr_change_withdraw(f->store, "shop", "deal", id, &call, NULL, &err));
        does(f, ctr_change_withdraw, id, actors[i], CTR_CHANGE_WITHDRAWN);
        decisions_are(f, id, "decided approved");
        assert_ctr_fails(CTR_E_STATE, NULL, act(f, ctr_change_implement, id, &err));
    }
    assert_int_equal(entries_of(f), 0);
    assert_store_sound(f->store);
}

static void a_delegate_speaks_for_either(void **state)
{
    static const char *const parties[] = {"supplier", "client"};
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    for (size_t i = 0; i < 2; i++) {
        char to[16], id[16], text[256];
        ctr_delegate d;
        ctr_call call = call_of(parties[i]);
        snprintf(to, sizeof to, "deputy-%zu", i + 1);
        snprintf(id, sizeof id, "CR-%zu", i + 1);
        snprintf(text, sizeof text, "id: %s\n" ASKED MINOR, id);
        approved(f, id, text);
        assert_int_equal(by(f, ctr_change_reopen, id, to, NULL, &err), CTR_E_DENIED);
        ctr_error_free(err);
        err = NULL;
        ctr_delegate_init(&d, sizeof d);
        d.team = "shop";
        d.name = "deal";
        d.to = to;
        d.until_us = FIXTURE_START_US + 5 * DAY;
        assert_ctr_ok(ctr_decision_delegate(f->store, &d, &call, NULL, &err));
        does(f, ctr_change_reopen, id, to, CTR_CHANGE_DRAFT);
    }
    assert_store_sound(f->store);
}

static void where_rights_are_reported_on_it_is_remarked(void **state)
{
    struct fixture *f = *state;
    ctr_change *h = NULL;
    ctr_error *err = NULL;

    master(f, MASTER_REPORT);
    approved(f, "CR-1", "id: CR-1\n" ASKED MINOR);
    assert_ctr_ok(by(f, ctr_change_withdraw, "CR-1", "expert", &h, &err));
    assert_int_equal(ctr_change_remark_count(h), 1);
    assert_string_equal(ctr_change_remark_at(h, 0),
                        "would have been refused: 'expert' may not withdraw 'shop/deal/CR-1', "
                        "which is approved: it was asked for by 'supplier', and the right is that "
                        "of client");
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void a_reopened_one_needs_another_decision(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    do_create(f, "orders", "1.0.0", V1);
    do_activate(f, "orders", "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "2.0.0", BREAK));
    approved(f, "CR-1",
             "id: CR-1\n" ASKED "impact_analysis: {budget_delta_pct: 1, schedule_slip_days: 1, "
             "risk_score: 1, evolution: shop/orders@2.0.0}\n");
    does(f, ctr_change_withdraw, "CR-1", "supplier", CTR_CHANGE_WITHDRAWN);
    assert_int_equal(state_of(f, "orders", "2.0.0"), CTR_STATE_DRAFT);
    does(f, ctr_change_reopen, "CR-1", "supplier", CTR_CHANGE_DRAFT);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    does(f, ctr_change_reopen, "CR-1", "client", CTR_CHANGE_DRAFT);
    assert_int_equal(state_of(f, "orders", "2.0.0"), CTR_STATE_DRAFT);
    ctr_change *h = get(f, "CR-1");
    assert_int_equal(ctr_change_cycle(h), 3);
    assert_int_equal(ctr_change_outcome_of(h), 0);
    assert_int_equal(ctr_change_class_of(h), 0);
    assert_null(ctr_change_decision(h));
    ctr_change_free(h);
    decisions_are(f, "CR-1", "decided approved, decided approved");
    assert_ctr_fails(CTR_E_STATE, NULL, act(f, ctr_change_implement, "CR-1", &err));
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    decisions_are(f, "CR-1", "decided approved, decided approved, open");
    assert_ctr_fails(CTR_E_STATE, NULL, act(f, ctr_change_implement, "CR-1", &err));
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_int_equal(state_of(f, "orders", "2.0.0"), CTR_STATE_ACTIVE);
    assert_store_sound(f->store);
}

static void no_timer_goes_on(void **state)
{
    struct fixture *f = *state;
    ctr_timer_list *list = NULL;
    ctr_error *err = NULL;

    master(f, TIMED);
    submitted(f, "CR-1", "scope", MINOR);
    submitted(f, "CR-2", "scope", MINOR);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    assert_ctr_ok(decide(f, "CR-2", CTR_OUTCOME_APPROVED, "client", &err));
    assert_ctr_ok(act(f, ctr_change_withdraw, "CR-1", &err));
    assert_ctr_ok(act(f, ctr_change_reopen, "CR-2", &err));
    assert_ctr_ok(ctr_timer_find(f->store, NULL, &list, &err));
    assert_int_equal(ctr_timer_list_count(list), 0);
    ctr_timer_list_free(list);
    sweeps(f, MONDAY + 30 * DAY, "");
    assert_ctr_ok(act(f, ctr_change_submit, "CR-2", &err)); /* asked anew: time begins anew */
    assert_ctr_ok(ctr_timer_find(f->store, NULL, &list, &err));
    assert_int_equal(ctr_timer_list_count(list), 1);
    assert_string_equal(ctr_timer_name(ctr_timer_list_at(list, 0)), "shop/deal/CR-2");
    ctr_timer_list_free(list);
    assert_store_sound(f->store);
}

/* Two times nine are more than fifteen. */
static void what_is_taken_back_counts_in_no_sum(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    approved(f, "CR-1", "id: CR-1\n" ASKED NINE);
    class_is(f, "CR-2", "id: CR-2\n" ASKED NINE, CTR_CLASS_MAJOR);
    does(f, ctr_change_withdraw, "CR-1", "supplier", CTR_CHANGE_WITHDRAWN);
    class_is(f, "CR-3", "id: CR-3\n" ASKED NINE, CTR_CLASS_MINOR);
    assert_ctr_ok(decide(f, "CR-3", CTR_OUTCOME_APPROVED, "client", &err));
    does(f, ctr_change_reopen, "CR-3", "supplier", CTR_CHANGE_DRAFT);
    class_is(f, "CR-4", "id: CR-4\n" ASKED NINE, CTR_CLASS_MINOR);
    assert_ctr_ok(decide(f, "CR-4", CTR_OUTCOME_APPROVED, "client", &err));
    /* asked for anew, it counts what was approved in the meantime */
    does(f, ctr_change_submit, "CR-3", "supplier", CTR_CHANGE_ANALYSED);
    ctr_change *h = get(f, "CR-3");
    assert_int_equal(ctr_change_class_of(h), CTR_CLASS_MAJOR);
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void a_major_one_that_was_withdrawn_ends_no_series(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    approved(f, "CR-1", "id: CR-1\n" ASKED NINE);
    class_is(f, "CR-2", "id: CR-2\n" ASKED MAJOR MEMO, CTR_CLASS_MAJOR);
    assert_ctr_ok(vote(f, "CR-2", CTR_VOTE_APPROVE, "client", NULL, NULL, &err));
    assert_ctr_ok(vote(f, "CR-2", CTR_VOTE_APPROVE, "expert", NULL, NULL, &err));
    class_is(f, "CR-3", "id: CR-3\n" ASKED NINE, CTR_CLASS_MINOR);        /* a new series */
    does(f, ctr_change_withdraw, "CR-2", "expert", CTR_CHANGE_WITHDRAWN); /* has a vote on it */
    class_is(f, "CR-4", "id: CR-4\n" ASKED NINE, CTR_CLASS_MAJOR);
    assert_store_sound(f->store);
}

/* What was implemented has moved what it moved. */
static void reopening_what_is_done_hides_nothing(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    approved(f, "CR-1", "id: CR-1\n" ASKED NINE);
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-1' is implemented, so 'withdraw' is not allowed; "
                     "allowed is close",
                     act(f, ctr_change_withdraw, "CR-1", &err));
    assert_ctr_ok(ctr_change_close(f->store, "shop", "deal", "CR-1", NULL, NULL, NULL, &err));
    does(f, ctr_change_reopen, "CR-1", "supplier", CTR_CHANGE_DRAFT);
    class_is(f, "CR-2", "id: CR-2\n" ASKED NINE, CTR_CLASS_MAJOR);
    /* nor does a smaller figure that is recorded afterwards */
    ctr_source impact = source_of("budget_delta_pct: 0\nschedule_slip_days: 0\nrisk_score: 0\n");
    ctr_call call = call_of("supplier");
    assert_ctr_ok(ctr_change_impact(f->store, "shop", "deal", "CR-1", &impact, &call, NULL, &err));
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    class_is(f, "CR-3", "id: CR-3\n" ASKED NINE, CTR_CLASS_MAJOR);
    assert_store_sound(f->store);
}

static void an_emergency_that_is_done_stays_done(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    opened(f, "id: CR-1\ntype: emergency\n" ASKED MINOR);
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-1' is implemented, so 'withdraw' is not allowed; "
                     "allowed is classify, approve, reject, close",
                     act(f, ctr_change_withdraw, "CR-1", &err));
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    assert_int_equal(by(f, ctr_change_withdraw, "CR-1", "client", NULL, &err), CTR_E_STATE);
    ctr_error_free(err);
    err = NULL;
    assert_int_equal(by(f, ctr_change_reopen, "CR-1", "client", NULL, &err), CTR_E_STATE);
    ctr_error_free(err);
    err = NULL;
    /* one that was approved before anybody hurried is as any other */
    approved(f, "CR-2", "id: CR-2\ntype: emergency\n" ASKED MINOR);
    does(f, ctr_change_withdraw, "CR-2", "supplier", CTR_CHANGE_WITHDRAWN);
    assert_store_sound(f->store);
}

static void what_it_superseded_may_go_on(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    approved(f, "CR-1", "id: CR-1\n" ASKED MINOR);
    approved(f, "CR-2", "id: CR-2\nsupersedes: [CR-1]\n" ASKED MINOR);
    assert_ctr_fails(CTR_E_STATE, "change 'shop/deal/CR-1' was superseded by 'CR-2'",
                     act(f, ctr_change_implement, "CR-1", &err));
    does(f, ctr_change_withdraw, "CR-2", "supplier", CTR_CHANGE_WITHDRAWN);
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(who_asked_or_decides_withdraws),
        TEST(a_delegate_speaks_for_either),
        TEST(where_rights_are_reported_on_it_is_remarked),
        TEST(a_reopened_one_needs_another_decision),
        TEST(no_timer_goes_on),
        TEST(what_is_taken_back_counts_in_no_sum),
        TEST(a_major_one_that_was_withdrawn_ends_no_series),
        TEST(reopening_what_is_done_hides_nothing),
        TEST(an_emergency_that_is_done_stays_done),
        TEST(what_it_superseded_may_go_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
