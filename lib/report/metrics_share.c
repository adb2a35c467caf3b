/*
 * Pain and gain as last assessed, each with its basis, and how far off the forecasts of the cost
 * were once the cost is final.
 */
#include "report/metrics.h"

#include "base/date.h"
#include "domain/assess/assess.h"

enum { PAGE = 200 };

/* What the assessments of the days say together. */
struct record {
    struct ctr_assessment last;     /* of what was posted or held */
    struct ctr_assessment forecast; /* the last one with a forecast */
    int64_t posted, forecasts;      /* how many there are */
    bool final;
    int64_t cost;  /* the final one */
    int64_t *said; /* forecasts of the cost before it */
    size_t count, room;
};

static bool is_within(const struct lc_metrics_run *run, const struct ctr_assessment *a)
{
    int64_t us = a->as_of_day * LC_US_PER_DAY;
    return us >= run->from_us && us < run->until_us;
}

static ctr_status note(struct lc_metrics_run *run, const struct ctr_assessment *a, struct record *r)
{
    if (a->has_forecast) {
        r->forecast = *a;
        r->forecasts++;
        r->said = lc_grow(&run->op->ctx, r->said, r->count, &r->room, sizeof *r->said);
        if (!r->said) {
            return CTR_E_NOMEM;
        }
        r->said[r->count++] = a->forecast;
    }
    if (a->basis == LC_BASIS_ACTUAL) {
        r->last = *a;
        r->posted++;
        r->final = a->kind == LC_ASSESS_FINAL;
        r->cost = a->cost;
    }
    return CTR_OK;
}

static ctr_status gather(struct lc_metrics_run *run, const struct ctr_ledger *book,
                         struct record *r)
{
    int64_t after = 0;

    do {
        struct ctr_assessment_list list;
        LC_TRY(lc_assess_list(run->op, book, after, PAGE, &list));
        for (size_t i = 0; i < list.count; i++) {
            if (is_within(run, &list.items[i])) {
                LC_TRY(note(run, &list.items[i], r));
            }
        }
        after = list.next;
    } while (after);
    return CTR_OK;
}

static ctr_status balance(struct lc_metrics_run *run, const char *basis, const char *value,
                          const char *unit, int64_t samples)
{
    const struct lc_metric m = {
        .metric = "pain_gain_balance",
        .statistic = basis,
        .value = samples ? value : NULL,
        .unit = unit,
        .samples = samples,
        .reason = samples ? NULL : "nothing of it was assessed in these days",
    };
    return lc_metric_add(run, &m);
}

/* (actual - forecast) / forecast in percent; false for a forecast of zero. */
static bool error_of(int64_t cost, int64_t forecast, int64_t *out)
{
    if (!forecast) {
        return false;
    }
    __int128 n = (__int128)(cost - forecast) * 100 * LC_FIXED_ONE;
    __int128 q =
        forecast < 0 ? lc_fixed_quotient(-n, -(__int128)forecast) : lc_fixed_quotient(n, forecast);
    bool fits = q <= INT64_MAX / PAGE && q >= -INT64_MAX / PAGE;
    *out = fits ? (int64_t)q : 0;
    return fits;
}

static ctr_status tell_error(struct lc_metrics_run *run, const char *statistic, __int128 sum,
                             int64_t count, const struct record *r)
{
    char text[LC_FIXED_TEXT];
    const char *why = !r->final       ? "the cost is not final"
                      : !r->forecasts ? "no cost was forecast"
                      : !count        ? "the cost was forecast as zero"
                                      : NULL;
    const struct lc_metric m = {
        .metric = "iteration_forecast_error",
        .statistic = statistic,
        .value = why ? NULL
                     : lc_dup_c(&run->op->ctx,
                                lc_fixed_text((int64_t)lc_fixed_quotient(sum, count), text)),
        .unit = "%",
        .samples = why ? 0 : count,
        .open = r->final ? 0 : r->forecasts,
        .reason = why,
    };
    return lc_metric_add(run, &m);
}

static ctr_status tell_errors(struct lc_metrics_run *run, const struct record *r)
{
    __int128 bias = 0;
    __int128 size = 0;
    int64_t last = 0;
    int64_t count = 0;

    for (size_t i = 0; r->final && i < r->count; i++) {
        int64_t e;
        if (error_of(r->cost, r->said[i], &e)) {
            bias += e;
            size += e < 0 ? -e : e;
            last = e;
            count++;
        }
    }
    LC_TRY(tell_error(run, "last", last, count ? 1 : 0, r));
    LC_TRY(tell_error(run, "mape", size, count, r));
    return tell_error(run, "bias", bias, count, r);
}

ctr_status lc_metrics_shares(struct lc_metrics_run *run)
{
    struct lc_op *op = run->op;
    struct record r = {.final = false};
    struct ctr_ledger book;
    bool found;

    if (op->store->schema < LC_SCHEMA_ASSESSMENTS) { /* read-only, from before there were any */
        return CTR_OK;
    }
    LC_TRY(lc_ledger_find(op, &run->policy->contract, &book, &found));
    if (!found) {
        return CTR_OK;
    }
    LC_TRY(gather(run, &book, &r));
    LC_TRY(balance(run, "accrued", r.last.text_accrued, book.base, r.posted));
    LC_TRY(balance(run, "payable", r.last.text_payable, book.base, r.posted));
    LC_TRY(balance(run, "forecast", r.forecast.text_forecast_share, book.base, r.forecasts));
    return tell_errors(run, &r);
}
