/* Figures of a master contract. */
#include "change_case.h"

#define HOUR INT64_C(3600000000)
#define DAY (24 * HOUR)
#define OFFICE                                                                                     \
    "calendars: [{id: office, zone: UTC, days: [mon, tue, wed, thu, fri], hours: "                 \
    "'09:00-17:00'}]\n"

static ctr_call call_at(const char *who, int64_t after)
{
    ctr_call call = call_of(who);
    call.now_us = FIXTURE_START_US + after;
    return call;
}

/* Asked for at one instant, decided on at another; 0: not yet. */
static void asked(struct fixture *f, const char *id, int64_t from, int64_t decided)
{
    char text[200];
    ctr_error *err = NULL;
    ctr_call call = call_at("supplier", from);

    snprintf(text, sizeof text, "id: %s\nrequester: supplier\n" MINOR, id);
    ctr_source s = source_of(text);
    assert_ctr_ok(ctr_change_open(f->store, "shop", "deal", &s, &call, NULL, &err));
    assert_ctr_ok(ctr_change_submit(f->store, "shop", "deal", id, &call, NULL, &err));
    if (decided) {
        call = call_at("client", decided);
        assert_ctr_ok(ctr_change_decide(f->store, "shop", "deal", id, CTR_OUTCOME_REJECTED, &call,
                                        NULL, &err));
    }
}

static ctr_metrics *metrics(struct fixture *f, const char *from, const char *until)
{
    ctr_metrics_options o;
    ctr_metrics *m = NULL;
    ctr_error *err = NULL;

    ctr_metrics_options_init(&o, sizeof o);
    o.from = from;
    o.until = until;
    assert_ctr_ok(ctr_metrics_get(f->store, "shop", "deal", &o, &m, &err));
    return m;
}

static size_t find(const ctr_metrics *m, const char *name, const char *statistic)
{
    size_t i = 0;
    while (i < ctr_metrics_count(m) &&
           (strcmp(ctr_metrics_name(m, i), name) != 0 ||
            (statistic && strcmp(ctr_metrics_statistic(m, i), statistic) != 0))) {
        i++;
    }
    assert_true(i < ctr_metrics_count(m));
    return i;
}

static const char *value(const ctr_metrics *m, const char *name, const char *statistic)
{
    return ctr_metrics_value(m, find(m, name, statistic));
}

/* Thursday 9 o'clock; decided after 2, 4 and 24 hours; the third takes 8 working hours. */
static void decisions_are_timed_by_both_clocks(void **state)
{
    struct fixture *f = *state;
    static const char name[] = "cr_decision_lead_time";

    master(f, MASTER OFFICE);
    asked(f, "CR-1", 9 * HOUR, 11 * HOUR);
    asked(f, "CR-2", 12 * HOUR, 16 * HOUR);
    asked(f, "CR-3", 16 * HOUR, 40 * HOUR);
    asked(f, "CR-4", 41 * HOUR, 0);
    ctr_metrics *m = metrics(f, NULL, NULL);
    assert_string_equal(value(m, name, "p50"), "4");
    assert_string_equal(value(m, name, "p90"), "24");
    assert_string_equal(value(m, "cr_decision_lead_time_working", "p90"), "8");
    size_t at = find(m, name, "p50");
    assert_string_equal(ctr_metrics_alias(m, at), "change_lead_time");
    assert_string_equal(ctr_metrics_unit(m, at), "hours");
    assert_null(ctr_metrics_subject(m, at));
    assert_null(ctr_metrics_reason(m, at));
    assert_int_equal(ctr_metrics_samples(m, at), 3);
    assert_int_equal(ctr_metrics_open(m, at), 1); /* CR-4 is counted, not dropped */
    assert_string_equal(value(m, "open_changes", NULL), "1");
    assert_null(ctr_metrics_name(m, ctr_metrics_count(m)));
    ctr_metrics_free(m);
}

