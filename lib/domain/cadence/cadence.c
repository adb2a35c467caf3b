/* Verbs of meetings. */
#include "domain/cadence/cadence.h"

#include "base/date.h"

const char *lc_meeting_subject(struct lc_ctx *ctx, const struct ctr_meeting *m)
{
    return lc_format(ctx, "cadence:%s/%s#%s", m->team, m->contract, m->cadence);
}

static ctr_status insert(struct lc_op *op, struct ctr_meeting *m, const char *participants,
                         const char *artefacts)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_MEETING_INSERT, &st));
    lc_bind_int(st, 1, m->contract_rid);
    lc_bind_text(st, 2, m->cadence);
    lc_bind_int(st, 3, m->on);
    lc_bind_int(st, 4, m->revision);
    lc_bind_text(st, 5, participants);
    lc_bind_text(st, 6, artefacts);
    lc_bind_int(st, 7, m->recorded_us);
    lc_bind_text(st, 8, m->recorded_by);
    if (m->reason) {
        lc_bind_text(st, 9, m->reason);
    }
    LC_TRY(lc_run(op, st));
    m->rid = lc_last_rid(op);
    return CTR_OK;
}

ctr_status lc_meeting_restore(struct lc_op *op, struct ctr_meeting *m)
{
    const char *participants = lc_json_strings(&op->ctx, m->participants, m->participant_count);
    const char *artefacts = lc_json_strings(&op->ctx, m->artefacts, m->artefact_count);

    return participants && artefacts ? insert(op, m, participants, artefacts) : CTR_E_NOMEM;
}

ctr_status lc_meeting_insert(struct lc_op *op, struct ctr_meeting *m)
{
    const char *subject = lc_meeting_subject(&op->ctx, m);
    const char *participants = lc_json_strings(&op->ctx, m->participants, m->participant_count);
    const char *artefacts = lc_json_strings(&op->ctx, m->artefacts, m->artefact_count);

    if (!subject || !participants || !artefacts) {
        return CTR_E_NOMEM;
    }
    LC_TRY(insert(op, m, participants, artefacts));
    const struct lc_pair pairs[] = {
        LC_PAIR("day", m->day),
        LC_PAIR_INT("n", m->revision),
        LC_PAIR_RAW("participants", participants),
        LC_PAIR_RAW("artefacts", artefacts),
        LC_PAIR("reason", m->reason),
    };
    return lc_event_append(op, m->contract_rid, LC_EVENT_CADENCE_HELD, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_meeting_remark(struct lc_op *op, struct ctr_meeting *m, const char *text)
{
    if (!text) {
        return CTR_E_NOMEM;
    }
    m->remarks =
        lc_grow(&op->ctx, m->remarks, m->remark_count, &m->remark_room, sizeof *m->remarks);
    if (!m->remarks) {
        return CTR_E_NOMEM;
    }
    m->remarks[m->remark_count++] = text;
    return CTR_OK;
}
