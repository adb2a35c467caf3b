/*
 * Comparisons judged by the policies of a store: those of the contract upon those of its team.
 */
#ifndef LC_FLOW_JUDGE_H
#define LC_FLOW_JUDGE_H

#include "domain/policy/policy.h"
#include "flow/evolve.h"

/* What holds for a contract, or, if `c` is NULL, for a team, with the parts that its consumers use
 * if that matters. *found is false if neither has a policy. */
ctr_status lc_judge_policy(struct lc_op *op, const char *team, const struct lc_contract *c,
                           struct ctr_policy *out, bool *found);

/* In a write, a fresh comparison of a new draft. `label` is the declared one, or NULL. *judged
 * tells whether there was a policy. */
ctr_status lc_judge_draft(struct lc_op *op, const struct lc_contract *c,
                          const struct ctr_version *base, const struct lc_edition *edition,
                          const char *label, struct ctr_diff *diff, bool *judged);
/* A stored comparison judged anew, by the policy and the consumers of now; what follows from it in
 * *e goes along. The label of the base decides the bump. */
ctr_status lc_judge_again(struct lc_op *op, const struct lc_contract *c,
                          const struct ctr_version *v, struct lc_evolution *e);

/* --- keeping them (judge_keep.c) --- */

/* Whose policy a call is about. */
struct lc_policy_owner {
    const char *team;
    const char *name; /* NULL: of the team */
};

/* The next edition, unless it says what the last one says; `terms` NULL clears. NOT_FOUND where
 * there is nothing to clear, CONFLICT by op->if_revision. */
ctr_status lc_judge_keep(struct lc_op *op, const struct lc_policy_owner *owner,
                         const struct lc_policy_terms *terms, struct ctr_policy *out);
/* Add a waiver; the same one again changes nothing. The longest term of the team binds, too. */
ctr_status lc_judge_waive(struct lc_op *op, const struct lc_policy_owner *owner,
                          const struct ctr_waiver *waiver, struct ctr_policy *out);
/* What a team or a contract has itself, or, with `effective`, what holds for it. NOT_FOUND. */
ctr_status lc_judge_show(struct lc_op *op, const struct lc_policy_owner *owner, bool effective,
                         struct ctr_policy *out);

/* A waiver, where it stands, and whose policy has it. */
struct lc_waiver_row {
    const char *of;
    int32_t state;
    struct ctr_waiver waiver;
};
struct ctr_waiver_list {
    const struct lc_waiver_row *items;
    size_t count;
};
extern const struct lc_shape lc_shape_waiver_list;

/* Those that hold for a contract, its team's first; at_us 0 = now. */
ctr_status lc_judge_waivers(struct lc_op *op, const struct lc_policy_owner *owner, int64_t at_us,
                            struct ctr_waiver_list *out);

#endif
