/* Minor or major: every threshold at its limit, around it, unknown; what is no threshold. */
#include "fixtures.h"
#include "terms/classify.h"
#include "terms_case.h"

struct judged {
    struct lc_ctx ctx;
    struct lc_doc docs[2];
    struct lc_master master;
    struct lc_change_request change;
    struct ctr_classification out;
    ctr_status status;
};

static const struct lc_classify_facts no_facts = {
    .base = LC_TERM_ABSENT, .breaking = LC_TERM_ABSENT, .today = LC_TERM_ABSENT};

static ctr_status judge_in(struct judged *j, const char *policy, const char *change,
                           const struct lc_classify_facts *facts)
{
    ctr_terms_kind kinds[] = {CTR_TERMS_MASTER, CTR_TERMS_CHANGE};
    const char *master = lc_format(&j->ctx, "meta: {id: m}\n%s", policy);
    const char *request = lc_format(&j->ctx, "id: c\n%s", change);
    if (!master || !request) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_once(&j->ctx));
    LC_TRY(lc_terms_open(&j->ctx, lc_str(master), "master", &kinds[0], &j->docs[0]));
    LC_TRY(lc_master_read(&j->ctx, &j->docs[0], &j->master));
    LC_TRY(lc_terms_open(&j->ctx, lc_str(request), "change", &kinds[1], &j->docs[1]));
    LC_TRY(lc_change_read(&j->ctx, &j->docs[1], &j->change));
    return lc_classify(&j->ctx, &j->master, &j->change, facts ? facts : &no_facts, &j->out);
}

static void judge_with(struct judged *j, const char *policy, const char *change,
                       const struct lc_classify_facts *facts)
{
    *j = (struct judged){.status = CTR_OK};
    assert_int_equal(lc_ctx_begin(&j->ctx, NULL), CTR_OK);
    j->status = judge_in(j, policy, change, facts);
    if (j->status != CTR_OK && j->ctx.error) {
        print_message("%s\n", ctr_error_message(j->ctx.error));
    }
}

static void done(struct judged *j)
{
    lc_ctx_end(&j->ctx, j->status, NULL);
}

