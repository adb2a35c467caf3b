/* <contracts/metrics.h>: figures of a master contract. */
#include "report/metrics.h"

#include "api/getter.h"
#include "api/task.h"

enum { MAX_DAY = 40 };

struct metrics_args {
    struct lc_names names;
    const ctr_metrics_options *given;
    ctr_metrics_options options;
};

void ctr_metrics_options_init(ctr_metrics_options *options, size_t size)
{
    lc_options_init(options, size);
}

static ctr_status metrics_prepare(struct lc_op *op, void *user)
{
    struct metrics_args *a = user;

    a->options = (ctr_metrics_options){.struct_size = sizeof a->options};
    LC_TRY(LC_READ(&op->ctx, ctr_metrics_options, a->given, &a->options));
    LC_TRY(lc_check_text(&op->ctx, "first day", a->options.from, MAX_DAY));
    return lc_check_text(&op->ctx, "last day", a->options.until, MAX_DAY);
}

static ctr_status metrics_run(struct lc_op *op, void *user, void *body)
{
    const struct metrics_args *a = user;
    return lc_report_metrics(op, a->names.team, a->names.name, &a->options, body);
}

ctr_status ctr_metrics_get(ctr_store *store, const char *team, const char *name,
                           const ctr_metrics_options *options, ctr_metrics **out, ctr_error **err)
{
    struct metrics_args args = {{team, name ? name : ""}, options, {0}};
    struct ctr_metrics body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .prepare = metrics_prepare,
                                 .run = metrics_run,
                                 .args = &args,
                                 .shape = &lc_shape_metrics,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

LC_GET_SIZE(metrics, count, count)
LC_GET_STR_AT(metrics, name, items, count, .metric)
LC_GET_STR_AT(metrics, alias, items, count, .alias)
LC_GET_STR_AT(metrics, subject, items, count, .subject)
LC_GET_STR_AT(metrics, statistic, items, count, .statistic)
LC_GET_STR_AT(metrics, value, items, count, .value)
LC_GET_STR_AT(metrics, unit, items, count, .unit)
LC_GET_NUM_AT(metrics, int64_t, samples, items, count, .samples)
LC_GET_NUM_AT(metrics, int64_t, open, items, count, .open)
LC_GET_STR_AT(metrics, reason, items, count, .reason)
LC_FREE(metrics)
