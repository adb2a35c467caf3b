/* The life of a version: every state, every verb, and the guards. */
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define V1 SCHEMA("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}", "\"a\"")
#define V2 SCHEMA("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"},\"c\":{}", "\"a\"")
#define BREAK SCHEMA("\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"string\"}", "\"a\"")

enum verb { ACTIVATE, DEPRECATE, REACTIVATE, RETIRE };

static ctr_status act(struct fixture *f, enum verb verb, const char *label, ctr_error **err)
{
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.reason = "because";
    switch (verb) {
    case ACTIVATE:
        return ctr_version_activate(f->store, "shop", "orders", label, &call, NULL, err);
    case DEPRECATE:
        return ctr_version_deprecate(f->store, "shop", "orders", label, 0, &call, NULL, err);
    case REACTIVATE:
        return ctr_version_reactivate(f->store, "shop", "orders", label, &call, NULL, err);
    case RETIRE:
        break;
    }
    return ctr_version_retire(f->store, "shop", "orders", label, &call, NULL, err);
}

/* Bring version 1.0.0 into a state. */
static void bring(struct fixture *f, ctr_state state)
{
    ctr_error *err = NULL;

    do_create(f, "orders", "1.0.0", V1);
    if (state >= CTR_STATE_ACTIVE) {
        assert_ctr_ok(act(f, ACTIVATE, "1.0.0", &err));
    }
    if (state >= CTR_STATE_DEPRECATED) {
        assert_ctr_ok(act(f, DEPRECATE, "1.0.0", &err));
    }
    if (state >= CTR_STATE_RETIRED) {
        assert_ctr_ok(act(f, RETIRE, "1.0.0", &err));
    }
    assert_int_equal(state_of(f, "orders", "1.0.0"), state);
}

static void every_transition_is_as_the_table_says(void **unused)
{
    static const struct {
        ctr_state from;
        enum verb verb;
        ctr_state to; /* 0: refused */
        const char *message;
    } rows[] = {
        {CTR_STATE_DRAFT, ACTIVATE, CTR_STATE_ACTIVE, NULL},
        {CTR_STATE_DRAFT, DEPRECATE, 0, "cannot be deprecated: it is draft"},
        {CTR_STATE_DRAFT, REACTIVATE, 0, "cannot be reactivated: it is draft"},
        {CTR_STATE_DRAFT, RETIRE, CTR_STATE_RETIRED, NULL},
        {CTR_STATE_ACTIVE, ACTIVATE, 0, "cannot be activated: it is active"},
        {CTR_STATE_ACTIVE, DEPRECATE, CTR_STATE_DEPRECATED, NULL},
        {CTR_STATE_ACTIVE, REACTIVATE, 0, "cannot be reactivated: it is active"},
        {CTR_STATE_ACTIVE, RETIRE, CTR_STATE_RETIRED, NULL},
        {CTR_STATE_DEPRECATED, ACTIVATE, 0, "cannot be activated: it is deprecated"},
        {CTR_STATE_DEPRECATED, DEPRECATE, 0, "cannot be deprecated: it is deprecated"},
        {CTR_STATE_DEPRECATED, REACTIVATE, CTR_STATE_ACTIVE, NULL},
        {CTR_STATE_DEPRECATED, RETIRE, CTR_STATE_RETIRED, NULL},
        {CTR_STATE_RETIRED, ACTIVATE, 0, "cannot be activated: it is retired"},
        {CTR_STATE_RETIRED, DEPRECATE, 0, "cannot be deprecated: it is retired"},
        {CTR_STATE_RETIRED, REACTIVATE, 0, "cannot be reactivated: it is retired"},
        {CTR_STATE_RETIRED, RETIRE, 0, "cannot be retired: it is retired"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        void *state;
        ctr_error *err = NULL;
        assert_int_equal(fixture_memory(&state), 0);
        struct fixture *f = state;
        bring(f, rows[i].from);
        int64_t before = last_event(f);
        ctr_status status = act(f, rows[i].verb, "1.0.0", &err);
        if (rows[i].to) {
            assert_ctr_ok(status);
            assert_int_equal(state_of(f, "orders", "1.0.0"), rows[i].to);
            assert_int_equal(last_event(f), before + 1);
        } else {
            assert_int_equal(status, CTR_E_STATE);
            assert_non_null(strstr(ctr_error_message(err), rows[i].message));
            assert_int_equal(state_of(f, "orders", "1.0.0"), rows[i].from);
            assert_int_equal(last_event(f), before);
        }
        ctr_error_free(err);
        assert_store_sound(f->store);
        assert_int_equal(fixture_end(&state), 0);
    }
}

static void activating_supersedes_the_active_one(void **state)
{
    struct fixture *f = *state;
    ctr_version *old = NULL;
    ctr_error *err = NULL;

    bring(f, CTR_STATE_ACTIVE);
    ctr_evolution_free(do_evolve(f, "orders", NULL, V2));
    int64_t before = last_event(f);
    do_activate(f, "orders", "1.1.0");
    char *feed = feed_after(f, before);
    assert_string_equal(feed, "version.superseded version:shop/orders@1.0.0\n"
                              "version.activated version:shop/orders@1.1.0\n");
    free(feed);
    assert_ctr_ok(ctr_version_get(f->store, "shop", "orders", "1.0.0", &old, &err));
    assert_int_equal(ctr_version_state(old), CTR_STATE_DEPRECATED);
    assert_string_equal(ctr_version_superseded_by(old), "1.1.0");
    assert_string_equal(ctr_version_reason(old), "superseded by 1.1.0");
    assert_int_equal(ctr_version_sunset_us(old), 0);
    ctr_version_free(old);
}

static void the_second_of_two_drafts_on_one_base_is_a_conflict(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    bring(f, CTR_STATE_ACTIVE);
    ctr_evolution_free(do_evolve(f, "orders", "1.1.0", V2));
    ctr_evolution_free(do_evolve(f, "orders", "1.2.0",
                                 SCHEMA("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"},"
                                        "\"d\":{}",
                                        "\"a\"")));
    do_activate(f, "orders", "1.1.0");
    ctr_status status = ctr_version_activate(f->store, "shop", "orders", "1.2.0", NULL, NULL, &err);
    assert_int_equal(status, CTR_E_CONFLICT);
    assert_string_equal(ctr_error_detail(err, "winner"), "1.1.0");
    assert_string_equal(ctr_error_message(err),
                        "'shop/orders@1.2.0' was made on '1.0.0', but '1.1.0' was activated since; "
                        "evolve again on that");
    ctr_error_free(err);
}

