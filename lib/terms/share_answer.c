/* The answer of a rule: its figures under their names, or what is missing. */
#include "terms/share_room.h"

ctr_status lc_share_too_large(struct lc_ctx *ctx)
{
    return lc_fail(ctx, CTR_E_LIMIT,
                   "a figure of the share is further from zero than 2^62 minor units");
}

static bool is_fpif(const struct ctr_share_rule *rule)
{
    return rule->model == CTR_SHARE_FPIF || rule->model == CTR_SHARE_FPIF_PTA;
}

static bool is_incentive(const struct ctr_share_rule *rule)
{
    return is_fpif(rule) || rule->model == CTR_SHARE_CPIF;
}

/* ---- what is missing */

static bool has_ceiling(const struct ctr_share_rule *rule)
{
    return lc_share_has(rule, LC_TERM_CEILING) || lc_share_has(rule, LC_TERM_CEILING_PCT);
}

static void look_for_terms(struct lc_share_work *w)
{
    const struct ctr_share_rule *rule = w->rule;
    bool capped = is_fpif(rule) || rule->model == CTR_SHARE_TIME_MATERIAL;

    if (!w->has_target && rule->model != CTR_SHARE_TIME_MATERIAL) {
        lc_share_add(&w->reasons, "target missing");
    }
    if (!rule->currency_stated) {
        lc_share_add(&w->reasons, "currency missing");
    }
    if (is_incentive(rule) && !lc_share_has(rule, LC_TERM_FEE)) {
        lc_share_add(&w->reasons, "%s missing", is_fpif(rule) ? "target_profit" : "target_fee");
    }
    if (capped && !has_ceiling(rule)) {
        lc_share_add(&w->reasons, "ceiling missing");
    }
    if (!rule->band_count && rule->model != CTR_SHARE_TARGET_ADJUST) {
        lc_share_add(&w->reasons, "%s missing",
                     is_incentive(rule)                     ? "seller_share"
                     : rule->model == CTR_SHARE_TARGET_COST ? "pain_share_pct and gain_share_pct"
                                                            : "bands");
    }
}

static bool needs_cost(const struct ctr_share_rule *rule)
{
    return rule->model != CTR_SHARE_FPIF_PTA && rule->model != CTR_SHARE_TARGET_ADJUST;
}

/* ---- figures */

static void put_limits(struct lc_share_work *w)
{
    const struct ctr_share_rule *rule = w->rule;
    struct ctr_share *out = w->out;
    int64_t at;

    if (is_incentive(rule)) {
        out->target_price = lc_share_put(w, w->target + rule->terms[LC_TERM_FEE]);
    }
    if (has_ceiling(rule) && lc_share_limit(rule, LC_TERM_CEILING, w->target, &at)) {
        out->ceiling = lc_share_put(w, at);
    }
    if (lc_share_pta(&w->c, &at) && is_fpif(rule)) {
        out->pta = lc_share_put(w, at);
    }
    if (rule->model != CTR_SHARE_CPIF) {
        return;
    }
    if (lc_share_limit(rule, LC_TERM_MIN_FEE, w->target, &at)) {
        out->min_fee = lc_share_put(w, at);
    }
    if (lc_share_limit(rule, LC_TERM_MAX_FEE, w->target, &at)) {
        out->max_fee = lc_share_put(w, at);
    }
    out->rie_low = lc_share_rie_low(&w->c, &at) ? lc_share_put(w, at) : NULL;
    out->rie_high = lc_share_rie_high(&w->c, &at) ? lc_share_put(w, at) : NULL;
}

static void put_incentive(struct lc_share_work *w)
{
    struct ctr_share *out = w->out;
    int64_t fee = w->rule->terms[LC_TERM_FEE];

    out->price = lc_share_put(w, w->f.paid);
    out->profit_formula = lc_share_put(w, fee + w->f.unlimited);
    if (w->rule->model == CTR_SHARE_CPIF) {
        out->fee = lc_share_put(w, w->f.profit);
        out->fee_formula = out->profit_formula;
        out->fee_change = lc_share_put(w, w->f.share);
    }
}

static ctr_status put_figures(struct lc_share_work *w)
{
    struct ctr_share *out = w->out;

    LC_TRY(lc_share_evaluate(&w->c, &w->f) == CTR_OK ? CTR_OK : lc_share_too_large(w->ctx));
    out->contractor_share = lc_share_put(w, w->f.share);
    out->client_share = lc_share_put(w, w->f.client);
    out->contractor_paid = lc_share_put(w, w->f.paid);
    out->profit = lc_share_put(w, w->f.profit);
    out->margin = out->profit;
    out->marginal_rate = lc_share_percent(w->ctx, w->f.marginal);
    if (lc_share_has(w->rule, LC_TERM_FEE_PCT)) {
        out->fee = lc_share_put(w, w->c.fee);
    }
    if (is_incentive(w->rule)) {
        put_incentive(w);
    } else if (w->rule->model == CTR_SHARE_TIME_MATERIAL) {
        out->price = out->contractor_paid;
    }
    return lc_share_distances(w);
}