/* One threshold, one impact: the row that comes out, and the class. */
static const struct {
    const char *policy, *impact;
    const char *row; /* "name value limit margin unit exceeded" */
    ctr_change_class class;
} rows[] = {
    {"budget_delta_pct_major: 10", "budget_delta_pct: 9.999999",
     "budget_delta_pct_major 9.999999 10 0.000001 % kept", CTR_CLASS_MINOR},
    {"budget_delta_pct_major: 10", "budget_delta_pct: 10", "budget_delta_pct_major 10 10 0 % kept",
     CTR_CLASS_MINOR},
    {"budget_delta_pct_major: 10", "budget_delta_pct: 10.000001",
     "budget_delta_pct_major 10.000001 10 -0.000001 % exceeded", CTR_CLASS_MAJOR},
    {"budget_delta_pct_major: 10", "budget_delta_pct: -11",
     "budget_delta_pct_major 11 10 -1 % exceeded", CTR_CLASS_MAJOR}, /* savings move it, too */
    {"budget_delta_pct_major: 0", "budget_delta_pct: 0", "budget_delta_pct_major 0 0 0 % kept",
     CTR_CLASS_MINOR},
    {"schedule_slip_days_major: 10", "schedule_slip_days: 10",
     "schedule_slip_days_major 10 10 0 working-days kept", CTR_CLASS_MINOR},
    {"schedule_slip_days_major: 10", "schedule_slip_days: 10.5",
     "schedule_slip_days_major 10.5 10 -0.5 working-days exceeded", CTR_CLASS_MAJOR},
    {"schedule_slip_days_major: 10", "schedule_slip_days: -30",
     "schedule_slip_days_major -30 10 40 working-days kept", CTR_CLASS_MINOR}, /* earlier is fine */
    {"schedule_slip_days_major: 10", "schedule_slip_days: 4, schedule_slip_working_days: 11",
     "schedule_slip_days_major 11 10 -1 working-days exceeded", CTR_CLASS_MAJOR},
    {"schedule_slip_days_major: 10", "schedule_slip_iterations: 1.5",
     "schedule_slip_days_major 15 10 -5 working-days exceeded", CTR_CLASS_MAJOR},
    {"schedule_slip_days_major: 10", "schedule_slip_calendar_days: 100",
     "schedule_slip_days_major ? 10 ? working-days unknown", CTR_CLASS_MAJOR},
    /* Friday to Monday: three days, one of them a working day */
    {"schedule_slip_days_major: 1", "schedule_before: 2026-01-02, schedule_after: 2026-01-05",
     "schedule_slip_days_major 1 1 0 working-days kept", CTR_CLASS_MINOR},
    {"schedule_slip_days_major: 1", "schedule_before: 2026-01-05, schedule_after: 2026-01-02",
     "schedule_slip_days_major -1 1 2 working-days kept", CTR_CLASS_MINOR},
    {"schedule_slip_days_major: 10",
     "schedule_slip_days: 2, schedule_before: 2026-01-05, schedule_after: 2026-01-20",
     "schedule_slip_days_major 11 10 -1 working-days exceeded", CTR_CLASS_MAJOR}, /* dates count */
    {"risk_score_major: 8", "risk_score: 8", "risk_score_major 8 8 0  kept", CTR_CLASS_MINOR},
    {"risk_score_major: 8", "risk_score: 8.1", "risk_score_major 8.1 8 -0.1  exceeded",
     CTR_CLASS_MAJOR},
    {"risk_score_major: 8", "risk_score_before: 9", "risk_score_major ? 8 ?  unknown",
     CTR_CLASS_MAJOR},
    {"confidence_pct_major: 60", "confidence_pct: 60", "confidence_pct_major 60 60 0 % kept",
     CTR_CLASS_MINOR},
    {"confidence_pct_major: 60", "confidence_pct: 59", "confidence_pct_major 59 60 -1 % exceeded",
     CTR_CLASS_MAJOR},
    {"dependencies_major: 2", "dependencies: [a, b]", "dependencies_major 2 2 0  kept",
     CTR_CLASS_MINOR},
    {"dependencies_major: 2", "dependencies: [a, b, c]", "dependencies_major 3 2 -1  exceeded",
     CTR_CLASS_MAJOR},
    {"dependencies_major: 2", "dependencies: []", "dependencies_major 0 2 2  kept",
     CTR_CLASS_MINOR},
    {"dependencies_major: 2", "value: x", "dependencies_major ? 2 ?  unknown", CTR_CLASS_MAJOR},
    {"budget_delta_pct_major: 10", "budget_delta: 100000",
     "budget_delta_pct_major ? 10 ? % unknown", CTR_CLASS_MAJOR}, /* percent of what? */
};

static const char *row_text(struct judged *j, const struct ctr_threshold *t)
{
    return lc_format(&j->ctx, "%s %s %s %s %s %s", t->name, t->value ? t->value : "?", t->limit,
                     t->margin ? t->margin : "?", t->unit,
                     !t->known     ? "unknown"
                     : t->exceeded ? "exceeded"
                                   : "kept");
}

static void a_threshold_is_exceeded_by_what_is_greater(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct judged j;
        char policy[200], change[200];
        snprintf(policy, sizeof policy, "change_policy: {thresholds: {%s}}\n", rows[i].policy);
        snprintf(change, sizeof change, "impact_analysis: {%s}\n", rows[i].impact);
        judge_with(&j, policy, change, NULL);
        assert_int_equal(j.status, CTR_OK);
        assert_int_equal(j.out.threshold_count, 1);
        assert_string_equal(row_text(&j, &j.out.thresholds[0]), rows[i].row);
        assert_int_equal(j.out.change_class, rows[i].class);
        assert_int_equal(j.out.reason_count, 1);
        done(&j);
    }
}

