/* Days into periods, and what a meeting lacks. */
#include "terms/rhythm.h"

enum { FORTNIGHT = 14 };

static struct lc_span_of_days month_of(int64_t day)
{
    struct lc_date d = lc_date_of(day);
    int64_t first = lc_day_of(d.year, d.month, 1);
    return (struct lc_span_of_days){first, first + lc_month_days(d.year, d.month) - 1};
}

/* Iteration k begins with working day k * n + 1 from the anchor on, the first one with the anchor;
 * days off between two belong to the one before. */
static ctr_status iteration_of(struct lc_ctx *ctx, const struct lc_rhythm_of *r, int64_t day,
                               struct lc_span_of_days *out)
{
    int64_t before = r->anchor - 1;
    int64_t n = r->iteration_days;
    int64_t worked = lc_calendar_days(r->calendar, before, day);
    int64_t k = worked > 0 ? (worked - 1) / n : 0;

    out->first = r->anchor;
    if (k) {
        LC_TRY(lc_calendar_add_days(ctx, r->calendar, before, k * n + 1, &out->first));
    }
    LC_TRY(lc_calendar_add_days(ctx, r->calendar, before, (k + 1) * n + 1, &out->last));
    out->last--;
    return CTR_OK;
}

ctr_status lc_rhythm_period(struct lc_ctx *ctx, const struct lc_rhythm_of *r, int64_t day,
                            struct lc_span_of_days *out)
{
    int64_t first;

    switch (r->rhythm) {
    case LC_RHYTHM_WEEKLY:
        first = day - lc_weekday(day);
        *out = (struct lc_span_of_days){first, first + 6};
        return CTR_OK;
    case LC_RHYTHM_BIWEEKLY:
        first = r->anchor + lc_floor_div(day - r->anchor, FORTNIGHT) * FORTNIGHT;
        *out = (struct lc_span_of_days){first, first + FORTNIGHT - 1};
        return CTR_OK;
    case LC_RHYTHM_MONTHLY:
        *out = month_of(day);
        return CTR_OK;
    case LC_RHYTHM_ITERATION:
        return iteration_of(ctx, r, day, out);
    default:
        *out = (struct lc_span_of_days){day, day};
        return CTR_OK;
    }
}

bool lc_rhythm_asks(const struct lc_rhythm_of *r, const struct lc_span_of_days *period)
{
    return lc_calendar_days(r->calendar, period->first - 1, period->last) > 0;
}

static bool names(const char *given, const char *wanted)
{
    size_t n = strlen(wanted);
    return strncmp(given, wanted, n) == 0 && (given[n] == '\0' || given[n] == '=');
}

bool lc_named_among(const char *wanted, const char *const *given, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (names(given[i], wanted)) {
            return true;
        }
    }
    return false;
}

/* "minutes=https://example.org/7" has a name, "https://example.org/?id=7" has none. */
static bool has_name(const char *given)
{
    size_t n = strcspn(given, "=:/?#");
    return given[n] == '=' && n > 0;
}

static bool any_unnamed(const char *const *given, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!has_name(given[i])) {
            return true;
        }
    }
    return false;
}

ctr_status lc_named_missing(struct lc_ctx *ctx, const char *const *wanted, size_t wanted_count,
                            const char *const *given, size_t given_count, bool alone,
                            const char ***out, size_t *count)
{
    *count = 0;
    *out = lc_new(ctx, wanted_count + 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    if (alone && wanted_count == 1 && any_unnamed(given, given_count)) {
        return CTR_OK;
    }
    for (size_t i = 0; i < wanted_count; i++) {
        if (!lc_named_among(wanted[i], given, given_count)) {
            (*out)[(*count)++] = wanted[i];
        }
    }
    return CTR_OK;
}
