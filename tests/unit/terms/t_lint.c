/* Remarks: every rule of lint.def by a document that earns it, and by one that does not. */
#include "fixtures.h"
#include "terms_case.h"

/* There is UTC, no zone of Mars, and for all others no data to tell by. */
static ctr_status load_zone(void *user, struct lc_ctx *ctx, const char *name,
                            const struct lc_zone **out)
{
    struct lc_zone *zone = lc_new(ctx, 1, sizeof *zone);
    (void)user;
    *out = zone;
    if (!zone) {
        return CTR_E_NOMEM;
    }
    if (strncmp(name, "Mars/", 5) == 0) {
        return lc_fail(ctx, CTR_E_INPUT, "there is no time zone '%s'", name);
    }
    return lc_zone_fixed(name, zone) ? CTR_OK : lc_fail(ctx, CTR_E_NOT_FOUND, "no zones here");
}

static const struct lc_zone_source zones = {load_zone, NULL};

/* Remarks as lines "rule path", in their order. */
static const char *lint(struct terms_case *c, ctr_terms_kind kind, const char *text,
                        struct ctr_lint_report *out)
{
    struct lc_buf buf;
    case_begin(c, NULL);
    c->kind = kind;
    assert_int_equal(lc_once(&c->ctx), CTR_OK);
    c->status = lc_terms_open(&c->ctx, lc_str(text), "file", &c->kind, &c->doc);
    assert_int_equal(c->status, CTR_OK);
    c->status = lc_terms_lint(&c->ctx, &c->doc, c->kind, &zones, out);
    if (c->status != CTR_OK) {
        print_message("%s\n", case_message(c));
    }
    assert_int_equal(c->status, CTR_OK);
    lc_buf_init(&buf, &c->ctx.alloc, SIZE_MAX - 1);
    for (size_t i = 0; i < out->count; i++) {
        lc_buf_printf(&buf, "%s %s\n", out->items[i].rule, out->items[i].path);
    }
    const char *lines = lc_dup_c(&c->ctx, lc_buf_cstr(&buf));
    lc_buf_free(&buf);
    return lines;
}

#define M                                                                                          \
    "meta: {id: m}\nincentives: {model: target_cost, currency: EUR, target: 1000, "                \
    "gain_share_pct: 50, pain_share_pct: 50, pain_cap: 10%, rounding: half_away}\n"
#define T "change_policy: {thresholds: {risk_score_major: 8}}\n"
#define R "governance: {decision_rights: [{area: a, approver: p, sla_days: 3, on_expiry: none}]}\n"

#define CHANGE(impact)                                                                             \
    "id: c\nrequester: a\nimpact_analysis: {risk_score_before: 1, schedule_slip_days: 1, " impact  \
    "}\n"

