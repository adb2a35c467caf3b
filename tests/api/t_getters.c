/* Getters: what a result's JSON says can be asked for in C, too. */
#include "support/fixture.h"

#include <stdlib.h>
#include <string.h>

static const char document[] = "{\"n\":0}";

static void a_consumer_says_since_when_and_by_whom(void **state)
{
    struct fixture *f = *state;
    ctr_consumer_spec spec;
    ctr_consumer *k = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    do_register(f, "a", "web", NULL, NULL);
    ctr_consumer_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "a";
    spec.consumer = "web";
    spec.role = "app";
    assert_ctr_ok(ctr_consumer_register(f->store, &spec, NULL, &k, &err));
    assert_int_equal(ctr_consumer_revision(k), 2);
    assert_true(ctr_consumer_created_us(k) > FIXTURE_START_US);
    assert_string_equal(ctr_consumer_created_by(k), "tester");
    assert_null(ctr_consumer_part(k, 0));
    ctr_consumer_free(k);
    assert_int_equal(ctr_consumer_revision(NULL), 0);
    assert_null(ctr_consumer_created_by(NULL));
}

static void a_batch_has_the_consumers_that_it_registered(void **state)
{
    struct fixture *f = *state;
    ctr_consumer_spec spec;
    ctr_batch *batch = NULL;
    ctr_batch_result *result = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    assert_ctr_ok(ctr_batch_new(NULL, &batch, &err));
    assert_ctr_ok(ctr_batch_activate(batch, "shop", "a", NULL, NULL, &err));
    ctr_consumer_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "a";
    spec.consumer = "web";
    assert_ctr_ok(ctr_batch_register(batch, &spec, NULL, &err));
    assert_ctr_ok(ctr_batch_apply(f->store, batch, &result, &err));
    assert_int_equal(ctr_batch_result_count(result), 2);
    assert_string_equal(ctr_version_label(ctr_batch_result_version(result, 0)), "1.0.0");
    assert_null(ctr_batch_result_consumer(result, 0));
    assert_null(ctr_batch_result_version(result, 1));
    assert_string_equal(ctr_consumer_name(ctr_batch_result_consumer(result, 1)), "web");
    assert_string_equal(ctr_consumer_follows(ctr_batch_result_consumer(result, 1)), "1.0.0");
    assert_null(ctr_batch_result_consumer(result, 2));
    assert_null(ctr_batch_result_consumer(NULL, 0));
    ctr_batch_result_free(result);
    ctr_batch_free(batch);
}

static void an_evolution_says_what_it_stands_on_and_who_its_consumers_are(void **state)
{
    struct fixture *f = *state;
    ctr_consumer_spec spec;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    do_activate(f, "a", "1.0.0");
    ctr_consumer_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "a";
    spec.consumer = "web";
    spec.role = "app";
    spec.pin = "^1";
    assert_ctr_ok(ctr_consumer_register(f->store, &spec, NULL, NULL, &err));
    ctr_evolution *e = do_evolve(f, "a", NULL, "{\"n\":1}");
    assert_string_equal(ctr_evolution_base(e), "1.0.0");
    assert_int_equal(ctr_evolution_consumers(e), 1);
    assert_string_equal(ctr_evolution_consumer(e, 0), "web");
    assert_string_equal(ctr_evolution_role(e, 0), "app");
    assert_string_equal(ctr_evolution_pin(e, 0), "^1");
    assert_string_equal(ctr_evolution_follows(e, 0), "1.0.0");
    assert_null(ctr_evolution_role(e, 1));
    assert_int_equal(ctr_evolution_effect(e, 1), 0);
    assert_int_equal(ctr_evolution_parts(e, 1), 0);
    assert_int_equal(ctr_diff_mode(ctr_evolution_diff(e)), CTR_MODE_BACKWARD);
    assert_int_equal(ctr_diff_profile(ctr_evolution_diff(e)), CTR_PROFILE_STRICT);
    assert_null(ctr_finding_witness(ctr_diff_at(ctr_evolution_diff(e), 0)));
    ctr_evolution_free(e);
    assert_null(ctr_evolution_base(NULL));
}

