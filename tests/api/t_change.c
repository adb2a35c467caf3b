/* A change request on its way: every state, what is refused. */
#include "change_case.h"

static void a_minor_change_goes_all_the_way(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    int64_t before = last_event(f);
    opened(f, "{id: CR-1, requester: supplier, summary: guests, "
              "impact_analysis: "
              "{budget_delta: 9000, currency: EUR, schedule_slip_days: 4, risk_score: 5}}");
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    ctr_change *h = get(f, "cr-1");
    assert_int_equal(ctr_change_class_of(h), CTR_CLASS_MINOR);
    assert_string_equal(ctr_change_base(h), "200000");
    assert_string_equal(ctr_change_master(h), "1.0.0");
    const ctr_classification *c = ctr_change_classification(h);
    assert_string_equal(ctr_threshold_value(ctr_classification_at(c, 0)), "4.5");
    assert_string_equal(ctr_threshold_margin(ctr_classification_at(c, 0)), "5.5");
    assert_string_equal(ctr_decision_approver(ctr_change_decision(h)), "client");
    assert_int_equal(ctr_decision_state_of(ctr_change_decision(h)), CTR_DECISION_OPEN);
    ctr_change_free(h);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    h = get(f, "CR-1");
    assert_string_equal(ctr_change_target_amount(h), "9000");
    assert_string_equal(ctr_change_target_currency(h), "EUR");
    assert_string_equal(ctr_decision_decided_by(ctr_change_decision(h)), "client");
    ctr_change_free(h);
    assert_ctr_ok(ctr_change_close(f->store, "shop", "deal", "CR-1", NULL, NULL, NULL, &err));
    char *feed = feed_after(f, before);
    assert_string_equal(feed, "change.opened change:shop/deal/CR-1\n"
                              "change.impact change:shop/deal/CR-1\n"
                              "change.submitted change:shop/deal/CR-1\n"
                              "change.classified change:shop/deal/CR-1\n"
                              "decision.requested change:shop/deal/CR-1\n"
                              "timer.started change:shop/deal/CR-1\n"
                              "decision.decided change:shop/deal/CR-1\n"
                              "timer.ended change:shop/deal/CR-1\n"
                              "change.decided change:shop/deal/CR-1\n"
                              "change.implemented change:shop/deal/CR-1\n"
                              "change.closed change:shop/deal/CR-1\n");
    free(feed);
    assert_store_sound(f->store);
}

static void without_impact_it_waits_to_be_analysed(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_change *h = NULL;
    ctr_source s = source_of(MINOR);
    ctr_call call = call_of("supplier");

    master(f, MASTER);
    opened(f, "{id: CR-1}");
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_SUBMITTED);
    assert_ctr_ok(ctr_change_impact(f->store, "shop", "deal", "CR-1", &s, &call, &h, &err));
    assert_int_equal(ctr_change_impact_revision(h), 1);
    assert_string_equal(ctr_change_impact_json(h),
                        "{\"budget_delta_pct\":5,\"risk_score\":3,\"schedule_slip_days\":2}");
    ctr_change_free(h);
    does(f, ctr_change_reclassify, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    s = source_of(MAJOR);
    assert_ctr_ok(ctr_change_impact(f->store, "shop", "deal", "CR-1", &s, &call, NULL, &err));
    does(f, ctr_change_reclassify, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    h = get(f, "CR-1");
    assert_int_equal(ctr_change_class_of(h), CTR_CLASS_MAJOR);
    assert_string_equal(ctr_decision_approver(ctr_change_decision(h)), "steering_committee");
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void an_emergency_is_implemented_first(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    opened(f, "id: CR-1\ntype: emergency\nrequester: supplier\n" MINOR);
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    ctr_change *h = get(f, "CR-1");
    /* Thursday 2026-01-01, and two working days */
    assert_int_equal(ctr_decision_due_us(ctr_change_decision(h)) / 86400000000,
                     FIXTURE_START_US / 86400000000 + 4);
    ctr_change_free(h);
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-1' was implemented as an emergency and is not decided "
                     "on yet; decide before it is closed",
                     ctr_change_close(f->store, "shop", "deal", "CR-1", NULL, NULL, NULL, &err));
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    assert_ctr_ok(ctr_change_close(f->store, "shop", "deal", "CR-1", NULL, NULL, NULL, &err));
    assert_store_sound(f->store);
}

static void a_standard_change_is_approved_by_the_policy(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    opened(f, "id: CR-1\ntype: standard\narea: wording\n" MINOR);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_APPROVED);
    ctr_change *h = get(f, "CR-1");
    assert_string_equal(ctr_decision_decided_by(ctr_change_decision(h)), "policy");
    ctr_change_free(h);
    opened(f, "id: CR-2\ntype: standard\narea: scope\n" MINOR);
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-2' is of type standard, but its area 'scope' is none of "
                     "the master's standard_changes; open it as normal",
                     act(f, ctr_change_submit, "CR-2", &err));
    opened(f, "id: CR-3\ntype: standard\narea: wording\n" MAJOR);
    does(f, ctr_change_submit, "CR-3", "supplier", CTR_CHANGE_ANALYSED);
    assert_store_sound(f->store);
}

