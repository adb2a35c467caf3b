/* Figures of a master contract: which there are, over which days, in which order. */
#include "report/metrics.h"

#include "base/date.h"

static const struct lc_field metric_fields[] = {
    LC_FIELD_OF(lc_metric, "metric", LC_KIND_STR, metric),
    LC_FIELD_OF(lc_metric, "alias", LC_KIND_STR, alias),
    LC_FIELD_OF(lc_metric, "subject", LC_KIND_STR, subject),
    LC_FIELD_OF(lc_metric, "statistic", LC_KIND_STR, statistic),
    LC_FIELD_OF(lc_metric, "value", LC_KIND_STR, value),
    LC_FIELD_OF(lc_metric, "unit", LC_KIND_STR, unit),
    LC_FIELD_OF(lc_metric, "samples", LC_KIND_INT, samples),
    LC_FIELD_OF(lc_metric, "open", LC_KIND_INT, open),
    LC_FIELD_OF(lc_metric, "reason", LC_KIND_STR, reason),
};
static const struct lc_shape shape_metric = LC_SHAPE(lc_metric, metric_fields);

static const struct lc_field metrics_fields[] = {
    LC_FIELD_OF(ctr_metrics, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_metrics, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_metrics, "from", LC_KIND_STR, from),
    LC_FIELD_OF(ctr_metrics, "until", LC_KIND_STR, until),
    LC_FIELD_LIST(ctr_metrics, "metrics", items, count, &shape_metric),
};
const struct lc_shape lc_shape_metrics = LC_SHAPE(ctr_metrics, metrics_fields);

static ctr_status (*const sources[])(struct lc_metrics_run *run) = {
    lc_metrics_changes,
    lc_metrics_services,
    lc_metrics_shares,
    lc_metrics_work,
};

ctr_status lc_metric_add(struct lc_metrics_run *run, const struct lc_metric *metric)
{
    if (run->op->ctx.error) {
        return CTR_E_NOMEM;
    }
    run->items = lc_grow(&run->op->ctx, run->items, run->count, &run->room, sizeof *run->items);
    if (!run->items) {
        return CTR_E_NOMEM;
    }
    run->items[run->count++] = *metric;
    return CTR_OK;
}

const char *lc_metric_hours(struct lc_ctx *ctx, int64_t span)
{
    char text[LC_FIXED_TEXT];

    /* a microsecond is 1/3600 of a millionth of an hour */
    return lc_dup_c(ctx, lc_fixed_text((int64_t)lc_fixed_quotient(span, 3600), text));
}

/* Midnight UTC before a day, or behind it; `none` where none is given. */
static ctr_status instant(struct lc_op *op, const char *what, const char *day, int64_t after,
                          int64_t none, int64_t *out)
{
    int64_t at;

    *out = none;
    if (!day) {
        return CTR_OK;
    }
    if (!lc_date_parse(lc_str(day), &at)) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT,
                       "%s '%.40s' is no date; wanted one that exists, such as 2026-01-31", what,
                       day);
    }
    *out = (at + after) * LC_US_PER_DAY;
    return CTR_OK;
}

ctr_status lc_report_metrics(struct lc_op *op, const char *team, const char *name,
                             const ctr_metrics_options *o, struct ctr_metrics *out)
{
    struct lc_policy policy;
    struct lc_metrics_run run = {.op = op, .policy = &policy};

    LC_TRY(instant(op, "the first day", o->from, 0, INT64_MIN, &run.from_us));
    LC_TRY(instant(op, "the last day", o->until, 1, INT64_MAX, &run.until_us));
    if (run.from_us >= run.until_us) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "the first day, %s, is behind the last one%s%s",
                       o->from, o->until ? ", " : "", o->until ? o->until : "");
    }
    LC_TRY(lc_policy_active(op, team, name, &policy));
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        LC_TRY(sources[i](&run));
    }
    *out = (struct ctr_metrics){.team = policy.contract.team,
                                .name = policy.contract.name,
                                .from = o->from,
                                .until = o->until,
                                .items = run.items,
                                .count = run.count};
    return CTR_OK;
}
