/* Disputes about assessments: payment of the share waits, its accrual goes on; how they end. */
#include "assess_case.h"

#define PAID DEAL_HEAD DEAL_PARTIES DEAL_SHARE("  interim_policy: on_account\n" DEAL_TWO)
#define STANDS "dispute shop/deal/D-1 about assessment:shop/deal#1"
#define WAITS "payment waits while dispute 'shop/deal/D-1' about assessment:shop/deal#1 is open: "
#define ENDS "; resolve or withdraw it first"

static ctr_call as(const char *actor)
{
    ctr_call call;
    ctr_call_init(&call, sizeof call);
    call.actor = actor;
    return call;
}

static ctr_status disputes(struct fixture *f, ctr_dispute_subject kind, const char *subject,
                           ctr_dispute **out, ctr_error **err)
{
    ctr_call call = as("client");
    ctr_dispute_spec spec;

    ctr_dispute_spec_init(&spec, sizeof spec);
    spec.kind = kind;
    spec.subject = subject;
    spec.statement = "the hosting is no cost of ours";
    spec.against = "studio";
    return ctr_dispute_open(f->store, "shop", "deal", &spec, &call, out, err);
}

static void disputed(struct fixture *f, ctr_dispute_subject kind, const char *subject)
{
    ctr_error *err = NULL;
    assert_ctr_ok(disputes(f, kind, subject, NULL, &err));
}

static void withdrawn(struct fixture *f)
{
    ctr_call call = as("client");
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_dispute_withdraw(f->store, "shop", "deal", "D-1", NULL, &call, NULL, &err));
}

static ctr_status resolves(struct fixture *f, int64_t entry, ctr_error **err)
{
    ctr_call call = as("client");
    char number[24];

    snprintf(number, sizeof number, "%lld", (long long)entry);
    return ctr_dispute_resolve(f->store, "shop", "deal", "D-1", CTR_DISPUTE_BY_REVERSAL, number,
                               &call, NULL, err);
}

/* The supplier is paid, for a cause. */
static ctr_status pays(struct fixture *f, const char *kind, const char *id, ctr_error **err)
{
    static const char *const accounts[] = {"Liabilities:Deal:Supplier", "Assets:Deal:Bank"};
    static const int64_t amounts[] = {500000, -500000};
    ctr_entry_spec spec;

    ctr_entry_spec_init(&spec, sizeof spec);
    spec.kind = CTR_ENTRY_PAYMENT;
    spec.date = "2026-02-01";
    spec.accounts = accounts;
    spec.amounts = amounts;
    spec.posting_count = 2;
    spec.cause_kind = kind;
    spec.cause_id = id;
    return ctr_ledger_post(f->store, "shop", "deal", &spec, 1, NULL, NULL, err);
}

static int64_t last_entry(struct fixture *f)
{
    ctr_ledger *ledger = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_ledger_get(f->store, "shop", "deal", &ledger, &err));
    int64_t n = ctr_ledger_entries(ledger);
    ctr_ledger_free(ledger);
    return n;
}

static int64_t reversed(struct fixture *f, int64_t seq)
{
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_ledger_reverse(f->store, "shop", "deal", seq, NULL, NULL, NULL, &err));
    return last_entry(f);
}

/* Cost of 30000, 5000 of gain accrued and payable: assessment 1. Its payable entry. */
static int64_t begun(struct fixture *f)
{
    ctr_account_spec bank;
    ctr_error *err = NULL;

    deal_is(f, "deal", PAID);
    deal_chart(f, "deal");
    ctr_account_spec_init(&bank, sizeof bank);
    bank.account = "Assets:Deal:Bank";
    bank.currency = "EUR";
    assert_ctr_ok(ctr_account_open(f->store, "shop", "deal", &bank, NULL, NULL, &err));
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assessment *a = assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", NULL);
    assert_value(a, "payable", "5000.00");
    int64_t entry = ctr_assessment_payable_entry(a);
    ctr_assessment_free(a);
    return entry;
}

