/* Look-ups and lists of disputes. */
#include "core/page.h"
#include "domain/dispute/dispute.h"

static const struct lc_field dispute_fields[] = {
    LC_FIELD_OF(ctr_dispute, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_dispute, "dispute", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_dispute, "id", LC_KIND_STR, id),
    LC_FIELD_OF(ctr_dispute, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_dispute, "contract", LC_KIND_STR, contract),
    LC_FIELD_WORD(ctr_dispute, "kind", subject_kind, lc_words_dispute_subject),
    LC_FIELD_OF(ctr_dispute, "about", LC_KIND_STR, about),
    LC_FIELD_WORD(ctr_dispute, "state", state, lc_words_dispute_state),
    LC_FIELD_OF(ctr_dispute, "party", LC_KIND_STR, party),
    LC_FIELD_OF(ctr_dispute, "against", LC_KIND_STR, against),
    LC_FIELD_OF(ctr_dispute, "statement", LC_KIND_STR, statement),
    LC_FIELD_OF(ctr_dispute, "answer", LC_KIND_STR, answer),
    LC_FIELD_OF(ctr_dispute, "due_at", LC_KIND_TIME, due_us),
    LC_FIELD_OF(ctr_dispute, "level", LC_KIND_INT, level),
    LC_FIELD_OF(ctr_dispute, "loop", LC_KIND_INT, loop),
    LC_FIELD_WORD(ctr_dispute, "next", next_kind, lc_words_action_kind),
    LC_FIELD_OF(ctr_dispute, "next_at", LC_KIND_TIME, next_us),
    LC_FIELD_WORD(ctr_dispute, "outcome", outcome, lc_words_dispute_outcome),
    LC_FIELD_OF(ctr_dispute, "reference", LC_KIND_STR, settled),
    LC_FIELD_OF(ctr_dispute, "reason", LC_KIND_STR, ended),
    LC_FIELD_OF(ctr_dispute, "revision", LC_KIND_INT, revision),
    LC_FIELD_OF(ctr_dispute, "opened_at", LC_KIND_TIME, opened_us),
    LC_FIELD_OF(ctr_dispute, "opened_by", LC_KIND_STR, opened_by),
    LC_FIELD_OF(ctr_dispute, "answered_at", LC_KIND_TIME, answered_us),
    LC_FIELD_OF(ctr_dispute, "answered_by", LC_KIND_STR, answered_by),
    LC_FIELD_OF(ctr_dispute, "ended_at", LC_KIND_TIME, ended_us),
    LC_FIELD_OF(ctr_dispute, "ended_by", LC_KIND_STR, ended_by),
    LC_FIELD_OF(ctr_dispute, NULL, LC_KIND_STR, subject),
    LC_FIELD_OF(ctr_dispute, NULL, LC_KIND_STR, reference),
    LC_FIELD_OF(ctr_dispute, NULL, LC_KIND_STR, next),
};
const struct lc_shape lc_shape_dispute = LC_SHAPE(ctr_dispute, dispute_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_dispute_list, "disputes", items, count, &lc_shape_dispute),
    LC_FIELD_OF(ctr_dispute_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_dispute_list = LC_SHAPE(ctr_dispute_list, list_fields);

/* What is disputed, or settled it, in full; NULL without memory. */
static const char *in_full(struct lc_ctx *ctx, const struct ctr_dispute *d, int32_t kind,
                           const char *subject)
{
    return lc_format(ctx, lc_dispute_in_ledger(kind) ? "%s:%s/%s#%s" : "%s:%s/%s/%s",
                     lc_word_name(lc_words_dispute_subject, kind), d->team, d->contract, subject);
}

static ctr_status read_dispute(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_dispute *out = item;

    *out = (struct ctr_dispute){
        .rid = lc_col_int(st, 0),
        .contract_rid = lc_col_int(st, 1),
        .team = lc_col_text(ctx, st, 2),
        .contract = lc_col_text(ctx, st, 3),
        .id = lc_col_text(ctx, st, 4),
        .subject_kind = (int32_t)lc_col_int(st, 5),
        .subject = lc_col_text(ctx, st, 6),
        .party = lc_col_text(ctx, st, 7),
        .against = lc_col_text(ctx, st, 8),
        .statement = lc_col_text(ctx, st, 9),
        .answer = lc_col_text(ctx, st, 10),
        .state = (int32_t)lc_col_int(st, 11),
        .outcome = (int32_t)lc_col_int(st, 12),
        .reference = lc_col_text(ctx, st, 13),
        .ended = lc_col_text(ctx, st, 14),
        .opened_us = lc_col_int(st, 15),
        .opened_by = lc_col_text(ctx, st, 16),
        .answered_us = lc_col_int(st, 17),
        .answered_by = lc_col_text(ctx, st, 18),
        .ended_us = lc_col_int(st, 19),
        .ended_by = lc_col_text(ctx, st, 20),
        .revision = lc_col_int(st, 21),
    };
    if (ctx->error || !out->team || !out->contract || !out->id || !out->subject) {
        return lc_nomem(ctx);
    }
    out->name = lc_format(ctx, "%s/%s/%s", out->team, out->contract, out->id);
    out->about = in_full(ctx, out, out->subject_kind, out->subject);
    if (!out->name || !out->about) {
        return CTR_E_NOMEM;
    }
    if (out->reference) {
        bool entry = out->outcome == LC_DISPUTE_BY_REVERSAL;
        out->settled =
            in_full(ctx, out, entry ? LC_DISPUTE_ENTRY : LC_DISPUTE_DECISION, out->reference);
    }
    return out->reference && !out->settled ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_dispute_find(struct lc_op *op, int64_t contract_rid, const char *id,
                           struct ctr_dispute *out, bool *found)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, id);

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_op_needs(op, LC_SCHEMA_TIMERS, "disputes"));
    LC_TRY(lc_sql(op, LC_SQL_DISPUTE_FIND, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, key);
    return lc_page_one(op, st, read_dispute, out, found);
}

