/* Policies in a store: kept, joined, and what evolving and activating go by. */
#include "support/fixture.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AB(a, b) SCHEMA("\"a\":{\"type\":\"" a "\"},\"b\":{\"type\":\"" b "\"}", "\"a\"")
#define V1 AB("string", "string")
#define V2 AB("integer", "string")

static ctr_call call_of(const char *reason)
{
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.actor = "ann";
    call.reason = reason;
    return call;
}

static ctr_status set(struct fixture *f, const char *name, const char *text, const ctr_call *call,
                      ctr_policy **out, ctr_error **err)
{
    ctr_source s;

    ctr_source_init(&s, sizeof s);
    s.data = text;
    s.size = strlen(text);
    s.file = "policy.yaml";
    return ctr_policy_set(f->store, "shop", name, &s, call, out, err);
}

static void do_set(struct fixture *f, const char *name, const char *text)
{
    ctr_error *err = NULL;
    assert_ctr_ok(set(f, name, text, NULL, NULL, &err));
}

static ctr_status waive(struct fixture *f, const char *name, const char *rule, const char *part,
                        const char *expires, const char *reason, ctr_policy **out, ctr_error **err)
{
    ctr_call call = call_of(reason);
    ctr_waive w;

    ctr_waive_init(&w, sizeof w);
    w.team = "shop";
    w.name = name;
    w.rule = rule;
    w.part = part;
    w.owner = "ada";
    w.expires = expires;
    return ctr_policy_waive(f->store, &w, &call, out, err);
}

static void item(struct fixture *f)
{
    do_create(f, "item", "1.0.0", V1);
    do_activate(f, "item", "1.0.0");
}

static ctr_status activate(struct fixture *f, const char *label, ctr_error **err)
{
    return ctr_version_activate(f->store, "shop", "item", label, NULL, NULL, err);
}

static void a_policy_is_set_shown_and_cleared(void **state)
{
    struct fixture *f = *state;
    ctr_call call = call_of("agreed");
    ctr_policy *p = NULL;
    ctr_error *err = NULL;
    int64_t before;

    item(f);
    before = last_event(f);
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/item' has no policy; set one",
                     ctr_policy_get(f->store, "shop", "item", 0, &p, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, "team 'shop' has no policy; set one",
                     ctr_policy_clear(f->store, "shop", NULL, &call, NULL, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, "there is no contract 'shop/ghost'; create it first",
                     set(f, "ghost", "{}", &call, &p, &err));
    assert_ctr_ok(set(f, "item", "{\"id\":\"one\",\"ignore_unused\":true}", &call, &p, &err));
    assert_string_equal(ctr_policy_team(p), "shop");
    assert_string_equal(ctr_policy_contract(p), "item");
    assert_int_equal(ctr_policy_revision(p), 1);
    assert_string_equal(ctr_policy_set_by(p), "ann");
    assert_string_equal(ctr_policy_reason(p), "agreed");
    ctr_policy_free(p);
    assert_ctr_ok(set(f, "item", "id: one\nignore_unused: true\n", &call, &p, &err)); /* the same */
    assert_int_equal(ctr_policy_revision(p), 1);
    ctr_policy_free(p);
    call.if_revision = 2;
    assert_ctr_fails(CTR_E_CONFLICT,
                     "the policy of 'shop/item' is at revision 1, not 2; look again",
                     set(f, "item", "id: two", &call, &p, &err));
    call.if_revision = 1;
    assert_ctr_ok(set(f, "item", "id: two", &call, NULL, &err));
    call.if_revision = 0;
    assert_ctr_ok(ctr_policy_clear(f->store, "shop", "item", &call, &p, &err));
    assert_int_equal(ctr_policy_revision(p), 3);
    assert_null(ctr_policy_id(p));
    ctr_policy_free(p);
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL, ctr_policy_get(f->store, "shop", "item", 0, &p, &err));
    char *feed = feed_after(f, before);
    assert_string_equal(feed, "policy.set policy:shop/item\npolicy.set policy:shop/item\n"
                              "policy.cleared policy:shop/item\n");
    free(feed);
    assert_ctr_fails(CTR_E_ARGUMENT, "flags 0x2 are not known",
                     ctr_policy_get(f->store, "shop", "item", 2, &p, &err));
    assert_store_sound(f->store);
}

