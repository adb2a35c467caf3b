/* The modifier of SLOs of which the caller says nothing: what the clocks of the store tell. */
#include "api/modifier_case.h"

enum { HOURS = 3600 };

static int64_t january(int day, int hour)
{
    return (INT64_C(1767225600) + (day - 1) * 24 * HOURS + hour * HOURS) * 1000000;
}

/* A case that began and ended at these instants, recorded as they happened, or at `now_us`. */
static void waited(struct fixture *f, const char *slo, const char *subject, int64_t from,
                   int64_t to, int64_t now_us)
{
    ctr_slo_mark m;
    ctr_call call = call_of("ann");
    ctr_error *err = NULL;

    ctr_slo_mark_init(&m, sizeof m);
    m.team = "shop";
    m.name = "deal";
    m.slo = slo;
    m.subject = subject;
    for (int end = 0; end < 2; end++) {
        m.act = end ? CTR_SLO_STOP : CTR_SLO_START;
        m.at_us = end ? to : from;
        call.now_us = now_us ? now_us : m.at_us;
        assert_ctr_ok(ctr_slo_record(f->store, &m, &call, NULL, &err));
    }
}

/* Of triage, 8 hours, two are met and one is late since Monday the 12th, 19:00; of review one is
 * met. It is April by now. */
static void with_cases(struct fixture *f, const char *document)
{
    deal_is(f, "deal", document);
    waited(f, "triage", "T-0", january(12, 8), january(12, 9), 0);
    waited(f, "triage", "T-1", january(12, 9), january(12, 10), 0);
    waited(f, "triage", "T-2", january(12, 11), january(13, 12), 0);
    waited(f, "review", "R-1", january(14, 9), january(14, 10), 0);
    f->now_us += INT64_C(100) * 86400 * 1000000;
    deal_chart(f, "deal");
}

static ctr_modifier *known(struct fixture *f, const char *from, const char *goals)
{
    ctr_modifier *m = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(measure_from(f, from, "2026-01-20", goals, &m, &err));
    return m;
}

static void what_is_not_given_is_what_the_clocks_tell(void **state)
{
    struct fixture *f = *state;
    ctr_entry_list *list = NULL;
    ctr_error *err = NULL;
    struct text_sink json = {0};

    with_cases(f, MODIFIED(WEIGHTS));
    ctr_modifier *m = known(f, NULL, "outage=no");
    assert_string_equal(ctr_modifier_value(m, "percent"), "33.333333");
    assert_string_equal(ctr_modifier_value(m, "amount"), "333.33");
    assert_string_equal(ctr_modifier_given(m, 0), "66.666666"); /* triage; never rounded up */
    assert_int_equal(ctr_modifier_source(m, 0), CTR_GOAL_MEASURED);
    assert_string_equal(ctr_modifier_from(m, 0), "2025-12-22"); /* 30 days, the last one in them */
    assert_int_equal(ctr_modifier_counted(m, 0), 3);
    assert_int_equal(ctr_modifier_met(m, 0), 0);
    assert_string_equal(ctr_modifier_given(m, 1), "100"); /* review */
    assert_int_equal(ctr_modifier_met(m, 1), 1);
    assert_null(ctr_modifier_given(m, 2)); /* uplift is no SLO */
    assert_int_equal(ctr_modifier_source(m, 2), 0);
    assert_null(ctr_modifier_from(m, 2));
    assert_int_equal(ctr_modifier_source(m, 3), CTR_GOAL_GIVEN); /* outage */
    assert_null(ctr_modifier_from(m, 3));
    assert_int_equal(ctr_modifier_counted(m, 3), 0);
    assert_null(ctr_modifier_given(m, 4));
    assert_int_equal(ctr_modifier_source(m, 4), 0);
    ctr_modifier_free(m);

    assert_ctr_ok(ctr_ledger_entry_find(f->store, "shop", "deal", NULL, &list, &err));
    assert_ctr_ok(ctr_entry_list_render(list, CTR_RENDER_JSON, text_sink_write, &json, &err));
    assert_non_null(strstr(json.text,
                           "{\\\"outage\\\":\\\"no\\\",\\\"review\\\":\\\"100 since "
                           "2025-12-22\\\",\\\"triage\\\":\\\"66.666666 since 2025-12-22\\\"}"));
    free(json.text);
    ctr_entry_list_free(list);
    /* what was posted stands on what it keeps, whatever is recorded of those days later */
    waited(f, "triage", "T-3", january(15, 9), january(15, 10), f->now_us + 1000000);
    assert_store_sound(f->store);
    m = known(f, NULL, "outage=no");
    assert_string_equal(ctr_modifier_given(m, 0), "50"); /* it was late when it was recorded */
    assert_int_equal(ctr_modifier_counted(m, 0), 4);
    ctr_modifier_free(m);
}

