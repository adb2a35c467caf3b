/* The modifier: weights of what is met, capped, posted as a difference, never part of the share. */
#include "api/modifier_case.h"

/* --- what it comes to --- */

static void what_is_met_is_weighed_and_capped(void **state)
{
    static const struct {
        const char *goals;
        int64_t earned; /* cents */
        const char *percent;
    } rows[] = {
        {"triage=97.5 outage=no review=no", 60000, "60"}, /* what is wanted is enough */
        {"triage=97.499999 outage=no review=no", 0, "0"},
        {"review=95 outage=no triage=no", 33333,
         "33.333333"}, /* 95 where the master is silent; one rounding */
        {"review=94.9 outage=no triage=no", 0, "0"},
        {"triage=yes review=no uplift=no outage=no", 60000, "60"},
        {"triage=100 review=yes uplift=yes outage=no", 100000, "133.333333"},
        {"uplift=yes outage=yes triage=no review=no", -100000, "-160"},
        {"triage=yes uplift=yes review=yes outage=yes", -66667, "-66.666667"},
        {"outage=no triage=no review=no", 0, "0"},
    };
    struct fixture *f = *state;

    with_modifier(f, MODIFIED(WEIGHTS));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_modifier *m = NULL;
        ctr_error *err = NULL;
        int64_t before = earned(f);
        assert_ctr_ok(measure(f, "2026-01-20", rows[i].goals, &m, &err));
        assert_string_equal(ctr_modifier_value(m, "percent"), rows[i].percent);
        assert_string_equal(ctr_modifier_value(m, "cap"), "1000.00");
        assert_string_equal(ctr_modifier_currency(m), "EUR");
        assert_int_equal(ctr_modifier_count(m), 4);
        assert_true((ctr_modifier_entry(m) != 0) == (before != rows[i].earned));
        ctr_modifier_free(m);
        assert_int_equal(earned(f), rows[i].earned);
        assert_int_equal(deal_balance(f, "deal", "Expenses:Deal:Modifier", false), rows[i].earned);
    }
    assert_store_sound(f->store);
}

static void the_difference_is_posted_with_its_inputs(void **state)
{
    struct fixture *f = *state;
    ctr_modifier *m = NULL;
    ctr_entry_list *list = NULL;
    ctr_error *err = NULL;
    struct text_sink json = {0};

    with_modifier(f, MODIFIED(WEIGHTS));
    assert_ctr_ok(measure(f, "2026-01-20", "triage=98.50 outage=no review=no", NULL, &err));
    assert_ctr_ok(measure(f, "2026-01-25", "triage=98 uplift=yes outage=no review=no", &m, &err));
    assert_string_equal(ctr_modifier_value(m, "amount"), "1000.00");
    assert_string_equal(ctr_modifier_value(m, "before"), "600.00");
    assert_string_equal(ctr_modifier_value(m, "moved"), "400.00");
    assert_null(ctr_modifier_value(m, "colour"));
    assert_int_equal(ctr_modifier_entry(m), 3);
    assert_string_equal(ctr_modifier_goal(m, 2), "uplift");
    assert_int_equal(ctr_modifier_met(m, 2), 1);
    assert_int_equal(ctr_modifier_met(m, 1), 0);
    assert_null(ctr_modifier_goal(m, 4));
    ctr_modifier_free(m);
    /* again, and nothing is to be done */
    int64_t before = last_event(f);
    assert_ctr_ok(measure(f, "2026-01-25", "triage=98 uplift=yes outage=no review=no", &m, &err));
    assert_int_equal(ctr_modifier_entry(m), 0);
    assert_string_equal(ctr_modifier_value(m, "moved"), "0.00");
    ctr_modifier_free(m);
    assert_int_equal(last_event(f), before);

    assert_ctr_ok(ctr_ledger_entry_find(f->store, "shop", "deal", NULL, &list, &err));
    assert_int_equal(ctr_entry_get_kind(ctr_entry_list_at(list, 2)), CTR_ENTRY_MODIFIER);
    assert_ctr_ok(ctr_entry_list_render(list, CTR_RENDER_JSON, text_sink_write, &json, &err));
    assert_non_null(strstr(
        json.text,
        "{\\\"outage\\\":\\\"no\\\",\\\"review\\\":\\\"no\\\",\\\"triage\\\":\\\"98.5\\\"}"));
    assert_non_null(strstr(json.text, "\"cause_id\": \"shop/deal@1.0.0\""));
    free(json.text);
    ctr_entry_list_free(list);
    assert_store_sound(f->store);
}

