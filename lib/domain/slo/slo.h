/*
 * The room of service levels: cases with their cycles and ticks. Nothing is counted here: what a
 * clock shows is worked out from the ticks and a calendar (terms/stopwatch.h) where somebody asks.
 */
#ifndef LC_DOMAIN_SLO_SLO_H
#define LC_DOMAIN_SLO_SLO_H

#include "domain/contract/contract.h"
#include "terms/stopwatch.h"

#include <contracts/slo.h>

enum { LC_SLO_SUBJECT = 512 };

struct lc_slo_tick {
    int64_t cycle; /* number of its cycle */
    int32_t kind;  /* lc_watch_kind */
    int64_t at_us, recorded_us;
    const char *actor, *reason;
};

struct lc_slo_cycle {
    int64_t rid, contract_rid;
    const char *team, *contract, *slo, *subject;
    int64_t n, goal_us, started_us, stopped_us;
    int64_t breached_us, noted_us; /* of a recorded breach, 0 = none */
    struct lc_slo_tick *ticks;
    size_t tick_count;
    /* worked out */
    int64_t elapsed_us, remaining_us, paused_us, due_us;
    int32_t state;      /* lc_watch_state */
    int32_t breached;   /* what counts: as recorded, and for an open clock as it is now */
    int32_t recomputed; /* what was recorded is not what the calendar says today */
};

/* All cycles of one subject under one service level. */
struct ctr_slo_case {
    int32_t dry_run; /* set where the answer leaves the library */
    const char *team, *contract, *slo, *subject;
    const char *calendar; /* NULL = Monday to Friday, UTC */
    int64_t cycle, revision;
    int64_t goal_us, started_us, stopped_us, due_us, breached_us;
    int64_t elapsed_us, remaining_us, paused_us;        /* of the last cycle */
    int64_t total_us, total_paused_us, breached_cycles; /* of all */
    int32_t state, breached, recomputed;
    struct lc_slo_cycle *cycles;
    size_t cycle_count;
    struct lc_slo_tick *ticks; /* of all cycles, in order */
    size_t tick_count;
    const char **remarks; /* of the call that gave this result */
    size_t remark_count, remark_room;
    int64_t last_rid;
    const char *next;
};

struct ctr_slo_case_list {
    const struct ctr_slo_case *items;
    size_t count;
    const char *next;
};

extern const struct lc_shape lc_shape_slo_case, lc_shape_slo_case_list;

/* "slo:team/name#review_turnaround" */
const char *lc_slo_subject(struct lc_ctx *ctx, const char *team, const char *name, const char *slo);

/* --- look-ups (slo_find.c) --- */

/* The cycles of a case with their ticks; none if it never began. */
ctr_status lc_slo_cycles(struct lc_op *op, const struct lc_contract *c, const char *slo,
                         const char *subject, struct lc_slo_cycle **out, size_t *count);
/* Those that a window is about (slo.sql, slo_of_window), with their ticks. */
ctr_status lc_slo_window(struct lc_op *op, const struct lc_contract *c, const char *slo,
                         int64_t from_us, int64_t to_us, struct lc_slo_cycle **out, size_t *count);

struct lc_slo_query {
    int64_t contract_rid; /* 0 = any */
    const char *slo, *subject;
    int32_t open;  /* 1 = open ones, 2 = stopped ones, 0 = any */
    int64_t after; /* rid */
    size_t limit;
};
/* Last cycles of cases, in the order in which they were begun; *more tells of another page. */
ctr_status lc_slo_live(struct lc_op *op, const struct lc_slo_query *query,
                       struct lc_slo_cycle **out, size_t *count, bool *more);
/* Open cycles of a contract of which no breach is recorded, behind `after`. */
ctr_status lc_slo_unnoted(struct lc_op *op, int64_t contract_rid, int64_t after, size_t limit,
                          struct lc_slo_cycle **out, size_t *count);
/* The next contract that has such, 0 behind the last. */
ctr_status lc_slo_unnoted_contract(struct lc_op *op, int64_t after, int64_t *out);
/* The next name of a service level that has cases, NULL behind the last. */
ctr_status lc_slo_next_name(struct lc_op *op, int64_t contract_rid, const char *after,
                            const char **out);

/* --- verbs (slo.c) --- */

/* A new last cycle in place of `before` (NULL = the first), without a tick. */
ctr_status lc_slo_begin(struct lc_op *op, const struct lc_slo_cycle *before,
                        struct lc_slo_cycle *cycle);
/* Append a tick; a stop ends the cycle. Appends the event of its kind. */
ctr_status lc_slo_tick(struct lc_op *op, struct lc_slo_cycle *cycle,
                       const struct lc_slo_tick *tick);
/* Record that it was breached, once. Appends slo.breached. `mode` is "report" or "enforce". */
ctr_status lc_slo_breach(struct lc_op *op, struct lc_slo_cycle *cycle, const char *mode,
                         const char *trigger);
/* For imports: rows as they were elsewhere; no event. */
ctr_status lc_slo_restore(struct lc_op *op, struct lc_slo_cycle *cycle, bool live);

#endif
