/*
 * Models that are arithmetic without a line of bands: structuring a CPIF from three points, the
 * price of a change, an iteration at a fixed price, an amount split; and the split of a share.
 */
#include "base/buf.h"
#include "terms/allocate.h"
#include "terms/share_room.h"

static bool need(struct lc_share_work *w, bool there, const char *name)
{
    if (!there) {
        lc_share_add(&w->reasons, "%s missing", name);
    }
    return there;
}

static bool need_term(struct lc_share_work *w, enum lc_share_term term, const char *name)
{
    return need(w, lc_share_has(w->rule, term), name);
}

/* ---- splitting */

static ctr_status allocate(struct lc_share_work *w, enum lc_allocation how, int64_t amount,
                           const int64_t *weights, size_t count, int64_t **parts)
{
    int64_t *rests = lc_new(w->ctx, count, sizeof *rests);

    *parts = lc_new(w->ctx, count, sizeof **parts);
    if (!rests || !*parts) {
        return CTR_E_NOMEM;
    }
    lc_allocate(how, amount, weights, count, *parts, rests);
    return CTR_OK;
}

static ctr_status put_parties(struct lc_share_work *w, const int64_t *parts)
{
    const struct ctr_share_rule *rule = w->rule;
    size_t count = rule->party_count;
    const char **texts = lc_new(w->ctx, count, sizeof *texts);
    struct lc_share_part *rows = lc_new(w->ctx, count, sizeof *rows);

    if (!texts || !rows) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const struct lc_share_party *party = &rule->parties[i];
        texts[i] = lc_share_put(w, parts[i]);
        rows[i] =
            (struct lc_share_part){party->name, lc_share_percent(w->ctx, party->weight), texts[i]};
        lc_share_add(&w->basis, "%s gets %s of the share: %s",
                     party->name ? party->name : lc_format(w->ctx, "party %zu", i + 1),
                     lc_share_pct(w->ctx, party->weight), lc_share_money(w->ctx, rule, parts[i]));
    }
    w->out->participants = texts;
    w->out->participant_count = count;
    w->out->parties = rows;
    w->out->party_count = count;
    w->out->unallocated = lc_share_put(w, parts[count]);
    return CTR_OK;
}

ctr_status lc_share_parties(struct lc_share_work *w)
{
    const struct ctr_share_rule *rule = w->rule;
    size_t count = rule->party_count;
    int64_t *weights = lc_new(w->ctx, count + 1, sizeof *weights);
    int64_t left = LC_RATIO_ONE;
    int64_t *parts;

    if (!count || !weights) {
        return weights ? CTR_OK : CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        weights[i] = rule->parties[i].weight;
        left -= weights[i];
    }
    weights[count] = left; /* nobody's */
    LC_TRY(allocate(w, LC_LARGEST_REMAINDER, w->f.share, weights, count + 1, &parts));
    LC_TRY(put_parties(w, parts));
    if (left) {
        lc_share_add(&w->warnings, "the participants have %s of the share; %s is unallocated",
                     lc_share_pct(w->ctx, LC_RATIO_ONE - left),
                     lc_share_money(w->ctx, rule, parts[count]));
    }
    return CTR_OK;
}

static ctr_status split(struct lc_share_work *w, enum lc_allocation how)
{
    const struct ctr_share_rule *rule = w->rule;
    int64_t *parts;
    bool amount = need_term(w, LC_TERM_MINOR, "minor");

    if (!need(w, rule->weight_count != 0, "ratios") || !amount) {
        return CTR_OK;
    }
    LC_TRY(allocate(w, how, rule->terms[LC_TERM_MINOR], rule->weights, rule->weight_count, &parts));
    struct lc_buf buf;
    lc_buf_init(&buf, &w->ctx->alloc, SIZE_MAX / 2);
    for (size_t i = 0; i < rule->weight_count; i++) {
        lc_buf_text(&buf, i ? "," : "[");
        lc_buf_int(&buf, parts[i]);
    }
    lc_buf_char(&buf, ']');
    const char *json = lc_buf_cstr(&buf);
    w->out->parts = json ? lc_dup_c(w->ctx, json) : NULL;
    lc_buf_free(&buf);
    if (!w->out->parts) {
        return lc_nomem(w->ctx);
    }
    lc_share_add(&w->basis,
                 "%lld minor units split; every part is rounded down, and what is left "
                 "goes, unit by unit, to %s",
                 (long long)rule->terms[LC_TERM_MINOR],
                 how == LC_IN_ORDER ? "the parts from the first on"
                                    : "the largest remainders, of equal ones the first");
    return CTR_OK;
}

