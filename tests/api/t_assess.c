/* Assessments: accrued, forecast and payable apart; the difference is posted and nothing else; what
 * makes no sense is refused with its reason. */
#include "assess_case.h"

#include <sqlite3.h>

static void an_interim_share_is_against_what_was_earned(void **state)
{
    struct fixture *f = *state;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assessment *a = assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", "90000");
    assert_int_equal(ctr_assessment_number(a), 1);
    assert_string_equal(ctr_assessment_as_of(a), "2026-01-31");
    assert_int_equal(ctr_assessment_get_kind(a), CTR_ASSESS_INTERIM);
    assert_int_equal(ctr_assessment_get_basis(a), CTR_ASSESS_ACTUAL);
    assert_int_equal(ctr_assessment_get_state(a), CTR_ASSESS_POSTED);
    assert_string_equal(ctr_assessment_currency(a), "EUR");
    assert_value(a, "target", "100000.00");
    assert_value(a, "cost", "30000.00");
    assert_value(a, "earned", "40000.00");
    assert_value(a, "accrued", "5000.00");        /* half of 40000 - 30000 */
    assert_value(a, "forecast_share", "5000.00"); /* half of 100000 - 90000 */
    assert_value(a, "payable", "0.00");           /* nothing before completion */
    assert_null(ctr_assessment_value(a, "price"));
    assert_int_equal(ctr_assessment_parties(a), 2);
    assert_string_equal(ctr_assessment_party(a, 0), "Studio GmbH");
    assert_string_equal(ctr_assessment_party_accrued(a, 0), "3500.00");
    assert_string_equal(ctr_assessment_party_accrued(a, 1), "1500.00");
    assert_string_equal(ctr_assessment_party_payable(a, 1), "0.00");
    assert_null(ctr_assessment_party(a, 2));
    assert_non_null(strstr(ctr_assessment_share(a), "\"contractor_share\":\"5000.00\""));
    assert_int_equal(ctr_assessment_accrued_entry(a), 3);
    assert_int_equal(ctr_assessment_payable_entry(a), 0);
    ctr_assessment_free(a);
    /* accrued is pending: it counts in no balance */
    assert_int_equal(deal_balance(f, "deal", "Income:Deal:Share:Provisional:Studio-GmbH", true),
                     -350000);
    assert_int_equal(deal_balance(f, "deal", "Expenses:Deal:Share:Provisional", true), 500000);
    assert_int_equal(deal_balance(f, "deal", "Expenses:Deal:Share:Provisional", false), 0);
    assert_store_sound(f->store);
}

static void the_end_pays_and_nothing_stays_pending(void **state)
{
    struct fixture *f = *state;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", NULL));
    deal_cost(f, "deal", "2026-02-15", 8000000);
    ctr_assessment *a = assessed(f, CTR_ASSESS_COMPLETION, "2026-02-28", NULL, NULL);
    assert_value(a, "accrued", "-5000.00"); /* 110000 spent: pain */
    assert_value(a, "accrued_now", "-10000.00");
    assert_value(a, "payable_now", "-5000.00");
    ctr_assessment_free(a);
    deal_cost(f, "deal", "2026-03-15", 100001);
    a = assessed(f, CTR_ASSESS_FINAL, "2026-03-31", NULL, NULL);
    assert_value(a, "payable", "-5500.01"); /* half away from zero */
    assert_value(a, "payable_now", "-500.01");
    assert_string_equal(ctr_assessment_party_payable(a, 0), "-3850.01");
    assert_string_equal(ctr_assessment_party_payable(a, 1), "-1650.00");
    ctr_assessment_free(a);
    assert_int_equal(deal_balance(f, "deal", "Income:Deal:Share:Provisional:Hosts-Ltd", true), 0);
    assert_int_equal(deal_balance(f, "deal", "Income:Deal:Share:Payable:Studio-GmbH", false),
                     385001);
    assert_int_equal(deal_balance(f, "deal", "Expenses:Deal:Share:Payable", false), -550001);
    /* late cost: another final one takes it in */
    deal_cost(f, "deal", "2026-02-20", 100000);
    a = assessed(f, CTR_ASSESS_FINAL, "2026-04-30", NULL, NULL);
    assert_value(a, "payable_now", "-500.00");
    ctr_assessment_free(a);
    assert_store_sound(f->store);
}