static void a_contract_stands_upon_its_team(void **state)
{
    struct fixture *f = *state;
    ctr_policy *p = NULL;
    ctr_error *err = NULL;

    item(f);
    do_set(f, NULL,
           "{\"id\":\"team\",\"max_waiver_days\":10,\"ignore_unused\":true,"
           "\"levels\":[{\"rule\":\"*\",\"level\":\"info\"}],"
           "\"semver\":{\"zero\":\"same\",\"risk\":\"minor\"}}");
    do_set(f, "item",
           "{\"max_waiver_days\":30,\"levels\":[{\"rule\":\"type-changed\","
           "\"level\":\"warning\"}],\"semver\":{\"zero\":\"free\"}}");
    assert_ctr_ok(ctr_policy_get(f->store, "shop", "item", CTR_POLICY_EFFECTIVE, &p, &err));
    assert_string_equal(ctr_policy_id(p), "team");
    assert_int_equal(ctr_policy_max_waiver_days(p), 10);
    assert_int_equal(ctr_policy_ignore_unused(p), 1);
    assert_int_equal(ctr_policy_zero(p), CTR_ZERO_FREE);
    assert_int_equal(ctr_policy_risk(p), CTR_RISK_MINOR);
    assert_int_equal(ctr_policy_levels(p), 2);
    assert_string_equal(ctr_policy_rule(p, 1), "type-changed");
    assert_int_equal(ctr_policy_used_known(p), 0); /* nobody is registered */
    ctr_policy_free(p);
    ctr_evolution *e = do_evolve(f, "item", NULL, V2);
    assert_int_equal(ctr_diff_verdict(ctr_evolution_diff(e)), CTR_VERDICT_COMPATIBLE);
    assert_int_equal(ctr_diff_count_level(ctr_evolution_diff(e), CTR_LEVEL_WARNING), 1);
    assert_string_equal(ctr_evolution_proposed(e), "1.1.0");
    ctr_evolution_free(e);
    assert_store_sound(f->store);
}

static void a_waiver_lets_a_draft_through_until_it_expires(void **state)
{
    struct fixture *f = *state;
    ctr_policy *p = NULL;
    ctr_waiver_list *list = NULL;
    ctr_error *err = NULL;

    item(f);
    ctr_evolution *e = do_evolve(f, "item", "2.0.0", V2);
    const ctr_diff *d = ctr_evolution_diff(e);
    const char *rule = ctr_finding_rule(ctr_diff_at(d, 0));
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_INCOMPATIBLE);
    assert_int_equal(activate(f, "2.0.0", &err), CTR_E_STATE);
    ctr_error_free(err);
    err = NULL;
    assert_ctr_ok(waive(f, "item", rule, "/a", "2099-01-10", "agreed", &p, &err));
    assert_int_equal(ctr_policy_revision(p), 1);
    ctr_policy_free(p);
    assert_ctr_ok(waive(f, "item", rule, "/a", "2099-01-10", "agreed", &p, &err)); /* the same */
    assert_int_equal(ctr_policy_revision(p), 1);
    assert_int_equal(ctr_policy_waivers(p), 1);
    ctr_policy_free(p);
    assert_ctr_ok(ctr_waiver_find(f->store, "shop", "item", 0, &list, &err));
    assert_int_equal(ctr_waiver_list_count(list), 1);
    assert_int_equal(ctr_waiver_list_state(list, 0), CTR_WAIVER_ACTIVE);
    assert_string_equal(ctr_waiver_list_of(list, 0), "shop/item");
    assert_string_equal(ctr_waiver_reason(ctr_waiver_list_waiver(list, 0)), "agreed");
    assert_null(ctr_waiver_list_waiver(list, 1));
    ctr_waiver_list_free(list);
    f->now_us = INT64_C(4102444800) * 1000000;                 /* 2100 */
    assert_int_equal(activate(f, "2.0.0", &err), CTR_E_STATE); /* it was looked at again */
    ctr_error_free(err);
    err = NULL;
    assert_ctr_ok(waive(f, "item", rule, "/a", "2101-01-10", "once more", NULL, &err));
    assert_ctr_ok(activate(f, "2.0.0", &err));
    ctr_evolution_free(e);
    assert_store_sound(f->store);
}

