/* Policies and transitive modes together: every comparison is judged, and the decisions with it. */
#include "support/fixture.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* In forward-transitive mode a text goes with anything, and with no number. */
#define TYPED(line, n)                                                                             \
    "{\"type\":\"object\",\"x-line\":\"" line "\",\"properties\":{\"m\":{},\"n\":{" n "}}}"
#define NUMBERS TYPED("one", "\"type\":\"number\"")
#define ANYTHING TYPED("one", "")
#define TEXTS TYPED("one", "\"type\":\"string\"")
#define FLAGS TYPED("one", "\"type\":\"boolean\"")

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

static ctr_evolution *evolve(struct fixture *f, const char *label, const char *document,
                             const char *reason)
{
    ctr_evolution *out = NULL;
    ctr_error *err = NULL;
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
    assert_ctr_ok(ctr_contract_evolve(f->store, &e, &call, &out, &err));
    return out;
}

static void lives(struct fixture *f, const char *label, const char *document)
{
    ctr_evolution_free(evolve(f, label, document, "meant"));
    do_activate(f, "orders", label);
}

/* 1.0.0 has numbers, 2.0.0 anything; a text goes with 2.0.0 alone. */
static void history(struct fixture *f)
{
    with_mode(f, CTR_MODE_FORWARD_TRANSITIVE, NUMBERS);
    lives(f, "2.0.0", ANYTHING);
}

static void set(struct fixture *f, const char *text)
{
    ctr_source s;
    ctr_error *err = NULL;

    ctr_source_init(&s, sizeof s);
    s.data = text;
    s.size = strlen(text);
    s.file = "policy.yaml";
    assert_ctr_ok(ctr_policy_set(f->store, "shop", "orders", &s, NULL, NULL, &err));
}

static void clear(struct fixture *f)
{
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_policy_clear(f->store, "shop", "orders", NULL, NULL, &err));
}

#define WAIVER(expires)                                                                            \
    "{waivers: [{rule: type-changed, part: /n, reason: agreed, owner: ada, expires: '" expires     \
    "'}]}"

static void mode(struct fixture *f, ctr_mode mode)
{
    ctr_edit edit;
    ctr_error *err = NULL;

    ctr_edit_init(&edit, sizeof edit);
    edit.mode = mode;
    assert_ctr_ok(ctr_contract_edit(f->store, "shop", "orders", &edit, NULL, NULL, &err));
}

static ctr_status activate(struct fixture *f, const char *label, ctr_error **err)
{
    return ctr_version_activate(f->store, "shop", "orders", label, NULL, NULL, err);
}

/* What can-evolve says of a document, or of a draft, and whether activating would do the same. */
static ctr_answer may(struct fixture *f, const char *label, const char *document)
{
    const ctr_evolve e = evolve_of(label, document);
    return do_can_evolve(f, &e);
}

static void refused(struct fixture *f, const char *label, const char *against)
{
    ctr_error *err = NULL;

    assert_int_equal(activate(f, label, &err), CTR_E_STATE);
    assert_string_equal(ctr_error_detail(err, "earlier"), against);
    ctr_error_free(err);
}

static size_t remarks(const ctr_diff *d, const char *rule)
{
    size_t n = 0;

    for (size_t i = 0; i < ctr_diff_count(d); i++) {
        n += strcmp(ctr_finding_rule(ctr_diff_at(d, i)), rule) == 0;
    }
    return n;
}

static void a_waiver_accepts_what_breaks_with_an_earlier_version(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    history(f);
    set(f, WAIVER("2099-01-10"));
    assert_int_equal(may(f, NULL, TEXTS), CTR_ANSWER_YES);
    ctr_evolution *e = evolve(f, NULL, TEXTS, NULL);
    assert_int_equal(ctr_evolution_earlier(e), 1);
    const ctr_diff *d = ctr_evolution_earlier_diff(e, 0);
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_COMPATIBLE);
    assert_int_equal(ctr_diff_waived(d), 1);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_COMPATIBLE);
    assert_string_equal(ctr_evolution_proposed(e), "2.1.0");
    /* it fits nothing that is different from the base, and is not called unmatched for that */
    assert_int_equal(remarks(ctr_evolution_diff(e), "policy.waiver-unmatched"), 0);
    assert_int_equal(remarks(d, "policy.waiver-unmatched"), 0);
    ctr_evolution_free(e);
    assert_int_equal(may(f, "2.1.0", NULL), CTR_ANSWER_YES);
    assert_ctr_ok(activate(f, "2.1.0", &err));
    assert_store_sound(f->store);
}

