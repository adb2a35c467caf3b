/* The notice that a deprecation has to give: asked by a policy, of files and in a store. */
#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

#define DAY (INT64_C(86400) * 1000000)

/* An operation, and what is said of its life. */
#define API(life)                                                                                  \
    "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{\"/a\":"       \
    "{\"get\":{" life "\"responses\":{\"200\":{\"description\":\"d\"}}}}}}"
#define LIVES API("")
#define ENDS(day) API("\"deprecated\":true,\"x-sunset\":\"" day "\",")
#define NO_END API("\"deprecated\":true,")
#define BETA(life) API("\"x-stability-level\":\"beta\"," life)

/* ---- files */

/* From an operation that lives to `newer`, in the first hours of 2026. */
static ctr_diff *compare(const char *policy, int32_t days, const char *older, const char *newer)
{
    ctr_source a = do_source(older, NULL);
    ctr_source b = do_source(newer, NULL);
    ctr_source text = do_source(policy, NULL);
    ctr_policy *p = NULL;
    ctr_diff *d = NULL;
    ctr_error *err = NULL;
    ctr_diff_options o;

    assert_ctr_ok(ctr_policy_read(&text, NULL, &p, &err));
    ctr_diff_options_init(&o, sizeof o);
    o.policy = p;
    o.grace_days = days;
    o.now_us = FIXTURE_START_US;
    assert_ctr_ok(ctr_diff_documents(&a, &b, &o, &d, &err));
    ctr_policy_free(p);
    return d;
}

static void assert_rule(const ctr_diff *d, const char *rule, ctr_verdict verdict)
{
    assert_int_equal(ctr_diff_count(d), 1);
    assert_string_equal(ctr_finding_rule(ctr_diff_at(d, 0)), rule);
    assert_int_equal(ctr_diff_verdict(d), verdict);
}

static void a_policy_asks_for_notice(void **state)
{
    static const struct {
        const char *policy;
        int32_t days; /* of the call */
        const char *newer, *rule;
        ctr_verdict verdict;
        int64_t asked;
    } rows[] = {
        {"{}", 0, NO_END, "endpoint-deprecated", CTR_VERDICT_COMPATIBLE, 0},
        {"grace_days: {stable: 30}", 0, NO_END, "api-deprecated-sunset-missing",
         CTR_VERDICT_INCOMPATIBLE, 30},
        {"grace_days: {stable: 30}", 0, ENDS("2026-01-30"), "api-sunset-date-too-small",
         CTR_VERDICT_INCOMPATIBLE, 30},
        {"grace_days: {stable: 30}", 0, ENDS("2026-01-31"), "endpoint-deprecated-with-sunset",
         CTR_VERDICT_COMPATIBLE, 30},
        {"grace_days: {stable: 30}", 90, ENDS("2026-01-31"), "api-sunset-date-too-small",
         CTR_VERDICT_INCOMPATIBLE, 90},
        {"grace_days: {stable: 30}", 7, ENDS("2026-01-10"), "endpoint-deprecated-with-sunset",
         CTR_VERDICT_COMPATIBLE, 7},
        {"grace_days: {beta: 30}", 0, NO_END, "endpoint-deprecated", CTR_VERDICT_COMPATIBLE, 0},
        {"grace_days: {stable: 30}\nlevels: [{rule: api-deprecated-sunset-missing, level: info}]",
         0, NO_END, "api-deprecated-sunset-missing", CTR_VERDICT_COMPATIBLE, 30},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_diff *d = compare(rows[i].policy, rows[i].days, LIVES, rows[i].newer);
        print_message("%zu: %s, %d\n", i, rows[i].policy, (int)rows[i].days);
        assert_rule(d, rows[i].rule, rows[i].verdict);
        assert_int_equal(ctr_diff_grace_days(d), rows[i].asked);
        ctr_diff_free(d);
    }
}