static void many_minor_changes_become_a_major_one(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    char text[256];

    master(f, MASTER);
    for (int i = 1; i <= 3; i++) {
        snprintf(text, sizeof text, "id: CR-%d\nrequester: supplier\n" IMPACT("7", "1", "1"), i);
        opened(f, text);
        char id[8];
        snprintf(id, sizeof id, "CR-%d", i);
        does(f, ctr_change_submit, id, "supplier", CTR_CHANGE_ANALYSED);
        ctr_change *h = get(f, id);
        assert_int_equal(ctr_change_class_of(h), i < 3 ? CTR_CLASS_MINOR : CTR_CLASS_MAJOR);
        if (i == 3) {
            assert_string_equal(
                ctr_classification_reason_at(ctr_change_classification(h), 0),
                "cumulative_budget_delta_pct_major: 21 % is greater than the limit 15");
        } else {
            assert_ctr_ok(decide(f, id, CTR_OUTCOME_APPROVED, "client", &err));
        }
        ctr_change_free(h);
    }
    assert_store_sound(f->store);
}

static void implementing_activates_the_edition_it_carries(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    do_create(f, "orders", "1.0.0", V1);
    do_activate(f, "orders", "1.0.0");
    do_register(f, "orders", "web", NULL, NULL);
    ctr_evolution_free(do_evolve(f, "orders", "2.0.0", BREAK));
    opened(f, "id: CR-1\nrequester: supplier\nimpact_analysis: {budget_delta_pct: 1, "
              "schedule_slip_days: 1, risk_score: 1, evolution: shop/orders@2.0.0}\n" MEMO);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    ctr_change *h = get(f, "CR-1");
    assert_int_equal(ctr_change_class_of(h), CTR_CLASS_MAJOR);
    assert_string_equal(ctr_classification_reason_at(ctr_change_classification(h), 0),
                        "it breaks 1 registered consumer");
    assert_non_null(strstr(ctr_change_technical_json(h), "\"bump\":\"major\""));
    ctr_change_free(h);
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "client", NULL, NULL, &err));
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "expert", NULL, NULL, &err));
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_int_equal(state_of(f, "orders", "2.0.0"), CTR_STATE_ACTIVE);
    assert_store_sound(f->store);
}

