/* Decisions through the C API: the answer is the worst of its reasons, each reason says what it is
 * about, nothing is recorded, and bad input is named. */
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* b goes: breaks who uses it. */
#define ONE SCHEMA("\"a\":{\"type\":\"integer\"},\"b\":{}", "\"a\"")
#define WIDER SCHEMA("\"a\":{\"type\":\"number\"},\"b\":{}", "\"a\"")
#define WITHOUT_B SCHEMA("\"a\":{\"type\":\"integer\"}", "\"a\"")

/* 1.0.0 and 1.1.0 of shop/orders; web uses /b and follows, archive is pinned to 1.0.0 and uses all
 * of it. */
static void with_orders(struct fixture *f)
{
    do_create(f, "orders", "1.0.0", ONE);
    do_activate(f, "orders", "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "1.1.0", WIDER));
    do_activate(f, "orders", "1.1.0");
    do_register(f, "orders", "web", NULL, "/b");
    do_register(f, "orders", "archive", "=1.0.0", NULL);
}

/* "answer why consumer environment", a line each; freed by the caller, as the answer is here. */
static char *told(ctr_can *can)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    fprintf(out, "%s %s %s\n", ctr_can_question(can), ctr_can_subject(can),
            ctr_answer_name(ctr_can_answer(can)));
    for (size_t i = 0; i < ctr_can_count(can); i++) {
        const ctr_reason *r = ctr_can_at(can, i);
        const char *consumer = ctr_reason_consumer(r);
        const char *where = ctr_reason_environment(r);
        fprintf(out, "%s %s %s %s\n", ctr_answer_name(ctr_reason_answer(r)),
                ctr_can_why_name(ctr_reason_why(r)), consumer ? consumer : "-",
                where ? where : "-");
    }
    fclose(out);
    assert_null(ctr_can_at(can, ctr_can_count(can)));
    ctr_can_free(can);
    return text;
}

#define assert_told(want, can)                                                                     \
    do {                                                                                           \
        char *is_ = told(can);                                                                     \
        assert_string_equal(is_, want);                                                            \
        free(is_);                                                                                 \
    } while (0)

static void a_break_is_told_for_each_consumer(void **state)
{
    struct fixture *f = *state;
    ctr_can *can = NULL;
    ctr_error *err = NULL;

    with_orders(f);
    int64_t last = last_event(f);
    ctr_evolve e = evolve_of("2.0.0", WITHOUT_B);
    assert_ctr_ok(ctr_can_evolve(f->store, &e, &can, &err));
    const ctr_reason *r = ctr_can_at(can, 0);
    assert_string_equal(ctr_reason_contract(r), "shop/orders");
    assert_string_equal(ctr_reason_version(r), "2.0.0");
    assert_string_equal(ctr_reason_against(r), "1.1.0");
    assert_non_null(ctr_reason_finding(r));
    assert_true(strlen(ctr_reason_text(r)) > 0);
    assert_told("can-evolve shop/orders@2.0.0 no\n"
                "no breaks - -\n"
                "no consumer-breaks web -\n"
                "yes consumer-stays archive -\n",
                can);
    e = evolve_of("1.2.0", WIDER);
    assert_ctr_ok(ctr_can_evolve(f->store, &e, &can, &err));
    assert_told("can-evolve shop/orders@1.2.0 yes\n"
                "yes compatible - -\n",
                can);
    assert_int_equal(last_event(f), last); /* nothing is recorded */
    assert_store_sound(f->store);
}

static void who_relies_on_a_version_keeps_it(void **state)
{
    struct fixture *f = *state;
    ctr_can *can = NULL;
    ctr_error *err = NULL;

    with_orders(f);
    assert_ctr_ok(ctr_can_retire(f->store, "shop", "orders", "1.0.0", &can, &err));
    assert_told("can-retire shop/orders@1.0.0 no\n"
                "no consumer-follows archive -\n",
                can);
    ctr_run_spec s = run_of(CTR_RUN_DEPLOYED, "1.0.0", NULL);
    assert_ctr_ok(ctr_run_begin(f->store, &s, NULL, NULL, &err));
    assert_ctr_ok(ctr_consumer_unregister(f->store, "shop", "orders", "archive", NULL, &err));
    assert_ctr_ok(ctr_can_retire(f->store, "shop", "orders", "1.0.0", &can, &err));
    assert_told("can-retire shop/orders@1.0.0 no\n"
                "no runs - live\n",
                can);
}

