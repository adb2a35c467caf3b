/* Stops into an export, and back. */
#include "base/date.h"
#include "base/names.h"
#include "exchange/export.h"
#include "exchange/import.h"
#include "domain/trigger/trigger.h"

/* One that was raised, as it travels; days as dates. */
struct lc_stop_course {
    struct ctr_stop is;
    const char *binds_from;
};

static const struct lc_field course_fields[] = {
    LC_FIELD_OF(lc_stop_course, "master_id", LC_KIND_STR, is.master_id),
    LC_FIELD_OF(lc_stop_course, "owner", LC_KIND_STR, is.owner),
    LC_FIELD_OF(lc_stop_course, "clearer", LC_KIND_STR, is.clearer),
    LC_FIELD_STRS(lc_stop_course, "blocks", is.blocks, is.block_count),
    LC_FIELD_OF(lc_stop_course, "binds_from", LC_KIND_STR, binds_from),
    LC_FIELD_OF(lc_stop_course, "raised_at", LC_KIND_TIME, is.raised_us),
    LC_FIELD_OF(lc_stop_course, "raised_by", LC_KIND_STR, is.raised_by),
    LC_FIELD_OF(lc_stop_course, "reason", LC_KIND_STR, is.reason),
    LC_FIELD_STRS(lc_stop_course, "evidence", is.evidence, is.evidence_count),
    LC_FIELD_OF(lc_stop_course, "cleared_at", LC_KIND_TIME, is.cleared_us),
    LC_FIELD_OF(lc_stop_course, "cleared_by", LC_KIND_STR, is.cleared_by),
    LC_FIELD_OF(lc_stop_course, "decision", LC_KIND_STR, is.decision),
    LC_FIELD_OF(lc_stop_course, "clear_reason", LC_KIND_STR, is.clear_reason),
};
static const struct lc_shape shape_course = LC_SHAPE(lc_stop_course, course_fields);

static ctr_status export_stop(struct lc_export *x, const struct ctr_stop *s)
{
    struct lc_stop_course course = {.is = *s};
    const struct lc_rec_stop rec = {
        .team = s->team, .name = s->contract, .trigger = s->trigger, .n = s->n};
    char day[LC_DATE_TEXT];

    if (s->binds_day != LC_STOP_NEVER) {
        course.binds_from = lc_dup_c(&x->op->ctx, lc_date_format(s->binds_day, day));
    }
    return x->op->ctx.error ? CTR_E_NOMEM
                            : lc_export_shape(x, LC_REC_STOP, &rec, &shape_course, &course);
}

ctr_status lc_export_stops(struct lc_export *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_stmt *st;
    bool row;

    if (x->op->store->schema < LC_SCHEMA_WATCHES) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(x->op, LC_SQL_EXPORT_STOP, &st));
    lc_bind_text(st, 1, x->from);
    lc_bind_text(st, 2, x->to);
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        struct lc_mark mark = lc_arena_mark(&ctx->arena);
        const struct lc_stop_query query = {
            .contract_rid = lc_col_int(st, 0), .after = lc_col_int(st, 1) - 1, .limit = 1};
        struct ctr_stop_list one;
        LC_TRY(lc_stop_find(x->op, &query, &one));
        LC_TRY(export_stop(x, &one.items[0]));
        lc_arena_release(&ctx->arena, mark);
    }
}

/* ---- back ---- */

static const char *wrong(const struct lc_stop_course *k)
{
    const struct ctr_stop *s = &k->is;
    bool whole = s->master_id && s->owner && s->clearer && s->block_count && s->raised_us > 0 &&
                 s->raised_by && s->reason && s->evidence_count;

    if (!whole || s->block_count > LC_STOP_EVIDENCE || s->evidence_count > LC_STOP_EVIDENCE) {
        return "something that every stop has is missing";
    }
    for (size_t i = 0; i < s->block_count; i++) {
        if (!s->blocks[i] || !*s->blocks[i] || strchr(s->blocks[i], ' ')) {
            return "what it blocks is no word";
        }
    }
    for (size_t i = 0; i < s->evidence_count; i++) {
        if (!s->evidence[i]) {
            return "a link to evidence is none";
        }
    }
    bool cleared = s->cleared_us != 0;
    return cleared != (s->cleared_by != NULL) || cleared != (s->decision != NULL) ||
                   (cleared && s->cleared_us < s->raised_us)
               ? "it is half cleared"
               : NULL;
}

ctr_status lc_import_stop_close(struct lc_import *im, const struct lc_rec_stop *rec)
{
    struct lc_contract c;
    struct lc_stop_course course = {.binds_from = NULL};
    struct ctr_stop *s = &course.is;
    struct ctr_stop last = {.n = 0};
    bool found = false;

    LC_TRY_AT(im, lc_check_name(&im->op->ctx, "trigger", rec->trigger));
    LC_TRY(lc_import_master(im, rec->team, rec->name, &c));
    LC_TRY(lc_import_shape(im, "stop", &shape_course, &course));
    const char *why = wrong(&course);
    s->binds_day = LC_STOP_NEVER;
    if (!why && course.binds_from && !lc_date_parse(lc_str(course.binds_from), &s->binds_day)) {
        why = "the day from which it binds is none";
    }
    if (!why && c.rid) {
        LC_TRY(lc_stop_last(im->op, c.rid, rec->trigger, &last, &found));
        why = rec->n != last.n + 1        ? "it is not the one after the last"
              : found && !last.cleared_us ? "the one before still stands"
                                          : NULL;
    }
    if (why) {
        return lc_import_fail(im, CTR_E_INPUT, "stop %lld of '%s' of '%s': %s", (long long)rec->n,
                              rec->trigger, c.key, why);
    }
    s->contract_rid = c.rid;
    s->trigger = rec->trigger;
    s->n = rec->n;
    return c.rid ? lc_stop_restore(im->op, s) : CTR_OK;
}
