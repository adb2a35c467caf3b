/* Master contracts: what they say, what holds by default, what is refused. */
#include "fixtures.h"
#include "terms_case.h"

static void a_plain_master_is_read(void **state)
{
    (void)state;
    struct terms_case c;
    case_of(&c, CTR_TERMS_MASTER, MASTER_SMALL);
    const struct lc_master *m = &c.master;
    assert_string_equal(m->meta.id, "master-a");
    assert_true(m->meta.effective == 20454);
    assert_true(m->meta.expiry == LC_TERM_ABSENT);
    assert_int_equal(m->governance.committee_count, 2);
    assert_string_equal(m->governance.rights[0].approver, "steering_committee");
    assert_true(m->governance.rights[0].sla_days == 3 * LC_FIXED_ONE);
    assert_true(m->change.thresholds.risk == 8 * LC_FIXED_ONE);
    assert_true(m->change.thresholds.confidence_pct == LC_TERM_ABSENT);
    assert_int_equal(m->slo_hours_count, 1);
    assert_string_equal(m->risk.triggers[1].id, "prod_instability");
    assert_non_null(m->incentives);
    assert_null(m->calendars);
    assert_int_equal(c.terms->stray_count, 0);
    case_end(&c);
}

/* What the documentation promises (doc/terms.md is made of the same table). */
static void silent_points_have_the_documented_defaults(void **state)
{
    (void)state;
    static const struct {
        const char *path, *value;
    } cases[] = {
        {"/version", "1"},
        {"/governance/four_eyes", "true"},
        {"/governance/delegation_days", "30"},
        {"/governance/mode", "enforce"},
        {"/governance/decision_rights/scope,any/class", "any"},
        {"/governance/decision_rights/scope,any/quorum", "1"},
        {"/governance/decision_rights/scope,any/on_expiry", "escalate"},
        {"/change_policy/comparison", "greater"},
        {"/change_policy/slip_unit", "working-days"},
        {"/change_policy/iteration_days", "10"},
        {"/change_policy/on_unknown", "major"},
        {"/change_policy/budget_base", "target"},
        {"/change_policy/breaking_is_major", "true"},
        {"/change_policy/emergency_decision_days", "2"},
        {"/change_policy/mode", "enforce"},
        {"/slo_mode", "report"},
    };
    struct terms_case c;
    case_of(&c, CTR_TERMS_MASTER,
            "meta: {id: m}\ngovernance: {decision_rights: [{area: scope}]}\n");
    for (size_t i = 0; i < COUNT(cases); i++) {
        holds(&c, cases[i].path, cases[i].value, false);
    }
    assert_null(lc_terms_find(c.terms, "/change_policy/thresholds/risk_score_major"));
    assert_null(lc_terms_find(c.terms, "/incentives"));
    case_end(&c);
}

