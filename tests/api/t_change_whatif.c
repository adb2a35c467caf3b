/* Stored changes under other thresholds: which would have another class, and why. */
#include "change_case.h"

#include <sqlite3.h>

#include <stdbool.h>

static ctr_status whatif(struct fixture *f, const char *policy, const ctr_change_filter *filter,
                         ctr_whatif_list **out, ctr_error **err)
{
    ctr_source s = source_of(policy);
    s.file = "policy.yaml";
    return ctr_change_whatif(f->store, &s, filter, out, err);
}

/* 2 %, 7 % and 12 % of the budget: the last is major. */
static void three_changes(struct fixture *f, const char *document)
{
    static const char *const impacts[] = {IMPACT("2", "1", "1"), IMPACT("7", "1", "1"),
                                          IMPACT("12", "1", "1")};
    char text[256];

    master(f, document);
    for (int i = 0; i < 3; i++) {
        char id[8];
        snprintf(id, sizeof id, "CR-%d", i + 1);
        snprintf(text, sizeof text, "id: %s\nrequester: supplier\n%s", id, impacts[i]);
        opened(f, text);
        does(f, ctr_change_submit, id, "supplier", CTR_CHANGE_ANALYSED);
    }
    opened(f, "id: CR-9\n"); /* never classified */
}

/* "CR-2 minor major: threshold…; " for each. */
static void list_is(struct fixture *f, const char *policy, const char *wanted)
{
    ctr_whatif_list *list = NULL;
    ctr_error *err = NULL;
    char text[512] = "";

    int64_t before = last_event(f);
    assert_ctr_ok(whatif(f, policy, NULL, &list, &err));
    for (size_t i = 0; i < ctr_whatif_list_count(list); i++) {
        const ctr_whatif *w = ctr_whatif_list_at(list, i);
        size_t n = strlen(text);
        ctr_change_class after = ctr_whatif_class_after(w);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s %s %s:", ctr_whatif_change(w) + 10,
                              ctr_change_class_name(ctr_whatif_class_before(w)),
                              after ? ctr_change_class_name(after) : "refused");
        for (size_t j = 0; j < ctr_whatif_threshold_count(w); j++) {
            n += (size_t)snprintf(text + n, sizeof text - n, " %s", ctr_whatif_threshold_at(w, j));
        }
        snprintf(text + n, sizeof text - n, "; ");
    }
    assert_string_equal(text, wanted);
    assert_int_equal(ctr_whatif_list_examined(list), 3);
    ctr_whatif_list_free(list);
    assert_int_equal(last_event(f), before);
}

static void every_form_of_a_policy_is_taken(void **state)
{
    struct fixture *f = *state;

    three_changes(f, MASTER);
    list_is(f, "budget_delta_pct_major: 5", "CR-2 minor major: budget_delta_pct_major; ");
    list_is(f, "thresholds: {budget_delta_pct_major: 5}",
            "CR-2 minor major: budget_delta_pct_major; ");
    list_is(f, "change_policy: {thresholds: {budget_delta_pct_major: 5}}",
            "CR-2 minor major: budget_delta_pct_major; ");
    list_is(f, "meta: {id: other}\nchange_policy: {thresholds: {budget_delta_pct_major: 5}}",
            "CR-2 minor major: budget_delta_pct_major; ");
    list_is(f, "{\"thresholds\": {\"budget_delta_pct_major\": 20}}",
            "CR-3 major minor: budget_delta_pct_major cumulative_budget_delta_pct_major; ");
    list_is(f, "always_major: [scope]", "CR-1 minor major:; CR-2 minor major:; ");
    list_is(f, MASTER, "");
    assert_store_sound(f->store);
}

static void what_is_not_known_is_said(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_whatif_list *list = NULL;
    struct text_sink text = {NULL, 0};

    three_changes(f, MASTER);
    list_is(f, "{thresholds: {confidence_pct_major: 50}}",
            "CR-1 minor major: confidence_pct_major; CR-2 minor major: confidence_pct_major; ");
    list_is(f, "{on_unknown: refuse, thresholds: {confidence_pct_major: 50}}",
            "CR-1 minor refused: confidence_pct_major; CR-2 minor refused: confidence_pct_major; "
            "CR-3 major refused: budget_delta_pct_major cumulative_budget_delta_pct_major "
            "confidence_pct_major; ");
    assert_ctr_ok(whatif(f, "{on_unknown: refuse, thresholds: {confidence_pct_major: 50}}", NULL,
                         &list, &err));
    const char *reason = ctr_whatif_reason_at(ctr_whatif_list_at(list, 0), 0);
    assert_non_null(strstr(reason, "does not say what confidence_pct_major is held against"));
    assert_null(ctr_whatif_reason_at(ctr_whatif_list_at(list, 0), 1));
    assert_ctr_ok(ctr_whatif_list_render(list, CTR_RENDER_TEXT, text_sink_write, &text, &err));
    assert_non_null(strstr(text.text, "shop/deal/CR-1  minor -> refused\n"));
    assert_non_null(strstr(text.text, "3 of 3 changes would have another class\n"));
    free(text.text);
    ctr_whatif_list_free(list);
}

