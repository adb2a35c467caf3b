/*
 * The master contract of changes: the version of a contract of type master whose document is the
 * policy, who decides under it, and until when.
 */
#ifndef LC_FLOW_POLICY_H
#define LC_FLOW_POLICY_H

#include "domain/change/change.h"
#include "terms/calendar.h"

struct lc_policy {
    struct lc_contract contract;
    struct ctr_version version;
    struct lc_master master;
    struct lc_doc doc;
};

/* Zones from the system's data. */
extern const struct lc_zone_source lc_zones_here;

/* By the version that is active now. STATE if none is, or the contract is no master. */
ctr_status lc_policy_active(struct lc_op *op, const char *team, const char *name,
                            struct lc_policy *out);
/* By the version that a change is judged by; the active one if it is not submitted. */
ctr_status lc_policy_of(struct lc_op *op, const struct lc_contract *c, const struct ctr_change *h,
                        struct lc_policy *out);
/* By a version, whatever its state. */
ctr_status lc_policy_version(struct lc_op *op, int64_t rid, struct lc_policy *out);
/* The document of out->version, into the rest. */
ctr_status lc_policy_read(struct lc_op *op, struct lc_policy *out);
/* Do decision rights bind today? */
bool lc_policy_binds(const struct lc_op *op, const struct lc_policy *p);
/* The master's first calendar, with its zone from the system's data; Monday to Friday in UTC if it
 * has none. */
ctr_status lc_policy_calendar(struct lc_op *op, const struct lc_policy *p,
                              struct ctr_calendar *out);
/* How long the decisions took that these changes had, by the calendar of the policy that judged
 * each. */
ctr_status lc_lead_times(struct lc_op *op, struct ctr_change *items, size_t count);

#endif