static void settings_of_the_policy_count(void **state)
{
    (void)state;
    static const struct {
        const char *policy, *change, *row, *reason;
    } cases[] = {
        {"comparison: greater-or-equal, thresholds: {risk_score_major: 8}",
         "impact_analysis: {risk_score: 8}", "risk_score_major 8 8 0  exceeded",
         "risk_score_major: 8 is at least the limit 8"},
        {"comparison: greater_or_equal, thresholds: {confidence_pct_major: 60}",
         "impact_analysis: {confidence_pct: 60}", "confidence_pct_major 60 60 0 % exceeded",
         "confidence_pct_major: 60 % is at most the limit 60"},
        {"slip_unit: calendar-days, thresholds: {schedule_slip_days_major: 10}",
         "impact_analysis: {schedule_slip_days: 9, schedule_slip_calendar_days: 14}",
         "schedule_slip_days_major 14 10 -4 calendar-days exceeded",
         "schedule_slip_days_major: 14 calendar-days is greater than the limit 10"},
        {"slip_unit: calendar-days, thresholds: {schedule_slip_days_major: 10}",
         "impact_analysis: {schedule_slip_days: 9, schedule_slip_working_days: 14}",
         "schedule_slip_days_major 9 10 1 calendar-days kept", "no threshold is exceeded"},
        {"slip_unit: iterations, thresholds: {schedule_slip_days_major: 1}",
         "impact_analysis: {schedule_slip_working_days: 10}",
         "schedule_slip_days_major 1 1 0 iterations kept", "no threshold is exceeded"},
        {"slip_unit: iterations, iteration_days: 3, thresholds: {schedule_slip_days_major: "
         "3.333333}",
         "impact_analysis: {schedule_slip_working_days: 10}",
         "schedule_slip_days_major 3.333334 3.333333 -0.000001 iterations exceeded",
         "schedule_slip_days_major: 3.333334 iterations is greater than the limit 3.333333"},
        {"slip_unit: iterations, iteration_days: 3, comparison: greater-or-equal, thresholds: "
         "{schedule_slip_days_major: 3.333334}",
         "impact_analysis: {schedule_slip_working_days: 10}",
         "schedule_slip_days_major 3.333333 3.333334 0.000001 iterations kept",
         "no threshold is exceeded"},
        {"on_unknown: minor, thresholds: {risk_score_major: 8}", "summary: x",
         "risk_score_major ? 8 ?  unknown", "no threshold is exceeded"},
        {"on_unknown: major, thresholds: {risk_score_major: 8}", "summary: x",
         "risk_score_major ? 8 ?  unknown",
         "risk_score_major: the impact is not known, and on_unknown is major"},
        {"always_major: [security], thresholds: {risk_score_major: 8}",
         "area: security\nimpact_analysis: {risk_score: 1}", "risk_score_major 1 8 7  kept",
         "every change of the area 'security' is major"},
        {"always_major: [security], thresholds: {risk_score_major: 8}",
         "impact_analysis: {risk_score: 1}", "risk_score_major 1 8 7  kept",
         "no threshold is exceeded"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct judged j;
        char policy[300];
        snprintf(policy, sizeof policy, "change_policy: {%s}\n", cases[i].policy);
        judge_with(&j, policy, cases[i].change, NULL);
        assert_int_equal(j.status, CTR_OK);
        assert_string_equal(row_text(&j, &j.out.thresholds[0]), cases[i].row);
        assert_string_equal(j.out.reasons[0], cases[i].reason);
        bool minor = strncmp(cases[i].reason, "no threshold", 12) == 0;
        assert_int_equal(j.out.change_class, minor ? CTR_CLASS_MINOR : CTR_CLASS_MAJOR);
        done(&j);
    }
}

static void the_amount_counts_against_the_base(void **state)
{
    (void)state;
    static const struct {
        const char *impact;
        int64_t base; /* whole */
        const char *row, *warning;
    } cases[] = {
        {"budget_delta: 20000", 200000, "budget_delta_pct_major 10 10 0 % kept", NULL},
        {"budget_delta: '20000.01'", 200000,
         "budget_delta_pct_major 10.000005 10 -0.000005 % exceeded", NULL},
        {"budget_delta: -30000", 200000, "budget_delta_pct_major 15 10 -5 % exceeded", NULL},
        /* a third more than 10 % in the seventh decimal: never rounded to the limit */
        {"budget_delta: 30.000001", 300, "budget_delta_pct_major 10.000001 10 -0.000001 % exceeded",
         NULL},
        {"budget_delta: 30000, budget_delta_pct: 10", 200000,
         "budget_delta_pct_major 15 10 -5 % exceeded",
         "the amount 30000 is 15 % of the base, not the 10 % stated; the amount counts"},
        {"budget_delta: 30000, budget_delta_pct: 15", 200000,
         "budget_delta_pct_major 15 10 -5 % exceeded", NULL},
        {"budget_delta: 30000, budget_delta_pct: 9", 0, "budget_delta_pct_major 9 10 1 % kept",
         "the base of the budget is not above zero, so that no percentage can be taken of it"},
        {"budget_delta: 4000000000000", 1, "budget_delta_pct_major ? 10 ? % unknown", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct judged j;
        char change[200];
        struct lc_classify_facts facts = no_facts;
        facts.base = cases[i].base * LC_FIXED_ONE;
        snprintf(change, sizeof change, "impact_analysis: {%s}\n", cases[i].impact);
        judge_with(&j, "change_policy: {thresholds: {budget_delta_pct_major: 10}}\n", change,
                   &facts);
        assert_int_equal(j.status, CTR_OK);
        assert_string_equal(row_text(&j, &j.out.thresholds[0]), cases[i].row);
        assert_int_equal(j.out.warning_count, cases[i].warning ? 1 : 0);
        if (cases[i].warning) {
            assert_string_equal(j.out.warnings[0], cases[i].warning);
        }
        done(&j);
    }
}

static void small_changes_add_up(void **state)
{
    (void)state;
    struct judged j;
    struct lc_classify_facts facts = no_facts;
    facts.budget_sum = 12 * LC_FIXED_ONE;
    facts.slip_sum = -5 * LC_FIXED_ONE;
    judge_with(&j,
               "change_policy: {thresholds: {budget_delta_pct_major: 10, "
               "cumulative_budget_delta_pct_major: 15, schedule_slip_days_major: 10, "
               "cumulative_schedule_slip_days_major: 10}}\n",
               "impact_analysis: {budget_delta_pct: 4, schedule_slip_days: 9}\n", &facts);
    assert_int_equal(j.status, CTR_OK);
    assert_int_equal(j.out.change_class, CTR_CLASS_MAJOR);
    assert_string_equal(row_text(&j, &j.out.thresholds[2]),
                        "cumulative_budget_delta_pct_major 16 15 -1 % exceeded");
    assert_string_equal(row_text(&j, &j.out.thresholds[3]),
                        "cumulative_schedule_slip_days_major 4 10 6 working-days kept");
    assert_int_equal(j.out.reason_count, 1);
    done(&j);
}

static void breaking_a_consumer_is_major_unless_the_policy_says_otherwise(void **state)
{
    (void)state;
    static const struct {
        const char *policy;
        int64_t breaking;
        const char *reason;
    } cases[] = {
        {"thresholds: {}", 2, "it breaks 2 registered consumers"},
        {"thresholds: {}", 1, "it breaks 1 registered consumer"},
        {"thresholds: {}", 0, "there are no thresholds"},
        {"breaking_is_major: false", 2, "there are no thresholds"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct judged j;
        char policy[100];
        struct lc_classify_facts facts = no_facts;
        facts.breaking = cases[i].breaking;
        snprintf(policy, sizeof policy, "change_policy: {%s}\n", cases[i].policy);
        judge_with(&j, policy, "summary: x\n", &facts);
        assert_int_equal(j.status, CTR_OK);
        assert_string_equal(j.out.reasons[0], cases[i].reason);
        assert_int_equal(j.out.warning_count, 1);
        assert_string_equal(j.out.warnings[0],
                            "the master sets no thresholds: nothing but always_major and breaking "
                            "changes makes a change major");
        done(&j);
    }
}

static void a_claim_is_kept_and_does_not_rule(void **state)
{
    (void)state;
    struct judged j;
    judge_with(&j, "change_policy: {thresholds: {risk_score_major: 8}}\n",
               "threshold_eval: minor\nimpact_analysis: {risk_score: 9}\n", NULL);
    assert_int_equal(j.out.change_class, CTR_CLASS_MAJOR);
    assert_int_equal(j.out.claimed, CTR_CLASS_MINOR);
    assert_int_equal(j.out.claim_differs, 1);
    assert_string_equal(j.out.warnings[0],
                        "threshold_eval claims minor; computed is major, and that rules");
    done(&j);
    judge_with(&j, "change_policy: {thresholds: {risk_score_major: 8}}\n",
               "threshold_eval: minor\nimpact_analysis: {risk_score: 8}\n", NULL);
    assert_int_equal(j.out.claim_differs, 0);
    assert_int_equal(j.out.warning_count, 0);
    done(&j);
}

static void rules_bind_after_their_date_or_are_reported_only(void **state)
{
    (void)state;
    static const struct {
        const char *policy;
        int64_t today;
        int32_t enforced;
    } cases[] = {
        {"mode: enforce", 0, 1},
        {"mode: report", 0, 0},
        {"mode: enforce, enforce_after: 2026-01-01", 20454, 0}, /* that day itself */
        {"mode: enforce, enforce_after: 2026-01-01", 20455, 1},
        {"mode: enforce, enforce_after: 2026-01-01", LC_TERM_ABSENT, 1},
        {"mode: report, enforce_after: 2026-01-01", 20455, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct judged j;
        char policy[120];
        struct lc_classify_facts facts = no_facts;
        facts.today = cases[i].today;
        snprintf(policy, sizeof policy, "change_policy: {%s}\n", cases[i].policy);
        judge_with(&j, policy, "summary: x\n", &facts);
        assert_int_equal(j.out.enforced, cases[i].enforced);
        done(&j);
    }
}

static void the_rule_version_is_that_of_the_policy(void **state)
{
    (void)state;
    static const struct {
        const char *policy;
        bool same;
    } cases[] = {
        {"thresholds: {risk_score_major: 8}", true},
        {"thresholds: {risk_score_major: '8.0'}", true},
        {"thresholds: {risk_score_major: 8}, comparison: greater", true}, /* the default, said */
        {"thresholds: {risk_score_major: 8}, mode: report", true},
        {"thresholds: {risk_score_major: 9}", false},
        {"thresholds: {risk_score_major: 8}, on_unknown: minor", false},
        {"thresholds: {risk_score_major: 8}, always_major: [x]", false},
    };
    char first[20] = "";
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct judged j;
        char policy[120];
        snprintf(policy, sizeof policy, "change_policy: {%s}\n", cases[i].policy);
        judge_with(&j, policy, "impact_analysis: {risk_score: 1}\n", NULL);
        assert_int_equal(strlen(j.out.rule_version), 16);
        if (i == 0) {
            strcpy(first, j.out.rule_version);
        }
        assert_int_equal(strcmp(first, j.out.rule_version) == 0, cases[i].same);
        done(&j);
    }
}

static void what_cannot_be_held_against_a_threshold_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *policy, *change, *message;
    } cases[] = {
        {"change_policy: {on_unknown: refuse, thresholds: {risk_score_major: 8}}\n", "summary: x\n",
         "change:1:1: /impact_analysis: does not say what risk_score_major is held against, and "
         "the "
         "master's on_unknown is refuse; add it"},
        {"change_policy: {thresholds: {budget_delta_pct_major: 8}}\n",
         "impact_analysis: {budget_delta: much}\n",
         "change:2:33: /impact_analysis/budget_delta: should be an amount in the major unit, found "
         "'much'"},
        {"change_policy: {thresholds: {budget_delta_pct_major: 8}}\nincentives: {currency: EUR}\n",
         "impact_analysis: {budget_delta: 5, currency: USD}\n",
         "change:2:46: /impact_analysis/currency: is 'USD', and the master's incentives are in "
         "'EUR'; give the amount in that, or a percentage"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct judged j = {.status = CTR_OK};
        struct lc_classify_facts facts = no_facts;
        facts.base = 100 * LC_FIXED_ONE;
        assert_int_equal(lc_ctx_begin(&j.ctx, NULL), CTR_OK);
        j.status = judge_in(&j, cases[i].policy, cases[i].change, &facts);
        assert_int_equal(j.status, CTR_E_INPUT);
        assert_string_equal(ctr_error_message(j.ctx.error), cases[i].message);
        done(&j);
    }
}

static void numbers_at_the_end_of_the_range_do_no_harm(void **state)
{
    (void)state;
    const int64_t far = INT64_C(1000000000000) * LC_FIXED_ONE;
    static const char *const impacts[] = {
        "budget_delta_pct: 1000000, schedule_slip_days: 3660",
        "budget_delta_pct: -1000000, schedule_slip_days: -3660",
        "budget_delta: 4000000000000, schedule_slip_iterations: 3660",
        "budget_delta: -4000000000000, schedule_slip_iterations: -3660",
        "budget_delta: 0.000001",
    };
    for (size_t i = 0; i < COUNT(impacts); i++) {
        for (int sign = -1; sign <= 1; sign++) {
            struct judged j;
            char change[120];
            struct lc_classify_facts facts = no_facts;
            facts.budget_sum = facts.slip_sum = sign * far;
            facts.base = sign < 0 ? 1 : far;
            snprintf(change, sizeof change, "impact_analysis: {%s}\n", impacts[i]);
            judge_with(&j,
                       "change_policy: {iteration_days: 3660, thresholds: "
                       "{budget_delta_pct_major: 1000000, cumulative_budget_delta_pct_major: 1, "
                       "schedule_slip_days_major: 0, cumulative_schedule_slip_days_major: 3660}}\n",
                       change, &facts);
            assert_int_equal(j.status, CTR_OK);
            done(&j);
        }
    }
}

static bool judge_it(const ctr_allocator *alloc)
{
    struct judged j = {.status = CTR_OK};
    struct lc_classify_facts facts = no_facts;
    facts.base = 100 * LC_FIXED_ONE;
    facts.breaking = 2;
    assert_int_equal(lc_ctx_begin(&j.ctx, alloc), CTR_OK);
    j.status = judge_in(&j,
                        "change_policy: {always_major: [scope], thresholds: "
                        "{budget_delta_pct_major: 1, risk_score_major: 1}}\n",
                        "threshold_eval: minor\nimpact_analysis: {budget_delta: 5, "
                        "budget_delta_pct: 4}\n",
                        &facts);
    bool good = j.status == CTR_OK;
    assert_true(good || j.status == CTR_E_NOMEM);
    done(&j);
    return good;
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    fault_walk(judge_it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_threshold_is_exceeded_by_what_is_greater),
        cmocka_unit_test(settings_of_the_policy_count),
        cmocka_unit_test(the_amount_counts_against_the_base),
        cmocka_unit_test(small_changes_add_up),
        cmocka_unit_test(breaking_a_consumer_is_major_unless_the_policy_says_otherwise),
        cmocka_unit_test(a_claim_is_kept_and_does_not_rule),
        cmocka_unit_test(rules_bind_after_their_date_or_are_reported_only),
        cmocka_unit_test(the_rule_version_is_that_of_the_policy),
        cmocka_unit_test(what_cannot_be_held_against_a_threshold_is_refused),
        cmocka_unit_test(numbers_at_the_end_of_the_range_do_no_harm),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
