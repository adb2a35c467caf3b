/*
 * The change room: requests with the revisions of their impact, their classifications, their links.
 * Who decides is the decision room's matter, what follows from a decision the flows'.
 */
#ifndef LC_DOMAIN_CHANGE_CHANGE_H
#define LC_DOMAIN_CHANGE_CHANGE_H

#include "domain/change/change_rules.h"
#include "domain/decision/decision.h"
#include "terms/classify.h"

enum lc_change_link_kind { LC_LINK_NEEDS = 1, LC_LINK_CONFLICTS, LC_LINK_SUPERSEDES };
enum { LC_CHANGE_LINK_KINDS = 3 };

struct lc_change_links {
    const char **items;
    size_t count;
};

/* How long it took from asking to the decision. */
struct lc_lead_time {
    int64_t seconds;
    const char *working_seconds; /* a number as JSON; NULL: the calendar's zone is not known here */
    int64_t working;             /* the same */
    const char *calendar;        /* id of the master's */
};

struct ctr_change {
    int64_t rid, contract_rid, document_rid, master_rid, evolution_rid, decision_rid, addendum_rid;
    const char *team, *contract, *id, *name; /* name: "team/contract/CR-42" */
    int32_t state, type, change_class, claimed, outcome;
    const char *area, *requester, *summary, *sha256;
    const char *master;               /* label of the version whose policy judges it */
    const char *base;                 /* decimal */
    const char *evolution, *addendum; /* "team/name@label" */
    const char *adr;                  /* path, as the request names it */
    const char *target_amount, *target_currency, *target_date;
    int64_t target_day; /* LC_TERM_ABSENT = none */
    int64_t posted;     /* entry of the master's ledger that moves the target; 0 = none */
    int64_t cycle, revision;
    int64_t created_us, submitted_us, decided_us, implemented_us, closed_us;
    const char *created_by;
    int64_t impact_rev;    /* 0 = nothing is known */
    const char *impact;    /* JSON of the latest revision */
    const char *technical; /* JSON */
    struct lc_change_links links[LC_CHANGE_LINK_KINDS];
    struct ctr_classification *classification; /* the latest */
    struct ctr_decision *decision;
    struct lc_lead_time *lead_time; /* by lc_lead_times; NULL before it is decided on */
    const char **remarks;           /* of the call that gave this result */
    size_t remark_count, remark_room;
    const char *next;
    int32_t dry_run; /* set where the answer leaves the library */
};

struct ctr_change_list {
    const struct ctr_change *items;
    size_t count;
    const char *next;
};

extern const struct lc_shape lc_shape_change, lc_shape_change_list;

/* --- look-ups (change_find.c) --- */

/* "change:team/name/CR-42" */
const char *lc_change_subject(struct lc_ctx *ctx, const struct ctr_change *h);
ctr_status lc_change_find(struct lc_op *op, int64_t contract_rid, const char *id,
                          struct ctr_change *out, bool *found);
/* With impact, links, classification and decision. NOT_FOUND if there is none. */
ctr_status lc_change_get(struct lc_op *op, const struct lc_contract *c, const char *id,
                         struct ctr_change *out);
/* What stands in other tables. */
ctr_status lc_change_fill(struct lc_op *op, struct ctr_change *h);

struct lc_change_query {
    const char *team;
    const char *contract;  /* needs team */
    const char *from, *to; /* keys of contracts, in place of the two; NULL = those */
    int32_t state, change_class, type;
    const char *area, *requester;
    const char *after;
    size_t limit;
};
/* By team, contract and id. */
ctr_status lc_change_list(struct lc_op *op, const struct lc_change_query *query,
                          struct ctr_change_list *out);

/* --- verbs (change.c) --- */

/* STATE if the verb is not allowed; *to = where it leads. */
ctr_status lc_change_may(struct lc_op *op, const struct ctr_change *h, enum lc_change_verb verb,
                         enum lc_change_state *to);
/* Check op->if_revision, once in a call: flows go on to versions. */
ctr_status lc_change_expect(struct lc_op *op, const struct ctr_change *h);
/* A new draft; EXISTS if the id is taken. No event. */
ctr_status lc_change_insert(struct lc_op *op, struct ctr_change *h);
/* Write what may move, revision one higher; append the event with these members and the state. */
ctr_status lc_change_save(struct lc_op *op, struct ctr_change *h, enum lc_event_kind kind,
                          const struct lc_pair *pairs, size_t count);
