/*
 * The master contract of changes: the version of a contract of type master whose document is the
 * policy, who decides under it, and until when.
 */
#ifndef LC_FLOW_POLICY_H
#define LC_FLOW_POLICY_H

#include "domain/change/change.h"

struct lc_policy {
    struct lc_contract contract;
    struct ctr_version version;
    struct lc_master master;
    struct lc_doc doc;
};

/* By the version that is active now. STATE if none is, or the contract is no master. */
ctr_status lc_policy_active(struct lc_op *op, const char *team, const char *name,
                            struct lc_policy *out);
/* By the version that a change is judged by; the active one if it is not submitted. */
ctr_status lc_policy_of(struct lc_op *op, const struct lc_contract *c, const struct ctr_change *h,
                        struct lc_policy *out);
/* Do decision rights bind today? */
bool lc_policy_binds(const struct lc_op *op, const struct lc_policy *p);
/* `days` millionths of working days after an instant: Monday to Friday, UTC. 0 for absent days. */
int64_t lc_due(const struct lc_master *master, int64_t from_us, int64_t days);

#endif
