/*
 * Stopping the line: raising and clearing under the terms of a master, and the one question that
 * every flow asks before it acts: does something that is raised block this?
 */
#ifndef LC_FLOW_STOP_LINE_H
#define LC_FLOW_STOP_LINE_H

#include "domain/trigger/trigger.h"
#include "flow/policy.h"

struct lc_stop_raise {
    const char *trigger;
    const char *owner;     /* NULL = the trigger's, as the master has it */
    const char *otherwise; /* where that names none; NULL = refused */
    const char **evidence;
    size_t evidence_count;
    const char *reason;
};

/* Under the active version of a master. What stands already is left as it is, with a remark. */
ctr_status lc_flow_stop_raise(struct lc_op *op, const struct lc_policy *p,
                              const struct lc_stop_raise *raise, struct ctr_stop *out);
ctr_status lc_flow_stop_clear(struct lc_op *op, const struct lc_contract *c, const char *trigger,
                              const char *decision, struct ctr_stop *out);
/* The last one of a trigger; NOT_FOUND if it never was raised. */
ctr_status lc_flow_stop_get(struct lc_op *op, const struct lc_contract *c, const char *trigger,
                            struct ctr_stop *out);

/*
 * BLOCKED if a trigger is raised that blocks `action` on the contract: one of the contract itself,
 * of the master that its metadata names ("master": "team/name"), or, for a statement of work, of
 * the one that its document names (/master, in version `v`; NULL = the version in effect). One that
 * is only reported on lets it pass, and a write tells so as stop-line.passed. `what` is what would
 * be done, for the message.
 */
ctr_status lc_stop_check(struct lc_op *op, const struct lc_contract *c, const struct ctr_version *v,
                         const char *action, const char *what);

#endif
