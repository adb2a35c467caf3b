/* The linter of share rules: what people regret to have signed. */
#include "terms/share_reader.h"

#define FINDINGS_MOST 256

static const int64_t cliff_jump = LC_RATIO_ONE / 2;
static const int64_t expected_range = LC_RATIO_ONE / 10;

enum id {
#define LC_SHARE_FINDING(name, id, level, text) name,
#include "terms/share_findings.def"
#undef LC_SHARE_FINDING
};

static const struct {
    const char *id;
    int32_t level;
} rows[] = {
#define LC_SHARE_FINDING(name, id, level, text) [name] = {id, level},
#include "terms/share_findings.def"
#undef LC_SHARE_FINDING
};

struct lint {
    struct lc_share_reader r;
    struct lc_share_finding *found;
    size_t count;
    struct lc_share_case c;
};

static void find(struct lint *l, enum id id, const char *field, uint32_t offset,
                 const char *message)
{
    int64_t line;
    int64_t column;

    if (message && l->count < FINDINGS_MOST) {
        lc_doc_place(l->r.ctx, l->r.doc, offset, &line, &column);
        l->found[l->count++] =
            (struct lc_share_finding){rows[id].id, rows[id].level, field, message, line, offset};
    }
}

static const char *percent(struct lint *l, int64_t ratio)
{
    return lc_share_pct(l->r.ctx, ratio);
}

static void find_faults(struct lint *l)
{
    for (size_t i = 0; i < l->r.faults->count; i++) {
        const struct lc_share_fault *f = &l->r.faults->rows[i];
        find(l, f->overlap ? OVERLAP : GAP, "bands", f->offset,
             lc_format(l->r.ctx, "the rule %s", f->message));
    }
    for (size_t i = 0; i < l->r.uncovered.count; i++) {
        find(l, UNCOVERED, "bands", l->r.bands_at, l->r.uncovered.items[i]);
    }
    for (size_t i = 0; i < l->r.unused.count; i++) {
        find(l, UNUSED_TERM, "rule", l->r.node->offset, l->r.unused.items[i]);
    }
}

/* Savings below the lowest band that shares them are worth nothing. */
static void look_at_gain(struct lint *l)
{
    const struct ctr_share_rule *rule = l->r.rule;
    size_t i = 0;
    int64_t at;

    while (i < rule->band_count && rule->bands[i].rate == 0) {
        i++;
    }
    int64_t from = i < rule->band_count ? rule->bands[i].from : LC_RATIO_OPEN;
    if (from >= LC_RATIO_ONE) {
        find(l, NO_UPSIDE, "bands", l->r.bands_at,
             "no saving below the target brings the contractor anything");
    } else if (from > 0) {
        find(l, NO_UPSIDE, "bands", l->r.bands_at,
             lc_format(l->r.ctx,
                       "below %s of the target a further saving brings the contractor "
                       "nothing",
                       percent(l, from)));
    }
    if (l->c.rule && lc_share_cap_at(&l->c, LC_TERM_GAIN_CAP, &at)) {
        find(l, NO_UPSIDE, "gain_cap", l->r.node->offset,
             lc_format(l->r.ctx,
                       "below a cost of %s the cap of the gain holds: a further saving "
                       "brings the contractor nothing",
                       lc_share_money(l->r.ctx, rule, at)));
    }
}

static void look_at_pain(struct lint *l)
{
    const struct ctr_share_rule *rule = l->r.rule;
    const struct lc_share_band *last = &rule->bands[rule->band_count - 1];
    bool capped = lc_share_has(rule, LC_TERM_PAIN_CAP) || lc_share_has(rule, LC_TERM_PAIN_CAP_PCT);
    bool any = false;

    for (size_t i = 0; i < rule->band_count; i++) {
        any |= rule->bands[i].to > LC_RATIO_ONE && rule->bands[i].rate > 0;
    }
    if (!any) {
        find(l, NO_DOWNSIDE, "bands", l->r.bands_at,
             "cost above the target costs the contractor nothing");
    } else if (last->rate > 0 && !capped) {
        find(l, PAIN_WITHOUT_CAP, "pain_cap", l->r.node->offset,
             lc_format(l->r.ctx,
                       "the contractor pays %s of every cost above %s of the target, and "
                       "no cap ends it",
                       percent(l, last->rate), percent(l, last->from)));
    }
}

