/* Verbs of decisions. */
#include "domain/decision/decision.h"

#include "base/time.h"

static const char *time_or_null(int64_t us, char text[LC_TIME_TEXT])
{
    return us ? lc_time_format(us, text) : NULL;
}

static ctr_status insert(struct lc_op *op, struct ctr_decision *d, int64_t supersedes)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, d->subject);

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_DECISION_INSERT, &st));
    lc_bind_int(st, 1, d->contract_rid);
    lc_bind_text(st, 2, d->subject);
    lc_bind_text(st, 3, key);
    lc_bind_text(st, 4, d->area);
    lc_bind_rid(st, 5, d->decision_class);
    lc_bind_text(st, 6, d->driver);
    lc_bind_text(st, 7, d->approver);
    lc_bind_rid(st, 8, d->quorum);
    lc_bind_time(st, 9, d->due_us);
    lc_bind_int(st, 10, op->ctx.now_us);
    lc_bind_rid(st, 11, supersedes);
    LC_TRY(lc_run(op, st));
    d->rid = lc_last_rid(op);
    return CTR_OK;
}

ctr_status lc_decision_request(struct lc_op *op, const struct lc_contract *c,
                               struct ctr_decision *d, int64_t supersedes)
{
    char due[LC_TIME_TEXT];

    d->contract_rid = c->rid;
    d->team = c->team;
    d->contract = c->name;
    d->state = LC_DECISION_OPEN;
    d->requested_us = op->ctx.now_us;
    if (supersedes) {
        LC_TRY(lc_decision_drop(op, supersedes));
    }
    LC_TRY(insert(op, d, supersedes));
    d->name = lc_format(&op->ctx, "%s/%s/%s", d->team, d->contract, d->subject);
    const char *subject = lc_decision_subject(&op->ctx, d);
    if (!d->name || !subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("area", d->area),
        LC_PAIR("class",
                d->decision_class ? lc_word_name(lc_words_change_class, d->decision_class) : NULL),
        LC_PAIR("driver", d->driver),
        LC_PAIR("approver", d->approver),
        LC_PAIR_INT("quorum", d->quorum),
        LC_PAIR("due", time_or_null(d->due_us, due)),
    };
    return lc_event_append(op, c->rid, LC_EVENT_DECISION_REQUESTED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_decision_drop(struct lc_op *op, int64_t rid)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_DECISION_DROP, &st));
    lc_bind_int(st, 1, rid);
    return lc_run(op, st);
}

ctr_status lc_decision_move_due(struct lc_op *op, struct ctr_decision *d, int64_t due_us)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_DECISION_DUE, &st));
    lc_bind_int(st, 1, d->rid);
    lc_bind_time(st, 2, due_us);
    d->due_us = due_us;
    return lc_run(op, st);
}

ctr_status lc_decision_vote(struct lc_op *op, struct ctr_decision *d, struct lc_vote_row *vote)
{
    struct lc_stmt *st;
    const char *subject = lc_decision_subject(&op->ctx, d);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    vote->actor = op->actor;
    vote->at_us = op->ctx.now_us;
    vote->live = 1;
    LC_TRY(lc_sql(op, LC_SQL_VOTE_OUTDATE, &st));
    lc_bind_int(st, 1, d->rid);
    lc_bind_text(st, 2, vote->party);
    LC_TRY(lc_run(op, st));
    LC_TRY(lc_sql(op, LC_SQL_VOTE_INSERT, &st));
    lc_bind_int(st, 1, d->rid);
    lc_bind_text(st, 2, vote->party);
    lc_bind_text(st, 3, vote->actor);
    lc_bind_int(st, 4, vote->vote);
    lc_bind_int(st, 5, vote->at_us);
    lc_bind_text(st, 6, vote->delegated_from);
    lc_bind_int(st, 7, vote->counted);
    lc_bind_text(st, 8, vote->remark);
    LC_TRY(lc_run(op, st));
    const struct lc_pair pairs[] = {
        LC_PAIR("party", vote->party),
        LC_PAIR("vote", lc_word_name(lc_words_vote, vote->vote)),
        LC_PAIR("counted", vote->counted ? "yes" : "no"),
        LC_PAIR("delegated_from", vote->delegated_from),
        LC_PAIR("remark", vote->remark),
        LC_PAIR("reason", op->reason),
    };
    LC_TRY(lc_event_append(op, d->contract_rid, LC_EVENT_DECISION_VOTED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]));
    return lc_decision_votes(op, d);
}

ctr_status lc_decision_close(struct lc_op *op, struct ctr_decision *d, int32_t outcome,
                             const char *by, const char *remark)
{
    struct lc_stmt *st;
    const char *subject = lc_decision_subject(&op->ctx, d);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    d->state = LC_DECISION_DECIDED;
    d->outcome = outcome;
    d->decided_us = op->ctx.now_us;
    d->decided_by = by;
    d->reason = op->reason;
    d->remark = remark;
    LC_TRY(lc_sql(op, LC_SQL_DECISION_CLOSE, &st));
    lc_bind_int(st, 1, d->rid);
    lc_bind_int(st, 2, outcome);
    lc_bind_int(st, 3, d->decided_us);
    lc_bind_text(st, 4, by);
    lc_bind_text(st, 5, d->reason);
    lc_bind_text(st, 6, remark);
    lc_bind_int(st, 7, d->imported);
    LC_TRY(lc_run(op, st));
    const struct lc_pair pairs[] = {
        LC_PAIR("outcome", lc_word_name(lc_words_change_outcome, outcome)),
        LC_PAIR("by", by),
        LC_PAIR("reason", d->reason),
        LC_PAIR("remark", remark),
        LC_PAIR("imported", d->imported ? "yes" : NULL),
    };
    return lc_event_append(op, d->contract_rid, LC_EVENT_DECISION_DECIDED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_decision_record(struct lc_op *op, struct ctr_decision *d, const char *memo,
                              const char *adr)
{
    struct lc_stmt *st;
    char hex[LC_SHA256_TEXT];
    const char *subject = lc_decision_subject(&op->ctx, d);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    d->memo = memo ? memo : d->memo;
    d->adr = adr ? adr : d->adr;
    LC_TRY(lc_sql(op, LC_SQL_DECISION_RECORD, &st));
    lc_bind_int(st, 1, d->rid);
    lc_bind_text(st, 2, d->memo);
    lc_bind_text(st, 3, d->adr);
    LC_TRY(lc_run(op, st));
    if (adr) {
        struct lc_sha256 sum = lc_sha256_of(adr, strlen(adr));
        lc_sha256_format(&sum, hex);
    }
    const struct lc_pair pairs[] = {
        LC_PAIR_RAW("memo", memo),
        LC_PAIR("adr_sha256", adr ? hex : NULL),
    };
    return lc_event_append(op, d->contract_rid, LC_EVENT_DECISION_RECORDED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}
