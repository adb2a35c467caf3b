/* Governing documents through the public functions: results, NULL everywhere, limits, memory, and
 * masters as contracts. */
#include "support/fixture.h"
#include "unit/base/fault.h"

#include <stdlib.h>
#include <string.h>

static const char master_text[] =
    "meta: {id: m, title: The shop}\n"
    "change_policy: {thresholds: {budget_delta_pct_major: 10, risk_score_major: 8}}\n"
    "incentives: {model: target_cost, target: 200000}\n";
static const char change_text[] = "id: c\nsummary: more\nthreshold_eval: minor\n"
                                  "impact_analysis: {budget_delta: 30000, risk_score: 8}\n";
static const char sow_text[] =
    "id: s\ndates: {start: 2026-03-02}\n"
    "slices: [{id: a, expected: 1, effort: 4, realised: '2'}, {id: b, outcome: more, expected: 1, "
    "effort: 2}, {id: c}]\n"
    "backlog: [{id: A, title: One, size: 4}, {id: B, added: 2026-03-03}]\n";

static void terms_are_read(void **state)
{
    ctr_error *err = NULL;
    ctr_terms *terms = NULL;
    ctr_source s = do_source(master_text, "file");
    (void)state;
    assert_ctr_ok(ctr_terms_read(&s, CTR_TERMS_AUTO, 0, NULL, &terms, &err));
    assert_int_equal(ctr_terms_kind_of(terms), CTR_TERMS_MASTER);
    assert_string_equal(ctr_terms_id(terms), "m");
    assert_string_equal(ctr_terms_title(terms), "The shop");
    size_t given = ctr_terms_count(terms);
    assert_int_equal(given, 6);
    const ctr_term *term = ctr_terms_at(terms, 2);
    assert_string_equal(ctr_term_path(term), "/change_policy/thresholds/budget_delta_pct_major");
    assert_string_equal(ctr_term_value(term), "10");
    assert_int_equal(ctr_term_given(term), 1);
    assert_int_equal(ctr_term_line(term), 2);
    assert_int_equal(ctr_term_column(term), 54);
    assert_string_equal(ctr_term_about(term),
                        "percent of the base that the budget may move, either way");
    assert_null(ctr_terms_at(terms, given));
    ctr_terms_free(terms);
    assert_ctr_ok(ctr_terms_read(&s, CTR_TERMS_MASTER, ctr_terms_effective(), NULL, &terms, &err));
    assert_true(ctr_terms_count(terms) > given);
    ctr_terms_free(terms);
}

static void remarks_are_counted(void **state)
{
    ctr_error *err = NULL;
    ctr_lint_report *report = NULL;
    ctr_source s = do_source(master_text, "file");
    (void)state;
    assert_ctr_ok(ctr_terms_lint(&s, CTR_TERMS_AUTO, NULL, &report, &err));
    assert_int_equal(ctr_lint_report_kind(report), CTR_TERMS_MASTER);
    assert_string_equal(ctr_lint_report_id(report), "m");
    assert_int_equal(ctr_lint_report_count(report), 4);
    assert_int_equal(ctr_lint_report_count_level(report, CTR_LINT_ERROR), 0);
    assert_int_equal(ctr_lint_report_count_level(report, CTR_LINT_WARNING), 3);
    assert_int_equal(ctr_lint_report_count_level(report, CTR_LINT_INFO), 1);
    const ctr_lint *lint = ctr_lint_report_at(report, 1);
    assert_string_equal(ctr_lint_rule(lint), "threshold-splitting");
    assert_int_equal(ctr_lint_level_of(lint), CTR_LINT_INFO);
    assert_string_equal(ctr_lint_path(lint), "/change_policy/thresholds/budget_delta_pct_major");
    assert_string_equal(ctr_lint_message(lint), "a change over the limit can be split; add "
                                                "cumulative_budget_delta_pct_major");
    assert_int_equal(ctr_lint_line(lint), 2);
    assert_int_equal(ctr_lint_column(lint), 54);
    assert_null(ctr_lint_report_at(report, 4));
    ctr_lint_report_free(report);
}

