/* What the tests of watches share: masters whose editions follow each other, and instants. */
#ifndef TESTS_API_WATCH_CASE_H
#define TESTS_API_WATCH_CASE_H

#include "support/fixture.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE INT64_C(60000000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* An instant of 2026: day of the year from 0, hour, minute. UTC. */
#define AT(day, hour, minute) (FIXTURE_START_US + (day)*DAY + (hour)*HOUR + (minute)*MINUTE)

#define HEAD                                                                                       \
    "version: 1\nmeta: {id: deal-1, effective_date: 2026-01-01}\nparties: [client, supplier]\n"
#define LEVELS                                                                                     \
    "collaboration_slos: {defect_triage_hours: 8}\n"                                               \
    "slos:\n"                                                                                      \
    "  - {id: review_turnaround, goal_hours: 1, attainment_pct: 90, calendar: office, pause_on: "  \
    "[waiting_for_client, holiday]}\n"                                                             \
    "  - {id: delivery, goal_hours: 24, calendar: always}\n"                                       \
    "  - {id: wish, calendar: always}\n"
#define OFFICE(holidays)                                                                           \
    "calendars:\n"                                                                                 \
    "  - {id: office, zone: Europe/Berlin, days: [mon, tue, wed, thu, fri], hours: "               \
    "\"09:00-17:00\", holidays: [" holidays "]}\n"                                                 \
    "  - {id: always, zone: Europe/Berlin, days: [mon, tue, wed, thu, fri, sat, sun]}\n"

/* shop/deal, nothing enforced between its editions; this one becomes active. */
static inline void edition(struct fixture *f, const char *label, const char *document)
{
    ctr_create c;
    ctr_evolve e;
    ctr_error *err = NULL;

    if (strcmp(label, "1.0.0") == 0) {
        ctr_create_init(&c, sizeof c);
        c.team = "shop";
        c.name = "deal";
        c.label = label;
        c.type = CTR_TYPE_MASTER;
        c.mode = CTR_MODE_NONE;
        c.document.data = document;
        c.document.size = strlen(document);
        assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    } else {
        ctr_evolve_init(&e, sizeof e);
        e.team = "shop";
        e.name = "deal";
        e.label = label;
        e.document.data = document;
        e.document.size = strlen(document);
        assert_ctr_ok(ctr_contract_evolve(f->store, &e, NULL, NULL, &err));
    }
    do_activate(f, "deal", label);
}

static inline ctr_call call_at(int64_t now_us, const char *actor, const char *reason)
{
    ctr_call call;
    ctr_call_init(&call, sizeof call);
    call.now_us = now_us;
    call.actor = actor;
    call.reason = reason;
    return call;
}

/* One mark, at the instant `now_us`. */
static inline ctr_status mark(struct fixture *f, ctr_slo_act act, const char *slo,
                              const char *subject, int64_t now_us, const char *reason,
                              ctr_slo_case **out, ctr_error **err)
{
    ctr_slo_mark m;
    ctr_call call = call_at(now_us, "ann", reason);

    ctr_slo_mark_init(&m, sizeof m);
    m.act = act;
    m.team = "shop";
    m.name = "deal";
    m.slo = slo;
    m.subject = subject;
    if (now_us > f->now_us) {
        f->now_us = now_us;
    }
    return ctr_slo_record(f->store, &m, &call, out, err);
}

static inline void marked(struct fixture *f, ctr_slo_act act, const char *slo, const char *subject,
                          int64_t now_us, const char *reason)
{
    ctr_error *err = NULL;
    assert_ctr_ok(mark(f, act, slo, subject, now_us, reason, NULL, &err));
}

/* The only case of a subject, as it stands at an instant. */
static inline ctr_slo_case_list *look(struct fixture *f, const char *subject, int64_t now_us)
{
    ctr_slo_filter filter;
    ctr_slo_case_list *list = NULL;
    ctr_error *err = NULL;

    ctr_slo_filter_init(&filter, sizeof filter);
    filter.subject = subject;
    f->now_us = now_us;
    assert_ctr_ok(ctr_slo_find(f->store, &filter, &list, &err));
    assert_int_equal(ctr_slo_case_list_count(list), 1);
    return list;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)

#endif