static void nothing_remains_of_an_implementation_that_fails(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    do_create(f, "orders", "1.0.0", V1);
    do_activate(f, "orders", "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "1.1.0", BREAK)); /* the label is too low */
    opened(f, "id: CR-1\ntype: emergency\nrequester: supplier\nimpact_analysis: "
              "{evolution: shop/orders@1.1.0}\n");
    int64_t before = last_event(f);
    assert_ctr_fails(CTR_E_STATE, NULL, act(f, ctr_change_implement, "CR-1", &err));
    assert_int_equal(last_event(f), before);
    ctr_change *h = get(f, "CR-1");
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_DRAFT);
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void links_hold(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: supplier\nneeds: [CR-2]\n" MINOR);
    assert_ctr_fails(CTR_E_INPUT,
                     "CR.yaml:2:8: /needs: 'CR-1' needs 'CR-2' in turn, so neither could be "
                     "implemented",
                     open_change(f, "id: CR-2\nneeds: [CR-1]\n", NULL, &err));
    assert_ctr_fails(CTR_E_INPUT, "CR.yaml:2:8: /needs: names the change itself, 'cr-3'",
                     open_change(f, "id: CR-3\nneeds: [cr-3]\n", NULL, &err));
    assert_ctr_fails(CTR_E_INPUT, NULL,
                     open_change(f, "id: CR-3\nsupersedes: [CR-9]\n", NULL, &err));
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-1' needs 'CR-2', which is not there; implement that "
                     "before it",
                     act(f, ctr_change_implement, "CR-1", &err));
    opened(f, "id: CR-2\ntype: emergency\nrequester: supplier\nconflicts_with: [CR-4]\n" MINOR);
    does(f, ctr_change_implement, "CR-2", "supplier", CTR_CHANGE_IMPLEMENTED);
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    opened(f, "id: CR-4\ntype: emergency\nrequester: supplier\n" MINOR);
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-4' conflicts with what is implemented: 'CR-2'",
                     act(f, ctr_change_implement, "CR-4", &err));
    opened(f, "id: CR-5\ntype: emergency\nrequester: supplier\n" MINOR);
    opened(f, "id: CR-6\ntype: emergency\nsupersedes: [CR-5]\nrequester: supplier\n" MINOR);
    does(f, ctr_change_implement, "CR-6", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_ctr_fails(CTR_E_STATE, "change 'shop/deal/CR-5' was superseded by 'CR-6'",
                     act(f, ctr_change_implement, "CR-5", &err));
    assert_store_sound(f->store);
}

static void a_reopened_change_begins_again_and_is_implemented_once(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: supplier\n" MINOR);
    does(f, ctr_change_withdraw, "CR-1", "supplier", CTR_CHANGE_WITHDRAWN);
    does(f, ctr_change_reopen, "CR-1", "supplier", CTR_CHANGE_DRAFT);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_DEFERRED, "client", &err));
    does(f, ctr_change_reopen, "CR-1", "supplier", CTR_CHANGE_DRAFT);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_ctr_fails(CTR_E_STATE, NULL, act(f, ctr_change_implement, "CR-1", &err));
    assert_ctr_ok(ctr_change_close(f->store, "shop", "deal", "CR-1", NULL, NULL, NULL, &err));
    does(f, ctr_change_reopen, "CR-1", "supplier", CTR_CHANGE_DRAFT);
    ctr_change *h = get(f, "CR-1");
    assert_int_equal(ctr_change_cycle(h), 4);
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void bad_input_changes_nothing(void **state)
{
    static const struct {
        const char *text;
        ctr_status status;
        const char *message;
    } rows[] = {
        {"summary: x\n", CTR_E_INPUT, NULL},
        {"id: CR-2\nmaster: other\n", CTR_E_INPUT,
         "CR.yaml:2:9: /master: is 'other', but the active version of 'shop/deal' is of 'deal-1'"},
        {"id: CR-2\nimpact_analysis: {budget_delta_pct: much}\n", CTR_E_INPUT, NULL},
        {"id: CR-2\nimpact_analysis: {evolution: nowhere}\n", CTR_E_INPUT,
         "'nowhere' is no version; wanted team/name@label"},
        {"id: CR-2\nimpact_analysis: {evolution: shop/none@1.0.0}\n", CTR_E_NOT_FOUND, NULL},
        {"id: cr-1\n", CTR_E_EXISTS, "change 'shop/deal/CR-1' is there already, draft"},
        {"id: CR-2\ncreated: 2026-02-30\n", CTR_E_INPUT, NULL},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    opened(f, "id: CR-1\n");
    int64_t before = last_event(f);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ctr_fails(rows[i].status, rows[i].message, open_change(f, rows[i].text, NULL, &err));
    }
    ctr_call call = call_of("supplier");
    call.now_us = FIXTURE_START_US - 1;
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_change_submit(f->store, "shop", "deal", "CR-1", &call, NULL, &err));
    call = call_of("supplier");
    call.if_revision = 7;
    assert_ctr_fails(CTR_E_CONFLICT, "change 'shop/deal/CR-1' is at revision 2, not 7; look again",
                     ctr_change_submit(f->store, "shop", "deal", "CR-1", &call, NULL, &err));
    call = call_of("supplier");
    call.flags = CTR_CALL_DRY_RUN;
    assert_ctr_ok(ctr_change_submit(f->store, "shop", "deal", "CR-1", &call, NULL, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/deal' has no change 'CR-9'",
                     act(f, ctr_change_submit, "CR-9", &err));
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-1' is draft, so 'close' is not allowed; allowed is "
                     "impact, submit, withdraw",
                     ctr_change_close(f->store, "shop", "deal", "CR-1", NULL, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     vote(f, "CR-1", (ctr_vote)0, "client", NULL, NULL, &err));
    assert_int_equal(last_event(f), before);
    do_create(f, "orders", "1.0.0", V1);
    ctr_source s = source_of("id: CR-1\n");
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/orders' is a contract of type data-format; changes belong to one of "
                     "type master",
                     ctr_change_open(f->store, "shop", "orders", &s, NULL, NULL, &err));
}

