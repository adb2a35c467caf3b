/* Evolution: comparison, labels, drafts, consumers at risk. */
#include "support/fixture.h"

#include <stdlib.h>
#include <string.h>

#define V1 SCHEMA("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}", "\"a\"")
#define ADDED SCHEMA("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"},\"c\":{}", "\"a\"")
#define BREAK SCHEMA("\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"string\"}", "\"a\"")
#define TITLED                                                                                     \
    "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","           \
    "\"title\":\"Order\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}}" \
    ","                                                                                            \
    "\"required\":[\"a\"],\"additionalProperties\":false}"

static void begin(struct fixture *f, const char *label)
{
    do_create(f, "orders", label, V1);
    do_activate(f, "orders", label);
}

static ctr_status evolve(struct fixture *f, const char *label, const char *document,
                         ctr_evolution **out, ctr_error **err)
{
    ctr_evolve e;

    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "orders";
    e.label = label;
    e.document.data = document;
    e.document.size = strlen(document);
    e.document.file = "v2.json";
    return ctr_contract_evolve(f->store, &e, NULL, out, err);
}

static void the_proposed_label_follows_from_base_and_change(void **unused)
{
    static const struct {
        const char *base;
        const char *document;
        const char *proposed;
    } rows[] = {
        {"1.0.0", ADDED, "1.1.0"},
        {"1.0.0", BREAK, "2.0.0"},
        {"1.0.0", TITLED, "1.0.1"},
        {"0.3.1", ADDED, "0.3.2"},
        {"0.3.1", BREAK, "0.4.0"},
        {"v1.0", ADDED, "v1.1"},
        {"v2", BREAK, "v3"},
        {"1.2", TITLED, "1.2.1"},
        {"2.0.0-rc.1", BREAK, "2.0.0"},
        {"1.2.0-rc.1", ADDED, "1.2.0"},
        {"1.2.0-rc.1", BREAK, "2.0.0"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        void *state;
        assert_int_equal(fixture_memory(&state), 0);
        begin(state, rows[i].base);
        ctr_evolution *e = do_evolve(state, "orders", NULL, rows[i].document);
        assert_string_equal(ctr_evolution_proposed(e), rows[i].proposed);
        assert_string_equal(ctr_version_label(ctr_evolution_version(e)), rows[i].proposed);
        assert_int_equal(ctr_evolution_sufficient(e), 1);
        ctr_evolution_free(e);
        assert_int_equal(fixture_end(&state), 0);
    }
}

static void a_label_without_order_gets_no_proposal(void **unused)
{
    static const char *const labels[] = {"vv1", "1.", "01.2.3", "1.2.x", "winter"};

    (void)unused;
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        void *state;
        ctr_error *err = NULL;
        assert_int_equal(fixture_memory(&state), 0);
        begin(state, labels[i]);
        assert_int_equal(evolve(state, NULL, ADDED, NULL, &err), CTR_E_ARGUMENT);
        assert_non_null(strstr(ctr_error_message(err), "no label can be proposed after"));
        ctr_error_free(err);
        err = NULL;
        ctr_evolution *e = NULL;
        assert_ctr_ok(evolve(state, "spring", ADDED, &e, &err));
        assert_null(ctr_evolution_proposed(e));
        ctr_evolution_free(e);
        assert_int_equal(fixture_end(&state), 0);
    }
}

static void the_answer_holds_findings_with_their_places(void **state)
{
    struct fixture *f = *state;

    begin(f, "1.0.0");
    ctr_error *err = NULL;
    ctr_evolution *e = NULL;
    assert_ctr_ok(evolve(f, NULL, BREAK, &e, &err));
    const ctr_diff *d = ctr_evolution_diff(e);
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_INCOMPATIBLE);
    assert_int_equal(ctr_diff_bump(d), CTR_BUMP_MAJOR);
    assert_int_equal(ctr_diff_count_level(d, CTR_LEVEL_BREAKING), 1);
    const ctr_finding *finding = ctr_diff_at(d, 0);
    assert_string_equal(ctr_finding_part(finding), "/a");
    assert_int_equal(ctr_finding_level(finding), CTR_LEVEL_BREAKING);
    assert_string_equal(ctr_finding_file(finding, CTR_SIDE_OLD), "shop/orders@1.0.0");
    assert_string_equal(ctr_finding_file(finding, CTR_SIDE_NEW), "v2.json");
    assert_int_equal(ctr_finding_line(finding, CTR_SIDE_NEW), 1);
    assert_true(ctr_finding_column(finding, CTR_SIDE_NEW) > 1);
    assert_int_equal(strlen(ctr_finding_fingerprint(finding)), 16);
    assert_null(ctr_diff_at(d, ctr_diff_count(d)));
    ctr_evolution_free(e);
}

