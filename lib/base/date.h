/*
 * Civil dates of the Gregorian calendar, years 1 to 9999, as day numbers: days since 1970-01-01,
 * negative before. The one place that knows how long months are; and spans of time as text.
 */
#ifndef LC_BASE_DATE_H
#define LC_BASE_DATE_H

#include "base/str.h"

#define LC_DAY_FIRST INT64_C(-719162) /* 0001-01-01 */
#define LC_DAY_LAST INT64_C(2932896)  /* 9999-12-31 */
#define LC_US_PER_SECOND INT64_C(1000000)
#define LC_US_PER_DAY (INT64_C(86400) * LC_US_PER_SECOND)

enum { LC_DATE_TEXT = 16, LC_SPAN_TEXT = 48 };

struct lc_date {
    int64_t year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

bool lc_leap_year(int64_t year);
int lc_month_days(int64_t year, int month);
/* Day number of a date that exists, of any year that is not negative. */
int64_t lc_day_of(int64_t year, int month, int day);
/* The way back. */
struct lc_date lc_date_of(int64_t day);
/* 0 = Monday ... 6 = Sunday. */
int lc_weekday(int64_t day);
/* "2026-11-20", a real date of the years 1 to 9999 and nothing else. False: *day untouched. */
bool lc_date_parse(struct lc_str text, int64_t *day);
/* Returns out; "out of range" outside the years 1 to 9999. */
char *lc_date_format(int64_t day, char out[LC_DATE_TEXT]);

/* A span of time: whole numbers with the units h, m, s, each once and in this order, such as "60m",
 * "1h30m", "45s". More than nothing, at most 1,000,000 hours. In microseconds. */
bool lc_span_parse(struct lc_str text, int64_t *us);
/* The same as text, "0s" for nothing, "-" before what is negative, a fraction of a second where
 * there is one. Returns out. */
char *lc_span_format(int64_t us, char out[LC_SPAN_TEXT]);

/* Quotient rounded down, whatever the signs; `by` is positive. */
static inline int64_t lc_floor_div(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

#endif