static void what_a_waiver_lacks_is_named(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    item(f);
    do_set(f, NULL, "max_waiver_days: 10");
    assert_ctr_fails(CTR_E_ARGUMENT, "a waiver needs a reason: why the finding is accepted",
                     waive(f, "item", "type-changed", "/a", "2099-01-01", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "a waiver needs an instant at which it expires",
                     waive(f, "item", "type-changed", "/a", NULL, "r", NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "rule 'type-chnged' is no rule; did you mean 'type-changed'?",
                     waive(f, "item", "type-chnged", "/a", "2099-01-01", "r", NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "part is missing; a waiver names a fingerprint, or a rule and a part",
                     waive(f, "item", "type-changed", NULL, "2099-01-01", "r", NULL, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     waive(f, "ghost", "type-changed", "/a", "2099-01-01", "r", NULL, &err));
    assert_int_equal(waive(f, "item", "type-changed", "/a", "2099-01-01", "r", NULL, &err),
                     CTR_E_ARGUMENT); /* longer than the team allows */
    assert_non_null(strstr(ctr_error_message(err), "a waiver holds for 10 at most"));
    assert_string_equal(ctr_error_detail(err, "field"), "expires");
    ctr_error_free(err);
    err = NULL;
    assert_store_sound(f->store);
}

/* A policy that cannot be read stops everything that goes by it, so what would be kept like that is
 * refused. */
static void what_a_waiver_says_can_be_read_again(void **state)
{
    static const struct {
        const char *fingerprint, *rule, *part, *owner, *since, *reason, *refused;
    } rows[] = {
        {NULL, "type-changed", "", "ada", NULL, "r", "part is empty: the finding's part"},
        {"0123456789abcdef", NULL, "", "ada", NULL, "r", "part is empty: the finding's part"},
        {NULL, " ", "/a", "ada", NULL, "r", "rule is empty: id of the finding's rule"},
        {"", "type-changed", "/a", "ada", NULL, "r",
         "fingerprint is empty: fingerprint of the finding, 16 hex digits; it decides where it is "
         "given"},
        {NULL, "type-changed", "/a", " \xe2\x80\x83", NULL, "r", NULL}, /* no blank of ours */
        {NULL, "type-changed", "/a", "  ", NULL, "r", "owner is empty: who answers for it"},
        {NULL, "type-changed", "/a", "ada", NULL, " ",
         "reason is empty: why the finding is "
         "accepted"},
        {NULL, "type-changed", "/a", "ada", "", "r",
         "since is empty: from when it holds, RFC 3339 with its offset; a bare date is its first "
         "instant in UTC"},
        {NULL, "policy.waiver-expired", "/a", "ada", NULL, "r",
         "rule 'policy.waiver-expired' is a remark on waivers, and no waiver accepts it; mend that "
         "waiver, or give the rule another level"},
        {NULL, " type-changed", " /a ", " ada ", NULL, " r ", NULL},
    };
    struct fixture *f = *state;
    ctr_policy *p = NULL;
    ctr_error *err = NULL;

    item(f);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_call call = call_of(rows[i].reason);
        ctr_waive w = {sizeof w,     "shop",       NULL,          rows[i].fingerprint,
                       rows[i].rule, rows[i].part, rows[i].owner, rows[i].since,
                       "2099-01-01"};
        if (rows[i].refused) {
            assert_ctr_fails(CTR_E_ARGUMENT, rows[i].refused,
                             ctr_policy_waive(f->store, &w, &call, NULL, &err));
        } else {
            assert_ctr_ok(ctr_policy_waive(f->store, &w, &call, NULL, &err));
        }
    }
    assert_ctr_ok(ctr_policy_get(f->store, "shop", NULL, 0, &p, &err));
    assert_int_equal(ctr_policy_waivers(p), 2);
    assert_string_equal(ctr_waiver_rule(ctr_policy_waiver(p, 0)), "type-changed");
    assert_string_equal(ctr_waiver_part(ctr_policy_waiver(p, 0)), " /a ");
    assert_string_equal(ctr_waiver_owner(ctr_policy_waiver(p, 0)), "ada");
    assert_string_equal(ctr_waiver_reason(ctr_policy_waiver(p, 0)), "r");
    ctr_policy_free(p);
    ctr_evolution_free(do_evolve(f, "item", "2.0.0", V2)); /* it goes by the team's policy */
    assert_store_sound(f->store);
}

/* A waiver too many would make a document that is too long to be read. */
static void a_policy_that_grew_too_long_is_not_kept(void **state)
{
    struct fixture *f = *state;
    ctr_store_options o;
    ctr_error *err = NULL;
    char reason[128];
    ctr_status status = CTR_OK;

    ctr_store_close(f->store);
    fixture_options(f, &o);
    o.flags = CTR_STORE_CREATE;
    o.max_document_bytes = 4000;
    assert_ctr_ok(ctr_store_open(f->path, &o, &f->store, &err));
    item(f);
    for (int i = 0; i < 99 && status == CTR_OK; i++) {
        snprintf(reason, sizeof reason, "number %d", i);
        status = waive(f, "item", "type-changed", "/a", "2099-01-01", reason, NULL, &err);
    }
    assert_int_equal(status, CTR_E_LIMIT);
    ctr_error_free(err);
    err = NULL;
    ctr_evolution_free(do_evolve(f, "item", "2.0.0", V2)); /* what was there still holds */
}

static size_t count_rule(const ctr_diff *d, const char *rule)
{
    size_t n = 0;

    for (size_t i = 0; i < ctr_diff_count(d); i++) {
        n += strcmp(ctr_finding_rule(ctr_diff_at(d, i)), rule) == 0;
    }
    return n;
}

static ctr_waiver_state first_state(struct fixture *f, const char *name)
{
    ctr_waiver_list *list = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_waiver_find(f->store, "shop", name, 0, &list, &err));
    ctr_waiver_state state = ctr_waiver_list_state(list, 0);
    ctr_waiver_list_free(list);
    return state;
}

#define WAIVER(since)                                                                              \
    "waivers:\n  - {rule: type-changed, part: /a, reason: r, owner: ada, " since                   \
    "expires: 2039-12-31}"

static void a_waiver_is_no_longer_than_the_team_lets_it_be(void **state)
{
    static const struct {
        const char *policy, *refused;
    } rows[] = {
        {WAIVER(""),
         "policy.yaml:2:5: /waivers/0/since: is missing; max_waiver_days counts from it"},
        {WAIVER("since: 2030-01-01, "), "policy.yaml:2:5: /waivers/0/expires: makes it hold for "
                                        "3652 days; a waiver holds for 30 at "
                                        "most"},
        {"max_waiver_days: 3660\n" WAIVER("since: 2030-01-01, "),
         "policy.yaml:3:5: /waivers/0/expires: makes it hold for 3652 days; a waiver holds for 30 "
         "at "
         "most"},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;

    f->now_us = INT64_C(1893542400) * 1000000; /* 2030-01-02 */
    do_set(f, NULL, "max_waiver_days: 30");
    item(f);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ctr_fails(CTR_E_INPUT, rows[i].refused,
                         set(f, "item", rows[i].policy, NULL, NULL, &err));
    }
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_policy_clear(f->store, "shop", "item", NULL, NULL, &err));
    do_set(f, "item",
           "waivers:\n  - {rule: type-changed, part: /a, reason: r, owner: ada, since: "
           "2030-01-01, expires: 2030-01-30}");
    assert_int_equal(first_state(f, "item"), CTR_WAIVER_ACTIVE);
    assert_store_sound(f->store);
}

static void a_limit_that_comes_later_ends_a_waiver(void **state)
{
    struct fixture *f = *state;
    ctr_policy *p = NULL;
    ctr_error *err = NULL;

    f->now_us = INT64_C(1893542400) * 1000000; /* 2030-01-02 */
    item(f);
    do_set(f, "item", WAIVER("since: 2030-01-01, "));
    ctr_evolution *e = do_evolve(f, "item", "2.0.0", V2);
    assert_int_equal(ctr_diff_verdict(ctr_evolution_diff(e)), CTR_VERDICT_COMPATIBLE);
    ctr_evolution_free(e);
    do_set(f, NULL, "max_waiver_days: 30");
    assert_int_equal(first_state(f, "item"), CTR_WAIVER_TOO_LONG);
    assert_ctr_ok(ctr_policy_get(f->store, "shop", "item", CTR_POLICY_EFFECTIVE, &p, &err));
    assert_int_equal(ctr_waiver_state_at(ctr_policy_waiver(p, 0), f->now_us), CTR_WAIVER_TOO_LONG);
    ctr_policy_free(p);
    assert_int_equal(activate(f, "2.0.0", &err), CTR_E_STATE);
    ctr_error_free(err);
    err = NULL;
    e = do_evolve(f, "item", "2.0.1", AB("boolean", "string"));
    const ctr_diff *d = ctr_evolution_diff(e);
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_INCOMPATIBLE);
    assert_int_equal(count_rule(d, "policy.waiver-too-long"), 1);
    assert_int_equal(count_rule(d, "policy.waiver-unmatched"), 0);
    ctr_evolution_free(e);
    assert_ctr_ok(waive(f, "item", "type-changed", "/a", "2030-01-20", "for now", NULL, &err));
    assert_ctr_ok(activate(f, "2.0.0", &err));
    do_set(f, NULL, "max_waiver_days: 3660");
    assert_int_equal(first_state(f, "item"), CTR_WAIVER_ACTIVE);
    assert_store_sound(f->store);
}

