/*
 * The evaluator. Positions on the line of costs are 10^-8 minor units (an amount times a
 * percentage), shares 10^-16 (that times a rate). Amounts are below 2^62, percentages of limits at
 * most 2^40, rates at most 2^27: every product fits into 127 bits, because limits are cut to the
 * costs looked at before they are multiplied with a rate.
 */
#include "terms/share.h"

#define FINE ((lc_wide)LC_RATIO_ONE)
#define FINEST (FINE * FINE)
#define FARTHEST (2 * FINE * LC_MONEY_MOST) /* past every cost */

static lc_wide least(lc_wide a, lc_wide b)
{
    return a < b ? a : b;
}

static lc_wide most(lc_wide a, lc_wide b)
{
    return a > b ? a : b;
}

static bool fits(lc_wide amount)
{
    return amount <= LC_MONEY_MOST && amount >= -LC_MONEY_MOST;
}

static enum lc_rounding mode_of(const struct ctr_share_rule *rule)
{
    return (enum lc_rounding)rule->rounding;
}

bool lc_share_target(const struct ctr_share_rule *rule, int64_t *out)
{
    lc_wide sum = rule->terms[LC_TERM_TARGET];

    for (size_t i = 0; i < rule->change_count; i++) {
        sum += rule->changes[i];
    }
    *out = fits(sum) ? (int64_t)sum : 0;
    return fits(sum);
}

bool lc_share_limit(const struct ctr_share_rule *rule, enum lc_share_term term, int64_t of,
                    int64_t *out)
{
    if (lc_share_has(rule, term)) {
        *out = rule->terms[term];
        return true;
    }
    return lc_share_has(rule, term + 1) &&
           lc_round((lc_wide)rule->terms[term + 1] * of, FINE, mode_of(rule), out);
}

ctr_status lc_share_case(const struct ctr_share_rule *rule, int64_t target, int64_t cost,
                         struct lc_share_case *out)
{
    lc_wide part = (lc_wide)rule->terms[LC_TERM_FEE_PCT] * cost; /* 0: there is none */
    int64_t base = target;
    int64_t fee = 0;

    if (rule->limits_original) {
        base = lc_share_has(rule, LC_TERM_ORIGINAL_TARGET) ? rule->terms[LC_TERM_ORIGINAL_TARGET]
                                                           : rule->terms[LC_TERM_TARGET];
    }
    if ((part && !lc_round(part, FINE, mode_of(rule), &fee)) || !fits((lc_wide)cost + fee)) {
        return CTR_E_LIMIT;
    }
    int64_t compared = rule->fee_inside ? cost + fee : cost;
    *out = (struct lc_share_case){rule, target, base, compared, cost, fee};
    return CTR_OK;
}

lc_wide lc_share_increment(const struct lc_share_band *band, int64_t base, int64_t low,
                           int64_t high)
{
    lc_wide from = most((lc_wide)band->from * base, low * FINE);
    lc_wide to = high * FINE;

    if (band->to != LC_RATIO_OPEN) {
        to = least((lc_wide)band->to * base, to);
    }
    return most(to - from, 0);
}

/*
 * The share by the bands alone, and the rate of the band that the next unit of cost falls into. The
 * bands lie side by side, so each limit is computed once, and those past the end not at all.
 */
static lc_wide share_of(const struct lc_share_case *c, int64_t *rate)
{
    const struct lc_share_band *band = c->rule->bands;
    lc_wide cost = c->cost * FINE;
    lc_wide target = c->target * FINE;
    lc_wide from = least(cost, target);
    lc_wide end = most(cost, target);
    lc_wide sum = 0;
    bool rated = false;

    for (;; band++) {
        bool open = band->to == LC_RATIO_OPEN;
        lc_wide to = open ? FARTHEST : (lc_wide)band->to * c->base;
        if (!rated && to > cost) {
            *rate = band->rate;
            rated = true;
        }
        if (to > end) {
            sum += (end - from) * band->rate;
            return c->cost < c->target ? sum : -sum;
        }
        if (to > from) {
            sum += (to - from) * band->rate;
            from = to;
        }
    }
}

bool lc_share_cap(const struct lc_share_case *c, enum lc_share_term term, lc_wide *out)
{
    const struct ctr_share_rule *rule = c->rule;
    bool stated_fee = lc_share_has(rule, LC_TERM_FEE);
    int64_t fee = stated_fee ? rule->terms[LC_TERM_FEE] : c->fee;

    if (lc_share_has(rule, term)) {
        *out = rule->terms[term] * FINEST;
        return true;
    }
    *out = rule->terms[term + 1] * FINE * (rule->caps_of_fee ? fee : c->target);
    return lc_share_has(rule, term + 1);
}