static void put_difference(struct lc_share_work *w)
{
    const struct ctr_share_rule *rule = w->rule;
    struct ctr_share *out = w->out;

    if (w->has_cost) {
        out->difference = lc_share_put(w, w->c.target - w->c.cost);
        out->difference_to_share = out->difference;
    }
    if (lc_share_has(rule, LC_TERM_CHANGE_PRICE) && lc_share_has(rule, LC_TERM_CHANGE_ACTUAL)) {
        int64_t difference = rule->terms[LC_TERM_CHANGE_PRICE] - rule->terms[LC_TERM_CHANGE_ACTUAL];
        out->difference_to_share = lc_share_put(w, difference);
    }
}

static ctr_status answer_by_line(struct lc_share_work *w)
{
    struct ctr_share *out = w->out;
    bool structured;

    look_for_terms(w);
    structured = w->reasons.count == 0;
    if (!w->has_cost && needs_cost(w->rule)) {
        lc_share_add(&w->reasons, "cost missing");
    }
    if (w->has_target && w->rule->model != CTR_SHARE_TIME_MATERIAL) {
        out->target =
            lc_share_put(w, lc_share_has(w->rule, LC_TERM_TARGET) && !w->rule->change_count
                                ? w->target
                                : w->rule->terms[LC_TERM_TARGET]);
        out->adjusted_target = lc_share_put(w, w->target);
    }
    if (w->has_cost) {
        out->cost = lc_share_put(w, w->cost);
    }
    if (!structured) {
        return lc_share_said(&w->reasons);
    }
    LC_TRY(lc_share_case(w->rule, w->target, w->has_cost ? w->cost : w->target, &w->c) == CTR_OK
               ? CTR_OK
               : lc_share_too_large(w->ctx));
    put_difference(w);
    if (w->rule->band_count) {
        put_limits(w);
    }
    if (w->has_cost && w->rule->band_count) {
        LC_TRY(put_figures(w));
    }
    out->computable = w->reasons.count == 0;
    return lc_share_explain(w);
}

/* ---- the door */

static ctr_status take_figures(struct lc_share_work *w, const int64_t *target, const int64_t *cost)
{
    const struct ctr_share_rule *rule = w->rule;

    w->has_target = target || lc_share_has(rule, LC_TERM_TARGET);
    w->has_cost = cost || lc_share_has(rule, LC_TERM_COST);
    w->cost = cost ? *cost : rule->terms[LC_TERM_COST];
    if (target) {
        w->target = *target;
    } else if (!lc_share_target(rule, &w->target)) {
        return lc_share_too_large(w->ctx);
    }
    bool wild = w->target > LC_MONEY_MOST || w->cost > LC_MONEY_MOST;
    if (wild || w->cost < 0 || (target && *target <= 0)) {
        return lc_fail(w->ctx, CTR_E_ARGUMENT,
                       "target and cost of a share are %lld and %lld minor units; wanted a target "
                       "above zero, a cost of zero or more, and neither above 2^62",
                       (long long)w->target, (long long)w->cost);
    }
    return CTR_OK;
}

static void hand_over(struct lc_share_work *w)
{
    struct ctr_share *out = w->out;

    out->reasons = w->reasons.items;
    out->reason_count = w->reasons.count;
    out->basis = w->basis.items;
    out->basis_count = w->basis.count;
    out->warnings = w->warnings.items;
    out->warning_count = w->warnings.count;
}

ctr_status lc_share_answer(struct lc_ctx *ctx, const struct ctr_share_rule *rule,
                           const int64_t *target, const int64_t *cost, struct ctr_share *out)
{
    struct lc_share_work w = {.ctx = ctx, .rule = rule, .out = out};
    bool line = rule->model <= CTR_SHARE_TIME_MATERIAL || rule->model == CTR_SHARE_FPIF_PTA ||
                rule->model == CTR_SHARE_TARGET_ADJUST;

    w.basis.ctx = w.warnings.ctx = w.reasons.ctx = ctx;
    *out = (struct ctr_share){.model = rule->model,
                              .currency = rule->currency,
                              .exponent = rule->exponent,
                              .rounding = lc_word_name(lc_words_rounding, rule->rounding)};
    for (size_t i = 0; i < rule->warning_count; i++) {
        lc_share_add(&w.warnings, "%s", rule->warnings[i]);
    }
    LC_TRY(take_figures(&w, target, cost));
    LC_TRY(line ? answer_by_line(&w) : lc_share_other(&w));
    hand_over(&w);
    return lc_share_said(&w.warnings);
}
