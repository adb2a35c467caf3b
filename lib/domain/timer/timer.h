/*
 * The timer room: how long something may take, what came due, and to whom that is brought. What a
 * right or a policy says of it is the flows' matter.
 */
#ifndef LC_DOMAIN_TIMER_TIMER_H
#define LC_DOMAIN_TIMER_TIMER_H

#include "domain/contract/contract.h"
#include "domain/timer/timer_rules.h"

struct ctr_timer {
    int64_t rid, contract_rid, decision_rid, dispute_rid, master_rid;
    const char *team, *contract, *subject, *name; /* name: "team/contract/CR-42" */
    int32_t subject_kind, on_expiry, state, next_kind;
    int64_t goal; /* millionths of working days */
    const char *goal_days, *escalation;
    struct lc_timer_course is;
    struct lc_timer_pause *pauses; /* in their order; `is` points to them */
    int64_t due_us, next_us, next_level, next_loop;
    int32_t recomputed;
    int64_t ended_us;
    const char *ended;
    const char *next;
    int32_t dry_run; /* set where the answer leaves the library */
};

struct ctr_timer_list {
    const struct ctr_timer *items;
    size_t count;
    const char *next;
};

struct lc_recipient {
    const char *name;     /* as the master has it */
    const char *party;    /* behind it; NULL = none */
    const char *endpoint; /* NULL = none is named */
    const char *shown;    /* the same without its secrets */
    int64_t attempts;
    const char *last_error;
    int64_t next_try_us, delivered_us;
    const char *detail;
};

struct ctr_action {
    int64_t rid, timer_rid, contract_rid;
    const char *id, *team, *contract, *subject, *name;
    int32_t subject_kind, kind;
    int64_t level, loop;
    int64_t due_us, found_us;
    const char *note;
    struct lc_recipient *recipients;
    size_t recipient_count;
    const char *next;
    int32_t dry_run; /* set where the answer leaves the library */
};

struct ctr_action_list {
    const struct ctr_action *items;
    size_t count;
    const char *next;
};

extern const struct lc_shape lc_shape_timer, lc_shape_timer_list, lc_shape_timer_pause,
    lc_shape_action, lc_shape_action_list;

/* --- look-ups (timer_find.c) --- */

/* "change:team/name/CR-42", "dispute:team/name/D-1" */
const char *lc_timer_subject(struct lc_ctx *ctx, int32_t subject_kind, const char *name);
ctr_status lc_timer_get(struct lc_op *op, int64_t rid, struct ctr_timer *out);
/* The latest of a subject. */
ctr_status lc_timer_of(struct lc_op *op, int64_t contract_rid, int32_t subject_kind, const char *id,
                       struct ctr_timer *out, bool *found);
/* The one that runs, or stands still, for a decision, or for a dispute. */
ctr_status lc_timer_open(struct lc_op *op, int64_t decision_rid, struct ctr_timer *out,
                         bool *found);
ctr_status lc_timer_of_dispute(struct lc_op *op, int64_t dispute_rid, struct ctr_timer *out,
                               bool *found);

struct lc_timer_query {
    int64_t contract_rid;    /* 0 = any */
    int64_t until_us;        /* of the next instant; 0 = any */
    int32_t state;           /* 0 = any */
    bool by_row;             /* in the order of their rows, and not of what comes next */
    int64_t after_us, after; /* next instant, row */
    size_t limit;
};
ctr_status lc_timer_list(struct lc_op *op, const struct lc_timer_query *query,
                         struct ctr_timer_list *out);

/* --- verbs (timer.c) --- */

/* Subject, decision or dispute, master, goal, expiry, escalation, start and the first look are
 * given. Appends timer.started. */
ctr_status lc_timer_start(struct lc_op *op, const struct lc_contract *c, struct ctr_timer *t);
/* Write what may move; no event. */
ctr_status lc_timer_save(struct lc_op *op, const struct ctr_timer *t);
/* Its instants, computed anew. Appends timer.moved if the deadline is another. */
ctr_status lc_timer_move(struct lc_op *op, struct ctr_timer *t, const struct lc_timer_next *look);
/* STATE unless it runs and is not overdue, or stands still. Append timer.paused, timer.resumed;
 * `look` after the pause is over. */
ctr_status lc_timer_pause(struct lc_op *op, struct ctr_timer *t, const char *cause);
ctr_status lc_timer_resume(struct lc_op *op, struct ctr_timer *t);
ctr_status lc_timer_resumed(struct lc_op *op, struct ctr_timer *t,
                            const struct lc_timer_next *look);
/* Appends timer.ended. */
ctr_status lc_timer_end(struct lc_op *op, struct ctr_timer *t, const char *why);

/* --- actions (action.c) --- */

/* What came due, for those recipients; gets its id. Appends timer.fired with the state of the
 * timer after it. */
ctr_status lc_action_add(struct lc_op *op, const struct ctr_timer *t, struct ctr_action *a);
ctr_status lc_action_get(struct lc_op *op, const char *id, struct ctr_action *out);
/* Where somebody is still to be told. */
struct lc_action_query {
    int64_t contract_rid; /* 0 = any */
    int64_t timer_rid;    /* 0 = any; else those that are told, too */
    int64_t after;        /* row */
    size_t limit;
};
ctr_status lc_action_list(struct lc_op *op, const struct lc_action_query *query,
                          struct ctr_action_list *out);
/* Recipient number `at` was told, or could not be. Appends timer.delivered. */
ctr_status lc_action_told(struct lc_op *op, struct ctr_action *a, size_t at, bool ok,
                          const char *detail);
/* How many of a kind were found since an instant. */
ctr_status lc_action_count(struct lc_op *op, int64_t contract_rid, int32_t kind, int64_t since,
                           int64_t *out);
/* An address without what may be secret in it: userinfo and query are "***". */
const char *lc_endpoint_shown(struct lc_ctx *ctx, const char *endpoint);

/* For imports: rows as they were elsewhere; no event. */
ctr_status lc_timer_insert(struct lc_op *op, struct ctr_timer *t);
ctr_status lc_action_insert(struct lc_op *op, struct ctr_action *a);

#endif
