/* <contracts/can.h>: decisions. */
#include "api/create.h"
#include "flow/can.h"

/* ---- can-evolve ---- */

struct evolve_args {
    const ctr_evolve *given;
    struct lc_evolve_args args;
    bool stored;
};

static ctr_status evolve_read(struct lc_ctx *ctx, void *user)
{
    struct evolve_args *a = user;
    ctr_evolve e = {.struct_size = sizeof e};

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "an edition to judge is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_evolve, a->given, &e));
    a->stored = !e.document.data && !e.document.size;
    if (!a->stored) {
        return lc_evolve_take(ctx, a->given, false, &a->args);
    }
    a->args.names = (struct lc_names){e.team, e.name ? e.name : ""};
    a->args.label = e.label;
    return e.label ? lc_check_selector(ctx, e.label)
                   : lc_fail(ctx, CTR_E_ARGUMENT, "a document or the label of a draft is needed");
}

static ctr_status evolve_run(struct lc_op *op, void *user, void *body)
{
    const struct evolve_args *a = user;
    const struct lc_evolving stored = {
        .team = a->args.names.team, .name = a->args.names.name, .label = a->args.label};
    const struct lc_evolving given = lc_evolve_what(&a->args);

    return lc_can_evolve(op, a->stored ? &stored : &given, body);
}

ctr_status ctr_can_evolve(ctr_store *store, const ctr_evolve *evolve, ctr_can **out,
                          ctr_error **err)
{
    struct evolve_args args = {.given = evolve};
    struct ctr_can body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.args.names,
                                 .read = evolve_read,
                                 .run = evolve_run,
                                 .args = &args,
                                 .shape = &lc_shape_can,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- can-retire, can-upgrade ---- */

struct version_args {
    struct lc_names names;
    const char *consumer; /* NULL: retire */
    const char *selector;
    bool upgrade;
};

static ctr_status version_prepare(struct lc_op *op, void *user)
{
    const struct version_args *a = user;

    LC_TRY(a->upgrade ? lc_check_name(&op->ctx, "consumer", a->consumer) : CTR_OK);
    return lc_check_selector(&op->ctx, a->selector);
}

static ctr_status version_run(struct lc_op *op, void *user, void *body)
{
    const struct version_args *a = user;
    struct lc_contract c;
    struct ctr_version v;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    LC_TRY(lc_version_select(op, &c, a->selector, &v));
    return a->upgrade ? lc_can_upgrade(op, &c, a->consumer, &v, body)
                      : lc_can_retire(op, &c, &v, body);
}

static ctr_status ask_version(ctr_store *store, struct version_args *args, ctr_can **out,
                              ctr_error **err)
{
    struct ctr_can body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args->names,
                                 .prepare = version_prepare,
                                 .run = version_run,
                                 .args = args,
                                 .shape = &lc_shape_can,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

ctr_status ctr_can_retire(ctr_store *store, const char *team, const char *name,
                          const char *selector, ctr_can **out, ctr_error **err)
{
    struct version_args args = {{team, name ? name : ""}, NULL, selector, false};
    return ask_version(store, &args, out, err);
}

ctr_status ctr_can_upgrade(ctr_store *store, const char *team, const char *name,
                           const char *consumer, const char *selector, ctr_can **out,
                           ctr_error **err)
{
    struct version_args args = {{team, name ? name : ""}, consumer, selector, true};
    return ask_version(store, &args, out, err);
}

/* ---- can-deploy ---- */

struct deploy_args {
    const ctr_run_spec *given;
    struct lc_run_given run;
};

static ctr_status deploy_read(struct lc_ctx *ctx, void *user)
{
    struct deploy_args *a = user;
    ctr_run_spec s = {.struct_size = sizeof s};

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "what is to be deployed is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_run_spec, a->given, &s));
    LC_TRY(lc_check_name(ctx, "environment", s.environment));
    LC_TRY(s.team ? lc_check_name(ctx, "team", s.team) : CTR_OK);
    LC_TRY(s.team ? lc_check_name(ctx, "contract", s.name) : CTR_OK);
    LC_TRY(s.consumer ? lc_check_name(ctx, "consumer", s.consumer) : CTR_OK);
    LC_TRY(s.consumer ? lc_check_label(ctx, s.label) : CTR_OK);
    LC_TRY(lc_check_selector(ctx, s.selector));
    if (s.consumer ? s.selector != NULL : s.label != NULL || !s.team) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "what is to be deployed is a version of a contract, or a consumer with its "
                       "label");
    }
    a->run = (struct lc_run_given){.team = s.team,
                                   .name = s.name,
                                   .selector = s.selector,
                                   .consumer = s.consumer,
                                   .label = s.label,
                                   .environment = s.environment};
    return CTR_OK;
}

static ctr_status deploy_run(struct lc_op *op, void *user, void *body)
{
    return lc_can_deploy(op, &((const struct deploy_args *)user)->run, body);
}

ctr_status ctr_can_deploy(ctr_store *store, const ctr_run_spec *spec, ctr_can **out,
                          ctr_error **err)
{
    struct deploy_args args = {.given = spec};
    struct ctr_can body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = deploy_read,
                                 .run = deploy_run,
                                 .args = &args,
                                 .shape = &lc_shape_can,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}
