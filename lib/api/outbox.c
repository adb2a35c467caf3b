/* <contracts/timer.h>: who is still to be told. */
#include "api/task.h"
#include "flow/timer.h"

#include <contracts/timer.h>

struct outbox_args {
    const ctr_outbox_filter *given;
    ctr_outbox_filter filter;
    int64_t after;
};

static ctr_status outbox_read(struct lc_ctx *ctx, void *user)
{
    struct outbox_args *a = user;
    ctr_outbox_filter *f = &a->filter;
    struct lc_decimal number;

    LC_TRY(LC_READ(ctx, ctr_outbox_filter, a->given, f));
    if (!f->team != !f->name || (f->change && !f->name)) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "team and contract are named together, and a change with both");
    }
    LC_TRY(f->team ? lc_check_name(ctx, "team", f->team) : CTR_OK);
    LC_TRY(f->name ? lc_check_name(ctx, "contract", f->name) : CTR_OK);
    LC_TRY(f->change ? lc_check_name(ctx, "change", f->change) : CTR_OK);
    LC_TRY(lc_check_text(ctx, "page mark", f->after, 64));
    bool sound = !f->after || (lc_decimal_parse(lc_str(f->after), &number) &&
                               lc_decimal_int64(&number, &a->after) && a->after >= 0);
    return sound ? CTR_OK
                 : lc_fail(ctx, CTR_E_ARGUMENT, "'%s' is not where a page of actions ended",
                           f->after);
}

static ctr_status outbox_run(struct lc_op *op, void *user, void *body)
{
    const struct outbox_args *a = user;
    const ctr_outbox_filter *f = &a->filter;
    struct lc_action_query query = {.after = a->after, .limit = lc_page_limit(f->limit)};
    struct lc_contract c = {0};
    struct ctr_timer t;
    bool found;

    if (f->name) {
        LC_TRY(lc_contract_get(op, f->team, f->name, &c));
        query.contract_rid = c.rid;
    }
    if (f->change) {
        LC_TRY(lc_timer_of(op, c.rid, LC_TIMER_DECISION, f->change, &t, &found));
        if (!found) {
            return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "change '%s/%s/%s' has no timer", c.team,
                           c.name, f->change);
        }
        query.timer_rid = t.rid;
    }
    return lc_action_list(op, &query, body);
}

void ctr_outbox_filter_init(ctr_outbox_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_timer_outbox(ctr_store *store, const ctr_outbox_filter *filter,
                            ctr_action_list **out, ctr_error **err)
{
    struct outbox_args args = {.given = filter};
    struct ctr_action_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = outbox_read,
                                 .run = outbox_run,
                                 .args = &args,
                                 .shape = &lc_shape_action_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- delivered ---- */

struct told_args {
    const ctr_delivery *given;
    ctr_delivery d;
};

static ctr_status told_read(struct lc_ctx *ctx, void *user)
{
    struct told_args *a = user;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "what was delivered is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_delivery, a->given, &a->d));
    LC_TRY(lc_check_text(ctx, "id of an action", a->d.action, 64));
    LC_TRY(lc_check_text(ctx, "recipient", a->d.to, 512));
    LC_TRY(lc_check_text(ctx, "detail", a->d.detail, 4096));
    if (!a->d.action || (a->d.ok != 0 && a->d.ok != 1)) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "the id of an action is needed, and whether it went well: 0 or 1");
    }
    return CTR_OK;
}

static ctr_status nobody(struct lc_op *op, const struct ctr_action *a, const char *to)
{
    const char *list = a->recipient_count ? a->recipients[0].name : "nobody";

    for (size_t i = 1; list && i < a->recipient_count; i++) {
        list = lc_format(&op->ctx, "%s, %s", list, a->recipients[i].name);
    }
    return list ? lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                          "'%s' is no recipient of action %s; it is for %s", to, a->id, list)
                : CTR_E_NOMEM;
}

static ctr_status told_run(struct lc_op *op, void *user, void *body)
{
    const ctr_delivery *d = &((struct told_args *)user)->d;
    struct ctr_action *a = body;
    bool known = !d->to;

    LC_TRY(lc_action_get(op, d->action, a));
    for (size_t i = 0; i < a->recipient_count; i++) {
        bool meant = !d->to || strcmp(a->recipients[i].name, d->to) == 0;
        known = known || meant;
        if (meant && !a->recipients[i].delivered_us) {
            LC_TRY(lc_action_told(op, a, i, d->ok != 0, d->detail));
        }
    }
    return known ? CTR_OK : nobody(op, a, d->to);
}

void ctr_delivery_init(ctr_delivery *delivery, size_t size)
{
    lc_options_init(delivery, size);
}

ctr_status ctr_timer_delivered(ctr_store *store, const ctr_delivery *delivery, const ctr_call *call,
                               ctr_action **out, ctr_error **err)
{
    struct told_args args = {.given = delivery};
    struct ctr_action body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "timer.delivered",
                                 .read = told_read,
                                 .run = told_run,
                                 .args = &args,
                                 .shape = &lc_shape_action,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}