static void no_difference_is_exists_unless_a_label_is_given(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_evolution *e = NULL;

    begin(f, "1.0.0");
    assert_int_equal(evolve(f, NULL, V1, NULL, &err), CTR_E_EXISTS);
    assert_string_equal(ctr_error_detail(err, "base"), "1.0.0");
    ctr_error_free(err);
    err = NULL;
    assert_ctr_ok(evolve(f, "1.0.1", V1, &e, &err));
    assert_int_equal(ctr_diff_count(ctr_evolution_diff(e)), 0);
    ctr_evolution_free(e);
}

static void the_same_evolve_gives_the_same_draft(void **state)
{
    struct fixture *f = *state;

    begin(f, "1.0.0");
    ctr_evolution *first = do_evolve(f, "orders", NULL, ADDED);
    int64_t before = last_event(f);
    ctr_evolution *second = do_evolve(f, "orders", NULL, ADDED);
    assert_string_equal(ctr_version_id(ctr_evolution_version(first)),
                        ctr_version_id(ctr_evolution_version(second)));
    assert_string_equal(ctr_evolution_proposed(second), "1.1.0");
    assert_int_equal(ctr_diff_count(ctr_evolution_diff(first)),
                     ctr_diff_count(ctr_evolution_diff(second)));
    assert_int_equal(last_event(f), before);
    ctr_evolution_free(first);
    ctr_evolution_free(second);
}

static void a_taken_proposal_gives_way_to_the_next_free_one(void **state)
{
    struct fixture *f = *state;

    begin(f, "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", NULL, ADDED));
    ctr_evolution *e = do_evolve(
        f, "orders", NULL,
        SCHEMA("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"},\"z\":{}", "\"a\""));
    assert_string_equal(ctr_evolution_proposed(e), "1.2.0");
    ctr_evolution_free(e);
}

static void a_label_must_be_above_the_base_and_free(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    begin(f, "1.4.0");
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "label '1.3.0' is not above '1.4.0', the version it would follow",
                     evolve(f, "1.3.0", ADDED, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, evolve(f, "a/b", ADDED, NULL, &err));
    ctr_evolution_free(do_evolve(f, "orders", "1.5.0", ADDED));
    assert_ctr_fails(CTR_E_EXISTS, "contract 'shop/orders' has a version '1.5.0' already",
                     evolve(f, "1.5.0", BREAK, NULL, &err));
    assert_ctr_fails(CTR_E_EXISTS, "contract 'shop/orders' has a version 'v1.5' already",
                     evolve(f, "v1.5", BREAK, NULL, &err));
}

static void consumers_that_break_are_named_with_their_parts(void **state)
{
    struct fixture *f = *state;

    begin(f, "1.0.0");
    do_register(f, "orders", "all", NULL, NULL);
    do_register(f, "orders", "pinned", "1.0.0", "/a");
    do_register(f, "orders", "ranged", "^1.0", "/a");
    do_register(f, "orders", "safe", NULL, "/b");
    int64_t before = last_event(f);
    ctr_evolution *e = do_evolve(f, "orders", NULL, BREAK);
    static const struct {
        const char *name;
        ctr_effect effect;
    } want[] = {
        {"all", CTR_EFFECT_BREAKS},
        {"pinned", CTR_EFFECT_BREAKS_ON_UPGRADE},
        {"ranged", CTR_EFFECT_BREAKS_ON_UPGRADE},
        {"safe", CTR_EFFECT_UNAFFECTED},
    };
    assert_int_equal(ctr_evolution_consumers(e), 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(ctr_evolution_consumer(e, i), want[i].name);
        assert_int_equal(ctr_evolution_effect(e, i), want[i].effect);
    }
    assert_string_equal(ctr_evolution_part(e, 0, 0), "/a");
    assert_string_equal(ctr_evolution_part(e, 1, 0), "/a");
    assert_int_equal(ctr_evolution_parts(e, 3), 0);
    assert_null(ctr_evolution_part(e, 3, 0));
    ctr_evolution_free(e);
    char *feed = feed_after(f, before);
    assert_string_equal(feed, "version.created version:shop/orders@2.0.0\n"
                              "consumer.at-risk consumer:shop/orders#all\n"
                              "consumer.at-risk consumer:shop/orders#pinned\n"
                              "consumer.at-risk consumer:shop/orders#ranged\n");
    free(feed);
}