static void a_consumer_moves_where_its_parts_are_whole(void **state)
{
    struct fixture *f = *state;
    ctr_can *can = NULL;
    ctr_error *err = NULL;

    with_orders(f);
    assert_ctr_ok(ctr_can_upgrade(f->store, "shop", "orders", "archive", "1.1.0", &can, &err));
    const ctr_reason *r = ctr_can_at(can, 0);
    assert_string_equal(ctr_reason_consumer(r), "archive");
    assert_string_equal(ctr_reason_against(r), "1.0.0");
    assert_told("can-upgrade archive to shop/orders@1.1.0 yes\n"
                "yes pin-excludes archive -\n"
                "yes compatible archive -\n",
                can);
    ctr_evolve e = evolve_of("2.0.0", WITHOUT_B);
    ctr_evolution *evolution = NULL;
    ctr_call call;
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_DECLARE_BREAK;
    call.reason = "b goes";
    assert_ctr_ok(ctr_contract_evolve(f->store, &e, &call, &evolution, &err));
    ctr_evolution_free(evolution);
    do_activate(f, "orders", "2.0.0");
    assert_ctr_ok(ctr_can_upgrade(f->store, "shop", "orders", "archive", "2.0.0", &can, &err));
    assert_told("can-upgrade archive to shop/orders@2.0.0 no\n"
                "no consumer-breaks archive -\n"
                "yes pin-excludes archive -\n",
                can);
    assert_ctr_ok(ctr_can_upgrade(f->store, "shop", "orders", "web", "1.1.0", &can, &err));
    assert_told("can-upgrade web to shop/orders@1.1.0 yes\n"
                "yes deprecated web -\n" /* since 2.0.0 is active */
                "yes compatible web -\n",
                can);
}

static void what_runs_decides_what_is_deployed(void **state)
{
    struct fixture *f = *state;
    ctr_can *can = NULL;
    ctr_error *err = NULL;
    ctr_build_spec b;

    with_orders(f);
    ctr_run_spec s = run_of(CTR_RUN_DEPLOYED, "1.1.0", NULL);
    assert_ctr_ok(ctr_run_begin(f->store, &s, NULL, NULL, &err));
    assert_ctr_ok(ctr_can_deploy(f->store, &s, &can, &err));
    assert_string_equal(ctr_can_environment(can), "live");
    assert_told("can-deploy shop/orders@1.1.0 yes\n"
                "yes nothing-depends - live\n",
                can);
    ctr_build_spec_init(&b, sizeof b);
    b.team = "shop";
    b.name = "orders";
    b.consumer = "web";
    b.label = "5";
    assert_ctr_ok(ctr_build_record(f->store, &b, NULL, NULL, &err));
    s = run_of(CTR_RUN_DEPLOYED, NULL, "5");
    assert_ctr_ok(ctr_can_deploy(f->store, &s, &can, &err));
    assert_told("can-deploy web@5 yes\n"
                "yes same web live\n",
                can);
    s.environment = "elsewhere";
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL, ctr_can_deploy(f->store, &s, &can, &err));
}

static void bad_questions_are_named(void **state)
{
    struct fixture *f = *state;
    ctr_can *can = NULL;
    ctr_error *err = NULL;
    ctr_evolve e = evolve_of("2.0.0", "{");

    with_orders(f);
    assert_ctr_fails(CTR_E_INPUT, NULL, ctr_can_evolve(f->store, &e, &can, &err));
    e = evolve_of("9.9.9", NULL);
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL, ctr_can_evolve(f->store, &e, &can, &err));
    e = evolve_of("2.0.0", ONE);
    e.name = "nothing";
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL, ctr_can_evolve(f->store, &e, &can, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_can_retire(f->store, "shop", "orders", "7.0.0", &can, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_can_upgrade(f->store, "shop", "orders", "nobody", "1.1.0", &can, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_can_upgrade(f->store, "shop", "orders", NULL, "1.1.0", &can, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_can_evolve(f->store, NULL, &can, &err));
    assert_null(can);
    ctr_can_free(NULL);
}

int main(int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
    const struct CMUnitTest tests[] = {
        TEST(a_break_is_told_for_each_consumer),
        TEST(who_relies_on_a_version_keeps_it),
        TEST(a_consumer_moves_where_its_parts_are_whole),
        TEST(what_runs_decides_what_is_deployed),
        TEST(bad_questions_are_named),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
