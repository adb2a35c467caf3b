/* Statements of work: what they say and what is refused. */
#include "fixtures.h"
#include "terms_case.h"

static void a_plain_sow_is_read(void **state)
{
    (void)state;
    struct terms_case c;
    case_of(&c, CTR_TERMS_SOW, SOW_SMALL);
    assert_string_equal(c.sow.id, "SPRINT-01");
    assert_true(c.sow.dates.end - c.sow.dates.start == 11);
    assert_string_equal(c.sow.goals[0].description, "A new way in");
    assert_string_equal(c.sow.hypothesis.text, "Reduce drop-off by 20%");
    assert_null(c.sow.hypothesis.target);
    assert_string_equal(c.sow.criteria[0].evidence, "reports/usability.md");
    assert_string_equal(c.sow.gates[0].validator, "gates:design");
    assert_int_equal(c.sow.links.dag_node_count, 2);
    assert_string_equal(c.sow.links.changes[0], "CR-1");
    assert_int_equal(c.sow.backlog_count, 0);
    case_end(&c);
}

static void items_and_slices_have_their_defaults(void **state)
{
    (void)state;
    struct terms_case c;
    case_of(&c, CTR_TERMS_SOW,
            "id: s\nbacklog: [B-1, {id: B-2, size: 0.5, added: 2026-01-02}]\n"
            "slices: [{id: a, expected: -3, effort: 2}]\n");
    assert_true(c.sow.backlog[0].size == LC_FIXED_ONE);
    assert_true(c.sow.backlog[0].added == LC_TERM_ABSENT);
    assert_true(c.sow.backlog[1].size == LC_FIXED_ONE / 2);
    assert_true(c.sow.slices[0].expected == -3 * LC_FIXED_ONE);
    assert_true(c.sow.slices[0].confidence_pct == 100 * LC_FIXED_ONE);
    holds(&c, "/slices/a/confidence_pct", "100", false);
    case_end(&c);
}

static void bad_ones_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message, *field;
    } cases[] = {
        {"just text\n", "file:1:1: a statement of work should be a map with 'id'", NULL},
        {"title: x\n",
         "file:1:1: /: the statement of work lacks 'id': what it is called; rules over the name of "
         "the file",
         ""},
        {"id: s\ndates: {start: 2026-02-02, end: 2026-02-01}\n",
         "file:2:33: /dates/end: is before the start", "/dates/end"},
        {"id: s\ndates: {start: tomorrow}\n",
         "file:2:16: /dates/start: should be a date that exists, as 2026-12-31, found 'tomorrow'",
         "/dates/start"},
        {"id: s\ndates: 2026-02-02\n",
         "file:2:8: /dates: should be a map: a pair of dates, found '2026-02-02'", "/dates"},
        {"id: s\ndependencies: [r, s]\n", "file:2:19: /dependencies/s: depends on itself",
         "/dependencies/s"},
        {"id: s\nacceptance_criteria: [AC1]\n",
         "file:2:23: /acceptance_criteria/0: should be a map: an acceptance criterion, found 'AC1'",
         "/acceptance_criteria/0"},
        {"id: s\nacceptance_criteria: [{description: x}]\n",
         "file:2:23: /acceptance_criteria/0: the acceptance criterion lacks 'id': such as AC1",
         "/acceptance_criteria/0"},
        {"id: s\nbacklog: [{id: a}, {id: a}]\n",
         "file:2:20: /backlog/a: is there twice; remove one, or give them different ids",
         "/backlog/a"},
        {"id: s\nbacklog: [{id: a, size: large}]\n",
         "file:2:25: /backlog/a/size: should be a number from 0 to 1000000000, found 'large'",
         "/backlog/a/size"},
        {"id: s\nslices: [{id: a, confidence_pct: 101}]\n",
         "file:2:34: /slices/a/confidence_pct: should be a number from 0 to 100, found '101'",
         "/slices/a/confidence_pct"},
        {"id: s\ngoals: [{description: [x]}]\n",
         "file:2:23: /goals/0/description: should be text, found a list", "/goals/0/description"},
        {"id: s\nlinks: [a]\n", "file:2:8: /links: should be a map: a set of links, found a list",
         "/links"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        refuses(CTR_TERMS_SOW, cases[i].text, cases[i].message, cases[i].field);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_sow_is_read),
        cmocka_unit_test(items_and_slices_have_their_defaults),
        cmocka_unit_test(bad_ones_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