static void a_change_is_classified(void **state)
{
    ctr_error *err = NULL;
    ctr_classification *c = NULL;
    ctr_classify_options o;
    ctr_source master = do_source(master_text, "file");
    ctr_source change = do_source(change_text, "file");
    (void)state;
    assert_ctr_ok(ctr_change_classify(&master, &change, NULL, &c, &err));
    assert_int_equal(ctr_classification_class(c), CTR_CLASS_MAJOR);
    assert_int_equal(ctr_classification_claimed(c), CTR_CLASS_MINOR);
    assert_int_equal(ctr_classification_claim_differs(c), 1);
    assert_int_equal(ctr_classification_enforced(c), 1);
    assert_string_equal(ctr_classification_change(c), "c");
    assert_string_equal(ctr_classification_master(c), "m");
    assert_int_equal(strlen(ctr_classification_rule_version(c)), 16);
    assert_int_equal(ctr_classification_reason_count(c), 1);
    assert_string_equal(ctr_classification_reason_at(c, 0),
                        "budget_delta_pct_major: 15 % is greater than the limit 10");
    assert_null(ctr_classification_reason_at(c, 1));
    assert_int_equal(ctr_classification_warning_count(c), 1);
    assert_non_null(ctr_classification_warning_at(c, 0));
    assert_int_equal(ctr_classification_count(c), 2);
    const ctr_threshold *t = ctr_classification_at(c, 0);
    assert_string_equal(ctr_threshold_name(t), "budget_delta_pct_major");
    assert_string_equal(ctr_threshold_value(t), "15");
    assert_string_equal(ctr_threshold_limit(t), "10");
    assert_string_equal(ctr_threshold_margin(t), "-5");
    assert_string_equal(ctr_threshold_unit(t), "%");
    assert_int_equal(ctr_threshold_exceeded(t), 1);
    assert_int_equal(ctr_threshold_exceeded(ctr_classification_at(c, 1)), 0);
    ctr_classification_free(c);
    ctr_classify_options_init(&o, sizeof o);
    o.base = "400000";
    assert_ctr_ok(ctr_change_classify(&master, &change, &o, &c, &err));
    assert_int_equal(ctr_classification_class(c), CTR_CLASS_MINOR);
    ctr_classification_free(c);
    o.breaking_consumers = 1;
    assert_ctr_ok(ctr_change_classify(&master, &change, &o, &c, &err));
    assert_string_equal(ctr_classification_reason_at(c, 0), "it breaks 1 registered consumer");
    ctr_classification_free(c);
    o.minor_budget_pct = "lots";
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the budget moved by minor changes should be a decimal number with at most 6 "
                     "decimals, found 'lots'",
                     ctr_change_classify(&master, &change, &o, &c, &err));
    o.minor_budget_pct = "1000000000000.1";
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the budget moved by minor changes should be a decimal number of at most "
                     "10^12, found '1000000000000.1'",
                     ctr_change_classify(&master, &change, &o, &c, &err));
    assert_null(c);
}

static void slices_are_ranked(void **state)
{
    ctr_error *err = NULL;
    ctr_ranking *r = NULL;
    ctr_source s = do_source(sow_text, "file");
    (void)state;
    assert_ctr_ok(ctr_sow_rank(&s, NULL, &r, &err));
    assert_string_equal(ctr_ranking_sow(r), "s");
    assert_int_equal(ctr_ranking_count(r), 3);
    const ctr_rank *first = ctr_ranking_at(r, 0);
    const ctr_rank *second = ctr_ranking_at(r, 1);
    const ctr_rank *last = ctr_ranking_at(r, 2);
    assert_int_equal(ctr_rank_position(first), 1);
    assert_string_equal(ctr_rank_id(first), "b");
    assert_string_equal(ctr_rank_outcome(first), "more");
    assert_string_equal(ctr_rank_score(first), "0.5");
    assert_string_equal(ctr_rank_expected(first), "1");
    assert_string_equal(ctr_rank_confidence_pct(first), "100");
    assert_string_equal(ctr_rank_effort(first), "2");
    assert_null(ctr_rank_realised(first));
    assert_null(ctr_rank_reason(first));
    assert_string_equal(ctr_rank_realised(second), "2");
    assert_int_equal(ctr_rank_position(last), 0);
    assert_string_equal(ctr_rank_reason(last), "no expected outcome");
    assert_null(ctr_ranking_at(r, 3));
    ctr_ranking_free(r);
}