static ctr_status banded(const struct lc_share_case *c, lc_wide share, struct lc_share_figures *out)
{
    lc_wide cap;
    lc_wide limited = share;

    if (lc_share_cap(c, LC_TERM_GAIN_CAP, &cap) && share > cap) {
        limited = cap;
        out->marginal = 0;
    }
    if (lc_share_cap(c, LC_TERM_PAIN_CAP, &cap) && -share >= cap) {
        limited = -cap;
        out->marginal = c->cost >= c->target ? 0 : out->marginal;
    }
    out->limited = limited != share;
    out->share = out->unlimited;
    if (out->limited && !lc_round(limited, FINEST, mode_of(c->rule), &out->share)) {
        return CTR_E_LIMIT;
    }
    lc_wide paid = (lc_wide)c->incurred + c->fee + out->share;
    out->paid = (int64_t)paid;
    return fits(paid) ? CTR_OK : CTR_E_LIMIT;
}

static ctr_status fpif(const struct lc_share_case *c, lc_wide share, struct lc_share_figures *out)
{
    const struct ctr_share_rule *rule = c->rule;
    int64_t fee = rule->terms[LC_TERM_FEE];
    lc_wide price = (lc_wide)c->cost + fee + out->unlimited;
    int64_t ceiling;

    if (lc_share_limit(rule, LC_TERM_CEILING, c->target, &ceiling)) {
        lc_wide room = ((lc_wide)ceiling - c->cost - fee) * FINEST;
        out->marginal = share >= room ? LC_RATIO_ONE : out->marginal;
        out->limited = share > room;
        price = least(price, ceiling);
    }
    out->paid = (int64_t)price;
    out->share = (int64_t)(price - c->cost - fee);
    return fits(price) ? CTR_OK : CTR_E_LIMIT;
}

static ctr_status cpif(const struct lc_share_case *c, lc_wide share, struct lc_share_figures *out)
{
    const struct ctr_share_rule *rule = c->rule;
    int64_t target_fee = rule->terms[LC_TERM_FEE];
    lc_wide fee = (lc_wide)target_fee + out->unlimited;
    int64_t limit;

    if (lc_share_limit(rule, LC_TERM_MAX_FEE, c->target, &limit)) {
        lc_wide room = ((lc_wide)limit - target_fee) * FINEST;
        out->marginal = share > room ? 0 : out->marginal;
        out->limited |= share > room;
        fee = least(fee, limit);
    }
    if (lc_share_limit(rule, LC_TERM_MIN_FEE, c->target, &limit)) {
        lc_wide room = ((lc_wide)limit - target_fee) * FINEST;
        out->marginal = share <= room ? 0 : out->marginal;
        out->limited |= share < room;
        fee = most(fee, limit);
    }
    lc_wide paid = (lc_wide)c->cost + fee;
    out->share = (int64_t)(fee - target_fee);
    out->paid = (int64_t)paid;
    return fits(fee) && fits(paid) ? CTR_OK : CTR_E_LIMIT;
}

ctr_status lc_share_evaluate(const struct lc_share_case *c, struct lc_share_figures *out)
{
    ctr_status status;

    *out = (struct lc_share_figures){0};
    lc_wide share = share_of(c, &out->marginal);
    if (!lc_round(share, FINEST, mode_of(c->rule), &out->unlimited)) {
        return CTR_E_LIMIT;
    }
    switch (c->rule->model) {
    case CTR_SHARE_FPIF:
    case CTR_SHARE_FPIF_PTA:
        status = fpif(c, share, out);
        break;
    case CTR_SHARE_CPIF:
        status = cpif(c, share, out);
        break;
    default:
        status = banded(c, share, out);
        break;
    }
    LC_TRY(status); /* what did not fit must not be computed with */
    lc_wide client = (lc_wide)c->target - c->cost - out->share;
    out->client = (int64_t)client;
    out->profit = out->paid - c->incurred;
    return fits(client) ? CTR_OK : CTR_E_LIMIT;
}

/* ---- costs where something ends */

/* A walk from the target until the parts of the bands add up to `want`. */
struct walk {
    const struct lc_share_case *c;
    lc_wide want;
    bool client; /* the client's parts, not the delivery party's */
};

