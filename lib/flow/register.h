/*
 * Registration: who relies on what, checked against the version it resolves to.
 */
#ifndef LC_FLOW_REGISTER_H
#define LC_FLOW_REGISTER_H

#include "domain/consumer/consumer.h"

/* Register or change. follows_rid and follows of *r are filled in. NOT_FOUND if the pin admits no
 * version, or if a part is not there (detail "item") unless allow_unknown. */
ctr_status lc_flow_register(struct lc_op *op, const struct lc_contract *c,
                            struct lc_registration *r, bool allow_unknown,
                            struct ctr_consumer *out);

#endif