static void volatility_is_computed(void **state)
{
    ctr_error *err = NULL;
    ctr_volatility *v = NULL;
    ctr_source s = do_source(sow_text, "file");
    ctr_source items = do_source("id,size,changed\nA,4,2026-03-03\n", "file");
    (void)state;
    assert_ctr_ok(ctr_sow_volatility(&s, NULL, NULL, &v, &err));
    assert_string_equal(ctr_volatility_sow(v), "s");
    assert_int_equal(ctr_volatility_computable(v), 1);
    assert_null(ctr_volatility_reason(v));
    assert_string_equal(ctr_volatility_pct(v), "25");
    assert_string_equal(ctr_volatility_net_growth_pct(v), "25");
    assert_string_equal(ctr_volatility_baseline(v), "4");
    assert_string_equal(ctr_volatility_added(v), "1");
    assert_string_equal(ctr_volatility_changed(v), "0");
    assert_string_equal(ctr_volatility_removed(v), "0");
    assert_int_equal(ctr_volatility_count(v), 2);
    const ctr_backlog_item *item = ctr_volatility_at(v, 1);
    assert_string_equal(ctr_backlog_item_id(item), "B");
    assert_null(ctr_backlog_item_title(item));
    assert_string_equal(ctr_backlog_item_title(ctr_volatility_at(v, 0)), "One");
    assert_string_equal(ctr_backlog_item_size(item), "1");
    assert_string_equal(ctr_backlog_item_added(item), "2026-03-03");
    assert_null(ctr_backlog_item_changed(item));
    assert_null(ctr_backlog_item_removed(item));
    assert_int_equal(ctr_backlog_item_in_baseline(item), 0);
    assert_int_equal(ctr_backlog_item_was_added(item), 1);
    assert_int_equal(ctr_backlog_item_was_changed(item), 0);
    assert_int_equal(ctr_backlog_item_was_removed(item), 0);
    ctr_volatility_free(v);
    assert_ctr_ok(ctr_sow_volatility(&s, &items, NULL, &v, &err));
    assert_string_equal(ctr_volatility_pct(v), "100");
    assert_string_equal(ctr_volatility_changed(v), "4");
    ctr_volatility_free(v);
    items = do_source("no items", "file");
    assert_ctr_fails(CTR_E_INPUT,
                     "file:1:1: a backlog should be a list of items, or CSV with a column 'id'",
                     ctr_sow_volatility(&s, &items, NULL, &v, &err));
}

