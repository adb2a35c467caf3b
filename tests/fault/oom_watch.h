/* Scenes of what is watched: clocks of service levels. */
#ifndef TESTS_FAULT_OOM_WATCH_H
#define TESTS_FAULT_OOM_WATCH_H

#include "fault/oom.h"

#include <string.h>

#define WATCHED                                                                                    \
    "version: 1\nmeta: {id: office, effective_date: 2026-01-01}\nparties: [client]\n"              \
    "slos: [{id: review, goal_hours: 1, calendar: all, pause_on: [waiting]}]\n"                    \
    "calendars: [{id: all, zone: UTC, days: [mon, tue, wed, thu, fri, sat, sun]}]\n"               \
    "risk_policy: {stop_the_line_triggers: [{id: late}, {id: burning}]}\n"                         \
    "cadences: [{id: sync, rhythm: daily, participants: [client], artefacts: [minutes, plan]}]\n"

static inline ctr_status with_office(struct scene_state *s)
{
    ctr_create c;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "office";
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    c.document.data = WATCHED;
    c.document.size = strlen(WATCHED);
    TRY(ctr_contract_create(s->store, &c, NULL, NULL, &s->err));
    return ctr_version_activate(s->store, "shop", "office", "1.0.0", NULL, NULL, &s->err);
}

static inline ctr_status tick(struct scene_state *s, ctr_slo_act act, const char *subject,
                              int64_t at_us)
{
    ctr_slo_mark m;
    ctr_call call;
    ctr_slo_case *k = NULL;

    ctr_call_init(&call, sizeof call);
    call.reason = "waiting";
    ctr_slo_mark_init(&m, sizeof m);
    m.act = act;
    m.team = "shop";
    m.name = "office";
    m.slo = "review";
    m.subject = subject;
    m.at_us = at_us;
    TRY(ctr_slo_record(s->store, &m, &call, &k, &s->err));
    SHOW(s, slo_case, k);
    return CTR_OK;
}

/* One that is late, one that is stopped. */
static inline ctr_status with_clocks(struct scene_state *s)
{
    TRY(with_office(s));
    TRY(tick(s, CTR_SLO_START, "late", FIXTURE_START_US - INT64_C(1800000000)));
    TRY(tick(s, CTR_SLO_PAUSE, "late", FIXTURE_START_US - INT64_C(900000000)));
    TRY(tick(s, CTR_SLO_START, "done", 0));
    return tick(s, CTR_SLO_STOP, "done", 0);
}

static inline ctr_status act_slo_start(struct scene_state *s)
{
    return tick(s, CTR_SLO_START, "new", FIXTURE_START_US - INT64_C(7200000000));
}

static inline ctr_status act_slo_look(struct scene_state *s)
{
    ctr_slo_window w;
    ctr_slo_case_list *list = NULL;
    ctr_slo_report *r = NULL;

    TRY(ctr_slo_find(s->store, NULL, &list, &s->err));
    SHOW(s, slo_case_list, list);
    ctr_slo_window_init(&w, sizeof w);
    w.team = "shop";
    w.name = "office";
    TRY(ctr_slo_measure(s->store, &w, &r, &s->err));
    SHOW(s, slo_report, r);
    return CTR_OK;
}

static inline ctr_status act_slo_sweep(struct scene_state *s)
{
    ctr_slo_sweep *sweep = NULL;
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.now_us = FIXTURE_START_US + INT64_C(86400000000);
    TRY(ctr_slo_sweep_run(s->store, NULL, NULL, &call, &sweep, &s->err));
    SHOW(s, slo_sweep, sweep);
    return CTR_OK;
}

/* Late, and running. */
static inline ctr_status with_running(struct scene_state *s)
{
    TRY(with_clocks(s));
    return tick(s, CTR_SLO_RESUME, "late", 0);
}

static inline ctr_status act_raise(struct scene_state *s)
{
    static const char *const links[] = {"cve:7", "log"};
    ctr_stop_spec spec;
    ctr_call call;
    ctr_stop *stop = NULL;

    ctr_call_init(&call, sizeof call);
    call.reason = "leak";
    call.actor = "client";
    ctr_stop_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "office";
    spec.trigger = "burning";
    spec.owner = "client";
    spec.evidence = links;
    spec.evidence_count = 2;
    TRY(ctr_stop_line_raise(s->store, &spec, &call, &stop, &s->err));
    SHOW(s, stop, stop);
    return CTR_OK;
}

static inline ctr_status raised(struct scene_state *s)
{
    TRY(with_office(s));
    return act_raise(s);
}

static inline ctr_status act_clear(struct scene_state *s)
{
    ctr_call call;
    ctr_stop *stop = NULL;

    ctr_call_init(&call, sizeof call);
    call.reason = "fixed";
    call.actor = "client";
    TRY(ctr_stop_line_clear(s->store, "shop", "office", "burning", "rolled back", &call, &stop,
                            &s->err));
    SHOW(s, stop, stop);
    return CTR_OK;
}

static inline ctr_status act_held(struct scene_state *s)
{
    static const char *const who[] = {"client=ann", "supplier"};
    static const char *const what[] = {"minutes"};
    ctr_meeting_spec spec;
    ctr_meeting *meeting = NULL;

    ctr_meeting_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "office";
    spec.cadence = "sync";
    spec.participants = who;
    spec.participant_count = 2;
    spec.artefacts = what;
    spec.artefact_count = 1;
    TRY(ctr_cadence_held(s->store, &spec, NULL, &meeting, &s->err));
    SHOW(s, meeting, meeting);
    return CTR_OK;
}

static inline ctr_status with_meeting(struct scene_state *s)
{
    TRY(with_office(s));
    return act_held(s);
}

static inline ctr_status act_missed(struct scene_state *s)
{
    ctr_cadence_window window;
    ctr_cadence_report *report = NULL;

    ctr_cadence_window_init(&window, sizeof window);
    window.team = "shop";
    window.name = "office";
    TRY(ctr_cadence_missed(s->store, &window, &report, &s->err));
    SHOW(s, cadence_report, report);
    return CTR_OK;
}

#endif
