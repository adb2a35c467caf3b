/* Verbs of clocks. */
#include "domain/slo/slo.h"

#include "base/time.h"

const char *lc_slo_subject(struct lc_ctx *ctx, const char *team, const char *name, const char *slo)
{
    return lc_format(ctx, "slo:%s/%s#%s", team, name, slo);
}

static ctr_status insert_cycle(struct lc_op *op, struct lc_slo_cycle *cycle)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_SLO_CYCLE_INSERT, &st));
    lc_bind_int(st, 1, cycle->contract_rid);
    lc_bind_text(st, 2, cycle->slo);
    lc_bind_text(st, 3, cycle->subject);
    lc_bind_int(st, 4, cycle->n);
    lc_bind_int(st, 5, cycle->goal_us);
    lc_bind_int(st, 6, cycle->started_us);
    LC_TRY(lc_run(op, st));
    cycle->rid = lc_last_rid(op);
    return CTR_OK;
}

static ctr_status outlive(struct lc_op *op, int64_t rid)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_SLO_CYCLE_OUTLIVE, &st));
    lc_bind_int(st, 1, rid);
    return lc_run(op, st);
}

ctr_status lc_slo_begin(struct lc_op *op, const struct lc_slo_cycle *before,
                        struct lc_slo_cycle *cycle)
{
    cycle->n = before ? before->n + 1 : 1;
    if (before) {
        LC_TRY(outlive(op, before->rid));
    }
    return insert_cycle(op, cycle);
}

static ctr_status insert_tick(struct lc_op *op, int64_t cycle_rid, const struct lc_slo_tick *tick)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_SLO_TICK_INSERT, &st));
    lc_bind_int(st, 1, cycle_rid);
    lc_bind_int(st, 2, tick->kind);
    lc_bind_int(st, 3, tick->at_us);
    lc_bind_int(st, 4, tick->recorded_us);
    lc_bind_text(st, 5, tick->actor);
    lc_bind_text(st, 6, tick->reason);
    return lc_run(op, st);
}

static ctr_status stop_cycle(struct lc_op *op, struct lc_slo_cycle *cycle, int64_t at_us)
{
    struct lc_stmt *st;

    cycle->stopped_us = at_us;
    LC_TRY(lc_sql(op, LC_SQL_SLO_CYCLE_STOP, &st));
    lc_bind_int(st, 1, cycle->rid);
    lc_bind_int(st, 2, at_us);
    return lc_run(op, st);
}

static enum lc_event_kind kind_of(int32_t tick)
{
    static const enum lc_event_kind kinds[] = {[LC_WATCH_START] = LC_EVENT_SLO_STARTED,
                                               [LC_WATCH_PAUSE] = LC_EVENT_SLO_PAUSED,
                                               [LC_WATCH_RESUME] = LC_EVENT_SLO_RESUMED,
                                               [LC_WATCH_STOP] = LC_EVENT_SLO_STOPPED};
    return kinds[tick];
}

ctr_status lc_slo_tick(struct lc_op *op, struct lc_slo_cycle *cycle, const struct lc_slo_tick *tick)
{
    char at[LC_TIME_TEXT];
    const char *subject = lc_slo_subject(&op->ctx, cycle->team, cycle->contract, cycle->slo);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(insert_tick(op, cycle->rid, tick));
    if (tick->kind == LC_WATCH_STOP) {
        LC_TRY(stop_cycle(op, cycle, tick->at_us));
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("case", cycle->subject),
        LC_PAIR_INT("cycle", cycle->n),
        LC_PAIR("at", lc_time_format(tick->at_us, at)),
        LC_PAIR("reason", tick->reason),
        LC_PAIR_INT("goal_us", cycle->goal_us),
    };
    size_t count = sizeof pairs / sizeof pairs[0] - (tick->kind != LC_WATCH_START);
    return lc_event_append(op, cycle->contract_rid, kind_of(tick->kind), subject, pairs, count);
}

static ctr_status note_breach(struct lc_op *op, const struct lc_slo_cycle *cycle)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_SLO_CYCLE_BREACH, &st));
    lc_bind_int(st, 1, cycle->rid);
    lc_bind_int(st, 2, cycle->breached_us);
    lc_bind_int(st, 3, cycle->noted_us);
    return lc_run(op, st);
}

ctr_status lc_slo_breach(struct lc_op *op, struct lc_slo_cycle *cycle, const char *mode,
                         const char *trigger)
{
    char due[LC_TIME_TEXT];
    const char *subject = lc_slo_subject(&op->ctx, cycle->team, cycle->contract, cycle->slo);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    cycle->breached_us = cycle->due_us;
    cycle->noted_us = op->ctx.now_us;
    cycle->breached = 1;
    LC_TRY(note_breach(op, cycle));
    const struct lc_pair pairs[] = {
        LC_PAIR("case", cycle->subject),
        LC_PAIR_INT("cycle", cycle->n),
        LC_PAIR("due", lc_time_format(cycle->due_us, due)),
        LC_PAIR("mode", mode),
        LC_PAIR("trigger", trigger),
    };
    return lc_event_append(op, cycle->contract_rid, LC_EVENT_SLO_BREACHED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_slo_restore(struct lc_op *op, struct lc_slo_cycle *cycle, bool live)
{
    LC_TRY(insert_cycle(op, cycle));
    for (size_t i = 0; i < cycle->tick_count; i++) {
        LC_TRY(insert_tick(op, cycle->rid, &cycle->ticks[i]));
    }
    if (cycle->stopped_us) {
        LC_TRY(stop_cycle(op, cycle, cycle->stopped_us));
    }
    if (cycle->breached_us) {
        LC_TRY(note_breach(op, cycle));
    }
    return live ? CTR_OK : outlive(op, cycle->rid);
}
