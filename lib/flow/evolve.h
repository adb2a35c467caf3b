/*
 * Evolution: a new edition compared with its base, named, stored as a draft, and told to those whom
 * it would break.
 */
#ifndef LC_FLOW_EVOLVE_H
#define LC_FLOW_EVOLVE_H

#include "flow/impact.h"
#include "spec/spec.h"

/* A document read and packed before the lock is taken. */
struct lc_edition {
    struct lc_spec spec;
    struct lc_content content;
};

/* Read `source` with everything it refers to. */
ctr_status lc_edition_read(struct lc_ctx *ctx, const ctr_source *source, struct lc_edition *out);
/* Hash and pack what was read, for the store. lc_edition_read does it. */
ctr_status lc_edition_pack(struct lc_ctx *ctx, struct lc_edition *edition);
/* Read a stored version, to be compared; not packed. */
ctr_status lc_edition_load(struct lc_op *op, const struct ctr_version *v, struct lc_edition *out);
/* Fail because a version does not have the part, with the spelling of the one that is meant. */
ctr_status lc_edition_lacks(struct lc_op *op, const struct ctr_version *v,
                            struct lc_edition *edition, const char *part);

/* A new contract with its first draft. With `if_absent` a contract with the same document is the
 * answer instead of EXISTS. */
ctr_status lc_flow_create(struct lc_op *op, struct lc_contract *c, const char *label,
                          const struct lc_edition *edition, bool if_absent,
                          struct ctr_version *out);

/* What is to become a new draft. */
struct lc_evolving {
    const char *team;
    const char *name;
    const char *label;                /* NULL: the proposed one */
    const char *break_reason;         /* NULL: none declared */
    const struct lc_edition *edition; /* NULL: the stored version that `selector` names */
    const ctr_source *source;         /* that `edition` was read from */
    const char *selector;
    bool asks; /* what it would do, in a read: nothing is kept, and no difference is an answer */
};

/* --- comparing without the lock (evolve_plan.c) --- */

enum {
    LC_LONG_WORK = 64 << 10, /* bytes to read and compare that take about a millisecond: more is
                                done without the lock */
    LC_TRIES_OUTSIDE = 2     /* then it is done under the lock after all, so that it ends */
};

struct lc_judging;
struct lc_pairs;

/* The facts a comparison stands on. */
struct lc_facts {
    struct lc_contract contract; /* with mode and profile */
    struct ctr_version base;     /* if there is one */
    struct ctr_version old;      /* to go back to, if that is meant */
    ctr_format format;           /* to read the edition as */
    bool has_base;
    int64_t earlier; /* versions to compare with besides the base */
    int64_t earlier_bytes;
    struct lc_judging *judging; /* by the policy of then; NULL without base */
};
/* A comparison, and the facts it stands on. Zero: none yet. */
struct lc_evolve_plan {
    bool made;
    struct lc_facts facts;
    struct lc_edition edition; /* as it will be stored */
    struct ctr_diff *diff;     /* NULL without base */
    struct lc_packed_diff packed;
    struct lc_earlier_list earlier; /* with the versions before the base, under a transitive mode */
    struct lc_pairs *pairs; /* with those that consumers are on; NULL until they are needed */
};

/* In a write that has changed nothing yet: if the edition is long, pause the op and make a plan for
 * lc_flow_evolve later in the same op. *plan stays as it is where there is none to make. */
ctr_status lc_evolve_foresee(struct lc_op *op, const struct lc_evolving *e,
                             struct lc_evolve_plan **plan);
/* In a write: afterwards the plan stands on facts that hold as long as the lock is held. */
ctr_status lc_evolve_settle(struct lc_op *op, const struct lc_evolving *e,
                            struct lc_evolve_plan *plan);
/* The plan's comparisons with the versions that consumers are on: those that are made already, and
 * whatever else is asked for. It has a base. */
ctr_status lc_evolve_pairs(struct lc_op *op, struct lc_evolve_plan *plan, struct lc_pairs **out);
/* Has the version's document with its files more than `most` bytes? */
ctr_status lc_version_is_long(struct lc_op *op, const struct ctr_version *v, int64_t most,
                              bool *out);

/* A new draft on the contract's base. `plan` is zero, or what lc_evolve_foresee made. */
ctr_status lc_flow_evolve(struct lc_op *op, const struct lc_evolving *e,
                          struct lc_evolve_plan *plan, struct ctr_evolution *out);

/* The draft that the same call made before, if it is still there: by contract, base, content and,
 * if one is declared, label. */
ctr_status lc_evolve_again(struct lc_op *op, const struct lc_draft *d, struct ctr_version *out,
                           bool *found);
/* A label of the bump that no version has, from `first` on; NULL if there is none to propose. */
ctr_status lc_evolve_free_label(struct lc_op *op, int64_t contract_rid, const char *first,
                                ctr_bump bump, const char **out);
/* A declared label has to be above the base's, where both have an order. */
bool lc_evolve_is_above(const char *label, const struct ctr_version *base);
/* A policy may want labels that have an order. */
bool lc_evolve_has_order(const char *label, const struct ctr_diff *diff);

/* The stored evolution of a version, with its consumers as they are now. NOT_FOUND without one. */
ctr_status lc_flow_evolution(struct lc_op *op, const struct lc_contract *c,
                             const struct ctr_version *v, struct ctr_evolution *out);

#endif
