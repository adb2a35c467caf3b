/*
 * How long decisions on changes take, from asking to the decision. Those that the policy approves
 * at once take no time and are left out; those that are not decided on are counted as open, not
 * dropped in silence.
 */
#include "report/metrics.h"

#include "terms/attainment.h"

#include <stdlib.h>

struct leads {
    int64_t *elapsed, *working;
    size_t count, working_count, room, working_room;
    int64_t open;
    int64_t pending; /* changes that are asked for and not over, now */
};

static ctr_status add(struct lc_op *op, int64_t **items, size_t *count, size_t *room, int64_t value)
{
    *items = lc_grow(&op->ctx, *items, *count, room, sizeof **items);
    if (!*items) {
        return CTR_E_NOMEM;
    }
    (*items)[(*count)++] = value;
    return CTR_OK;
}

static bool is_by_policy(const struct ctr_change *h)
{
    return h->type == LC_CHANGE_STANDARD && h->change_class == CTR_CLASS_MINOR;
}

static bool is_over(const struct ctr_change *h)
{
    return h->state == LC_CHANGE_CLOSED || h->state == LC_CHANGE_WITHDRAWN ||
           h->state == LC_CHANGE_REJECTED;
}

static ctr_status count(struct lc_metrics_run *run, const struct ctr_change *h, struct leads *l)
{
    bool decided = h->decided_us && h->decided_us < run->until_us;

    l->pending += !is_over(h);
    if (h->created_us >= run->until_us || is_by_policy(h)) {
        return CTR_OK;
    }
    if (!decided) {
        l->open += h->state != LC_CHANGE_WITHDRAWN;
        return CTR_OK;
    }
    if (h->decided_us < run->from_us) {
        return CTR_OK;
    }
    LC_TRY(add(run->op, &l->elapsed, &l->count, &l->room, h->decided_us - h->created_us));
    return h->lead_time && h->lead_time->working_seconds
               ? add(run->op, &l->working, &l->working_count, &l->working_room,
                     h->lead_time->working * LC_US_PER_SECOND)
               : CTR_OK;
}

static ctr_status gather(struct lc_metrics_run *run, struct leads *l)
{
    const struct lc_contract *c = &run->policy->contract;
    struct lc_change_query query = {.team = c->team, .contract = c->name, .limit = 500};

    do {
        struct ctr_change_list list;
        LC_TRY(lc_change_list(run->op, &query, &list));
        LC_TRY(lc_lead_times(run->op, (struct ctr_change *)(uintptr_t)list.items, list.count));
        for (size_t i = 0; i < list.count; i++) {
            LC_TRY(count(run, &list.items[i], l));
        }
        query.after = list.next;
    } while (query.after);
    return CTR_OK;
}

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static ctr_status tell(struct lc_metrics_run *run, const char *metric, const char *alias,
                       int64_t *spans, size_t count, const struct leads *l)
{
    static const int percents[] = {50, 90};

    if (count) {
        qsort(spans, count, sizeof *spans, ascending);
    }
    for (size_t i = 0; i < sizeof percents / sizeof percents[0]; i++) {
        const char *why = l->count ? "the calendar's zone is not known here"
                                   : "nothing was decided on in these days";
        const struct lc_metric m = {
            .metric = metric,
            .alias = alias,
            .statistic = lc_format(&run->op->ctx, "p%d", percents[i]),
            .value =
                count ? lc_metric_hours(&run->op->ctx, lc_nearest_rank(spans, count, percents[i]))
                      : NULL,
            .unit = "hours",
            .samples = (int64_t)count,
            .open = l->open,
            .reason = count ? NULL : why,
        };
        LC_TRY(lc_metric_add(run, &m));
    }
    return CTR_OK;
}

ctr_status lc_metrics_changes(struct lc_metrics_run *run)
{
    struct leads l = {0};

    LC_TRY(gather(run, &l));
    LC_TRY(tell(run, "cr_decision_lead_time", "change_lead_time", l.elapsed, l.count, &l));
    LC_TRY(tell(run, "cr_decision_lead_time_working", NULL, l.working, l.working_count, &l));
    const struct lc_metric open = {
        .metric = "open_changes",
        .alias = "open_CR_count",
        .value = lc_format(&run->op->ctx, "%lld", (long long)l.pending),
        .unit = "changes",
        .samples = l.pending,
    };
    return lc_metric_add(run, &open);
}
