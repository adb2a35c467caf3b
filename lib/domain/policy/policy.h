/*
 * The room of policies: what a team, or a contract of it, makes of findings, each edition kept.
 */
#ifndef LC_DOMAIN_POLICY_POLICY_H
#define LC_DOMAIN_POLICY_POLICY_H

#include "domain/contract/contract.h"
#include "spec/policy/policy.h"

/* An edition of a policy. */
struct lc_kept_policy {
    int64_t rid, contract_rid; /* 0: of the team */
    const char *key;           /* the team, or "team/name", in lower case */
    const char *team;
    const char *contract; /* NULL: of the team */
    int64_t n;            /* from 1; 0: there is none yet */
    const char *document; /* NULL: cleared */
    const char *sha256;
    int64_t set_us;
    const char *set_by, *reason;
    bool imported;
};

/* What happened to it. */
enum lc_policy_act { LC_POLICY_SET, LC_POLICY_WAIVED, LC_POLICY_CLEARED };

const char *lc_kept_policy_subject(struct lc_ctx *ctx, const struct lc_kept_policy *p);

/* The last edition of a team's policy (`c` NULL), or a contract's; n is 0 if there is none. */
ctr_status lc_kept_policy_get(struct lc_op *op, const char *team, const struct lc_contract *c,
                              struct lc_kept_policy *out);
/* What it says; nothing at all if it was cleared or never was. */
ctr_status lc_kept_policy_read(struct lc_op *op, const struct lc_kept_policy *p,
                               struct lc_policy_terms *out);
/* Every edition of a key, as they came. */
typedef ctr_status (*lc_kept_policy_fn)(void *user, const struct lc_kept_policy *p);
ctr_status lc_kept_policy_each(struct lc_op *op, const char *key, lc_kept_policy_fn fn, void *user);
/* The first key behind `after` that a policy has; *out NULL if there is none. */
ctr_status lc_kept_policy_next(struct lc_op *op, const char *after, const char **out);

/* The next edition: `document` and what goes with it are given, n is the last one's. Appends
 * policy.set, policy.waived or policy.cleared. */
ctr_status lc_kept_policy_put(struct lc_op *op, struct lc_kept_policy *p, enum lc_policy_act act);
/* For imports: as it was elsewhere; no event. */
ctr_status lc_kept_policy_restore(struct lc_op *op, const struct lc_kept_policy *p);

#endif
