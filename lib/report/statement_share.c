/* The share of a statement: accrued, forecast and payable apart, and where the terms stand. */
#include "report/statement.h"

static const char *amount(struct lc_stating *x, int64_t minor)
{
    return lc_ledger_amount(&x->op->ctx, minor, x->out->exponent);
}

/* Cumulative figures of an assessment: of the party, or of all who share. */
static void figures_of(const struct lc_stating *x, const struct ctr_assessment *a, int64_t *accrued,
                       int64_t *payable)
{
    *accrued = x->out->party ? 0 : a->accrued;
    *payable = x->out->party ? 0 : a->payable;
    for (size_t i = 0; i < a->party_count && x->out->party; i++) {
        if (strcmp(a->parties[i].party, x->out->party) == 0) {
            *accrued = a->parties[i].accrued;
            *payable = a->parties[i].payable;
        }
    }
}

static ctr_status put_share(struct lc_stating *x)
{
    const struct ctr_assessment *a = &x->last;
    struct lc_statement_share *to = lc_new(&x->op->ctx, 1, sizeof *to);
    struct ctr_assessment before;
    int64_t accrued;
    int64_t payable;
    bool found;

    if (!to) {
        return CTR_E_NOMEM;
    }
    *to = (struct lc_statement_share){
        .assessment = a->n, .as_of = a->as_of, .kind = a->kind, .state = a->state, .hold = a->hold};
    figures_of(x, a, &accrued, &payable);
    to->accrued = amount(x, accrued);
    to->payable = amount(x, payable);
    LC_TRY(lc_assess_last(x->op, &x->book, INT64_MAX, x->out->from_day - 1, &before, &found));
    accrued = 0;
    payable = 0;
    if (found) {
        figures_of(x, &before, &accrued, &payable);
    }
    to->accrued_opening = amount(x, accrued);
    to->payable_opening = amount(x, payable);
    x->out->share = to;
    return CTR_OK;
}

/* Its part of the share that a forecast makes, by the terms that the forecast was made by. */
static ctr_status part_of(struct lc_stating *x, const struct ctr_assessment *a, int64_t *out)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_deal deal;

    *out = a->forecast_share;
    if (!x->out->party) {
        return CTR_OK;
    }
    LC_TRY(lc_deal_of(x->op, &x->contract, a->version_rid, &deal));
    int64_t *parts = lc_new(ctx, deal.party_count, sizeof *parts);
    if (!parts) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_deal_split(ctx, &deal, a->forecast_share, parts));
    *out = 0;
    for (size_t i = 0; i < deal.party_count; i++) {
        *out += strcmp(deal.parties[i], x->out->party) == 0 ? parts[i] : 0;
    }
    return CTR_OK;
}

/* The latest forecast; after completion there is none. */
static ctr_status put_forecast(struct lc_stating *x, int64_t *cost)
{
    struct ctr_assessment a = x->last;
    bool found = a.kind == LC_ASSESS_INTERIM;
    int64_t part;

    while (found && !a.has_forecast) {
        LC_TRY(lc_assess_last(x->op, &x->book, a.n, x->out->until_day, &a, &found));
    }
    if (!found) {
        return CTR_OK;
    }
    struct lc_statement_forecast *to = lc_new(&x->op->ctx, 1, sizeof *to);
    if (!to) {
        return CTR_E_NOMEM;
    }
    LC_TRY(part_of(x, &a, &part));
    *to = (struct lc_statement_forecast){.assessment = a.n,
                                         .as_of = a.as_of,
                                         .cost = amount(x, a.forecast),
                                         .share = amount(x, part)};
    x->out->forecast = to;
    *cost = a.forecast;
    return CTR_OK;
}

static ctr_status put_standing(struct lc_stating *x, int64_t cost)
{
    struct ctr_statement *out = x->out;
    struct lc_ctx *ctx = &x->op->ctx;
    struct ctr_share share;

    out->missing = x->deal.missing;
    out->missing_count = x->deal.missing_count;
    if (out->missing_count) {
        return CTR_OK;
    }
    if (x->target <= 0 || cost < 0) {
        const char **reason = lc_new(ctx, 1, sizeof *reason);
        if (!reason) {
            return CTR_E_NOMEM;
        }
        reason[0] = x->target <= 0 ? "target missing" : "the cost is below zero";
        out->missing = reason;
        out->missing_count = 1;
        return CTR_OK;
    }
    LC_TRY(lc_share_answer(ctx, &x->deal.rule, &x->target, &cost, &share));
    if (!share.computable) {
        out->missing = share.reasons;
        out->missing_count = share.reason_count;
        return CTR_OK;
    }
    struct lc_statement_standing *to = lc_new(ctx, 1, sizeof *to);
    if (!to) {
        return CTR_E_NOMEM;
    }
    *to = (struct lc_statement_standing){.basis = out->forecast ? "forecast" : "cost to date",
                                         .target = out->target,
                                         .cost = amount(x, cost),
                                         .marginal_rate = share.marginal_rate,
                                         .distances = share.distances,
                                         .distance_count = share.distance_count};
    out->standing = to;
    return CTR_OK;
}

ctr_status lc_statement_share(struct lc_stating *x)
{
    int64_t cost = x->cost;

    if (x->assessed) {
        LC_TRY(put_share(x));
        LC_TRY(put_forecast(x, &cost));
    }
    LC_TRY(put_standing(x, cost));
    return x->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}
