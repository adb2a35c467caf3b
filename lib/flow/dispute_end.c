/* How disputes end, and where they stand until then. */
#include "base/names.h"
#include "base/time.h"
#include "flow/assess.h"
#include "flow/change.h"
#include "flow/dispute.h"

ctr_status lc_dispute_fresh(struct lc_op *op, struct lc_timer_desk *desk, struct ctr_dispute *d)
{
    struct ctr_timer t;
    bool found;

    LC_TRY(lc_timer_of(op, d->contract_rid, LC_TIMER_DISPUTE, d->id, &t, &found));
    if (!found) {
        return CTR_OK;
    }
    LC_TRY(lc_timer_fresh(op, desk, &t));
    d->due_us = t.due_us;
    d->level = t.is.level;
    d->loop = t.is.loop;
    d->next_us = t.next_us;
    d->next_kind = t.next_us ? t.next_kind : 0;
    return CTR_OK;
}

static ctr_status end_time(struct lc_op *op, const struct ctr_dispute *d, const char *why)
{
    struct ctr_timer t;
    bool found;

    LC_TRY(lc_timer_of_dispute(op, d->rid, &t, &found));
    return found ? lc_timer_end(op, &t, why) : CTR_OK;
}

/* ---- by what ---- */

static ctr_status settles_nothing(struct lc_op *op, const struct ctr_dispute *d, const char *why)
{
    ctr_status status =
        why ? lc_fail(&op->ctx, CTR_E_STATE, "dispute '%s' does not end by it: %s", d->name, why)
            : CTR_E_NOMEM;
    lc_detail(&op->ctx, "dispute", d->id);
    return status;
}

static ctr_status check_decision(struct lc_op *op, const struct lc_contract *c,
                                 struct ctr_dispute *d, const char *id)
{
    struct ctr_change h;
    struct ctr_decision made;
    char when[LC_TIME_TEXT];

    LC_TRY(lc_check_name(&op->ctx, "change", id));
    LC_TRY(lc_change_get(op, c, id, &h));
    made.state = 0;
    LC_TRY(h.decision_rid ? lc_decision_get(op, h.decision_rid, &made) : CTR_OK);
    if (made.state != LC_DECISION_DECIDED) {
        return settles_nothing(op, d,
                               lc_format(&op->ctx, "nothing is decided on '%s' yet", h.name));
    }
    if (made.outcome != LC_OUTCOME_APPROVED && made.outcome != LC_OUTCOME_REJECTED) {
        return settles_nothing(op, d,
                               lc_format(&op->ctx, "the decision on '%s' was deferred", h.name));
    }
    if (made.decided_us < d->opened_us) {
        return settles_nothing(op, d,
                               lc_format(&op->ctx,
                                         "'%s' was decided at %s, before the dispute was opened",
                                         h.name, lc_time_format(made.decided_us, when)));
    }
    d->reference = h.id;
    return CTR_OK;
}

/* Does the entry take the disputed one back: reverse it, void it, or reverse what settled it? */
static ctr_status takes_back(struct lc_op *op, const struct lc_contract *c,
                             const struct ctr_entry *e, int64_t disputed, bool *out)
{
    struct ctr_entry settled;

    *out = e->reverses == disputed || (e->act == CTR_ACT_VOID && e->resolves == disputed);
    if (*out || !e->reverses) {
        return CTR_OK;
    }
    const char *number = lc_format(&op->ctx, "%lld", (long long)e->reverses);
    if (!number) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_dispute_entry(op, c, number, &settled));
    *out = settled.act == CTR_ACT_SETTLE && settled.resolves == disputed;
    return CTR_OK;
}

static ctr_status check_back(struct lc_op *op, const struct lc_contract *c,
                             const struct ctr_dispute *d, const struct ctr_entry *e)
{
    struct ctr_entry disputed;
    bool back;

    LC_TRY(lc_dispute_entry(op, c, d->subject, &disputed));
    LC_TRY(takes_back(op, c, e, disputed.seq, &back));
    return back ? CTR_OK
                : settles_nothing(op, d,
                                  lc_format(&op->ctx, "entry %lld does not take entry %lld back",
                                            (long long)e->seq, (long long)disputed.seq));
}

/* What an assessment posted is taken back by the next one, when what it counted was. */
static ctr_status check_counted(struct lc_op *op, const struct lc_contract *c,
                                const struct ctr_dispute *d, const struct ctr_entry *e)
{
    struct ctr_assessment a;
    struct ctr_entry was;
    struct ctr_ledger book;
    struct lc_deal deal;
    char when[LC_TIME_TEXT];
    bool counted = false;

    LC_TRY(lc_dispute_assessment(op, c, d->subject, &a));
    if (e->reverses) {
        LC_TRY(lc_ledger_get(op, c->team, c->name, &book));
        LC_TRY(lc_entry_get(op, &book, e->reverses, &was));
        LC_TRY(lc_deal_of(op, c, a.version_rid, &deal));
        LC_TRY(lc_assess_counts(op, &book, &deal, &a, &was, &counted));
    }
    if (!counted) {
        return settles_nothing(op, d,
                               lc_format(&op->ctx,
                                         "entry %lld takes nothing back that assessment %lld "
                                         "counted",
                                         (long long)e->seq, (long long)a.n));
    }
    return e->recorded_us >= d->opened_us
               ? CTR_OK
               : settles_nothing(op, d,
                                 lc_format(&op->ctx,
                                           "entry %lld was recorded at %s, before the dispute was "
                                           "opened",
                                           (long long)e->seq,
                                           lc_time_format(e->recorded_us, when)));
}