static void a_waiver_of_nothing_is_told_once(void **state)
{
    struct fixture *f = *state;

    history(f);
    lives(f, "3.0.0", ANYTHING);
    set(f, "{waivers: [{rule: type-changed, part: /gone, reason: r, owner: ada, expires: "
           "2099-01-10}]}");
    ctr_evolution *e = evolve(f, NULL, TEXTS, NULL);
    assert_int_equal(ctr_evolution_earlier(e), 2);
    assert_int_equal(remarks(ctr_evolution_diff(e), "policy.waiver-unmatched"), 1);
    assert_int_equal(remarks(ctr_evolution_earlier_diff(e, 0), "policy.waiver-unmatched"), 0);
    assert_int_equal(remarks(ctr_evolution_earlier_diff(e, 1), "policy.waiver-unmatched"), 0);
    ctr_evolution_free(e);
}

static void activation_judges_the_history_again(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    history(f);
    ctr_evolution_free(evolve(f, NULL, TEXTS, NULL));
    refused(f, "2.1.0", "1.0.0");
    assert_int_equal(may(f, "2.1.0", NULL), CTR_ANSWER_NO);
    set(f, WAIVER("2099-01-10")); /* given since */
    assert_int_equal(may(f, "2.1.0", NULL), CTR_ANSWER_YES);
    f->now_us = INT64_C(4102444800) * 1000000; /* 2100: expired since */
    assert_int_equal(may(f, "2.1.0", NULL), CTR_ANSWER_NO);
    refused(f, "2.1.0", "1.0.0");
    set(f, WAIVER("2101-01-10"));
    assert_ctr_ok(activate(f, "2.1.0", &err));
    /* and history is as it was found */
    ctr_evolution *e = NULL;
    assert_ctr_ok(ctr_contract_evolution(f->store, "shop", "orders", "2.1.0", &e, &err));
    assert_int_equal(ctr_diff_verdict(ctr_evolution_earlier_diff(e, 0)), CTR_VERDICT_INCOMPATIBLE);
    ctr_evolution_free(e);
    assert_store_sound(f->store);
}

static void a_policy_that_is_cleared_helps_no_longer(void **state)
{
    struct fixture *f = *state;

    history(f);
    set(f, "levels: [{rule: '*', level: info}]");
    ctr_evolution *e = evolve(f, NULL, TEXTS, NULL);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_COMPATIBLE);
    ctr_evolution_free(e);
    assert_int_equal(may(f, "2.1.0", NULL), CTR_ANSWER_YES);
    clear(f);
    assert_int_equal(may(f, "2.1.0", NULL), CTR_ANSWER_NO);
    refused(f, "2.1.0", "1.0.0");
}

/* A level counts where the mode asks; transitive or not is no matter. */
static void a_level_holds_in_transitive_modes(void **state)
{
    static const struct {
        ctr_mode mode;
        ctr_verdict verdict;
        const char *document;
    } rows[] = {
        {CTR_MODE_FORWARD_TRANSITIVE, CTR_VERDICT_UNDECIDED,
         TYPED("one", "\"type\":[\"number\",\"string\"]")},
        {CTR_MODE_FULL_TRANSITIVE, CTR_VERDICT_UNDECIDED,
         TYPED("one", "\"type\":[\"number\",\"boolean\"]")},
        {CTR_MODE_BACKWARD_TRANSITIVE, CTR_VERDICT_COMPATIBLE,
         TYPED("one", "\"type\":[\"number\",\"null\"]")},
    };
    struct fixture *f = *state;

    history(f);
    set(f, "levels: [{rule: '*', direction: forward, level: undecided}, "
           "{rule: '*', direction: backward, level: info}, "
           "{rule: '*', direction: both, level: info}]");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        mode(f, rows[i].mode);
        ctr_evolution *e = evolve(f, NULL, rows[i].document, NULL);
        assert_int_equal(ctr_evolution_earlier(e), 1);
        assert_int_equal(ctr_diff_verdict(ctr_evolution_earlier_diff(e, 0)), rows[i].verdict);
        ctr_evolution_free(e);
    }
}