static void what_is_beta_has_a_notice_of_its_own(void **state)
{
    const char *policy = "grace_days: {stable: 365, beta: 30}";
    ctr_diff *d =
        compare(policy, 0, BETA(""), BETA("\"deprecated\":true,\"x-sunset\":\"2026-03-01\","));

    (void)state;
    assert_rule(d, "endpoint-deprecated-with-sunset", CTR_VERDICT_COMPATIBLE);
    assert_int_equal(ctr_diff_grace_days(d), 365);
    assert_int_equal(ctr_diff_grace_days_beta(d), 30);
    ctr_diff_free(d);
    d = compare(policy, 0, BETA(""), BETA("\"deprecated\":true,"));
    assert_rule(d, "api-deprecated-sunset-missing", CTR_VERDICT_INCOMPATIBLE);
    assert_non_null(strstr(ctr_finding_message(ctr_diff_at(d, 0)), "30 days of notice"));
    assert_string_equal(ctr_finding_advice(ctr_diff_at(d, 0)),
                        "Add a sunset date (x-sunset) that gives the days of notice that are asked "
                        "for.");
    assert_null(ctr_finding_advice(NULL));
    ctr_diff_free(d);
}

static void nothing_is_asked_where_nothing_is_said(void **state)
{
    ctr_source text = do_source("id: house", NULL);
    ctr_policy *p = NULL;
    ctr_error *err = NULL;

    (void)state;
    assert_ctr_ok(ctr_policy_read(&text, NULL, &p, &err));
    assert_int_equal(ctr_policy_grace_days(p), 0);
    assert_int_equal(ctr_policy_grace_days_beta(p), 0);
    assert_int_equal(ctr_policy_grace_days(NULL), 0);
    assert_int_equal(ctr_diff_grace_days(NULL), 0);
    assert_int_equal(ctr_diff_grace_days_beta(NULL), 0);
    ctr_policy_free(p);
}

/* ---- a store */

static void set(struct fixture *f, const char *name, const char *text)
{
    ctr_source s = do_source(text, NULL);
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_policy_set(f->store, "shop", name, &s, NULL, NULL, &err));
}

static void begin(struct fixture *f)
{
    do_create(f, "orders", "1.0.0", LIVES);
    do_activate(f, "orders", "1.0.0");
}

static ctr_status activate(struct fixture *f, const char *label, ctr_error **err)
{
    return ctr_version_activate(f->store, "shop", "orders", label, NULL, NULL, err);
}

/* What can-evolve says of the draft. */
static ctr_answer may(struct fixture *f, const char *label)
{
    const ctr_evolve e = evolve_of(label, NULL);
    return do_can_evolve(f, &e);
}

static void assert_refused(struct fixture *f, const char *label)
{
    ctr_error *err = NULL;

    assert_int_equal(may(f, label), CTR_ANSWER_NO);
    assert_int_equal(activate(f, label, &err), CTR_E_STATE);
    assert_non_null(strstr(ctr_error_message(err), "(1 breaking, 0 undecided)"));
    ctr_error_free(err);
}

static void assert_let_through(struct fixture *f, const char *label)
{
    ctr_error *err = NULL;

    assert_int_equal(may(f, label), CTR_ANSWER_YES);
    assert_ctr_ok(activate(f, label, &err));
}

static void the_longer_of_two_notices_holds(void **state)
{
    struct fixture *f = *state;
    ctr_policy *p = NULL;
    ctr_error *err = NULL;

    begin(f);
    set(f, NULL, "grace_days: {stable: 30, beta: 20}");
    set(f, "orders", "grace_days: {stable: 10, beta: 60}");
    assert_ctr_ok(ctr_policy_get(f->store, "shop", "orders", CTR_POLICY_EFFECTIVE, &p, &err));
    assert_int_equal(ctr_policy_grace_days(p), 30);
    assert_int_equal(ctr_policy_grace_days_beta(p), 60);
    ctr_policy_free(p);
    ctr_evolution *e = do_evolve(f, "orders", "2.0.0", ENDS("2026-01-20"));
    assert_rule(ctr_evolution_diff(e), "api-sunset-date-too-small", CTR_VERDICT_INCOMPATIBLE);
    assert_int_equal(ctr_diff_grace_days(ctr_evolution_diff(e)), 30);
    ctr_evolution_free(e);
    assert_refused(f, "2.0.0");
    e = do_evolve(f, "orders", "2.1.0", ENDS("2026-02-20"));
    assert_rule(ctr_evolution_diff(e), "endpoint-deprecated-with-sunset", CTR_VERDICT_COMPATIBLE);
    ctr_evolution_free(e);
    assert_let_through(f, "2.1.0");
    assert_store_sound(f->store);
}

