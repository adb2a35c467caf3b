/* What runs where: builds never change, a place holds one thing, releases stand beside others. */
#include "support/fixture.h"

#include <stdlib.h>
#include <string.h>

#define ONE SCHEMA("\"a\":{\"type\":\"integer\"},\"b\":{}", "\"a\"")
#define TWO SCHEMA("\"a\":{\"type\":\"number\"},\"b\":{}", "\"a\"")

static void with_orders(struct fixture *f)
{
    do_create(f, "orders", "1.0.0", ONE);
    do_activate(f, "orders", "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "1.1.0", TWO));
    do_activate(f, "orders", "1.1.0");
}

static ctr_status build(struct fixture *f, const char *label, const char *against, const char *part,
                        ctr_build **out, ctr_error **err)
{
    ctr_build_spec s;

    ctr_build_spec_init(&s, sizeof s);
    s.team = "shop";
    s.name = "orders";
    s.consumer = "web";
    s.label = label;
    s.against = against;
    s.parts = part ? &part : NULL;
    s.part_count = part != NULL;
    return ctr_build_record(f->store, &s, NULL, out, err);
}

static void a_build_never_changes(void **state)
{
    struct fixture *f = *state;
    ctr_build *b = NULL;
    ctr_error *err = NULL;

    with_orders(f);
    do_register(f, "orders", "Web", "^1.0", "/a");
    assert_ctr_ok(build(f, "2.3", NULL, NULL, &b, &err));
    assert_string_equal(ctr_build_team(b), "shop");
    assert_string_equal(ctr_build_contract(b), "orders");
    assert_string_equal(ctr_build_consumer(b), "Web");
    assert_string_equal(ctr_build_label(b), "2.3");
    assert_string_equal(ctr_build_against(b), "1.1.0");
    assert_string_equal(ctr_build_range(b), "^1.0");
    assert_int_equal(ctr_build_parts(b), 1);
    assert_string_equal(ctr_build_part(b, 0), "/a");
    assert_null(ctr_build_part(b, 1));
    assert_string_equal(ctr_build_recorded_by(b), "tester");
    int64_t when = ctr_build_recorded_us(b);
    ctr_build_free(b);
    int64_t last = last_event(f);
    assert_ctr_ok(build(f, "v2.3.0", NULL, NULL, &b, &err)); /* the same label */
    assert_int_equal(ctr_build_recorded_us(b), when);
    ctr_build_free(b);
    assert_int_equal(last_event(f), last);
    assert_ctr_fails(CTR_E_EXISTS,
                     "'Web@2.3' was recorded against 'shop/orders@1.1.0' with 1 part out of ^1.0, "
                     "and that never changes; give another label",
                     build(f, "2.3", "1.0.0", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND,
                     "'shop/orders@1.1.0' has no part '/x'; list its parts, or allow unknown parts",
                     build(f, "2.4", NULL, "/x", NULL, &err));
    char *feed = feed_after(f, last - 1);
    assert_string_equal(feed, "consumer.built consumer:shop/orders#Web\n");
    free(feed);
    assert_store_sound(f->store);
}

static void deployed_takes_the_place_and_released_stands_beside(void **state)
{
    struct fixture *f = *state;
    ctr_run_list *list = NULL;
    ctr_run_filter filter;
    ctr_error *err = NULL;

    with_orders(f);
    ctr_run_spec s = run_of(CTR_RUN_DEPLOYED, "1.0.0", NULL);
    assert_ctr_ok(ctr_run_begin(f->store, &s, NULL, &list, &err));
    assert_int_equal(ctr_run_list_count(list), 1);
    const ctr_run *r = ctr_run_list_at(list, 0);
    assert_string_equal(ctr_run_environment(r), "live");
    assert_string_equal(ctr_run_version(r), "1.0.0");
    assert_string_equal(ctr_run_team(r), "shop");
    assert_string_equal(ctr_run_contract(r), "orders");
    assert_int_equal(ctr_run_how(r), CTR_RUN_DEPLOYED);
    assert_null(ctr_run_instance(r));
    assert_null(ctr_run_consumer(r));
    assert_null(ctr_run_build(r));
    assert_true(ctr_run_since_us(r) > 0);
    assert_string_equal(ctr_run_since_by(r), "tester");
    assert_int_equal(ctr_run_until_us(r), 0);
    assert_null(ctr_run_until_by(r));
    ctr_run_list_free(list);
    int64_t last = last_event(f);
    s.selector = NULL; /* the active one */
    assert_ctr_ok(ctr_run_begin(f->store, &s, NULL, &list, &err));
    assert_string_equal(ctr_run_list_remark(list, 0), "it takes the place of 'shop/orders@1.0.0'");
    assert_int_equal(ctr_run_list_remarks(list), 1);
    ctr_run_list_free(list);
    assert_int_equal(last_event(f), last + 1);
    assert_ctr_ok(ctr_run_begin(f->store, &s, NULL, NULL, &err)); /* again */
    assert_int_equal(last_event(f), last + 1);
    s = run_of(CTR_RUN_RELEASED, "1.0.0", NULL);
    assert_ctr_ok(ctr_run_begin(f->store, &s, NULL, NULL, &err));
    s.selector = "1.1.0";
    assert_ctr_ok(ctr_run_begin(f->store, &s, NULL, NULL, &err));
    ctr_run_filter_init(&filter, sizeof filter);
    filter.team = "shop";
    filter.environment = "LIVE";
    assert_ctr_ok(ctr_run_find(f->store, &filter, &list, &err));
    assert_int_equal(ctr_run_list_count(list), 3);
    assert_null(ctr_run_list_next(list));
    ctr_run_list_free(list);
    filter.flags = CTR_RUN_ENDED;
    filter.limit = 1;
    assert_ctr_ok(ctr_run_find(f->store, &filter, &list, &err));
    assert_int_equal(ctr_run_list_count(list), 1);
    assert_string_equal(ctr_run_until_by(ctr_run_list_at(list, 0)), "tester");
    assert_string_equal(ctr_run_list_next(list), "1");
    ctr_run_list_free(list);
    assert_ctr_ok(ctr_run_end(f->store, &s, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/orders@1.1.0' is not released in 'live'",
                     ctr_run_end(f->store, &s, NULL, NULL, &err));
    assert_store_sound(f->store);
}

static void a_consumer_runs_with_each_contract_it_was_built_against(void **state)
{
    struct fixture *f = *state;
    ctr_environment_list *environments = NULL;
    ctr_build_spec b;
    ctr_run_list *list = NULL;
    ctr_error *err = NULL;

    with_orders(f);
    do_create(f, "bills", "1.0.0", ONE);
    do_activate(f, "bills", "1.0.0");
    assert_ctr_ok(build(f, "3", "1.0.0", "/a", NULL, &err));
    ctr_build_spec_init(&b, sizeof b);
    b.team = "shop";
    b.name = "bills";
    b.consumer = "web";
    b.label = "3";
    assert_ctr_ok(ctr_build_record(f->store, &b, NULL, NULL, &err));
    ctr_run_spec s = run_of(CTR_RUN_DEPLOYED, NULL, "3");
    assert_ctr_ok(ctr_run_begin(f->store, &s, NULL, &list, &err));
    assert_int_equal(ctr_run_list_count(list), 2);
    assert_string_equal(ctr_run_contract(ctr_run_list_at(list, 1)), "bills");
    assert_string_equal(ctr_run_build(ctr_run_list_at(list, 0)), "3");
    ctr_run_list_free(list);
    assert_ctr_ok(ctr_environment_find(f->store, "shop", NULL, 0, &environments, &err));
    assert_int_equal(ctr_environment_list_count(environments), 1);
    assert_string_equal(ctr_environment_list_name(environments, 0), "live");
    assert_int_equal(ctr_environment_list_versions(environments, 0), 0);
    assert_int_equal(ctr_environment_list_builds(environments, 0), 2);
    assert_null(ctr_environment_list_name(environments, 1));
    assert_null(ctr_environment_list_next(environments));
    ctr_environment_list_free(environments);
    assert_ctr_ok(ctr_run_end(f->store, &s, NULL, &list, &err));
    assert_int_equal(ctr_run_list_count(list), 2);
    ctr_run_list_free(list);
    assert_store_sound(f->store);
}

static void reasons_and_beginnings_are_told(void **state)
{
    struct fixture *f = *state;
    ctr_build_spec b;
    ctr_build *made = NULL;
    ctr_call call;
    ctr_run_list *list = NULL;
    ctr_environment_list *environments = NULL;
    ctr_error *err = NULL;

    with_orders(f);
    ctr_call_init(&call, sizeof call);
    ctr_build_spec_init(&b, sizeof b);
    b.team = "shop";
    b.name = "orders";
    b.consumer = "web";
    b.label = "3";
    call.reason = "the release of spring";
    assert_ctr_ok(ctr_build_record(f->store, &b, &call, &made, &err));
    assert_string_equal(ctr_build_reason(made), "the release of spring");
    ctr_build_free(made);
    ctr_run_spec s = run_of(CTR_RUN_DEPLOYED, NULL, "3");
    call.reason = "rolled out";
    assert_ctr_ok(ctr_run_begin(f->store, &s, &call, &list, &err));
    assert_string_equal(ctr_run_reason(ctr_run_list_at(list, 0)), "rolled out");
    assert_null(ctr_run_until_reason(ctr_run_list_at(list, 0)));
    int64_t since = ctr_run_since_us(ctr_run_list_at(list, 0));
    ctr_run_list_free(list);
    call.reason = "taken back";
    assert_ctr_ok(ctr_run_end(f->store, &s, &call, &list, &err));
    assert_string_equal(ctr_run_reason(ctr_run_list_at(list, 0)), "rolled out");
    assert_string_equal(ctr_run_until_reason(ctr_run_list_at(list, 0)), "taken back");
    ctr_run_list_free(list);
    assert_ctr_ok(ctr_environment_find(f->store, "shop", NULL, 0, &environments, &err));
    assert_int_equal(ctr_environment_list_created_us(environments, 0), since);
    assert_string_equal(ctr_environment_list_created_by(environments, 0), "tester");
    assert_int_equal(ctr_environment_list_created_us(environments, 1), 0);
    assert_null(ctr_environment_list_created_by(environments, 1));
    ctr_environment_list_free(environments);
    assert_null(ctr_build_reason(NULL));
    assert_null(ctr_run_reason(NULL));
    assert_null(ctr_run_until_reason(NULL));
}

static void what_does_not_fit_is_refused(void **state)
{
    static const struct {
        const char *team, *name, *selector, *consumer, *label, *environment, *instance;
        int kind;
        const char *text;
    } rows[] = {
        {"shop", NULL, NULL, NULL, NULL, "live", NULL, 0, "team and contract are named together"},
        {NULL, NULL, NULL, NULL, NULL, "live", NULL, 0,
         "what runs is a version of a contract, or a consumer with its label"},
        {"shop", "orders", "1.0.0", "web", "1", "live", NULL, 0,
         "what runs is a version of a contract, or a consumer with its label"},
        {"shop", "orders", NULL, "web", NULL, "live", NULL, 0,
         "the label of consumer 'web' is needed"},
        {"shop", "orders", NULL, NULL, NULL, NULL, NULL, 0, ""},
        {"shop", "orders", NULL, NULL, NULL, "live", "a", CTR_RUN_RELEASED,
         "what is released has no instance"},
        {"shop", "orders", NULL, NULL, NULL, "live", NULL, 9,
         "9 is no kind; wanted deployed or released"},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_orders(f);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_run_spec s;
        ctr_run_spec_init(&s, sizeof s);
        s.kind = (ctr_run_kind)rows[i].kind;
        s.team = rows[i].team;
        s.name = rows[i].name;
        s.selector = rows[i].selector;
        s.consumer = rows[i].consumer;
        s.label = rows[i].label;
        s.environment = rows[i].environment;
        s.instance = rows[i].instance;
        int status = ctr_run_begin(f->store, &s, NULL, NULL, &err);
        assert_int_equal(status, CTR_E_ARGUMENT);
        if (rows[i].environment) {
            assert_string_equal(ctr_error_message(err), rows[i].text);
        }
        ctr_error_free(err);
        err = NULL;
    }
    ctr_run_spec s = run_of(CTR_RUN_DEPLOYED, "1.0.0", NULL);
    s.flags = 0;
    assert_ctr_fails(CTR_E_NOT_FOUND, "team 'shop' has no environment 'live'; it has none",
                     ctr_run_begin(f->store, &s, NULL, NULL, &err));
    s.flags = 4;
    assert_ctr_fails(CTR_E_ARGUMENT, "flags 4 of a run are not known",
                     ctr_run_begin(f->store, &s, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "what runs is needed, not NULL",
                     ctr_run_begin(f->store, NULL, NULL, NULL, &err));
    s = run_of(CTR_RUN_DEPLOYED, NULL, "7");
    assert_ctr_fails(CTR_E_NOT_FOUND,
                     "nothing is recorded of 'web@7'; record what it was built against first",
                     ctr_run_begin(f->store, &s, NULL, NULL, &err));
}

int main(void)
{
#define IN_MEMORY(test) cmocka_unit_test_setup_teardown(test, fixture_memory, fixture_end)
    const struct CMUnitTest tests[] = {
        IN_MEMORY(a_build_never_changes),
        IN_MEMORY(deployed_takes_the_place_and_released_stands_beside),
        IN_MEMORY(a_consumer_runs_with_each_contract_it_was_built_against),
        IN_MEMORY(reasons_and_beginnings_are_told),
        IN_MEMORY(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
