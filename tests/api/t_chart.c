/* The chart of accounts: opened once, completed later, with the original target; what stands in its
 * way is said. */
#include "deal_case.h"

static void a_chart_is_opened_once_with_its_target(void **state)
{
    static const char *const names[] = {
        "Assets:Deal:Cost",
        "Assets:Deal:Fee",
        "Expenses:Deal:Disallowed",
        "Liabilities:Deal:Supplier",
        "Equity:Deal:Target",
        "Equity:Deal:Baseline",
        "Equity:Deal:RiskBuffer",
        "Equity:Deal:RiskFund",
        "Equity:Deal:RiskDrawn",
        "Expenses:Deal:Share:Provisional",
        "Expenses:Deal:Share:Payable",
        "Income:Deal:Modifier",
        "Expenses:Deal:Modifier",
        "Income:Deal:Share:Provisional:Studio-GmbH",
        "Income:Deal:Share:Provisional:Hosts-Ltd",
        "Income:Deal:Share:Payable:Studio-GmbH",
        "Income:Deal:Share:Payable:Hosts-Ltd",
    };
    enum { COUNT = sizeof names / sizeof names[0] };
    struct fixture *f = *state;
    ctr_chart *chart = NULL;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    assert_ctr_ok(ctr_ledger_chart(f->store, "shop", "deal", NULL, NULL, &chart, &err));
    assert_int_equal(ctr_chart_count(chart), COUNT);
    assert_int_equal(ctr_chart_opened(chart), COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        assert_string_equal(ctr_chart_account(chart, i), names[i]);
    }
    assert_null(ctr_chart_account(chart, COUNT));
    assert_null(ctr_chart_party(chart, 0));
    assert_string_equal(ctr_chart_party(chart, COUNT - 1), "Hosts Ltd");
    assert_string_equal(ctr_chart_currency(chart), "EUR");
    assert_string_equal(ctr_chart_target(chart), "100000.00");
    assert_int_equal(ctr_chart_target_entry(chart), 1);
    assert_int_equal(ctr_chart_remarks(chart), 0);
    assert_null(ctr_chart_remark(chart, 0));
    assert_int_equal(ctr_chart_dry_run(chart), 0);
    ctr_chart_free(chart);
    assert_int_equal(deal_balance(f, "deal", "Equity:Deal:Target", false), 10000000);
    assert_int_equal(deal_balance(f, "deal", "Equity:Deal:Baseline", false), -10000000);

    int64_t before = last_event(f);
    assert_ctr_ok(ctr_ledger_chart(f->store, "shop", "deal", "EUR", NULL, &chart, &err));
    assert_int_equal(ctr_chart_opened(chart), 0);
    assert_int_equal(ctr_chart_target_entry(chart), 1);
    ctr_chart_free(chart);
    assert_int_equal(last_event(f), before);
    assert_store_sound(f->store);
}

static void the_entry_of_the_target_names_the_version(void **state)
{
    struct fixture *f = *state;
    ctr_entry_list *list = NULL;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    assert_ctr_ok(ctr_ledger_entry_find(f->store, "shop", "deal", NULL, &list, &err));
    const ctr_entry *e = ctr_entry_list_at(list, 0);
    assert_int_equal(ctr_entry_get_kind(e), CTR_ENTRY_TARGET);
    assert_string_equal(ctr_entry_effective(e), "2026-01-01");
    assert_string_equal(ctr_entry_key(e), "target:opening");
    struct text_sink json = {0};
    assert_ctr_ok(ctr_entry_list_render(list, CTR_RENDER_JSON, text_sink_write, &json, &err));
    assert_non_null(strstr(json.text, "\"cause_kind\": \"master\""));
    assert_non_null(strstr(json.text, "\"cause_id\": \"shop/deal@1.0.0\""));
    free(json.text);
    ctr_entry_list_free(list);
}

