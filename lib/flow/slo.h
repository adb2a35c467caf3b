/*
 * Service levels over the terms of their master: which goal, which calendar, what follows a breach.
 *
 * Goals are fixed when a cycle begins; the calendar is that of the version in effect now, so that a
 * holiday added later counts. A breach that was recorded, and the verdict of a cycle that ended,
 * stay; where the calendar would say something else today they are marked.
 */
#ifndef LC_FLOW_SLO_H
#define LC_FLOW_SLO_H

#include "domain/slo/slo.h"
#include "flow/policy.h"
#include "terms/attainment.h"

/* The terms of a master that are about service levels. */
struct lc_slo_book {
    struct lc_policy policy; /* of the active version, else of the one activated last */
    bool active;
    struct ctr_calendar_list calendars;
    struct ctr_calendar fallback; /* Monday to Friday, UTC */
};

/* One of them. */
struct lc_slo_terms {
    const char *id;
    int64_t goal_us; /* 0 = it has none */
    int64_t target;  /* LC_WATCH_WHOLE is all */
    int64_t window_days;
    const struct ctr_calendar *calendar;
    const char *calendar_id; /* NULL = the fallback */
    const char *const *pause_on;
    size_t pause_count;
    const char *trigger; /* that a breach raises; NULL = none */
    bool known;          /* the master has it */
};

/* --- slo_terms.c --- */

/* STATE if the contract is no master, or no version of it ever was active. */
ctr_status lc_slo_book_open(struct lc_op *op, const struct lc_contract *c, struct lc_slo_book *out);
/* The document of out->policy.version, with its calendars. */
ctr_status lc_slo_book_read(struct lc_op *op, struct lc_slo_book *out);
/* The same for a contract by its row. */
ctr_status lc_slo_book_of(struct lc_op *op, const char *team, const char *name,
                          struct lc_slo_book *out);
/* The terms of one; of one that the master does not have the defaults. */
ctr_status lc_slo_terms(struct lc_ctx *ctx, const struct lc_slo_book *book, const char *id,
                        struct lc_slo_terms *out);
/* The ids of all, in the order of the document. */
ctr_status lc_slo_ids(struct lc_ctx *ctx, const struct lc_slo_book *book, const char ***out,
                      size_t *count);
/* Do alerts bind today? */
bool lc_slo_binds(const struct lc_op *op, const struct lc_slo_book *book);

/* --- slo_clock.c --- */

/* What the clock of a cycle shows now. */
ctr_status lc_slo_work_out(struct lc_op *op, const struct lc_slo_terms *terms,
                           struct lc_slo_cycle *cycle);
/* All cycles of a case, worked out, as one result. */
ctr_status lc_slo_tell(struct lc_op *op, const struct lc_slo_terms *terms,
                       struct lc_slo_cycle *cycles, size_t count, struct ctr_slo_case *out);

/* --- slo_mark.c --- */

struct lc_slo_mark {
    const char *team, *name, *slo, *subject;
    int32_t act;   /* lc_watch_kind */
    int64_t at_us; /* 0 = now */
};
ctr_status lc_flow_slo_mark(struct lc_op *op, const struct lc_slo_mark *mark,
                            struct ctr_slo_case *out);
ctr_status lc_flow_slo_find(struct lc_op *op, const struct lc_slo_query *query,
                            struct ctr_slo_case_list *out);

/* --- slo_sweep.c --- */

struct lc_slo_breach_row {
    const char *team, *contract, *slo, *subject;
    int64_t cycle, due_us;
};

struct ctr_slo_sweep {
    int32_t dry_run; /* set where the answer leaves the library */
    int64_t examined;
    struct lc_slo_breach_row *breaches;
    size_t breach_count, breach_room;
    int32_t more; /* there may be others: call again */
};

extern const struct lc_shape lc_shape_slo_sweep;

/* Record that a cycle is breached, once, with what follows from it; nothing if it is not. */
ctr_status lc_slo_alert(struct lc_op *op, const struct lc_slo_book *book,
                        const struct lc_slo_terms *terms, struct lc_slo_cycle *cycle);
/* Record the breaches of all open cycles, at most `limit` of them. contract_rid 0 = everywhere. */
ctr_status lc_flow_slo_sweep(struct lc_op *op, int64_t contract_rid, size_t limit,
                             struct ctr_slo_sweep *out);

/* --- slo_report.c --- */

struct lc_slo_pause {
    const char *actor, *reason;
    int64_t count, paused_us;
    const char *share; /* percent of elapsed and paused time, decimal */
};

struct lc_slo_level {
    const char *slo, *calendar;
    int64_t from_us, to_us, goal_us, window_days;
    const char *target;      /* percent, decimal */
    const char *attainment;  /* the same; NULL = not measured */
    const char *budget_left; /* late cases that the target still allows, decimal */
    int32_t measured, reached, known;
    int64_t met, breached, breached_open, open, recomputed;
    int64_t p50_us, p90_us;
    int64_t elapsed_us, paused_us;
    const char *paused_share;
    struct lc_slo_pause *pauses;
    size_t pause_count;
};

struct ctr_slo_report {
    const char *team, *contract, *master;
    struct lc_slo_level *levels;
    size_t level_count;
};

extern const struct lc_shape lc_shape_slo_report;

/* from 0: as long as the level's own window; to 0: now. `slo` NULL = all of the master and those
 * that have cases. */
ctr_status lc_flow_slo_report(struct lc_op *op, const struct lc_contract *c, const char *slo,
                              int64_t from_us, int64_t to_us, struct ctr_slo_report *out);
/* How well one was met, for what a modifier pays: cases by how they came out. */
struct lc_slo_attained {
    int64_t met, late, open;
};
/* From <= t < to. Nothing met and nothing late is not the same as met. */
ctr_status lc_slo_attainment(struct lc_op *op, const struct lc_contract *c,
                             const struct lc_slo_terms *terms, int64_t from_us, int64_t to_us,
                             struct lc_slo_attained *out);

#endif
