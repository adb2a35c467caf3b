/* Look-ups and lists of decisions. */
#include "core/page.h"
#include "domain/decision/decision.h"

const struct lc_word lc_words_decision_state[] = {{LC_DECISION_OPEN, "open"},
                                                  {LC_DECISION_DECIDED, "decided"},
                                                  {LC_DECISION_EXPIRED, "expired"},
                                                  {LC_DECISION_SUPERSEDED, "superseded"},
                                                  {0, NULL}};

static const struct lc_field vote_fields[] = {
    LC_FIELD_OF(lc_vote_row, "party", LC_KIND_STR, party),
    LC_FIELD_WORD(lc_vote_row, "vote", vote, lc_words_vote),
    LC_FIELD_OF(lc_vote_row, "actor", LC_KIND_STR, actor),
    LC_FIELD_OF(lc_vote_row, "at", LC_KIND_TIME, at_us),
    LC_FIELD_OF(lc_vote_row, "delegated_from", LC_KIND_STR, delegated_from),
    LC_FIELD_OF(lc_vote_row, "counted", LC_KIND_BOOL, counted),
    LC_FIELD_OF(lc_vote_row, "live", LC_KIND_BOOL, live),
    LC_FIELD_OF(lc_vote_row, "remark", LC_KIND_STR, remark),
};
static const struct lc_shape shape_vote = LC_SHAPE(lc_vote_row, vote_fields);