static void a_version_of_another_major_line_is_not_counted(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    history(f);
    set(f, "{groups: {by: major}}");
    /* a label that is proposed stays in the line of the base, which is not that of 1.0.0 */
    ctr_evolution *e = evolve(f, NULL, TEXTS, NULL);
    const ctr_diff *d = ctr_evolution_earlier_diff(e, 0);
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_COMPATIBLE);
    assert_true(ctr_diff_count(d) > 0); /* set aside, not hidden */
    assert_string_equal(ctr_diff_group(d, CTR_SIDE_OLD), "1");
    assert_string_equal(ctr_diff_group(d, CTR_SIDE_NEW), "2");
    assert_null(ctr_diff_group(ctr_evolution_diff(e), CTR_SIDE_NEW));
    assert_string_equal(ctr_evolution_proposed(e), "2.1.0");
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_COMPATIBLE);
    ctr_evolution_free(e);
    assert_int_equal(may(f, "2.1.0", NULL), CTR_ANSWER_YES);
    assert_int_equal(may(f, NULL, TEXTS), CTR_ANSWER_YES);
    assert_ctr_ok(activate(f, "2.1.0", &err));
    /* within the line all of it counts: flags go with anything, and with no text */
    assert_int_equal(may(f, NULL, FLAGS), CTR_ANSWER_NO);
    /* a line that is declared has no history */
    assert_int_equal(may(f, "5.0.0", FLAGS), CTR_ANSWER_YES);
    e = evolve(f, "5.0.0", FLAGS, NULL);
    assert_int_equal(ctr_evolution_earlier(e), 2);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_COMPATIBLE);
    assert_string_equal(ctr_diff_group(ctr_evolution_earlier_diff(e, 0), CTR_SIDE_NEW), "5");
    ctr_evolution_free(e);
    assert_ctr_ok(activate(f, "5.0.0", &err));
    assert_store_sound(f->store);
}

/* Groups stay what they were when it was declared, also if all is compared again. */
static void groups_outlive_a_change_of_mode(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    history(f);
    set(f, "{groups: {by: major}}");
    mode(f, CTR_MODE_FORWARD);
    ctr_evolution_free(evolve(f, "3.0.0", FLAGS, NULL));
    mode(f, CTR_MODE_FULL_TRANSITIVE); /* 1.0.0 was not compared with */
    assert_int_equal(may(f, "3.0.0", NULL), CTR_ANSWER_YES);
    assert_ctr_ok(activate(f, "3.0.0", &err));
    ctr_evolution_free(evolve(f, "3.1.0", TEXTS, NULL)); /* within the line */
    assert_int_equal(may(f, "3.1.0", NULL), CTR_ANSWER_NO);
    assert_int_equal(activate(f, "3.1.0", &err), CTR_E_STATE);
    ctr_error_free(err);
    assert_store_sound(f->store);
}

