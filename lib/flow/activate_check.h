/*
 * What stands in the way of activation, once all comparisons are there and judged by the policy of
 * now.
 */
#ifndef LC_FLOW_ACTIVATE_CHECK_H
#define LC_FLOW_ACTIVATE_CHECK_H

#include "flow/evolve.h"
#include "flow/pair.h"

/* STATE if draft `v`, which `p` is about, may not become active: its label is too low for what it
 * changes, or it breaks its mode or cannot be told not to, without a declaration. */
ctr_status lc_activate_check(const struct lc_pairs *p, const struct ctr_version *v,
                             const struct lc_evolution *e);
/* STATE if findings were set aside as used by nobody while one of those that meet `v` names a part
 * that no version has. */
ctr_status lc_activate_check_unused(const struct lc_pairs *p, const struct ctr_version *v,
                                    const struct lc_evolution *e, const struct lc_impact *impacts,
                                    size_t count);

#endif
