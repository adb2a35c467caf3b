/* Cases of service levels into an export. */
#include "codec/json_write.h"
#include "exchange/export.h"
#include "exchange/watch.h"

static const struct lc_field tick_fields[] = {
    LC_FIELD_WORD(lc_slo_tick, "kind", kind, lc_words_watch_kind),
    LC_FIELD_OF(lc_slo_tick, "at", LC_KIND_TIME, at_us),
    LC_FIELD_OF(lc_slo_tick, "recorded_at", LC_KIND_TIME, recorded_us),
    LC_FIELD_OF(lc_slo_tick, "actor", LC_KIND_STR, actor),
    LC_FIELD_OF(lc_slo_tick, "reason", LC_KIND_STR, reason),
};
static const struct lc_shape shape_tick = LC_SHAPE(lc_slo_tick, tick_fields);

static const struct lc_field cycle_fields[] = {
    LC_FIELD_OF(lc_clock_cycle, "goal_us", LC_KIND_INT, goal_us),
    LC_FIELD_OF(lc_clock_cycle, "breached_at", LC_KIND_TIME, breached_us),
    LC_FIELD_OF(lc_clock_cycle, "noted_at", LC_KIND_TIME, noted_us),
    LC_FIELD_LIST(lc_clock_cycle, "events", ticks, tick_count, &shape_tick),
};
static const struct lc_shape shape_cycle = LC_SHAPE(lc_clock_cycle, cycle_fields);

static const struct lc_field clock_fields[] = {
    LC_FIELD_LIST(lc_clock, "cycles", cycles, count, &shape_cycle),
};
const struct lc_shape lc_shape_clock = LC_SHAPE(lc_clock, clock_fields);

/* A shape as the content of a record. */
ctr_status lc_export_shape(struct lc_export *x, enum lc_record record, const void *rec,
                           const struct lc_shape *shape, const void *body)
{
    struct lc_buf buf;

    lc_buf_init(&buf, &x->op->ctx.alloc, SIZE_MAX / 2);
    lc_json_shape(&buf, shape, body, false);
    const char *text = lc_buf_cstr(&buf);
    if (text) {
        lc_emit_whole(&x->emit, record, rec, lc_str_n(text, buf.size));
    }
    lc_buf_free(&buf);
    return text ? lc_export_step(x, "export") : lc_nomem(&x->op->ctx);
}

static ctr_status export_case(struct lc_export *x, const struct lc_contract *c, const char *slo,
                              const char *subject)
{
    const struct lc_rec_clock rec = {
        .team = c->team, .name = c->name, .slo = slo, .subject = subject};
    struct lc_slo_cycle *cycles;
    struct lc_clock clock;

    LC_TRY(lc_slo_cycles(x->op, c, slo, subject, &cycles, &clock.count));
    clock.cycles = lc_new(&x->op->ctx, clock.count + 1, sizeof *clock.cycles);
    if (!clock.cycles) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < clock.count; i++) {
        const struct lc_slo_cycle *k = &cycles[i];
        clock.cycles[i] = (struct lc_clock_cycle){k->goal_us, k->breached_us, k->noted_us, k->ticks,
                                                  k->tick_count};
    }
    return lc_export_shape(x, LC_REC_CLOCK, &rec, &lc_shape_clock, &clock);
}

ctr_status lc_export_slos(struct lc_export *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_stmt *st;
    bool row;

    if (x->op->store->schema < LC_SCHEMA_WATCHES) { /* read-only, from before there were clocks */
        return CTR_OK;
    }
    LC_TRY(lc_sql(x->op, LC_SQL_EXPORT_SLO, &st));
    lc_bind_text(st, 1, x->from);
    lc_bind_text(st, 2, x->to);
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        struct lc_mark mark = lc_arena_mark(&ctx->arena);
        const struct lc_contract c = {.rid = lc_col_int(st, 0),
                                      .team = lc_col_text(ctx, st, 1),
                                      .name = lc_col_text(ctx, st, 2)};
        const char *slo = lc_col_text(ctx, st, 3);
        const char *subject = lc_col_text(ctx, st, 4);
        if (ctx->error) {
            return CTR_E_NOMEM;
        }
        LC_TRY(export_case(x, &c, slo, subject));
        lc_arena_release(&ctx->arena, mark);
    }
}
