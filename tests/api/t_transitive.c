/* Transitive modes: a new edition is compared with every version that ever was active. */
#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

/* Each is backward compatible with the one before; NARROW and the first are not with each other. */
#define FIRST "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}"
#define NUMBERS "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"number\"}}}"
#define ANYTHING "{\"type\":\"object\",\"properties\":{\"n\":{}}}"
#define TEXTS "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"string\"}}}"

static void with_mode(struct fixture *f, ctr_mode mode, const char *document)
{
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "orders";
    c.mode = mode;
    c.document.data = document;
    c.document.size = strlen(document);
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    do_activate(f, "orders", "1.0.0");
}

static ctr_status evolve(struct fixture *f, const char *label, const char *document,
                         const char *reason, ctr_evolution **out, ctr_error **err)
{
    ctr_evolve e;
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.reason = reason;
    call.flags = reason ? CTR_CALL_DECLARE_BREAK : 0;
    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "orders";
    e.label = label;
    e.document.data = document;
    e.document.size = strlen(document);
    return ctr_contract_evolve(f->store, &e, &call, out, err);
}

/* One more version that is active, whatever it breaks. */
static void lives(struct fixture *f, const char *label, const char *document)
{
    ctr_error *err = NULL;

    assert_ctr_ok(evolve(f, label, document, "meant", NULL, &err));
    do_activate(f, "orders", label);
}

static void every_version_that_was_active_is_compared_with(void **state)
{
    struct fixture *f = *state;
    ctr_evolution *e = NULL;
    ctr_error *err = NULL;

    with_mode(f, CTR_MODE_FORWARD_TRANSITIVE, FIRST);
    lives(f, "2.0.0", NUMBERS);
    assert_ctr_ok(evolve(f, "2.9.0", ANYTHING, NULL, NULL, &err)); /* never active */
    lives(f, "3.0.0", ANYTHING);
    /* a text is forward compatible with anything, but with no number */
    assert_ctr_ok(evolve(f, NULL, TEXTS, NULL, &e, &err));
    assert_int_equal(ctr_diff_verdict(ctr_evolution_diff(e)), CTR_VERDICT_COMPATIBLE);
    assert_int_equal(ctr_diff_mode(ctr_evolution_diff(e)), CTR_MODE_FORWARD_TRANSITIVE);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_INCOMPATIBLE);
    assert_int_equal(ctr_evolution_earlier(e), 2);
    assert_string_equal(ctr_evolution_earlier_version(e, 0), "2.0.0");
    assert_string_equal(ctr_evolution_earlier_version(e, 1), "1.0.0");
    assert_null(ctr_evolution_earlier_version(e, 2));
    assert_null(ctr_evolution_earlier_diff(e, 2));
    const ctr_diff *d = ctr_evolution_earlier_diff(e, 1);
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_INCOMPATIBLE);
    assert_true(ctr_diff_count_level(d, CTR_LEVEL_BREAKING) >= 1);
    assert_string_equal(ctr_finding_part(ctr_diff_at(d, 0)), "/n");
    const char *label = ctr_version_label(ctr_evolution_version(e));
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/orders@3.1.0' is not forward-transitive compatible with '2.0.0' (1 "
                     "breaking, 0 undecided); change it, or declare the break with a reason",
                     ctr_version_activate(f->store, "shop", "orders", label, NULL, NULL, &err));
    ctr_evolution_free(e);
    /* and stored as it was found */
    assert_ctr_ok(ctr_contract_evolution(f->store, "shop", "orders", "3.1.0", &e, &err));
    assert_int_equal(ctr_evolution_earlier(e), 2);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_INCOMPATIBLE);
    assert_string_equal(ctr_finding_part(ctr_diff_at(ctr_evolution_earlier_diff(e, 0), 0)), "/n");
    ctr_evolution_free(e);
    assert_store_sound(f->store);
}

static void one_step_modes_look_at_the_base_alone(void **state)
{
    struct fixture *f = *state;
    ctr_evolution *e = NULL;
    ctr_error *err = NULL;

    with_mode(f, CTR_MODE_FORWARD, FIRST);
    lives(f, "2.0.0", ANYTHING);
    assert_ctr_ok(evolve(f, NULL, TEXTS, NULL, &e, &err));
    assert_int_equal(ctr_evolution_earlier(e), 0);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_COMPATIBLE);
    ctr_evolution_free(e);
    do_activate(f, "orders", "2.1.0");
}