/* ---- three points */

/* Rate of a side: change of fee by change of cost. False if it is no rate. */
static bool slope(struct lc_share_work *w, int64_t fee, int64_t cost, int64_t *out,
                  const char **text)
{
    lc_wide n = (lc_wide)fee * LC_RATIO_ONE;

    if (cost <= 0 || fee < 0 || fee > cost || !lc_round(n, cost, LC_HALF_AWAY, out)) {
        return false;
    }
    if (n % cost) {
        lc_share_add(&w->warnings, "a rate of %s is rounded to %d digits",
                     lc_share_pct(w->ctx, *out), LC_RATIO_DIGITS);
    }
    *text = lc_share_percent(w->ctx, *out);
    return true;
}

static ctr_status structure(struct lc_share_work *w)
{
    const struct ctr_share_rule *rule = w->rule;
    const int64_t *t = rule->terms;
    struct ctr_share *out = w->out;
    int64_t under = 0;
    int64_t over = 0;
    bool all = need_term(w, LC_TERM_TARGET, "target");

    all = need_term(w, LC_TERM_FEE, "target fee") && all;
    all = need_term(w, LC_TERM_OPTIMISTIC_COST, "optimistic") && all;
    if (!need_term(w, LC_TERM_PESSIMISTIC_COST, "pessimistic") || !all) {
        return CTR_OK;
    }
    if (!slope(w, t[LC_TERM_OPTIMISTIC_FEE] - t[LC_TERM_FEE],
               t[LC_TERM_TARGET] - t[LC_TERM_OPTIMISTIC_COST], &under, &out->seller_share_under) ||
        !slope(w, t[LC_TERM_FEE] - t[LC_TERM_PESSIMISTIC_FEE],
               t[LC_TERM_PESSIMISTIC_COST] - t[LC_TERM_TARGET], &over, &out->seller_share_over)) {
        lc_share_add(&w->reasons,
                     "the three points make no rates from 0 to 100 %%: cost has to rise "
                     "and fee to fall from optimistic to pessimistic, fee by no more than cost");
        return CTR_OK;
    }
    out->target = lc_share_put(w, t[LC_TERM_TARGET]);
    out->max_fee = lc_share_put(w, t[LC_TERM_OPTIMISTIC_FEE]);
    out->min_fee = lc_share_put(w, t[LC_TERM_PESSIMISTIC_FEE]);
    out->rie_low = lc_share_put(w, t[LC_TERM_OPTIMISTIC_COST]);
    out->rie_high = lc_share_put(w, t[LC_TERM_PESSIMISTIC_COST]);
    lc_share_add(&w->basis, "below the target the fee rises by %s of what cost falls, to %s",
                 lc_share_pct(w->ctx, under),
                 lc_share_money(w->ctx, rule, t[LC_TERM_OPTIMISTIC_FEE]));
    lc_share_add(&w->basis, "above it the fee falls by %s of what cost rises, to %s",
                 lc_share_pct(w->ctx, over),
                 lc_share_money(w->ctx, rule, t[LC_TERM_PESSIMISTIC_FEE]));
    return CTR_OK;
}

/* ---- the price of a change */

static lc_wide power_of_ten(int64_t n)
{
    lc_wide power = 1;
    while (n-- > 0) {
        power *= 10;
    }
    return power;
}

/* Quantity times rate is 10^-12 major units. False past what can be added up. */
static bool add_up(const struct ctr_share_rule *rule, lc_wide *sum)
{
    const lc_wide bound = (lc_wide)1 << 120;

    *sum = 0;
    for (size_t i = 0; i < rule->component_count; i++) {
        const struct lc_share_component *item = &rule->components[i];
        lc_wide product = (lc_wide)item->quantity * item->rate;
        if (product > bound || product < -bound) {
            return false;
        }
        *sum += product;
        if (*sum > bound || *sum < -bound) {
            return false;
        }
    }
    return true;
}

