/* What the tests of timers share: a master with escalation policies, and instants. */
#ifndef TESTS_API_TIMER_CASE_H
#define TESTS_API_TIMER_CASE_H

#include "change_case.h"

#define HOUR INT64_C(3600000000)
#define DAY (24 * HOUR)
/* 2026-01-05, a Monday, at noon in UTC */
#define MONDAY (FIXTURE_START_US + 4 * DAY + 12 * HOUR)

#define TIMED_WITH(calendars)                                                                      \
    "version: 1\n"                                                                                 \
    "meta: {id: deal-1}\n"                                                                         \
    "parties:\n"                                                                                   \
    "  - {id: client, role: client, endpoint: 'https://me:pw@example.org/in?key=1'}\n"             \
    "  - {id: supplier, role: supplier, endpoint: ops}\n"                                          \
    "  - expert\n"                                                                                 \
    "endpoints: [{id: ops, url: 'file:ops.jsonl'}]\n" calendars "governance:\n"                    \
    "  steering_committee: [client, supplier, expert]\n"                                           \
    "  decision_rights:\n"                                                                         \
    "    - {area: scope, approver: client, driver: supplier, sla_days: 2, escalation: up,\n"       \
    "       pause_on: [waiting-for-data, force-majeure]}\n"                                        \
    "    - {area: quiet, approver: client, sla_days: 2, escalation: up,\n"                         \
    "       on_expiry: deem-accepted, informed: [expert]}\n"                                       \
    "    - {area: strict, approver: client, sla_days: 2, on_expiry: deem-rejected}\n"              \
    "    - {area: votes, approver: steering_committee, quorum: 2, sla_days: 2}\n"                  \
    "    - {area: slow, approver: client}\n"                                                       \
    "    - {area: '*', approver: client, sla_days: 2, on_expiry: none}\n"                          \
    "  escalation_policies:\n"                                                                     \
    "    - id: up\n"                                                                               \
    "      loops: 2\n"                                                                             \
    "      reminder_hours: 24\n"                                                                   \
    "      levels:\n"                                                                              \
    "        - {after_hours: 24, notify: [supplier]}\n"                                            \
    "        - {after_hours: 24, notify: [steering_committee, 'mail:boss']}\n"                     \
    "change_policy:\n"                                                                             \
    "  thresholds: {budget_delta_pct_major: 10}\n"                                                 \
    "  emergency_decision_days: 1\n"                                                               \
    "incentives: {model: target_cost, currency: EUR, target: 200000}\n"
#define TIMED TIMED_WITH("")

/* A change of an area, submitted on Monday by the supplier. */
static inline void submitted(struct fixture *f, const char *id, const char *area, const char *more)
{
    char text[1024];
    f->now_us = MONDAY - 2000000;
    snprintf(text, sizeof text, "id: %s\narea: %s\nrequester: supplier\n%s", id, area, more);
    ctr_error *err = NULL;
    ctr_source s = source_of(text);
    ctr_call call = call_of("supplier");
    call.now_us = MONDAY;
    assert_ctr_ok(ctr_change_open(f->store, "shop", "deal", &s, &call, NULL, &err));
    assert_ctr_ok(ctr_change_submit(f->store, "shop", "deal", id, &call, NULL, &err));
}

static inline ctr_sweep *sweep(struct fixture *f, int64_t now_us)
{
    ctr_sweep *found = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_timer_sweep(f->store, now_us, NULL, NULL, &found, &err));
    f->now_us = now_us;
    return found;
}

/* A sweep finds these, one a line: "kind level.loop subject due>to,to", hours after Monday. */
static inline void sweeps(struct fixture *f, int64_t now_us, const char *want)
{
    char text[8192] = "";
    ctr_sweep *found = sweep(f, now_us);
    for (size_t i = 0; i < ctr_sweep_count(found); i++) {
        const ctr_action *a = ctr_sweep_at(found, i);
        size_t n = strlen(text);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s %lld.%lld %s %lld>",
                              ctr_action_kind_name(ctr_action_kind_of(a)),
                              (long long)ctr_action_level(a), (long long)ctr_action_loop(a),
                              strrchr(ctr_action_subject(a), '/') + 1,
                              (long long)((ctr_action_due_us(a) - MONDAY) / HOUR));
        for (size_t k = 0; k < ctr_action_recipients(a); k++) {
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", k ? "," : "",
                                  ctr_action_to_at(a, k));
        }
        snprintf(text + n, sizeof text - n, "\n");
        assert_int_equal(ctr_action_found_us(a), now_us);
    }
    ctr_sweep_free(found);
    assert_string_equal(text, want);
}

static inline ctr_timer *timer(struct fixture *f, const char *id)
{
    ctr_timer *t = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_timer_get(f->store, "shop", "deal", (ctr_timer_subject)0, id, &t, &err));
    return t;
}

#endif