static void a_line_in_the_document_leaves_the_history_behind(void **state)
{
    static const char next[] = TYPED("two", "\"type\":\"string\"");
    static const char more[] = TYPED("two", "\"type\":\"string\",\"maxLength\":5");
    struct fixture *f = *state;
    ctr_error *err = NULL;

    history(f);
    lives(f, "3.0.0", ANYTHING); /* the same document once more: each is judged by itself */
    set(f, "{groups: {by: document, pointer: /x-line}}");
    ctr_evolution *e = evolve(f, NULL, TEXTS, NULL);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_INCOMPATIBLE); /* with 1.0.0 */
    ctr_evolution_free(e);
    e = evolve(f, NULL, next, NULL);
    assert_int_equal(ctr_evolution_earlier(e), 2);
    for (size_t i = 0; i < 2; i++) {
        const ctr_diff *d = ctr_evolution_earlier_diff(e, i);
        assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_COMPATIBLE);
        assert_string_equal(ctr_diff_group(d, CTR_SIDE_OLD), "one");
        assert_string_equal(ctr_diff_group(d, CTR_SIDE_NEW), "two");
    }
    const char *label = ctr_version_label(ctr_evolution_version(e));
    assert_int_equal(may(f, label, NULL), CTR_ANSWER_YES);
    assert_ctr_ok(activate(f, label, &err));
    ctr_evolution_free(e);
    /* the next one of the line is compared with the line alone, also after a change of mode */
    mode(f, CTR_MODE_FORWARD);
    e = evolve(f, NULL, more, NULL);
    label = ctr_version_label(ctr_evolution_version(e));
    mode(f, CTR_MODE_FORWARD_TRANSITIVE);
    assert_int_equal(may(f, label, NULL), CTR_ANSWER_YES);
    assert_ctr_ok(activate(f, label, &err));
    ctr_evolution_free(e);
    assert_store_sound(f->store);
}

static void parts_that_nobody_uses_are_none_in_the_history(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    history(f);
    set(f, "ignore_unused: true");
    do_register(f, "orders", "web", "2.0.0", "/m");
    ctr_evolution *e = evolve(f, NULL, TEXTS, NULL);
    assert_int_equal(ctr_diff_unused(ctr_evolution_earlier_diff(e, 0)), 1);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_COMPATIBLE);
    ctr_evolution_free(e);
    do_register(f, "orders", "all", "2.0.0", NULL); /* uses everything */
    refused(f, "2.1.0", "1.0.0");
    assert_ctr_ok(ctr_consumer_unregister(f->store, "shop", "orders", "all", NULL, &err));
    assert_ctr_ok(activate(f, "2.1.0", &err));
    assert_store_sound(f->store);
}

/* The bump that the history asks for has its reason, too. */
static void the_reason_of_a_bump_names_the_history(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_mode(f, CTR_MODE_NONE, NUMBERS);
    lives(f, "1.1.0", ANYTHING);
    mode(f, CTR_MODE_FORWARD_TRANSITIVE);
    ctr_evolution *e = evolve(f, NULL, TEXTS, NULL);
    assert_string_equal(ctr_evolution_proposed(e), "2.0.0");
    assert_int_equal(ctr_evolution_bump(e), CTR_BUMP_MAJOR);
    assert_string_equal(ctr_evolution_bump_text(e),
                        "nothing breaks: minor; with the versions before '1.1.0' that is major");
    ctr_evolution_free(e);
    set(f, "levels: [{rule: '*', level: info}]");
    e = evolve(f, NULL, TYPED("one", "\"type\":\"string\",\"title\":\"t\""), NULL);
    assert_string_equal(ctr_evolution_proposed(e), "1.2.0");
    ctr_evolution_free(e);
    assert_int_equal(activate(f, "2.0.0", &err), CTR_OK);
}

#define IN_MEMORY(test) cmocka_unit_test_setup_teardown(test, fixture_memory, fixture_end)

#define JANUARY (INT64_C(1893542400) * 1000000) /* the second, 2030 */
#define FEBRUARY (INT64_C(1896134400) * 1000000)

