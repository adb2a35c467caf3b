/*
 * The dispute room: what a party disputes, what both said, and how it ended. Whether what is
 * disputed is there, who may speak, and the levels that it climbs are the flows' matter.
 */
#ifndef LC_DOMAIN_DISPUTE_DISPUTE_H
#define LC_DOMAIN_DISPUTE_DISPUTE_H

#include "domain/dispute/dispute_rules.h"
#include "domain/timer/timer.h"

enum { LC_DISPUTE_TEXT = 65536 /* bytes of a statement */ };

struct ctr_dispute {
    int64_t rid, contract_rid;
    const char *team, *contract, *id, *name; /* name: "team/contract/D-1" */
    const char *subject; /* number of the entry or assessment, id of the change */
    const char *about;   /* "entry:team/contract#7", "change:team/contract/CR-1" */
    int32_t subject_kind, state, outcome;
    const char *party, *against, *statement, *answer;
    const char *reference; /* id of the change decided on, number of the reversing entry */
    const char *settled;   /* the same in full: "entry:team/contract#9" */
    const char *ended;     /* why */
    int64_t opened_us, answered_us, ended_us, revision;
    const char *opened_by, *answered_by, *ended_by;
    /* of its timer, by the flow that answers */
    int64_t due_us, level, loop, next_us;
    int32_t next_kind;
    const char *next;
    int32_t dry_run; /* set where the answer leaves the library */
};

struct ctr_dispute_list {
    const struct ctr_dispute *items;
    size_t count;
    const char *next;
};

extern const struct lc_shape lc_shape_dispute, lc_shape_dispute_list;

/* --- look-ups (dispute_find.c) --- */

ctr_status lc_dispute_find(struct lc_op *op, int64_t contract_rid, const char *id,
                           struct ctr_dispute *out, bool *found);
/* NOT_FOUND if there is none. */
ctr_status lc_dispute_get(struct lc_op *op, const struct lc_contract *c, const char *id,
                          struct ctr_dispute *out);
/* The one about a subject that is not over. */
ctr_status lc_dispute_of(struct lc_op *op, int64_t contract_rid, int32_t subject_kind,
                         const char *subject, struct ctr_dispute *out, bool *found);

struct lc_dispute_query {
    int64_t contract_rid; /* 0 = any */
    int32_t state;        /* 0 = any */
    bool open;            /* only those that are not over; needs the contract */
    int64_t after;        /* row */
    size_t limit;
};
ctr_status lc_dispute_list(struct lc_op *op, const struct lc_dispute_query *query,
                           struct ctr_dispute_list *out);
/* How many a contract has. */
ctr_status lc_dispute_count(struct lc_op *op, int64_t contract_rid, int64_t *out);

/* --- verbs (dispute.c) --- */

/* Check op->if_revision. */
ctr_status lc_dispute_expect(struct lc_op *op, const struct ctr_dispute *d);
/* STATE unless it may. */
ctr_status lc_dispute_may(struct lc_op *op, const struct ctr_dispute *d, enum lc_dispute_verb verb,
                          enum lc_dispute_state *to);
/* Id, subject, parties and statement are given. EXISTS if the id is taken. Appends
 * dispute.opened. */
ctr_status lc_dispute_open(struct lc_op *op, const struct lc_contract *c, struct ctr_dispute *d);
/* Write what may change, counted as a revision, and append an event. */
ctr_status lc_dispute_save(struct lc_op *op, struct ctr_dispute *d, enum lc_event_kind kind,
                           const struct lc_pair *pairs, size_t count);
/* For imports: the row as it was elsewhere; no event. */
ctr_status lc_dispute_insert(struct lc_op *op, struct ctr_dispute *d);

#endif