static const struct {
    ctr_terms_kind kind;
    const char *text, *lines;
} cases[] = {
    {CTR_TERMS_MASTER, M T R, ""},
    {CTR_TERMS_MASTER, M T R "colour: x\n", "key-unknown /colour\n"},
    {CTR_TERMS_MASTER, M T, "rights-missing /governance\n"},
    {CTR_TERMS_MASTER, M R, "thresholds-missing /change_policy/thresholds\n"},
    {CTR_TERMS_MASTER, "meta: {id: m}\n" T R, "incentives-missing /incentives\n"},
    {CTR_TERMS_MASTER,
     M T "governance: {decision_rights: [{area: a/b, sla_days: 1, on_expiry: none}]}\n",
     "right-without-approver /governance/decision_rights/a~1b,any\n"},
    {CTR_TERMS_MASTER,
     M T "governance: {decision_rights: [{area: a, approver: steering_committee, sla_days: 1, "
         "on_expiry: none}]}\n",
     "committee-empty /governance/decision_rights/a,any\n"},
    {CTR_TERMS_MASTER,
     M T
     "governance: {steering_committee: [x, y], decision_rights: [{area: a, quorum: 3, approver: "
     "steering_committee, sla_days: 1, on_expiry: none}]}\n",
     "quorum-unreachable /governance/decision_rights/a,any\n"},
    {CTR_TERMS_MASTER,
     M T "governance: {decision_rights: [{area: a, quorum: 2, approver: p, sla_days: 1, on_expiry: "
         "none}]}\n",
     "quorum-unreachable /governance/decision_rights/a,any\n"},
    {CTR_TERMS_MASTER, M T R "parties: [q]\n",
     "approver-unknown /governance/decision_rights/a,any\n"},
    {CTR_TERMS_MASTER, M T R "parties: [p]\n", ""},
    {CTR_TERMS_MASTER, M T "governance: {decision_rights: [{area: a, approver: p}]}\n",
     "sla-missing /governance/decision_rights/a,any\n"},
    {CTR_TERMS_MASTER,
     M T
     "governance: {decision_rights: [{area: a, approver: p, sla_days: 10.5, on_expiry: none}]}\n",
     "sla-longer-than-iteration /governance/decision_rights/a,any\n"},
    {CTR_TERMS_MASTER,
     M T "governance: {decision_rights: [{area: a, approver: p, sla_days: 10}]}\n",
     "escalation-missing /governance/decision_rights/a,any\n"},
    {CTR_TERMS_MASTER,
     M T "governance: {escalation_policies: [{id: e}], decision_rights: [{area: a, approver: p, "
         "sla_days: 1, escalation: e}]}\n",
     "escalation-empty /governance/escalation_policies/e\n"},
    {CTR_TERMS_MASTER,
     M T "governance: {decision_rights: [{area: a, approver: p, sla_days: 1, on_expiry: "
         "deem-accepted}]}\n",
     "silence-without-reminder /governance/decision_rights/a,any\n"},
    {CTR_TERMS_MASTER,
     M T "governance: {escalation_policies: [{id: e, reminder_hours: 4, levels: [{notify: [p]}]}], "
         "decision_rights: [{area: a, approver: p, sla_days: 1, on_expiry: deem-accepted, "
         "escalation: e}]}\n",
     ""},
    {CTR_TERMS_MASTER, M R "change_policy: {risk_scale: 10, thresholds: {risk_score_major: 10}}\n",
     "threshold-unreachable /change_policy/thresholds/risk_score_major\n"},
    {CTR_TERMS_MASTER,
     M R "change_policy: {risk_scale: 10, comparison: greater-or-equal, thresholds: "
         "{risk_score_major: 10}}\n",
     ""},
    {CTR_TERMS_MASTER, M R "change_policy: {thresholds: {confidence_pct_major: 0}}\n",
     "threshold-unreachable /change_policy/thresholds/confidence_pct_major\n"},
    {CTR_TERMS_MASTER, M R "change_policy: {thresholds: {budget_delta_pct_major: 10}}\n",
     "threshold-splitting /change_policy/thresholds/budget_delta_pct_major\n"},
    {CTR_TERMS_MASTER,
     M R "change_policy: {thresholds: {schedule_slip_days_major: 10, "
         "cumulative_schedule_slip_days_major: 10}}\n",
     "redundant-threshold /change_policy/thresholds/schedule_slip_days_major\n"},
    {CTR_TERMS_MASTER, M T R "vision: {success_criteria: [{metric: a/b, id: c, target: soon}]}\n",
     "not-measurable /vision/success_criteria/a~1b,c/target\n"},
    {CTR_TERMS_MASTER, M T R "vision: {success_criteria: [speed]}\n",
     "not-measurable /vision/success_criteria/speed/target\n"},
    {CTR_TERMS_MASTER, M T R "slos: [{id: review}]\n", "slo-without-goal /slos/review\n"},
    {CTR_TERMS_MASTER, M T R "risk_policy: {stop_the_line_triggers: [fire]}\n",
     "trigger-without-owner /risk_policy/stop_the_line_triggers/fire\n"},
    {CTR_TERMS_MASTER, M T R "cadences: [{id: sync}]\n",
     "cadence-without-artefact /cadences/sync\n"},

    {CTR_TERMS_MASTER, "meta: {id: m}\nincentives: {target: 1000}\n" T R,
     "model-missing /incentives\n"},
    {CTR_TERMS_MASTER, M T R "modifier: {cap: some}\n", "amount-wrong /modifier/cap\n"},
    {CTR_TERMS_MASTER, M T R "modifier: {cap: 1.005}\n", "amount-wrong /modifier/cap\n"},
    {CTR_TERMS_MASTER, M T R "modifier: {cap: 1.05}\n", ""},
    {CTR_TERMS_MASTER, M T R "risk_policy: {buffer: {amount: -1, draw_limit: 1e40}}\n",
     "amount-wrong /risk_policy/buffer/amount\namount-wrong /risk_policy/buffer/draw_limit\n"},
    {CTR_TERMS_MASTER, M T R "risk_policy: {buffer: {amount: 1.5, currency: JPY}}\n",
     "amount-wrong /risk_policy/buffer/amount\n"},
    {CTR_TERMS_MASTER, M T R "risk_policy: {buffer: {amount: 1.005, currency: QQQ}}\n",
     "currency-unknown /risk_policy/buffer/currency\n"},
    {CTR_TERMS_MASTER, M T R "calendars: [{id: a, zone: UTC}, {id: b, zone: Mars/Olympus}]\n",
     "zone-unknown /calendars/b/zone\n"},
    {CTR_TERMS_MASTER, M T R "calendars: {zone: Mars/Olympus}\n", "zone-unknown /calendars/zone\n"},
    {CTR_TERMS_MASTER, M T R "calendars: {zone: Else/Where}\n", ""},

    {CTR_TERMS_SOW, "id: s\n", "dates-missing /dates\ncriteria-missing /acceptance_criteria\n"},
    {CTR_TERMS_SOW,
     "id: s\ndates: {start: 2026-01-01, end: 2026-01-02}\nacceptance_criteria: [{id: AC1, "
     "description: '>= 3', evidence: x}]\n",
     ""},
    {CTR_TERMS_SOW,
     "id: s\ndates: {start: 2026-01-01, end: 2026-01-02}\nacceptance_criteria: [{id: AC1, "
     "description: it works}]\n",
     "not-measurable /acceptance_criteria/AC1\nevidence-missing /acceptance_criteria/AC1\n"},
    {CTR_TERMS_SOW,
     "id: s\ndates: {start: 2026-01-01, end: 2026-01-02}\nacceptance_criteria: [{id: AC1, "
     "description: '>= 3', evidence: x}]\nvalue_hypothesis: All will be better\nkpis: [speed, "
     "{metric: a/b, target: '> 3'}]\nslices: [{id: one, expected: 3}]\n",
     "hypothesis-incomplete /value_hypothesis\nnot-measurable /value_hypothesis\n"
     "not-measurable /kpis/speed\nslice-without-effort /slices/one\n"},

    {CTR_TERMS_CHANGE, "id: c\n",
     "requester-missing /requester\nimpact-missing /impact_analysis\n"},
    {CTR_TERMS_SOW,
     "id: s\ndates: {start: 2026-01-01, end: 2026-01-02}\nacceptance_criteria: [{id: AC1, "
     "description: '>= 3', evidence: x}]\nprice: 1.5\ncurrency: JPY\n",
     "amount-wrong /price\n"},

    {CTR_TERMS_CHANGE, "id: c\nrequester: a\nimpact_analysis: {risk_score: 1}\n", ""},
    {CTR_TERMS_CHANGE, CHANGE("budget_delta: NaN"), "amount-wrong /impact_analysis/budget_delta\n"},
    {CTR_TERMS_CHANGE, CHANGE("budget_delta: 3.001 EUR"),
     "amount-wrong /impact_analysis/budget_delta\n"},
    {CTR_TERMS_CHANGE, CHANGE("budget_delta: -3.001, currency: eur"),
     "amount-wrong /impact_analysis/budget_delta\n"},
    {CTR_TERMS_CHANGE, CHANGE("budget_delta: -3.001, currency: KWD"), ""},
    {CTR_TERMS_CHANGE, CHANGE("budget_delta: 3.0000001"),
     "amount-wrong /impact_analysis/budget_delta\n"},
    {CTR_TERMS_CHANGE, CHANGE("budget_delta: 9000000000000, currency: EUR"),
     "amount-wrong /impact_analysis/budget_delta\n"},
    {CTR_TERMS_CHANGE, CHANGE("budget_delta: 1, currency: QQQ"),
     "currency-unknown /impact_analysis/currency\n"},
    {CTR_TERMS_CHANGE, CHANGE("currency: XAU"), "currency-unknown /impact_analysis/currency\n"},
    {CTR_TERMS_CHANGE, CHANGE("risk_score: 1") "target_effect: {amount: 1e}\n",
     "amount-wrong /target_effect/amount\n"},
    {CTR_TERMS_CHANGE, CHANGE("risk_score: 1") "target_effect: {effect: percent}\n",
     "percent-missing /target_effect/percent\n"},
    {CTR_TERMS_CHANGE,
     "id: c\nrequester: a\nimpact_analysis: {risk_score: 1, value: nicer}\ndecision: {status: "
     "approved}\nneeds: [c]\n",
     "not-measurable /impact_analysis/value\ndecision-without-approver /decision\n"
     "change-needs-itself /needs/c\n"},
    {CTR_TERMS_CHANGE,
     "id: c\nrequester: a\nimpact_analysis: {risk_score: 1}\ncontext_memo: {problem: x, "
     "alternatives: [y], decision: z}\n",
     "memo-incomplete /context_memo\nmemo-incomplete /context_memo\n"},
};

