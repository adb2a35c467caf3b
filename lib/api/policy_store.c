/* <contracts/policy.h>: policies in a store. */
#include "api/source.h"
#include "api/task.h"
#include "flow/judge.h"

enum { LONGEST = 4096, LONGEST_PART = 64 << 10 };

uint32_t ctr_policy_effective(void)
{
    return CTR_POLICY_EFFECTIVE;
}

struct policy_args {
    struct lc_names names;
    const ctr_source *given;
    const ctr_waive *waive;
    ctr_waive spec;
    struct lc_policy_terms terms;
    struct ctr_waiver waiver;
    uint32_t flags;
    int64_t at_us;
};

static struct lc_policy_owner owner_of(const struct policy_args *a)
{
    return (struct lc_policy_owner){a->names.team, a->names.name};
}

/* ---- set, clear ---- */

static ctr_status set_prepare(struct lc_op *op, void *user)
{
    struct policy_args *a = user;
    ctr_source source;

    LC_TRY(lc_source_check(&op->ctx, a->given, CTR_FORMAT_AUTO, &source));
    LC_TRY(
        lc_policy_terms_read(&op->ctx, lc_str_n(source.data, source.size), source.file, &a->terms));
    return lc_waivers_check_rules(&op->ctx, &a->terms);
}

static ctr_status set_run(struct lc_op *op, void *user, void *body)
{
    const struct policy_args *a = user;
    const struct lc_policy_owner owner = owner_of(a);

    LC_TRY(lc_judge_keep(op, &owner, &a->terms, body));
    for (size_t i = 0; i < a->terms.waiver_count; i++) {
        a->terms.waivers[i].file = NULL; /* it is kept without its places */
    }
    return CTR_OK;
}

ctr_status ctr_policy_set(ctr_store *store, const char *team, const char *name,
                          const ctr_source *source, const ctr_call *call, ctr_policy **out,
                          ctr_error **err)
{
    struct policy_args args = {.names = {team, name}, .given = source};
    struct ctr_policy body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "policy.set",
                                 .names = &args.names,
                                 .prepare = set_prepare,
                                 .run = set_run,
                                 .args = &args,
                                 .shape = &lc_shape_policy,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

static ctr_status clear_run(struct lc_op *op, void *user, void *body)
{
    const struct policy_args *a = user;
    const struct lc_policy_owner owner = owner_of(a);

    return lc_judge_keep(op, &owner, NULL, body);
}

ctr_status ctr_policy_clear(ctr_store *store, const char *team, const char *name,
                            const ctr_call *call, ctr_policy **out, ctr_error **err)
{
    struct policy_args args = {.names = {team, name}};
    struct ctr_policy body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "policy.clear",
                                 .names = &args.names,
                                 .run = clear_run,
                                 .args = &args,
                                 .shape = &lc_shape_policy,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* ---- get ---- */

static ctr_status get_read(struct lc_ctx *ctx, void *user)
{
    const struct policy_args *a = user;

    return a->flags & ~CTR_POLICY_EFFECTIVE
               ? lc_fail(ctx, CTR_E_ARGUMENT, "flags %#x are not known", (unsigned)a->flags)
               : CTR_OK;
}

static ctr_status get_run(struct lc_op *op, void *user, void *body)
{
    const struct policy_args *a = user;
    const struct lc_policy_owner owner = owner_of(a);

    return lc_judge_show(op, &owner, a->flags & CTR_POLICY_EFFECTIVE, body);
}

ctr_status ctr_policy_get(ctr_store *store, const char *team, const char *name, uint32_t flags,
                          ctr_policy **out, ctr_error **err)
{
    struct policy_args args = {.names = {team, name}, .flags = flags};
    struct ctr_policy body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .read = get_read,
                                 .run = get_run,
                                 .args = &args,
                                 .shape = &lc_shape_policy,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- waive ---- */

void ctr_waive_init(ctr_waive *waive, size_t size)
{
    lc_options_init(waive, size);
}

static ctr_status lacks(struct lc_ctx *ctx, const char *field, const char *what)
{
    ctr_status status = lc_fail(ctx, CTR_E_ARGUMENT, "a waiver needs %s", what);
    lc_detail(ctx, "field", field);
    return status;
}

static ctr_status waive_read(struct lc_ctx *ctx, void *user)
{
    struct policy_args *a = user;
    ctr_waive *w = &a->spec;

    if (!a->waive) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a waiver is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_waive, a->waive, w));
    a->names = (struct lc_names){w->team, w->name};
    LC_TRY(lc_check_text(ctx, "fingerprint", w->fingerprint, LONGEST));
    LC_TRY(lc_check_text(ctx, "rule", w->rule, LONGEST));
    LC_TRY(lc_check_text(ctx, "part", w->part, LONGEST_PART));
    LC_TRY(lc_check_text(ctx, "owner", w->owner, LONGEST));
    LC_TRY(lc_check_text(ctx, "since", w->since, LONGEST));
    LC_TRY(lc_check_text(ctx, "expires", w->expires, LONGEST));
    if (!w->owner || !*w->owner) {
        return lacks(ctx, "owner", "an owner, who answers for it");
    }
    if (!w->expires || !*w->expires) {
        return lacks(ctx, "expires", "an instant at which it expires");
    }
    a->waiver = (struct ctr_waiver){.fingerprint = w->fingerprint,
                                    .rule = w->rule,
                                    .part = w->part,
                                    .owner = w->owner,
                                    .since = w->since,
                                    .expires = w->expires};
    return CTR_OK;
}

static ctr_status waive_run(struct lc_op *op, void *user, void *body)
{
    struct policy_args *a = user;
    const struct lc_policy_owner owner = owner_of(a);

    if (!op->reason || !*op->reason) {
        return lacks(&op->ctx, "reason", "a reason: why the finding is accepted");
    }
    a->waiver.reason = op->reason;
    return lc_judge_waive(op, &owner, &a->waiver, body);
}

ctr_status ctr_policy_waive(ctr_store *store, const ctr_waive *waive, const ctr_call *call,
                            ctr_policy **out, ctr_error **err)
{
    struct policy_args args = {.waive = waive};
    struct ctr_policy body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "policy.waive",
                                 .names = &args.names,
                                 .read = waive_read,
                                 .run = waive_run,
                                 .args = &args,
                                 .shape = &lc_shape_policy,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* ---- waivers ---- */

static ctr_status find_read(struct lc_ctx *ctx, void *user)
{
    return lc_check_time(ctx, "at_us", ((const struct policy_args *)user)->at_us);
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    const struct policy_args *a = user;
    const struct lc_policy_owner owner = owner_of(a);

    return lc_judge_waivers(op, &owner, a->at_us, body);
}

ctr_status ctr_waiver_find(ctr_store *store, const char *team, const char *name, int64_t at_us,
                           ctr_waiver_list **out, ctr_error **err)
{
    struct policy_args args = {.names = {team, name}, .at_us = at_us};
    struct ctr_waiver_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .read = find_read,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_waiver_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}
