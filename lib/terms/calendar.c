/* Arithmetic with working days and working time. */
#include "terms/calendar.h"

#define FIRST_US (LC_DAY_FIRST * LC_US_PER_DAY)
#define END_US ((LC_DAY_LAST + 1) * LC_US_PER_DAY)
/* Local dates reach a little further than those of UTC. */
#define MARGIN_DAYS 2

struct plan {
    const struct lc_open *open;
    size_t count;
    int64_t total;
};

/* Number of special dates before a day. */
static size_t specials_before(const struct ctr_calendar *c, int64_t day)
{
    size_t low = 0;
    size_t high = c->special_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->special[middle].day < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static struct plan plan_of(const struct ctr_calendar *c, int64_t day)
{
    size_t n = specials_before(c, day);
    if (n < c->special_count && c->special[n].day == day) {
        const struct lc_special *s = &c->special[n];
        return (struct plan){s->open, s->count, s->total};
    }
    const struct lc_week_day *w = &c->week[lc_weekday(day)];
    return (struct plan){w->open, w->count, w->total};
}

/* What has passed when a day begins; only differences mean anything. */
struct passed {
    int64_t time;
    int64_t days;
};

static struct passed passed_before(const struct ctr_calendar *c, int64_t day)
{
    int weekday = lc_weekday(day);
    int64_t weeks = lc_floor_div(day - weekday, 7);
    size_t n = specials_before(c, day);
    struct passed p = {weeks * c->week_total, weeks * c->week_days};
    for (int i = 0; i < weekday; i++) {
        p.time += c->week[i].total;
        p.days += c->week[i].count > 0;
    }
    if (n) {
        p.time += c->special[n - 1].more_time;
        p.days += c->special[n - 1].more_days;
    }
    return p;
}

static int64_t time_until(const struct ctr_calendar *c, int64_t local)
{
    int64_t day = lc_floor_div(local, LC_US_PER_DAY);
    int64_t in_day = local - day * LC_US_PER_DAY;
    struct plan plan = plan_of(c, day);
    int64_t time = passed_before(c, day).time;
    for (size_t i = 0; i < plan.count && plan.open[i].from < in_day; i++) {
        time += (in_day < plan.open[i].to ? in_day : plan.open[i].to) - plan.open[i].from;
    }
    return time;
}

/* The first local time at which time_until() is `target`; it is reached on `last` or before. */
static int64_t when_passed(const struct ctr_calendar *c, int64_t target, int64_t first,
                           int64_t last)
{
    while (first < last) {
        int64_t middle = first + (last - first) / 2;
        if (passed_before(c, middle + 1).time >= target) {
            last = middle;
        } else {
            first = middle + 1;
        }
    }
    struct plan plan = plan_of(c, first);
    int64_t left = target - passed_before(c, first).time;
    size_t i = 0;
    while (i + 1 < plan.count && left > plan.open[i].to - plan.open[i].from) {
        left -= plan.open[i].to - plan.open[i].from;
        i++;
    }
    return first * LC_US_PER_DAY + (i < plan.count ? plan.open[i].from : 0) + left;
}

void lc_calendar_total(struct ctr_calendar *c, struct lc_special *special)
{
    int64_t time = 0;
    int64_t days = 0;
    c->week_total = 0;
    c->week_days = 0;
    for (size_t i = 0; i < c->week_count; i++) {
        c->week_total += c->week[i].total;
        c->week_days += c->week[i].count > 0;
    }
    for (size_t i = 0; i < c->special_count; i++) {
        const struct lc_week_day *w = &c->week[lc_weekday(special[i].day)];
        time += special[i].total - w->total;
        days += (special[i].count > 0) - (w->count > 0);
        special[i].more_time = time;
        special[i].more_days = days;
    }
    c->special = special;
}

ctr_status lc_check_instant(struct lc_ctx *ctx, const char *what, int64_t us)
{
    return us >= FIRST_US && us < END_US
               ? CTR_OK
               : lc_fail(ctx, CTR_E_ARGUMENT,
                         "%s is %lld microseconds from 1970, wanted one of the years 1 to 9999",
                         what, (long long)us);
}

/* A stretch with one offset, cut at `end`. */
struct stretch {
    int64_t end;
    int64_t offset; /* microseconds */
};

static struct stretch stretch_at(const struct ctr_calendar *c, int64_t at, int64_t end)
{
    struct lc_zone_span span = lc_zone_span_at(c->zone, lc_floor_div(at, LC_US_PER_SECOND));
    bool cut = span.to <= lc_floor_div(end, LC_US_PER_SECOND);
    return (struct stretch){cut ? span.to * LC_US_PER_SECOND : end, span.offset * LC_US_PER_SECOND};
}

int64_t lc_calendar_elapsed(const struct ctr_calendar *c, int64_t from, int64_t to)
{
    int64_t time = 0;
    if (to < from) {
        return -lc_calendar_elapsed(c, to, from);
    }
    while (from < to) {
        struct stretch s = stretch_at(c, from, to);
        time += time_until(c, s.end + s.offset) - time_until(c, from + s.offset);
        from = s.end;
    }
    return time;
}

bool lc_calendar_is_open(const struct ctr_calendar *c, int64_t us)
{
    int64_t offset = lc_zone_offset(c->zone, lc_floor_div(us, LC_US_PER_SECOND));
    int64_t local = us + offset * LC_US_PER_SECOND;
    int64_t day = lc_floor_div(local, LC_US_PER_DAY);
    struct plan plan = plan_of(c, day);
    for (size_t i = 0; i < plan.count; i++) {
        int64_t in_day = local - day * LC_US_PER_DAY;
        if (in_day >= plan.open[i].from && in_day < plan.open[i].to) {
            return true;
        }
    }
    return false;
}

static ctr_status never(struct lc_ctx *ctx, const struct ctr_calendar *c, int64_t start,
                        int64_t span)
{
    char at[LC_DATE_TEXT];
    char time[LC_SPAN_TEXT];
    ctr_status status = lc_fail(
        ctx, CTR_E_LIMIT,
        "calendar '%s' is not open for %s after %s, until the end of 9999; give its week "
        "more hours",
        c->id, lc_span_format(span, time), lc_date_format(lc_floor_div(start, LC_US_PER_DAY), at));
    lc_detail(ctx, "calendar", c->id);
    return status;
}

/* Without a week the last special date is the end of all opening. */
static int64_t end_of_opening(const struct ctr_calendar *c)
{
    if (c->week_total) {
        return END_US;
    }
    int64_t last = c->special_count ? c->special[c->special_count - 1].day : LC_DAY_FIRST;
    int64_t end = (last + MARGIN_DAYS) * LC_US_PER_DAY;
    return end < END_US ? end : END_US;
}

ctr_status lc_calendar_add(struct lc_ctx *ctx, const struct ctr_calendar *c, int64_t start,
                           int64_t span, int64_t *out)
{
    int64_t end = end_of_opening(c);
    int64_t left = span;
    if (span < 0) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a span of working time is negative, wanted 0 or more");
    }
    if (span == 0) {
        *out = start;
        return CTR_OK;
    }
    for (int64_t at = start; at < end;) {
        struct stretch s = stretch_at(c, at, end);
        int64_t before = time_until(c, at + s.offset);
        int64_t have = time_until(c, s.end + s.offset) - before;
        if (have >= left) {
            int64_t first = lc_floor_div(at + s.offset, LC_US_PER_DAY);
            int64_t last = lc_floor_div(s.end + s.offset, LC_US_PER_DAY);
            *out = when_passed(c, before + left, first, last) - s.offset;
            return CTR_OK;
        }
        left -= have;
        at = s.end;
    }
    return never(ctx, c, start, span);
}