static void its_payment_waits_and_the_share_accrues(void **state)
{
    struct fixture *f = *state;
    ctr_dispute *d = NULL;
    ctr_error *err = NULL;
    char payable[24];

    snprintf(payable, sizeof payable, "%lld", (long long)begun(f));
    assert_ctr_ok(disputes(f, CTR_DISPUTE_ASSESSMENT, "#1", &d, &err));
    assert_string_equal(ctr_dispute_about(d), "assessment:shop/deal#1");
    assert_int_equal(ctr_dispute_kind(d), CTR_DISPUTE_ASSESSMENT);
    ctr_dispute_free(d);
    static const char *const names[] = {"1", "#1", "Shop/deal#1"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_ctr_fails(CTR_E_STATE, WAITS "it is the cause of this payment" ENDS,
                         pays(f, "assessment", names[i], &err));
    }
    assert_ctr_fails(CTR_E_STATE, WAITS "it caused the entry that is paid" ENDS,
                     pays(f, "entry", payable, &err));
    assert_ctr_ok(pays(f, "assessment", "other/deal#1", &err));
    assert_ctr_ok(pays(f, "assessment", "2", &err)); /* there is none yet */
    deal_cost(f, "deal", "2026-02-15", 1000000);
    ctr_assessment *a = assessed(f, CTR_ASSESS_INTERIM, "2026-02-28", "60000", NULL);
    assert_int_equal(ctr_assessment_get_state(a), CTR_ASSESS_HELD);
    assert_string_equal(ctr_assessment_hold(a), STANDS);
    assert_value(a, "accrued", "10000.00");
    assert_value(a, "accrued_now", "5000.00");
    assert_value(a, "payable", "5000.00");
    assert_value(a, "payable_now", "0.00");
    assert_int_equal(ctr_assessment_payable_entry(a), 0);
    ctr_assessment_free(a);
    a = assessed(f, CTR_ASSESS_INTERIM, "2026-02-28", "60000", NULL);
    assert_int_equal(ctr_assessment_repeated(a), 1);
    ctr_assessment_free(a);
    assert_store_sound(f->store);
    withdrawn(f);
    a = assessed(f, CTR_ASSESS_INTERIM, "2026-02-28", "60000", NULL);
    assert_int_equal(ctr_assessment_get_state(a), CTR_ASSESS_POSTED);
    assert_null(ctr_assessment_hold(a));
    assert_value(a, "payable_now", "5000.00");
    ctr_assessment_free(a);
    assert_ctr_ok(pays(f, "assessment", "1", &err));
    assert_ctr_ok(pays(f, "entry", payable, &err));
    assert_store_sound(f->store);
}

static void both_reasons_are_told(void **state)
{
    struct fixture *f = *state;
    ctr_assess s;
    ctr_assessment *a = NULL;
    ctr_error *err = NULL;

    begun(f);
    disputed(f, CTR_DISPUTE_ASSESSMENT, "1");
    ctr_assess_init(&s, sizeof s);
    s.kind = CTR_ASSESS_INTERIM;
    s.as_of = "2026-02-28";
    s.earned = "60000";
    s.hold = "the invoice is late";
    assert_ctr_ok(ctr_share_assess(f->store, "shop", "deal", &s, NULL, &a, &err));
    assert_string_equal(ctr_assessment_hold(a), "the invoice is late; " STANDS);
    ctr_assessment_free(a);
    assert_store_sound(f->store);
}

static void the_entry_that_it_posted_is_disputed_as_well(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    char payable[24];
    char text[256];

    snprintf(payable, sizeof payable, "%lld", (long long)begun(f));
    disputed(f, CTR_DISPUTE_ENTRY, payable);
    snprintf(text, sizeof text,
             "payment waits while dispute 'shop/deal/D-1' about entry:shop/deal#%s is open: it is "
             "the cause of this payment" ENDS,
             payable);
    assert_ctr_fails(CTR_E_STATE, text, pays(f, "assessment", "1", &err));
    ctr_assessment *a = assessed(f, CTR_ASSESS_INTERIM, "2026-02-28", "60000", NULL);
    assert_int_equal(ctr_assessment_get_state(a), CTR_ASSESS_HELD);
    snprintf(text, sizeof text, "dispute shop/deal/D-1 about entry:shop/deal#%s", payable);
    assert_string_equal(ctr_assessment_hold(a), text);
    ctr_assessment_free(a);
    withdrawn(f);
    disputed(f, CTR_DISPUTE_ENTRY, "2"); /* a cost is not the share that was made of it */
    a = assessed(f, CTR_ASSESS_INTERIM, "2026-02-28", "60000", NULL);
    assert_null(ctr_assessment_hold(a));
    ctr_assessment_free(a);
    assert_store_sound(f->store);
}

/* What accrued stays pending until the final share is paid. */
static void a_final_one_that_is_held_accrues_too(void **state)
{
    static const char party[] = "Income:Deal:Share:Provisional:Studio-GmbH";
    struct fixture *f = *state;

    begun(f);
    assert_int_equal(deal_balance(f, "deal", party, true), -350000);
    disputed(f, CTR_DISPUTE_ASSESSMENT, "1");
    deal_cost(f, "deal", "2026-02-15", 5000000);
    ctr_assessment *a = assessed(f, CTR_ASSESS_FINAL, "2026-02-28", NULL, NULL);
    assert_value(a, "accrued", "10000.00"); /* half of 100000 - 80000 */
    assert_value(a, "payable", "5000.00");
    assert_int_not_equal(ctr_assessment_accrued_entry(a), 0);
    ctr_assessment_free(a);
    assert_int_equal(deal_balance(f, "deal", party, true), -700000);
    assert_store_sound(f->store);
    withdrawn(f);
    a = assessed(f, CTR_ASSESS_FINAL, "2026-02-28", NULL, NULL);
    assert_value(a, "payable", "10000.00");
    ctr_assessment_free(a);
    assert_int_equal(deal_balance(f, "deal", party, true), 0);
    assert_int_equal(deal_balance(f, "deal", "Income:Deal:Share:Payable:Studio-GmbH", false),
                     -700000);
    assert_store_sound(f->store);
}