static void a_summary_lists_what_is_active(void **state)
{
    struct fixture *f = *state;
    ctr_summary *s = NULL;
    ctr_error *err = NULL;

    do_create(f, "b", "1.0.0", document);
    do_create(f, "a", "2.0.0", document);
    do_create(f, "draft", "1.0.0", document);
    do_activate(f, "b", "1.0.0");
    do_activate(f, "a", "2.0.0");
    do_register(f, "a", "web", NULL, NULL);
    assert_ctr_ok(ctr_team_summary(f->store, "SHOP", &s, &err));
    assert_string_equal(ctr_summary_team(s), "shop");
    assert_int_equal(ctr_summary_contracts(s), 3);
    assert_int_equal(ctr_summary_versions(s), 3);
    assert_int_equal(ctr_summary_active(s), 2);
    assert_string_equal(ctr_summary_active_name(s, 0), "a");
    assert_string_equal(ctr_summary_active_label(s, 0), "2.0.0");
    assert_int_equal(ctr_summary_active_type(s, 0), CTR_TYPE_DATA_FORMAT);
    assert_int_equal(ctr_summary_active_consumers(s, 0), 1);
    assert_string_equal(ctr_summary_active_name(s, 1), "b");
    assert_int_equal(ctr_summary_active_consumers(s, 1), 0);
    assert_null(ctr_summary_active_name(s, 2));
    assert_null(ctr_summary_active_label(s, 2));
    assert_int_equal(ctr_summary_active_type(s, 2), 0);
    ctr_summary_free(s);
}

static void facts_about_a_store_are_all_there(void **state)
{
    struct fixture *f = *state;
    ctr_info *info = NULL;
    ctr_report *report = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    do_create(f, "b", "1.0.0", document);
    assert_ctr_ok(ctr_store_info(f->store, &info, &err));
    assert_int_equal(ctr_info_documents(info), 1);
    assert_int_equal(ctr_info_imported_journals(info), 0);
    assert_int_equal(ctr_info_ledgers(info), 0);
    assert_int_equal(ctr_info_ledger_entries(info), 0);
    assert_int_equal(ctr_info_assessments(info), 0);
    assert_int_equal(ctr_info_changes(info), 0);
    assert_int_equal(ctr_info_timers(info), 0);
    assert_int_equal(ctr_info_disputes(info), 0);
    assert_int_equal(ctr_info_slo_cycles(info), 0);
    assert_int_equal(ctr_info_stops(info), 0);
    assert_int_equal(ctr_info_meetings(info), 0);
    assert_int_equal(ctr_info_builds(info), 0);
    assert_int_equal(ctr_info_runs(info), 0);
    assert_int_equal(ctr_info_durability(info), CTR_DURABILITY_FULL);
    assert_int_equal(ctr_info_read_only(info), 0);
    assert_true(ctr_info_wal_pages(info) >= 0);
    assert_string_equal(ctr_info_library(info), CTR_VERSION);
    assert_true(strncmp(ctr_info_sqlite(info), "3.", 2) == 0);
    ctr_info_free(info);
    assert_ctr_ok(ctr_store_verify(f->store, &report, &err));
    assert_int_equal(ctr_report_problems_found(report), 0);
    ctr_report_free(report);
}

static void assert_begins(const char *text, const char *with)
{
    if (strncmp(text, with, strlen(with)) != 0) {
        fail_msg("does not begin with '%s': %s", with, text);
    }
}

