/* Timers into an export, in the order in which they began. */
#include "codec/json_write.h"
#include "domain/decision/decision.h"
#include "exchange/export.h"
#include "exchange/timer_course.h"

static const struct lc_field told_fields[] = {
    LC_FIELD_OF(lc_told, "to", LC_KIND_STR, is.name),
    LC_FIELD_OF(lc_told, "party", LC_KIND_STR, is.party),
    LC_FIELD_OF(lc_told, "endpoint", LC_KIND_STR, is.endpoint),
    LC_FIELD_OF(lc_told, "attempts", LC_KIND_INT, is.attempts),
    LC_FIELD_OF(lc_told, "last_error", LC_KIND_STR, is.last_error),
    LC_FIELD_OF(lc_told, "next_try_at", LC_KIND_TIME, is.next_try_us),
    LC_FIELD_OF(lc_told, "delivered_at", LC_KIND_TIME, is.delivered_us),
    LC_FIELD_OF(lc_told, "detail", LC_KIND_STR, is.detail),
};
static const struct lc_shape shape_told = LC_SHAPE(lc_told, told_fields);

static const struct lc_field due_fields[] = {
    LC_FIELD_OF(lc_came_due, "id", LC_KIND_STR, is.id),
    LC_FIELD_WORD(lc_came_due, "kind", is.kind, lc_words_action_kind),
    LC_FIELD_OF(lc_came_due, "level", LC_KIND_INT, is.level),
    LC_FIELD_OF(lc_came_due, "loop", LC_KIND_INT, is.loop),
    LC_FIELD_OF(lc_came_due, "due_at", LC_KIND_TIME, is.due_us),
    LC_FIELD_OF(lc_came_due, "found_at", LC_KIND_TIME, is.found_us),
    LC_FIELD_OF(lc_came_due, "note", LC_KIND_STR, is.note),
    LC_FIELD_LIST(lc_came_due, "recipients", told, told_count, &shape_told),
};
static const struct lc_shape shape_due = LC_SHAPE(lc_came_due, due_fields);

static const struct lc_field story_fields[] = {
    LC_FIELD_OF(lc_timer_story, "decision", LC_KIND_INT, decision),
    LC_FIELD_OF(lc_timer_story, "master_version", LC_KIND_STR, master),
    LC_FIELD_OF(lc_timer_story, "goal_days", LC_KIND_STR, is.goal_days),
    LC_FIELD_WORD(lc_timer_story, "on_expiry", is.on_expiry, lc_words_on_expiry),
    LC_FIELD_OF(lc_timer_story, "escalation", LC_KIND_STR, is.escalation),
    LC_FIELD_WORD(lc_timer_story, "state", is.state, lc_words_timer_state),
    LC_FIELD_WORD(lc_timer_story, "stage", is.is.stage, lc_words_timer_stage),
    LC_FIELD_OF(lc_timer_story, "level", LC_KIND_INT, is.is.level),
    LC_FIELD_OF(lc_timer_story, "loop", LC_KIND_INT, is.is.loop),
    LC_FIELD_OF(lc_timer_story, "started_at", LC_KIND_TIME, is.is.started_us),
    LC_FIELD_OF(lc_timer_story, "due_at", LC_KIND_TIME, is.due_us),
    LC_FIELD_OF(lc_timer_story, "reminded_at", LC_KIND_TIME, is.is.reminded_us),
    LC_FIELD_OF(lc_timer_story, "counts_from", LC_KIND_TIME, is.is.anchor_us),
    LC_FIELD_OF(lc_timer_story, "next_at", LC_KIND_TIME, is.next_us),
    LC_FIELD_OF(lc_timer_story, "recomputed", LC_KIND_BOOL, is.recomputed),
    LC_FIELD_OF(lc_timer_story, "ended_at", LC_KIND_TIME, is.ended_us),
    LC_FIELD_OF(lc_timer_story, "ended", LC_KIND_STR, is.ended),
    LC_FIELD_LIST(lc_timer_story, "pauses", is.pauses, is.is.pause_count, &lc_shape_timer_pause),
    LC_FIELD_LIST(lc_timer_story, "actions", actions, action_count, &shape_due),
};
const struct lc_shape lc_shape_timer_story = LC_SHAPE(lc_timer_story, story_fields);

static ctr_status load_actions(struct lc_op *op, struct lc_timer_story *k)
{
    const struct lc_action_query query = {.timer_rid = k->is.rid, .limit = SIZE_MAX >> 1};
    struct ctr_action_list list;

    LC_TRY(lc_action_list(op, &query, &list));
    k->actions = lc_new(&op->ctx, list.count + 1, sizeof *k->actions);
    if (!k->actions) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < list.count; i++) {
        const struct ctr_action *a = &list.items[i];
        struct lc_told *told = lc_new(&op->ctx, a->recipient_count + 1, sizeof *told);
        for (size_t n = 0; told && n < a->recipient_count; n++) {
            told[n].is = a->recipients[n];
        }
        k->actions[k->action_count++] = (struct lc_came_due){*a, told, a->recipient_count};
        if (!told) {
            return CTR_E_NOMEM;
        }
    }
    return CTR_OK;
}

static ctr_status load_decision(struct lc_op *op, struct lc_timer_story *k)
{
    const struct lc_decision_query query = {
        .contract_rid = k->is.contract_rid, .subject = k->is.subject, .limit = SIZE_MAX >> 1};
    struct ctr_decision_list list;

    if (!k->is.decision_rid) {
        return CTR_OK;
    }
    LC_TRY(lc_decision_list(op, &query, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].rid == k->is.decision_rid) {
            k->decision = (int64_t)i + 1;
        }
    }
    return CTR_OK;
}

static ctr_status export_timer(struct lc_export *x, int64_t rid)
{
    struct lc_op *op = x->op;
    struct lc_timer_story k = {.master = NULL};
    struct ctr_version v;
    struct lc_buf buf;

    LC_TRY(lc_timer_get(op, rid, &k.is));
    LC_TRY(lc_version_by_rid(op, k.is.master_rid, &v));
    k.master = v.label;
    LC_TRY(load_decision(op, &k));
    LC_TRY(load_actions(op, &k));
    const struct lc_rec_timer rec = {
        .team = k.is.team, .name = k.is.contract, .kind = k.is.subject_kind, .id = k.is.subject};
    lc_buf_init(&buf, &op->ctx.alloc, SIZE_MAX / 2);
    lc_json_shape(&buf, &lc_shape_timer_story, &k, false);
    const char *text = lc_buf_cstr(&buf);
    if (text) {
        lc_emit_whole(&x->emit, LC_REC_TIMER, &rec, lc_str_n(text, buf.size));
    }
    lc_buf_free(&buf);
    return text ? lc_export_step(x, "export") : lc_nomem(&op->ctx);
}

ctr_status lc_export_timers(struct lc_export *x)
{
    struct lc_op *op = x->op;
    struct lc_stmt *st;
    bool row;

    if (op->store->schema < LC_SCHEMA_TIMERS) { /* read-only, from before there were timers */
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_EXPORT_TIMER, &st));
    lc_bind_text(st, 1, x->from);
    lc_bind_text(st, 2, x->to);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        struct lc_mark mark = lc_arena_mark(&op->ctx.arena);
        LC_TRY(export_timer(x, lc_col_int(st, 0)));
        lc_arena_release(&op->ctx.arena, mark);
    }
}
