/* Look-ups of stop-the-line triggers. */
#include "base/date.h"
#include "codec/json_read.h"
#include "core/page.h"
#include "domain/trigger/trigger.h"

const struct lc_word lc_words_stop_state[] = {
    {LC_STOP_RAISED, "raised"}, {LC_STOP_CLEARED, "cleared"}, {0, NULL}};

static const struct lc_field stop_fields[] = {
    LC_FIELD_OF(ctr_stop, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_stop, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_stop, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_stop, "trigger", LC_KIND_STR, trigger),
    LC_FIELD_OF(ctr_stop, "n", LC_KIND_INT, n),
    LC_FIELD_WORD(ctr_stop, "state", state, lc_words_stop_state),
    LC_FIELD_STRS(ctr_stop, "blocks", blocks, block_count),
    LC_FIELD_OF(ctr_stop, "binds", LC_KIND_BOOL, binds),
    LC_FIELD_OF(ctr_stop, "owner", LC_KIND_STR, owner),
    LC_FIELD_OF(ctr_stop, "clearer", LC_KIND_STR, clearer),
    LC_FIELD_OF(ctr_stop, "raised_at", LC_KIND_TIME, raised_us),
    LC_FIELD_OF(ctr_stop, "raised_by", LC_KIND_STR, raised_by),
    LC_FIELD_OF(ctr_stop, "reason", LC_KIND_STR, reason),
    LC_FIELD_STRS(ctr_stop, "evidence", evidence, evidence_count),
    LC_FIELD_OF(ctr_stop, "cleared_at", LC_KIND_TIME, cleared_us),
    LC_FIELD_OF(ctr_stop, "cleared_by", LC_KIND_STR, cleared_by),
    LC_FIELD_OF(ctr_stop, "decision", LC_KIND_STR, decision),
    LC_FIELD_OF(ctr_stop, "clear_reason", LC_KIND_STR, clear_reason),
    LC_FIELD_OF(ctr_stop, "duration_us", LC_KIND_INT, duration_us),
    LC_FIELD_STRS(ctr_stop, "remarks", remarks, remark_count),
    LC_FIELD_OF(ctr_stop, "revision", LC_KIND_INT, revision),
    LC_FIELD_OF(ctr_stop, NULL, LC_KIND_STR, next),
};
const struct lc_shape lc_shape_stop = LC_SHAPE(ctr_stop, stop_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_stop_list, "stops", items, count, &lc_shape_stop),
    LC_FIELD_OF(ctr_stop_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_stop_list = LC_SHAPE(ctr_stop_list, list_fields);

static const struct lc_field sum_fields[] = {
    LC_FIELD_OF(lc_stop_sum, "raised_by", LC_KIND_STR, raiser),
    LC_FIELD_OF(lc_stop_sum, "count", LC_KIND_INT, count),
    LC_FIELD_OF(lc_stop_sum, "raised", LC_KIND_INT, raised),
    LC_FIELD_OF(lc_stop_sum, "duration_us", LC_KIND_INT, duration_us),
};
static const struct lc_shape shape_sum = LC_SHAPE(lc_stop_sum, sum_fields);

static const struct lc_field summary_fields[] = {
    LC_FIELD_OF(ctr_stop_summary, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_stop_summary, "contract", LC_KIND_STR, contract),
    LC_FIELD_LIST(ctr_stop_summary, "raisers", rows, count, &shape_sum),
};
const struct lc_shape lc_shape_stop_summary = LC_SHAPE(ctr_stop_summary, summary_fields);

/* Words parted by spaces. */
static ctr_status cut_words(struct lc_ctx *ctx, const char *text, const char ***out, size_t *count)
{
    struct lc_str rest = lc_str(text);
    struct lc_str head;
    struct lc_str tail;
    size_t room = 0;

    *out = NULL;
    for (*count = 0; rest.len; (*count)++) {
        if (!lc_str_cut(rest, ' ', &head, &tail)) {
            head = rest;
            tail = (struct lc_str){NULL, 0};
        }
        *out = lc_grow(ctx, *out, *count, &room, sizeof **out);
        if (!*out) {
            return CTR_E_NOMEM;
        }
        (*out)[*count] = lc_dup(ctx, head);
        rest = tail;
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/* A JSON array of texts. */
static ctr_status read_links(struct lc_ctx *ctx, const char *text, const char ***out, size_t *count)
{
    const struct lc_read_options options = {.file = "evidence"};
    struct lc_doc doc;

    LC_TRY(lc_json_read(ctx, lc_str(text), &options, &doc));
    *count = lc_is(doc.root, LC_ARRAY) ? doc.root->count : 0;
    *out = lc_new(ctx, *count + 1, sizeof **out);
    for (size_t i = 0; *out && i < *count; i++) {
        struct lc_str link = lc_text(&doc.root->items[i]);
        (*out)[i] = lc_dup(ctx, link.ptr ? link : LC_STR(""));
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status read_stop(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_stop *out = item;
    const char *blocks = lc_col_text(ctx, st, 9);
    const char *evidence = lc_col_text(ctx, st, 14);

    *out = (struct ctr_stop){
        .rid = lc_col_int(st, 0),
        .contract_rid = lc_col_int(st, 1),
        .team = lc_col_text(ctx, st, 2),
        .contract = lc_col_text(ctx, st, 3),
        .trigger = lc_col_text(ctx, st, 4),
        .n = lc_col_int(st, 5),
        .master_id = lc_col_text(ctx, st, 6),
        .owner = lc_col_text(ctx, st, 7),
        .clearer = lc_col_text(ctx, st, 8),
        .binds_day = lc_col_null(st, 10) ? LC_STOP_NEVER : lc_col_int(st, 10),
        .raised_us = lc_col_int(st, 11),
        .raised_by = lc_col_text(ctx, st, 12),
        .reason = lc_col_text(ctx, st, 13),
        .cleared_us = lc_col_int(st, 15),
        .cleared_by = lc_col_text(ctx, st, 16),
        .decision = lc_col_text(ctx, st, 17),
        .clear_reason = lc_col_text(ctx, st, 18),
    };
    out->state = out->cleared_us ? LC_STOP_CLEARED : LC_STOP_RAISED;
    out->revision = out->state;
    int64_t end = out->cleared_us ? out->cleared_us : ctx->now_us;
    out->duration_us = end > out->raised_us ? end - out->raised_us : 0;
    out->binds = lc_floor_div(ctx->now_us, LC_US_PER_DAY) >= out->binds_day;
    out->next = lc_format(ctx, "%lld", (long long)out->rid);
    if (ctx->error || !blocks || !evidence) {
        return lc_nomem(ctx);
    }
    LC_TRY(cut_words(ctx, blocks, &out->blocks, &out->block_count));
    return read_links(ctx, evidence, &out->evidence, &out->evidence_count);
}

ctr_status lc_stop_raised(struct lc_op *op, int64_t contract_rid, const char *trigger,
                          struct ctr_stop *out, bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "stop-the-line triggers"));
    LC_TRY(lc_sql(op, LC_SQL_STOP_RAISED, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, trigger);
    return lc_page_one(op, st, read_stop, out, found);
}

ctr_status lc_stop_last(struct lc_op *op, int64_t contract_rid, const char *trigger,
                        struct ctr_stop *out, bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "stop-the-line triggers"));
    LC_TRY(lc_sql(op, LC_SQL_STOP_LAST, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, trigger);
    return lc_page_one(op, st, read_stop, out, found);
}

ctr_status lc_stop_standing(struct lc_op *op, struct ctr_stop **out, size_t *count)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_sql(op, LC_SQL_STOP_ALL_RAISED, &st));
    LC_TRY(lc_page_read(op, st, SIZE_MAX, sizeof **out, read_stop, &page));
    *out = page.items;
    *count = page.count;
    return CTR_OK;
}

ctr_status lc_stop_find(struct lc_op *op, const struct lc_stop_query *q, struct ctr_stop_list *out)
{
    struct lc_stmt *st;
    struct lc_page page;
    int at = 1;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "stop-the-line triggers"));
    LC_TRY(lc_sql(op, q->contract_rid ? LC_SQL_STOP_OF_CONTRACT : LC_SQL_STOP_ALL, &st));
    if (q->contract_rid) {
        lc_bind_int(st, at++, q->contract_rid);
    }
    lc_bind_int(st, at++, q->after);
    lc_bind_int(st, at++, q->state);
    lc_bind_int(st, at, lc_page_rows(q->limit));
    LC_TRY(lc_page_read(op, st, q->limit, sizeof *out->items, read_stop, &page));
    *out = (struct ctr_stop_list){page.items, page.count, NULL};
    out->next = page.more && page.count ? out->items[page.count - 1].next : NULL;
    return CTR_OK;
}

static ctr_status read_sum(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_stop_sum *sum = item;

    *sum = (struct lc_stop_sum){lc_col_text(&op->ctx, st, 0), lc_col_int(st, 1), lc_col_int(st, 2),
                                lc_col_int(st, 3)};
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_stop_sums(struct lc_op *op, const struct lc_contract *c, struct ctr_stop_summary *out)
{
    struct lc_stmt *st;
    struct lc_page page;

    *out = (struct ctr_stop_summary){.team = c->team, .contract = c->name};
    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "stop-the-line triggers"));
    LC_TRY(lc_sql(op, LC_SQL_STOP_SUMMARY, &st));
    lc_bind_int(st, 1, c->rid);
    lc_bind_int(st, 2, op->ctx.now_us);
    LC_TRY(lc_page_read(op, st, SIZE_MAX, sizeof *out->rows, read_sum, &page));
    out->rows = page.items;
    out->count = page.count;
    return CTR_OK;
}
