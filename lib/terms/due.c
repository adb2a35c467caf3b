/* Deadlines by a calendar. */
#include "terms/due.h"

#include "base/time.h"
#include "terms/fixed.h"

int64_t lc_term_hours(int64_t hours)
{
    return hours * 3600; /* millionths of an hour are 3600 microseconds */
}

/* The same time of the day, on the n-th working day after it. */
static ctr_status same_time(struct lc_ctx *ctx, const struct ctr_calendar *c, int64_t at, int64_t n,
                            int64_t *out)
{
    int64_t offset = lc_zone_offset(c->zone, lc_floor_div(at, LC_US_PER_SECOND));
    int64_t local = at + offset * LC_US_PER_SECOND;
    int64_t day = lc_floor_div(local, LC_US_PER_DAY);
    int64_t in_day = local - day * LC_US_PER_DAY;

    LC_TRY(lc_calendar_add_days(ctx, c, day, n, &day));
    local = day * LC_US_PER_DAY + in_day;
    int64_t second = lc_floor_div(local, LC_US_PER_SECOND);
    *out = local + (lc_zone_instant(c->zone, second) - second) * LC_US_PER_SECOND;
    return CTR_OK;
}

ctr_status lc_term_due(struct lc_ctx *ctx, const struct ctr_calendar *c, int64_t from, int64_t days,
                       int64_t *out)
{
    int64_t whole = days / LC_FIXED_ONE;
    int64_t part = days % LC_FIXED_ONE;

    LC_TRY(lc_calendar_next_open(ctx, c, from, out));
    if (whole) {
        LC_TRY(same_time(ctx, c, *out, whole, out));
        LC_TRY(lc_calendar_next_open(ctx, c, *out, out));
    }
    if (!part || !c->week_days) {
        return CTR_OK;
    }
    __int128 span = (__int128)(c->week_total / c->week_days) * part / LC_FIXED_ONE;
    return lc_calendar_add(ctx, c, *out, (int64_t)span, out);
}

ctr_status lc_term_before(struct lc_ctx *ctx, const struct ctr_calendar *c, int64_t from,
                          int64_t due, int64_t span, int64_t *out)
{
    int64_t all = lc_calendar_elapsed(c, from, due);

    if (span >= all) {
        *out = from;
        return CTR_OK;
    }
    return lc_calendar_add(ctx, c, from, all - span, out);
}