static void a_window_counts_what_was_decided_in_it(void **state)
{
    struct fixture *f = *state;
    static const char name[] = "cr_decision_lead_time";

    master(f, MASTER);
    asked(f, "CR-1", 9 * HOUR, 11 * HOUR);       /* 2026-01-01 */
    asked(f, "CR-2", 20 * HOUR, DAY + 2 * HOUR); /* decided on the 2nd */
    asked(f, "CR-3", DAY + 3 * HOUR, 3 * DAY);   /* decided at midnight, the 4th */
    ctr_metrics *m = metrics(f, "2026-01-02", "2026-01-03");
    size_t at = find(m, name, "p50");
    assert_string_equal(ctr_metrics_value(m, at), "6");
    assert_int_equal(ctr_metrics_samples(m, at), 1);
    assert_int_equal(ctr_metrics_open(m, at), 1); /* CR-3 was, at the end of those days */
    ctr_metrics_free(m);
    m = metrics(f, NULL, "2025-12-31");
    assert_null(value(m, name, "p50"));
    assert_string_equal(ctr_metrics_reason(m, find(m, name, "p50")),
                        "nothing was decided on in these days");
    ctr_metrics_free(m);
}

static void a_half_is_no_rounding_error(void **state)
{
    struct fixture *f = *state;

    master(f, MASTER);
    asked(f, "CR-1", 9 * HOUR, 9 * HOUR + HOUR / 3);
    ctr_metrics *m = metrics(f, NULL, NULL);
    assert_string_equal(value(m, "cr_decision_lead_time", "p50"), "0.333333");
    ctr_metrics_free(m);
}

static void days_are_checked(void **state)
{
    struct fixture *f = *state;
    ctr_metrics_options o;
    ctr_metrics *m = NULL;
    ctr_error *err = NULL;

    master(f, MASTER);
    ctr_metrics_options_init(&o, sizeof o);
    o.from = "2026-02-30";
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the first day '2026-02-30' is no date; wanted one that exists, such as "
                     "2026-01-31",
                     ctr_metrics_get(f->store, "shop", "deal", &o, &m, &err));
    o.from = "2026-02-02";
    o.until = "2026-02-01";
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the first day, 2026-02-02, is behind the last one, 2026-02-01",
                     ctr_metrics_get(f->store, "shop", "deal", &o, &m, &err));
    do_create(f, "orders", "1.0.0", "{}");
    assert_ctr_fails(CTR_E_STATE, NULL,
                     ctr_metrics_get(f->store, "shop", "orders", NULL, &m, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_metrics_get(f->store, "shop", "nobody", NULL, &m, &err));
}

#define PRICED                                                                                     \
    "incentives: {model: target_cost, currency: EUR, target: 1000, pain_share_pct: 50,\n"          \
    "  gain_share_pct: 50}\n"

static void work(struct fixture *f)
{
    static const char sow[] =
        "id: s1\nmaster: deal-1\ndates: {start: 2026-01-01, end: 2026-01-31}\n"
        "value_hypothesis: {metric: speed, target: '>= 3', due: 2026-01-02, owner: us, method: m}\n"
        "acceptance_criteria: [{id: AC1}, {id: AC2}]\n"
        "backlog: [{id: a, size: 10}, {id: b, size: 2, added: 2026-01-02}]\n";
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "s1";
    c.label = "1.0.0";
    c.type = CTR_TYPE_SOW;
    c.document.data = sow;
    c.document.size = sizeof sow - 1;
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    do_activate(f, "s1", "1.0.0");
}

static const char *reason(const ctr_metrics *m, const char *name, const char *statistic)
{
    return ctr_metrics_reason(m, find(m, name, statistic));
}

static void work_is_told_by_statement(void **state)
{
    struct fixture *f = *state;

    master(f, MASTER);
    work(f);
    ctr_metrics *m = metrics(f, NULL, NULL);
    assert_string_equal(value(m, "scope_volatility", "churn"), "20");
    assert_string_equal(value(m, "scope_volatility", "net_growth"), "20");
    assert_string_equal(ctr_metrics_subject(m, find(m, "scope_volatility", "churn")), "s1");
    assert_string_equal(value(m, "criteria_met", NULL), "0");
    assert_int_equal(ctr_metrics_samples(m, find(m, "criteria_met", NULL)), 2);
    assert_string_equal(value(m, "value_hypotheses", "not measured"), "1");
    assert_string_equal(value(m, "value_hypotheses", "met"), "0");
    ctr_metrics_free(m);
}