static void nothing_new_is_the_same_assessment(void **state)
{
    struct fixture *f = *state;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", NULL));
    int64_t before = last_event(f);
    ctr_assessment *a = assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000.00", NULL);
    assert_int_equal(ctr_assessment_repeated(a), 1);
    assert_int_equal(ctr_assessment_number(a), 1);
    ctr_assessment_free(a);
    assert_int_equal(last_event(f), before);
    deal_cost(f, "deal", "2026-01-20", 100000); /* late: the same day again is another one */
    a = assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", NULL);
    assert_int_equal(ctr_assessment_repeated(a), 0);
    assert_int_equal(ctr_assessment_number(a), 2);
    assert_value(a, "accrued_now", "-500.00");
    ctr_assessment_free(a);
}

static void late_cost_of_a_closed_period_is_absorbed(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", NULL));
    assert_ctr_ok(ctr_period_close(f->store, "shop", "deal", "2026-01-31", NULL, NULL, &err));
    deal_cost(f, "deal", "2026-01-20", 200000); /* booked on February 1st */
    ctr_assessment *a = assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", NULL);
    assert_value(a, "cost", "32000.00");
    assert_value(a, "accrued_now", "-1000.00");
    ctr_assessment_free(a);
    assert_store_sound(f->store);
}

/* --- policies, hold, forecasts --- */

static void an_interim_policy_pays_on_account(void **state)
{
    struct fixture *f = *state;

    deal_is(f, "deal",
            DEAL_HEAD DEAL_PARTIES DEAL_SHARE(
                "  interim_policy: on_account\n  retention_pct: 20\n" DEAL_TWO));
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assessment *a = assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", NULL);
    assert_value(a, "accrued", "5000.00");
    assert_value(a, "payable", "4000.00");
    ctr_assessment_free(a);
    deal_cost(f, "deal", "2026-02-15", 6000000);
    a = assessed(f, CTR_ASSESS_COMPLETION, "2026-02-28", NULL, NULL);
    assert_value(a, "payable", "4000.00"); /* 5000 less what is retained */
    ctr_assessment_free(a);
    a = assessed(f, CTR_ASSESS_FINAL, "2026-03-31", NULL, NULL);
    assert_value(a, "payable", "5000.00");
    assert_value(a, "payable_now", "1000.00");
    ctr_assessment_free(a);
    assert_store_sound(f->store);
}

static void a_hold_stops_payment_not_accrual(void **state)
{
    struct fixture *f = *state;
    ctr_assess s;
    ctr_assessment *a = NULL;
    ctr_error *err = NULL;

    deal_is(f, "deal",
            DEAL_HEAD DEAL_PARTIES DEAL_SHARE("  interim_policy: on_account\n" DEAL_TWO));
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assess_init(&s, sizeof s);
    s.kind = CTR_ASSESS_INTERIM;
    s.as_of = "2026-01-31";
    s.earned = "40000";
    s.hold = "invoice 7 is disputed";
    assert_ctr_ok(ctr_share_assess(f->store, "shop", "deal", &s, NULL, &a, &err));
    assert_int_equal(ctr_assessment_get_state(a), CTR_ASSESS_HELD);
    assert_string_equal(ctr_assessment_hold(a), "invoice 7 is disputed");
    assert_value(a, "accrued", "5000.00");
    assert_value(a, "payable", "0.00");
    assert_int_equal(ctr_assessment_payable_entry(a), 0);
    ctr_assessment_free(a);
    a = assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", NULL); /* it was settled */
    assert_value(a, "accrued_now", "0.00");
    assert_value(a, "payable_now", "5000.00");
    ctr_assessment_free(a);
    s.hold = "";
    assert_ctr_fails(CTR_E_ARGUMENT, "hold is empty; say why payment is frozen, or NULL",
                     ctr_share_assess(f->store, "shop", "deal", &s, NULL, NULL, &err));
    assert_store_sound(f->store);
}

static void a_forecast_alone_informs(void **state)
{
    struct fixture *f = *state;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assessment *a = assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", NULL, "104000");
    assert_int_equal(ctr_assessment_get_basis(a), CTR_ASSESS_FORECAST);
    assert_int_equal(ctr_assessment_get_state(a), CTR_ASSESS_INFORMS);
    assert_value(a, "forecast_share", "-2000.00");
    assert_value(a, "accrued", "0.00");
    assert_int_equal(ctr_assessment_accrued_entry(a), 0);
    ctr_assessment_free(a);
    assert_store_sound(f->store);
}

