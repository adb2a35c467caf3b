/*
 * Scenes of t_oom.c: changes, and the timers that run on them.
 */
#ifndef TESTS_FAULT_OOM_CHANGE_H
#define TESTS_FAULT_OOM_CHANGE_H

#include "fault/oom_contract.h"

/* Behind every deadline: 2100. */
#define LATER INT64_C(4102444800000000)

#define DEAL                                                                                       \
    "version: 1\nmeta: {id: deal}\ngovernance:\n  decision_rights:\n"                              \
    "    - {area: '*', approver: boss, sla_days: 2, pause_on: [data]}\n"                           \
    "change_policy:\n  thresholds: {budget_delta_pct_major: 10}\n"                                 \
    "incentives: {model: target_cost, currency: EUR, target: 1000, gain_share_pct: 50,\n"          \
    "  pain_share_pct: 50}\n"

static ctr_status with_deal(struct scene_state *s)
{
    ctr_create c;

    TRY(with_breaking_draft(s));
    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "deal";
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    source(&c.document, DEAL);
    TRY(ctr_contract_create(s->store, &c, NULL, NULL, &s->err));
    return ctr_version_activate(s->store, "shop", "deal", "1.0.0", NULL, NULL, &s->err);
}

static ctr_status act_open(struct scene_state *s)
{
    ctr_source request;
    ctr_change *h = NULL;

    ctr_source_init(&request, sizeof request);
    source(&request, "id: CR-1\ntype: emergency\nneeds: []\nimpact_analysis: {budget_delta_pct: 5, "
                     "evolution: shop/orders@2.0.0}\n");
    TRY(ctr_change_open(s->store, "shop", "deal", &request, NULL, &h, &s->err));
    SHOW(s, change, h);
    return CTR_OK;
}

static ctr_status opened(struct scene_state *s)
{
    TRY(with_deal(s));
    return act_open(s);
}

static ctr_status act_submit(struct scene_state *s)
{
    ctr_change *h = NULL;

    TRY(ctr_change_submit(s->store, "shop", "deal", "CR-1", NULL, &h, &s->err));
    SHOW(s, change, h);
    return CTR_OK;
}

static ctr_status act_implement(struct scene_state *s)
{
    ctr_call call;
    ctr_change *h = NULL;

    ctr_call_init(&call, sizeof call);
    call.reason = "it burns";
    call.flags = CTR_CALL_DECLARE_BREAK;
    TRY(ctr_change_implement(s->store, "shop", "deal", "CR-1", &call, &h, &s->err));
    SHOW(s, change, h);
    return CTR_OK;
}

/* In a ledger that the change moved the target of, with a share assessed behind it. */
static ctr_status with_moved_target(struct scene_state *s)
{
    ctr_assess a;
    ctr_call call;

    TRY(opened(s));
    TRY(ctr_ledger_chart(s->store, "shop", "deal", NULL, NULL, NULL, &s->err));
    ctr_call_init(&call, sizeof call);
    call.reason = "it burns";
    call.flags = CTR_CALL_DECLARE_BREAK;
    TRY(ctr_change_implement(s->store, "shop", "deal", "CR-1", &call, NULL, &s->err));
    ctr_assess_init(&a, sizeof a);
    a.kind = CTR_ASSESS_COMPLETION;
    return ctr_share_assess(s->store, "shop", "deal", &a, NULL, NULL, &s->err);
}

static ctr_status act_reject(struct scene_state *s)
{
    ctr_call call;
    ctr_change *h = NULL;

    ctr_call_init(&call, sizeof call);
    call.actor = "boss";
    TRY(ctr_change_decide(s->store, "shop", "deal", "CR-1", CTR_OUTCOME_REJECTED, &call, &h,
                          &s->err));
    SHOW(s, change, h);
    return CTR_OK;
}

static ctr_status with_rejected(struct scene_state *s)
{
    TRY(with_moved_target(s));
    return act_reject(s);
}

