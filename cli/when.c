/*
 * Times on the command line: RFC 3339, or a date alone.
 */
#include "cli.h"

#define US_PER_SECOND INT64_C(1000000)

static bool digits(const char **at, int count, int64_t least, int64_t most, int64_t *out)
{
    int64_t value = 0;
    for (int i = 0; i < count; i++) {
        char c = (*at)[i];
        if (c < '0' || c > '9') {
            return false;
        }
        value = value * 10 + (c - '0');
    }
    *at += count;
    *out = value;
    return value >= least && value <= most;
}

static bool mark(const char **at, char c)
{
    if (**at != c) {
        return false;
    }
    ++*at;
    return true;
}

/* Days since 1970-01-01, counting years from March so that the leap day is the last. */
static int64_t days(int64_t year, int64_t month, int64_t day)
{
    int64_t y = year - (month <= 2);
    int64_t era = y / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int64_t month_length(int64_t year, int64_t month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (leap && month == 2);
}

/* At most six digits count; more are refused rather than rounded. */
static bool fraction(const char **at, int64_t *us)
{
    int64_t unit = US_PER_SECOND;
    *us = 0;
    if (!mark(at, '.')) {
        return true;
    }
    while (**at >= '0' && **at <= '9') {
        if (unit == 1) {
            return false;
        }
        unit /= 10;
        *us += (**at - '0') * unit;
        ++*at;
    }
    return unit < US_PER_SECOND;
}

static bool offset(const char **at, int64_t *seconds)
{
    int64_t hour = 0;
    int64_t minute = 0;
    *seconds = 0;
    if (mark(at, 'Z') || mark(at, 'z')) {
        return true;
    }
    bool minus = **at == '-';
    if (!mark(at, '+') && !mark(at, '-')) {
        return false;
    }
    if (!digits(at, 2, 0, 23, &hour) || !mark(at, ':') || !digits(at, 2, 0, 59, &minute)) {
        return false;
    }
    *seconds = (hour * 3600 + minute * 60) * (minus ? -1 : 1);
    return true;
}

static bool clock_time(const char **at, int64_t *us)
{
    int64_t hour;
    int64_t minute;
    int64_t second;
    int64_t part;
    int64_t away;
    bool ok = digits(at, 2, 0, 23, &hour) && mark(at, ':') && digits(at, 2, 0, 59, &minute) &&
              mark(at, ':') && digits(at, 2, 0, 59, &second) && fraction(at, &part) &&
              offset(at, &away);
    if (ok) {
        *us = (hour * 3600 + minute * 60 + second - away) * US_PER_SECOND + part;
    }
    return ok;
}

bool cli_time_parse(const char *text, int64_t *us)
{
    const char *at = text;
    int64_t year;
    int64_t month;
    int64_t day;
    int64_t of_day = 0;
    bool ok = digits(&at, 4, 1, 9999, &year) && mark(&at, '-') && digits(&at, 2, 1, 12, &month) &&
              mark(&at, '-') && digits(&at, 2, 1, month_length(year, month), &day);
    if (ok && *at) {
        ok = (mark(&at, 'T') || mark(&at, 't') || mark(&at, ' ')) && clock_time(&at, &of_day);
    }
    if (!ok || *at) {
        return false;
    }
    *us = days(year, month, day) * 86400 * US_PER_SECOND + of_day;
    return true;
}
