/* Votes in somebody else's name, for a time. */
#include "domain/decision/decision.h"

#include "base/time.h"

enum { DAY_TEXT = 10 };
#define DAY_US INT64_C(86400000000)

static const struct lc_field fields[] = {
    LC_FIELD_OF(ctr_delegation, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_delegation, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_delegation, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_delegation, "from", LC_KIND_STR, from),
    LC_FIELD_OF(ctr_delegation, "to", LC_KIND_STR, to),
    LC_FIELD_OF(ctr_delegation, "from_date", LC_KIND_STR, from_date),
    LC_FIELD_OF(ctr_delegation, "until_date", LC_KIND_STR, until_date),
    LC_FIELD_OF(ctr_delegation, "at", LC_KIND_TIME, at_us),
    LC_FIELD_OF(ctr_delegation, "actor", LC_KIND_STR, actor),
    LC_FIELD_OF(ctr_delegation, "reason", LC_KIND_STR, reason),
};
const struct lc_shape lc_shape_delegation = LC_SHAPE(ctr_delegation, fields);

int64_t lc_day_at(int64_t us)
{
    return us / DAY_US - (us % DAY_US < 0);
}

const char *lc_day_text(struct lc_ctx *ctx, int64_t day)
{
    char text[LC_TIME_TEXT];
    return lc_dup(ctx, lc_str_n(lc_time_format(day * DAY_US, text), DAY_TEXT));
}

ctr_status lc_delegated(struct lc_op *op, int64_t contract_rid, const char *party,
                        const char *actor, int64_t day, bool *out)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_DELEGATION_FIND, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, party);
    lc_bind_text(st, 3, actor);
    lc_bind_int(st, 4, day);
    LC_TRY(lc_row(op, st, out));
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_delegate(struct lc_op *op, const struct lc_contract *c, struct ctr_delegation *d)
{
    struct lc_stmt *st;
    const char *subject = lc_contract_subject(&op->ctx, c);

    d->team = c->team;
    d->contract = c->name;
    d->at_us = op->ctx.now_us;
    d->actor = op->actor;
    d->reason = op->reason;
    d->from_date = lc_day_text(&op->ctx, d->from_day);
    d->until_date = lc_day_text(&op->ctx, d->until_day);
    if (!subject || !d->from_date || !d->until_date) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_DELEGATION_INSERT, &st));
    lc_bind_int(st, 1, c->rid);
    lc_bind_text(st, 2, d->from);
    lc_bind_text(st, 3, d->to);
    lc_bind_int(st, 4, d->from_day);
    lc_bind_int(st, 5, d->until_day);
    lc_bind_int(st, 6, d->at_us);
    lc_bind_text(st, 7, d->actor);
    lc_bind_text(st, 8, d->reason);
    LC_TRY(lc_run(op, st));
    const struct lc_pair pairs[] = {
        LC_PAIR("from", d->from),           LC_PAIR("to", d->to),
        LC_PAIR("from_date", d->from_date), LC_PAIR("until_date", d->until_date),
        LC_PAIR("reason", d->reason),
    };
    return lc_event_append(op, c->rid, LC_EVENT_DECISION_DELEGATED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}