static ctr_status act_verify_causes(struct scene_state *s)
{
    ctr_ledger_report *report = NULL;

    TRY(ctr_ledger_verify(s->store, "shop", "deal", &report, &s->err));
    SHOW(s, ledger_report, report);
    return CTR_OK;
}

/* The right of the master above has no policy, so silence is a breach. */
static ctr_status submitted(struct scene_state *s)
{
    TRY(opened(s));
    return act_submit(s);
}

static ctr_status act_sweep(struct scene_state *s)
{
    ctr_sweep *found = NULL;

    TRY(ctr_timer_sweep(s->store, LATER, NULL, NULL, &found, &s->err));
    SHOW(s, sweep, found);
    return CTR_OK;
}

static ctr_status swept(struct scene_state *s)
{
    TRY(submitted(s));
    return act_sweep(s);
}

static ctr_status act_tell(struct scene_state *s)
{
    ctr_timer *timer = NULL;
    ctr_timer_list *timers = NULL;
    ctr_action_list *outbox = NULL;
    ctr_action *told = NULL;
    ctr_delivery d;
    char id[64];

    TRY(ctr_timer_get(s->store, "shop", "deal", CTR_TIMER_DECISION, "CR-1", &timer, &s->err));
    SHOW(s, timer, timer);
    TRY(ctr_timer_find(s->store, NULL, &timers, &s->err));
    SHOW(s, timer_list, timers);
    TRY(ctr_timer_outbox(s->store, NULL, &outbox, &s->err));
    snprintf(id, sizeof id, "%s", ctr_action_id(ctr_action_list_at(outbox, 0)));
    SHOW(s, action_list, outbox);
    ctr_delivery_init(&d, sizeof d);
    d.action = id;
    d.detail = "no answer";
    TRY(ctr_timer_delivered(s->store, &d, NULL, &told, &s->err));
    SHOW(s, action, told);
    return CTR_OK;
}

static ctr_status act_pause(struct scene_state *s)
{
    ctr_timer *timer = NULL;

    TRY(ctr_timer_pause(s->store, "shop", "deal", "CR-1", "data", NULL, &timer, &s->err));
    SHOW(s, timer, timer);
    return CTR_OK;
}

static ctr_status paused(struct scene_state *s)
{
    TRY(submitted(s));
    return act_pause(s);
}

static ctr_status act_resume(struct scene_state *s)
{
    ctr_timer *timer = NULL;

    TRY(ctr_timer_resume(s->store, "shop", "deal", "CR-1", NULL, &timer, &s->err));
    SHOW(s, timer, timer);
    return CTR_OK;
}

static ctr_status approved(struct scene_state *s)
{
    ctr_source request;
    ctr_call call;

    TRY(with_deal(s));
    ctr_source_init(&request, sizeof request);
    source(&request, "id: CR-2\nrequester: fred\nimpact_analysis: {budget_delta_pct: 5}\n");
    TRY(ctr_change_open(s->store, "shop", "deal", &request, NULL, NULL, &s->err));
    TRY(ctr_change_submit(s->store, "shop", "deal", "CR-2", NULL, NULL, &s->err));
    ctr_call_init(&call, sizeof call);
    call.actor = "boss";
    return ctr_change_decide(s->store, "shop", "deal", "CR-2", CTR_OUTCOME_APPROVED, &call, NULL,
                             &s->err);
}

/* By who decides, so that the right is looked up. */
static ctr_status undo(struct scene_state *s,
                       ctr_status (*verb)(ctr_store *, const char *, const char *, const char *,
                                          const ctr_call *, ctr_change **, ctr_error **))
{
    ctr_call call;
    ctr_change *h = NULL;

    ctr_call_init(&call, sizeof call);
    call.actor = "boss";
    call.reason = "nobody carries it out";
    TRY(verb(s->store, "shop", "deal", "CR-2", &call, &h, &s->err));
    SHOW(s, change, h);
    return CTR_OK;
}

static ctr_status act_undo(struct scene_state *s)
{
    return undo(s, ctr_change_withdraw);
}

static ctr_status act_reopen(struct scene_state *s)
{
    return undo(s, ctr_change_reopen);
}

#endif