static void every_rule_is_earned_by_somebody(void **state)
{
    (void)state;
    /* what only a store knows: tests/api/t_sow_needs.c */
    bool seen[LC_LINT_COUNT] = {
        [LC_LINT_DEPENDENCY_MISSING] = true,
        [LC_LINT_DEPENDENCY_CYCLE] = true,
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct terms_case c;
        struct ctr_lint_report report;
        assert_string_equal(lint(&c, cases[i].kind, cases[i].text, &report), cases[i].lines);
        for (size_t k = 0; k < report.count; k++) {
            for (size_t r = 0; r < LC_LINT_COUNT; r++) {
                bool same = strcmp(lc_lint_rows[r].id, report.items[k].rule) == 0;
                seen[r] = seen[r] || same;
                if (same) {
                    assert_int_equal(report.items[k].level, lc_lint_rows[r].level);
                }
            }
            assert_true(report.items[k].line > 0);
            assert_true(report.items[k].column > 0);
        }
        case_end(&c);
    }
    for (size_t r = 0; r < LC_LINT_COUNT; r++) {
        if (!seen[r]) {
            fail_msg("no case earns %s", lc_lint_rows[r].id);
        }
    }
}

static void remarks_name_what_to_do_and_where(void **state)
{
    (void)state;
    struct terms_case c;
    struct ctr_lint_report report;
    lint(&c, CTR_TERMS_MASTER,
         "meta: {id: m}\nchange_polcy: {}\ngovernance:\n  decision_rights:\n    - area: a\n"
         "      quorum: 2\n      approver: steering_committee\n  steering_committee: [p]\n",
         &report);
    assert_string_equal(report.items[0].message,
                        "is not known and has no effect; did you mean 'change_policy'?");
    assert_int_equal(report.items[0].line, 2);
    assert_int_equal(report.items[0].column, 1);
    assert_string_equal(report.items[1].message, "a quorum of 2 cannot be reached by 1");
    assert_int_equal(report.items[1].line, 5);
    assert_int_equal(report.items[1].column, 7);
    assert_int_equal(report.errors, 1);
    assert_int_equal(report.warnings, 2);
    assert_int_equal(report.infos, 2);
    case_end(&c);
}

