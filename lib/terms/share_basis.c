/* How an answer came about: its lines, what lies near, and sentences. */
#include "terms/share_room.h"

#define FINE ((lc_wide)LC_RATIO_ONE)

/* Lines are differences of rounded sums, so that they add up to what the bands make in all. */
struct sums {
    lc_wide increment;
    lc_wide share;
    int64_t increment_said;
    int64_t share_said;
};

static ctr_status line(struct lc_share_work *w, const struct lc_share_band *band, lc_wide part,
                       struct sums *sums, struct lc_share_line *out)
{
    enum lc_rounding mode = (enum lc_rounding)w->rule->rounding;
    int64_t increment;
    int64_t share;

    sums->increment += part;
    sums->share += part * (w->c.cost < w->c.target ? band->rate : -band->rate);
    if (!lc_round(sums->increment, FINE, mode, &increment) ||
        !lc_round(sums->share, FINE * FINE, mode, &share)) {
        return lc_share_too_large(w->ctx);
    }
    int64_t own = increment - sums->increment_said;
    int64_t gain = share - sums->share_said;
    bool open = band->to == LC_RATIO_OPEN;
    sums->increment_said = increment;
    sums->share_said = share;
    *out = (struct lc_share_line){
        lc_share_percent(w->ctx, band->from), open ? NULL : lc_share_percent(w->ctx, band->to),
        lc_share_percent(w->ctx, band->rate), lc_share_put(w, own), lc_share_put(w, gain)};
    lc_share_add(&w->basis, "%s %s%s of the %s: %s of %s is %s%s%s", open ? "above" : "from",
                 lc_share_pct(w->ctx, band->from),
                 open ? "" : lc_format(w->ctx, " to %s", lc_share_pct(w->ctx, band->to)),
                 w->rule->model == CTR_SHARE_TIME_MATERIAL ? "ceiling" : "target",
                 lc_share_pct(w->ctx, band->rate), lc_share_money(w->ctx, w->rule, own),
                 lc_share_money(w->ctx, w->rule, gain), band->uncovered ? " (not stated)" : "",
                 band->neutral ? " (dead-band)" : "");
    return CTR_OK;
}

static ctr_status put_lines(struct lc_share_work *w)
{
    const struct ctr_share_rule *rule = w->rule;
    struct lc_share_line *lines = lc_new(w->ctx, rule->band_count, sizeof *lines);
    int64_t low = w->c.cost < w->c.target ? w->c.cost : w->c.target;
    int64_t high = w->c.cost < w->c.target ? w->c.target : w->c.cost;
    struct sums sums = {0};

    if (!lines) {
        return CTR_E_NOMEM;
    }
    w->out->lines = lines;
    for (size_t i = 0; i < rule->band_count; i++) {
        const struct lc_share_band *band = &rule->bands[i];
        lc_wide part = lc_share_increment(band, w->c.base, low, high);
        if (part > 0) {
            LC_TRY(line(w, band, part, &sums, &lines[w->out->line_count++]));
        }
    }
    return CTR_OK;
}

/* ---- what lies near */

enum { DISTANCES = 8 };

/* How much cost is left until the limit holds; `below`: it does from there on down. */
static void distance(struct lc_share_work *w, const char *what, int64_t at, bool below)
{
    struct ctr_share *out = w->out;
    struct lc_share_distance *rows = (struct lc_share_distance *)(uintptr_t)out->distances;

    /* Where the fee belongs to the compared cost, distances are of that cost. */
    rows[out->distance_count++] = (struct lc_share_distance){
        what, lc_share_put(w, at), lc_share_put(w, below ? w->c.cost - at : at - w->c.cost)};
}

static void band_limits(struct lc_share_work *w)
{
    const struct ctr_share_rule *rule = w->rule;
    lc_wide cost = w->c.cost * FINE;
    lc_wide below = -1;
    lc_wide above = -1;
    int64_t at;

    for (size_t i = 1; i < rule->band_count; i++) {
        lc_wide limit = (lc_wide)rule->bands[i].from * w->c.base;
        if (limit < cost) {
            below = limit;
        } else if (limit > cost && above < 0) {
            above = limit;
        }
    }
    if (below >= 0 && lc_round(below, FINE, LC_HALF_AWAY, &at)) {
        distance(w, "band_below", at, true);
    }
    if (above >= 0 && lc_round(above, FINE, LC_HALF_AWAY, &at)) {
        distance(w, "band_above", at, false);
    }
}

