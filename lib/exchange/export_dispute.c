/* Disputes into an export, in the order in which they were opened. */
#include "codec/json_write.h"
#include "exchange/dispute_story.h"
#include "exchange/export.h"

static const struct lc_field story_fields[] = {
    LC_FIELD_WORD(lc_dispute_story, "kind", is.subject_kind, lc_words_dispute_subject),
    LC_FIELD_OF(lc_dispute_story, "subject", LC_KIND_STR, is.subject),
    LC_FIELD_OF(lc_dispute_story, "party", LC_KIND_STR, is.party),
    LC_FIELD_OF(lc_dispute_story, "against", LC_KIND_STR, is.against),
    LC_FIELD_OF(lc_dispute_story, "statement", LC_KIND_STR, is.statement),
    LC_FIELD_OF(lc_dispute_story, "answer", LC_KIND_STR, is.answer),
    LC_FIELD_WORD(lc_dispute_story, "state", is.state, lc_words_dispute_state),
    LC_FIELD_WORD(lc_dispute_story, "outcome", is.outcome, lc_words_dispute_outcome),
    LC_FIELD_OF(lc_dispute_story, "reference", LC_KIND_STR, is.reference),
    LC_FIELD_OF(lc_dispute_story, "reason", LC_KIND_STR, is.ended),
    LC_FIELD_OF(lc_dispute_story, "revision", LC_KIND_INT, is.revision),
    LC_FIELD_OF(lc_dispute_story, "opened_at", LC_KIND_TIME, is.opened_us),
    LC_FIELD_OF(lc_dispute_story, "opened_by", LC_KIND_STR, is.opened_by),
    LC_FIELD_OF(lc_dispute_story, "answered_at", LC_KIND_TIME, is.answered_us),
    LC_FIELD_OF(lc_dispute_story, "answered_by", LC_KIND_STR, is.answered_by),
    LC_FIELD_OF(lc_dispute_story, "ended_at", LC_KIND_TIME, is.ended_us),
    LC_FIELD_OF(lc_dispute_story, "ended_by", LC_KIND_STR, is.ended_by),
};
const struct lc_shape lc_shape_dispute_story = LC_SHAPE(lc_dispute_story, story_fields);

static ctr_status export_dispute(struct lc_export *x, const struct lc_rec_dispute *rec,
                                 int64_t contract_rid)
{
    struct lc_op *op = x->op;
    struct lc_dispute_story k;
    struct lc_buf buf;
    bool found;

    LC_TRY(lc_dispute_find(op, contract_rid, rec->id, &k.is, &found));
    if (!found) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "dispute '%s' is not found by its id", rec->id);
    }
    lc_buf_init(&buf, &op->ctx.alloc, SIZE_MAX / 2);
    lc_json_shape(&buf, &lc_shape_dispute_story, &k, false);
    const char *text = lc_buf_cstr(&buf);
    if (text) {
        lc_emit_whole(&x->emit, LC_REC_DISPUTE, rec, lc_str_n(text, buf.size));
    }
    lc_buf_free(&buf);
    return text ? lc_export_step(x, "export") : lc_nomem(&op->ctx);
}

ctr_status lc_export_disputes(struct lc_export *x)
{
    struct lc_op *op = x->op;
    struct lc_stmt *st;
    bool row;

    if (op->store->schema < LC_SCHEMA_TIMERS) { /* read-only, from before there were disputes */
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_EXPORT_DISPUTE, &st));
    lc_bind_text(st, 1, x->from);
    lc_bind_text(st, 2, x->to);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        struct lc_mark mark = lc_arena_mark(&op->ctx.arena);
        const struct lc_rec_dispute rec = {.team = lc_col_text(&op->ctx, st, 0),
                                           .name = lc_col_text(&op->ctx, st, 1),
                                           .id = lc_col_text(&op->ctx, st, 2)};
        LC_TRY(rec.team && rec.name && rec.id ? CTR_OK : lc_nomem(&op->ctx));
        LC_TRY(export_dispute(x, &rec, lc_col_int(st, 3)));
        lc_arena_release(&op->ctx.arena, mark);
    }
}
