/*
 * A process killed at every call of the file system that watching makes: a clock started, paused,
 * late and stopped, the line stopped and let go on, a meeting. Afterwards the store opens, what was
 * acknowledged is in it, nothing is half there, and the state follows from the events.
 */
#include "support/faultvfs.h"
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_END = 5000 };

static const char document[] =
    "version: 1\nmeta: {id: deal, effective_date: 2026-01-01}\nparties: [client]\n"
    "slos: [{id: review, goal_hours: 1, calendar: all, pause_on: [waiting]}]\n"
    "calendars: [{id: all, zone: UTC, days: [mon, tue, wed, thu, fri, sat, sun]}]\n"
    "risk_policy: {stop_the_line_triggers: [{id: burning}]}\n"
    "cadences: [{id: sync}]\n";

static volatile int *acknowledged; /* steps whose call returned OK */

static ctr_status slo(ctr_store *store, ctr_slo_act act, int64_t now_us)
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
    return ctr_slo_record(store, &m, &call, NULL, NULL);
}

static ctr_status start(ctr_store *store, int64_t now_us)
{
    return slo(store, CTR_SLO_START, now_us);
}

static ctr_status pause_it(ctr_store *store, int64_t now_us)
{
    return slo(store, CTR_SLO_PAUSE, now_us);
}

static ctr_status resume(ctr_store *store, int64_t now_us)
{
    return slo(store, CTR_SLO_RESUME, now_us);
}

static ctr_status stop(ctr_store *store, int64_t now_us)
{
    return slo(store, CTR_SLO_STOP, now_us);
}

static ctr_status raise_it(ctr_store *store, int64_t now_us)
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
    return ctr_stop_line_raise(store, &spec, &call, NULL, NULL);
}

static ctr_status clear_it(ctr_store *store, int64_t now_us)
{
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.reason = "fixed";
    call.actor = "client";
    call.now_us = now_us;
    return ctr_stop_line_clear(store, "shop", "deal", "burning", "rolled back", &call, NULL, NULL);
}

static ctr_status meet(ctr_store *store, int64_t now_us)
{
    ctr_meeting_spec spec;
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.now_us = now_us;
    ctr_meeting_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "deal";
    spec.cadence = "sync";
    return ctr_cadence_held(store, &spec, &call, NULL, NULL);
}

/* Each an event and an hour apart; `events` is how many it writes. */
static const struct {
    ctr_status (*act)(ctr_store *store, int64_t now_us);
    int events;
} steps[] = {{start, 1},    {pause_it, 1}, {resume, 1}, {stop, 2 /* and it was late */},
             {raise_it, 1}, {clear_it, 1}, {meet, 1}};

enum { STEPS = sizeof steps / sizeof steps[0] };

static ctr_status step(ctr_store *store, int n)
{
    return steps[n].act(store, FIXTURE_START_US + INT64_C(3600000000) * (n + 1) - n);
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

static void work(struct fixture *f, long at)
{
    faultvfs_install();
    f->store = fixture_open(f, 0);
    faultvfs_arm(FAULTVFS_KILL, FAULTVFS_CHANGES, at, false);
    for (int i = 0; i < STEPS; i++) {
        if (step(f->store, i) != CTR_OK) {
            _exit(3);
        }
        *acknowledged = i + 1;
    }
    ctr_store_close(f->store);
    _exit(0);
}

/* False once the work was over before call number `at`. */
static bool run(long at)
{
    void *state = NULL;
    int status = 0;

    assert_int_equal(fixture_file(&state), 0);
    struct fixture *f = state;
    prepare(f);
    ctr_store_close(f->store);
    f->store = NULL;
    *acknowledged = 0;
    pid_t pid = fork();
    if (pid == 0) {
        work(f, at);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    int code = WEXITSTATUS(status);
    if (code != 0 && code != FAULTVFS_EXIT) {
        fail_msg("killed at call %ld: the child ended with %d", at, code);
    }
    f->store = fixture_open(f, 0);
    int done = steps_in(f);
    if (done < *acknowledged || done > *acknowledged + 1) {
        fail_msg("killed at call %ld: %d steps acknowledged, %d found", at, *acknowledged, done);
    }
    assert_store_sound(f->store);
    for (int i = done; i < STEPS; i++) { /* and it can be gone on with */
        assert_int_equal(step(f->store, i), CTR_OK);
    }
    assert_int_equal(steps_in(f), STEPS);
    assert_store_sound(f->store);
    assert_int_equal(fixture_end(&state), 0);
    return code == FAULTVFS_EXIT;
}

static void a_killed_process_leaves_no_watch_half_done(void **unused)
{
    long at = 1;

    (void)unused;
    acknowledged =
        mmap(NULL, sizeof *acknowledged, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(acknowledged != MAP_FAILED);
    while (run(at)) {
        at++;
        assert_true(at < NO_END);
    }
    assert_true(at > STEPS); /* each step writes at least once */
    printf("t_kill_watch: killed at each of %ld calls of the file system\n", at - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_leaves_no_watch_half_done)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
