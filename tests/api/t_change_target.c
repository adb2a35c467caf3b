/* What an implemented change does to the target: in the ledger of its master, and without one. */
#include "change_case.h"

static void with_ledger(struct fixture *f, const char *document, const char *base)
{
    ctr_error *err = NULL;
    master(f, document);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", base, NULL, NULL, &err));
}

/* Open, submit, approve. */
static void approved(struct fixture *f, const char *id, const char *more)
{
    ctr_error *err = NULL;
    char text[512];

    snprintf(text, sizeof text, "id: %s\nrequester: supplier\n%s", id, more);
    opened(f, text);
    does(f, ctr_change_submit, id, "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(decide(f, id, CTR_OUTCOME_APPROVED, "client", &err));
}

/* Implement; the result is the caller's. */
static ctr_change *implement(struct fixture *f, const char *id, uint32_t flags)
{
    ctr_change *h = NULL;
    ctr_error *err = NULL;
    ctr_call call = call_of("supplier");
    call.flags = flags;
    assert_ctr_ok(ctr_change_implement(f->store, "shop", "deal", id, &call, &h, &err));
    return h;
}

static void remarks(ctr_change *h, const char *wanted)
{
    assert_int_equal(ctr_change_remark_count(h), wanted ? 1 : 0);
    if (wanted) {
        assert_string_equal(ctr_change_remark_at(h, 0), wanted);
    }
}

static void balance_is(struct fixture *f, const char *account, int64_t wanted)
{
    ctr_balance_query q;
    ctr_trial *t = NULL;
    ctr_error *err = NULL;

    ctr_balance_query_init(&q, sizeof q);
    q.account = account;
    assert_ctr_ok(ctr_ledger_balance(f->store, "shop", "deal", &q, &t, &err));
    assert_int_equal(ctr_account_balance(ctr_trial_at(t, 0)), wanted);
    ctr_trial_free(t);
}

static int64_t entries(struct fixture *f)
{
    ctr_ledger *l = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_ledger_get(f->store, "shop", "deal", &l, &err));
    int64_t n = ctr_ledger_entries(l);
    ctr_ledger_free(l);
    return n;
}

static void implementing_posts_what_the_target_moves_by(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_entry_filter filter;
    ctr_entry_list *list = NULL;

    with_ledger(f, MASTER, "EUR");
    approved(f, "CR-1",
             "impact_analysis: {budget_delta: 9000, currency: eur, "
             "schedule_slip_days: 1, risk_score: 1}\n"
             "target_effect: {effective_date: 2025-12-15}\n");
    ctr_change *h = implement(f, "CR-1", CTR_CALL_DRY_RUN);
    assert_int_equal(ctr_change_posted(h), 1);
    assert_true(ctr_change_dry_run(h));
    ctr_change_free(h);
    assert_int_equal(entries(f), 0);
    int64_t before = last_event(f);
    h = implement(f, "CR-1", 0);
    assert_int_equal(ctr_change_posted(h), 1);
    assert_string_equal(ctr_change_target_currency(h), "EUR");
    remarks(h, NULL);
    ctr_change_free(h);
    char *feed = feed_after(f, before);
    assert_string_equal(feed, "ledger.account-opened ledger:shop/deal#Equity:Deal:Target\n"
                              "ledger.account-opened ledger:shop/deal#Equity:Deal:Baseline\n"
                              "ledger.posted ledger:shop/deal\n"
                              "change.implemented change:shop/deal/CR-1\n");
    free(feed);
    balance_is(f, "Equity:Deal:Target", 900000);
    balance_is(f, "Equity:Deal:Baseline", -900000);
    ctr_entry_filter_init(&filter, sizeof filter);
    assert_ctr_ok(ctr_ledger_entry_find(f->store, "shop", "deal", &filter, &list, &err));
    const ctr_entry *e = ctr_entry_list_at(list, 0);
    assert_int_equal(ctr_entry_get_kind(e), CTR_ENTRY_TARGET);
    struct text_sink json = {NULL, 0};
    assert_ctr_ok(ctr_entry_list_render(list, CTR_RENDER_JSON, text_sink_write, &json, &err));
    assert_non_null(strstr(json.text, "\"cause_kind\": \"change\""));
    assert_non_null(strstr(json.text, "\"cause_id\": \"shop/deal/CR-1\""));
    free(json.text);
    assert_string_equal(ctr_entry_key(e), "change:CR-1:target");
    assert_string_equal(ctr_entry_effective(e), "2025-12-15");
    ctr_entry_list_free(list);
    h = get(f, "CR-1");
    assert_int_equal(ctr_change_posted(h), 1);
    ctr_change_free(h);
    approved(f, "CR-2",
             "impact_analysis: {budget_delta: -500.5, schedule_slip_days: 1, "
             "risk_score: 1}\n");
    ctr_change_free(implement(f, "CR-2", 0));
    balance_is(f, "Equity:Deal:Target", 849950);
    assert_store_sound(f->store);
}

static void where_nothing_is_posted_the_result_says_why(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    approved(f, "CR-1", MINOR);
    ctr_change *h = implement(f, "CR-1", 0);
    assert_int_equal(ctr_change_posted(h), 0);
    remarks(h, "the master has no ledger, so nothing is posted");
    ctr_change_free(h);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
    approved(f, "CR-2", MINOR "target_effect: {effect: none}\n");
    h = implement(f, "CR-2", 0);
    assert_string_equal(ctr_change_target_amount(h), "0");
    remarks(h, "the target does not move, so nothing is posted");
    ctr_change_free(h);
    assert_int_equal(entries(f), 0);
    assert_store_sound(f->store);
}