static void cost(struct fixture *f, int64_t minor, const char *key)
{
    static const char *const accounts[] = {"Assets:Deal:Cost", "Liabilities:Deal:Supplier"};
    const int64_t amounts[] = {minor, -minor};
    ctr_entry_spec s;
    ctr_error *err = NULL;

    ctr_entry_spec_init(&s, sizeof s);
    s.kind = CTR_ENTRY_COST;
    s.date = "2026-01-01";
    s.key = key;
    s.accounts = accounts;
    s.amounts = amounts;
    s.posting_count = 2;
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &s, 1, NULL, NULL, &err));
}

static void assess(struct fixture *f, ctr_assess_kind kind, const char *as_of, const char *earned,
                   const char *forecast)
{
    ctr_assess a;
    ctr_error *err = NULL;
    ctr_call call = call_at("ann", (as_of[9] - '1') * DAY + HOUR); /* on that day */

    ctr_assess_init(&a, sizeof a);
    a.kind = kind;
    a.as_of = as_of;
    a.earned = earned;
    a.forecast = forecast;
    assert_ctr_ok(ctr_share_assess(f->store, "shop", "deal", &a, &call, NULL, &err));
}

/* Forecast 800 and 1000, it cost 900: errors of 12.5 and -10 percent. */
static void pain_and_gain_have_their_basis(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER_HEAD GOVERNANCE("enforce") PRICED);
    assert_ctr_ok(ctr_ledger_chart(f->store, "shop", "deal", NULL, NULL, NULL, &err));
    ctr_metrics *m = metrics(f, NULL, NULL);
    assert_null(value(m, "pain_gain_balance", "payable"));
    assert_string_equal(reason(m, "iteration_forecast_error", "mape"), "the cost is not final");
    ctr_metrics_free(m);
    cost(f, 40000, "k1");
    assess(f, CTR_ASSESS_INTERIM, "2026-01-01", "500", "800");
    m = metrics(f, NULL, NULL);
    assert_string_equal(value(m, "pain_gain_balance", "accrued"), "50.00");
    assert_string_equal(value(m, "pain_gain_balance", "payable"), "0.00");
    assert_string_equal(value(m, "pain_gain_balance", "forecast"), "100.00");
    assert_string_equal(ctr_metrics_unit(m, find(m, "pain_gain_balance", "forecast")), "EUR");
    ctr_metrics_free(m);
    cost(f, 50000, "k2");
    assess(f, CTR_ASSESS_INTERIM, "2026-01-02", "900", "1000");
    assess(f, CTR_ASSESS_FINAL, "2026-01-03", NULL, NULL);
    m = metrics(f, NULL, NULL);
    assert_string_equal(value(m, "pain_gain_balance", "payable"), "50.00");
    assert_string_equal(value(m, "iteration_forecast_error", "last"), "-10");
    assert_string_equal(value(m, "iteration_forecast_error", "mape"), "11.25");
    assert_string_equal(value(m, "iteration_forecast_error", "bias"), "1.25");
    ctr_metrics_free(m);
}

static void mark(struct fixture *f, ctr_slo_act act, int64_t at)
{
    ctr_call call = call_at("ann", at);
    ctr_slo_mark m;
    ctr_error *err = NULL;

    ctr_slo_mark_init(&m, sizeof m);
    m.act = act;
    m.team = "shop";
    m.name = "deal";
    m.slo = "review_turnaround";
    m.subject = "PR-1";
    assert_ctr_ok(ctr_slo_record(f->store, &m, &call, NULL, &err));
}

static void service_levels_are_counted_or_not_measured(void **state)
{
    struct fixture *f = *state;

    master(f, MASTER "collaboration_slos: {review_turnaround: 2, responsiveness: 1}\n");
    mark(f, CTR_SLO_START, 9 * HOUR);
    mark(f, CTR_SLO_STOP, 10 * HOUR);
    ctr_metrics *m = metrics(f, "2026-01-01", "2026-01-05");
    size_t at = find(m, "slo_attainment", NULL);
    while (strcmp(ctr_metrics_subject(m, at), "review_turnaround") != 0) {
        at++;
    }
    assert_string_equal(ctr_metrics_value(m, at), "100");
    assert_string_equal(ctr_metrics_alias(m, at), "review_sla");
    ctr_metrics_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(decisions_are_timed_by_both_clocks),
        TEST(a_window_counts_what_was_decided_in_it),
        TEST(a_half_is_no_rounding_error),
        TEST(work_is_told_by_statement),
        TEST(pain_and_gain_have_their_basis),
        TEST(service_levels_are_counted_or_not_measured),
        TEST(days_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
