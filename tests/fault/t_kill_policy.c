/*
 * The file system failing at every call that keeping a policy makes: set, added to, evolved under,
 * activated under, cleared (support/faultwalk.h).
 */
#include "support/faultwalk.h"

#include <string.h>

static const char older[] = SCHEMA("\"a\":{\"type\":\"string\"}", "\"a\"");
static const char newer[] = SCHEMA("\"a\":{\"type\":\"integer\"}", "\"a\"");
static const char policy[] = "{\"max_waiver_days\":30,\"semver\":{\"zero\":\"free\"}}";

static ctr_call at(int64_t now_us)
{
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.reason = "agreed";
    call.now_us = now_us;
    return call;
}

static ctr_status set(ctr_store *store, int64_t now_us, ctr_error **err)
{
    ctr_call call = at(now_us);
    ctr_source s;

    ctr_source_init(&s, sizeof s);
    s.data = policy;
    s.size = sizeof policy - 1;
    return ctr_policy_set(store, "shop", NULL, &s, &call, NULL, err);
}

static ctr_status waive(ctr_store *store, int64_t now_us, ctr_error **err)
{
    ctr_call call = at(now_us);
    ctr_waive w;

    ctr_waive_init(&w, sizeof w);
    w.team = "shop";
    w.name = "item";
    w.rule = "type-changed";
    w.part = "/a";
    w.owner = "ada";
    w.since = "2026-01-01";
    w.expires = "2026-01-30";
    return ctr_policy_waive(store, &w, &call, NULL, err);
}

static ctr_status evolve(ctr_store *store, int64_t now_us, ctr_error **err)
{
    ctr_call call = at(now_us);
    ctr_evolve e;

    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "item";
    e.label = "1.1.0";
    e.document.data = newer;
    e.document.size = sizeof newer - 1;
    return ctr_contract_evolve(store, &e, &call, NULL, err);
}

static ctr_status activate(ctr_store *store, int64_t now_us, ctr_error **err)
{
    ctr_call call = at(now_us);
    return ctr_version_activate(store, "shop", "item", "1.1.0", &call, NULL, err);
}

static ctr_status clear(ctr_store *store, int64_t now_us, ctr_error **err)
{
    ctr_call call = at(now_us);
    return ctr_policy_clear(store, "shop", NULL, &call, NULL, err);
}

/* Each an hour apart; `events` is how many it writes. */
static const struct {
    ctr_status (*act)(ctr_store *store, int64_t now_us, ctr_error **err);
    int events;
} steps[] = {
    {set, 1}, {waive, 1}, {evolve, 1}, {activate, 2 /* and the older gives way */}, {clear, 1}};

enum { STEPS = sizeof steps / sizeof steps[0] };

static ctr_status step(ctr_store *store, int n, ctr_error **err)
{
    return steps[n].act(store, FIXTURE_START_US + INT64_C(3600000000) * (n + 1) - n, err);
}

static int64_t before; /* events that the preparation wrote */

static int steps_in(struct fixture *f)
{
    int64_t events = last_event(f) - before;
    int n = 0;

    while (n < STEPS && events > 0) {
        events -= steps[n++].events;
    }
    if (events) {
        fail_msg("a step is half there: %lld", (long long)events);
    }
    return n;
}

static void prepare(struct fixture *f)
{
    do_create(f, "item", "1.0.0", older);
    do_activate(f, "item", "1.0.0");
    before = last_event(f);
}

static const struct fault_walk keeping = {"t_kill_policy", false, STEPS, prepare, step,
                                          steps_in,        NULL};

static void a_killed_process_leaves_no_policy_half_kept(void **unused)
{
    (void)unused;
    fault_walk_kill(&keeping);
}

static void a_full_disk_keeps_nothing_and_the_handle_goes_on(void **unused)
{
    (void)unused;
    fault_walk_refuse(&keeping);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_leaves_no_policy_half_kept),
        cmocka_unit_test(a_full_disk_keeps_nothing_and_the_handle_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