static void a_break_needs_a_decision(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_error *err = NULL;

    bring(f, CTR_STATE_ACTIVE);
    ctr_evolution_free(do_evolve(f, "orders", NULL, BREAK));
    assert_int_equal(ctr_version_activate(f->store, "shop", "orders", "2.0.0", NULL, NULL, &err),
                     CTR_E_STATE);
    assert_non_null(strstr(ctr_error_message(err), "is not backward compatible with '1.0.0'"));
    ctr_error_free(err);
    err = NULL;
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_DECLARE_BREAK;
    assert_ctr_fails(CTR_E_ARGUMENT, "to declare a break needs a reason",
                     ctr_version_activate(f->store, "shop", "orders", "2.0.0", &call, NULL, &err));
    call.reason = "a is a number now";
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "orders", "2.0.0", &call, NULL, &err));
    assert_int_equal(state_of(f, "orders", "2.0.0"), CTR_STATE_ACTIVE);
    assert_store_sound(f->store);
}

static void a_label_below_the_proposed_one_cannot_be_activated(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_error *err = NULL;

    bring(f, CTR_STATE_ACTIVE);
    ctr_evolution *e = do_evolve(f, "orders", "1.0.1", BREAK);
    assert_int_equal(ctr_evolution_sufficient(e), 0);
    assert_string_equal(ctr_evolution_proposed(e), "2.0.0");
    ctr_evolution_free(e);
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_DECLARE_BREAK;
    call.reason = "meant";
    assert_ctr_fails(CTR_E_STATE,
                     "label '1.0.1' is below '2.0.0', which the changes ask for; evolve again with "
                     "a higher label",
                     ctr_version_activate(f->store, "shop", "orders", "1.0.1", &call, NULL, &err));
}

static void mode_none_enforces_nothing(void **state)
{
    struct fixture *f = *state;
    ctr_edit edit;
    ctr_error *err = NULL;

    bring(f, CTR_STATE_ACTIVE);
    ctr_edit_init(&edit, sizeof edit);
    edit.mode = CTR_MODE_NONE;
    assert_ctr_ok(ctr_contract_edit(f->store, "shop", "orders", &edit, NULL, NULL, &err));
    ctr_evolution *e = do_evolve(f, "orders", "1.0.1", BREAK);
    assert_int_equal(ctr_diff_verdict(ctr_evolution_diff(e)), CTR_VERDICT_INCOMPATIBLE);
    ctr_evolution_free(e);
    do_activate(f, "orders", "1.0.1");
}

