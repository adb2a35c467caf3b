/* What clocks show: the ticks of a cycle, the goal of its start, the calendar of today. */
#include "flow/slo.h"

static ctr_status run_watch(struct lc_op *op, const struct lc_slo_terms *terms,
                            const struct lc_slo_cycle *cycle, struct lc_watch_result *out)
{
    struct lc_watch_event *events = lc_new(&op->ctx, cycle->tick_count + 1, sizeof *events);
    int64_t now = op->ctx.now_us;

    if (!events) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < cycle->tick_count; i++) {
        events[i] =
            (struct lc_watch_event){cycle->ticks[i].kind, cycle->ticks[i].at_us, (int64_t)i + 1};
        now =
            cycle->ticks[i].at_us > now ? cycle->ticks[i].at_us : now; /* a clock that went back */
    }
    const struct lc_watch watch = {terms->calendar, events, cycle->tick_count, cycle->goal_us, now};
    return lc_watch_run(&op->ctx, &watch, out);
}

ctr_status lc_slo_work_out(struct lc_op *op, const struct lc_slo_terms *terms,
                           struct lc_slo_cycle *cycle)
{
    struct lc_watch_result w;
    bool recorded = cycle->breached_us != 0;

    LC_TRY(run_watch(op, terms, cycle, &w));
    if (w.count != 1) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT,
                       "cycle %lld of '%s' under '%s' has ticks that are not those of one cycle",
                       (long long)cycle->n, cycle->subject, cycle->slo);
    }
    const struct lc_watch_cycle *c = &w.cycle[0];
    cycle->state = w.state;
    cycle->elapsed_us = c->elapsed;
    cycle->paused_us = c->paused;
    cycle->remaining_us = c->remaining;
    cycle->due_us = c->due;
    if (cycle->stopped_us) {
        cycle->breached = recorded;
        cycle->recomputed = (c->late != 0) != recorded;
    } else {
        cycle->breached = recorded || c->late;
        cycle->recomputed = recorded && !c->late;
    }
    cycle->recomputed |= recorded && c->late && c->due != cycle->breached_us;
    return CTR_OK;
}

/* The ticks of all cycles, one behind the other. */
static ctr_status gather(struct lc_op *op, const struct lc_slo_cycle *cycles, size_t count,
                         struct ctr_slo_case *out)
{
    size_t total = 0;

    for (size_t i = 0; i < count; i++) {
        total += cycles[i].tick_count;
    }
    out->ticks = lc_new(&op->ctx, total + 1, sizeof *out->ticks);
    if (!out->ticks) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < cycles[i].tick_count; j++) {
            out->ticks[out->tick_count++] = cycles[i].ticks[j];
        }
    }
    out->revision = (int64_t)out->tick_count;
    return CTR_OK;
}

ctr_status lc_slo_tell(struct lc_op *op, const struct lc_slo_terms *terms,
                       struct lc_slo_cycle *cycles, size_t count, struct ctr_slo_case *out)
{
    const struct lc_slo_cycle *last = &cycles[count - 1];

    for (size_t i = 0; i < count; i++) {
        LC_TRY(lc_slo_work_out(op, terms, &cycles[i]));
    }
    *out = (struct ctr_slo_case){
        .team = last->team,
        .contract = last->contract,
        .slo = last->slo,
        .subject = last->subject,
        .calendar = terms->calendar_id,
        .cycle = last->n,
        .goal_us = last->goal_us,
        .started_us = last->started_us,
        .stopped_us = last->stopped_us,
        .due_us = last->due_us,
        .breached_us = last->breached_us,
        .elapsed_us = last->elapsed_us,
        .remaining_us = last->remaining_us,
        .paused_us = last->paused_us,
        .state = last->state,
        .breached = last->breached,
        .recomputed = last->recomputed,
        .cycles = cycles,
        .cycle_count = count,
        .last_rid = last->rid,
        .next = lc_format(&op->ctx, "%lld", (long long)last->rid),
    };
    for (size_t i = 0; i < count; i++) {
        out->total_us += cycles[i].elapsed_us;
        out->total_paused_us += cycles[i].paused_us;
        out->breached_cycles += cycles[i].breached;
    }
    return out->next ? gather(op, cycles, count, out) : CTR_E_NOMEM;
}