static ctr_status check_reversal(struct lc_op *op, const struct lc_contract *c,
                                 struct ctr_dispute *d, const char *number)
{
    struct ctr_entry e;

    if (!lc_dispute_in_ledger(d->subject_kind)) {
        return settles_nothing(
            op, d, "only what is about an entry or an assessment ends in a reversing entry");
    }
    LC_TRY(lc_dispute_entry(op, c, number, &e));
    LC_TRY(d->subject_kind == LC_DISPUTE_ENTRY ? check_back(op, c, d, &e)
                                               : check_counted(op, c, d, &e));
    if (e.reversed_by) {
        return settles_nothing(op, d,
                               lc_format(&op->ctx, "entry %lld was itself reversed, by entry %lld",
                                         (long long)e.seq, (long long)e.reversed_by));
    }
    d->reference = lc_format(&op->ctx, "%lld", (long long)e.seq);
    return d->reference ? CTR_OK : CTR_E_NOMEM;
}

/* ---- the end ---- */

/* As it stands in the store, with where it stands. */
static ctr_status read_again(struct lc_op *op, const struct lc_contract *c, struct ctr_dispute *d)
{
    struct lc_timer_desk desk = {0};

    LC_TRY(lc_dispute_get(op, c, d->id, d));
    return lc_dispute_fresh(op, &desk, d);
}

static ctr_status finish(struct lc_op *op, struct ctr_dispute *d, enum lc_event_kind kind,
                         const struct lc_pair *pairs, size_t count)
{
    struct lc_contract c;

    d->ended = lc_event_reason(op);
    d->ended_us = op->ctx.now_us;
    d->ended_by = op->actor;
    LC_TRY(lc_dispute_save(op, d, kind, pairs, count));
    LC_TRY(end_time(op, d, lc_word_name(lc_words_dispute_state, d->state)));
    LC_TRY(lc_contract_get(op, d->team, d->contract, &c));
    return read_again(op, &c, d);
}

static bool same_end(const struct ctr_dispute *d, int32_t outcome, const char *reference)
{
    const char *text = reference + (outcome == LC_DISPUTE_BY_REVERSAL && *reference == '#');
    return d->state == LC_DISPUTE_RESOLVED && d->outcome == outcome &&
           lc_str_eq_nocase(lc_str(d->reference), lc_str(text));
}

ctr_status lc_flow_dispute_resolve(struct lc_op *op, struct ctr_dispute *d, int32_t outcome,
                                   const char *reference)
{
    struct lc_contract c;
    enum lc_dispute_state to;

    LC_TRY(lc_contract_get(op, d->team, d->contract, &c));
    if (same_end(d, outcome, reference)) {
        return read_again(op, &c, d);
    }
    LC_TRY(lc_dispute_expect(op, d));
    LC_TRY(lc_dispute_may(op, d, LC_DISPUTE_RESOLVE, &to));
    LC_TRY(outcome == LC_DISPUTE_BY_DECISION ? check_decision(op, &c, d, reference)
                                             : check_reversal(op, &c, d, reference));
    d->state = (int32_t)to;
    d->outcome = outcome;
    const struct lc_pair pairs[] = {
        LC_PAIR("outcome", lc_word_name(lc_words_dispute_outcome, outcome)),
        LC_PAIR("reference", d->reference),
        LC_PAIR("reason", lc_event_reason(op)),
    };
    return finish(op, d, LC_EVENT_DISPUTE_RESOLVED, pairs, sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_flow_dispute_withdraw(struct lc_op *op, struct ctr_dispute *d, const char *party)
{
    struct lc_contract c;
    enum lc_dispute_state to;

    LC_TRY(lc_dispute_speaks(op, d, "withdraw", &party));
    if (strcmp(party, d->party) != 0) {
        ctr_status status =
            lc_fail(&op->ctx, CTR_E_DENIED, "'%s' may not withdraw '%s'; that is up to %s", party,
                    d->name, d->party);
        lc_detail(&op->ctx, "dispute", d->id);
        return status;
    }
    if (d->state == LC_DISPUTE_WITHDRAWN) {
        LC_TRY(lc_contract_get(op, d->team, d->contract, &c));
        return read_again(op, &c, d);
    }
    LC_TRY(lc_dispute_expect(op, d));
    LC_TRY(lc_dispute_may(op, d, LC_DISPUTE_WITHDRAW, &to));
    d->state = (int32_t)to;
    const struct lc_pair pairs[] = {LC_PAIR("reason", lc_event_reason(op))};
    return finish(op, d, LC_EVENT_DISPUTE_WITHDRAWN, pairs, 1);
}
