/*
 * Letting somebody vote for a party.
 */
#ifndef LC_FLOW_DELEGATE_H
#define LC_FLOW_DELEGATE_H

#include "flow/policy.h"

/* `d` holds from (NULL = the actor), to, from_day (absent = today) and until_day. */
ctr_status lc_flow_delegate(struct lc_op *op, const char *team, const char *name,
                            struct ctr_delegation *d);

#endif