/* What earlier changes moved is what it was then, whatever was decided since. */
static void inputs_are_those_that_are_stored(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    char id[8], text[256];

    master(f, MASTER);
    for (int i = 1; i <= 3; i++) {
        snprintf(id, sizeof id, "CR-%d", i);
        snprintf(text, sizeof text, "id: %s\nrequester: supplier\n%s", id, IMPACT("4", "1", "1"));
        opened(f, text);
        does(f, ctr_change_submit, id, "supplier", CTR_CHANGE_ANALYSED);
        assert_ctr_ok(decide(f, id, CTR_OUTCOME_APPROVED, "client", &err));
    }
    list_is(f, "cumulative_budget_delta_pct_major: 11",
            "CR-3 minor major: cumulative_budget_delta_pct_major; ");
    list_is(f, "cumulative_budget_delta_pct_major: 12", "");
}

static void lists_have_pages(void **state)
{
    struct fixture *f = *state;
    ctr_change_filter filter;
    ctr_whatif_list *list = NULL;
    ctr_error *err = NULL;
    char after[64] = "", seen[64] = "";

    three_changes(f, MASTER);
    ctr_change_filter_init(&filter, sizeof filter);
    filter.limit = 1;
    filter.team = "shop";
    filter.name = "deal";
    for (bool more = true; more;) {
        filter.after = *after ? after : NULL;
        assert_ctr_ok(whatif(f, "always_major: [scope]", &filter, &list, &err));
        assert_true(ctr_whatif_list_count(list) <= 1);
        if (ctr_whatif_list_count(list)) {
            strcat(seen, ctr_whatif_change(ctr_whatif_list_at(list, 0)) + 10);
        }
        more = ctr_whatif_list_next(list) != NULL;
        snprintf(after, sizeof after, "%s", more ? ctr_whatif_list_next(list) : "");
        ctr_whatif_list_free(list);
    }
    assert_string_equal(seen, "CR-1CR-2");
}

static void bad_policies_are_named(void **state)
{
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"{}", "policy.yaml:1:1: holds neither a change_policy nor thresholds, such as "
               "budget_delta_pct_major"},
        {"[1]", "policy.yaml:1:1: holds neither a change_policy nor thresholds, such as "
                "budget_delta_pct_major"},
        {"meta: {id: m}", "policy.yaml:1:1: has no change_policy"},
        {"thresholds:\n  budget_delta_pct_major: much", NULL},
        {"thresholds: [", NULL},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_whatif_list *list = NULL;

    master(f, MASTER);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ctr_fails(CTR_E_INPUT, rows[i].message, whatif(f, rows[i].text, NULL, &list, &err));
        assert_null(list);
    }
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_change_whatif(f->store, NULL, NULL, &list, &err));
}

/* The table is edited behind the library's back. */
static void a_class_that_does_not_follow_is_a_problem(void **unused)
{
    void *state;
    sqlite3 *db = NULL;
    ctr_report *report = NULL;
    ctr_error *err = NULL;

    (void)unused;
    assert_int_equal(fixture_file(&state), 0);
    struct fixture *f = state;
    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: supplier\n" MAJOR);
    assert_ctr_ok(act(f, ctr_change_submit, "CR-1", &err));
    assert_store_sound(f->store);
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE lc_change_class SET class = 1", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    assert_ctr_ok(ctr_store_check(f->store, 0, &report, &err));
    assert_int_equal(ctr_report_ok(report), 0);
    assert_string_equal(ctr_report_message(report, 0),
                        "classification 1 of 'shop/deal/CR-1' says minor, but its inputs make it "
                        "major");
    ctr_report_free(report);
    fixture_end(&state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_form_of_a_policy_is_taken),
        TEST(what_is_not_known_is_said),
        TEST(inputs_are_those_that_are_stored),
        TEST(lists_have_pages),
        TEST(bad_policies_are_named),
        cmocka_unit_test(a_class_that_does_not_follow_is_a_problem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