static void retiring_waits_for_consumers_and_sunset_unless_forced(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_error *err = NULL;

    bring(f, CTR_STATE_ACTIVE);
    do_register(f, "orders", "web", "1.0.0", NULL);
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/orders@1.0.0' cannot be retired: 1 consumer still uses it; move them, "
                     "or force it with a reason",
                     ctr_version_retire(f->store, "shop", "orders", "1.0.0", NULL, NULL, &err));
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_FORCE;
    assert_ctr_fails(CTR_E_ARGUMENT, "to force a retirement needs a reason",
                     ctr_version_retire(f->store, "shop", "orders", "1.0.0", &call, NULL, &err));
    call.reason = "the server is gone";
    int64_t before = last_event(f);
    assert_ctr_ok(ctr_version_retire(f->store, "shop", "orders", "1.0.0", &call, NULL, &err));
    char *feed = feed_after(f, before);
    assert_string_equal(feed, "version.retired version:shop/orders@1.0.0\n"
                              "consumer.notified consumer:shop/orders#web\n"
                              "consumer.followed consumer:shop/orders#web\n");
    free(feed);
    assert_store_sound(f->store);
}

static void a_sunset_ahead_stands_in_the_way(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_error *err = NULL;

    bring(f, CTR_STATE_ACTIVE);
    ctr_call_init(&call, sizeof call);
    call.reason = "v2 is out";
    assert_ctr_fails(CTR_E_ARGUMENT, "the sunset 2020-01-01T00:00:00Z is in the past",
                     ctr_version_deprecate(f->store, "shop", "orders", "1.0.0",
                                           INT64_C(1577836800000000), &call, NULL, &err));
    int64_t sunset = FIXTURE_START_US + INT64_C(86400000000);
    assert_ctr_ok(
        ctr_version_deprecate(f->store, "shop", "orders", "1.0.0", sunset, &call, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/orders@1.0.0' cannot be retired before its sunset "
                     "2026-01-02T00:00:00Z; wait, or force it with a reason",
                     ctr_version_retire(f->store, "shop", "orders", "1.0.0", &call, NULL, &err));
    f->now_us = sunset;
    assert_ctr_ok(ctr_version_retire(f->store, "shop", "orders", "1.0.0", &call, NULL, &err));
    assert_store_sound(f->store);
}

static void a_stale_revision_is_a_conflict(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_error *err = NULL;

    bring(f, CTR_STATE_DRAFT);
    ctr_call_init(&call, sizeof call);
    call.if_revision = 7;
    assert_ctr_fails(CTR_E_CONFLICT,
                     "version 'shop/orders@1.0.0' is at revision 1, not 7; look again",
                     ctr_version_activate(f->store, "shop", "orders", "1.0.0", &call, NULL, &err));
    call.if_revision = 1;
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "orders", "1.0.0", &call, NULL, &err));
}

static void reactivating_needs_that_nothing_is_active(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    bring(f, CTR_STATE_ACTIVE);
    ctr_evolution_free(do_evolve(f, "orders", NULL, V2));
    do_activate(f, "orders", "1.1.0");
    assert_int_equal(act(f, REACTIVATE, "1.0.0", &err), CTR_E_STATE);
    assert_string_equal(ctr_error_detail(err, "winner"), "1.1.0");
    ctr_error_free(err);
    err = NULL;
    assert_ctr_ok(act(f, DEPRECATE, "1.1.0", &err));
    assert_ctr_ok(act(f, REACTIVATE, "1.0.0", &err));
    assert_int_equal(state_of(f, "orders", "active"), CTR_STATE_ACTIVE);
    assert_store_sound(f->store);
}

static void a_dry_run_keeps_nothing(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_version *v = NULL;
    ctr_error *err = NULL;

    bring(f, CTR_STATE_DRAFT);
    int64_t before = last_event(f);
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_DRY_RUN;
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "orders", "1.0.0", &call, &v, &err));
    assert_int_equal(ctr_version_state(v), CTR_STATE_ACTIVE);
    ctr_version_free(v);
    assert_int_equal(state_of(f, "orders", "1.0.0"), CTR_STATE_DRAFT);
    assert_int_equal(last_event(f), before);
}

