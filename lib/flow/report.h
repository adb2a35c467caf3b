/*
 * Telling consumers: one event for each that is affected.
 */
#ifndef LC_FLOW_REPORT_H
#define LC_FLOW_REPORT_H

#include "flow/impact.h"

/* consumer.at-risk for each that breaks, would break on upgrade, or cannot be judged. */
ctr_status lc_report_at_risk(struct lc_op *op, const struct ctr_version *v,
                             const struct lc_impact *impacts, size_t count);
/* consumer.broken for each that breaks. */
ctr_status lc_report_broken(struct lc_op *op, const struct ctr_version *v,
                            const struct lc_impact *impacts, size_t count);
/* consumer.notified for each of the consumers that follow v. `cause` is "deprecated", "retired". */
ctr_status lc_report_notified(struct lc_op *op, const struct ctr_version *v,
                              const struct ctr_consumer_list *consumers, const char *cause);

#endif
