/*
 * What statements of work depend on, as activation and lint decide it (<contracts/sow.h>);
 * tests/cli/t_layout.sh has the same of files.
 */
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A draft shop/<name>, of a type. */
static void draft(struct fixture *f, const char *name, ctr_type type, const char *document)
{
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = name;
    c.label = "1.0.0";
    c.type = type;
    c.mode = CTR_MODE_NONE;
    c.document.data = document;
    c.document.size = strlen(document);
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
}

static void sow(struct fixture *f, const char *name, const char *needs)
{
    char text[256];

    snprintf(text, sizeof text, "id: %s\ngoals: [x]\ndependencies: [%s]\n", name, needs);
    draft(f, name, CTR_TYPE_SOW, text);
}

static ctr_status activate(struct fixture *f, const char *name, const char *label, uint32_t flags,
                           ctr_error **err)
{
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.flags = flags;
    return ctr_version_activate(f->store, "shop", name, label, &call, NULL, err);
}

/* Errors as lines "rule path line: message". */
static void assert_remarks(ctr_lint_report *report, const char *wanted)
{
    char lines[1024] = "";

    for (size_t i = 0; i < ctr_lint_report_count(report); i++) {
        const ctr_lint *l = ctr_lint_report_at(report, i);
        size_t used = strlen(lines);
        if (ctr_lint_level_of(l) == CTR_LINT_ERROR) {
            snprintf(lines + used, sizeof lines - used, "%s %s %d: %s\n", ctr_lint_rule(l),
                     ctr_lint_path(l), (int)ctr_lint_line(l), ctr_lint_message(l));
        }
    }
    ctr_lint_report_free(report);
    assert_string_equal(lines, wanted);
}

static void lint_says(struct fixture *f, const char *name, const char *selector, const char *wanted)
{
    ctr_lint_report *report = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_sow_lint(f->store, "shop", name, selector, &report, &err));
    assert_remarks(report, wanted);
}

static void what_is_not_there_cannot_be_depended_on(void **state)
{
    static const char none[] =
        "'shop/a@1.0.0' depends on 'B', but team 'shop' has no contract of that name; create it "
        "first, or take it out of the dependencies";
    struct fixture *f = *state;
    ctr_error *err = NULL;

    sow(f, "a", "B");
    assert_ctr_fails(CTR_E_STATE, none, activate(f, "a", "1.0.0", CTR_CALL_DRY_RUN, &err));
    ctr_status status = activate(f, "a", "1.0.0", 0, &err);
    assert_int_equal(status, CTR_E_STATE);
    assert_string_equal(ctr_error_detail(err, "dependency"), "B");
    ctr_error_free(err);
    err = NULL;
    lint_says(f, "a", "latest",
              "dependency-missing /dependencies/B 3: depends on 'B', but team 'shop' has no "
              "contract of that name; create it first, or take it out of the dependencies\n");
    assert_int_equal(state_of(f, "a", "1.0.0"), CTR_STATE_DRAFT);
    draft(f, "b", CTR_TYPE_REST_API, "{\"n\":1}");
    assert_ctr_fails(
        CTR_E_STATE,
        "'shop/a@1.0.0' depends on 'B', but 'shop/b' is a contract of type rest-api; name "
        "one of type sow",
        activate(f, "a", "1.0.0", 0, &err));
}

static void a_draft_of_it_is_enough(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    sow(f, "a", "b");
    sow(f, "b", "c");
    assert_ctr_ok(activate(f, "a", "1.0.0", 0, &err));
    lint_says(f, "a", NULL, "");
    /* what b misses is not the fault of those who depend on b */
    sow(f, "d", "b");
    assert_ctr_ok(activate(f, "d", "1.0.0", 0, &err));
    assert_ctr_fails(CTR_E_STATE, NULL, activate(f, "b", "1.0.0", 0, &err));
    assert_store_sound(f->store);
}

static void a_circle_is_named_whole(void **state)
{
    static const char circle[] =
        "'shop/a@1.0.0' would depend on itself in a circle: a -> b -> c -> a; take one of these "
        "dependencies out";
    struct fixture *f = *state;
    ctr_error *err = NULL;

    sow(f, "a", "d, B");
    sow(f, "b", "c");
    sow(f, "c", "a, d");
    sow(f, "d", "");
    assert_ctr_ok(activate(f, "b", "1.0.0", 0, &err));
    assert_ctr_ok(activate(f, "c", "1.0.0", 0, &err));
    assert_ctr_fails(CTR_E_STATE, circle, activate(f, "a", "1.0.0", CTR_CALL_DRY_RUN, &err));
    ctr_status status = activate(f, "a", "1.0.0", 0, &err);
    assert_int_equal(status, CTR_E_STATE);
    assert_string_equal(ctr_error_detail(err, "circle"), "a -> b -> c -> a");
    ctr_error_free(err);
    err = NULL;
    lint_says(f, "a", "1.0.0",
              "dependency-cycle /dependencies/B 3: depends on itself in a circle: a -> b -> c -> "
              "a\n");
    assert_int_equal(state_of(f, "a", "1.0.0"), CTR_STATE_DRAFT);
    /* another edition of c opens it */
    ctr_evolution_free(do_evolve(f, "c", "2.0.0", "id: c\ngoals: [x]\n"));
    assert_ctr_ok(activate(f, "c", "2.0.0", 0, &err));
    assert_ctr_ok(activate(f, "a", "1.0.0", 0, &err));
    /* going back to what c was before would close it again */
    ctr_evolution_free(do_evolve(f, "c", "3.0.0", "id: c\ngoals: [x]\ndependencies: [a]\n"));
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/c@3.0.0' would depend on itself in a circle: c -> a -> b -> c; take "
                     "one of these dependencies out",
                     activate(f, "c", "3.0.0", 0, &err));
    /* of others that depend on the circle's members nobody is to blame */
    sow(f, "e", "a");
    assert_ctr_ok(activate(f, "e", "1.0.0", 0, &err));
    assert_store_sound(f->store);
}

