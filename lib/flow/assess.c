/* Assessing: what may be asked when, and whether there is anything new. */
#include "flow/assess.h"
#include "flow/dispute.h"

struct assessing {
    struct lc_op *op;
    struct lc_contract contract;
    struct lc_deal deal;
    struct ctr_ledger book;
    struct ctr_assessment before;
    bool follows; /* there is one before */
    const struct lc_assess_request *request;
    struct ctr_assessment *out;
};

ctr_status lc_assess_frozen(struct lc_op *op, const struct ctr_ledger *book,
                            const struct lc_assess_request *request, const char **why)
{
    struct ctr_dispute d;
    bool disputed;

    *why = request->hold;
    LC_TRY(lc_dispute_freezes_share(op, book, &d, &disputed));
    if (!disputed) {
        return CTR_OK;
    }
    *why = request->hold
               ? lc_format(&op->ctx, "%s; dispute %s about %s", request->hold, d.name, d.about)
               : lc_format(&op->ctx, "dispute %s about %s", d.name, d.about);
    return *why ? CTR_OK : CTR_E_NOMEM;
}

/* --- what is asked --- */

static ctr_status refuse(struct assessing *x, ctr_status status, const char *field)
{
    lc_detail(&x->op->ctx, "field", field);
    return status;
}

static ctr_status read_amount(struct assessing *x, const char *field, const char *text,
                              int32_t *given, int64_t *out)
{
    struct lc_ctx *ctx = &x->op->ctx;

    *given = text != NULL;
    if (!text) {
        return CTR_OK;
    }
    if (lc_fixed_scaled(lc_str(text), x->deal.exponent, out) != LC_FIXED_OK || *out < 0) {
        return refuse(
            x,
            lc_fail(ctx, CTR_E_ARGUMENT,
                    "%s is '%.60s', wanted an amount in %s, zero or more, with at most %d "
                    "decimals",
                    field, text, x->deal.currency, x->deal.exponent),
            field);
    }
    return CTR_OK;
}

static ctr_status read_day(struct assessing *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    int64_t today = lc_floor_div(ctx->now_us, LC_US_PER_DAY);
    struct ctr_assessment *a = x->out;

    LC_TRY(lc_ledger_read_day(ctx, "the day", x->request->as_of, today, &a->as_of_day));
    if (a->as_of_day > today) {
        return refuse(
            x,
            lc_fail(ctx, CTR_E_ARGUMENT,
                    "%s is after today, %s; what will be is a forecast, not an assessment",
                    x->request->as_of, lc_ledger_day(ctx, today)),
            "as_of");
    }
    if (x->follows && a->as_of_day < x->before.as_of_day) {
        return refuse(x,
                      lc_fail(ctx, CTR_E_STATE,
                              "assessment %lld is as of %s, so the next cannot be as of %s; what "
                              "came late is part of the next one",
                              (long long)x->before.n, x->before.as_of,
                              lc_ledger_day(ctx, a->as_of_day)),
                      "as_of");
    }
    if (x->follows && a->kind < x->before.kind) {
        return refuse(
            x,
            lc_fail(ctx, CTR_E_STATE, "assessment %lld was the %s one, so no %s one follows",
                    (long long)x->before.n, lc_word_name(lc_words_assess_kind, x->before.kind),
                    lc_word_name(lc_words_assess_kind, a->kind)),
            "kind");
    }
    return CTR_OK;
}

/* Cost to date against the whole target looks like a gain until the last day: it is no share. */
static ctr_status choose_basis(struct assessing *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct ctr_assessment *a = x->out;
    bool interim = a->kind == LC_ASSESS_INTERIM;

    if (!interim && (a->has_earned || (a->has_forecast && a->kind == LC_ASSESS_FINAL))) {
        return refuse(x,
                      lc_fail(ctx, CTR_E_ARGUMENT,
                              "a %s assessment is of the whole target and the cost that there is; "
                              "leave %s out",
                              lc_word_name(lc_words_assess_kind, a->kind),
                              a->has_earned ? "earned" : "forecast"),
                      a->has_earned ? "earned" : "forecast");
    }
    if (interim && !a->has_earned && !a->has_forecast) {
        return refuse(x,
                      lc_fail(ctx, CTR_E_ARGUMENT,
                              "cost to date against the whole target is no share before "
                              "completion: it shows a gain until the end; give the target of the "
                              "work that is done (earned), or a forecast of the final cost"),
                      "earned");
    }
    a->basis = interim && !a->has_earned ? LC_BASIS_FORECAST : LC_BASIS_ACTUAL;
    return CTR_OK;
}

