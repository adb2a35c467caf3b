/*
 * The file system failing at every call that watching makes: a clock started, paused, late and
 * stopped, the line stopped and let go on, a meeting (support/faultwalk.h).
 */
#include "support/faultwalk.h"

static const char document[] =
    "version: 1\nmeta: {id: deal, effective_date: 2026-01-01}\nparties: [client]\n"
    "slos: [{id: review, goal_hours: 1, calendar: all, pause_on: [waiting]}]\n"
    "calendars: [{id: all, zone: UTC, days: [mon, tue, wed, thu, fri, sat, sun]}]\n"
    "risk_policy: {stop_the_line_triggers: [{id: burning}]}\n"
    "cadences: [{id: sync}]\n";

static ctr_status slo(ctr_store *store, ctr_slo_act act, int64_t now_us, ctr_error **err)
{
    ctr_slo_mark m;
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.reason = "waiting";
    call.now_us = now_us;
    ctr_slo_mark_init(&m, sizeof m);
    m.act = act;
    m.team = "shop";
    m.name = "deal";
    m.slo = "review";
    m.subject = "PR-1";
    return ctr_slo_record(store, &m, &call, NULL, err);
}

static ctr_status start(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return slo(store, CTR_SLO_START, now_us, err);
}

static ctr_status pause_it(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return slo(store, CTR_SLO_PAUSE, now_us, err);
}

static ctr_status resume(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return slo(store, CTR_SLO_RESUME, now_us, err);
}

static ctr_status stop(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return slo(store, CTR_SLO_STOP, now_us, err);
}

static ctr_status raise_it(ctr_store *store, int64_t now_us, ctr_error **err)
{
    static const char *const links[] = {"cve:7"};
    ctr_stop_spec spec;
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.reason = "leak";
    call.now_us = now_us;
    ctr_stop_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "deal";
    spec.trigger = "burning";
    spec.owner = "client";
    spec.evidence = links;
    spec.evidence_count = 1;
    return ctr_stop_line_raise(store, &spec, &call, NULL, err);
}

static ctr_status clear_it(ctr_store *store, int64_t now_us, ctr_error **err)
{
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.reason = "fixed";
    call.actor = "client";
    call.now_us = now_us;
    return ctr_stop_line_clear(store, "shop", "deal", "burning", "rolled back", &call, NULL, err);
}

static ctr_status meet(ctr_store *store, int64_t now_us, ctr_error **err)
{
    ctr_meeting_spec spec;
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.now_us = now_us;
    ctr_meeting_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "deal";
    spec.cadence = "sync";
    return ctr_cadence_held(store, &spec, &call, NULL, err);
}

/* Each an event and an hour apart; `events` is how many it writes. */
static const struct {
    ctr_status (*act)(ctr_store *store, int64_t now_us, ctr_error **err);
    int events;
} steps[] = {{start, 1},    {pause_it, 1}, {resume, 1}, {stop, 2 /* and it was late */},
             {raise_it, 1}, {clear_it, 1}, {meet, 1}};

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
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "deal";
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    c.document.data = document;
    c.document.size = sizeof document - 1;
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    do_activate(f, "deal", "1.0.0");
    before = last_event(f);
}

static const struct fault_walk watching = {"t_kill_watch", false,    STEPS, prepare,
                                           step,           steps_in, NULL};

static void a_killed_process_leaves_no_watch_half_done(void **unused)
{
    (void)unused;
    fault_walk_kill(&watching);
}

static void a_full_disk_records_nothing_and_the_handle_goes_on(void **unused)
{
    (void)unused;
    fault_walk_refuse(&watching);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_leaves_no_watch_half_done),
        cmocka_unit_test(a_full_disk_records_nothing_and_the_handle_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
