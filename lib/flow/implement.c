/*
 * Carrying a change out: the edition it carries becomes active, what it does to the target is fixed
 * and posted to the master's ledger, in one transaction.
 */
#include "base/time.h"
#include "flow/change.h"
#include "flow/lifecycle.h"
#include "flow/target.h"
#include "flow/stop_line.h"

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
    if (!found || (e.verdict == CTR_VERDICT_COMPATIBLE && !e.against.label)) {
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
        return CTR_OK; /* by hand: another change that brought it was refused before */
    }
    if (v.state == CTR_STATE_DRAFT) {
        LC_TRY(declare(op, h, &v));
    }
    const struct lc_activation a = {v.team, v.name, v.label};
    return lc_flow_activate(op, &a, &v);
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
    LC_TRY(lc_change_check_edition(op, h));
    LC_TRY(lc_contract_get(op, h->team, h->contract, &c));
    LC_TRY(lc_stop_check(op, &c, NULL, "implement", h->name));
    LC_TRY(lc_policy_of(op, &c, h, &p));
    h->state = (int32_t)to;
    h->implemented_us = op->ctx.now_us;
    if (first) {
        LC_TRY(hurry(op, h, &p));
    }
    LC_TRY(lc_target_fix(op, h, &p));
    LC_TRY(lc_target_post(op, h, &p));
    const struct lc_pair pairs[] = {
        LC_PAIR("type", lc_word_name(lc_words_change_type, h->type)),
        LC_PAIR("evolution", h->evolution),
        LC_PAIR("target_amount", h->target_amount),
        LC_PAIR("target_currency", h->target_currency),
        LC_PAIR("target_date", h->target_date),
        h->posted ? (struct lc_pair)LC_PAIR_INT("posted", h->posted)
                  : (struct lc_pair)LC_PAIR("posted", NULL),
        LC_PAIR("reason", op->reason),
    };
    LC_TRY(
        lc_change_save(op, h, LC_EVENT_CHANGE_IMPLEMENTED, pairs, sizeof pairs / sizeof pairs[0]));
    return apply(op, h); /* after the row is written: the transaction cannot be begun anew */
}