ctr_status lc_dispute_get(struct lc_op *op, const struct lc_contract *c, const char *id,
                          struct ctr_dispute *out)
{
    bool found;

    LC_TRY(lc_dispute_find(op, c->rid, id, out, &found));
    return found ? CTR_OK
                 : lc_fail(&op->ctx, CTR_E_NOT_FOUND, "there is no dispute '%s' on '%s/%s'", id,
                           c->team, c->name);
}

ctr_status lc_dispute_of(struct lc_op *op, int64_t contract_rid, int32_t subject_kind,
                         const char *subject, struct ctr_dispute *out, bool *found)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, subject);

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_op_needs(op, LC_SCHEMA_TIMERS, "disputes"));
    LC_TRY(lc_sql(op, LC_SQL_DISPUTE_OF, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, subject_kind);
    lc_bind_text(st, 3, key);
    return lc_page_one(op, st, read_dispute, out, found);
}

ctr_status lc_dispute_count(struct lc_op *op, int64_t contract_rid, int64_t *out)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_DISPUTE_COUNT, &st));
    lc_bind_int(st, 1, contract_rid);
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    *out = lc_col_int(st, 0);
    lc_stmt_done(st);
    return CTR_OK;
}

static ctr_status begin_list(struct lc_op *op, const struct lc_dispute_query *q,
                             struct lc_stmt **st)
{
    if (q->open) {
        LC_TRY(lc_sql(op, LC_SQL_DISPUTE_OPEN_LIST, st));
        lc_bind_int(*st, 1, q->contract_rid);
        lc_bind_int(*st, 2, q->after);
        lc_bind_int(*st, 3, lc_page_rows(q->limit));
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_DISPUTE_LIST, st));
    lc_bind_int(*st, 1, q->after);
    lc_bind_int(*st, 2, q->contract_rid);
    lc_bind_int(*st, 3, q->state);
    lc_bind_int(*st, 4, lc_page_rows(q->limit));
    return CTR_OK;
}

ctr_status lc_dispute_list(struct lc_op *op, const struct lc_dispute_query *query,
                           struct ctr_dispute_list *out)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_TIMERS, "disputes"));
    LC_TRY(begin_list(op, query, &st));
    LC_TRY(lc_page_read(op, st, query->limit, sizeof *out->items, read_dispute, &page));
    struct ctr_dispute *items = page.items;
    *out = (struct ctr_dispute_list){items, page.count, NULL};
    if (page.more) {
        out->next = lc_format(&op->ctx, "%lld", (long long)items[page.count - 1].rid);
    }
    return page.more && !out->next ? CTR_E_NOMEM : CTR_OK;
}
