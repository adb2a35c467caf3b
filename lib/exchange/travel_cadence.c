/* Meetings into an export, and back: each record of each. */
#include "base/date.h"
#include "base/names.h"
#include "exchange/export.h"
#include "exchange/import.h"
#include "domain/cadence/cadence.h"

/* A record, as it travels. */
struct lc_meeting_course {
    struct ctr_meeting is;
};

static const struct lc_field course_fields[] = {
    LC_FIELD_STRS(lc_meeting_course, "participants", is.participants, is.participant_count),
    LC_FIELD_STRS(lc_meeting_course, "artefacts", is.artefacts, is.artefact_count),
    LC_FIELD_OF(lc_meeting_course, "recorded_at", LC_KIND_TIME, is.recorded_us),
    LC_FIELD_OF(lc_meeting_course, "recorded_by", LC_KIND_STR, is.recorded_by),
    LC_FIELD_OF(lc_meeting_course, "reason", LC_KIND_STR, is.reason),
};
static const struct lc_shape shape_course = LC_SHAPE(lc_meeting_course, course_fields);

static ctr_status export_meeting(struct lc_export *x, const struct ctr_meeting *m)
{
    const struct lc_meeting_course course = {.is = *m};
    const struct lc_rec_meeting rec = {.team = m->team,
                                       .name = m->contract,
                                       .cadence = m->cadence,
                                       .day = m->day,
                                       .n = m->revision};
    return lc_export_shape(x, LC_REC_MEETING, &rec, &shape_course, &course);
}

ctr_status lc_export_meetings(struct lc_export *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_stmt *st;
    bool row;

    if (x->op->store->schema < LC_SCHEMA_WATCHES) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(x->op, LC_SQL_EXPORT_MEETING, &st));
    lc_bind_text(st, 1, x->from);
    lc_bind_text(st, 2, x->to);
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        struct lc_mark mark = lc_arena_mark(&ctx->arena);
        struct ctr_meeting m;
        LC_TRY(lc_meeting_get(x->op, lc_col_int(st, 0), &m));
        LC_TRY(export_meeting(x, &m));
        lc_arena_release(&ctx->arena, mark);
    }
}

/* ---- back ---- */

static bool all_there(const char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!texts[i] || !*texts[i]) {
            return false;
        }
    }
    return count <= LC_MEETING_ITEMS;
}

/* Nothing is ever taken away. */
static bool goes_on(const char **before, size_t before_count, const char **now, size_t count)
{
    for (size_t i = 0; i < before_count; i++) {
        if (i >= count || strcmp(before[i], now[i]) != 0) {
            return false;
        }
    }
    return true;
}

static const char *wrong(const struct ctr_meeting *m)
{
    return !m->recorded_by || m->recorded_us <= 0 ? "something that every record has is missing"
           : !all_there(m->participants, m->participant_count)
               ? "a participant is none, or there are too many"
           : !all_there(m->artefacts, m->artefact_count)
               ? "an artefact is none, or there are too many"
               : NULL;
}

static const char *wrong_after(const struct ctr_meeting *m, const struct ctr_meeting *last)
{
    return m->revision != last->revision + 1 ? "it is not the record after the last"
           : !goes_on(last->participants, last->participant_count, m->participants,
                      m->participant_count) ||
                   !goes_on(last->artefacts, last->artefact_count, m->artefacts, m->artefact_count)
               ? "it takes away what was recorded before"
               : NULL;
}

ctr_status lc_import_meeting_close(struct lc_import *im, const struct lc_rec_meeting *rec)
{
    struct lc_contract c;
    struct lc_meeting_course course = {.is.rid = 0};
    struct ctr_meeting *m = &course.is;
    struct ctr_meeting last = {.rid = 0};
    bool found;

    LC_TRY_AT(im, lc_check_name(&im->op->ctx, "cadence", rec->cadence));
    LC_TRY(lc_import_master(im, rec->team, rec->name, &c));
    LC_TRY(lc_import_shape(im, "meeting", &shape_course, &course));
    m->contract_rid = c.rid;
    m->cadence = rec->cadence;
    m->revision = rec->n;
    const char *why =
        lc_date_parse(lc_str(rec->day), &m->on) ? wrong(m) : "its day is none that exists";
    if (!why && c.rid) {
        LC_TRY(lc_meeting_of_day(im->op, c.rid, m->cadence, m->on, &last, &found));
        why = wrong_after(m, &last);
    }
    if (why) {
        return lc_import_fail(im, CTR_E_INPUT, "record %lld of '%s' of '%s' on %s: %s",
                              (long long)rec->n, rec->cadence, c.key, rec->day, why);
    }
    return c.rid ? lc_meeting_restore(im->op, m) : CTR_OK;
}
