/*
 * What is watched, as it travels: each case of a service level as one JSON object by its shape.
 */
#ifndef LC_EXCHANGE_WATCH_H
#define LC_EXCHANGE_WATCH_H

#include "domain/slo/slo.h"

struct lc_clock_cycle {
    int64_t goal_us, breached_us, noted_us;
    struct lc_slo_tick *ticks;
    size_t tick_count;
};

struct lc_clock {
    struct lc_clock_cycle *cycles;
    size_t count;
};

extern const struct lc_shape lc_shape_clock;

#endif
