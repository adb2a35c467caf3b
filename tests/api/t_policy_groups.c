/* Groups of a policy: editions of different ones are not compared. */
#include "policy_case.h"

#include <stdbool.h>

static void another_group_is_not_compared(void **state)
{
    ctr_diff *d =
        judge("{\"groups\":{\"by\":\"document\",\"pointer\":\"/x-line\"}}", NEW_YEAR, NULL, 0);

    (void)state;
    assert_string_equal(ctr_diff_group(d, CTR_SIDE_OLD), "one");
    assert_string_equal(ctr_diff_group(d, CTR_SIDE_NEW), "two");
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_COMPATIBLE);
    assert_int_equal(ctr_diff_bump(d), CTR_BUMP_MAJOR);
    assert_int_equal(ctr_diff_set_aside(d), ctr_diff_count(d));
    ctr_diff_free(d);
    d = judge("{\"groups\":{\"by\":\"document\",\"pointer\":\"/nowhere\"}}", NEW_YEAR, NULL, 0);
    assert_null(ctr_diff_group(d, CTR_SIDE_OLD));
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_INCOMPATIBLE);
    ctr_diff_free(d);
}

/* A text of SQL is a token of its tree, and no string of JSON. */
static void a_group_may_be_said_in_sql(void **state)
{
    ctr_source a = do_source("CREATE TABLE one (a int);", "policy.json");
    ctr_source b = do_source("CREATE TABLE two (a int);", "policy.json");
    ctr_diff_options o;
    ctr_policy *p = NULL;
    ctr_diff *d = NULL;
    ctr_error *err = NULL;

    (void)state;
    assert_ctr_ok(read_policy("{\"groups\":{\"by\":\"document\",\"pointer\":\"/1/2\"}}", &p, &err));
    ctr_diff_options_init(&o, sizeof o);
    o.policy = p;
    assert_ctr_ok(ctr_diff_documents(&a, &b, &o, &d, &err));
    assert_string_equal(ctr_diff_group(d, CTR_SIDE_OLD), "one");
    assert_string_equal(ctr_diff_group(d, CTR_SIDE_NEW), "two");
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_COMPATIBLE);
    ctr_diff_free(d);
    ctr_policy_free(p);
}

static ctr_status judge_labels(const char *policy, const char *from, const char *to, ctr_diff **out,
                               ctr_error **err)
{
    ctr_source a = do_source(older, "policy.json");
    ctr_source b = do_source(newer, "policy.json");
    ctr_diff_options o;
    ctr_policy *p = NULL;

    assert_int_equal(read_policy(policy, &p, err), CTR_OK);
    ctr_diff_options_init(&o, sizeof o);
    o.policy = p;
    o.older_label = from;
    o.newer_label = to;
    ctr_status st = ctr_diff_documents(&a, &b, &o, out, err);
    ctr_policy_free(p);
    return st;
}

static void labels_keep_major_lines_apart(void **state)
{
    static const struct {
        const char *policy, *from, *to, *groups[2];
    } rows[] = {
        {"groups: {by: major}", "1.4.0", "2.0.0", {"1", "2"}},
        {"groups: {by: major}", "v1.4", "2.0.0-rc.1", {"1", "2"}},
        {"groups: {by: major}", "2.0.0", "1.4.0", {"2", "1"}},
        {"groups: {by: major}", "1.4.0", "1.5.0", {NULL, NULL}},
        {"groups: {by: major}", "1.4.0", NULL, {NULL, NULL}},
        {"groups: {by: major}", NULL, "2.0.0", {NULL, NULL}},
        {"groups: {by: major}", "spring", "2.0.0", {NULL, NULL}}, /* it has no order */
        {"groups: {by: none}", "1.4.0", "2.0.0", {NULL, NULL}},
        {"groups: {by: document, pointer: /x-line}", "1.4.0", "1.5.0", {"one", "two"}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_diff *d = NULL;
        ctr_error *err = NULL;
        bool apart = rows[i].groups[CTR_SIDE_OLD] != NULL;
        print_message("%s: row %zu\n", rows[i].policy, i + 1);
        assert_ctr_ok(judge_labels(rows[i].policy, rows[i].from, rows[i].to, &d, &err));
        for (ctr_side side = CTR_SIDE_OLD; side <= CTR_SIDE_NEW; side++) {
            const char *group = ctr_diff_group(d, side);
            assert_int_equal(group != NULL, apart);
            assert_true(!apart || strcmp(group, rows[i].groups[side]) == 0);
        }
        assert_int_equal(ctr_diff_verdict(d),
                         apart ? CTR_VERDICT_COMPATIBLE : CTR_VERDICT_INCOMPATIBLE);
        assert_int_equal(ctr_diff_set_aside(d) > 0, apart);
        ctr_diff_free(d);
    }
}

static void labels_that_are_none_are_refused(void **state)
{
    static const char *const rows[][2] = {
        {"", NULL}, {NULL, ""}, {"1.0.0", "a/b"}, {"^1", "2.0.0"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_diff *d = NULL;
        ctr_error *err = NULL;
        assert_int_equal(judge_labels("{}", rows[i][0], rows[i][1], &d, &err), CTR_E_ARGUMENT);
        assert_null(d);
        ctr_error_free(err);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_group_is_not_compared),
        cmocka_unit_test(a_group_may_be_said_in_sql),
        cmocka_unit_test(labels_keep_major_lines_apart),
        cmocka_unit_test(labels_that_are_none_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