static void a_ledger_that_is_there_is_completed(void **state)
{
    struct fixture *f = *state;
    ctr_account_spec a;
    ctr_chart *chart = NULL;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "GBP", NULL, NULL, &err));
    ctr_account_spec_init(&a, sizeof a);
    a.account = "Assets:Deal:Cost";
    a.currency = "EUR";
    assert_ctr_ok(ctr_account_open(f->store, "shop", "deal", &a, NULL, NULL, &err));
    assert_ctr_ok(ctr_ledger_chart(f->store, "shop", "deal", NULL, NULL, &chart, &err));
    assert_int_equal(ctr_chart_opened(chart), (int64_t)ctr_chart_count(chart) - 1);
    assert_string_equal(ctr_chart_currency(chart), "EUR"); /* that of the incentives */
    ctr_chart_free(chart);
    assert_ctr_fails(CTR_E_STATE, "the ledger of 'shop/deal' is in GBP, not in EUR",
                     ctr_ledger_chart(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
}

static void an_account_in_another_currency_is_refused(void **state)
{
    struct fixture *f = *state;
    ctr_account_spec a;
    ctr_error *err = NULL;
    int64_t before;

    deal_is(f, "deal", DEAL);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "GBP", NULL, NULL, &err));
    ctr_account_spec_init(&a, sizeof a);
    a.account = "Equity:Deal:Baseline";
    assert_ctr_ok(ctr_account_open(f->store, "shop", "deal", &a, NULL, NULL, &err));
    before = last_event(f);
    assert_ctr_fails(CTR_E_STATE,
                     "account 'Equity:Deal:Baseline' is kept in GBP, but the incentives are in EUR",
                     ctr_ledger_chart(f->store, "shop", "deal", NULL, NULL, NULL, &err));
    assert_int_equal(last_event(f), before); /* nothing of it was kept */
}

static void the_key_of_the_target_is_taken(void **state)
{
    static const char *const accounts[] = {"Assets:Deal:Cost", "Liabilities:Deal:Supplier"};
    static const int64_t amounts[] = {100, -100};
    struct fixture *f = *state;
    ctr_entry_spec e;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL_HEAD "incentives: {model: target_cost, currency: EUR}\n");
    deal_chart(f, "deal");
    ctr_entry_spec_init(&e, sizeof e);
    e.kind = CTR_ENTRY_COST;
    e.key = "target:opening";
    e.accounts = accounts;
    e.amounts = amounts;
    e.posting_count = 2;
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &e, 1, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_CONFLICT,
                     "the key 'target:opening' of the original target belongs to entry 1, which is "
                     "of kind cost",
                     ctr_ledger_chart(f->store, "shop", "deal", NULL, NULL, NULL, &err));
}

/* --- what is silent, and what cannot be --- */

static void a_silent_master_gets_its_accounts_and_remarks(void **state)
{
    static const struct {
        const char *name, *incentives, *base, *remark;
        int remarks;
    } rows[] = {
        {"none", "", "GBP", "not computable: incentives missing", 1},
        {"aimless", "incentives: {model: target_cost, currency: GBP, gain_share_pct: 50}\n", NULL,
         "not computable: target missing", 1},
        {"poor", "incentives: {model: target_cost, target: 5, gain_share_pct: 50}\n", "JPY",
         "not computable: currency missing", 1},
        {"bare", "incentives: {model: target_cost}\n", "GBP", "not computable: target missing", 3},
        {"hourly", "incentives: {model: time_and_material, currency: GBP, cap: 100}\n", NULL,
         "not computable: the model time_and_material shares nothing against a target", 1},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[512];
        ctr_chart *chart = NULL;
        ctr_error *err = NULL;
        snprintf(text, sizeof text, DEAL_HEAD "%s", rows[i].incentives);
        deal_is(f, rows[i].name, text);
        assert_ctr_ok(
            ctr_ledger_chart(f->store, "shop", rows[i].name, rows[i].base, NULL, &chart, &err));
        assert_int_equal(ctr_chart_remarks(chart), rows[i].remarks);
        assert_string_equal(ctr_chart_remark(chart, 0), rows[i].remark);
        assert_int_equal(ctr_chart_target_entry(chart), 0);
        assert_string_equal(ctr_chart_party(chart, ctr_chart_count(chart) - 1), "Supplier");
        ctr_chart_free(chart);
    }
}