/* What is kept is history; what a call says is to be done has to be what activation asks for. */
static void a_draft_found_again_is_told_as_it_could_be_activated(void **state)
{
    struct fixture *f = *state;
    ctr_evolution *e;
    ctr_error *err = NULL;

    f->now_us = JANUARY;
    with_mode(f, CTR_MODE_BACKWARD, NUMBERS);
    set(f, WAIVER("2030-01-10"));
    ctr_evolution_free(evolve(f, NULL, FLAGS, NULL));
    for (int later = 0; later < 3; later++) {
        bool lapsed = later == 1;
        f->now_us = later ? FEBRUARY : JANUARY;
        if (later == 2) {
            set(f, WAIVER("2030-03-01"));
        }
        e = evolve(f, NULL, FLAGS, NULL);
        const ctr_diff *d = ctr_evolution_diff(e);
        assert_string_equal(ctr_version_label(ctr_evolution_version(e)), "1.1.0");
        assert_int_equal(ctr_evolution_verdict(e),
                         lapsed ? CTR_VERDICT_INCOMPATIBLE : CTR_VERDICT_COMPATIBLE);
        assert_int_equal(ctr_diff_count_level(d, CTR_LEVEL_BREAKING), lapsed);
        assert_int_equal(ctr_diff_waived(d), !lapsed);
        assert_int_equal(remarks(d, "policy.waiver-expired"), lapsed);
        assert_int_equal(remarks(d, "policy.waiver-unmatched"), 0);
        assert_int_equal(ctr_evolution_sufficient(e), !lapsed);
        assert_string_equal(ctr_evolution_proposed(e), lapsed ? "2.0.0" : "1.1.0");
        assert_int_equal(ctr_evolution_bump(e), lapsed ? CTR_BUMP_MAJOR : CTR_BUMP_MINOR);
        ctr_evolution_free(e);
        assert_int_equal(may(f, "1.1.0", NULL), lapsed ? CTR_ANSWER_NO : CTR_ANSWER_YES);
        assert_ctr_ok(ctr_contract_evolution(f->store, "shop", "orders", "1.1.0", &e, &err));
        assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_COMPATIBLE); /* as it was then */
        ctr_evolution_free(e);
        if (lapsed) {
            assert_ctr_fails(CTR_E_STATE,
                             "label '1.1.0' is below '2.0.0', which the changes ask for; the "
                             "waiver of type-changed at /n, which ada owns, expired on 2030-01-10; "
                             "mend what it accepted, or give a new one with its own reason",
                             activate(f, "1.1.0", &err));
        }
    }
    assert_ctr_ok(activate(f, "1.1.0", &err));
    assert_store_sound(f->store);
}

/* So are the group that it was declared in, and the mode that is in effect. */
static void a_draft_found_again_stays_in_its_group(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    with_mode(f, CTR_MODE_BACKWARD, NUMBERS);
    set(f, "groups: {by: major}");
    for (int again = 0; again < 2; again++) {
        ctr_evolution *e = evolve(f, again ? NULL : "2.0.0", FLAGS, NULL);
        assert_string_equal(ctr_version_label(ctr_evolution_version(e)), "2.0.0");
        assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_COMPATIBLE);
        ctr_evolution_free(e);
    }
    clear(f);
    ctr_evolution *e = evolve(f, NULL, FLAGS, NULL);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_INCOMPATIBLE);
    ctr_evolution_free(e);
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/orders@2.0.0' is not backward compatible with '1.0.0' (1 breaking, 0 "
                     "undecided); change it, or declare the break with a reason",
                     activate(f, "2.0.0", &err));
    mode(f, CTR_MODE_FORWARD); /* numbers instead of flags break that, too */
    e = evolve(f, NULL, FLAGS, NULL);
    assert_int_equal(ctr_evolution_verdict(e), CTR_VERDICT_INCOMPATIBLE);
    ctr_evolution_free(e);
    mode(f, CTR_MODE_NONE);
    e = evolve(f, NULL, FLAGS, "meant");
    assert_string_equal(ctr_version_label(ctr_evolution_version(e)), "2.0.0");
    ctr_evolution_free(e);
    assert_ctr_ok(activate(f, "2.0.0", &err));
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(a_waiver_accepts_what_breaks_with_an_earlier_version),
        IN_MEMORY(a_waiver_of_nothing_is_told_once),
        IN_MEMORY(a_draft_found_again_is_told_as_it_could_be_activated),
        IN_MEMORY(a_draft_found_again_stays_in_its_group),
        IN_MEMORY(activation_judges_the_history_again),
        IN_MEMORY(a_policy_that_is_cleared_helps_no_longer),
        IN_MEMORY(a_level_holds_in_transitive_modes),
        IN_MEMORY(a_version_of_another_major_line_is_not_counted),
        IN_MEMORY(groups_outlive_a_change_of_mode),
        IN_MEMORY(a_line_in_the_document_leaves_the_history_behind),
        IN_MEMORY(parts_that_nobody_uses_are_none_in_the_history),
        IN_MEMORY(the_reason_of_a_bump_names_the_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
