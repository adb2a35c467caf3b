/* What an edition would do: told in words and for each consumer, and nothing is kept of it. */
#include "support/fixture.h"

#define V1 SCHEMA("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}", "\"a\"")
#define BREAK SCHEMA("\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"string\"}", "\"a\"")

static void with_orders(struct fixture *f)
{
    do_create(f, "orders", "1.0.0", V1);
    do_activate(f, "orders", "1.0.0");
    do_register(f, "orders", "web", NULL, "/a");
    do_register(f, "orders", "archive", NULL, "/b");
}

static ctr_evolution *impact_of(struct fixture *f, ctr_store *store, const char *label,
                                const char *document)
{
    const ctr_evolve e = evolve_of(label, document);
    ctr_evolution *out = NULL;
    ctr_error *err = NULL;
    const int64_t last = last_event(f);

    assert_ctr_ok(ctr_contract_impact(store, &e, &out, &err));
    assert_int_equal(ctr_evolution_dry_run(out), 1);
    assert_int_equal(last_event(f), last);
    return out;
}

static void whom_it_would_break_is_told_and_nothing_is_kept(void **state)
{
    struct fixture *f = *state;
    ctr_version *v = NULL;
    ctr_error *err = NULL;

    with_orders(f);
    ctr_evolution *e = impact_of(f, f->store, NULL, BREAK);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_INCOMPATIBLE);
    assert_string_equal(ctr_version_label(ctr_evolution_version(e)), "2.0.0");
    assert_string_equal(ctr_evolution_proposed(e), "2.0.0");
    assert_int_equal(ctr_evolution_consumers(e), 2);
    assert_string_equal(ctr_evolution_consumer(e, 0), "web");
    assert_int_equal(ctr_evolution_effect(e, 0), CTR_EFFECT_BREAKS);
    assert_string_equal(ctr_evolution_part(e, 0, 0), "/a");
    assert_string_equal(ctr_evolution_consumer(e, 1), "archive");
    assert_int_equal(ctr_evolution_effect(e, 1), CTR_EFFECT_UNAFFECTED);
    ctr_evolution_free(e);
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_version_get(f->store, "shop", "orders", "2.0.0", &v, &err));
    assert_store_sound(f->store);
}

static void what_does_not_differ_is_its_base(void **state)
{
    struct fixture *f = *state;

    with_orders(f);
    ctr_evolution *e = impact_of(f, f->store, NULL, V1);
    const ctr_version *v = ctr_evolution_version(e);
    assert_string_equal(ctr_version_label(v), "1.0.0");
    assert_int_equal(ctr_version_state(v), CTR_STATE_ACTIVE);
    assert_string_equal(ctr_evolution_base(e), "1.0.0");
    assert_null(ctr_evolution_proposed(e));
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_COMPATIBLE);
    assert_int_equal(ctr_diff_count(ctr_evolution_diff(e)), 0);
    assert_int_equal(ctr_evolution_consumers(e), 2);
    assert_int_equal(ctr_evolution_effect(e, 0), CTR_EFFECT_UNAFFECTED);
    ctr_evolution_free(e);
    e = impact_of(f, f->store, "1.0.1", V1);
    assert_string_equal(ctr_version_label(ctr_evolution_version(e)), "1.0.1");
    ctr_evolution_free(e);
}

/* A label that is given decides whom the edition reaches. */
static void the_label_is_looked_at(void **state)
{
    struct fixture *f = *state;

    do_create(f, "orders", "1.0.0", V1);
    do_activate(f, "orders", "1.0.0");
    do_register(f, "orders", "web", "^1", "/a");
    ctr_evolution *e = impact_of(f, f->store, "1.1.0", BREAK);
    assert_int_equal(ctr_evolution_sufficient(e), 0);
    assert_int_equal(ctr_evolution_effect(e, 0), CTR_EFFECT_BREAKS);
    ctr_evolution_free(e);
    e = impact_of(f, f->store, NULL, BREAK);
    assert_int_equal(ctr_evolution_effect(e, 0), CTR_EFFECT_BREAKS_ON_UPGRADE);
    ctr_evolution_free(e);
}

static void a_draft_that_is_there_is_the_answer(void **state)
{
    struct fixture *f = *state;

    with_orders(f);
    ctr_evolution *kept = do_evolve(f, "orders", NULL, BREAK);
    ctr_evolution *e = impact_of(f, f->store, NULL, BREAK);
    assert_string_equal(ctr_version_id(ctr_evolution_version(e)),
                        ctr_version_id(ctr_evolution_version(kept)));
    ctr_evolution_free(e);
    ctr_evolution_free(kept);
}

static void a_store_that_cannot_be_written_will_do(void **state)
{
    struct fixture *f = *state;

    with_orders(f);
    ctr_store *store = fixture_open(f, CTR_STORE_READONLY);
    ctr_evolution *e = impact_of(f, store, NULL, BREAK);
    assert_int_equal(ctr_evolution_effect(e, 0), CTR_EFFECT_BREAKS);
    ctr_evolution_free(e);
    ctr_store_close(store);
}

static void bad_input_is_named(void **state)
{
    static const struct {
        const char *label;
        const char *document;
        ctr_status status;
        const char *message;
    } rows[] = {
        {NULL, "{", CTR_E_INPUT, NULL},
        {"0.9.0", BREAK, CTR_E_ARGUMENT,
         "label '0.9.0' is not above '1.0.0', the version it would follow"},
        {"", BREAK, CTR_E_ARGUMENT, NULL},
        {"1.1.0", BREAK, CTR_E_EXISTS, "contract 'shop/orders' has a version '1.1.0' already"},
        {NULL, NULL, CTR_E_INPUT, NULL},
    };
    struct fixture *f = *state;
    ctr_evolution *out = NULL;
    ctr_error *err = NULL;

    ctr_evolve e = evolve_of(NULL, BREAK);
    assert_ctr_fails(CTR_E_NOT_FOUND, "there is no contract 'shop/orders'; create it first",
                     ctr_contract_impact(f->store, &e, &out, &err));
    do_create(f, "orders", "1.0.0", V1);
    assert_ctr_fails(CTR_E_STATE, NULL, ctr_contract_impact(f->store, &e, &out, &err));
    do_activate(f, "orders", "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "1.1.0", V1));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        e = evolve_of(rows[i].label, rows[i].document);
        assert_ctr_fails(rows[i].status, rows[i].message,
                         ctr_contract_impact(f->store, &e, &out, &err));
        assert_null(out);
    }
    assert_ctr_fails(CTR_E_ARGUMENT, "an edition to evolve to is needed, not NULL",
                     ctr_contract_impact(f->store, NULL, &out, &err));
    assert_int_equal(ctr_contract_impact(NULL, &e, &out, NULL), CTR_E_ARGUMENT);
}

int main(int argc, char **argv)
{
#define T(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
    const struct CMUnitTest tests[] = {
        T(whom_it_would_break_is_told_and_nothing_is_kept),
        T(what_does_not_differ_is_its_base),
        T(the_label_is_looked_at),
        T(a_draft_that_is_there_is_the_answer),
        cmocka_unit_test_setup_teardown(a_store_that_cannot_be_written_will_do, fixture_file,
                                        fixture_end),
        T(bad_input_is_named),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
