/*
 * Emergencies that were implemented and are rejected afterwards: what they moved the target by is
 * taken back with the decision. And editions that two changes carry: one of them brings it.
 */
#include "change_case.h"

#define BUDGET                                                                                     \
    "requester: supplier\n"                                                                        \
    "impact_analysis: {budget_delta: 9000, schedule_slip_days: 1, risk_score: 1}\n"
#define CARRIES                                                                                    \
    "requester: supplier\n"                                                                        \
    "impact_analysis: {budget_delta: 9000, schedule_slip_days: 1, risk_score: 1, "                 \
    "evolution: shop/orders@2.0.0}\n"

static void with_ledger(struct fixture *f)
{
    ctr_error *err = NULL;
    master(f, MASTER);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
}

static int64_t target(struct fixture *f, const char *day)
{
    ctr_balance_query q;
    ctr_trial *t = NULL;
    ctr_error *err = NULL;

    ctr_balance_query_init(&q, sizeof q);
    q.account = "Equity:Deal:Target";
    q.as_of = day ? CTR_AS_OF_EFFECTIVE : CTR_AS_OF_NOW;
    q.day = day;
    assert_ctr_ok(ctr_ledger_balance(f->store, "shop", "deal", &q, &t, &err));
    int64_t balance = ctr_account_balance(ctr_trial_at(t, 0));
    ctr_trial_free(t);
    return balance;
}

static ctr_change *rejected(struct fixture *f, const char *id)
{
    ctr_change *h = NULL;
    ctr_error *err = NULL;
    ctr_call call = call_of("client");
    assert_ctr_ok(
        ctr_change_decide(f->store, "shop", "deal", id, CTR_OUTCOME_REJECTED, &call, &h, &err));
    return h;
}

static void emergency(struct fixture *f, const char *more)
{
    char text[512];

    snprintf(text, sizeof text, "id: CR-1\ntype: emergency\n%s", more);
    opened(f, text);
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
}

static void a_rejection_takes_the_move_of_the_target_back(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_entry_filter filter;
    ctr_entry_list *list = NULL;

    with_ledger(f);
    emergency(f, BUDGET "target_effect: {effective_date: 2025-12-15}\n");
    assert_int_equal(target(f, NULL), 900000);
    int64_t before = last_event(f);
    ctr_change *h = rejected(f, "CR-1");
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_IMPLEMENTED);
    assert_int_equal(ctr_change_posted(h), 1);
    assert_string_equal(ctr_change_target_amount(h), "0");
    assert_int_equal(ctr_change_remark_count(h), 1);
    assert_string_equal(ctr_change_remark_at(h, 0),
                        "entry 2 takes back entry 1, by which it moved the target");
    ctr_change_free(h);
    char *feed = feed_after(f, before);
    assert_string_equal(feed, "decision.decided change:shop/deal/CR-1\n"
                              "timer.ended change:shop/deal/CR-1\n"
                              "ledger.posted ledger:shop/deal\n"
                              "change.decided change:shop/deal/CR-1\n");
    free(feed);
    assert_int_equal(target(f, NULL), 0);
    assert_int_equal(target(f, "2025-12-20"), 0); /* nor was it another one in between */
    ctr_entry_filter_init(&filter, sizeof filter);
    assert_ctr_ok(ctr_ledger_entry_find(f->store, "shop", "deal", &filter, &list, &err));
    const ctr_entry *e = ctr_entry_list_at(list, 1);
    assert_int_equal(ctr_entry_reverses(e), 1);
    assert_string_equal(ctr_entry_effective(e), "2025-12-15");
    ctr_entry_list_free(list);
    assert_ctr_ok(ctr_change_close(f->store, "shop", "deal", "CR-1", NULL, NULL, NULL, &err));
    assert_store_sound(f->store);
}

static void a_sealed_period_stays_as_it_is(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_ledger(f);
    emergency(f, BUDGET "target_effect: {effective_date: 2025-12-15}\n");
    assert_ctr_ok(ctr_period_close(f->store, "shop", "deal", "2025-12-31", NULL, NULL, &err));
    assert_ctr_ok(ctr_period_seal(f->store, "shop", "deal", NULL, NULL, NULL, &err));
    ctr_change *h = rejected(f, "CR-1");
    assert_string_equal(ctr_change_remark_at(h, 0),
                        "entry 2 takes back entry 1, by which it moved the target; the period of "
                        "2025-12-15 is closed, so it is booked on 2026-01-01");
    ctr_change_free(h);
    assert_int_equal(target(f, NULL), 0);
    assert_store_sound(f->store);
}

