/* Look-ups of clocks. */
#include "core/page.h"
#include "domain/slo/slo.h"

static ctr_status read_cycle(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_slo_cycle *out = item;

    *out = (struct lc_slo_cycle){
        .rid = lc_col_int(st, 0),
        .contract_rid = lc_col_int(st, 1),
        .team = lc_col_text(ctx, st, 2),
        .contract = lc_col_text(ctx, st, 3),
        .slo = lc_col_text(ctx, st, 4),
        .subject = lc_col_text(ctx, st, 5),
        .n = lc_col_int(st, 6),
        .goal_us = lc_col_int(st, 8),
        .started_us = lc_col_int(st, 9),
        .stopped_us = lc_col_int(st, 10),
        .breached_us = lc_col_int(st, 11),
        .noted_us = lc_col_int(st, 12),
    };
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/* Rows of a statement; *more tells whether there is one beyond the limit. */
static ctr_status read_cycles(struct lc_op *op, struct lc_stmt *st, size_t limit,
                              struct lc_slo_cycle **out, size_t *count, bool *more)
{
    struct lc_page page;

    LC_TRY(lc_page_read(op, st, limit, sizeof **out, read_cycle, &page));
    *out = page.items;
    *count = page.count;
    *more = page.more;
    return CTR_OK;
}

static ctr_status read_tick(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_slo_tick *tick = item;

    *tick = (struct lc_slo_tick){
        .kind = (int32_t)lc_col_int(st, 0),
        .at_us = lc_col_int(st, 1),
        .recorded_us = lc_col_int(st, 2),
        .actor = lc_col_text(&op->ctx, st, 3),
        .reason = lc_col_text(&op->ctx, st, 4),
    };
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status read_ticks(struct lc_op *op, struct lc_slo_cycle *cycle)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_sql(op, LC_SQL_SLO_TICKS, &st));
    lc_bind_int(st, 1, cycle->rid);
    LC_TRY(lc_page_read(op, st, SIZE_MAX, sizeof *cycle->ticks, read_tick, &page));
    cycle->ticks = page.items;
    cycle->tick_count = page.count;
    for (size_t i = 0; i < page.count; i++) {
        cycle->ticks[i].cycle = cycle->n;
    }
    return CTR_OK;
}

static ctr_status all_ticks(struct lc_op *op, struct lc_slo_cycle *cycles, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        LC_TRY(read_ticks(op, &cycles[i]));
        LC_TRY(lc_poll(&op->ctx));
    }
    return CTR_OK;
}

ctr_status lc_slo_cycles(struct lc_op *op, const struct lc_contract *c, const char *slo,
                         const char *subject, struct lc_slo_cycle **out, size_t *count)
{
    struct lc_stmt *st;
    bool more;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "service levels"));
    LC_TRY(lc_sql(op, LC_SQL_SLO_CASE, &st));
    lc_bind_int(st, 1, c->rid);
    lc_bind_text(st, 2, slo);
    lc_bind_text(st, 3, subject);
    LC_TRY(read_cycles(op, st, SIZE_MAX, out, count, &more));
    return all_ticks(op, *out, *count);
}

ctr_status lc_slo_window(struct lc_op *op, const struct lc_contract *c, const char *slo,
                         int64_t from_us, int64_t to_us, struct lc_slo_cycle **out, size_t *count)
{
    struct lc_stmt *st;
    bool more;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "service levels"));
    LC_TRY(lc_sql(op, LC_SQL_SLO_OF_WINDOW, &st));
    lc_bind_int(st, 1, c->rid);
    lc_bind_text(st, 2, slo);
    lc_bind_int(st, 3, from_us);
    lc_bind_int(st, 4, to_us);
    LC_TRY(read_cycles(op, st, SIZE_MAX, out, count, &more));
    return all_ticks(op, *out, *count);
}

static ctr_status begin_live(struct lc_op *op, const struct lc_slo_query *q, struct lc_stmt **st)
{
    int at = 1;

    LC_TRY(lc_sql(op,
                  q->subject        ? LC_SQL_SLO_OF_SUBJECT
                  : q->contract_rid ? LC_SQL_SLO_OF_CONTRACT
                                    : LC_SQL_SLO_ALL,
                  st));
    if (q->subject) {
        lc_bind_text(*st, at++, q->subject);
    } else if (q->contract_rid) {
        lc_bind_int(*st, at++, q->contract_rid);
    }
    lc_bind_int(*st, at++, q->after);
    if (q->subject) {
        lc_bind_int(*st, at++, q->contract_rid);
    }
    lc_bind_text(*st, at++, q->slo);
    lc_bind_int(*st, at++, q->open);
    lc_bind_int(*st, at, lc_page_rows(q->limit));
    return CTR_OK;
}

ctr_status lc_slo_live(struct lc_op *op, const struct lc_slo_query *query,
                       struct lc_slo_cycle **out, size_t *count, bool *more)
{
    struct lc_stmt *st;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "service levels"));
    LC_TRY(begin_live(op, query, &st));
    return read_cycles(op, st, query->limit, out, count, more);
}

ctr_status lc_slo_unnoted(struct lc_op *op, int64_t contract_rid, int64_t after, size_t limit,
                          struct lc_slo_cycle **out, size_t *count)
{
    struct lc_stmt *st;
    bool more;

    LC_TRY(lc_sql(op, LC_SQL_SLO_UNNOTED, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, after);
    lc_bind_int(st, 3, (int64_t)limit);
    LC_TRY(read_cycles(op, st, limit, out, count, &more));
    return all_ticks(op, *out, *count);
}

ctr_status lc_slo_unnoted_contract(struct lc_op *op, int64_t after, int64_t *out)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_SLO_UNNOTED_CONTRACT, &st));
    lc_bind_int(st, 1, after);
    LC_TRY(lc_row(op, st, &row));
    *out = row ? lc_col_int(st, 0) : 0;
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_slo_next_name(struct lc_op *op, int64_t contract_rid, const char *after,
                            const char **out)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_SLO_NEXT_NAME, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, after);
    LC_TRY(lc_row(op, st, &row));
    *out = row ? lc_col_text(&op->ctx, st, 0) : NULL;
    lc_stmt_done(st);
    return row && !*out ? lc_nomem(&op->ctx) : CTR_OK;
}