static void schemas_and_xml_are_written(void **state)
{
    ctr_error *err = NULL;
    struct text_sink sink = {NULL, 0};
    ctr_source s = do_source(sow_text, "file");
    ctr_terms *terms = NULL;
    (void)state;
    assert_ctr_ok(ctr_terms_schema(CTR_TERMS_SOW, CTR_SCHEMA_JSON, text_sink_write, &sink, &err));
    assert_non_null(strstr(sink.text, "\"$id\": \"urn:libcontracts:terms:1:sow\""));
    free(sink.text);
    sink = (struct text_sink){NULL, 0};
    assert_ctr_ok(ctr_terms_to_xml(&s, CTR_TERMS_AUTO, text_sink_write, &sink, &err));
    ctr_source xml = do_source(sink.text, "file");
    assert_ctr_ok(ctr_terms_read(&xml, CTR_TERMS_AUTO, 0, NULL, &terms, &err));
    assert_string_equal(ctr_terms_id(terms), "s");
    ctr_terms_free(terms);
    free(sink.text);
    assert_ctr_fails(
        CTR_E_ARGUMENT, "a kind of governing document is needed: master, sow or change",
        ctr_terms_schema(CTR_TERMS_AUTO, CTR_SCHEMA_JSON, text_sink_write, &sink, &err));
    assert_ctr_fails(
        CTR_E_ARGUMENT, "a form of description is needed: JSON Schema or XSD",
        ctr_terms_schema(CTR_TERMS_SOW, (ctr_schema_form)3, text_sink_write, &sink, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "a function that takes the output is needed, not NULL",
                     ctr_terms_schema(CTR_TERMS_SOW, CTR_SCHEMA_XSD, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "a function that takes the output is needed, not NULL",
                     ctr_terms_to_xml(&s, CTR_TERMS_SOW, NULL, NULL, &err));
}

static int stop(void *user, const void *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    (void)size;
    return 7;
}

static void output_can_be_stopped(void **state)
{
    ctr_error *err = NULL;
    ctr_source s = do_source(sow_text, "file");
    (void)state;
    assert_int_equal(ctr_terms_to_xml(&s, CTR_TERMS_SOW, stop, NULL, &err), CTR_E_CANCELLED);
    assert_string_equal(ctr_error_detail(err, "callback"), "7");
    ctr_error_free(err);
    err = NULL;
    assert_int_equal(ctr_terms_schema(CTR_TERMS_SOW, CTR_SCHEMA_XSD, stop, NULL, &err),
                     CTR_E_CANCELLED);
    ctr_error_free(err);
}

static void nothing_and_too_much_are_refused(void **state)
{
    ctr_error *err = NULL;
    ctr_terms *terms = NULL;
    ctr_ranking *r = NULL;
    ctr_diff_options o;
    ctr_source s = do_source(sow_text, "file");
    (void)state;
    ctr_diff_options_init(&o, sizeof o);
    assert_ctr_fails(CTR_E_ARGUMENT, "a document is needed, not NULL",
                     ctr_terms_read(NULL, CTR_TERMS_AUTO, 0, NULL, &terms, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_terms_read(&s, (ctr_terms_kind)9, 0, NULL, &terms, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "flags 0x6 are not known",
                     ctr_terms_read(&s, CTR_TERMS_AUTO, 6, NULL, &terms, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "a document is needed, not NULL",
                     ctr_sow_rank(NULL, NULL, &r, &err));
    o.max_document_bytes = 5;
    assert_ctr_fails(CTR_E_LIMIT, NULL, ctr_sow_rank(&s, &o, &r, &err));
    o.max_document_bytes = 0;
    o.max_depth = 1;
    assert_ctr_fails(CTR_E_LIMIT, NULL, ctr_sow_rank(&s, &o, &r, &err));
    assert_null(r);
    assert_ctr_ok(ctr_sow_rank(&s, NULL, NULL, &err)); /* nobody wants to know */
    ctr_terms_free(NULL);
    ctr_lint_report_free(NULL);
    ctr_classification_free(NULL);
    ctr_ranking_free(NULL);
    ctr_volatility_free(NULL);
    assert_null(ctr_terms_id(NULL));
    assert_int_equal(ctr_lint_report_count_level(NULL, CTR_LINT_ERROR), 0);
    assert_null(ctr_rank_id(NULL));
    assert_int_equal(ctr_volatility_computable(NULL), 0);
}

static void words_have_names(void **state)
{
    ctr_terms_kind kind;
    (void)state;
    assert_string_equal(ctr_terms_kind_name(CTR_TERMS_SOW), "sow");
    assert_string_equal(ctr_lint_level_name(CTR_LINT_ERROR), "error");
    assert_string_equal(ctr_change_class_name(CTR_CLASS_MAJOR), "major");
    assert_string_equal(ctr_format_name(CTR_FORMAT_MASTER), "master");
    assert_int_equal(ctr_terms_kind_parse("change", &kind), 1);
    assert_int_equal(kind, CTR_TERMS_CHANGE);
    assert_int_equal(ctr_terms_kind_parse("x", &kind), 0);
}

/* Three calls in a row, with the results they leave. */
static bool call_all(const ctr_allocator *alloc)
{
    ctr_classify_options co;
    ctr_diff_options o;
    ctr_error *err = NULL;
    ctr_classification *c = NULL;
    ctr_ranking *r = NULL;
    ctr_volatility *v = NULL;
    ctr_source master = do_source(master_text, "file");
    ctr_source change = do_source(change_text, "file");
    ctr_source sow = do_source(sow_text, "file");
    ctr_source items = do_source("id,size\nA,\"1\"\n", "file");
    ctr_diff_options_init(&o, sizeof o);
    ctr_classify_options_init(&co, sizeof co);
    o.allocator = co.allocator = alloc;
    ctr_status status = ctr_change_classify(&master, &change, &co, &c, &err);
    status = status == CTR_OK ? ctr_sow_rank(&sow, &o, &r, &err) : status;
    status = status == CTR_OK ? ctr_sow_volatility(&sow, &items, &o, &v, &err) : status;
    bool good = status == CTR_OK;
    assert_true(good || status == CTR_E_NOMEM);
    ctr_classification_free(c);
    ctr_ranking_free(r);
    ctr_volatility_free(v);
    ctr_error_free(err);
    return good;
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    fault_walk(call_all);
}

static void a_master_is_a_contract(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_version *v = NULL;
    static const char xml[] =
        "<master xmlns='urn:libcontracts:terms:1'><meta><id>m</id><title>The shop</title></meta>"
        "<change_policy><thresholds><budget_delta_pct_major>10</budget_delta_pct_major>"
        "<risk_score_major>8</risk_score_major></thresholds></change_policy><incentives>"
        "<model>target_cost</model><target>210000</target></incentives></master>";
    do_create(f, "terms", "1.0.0", master_text);
    do_activate(f, "terms", "1.0.0");
    do_register(f, "terms", "money", NULL, "/incentives");
    do_register(f, "terms", "risk", NULL, "/change_policy/thresholds/risk_score_major");
    ctr_evolution *e = do_evolve(f, "terms", NULL, xml);
    const ctr_diff *diff = ctr_evolution_diff(e);
    assert_int_equal(ctr_diff_format(diff), CTR_FORMAT_MASTER);
    assert_int_equal(ctr_diff_count(diff), 1);
    const ctr_finding *finding = ctr_diff_at(diff, 0);
    assert_string_equal(ctr_finding_rule(finding), "master-money-changed");
    assert_string_equal(ctr_finding_part(finding), "/incentives/target");
    assert_string_equal(ctr_finding_pointer(finding, CTR_SIDE_OLD), "/incentives/target");
    ctr_evolution_free(e);
    assert_ctr_fails(CTR_E_STATE, NULL,
                     ctr_version_activate(f->store, "shop", "terms", "2.0.0", NULL, &v, &err));
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_read),
        cmocka_unit_test(remarks_are_counted),
        cmocka_unit_test(a_change_is_classified),
        cmocka_unit_test(slices_are_ranked),
        cmocka_unit_test(volatility_is_computed),
        cmocka_unit_test(schemas_and_xml_are_written),
        cmocka_unit_test(output_can_be_stopped),
        cmocka_unit_test(nothing_and_too_much_are_refused),
        cmocka_unit_test(words_have_names),
        cmocka_unit_test(memory_that_runs_out_is_reported),
        cmocka_unit_test_setup_teardown(a_master_is_a_contract, fixture_memory, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