static void what_is_given_is_not_measured(void **state)
{
    struct fixture *f = *state;

    with_cases(f, MODIFIED(WEIGHTS));
    ctr_modifier *m = known(f, NULL, "triage=97.5 outage=no");
    assert_string_equal(ctr_modifier_value(m, "percent"), "93.333333");
    assert_int_equal(ctr_modifier_source(m, 0), CTR_GOAL_GIVEN);
    assert_null(ctr_modifier_from(m, 0));
    assert_int_equal(ctr_modifier_source(m, 1), CTR_GOAL_MEASURED);
    ctr_modifier_free(m);
    assert_store_sound(f->store);
}

static void the_period_is_what_counts(void **state)
{
    static const struct {
        const char *from, *triage;
    } rows[] = {
        {"2026-01-12", "66.666666"},
        {"2025-01-01", "66.666666"},
        {"1970-01-01", "66.666666"},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_cases(f, MODIFIED(WEIGHTS));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_modifier *m = known(f, rows[i].from, "outage=no");
        assert_string_equal(ctr_modifier_given(m, 0), rows[i].triage);
        assert_string_equal(ctr_modifier_from(m, 0), rows[i].from);
        ctr_modifier_free(m);
    }
    int64_t before = last_event(f);
    /* stopped on the 13th, but it was late on the 12th */
    assert_ctr_fails(
        CTR_E_STATE,
        "the modifier of 'shop/deal' is not computable: no case of the SLO 'triage' was met or "
        "late from 2026-01-13 until 2026-01-20 (0 open); give its attainment, or say yes or no",
        measure_from(f, "2026-01-13", "2026-01-20", "outage=no", NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the period from 2026-01-21 until 2026-01-20 ends before it begins",
                     measure_from(f, "2026-01-21", "2026-01-20", "outage=no", NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     measure_from(f, "2026-02-30", "2026-01-20", "outage=no", NULL, &err));
    assert_int_equal(measure_from(f, NULL, "2026-03-20", "outage=no", NULL, &err), CTR_E_STATE);
    assert_string_equal(ctr_error_detail(err, "field"), "names");
    assert_string_equal(ctr_error_detail(err, "slo"), "triage");
    ctr_error_free(err);
    assert_int_equal(last_event(f), before);
}

static void an_slo_that_costs_and_one_named_by_its_hours_are_measured(void **state)
{
    struct fixture *f = *state;

    with_cases(f, MODIFIED("{cap: 1000, weights: {triage: 60, review_hours: -20}}"));
    ctr_modifier *m = known(f, NULL, "");
    assert_string_equal(ctr_modifier_value(m, "percent"), "-20");
    assert_string_equal(ctr_modifier_value(m, "amount"), "-200.00");
    assert_string_equal(ctr_modifier_goal(m, 1), "review_hours");
    assert_string_equal(ctr_modifier_given(m, 1), "100");
    ctr_modifier_free(m);
    assert_int_equal(earned(f), -20000);
    assert_store_sound(f->store);
}

static void without_slos_something_has_to_be_said(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_modifier(f, MODIFIED("{cap: 1000, weights: {uplift: 40}}"));
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "no goal was measured, and none that the modifier of 'shop/deal@1.0.0' weighs "
                     "is an SLO; say of each whether it is met, such as 'uplift' yes",
                     measure(f, "2026-01-20", "", NULL, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_not_given_is_what_the_clocks_tell),
        TEST(what_is_given_is_not_measured),
        TEST(the_period_is_what_counts),
        TEST(an_slo_that_costs_and_one_named_by_its_hours_are_measured),
        TEST(without_slos_something_has_to_be_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