/* Waive type-changed at /a to the end of 2030; the edition of the policy that follows. */
static int64_t waive_since(struct fixture *f, const char *since)
{
    ctr_call call = call_of("r");
    ctr_waive w = {sizeof w, "shop", "item", NULL,        "type-changed",
                   "/a",     "ada",  since,  "2030-12-31"};
    ctr_policy *p = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_policy_waive(f->store, &w, &call, &p, &err));
    int64_t revision = ctr_policy_revision(p);
    ctr_policy_free(p);
    return revision;
}

static void a_waiver_of_another_term_is_another_one(void **state)
{
    struct fixture *f = *state;

    f->now_us = INT64_C(1893542400) * 1000000; /* 2030-01-02 */
    item(f);
    assert_int_equal(waive_since(f, "2030-06-01"), 1);
    assert_int_equal(waive_since(f, "2030-06-01"), 1);
    assert_int_equal(first_state(f, "item"), CTR_WAIVER_PENDING);
    assert_int_equal(waive_since(f, "2029-12-01"), 2);
    assert_int_equal(first_state(f, "item"), CTR_WAIVER_ACTIVE);
    assert_int_equal(waive_since(f, NULL), 2); /* from now on: it holds already */
    assert_int_equal(waive_since(f, "2030-01-01"), 3);
    do_set(f, "item",
           "waivers:\n  - {rule: type-changed, part: /a, reason: r, owner: ada, since: "
           "2030-06-01, expires: 2030-12-31}");
    assert_int_equal(waive_since(f, NULL), 5); /* what is there begins later */
    assert_int_equal(waive_since(f, NULL), 5);
    assert_int_equal(first_state(f, "item"), CTR_WAIVER_ACTIVE);
    assert_store_sound(f->store);
}