static void reactivation_is_held_to_the_same(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_error *err = NULL;

    sow(f, "a", "b");
    sow(f, "b", "a");
    assert_ctr_ok(activate(f, "a", "1.0.0", 0, &err));
    ctr_call_init(&call, sizeof call);
    call.reason = "over";
    assert_ctr_ok(ctr_version_deprecate(f->store, "shop", "a", "1.0.0", 0, &call, NULL, &err));
    assert_ctr_ok(activate(f, "b", "1.0.0", 0, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/a@1.0.0' would depend on itself in a circle: a -> b -> a; take one of "
                     "these dependencies out",
                     ctr_version_reactivate(f->store, "shop", "a", "1.0.0", &call, NULL, &err));
}

static void a_document_is_held_against_a_team(void **state)
{
    static const char text[] = "id: new\ngoals: [x]\ndependencies:\n  - a\n  - z\n";
    struct fixture *f = *state;
    ctr_source s;
    ctr_lint_report *report = NULL;
    ctr_error *err = NULL;

    sow(f, "new", "");
    sow(f, "a", "new");
    assert_ctr_ok(activate(f, "new", "1.0.0", 0, &err));
    assert_ctr_ok(activate(f, "a", "1.0.0", 0, &err));
    ctr_source_init(&s, sizeof s);
    s.data = text;
    s.size = strlen(text);
    assert_ctr_ok(ctr_sow_lint_source(f->store, "shop", &s, &report, &err));
    assert_remarks(report,
                   "dependency-cycle /dependencies/a 4: depends on itself in a circle: new -> a -> "
                   "new\n"
                   "dependency-missing /dependencies/z 5: depends on 'z', but team 'shop' has no "
                   "contract of that name; create it first, or take it out of the dependencies\n");
    /* another team has none of them */
    assert_ctr_ok(ctr_sow_lint_source(f->store, "yard", &s, &report, &err));
    assert_int_equal(ctr_lint_report_count_level(report, CTR_LINT_ERROR), 2);
    ctr_lint_report_free(report);
}

static void what_cannot_be_looked_at_is_refused(void **state)
{
    struct fixture *f = *state;
    ctr_lint_report *report = NULL;
    ctr_error *err = NULL;

    sow(f, "a", "");
    draft(f, "b", CTR_TYPE_REST_API, "{\"n\":1}");
    assert_ctr_fails(CTR_E_ARGUMENT, "a document is needed, not NULL",
                     ctr_sow_lint_source(f->store, "shop", NULL, &report, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_sow_lint(f->store, "shop", "x", NULL, &report, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_sow_lint(f->store, "shop", "a", NULL, &report, &err));
    assert_ctr_fails(CTR_E_STATE, "'shop/b' is a contract of type rest-api; wanted one of type sow",
                     ctr_sow_lint(f->store, "shop", "b", "latest", &report, &err));
    assert_null(report);
}

static void a_row_of_many_has_an_end(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    char name[16], needs[16];

    for (int i = 0; i < 513; i++) {
        snprintf(name, sizeof name, "n%d", i);
        snprintf(needs, sizeof needs, "n%d", i + 1);
        sow(f, name, i < 512 ? needs : "");
    }
    for (int i = 1; i < 513; i++) {
        snprintf(name, sizeof name, "n%d", i); /* the next is a draft, which needs nothing yet */
        assert_ctr_ok(activate(f, name, "1.0.0", 0, &err));
    }
    assert_ctr_fails(CTR_E_LIMIT,
                     "'n0': more than 512 statements of work depend on one another in a row",
                     activate(f, "n0", "1.0.0", 0, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_not_there_cannot_be_depended_on, fixture_memory,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_draft_of_it_is_enough, fixture_memory, fixture_end),
        cmocka_unit_test_setup_teardown(a_circle_is_named_whole, fixture_memory, fixture_end),
        cmocka_unit_test_setup_teardown(reactivation_is_held_to_the_same, fixture_memory,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_document_is_held_against_a_team, fixture_memory,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(what_cannot_be_looked_at_is_refused, fixture_memory,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_row_of_many_has_an_end, fixture_memory, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