static void activation_moves_those_whose_pin_admits_it(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_error *err = NULL;

    begin(f, "1.0.0");
    do_register(f, "orders", "all", NULL, NULL);
    do_register(f, "orders", "pinned", "1.0.0", "/a");
    ctr_evolution_free(do_evolve(f, "orders", NULL, BREAK));
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_DECLARE_BREAK;
    call.reason = "meant";
    int64_t before = last_event(f);
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "orders", "2.0.0", &call, NULL, &err));
    char *feed = feed_after(f, before);
    assert_string_equal(feed, "break.declared version:shop/orders@2.0.0\n"
                              "version.superseded version:shop/orders@1.0.0\n"
                              "version.activated version:shop/orders@2.0.0\n"
                              "consumer.followed consumer:shop/orders#all\n"
                              "consumer.notified consumer:shop/orders#pinned\n"
                              "consumer.broken consumer:shop/orders#all\n");
    free(feed);
    assert_store_sound(f->store);
}

static void the_stored_evolution_can_be_read_again(void **state)
{
    struct fixture *f = *state;
    ctr_evolution *again = NULL;
    ctr_error *err = NULL;
    struct text_sink a = {NULL, 0};
    struct text_sink b = {NULL, 0};

    begin(f, "1.0.0");
    do_register(f, "orders", "all", NULL, NULL);
    ctr_evolution *e = do_evolve(f, "orders", NULL, BREAK);
    assert_ctr_ok(ctr_contract_evolution(f->store, "shop", "orders", "2.0.0", &again, &err));
    assert_ctr_ok(ctr_evolution_render(e, CTR_RENDER_JSON, text_sink_write, &a, &err));
    assert_ctr_ok(ctr_evolution_render(again, CTR_RENDER_JSON, text_sink_write, &b, &err));
    assert_string_equal(a.text, b.text);
    free(a.text);
    free(b.text);
    ctr_evolution_free(e);
    ctr_evolution_free(again);
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/orders@1.0.0' had no base to be compared with",
                     ctr_contract_evolution(f->store, "shop", "orders", "1.0.0", &again, &err));
}

static void rolling_back_is_a_draft_with_the_old_bytes(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_evolution *e = NULL;
    ctr_document *d = NULL;
    ctr_error *err = NULL;

    begin(f, "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", NULL, ADDED));
    do_activate(f, "orders", "1.1.0");
    assert_ctr_fails(
        CTR_E_ARGUMENT, "to roll back needs a reason",
        ctr_contract_rollback(f->store, "shop", "orders", "1.0.0", NULL, NULL, NULL, &err));
    ctr_call_init(&call, sizeof call);
    call.reason = "1.1.0 loses orders";
    assert_ctr_ok(
        ctr_contract_rollback(f->store, "shop", "orders", "1.0.0", NULL, &call, &e, &err));
    assert_string_equal(ctr_version_label(ctr_evolution_version(e)), "2.0.0");
    assert_string_equal(ctr_version_break_reason(ctr_evolution_version(e)), "1.1.0 loses orders");
    ctr_evolution_free(e);
    assert_ctr_ok(ctr_version_document(f->store, "shop", "orders", "2.0.0", NULL, &d, &err));
    assert_string_equal(ctr_document_data(d), V1);
    ctr_document_free(d);
    do_activate(f, "orders", "2.0.0");
    assert_store_sound(f->store);
}

static void an_opaque_change_is_undecided(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    do_create(f, "APIContract", "v1.0", "{\"endpoints\": [\"/api/users\"]}");
    do_activate(f, "APIContract", "v1.0");
    ctr_evolution *e =
        do_evolve(f, "APIContract", "v2.0", "{\"endpoints\": [\"/api/users\", \"/api/posts\"]}");
    assert_int_equal(ctr_diff_format(ctr_evolution_diff(e)), CTR_FORMAT_OPAQUE);
    assert_int_equal(ctr_diff_verdict(ctr_evolution_diff(e)), CTR_VERDICT_UNDECIDED);
    assert_string_equal(ctr_finding_part(ctr_diff_at(ctr_evolution_diff(e), 0)), "/endpoints/1");
    ctr_evolution_free(e);
    assert_int_equal(
        ctr_version_activate(f->store, "shop", "APIContract", "v2.0", NULL, NULL, &err),
        CTR_E_STATE);
    ctr_error_free(err);
}

int main(int argc, char **argv)
{
#define T(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_proposed_label_follows_from_base_and_change),
        cmocka_unit_test(a_label_without_order_gets_no_proposal),
        T(the_answer_holds_findings_with_their_places),
        T(no_difference_is_exists_unless_a_label_is_given),
        T(the_same_evolve_gives_the_same_draft),
        T(a_taken_proposal_gives_way_to_the_next_free_one),
        T(a_label_must_be_above_the_base_and_free),
        T(consumers_that_break_are_named_with_their_parts),
        T(activation_moves_those_whose_pin_admits_it),
        T(the_stored_evolution_can_be_read_again),
        T(rolling_back_is_a_draft_with_the_old_bytes),
        T(an_opaque_change_is_undecided),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