static void a_waiver_that_became_too_long_is_given_again(void **state)
{
    struct fixture *f = *state;

    f->now_us = INT64_C(1923264000) * 1000000; /* 2030-12-12 */
    item(f);
    do_set(f, "item",
           "waivers:\n  - {rule: type-changed, part: /a, reason: r, owner: ada, expires: "
           "2030-12-31}");
    assert_int_equal(waive_since(f, NULL), 1);
    do_set(f, NULL, "max_waiver_days: 30");
    assert_int_equal(first_state(f, "item"), CTR_WAIVER_TOO_LONG);
    assert_int_equal(waive_since(f, NULL), 2);
    assert_int_equal(waive_since(f, NULL), 2);
    assert_int_equal(first_state(f, "item"), CTR_WAIVER_ACTIVE);
    ctr_evolution *e = do_evolve(f, "item", NULL, V2);
    const ctr_diff *d = ctr_evolution_diff(e);
    assert_int_equal(ctr_diff_verdict(d), CTR_VERDICT_COMPATIBLE);
    assert_int_equal(count_rule(d, "policy.waiver-too-long"), 0); /* a new one was given */
    ctr_evolution_free(e);
    assert_store_sound(f->store);
}

static void parts_of_consumers_decide_what_is_unused(void **state)
{
    struct fixture *f = *state;
    ctr_policy *p = NULL;
    ctr_error *err = NULL;

    item(f);
    do_set(f, "item", "ignore_unused: true");
    do_register(f, "item", "web", NULL, "/b");
    assert_ctr_ok(ctr_policy_get(f->store, "shop", "item", CTR_POLICY_EFFECTIVE, &p, &err));
    assert_int_equal(ctr_policy_used_known(p), 1);
    assert_string_equal(ctr_policy_used_part(p, 0), "/b");
    ctr_policy_free(p);
    ctr_evolution *e = do_evolve(f, "item", NULL, V2);
    assert_int_equal(ctr_diff_unused(ctr_evolution_diff(e)), 1);
    assert_int_equal(ctr_diff_verdict(ctr_evolution_diff(e)), CTR_VERDICT_COMPATIBLE);
    assert_string_equal(ctr_evolution_proposed(e), "1.1.0");
    ctr_evolution_free(e);
    do_register(f, "item", "all", NULL, NULL); /* uses everything */
    assert_int_equal(activate(f, "1.1.0", &err), CTR_E_STATE);
    ctr_error_free(err);
    err = NULL;
    assert_ctr_ok(ctr_consumer_unregister(f->store, "shop", "item", "all", NULL, &err));
    assert_ctr_ok(activate(f, "1.1.0", &err));
    assert_store_sound(f->store);
}