static void the_share_knows_nothing_of_it(void **state)
{
    struct fixture *f = *state;
    static const char *const figures[] = {"target", "cost", "accrued", "payable"};
    char before[4][32];
    ctr_assess a;
    ctr_error *err = NULL;

    with_modifier(f, MODIFIED(WEIGHTS));
    deal_cost(f, "deal", "2026-01-05", 9000000);
    for (int after = 0; after < 2; after++) {
        ctr_assessment *out = NULL;
        ctr_call call = call_of("ann");
        call.flags = CTR_CALL_DRY_RUN;
        ctr_assess_init(&a, sizeof a);
        a.kind = CTR_ASSESS_FINAL;
        a.as_of = "2026-01-31";
        assert_ctr_ok(ctr_share_assess(f->store, "shop", "deal", &a, &call, &out, &err));
        for (int i = 0; i < 4; i++) {
            const char *is = ctr_assessment_value(out, figures[i]);
            if (after) {
                assert_string_equal(is, before[i]);
            } else {
                snprintf(before[i], sizeof before[i], "%s", is);
                assert_ctr_ok(measure(f, "2026-01-20", "uplift=yes outage=no triage=no review=no",
                                      NULL, &err));
            }
        }
        ctr_assessment_free(out);
    }
    assert_string_equal(before[2], "5000.00");
    assert_int_equal(earned(f), 40000);
}

static void other_weights_move_what_there_is(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_modifier(f, MODIFIED("{cap: 1000, weights: {uplift: 40}}"));
    assert_ctr_ok(measure(f, "2026-01-20", "uplift=yes", NULL, &err));
    deal_becomes(f, "deal", "2.0.0", MODIFIED("{cap: 500, weights: {uplift: 40}}"));
    assert_ctr_ok(measure(f, "2026-01-21", "uplift=yes", NULL, &err));
    assert_int_equal(earned(f), 20000);
    assert_store_sound(f->store); /* each by the weights of its version */
}

static void check_computes_it_again(void **state)
{
    static const char *const accounts[] = {"Income:Deal:Modifier", "Expenses:Deal:Modifier"};
    static const int64_t amounts[] = {-90000, 90000};
    struct fixture *f = *state;
    ctr_entry_spec e;
    ctr_report *report = NULL;
    ctr_error *err = NULL;

    with_modifier(f, MODIFIED(WEIGHTS));
    ctr_entry_spec_init(&e, sizeof e);
    e.kind = CTR_ENTRY_MODIFIER;
    e.date = "2026-01-20";
    e.memo = "{\"outage\":\"no\",\"triage\":\"99\"}";
    e.cause_kind = "master";
    e.cause_id = "shop/deal@1.0.0";
    e.accounts = accounts;
    e.amounts = amounts;
    e.posting_count = 2;
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &e, 1, NULL, NULL, &err));
    struct text_sink text = {0};
    assert_ctr_ok(ctr_store_check(f->store, 0, &report, &err));
    assert_int_equal(ctr_report_ok(report), 0);
    assert_ctr_ok(ctr_report_render(report, CTR_RENDER_TEXT, text_sink_write, &text, &err));
    assert_non_null(strstr(text.text, "shop/deal: entry 2: the account held 900.00 behind it, but "
                                      "600.00 follows"));
    free(text.text);
    ctr_report_free(report);
    /* what is computed next says what it is */
    assert_ctr_ok(measure(f, "2026-01-20", "triage=99 outage=no review=no", NULL, &err));
    assert_int_equal(earned(f), 60000);
}

/* --- what is refused --- */

