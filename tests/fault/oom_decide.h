/*
 * Scenes of t_oom.c: transitive modes, where versions run, and what is decided by it.
 */
#ifndef TESTS_FAULT_OOM_DECIDE_H
#define TESTS_FAULT_OOM_DECIDE_H

#include "fault/oom_contract.h"

/* Three versions that were active, under a transitive mode. */
static inline ctr_status with_history(struct scene_state *s)
{
    ctr_edit edit;

    TRY(create(s));
    TRY(activate(s, "1.0.0", 0));
    TRY(evolve_to(s, V3));
    TRY(activate(s, "1.1.0", 0));
    TRY(evolve_to(s, V2));
    TRY(activate(s, "2.0.0", CTR_CALL_DECLARE_BREAK));
    ctr_edit_init(&edit, sizeof edit);
    edit.mode = CTR_MODE_FULL_TRANSITIVE;
    return ctr_contract_edit(s->store, "shop", "orders", &edit, NULL, NULL, &s->err);
}

static inline ctr_status act_evolve_history(struct scene_state *s)
{
    return evolve_to(s, V1);
}

static inline ctr_status with_history_draft(struct scene_state *s)
{
    TRY(with_history(s));
    return evolve_to(s, V1);
}

static inline ctr_status act_activate_history(struct scene_state *s)
{
    return activate(s, "3.0.0", CTR_CALL_DECLARE_BREAK);
}

/* ---- what runs where ---- */

static inline ctr_status act_build(struct scene_state *s)
{
    static const char *const parts[] = {"/a", "/id"};
    ctr_build_spec spec;
    ctr_build *build = NULL;

    ctr_build_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "orders";
    spec.consumer = "web";
    spec.label = "2.3";
    spec.against = "^1";
    spec.parts = parts;
    spec.part_count = 2;
    TRY(ctr_build_record(s->store, &spec, NULL, &build, &s->err));
    SHOW(s, build, build);
    return CTR_OK;
}

static inline ctr_status run(struct scene_state *s, bool ends, ctr_run_kind kind,
                             const char *selector, const char *label)
{
    ctr_run_spec spec;
    ctr_run_list *list = NULL;

    ctr_run_spec_init(&spec, sizeof spec);
    spec.flags = ends ? 0 : CTR_RUN_NEW_ENVIRONMENT;
    spec.kind = kind;
    spec.team = label ? NULL : "shop";
    spec.name = label ? NULL : "orders";
    spec.selector = selector;
    spec.consumer = label ? "web" : NULL;
    spec.label = label;
    spec.environment = "production";
    TRY(ends ? ctr_run_end(s->store, &spec, NULL, &list, &s->err)
             : ctr_run_begin(s->store, &spec, NULL, &list, &s->err));
    SHOW(s, run_list, list);
    return CTR_OK;
}

static inline ctr_status act_deploy(struct scene_state *s)
{
    return run(s, false, CTR_RUN_DEPLOYED, NULL, "2.3");
}

/* A build, and both sides deployed. */
static inline ctr_status with_runs(struct scene_state *s)
{
    TRY(with_history_draft(s));
    TRY(act_build(s));
    TRY(run(s, false, CTR_RUN_DEPLOYED, "1.0.0", NULL));
    return act_deploy(s);
}

static inline ctr_status act_replace(struct scene_state *s)
{
    return run(s, false, CTR_RUN_DEPLOYED, "2.0.0", NULL);
}

static inline ctr_status act_undeploy(struct scene_state *s)
{
    return run(s, true, CTR_RUN_DEPLOYED, NULL, "2.3");
}

static inline ctr_status act_release(struct scene_state *s)
{
    return run(s, false, CTR_RUN_RELEASED, "2.0.0", NULL);
}

static inline ctr_status with_release(struct scene_state *s)
{
    TRY(with_runs(s));
    return act_release(s);
}

static inline ctr_status act_take_back(struct scene_state *s)
{
    return run(s, true, CTR_RUN_RELEASED, "2.0.0", NULL);
}

static inline ctr_status act_runs(struct scene_state *s)
{
    ctr_run_list *runs = NULL;
    ctr_build_list *builds = NULL;
    ctr_environment_list *environments = NULL;

    TRY(ctr_run_find(s->store, NULL, &runs, &s->err));
    SHOW(s, run_list, runs);
    TRY(ctr_build_find(s->store, NULL, &builds, &s->err));
    SHOW(s, build_list, builds);
    TRY(ctr_environment_find(s->store, "shop", NULL, 0, &environments, &s->err));
    SHOW(s, environment_list, environments);
    return CTR_OK;
}

static inline ctr_status with_build(struct scene_state *s)
{
    TRY(with_history(s));
    return act_build(s);
}

/* ---- decisions ---- */

static inline ctr_status act_can(struct scene_state *s)
{
    ctr_evolve e;
    ctr_can *can = NULL;

    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "orders";
    source(&e.document, V2);
    TRY(ctr_can_evolve(s->store, &e, &can, &s->err));
    SHOW(s, can, can);
    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "orders";
    e.label = "3.0.0";
    TRY(ctr_can_evolve(s->store, &e, &can, &s->err));
    SHOW(s, can, can);
    TRY(ctr_can_retire(s->store, "shop", "orders", "1.0.0", &can, &s->err));
    SHOW(s, can, can);
    return CTR_OK;
}

static inline ctr_status act_impact(struct scene_state *s)
{
    static const char *const documents[] = {V2, V1};
    ctr_evolution *evolution = NULL;
    ctr_evolve e;

    for (size_t i = 0; i < 2; i++) {
        ctr_evolve_init(&e, sizeof e);
        e.team = "shop";
        e.name = "orders";
        source(&e.document, documents[i]);
        TRY(ctr_contract_impact(s->store, &e, &evolution, &s->err));
        SHOW(s, evolution, evolution);
    }
    return CTR_OK;
}

static inline ctr_status with_reader(struct scene_state *s)
{
    TRY(with_runs(s));
    return enroll(s, "reader", "=1.0.0", "/a");
}

static inline ctr_status act_can_upgrade(struct scene_state *s)
{
    ctr_can *can = NULL;

    TRY(ctr_can_upgrade(s->store, "shop", "orders", "reader", "2.0.0", &can, &s->err));
    SHOW(s, can, can);
    return CTR_OK;
}

static inline ctr_status act_can_deploy(struct scene_state *s)
{
    ctr_run_spec spec;
    ctr_can *can = NULL;

    ctr_run_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "orders";
    spec.selector = "2.0.0";
    spec.environment = "production";
    TRY(ctr_can_deploy(s->store, &spec, &can, &s->err));
    SHOW(s, can, can);
    return CTR_OK;
}

#endif
