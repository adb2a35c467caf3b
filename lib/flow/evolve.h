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

/* A new contract with its first draft. With `if_absent` a contract with the same document is the
 * answer instead of EXISTS. */
ctr_status lc_flow_create(struct lc_op *op, struct lc_contract *c, const char *label,
                          const struct lc_edition *edition, bool if_absent,
                          struct ctr_version *out);

/* A new draft on the contract's base. `label` NULL = the proposed one; break_reason NULL = none. */
ctr_status lc_flow_evolve(struct lc_op *op, const struct lc_contract *c, const char *label,
                          struct lc_edition *edition, const char *break_reason,
                          struct ctr_evolution *out);

/* The stored evolution of a version, with its consumers as they are now. NOT_FOUND without one. */
ctr_status lc_flow_evolution(struct lc_op *op, const struct lc_contract *c,
                             const struct ctr_version *v, struct ctr_evolution *out);

#endif
