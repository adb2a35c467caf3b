/* <contracts/ledger.h>, <contracts/audit.h>: what happens to entries later, and periods. */
#include "api/task.h"
#include "domain/ledger/period.h"
#include "flow/dispute.h"
#include "flow/pay.h"

/* --- settle, void, reverse, restate --- */

struct resolve_args {
    struct lc_names names;
    const ctr_resolution *given;
    ctr_resolution spec;
    struct lc_resolution resolution;
};

static ctr_status take_postings(struct lc_ctx *ctx, struct resolve_args *a)
{
    const ctr_resolution *s = &a->spec;

    if (s->posting_count && (s->posting_count > LC_LEDGER_POSTINGS || !s->accounts || !s->amounts ||
                             a->resolution.act != CTR_ACT_SETTLE)) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "%zu postings: only what is settled has some, at most %d, with account and "
                       "amount",
                       s->posting_count, LC_LEDGER_POSTINGS);
    }
    if (s->amount < 0 || (s->amount && a->resolution.act != CTR_ACT_SETTLE)) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "the amount is %lld: only what is settled has one, above zero",
                       (long long)s->amount);
    }
    a->resolution.amount = s->amount;
    a->resolution.accounts = s->accounts;
    a->resolution.amounts = s->amounts;
    a->resolution.posting_count = s->posting_count;
    return CTR_OK;
}

static ctr_status resolve_prepare(struct lc_op *op, void *user)
{
    struct lc_ctx *ctx = &op->ctx;
    struct resolve_args *a = user;
    struct lc_resolution *r = &a->resolution;

    LC_TRY(LC_READ(ctx, ctr_resolution, a->given, &a->spec));
    if (a->spec.flags & ~CTR_ENTRY_LATE) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "flags %u of a resolution are not known",
                       a->spec.flags);
    }
    LC_TRY(lc_check_text(ctx, "key", a->spec.key, 256));
    LC_TRY(lc_check_text(ctx, "memo", a->spec.memo, LC_LEDGER_TEXT));
    LC_TRY(lc_ledger_read_day(ctx, "the date", a->spec.date,
                              lc_floor_div(ctx->now_us, LC_US_PER_DAY), &r->day));
    r->late = (a->spec.flags & CTR_ENTRY_LATE) != 0;
    r->key = a->spec.key && *a->spec.key ? a->spec.key : NULL;
    r->memo = a->spec.memo && *a->spec.memo ? a->spec.memo : op->reason;
    LC_TRY(lc_check_text(ctx, "reason", r->memo, LC_LEDGER_TEXT));
    r->memo = r->memo && *r->memo ? r->memo : NULL;
    return take_postings(ctx, a);
}

static ctr_status resolve_run(struct lc_op *op, void *user, void *body)
{
    struct resolve_args *a = user;
    struct ctr_entry_list *list = body;
    struct ctr_ledger book;
    struct ctr_entry *entry = lc_new(&op->ctx, 1, sizeof *entry);

    if (!entry) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    LC_TRY(lc_flow_ledger_resolve(op, &book, &a->resolution, entry));
    LC_TRY(lc_flow_may_settle(op, a->names.team, a->names.name, entry));
    *list = (struct ctr_entry_list){.items = entry, .count = 1};
    return lc_entry_texts(&op->ctx, entry, 1);
}

