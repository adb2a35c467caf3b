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

/* Comparisons of one edition with several versions, judged by what holds for the contract. */
struct lc_judging {
    struct lc_op *op;
    struct ctr_policy policy;
    bool found; /* a policy */
    struct lc_judge_facts facts;
};
ctr_status lc_judging_begin(struct lc_op *op, const struct lc_contract *c, struct lc_judging *out);
/* What a comparison is asked under that contract, with the notice that the policy asks. */
struct lc_diff_ask lc_judging_ask(const struct lc_judging *j, const struct lc_contract *c);
/* Is there a policy whose groups are made like that? */
bool lc_judging_by(const struct lc_judging *j, ctr_line_rule by);
/* One comparison, `line` being the groups of both editions; what an earlier judgement made of it is
 * undone first. With the last one come the remarks on waivers. */
ctr_status lc_judging_one(struct lc_judging *j, const char *const line[2], bool last,
                          struct ctr_diff *diff);

/* --- the whole history (judge_history.c) --- */

/* The fresh comparisons of a plan that has a base. `label` is the declared one, or NULL. *judged
 * tells whether there was a policy. */
ctr_status lc_judge_draft(struct lc_evolve_plan *plan, const char *label, bool *judged);
/* Stored comparisons judged anew, by the policy and the consumers of now; what follows from it in
 * *e goes along. The label of the base decides the bump. */
ctr_status lc_judge_again(struct lc_judging *j, const struct ctr_version *v,
                          struct lc_evolution *e);
/* Does it make a difference, so that e->earlier should be loaded? */
bool lc_judge_minds(const struct lc_judging *j, const struct lc_evolution *e);
/* The groups of what was stored for comparisons made again: lc_judge_again goes by them. */
void lc_judge_carry(const struct ctr_diff *kept, const struct lc_earlier_list *earlier,
                    struct lc_evolution *fresh);

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
/* Add a waiver, which holds from now on where it does not say since when; the same one again
 * changes nothing, unless what is there does not hold. The longest term of the team binds, too. */
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
