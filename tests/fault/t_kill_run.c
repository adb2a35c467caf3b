/*
 * A process killed at every call of the file system that records of what runs make: a build,
 * deployed, replaced, undeployed, released, withdrawn. Afterwards the store opens, what was
 * acknowledged is in it, nothing is half there, and the state follows from the events.
 */
#include "support/faultvfs.h"
#include "support/faultwalk.h"
#include "support/fixture.h"

#include <string.h>

static const char one[] = "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}";
static const char two[] = "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"number\"}}}";

static ctr_call at(int64_t now_us)
{
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.now_us = now_us;
    return call;
}

static ctr_status build(ctr_store *store, int64_t now_us, ctr_error **err)
{
    const ctr_call call = at(now_us);
    ctr_build_spec spec;

    ctr_build_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "orders";
    spec.consumer = "web";
    spec.label = "2.3";
    return ctr_build_record(store, &spec, &call, NULL, err);
}

static ctr_status run(ctr_store *store, int64_t now_us, bool ends, ctr_run_kind kind,
                      const char *selector, const char *label, ctr_error **err)
{
    const ctr_call call = at(now_us);
    ctr_run_spec spec;

    ctr_run_spec_init(&spec, sizeof spec);
    spec.flags = ends ? 0 : CTR_RUN_NEW_ENVIRONMENT;
    spec.kind = kind;
    spec.team = label ? NULL : "shop";
    spec.name = label ? NULL : "orders";
    spec.selector = selector;
    spec.consumer = label ? "web" : NULL;
    spec.label = label;
    spec.environment = "production";
    return ends ? ctr_run_end(store, &spec, &call, NULL, err)
                : ctr_run_begin(store, &spec, &call, NULL, err);
}

static ctr_status deploy(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return run(store, now_us, false, CTR_RUN_DEPLOYED, "1.0.0", NULL, err);
}

static ctr_status deploy_build(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return run(store, now_us, false, CTR_RUN_DEPLOYED, NULL, "2.3", err);
}

static ctr_status replace(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return run(store, now_us, false, CTR_RUN_DEPLOYED, "2.0.0", NULL, err);
}

static ctr_status undeploy(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return run(store, now_us, true, CTR_RUN_DEPLOYED, NULL, "2.3", err);
}

static ctr_status release(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return run(store, now_us, false, CTR_RUN_RELEASED, "1.0.0", NULL, err);
}

static ctr_status withdraw(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return run(store, now_us, true, CTR_RUN_RELEASED, "1.0.0", NULL, err);
}

/* Each an event and an hour apart. */
static ctr_status (*const steps[])(ctr_store *store, int64_t now_us, ctr_error **err) = {
    build, deploy, deploy_build, replace, undeploy, release, withdraw};

enum { STEPS = sizeof steps / sizeof steps[0] };

static ctr_status step(ctr_store *store, int n, ctr_error **err)
{
    return steps[n](store, FIXTURE_START_US + INT64_C(3600000000) * (n + 1), err);
}

static int64_t before; /* events that the preparation wrote */

static int steps_in(struct fixture *f)
{
    return (int)(last_event(f) - before);
}

static void prepare(struct fixture *f)
{
    do_create(f, "orders", "1.0.0", one);
    do_activate(f, "orders", "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "2.0.0", two));
    do_activate(f, "orders", "2.0.0");
    before = last_event(f);
}

static const struct fault_walk running = {"t_kill_run", false,    STEPS, prepare,
                                          step,         steps_in, NULL};

static void a_killed_process_leaves_no_run_half_recorded(void **unused)
{
    (void)unused;
    fault_walk_kill(&running);
}

static void a_full_disk_records_nothing_and_the_handle_goes_on(void **unused)
{
    (void)unused;
    fault_walk_refuse(&running);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_leaves_no_run_half_recorded),
        cmocka_unit_test(a_full_disk_records_nothing_and_the_handle_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
