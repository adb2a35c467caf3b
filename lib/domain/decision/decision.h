/*
 * The decision room: what somebody has to decide, who voted how, who votes for whom. Knows nothing
 * of changes; what a decision leads to is the flows' matter.
 */
#ifndef LC_DOMAIN_DECISION_DECISION_H
#define LC_DOMAIN_DECISION_DECISION_H

#include "domain/contract/contract.h"
#include "domain/decision/decision_rules.h"

enum lc_decision_state {
    LC_DECISION_OPEN = 1,
    LC_DECISION_DECIDED,
    LC_DECISION_EXPIRED,
    LC_DECISION_SUPERSEDED
};

extern const struct lc_word lc_words_decision_state[];

struct lc_vote_row {
    const char *party;
    const char *actor;
    int32_t vote; /* lc_vote */
    int64_t at_us;
    const char *delegated_from; /* the party, where the actor is somebody else */
    int32_t counted;            /* the party has a vote, and may use it here */
    int32_t live;               /* no later one took its place */
    const char *remark;         /* what would have been refused, and why */
};

struct ctr_decision {
    int64_t rid, contract_rid, supersedes_rid;
    const char *team, *contract, *name; /* name: "team/contract/CR-42" */
    const char *subject;
    const char *area, *driver, *approver;
    int32_t decision_class; /* ctr_change_class */
    int64_t quorum;         /* 0 = nobody has the right */
    int64_t due_us;
    int32_t state, outcome;
    int64_t requested_us, decided_us;
    const char *decided_by, *reason, *remark;
    const char *memo; /* JSON */
    const char *adr;  /* Markdown */
    int32_t imported;
    struct lc_vote_row *votes; /* in their order */
    size_t vote_count;
    const char *next;
};

struct ctr_decision_list {
    const struct ctr_decision *items;
    size_t count;
    const char *next;
};

extern const struct lc_shape lc_shape_decision, lc_shape_decision_list;

/* --- look-ups (decision_find.c) --- */

/* "change:team/name/CR-42" */
const char *lc_decision_subject(struct lc_ctx *ctx, const struct ctr_decision *d);
ctr_status lc_decision_get(struct lc_op *op, int64_t rid, struct ctr_decision *out);
/* The votes of one, into it. */
ctr_status lc_decision_votes(struct lc_op *op, struct ctr_decision *d);

struct lc_decision_query {
    int64_t contract_rid;
    const char *subject; /* NULL = any */
    int32_t state;       /* 0 = any */
    int64_t after;       /* rid */
    size_t limit;
};
ctr_status lc_decision_list(struct lc_op *op, const struct lc_decision_query *query,
                            struct ctr_decision_list *out);

/* --- verbs (decision.c) --- */

/* Open it: contract, subject, area, class, driver, approver, quorum and due are given; the one
 * `supersedes` (0 = none) is closed. Appends decision.requested. */
ctr_status lc_decision_request(struct lc_op *op, const struct lc_contract *c,
                               struct ctr_decision *d, int64_t supersedes);
/* An open one that is not needed any more; nothing if it is not open. */
ctr_status lc_decision_drop(struct lc_op *op, int64_t rid);
/* Let it be due at another time. */
ctr_status lc_decision_move_due(struct lc_op *op, struct ctr_decision *d, int64_t due_us);
/* Record a vote; the party's live one becomes history. Appends decision.voted. */
ctr_status lc_decision_vote(struct lc_op *op, struct ctr_decision *d, struct lc_vote_row *vote);
/* Close it with an outcome. Appends decision.decided. `by` NULL = by the votes. */
ctr_status lc_decision_close(struct lc_op *op, struct ctr_decision *d, int32_t outcome,
                             const char *by, const char *remark);
/* Add a context memo (canonical JSON) or a record (Markdown); NULL leaves as it is. Appends
 * decision.recorded. */
ctr_status lc_decision_record(struct lc_op *op, struct ctr_decision *d, const char *memo,
                              const char *adr);

/* --- delegations (delegation.c) --- */

struct ctr_delegation {
    const char *team, *contract;
    const char *from, *to; /* a party, an actor */
    const char *from_date, *until_date;
    int64_t from_day, until_day;
    int64_t at_us;
    const char *actor, *reason;
    int32_t dry_run; /* set where the answer leaves the library */
};

extern const struct lc_shape lc_shape_delegation;

/* Does the actor vote for the party on that day? */
ctr_status lc_delegated(struct lc_op *op, int64_t contract_rid, const char *party,
                        const char *actor, int64_t day, bool *out);
/* Appends decision.delegated. */
ctr_status lc_delegate(struct lc_op *op, const struct lc_contract *c, struct ctr_delegation *d);
/* "2026-03-04" in scratch memory. */
const char *lc_day_text(struct lc_ctx *ctx, int64_t day);
/* Day of an instant, since 1970-01-01 UTC. */
int64_t lc_day_at(int64_t us);

#endif
