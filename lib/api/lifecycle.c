/* <contracts/contract.h>: the life of a version. */
#include "api/create.h"

struct life_args {
    struct lc_names names;
    const char *label;
    int64_t sunset_us;
    enum lc_verb verb;
};

static ctr_status life_prepare(struct lc_op *op, void *user)
{
    struct life_args *a = user;

    if (!a->label) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "the label of the version is needed, not NULL");
    }
    LC_TRY(lc_check_time(&op->ctx, "the sunset", a->sunset_us));
    return lc_check_selector(&op->ctx, a->label);
}

static ctr_status life_run(struct lc_op *op, void *user, void *body)
{
    struct life_args *a = user;
    const struct lc_activation activation = {a->names.team, a->names.name, a->label};
    struct lc_contract c;

    if (a->verb == LC_VERB_ACTIVATE) {
        return lc_flow_activate(op, &activation, body);
    }
    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    LC_TRY(lc_version_select(op, &c, a->label, body));
    switch (a->verb) {
    case LC_VERB_DEPRECATE:
        return lc_flow_deprecate(op, &c, body, a->sunset_us);
    case LC_VERB_REACTIVATE:
        return lc_flow_reactivate(op, &c, body);
    case LC_VERB_ACTIVATE:
    case LC_VERB_RETIRE:
        break;
    }
    return lc_flow_retire(op, &c, body);
}

ctr_status lc_activate_take(struct lc_ctx *ctx, const char *team, const char *name,
                            const char *label, struct lc_activate_args *out)
{
    *out = (struct lc_activate_args){{NULL, NULL}, NULL};
    LC_TRY(lc_check_name(ctx, "team", team));
    LC_TRY(lc_check_name(ctx, "contract", name));
    LC_TRY(lc_check_selector(ctx, label));
    out->names = (struct lc_names){lc_dup_c(ctx, team), lc_dup_c(ctx, name)};
    out->label = lc_dup_c(ctx, label);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_activate_run(struct lc_op *op, const struct lc_activate_args *a,
                           struct ctr_version *out)
{
    const struct lc_activation activation = {a->names.team, a->names.name, a->label};
    return lc_flow_activate(op, &activation, out);
}

static ctr_status live(ctr_store *store, const char *verb, struct life_args *args,
                       const ctr_call *call, ctr_version **out, ctr_error **err)
{
    struct ctr_version body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = verb,
                                 .names = &args->names,
                                 .prepare = life_prepare,
                                 .run = life_run,
                                 .args = args,
                                 .shape = &lc_shape_version,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

ctr_status ctr_version_activate(ctr_store *store, const char *team, const char *name,
                                const char *label, const ctr_call *call, ctr_version **out,
                                ctr_error **err)
{
    struct life_args args = {{team, name ? name : ""}, label, 0, LC_VERB_ACTIVATE};
    return live(store, "version.activate", &args, call, out, err);
}

ctr_status ctr_version_deprecate(ctr_store *store, const char *team, const char *name,
                                 const char *label, int64_t sunset_us, const ctr_call *call,
                                 ctr_version **out, ctr_error **err)
{
    struct life_args args = {{team, name ? name : ""}, label, sunset_us, LC_VERB_DEPRECATE};
    return live(store, "version.deprecate", &args, call, out, err);
}

ctr_status ctr_version_reactivate(ctr_store *store, const char *team, const char *name,
                                  const char *label, const ctr_call *call, ctr_version **out,
                                  ctr_error **err)
{
    struct life_args args = {{team, name ? name : ""}, label, 0, LC_VERB_REACTIVATE};
    return live(store, "version.reactivate", &args, call, out, err);
}

ctr_status ctr_version_retire(ctr_store *store, const char *team, const char *name,
                              const char *label, const ctr_call *call, ctr_version **out,
                              ctr_error **err)
{
    struct life_args args = {{team, name ? name : ""}, label, 0, LC_VERB_RETIRE};
    return live(store, "version.retire", &args, call, out, err);
}
