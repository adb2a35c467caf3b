/* Look-ups and lists of timers. */
#include "core/page.h"
#include "domain/timer/timer.h"

static const struct lc_field pause_fields[] = {
    LC_FIELD_OF(lc_timer_pause, "from", LC_KIND_TIME, from_us),
    LC_FIELD_OF(lc_timer_pause, "until", LC_KIND_TIME, until_us),
    LC_FIELD_OF(lc_timer_pause, "cause", LC_KIND_STR, cause),
    LC_FIELD_OF(lc_timer_pause, "actor", LC_KIND_STR, actor),
    LC_FIELD_OF(lc_timer_pause, "resumed_by", LC_KIND_STR, resumed_by),
};
const struct lc_shape lc_shape_timer_pause = LC_SHAPE(lc_timer_pause, pause_fields);

static const struct lc_field timer_fields[] = {
    LC_FIELD_OF(ctr_timer, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_timer, "subject", LC_KIND_STR, name),
    LC_FIELD_WORD(ctr_timer, "kind", subject_kind, lc_words_timer_subject),
    LC_FIELD_WORD(ctr_timer, "state", state, lc_words_timer_state),
    LC_FIELD_WORD(ctr_timer, "stage", is.stage, lc_words_timer_stage),
    LC_FIELD_OF(ctr_timer, "level", LC_KIND_INT, is.level),
    LC_FIELD_OF(ctr_timer, "loop", LC_KIND_INT, is.loop),
    LC_FIELD_OF(ctr_timer, "goal_days", LC_KIND_STR, goal_days),
    LC_FIELD_WORD(ctr_timer, "on_expiry", on_expiry, lc_words_on_expiry),
    LC_FIELD_OF(ctr_timer, "escalation", LC_KIND_STR, escalation),
    LC_FIELD_OF(ctr_timer, "started_at", LC_KIND_TIME, is.started_us),
    LC_FIELD_OF(ctr_timer, "due_at", LC_KIND_TIME, due_us),
    LC_FIELD_OF(ctr_timer, "reminded_at", LC_KIND_TIME, is.reminded_us),
    LC_FIELD_WORD(ctr_timer, "next", next_kind, lc_words_action_kind),
    LC_FIELD_OF(ctr_timer, "next_level", LC_KIND_INT, next_level),
    LC_FIELD_OF(ctr_timer, "next_loop", LC_KIND_INT, next_loop),
    LC_FIELD_OF(ctr_timer, "next_at", LC_KIND_TIME, next_us),
    LC_FIELD_OF(ctr_timer, "recomputed", LC_KIND_BOOL, recomputed),
    LC_FIELD_LIST(ctr_timer, "pauses", pauses, is.pause_count, &lc_shape_timer_pause),
    LC_FIELD_OF(ctr_timer, "ended_at", LC_KIND_TIME, ended_us),
    LC_FIELD_OF(ctr_timer, "ended", LC_KIND_STR, ended),
    LC_FIELD_OF(ctr_timer, NULL, LC_KIND_STR, team),
    LC_FIELD_OF(ctr_timer, NULL, LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_timer, NULL, LC_KIND_STR, subject),
    LC_FIELD_OF(ctr_timer, NULL, LC_KIND_STR, next),
};
const struct lc_shape lc_shape_timer = LC_SHAPE(ctr_timer, timer_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_timer_list, "timers", items, count, &lc_shape_timer),
    LC_FIELD_OF(ctr_timer_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_timer_list = LC_SHAPE(ctr_timer_list, list_fields);

const char *lc_timer_subject(struct lc_ctx *ctx, int32_t subject_kind, const char *name)
{
    return lc_format(ctx, "%s:%s", subject_kind == LC_TIMER_DISPUTE ? "dispute" : "change", name);
}

static ctr_status read_timer(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_timer *out = item;
    char days[LC_FIXED_TEXT];

    *out = (struct ctr_timer){
        .rid = lc_col_int(st, 0),
        .contract_rid = lc_col_int(st, 1),
        .team = lc_col_text(ctx, st, 2),
        .contract = lc_col_text(ctx, st, 3),
        .subject_kind = (int32_t)lc_col_int(st, 4),
        .subject = lc_col_text(ctx, st, 5),
        .decision_rid = lc_col_int(st, 6),
        .master_rid = lc_col_int(st, 7),
        .goal = lc_col_int(st, 8),
        .on_expiry = (int32_t)lc_col_int(st, 9),
        .escalation = lc_col_text(ctx, st, 10),
        .state = (int32_t)lc_col_int(st, 11),
        .is = {.stage = (int32_t)lc_col_int(st, 12),
               .level = lc_col_int(st, 13),
               .loop = lc_col_int(st, 14),
               .started_us = lc_col_int(st, 15),
               .reminded_us = lc_col_int(st, 17),
               .anchor_us = lc_col_int(st, 18)},
        .due_us = lc_col_int(st, 16),
        .next_us = lc_col_int(st, 19),
        .recomputed = (int32_t)lc_col_int(st, 20),
        .ended_us = lc_col_int(st, 21),
        .ended = lc_col_text(ctx, st, 22),
        .dispute_rid = lc_col_int(st, 23),
    };
    out->goal_days = lc_dup_c(ctx, lc_fixed_text(out->goal, days));
    if (ctx->error || !out->team || !out->contract || !out->subject) {
        return lc_nomem(ctx);
    }
    out->name = lc_format(ctx, "%s/%s/%s", out->team, out->contract, out->subject);
    return out->name ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status read_pause(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_timer_pause *pause = item;

    *pause = (struct lc_timer_pause){
        .from_us = lc_col_int(st, 0),
        .until_us = lc_col_int(st, 1),
        .cause = lc_col_text(&op->ctx, st, 2),
        .actor = lc_col_text(&op->ctx, st, 3),
        .resumed_by = lc_col_text(&op->ctx, st, 4),
    };
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status load_pauses(struct lc_op *op, struct ctr_timer *t)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_sql(op, LC_SQL_TIMER_PAUSE_LIST, &st));
    lc_bind_int(st, 1, t->rid);
    LC_TRY(lc_page_read(op, st, SIZE_MAX, sizeof *t->pauses, read_pause, &page));
    t->is.pauses = t->pauses = page.items;
    t->is.pause_count = page.count;
    return CTR_OK;
}

/* The row that a statement is about to give, and its pauses. */
static ctr_status one(struct lc_op *op, struct lc_stmt *st, struct ctr_timer *out, bool *found)
{
    LC_TRY(lc_page_one(op, st, read_timer, out, found));
    return *found ? load_pauses(op, out) : CTR_OK;
}

ctr_status lc_timer_get(struct lc_op *op, int64_t rid, struct ctr_timer *out)
{
    struct lc_stmt *st;
    bool found;

    LC_TRY(lc_sql(op, LC_SQL_TIMER_GET, &st));
    lc_bind_int(st, 1, rid);
    LC_TRY(one(op, st, out, &found));
    return found ? CTR_OK
                 : lc_fail(&op->ctx, CTR_E_CORRUPT, "timer row %lld is missing", (long long)rid);
}

ctr_status lc_timer_of(struct lc_op *op, int64_t contract_rid, int32_t subject_kind, const char *id,
                       struct ctr_timer *out, bool *found)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, id);

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_op_needs(op, LC_SCHEMA_TIMERS, "timers"));
    LC_TRY(lc_sql(op, LC_SQL_TIMER_OF, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, subject_kind);
    lc_bind_text(st, 3, key);
    return one(op, st, out, found);
}

