/* Hours of a day and days of a week, out of documents. */
#include "terms/calendar_read.h"

static const char *const day_names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};

static bool take_clock(struct lc_str text, int64_t *out)
{
    for (size_t i = 0; i < 5; i++) {
        bool digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (i == 2 ? text.ptr[i] != ':' : !digit) {
            return false;
        }
    }
    int hour = (text.ptr[0] - '0') * 10 + text.ptr[1] - '0';
    int minute = (text.ptr[3] - '0') * 10 + text.ptr[4] - '0';
    *out = (hour * INT64_C(60) + minute) * 60 * LC_US_PER_SECOND;
    return minute < 60 && *out <= LC_US_PER_DAY;
}

static ctr_status add_hours(const struct lc_calendar_reading *r, const struct lc_value *v,
                            struct lc_hours *h)
{
    struct lc_open open;
    const char *text;
    LC_TRY(lc_calendar_text(r, "a span of hours", v, &text));
    if (v->count != 11 || text[5] != '-' || !take_clock(lc_raw(v), &open.from) ||
        !take_clock(lc_str_n(text + 6, 5), &open.to)) {
        return LC_WRONG(r, v, "'%.40s' is no span of hours; wanted HH:MM-HH:MM such as 09:00-17:00",
                        text);
    }
    if (open.from >= open.to) {
        return LC_WRONG(r, v,
                        "'%s' ends before it begins; write what is behind midnight (24:00) to the "
                        "next day",
                        text);
    }
    size_t i = h->count;
    for (; i && h->open[i - 1].from > open.from; i--) {
        h->open[i] = h->open[i - 1];
        h->texts[i] = h->texts[i - 1];
    }
    if ((i && h->open[i - 1].to > open.from) || (i < h->count && open.to > h->open[i + 1].from)) {
        return LC_WRONG(r, v, "'%s' overlaps other hours of the day", text);
    }
    h->open[i] = open;
    h->texts[i] = text;
    h->count++;
    h->total += open.to - open.from;
    return CTR_OK;
}

/* A text, an array of texts, or null for a day that is closed. */
ctr_status lc_hours_read(const struct lc_calendar_reading *r, const struct lc_value *v,
                         struct lc_hours *out)
{
    bool many = lc_is(v, LC_ARRAY);
    size_t count = many ? v->count : 1;
    if (count > LC_CALENDAR_HOURS) {
        return LC_WRONG(r, v, "%zu spans of hours, wanted at most %d a day", count,
                        LC_CALENDAR_HOURS);
    }
    *out = (struct lc_hours){lc_new(r->ctx, count + 1, sizeof *out->texts),
                             lc_new(r->ctx, count + 1, sizeof *out->open), 0, 0};
    if (!out->texts || !out->open) {
        return CTR_E_NOMEM;
    }
    if (lc_is(v, LC_NULL)) {
        return CTR_OK;
    }
    for (size_t i = 0; i < count; i++) {
        LC_TRY(add_hours(r, many ? lc_at(v, i) : v, out));
    }
    return CTR_OK;
}

/* "mon" or "monday", in any case; -1. */
static int weekday_of(struct lc_str word)
{
    for (int i = 0; i < 7; i++) {
        struct lc_str name = lc_str(day_names[i]);
        if (lc_str_eq_nocase(word, name) || lc_str_eq_nocase(word, lc_str_n(name.ptr, 3))) {
            return i;
        }
    }
    return -1;
}

static void set_day(struct lc_week_day *day, const struct lc_hours *h)
{
    day->hours = h->texts;
    day->open = h->open;
    day->count = h->count;
    day->total = h->total;
}

