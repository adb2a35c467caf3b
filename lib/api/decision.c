/* <contracts/decision.h> */
#include "api/task.h"
#include "flow/delegate.h"

#include <contracts/decision.h>

struct find_args {
    const ctr_decision_filter *given;
    ctr_decision_filter filter;
    int64_t after;
};

static ctr_status read_after(struct lc_ctx *ctx, const char *text, int64_t *out)
{
    struct lc_decimal number;

    *out = 0;
    if (!text) {
        return CTR_OK;
    }
    LC_TRY(lc_check_text(ctx, "page mark", text, 64));
    if (!lc_decimal_parse(lc_str(text), &number) || !lc_decimal_int64(&number, out) || *out < 0) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "'%s' is not where a page of decisions ended", text);
    }
    return CTR_OK;
}

static ctr_status find_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    ctr_decision_filter *f = &a->filter;

    LC_TRY(LC_READ(ctx, ctr_decision_filter, a->given, f));
    if (!f->team != !f->name || (f->change && !f->name)) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "team and contract are named together, and a change with both");
    }
    LC_TRY(f->team ? lc_check_name(ctx, "team", f->team) : CTR_OK);
    LC_TRY(f->name ? lc_check_name(ctx, "contract", f->name) : CTR_OK);
    LC_TRY(f->change ? lc_check_name(ctx, "change", f->change) : CTR_OK);
    LC_TRY(lc_check_word(ctx, "state of a decision", f->state, lc_words_decision_state));
    return read_after(ctx, f->after, &a->after);
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    const struct find_args *a = user;
    const ctr_decision_filter *f = &a->filter;
    struct lc_contract c = {0};

    if (f->name) {
        LC_TRY(lc_contract_get(op, f->team, f->name, &c));
    }
    const struct lc_decision_query query = {.contract_rid = c.rid,
                                            .subject = f->change,
                                            .state = (int32_t)f->state,
                                            .after = a->after,
                                            .limit = lc_page_limit(f->limit)};
    return lc_decision_list(op, &query, body);
}

void ctr_decision_filter_init(ctr_decision_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_decision_find(ctr_store *store, const ctr_decision_filter *filter,
                             ctr_decision_list **out, ctr_error **err)
{
    struct find_args args = {.given = filter};
    struct ctr_decision_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = find_read,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_decision_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- delegation ---- */

struct delegate_args {
    const ctr_delegate *given;
    ctr_delegate d;
    struct lc_names names;
};

static ctr_status delegate_read(struct lc_ctx *ctx, void *user)
{
    struct delegate_args *a = user;
    ctr_delegate *d = &a->d;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a delegation is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_delegate, a->given, d));
    LC_TRY(lc_check_text(ctx, "party", d->party, 256));
    LC_TRY(lc_check_text(ctx, "actor", d->to, 256));
    if (!d->to || !*d->to || (d->party && !*d->party)) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "who votes for whom is needed, both not empty");
    }
    LC_TRY(lc_check_time(ctx, "from_us", d->from_us));
    LC_TRY(lc_check_time(ctx, "until_us", d->until_us));
    if (!d->until_us) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a delegation needs its last day");
    }
    a->names = (struct lc_names){d->team, d->name ? d->name : ""};
    return CTR_OK;
}

static ctr_status delegate_run(struct lc_op *op, void *user, void *body)
{
    struct delegate_args *a = user;
    struct ctr_delegation *d = body;

    *d = (struct ctr_delegation){
        .from = a->d.party,
        .to = a->d.to,
        .from_day = a->d.from_us ? lc_day_at(a->d.from_us) : LC_TERM_ABSENT,
        .until_day = lc_day_at(a->d.until_us),
    };
    return lc_flow_delegate(op, a->names.team, a->names.name, d);
}

void ctr_delegate_init(ctr_delegate *delegate, size_t size)
{
    lc_options_init(delegate, size);
}

ctr_status ctr_decision_delegate(ctr_store *store, const ctr_delegate *delegate,
                                 const ctr_call *call, ctr_delegation **out, ctr_error **err)
{
    struct delegate_args args = {.given = delegate};
    struct ctr_delegation body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "decision.delegate",
                                 .names = &args.names,
                                 .read = delegate_read,
                                 .run = delegate_run,
                                 .args = &args,
                                 .shape = &lc_shape_delegation,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}