static const struct lc_field decision_fields[] = {
    LC_FIELD_OF(ctr_decision, "change", LC_KIND_STR, name),
    LC_FIELD_WORD(ctr_decision, "state", state, lc_words_decision_state),
    LC_FIELD_WORD(ctr_decision, "outcome", outcome, lc_words_change_outcome),
    LC_FIELD_OF(ctr_decision, "area", LC_KIND_STR, area),
    LC_FIELD_WORD(ctr_decision, "class", decision_class, lc_words_change_class),
    LC_FIELD_OF(ctr_decision, "driver", LC_KIND_STR, driver),
    LC_FIELD_OF(ctr_decision, "approver", LC_KIND_STR, approver),
    LC_FIELD_OF(ctr_decision, "quorum", LC_KIND_INT, quorum),
    LC_FIELD_OF(ctr_decision, "due_at", LC_KIND_TIME, due_us),
    LC_FIELD_LIST(ctr_decision, "votes", votes, vote_count, &shape_vote),
    LC_FIELD_OF(ctr_decision, "requested_at", LC_KIND_TIME, requested_us),
    LC_FIELD_OF(ctr_decision, "decided_at", LC_KIND_TIME, decided_us),
    LC_FIELD_OF(ctr_decision, "decided_by", LC_KIND_STR, decided_by),
    LC_FIELD_OF(ctr_decision, "reason", LC_KIND_STR, reason),
    LC_FIELD_OF(ctr_decision, "remark", LC_KIND_STR, remark),
    LC_FIELD_OF(ctr_decision, "imported", LC_KIND_BOOL, imported),
    LC_FIELD_OF(ctr_decision, "memo", LC_KIND_JSON, memo),
    LC_FIELD_OF(ctr_decision, "adr", LC_KIND_STR, adr),
    LC_FIELD_OF(ctr_decision, NULL, LC_KIND_STR, team),
    LC_FIELD_OF(ctr_decision, NULL, LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_decision, NULL, LC_KIND_STR, subject),
    LC_FIELD_OF(ctr_decision, NULL, LC_KIND_STR, next),
};
const struct lc_shape lc_shape_decision = LC_SHAPE(ctr_decision, decision_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_decision_list, "decisions", items, count, &lc_shape_decision),
    LC_FIELD_OF(ctr_decision_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_decision_list = LC_SHAPE(ctr_decision_list, list_fields);

const char *lc_decision_subject(struct lc_ctx *ctx, const struct ctr_decision *d)
{
    return lc_format(ctx, "change:%s/%s/%s", d->team, d->contract, d->subject);
}

static ctr_status read_decision(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_decision *out = item;

    *out = (struct ctr_decision){
        .rid = lc_col_int(st, 0),
        .contract_rid = lc_col_int(st, 1),
        .team = lc_col_text(ctx, st, 2),
        .contract = lc_col_text(ctx, st, 3),
        .subject = lc_col_text(ctx, st, 4),
        .area = lc_col_text(ctx, st, 5),
        .decision_class = (int32_t)lc_col_int(st, 6),
        .driver = lc_col_text(ctx, st, 7),
        .approver = lc_col_text(ctx, st, 8),
        .quorum = lc_col_int(st, 9),
        .due_us = lc_col_int(st, 10),
        .state = (int32_t)lc_col_int(st, 11),
        .outcome = (int32_t)lc_col_int(st, 12),
        .requested_us = lc_col_int(st, 13),
        .decided_us = lc_col_int(st, 14),
        .decided_by = lc_col_text(ctx, st, 15),
        .reason = lc_col_text(ctx, st, 16),
        .remark = lc_col_text(ctx, st, 17),
        .memo = lc_col_text(ctx, st, 18),
        .adr = lc_col_text(ctx, st, 19),
        .imported = (int32_t)lc_col_int(st, 20),
        .supersedes_rid = lc_col_int(st, 21),
    };
    out->next = lc_format(ctx, "%lld", (long long)out->rid);
    if (ctx->error || !out->team || !out->contract || !out->subject) {
        return lc_nomem(ctx);
    }
    out->name = lc_format(ctx, "%s/%s/%s", out->team, out->contract, out->subject);
    return out->name ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status read_vote(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_vote_row *vote = item;

    *vote = (struct lc_vote_row){
        .party = lc_col_text(ctx, st, 0),
        .actor = lc_col_text(ctx, st, 1),
        .vote = (int32_t)lc_col_int(st, 2),
        .at_us = lc_col_int(st, 3),
        .delegated_from = lc_col_text(ctx, st, 4),
        .counted = (int32_t)lc_col_int(st, 5),
        .live = (int32_t)lc_col_int(st, 6),
        .remark = lc_col_text(ctx, st, 7),
    };
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_decision_votes(struct lc_op *op, struct ctr_decision *d)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_sql(op, LC_SQL_VOTE_LIST, &st));
    lc_bind_int(st, 1, d->rid);
    LC_TRY(lc_page_read(op, st, SIZE_MAX, sizeof *d->votes, read_vote, &page));
    d->votes = page.items;
    d->vote_count = page.count;
    return CTR_OK;
}

ctr_status lc_decision_get(struct lc_op *op, int64_t rid, struct ctr_decision *out)
{
    struct lc_stmt *st;
    bool found;

    LC_TRY(lc_sql(op, LC_SQL_DECISION_GET, &st));
    lc_bind_int(st, 1, rid);
    LC_TRY(lc_page_one(op, st, read_decision, out, &found));
    return found ? lc_decision_votes(op, out)
                 : lc_fail(&op->ctx, CTR_E_CORRUPT, "decision row %lld is missing", (long long)rid);
}

static ctr_status begin_list(struct lc_op *op, const struct lc_decision_query *q,
                             struct lc_stmt **st)
{
    if (!q->subject) {
        LC_TRY(lc_sql(op, LC_SQL_DECISION_ALL, st));
        lc_bind_int(*st, 1, q->contract_rid);
        lc_bind_int(*st, 2, q->after);
        lc_bind_int(*st, 3, q->state);
        lc_bind_int(*st, 4, lc_page_rows(q->limit));
        return CTR_OK;
    }
    const char *key = lc_lower(&op->ctx, q->subject);
    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_DECISION_OF_SUBJECT, st));
    lc_bind_int(*st, 1, q->contract_rid);
    lc_bind_text(*st, 2, key);
    lc_bind_int(*st, 3, q->after);
    lc_bind_int(*st, 4, q->state);
    lc_bind_int(*st, 5, lc_page_rows(q->limit));
    return CTR_OK;
}

ctr_status lc_decision_list(struct lc_op *op, const struct lc_decision_query *query,
                            struct ctr_decision_list *out)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_CHANGES, "decisions"));
    LC_TRY(begin_list(op, query, &st));
    LC_TRY(lc_page_read(op, st, query->limit, sizeof *out->items, read_decision, &page));
    struct ctr_decision *items = page.items;
    for (size_t i = 0; i < page.count; i++) {
        LC_TRY(lc_decision_votes(op, &items[i]));
    }
    *out = (struct ctr_decision_list){items, page.count,
                                      page.more ? items[page.count - 1].next : NULL};
    return CTR_OK;
}