static void the_label_answers_for_the_whole_history(void **unused)
{
    static const struct {
        const char *second, *third, *proposed;
    } rows[] = {
        {"1.1.0", "1.2.0", "2.0.0"}, /* it breaks with 1.0.0 within the line */
        {"2.0.0", "3.0.0", "3.1.0"}, /* the lines before are left behind already */
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        void *state;
        ctr_evolution *e = NULL;
        ctr_error *err = NULL;
        assert_int_equal(fixture_memory(&state), 0);
        struct fixture *f = state;
        with_mode(f, CTR_MODE_BACKWARD_TRANSITIVE, FIRST);
        ctr_edit edit;
        ctr_edit_init(&edit, sizeof edit);
        edit.mode = CTR_MODE_NONE;
        assert_ctr_ok(ctr_contract_edit(f->store, "shop", "orders", &edit, NULL, NULL, &err));
        lives(f, rows[i].second, "{\"type\":\"object\",\"properties\":{\"n\":false}}");
        lives(f, rows[i].third,
              "{\"type\":\"object\",\"title\":\"t\",\"properties\":{\"n\":false}}");
        edit.mode = CTR_MODE_BACKWARD_TRANSITIVE;
        assert_ctr_ok(ctr_contract_edit(f->store, "shop", "orders", &edit, NULL, NULL, &err));
        assert_ctr_ok(evolve(f, NULL, TEXTS, NULL, &e, &err));
        assert_int_equal(ctr_evolution_earlier(e), 2);
        assert_string_equal(ctr_evolution_proposed(e), rows[i].proposed);
        ctr_evolution_free(e);
        assert_int_equal(fixture_end(&state), 0);
    }
}

