/*
 * The room of stop-the-line triggers: raised with evidence and an owner, cleared by a decision.
 * What a raised one blocks was fixed when it was raised; asking is the flows' matter.
 */
#ifndef LC_DOMAIN_TRIGGER_TRIGGER_H
#define LC_DOMAIN_TRIGGER_TRIGGER_H

#include "domain/contract/contract.h"

#include <contracts/stop_line.h>

enum { LC_STOP_EVIDENCE = 64, LC_STOP_TEXT = 1024 };
enum lc_stop_state { LC_STOP_RAISED = 1, LC_STOP_CLEARED };

extern const struct lc_word lc_words_stop_state[];

struct ctr_stop {
    int32_t dry_run; /* set where the answer leaves the library */
    int32_t state;   /* lc_stop_state */
    int32_t binds;   /* it blocks today; 0: it is only reported on */
    int64_t rid, contract_rid, n;
    const char *team, *contract, *trigger;
    const char *master_id;
    const char *owner, *clearer;
    const char **blocks;
    size_t block_count;
    int64_t binds_day; /* LC_STOP_NEVER */
    const char **evidence;
    size_t evidence_count;
    int64_t raised_us, cleared_us, duration_us;
    const char *raised_by, *reason, *cleared_by, *decision, *clear_reason;
    const char **remarks; /* of the call that gave this result */
    size_t remark_count, remark_room;
    int64_t revision;
    const char *next;
};

#define LC_STOP_NEVER INT64_MAX

struct ctr_stop_list {
    const struct ctr_stop *items;
    size_t count;
    const char *next;
};

struct lc_stop_sum {
    const char *raiser;
    int64_t count, raised, duration_us;
};

struct ctr_stop_summary {
    const char *team, *contract;
    struct lc_stop_sum *rows;
    size_t count;
};

extern const struct lc_shape lc_shape_stop, lc_shape_stop_list, lc_shape_stop_summary;

const char *lc_stop_subject(struct lc_ctx *ctx, const struct ctr_stop *s);

/* --- look-ups (trigger_find.c) --- */

/* The one that stands, or the last one, raised or not. */
ctr_status lc_stop_raised(struct lc_op *op, int64_t contract_rid, const char *trigger,
                          struct ctr_stop *out, bool *found);
ctr_status lc_stop_last(struct lc_op *op, int64_t contract_rid, const char *trigger,
                        struct ctr_stop *out, bool *found);
/* All that stand anywhere. */
ctr_status lc_stop_standing(struct lc_op *op, struct ctr_stop **out, size_t *count);

struct lc_stop_query {
    int64_t contract_rid; /* 0 = any */
    int32_t state;        /* 0 = any */
    int64_t after;        /* rid */
    size_t limit;
};
/* In the order in which they were raised. */
ctr_status lc_stop_find(struct lc_op *op, const struct lc_stop_query *query,
                        struct ctr_stop_list *out);
/* By who raised. */
ctr_status lc_stop_sums(struct lc_op *op, const struct lc_contract *c,
                        struct ctr_stop_summary *out);

/* --- verbs (trigger.c) --- */

/* Raise: everything but rid and n is given. Appends stop-line.raised. */
ctr_status lc_stop_insert(struct lc_op *op, struct ctr_stop *s);
/* Clear it. Appends stop-line.cleared. */
ctr_status lc_stop_clear(struct lc_op *op, struct ctr_stop *s, const char *decision);
/* Something was done that it would have blocked. Appends stop-line.passed. */
ctr_status lc_stop_passed(struct lc_op *op, const struct ctr_stop *s, const char *action,
                          const char *what);
/* For imports: as it was elsewhere; no event. */
ctr_status lc_stop_restore(struct lc_op *op, struct ctr_stop *s);
ctr_status lc_stop_remark(struct lc_op *op, struct ctr_stop *s, const char *text);

#endif