/* --- who leaves, what is left --- */

static void a_party_that_left_gives_its_part_back(void **state)
{
    struct fixture *f = *state;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 9000000);
    ctr_assessment_free(assessed(f, CTR_ASSESS_COMPLETION, "2026-01-31", NULL, NULL));
    deal_becomes(
        f, "deal", "2.0.0",
        DEAL_HEAD DEAL_PARTIES DEAL_SHARE("  participants: [{name: Studio GmbH, pct: 90}]\n"));
    deal_chart(f, "deal");
    ctr_assessment *a = assessed(f, CTR_ASSESS_FINAL, "2026-02-28", NULL, NULL);
    assert_int_equal(ctr_assessment_parties(a), 3);
    assert_string_equal(ctr_assessment_party(a, 1), "Unallocated");
    assert_string_equal(ctr_assessment_party_payable(a, 0), "4500.00");
    assert_string_equal(ctr_assessment_party_payable(a, 1), "500.00");
    assert_string_equal(ctr_assessment_party(a, 2), "Hosts Ltd");
    assert_string_equal(ctr_assessment_party_payable(a, 2), "0.00");
    assert_value(a, "payable_now", "0.00");
    assert_int_not_equal(ctr_assessment_payable_entry(a), 0);
    ctr_assessment_free(a);
    assert_int_equal(deal_balance(f, "deal", "Income:Deal:Share:Payable:Hosts-Ltd", false), 0);
    assert_store_sound(f->store);
}

static void a_fee_inside_the_target_is_part_of_the_cost(void **state)
{
    static const char *const accounts[] = {"Assets:Deal:Fee", "Liabilities:Deal:Supplier"};
    static const int64_t amounts[] = {500000, -500000};
    struct fixture *f = *state;
    ctr_entry_spec e;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL_HEAD DEAL_PARTIES DEAL_SHARE("  fee_basis: inside\n" DEAL_TWO));
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 9000000);
    ctr_entry_spec_init(&e, sizeof e);
    e.kind = CTR_ENTRY_FEE;
    e.date = "2026-01-16";
    e.accounts = accounts;
    e.amounts = amounts;
    e.posting_count = 2;
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &e, 1, NULL, NULL, &err));
    ctr_assessment *a = assessed(f, CTR_ASSESS_COMPLETION, "2026-01-31", NULL, NULL);
    assert_value(a, "cost", "95000.00");
    assert_value(a, "accrued", "2500.00");
    ctr_assessment_free(a);
}

/* --- refusals --- */

