/*
 * Carrying a change out: the edition it carries becomes active and what it does to the target is
 * fixed, in one transaction.
 */
#include "base/time.h"
#include "flow/change.h"
#include "flow/lifecycle.h"

/* ---- the edition ---- */

/* An approved change is the decision that its break is meant. */
static ctr_status declare(struct lc_op *op, const struct ctr_change *h, struct ctr_version *v)
{
    struct lc_evolution e;
    bool found;

    if (h->outcome != LC_OUTCOME_APPROVED || v->break_reason) {
        return CTR_OK;
    }
    LC_TRY(lc_evolution_load(op, v->rid, false, &e, &found));
    if (!found || e.verdict == CTR_VERDICT_COMPATIBLE) {
        return CTR_OK;
    }
    const char *reason = lc_format(&op->ctx, "change %s was approved", h->name);
    return reason ? lc_version_declare(op, v, reason) : CTR_E_NOMEM;
}

static ctr_status apply(struct lc_op *op, const struct ctr_change *h)
{
    struct ctr_version v;

    if (!h->evolution_rid) {
        return CTR_OK;
    }
    LC_TRY(lc_version_by_rid(op, h->evolution_rid, &v));
    if (v.state == CTR_STATE_ACTIVE) {
        return CTR_OK;
    }
    if (v.state == CTR_STATE_DRAFT) {
        LC_TRY(declare(op, h, &v));
    }
    const struct lc_activation a = {v.team, v.name, v.label};
    return lc_flow_activate(op, &a, &v);
}

/* ---- the target ---- */

/* value * by / of, rounded half away from zero; absent if it does not fit. */
static int64_t part_of(int64_t value, int64_t by, int64_t of)
{
    __int128 n = (__int128)value * by;
    __int128 q = (2 * n + (n < 0 ? -of : of)) / (2 * (__int128)of);
    return q > INT64_MAX || q < -INT64_MAX ? LC_TERM_ABSENT : (int64_t)q;
}

/* What the budget moves by, in millionths of the major unit. */
static ctr_status budget(struct lc_op *op, const struct ctr_change *h,
                         const struct lc_change_request *r, int64_t *out)
{
    int64_t base;

    *out = LC_TERM_ABSENT;
    if (r->impact.budget_amount) {
        return lc_fixed_parse(lc_str(r->impact.budget_amount), out) == LC_FIXED_OK
                   ? CTR_OK
                   : lc_terms_fail(&op->ctx, &r->terms, "/impact_analysis/budget_delta",
                                   "should be an amount in the major unit, found '%.40s'",
                                   r->impact.budget_amount);
    }
    if (r->impact.budget_pct != LC_TERM_ABSENT && h->base &&
        lc_fixed_parse(lc_str(h->base), &base) == LC_FIXED_OK) {
        *out = part_of(base, r->impact.budget_pct, INT64_C(100) * LC_FIXED_ONE);
    }
    return CTR_OK;
}

static ctr_status amount(struct lc_op *op, const struct ctr_change *h,
                         const struct lc_change_request *r, int64_t *out)
{
    const struct lc_target_change *t = &r->target;

    if (t->effect == LC_TARGET_NONE) {
        *out = 0;
        return CTR_OK;
    }
    LC_TRY(budget(op, h, r, out));
    if (t->amount && lc_fixed_parse(lc_str(t->amount), out) != LC_FIXED_OK) {
        return lc_terms_fail(&op->ctx, &r->terms, "/target_effect/amount",
                             "should be an amount in the major unit, found '%.40s'", t->amount);
    }
    if (t->effect != LC_TARGET_PERCENT) {
        return CTR_OK;
    }
    if (t->percent == LC_TERM_ABSENT) {
        return lc_terms_fail(&op->ctx, &r->terms, "/target_effect/percent",
                             "is missing: the part of the budget that the target moves by");
    }
    if (*out != LC_TERM_ABSENT) {
        *out = part_of(*out, t->percent, INT64_C(100) * LC_FIXED_ONE);
    }
    return CTR_OK;
}

/* What it does to the target. */
static ctr_status aim(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p)
{
    struct lc_change_request r;
    char text[LC_FIXED_TEXT];
    int64_t value;

    LC_TRY(lc_change_request_now(op, h, &r));
    LC_TRY(amount(op, h, &r, &value));
    if (value == LC_TERM_ABSENT) {
        return lc_change_remark(op, h,
                                "what it moves the budget by is not known, so the target "
                                "stays");
    }
    struct lc_str currency = lc_text(lc_get(p->master.incentives, "currency"));
    h->target_amount = lc_dup_c(&op->ctx, lc_fixed_text(value, text));
    h->target_currency = r.impact.currency ? r.impact.currency
                         : currency.len    ? lc_dup(&op->ctx, currency)
                                           : NULL;
    h->target_day =
        r.target.effective != LC_TERM_ABSENT ? r.target.effective : lc_day_at(op->ctx.now_us);
    h->target_date = lc_day_text(&op->ctx, h->target_day);
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

/* ---- the whole ---- */

static ctr_status check_once(struct lc_op *op, const struct ctr_change *h)
{
    char when[LC_TIME_TEXT];

    if (!h->implemented_us) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE,
                                "change '%s' was implemented at %s and cannot be a second time; "
                                "open another one",
                                h->name, lc_time_format(h->implemented_us, when));
    lc_detail(&op->ctx, "change", h->id);
    return status;
}

/* An emergency that was not submitted is judged now, and decided on afterwards. */
static ctr_status hurry(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p)
{
    if (!h->submitted_us) {
        LC_TRY(lc_change_fix_base(op, h, p));
    }
    if (!h->change_class) {
        LC_TRY(lc_change_classify(op, h, p));
    }
    return lc_change_ask(op, h, p);
}

ctr_status lc_flow_change_implement(struct lc_op *op, struct ctr_change *h)
{
    struct lc_policy p;
    struct lc_contract c;
    enum lc_change_state to;
    bool first = h->state != LC_CHANGE_APPROVED;

    LC_TRY(lc_change_expect(op, h));
    LC_TRY(check_once(op, h));
    LC_TRY(lc_change_may(op, h, LC_CHANGE_IMPLEMENT, &to));
    LC_TRY(lc_change_check_links(op, h));
    LC_TRY(lc_contract_get(op, h->team, h->contract, &c));
    LC_TRY(lc_policy_of(op, &c, h, &p));
    h->state = (int32_t)to;
    h->implemented_us = op->ctx.now_us;
    if (first) {
        LC_TRY(hurry(op, h, &p));
    }
    LC_TRY(aim(op, h, &p));
    const struct lc_pair pairs[] = {
        LC_PAIR("type", lc_word_name(lc_words_change_type, h->type)),
        LC_PAIR("evolution", h->evolution),
        LC_PAIR("target_amount", h->target_amount),
        LC_PAIR("target_currency", h->target_currency),
        LC_PAIR("target_date", h->target_date),
        LC_PAIR("reason", op->reason),
    };
    LC_TRY(
        lc_change_save(op, h, LC_EVENT_CHANGE_IMPLEMENTED, pairs, sizeof pairs / sizeof pairs[0]));
    return apply(op, h); /* after the row is written: the transaction cannot be begun anew */
}