/* The decision that is about it now; no event, the decision has its own. */
ctr_status lc_change_set_decision(struct lc_op *op, struct ctr_change *h, struct ctr_decision *d);
/* For imports: a row as it was elsewhere, in two steps because decisions need its id; no event. */
ctr_status lc_change_restore(struct lc_op *op, struct ctr_change *h);
ctr_status lc_change_rewrite(struct lc_op *op, const struct ctr_change *h);
/* A remark for the caller. */
ctr_status lc_change_remark(struct lc_op *op, struct ctr_change *h, const char *text);

/* --- impact and classes (change_impact.c) --- */

/* The next revision, into h. */
ctr_status lc_change_impact_add(struct lc_op *op, struct ctr_change *h, const char *body,
                                const char *technical);
ctr_status lc_change_impact_load(struct lc_op *op, struct ctr_change *h);

struct lc_change_measure {
    int64_t budget, slip; /* millionths; absent = not known */
    const char *inputs;   /* JSON */
};
/* Append one, into h. */
ctr_status lc_change_class_add(struct lc_op *op, struct ctr_change *h, struct ctr_classification *c,
                               const struct lc_change_measure *m);
ctr_status lc_change_class_load(struct lc_op *op, struct ctr_change *h);
/* A classification as it is stored. */
struct lc_class_row {
    int64_t n, master_rid, impact_rev;
    int32_t change_class;
    int64_t budget, slip; /* millionths; absent = not known */
    const char *inputs;   /* JSON */
    const char *body;
};
/* The one behind number `after`, 0 for the first. */
ctr_status lc_change_class_after(struct lc_op *op, const struct ctr_change *h, int64_t after,
                                 struct lc_class_row *out, bool *found);
/* A revision of the impact as JSON; NULL for revision 0. */
ctr_status lc_change_impact_at(struct lc_op *op, const struct ctr_change *h, int64_t rev,
                               const char **out);
/* What the minor changes approved since the last major one moved, this one apart. */
ctr_status lc_change_minor_sums(struct lc_op *op, const struct ctr_change *h, int64_t *budget,
                                int64_t *slip);

/* What the implemented changes of a master move its target by up to a day, in millionths; those in
 * another currency than `currency` (empty = any) apart. LIMIT if that does not fit. */
ctr_status lc_change_target_moves(struct lc_op *op, int64_t contract_rid, int64_t day,
                                  struct lc_str currency, int64_t *out);

/* What a ledger is held against: a change of the master, and what it moved the target by. */
struct lc_change_move {
    const char *name; /* "team/contract/CR-42" */
    const char *id_key;
    int32_t state;
    int64_t implemented_us; /* 0 = it was not */
    const char *target_amount, *target_currency;
    int64_t target_day; /* LC_TERM_ABSENT = none */
};
typedef ctr_status (*lc_change_move_fn)(void *user, const struct lc_change_move *move);
/* All changes of a master, by id. Texts stay in scratch memory. */
ctr_status lc_change_each_move(struct lc_op *op, int64_t contract_rid, lc_change_move_fn fn,
                               void *user);

/* --- links (change_link.c) --- */

ctr_status lc_change_link_add(struct lc_op *op, struct ctr_change *h, enum lc_change_link_kind kind,
                              const char *const *targets, size_t count);
ctr_status lc_change_link_load(struct lc_op *op, struct ctr_change *h);
/* Does `from` need `to`, directly or through others? */
ctr_status lc_change_reaches(struct lc_op *op, int64_t contract_rid, const char *from,
                             const char *to, bool *out);
/* An approved or implemented change that took its place; NULL if none did. */
ctr_status lc_change_superseded_by(struct lc_op *op, const struct ctr_change *h, const char **id);
/* STATE unless everything it needs is done, nothing that conflicts with it is, and nothing took its
 * place. */
ctr_status lc_change_check_links(struct lc_op *op, const struct ctr_change *h);
/* CONFLICT if another change brought the edition that this one carries. */
ctr_status lc_change_check_edition(struct lc_op *op, const struct ctr_change *h);

#endif