ctr_status lc_share_distances(struct lc_share_work *w)
{
    int64_t at;

    w->out->distances = lc_new(w->ctx, DISTANCES, sizeof *w->out->distances);
    if (!w->out->distances) {
        return CTR_E_NOMEM;
    }
    distance(w, w->rule->model == CTR_SHARE_TIME_MATERIAL ? "ceiling" : "target", w->c.target,
             false);
    band_limits(w);
    if (w->out->pta && lc_share_pta(&w->c, &at)) {
        distance(w, "pta", at, false);
    }
    if (w->out->rie_low && lc_share_rie_low(&w->c, &at)) {
        distance(w, "rie_low", at, true);
    }
    if (w->out->rie_high && lc_share_rie_high(&w->c, &at)) {
        distance(w, "rie_high", at, false);
    }
    if (lc_share_cap_at(&w->c, LC_TERM_GAIN_CAP, &at)) {
        distance(w, "gain_cap", at, true);
    }
    if (lc_share_cap_at(&w->c, LC_TERM_PAIN_CAP, &at)) {
        distance(w, "pain_cap", at, false);
    }
    return CTR_OK;
}

/* ---- sentences */

static const char *money(struct lc_share_work *w, int64_t minor)
{
    return lc_share_money(w->ctx, w->rule, minor);
}

static const char *magnitude(struct lc_share_work *w, int64_t minor)
{
    return money(w, minor < 0 ? -minor : minor);
}

/* An amount that is text already. */
static const char *named(struct lc_share_work *w, const char *amount)
{
    const char *code = w->rule->currency;
    const char *text = code ? lc_format(w->ctx, "%s %s", code, amount) : amount;

    return text ? text : "?";
}

static void say_target(struct lc_share_work *w)
{
    const struct ctr_share_rule *rule = w->rule;

    if (rule->model == CTR_SHARE_TIME_MATERIAL) {
        lc_share_add(&w->basis, "cost%s is paid up to a ceiling of %s",
                     lc_share_has(rule, LC_TERM_FEE_PCT) ? " with its fee" : "",
                     money(w, w->target));
    } else if (rule->change_count && w->target != rule->terms[LC_TERM_TARGET]) {
        lc_share_add(&w->basis, "the target is %s: %s, moved by %zu implemented change%s",
                     money(w, w->target), money(w, rule->terms[LC_TERM_TARGET]), rule->change_count,
                     rule->change_count == 1 ? "" : "s");
    } else {
        lc_share_add(&w->basis, "the target is %s", money(w, w->target));
    }
    if (rule->limits_original) {
        lc_share_add(&w->basis, "limits of bands are percentages of the original target, %s",
                     money(w, w->c.base));
    }
}

static void say_cost(struct lc_share_work *w)
{
    int64_t difference = w->c.target - w->c.cost;
    bool capped = w->rule->model == CTR_SHARE_TIME_MATERIAL;

    if (w->c.fee && w->rule->fee_inside) {
        lc_share_add(&w->basis, "cost %s and a fee of %s of it, %s, make %s", money(w, w->cost),
                     lc_share_pct(w->ctx, w->rule->terms[LC_TERM_FEE_PCT]), money(w, w->c.fee),
                     money(w, w->c.cost));
    }
    if (difference) {
        lc_share_add(&w->basis, "cost of %s is %s %s the %s", money(w, w->c.cost),
                     magnitude(w, difference), difference > 0 ? "below" : "above",
                     capped ? "ceiling" : "target");
    } else {
        lc_share_add(&w->basis, "cost is the %s: there is nothing to share",
                     capped ? "ceiling" : "target");
    }
}

static void say_incentive(struct lc_share_work *w)
{
    const struct ctr_share *out = w->out;
    int64_t fee = w->rule->terms[LC_TERM_FEE];
    bool fpif = w->rule->model != CTR_SHARE_CPIF;

    lc_share_add(&w->basis, "by the formula the %s is %s %s %s = %s", fpif ? "profit" : "fee",
                 money(w, fee), w->f.unlimited < 0 ? "-" : "+", magnitude(w, w->f.unlimited),
                 money(w, fee + w->f.unlimited));
    if (fpif && w->f.limited) {
        lc_share_add(&w->basis,
                     "the ceiling of %s holds the price; cost of %s leaves a margin of %s",
                     named(w, out->ceiling), named(w, out->cost), named(w, out->profit));
    } else if (w->f.limited) {
        lc_share_add(&w->basis, "the limits of the fee hold it at %s", money(w, w->f.profit));
    }
    lc_share_add(&w->basis, "the price is %s: cost %s and %s of %s", money(w, w->f.paid),
                 money(w, w->cost), fpif ? "a margin" : "a fee", money(w, w->f.profit));
}