static void a_part_of_the_budget_is_rounded_and_what_is_stated_is_not(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_ledger(f, MASTER, "EUR");
    /* 0.000251 % of 200000 is 0.502; a third of it 0.16733... */
    approved(f, "CR-1",
             "impact_analysis: {budget_delta_pct: 0.000251, schedule_slip_days: 1, "
             "risk_score: 1}\ntarget_effect: {effect: percent, percent: 33.3333}\n");
    ctr_change *h = implement(f, "CR-1", 0);
    assert_string_equal(ctr_change_target_amount(h), "0.17");
    ctr_change_free(h);
    balance_is(f, "Equity:Deal:Target", 17);
    int64_t before = last_event(f);
    assert_ctr_fails(CTR_E_INPUT,
                     "CR.yaml:3:33: /impact_analysis/budget_delta: 10.005 has more digits behind "
                     "the point than EUR has: 2",
                     open_change(f,
                                 "id: CR-2\nrequester: supplier\n"
                                 "impact_analysis: {budget_delta: 10.005, schedule_slip_days: 1, "
                                 "risk_score: 1}\n",
                                 NULL, &err));
    assert_int_equal(last_event(f), before);
    assert_store_sound(f->store);
}

static void another_currency_is_refused_and_leaves_no_trace(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_ledger(f, MASTER, "GBP");
    approved(f, "CR-1", MINOR);
    int64_t before = last_event(f);
    assert_ctr_fails(CTR_E_INPUT,
                     "change 'shop/deal/CR-1' moves the target by 10000 EUR, but the ledger of "
                     "'shop/deal' is kept in GBP; record an impact with the amount in that",
                     act(f, ctr_change_implement, "CR-1", &err));
    assert_int_equal(last_event(f), before);
    assert_int_equal(entries(f), 0);
    ctr_change *h = get(f, "CR-1");
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_APPROVED);
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void a_key_that_somebody_took_is_a_conflict(void **state)
{
    static const char *const accounts[] = {"Assets:A", "Liabilities:A"};
    static const int64_t amounts[] = {1, -1};
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_account_spec a;
    ctr_entry_spec s;

    with_ledger(f, MASTER, "EUR");
    ctr_account_spec_init(&a, sizeof a);
    for (int i = 0; i < 2; i++) {
        a.account = accounts[i];
        assert_ctr_ok(ctr_account_open(f->store, "shop", "deal", &a, NULL, NULL, &err));
    }
    ctr_entry_spec_init(&s, sizeof s);
    s.kind = CTR_ENTRY_COST;
    s.accounts = accounts;
    s.amounts = amounts;
    s.posting_count = 2;
    s.key = "change:CR-1:target";
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &s, 1, NULL, NULL, &err));
    approved(f, "CR-1", MINOR);
    assert_ctr_fails(CTR_E_CONFLICT,
                     "the key 'change:CR-1:target' belongs to entry 1, which has another kind",
                     act(f, ctr_change_implement, "CR-1", &err));
    ctr_change *h = get(f, "CR-1");
    assert_int_equal(ctr_change_posted(h), 0);
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void a_day_in_a_closed_period_is_booked_behind_it(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_ledger(f, MASTER, "EUR");
    approved(f, "CR-1", MINOR "target_effect: {effective_date: 2025-06-01}\n");
    assert_ctr_ok(ctr_period_close(f->store, "shop", "deal", "2025-12-31", NULL, NULL, &err));
    ctr_change *h = implement(f, "CR-1", 0);
    remarks(h, "the period of 2025-06-01 is closed, so it is booked on 2026-01-01");
    ctr_change_free(h);
    assert_store_sound(f->store);
}

/* Percentages are of the target of the day: the document's, and what was implemented until then. */
static void the_base_follows_what_was_implemented(void **state)
{
    struct fixture *f = *state;

    master(f, MASTER);
    approved(f, "CR-1",
             "impact_analysis: {budget_delta: 10000, schedule_slip_days: 1, "
             "risk_score: 1}\n");
    ctr_change_free(implement(f, "CR-1", 0));
    approved(f, "CR-2",
             "impact_analysis: {budget_delta: 700, schedule_slip_days: 1, "
             "risk_score: 1}\ntarget_effect: {effective_date: 2030-01-01}\n");
    ctr_change *h = implement(f, "CR-2", 0);
    assert_string_equal(ctr_change_base(h), "210000");
    ctr_change_free(h);
    approved(f, "CR-3", MINOR); /* the day of CR-2 is still to come */
    h = get(f, "CR-3");
    assert_string_equal(ctr_change_base(h), "210000");
    ctr_change_free(h);
    assert_store_sound(f->store);
}

#define ORIGINAL                                                                                   \
    MASTER_HEAD GOVERNANCE("enforce") "change_policy: {budget_base: original_target}\n"            \
                                      "incentives: {target: 100, currency: EUR}\n"

static void the_base_is_the_original_target_if_the_master_says_so(void **state)
{
    struct fixture *f = *state;

    master(f, ORIGINAL);
    approved(f, "CR-1", "impact_analysis: {budget_delta: 50}\n");
    ctr_change_free(implement(f, "CR-1", 0));
    approved(f, "CR-2", "impact_analysis: {budget_delta: 50}\n");
    ctr_change *h = get(f, "CR-2");
    assert_string_equal(ctr_change_base(h), "100");
    ctr_change_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(implementing_posts_what_the_target_moves_by),
        TEST(where_nothing_is_posted_the_result_says_why),
        TEST(a_part_of_the_budget_is_rounded_and_what_is_stated_is_not),
        TEST(another_currency_is_refused_and_leaves_no_trace),
        TEST(a_key_that_somebody_took_is_a_conflict),
        TEST(a_day_in_a_closed_period_is_booked_behind_it),
        TEST(the_base_follows_what_was_implemented),
        TEST(the_base_is_the_original_target_if_the_master_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
