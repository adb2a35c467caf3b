/* Change requests: what they say and what is refused. */
#include "fixtures.h"
#include "terms_case.h"

static void a_plain_change_is_read(void **state)
{
    (void)state;
    struct terms_case c;
    case_of(&c, CTR_TERMS_CHANGE, CHANGE_SMALL);
    assert_string_equal(c.change.id, "CR-1");
    assert_string_equal(c.change.requester, "lead"); /* the other spelling */
    assert_true(c.change.impact.budget_pct == 7 * LC_FIXED_ONE);
    assert_true(c.change.impact.slip == 4 * LC_FIXED_ONE);
    assert_true(c.change.impact.risk_before == LC_TERM_ABSENT);
    assert_int_equal(c.change.impact.dependency_count, 2);
    assert_int_equal(c.change.claim, CTR_CLASS_MINOR);
    assert_int_equal(c.change.decision.outcome, LC_OUTCOME_APPROVED);
    assert_string_equal(c.change.decision.approvers[0], "steering_committee");
    assert_null(c.change.addendum);
    assert_string_equal(c.change.adr, "docs/adr/ADR-0007.md");
    assert_string_equal(c.change.area, "scope");
    assert_int_equal(c.change.type, LC_CHANGE_NORMAL);
    case_end(&c);
}

static void both_spellings_may_agree(void **state)
{
    (void)state;
    struct terms_case c;
    case_of(&c, CTR_TERMS_CHANGE, "id: c\nrequester: a\nrequestor: a\n");
    assert_string_equal(c.change.requester, "a");
    case_end(&c);
}

static void bad_ones_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message, *field;
    } cases[] = {
        {"3\n", "file:1:1: a change request should be a map with 'id'", NULL},
        {"summary: x\n",
         "file:1:1: /: the change request lacks 'id': what it is called; rules over the name of "
         "the "
         "file",
         ""},
        {"id: c\nrequester: a\nrequestor: b\n",
         "file:3:12: /requestor: 'b' is not the requester 'a'; leave one of the two", "/requestor"},
        {"id: c\nthreshold_eval: medium\n",
         "file:2:17: /threshold_eval: should be minor or major, found 'medium'", "/threshold_eval"},
        {"id: c\ntype: quick\n",
         "file:2:7: /type: should be normal, standard or emergency, found 'quick'", "/type"},
        {"id: c\nimpact_analysis: small\n",
         "file:2:18: /impact_analysis: should be a map: an impact analysis, found 'small'",
         "/impact_analysis"},
        {"id: c\nimpact_analysis: {risk_score: high}\n",
         "file:2:31: /impact_analysis/risk_score: should be a number from 0 to 1000000, found "
         "'high'",
         "/impact_analysis/risk_score"},
        {"id: c\nimpact_analysis: {risk_score: -1}\n",
         "file:2:31: /impact_analysis/risk_score: should be a number from 0 to 1000000, found '-1'",
         "/impact_analysis/risk_score"},
        {"id: c\nimpact_analysis: {schedule_slip_days: .nan}\n", NULL, NULL},
        {"id: c\ndecision: {status: maybe}\n",
         "file:2:20: /decision/status: should be approved, rejected, deferred or pending, found "
         "'maybe'",
         "/decision/status"},
        {"id: c\ndecision: {date: 2025-13-01}\n",
         "file:2:18: /decision/date: should be a date that exists, as 2026-12-31, found "
         "'2025-13-01'",
         "/decision/date"},
        {"id: c\ncontext_memo: {follow_ups: [{action: a, owner: b}]}\n",
         "file:2:29: /context_memo/follow_ups/a: the follow-up lacks 'due': until when",
         "/context_memo/follow_ups/a"},
        {"id: c\nneeds: [a, a]\n",
         "file:2:12: /needs/a: is there twice; remove one, or give them different ids", "/needs/a"},
        {"id: c\ntarget_effect: {effect: half}\n",
         "file:2:25: /target_effect/effect: should be full, none or percent, found 'half'",
         "/target_effect/effect"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (cases[i].message) {
            refuses(CTR_TERMS_CHANGE, cases[i].text, cases[i].message, cases[i].field);
            continue;
        }
        struct terms_case c;
        case_begin(&c, NULL);
        case_read_n(&c, CTR_TERMS_CHANGE, lc_str(cases[i].text));
        assert_int_equal(c.status, CTR_E_INPUT);
        case_end(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_change_is_read),
        cmocka_unit_test(both_spellings_may_agree),
        cmocka_unit_test(bad_ones_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