static void what_makes_no_sense_is_refused(void **state)
{
    static const struct {
        ctr_assess_kind kind;
        const char *as_of, *earned, *forecast, *message;
        ctr_status status;
    } rows[] = {
        {CTR_ASSESS_INTERIM, "2026-01-31", NULL, NULL,
         "cost to date against the whole target is no share before completion: it shows a gain "
         "until the end; give the target of the work that is done (earned), or a forecast of the "
         "final cost",
         CTR_E_ARGUMENT},
        {CTR_ASSESS_INTERIM, "2026-01-31", "100000.01", NULL,
         "the target earned is 100000.01; wanted more than zero and at most the target, 100000.00",
         CTR_E_ARGUMENT},
        {CTR_ASSESS_INTERIM, "2026-01-31", "0", NULL,
         "the target earned is 0.00; wanted more than zero and at most the target, 100000.00",
         CTR_E_ARGUMENT},
        {CTR_ASSESS_INTERIM, "2026-01-31", "1.005", NULL,
         "earned is '1.005', wanted an amount in EUR, zero or more, with at most 2 decimals",
         CTR_E_ARGUMENT},
        {CTR_ASSESS_INTERIM, "2026-01-31", "NaN", NULL,
         "earned is 'NaN', wanted an amount in EUR, zero or more, with at most 2 decimals",
         CTR_E_ARGUMENT},
        {CTR_ASSESS_INTERIM, "2026-01-31", NULL, "-1",
         "forecast is '-1', wanted an amount in EUR, zero or more, with at most 2 decimals",
         CTR_E_ARGUMENT},
        {CTR_ASSESS_INTERIM, "2026-01-31", "99999999999999999999", NULL,
         "earned is '99999999999999999999', wanted an amount in EUR, zero or more, with at most 2 "
         "decimals",
         CTR_E_ARGUMENT},
        {CTR_ASSESS_INTERIM, "2026-02-30", "1", NULL, NULL, CTR_E_ARGUMENT},
        {CTR_ASSESS_INTERIM, "2027-01-01", "1", NULL,
         "2027-01-01 is after today, 2026-12-31; what will be is a forecast, not an assessment",
         CTR_E_ARGUMENT},
        {CTR_ASSESS_COMPLETION, "2026-03-31", "1", NULL,
         "a completion assessment is of the whole target and the cost that there is; leave earned "
         "out",
         CTR_E_ARGUMENT},
        {CTR_ASSESS_FINAL, "2026-03-31", NULL, "1",
         "a final assessment is of the whole target and the cost that there is; leave forecast out",
         CTR_E_ARGUMENT},
        {(ctr_assess_kind)0, "2026-03-31", NULL, NULL,
         "the kind of an assessment is needed: interim, completion or final", CTR_E_ARGUMENT},
        {(ctr_assess_kind)9, "2026-03-31", NULL, NULL,
         "9 is no kind of an assessment; wanted interim, completion or final", CTR_E_ARGUMENT},
        {CTR_ASSESS_INTERIM, "2026-01-30", "1", NULL,
         "assessment 1 is as of 2026-01-31, so the next cannot be as of 2026-01-30; what came late "
         "is part of the next one",
         CTR_E_STATE},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", NULL));
    int64_t before = last_event(f);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ctr_fails(
            rows[i].status, rows[i].message,
            assess(f, rows[i].kind, rows[i].as_of, rows[i].earned, rows[i].forecast, NULL, &err));
    }
    assert_int_equal(last_event(f), before);
    ctr_assessment_free(assessed(f, CTR_ASSESS_COMPLETION, "2026-03-31", NULL, NULL));
    assert_ctr_fails(CTR_E_STATE, "assessment 2 was the completion one, so no interim one follows",
                     assess(f, CTR_ASSESS_INTERIM, "2026-03-31", "1", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "what to assess is needed, not NULL",
                     ctr_share_assess(f->store, "shop", "deal", NULL, NULL, NULL, &err));
}

static void what_is_missing_is_said(void **state)
{
    static const struct {
        const char *incentives, *message;
    } rows[] = {
        {"incentives: {model: target_cost, currency: GBP, gain_share_pct: 50}\n",
         "the share of 'shop/deal' is not computable: target missing"},
        {"incentives: {model: target_cost, target: 5, gain_share_pct: 50}\n",
         "the share of 'shop/deal' is not computable: currency missing"},
        {"incentives: {model: target_cost, target: 5, currency: GBP}\n",
         "the share of 'shop/deal' is not computable: pain_share_pct and gain_share_pct missing"},
        {"", "the share of 'shop/deal' is not computable: incentives missing"},
        {"incentives: {model: time_and_material, currency: GBP, cap: 100}\n",
         "the share of 'shop/deal' is not computable: the model time_and_material shares nothing "
         "against a target"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[512];
        ctr_error *err = NULL;
        assert_int_equal(deal_year(state), 0);
        struct fixture *f = *state;
        snprintf(text, sizeof text, DEAL_HEAD "%s", rows[i].incentives);
        deal_is(f, "deal", text);
        assert_ctr_ok(ctr_ledger_chart(f->store, "shop", "deal", "GBP", NULL, NULL, &err));
        assert_ctr_fails(CTR_E_STATE, rows[i].message,
                         assess(f, CTR_ASSESS_FINAL, "2026-01-31", NULL, NULL, NULL, &err));
        fixture_end(state);
    }
}

static void bands_of_the_original_target_need_the_whole(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    deal_is(f, "deal",
            DEAL_HEAD "incentives: {model: banded_share, currency: EUR, target: 100, bands_of: "
                      "original_target, bands: [[0, null, 50]]}\n");
    deal_chart(f, "deal");
    assert_ctr_fails(CTR_E_STATE,
                     "the share of 'shop/deal' is not computable: bands of the original target say "
                     "nothing about a part of the target",
                     assess(f, CTR_ASSESS_INTERIM, "2026-01-31", "50", NULL, NULL, &err));
    ctr_assessment *a = assessed(f, CTR_ASSESS_COMPLETION, "2026-01-31", NULL, NULL);
    assert_value(a, "accrued", "50.00");
    ctr_assessment_free(a);
}

static void without_accounts_nothing_is_posted(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    deal_is(f, "deal",
            DEAL_HEAD DEAL_PARTIES DEAL_SHARE("  participants: [{name: Studio GmbH, pct: 100}]\n"));
    assert_ctr_fails(CTR_E_NOT_FOUND, "contract 'shop/deal' has no ledger; open one first",
                     assess(f, CTR_ASSESS_FINAL, "2026-01-31", NULL, NULL, NULL, &err));
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 9000000);
    deal_becomes(f, "deal", "2.0.0", DEAL);
    int64_t before = last_event(f);
    assert_ctr_fails(CTR_E_STATE,
                     "the ledger of 'shop/deal' has no account "
                     "'Income:Deal:Share:Provisional:Hosts-Ltd'; open the chart of accounts first",
                     assess(f, CTR_ASSESS_COMPLETION, "2026-01-31", NULL, NULL, NULL, &err));
    assert_int_equal(last_event(f), before);
}

static void a_dry_run_keeps_nothing(void **state)
{
    struct fixture *f = *state;
    ctr_assess s;
    ctr_call call;
    ctr_assessment *a = NULL;
    ctr_assessment_list *list = NULL;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 9000000);
    ctr_assess_init(&s, sizeof s);
    s.kind = CTR_ASSESS_FINAL;
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_DRY_RUN;
    assert_ctr_ok(ctr_share_assess(f->store, "shop", "deal", &s, &call, &a, &err));
    assert_int_equal(ctr_assessment_dry_run(a), 1);
    assert_string_equal(ctr_assessment_as_of(a), "2026-12-31"); /* the day of the call */
    assert_value(a, "payable", "5000.00");
    ctr_assessment_free(a);
    assert_ctr_ok(ctr_assessment_find(f->store, "shop", "deal", 0, 0, &list, &err));
    assert_int_equal(ctr_assessment_list_count(list), 0);
    ctr_assessment_list_free(list);
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/deal' was not assessed yet",
                     ctr_assessment_get(f->store, "shop", "deal", 0, &a, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/deal' has no assessment 4",
                     ctr_assessment_get(f->store, "shop", "deal", 4, &a, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "no assessment has the number -1",
                     ctr_assessment_get(f->store, "shop", "deal", -1, &a, &err));
}

static void lists_come_in_pages(void **state)
{
    static const char *const days[] = {"2026-01-31", "2026-02-28", "2026-03-31"};
    struct fixture *f = *state;
    ctr_assessment_list *list = NULL;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    for (int i = 0; i < 3; i++) {
        deal_cost(f, "deal", days[i], 1000000);
        ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, days[i], "30000", NULL));
    }
    assert_ctr_ok(ctr_assessment_find(f->store, "shop", "deal", 0, 2, &list, &err));
    assert_int_equal(ctr_assessment_list_count(list), 2);
    int64_t next = ctr_assessment_list_next(list);
    assert_int_equal(next, 2);
    ctr_assessment_list_free(list);
    assert_ctr_ok(ctr_assessment_find(f->store, "shop", "deal", next, 2, &list, &err));
    assert_int_equal(ctr_assessment_list_count(list), 1);
    assert_string_equal(ctr_assessment_as_of(ctr_assessment_list_at(list, 0)), "2026-03-31");
    assert_null(ctr_assessment_list_at(list, 1));
    assert_int_equal(ctr_assessment_list_next(list), 0);
    ctr_assessment_list_free(list);
}

