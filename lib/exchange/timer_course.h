/*
 * A timer as it travels: all of it as one JSON object by its shape, with its pauses and what came
 * due. The version that it runs by goes by label, its decision by the place among those on the
 * change, from 1.
 */
#ifndef LC_EXCHANGE_TIMER_COURSE_H
#define LC_EXCHANGE_TIMER_COURSE_H

#include "domain/timer/timer.h"

struct lc_told {
    struct lc_recipient is;
};

struct lc_came_due {
    struct ctr_action is;
    struct lc_told *told;
    size_t told_count;
};

struct lc_timer_story {
    struct ctr_timer is;
    const char *master;
    int64_t decision;
    struct lc_came_due *actions;
    size_t action_count;
};

extern const struct lc_shape lc_shape_timer_story;

#endif