static void look_at_cliffs(struct lint *l)
{
    const struct ctr_share_rule *rule = l->r.rule;

    for (size_t i = 1; i < rule->band_count; i++) {
        int64_t jump = rule->bands[i].rate - rule->bands[i - 1].rate;
        if (jump >= cliff_jump || jump <= -cliff_jump) {
            find(l, CLIFF, "bands", l->r.bands_at,
                 lc_format(l->r.ctx,
                           "at %s of the target the contractor's rate jumps from %s to %s",
                           percent(l, rule->bands[i].from), percent(l, rule->bands[i - 1].rate),
                           percent(l, rule->bands[i].rate)));
        }
    }
}

static bool is_close(const struct lint *l, int64_t at)
{
    lc_wide distance = (lc_wide)at - l->c.target;

    return (distance < 0 ? -distance : distance) * LC_RATIO_ONE <
           (lc_wide)l->c.target * expected_range;
}

static void look_at_ceiling(struct lint *l)
{
    const struct ctr_share_rule *rule = l->r.rule;
    int64_t at;

    if (!lc_share_has(rule, LC_TERM_CEILING) && !lc_share_has(rule, LC_TERM_CEILING_PCT)) {
        return;
    }
    if (!lc_share_pta(&l->c, &at)) {
        find(l, PTA_NONE, "ceiling", l->r.at[LC_TERM_CEILING],
             "the price never reaches the ceiling: there is no point of total assumption");
    } else if (is_close(l, at)) {
        find(l, PTA_CLOSE, "ceiling", l->r.at[LC_TERM_CEILING],
             lc_format(l->r.ctx,
                       "the point of total assumption of %s is less than %s above the "
                       "target: inside of what has to be expected",
                       lc_share_money(l->r.ctx, rule, at), percent(l, expected_range)));
    }
}

static void look_at_fee(struct lint *l, int64_t at, const char *field, enum lc_share_term term)
{
    bool above = at > l->c.target;

    find(l, is_close(l, at) ? FEE_DEAD_ZONE : FEE_RANGE, field, l->r.at[term],
         lc_format(l->r.ctx, "%s a cost of %s the fee no longer answers to cost",
                   above ? "above" : "below", lc_share_money(l->r.ctx, l->r.rule, at)));
}

static void look_at_fees(struct lint *l)
{
    int64_t at;

    if (lc_share_rie_low(&l->c, &at)) {
        look_at_fee(l, at, "max_fee", LC_TERM_MAX_FEE);
    }
    if (lc_share_rie_high(&l->c, &at)) {
        look_at_fee(l, at, "min_fee", LC_TERM_MIN_FEE);
    }
}

static void look_at_the_rest(struct lint *l)
{
    const struct ctr_share_rule *rule = l->r.rule;
    int64_t sum = 0;

    for (size_t i = 0; i < rule->party_count; i++) {
        sum += rule->parties[i].weight;
    }
    if (rule->party_count && sum < LC_RATIO_ONE) {
        find(l, UNALLOCATED, "participants", l->r.node->offset,
             lc_format(l->r.ctx, "the participants have %s of the share; the rest is nobody's",
                       percent(l, sum)));
    }
    for (unsigned term = LC_TERM_GAIN_CAP; term <= LC_TERM_PAIN_CAP; term += 2) {
        if (lc_share_has(rule, (enum lc_share_term)term)) {
            find(l, FIXED_CAP, lc_share_term_name((enum lc_share_term)term), l->r.at[term],
                 "the cap is an amount: it does not follow the target when changes move it");
        }
    }
    if (rule->band_count && !rule->rounding_stated) {
        find(l, ROUNDING_SILENT, "rounding", l->r.node->offset,
             "rounding is not stated: half away from zero holds");
    }
}