static void parts_refer_to_each_other_or_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message, *field;
    } cases[] = {
        {"[]\n", "file:1:1: a master contract should be a map with 'meta'", NULL},
        {"- a\n- b\n", "file:1:1: a master contract should be a map with 'meta'", NULL},
        {"vision: {}\n",
         "file:1:1: /meta/id: is missing: what the contract is called; write meta: {id: …}",
         "/meta/id"},
        {"meta: {title: x}\n",
         "file:1:7: /meta: the meta section lacks 'id': what the contract is "
         "called; rules over the name of the file",
         "/meta"},
        {"meta: {id: m, effective_date: 2026-02-30}\n",
         "file:1:31: /meta/effective_date: should be a date that exists, as 2026-12-31, found "
         "'2026-02-30'",
         "/meta/effective_date"},
        {"meta: {id: m, effective_date: 2026-02-01, expiry_date: 2026-01-31}\n",
         "file:1:56: /meta/expiry_date: is before the effective_date", "/meta/expiry_date"},
        {"meta: {id: m}\nversion: 2\n",
         "file:2:10: /version: should be a whole number from 1 to 1, found '2'", "/version"},
        {"meta: {id: m}\nversion: true\n",
         "file:2:10: /version: should be a whole number from 1 to 1, found true", "/version"},
        {"meta: {id: m}\ngovernance:\n  decision_rights:\n    - {area: a, approver: x, owner: y}\n",
         "file:4:7: /governance/decision_rights/a,any: names two approvers, 'x' and, as owner, "
         "'y'; "
         "leave one",
         "/governance/decision_rights/a,any"},
        {"meta: {id: m}\ngovernance:\n  decision_rights:\n    - {area: a, escalation: up}\n",
         "file:4:7: /governance/decision_rights/a,any: its escalation 'up' is none of the "
         "escalation_policies",
         "/governance/decision_rights/a,any"},
        {"meta: {id: m}\ngovernance:\n  decision_rights:\n    - {area: a}\n    - {area: a}\n",
         "file:5:7: /governance/decision_rights/a,any: is there twice; remove one, or give them "
         "different ids",
         "/governance/decision_rights/a,any"},
        {"meta: {id: m}\ngovernance:\n  decision_rights:\n    - {area: a, class: MAJOR}\n"
         "    - {area: a, class: major}\n",
         "file:5:7: /governance/decision_rights/a,major: is there twice; remove one, or give them "
         "different ids",
         "/governance/decision_rights/a,major"},
        {"meta: {id: m}\ngovernance:\n  decision_rights:\n    - {area: a, quorum: two}\n",
         "file:4:25: /governance/decision_rights/a,any/quorum: should be a whole number from 1 to "
         "1000, found 'two'",
         "/governance/decision_rights/a,any/quorum"},
        {"meta: {id: m}\ngovernance:\n  decision_rights:\n    - {area: a, quorum: 0}\n",
         "file:4:25: /governance/decision_rights/a,any/quorum: should be a whole number from 1 to "
         "1000, found '0'",
         "/governance/decision_rights/a,any/quorum"},
        {"meta: {id: m}\ngovernance:\n  decision_rights: everything\n",
         "file:3:20: /governance/decision_rights/0: should be a map: a decision right, found "
         "'everything'",
         "/governance/decision_rights/0"},
        {"meta: {id: m}\nparties: [a, b, a]\n",
         "file:2:17: /parties/a: is there twice; remove one, or give them different ids",
         "/parties/a"},
        {"meta: {id: m}\nparties: [{id: a, role: boss}]\n",
         "file:2:25: /parties/a/role: should be client, supplier or other, found 'boss'",
         "/parties/a/role"},
        {"meta: {id: m}\nchange_policy:\n  thresholds:\n    budget_delta_pct_major: ten\n",
         "file:4:29: /change_policy/thresholds/budget_delta_pct_major: should be a number from 0 "
         "to "
         "1000000, found 'ten'",
         "/change_policy/thresholds/budget_delta_pct_major"},
        {"meta: {id: m}\nchange_policy:\n  thresholds:\n    budget_delta_pct_major: 10%\n",
         "file:4:29: /change_policy/thresholds/budget_delta_pct_major: should be a number from 0 "
         "to "
         "1000000, found '10%'",
         "/change_policy/thresholds/budget_delta_pct_major"},
        {"meta: {id: m}\nchange_policy:\n  thresholds:\n    budget_delta_pct_major: -1\n",
         "file:4:29: /change_policy/thresholds/budget_delta_pct_major: should be a number from 0 "
         "to "
         "1000000, found '-1'",
         "/change_policy/thresholds/budget_delta_pct_major"},
        {"meta: {id: m}\nchange_policy:\n  thresholds:\n    risk_score_major: no\n",
         "file:4:23: /change_policy/thresholds/risk_score_major: should be a number from 0 to "
         "1000000, found 'no'",
         "/change_policy/thresholds/risk_score_major"},
        {"meta: {id: m}\nchange_policy:\n  thresholds:\n    risk_score_mayor: 8\n",
         "file:4:5: /change_policy/thresholds/risk_score_mayor: a set of thresholds has no such "
         "member; did you mean 'risk_score_major'?",
         "/change_policy/thresholds/risk_score_mayor"},
        {"meta: {id: m}\nchange_policy:\n  thresholds: [10]\n",
         "file:3:15: /change_policy/thresholds: should be a map: a set of thresholds, found a list",
         "/change_policy/thresholds"},
        {"meta: {id: m}\nchange_policy: {on_unknown: maybe}\n",
         "file:2:29: /change_policy/on_unknown: should be major, minor or refuse, found 'maybe'",
         "/change_policy/on_unknown"},
        {"meta: {id: m}\nincentives: none\n",
         "file:2:13: /incentives: should be a map or a list, found 'none'", "/incentives"},
        {"meta: {id: m}\ncollaboration_slos: {review: soon}\n",
         "file:2:30: /collaboration_slos/review: should be a number from 0 to 87840, found 'soon'",
         "/collaboration_slos/review"},
        {"meta: {id: m}\nslos: [{goal_hours: 3}]\n",
         "file:2:8: /slos/0: the SLO lacks 'id': such as review_turnaround", "/slos/0"},
        {"meta: {id: 'a/b'}\n",
         "file:1:12: /meta/id: should be a name: 1 to 128 of A-Z a-z 0-9 '.' '_' '-', the first a "
         "letter or digit, found 'a/b'",
         "/meta/id"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        refuses(CTR_TERMS_MASTER, cases[i].text, cases[i].message, cases[i].field);
    }
}