static void a_declared_line_needs_no_decision(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    item(f);
    do_set(f, NULL, "groups: {by: major}");
    do_register(f, "item", "old", "^1", NULL);
    do_register(f, "item", "any", NULL, NULL);
    ctr_evolution *e = do_evolve(f, "item", NULL, V2); /* 2.0.0 is proposed, not declared */
    assert_string_equal(ctr_evolution_proposed(e), "2.0.0");
    assert_int_equal(ctr_diff_verdict(ctr_evolution_diff(e)), CTR_VERDICT_INCOMPATIBLE);
    ctr_evolution_free(e);
    assert_int_equal(activate(f, "2.0.0", &err), CTR_E_STATE);
    ctr_error_free(err);
    err = NULL;
    e = do_evolve(f, "item", "3.0.0", V2);
    assert_int_equal(ctr_diff_verdict(ctr_evolution_diff(e)), CTR_VERDICT_COMPATIBLE);
    assert_string_equal(ctr_diff_group(ctr_evolution_diff(e), CTR_SIDE_NEW), "3");
    assert_int_equal(ctr_evolution_consumers(e), 2);
    assert_int_equal(ctr_evolution_effect(e, 0), CTR_EFFECT_BREAKS); /* who follows is told */
    assert_int_equal(ctr_evolution_effect(e, 1), CTR_EFFECT_BREAKS_ON_UPGRADE);
    ctr_evolution_free(e);
    assert_ctr_ok(activate(f, "3.0.0", &err));
    assert_store_sound(f->store);
}

