/*
 * The life of a version where it touches consumers: activation with its guards, deprecation,
 * reactivation, retirement. Each is one transaction.
 */
#ifndef LC_FLOW_LIFECYCLE_H
#define LC_FLOW_LIFECYCLE_H

#include "flow/evolve.h"

/* ARGUMENT unless the call gives a reason; `verb` is for the message. */
ctr_status lc_need_reason(struct lc_op *op, const char *verb);

/* What is to become the active version. */
struct lc_activation {
    const char *team;
    const char *name;
    const char *selector;
};
ctr_status lc_flow_activate(struct lc_op *op, const struct lc_activation *a, struct ctr_version *v);
ctr_status lc_flow_deprecate(struct lc_op *op, const struct lc_contract *c, struct ctr_version *v,
                             int64_t sunset_us);
ctr_status lc_flow_reactivate(struct lc_op *op, const struct lc_contract *c, struct ctr_version *v);
ctr_status lc_flow_retire(struct lc_op *op, const struct lc_contract *c, struct ctr_version *v);

#endif