/* What is refused where it would be stored, and what is only remarked on. */
static void what_nothing_can_be_reckoned_with_is_refused(void **state)
{
    static const struct {
        const char *text, *message, *field;
    } rows[] = {
        {M T, NULL, NULL},
        {M "governance: {decision_rights: [{area: a}]}\n", NULL, NULL},
        {M "vision: {success_criteria: [{metric: m, target: Expected +2%}]}\n", NULL, NULL},
        {M "risk_policy:\n  buffer: enough\n",
         "file:4:11: /risk_policy/buffer/amount: should be an amount in the major unit, found "
         "'enough'",
         "/risk_policy/buffer/amount"},
        {M "calendars:\n  - id: a\n    zone: Mars/Olympus\n",
         "file:5:11: /calendars/a/zone: there is no time zone 'Mars/Olympus'", "/calendars/a/zone"},
        {"meta: {id: m}\nincentives: {target: 1000}\n", NULL, NULL},
        {"meta: {id: m}\nincentives: {target: abc}\n",
         "file:2:22: /incentives/target: should be an amount in the major unit",
         "/incentives/target"},
        {"meta: {id: m}\nincentives:\n  model: banded\n  target: 9\n  bands:\n"
         "    - [0, 100, 50]\n    - [90, null, 50]\n",
         "file:7:7: /incentives/bands: the rule has overlapping bands", "/incentives/bands"},
        {"meta: {id: m}\nincentives:\n  model: barter\n", "file:3:10: 'model' should be", "model"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct terms_case c;
        case_begin(&c, NULL);
        c.kind = CTR_TERMS_MASTER;
        assert_int_equal(lc_once(&c.ctx), CTR_OK);
        c.status = lc_terms_open(&c.ctx, lc_str(rows[i].text), "file", &c.kind, &c.doc);
        assert_int_equal(c.status, CTR_OK);
        c.status = lc_terms_refuse(&c.ctx, &c.doc, c.kind, &zones);
        assert_int_equal(c.status, rows[i].message ? CTR_E_INPUT : CTR_OK);
        if (rows[i].message) {
            assert_memory_equal(case_message(&c), rows[i].message, strlen(rows[i].message));
            assert_string_equal(ctr_error_detail(c.ctx.error, "field"), rows[i].field);
        }
        case_end(&c);
    }
}

static bool lint_it(const ctr_allocator *alloc)
{
    struct terms_case c;
    struct ctr_lint_report report;
    case_begin(&c, alloc);
    c.kind = CTR_TERMS_MASTER;
    c.status = lc_once(&c.ctx);
    c.status = c.status == CTR_OK
                   ? lc_terms_open(&c.ctx,
                                   LC_STR(MASTER_SMALL "odd: 1\ncalendars: {zone: Mars/Olympus}\n"),
                                   "file", &c.kind, &c.doc)
                   : c.status;
    c.status =
        c.status == CTR_OK ? lc_terms_lint(&c.ctx, &c.doc, c.kind, &zones, &report) : c.status;
    bool good = c.status == CTR_OK;
    assert_true(good || c.status == CTR_E_NOMEM);
    case_end(&c);
    return good;
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    fault_walk(lint_it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_is_earned_by_somebody),
        cmocka_unit_test(remarks_name_what_to_do_and_where),
        cmocka_unit_test(what_nothing_can_be_reckoned_with_is_refused),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