/* Without a ledger the target is what changes say: it counts no more, not even when reopened. */
static void without_a_ledger_it_counts_no_more(void **state)
{
    struct fixture *f = *state;

    master(f, MASTER);
    emergency(f, BUDGET);
    opened(f, "id: CR-2\n" BUDGET);
    does(f, ctr_change_submit, "CR-2", "supplier", CTR_CHANGE_ANALYSED);
    ctr_change *h = get(f, "CR-2");
    assert_string_equal(ctr_change_base(h), "209000");
    ctr_change_free(h);
    h = rejected(f, "CR-1");
    assert_string_equal(ctr_change_remark_at(h, 0),
                        "the target moves by it no more; nothing was posted");
    ctr_change_free(h);
    for (int i = 0; i < 2; i++) {
        char text[300];
        char id[8];
        snprintf(id, sizeof id, "CR-%d", 3 + i);
        snprintf(text, sizeof text, "id: %s\n" BUDGET, id);
        opened(f, text);
        does(f, ctr_change_submit, id, "supplier", CTR_CHANGE_ANALYSED);
        h = get(f, id);
        assert_string_equal(ctr_change_base(h), "200000");
        ctr_change_free(h);
        ctr_error *err = NULL;
        ctr_call call = call_of("client");
        if (!i) {
            assert_ctr_ok(
                ctr_change_close(f->store, "shop", "deal", "CR-1", NULL, &call, NULL, &err));
            does(f, ctr_change_reopen, "CR-1", "supplier", CTR_CHANGE_DRAFT);
        }
    }
    assert_store_sound(f->store);
}

static void an_approval_takes_nothing_back(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_ledger(f);
    emergency(f, BUDGET);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    assert_int_equal(target(f, NULL), 900000);
    assert_store_sound(f->store);
}

/* ---- editions ---- */

static void an_edition(struct fixture *f)
{
    do_create(f, "orders", "1.0.0", V1);
    do_activate(f, "orders", "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "2.0.0", BREAK));
}

static void approved(struct fixture *f, const char *id, const char *more)
{
    ctr_error *err = NULL;
    char text[512];

    snprintf(text, sizeof text, "id: %s\n%s", id, more);
    opened(f, text);
    does(f, ctr_change_submit, id, "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(decide(f, id, CTR_OUTCOME_APPROVED, "client", &err));
}

static void two_changes_do_not_bring_the_same_edition(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_call call = call_of("supplier");

    with_ledger(f);
    an_edition(f);
    approved(f, "CR-1", CARRIES);
    approved(f, "CR-2", CARRIES);
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    int64_t before = last_event(f);
    assert_int_equal(ctr_change_implement(f->store, "shop", "deal", "CR-2", &call, NULL, &err),
                     CTR_E_CONFLICT);
    assert_non_null(strstr(ctr_error_message(err),
                           "change 'shop/deal/CR-2' carries 'shop/orders@2.0.0', which change "
                           "'shop/deal/CR-1' implemented at 2026-01-01T"));
    assert_string_equal(ctr_error_detail(err, "implemented_by"), "shop/deal/CR-1");
    ctr_error_free(err);
    assert_int_equal(last_event(f), before);
    assert_int_equal(target(f, NULL), 900000);
    assert_store_sound(f->store);
}

static void what_was_activated_by_hand_may_be_carried_by_one(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_call call = call_of("supplier");

    with_ledger(f);
    an_edition(f);
    call.flags = CTR_CALL_DECLARE_BREAK;
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "orders", "2.0.0", &call, NULL, &err));
    approved(f, "CR-1", CARRIES);
    approved(f, "CR-2", CARRIES);
    does(f, ctr_change_implement, "CR-2", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_ctr_fails(CTR_E_CONFLICT, NULL, act(f, ctr_change_implement, "CR-1", &err));
    assert_store_sound(f->store);
}

static void a_rejected_emergency_leaves_its_edition_to_another(void **state)
{
    struct fixture *f = *state;

    with_ledger(f);
    an_edition(f);
    approved(f, "CR-2", CARRIES);
    opened(f, "id: CR-1\ntype: emergency\nrequester: supplier\n"
              "impact_analysis: {budget_delta: 100, schedule_slip_days: 1, risk_score: 1}\n");
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    opened(f, "id: CR-3\ntype: emergency\nsummary: x\narea: scope\n" CARRIES);
    ctr_error *err = NULL;
    ctr_call call = call_of("client");
    call.flags = CTR_CALL_DECLARE_BREAK;
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "orders", "2.0.0", &call, NULL, &err));
    does(f, ctr_change_implement, "CR-3", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_ctr_fails(CTR_E_CONFLICT, NULL, act(f, ctr_change_implement, "CR-2", &err));
    ctr_change *h = rejected(f, "CR-3");
    assert_int_equal(ctr_change_remark_count(h), 2);
    assert_string_equal(ctr_change_remark_at(h, 0),
                        "'shop/orders@2.0.0' stays as it is: to roll it back is a new edition");
    ctr_change_free(h);
    assert_int_equal(target(f, NULL), 10000);
    does(f, ctr_change_implement, "CR-2", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_int_equal(target(f, NULL), 910000);
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_rejection_takes_the_move_of_the_target_back),
        TEST(a_sealed_period_stays_as_it_is),
        TEST(without_a_ledger_it_counts_no_more),
        TEST(an_approval_takes_nothing_back),
        TEST(two_changes_do_not_bring_the_same_edition),
        TEST(what_was_activated_by_hand_may_be_carried_by_one),
        TEST(a_rejected_emergency_leaves_its_edition_to_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
