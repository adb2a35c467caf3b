/*
 * Benchmarks print one line a figure: ours, the floor or peer measured in the same run, the ratio,
 * and its bar: what it has to reach, or may be at most. One that misses its bar says so, and makes
 * the program exit 1.
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline double bench_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline uint64_t bench_random(uint64_t *state)
{
    uint64_t x = *state;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return *state = x;
}

static inline int bench_by_double(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Median; sorts. */
static inline double bench_median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, bench_by_double);
    return values[count / 2];
}

static inline const char *bench_mark(int missed)
{
    return missed ? " MISSED" : "";
}

/* Print a figure; returns 1 if it is below its bar. bar 0: printed only. */
static inline int bench_ratio(const char *name, const char *unit, double ours, const char *floor,
                              double theirs, double bar)
{
    double ratio = ours / theirs;
    printf("%s: %.4g %s, %s %.4g, ratio %.2f", name, ours, unit, floor, theirs, ratio);
    if (bar > 0) {
        printf(" (at least %.2f)%s", bar, bench_mark(ratio < bar));
    }
    putchar('\n');
    fflush(stdout);
    return bar > 0 && ratio < bar;
}

static inline void bench_die(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(2);
}

#endif