ctr_status lc_calendar_next_open(struct lc_ctx *ctx, const struct ctr_calendar *c, int64_t at,
                                 int64_t *out)
{
    if (lc_calendar_is_open(c, at)) {
        *out = at;
        return CTR_OK;
    }
    LC_TRY(lc_calendar_add(ctx, c, at, 1, out)); /* the end of the first open microsecond */
    *out -= 1;
    return CTR_OK;
}

bool lc_calendar_is_working_day(const struct ctr_calendar *c, int64_t day)
{
    return plan_of(c, day).count > 0;
}

int64_t lc_calendar_days(const struct ctr_calendar *c, int64_t from, int64_t to)
{
    return passed_before(c, to + 1).days - passed_before(c, from + 1).days;
}

static ctr_status too_few(struct lc_ctx *ctx, const struct ctr_calendar *c, int64_t from, int64_t n)
{
    char date[LC_DATE_TEXT];
    ctr_status status = lc_fail(
        ctx, CTR_E_LIMIT, "calendar '%s' has no %llu working days %s %s in the years 1 to 9999",
        c->id, (unsigned long long)(n < 0 ? 0 - (uint64_t)n : (uint64_t)n),
        n > 0 ? "after" : "before", lc_date_format(from, date));
    lc_detail(ctx, "calendar", c->id);
    return status;
}

ctr_status lc_calendar_add_days(struct lc_ctx *ctx, const struct ctr_calendar *c, int64_t from,
                                int64_t n, int64_t *out)
{
    int64_t low = n > 0 ? from + 1 : LC_DAY_FIRST;
    int64_t high = n > 0 ? LC_DAY_LAST : from - 1;
    int64_t most = LC_DAY_LAST - LC_DAY_FIRST;
    *out = from;
    if (n == 0) {
        return CTR_OK;
    }
    if (n > most || n < -most || low > high) {
        return too_few(ctx, c, from, n);
    }
    /* working days up to and including the one wanted */
    int64_t target = n > 0 ? passed_before(c, low).days + n : passed_before(c, from).days + n + 1;
    if (passed_before(c, low).days >= target || passed_before(c, high + 1).days < target) {
        return too_few(ctx, c, from, n);
    }
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (passed_before(c, middle + 1).days >= target) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    *out = low;
    return CTR_OK;
}

const struct ctr_calendar *lc_calendar_find(const struct ctr_calendar_list *list, const char *id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].id, id) == 0) {
            return &list->items[i];
        }
    }
    return NULL;
}