static void it_ends_when_what_it_counted_is_taken_back(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    char text[256];

    deal_is(f, "deal", PAID);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 2000000);
    int64_t first = last_entry(f);
    deal_cost(f, "deal", "2026-01-16", 1000000);
    int64_t second = last_entry(f);
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", NULL));
    int64_t early = reversed(f, second);
    disputed(f, CTR_DISPUTE_ASSESSMENT, "1");
    deal_cost(f, "deal", "2026-01-17", 100000); /* after the assessment */
    int64_t late = last_entry(f);
    int64_t other = reversed(f, late);
    const int64_t none[] = {late, other};
    for (size_t i = 0; i < 2; i++) {
        snprintf(text, sizeof text,
                 "dispute 'shop/deal/D-1' does not end by it: entry %lld takes nothing back that "
                 "assessment 1 counted",
                 (long long)none[i]);
        assert_ctr_fails(CTR_E_STATE, text, resolves(f, none[i], &err));
    }
    assert_int_equal(resolves(f, early, &err), CTR_E_STATE);
    assert_non_null(strstr(ctr_error_message(err), "before the dispute was opened"));
    ctr_error_free(err);
    err = NULL;
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL, resolves(f, 99, &err));
    int64_t back = reversed(f, first);
    assert_ctr_ok(resolves(f, back, &err));
    assert_ctr_ok(resolves(f, back, &err)); /* once more */
    ctr_dispute *d = NULL;
    assert_ctr_ok(ctr_dispute_get(f->store, "shop", "deal", "D-1", &d, &err));
    snprintf(text, sizeof text, "entry:shop/deal#%lld", (long long)back);
    assert_string_equal(ctr_dispute_reference(d), text);
    assert_int_equal(ctr_dispute_outcome_of(d), CTR_DISPUTE_BY_REVERSAL);
    ctr_dispute_free(d);
    /* the next assessment corrects it: nothing was spent of 40000 */
    ctr_assessment *a = assessed(f, CTR_ASSESS_INTERIM, "2026-12-31", "40000", NULL);
    assert_null(ctr_assessment_hold(a));
    assert_value(a, "payable", "20000.00");
    ctr_assessment_free(a);
    assert_store_sound(f->store);
}

static void what_is_no_assessment_to_dispute(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    begun(f);
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-02-28", NULL, "90000"));
    const struct {
        const char *subject;
        ctr_status status;
        const char *text;
    } rows[] = {
        {"7", CTR_E_NOT_FOUND, "'shop/deal' has no assessment 7"},
        {"#7", CTR_E_NOT_FOUND, "'shop/deal' has no assessment 7"},
        {"0", CTR_E_ARGUMENT, "'0' is no number of an assessment; wanted one such as 7"},
        {"one", CTR_E_ARGUMENT, "'one' is no number of an assessment; wanted one such as 7"},
        {"1.5", CTR_E_ARGUMENT, "'1.5' is no number of an assessment; wanted one such as 7"},
        {"99999999999999999999", CTR_E_ARGUMENT, NULL},
        {"2", CTR_E_STATE,
         "assessment 2 of 'shop/deal' is a forecast and moved nothing; dispute one by which a "
         "share accrued"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ctr_fails(rows[i].status, rows[i].text,
                         disputes(f, CTR_DISPUTE_ASSESSMENT, rows[i].subject, NULL, &err));
    }
    disputed(f, CTR_DISPUTE_ASSESSMENT, "1");
    assert_ctr_fails(CTR_E_STATE,
                     "assessment:shop/deal#1 is disputed already, in 'shop/deal/D-1' by 'client'",
                     disputes(f, CTR_DISPUTE_ASSESSMENT, "#1", NULL, &err));
    disputed(f, CTR_DISPUTE_ENTRY, "1"); /* the same number, something else */
    ctr_timer *t = NULL;
    assert_ctr_ok(ctr_timer_get(f->store, "shop", "deal", CTR_TIMER_DISPUTE, "d-1", &t, &err));
    assert_int_equal(ctr_timer_kind(t), CTR_TIMER_DISPUTE);
    assert_string_equal(ctr_timer_name(t), "shop/deal/D-1");
    ctr_timer_free(t);
    assert_ctr_fails(CTR_E_NOT_FOUND, "there is no dispute 'D-9' on 'shop/deal'",
                     ctr_timer_get(f->store, "shop", "deal", CTR_TIMER_DISPUTE, "D-9", &t, &err));
    assert_store_sound(f->store);
}

static void without_a_ledger_there_is_none(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    deal_is(f, "deal", PAID);
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL, disputes(f, CTR_DISPUTE_ASSESSMENT, "1", NULL, &err));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, deal_year, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(its_payment_waits_and_the_share_accrues),
        TEST(both_reasons_are_told),
        TEST(the_entry_that_it_posted_is_disputed_as_well),
        TEST(a_final_one_that_is_held_accrues_too),
        TEST(it_ends_when_what_it_counted_is_taken_back),
        TEST(what_is_no_assessment_to_dispute),
        TEST(without_a_ledger_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
