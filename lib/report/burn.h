/*
 * Burn against target: cost cumulated by the day it is effective, the target as it moved, what was
 * forecast, and where something of the terms ends.
 */
#ifndef LC_REPORT_BURN_H
#define LC_REPORT_BURN_H

#include "report/statement.h"

enum { LC_BURN_POINTS = 20000 };

/* After a day on which something moved. */
struct lc_burn_point {
    int64_t day, cost, target;
    const char *date, *text_cost, *text_target;
};

/* Of the final cost, by an assessment. */
struct lc_burn_forecast {
    int64_t day, cost, assessment;
    const char *date, *text_cost;
};

/* A cost where something ends, by the target of the last day. */
struct lc_burn_limit {
    const char *what, *at;
    int64_t cost;
};

struct ctr_burn {
    const char *team, *name, *until, *currency;
    int64_t until_day;
    int32_t exponent;
    const char *cost, *target;
    const struct lc_burn_point *points;
    size_t point_count;
    const struct lc_burn_forecast *forecasts;
    size_t forecast_count;
    const struct lc_burn_limit *limits;
    size_t limit_count;
};

extern const struct lc_shape lc_shape_burn;

/* `until` NULL = the day of the call. */
ctr_status lc_report_burn(struct lc_op *op, const char *team, const char *name, const char *until,
                          struct ctr_burn *out);

#endif
