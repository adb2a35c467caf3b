/*
 * What a comparison of two documents costs against reading them as JSON.
 */
#ifndef TESTS_BENCH_SPEC_H
#define TESTS_BENCH_SPEC_H

#include "bench.h"

#include "spec/spec.h"

/* The best of so many rounds, of more where one takes no time. */
enum { ROUNDS = 7 };
static const double enough = 0.3; /* s */

struct figures {
    double reading; /* of both schemas, as JSON, in seconds */
    double opening; /* the same as schemas: reading, checking, following references */
    double whole;   /* opening and comparing */
};

/* The processor's time, which others on the machine do not lengthen so much. */
static inline double cpu_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline double read_once(const char *format_name, const struct lc_buf *a,
                               const struct lc_buf *b)
{
    struct lc_ctx ctx;
    struct lc_bundle bundle;
    double start = cpu_now();
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        bench_die(format_name, "no context");
    }
    for (int i = 0; i < 2; i++) {
        const struct lc_buf *text = i ? b : a;
        const ctr_source source = {
            .struct_size = sizeof source, .data = text->data, .size = text->size};
        if (lc_bundle_open(&ctx, &source, NULL, &bundle) != CTR_OK) {
            bench_die(format_name, ctr_error_message(ctx.error));
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return cpu_now() - start;
}

static inline double compare_once(const char *format_name, ctr_format format,
                                  const struct lc_buf *a, const struct lc_buf *b, double *opening)
{
    struct lc_ctx ctx;
    struct lc_spec spec[2];
    struct ctr_diff diff;
    double start = cpu_now();
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        bench_die(format_name, "no context");
    }
    for (int i = 0; i < 2; i++) {
        const struct lc_buf *text = i ? b : a;
        const ctr_source source = {
            .struct_size = sizeof source, .format = format, .data = text->data, .size = text->size};
        if (lc_spec_read(&ctx, &source, &spec[i]) != CTR_OK) {
            bench_die(format_name, ctr_error_message(ctx.error));
        }
    }
    *opening = cpu_now() - start;
    if (lc_spec_diff(&ctx, &spec[0], &spec[1], CTR_MODE_FULL, CTR_PROFILE_STRICT, &diff) !=
            CTR_OK ||
        diff.verdict != CTR_VERDICT_INCOMPATIBLE) {
        bench_die(format_name, "the comparison went wrong");
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return cpu_now() - start;
}

static inline struct figures measure(const char *format_name, ctr_format format,
                                     const struct lc_buf *a, const struct lc_buf *b)
{
    struct figures best = {1e9, 1e9, 1e9};
    double spent = 0;
    for (int i = 0; i < ROUNDS || spent < enough; i++) {
        double reading = read_once(format_name, a, b);
        double opening;
        double whole = compare_once(format_name, format, a, b, &opening);
        best.reading = reading < best.reading ? reading : best.reading;
        best.opening = opening < best.opening ? opening : best.opening;
        best.whole = whole < best.whole ? whole : best.whole;
        spent += reading + whole;
    }
    return best;
}

static inline int against_reading(const char *format_name, const char *what, struct figures f,
                                  double bar)
{
    double ratio = (f.whole - f.reading) / f.reading;
    printf("%s, %s: comparing %.3f ms, reading %.3f ms, ratio %.2f (at most %.1f)%s\n", format_name,
           what, (f.whole - f.reading) * 1e3, f.reading * 1e3, ratio, bar, bench_mark(ratio > bar));
    return ratio > bar;
}

/* Of 1,000, 10,000 and 100,000 fields. What does not fit the caches takes longer, by how much goes
 * by the machine: so does reading, which tells how much of it that is. bench_growth.c counts
 * instructions. */
static inline int grows(const char *format_name, const struct figures f[3])
{
    const double bar = 1.25;
    const double bar_clock = 1.5;
    double whole = f[2].whole / f[1].whole / 10;
    double reading = f[2].reading / f[1].reading / 10;
    double ratio = whole / reading;
    printf("%s: a field costs %.0f ns among 1,000, %.0f among 10,000, %.0f among 100,000; the last "
           "two %.2f (at most %.2f)%s, in reading %.2f, ratio %.2f (at most %.2f)%s\n",
           format_name, f[0].whole * 1e6, f[1].whole * 1e5, f[2].whole * 1e4, whole, bar_clock,
           bench_mark(whole > bar_clock), reading, ratio, bar, bench_mark(ratio > bar));
    return whole > bar_clock || ratio > bar;
}

#endif