static void labels_go_by_the_policy(void **state)
{
    static const struct {
        const char *policy, *base, *newer, *proposed;
    } rows[] = {
        {"{}", "0.3.0", V2, "0.4.0"},
        {"semver: {zero: same}", "0.3.0", V2, "1.0.0"},
        {"semver: {zero: free}", "0.3.0", V2, "0.3.1"},
        {"semver: {zero: free}", "1.3.0", V2, "2.0.0"},
        {"{}", "1.3.0-rc.1", V2, "2.0.0"},
        {"semver: {prerelease: next}", "1.3.0-rc.1", V2, "1.3.0-rc.2"},
        {"semver: {prerelease: next}", "1.3.0-beta", V2, "1.3.0-beta.1"},
        {"semver: {prerelease: next}", "1.3.0", V2, "2.0.0"},
        {"levels: [{rule: '*', level: warning}]", "1.3.0", V2, "2.0.0"}, /* strict */
        {"{levels: [{rule: '*', level: warning}], semver: {risk: minor}}", "1.3.0", V2, "1.4.0"},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;
    char name[16];

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        snprintf(name, sizeof name, "c%zu", i);
        print_message("%s after %s\n", rows[i].policy, rows[i].base);
        do_create(f, name, rows[i].base, V1);
        do_activate(f, name, rows[i].base);
        do_set(f, name, rows[i].policy);
        ctr_evolution *e = do_evolve(f, name, NULL, rows[i].newer);
        assert_string_equal(ctr_evolution_proposed(e), rows[i].proposed);
        assert_int_equal(ctr_evolution_sufficient(e), 1);
        ctr_evolution_free(e);
    }
    do_set(f, "c0", "semver: {labels: refuse}");
    ctr_evolve e;
    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "c0";
    e.label = "winter";
    e.document.data = AB("boolean", "string");
    e.document.size = strlen(e.document.data);
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "label 'winter' is no semantic version, which the policy of 'shop/c0' "
                     "refuses; give one such as 1.2.0",
                     ctr_contract_evolve(f->store, &e, NULL, NULL, &err));
    do_set(f, "c0", "semver: {labels: keep}");
    assert_ctr_ok(ctr_contract_evolve(f->store, &e, NULL, NULL, &err));
    assert_store_sound(f->store);
}

static void a_policy_set_later_is_what_activation_goes_by(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    item(f);
    ctr_evolution_free(do_evolve(f, "item", "1.1.0", AB("string", "integer")));
    assert_int_equal(activate(f, "1.1.0", &err), CTR_E_STATE);
    ctr_error_free(err);
    err = NULL;
    do_set(f, NULL, "levels: [{rule: type-changed, level: info}]");
    assert_ctr_ok(activate(f, "1.1.0", &err));
    /* and history is as it was found */
    ctr_evolution *e = NULL;
    assert_ctr_ok(ctr_contract_evolution(f->store, "shop", "item", "1.1.0", &e, &err));
    assert_int_equal(ctr_diff_verdict(ctr_evolution_diff(e)), CTR_VERDICT_INCOMPATIBLE);
    assert_null(ctr_diff_policy_sha256(ctr_evolution_diff(e)));
    ctr_evolution_free(e);
    assert_store_sound(f->store);
}

#define IN_MEMORY(test) cmocka_unit_test_setup_teardown(test, fixture_memory, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(a_policy_is_set_shown_and_cleared),
        IN_MEMORY(a_contract_stands_upon_its_team),
        IN_MEMORY(a_waiver_lets_a_draft_through_until_it_expires),
        IN_MEMORY(what_a_waiver_lacks_is_named),
        IN_MEMORY(what_a_waiver_says_can_be_read_again),
        IN_MEMORY(a_policy_that_grew_too_long_is_not_kept),
        IN_MEMORY(a_waiver_is_no_longer_than_the_team_lets_it_be),
        IN_MEMORY(a_limit_that_comes_later_ends_a_waiver),
        IN_MEMORY(a_waiver_of_another_term_is_another_one),
        IN_MEMORY(a_waiver_that_became_too_long_is_given_again),
        IN_MEMORY(parts_of_consumers_decide_what_is_unused),
        IN_MEMORY(a_declared_line_needs_no_decision),
        IN_MEMORY(labels_go_by_the_policy),
        IN_MEMORY(a_policy_set_later_is_what_activation_goes_by),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
