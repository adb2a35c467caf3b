/* Posting the price of an iteration. */
#include "flow/sow_price.h"

/* ---- what is in the way ---- */

static const char *named(struct lc_ctx *ctx, const struct ctr_version *v)
{
    const char *text = lc_format(ctx, "%s/%s@%s", v->team, v->name, v->label);
    return text ? text : v->label;
}

static ctr_status refuse_undue(struct lc_op *op, const struct lc_sow_file *f)
{
    const char *name = named(&op->ctx, &f->version);

    if (!f->out.price) {
        return lc_fail(&op->ctx, CTR_E_STATE, "'%s' has no price that could be posted", name);
    }
    for (size_t i = 0; i < f->out.criterion_count; i++) {
        if (!f->out.criteria[i].accepted) {
            ctr_status status =
                lc_fail(&op->ctx, CTR_E_STATE,
                        "the price of '%s' is not due: criterion '%s' is not accepted", name,
                        f->out.criteria[i].id);
            lc_detail(&op->ctx, "criterion", f->out.criteria[i].id);
            return status;
        }
    }
    return lc_fail(&op->ctx, CTR_E_STATE,
                   "the price of '%s' is not due: it has no acceptance criteria", name);
}

static ctr_status refuse_posting(struct lc_op *op, const struct lc_sow_file *f,
                                 const struct lc_sow_bill *b)
{
    const char *name = named(&op->ctx, &f->version);

    return b->fixed ? lc_fail(&op->ctx, CTR_E_STATE,
                              "'%s/%s' has no ledger that the price of '%s' could be posted to; "
                              "open one",
                              b->master.team, b->master.name, name)
                    : lc_fail(&op->ctx, CTR_E_STATE,
                              "the master of '%s' pays no fixed price per iteration, or is not "
                              "active in the store, so no price is posted",
                              name);
}

/* ---- the entry ---- */

static ctr_status tell(struct lc_op *op, const struct lc_sow_file *f, const struct lc_sow_bill *b,
                       const struct ctr_entry *e, int64_t owed)
{
    struct lc_ctx *ctx = &op->ctx;
    const char *subject = lc_contract_subject(ctx, &f->contract);
    const struct lc_pair pairs[] = {
        LC_PAIR("version", f->version.label),
        LC_PAIR("master", b->master.name),
        LC_PAIR("price", lc_ledger_amount(ctx, b->amount, b->exponent)),
        LC_PAIR("amount", lc_ledger_amount(ctx, owed, b->exponent)),
        LC_PAIR("currency", b->currency),
        LC_PAIR_INT("entry", e->seq),
        LC_PAIR("reason", lc_event_reason(op)),
    };
    if (!subject || ctx->error) {
        return CTR_E_NOMEM;
    }
    return lc_event_append(op, f->contract.rid, LC_EVENT_SOW_POSTED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

static ctr_status post(struct lc_op *op, const struct lc_sow_file *f, struct lc_sow_bill *b,
                       int64_t owed)
{
    struct lc_ctx *ctx = &op->ctx;
    const int64_t amounts[2] = {owed, -owed};
    const char *const currencies[2] = {b->currency, b->currency};
    const char *name = named(ctx, &f->version);
    struct ctr_entry e;

    for (int i = 0; i < 2; i++) {
        LC_TRY(lc_chart_ensure(op, &b->book, b->accounts[i]));
    }
    const struct lc_draft_entry draft = {
        .act = CTR_ACT_POST,
        .kind = CTR_ENTRY_FEE,
        .late = true,
        .effective_day = lc_floor_div(ctx->now_us, LC_US_PER_DAY),
        .key = lc_sow_price_key(ctx, &f->version),
        .memo = b->entry ? lc_format(ctx, "price of %s, less what was posted before", name)
                         : lc_format(ctx, "price of %s", name),
        .cause_kind = "sow",
        .cause_id = name,
        .rate_day = LC_DAY_NONE,
        .accounts = b->accounts,
        .amounts = amounts,
        .currencies = currencies,
        .posting_count = 2,
    };
    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_ledger_post_internal(op, &b->book, &draft, 1, &e));
    return tell(op, f, b, &e, owed);
}

ctr_status lc_sow_post(struct lc_op *op, struct lc_sow_file *f, bool asked)
{
    struct lc_sow_bill *b = lc_new(&op->ctx, 1, sizeof *b);

    LC_TRY(b ? lc_sow_say(op, f) : CTR_E_NOMEM);
    if (!f->out.price_due) {
        return asked ? refuse_undue(op, f) : CTR_OK;
    }
    LC_TRY(lc_sow_bill(op, f, b));
    if (!b->open) {
        return asked ? refuse_posting(op, f, b) : CTR_OK;
    }
    int64_t owed = lc_sow_bill_owes(f, b);
    return owed ? post(op, f, b, owed) : CTR_OK;
}
