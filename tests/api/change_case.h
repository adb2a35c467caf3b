/* What the tests of changes share: a master contract, and short ways to the calls. */
#ifndef TESTS_API_CHANGE_CASE_H
#define TESTS_API_CHANGE_CASE_H

#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define V1 SCHEMA("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}", "\"a\"")
#define BREAK SCHEMA("\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"string\"}", "\"a\"")

#define MASTER_HEAD                                                                                \
    "version: 1\n"                                                                                 \
    "meta: {id: deal-1}\n"                                                                         \
    "parties: [client, supplier, expert]\n"
#define GOVERNANCE(mode)                                                                           \
    "governance:\n"                                                                                \
    "  mode: " mode "\n"                                                                           \
    "  steering_committee: [client, supplier, expert]\n"                                           \
    "  decision_rights:\n"                                                                         \
    "    - {area: scope, class: minor, approver: client, sla_days: 3}\n"                           \
    "    - {area: scope, class: major, approver: steering_committee, quorum: 2, sla_days: 5}\n"    \
    "    - {area: '*', approver: steering_committee, quorum: 2}\n"
#define POLICY                                                                                     \
    "change_policy:\n"                                                                             \
    "  thresholds:\n"                                                                              \
    "    budget_delta_pct_major: 10\n"                                                             \
    "    schedule_slip_days_major: 10\n"                                                           \
    "    risk_score_major: 8\n"                                                                    \
    "    cumulative_budget_delta_pct_major: 15\n"                                                  \
    "  standard_changes: [wording]\n"                                                              \
    "  emergency_decision_days: 2\n"                                                               \
    "incentives: {model: target_cost, currency: EUR, target: 200000}\n"
#define MASTER MASTER_HEAD GOVERNANCE("enforce") POLICY
#define MASTER_REPORT MASTER_HEAD GOVERNANCE("report") POLICY

#define IMPACT(budget, slip, risk)                                                                 \
    "impact_analysis: {budget_delta_pct: " budget ", schedule_slip_days: " slip                    \
    ", risk_score: " risk "}\n"
#define MINOR IMPACT("5", "2", "3")
#define MAJOR IMPACT("12", "2", "3")
#define MEMO                                                                                       \
    "context_memo:\n"                                                                              \
    "  problem: too slow\n"                                                                        \
    "  evidence: measured\n"                                                                       \
    "  alternatives: [wait]\n"                                                                     \
    "  decision: faster\n"                                                                         \
    "  follow_ups: [{action: measure again, owner: client, due: 2026-03-01}]\n"                    \
    "adr: docs/adr/ADR-1.md\n"

static inline void master(struct fixture *f, const char *document)
{
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "deal";
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    c.document.data = document;
    c.document.size = strlen(document);
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    do_activate(f, "deal", "1.0.0");
}

static inline ctr_call call_of(const char *actor)
{
    ctr_call call;
    ctr_call_init(&call, sizeof call);
    call.actor = actor;
    call.reason = "because";
    return call;
}

static inline ctr_source source_of(const char *text)
{
    return do_source(text, "CR.yaml");
}

static inline ctr_status open_change(struct fixture *f, const char *text, ctr_change **out,
                                     ctr_error **err)
{
    ctr_source s = source_of(text);
    ctr_call call = call_of("supplier");
    return ctr_change_open(f->store, "shop", "deal", &s, &call, out, err);
}

typedef ctr_status (*plain)(ctr_store *store, const char *team, const char *name, const char *id,
                            const ctr_call *call, ctr_change **out, ctr_error **err);

/* The state it leads to, and success. */
static inline void does(struct fixture *f, plain verb, const char *id, const char *actor,
                        ctr_change_state state)
{
    ctr_change *h = NULL;
    ctr_error *err = NULL;
    ctr_call call = call_of(actor);
    assert_ctr_ok(verb(f->store, "shop", "deal", id, &call, &h, &err));
    assert_string_equal(ctr_change_state_name(ctr_change_state_of(h)),
                        ctr_change_state_name(state));
    ctr_change_free(h);
}

static inline ctr_status vote(struct fixture *f, const char *id, ctr_vote v, const char *actor,
                              const char *party, ctr_change **out, ctr_error **err)
{
    ctr_call call = call_of(actor);
    return ctr_change_vote(f->store, "shop", "deal", id, v, party, &call, out, err);
}

static inline ctr_status decide(struct fixture *f, const char *id, ctr_change_outcome o,
                                const char *actor, ctr_error **err)
{
    ctr_call call = call_of(actor);
    return ctr_change_decide(f->store, "shop", "deal", id, o, &call, NULL, err);
}

static inline ctr_status act(struct fixture *f, plain verb, const char *id, ctr_error **err)
{
    ctr_call call = call_of("supplier");
    return verb(f->store, "shop", "deal", id, &call, NULL, err);
}

static inline void opened(struct fixture *f, const char *text)
{
    ctr_error *err = NULL;
    assert_ctr_ok(open_change(f, text, NULL, &err));
}

static inline ctr_change *get(struct fixture *f, const char *id)
{
    ctr_change *h = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_change_get(f->store, "shop", "deal", id, &h, &err));
    return h;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)

#endif