static ctr_status check_earned(struct assessing *x)
{
    struct ctr_assessment *a = x->out;
    struct lc_ctx *ctx = &x->op->ctx;

    if (a->has_earned && x->deal.rule.limits_original) {
        static const char *const missing[] = {
            "bands of the original target say nothing about a part of the target"};
        return lc_deal_fail(x->op, &x->deal, missing, 1);
    }
    if (a->target <= 0) {
        static const char *const missing[] = {"target missing"};
        return lc_deal_fail(x->op, &x->deal, missing, 1);
    }
    if (a->cost < 0) {
        return lc_fail(ctx, CTR_E_STATE, "the cost of '%s/%s' on %s is %s, below zero",
                       x->book.team, x->book.name, lc_ledger_day(ctx, a->as_of_day),
                       lc_ledger_amount(ctx, a->cost, a->exponent));
    }
    if (a->has_earned && (a->earned > a->target || !a->earned)) {
        return refuse(x,
                      lc_fail(ctx, CTR_E_ARGUMENT,
                              "the target earned is %s; wanted more than zero and at most the "
                              "target, %s",
                              lc_ledger_amount(ctx, a->earned, a->exponent),
                              lc_ledger_amount(ctx, a->target, a->exponent)),
                      "earned");
    }
    return CTR_OK;
}

/* --- the whole --- */

static ctr_status load(struct assessing *x, const char *team, const char *name)
{
    struct lc_op *op = x->op;

    LC_TRY(lc_contract_get(op, team, name, &x->contract));
    LC_TRY(lc_deal_active(op, &x->contract, &x->deal));
    LC_TRY(lc_ledger_get(op, team, name, &x->book));
    LC_TRY(lc_assess_last(op, &x->book, INT64_MAX, LC_DAY_NONE, &x->before, &x->follows));
    if (x->follows && x->deal.currency && strcmp(x->before.currency, x->deal.currency) != 0) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "assessment %lld is in %s, but the incentives are in %s now",
                       (long long)x->before.n, x->before.currency, x->deal.currency);
    }
    return CTR_OK;
}

/* The target is that of the ledger, so the document need not state one. */
static ctr_status check_terms(struct assessing *x)
{
    const char **missing = lc_new(&x->op->ctx, x->deal.missing_count + 1, sizeof *missing);
    size_t n = 0;

    if (!missing) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < x->deal.missing_count; i++) {
        if (strcmp(x->deal.missing[i], "target missing") != 0 || !x->deal.currency) {
            missing[n++] = x->deal.missing[i];
        }
    }
    return n ? lc_deal_fail(x->op, &x->deal, missing, n) : CTR_OK;
}

static bool same(const struct ctr_assessment *a, const struct ctr_assessment *b)
{
    return a->as_of_day == b->as_of_day && a->kind == b->kind && a->basis == b->basis &&
           a->version_rid == b->version_rid && a->target == b->target && a->cost == b->cost &&
           a->has_earned == b->has_earned && a->has_forecast == b->has_forecast &&
           (!a->has_earned || a->earned == b->earned) &&
           (!a->has_forecast || a->forecast == b->forecast) && lc_cstr_cmp(a->hold, b->hold) == 0 &&
           a->accrued == b->accrued && a->payable == b->payable;
}

static ctr_status take_inputs(struct assessing *x)
{
    struct ctr_assessment *a = x->out;

    LC_TRY(check_terms(x));
    *a = (struct ctr_assessment){.n = x->follows ? x->before.n + 1 : 1,
                                 .team = x->book.team,
                                 .name = x->book.name,
                                 .kind = x->request->kind,
                                 .version_rid = x->deal.policy.version.rid,
                                 .version = x->deal.policy.version.label,
                                 .terms_hash = x->deal.terms,
                                 .entries = x->book.entries,
                                 .currency = x->deal.currency,
                                 .exponent = x->deal.exponent,
                                 .at_us = x->op->ctx.now_us,
                                 .actor = x->op->actor,
                                 .reason = lc_event_reason(x->op)};
    LC_TRY(read_day(x));
    LC_TRY(read_amount(x, "earned", x->request->earned, &a->has_earned, &a->earned));
    LC_TRY(read_amount(x, "forecast", x->request->forecast, &a->has_forecast, &a->forecast));
    LC_TRY(choose_basis(x));
    LC_TRY(lc_assess_frozen(x->op, &x->book, x->request, &a->hold));
    LC_TRY(lc_assess_figures(x->op, &x->book, &x->deal, a->as_of_day, a->entries, &a->target,
                             &a->cost));
    return check_earned(x);
}

ctr_status lc_flow_assess(struct lc_op *op, const char *team, const char *name,
                          const struct lc_assess_request *request, struct ctr_assessment *out)
{
    struct assessing x = {.op = op, .request = request, .out = out};

    LC_TRY(load(&x, team, name));
    LC_TRY(take_inputs(&x));
    LC_TRY(lc_assess_compute(op, &x.deal, x.follows ? &x.before : NULL, out));
    if (x.follows && same(out, &x.before)) {
        *out = x.before;
        out->repeated = 1;
        return CTR_OK;
    }
    LC_TRY(lc_assess_post(op, &x.book, &x.deal, out));
    return lc_assess_insert(op, &x.book, out);
}
