/* Counting cycles. */
#include "terms/attainment.h"

#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

int64_t lc_nearest_rank(const int64_t *sorted, size_t count, int percent)
{
    if (!count) {
        return -1;
    }
    size_t rank = (count / 100) * (size_t)percent + ((count % 100) * (size_t)percent + 99) / 100;
    return sorted[rank ? rank - 1 : 0];
}

static ctr_status check(struct lc_ctx *ctx, const struct lc_attainment_window *w)
{
    if (w->to < w->from) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a window ends before it begins");
    }
    if (w->target < 0 || w->target > LC_WATCH_WHOLE) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a target is not between 0 %% and 100 %%");
    }
    return CTR_OK;
}

static bool within(const struct lc_attainment_window *w, int64_t at)
{
    return at >= w->from && at < w->to;
}

ctr_status lc_attainment(struct lc_ctx *ctx, const struct lc_attainment_window *w,
                         const struct lc_watch_cycle *cycles, size_t count,
                         struct lc_attainment *out)
{
    size_t counted = 0;
    int64_t *elapsed = lc_new(ctx, count + 1, sizeof *elapsed);

    *out = (struct lc_attainment){.attained = -1, .reached = 1};
    if (!elapsed) {
        return CTR_E_NOMEM;
    }
    LC_TRY(check(ctx, w));
    for (size_t i = 0; i < count; i++) {
        const struct lc_watch_cycle *c = &cycles[i];
        bool late = c->late && within(w, c->due);
        bool met = !c->late && !c->open && within(w, c->stop);
        out->pending += !c->late && c->open && c->start < w->to;
        out->late += late;
        out->late_open += late && c->open;
        out->met += met;
        if (late || met) {
            elapsed[counted++] = c->elapsed;
        }
    }
    qsort(elapsed, counted, sizeof *elapsed, by_value);
    out->p50 = lc_nearest_rank(elapsed, counted, 50);
    out->p90 = lc_nearest_rank(elapsed, counted, 90);
    /* counts are below 2^32 (memory), so this is far from overflow */
    int64_t allowed = (LC_WATCH_WHOLE - w->target) * (int64_t)counted;
    out->budget_left = allowed - LC_WATCH_WHOLE * out->late;
    out->reached = out->budget_left >= 0;
    if (counted) {
        out->attained = lc_watch_share(out->met, (int64_t)counted);
    }
    return CTR_OK;
}
