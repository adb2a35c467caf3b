/* Look-ups of meetings. */
#include "base/date.h"
#include "codec/json_read.h"
#include "core/page.h"
#include "domain/cadence/cadence.h"

static const struct lc_field meeting_fields[] = {
    LC_FIELD_OF(ctr_meeting, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_meeting, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_meeting, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_meeting, "cadence", LC_KIND_STR, cadence),
    LC_FIELD_OF(ctr_meeting, "day", LC_KIND_STR, day),
    LC_FIELD_STRS(ctr_meeting, "participants", participants, participant_count),
    LC_FIELD_STRS(ctr_meeting, "artefacts", artefacts, artefact_count),
    LC_FIELD_OF(ctr_meeting, "recorded_at", LC_KIND_TIME, recorded_us),
    LC_FIELD_OF(ctr_meeting, "recorded_by", LC_KIND_STR, recorded_by),
    LC_FIELD_OF(ctr_meeting, "reason", LC_KIND_STR, reason),
    LC_FIELD_STRS(ctr_meeting, "remarks", remarks, remark_count),
    LC_FIELD_OF(ctr_meeting, "revision", LC_KIND_INT, revision),
    LC_FIELD_OF(ctr_meeting, NULL, LC_KIND_STR, next),
};
const struct lc_shape lc_shape_meeting = LC_SHAPE(ctr_meeting, meeting_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_meeting_list, "meetings", items, count, &lc_shape_meeting),
    LC_FIELD_OF(ctr_meeting_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_meeting_list = LC_SHAPE(ctr_meeting_list, list_fields);

/* A JSON array of texts. */
static ctr_status read_texts(struct lc_ctx *ctx, const char *text, const char ***out, size_t *count)
{
    const struct lc_read_options options = {.file = "meeting"};
    struct lc_doc doc;

    if (!text) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_json_read(ctx, lc_str(text), &options, &doc));
    *count = lc_is(doc.root, LC_ARRAY) ? doc.root->count : 0;
    *out = lc_new(ctx, *count + 1, sizeof **out);
    for (size_t i = 0; *out && i < *count; i++) {
        struct lc_str one = lc_text(&doc.root->items[i]);
        (*out)[i] = lc_dup(ctx, one.ptr ? one : LC_STR(""));
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status read_meeting(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_meeting *out = item;
    char day[LC_DATE_TEXT];

    *out = (struct ctr_meeting){
        .rid = lc_col_int(st, 0),
        .contract_rid = lc_col_int(st, 1),
        .team = lc_col_text(ctx, st, 2),
        .contract = lc_col_text(ctx, st, 3),
        .cadence = lc_col_text(ctx, st, 4),
        .on = lc_col_int(st, 5),
        .revision = lc_col_int(st, 6),
        .recorded_us = lc_col_int(st, 9),
        .recorded_by = lc_col_text(ctx, st, 10),
        .reason = lc_col_text(ctx, st, 11),
    };
    out->day = lc_dup_c(ctx, lc_date_format(out->on, day));
    LC_TRY(read_texts(ctx, lc_col_text(ctx, st, 7), &out->participants, &out->participant_count));
    LC_TRY(read_texts(ctx, lc_col_text(ctx, st, 8), &out->artefacts, &out->artefact_count));
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_meeting_of_day(struct lc_op *op, int64_t contract_rid, const char *cadence,
                             int64_t day, struct ctr_meeting *out, bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "meetings"));
    LC_TRY(lc_sql(op, LC_SQL_MEETING_OF_DAY, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, cadence);
    lc_bind_int(st, 3, day);
    return lc_page_one(op, st, read_meeting, out, found);
}

ctr_status lc_meeting_get(struct lc_op *op, int64_t rid, struct ctr_meeting *out)
{
    struct lc_stmt *st;
    bool found;

    LC_TRY(lc_sql(op, LC_SQL_MEETING_RECORD, &st));
    lc_bind_int(st, 1, rid);
    LC_TRY(lc_page_one(op, st, read_meeting, out, &found));
    return found ? CTR_OK : lc_fail(&op->ctx, CTR_E_CORRUPT, "the record of a meeting is gone");
}

static ctr_status prepare(struct lc_op *op, const struct lc_meeting_query *q, struct lc_stmt **st)
{
    int64_t limit = lc_page_rows(q->limit);
    int at = 1;

    if (q->cadence) {
        LC_TRY(lc_sql(op, LC_SQL_MEETING_OF_CADENCE, st));
        lc_bind_int(*st, 1, q->contract_rid);
        lc_bind_text(*st, 2, q->cadence);
        lc_bind_int(*st, 3, q->from);
        lc_bind_int(*st, 4, q->to);
        lc_bind_int(*st, 5, limit);
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, q->contract_rid ? LC_SQL_MEETING_OF_CONTRACT : LC_SQL_MEETING_ALL, st));
    if (q->contract_rid) {
        lc_bind_int(*st, at++, q->contract_rid);
    }
    lc_bind_int(*st, at++, q->after);
    lc_bind_int(*st, at, limit);
    return CTR_OK;
}

ctr_status lc_meeting_find(struct lc_op *op, const struct lc_meeting_query *q,
                           struct ctr_meeting_list *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "meetings"));
    LC_TRY(prepare(op, q, &st));
    LC_TRY(lc_page_read(op, st, q->limit, sizeof *out->items, read_meeting, &page));
    struct ctr_meeting *items = page.items;
    for (size_t i = 0; i < page.count; i++) {
        items[i].next = q->cadence ? items[i].day : lc_format(ctx, "%lld", (long long)items[i].rid);
    }
    *out = (struct ctr_meeting_list){items, page.count, NULL};
    out->next = page.more && page.count ? items[page.count - 1].next : NULL;
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_meeting_each(struct lc_op *op, int64_t contract_rid, lc_meeting_fn fn, void *user)
{
    struct lc_stmt *st;
    struct ctr_meeting m;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_MEETING_RECORDS, &st));
    lc_bind_int(st, 1, contract_rid);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        LC_TRY(read_meeting(op, st, &m));
        LC_TRY(fn(user, &m));
    }
}