/* No amount is so far out. */
static bool beyond(lc_wide position)
{
    return position > LC_MONEY_MOST * FINE;
}

static int64_t walk_rate(const struct walk *w, const struct lc_share_band *band)
{
    return w->client ? LC_RATIO_ONE - band->rate : band->rate;
}

/* Take the part of a stretch from `from` to `to` (outward) off. True: the end is in it, at *out. */
static bool walk_step(struct walk *w, int64_t rate, lc_wide from, lc_wide to, lc_wide *numerator)
{
    lc_wide width = to > from ? to - from : from - to;

    if (w->want == 0) {
        *numerator = from * LC_RATIO_ONE;
        return true;
    }
    if (w->want <= width * rate) {
        *numerator = from * rate + (to > from ? w->want : -w->want);
        return true;
    }
    w->want -= width * rate;
    return false;
}

/* The cost above the target. */
static bool walk_up(struct walk w, int64_t *out)
{
    const struct ctr_share_rule *rule = w.c->rule;
    lc_wide target = w.c->target * FINE;
    lc_wide numerator;

    for (size_t i = 0; i < rule->band_count; i++) {
        const struct lc_share_band *band = &rule->bands[i];
        bool open = band->to == LC_RATIO_OPEN;
        lc_wide from = most((lc_wide)band->from * w.c->base, target);
        lc_wide to = open ? FARTHEST : (lc_wide)band->to * w.c->base;
        int64_t rate = walk_rate(&w, band);
        to = least(to, FARTHEST);
        if (beyond(from)) {
            return false;
        }
        if (to > from && walk_step(&w, rate, from, to, &numerator)) {
            int64_t divisor = w.want == 0 ? LC_RATIO_ONE : rate;
            return lc_round(numerator, divisor * FINE, mode_of(rule), out);
        }
    }
    return false;
}

/* The cost below it. */
static bool walk_down(struct walk w, int64_t *out)
{
    const struct ctr_share_rule *rule = w.c->rule;
    lc_wide target = w.c->target * FINE;
    lc_wide numerator;

    for (size_t i = rule->band_count; i-- > 0;) {
        const struct lc_share_band *band = &rule->bands[i];
        bool open = band->to == LC_RATIO_OPEN;
        lc_wide to = (lc_wide)band->from * w.c->base;
        lc_wide from = open ? target : least((lc_wide)band->to * w.c->base, target);
        int64_t rate = walk_rate(&w, band);
        if (from > to && walk_step(&w, rate, from, to, &numerator)) {
            int64_t divisor = w.want == 0 ? LC_RATIO_ONE : rate;
            return lc_round(numerator, divisor * FINE, mode_of(rule), out);
        }
    }
    return false;
}

bool lc_share_pta(const struct lc_share_case *c, int64_t *out)
{
    int64_t ceiling;

    if (!lc_share_limit(c->rule, LC_TERM_CEILING, c->target, &ceiling)) {
        return false;
    }
    lc_wide room = (lc_wide)ceiling - c->target - c->rule->terms[LC_TERM_FEE];
    return room >= 0 && walk_up((struct walk){c, room * FINEST, true}, out);
}

bool lc_share_rie_low(const struct lc_share_case *c, int64_t *out)
{
    int64_t limit;

    if (!lc_share_limit(c->rule, LC_TERM_MAX_FEE, c->target, &limit)) {
        return false;
    }
    lc_wide room = (lc_wide)limit - c->rule->terms[LC_TERM_FEE];
    return room >= 0 && walk_down((struct walk){c, room * FINEST, false}, out);
}

bool lc_share_rie_high(const struct lc_share_case *c, int64_t *out)
{
    int64_t limit;

    if (!lc_share_limit(c->rule, LC_TERM_MIN_FEE, c->target, &limit)) {
        return false;
    }
    lc_wide room = (lc_wide)c->rule->terms[LC_TERM_FEE] - limit;
    return room >= 0 && walk_up((struct walk){c, room * FINEST, false}, out);
}

bool lc_share_cap_at(const struct lc_share_case *c, enum lc_share_term cap, int64_t *out)
{
    lc_wide want;

    if (!lc_share_cap(c, cap, &want)) {
        return false;
    }
    return cap == LC_TERM_GAIN_CAP ? walk_down((struct walk){c, want, false}, out)
                                   : walk_up((struct walk){c, want, false}, out);
}
