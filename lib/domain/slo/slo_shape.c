/* What a case of a service level is made of. */
#include "domain/slo/slo.h"

static const struct lc_field tick_fields[] = {
    LC_FIELD_OF(lc_slo_tick, "cycle", LC_KIND_INT, cycle),
    LC_FIELD_WORD(lc_slo_tick, "kind", kind, lc_words_watch_kind),
    LC_FIELD_OF(lc_slo_tick, "at", LC_KIND_TIME, at_us),
    LC_FIELD_OF(lc_slo_tick, "recorded_at", LC_KIND_TIME, recorded_us),
    LC_FIELD_OF(lc_slo_tick, "actor", LC_KIND_STR, actor),
    LC_FIELD_OF(lc_slo_tick, "reason", LC_KIND_STR, reason),
};
static const struct lc_shape shape_tick = LC_SHAPE(lc_slo_tick, tick_fields);

static const struct lc_field cycle_fields[] = {
    LC_FIELD_OF(lc_slo_cycle, "cycle", LC_KIND_INT, n),
    LC_FIELD_WORD(lc_slo_cycle, "state", state, lc_words_watch_state),
    LC_FIELD_OF(lc_slo_cycle, "goal_us", LC_KIND_INT, goal_us),
    LC_FIELD_OF(lc_slo_cycle, "started_at", LC_KIND_TIME, started_us),
    LC_FIELD_OF(lc_slo_cycle, "stopped_at", LC_KIND_TIME, stopped_us),
    LC_FIELD_OF(lc_slo_cycle, "elapsed_us", LC_KIND_INT, elapsed_us),
    LC_FIELD_OF(lc_slo_cycle, "remaining_us", LC_KIND_INT, remaining_us),
    LC_FIELD_OF(lc_slo_cycle, "paused_us", LC_KIND_INT, paused_us),
    LC_FIELD_OF(lc_slo_cycle, "due_at", LC_KIND_TIME, due_us),
    LC_FIELD_OF(lc_slo_cycle, "breached", LC_KIND_BOOL, breached),
    LC_FIELD_OF(lc_slo_cycle, "breached_at", LC_KIND_TIME, breached_us),
    LC_FIELD_OF(lc_slo_cycle, "recomputed", LC_KIND_BOOL, recomputed),
};
static const struct lc_shape shape_cycle = LC_SHAPE(lc_slo_cycle, cycle_fields);

static const struct lc_field case_fields[] = {
    LC_FIELD_OF(ctr_slo_case, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_slo_case, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_slo_case, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_slo_case, "slo", LC_KIND_STR, slo),
    LC_FIELD_OF(ctr_slo_case, "subject", LC_KIND_STR, subject),
    LC_FIELD_WORD(ctr_slo_case, "state", state, lc_words_watch_state),
    LC_FIELD_OF(ctr_slo_case, "calendar", LC_KIND_STR, calendar),
    LC_FIELD_OF(ctr_slo_case, "cycle", LC_KIND_INT, cycle),
    LC_FIELD_OF(ctr_slo_case, "goal_us", LC_KIND_INT, goal_us),
    LC_FIELD_OF(ctr_slo_case, "started_at", LC_KIND_TIME, started_us),
    LC_FIELD_OF(ctr_slo_case, "stopped_at", LC_KIND_TIME, stopped_us),
    LC_FIELD_OF(ctr_slo_case, "elapsed_us", LC_KIND_INT, elapsed_us),
    LC_FIELD_OF(ctr_slo_case, "remaining_us", LC_KIND_INT, remaining_us),
    LC_FIELD_OF(ctr_slo_case, "paused_us", LC_KIND_INT, paused_us),
    LC_FIELD_OF(ctr_slo_case, "due_at", LC_KIND_TIME, due_us),
    LC_FIELD_OF(ctr_slo_case, "breached", LC_KIND_BOOL, breached),
    LC_FIELD_OF(ctr_slo_case, "breached_at", LC_KIND_TIME, breached_us),
    LC_FIELD_OF(ctr_slo_case, "recomputed", LC_KIND_BOOL, recomputed),
    LC_FIELD_OF(ctr_slo_case, "total_elapsed_us", LC_KIND_INT, total_us),
    LC_FIELD_OF(ctr_slo_case, "total_paused_us", LC_KIND_INT, total_paused_us),
    LC_FIELD_OF(ctr_slo_case, "breached_cycles", LC_KIND_INT, breached_cycles),
    LC_FIELD_LIST(ctr_slo_case, "cycles", cycles, cycle_count, &shape_cycle),
    LC_FIELD_LIST(ctr_slo_case, "events", ticks, tick_count, &shape_tick),
    LC_FIELD_STRS(ctr_slo_case, "remarks", remarks, remark_count),
    LC_FIELD_OF(ctr_slo_case, "revision", LC_KIND_INT, revision),
    LC_FIELD_OF(ctr_slo_case, NULL, LC_KIND_STR, next),
};
const struct lc_shape lc_shape_slo_case = LC_SHAPE(ctr_slo_case, case_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_slo_case_list, "cases", items, count, &lc_shape_slo_case),
    LC_FIELD_OF(ctr_slo_case_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_slo_case_list = LC_SHAPE(ctr_slo_case_list, list_fields);
