/* A meeting is recorded; what is new is added to what was known of that day. */
#include "flow/cadence.h"

/* Texts of before, and those given that are not among them; *fresh counts these. */
static ctr_status unite(struct lc_ctx *ctx, const char **before, size_t before_count,
                        const char *const *given, size_t given_count, const char ***out,
                        size_t *count, size_t *fresh)
{
    *out = lc_new(ctx, before_count + given_count + 1, sizeof **out);
    *count = 0;
    if (!*out) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < before_count; i++) {
        (*out)[(*count)++] = before[i];
    }
    for (size_t i = 0; i < given_count; i++) {
        size_t k = 0;
        while (k < *count && strcmp((*out)[k], given[i]) != 0) {
            k++;
        }
        if (k == *count) {
            (*out)[(*count)++] = given[i];
            (*fresh)++;
        }
    }
    return *count <= LC_MEETING_ITEMS
               ? CTR_OK
               : lc_fail(ctx, CTR_E_LIMIT,
                         "a meeting has at most %d participants and %d artefacts; this would make "
                         "%zu",
                         LC_MEETING_ITEMS, LC_MEETING_ITEMS, *count);
}

static ctr_status check_day(struct lc_op *op, const struct lc_cadence_edition *edition,
                            const struct lc_meeting_given *given, int64_t *day)
{
    char text[LC_DATE_TEXT];
    char now[LC_DATE_TEXT];
    int64_t today = lc_cadence_day(edition->calendar, op->ctx.now_us);

    *day = given->today ? today : given->day;
    return *day <= today
               ? CTR_OK
               : lc_fail(&op->ctx, CTR_E_ARGUMENT,
                         "%s is still to come, it is %s; record a meeting when it was held",
                         lc_date_format(*day, text), lc_date_format(today, now));
}

static ctr_status check_revision(struct lc_op *op, const struct ctr_meeting *m)
{
    if (op->if_revision == 0 || op->if_revision == m->revision) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(
        &op->ctx, CTR_E_CONFLICT, "meeting '%s' of %s is at revision %lld, not %lld; look again",
        m->cadence, m->day, (long long)m->revision, (long long)op->if_revision);
    lc_detail_int(&op->ctx, "revision", m->revision);
    lc_detail_int(&op->ctx, "wanted", op->if_revision);
    return status;
}

/* The meeting as it was recorded so far, at revision 0 if it was not. */
static ctr_status so_far(struct lc_op *op, const struct lc_contract *c, const char *cadence,
                         int64_t day, struct ctr_meeting *out)
{
    char text[LC_DATE_TEXT];
    bool found;

    LC_TRY(lc_meeting_of_day(op, c->rid, cadence, day, out, &found));
    if (!found) {
        *out = (struct ctr_meeting){.contract_rid = c->rid,
                                    .team = c->team,
                                    .contract = c->name,
                                    .cadence = cadence,
                                    .on = day,
                                    .day = lc_dup_c(&op->ctx, lc_date_format(day, text))};
    }
    return out->day ? check_revision(op, out) : CTR_E_NOMEM;
}

static ctr_status tell_lack(struct lc_op *op, const struct lc_cadence *cadence,
                            struct ctr_meeting *m)
{
    struct lc_lack lack;

    LC_TRY(lc_cadence_lack(op, cadence, m, &lack));
    for (size_t i = 0; i < lack.participant_count; i++) {
        LC_TRY(lc_meeting_remark(
            op, m, lc_format(&op->ctx, "participant '%s' is missing", lack.participants[i])));
    }
    for (size_t i = 0; i < lack.artefact_count; i++) {
        LC_TRY(lc_meeting_remark(
            op, m, lc_format(&op->ctx, "artefact '%s' is missing", lack.artefacts[i])));
    }
    return CTR_OK;
}

ctr_status lc_flow_cadence_held(struct lc_op *op, const struct lc_contract *c,
                                const struct lc_meeting_given *given, struct ctr_meeting *out)
{
    struct lc_cadence_edition edition;
    struct ctr_meeting before;
    size_t fresh = 0;
    int64_t day;

    LC_TRY(lc_cadence_edition(op, c, &edition));
    const struct lc_cadence *cadence = lc_cadence_find(&edition, given->cadence);
    if (!cadence) {
        return lc_cadence_unknown(op, &edition, given->cadence);
    }
    LC_TRY(check_day(op, &edition, given, &day));
    LC_TRY(so_far(op, c, cadence->id, day, &before));
    *out = before;
    LC_TRY(unite(&op->ctx, before.participants, before.participant_count, given->participants,
                 given->participant_count, &out->participants, &out->participant_count, &fresh));
    LC_TRY(unite(&op->ctx, before.artefacts, before.artefact_count, given->artefacts,
                 given->artefact_count, &out->artefacts, &out->artefact_count, &fresh));
    if (before.revision && !fresh) {
        LC_TRY(lc_meeting_remark(op, out, "it was recorded already; nothing was changed"));
        return tell_lack(op, cadence, out);
    }
    out->revision++;
    out->recorded_us = op->ctx.now_us;
    out->recorded_by = op->actor;
    out->reason = lc_event_reason(op);
    LC_TRY(lc_meeting_insert(op, out));
    return tell_lack(op, cadence, out);
}