static void the_target_of_the_incentives_is_found_if_it_is_a_number(void **state)
{
    (void)state;
    static const struct {
        const char *incentives;
        int64_t target;
        const char *message;
    } cases[] = {
        {"{model: target_cost}", LC_TERM_ABSENT, NULL},
        {"{target: 200000}", INT64_C(200000) * LC_FIXED_ONE, NULL},
        {"{target: '200000.50'}", INT64_C(2000005) * LC_FIXED_ONE / 10, NULL},
        {"{target_cost: 7}", 7 * LC_FIXED_ONE, NULL},
        {"{target: many}", 0,
         "file:2:22: /incentives/target: should be an amount in the major unit"},
        {"{target: [1]}", 0,
         "file:2:22: /incentives/target: should be an amount in the major unit"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct terms_case c;
        char text[200];
        int64_t target;
        snprintf(text, sizeof text, "meta: {id: m}\nincentives: %s\n", cases[i].incentives);
        case_of(&c, CTR_TERMS_MASTER, text);
        c.status = lc_master_target(&c.ctx, &c.master, &target);
        if (cases[i].message) {
            assert_int_equal(c.status, CTR_E_INPUT);
            assert_string_equal(case_message(&c), cases[i].message);
        } else {
            assert_int_equal(c.status, CTR_OK);
            assert_true(target == cases[i].target);
        }
        case_end(&c);
    }
}

static void unknown_sections_are_only_remarked_on(void **state)
{
    (void)state;
    struct terms_case c;
    case_of(&c, CTR_TERMS_MASTER, "meta: {id: m, colour: red}\ngovernence: {}\nx-own: 1\n");
    assert_int_equal(c.terms->stray_count, 2);
    assert_string_equal(c.terms->strays[0].path, "/meta/colour");
    assert_string_equal(c.terms->strays[1].path, "/governence");
    assert_string_equal(c.terms->strays[1].nearest, "governance");
    case_end(&c);
}

static bool read_it(const ctr_allocator *alloc)
{
    struct terms_case c;
    case_begin(&c, alloc);
    case_read_n(&c, CTR_TERMS_MASTER, LC_STR(MASTER_SMALL "unknown: 1\n"));
    bool good = c.status == CTR_OK;
    assert_true(good || c.status == CTR_E_NOMEM);
    case_end(&c);
    return good;
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    fault_walk(read_it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_master_is_read),
        cmocka_unit_test(silent_points_have_the_documented_defaults),
        cmocka_unit_test(parts_refer_to_each_other_or_are_refused),
        cmocka_unit_test(the_target_of_the_incentives_is_found_if_it_is_a_number),
        cmocka_unit_test(unknown_sections_are_only_remarked_on),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