static void lists_filter_and_page(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_change_filter filter;
    ctr_change_list *list = NULL;
    char text[128];

    master(f, MASTER);
    for (int i = 1; i <= 5; i++) {
        snprintf(text, sizeof text, "id: CR-%d\narea: %s\nrequester: supplier\n" MINOR, i,
                 i % 2 ? "scope" : "quality");
        opened(f, text);
    }
    does(f, ctr_change_submit, "CR-3", "supplier", CTR_CHANGE_ANALYSED);
    ctr_change_filter_init(&filter, sizeof filter);
    filter.limit = 2;
    filter.team = "shop";
    filter.name = "deal";
    size_t seen = 0;
    char after[64];
    do {
        assert_ctr_ok(ctr_change_find(f->store, &filter, &list, &err));
        seen += ctr_change_list_count(list);
        filter.after = NULL;
        if (ctr_change_list_next(list)) {
            snprintf(after, sizeof after, "%s", ctr_change_list_next(list));
            filter.after = after;
        }
        ctr_change_list_free(list);
    } while (filter.after);
    assert_int_equal(seen, 5);
    filter.state = CTR_CHANGE_ANALYSED;
    assert_ctr_ok(ctr_change_find(f->store, &filter, &list, &err));
    assert_int_equal(ctr_change_list_count(list), 1);
    assert_string_equal(ctr_change_id(ctr_change_list_at(list, 0)), "CR-3");
    ctr_change_list_free(list);
    ctr_change_filter_init(&filter, sizeof filter);
    filter.area = "quality";
    assert_ctr_ok(ctr_change_find(f->store, &filter, &list, &err));
    assert_int_equal(ctr_change_list_count(list), 2);
    ctr_change_list_free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_minor_change_goes_all_the_way),
        TEST(without_impact_it_waits_to_be_analysed),
        TEST(an_emergency_is_implemented_first),
        TEST(a_standard_change_is_approved_by_the_policy),
        TEST(many_minor_changes_become_a_major_one),
        TEST(implementing_activates_the_edition_it_carries),
        TEST(nothing_remains_of_an_implementation_that_fails),
        TEST(links_hold),
        TEST(a_reopened_change_begins_again_and_is_implemented_once),
        TEST(bad_input_changes_nothing),
        TEST(lists_filter_and_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