static void the_answer_to_a_dry_run_says_so(void **state)
{
    struct fixture *f = *state;
    struct text_sink json = {NULL, 0};
    struct text_sink text = {NULL, 0};
    ctr_call call;
    ctr_version *v = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_DRY_RUN;
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "a", "1.0.0", &call, &v, &err));
    assert_int_equal(ctr_version_dry_run(v), 1);
    assert_int_equal(ctr_version_state(v), CTR_STATE_ACTIVE);
    assert_ctr_ok(ctr_version_render(v, CTR_RENDER_JSON, text_sink_write, &json, &err));
    assert_begins(json.text, "{\n  \"dry_run\": true,\n  \"team\": \"shop\",\n");
    assert_ctr_ok(ctr_version_render(v, CTR_RENDER_TEXT, text_sink_write, &text, &err));
    assert_begins(text.text, "dry run: nothing was kept\nshop/a@1.0.0");
    ctr_version_free(v);
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "a", "1.0.0", NULL, &v, &err));
    assert_int_equal(ctr_version_dry_run(v), 0);
    json.size = 0;
    assert_ctr_ok(ctr_version_render(v, CTR_RENDER_JSON, text_sink_write, &json, &err));
    assert_null(strstr(json.text, "dry_run"));
    ctr_version_free(v);
    assert_int_equal(ctr_version_dry_run(NULL), 0);
    free(json.text);
    free(text.text);
}

struct feed {
    const char *text;
    size_t left;
};

static int64_t feed_read(void *user, void *buffer, size_t capacity)
{
    struct feed *feed = user;
    size_t n = feed->left < capacity ? feed->left : capacity;

    memcpy(buffer, feed->text, n);
    feed->text += n;
    feed->left -= n;
    return (int64_t)n;
}

static void an_import_says_what_it_read_and_what_it_did(void **state)
{
    struct fixture *f = *state;
    struct text_sink sink = {NULL, 0};
    ctr_export_options e;
    ctr_import_options i;
    ctr_import_report *report = NULL;
    ctr_store *other = NULL;
    ctr_call call;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    do_register(f, "a", "web", NULL, NULL);
    ctr_export_options_init(&e, sizeof e);
    e.form = CTR_EXCHANGE_JSON;
    assert_ctr_ok(ctr_export(f->store, &e, text_sink_write, &sink, &err));
    assert_ctr_ok(ctr_store_open(":memory:", NULL, &other, &err));
    for (int dry = 1; dry >= 0; dry--) {
        struct feed feed = {sink.text, sink.size};
        ctr_import_options_init(&i, sizeof i);
        i.file = "all.json";
        ctr_call_init(&call, sizeof call);
        call.flags = dry ? CTR_CALL_DRY_RUN : 0;
        assert_ctr_ok(ctr_import(other, &i, feed_read, &feed, &call, &report, &err));
        assert_string_equal(ctr_import_report_file(report), "all.json");
        assert_int_equal(strlen(ctr_import_report_sha256(report)), 64);
        assert_int_equal(ctr_import_report_form(report), CTR_EXCHANGE_JSON);
        assert_int_equal(ctr_import_report_dry_run(report), dry);
        assert_int_equal(ctr_import_report_contracts(report), 1);
        assert_int_equal(ctr_import_report_versions(report), 1);
        assert_int_equal(ctr_import_report_skipped(report), 0);
        assert_int_equal(ctr_import_report_withdrawn(report), 0);
        assert_int_equal(ctr_import_report_consumers(report), 1);
        assert_int_equal(ctr_import_report_documents(report), 1);
        assert_int_equal(ctr_import_report_events(report), 3);
        ctr_import_report_free(report);
    }
    ctr_store_close(other);
    free(sink.text);
}

