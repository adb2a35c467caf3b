/* How well service levels were met: late and still open counts as late. */
#include "report/metrics.h"

#include "flow/slo.h"

static ctr_status tell(struct lc_metrics_run *run, const struct lc_slo_level *l)
{
    const struct lc_metric m = {
        .metric = "slo_attainment",
        .alias = strcmp(l->slo, "review_turnaround") == 0 ? "review_sla" : NULL,
        .subject = l->slo,
        .value = l->measured ? l->attainment : NULL,
        .unit = "%",
        .samples = l->met + l->breached,
        .open = l->open,
        .reason = l->measured ? NULL : "not measured in these days",
    };
    const struct lc_metric budget = {
        .metric = "slo_error_budget",
        .subject = l->slo,
        .value = l->measured ? l->budget_left : NULL,
        .unit = "cases",
        .samples = l->met + l->breached,
        .open = l->open,
        .reason = m.reason,
    };
    LC_TRY(lc_metric_add(run, &m));
    return lc_metric_add(run, &budget);
}

ctr_status lc_metrics_services(struct lc_metrics_run *run)
{
    struct ctr_slo_report report;

    if (run->op->store->schema < LC_SCHEMA_WATCHES) { /* read-only, from before there were clocks */
        return CTR_OK;
    }
    LC_TRY(lc_flow_slo_report(run->op, &run->policy->contract, NULL,
                              run->from_us == INT64_MIN ? 0 : run->from_us,
                              run->until_us == INT64_MAX ? 0 : run->until_us, &report));
    for (size_t i = 0; i < report.level_count; i++) {
        LC_TRY(tell(run, &report.levels[i]));
    }
    return CTR_OK;
}
