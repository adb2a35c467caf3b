/* Verbs of stop-the-line triggers. */
#include "domain/trigger/trigger.h"

const char *lc_stop_subject(struct lc_ctx *ctx, const struct ctr_stop *s)
{
    return lc_format(ctx, "stop-line:%s/%s#%s", s->team, s->contract, s->trigger);
}

/* "activate implement" */
static const char *joined(struct lc_ctx *ctx, const char *const *words, size_t count)
{
    const char *text = count ? words[0] : "";
    for (size_t i = 1; text && i < count; i++) {
        text = lc_format(ctx, "%s %s", text, words[i]);
    }
    return text;
}

static ctr_status insert(struct lc_op *op, struct ctr_stop *s)
{
    struct lc_stmt *st;
    const char *blocks = joined(&op->ctx, s->blocks, s->block_count);
    const char *evidence = lc_json_strings(&op->ctx, s->evidence, s->evidence_count);

    if (!blocks || !evidence) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_STOP_INSERT, &st));
    lc_bind_int(st, 1, s->contract_rid);
    lc_bind_text(st, 2, s->trigger);
    lc_bind_int(st, 3, s->n);
    lc_bind_text(st, 4, s->master_id);
    lc_bind_text(st, 5, s->owner);
    lc_bind_text(st, 6, s->clearer);
    lc_bind_text(st, 7, blocks);
    if (s->binds_day != LC_STOP_NEVER) {
        lc_bind_int(st, 8, s->binds_day);
    }
    lc_bind_int(st, 9, s->raised_us);
    lc_bind_text(st, 10, s->raised_by);
    lc_bind_text(st, 11, s->reason);
    lc_bind_text(st, 12, evidence);
    LC_TRY(lc_run(op, st));
    s->rid = lc_last_rid(op);
    return CTR_OK;
}

static ctr_status update(struct lc_op *op, const struct ctr_stop *s)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_STOP_CLEAR, &st));
    lc_bind_int(st, 1, s->rid);
    lc_bind_int(st, 2, s->cleared_us);
    lc_bind_text(st, 3, s->cleared_by);
    lc_bind_text(st, 4, s->decision);
    lc_bind_text(st, 5, s->clear_reason);
    return lc_run(op, st);
}

ctr_status lc_stop_insert(struct lc_op *op, struct ctr_stop *s)
{
    const char *subject = lc_stop_subject(&op->ctx, s);
    const char *evidence = lc_json_strings(&op->ctx, s->evidence, s->evidence_count);
    const char *blocks = lc_json_strings(&op->ctx, s->blocks, s->block_count);

    if (!subject || !evidence || !blocks) {
        return CTR_E_NOMEM;
    }
    LC_TRY(insert(op, s));
    const struct lc_pair pairs[] = {
        LC_PAIR_INT("n", s->n),
        LC_PAIR("owner", s->owner),
        LC_PAIR("clearer", s->clearer),
        LC_PAIR_RAW("blocks", blocks),
        LC_PAIR_RAW("evidence", evidence),
        LC_PAIR("reason", s->reason),
    };
    return lc_event_append(op, s->contract_rid, LC_EVENT_STOP_LINE_RAISED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_stop_clear(struct lc_op *op, struct ctr_stop *s, const char *decision)
{
    const char *subject = lc_stop_subject(&op->ctx, s);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    s->state = LC_STOP_CLEARED;
    s->cleared_us = op->ctx.now_us;
    s->cleared_by = op->actor;
    s->decision = decision;
    s->clear_reason = op->reason;
    s->duration_us = s->cleared_us - s->raised_us;
    s->revision = 2;
    LC_TRY(update(op, s));
    const struct lc_pair pairs[] = {
        LC_PAIR_INT("n", s->n),
        LC_PAIR("decision", s->decision),
        LC_PAIR("reason", s->clear_reason),
    };
    return lc_event_append(op, s->contract_rid, LC_EVENT_STOP_LINE_CLEARED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_stop_passed(struct lc_op *op, const struct ctr_stop *s, const char *action,
                          const char *what)
{
    const char *subject = lc_stop_subject(&op->ctx, s);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR_INT("n", s->n),
        LC_PAIR("action", action),
        LC_PAIR("what", what),
    };
    return lc_event_append(op, s->contract_rid, LC_EVENT_STOP_LINE_PASSED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_stop_restore(struct lc_op *op, struct ctr_stop *s)
{
    LC_TRY(insert(op, s));
    return s->cleared_us ? update(op, s) : CTR_OK;
}

ctr_status lc_stop_remark(struct lc_op *op, struct ctr_stop *s, const char *text)
{
    if (!text) {
        return CTR_E_NOMEM;
    }
    s->remarks =
        lc_grow(&op->ctx, s->remarks, s->remark_count, &s->remark_room, sizeof *s->remarks);
    if (!s->remarks) {
        return CTR_E_NOMEM;
    }
    s->remarks[s->remark_count++] = text;
    return CTR_OK;
}