/* By a statement that looks for the one that has not ended. */
static ctr_status open_one(struct lc_op *op, enum lc_sql_id sql, int64_t about,
                           struct ctr_timer *out, bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, sql, &st));
    lc_bind_int(st, 1, about);
    LC_TRY(lc_row(op, st, found));
    int64_t rid = *found ? lc_col_int(st, 0) : 0;
    lc_stmt_done(st);
    return rid ? lc_timer_get(op, rid, out) : CTR_OK;
}

ctr_status lc_timer_open(struct lc_op *op, int64_t decision_rid, struct ctr_timer *out, bool *found)
{
    return open_one(op, LC_SQL_TIMER_OF_DECISION, decision_rid, out, found);
}

ctr_status lc_timer_of_dispute(struct lc_op *op, int64_t dispute_rid, struct ctr_timer *out,
                               bool *found)
{
    return open_one(op, LC_SQL_TIMER_OF_DISPUTE, dispute_rid, out, found);
}

static ctr_status begin_list(struct lc_op *op, const struct lc_timer_query *q, struct lc_stmt **st)
{
    if (q->by_row) {
        LC_TRY(lc_sql(op, LC_SQL_TIMER_BY_ROW, st));
        lc_bind_int(*st, 1, q->after);
        lc_bind_int(*st, 2, q->contract_rid);
        lc_bind_int(*st, 3, q->state);
        lc_bind_int(*st, 4, lc_page_rows(q->limit));
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_TIMER_BY_NEXT, st));
    lc_bind_int(*st, 1, q->after_us);
    lc_bind_int(*st, 2, q->after);
    lc_bind_int(*st, 3, q->until_us ? q->until_us : INT64_MAX);
    lc_bind_int(*st, 4, q->contract_rid);
    lc_bind_int(*st, 5, lc_page_rows(q->limit));
    return CTR_OK;
}

ctr_status lc_timer_list(struct lc_op *op, const struct lc_timer_query *query,
                         struct ctr_timer_list *out)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_TIMERS, "timers"));
    LC_TRY(begin_list(op, query, &st));
    LC_TRY(lc_page_read(op, st, query->limit, sizeof *out->items, read_timer, &page));
    struct ctr_timer *items = page.items;
    for (size_t i = 0; i < page.count; i++) {
        LC_TRY(load_pauses(op, &items[i]));
    }
    *out = (struct ctr_timer_list){items, page.count, NULL};
    if (page.more) {
        const struct ctr_timer *last = &items[page.count - 1];
        out->next = lc_format(&op->ctx, "%lld.%lld", (long long)(query->by_row ? 0 : last->next_us),
                              (long long)last->rid);
    }
    return page.more && !out->next ? CTR_E_NOMEM : CTR_OK;
}
