/*
 * An approval that nobody will carry out: who asked for the change, or those who decide on it, take
 * it back. What was decided stays on record; nothing was posted yet, and nothing is.
 */
#include "flow/change.h"

#include "domain/ledger/chart.h"

/* ---- who ---- */

static ctr_status speaks_for_requester(struct lc_op *op, const struct ctr_change *h, bool *out)
{
    *out = strcmp(h->requester, op->actor) == 0;
    return *out ? CTR_OK
                : lc_delegated(op, h->contract_rid, h->requester, op->actor,
                               lc_day_at(op->ctx.now_us), out);
}

static ctr_status check_actor(struct lc_op *op, struct ctr_change *h, const char *verb)
{
    const char *why;
    bool speaks;
    bool binds;

    LC_TRY(speaks_for_requester(op, h, &speaks));
    if (speaks) {
        return CTR_OK;
    }
    LC_TRY(lc_change_speaker(op, h, &why, &binds));
    if (!why) {
        return CTR_OK;
    }
    const char *text = lc_format(&op->ctx,
                                 "'%s' may not %s '%s', which is approved: it was asked for by "
                                 "'%s', and %s",
                                 op->actor, verb, h->name, h->requester, why);
    if (!text) {
        return CTR_E_NOMEM;
    }
    if (!binds) {
        return lc_change_remark(op, h, lc_format(&op->ctx, "would have been refused: %s", text));
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_DENIED, "%s", text);
    lc_detail(&op->ctx, "actor", op->actor);
    lc_detail(&op->ctx, "change", h->id);
    return status;
}

/* ---- what rests on it ---- */

/* A draw on the risk buffer above the limit needs the approval (risk.c). */
static ctr_status check_draw(struct lc_op *op, const struct ctr_change *h, const char *verb)
{
    struct lc_contract c;
    struct ctr_ledger book;
    struct ctr_account drawn;
    const char *name;
    int64_t amount = 0;
    bool found;

    LC_TRY(lc_contract_get(op, h->team, h->contract, &c));
    LC_TRY(lc_ledger_find(op, &c, &book, &found));
    if (!found) {
        return CTR_OK;
    }
    LC_TRY(lc_chart_account(&op->ctx, book.name, LC_CHART_RISK_DRAWN, NULL, &name));
    LC_TRY(lc_account_find(op, &book, name, &drawn, &found));
    if (found) {
        LC_TRY(lc_chart_caused(op, &drawn, "change", h->name, &amount));
    }
    if (!amount) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_STATE,
                "change '%s' was drawn on, with %s %s of the risk buffer; reverse "
                "the draw before you %s it",
                h->name, lc_ledger_amount(&op->ctx, amount, drawn.exponent), drawn.currency, verb);
    lc_detail(&op->ctx, "change", h->id);
    return status;
}

ctr_status lc_change_may_undo(struct lc_op *op, struct ctr_change *h, enum lc_change_verb verb)
{
    const char *word = lc_word_name(lc_words_change_verb, verb);

    if (h->state != LC_CHANGE_APPROVED) {
        return CTR_OK;
    }
    LC_TRY(check_actor(op, h, word));
    return check_draw(op, h, word);
}