static ctr_status resolve(ctr_store *store, struct resolve_args *args, const char *verb,
                          const ctr_call *call, ctr_entry_list **out, ctr_error **err)
{
    struct ctr_entry_list body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = verb,
                                 .names = &args->names,
                                 .prepare = resolve_prepare,
                                 .run = resolve_run,
                                 .args = args,
                                 .shape = &lc_shape_entry_list,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

#define LC_RESOLVE(verb, act_of_verb)                                                              \
    ctr_status ctr_ledger_##verb(ctr_store *store, const char *team, const char *name,             \
                                 int64_t seq, const ctr_resolution *resolution,                    \
                                 const ctr_call *call, ctr_entry_list **out, ctr_error **err)      \
    {                                                                                              \
        struct resolve_args args = {.names = {team, name ? name : ""},                             \
                                    .given = resolution,                                           \
                                    .resolution = {.act = act_of_verb, .seq = seq}};               \
        return resolve(store, &args, "ledger." #verb, call, out, err);                             \
    }

LC_RESOLVE(settle, CTR_ACT_SETTLE)
LC_RESOLVE(void, CTR_ACT_VOID)
LC_RESOLVE(reverse, CTR_ACT_REVERSE)
LC_RESOLVE(restate, CTR_ACT_RESTATE)

void ctr_resolution_init(ctr_resolution *resolution, size_t size)
{
    lc_options_init(resolution, size);
}

static ctr_status expire_run(struct lc_op *op, void *user, void *body)
{
    const struct lc_names *names = user;
    struct ctr_entry_list *list = body;
    struct ctr_ledger book;

    LC_TRY(lc_ledger_get(op, names->team, names->name, &book));
    LC_TRY(lc_ledger_expire(op, &book, list));
    return lc_entry_texts(&op->ctx, (struct ctr_entry *)(uintptr_t)list->items, list->count);
}

ctr_status ctr_ledger_expire(ctr_store *store, const char *team, const char *name,
                             const ctr_call *call, ctr_entry_list **out, ctr_error **err)
{
    struct lc_names names = {team, name ? name : ""};
    struct ctr_entry_list body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "ledger.expire",
                                 .names = &names,
                                 .run = expire_run,
                                 .args = &names,
                                 .shape = &lc_shape_entry_list,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* --- periods --- */

struct period_args {
    struct lc_names names;
    const char *last;
    bool seal;
};

static ctr_status period_run(struct lc_op *op, void *user, void *body)
{
    struct period_args *a = user;
    struct ctr_ledger book;
    int64_t last;

    LC_TRY(lc_ledger_read_day(&op->ctx, "the last day", a->last, LC_DAY_NONE, &last));
    if (last == LC_DAY_NONE && !a->seal) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "the last day of the period is needed");
    }
    if (last == LC_DAY_LAST) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "no day is left open behind %s", a->last);
    }
    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    return a->seal ? lc_period_seal(op, &book, last, body) : lc_period_close(op, &book, last, body);
}

static ctr_status period_call(ctr_store *store, struct period_args *args, const ctr_call *call,
                              ctr_period **out, ctr_error **err)
{
    struct ctr_period body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = args->seal ? "ledger.seal" : "ledger.close",
                                 .names = &args->names,
                                 .run = period_run,
                                 .args = args,
                                 .shape = &lc_shape_period,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

ctr_status ctr_period_close(ctr_store *store, const char *team, const char *name, const char *last,
                            const ctr_call *call, ctr_period **out, ctr_error **err)
{
    struct period_args args = {{team, name ? name : ""}, last, false};
    return period_call(store, &args, call, out, err);
}

ctr_status ctr_period_seal(ctr_store *store, const char *team, const char *name, const char *last,
                           const ctr_call *call, ctr_period **out, ctr_error **err)
{
    struct period_args args = {{team, name ? name : ""}, last, true};
    return period_call(store, &args, call, out, err);
}

static ctr_status periods_run(struct lc_op *op, void *user, void *body)
{
    const struct lc_names *names = user;
    struct ctr_period_list *list = body;
    struct ctr_ledger book;

    LC_TRY(lc_ledger_get(op, names->team, names->name, &book));
    LC_TRY(lc_ledger_count_accounts(op, &book));
    LC_TRY(lc_period_list(op, &book, list));
    struct ctr_period *items = (struct ctr_period *)(uintptr_t)list->items;
    for (size_t i = 0; i < list->count; i++) {
        LC_TRY(lc_period_lines(op, &items[i], (size_t)book.accounts + 1));
    }
    return CTR_OK;
}

ctr_status ctr_period_find(ctr_store *store, const char *team, const char *name,
                           ctr_period_list **out, ctr_error **err)
{
    struct lc_names names = {team, name ? name : ""};
    struct ctr_period_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &names,
                                 .run = periods_run,
                                 .args = &names,
                                 .shape = &lc_shape_period_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}
