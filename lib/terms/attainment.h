/*
 * How well a service level was met over a window of time.
 *
 * Each cycle of a clock counts once: as met in the window that holds its stop, or as late in the
 * window that holds its due instant, whether it was stopped late or is still open. Cycles that are
 * open and not late are not counted yet. So windows that follow each other add up.
 */
#ifndef LC_TERMS_ATTAINMENT_H
#define LC_TERMS_ATTAINMENT_H

#include "terms/stopwatch.h"

struct lc_attainment {
    int64_t met;
    int64_t late;      /* open ones among them */
    int64_t late_open; /* those: their elapsed time still grows, so p50 and p90 are lower bounds */
    int64_t pending;   /* open at the end, not late, begun before it */
    /* met / (met + late) in units of 10^-8, rounded half up; -1: nothing was counted. The verdict
     * is exact, whatever the rounding. */
    int64_t attained;
    int32_t reached; /* 1: at least the target, or nothing was counted */
    /* Late ones that the target allows, less those there were, exactly: budget_left /
     * LC_WATCH_WHOLE cycles. Negative: overdrawn. */
    int64_t budget_left;
    int64_t p50, p90; /* elapsed working time, nearest rank; -1: nothing was counted */
};

/* `from` <= t < `to`; `target` in units of 10^-8, 0 to a whole. */
struct lc_attainment_window {
    int64_t from;
    int64_t to;
    int64_t target;
};

/* ARGUMENT for a window that ends before it begins or a target that is none. */
ctr_status lc_attainment(struct lc_ctx *ctx, const struct lc_attainment_window *window,
                         const struct lc_watch_cycle *cycles, size_t count,
                         struct lc_attainment *out);

/* Nearest rank: the smallest of the sorted values that at least `percent` % of them do not exceed;
 * the ceil(percent * count / 100)-th. -1 of none. */
int64_t lc_nearest_rank(const int64_t *sorted, size_t count, int percent);

#endif