static void what_cannot_be_is_refused(void **state)
{
    static const struct {
        const char *on, *goals;
        ctr_status status;
        const char *message;
    } rows[] = {
        {NULL, "triage=100.1 outage=no review=no", CTR_E_ARGUMENT,
         "'triage' is '100.1'; wanted yes, no, or an attainment in percent, 0 to 100"},
        {NULL, "triage=-1 outage=no review=no", CTR_E_ARGUMENT,
         "'triage' is '-1'; wanted yes, no, or an attainment in percent, 0 to 100"},
        {NULL, "triage=NaN outage=no review=no", CTR_E_ARGUMENT,
         "'triage' is 'NaN'; wanted yes, no, or an attainment in percent, 0 to 100"},
        {NULL, "uplift=97 outage=no triage=no review=no", CTR_E_ARGUMENT,
         "'uplift' is no SLO of the master, so it is met, yes or no; found '97'"},
        {NULL, "speed=yes outage=no triage=no review=no", CTR_E_ARGUMENT,
         "'speed' has no weight in the modifier of the master"},
        {NULL, "uplift=yes uplift=no outage=no triage=no review=no", CTR_E_ARGUMENT,
         "'uplift' is given more than once"},
        {NULL, "uplift=yes triage=no review=no", CTR_E_ARGUMENT,
         "'outage' weighs -200 percent; say whether it happened, yes or no"},
        {"2026-01-19", "uplift=yes outage=no triage=no review=no", CTR_E_STATE,
         "the modifier was computed as of 2026-01-20, so the next cannot be as of 2026-01-19"},
        {"2026-02-30", "uplift=yes outage=no triage=no review=no", CTR_E_ARGUMENT, NULL},
        {"2999-01-01", "uplift=yes outage=no triage=no review=no", CTR_E_ARGUMENT, NULL},
        {"2026-01-20", "", CTR_E_STATE,
         "the modifier of 'shop/deal' is not computable: no case of the SLO 'triage' was met or "
         "late from 2025-12-22 until 2026-01-20 (0 open); give its attainment, or say yes or no"},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_modifier(f, MODIFIED(WEIGHTS));
    assert_ctr_ok(measure(f, "2026-01-20", "uplift=yes outage=no triage=no review=no", NULL, &err));
    int64_t before = last_event(f);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ctr_fails(rows[i].status, rows[i].message,
                         measure(f, rows[i].on, rows[i].goals, NULL, &err));
    }
    assert_ctr_fails(CTR_E_ARGUMENT, "what was measured is needed, not NULL",
                     ctr_ledger_modifier(f->store, "shop", "deal", NULL, NULL, NULL, &err));
    assert_int_equal(last_event(f), before);
}

static void masters_without_one_say_so(void **state)
{
    static const struct {
        const char *name, *modifier, *message;
    } rows[] = {
        {"capless", "{weights: {uplift: 40}}",
         "'shop/capless@1.0.0' has no modifier.cap, so it has no modifier"},
        {"light", "{cap: 10}", "'shop/light@1.0.0' has no modifier.weights, so it has no modifier"},
    };
    static const char *const names[] = {"uplift"};
    static const char *const values[] = {"yes"};
    struct fixture *f = *state;
    ctr_error *err = NULL;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[1024];
        ctr_modifier_goals g;
        snprintf(text, sizeof text, DEAL "modifier: %s\n", rows[i].modifier);
        deal_is(f, rows[i].name, text);
        deal_chart(f, rows[i].name);
        ctr_modifier_goals_init(&g, sizeof g);
        g.names = names;
        g.values = values;
        g.count = 1;
        assert_ctr_fails(CTR_E_STATE, rows[i].message,
                         ctr_ledger_modifier(f->store, "shop", rows[i].name, &g, NULL, NULL, &err));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_met_is_weighed_and_capped), TEST(the_difference_is_posted_with_its_inputs),
        TEST(the_share_knows_nothing_of_it),     TEST(other_weights_move_what_there_is),
        TEST(check_computes_it_again),           TEST(what_cannot_be_is_refused),
        TEST(masters_without_one_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