static void what_cannot_be_is_refused_with_its_reason(void **state)
{
    static const struct {
        const char *name, *more, *message;
    } rows[] = {
        {"twins",
         "parties: [{id: a, role: supplier}]\n" DEAL_SHARE(
             "  participants: [{name: Studio A, pct: 50}, {name: studio--A!, pct: 50}]\n"),
         "the parties 'Studio A' and 'studio--A!' would both have the accounts of 'Studio-A'; name "
         "one of them otherwise"},
        {"greek", DEAL_SHARE("  participants: [{name: αβγ, pct: 100}]\n"),
         "nothing of the party 'αβγ' can stand in the name of an account; wanted at least one "
         "ASCII "
         "letter or digit"},
        {"vague", "incentives: {model: target_cost, target: 100}\n",
         "the incentives of 'shop/vague' name no currency; say which one its ledger is in"},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[1024];
        snprintf(text, sizeof text, DEAL_HEAD "%s", rows[i].more);
        deal_is(f, rows[i].name, text);
        ctr_status is = ctr_ledger_chart(f->store, "shop", rows[i].name, NULL, NULL, NULL, &err);
        assert_true(is == CTR_E_STATE || is == CTR_E_ARGUMENT);
        assert_string_equal(ctr_error_message(err), rows[i].message);
        ctr_error_free(err);
        err = NULL;
    }
    do_create(f, "plain", "1.0.0", SCHEMA("\"a\":{\"type\":\"string\"}", ""));
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/plain' is a contract of type data-format; target and share are those "
                     "of one of type master",
                     ctr_ledger_chart(f->store, "shop", "plain", NULL, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "'GBX' is no currency of ISO 4217, such as GBP",
                     ctr_ledger_chart(f->store, "shop", "vague", "GBX", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_ledger_chart(f->store, "shop", "none", NULL, NULL, NULL, &err));
}

static void a_party_that_comes_later_gets_its_accounts(void **state)
{
    struct fixture *f = *state;
    ctr_chart *chart = NULL;
    ctr_error *err = NULL;

    deal_is(f, "deal",
            DEAL_HEAD DEAL_PARTIES DEAL_SHARE("  participants: [{name: Studio GmbH, pct: 70}]\n"));
    assert_ctr_ok(ctr_ledger_chart(f->store, "shop", "deal", NULL, NULL, &chart, &err));
    assert_string_equal(ctr_chart_party(chart, ctr_chart_count(chart) - 1), "Unallocated");
    ctr_chart_free(chart);
    deal_becomes(
        f, "deal", "2.0.0",
        DEAL_HEAD DEAL_PARTIES
        "incentives: {model: target_cost, currency: EUR, target: 120000, gain_share_pct: 50,\n"
        "  pain_share_pct: 50, participants: [{name: Studio GmbH, pct: 70}, {name: Hosts Ltd, pct: "
        "30}]}\n");
    assert_ctr_ok(ctr_ledger_chart(f->store, "shop", "deal", NULL, NULL, &chart, &err));
    assert_int_equal(ctr_chart_opened(chart), 2);
    assert_string_equal(ctr_chart_party(chart, ctr_chart_count(chart) - 1), "Hosts Ltd");
    assert_string_equal(ctr_chart_target(chart), "100000.00");
    assert_string_equal(
        ctr_chart_remark(chart, 0),
        "the original target stays 100000.00, though the master now says 120000.00: "
        "only implemented changes move it");
    ctr_chart_free(chart);
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_chart_is_opened_once_with_its_target, fixture_memory,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(the_entry_of_the_target_names_the_version, fixture_memory,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_ledger_that_is_there_is_completed, fixture_memory,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(an_account_in_another_currency_is_refused, fixture_memory,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(the_key_of_the_target_is_taken, fixture_memory,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_silent_master_gets_its_accounts_and_remarks,
                                        fixture_memory, fixture_end),
        cmocka_unit_test_setup_teardown(what_cannot_be_is_refused_with_its_reason, fixture_memory,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_party_that_comes_later_gets_its_accounts, fixture_memory,
                                        fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
