/* What a modifier comes to, from the master's weights and what is known of the goals. */
#include "flow/modifier.h"

enum { ATTAINMENT = 95 * LC_FIXED_ONE }; /* where only the hours of an SLO are stated */
#define ALL (INT64_C(100) * LC_FIXED_ONE)

static ctr_status refuse(struct lc_op *op, const char *field, ctr_status status)
{
    lc_detail(&op->ctx, "field", field);
    return status;
}

static const char *percent(struct lc_ctx *ctx, int64_t value)
{
    char text[LC_FIXED_TEXT];
    return lc_dup_c(ctx, lc_fixed_text(value, text));
}

/* "review_turnaround", also where the document says "review_turnaround_hours". */
static bool is_hours_of(const char *key, const char *name)
{
    size_t size = strlen(name);
    return strncmp(key, name, size) == 0 && (!key[size] || strcmp(key + size, "_hours") == 0);
}

/* The attainment that an SLO wants, in millionths of a percent; -1 if it is none. */
static int64_t wanted(const struct lc_master *m, const char *name)
{
    for (size_t i = 0; i < m->slo_count; i++) {
        if (strcmp(m->slos[i].id, name) == 0) {
            int64_t pct = m->slos[i].attainment_pct;
            return pct == LC_TERM_ABSENT ? ATTAINMENT : pct;
        }
    }
    for (size_t i = 0; i < m->slo_hours_count; i++) {
        if (is_hours_of(m->slo_hours[i].key, name)) {
            return ATTAINMENT;
        }
    }
    return -1;
}

ctr_status lc_modifier_judge(struct lc_op *op, const struct lc_master *m, const char *value,
                             struct lc_modifier_goal *g)
{
    struct lc_ctx *ctx = &op->ctx;
    int64_t want = wanted(m, g->name);
    int64_t is;

    g->given = value;
    g->source = CTR_GOAL_GIVEN;
    g->met = strcmp(value, "yes") == 0;
    if (g->met || strcmp(value, "no") == 0) {
        return CTR_OK;
    }
    if (want < 0) {
        return refuse(op, "values",
                      lc_fail(ctx, CTR_E_ARGUMENT,
                              "'%.80s' is no SLO of the master, so it is met, yes or no; found "
                              "'%.60s'",
                              g->name, value));
    }
    if (lc_fixed_parse(lc_str(value), &is) != LC_FIXED_OK || is < 0 || is > ALL) {
        return refuse(op, "values",
                      lc_fail(ctx, CTR_E_ARGUMENT,
                              "'%.80s' is '%.60s'; wanted yes, no, or an attainment in percent, 0 "
                              "to 100",
                              g->name, value));
    }
    g->met = is >= want;
    g->given = percent(ctx, is);
    return g->given ? CTR_OK : CTR_E_NOMEM;
}

/* --- goals --- */

static struct lc_modifier_goal *find(struct ctr_modifier *out, const char *name)
{
    for (size_t i = 0; i < out->goal_count; i++) {
        if (strcmp(out->goals[i].name, name) == 0) {
            return &out->goals[i];
        }
    }
    return NULL;
}

static ctr_status take(struct lc_op *op, const struct lc_master *m,
                       const struct lc_measured *measured, struct ctr_modifier *out)
{
    struct lc_ctx *ctx = &op->ctx;

    for (size_t i = 0; i < measured->count; i++) {
        struct lc_modifier_goal *g = find(out, measured->names[i]);
        if (!g) {
            return refuse(op, "names",
                          lc_fail(ctx, CTR_E_ARGUMENT,
                                  "'%.80s' has no weight in the modifier of the master",
                                  measured->names[i]));
        }
        if (g->given) {
            return refuse(op, "names",
                          lc_fail(ctx, CTR_E_ARGUMENT, "'%.80s' is given more than once", g->name));
        }
        LC_TRY(lc_modifier_judge(op, m, measured->values[i], g));
    }
    return CTR_OK;
}

/* What nothing is known of is not met; where that would pay, it has to be said. */
static ctr_status sum_up(struct lc_op *op, const struct lc_master *m, struct ctr_modifier *out,
                         lc_wide *sum)
{
    *sum = 0;
    for (size_t i = 0; i < out->goal_count; i++) {
        const struct lc_modifier_goal *g = &out->goals[i];
        int64_t weight = m->modifier.weights[i].value;
        if (!g->given && weight < 0) {
            return refuse(op, "names",
                          lc_fail(&op->ctx, CTR_E_ARGUMENT,
                                  "'%.80s' weighs %s percent; say whether it happened, yes or no",
                                  g->name, g->weight));
        }
        *sum += g->met ? weight : 0;
    }
    return CTR_OK;
}

static ctr_status list(struct lc_op *op, const struct lc_master *m, struct ctr_modifier *out)
{
    const struct lc_modifier *terms = &m->modifier;

    out->goals = lc_new(&op->ctx, terms->weight_count + 1, sizeof *out->goals);
    if (!out->goals) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < terms->weight_count; i++) {
        int64_t want = wanted(m, terms->weights[i].key);
        out->goals[i] = (struct lc_modifier_goal){
            .name = terms->weights[i].key,
            .weight = percent(&op->ctx, terms->weights[i].value),
            .wanted = want < 0 ? NULL : percent(&op->ctx, want),
        };
    }
    out->goal_count = terms->weight_count;
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

/* --- the whole --- */

static ctr_status read_cap(struct lc_op *op, const struct lc_deal *d, int exponent, int64_t *out)
{
    const struct ctr_version *v = &d->policy.version;
    const struct lc_modifier *terms = &d->policy.master.modifier;

    if (!terms->cap || !terms->weight_count) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "'%s/%s@%s' has no modifier.%s, so it has no modifier", v->team, v->name,
                       v->label, terms->cap ? "weights" : "cap");
    }
    if (lc_fixed_scaled(lc_str(terms->cap), exponent, out) != LC_FIXED_OK || *out < 0) {
        return lc_fail(
            &op->ctx, CTR_E_STATE,
            "modifier.cap of '%s/%s@%s' is '%.60s'; wanted an amount, zero or more, with "
            "at most %d decimals",
            v->team, v->name, v->label, terms->cap, exponent);
    }
    return CTR_OK;
}

ctr_status lc_modifier_list(struct lc_op *op, const struct lc_deal *d, int exponent,
                            const struct lc_measured *measured, struct ctr_modifier *out,
                            int64_t *cap)
{
    const struct lc_master *m = &d->policy.master;

    LC_TRY(read_cap(op, d, exponent, cap));
    LC_TRY(list(op, m, out));
    LC_TRY(take(op, m, measured, out));
    out->version = d->policy.version.label;
    out->cap = lc_ledger_amount(&op->ctx, *cap, exponent);
    return out->cap ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_modifier_sum(struct lc_op *op, const struct lc_deal *d, int64_t cap,
                           struct ctr_modifier *out, int64_t *amount)
{
    enum lc_rounding mode = d->rule.rounding ? (enum lc_rounding)d->rule.rounding : LC_HALF_AWAY;
    char text[LC_FIXED_WIDE];
    lc_wide sum;

    LC_TRY(sum_up(op, &d->policy.master, out, &sum));
    out->percent = lc_dup_c(&op->ctx, lc_fixed_wide_text(sum, text));
    sum = sum > ALL ? ALL : sum < -ALL ? -ALL : sum;
    if (!lc_round(sum * cap, ALL, mode, amount)) {
        return lc_fail(&op->ctx, CTR_E_LIMIT, "the modifier is further from zero than 2^62");
    }
    return out->percent ? CTR_OK : CTR_E_NOMEM;
}
