/* Verbs of disputes. */
#include "domain/dispute/dispute.h"

ctr_status lc_dispute_expect(struct lc_op *op, const struct ctr_dispute *d)
{
    int64_t wanted = op->if_revision;

    if (wanted == 0 || wanted == d->revision) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_CONFLICT, "dispute '%s' is at revision %lld, not %lld; look again",
                d->name, (long long)d->revision, (long long)wanted);
    lc_detail_int(&op->ctx, "revision", d->revision);
    lc_detail_int(&op->ctx, "wanted", wanted);
    return status;
}

ctr_status lc_dispute_may(struct lc_op *op, const struct ctr_dispute *d, enum lc_dispute_verb verb,
                          enum lc_dispute_state *to)
{
    const char *state = lc_word_name(lc_words_dispute_state, d->state);

    *to = lc_dispute_move((enum lc_dispute_state)d->state, verb);
    if (*to) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_STATE, "dispute '%s' is %s, so '%s' is not allowed; allowed is %s",
                d->name, state, lc_word_name(lc_words_dispute_verb, verb),
                lc_dispute_over(d->state) ? "nothing more; open another one"
                                          : "escalate, resolve and withdraw");
    lc_detail(&op->ctx, "state", state);
    lc_detail(&op->ctx, "dispute", d->id);
    return status;
}

ctr_status lc_dispute_insert(struct lc_op *op, struct ctr_dispute *d)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, d->id);
    const char *subject_key = lc_lower(&op->ctx, d->subject);

    if (!key || !subject_key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_DISPUTE_INSERT, &st));
    lc_bind_int(st, 1, d->contract_rid);
    lc_bind_text(st, 2, d->id);
    lc_bind_text(st, 3, key);
    lc_bind_int(st, 4, d->subject_kind);
    lc_bind_text(st, 5, d->subject);
    lc_bind_text(st, 6, subject_key);
    lc_bind_text(st, 7, d->party);
    lc_bind_text(st, 8, d->against);
    lc_bind_text(st, 9, d->statement);
    lc_bind_text(st, 10, d->answer);
    lc_bind_int(st, 11, d->state);
    lc_bind_rid(st, 12, d->outcome);
    lc_bind_text(st, 13, d->reference);
    lc_bind_text(st, 14, d->ended);
    lc_bind_int(st, 15, d->opened_us);
    lc_bind_text(st, 16, d->opened_by);
    lc_bind_time(st, 17, d->answered_us);
    lc_bind_text(st, 18, d->answered_by);
    lc_bind_time(st, 19, d->ended_us);
    lc_bind_text(st, 20, d->ended_by);
    lc_bind_int(st, 21, d->revision);
    LC_TRY(lc_run(op, st));
    d->rid = lc_last_rid(op);
    return CTR_OK;
}

static ctr_status tell(struct lc_op *op, const struct ctr_dispute *d, enum lc_event_kind kind,
                       const struct lc_pair *pairs, size_t count)
{
    const char *subject = lc_format(&op->ctx, "dispute:%s", d->name);
    return subject ? lc_event_append(op, d->contract_rid, kind, subject, pairs, count)
                   : CTR_E_NOMEM;
}

ctr_status lc_dispute_open(struct lc_op *op, const struct lc_contract *c, struct ctr_dispute *d)
{
    struct ctr_dispute is;
    bool found;

    LC_TRY(lc_dispute_find(op, c->rid, d->id, &is, &found));
    if (found) {
        ctr_status status = lc_fail(&op->ctx, CTR_E_EXISTS, "dispute '%s' is there already, %s",
                                    is.name, lc_word_name(lc_words_dispute_state, is.state));
        lc_detail(&op->ctx, "dispute", is.id);
        return status;
    }
    d->contract_rid = c->rid;
    d->state = LC_DISPUTE_OPEN;
    d->opened_us = op->ctx.now_us;
    d->opened_by = op->actor;
    d->revision = 1;
    LC_TRY(lc_dispute_insert(op, d));
    LC_TRY(lc_dispute_get(op, c, d->id, d));
    const struct lc_pair pairs[] = {
        LC_PAIR("about", d->about),
        LC_PAIR("party", d->party),
        LC_PAIR("against", d->against),
        LC_PAIR("statement", d->statement),
        LC_PAIR("reason", lc_event_reason(op)),
    };
    return tell(op, d, LC_EVENT_DISPUTE_OPENED, pairs, sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_dispute_save(struct lc_op *op, struct ctr_dispute *d, enum lc_event_kind kind,
                           const struct lc_pair *pairs, size_t count)
{
    struct lc_stmt *st;

    d->revision++;
    LC_TRY(lc_sql(op, LC_SQL_DISPUTE_SAVE, &st));
    lc_bind_int(st, 1, d->rid);
    lc_bind_text(st, 2, d->answer);
    lc_bind_int(st, 3, d->state);
    lc_bind_rid(st, 4, d->outcome);
    lc_bind_text(st, 5, d->reference);
    lc_bind_text(st, 6, d->ended);
    lc_bind_time(st, 7, d->answered_us);
    lc_bind_text(st, 8, d->answered_by);
    lc_bind_time(st, 9, d->ended_us);
    lc_bind_text(st, 10, d->ended_by);
    lc_bind_int(st, 11, d->revision);
    LC_TRY(lc_run(op, st));
    return tell(op, d, kind, pairs, count);
}
