/*
 * Figures of a master contract. Each source adds the rows of one kind of figure; metrics.c knows
 * them all, and their order.
 */
#ifndef LC_REPORT_METRICS_H
#define LC_REPORT_METRICS_H

#include <contracts/metrics.h>

#include "flow/policy.h"

struct lc_metric {
    const char *metric;
    const char *alias;     /* NULL = none */
    const char *subject;   /* NULL = the contract as a whole */
    const char *statistic; /* NULL = it is the only one */
    const char *value;     /* decimal; NULL = not computable */
    const char *unit;
    int64_t samples;
    int64_t open;       /* cases that are not over, and so not in the value */
    const char *reason; /* why there is no value */
};

struct ctr_metrics {
    const char *team;
    const char *name;
    const char *from, *until; /* NULL = from the beginning, until now */
    const struct lc_metric *items;
    size_t count;
};

extern const struct lc_shape lc_shape_metrics;

/* Figures being gathered. */
struct lc_metrics_run {
    struct lc_op *op;
    const struct lc_policy *policy;
    int64_t from_us, until_us; /* from <= t < until */
    struct lc_metric *items;
    size_t count, room;
};

/* Add one. */
ctr_status lc_metric_add(struct lc_metrics_run *run, const struct lc_metric *metric);
/* `span` microseconds as a decimal number of hours, in scratch memory; NULL without memory. */
const char *lc_metric_hours(struct lc_ctx *ctx, int64_t span);

ctr_status lc_report_metrics(struct lc_op *op, const char *team, const char *name,
                             const ctr_metrics_options *o, struct ctr_metrics *out);

/* --- sources, a file each --- */

/* How long decisions take, and how many are open (metrics_change.c). */
ctr_status lc_metrics_changes(struct lc_metrics_run *run);
/* How well service levels were met (metrics_service.c). */
ctr_status lc_metrics_services(struct lc_metrics_run *run);
/* Pain and gain, errors of forecasts (metrics_share.c). */
ctr_status lc_metrics_shares(struct lc_metrics_run *run);
/* Scope, acceptance and value of statements of work (metrics_work.c). */
ctr_status lc_metrics_work(struct lc_metrics_run *run);

#endif