static ctr_status quotation(struct lc_share_work *w)
{
    const struct ctr_share_rule *rule = w->rule;
    struct ctr_share *out = w->out;
    int64_t risk = rule->terms[LC_TERM_RISK];
    lc_wide unit = power_of_ten(12 - rule->exponent);
    lc_wide sum;
    int64_t cost;
    int64_t fee;

    if (!need(w, rule->component_count != 0, "components")) {
        return CTR_OK;
    }
    if (!add_up(rule, &sum) || !lc_round(sum, unit, (enum lc_rounding)rule->rounding, &cost) ||
        !lc_round((lc_wide)cost * rule->terms[LC_TERM_FEE_PCT], LC_RATIO_ONE,
                  (enum lc_rounding)rule->rounding, &fee)) {
        return lc_share_too_large(w->ctx);
    }
    lc_wide total = (lc_wide)cost + fee + risk;
    if (total > LC_MONEY_MOST || total < -LC_MONEY_MOST) {
        return lc_share_too_large(w->ctx);
    }
    out->defined_cost = lc_share_put(w, cost);
    out->fee = lc_share_put(w, fee);
    out->total = lc_share_put(w, (int64_t)total);
    lc_share_add(&w->basis, "%zu components make a defined cost of %s", rule->component_count,
                 lc_share_money(w->ctx, rule, cost));
    lc_share_add(&w->basis, "a fee of %s of it is %s; the risk allowance of %s bears no fee",
                 lc_share_pct(w->ctx, rule->terms[LC_TERM_FEE_PCT]),
                 lc_share_money(w->ctx, rule, fee), lc_share_money(w->ctx, rule, risk));
    return CTR_OK;
}

/* ---- an iteration at a fixed price */

static ctr_status iteration(struct lc_share_work *w)
{
    const struct ctr_share_rule *rule = w->rule;
    struct ctr_share *out = w->out;
    int64_t count = rule->terms[LC_TERM_ACCEPTED];
    bool priced = need_term(w, LC_TERM_PRICE, "price");

    if (!need_term(w, LC_TERM_ACCEPTED, "accepted") || !priced) {
        return CTR_OK;
    }
    lc_wide price = (lc_wide)rule->terms[LC_TERM_PRICE] * count;
    if (price > LC_MONEY_MOST) {
        return lc_share_too_large(w->ctx);
    }
    out->price = lc_share_put(w, (int64_t)price);
    out->contractor_paid = out->price;
    lc_share_add(&w->basis, "%lld accepted at %s each: %s is due", (long long)count,
                 lc_share_money(w->ctx, rule, rule->terms[LC_TERM_PRICE]),
                 lc_share_money(w->ctx, rule, (int64_t)price));
    if (w->has_cost) {
        int64_t margin = (int64_t)price - w->cost;
        out->cost = lc_share_put(w, w->cost);
        out->margin = lc_share_put(w, margin);
        out->profit = out->margin;
        out->marginal_rate = lc_share_percent(w->ctx, LC_RATIO_ONE);
        lc_share_add(&w->basis, "at a cost of %s the contractor's margin is %s",
                     lc_share_money(w->ctx, rule, w->cost), lc_share_money(w->ctx, rule, margin));
    }
    return CTR_OK;
}

ctr_status lc_share_other(struct lc_share_work *w)
{
    bool units =
        w->rule->model == CTR_SHARE_ALLOC_IN_ORDER || w->rule->model == CTR_SHARE_LARGEST_REMAINDER;
    ctr_status status;

    need(w, units || w->rule->currency_stated, "currency");
    switch (w->rule->model) {
    case CTR_SHARE_CPIF_STRUCTURE:
        status = structure(w);
        break;
    case CTR_SHARE_CE_QUOTATION:
        status = quotation(w);
        break;
    case CTR_SHARE_FIXED_ITERATION:
        status = iteration(w);
        break;
    default:
        status = split(w, w->rule->model == CTR_SHARE_ALLOC_IN_ORDER ? LC_IN_ORDER
                                                                     : LC_LARGEST_REMAINDER);
        break;
    }
    w->out->computable = w->reasons.count == 0;
    return status;
}