/* Nobody but an assessment moves a share: not by ending, settling or reversing its entries. */
static void entries_of_shares_are_the_library_s(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 9000000);
    ctr_assessment_free(assessed(f, CTR_ASSESS_COMPLETION, "2026-01-31", NULL, NULL));
    int64_t before = last_event(f);
    assert_int_not_equal(ctr_ledger_void(f->store, "shop", "deal", 3, NULL, NULL, NULL, NULL),
                         CTR_OK);
    assert_int_not_equal(ctr_ledger_settle(f->store, "shop", "deal", 3, NULL, NULL, NULL, NULL),
                         CTR_OK);
    assert_int_not_equal(ctr_ledger_reverse(f->store, "shop", "deal", 4, NULL, NULL, NULL, &err),
                         CTR_OK);
    assert_non_null(strstr(ctr_error_message(err), "share"));
    ctr_error_free(err);
    assert_int_equal(last_event(f), before);
}

/* --- what somebody changed by hand --- */

static void an_edited_assessment_does_not_follow(void **state)
{
    static const struct {
        const char *sql, *problem;
    } rows[] = {
        {"UPDATE lc_assessment SET payable = payable + 1",
         "shop/deal: assessment 1: the payable share is 5000.01, but follows as 5000.00"},
        {"UPDATE lc_assessment SET cost = cost - 100",
         "shop/deal: assessment 1: the cost is 89999.00, but follows as 90000.00"},
        {"UPDATE lc_assessment SET parties = replace(parties, '350000', '350001')",
         "shop/deal: assessment 1: the parts of the parties do not follow"},
        {"UPDATE lc_assessment SET answer = replace(answer, '\"rate\":\"50\"', '\"rate\":\"51\"')",
         "shop/deal: assessment 1: the lines of its share do not follow"},
        {"UPDATE lc_assessment SET terms = zeroblob(32)",
         "shop/deal: assessment 1: its terms are not those of the version that it names"},
        {"UPDATE lc_assessment SET payable_seq = 1",
         "shop/deal: assessment 1: L12: the entry of its payable share does not move what it says"},
        {"UPDATE lc_assessment SET n = 2", "shop/deal: assessment 2: one before it is missing"},
        {"UPDATE lc_assessment SET hold = 'x', state = 3", NULL},
        {"DELETE FROM lc_assessment", "shop/deal: assessment 1 is missing"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sqlite3 *db = NULL;
        ctr_report *report = NULL;
        ctr_error *err = NULL;
        bool said = rows[i].problem == NULL;
        assert_int_equal(fixture_file(state), 0);
        struct fixture *f = *state;
        f->now_us += INT64_C(364) * 86400 * 1000000;
        deal_is(f, "deal", DEAL);
        deal_chart(f, "deal");
        deal_cost(f, "deal", "2026-01-15", 9000000);
        ctr_assessment_free(assessed(f, CTR_ASSESS_COMPLETION, "2026-01-31", NULL, NULL));
        assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
        assert_int_not_equal(sqlite3_exec(db, rows[i].sql, NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db,
                                      "DROP TRIGGER lc_assessment_kept;"
                                      "DROP TRIGGER lc_assessment_there",
                                      NULL, NULL, NULL),
                         SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, rows[i].sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        assert_ctr_ok(ctr_store_check(f->store, CTR_CHECK_REPLAY, &report, &err));
        assert_int_equal(ctr_report_ok(report), 0);
        for (size_t k = 0; k < ctr_report_count(report) && rows[i].problem; k++) {
            said = said || strcmp(ctr_report_message(report, k), rows[i].problem) == 0;
        }
        if (!said) {
            fail_msg("%s: %s", rows[i].sql, ctr_report_message(report, 0));
        }
        ctr_report_free(report);
        fixture_end(state);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, deal_year, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_interim_share_is_against_what_was_earned),
        TEST(the_end_pays_and_nothing_stays_pending),
        TEST(nothing_new_is_the_same_assessment),
        TEST(late_cost_of_a_closed_period_is_absorbed),
        TEST(an_interim_policy_pays_on_account),
        TEST(a_hold_stops_payment_not_accrual),
        TEST(a_forecast_alone_informs),
        TEST(a_party_that_left_gives_its_part_back),
        TEST(a_fee_inside_the_target_is_part_of_the_cost),
        TEST(what_makes_no_sense_is_refused),
        cmocka_unit_test(what_is_missing_is_said),
        TEST(bands_of_the_original_target_need_the_whole),
        TEST(without_accounts_nothing_is_posted),
        TEST(a_dry_run_keeps_nothing),
        TEST(lists_come_in_pages),
        TEST(entries_of_shares_are_the_library_s),
        cmocka_unit_test(an_edited_assessment_does_not_follow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