static ctr_status read_week(const struct lc_calendar_reading *r, const struct lc_value *v,
                            struct lc_week_day *week)
{
    bool seen[7] = {false};
    if (!lc_is(v, LC_OBJECT)) {
        return LC_WRONG(r, v, "week is %s, wanted days with hours, such as mon: [\"09:00-17:00\"]",
                        lc_calendar_kind(v));
    }
    for (uint32_t i = 0; i < v->count; i++) {
        const struct lc_member *m = &v->members[i];
        struct lc_hours hours;
        int day = weekday_of(lc_key(m));
        if (day < 0) {
            return LC_WRONG_KEY(r, m, "'%.*s' is no day of the week; wanted mon to sun",
                                (int)(m->key_len < 40 ? m->key_len : 40), m->key_chars);
        }
        if (seen[day]) {
            return LC_WRONG_KEY(r, m, "%s is there twice", day_names[day]);
        }
        seen[day] = true;
        LC_TRY(lc_hours_read(r, &m->value, &hours));
        set_day(&week[day], &hours);
    }
    return CTR_OK;
}

/* "fri", or "mon..fri", which may go round the end of the week. */
static ctr_status mark_days(const struct lc_calendar_reading *r, const struct lc_value *v,
                            bool marked[7])
{
    struct lc_str text = lc_text(v);
    int first = -1;
    int last = -1;
    for (size_t i = 0; i + 1 < text.len && first < 0; i++) {
        if (text.ptr[i] == '.' && text.ptr[i + 1] == '.') {
            first = weekday_of(lc_str_n(text.ptr, i));
            last = weekday_of(lc_str_n(text.ptr + i + 2, text.len - i - 2));
        }
    }
    if (first < 0) {
        first = last = weekday_of(text);
    }
    if (first < 0 || last < 0) {
        return lc_is(v, LC_STRING)
                   ? LC_WRONG(r, v, "'%.*s' is no day of the week; wanted mon to sun, or mon..fri",
                              (int)(text.len < 40 ? text.len : 40), text.ptr)
                   : LC_WRONG(r, v, "a day is %s, wanted mon to sun, or mon..fri",
                              lc_calendar_kind(v));
    }
    for (int day = first;; day = (day + 1) % 7) {
        marked[day] = true;
        if (day == last) {
            return CTR_OK;
        }
    }
}

static ctr_status all_day(struct lc_ctx *ctx, struct lc_hours *out)
{
    *out = (struct lc_hours){lc_new(ctx, 1, sizeof *out->texts), lc_new(ctx, 1, sizeof *out->open),
                             1, LC_US_PER_DAY};
    if (!out->texts || !out->open) {
        return CTR_E_NOMEM;
    }
    out->texts[0] = "00:00-24:00";
    out->open[0] = (struct lc_open){0, LC_US_PER_DAY};
    return CTR_OK;
}

/* days and hours, both with defaults: Monday to Friday, all day. */
static ctr_status read_days(const struct lc_calendar_reading *r, const struct lc_value *days,
                            const struct lc_value *hours, struct lc_week_day *week)
{
    struct lc_hours h;
    bool marked[7] = {true, true, true, true, true, false, false};
    LC_TRY(hours ? lc_hours_read(r, hours, &h) : all_day(r->ctx, &h));
    if (days) {
        memset(marked, 0, sizeof marked);
    }
    if (lc_is(days, LC_ARRAY)) {
        for (uint32_t i = 0; i < days->count; i++) {
            LC_TRY(mark_days(r, &days->items[i], marked));
        }
    } else if (days) {
        LC_TRY(mark_days(r, days, marked));
    }
    for (int i = 0; i < 7; i++) {
        if (marked[i]) {
            set_day(&week[i], &h);
        }
    }
    return CTR_OK;
}

ctr_status lc_week_read(const struct lc_calendar_reading *r, const struct lc_value *node,
                        struct lc_week_day *week)
{
    const struct lc_value *by_day = lc_get(node, "week");
    const struct lc_value *days = lc_get(node, "days");
    const struct lc_value *hours = lc_get(node, "hours");
    for (int i = 0; i < 7; i++) {
        week[i].day = day_names[i];
    }
    if (!by_day) {
        return read_days(r, days, hours, week);
    }
    if (days || hours) {
        return LC_WRONG(r, by_day, "there are both week and %s; wanted one of the two",
                        days ? "days" : "hours");
    }
    return read_week(r, by_day, week);
}
