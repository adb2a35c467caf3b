/*
 * Scenes of t_oom.c: policies kept in a store, and what evolving and activating make of them.
 */
#ifndef TESTS_FAULT_OOM_POLICY_H
#define TESTS_FAULT_OOM_POLICY_H

#include "fault/oom_contract.h"

static ctr_status policy_to(struct scene_state *s, const char *name, const char *text)
{
    ctr_source document;
    ctr_policy *policy = NULL;

    ctr_source_init(&document, sizeof document);
    source(&document, text);
    TRY(ctr_policy_set(s->store, "shop", name, &document, NULL, &policy, &s->err));
    SHOW(s, policy, policy);
    return CTR_OK;
}

static ctr_status waive(struct scene_state *s, const char *name, const char *expires)
{
    ctr_waive w;
    ctr_call call;
    ctr_policy *policy = NULL;

    ctr_call_init(&call, sizeof call);
    call.reason = "agreed";
    ctr_waive_init(&w, sizeof w);
    w.team = "shop";
    w.name = name;
    w.rule = "type-changed";
    w.part = "/a";
    w.owner = "ada";
    w.expires = expires;
    TRY(ctr_policy_waive(s->store, &w, &call, &policy, &s->err));
    SHOW(s, policy, policy);
    return CTR_OK;
}

static ctr_status with_policy(struct scene_state *s)
{
    TRY(create(s));
    TRY(activate(s, "1.0.0", 0));
    TRY(enroll(s, "web", NULL, "/a"));
    TRY(policy_to(s, NULL,
                  "{\"ignore_unused\":true,\"levels\":[{\"rule\":\"*\",\"level\":"
                  "\"warning\"}]}"));
    return waive(s, "orders", "2099-12-31");
}

static ctr_status policy_evolved(struct scene_state *s)
{
    TRY(with_policy(s));
    return evolve_to(s, V2);
}

static ctr_status act_policy_set(struct scene_state *s)
{
    return policy_to(s, "orders", "groups: {by: document, pointer: /x}");
}

static ctr_status act_policy_clear(struct scene_state *s)
{
    ctr_policy *policy = NULL;

    TRY(ctr_policy_clear(s->store, "shop", "orders", NULL, &policy, &s->err));
    SHOW(s, policy, policy);
    return CTR_OK;
}

static ctr_status act_waive(struct scene_state *s)
{
    return waive(s, "orders", "2098-12-31T00:00:00+01:00");
}

static ctr_status act_policy_look(struct scene_state *s)
{
    ctr_waiver_list *list = NULL;
    ctr_policy *policy = NULL;

    TRY(ctr_waiver_find(s->store, "shop", "orders", 0, &list, &s->err));
    SHOW(s, waiver_list, list);
    TRY(ctr_policy_get(s->store, "shop", "orders", CTR_POLICY_EFFECTIVE, &policy, &s->err));
    SHOW(s, policy, policy);
    return CTR_OK;
}

static ctr_status act_policy_evolve(struct scene_state *s)
{
    return evolve_to(s, V2);
}

static ctr_status act_policy_activate(struct scene_state *s)
{
    return activate(s, "latest", 0);
}

/* ---- with a notice that counts from now, so that drafts are compared anew ---- */

static ctr_status notice_policy(struct scene_state *s)
{
    TRY(with_history(s));
    TRY(policy_to(s, NULL, "grace_days: {stable: 30, beta: 10}"));
    return policy_to(s, "orders", "{grace_days: {beta: 20}, levels: [{rule: '*', level: info}]}");
}

static ctr_status notice_evolved(struct scene_state *s)
{
    TRY(notice_policy(s));
    return evolve_to(s, V1);
}

/* ---- with the whole history ---- */

static ctr_status history_policy(struct scene_state *s)
{
    TRY(with_history(s));
    TRY(policy_to(s, NULL, "levels: [{rule: '*', level: warning}]"));
    return policy_to(s, "orders",
                     "{groups: {by: document, pointer: /type}, waivers: [{rule: type-changed, "
                     "part: /a, reason: agreed, owner: ada, expires: 2099-12-31}]}");
}

static ctr_status history_evolved(struct scene_state *s)
{
    TRY(history_policy(s));
    return evolve_to(s, V1);
}

static ctr_status act_activate_judged(struct scene_state *s)
{
    return activate(s, "2.1.0", 0);
}

static ctr_status act_can_history(struct scene_state *s)
{
    ctr_evolve e;
    ctr_can *can = NULL;

    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "orders";
    e.label = "2.1.0";
    TRY(ctr_can_evolve(s->store, &e, &can, &s->err));
    SHOW(s, can, can);
    return CTR_OK;
}

#endif
