/*
 * What runs where, checked against contracts, versions and consumers.
 */
#ifndef LC_FLOW_RUN_H
#define LC_FLOW_RUN_H

#include "domain/run/run.h"

struct lc_build_given {
    const char *consumer, *label;
    const char *against; /* selector; NULL = as the consumer is registered, else the active one */
    const char *const *parts;
    size_t part_count;
    bool parts_given, allow_unknown;
};
ctr_status lc_flow_build(struct lc_op *op, const struct lc_contract *c,
                         const struct lc_build_given *given, struct ctr_build *out);

struct lc_run_given {
    const char *team, *name; /* NULL: every contract that the build is recorded for */
    const char *selector;
    const char *consumer, *label; /* consumer NULL: a version of the contract */
    const char *environment, *instance;
    ctr_run_kind kind;
    bool may_be_new; /* the environment */
};
ctr_status lc_flow_run_begin(struct lc_op *op, const struct lc_run_given *given,
                             struct ctr_run_list *out);
ctr_status lc_flow_run_end(struct lc_op *op, const struct lc_run_given *given,
                           struct ctr_run_list *out);

#endif
