/*
 * How a walk over points of failure goes: every point when CTR_WALK is "all" (make soak), else a
 * sample, one in `stride`, from a start that SEED picks, another one in each run without it. The
 * program says both, so that a failure comes again.
 */
#ifndef TESTS_SUPPORT_WALK_H
#define TESTS_SUPPORT_WALK_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline bool walk_all(void)
{
    const char *walk = getenv("CTR_WALK");
    return walk && strcmp(walk, "all") == 0;
}

static inline long walk_stride(long sample)
{
    return walk_all() ? 1 : sample;
}

static inline unsigned walk_seed(void)
{
    static unsigned seed;
    const char *given = getenv("SEED");

    if (!seed) {
        seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
        seed = seed ? seed : 1;
    }
    return seed;
}

/* The first point, from 1. */
static inline long walk_start(long stride)
{
    return 1 + (long)(walk_seed() % (unsigned long)stride);
}

#endif