static void notice_counts_from_the_activation(void **state)
{
    struct fixture *f = *state;
    ctr_evolution *stored = NULL;
    ctr_error *err = NULL;

    begin(f);
    set(f, NULL, "grace_days: {stable: 30}");
    ctr_evolution_free(do_evolve(f, "orders", "2.0.0", ENDS("2026-02-10")));
    assert_int_equal(may(f, "2.0.0"), CTR_ANSWER_YES);
    f->now_us += 20 * DAY; /* three weeks are left */
    assert_refused(f, "2.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "2.1.0", ENDS("2026-03-10")));
    assert_let_through(f, "2.1.0");
    assert_ctr_ok(ctr_contract_evolution(f->store, "shop", "orders", "2.0.0", &stored, &err));
    assert_int_equal(ctr_diff_verdict(ctr_evolution_diff(stored)), CTR_VERDICT_COMPATIBLE);
    ctr_evolution_free(stored); /* what was found when it was made stays */
    assert_store_sound(f->store);
}

static void what_is_asked_since_the_draft_counts(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    begin(f);
    ctr_evolution_free(do_evolve(f, "orders", "2.0.0", NO_END));
    set(f, "orders", "grace_days: {stable: 30}");
    assert_refused(f, "2.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "2.1.0", ENDS("2026-01-10")));
    assert_refused(f, "2.1.0");
    assert_ctr_ok(ctr_policy_clear(f->store, "shop", "orders", NULL, NULL, &err));
    assert_let_through(f, "2.1.0");
    assert_store_sound(f->store);
}

static void every_version_of_the_history_is_asked(void **state)
{
    struct fixture *f = *state;
    ctr_edit edit;
    ctr_error *err = NULL;

    begin(f);
    ctr_edit_init(&edit, sizeof edit);
    edit.mode = CTR_MODE_BACKWARD_TRANSITIVE;
    assert_ctr_ok(ctr_contract_edit(f->store, "shop", "orders", &edit, NULL, NULL, &err));
    ctr_evolution_free(do_evolve(f, "orders", "1.1.0", NO_END));
    assert_let_through(f, "1.1.0");
    set(f, NULL, "grace_days: {stable: 30}");
    ctr_evolution *e =
        do_evolve(f, "orders", "2.0.0", API("\"deprecated\":true,\"summary\":\"Something else\","));
    assert_int_equal(ctr_diff_count_level(ctr_evolution_diff(e), CTR_LEVEL_BREAKING), 0);
    assert_int_equal(ctr_evolution_earlier(e), 1);
    const ctr_diff *first = ctr_evolution_earlier_diff(e, 0);
    assert_int_equal(ctr_diff_grace_days(first), 30);
    assert_int_equal(ctr_diff_count_level(first, CTR_LEVEL_BREAKING), 1);
    ctr_evolution_free(e);
    assert_refused(f, "2.0.0");
    assert_store_sound(f->store);
}

#define T(test) cmocka_unit_test_setup_teardown(test, fixture_memory, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_policy_asks_for_notice),
        cmocka_unit_test(what_is_beta_has_a_notice_of_its_own),
        cmocka_unit_test(nothing_is_asked_where_nothing_is_said),
        T(the_longer_of_two_notices_holds),
        T(notice_counts_from_the_activation),
        T(what_is_asked_since_the_draft_counts),
        T(every_version_of_the_history_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