static void what_the_state_forbids_says_so(void **state)
{
    struct fixture *f = *state;
    ctr_consumer_spec spec;
    ctr_evolve evolve;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", "{\"n\":0}");
    ctr_evolve_init(&evolve, sizeof evolve);
    evolve.team = "shop";
    evolve.name = "a";
    evolve.document.data = "{\"n\":1}";
    evolve.document.size = 7;
    assert_ctr_fails(CTR_E_STATE,
                     "contract 'shop/a' has no version that was ever active, so no label can be "
                     "proposed; activate one or give a label",
                     ctr_contract_evolve(f->store, &evolve, NULL, NULL, &err));
    assert_ctr_ok(ctr_version_retire(f->store, "shop", "a", "1.0.0", NULL, NULL, &err));
    ctr_consumer_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "a";
    spec.consumer = "web";
    assert_ctr_fails(CTR_E_STATE,
                     "all versions of 'shop/a' are retired, so there is nothing to rely on; evolve "
                     "it first",
                     ctr_consumer_register(f->store, &spec, NULL, NULL, &err));
    spec.pin = "^1";
    assert_ctr_fails(CTR_E_NOT_FOUND,
                     "pin '^1' admits no version of 'shop/a' that is not retired; look at its "
                     "history",
                     ctr_consumer_register(f->store, &spec, NULL, NULL, &err));
    evolve.label = "2.0.0"; /* the way out that both name */
    assert_ctr_ok(ctr_contract_evolve(f->store, &evolve, NULL, NULL, &err));
    spec.pin = NULL;
    assert_ctr_ok(ctr_consumer_register(f->store, &spec, NULL, NULL, &err));
}

static void assert_follows(struct fixture *f, const char *consumer, const char *label)
{
    ctr_consumer_filter filter;
    ctr_consumer_list *list = NULL;
    ctr_error *err = NULL;

    ctr_consumer_filter_init(&filter, sizeof filter);
    filter.team = "shop";
    filter.name = "orders";
    filter.consumer = consumer;
    assert_ctr_ok(ctr_consumer_find(f->store, &filter, &list, &err));
    const char *is = ctr_consumer_follows(ctr_consumer_list_at(list, 0));
    if (!is || strcmp(is, label) != 0) {
        fail_msg("%s follows %s, not %s", consumer, is ? is : "nothing", label);
    }
    ctr_consumer_list_free(list);
}

/* A number that was left out is any number, whatever the versions are called. */
static void a_pin_means_the_same_whenever_it_is_registered(void **state)
{
    static const struct {
        const char *first, *second; /* labels */
        struct {
            const char *pin, *follows;
        } rows[7];
    } cases[] = {
        {"1.0.0",
         "1.1.0",
         {{"1", "1.1.0"},
          {"v1", "1.1.0"},
          {"1.x", "1.1.0"},
          {"1.0", "1.0.0"},
          {"1.0.0", "1.0.0"},
          {"v1.0.0", "1.0.0"},
          {"=1.0.0", "1.0.0"}}},
        {"v1", "v1.1", {{"v1", "v1.1"}, {"1", "v1.1"}, {"1.0.0", "v1"}, {"v1.0", "v1"}}},
        {"spring", "summer", {{"spring", "spring"}}},
    };
    char name[2][16];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(fixture_memory(state), 0);
        struct fixture *f = *state;
        do_create(f, "orders", cases[i].first, V1);
        do_activate(f, "orders", cases[i].first);
        for (size_t k = 0; k < 7 && cases[i].rows[k].pin; k++) {
            snprintf(name[0], sizeof name[0], "before%zu", k);
            do_register(f, "orders", name[0], cases[i].rows[k].pin, NULL);
            assert_follows(f, name[0], cases[i].first);
        }
        ctr_evolution_free(do_evolve(f, "orders", cases[i].second, V2));
        do_activate(f, "orders", cases[i].second);
        for (size_t k = 0; k < 7 && cases[i].rows[k].pin; k++) {
            snprintf(name[0], sizeof name[0], "before%zu", k);
            snprintf(name[1], sizeof name[1], "after%zu", k);
            do_register(f, "orders", name[1], cases[i].rows[k].pin, NULL);
            assert_follows(f, name[0], cases[i].rows[k].follows);
            assert_follows(f, name[1], cases[i].rows[k].follows);
        }
        assert_store_sound(f->store);
        assert_int_equal(fixture_end(state), 0);
    }
}

int main(int argc, char **argv)
{
#define T(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
    const struct CMUnitTest tests[] = {
        T(what_the_state_forbids_says_so),
        cmocka_unit_test(a_pin_means_the_same_whenever_it_is_registered),
        cmocka_unit_test(every_transition_is_as_the_table_says),
        T(activating_supersedes_the_active_one),
        T(the_second_of_two_drafts_on_one_base_is_a_conflict),
        T(a_break_needs_a_decision),
        T(a_label_below_the_proposed_one_cannot_be_activated),
        T(mode_none_enforces_nothing),
        T(retiring_waits_for_consumers_and_sunset_unless_forced),
        T(a_sunset_ahead_stands_in_the_way),
        T(a_stale_revision_is_a_conflict),
        T(reactivating_needs_that_nothing_is_active),
        T(a_dry_run_keeps_nothing),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