static void a_version_activated_since_is_compared_with_at_activation(void **state)
{
    struct fixture *f = *state;
    ctr_evolution *e = NULL;
    ctr_call call;
    ctr_error *err = NULL;

    with_mode(f, CTR_MODE_BACKWARD_TRANSITIVE, FIRST);
    assert_ctr_ok(evolve(f, "1.1.0", NUMBERS, NULL, &e, &err));
    assert_int_equal(ctr_evolution_earlier(e), 0);
    ctr_evolution_free(e);
    lives(f, "1.2.0", ANYTHING);
    /* the first comes back, so that the draft's base is the active version again */
    ctr_call_init(&call, sizeof call);
    call.reason = "back";
    assert_ctr_ok(ctr_version_deprecate(f->store, "shop", "orders", "1.2.0", 0, &call, NULL, &err));
    assert_ctr_ok(ctr_version_reactivate(f->store, "shop", "orders", "1.0.0", &call, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "label '1.1.0' is below '2.0.0', which the changes ask for; change it, or "
                     "evolve again with a higher label and declare the break",
                     ctr_version_activate(f->store, "shop", "orders", "1.1.0", NULL, NULL, &err));
    assert_store_sound(f->store);
}

static void a_mode_made_transitive_counts_for_drafts_that_are_there(void **state)
{
    struct fixture *f = *state;
    ctr_edit edit;
    ctr_error *err = NULL;

    with_mode(f, CTR_MODE_FORWARD, FIRST);
    lives(f, "2.0.0", ANYTHING);
    assert_ctr_ok(evolve(f, "3.0.0", TEXTS, NULL, NULL, &err));
    ctr_edit_init(&edit, sizeof edit);
    edit.mode = CTR_MODE_FULL_TRANSITIVE;
    assert_ctr_ok(ctr_contract_edit(f->store, "shop", "orders", &edit, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/orders@3.0.0' is not full-transitive compatible with '2.0.0' (1 "
                     "breaking, 0 undecided); change it, or declare the break with a reason",
                     ctr_version_activate(f->store, "shop", "orders", "3.0.0", NULL, NULL, &err));
    edit.mode = CTR_MODE_FORWARD_TRANSITIVE;
    assert_ctr_ok(ctr_contract_edit(f->store, "shop", "orders", &edit, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/orders@3.0.0' is not forward-transitive compatible with '1.0.0' (1 "
                     "breaking, 0 undecided); change it, or declare the break with a reason",
                     ctr_version_activate(f->store, "shop", "orders", "3.0.0", NULL, NULL, &err));
}

static void two_documents_alone_are_compared_in_one_step(void **unused)
{
    ctr_source older, newer;
    ctr_diff_options options;
    ctr_diff *diff = NULL;
    ctr_error *err = NULL;

    (void)unused;
    ctr_source_init(&older, sizeof older);
    older.data = FIRST;
    older.size = strlen(FIRST);
    ctr_source_init(&newer, sizeof newer);
    newer.data = NUMBERS;
    newer.size = strlen(NUMBERS);
    ctr_diff_options_init(&options, sizeof options);
    static const struct {
        ctr_mode mode;
        ctr_verdict verdict;
    } rows[] = {{CTR_MODE_BACKWARD_TRANSITIVE, CTR_VERDICT_COMPATIBLE},
                {CTR_MODE_FORWARD_TRANSITIVE, CTR_VERDICT_INCOMPATIBLE},
                {CTR_MODE_FULL_TRANSITIVE, CTR_VERDICT_INCOMPATIBLE}};
    for (size_t i = 0; i < 3; i++) {
        options.mode = rows[i].mode;
        assert_ctr_ok(ctr_diff_documents(&older, &newer, &options, &diff, &err));
        assert_int_equal(ctr_diff_mode(diff), rows[i].mode);
        assert_int_equal(ctr_diff_verdict(diff), rows[i].verdict);
        ctr_diff_free(diff);
    }
}

/* The same document twice in a history is read once, and both are named. */
static void a_document_that_comes_back_is_named_each_time(void **state)
{
    struct fixture *f = *state;
    ctr_evolution *e = NULL;
    ctr_error *err = NULL;

    with_mode(f, CTR_MODE_BACKWARD_TRANSITIVE, FIRST);
    lives(f, "2.0.0", TEXTS);
    lives(f, "3.0.0", FIRST);
    lives(f, "4.0.0", TEXTS);
    assert_ctr_ok(evolve(f, NULL, ANYTHING, NULL, &e, &err));
    assert_int_equal(ctr_evolution_earlier(e), 3);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_COMPATIBLE);
    assert_string_equal(ctr_evolution_earlier_version(e, 0), "3.0.0");
    assert_string_equal(ctr_evolution_earlier_version(e, 2), "1.0.0");
    assert_int_equal(ctr_diff_count(ctr_evolution_earlier_diff(e, 0)),
                     ctr_diff_count(ctr_evolution_earlier_diff(e, 2)));
    do_activate(f, "orders", ctr_version_label(ctr_evolution_version(e)));
    ctr_evolution_free(e);
    assert_store_sound(f->store);
}

static void a_history_over_the_limit_is_refused(void **state)
{
    struct fixture *f = *state;
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;
    char text[512];

    with_mode(f, CTR_MODE_BACKWARD_TRANSITIVE, FIRST);
    for (int i = 2; i < 6; i++) {
        char label[16];
        snprintf(label, sizeof label, "%d.0.0", i);
        snprintf(text, sizeof text, "{\"title\":\"%d\",\"description\":\"%0200d\"}", i, i);
        lives(f, label, text);
    }
    fixture_options(f, &o);
    o.max_document_bytes = 600;
    assert_ctr_ok(ctr_store_open(f->path, &o, &store, &err));
    ctr_store *before = f->store;
    f->store = store;
    snprintf(text, sizeof text, "{\"title\":\"more\"}");
    ctr_status status = evolve(f, NULL, text, NULL, NULL, &err);
    assert_int_equal(status, CTR_E_LIMIT);
    assert_non_null(strstr(ctr_error_message(err), "the 4 earlier versions of 'shop/orders' have"));
    assert_non_null(strstr(ctr_error_message(err), "but at most 600 are compared; raise the limit, "
                                                   "or take the mode backward"));
    ctr_error_free(err);
    f->store = before;
    ctr_store_close(store);
}

int main(void)
{
#define IN_MEMORY(test) cmocka_unit_test_setup_teardown(test, fixture_memory, fixture_end)
    const struct CMUnitTest tests[] = {
        IN_MEMORY(every_version_that_was_active_is_compared_with),
        IN_MEMORY(one_step_modes_look_at_the_base_alone),
        cmocka_unit_test(the_label_answers_for_the_whole_history),
        IN_MEMORY(a_version_activated_since_is_compared_with_at_activation),
        IN_MEMORY(a_mode_made_transitive_counts_for_drafts_that_are_there),
        cmocka_unit_test(two_documents_alone_are_compared_in_one_step),
        IN_MEMORY(a_document_that_comes_back_is_named_each_time),
        cmocka_unit_test_setup_teardown(a_history_over_the_limit_is_refused, fixture_file,
                                        fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