static void a_rule_says_what_it_is_about_and_writes_itself(void **unused)
{
    struct text_sink json = {NULL, 0};
    struct text_sink text = {NULL, 0};
    ctr_rules *rules = NULL;
    const ctr_rule *rule = NULL;
    ctr_error *err = NULL;

    (void)unused;
    assert_ctr_ok(ctr_rule_list(CTR_FORMAT_AUTO, &rules, &err));
    for (size_t i = 0; i < ctr_rules_count(rules); i++) {
        if (strcmp(ctr_rule_id(ctr_rules_at(rules, i)), "response-success-status-removed") == 0) {
            rule = ctr_rules_at(rules, i);
        }
    }
    assert_non_null(rule);
    assert_int_equal(ctr_rule_format(rule), CTR_FORMAT_OPENAPI);
    assert_int_equal(ctr_rule_level(rule), CTR_LEVEL_BREAKING);
    assert_int_equal(ctr_rule_direction(rule), CTR_DIRECTION_BACKWARD);
    assert_ctr_ok(ctr_rule_render(rule, CTR_RENDER_JSON, text_sink_write, &json, &err));
    assert_non_null(strstr(json.text, "\"id\": \"response-success-status-removed\",\n"
                                      "  \"format\": \"openapi\",\n"
                                      "  \"level\": \"breaking\",\n"
                                      "  \"direction\": \"backward\",\n"));
    assert_ctr_ok(ctr_rule_render(rule, CTR_RENDER_TEXT, text_sink_write, &text, &err));
    assert_non_null(strstr(text.text, "response-success-status-removed  breaking\n"));
    assert_non_null(strstr(text.text, ctr_rule_text(rule)));
    const char *help = ctr_rule_advice(rule, CTR_DIRECTION_BACKWARD);
    assert_string_equal(help,
                        "Go on answering with the old status, or answer with the new one in a "
                        "new operation or major version.");
    assert_string_equal(ctr_rule_advice(rule, CTR_DIRECTION_BOTH), help);
    assert_string_equal(ctr_rule_advice(rule, CTR_DIRECTION_FORWARD),
                        "Roll out the new edition everywhere before any consumer uses what it "
                        "added.");
    assert_non_null(strstr(text.text, help));
    assert_non_null(strstr(text.text, "backward: clients and data of the older edition"));
    assert_non_null(strstr(text.text, "levels: [{rule: response-success-status-removed, level: "
                                      "info}]"));
    assert_null(ctr_rule_advice(NULL, CTR_DIRECTION_BACKWARD));
    assert_null(ctr_rule_oasdiff(rule, 0));
    assert_null(ctr_rule_oasdiff(NULL, 0));
    assert_null(ctr_rules_at(rules, ctr_rules_count(rules)));
    assert_null(ctr_rule_id(NULL));
    assert_int_equal(ctr_rule_level(NULL), 0);
    free(json.text);
    free(text.text);
    ctr_rules_free(rules);
}

static int resolve(void *user, const char *path, const void **data, size_t *size)
{
    static const char found[] = "{\"type\":\"string\"}";

    (void)user;
    if (strcmp(path, "text.json") != 0) {
        return 1;
    }
    *data = found;
    *size = sizeof found - 1;
    return 0;
}

static void an_outline_lists_the_files_that_are_referred_to(void **unused)
{
    static const char text[] = "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
                               "\"properties\":{\"id\":{\"$ref\":\"text.json\"}}}";
    ctr_source source;
    ctr_outline *outline = NULL;
    ctr_error *err = NULL;

    (void)unused;
    ctr_source_init(&source, sizeof source);
    source.data = text;
    source.size = sizeof text - 1;
    source.resolve = resolve;
    assert_ctr_ok(ctr_outline_read(&source, NULL, &outline, &err));
    assert_int_equal(ctr_outline_files(outline), 1);
    assert_string_equal(ctr_outline_file(outline, 0), "text.json");
    assert_null(ctr_outline_file(outline, 1));
    assert_null(ctr_outline_part(outline, ctr_outline_count(outline)));
    ctr_outline_free(outline);
}

int main(int argc, char **argv)
{
#define T(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
    const struct CMUnitTest tests[] = {
        T(a_consumer_says_since_when_and_by_whom),
        T(a_batch_has_the_consumers_that_it_registered),
        T(an_evolution_says_what_it_stands_on_and_who_its_consumers_are),
        T(a_summary_lists_what_is_active),
        T(facts_about_a_store_are_all_there),
        T(the_answer_to_a_dry_run_says_so),
        T(an_import_says_what_it_read_and_what_it_did),
        cmocka_unit_test(a_rule_says_what_it_is_about_and_writes_itself),
        cmocka_unit_test(an_outline_lists_the_files_that_are_referred_to),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