static void say_share(struct lc_share_work *w)
{
    if (w->f.limited) {
        lc_share_add(&w->basis, "a cap holds the share at %s; what is cut off, %s, is the client's",
                     magnitude(w, w->f.share), magnitude(w, w->f.unlimited - w->f.share));
    }
    if (w->rule->model != CTR_SHARE_TIME_MATERIAL) {
        lc_share_add(
            &w->basis, "the contractor %s %s; the rest of the difference, %s, is the client's",
            w->f.share < 0 ? "pays" : "receives", magnitude(w, w->f.share), money(w, w->f.client));
    }
    lc_share_add(&w->basis, "paid is %s: cost %s%s%s %s share %s", money(w, w->f.paid),
                 money(w, w->c.incurred), w->c.fee ? " + fee " : "",
                 w->c.fee ? money(w, w->c.fee) : "", w->f.share < 0 ? "-" : "+",
                 magnitude(w, w->f.share));
}

static void say_rounding(struct lc_share_work *w)
{
    static const char *const modes[] = {[LC_HALF_AWAY] = "half away from zero",
                                        [LC_HALF_EVEN] = "half to the even neighbour",
                                        [LC_TOWARD_ZERO] = "toward zero"};

    lc_share_add(&w->basis, "rounded once, at the end, %s%s; the client has the residual",
                 modes[w->rule->rounding], w->rule->rounding_stated ? "" : " (the default)");
}

/* ---- what to beware of */

static void warn_incentive(struct lc_share_work *w)
{
    bool fpif = w->rule->model != CTR_SHARE_CPIF;

    if (fpif && !w->out->pta) {
        lc_share_add(&w->warnings,
                     "there is no point of total assumption: the price does not reach "
                     "the ceiling");
    }
    if (!w->has_cost) {
        return;
    }
    if (fpif && w->f.marginal == LC_RATIO_ONE && w->out->pta) {
        lc_share_add(&w->warnings,
                     "at or past the point of total assumption of %s: each further unit "
                     "of cost is the contractor's alone",
                     named(w, w->out->pta));
    } else if (!fpif && w->f.limited) {
        lc_share_add(&w->warnings, "outside of the range in which the fee answers to cost: the "
                                   "incentive is dead");
    }
    if (w->f.profit < 0) {
        lc_share_add(&w->warnings, "the contractor works at a loss of %s",
                     magnitude(w, w->f.profit));
    }
}

static void warn_share(struct lc_share_work *w)
{
    if (w->f.limited) {
        lc_share_add(&w->warnings, "a cap is reached: cost that %s further is the client's alone",
                     w->f.share < 0 ? "rises" : "falls");
    }
    if (w->rule->model == CTR_SHARE_TIME_MATERIAL && w->f.share < 0) {
        lc_share_add(&w->warnings,
                     "past the ceiling: each further unit of cost is the contractor's "
                     "alone");
    }
}

ctr_status lc_share_explain(struct lc_share_work *w)
{
    bool incentive = w->rule->model == CTR_SHARE_CPIF || w->rule->model == CTR_SHARE_FPIF ||
                     w->rule->model == CTR_SHARE_FPIF_PTA;
    bool figures = w->out->contractor_share != NULL;

    say_target(w);
    if (w->has_cost) {
        say_cost(w);
    }
    if (figures) {
        LC_TRY(put_lines(w));
        if (incentive) {
            say_incentive(w);
        } else {
            say_share(w);
        }
        say_rounding(w);
        LC_TRY(lc_share_parties(w));
    }
    if (w->out->pta) {
        lc_share_add(&w->basis,
                     "past a cost of %s, the point of total assumption, the price stays at "
                     "the ceiling of %s",
                     named(w, w->out->pta), named(w, w->out->ceiling));
    }
    if (incentive) {
        warn_incentive(w);
    } else if (figures) {
        warn_share(w);
    }
    return lc_share_said(&w->basis);
}
