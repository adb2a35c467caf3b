/* <contracts/contract.h>: editing the facts of a contract. */
#include "api/task.h"
#include "domain/contract/contract.h"
#include "spec/spec.h"

struct edit_args {
    struct lc_names names;
    const ctr_edit *given;
    ctr_edit edit;
};

static ctr_status edit_read(struct lc_ctx *ctx, void *user)
{
    struct edit_args *a = user;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "an edit is needed, not NULL");
    }
    return LC_READ(ctx, ctr_edit, a->given, &a->edit);
}

static ctr_status edit_prepare(struct lc_op *op, void *user)
{
    struct edit_args *a = user;
    struct lc_ctx *ctx = &op->ctx;

    LC_TRY(lc_check_text(ctx, "owner role", a->edit.owner_role, 256));
    LC_TRY(lc_check_text(ctx, "owner agent", a->edit.owner_agent, 256));
    LC_TRY(lc_check_word(ctx, "mode", a->edit.mode, lc_words_mode));
    LC_TRY(lc_check_word(ctx, "profile", a->edit.profile, lc_words_profile));
    return a->edit.metadata ? lc_check_metadata(ctx, a->edit.metadata, &a->edit.metadata) : CTR_OK;
}

static ctr_status edit_run(struct lc_op *op, void *user, void *body)
{
    struct edit_args *a = user;
    struct lc_contract c;
    struct ctr_version *out = body;
    bool found;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    LC_TRY(lc_contract_change(op, &c, &a->edit));
    LC_TRY(lc_version_active(op, c.rid, out, &found));
    LC_TRY(found ? CTR_OK : lc_version_select(op, &c, "latest", out));
    return lc_spec_mind_profile(&op->ctx, out->format, a->edit.profile);
}

void ctr_edit_init(ctr_edit *edit, size_t size)
{
    lc_options_init(edit, size);
}

ctr_status ctr_contract_edit(ctr_store *store, const char *team, const char *name,
                             const ctr_edit *edit, const ctr_call *call, ctr_version **out,
                             ctr_error **err)
{
    struct edit_args args = {.names = {team, name ? name : ""}, .given = edit};
    struct ctr_version body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "contract.edit",
                                 .names = &args.names,
                                 .read = edit_read,
                                 .prepare = edit_prepare,
                                 .run = edit_run,
                                 .args = &args,
                                 .shape = &lc_shape_version,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}
