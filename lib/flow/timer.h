/*
 * Timers and what they lead to: the time of a decision begins when it is asked for and ends when it
 * is decided; a sweep finds what came due in the meantime.
 */
#ifndef LC_FLOW_TIMER_H
#define LC_FLOW_TIMER_H

#include "domain/timer/timer.h"
#include "flow/policy.h"

/* --- the masters (timer_desk.c) --- */

/* Masters that were read in this op, so that each is read once. Zeroed before first use. */
struct lc_timer_desk {
    struct lc_desk_page **pages;
    size_t count, room;
};

/* What a timer runs by: its policy is that of the version which judges, while the calendar and
 * where somebody is reached are of the version that is active now, or of that one if none is. */
struct lc_timer_rules {
    const struct lc_policy *judging, *active;
    struct lc_timer_plan plan;
};
ctr_status lc_timer_rules(struct lc_op *op, struct lc_timer_desk *desk, const struct ctr_timer *t,
                          struct lc_timer_rules *out);
/* As it stands now, for answers: instants computed anew. */
ctr_status lc_timer_fresh(struct lc_op *op, struct lc_timer_desk *desk, struct ctr_timer *t);
/* Those in the list. */
ctr_status lc_timers_fresh(struct lc_op *op, const struct ctr_timer_list *list);

/* An action happened: the timer after it, and what it waits for next. */
ctr_status lc_timer_advance(struct lc_op *op, const struct lc_timer_rules *rules,
                            const struct lc_timer_next *action, struct ctr_timer *t);

/* --- of decisions (timer_decision.c) --- */

/* What the right says of the time; t->goal is absent if it says nothing, and then there is no
 * timer. Fills in when the decision is due. */
ctr_status lc_timer_prepare(struct lc_op *op, const struct ctr_change *h, const struct lc_policy *p,
                            const struct lc_decision_right *right, struct ctr_decision *d,
                            struct ctr_timer *t);
/* It was asked for. */
ctr_status lc_timer_begin(struct lc_op *op, const struct lc_policy *p, const struct ctr_decision *d,
                          struct ctr_timer *t);
/* The decision is not waited for any more. */
ctr_status lc_timer_settle(struct lc_op *op, int64_t decision_rid, const char *why);
/* `cause` is one of those that the right has in pause_on. */
ctr_status lc_flow_timer_pause(struct lc_op *op, struct ctr_timer *t, const char *cause);
ctr_status lc_flow_timer_resume(struct lc_op *op, struct ctr_timer *t);

/* --- who is told (timer_whom.c) --- */

struct lc_whom {
    struct lc_op *op;
    const struct lc_master *master; /* that is active */
    struct lc_recipient *items;
    size_t count, room;
};
/* A party, a role, an endpoint, steering_committee; nobody twice. NULL is nobody. */
ctr_status lc_whom_add(struct lc_whom *w, const char *name);
ctr_status lc_whom_add_all(struct lc_whom *w, const char *const *names, size_t count);

/* --- the sweep (sweep.c) --- */

enum { LC_SWEEP_LIMIT = 1000, LC_SWEEP_MOST = 100000, LC_SWEEP_FLOOD = 10 };

struct lc_sweep_wish {
    size_t limit;  /* actions at most */
    int64_t flood; /* acceptances by silence a day from which on it is warned of them */
};

struct ctr_sweep {
    int64_t now_us;
    struct ctr_action *actions;
    size_t count, room;
    int64_t moved; /* timers whose deadline is another by the calendar of now */
    const char **warnings;
    size_t warning_count, warning_room;
    int32_t more; /* the limit was reached */
    int32_t dry_run;
};

extern const struct lc_shape lc_shape_sweep;

/* Everything that came due, in the order in which it did. */
ctr_status lc_flow_sweep(struct lc_op *op, const struct lc_sweep_wish *wish, struct ctr_sweep *out);

#endif
