/*
 * Periods of a rhythm: which days one meeting serves. Pure. Periods follow each other without gap;
 * one without a working day asks for nothing.
 */
#ifndef LC_TERMS_RHYTHM_H
#define LC_TERMS_RHYTHM_H

#include "terms/calendar.h"
#include "terms/master.h"

struct lc_rhythm_of {
    int32_t rhythm; /* lc_rhythm */
    const struct ctr_calendar *calendar;
    int64_t anchor;         /* the day from which biweekly ones and iterations are counted */
    int64_t iteration_days; /* working days, at least 1 */
};

struct lc_span_of_days {
    int64_t first, last;
};

/* The period that holds a day, which is not before the anchor. LIMIT if it has no end until the end
 * of 9999. */
ctr_status lc_rhythm_period(struct lc_ctx *ctx, const struct lc_rhythm_of *r, int64_t day,
                            struct lc_span_of_days *out);
/* Does it ask for a meeting? */
bool lc_rhythm_asks(const struct lc_rhythm_of *r, const struct lc_span_of_days *period);

/* Is `wanted` one of those that are given, as "wanted" or "wanted=what"? */
bool lc_named_among(const char *wanted, const char *const *given, size_t count);
/* Those of `wanted` that are not given. Where one thing is wanted and `alone` holds, anything that
 * is given without a name is it. */
ctr_status lc_named_missing(struct lc_ctx *ctx, const char *const *wanted, size_t wanted_count,
                            const char *const *given, size_t given_count, bool alone,
                            const char ***out, size_t *count);

#endif
