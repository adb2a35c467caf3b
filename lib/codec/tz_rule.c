/* POSIX's TZ strings, and the questions that are asked of a zone. */
#include "base/date.h"
#include "codec/tzif.h"

#define DAY INT64_C(86400)

static bool take_char(struct lc_str *s, char c)
{
    if (!s->len || s->ptr[0] != c) {
        return false;
    }
    *s = lc_str_n(s->ptr + 1, s->len - 1);
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* One to three digits. */
static bool take_number(struct lc_str *s, int64_t least, int64_t most, int64_t *out)
{
    int64_t value = 0;
    size_t n = 0;
    for (; n < s->len && n < 3 && is_digit(s->ptr[n]); n++) {
        value = value * 10 + (s->ptr[n] - '0');
    }
    *s = lc_str_n(s->ptr + n, s->len - n);
    *out = value;
    return n && value >= least && value <= most;
}

/* "CET", or "<-03>". */
static bool take_name(struct lc_str *s)
{
    size_t n = 0;
    bool quoted = take_char(s, '<');
    while (n < s->len && (is_letter(s->ptr[n]) ||
                          (quoted && (is_digit(s->ptr[n]) || strchr("+-", s->ptr[n]) != NULL) &&
                           s->ptr[n] != '\0'))) {
        n++;
    }
    *s = lc_str_n(s->ptr + n, s->len - n);
    return n >= 3 && (!quoted || take_char(s, '>'));
}

/* "[+-]hh[:mm[:ss]]" in seconds. */
static bool take_time(struct lc_str *s, int64_t most_hours, int64_t *out)
{
    int64_t hour;
    int64_t minute = 0;
    int64_t second = 0;
    int64_t sign = take_char(s, '-') ? -1 : 1;
    if (sign > 0) {
        (void)take_char(s, '+');
    }
    if (!take_number(s, 0, most_hours, &hour)) {
        return false;
    }
    if (take_char(s, ':') && (!take_number(s, 0, 59, &minute) ||
                              (take_char(s, ':') && !take_number(s, 0, 59, &second)))) {
        return false;
    }
    *out = sign * (hour * 3600 + minute * 60 + second);
    return true;
}

/* "M3.5.0", "J60" or "59". */
static bool take_date(struct lc_str *s, struct lc_zone_turn *out)
{
    int64_t month = 0;
    int64_t week = 0;
    int64_t day;
    if (take_char(s, 'M')) {
        out->kind = LC_TURN_WEEKDAY;
        if (!take_number(s, 1, 12, &month) || !take_char(s, '.') || !take_number(s, 1, 5, &week) ||
            !take_char(s, '.') || !take_number(s, 0, 6, &day)) {
            return false;
        }
    } else {
        bool julian = take_char(s, 'J');
        out->kind = julian ? LC_TURN_JULIAN : LC_TURN_DAY;
        if (!take_number(s, julian, 365, &day)) {
            return false;
        }
    }
    out->month = (int32_t)month;
    out->week = (int32_t)week;
    out->day = (int32_t)day;
    return true;
}

static bool take_turn(struct lc_str *s, struct lc_zone_turn *out)
{
    out->time = 7200;
    return take_char(s, ',') && take_date(s, out) &&
           (!take_char(s, '/') || take_time(s, 167, &out->time));
}

bool lc_zone_rule_parse(struct lc_str s, struct lc_zone_rule *out)
{
    struct lc_zone_rule rule = {.known = 1};
    int64_t west;
    if (!take_name(&s) || !take_time(&s, 24, &west)) {
        return false;
    }
    rule.standard_offset = -west;
    rule.daylight_offset = rule.standard_offset + 3600;
    if (s.len) {
        rule.daylight = 1;
        if (!take_name(&s)) {
            return false;
        }
        if (s.len && s.ptr[0] != ',') {
            if (!take_time(&s, 24, &west)) {
                return false;
            }
            rule.daylight_offset = -west;
        }
        if (!take_turn(&s, &rule.begin) || !take_turn(&s, &rule.end) || s.len) {
            return false;
        }
    }
    *out = rule;
    return true;
}

/* Local seconds at which the turn comes in a year. */
static int64_t turn_in(const struct lc_zone_turn *turn, int64_t year)
{
    int64_t day;
    if (turn->kind == LC_TURN_WEEKDAY) {
        int64_t first = lc_day_of(year, turn->month, 1);
        int64_t wanted = (turn->day + 6) % 7; /* from Sunday first to Monday first */
        day = first + (wanted - lc_weekday(first) + 7) % 7 + (turn->week - 1) * 7;
        if (day >= first + lc_month_days(year, turn->month)) {
            day -= 7;
        }
    } else if (turn->kind == LC_TURN_JULIAN) {
        day = lc_day_of(year, 1, 1) + turn->day - 1 + (turn->day >= 60 && lc_leap_year(year));
    } else {
        day = lc_day_of(year, 1, 1) + turn->day;
    }
    return day * DAY + turn->time;
}

/* The year of a local second, kept to those that dates can have. */
static int64_t year_of(int64_t local)
{
    int64_t day = lc_floor_div(local, DAY);
    day = day < LC_DAY_FIRST ? LC_DAY_FIRST : day > LC_DAY_LAST ? LC_DAY_LAST : day;
    return lc_date_of(day).year;
}

/* Turns of five years in order, because one may be a week or so outside its year and so cross
 * another; at one instant the later year's counts, so that "daylight saving all year round" is just
 * that. */
static struct lc_zone_span rule_span(const struct lc_zone_rule *rule, int64_t at)
{
    struct lc_zone_change turns[10];
    size_t count = 0;
    struct lc_zone_span span = {INT64_MIN, INT64_MAX, rule->standard_offset};
    if (!rule->daylight) {
        return span;
    }
    int64_t year = year_of(at);
    for (int64_t y = year - 2; y <= year + 2; y++) {
        struct lc_zone_change two[2] = {
            {turn_in(&rule->begin, y) - rule->standard_offset, rule->daylight_offset},
            {turn_in(&rule->end, y) - rule->daylight_offset, rule->standard_offset},
        };
        for (size_t k = 0; k < 2; k++) {
            size_t i = count++;
            for (; i && turns[i - 1].at > two[k].at; i--) {
                turns[i] = turns[i - 1];
            }
            turns[i] = two[k];
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (turns[i].at > at) {
            span.to = turns[i].at;
            return span;
        }
        span.from = turns[i].at;
        span.offset = turns[i].offset;
    }
    return span; /* beyond the years that dates can have */
}

/* Number of changes at or before `at`. */
static size_t changes_until(const struct lc_zone *zone, int64_t at)
{
    size_t low = 0;
    size_t high = zone->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zone->changes[middle].at <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

struct lc_zone_span lc_zone_span_at(const struct lc_zone *zone, int64_t at)
{
    size_t n = changes_until(zone, at);
    struct lc_zone_span span = {INT64_MIN, INT64_MAX, zone->first};
    if (n == zone->count && zone->rule.known) {
        span = rule_span(&zone->rule, at);
    } else if (n) {
        span.offset = zone->changes[n - 1].offset;
        span.from = zone->changes[n - 1].at;
    }
    if (n && span.from < zone->changes[n - 1].at) {
        span.from = zone->changes[n - 1].at;
    }
    if (n < zone->count) {
        span.to = zone->changes[n].at;
    }
    return span;
}

int64_t lc_zone_offset(const struct lc_zone *zone, int64_t at)
{
    return lc_zone_span_at(zone, at).offset;
}

int64_t lc_zone_instant(const struct lc_zone *zone, int64_t local)
{
    struct lc_zone_span span = lc_zone_span_at(zone, local - LC_ZONE_OFFSET_MOST);
    int64_t before = span.offset;
    int64_t jumped = 0;
    bool gap = false;
    for (;;) {
        int64_t at = local - span.offset;
        if (at >= span.from && at < span.to) {
            return at;
        }
        if (at < span.from && !gap) { /* unless the clock comes back to it */
            jumped = local - before;
            gap = true;
        }
        if (span.to > local - LC_ZONE_OFFSET_LEAST) {
            return jumped;
        }
        before = span.offset;
        span = lc_zone_span_at(zone, span.to);
    }
}

bool lc_zone_fixed(const char *name, struct lc_zone *out)
{
    *out = (struct lc_zone){.name = name};
    if (strcmp(name, "UTC") == 0 || strcmp(name, "Z") == 0) {
        return true;
    }
    if (strlen(name) != 6 || (name[0] != '+' && name[0] != '-') || name[3] != ':') {
        return false;
    }
    struct lc_str hours = lc_str_n(name + 1, 2);
    struct lc_str minutes = lc_str_n(name + 4, 2);
    int64_t h;
    int64_t m;
    if (!take_number(&hours, 0, 23, &h) || hours.len || !take_number(&minutes, 0, 59, &m) ||
        minutes.len) {
        return false;
    }
    out->first = (h * 3600 + m * 60) * (name[0] == '-' ? -1 : 1);
    return true;
}

bool lc_zone_name_ok(struct lc_str name)
{
    char before = '/';
    if (!name.len || name.len > LC_ZONE_NAME_MOST) {
        return false;
    }
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool plain = is_letter(c) || is_digit(c) || c == '_' || c == '+' || c == '-';
        if (!plain && (c != '/' || before == '/')) {
            return false;
        }
        before = c;
    }
    return before != '/';
}