/* A cost stands in, because one is known only later. */
static ctr_status look_for_missing(struct lint *l)
{
    const struct ctr_share_rule *rule = l->r.rule;
    struct ctr_share share;
    int64_t cost = lc_share_has(rule, LC_TERM_COST) ? rule->terms[LC_TERM_COST] : 0;
    int64_t target = 0;

    LC_TRY(lc_share_answer(l->r.ctx, rule, NULL, &cost, &share));
    for (size_t i = 0; i < share.reason_count; i++) {
        find(l, NOT_COMPUTABLE, "rule", l->r.node->offset,
             lc_format(l->r.ctx, "not computable: %s", share.reasons[i]));
    }
    bool computable = share.computable && rule->band_count && lc_share_target(rule, &target);
    if (computable && lc_share_case(rule, target, cost, &l->c) != CTR_OK) {
        l->c.rule = NULL;
    }
    return CTR_OK;
}

/* Worst first, else as they were found. */
static ctr_status sort(struct lint *l, struct ctr_share_findings *out)
{
    struct lc_share_finding *sorted = lc_new(l->r.ctx, l->count, sizeof *sorted);
    size_t count = 0;

    if (!sorted) {
        return CTR_E_NOMEM;
    }
    for (int32_t level = CTR_SHARE_ERROR; level <= CTR_SHARE_INFO; level++) {
        for (size_t i = 0; i < l->count; i++) {
            if (l->found[i].level == level) {
                sorted[count++] = l->found[i];
            }
        }
        out->errors = level == CTR_SHARE_ERROR ? (int64_t)count : out->errors;
        out->warnings = level == CTR_SHARE_WARNING ? (int64_t)count - out->errors : out->warnings;
    }
    out->rows = sorted;
    out->count = count;
    return CTR_OK;
}

static void look(struct lint *l)
{
    const struct ctr_share_rule *rule = l->r.rule;
    bool fpif = rule->model == CTR_SHARE_FPIF || rule->model == CTR_SHARE_FPIF_PTA;
    bool plain = rule->model == CTR_SHARE_BANDED || rule->model == CTR_SHARE_TARGET_COST;

    if (rule->band_count && (plain || fpif || rule->model == CTR_SHARE_CPIF)) {
        look_at_gain(l);
        look_at_cliffs(l);
    }
    if (rule->band_count && plain) {
        look_at_pain(l);
    }
    if (l->c.rule && fpif) {
        look_at_ceiling(l);
    } else if (l->c.rule && rule->model == CTR_SHARE_CPIF) {
        look_at_fees(l);
    }
    look_at_the_rest(l);
}

bool lc_share_states_model(const struct lc_value *node)
{
    static const char *const names[] = {"model", "bands", "pain_share_pct", "gain_share_pct"};
    const struct lc_share_reader r = {.node = node, .inputs = lc_get(node, "inputs")};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (lc_share_member(&r, names[i])) {
            return true;
        }
    }
    return false;
}

ctr_status lc_share_lint(struct lc_ctx *ctx, struct lc_doc *doc, const struct lc_value *node,
                         const char *currency, struct ctr_share_findings *out)
{
    struct ctr_share_rule rule;
    struct lc_share_faults faults = {lc_new(ctx, FINDINGS_MOST, sizeof *faults.rows), 0,
                                     FINDINGS_MOST};
    struct lint l = {.r = {.ctx = ctx, .doc = doc, .node = node, .rule = &rule, .faults = &faults},
                     .found = lc_new(ctx, FINDINGS_MOST, sizeof *l.found)};

    if (!faults.rows || !l.found) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_share_rule_read_with(&l.r, currency));
    find_faults(&l);
    LC_TRY(look_for_missing(&l));
    look(&l);
    *out = (struct ctr_share_findings){0};
    LC_TRY(sort(&l, out));
    return lc_share_said(&l.r.unused);
}
