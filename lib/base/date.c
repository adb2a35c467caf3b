/* Civil dates and spans of time; nothing here looks at TZ or at the locale. */
#include "base/date.h"

#include <stdio.h>

#define EPOCH_DAY INT64_C(719528) /* 1970-01-01, counted from 0000-01-01 */
#define SPAN_MOST (INT64_C(3600) * 1000 * 1000)

static const int month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

bool lc_leap_year(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int lc_month_days(int64_t year, int month)
{
    return month_days[month - 1] + (month == 2 && lc_leap_year(year));
}

/* Days from 0000-01-01 to the first of January of `year`; year 0 is a leap year. */
static int64_t days_before_year(int64_t year)
{
    return 365 * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
}

int64_t lc_day_of(int64_t year, int month, int day)
{
    int64_t number = days_before_year(year) - EPOCH_DAY + day - 1;
    for (int m = 1; m < month; m++) {
        number += lc_month_days(year, m);
    }
    return number;
}

struct lc_date lc_date_of(int64_t day)
{
    day += EPOCH_DAY;
    int64_t year = day * 400 / 146097;
    while (days_before_year(year) > day) {
        year--;
    }
    while (days_before_year(year + 1) <= day) {
        year++;
    }
    day -= days_before_year(year);
    int month = 1;
    while (day >= lc_month_days(year, month)) {
        day -= lc_month_days(year, month);
        month++;
    }
    return (struct lc_date){year, month, (int)day + 1};
}

int lc_weekday(int64_t day)
{
    return (int)(((day + 3) % 7 + 7) % 7);
}

static bool number(struct lc_str text, size_t from, size_t count, int *out)
{
    int value = 0;
    for (size_t i = from; i < from + count; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = value;
    return true;
}

bool lc_date_parse(struct lc_str text, int64_t *day)
{
    int y;
    int m;
    int d;
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-' || !number(text, 0, 4, &y) ||
        !number(text, 5, 2, &m) || !number(text, 8, 2, &d)) {
        return false;
    }
    if (y < 1 || m < 1 || m > 12 || d < 1 || d > lc_month_days(y, m)) {
        return false;
    }
    *day = lc_day_of(y, m, d);
    return true;
}

char *lc_date_format(int64_t day, char out[LC_DATE_TEXT])
{
    if (day < LC_DAY_FIRST || day > LC_DAY_LAST) {
        memcpy(out, "out of range", sizeof "out of range");
        return out;
    }
    struct lc_date d = lc_date_of(day);
    int rest = (int)d.year;
    for (int i = 3; i >= 0; i--) {
        out[i] = (char)('0' + rest % 10);
        rest /= 10;
    }
    out[4] = out[7] = '-';
    out[5] = (char)('0' + d.month / 10);
    out[6] = (char)('0' + d.month % 10);
    out[8] = (char)('0' + d.day / 10);
    out[9] = (char)('0' + d.day % 10);
    out[10] = '\0';
    return out;
}

static const struct {
    char mark;
    int64_t seconds;
} units[] = {{'h', 3600}, {'m', 60}, {'s', 1}};
enum { UNITS = sizeof units / sizeof units[0] };

bool lc_span_parse(struct lc_str text, int64_t *us)
{
    int64_t total = 0;
    size_t unit = 0;
    size_t i = 0;
    while (i < text.len) {
        int64_t value = 0;
        size_t start = i;
        for (; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++) {
            value = value * 10 + (text.ptr[i] - '0');
            if (value > SPAN_MOST) {
                return false;
            }
        }
        while (i < text.len && unit < UNITS && units[unit].mark != text.ptr[i]) {
            unit++;
        }
        if (i == start || i == text.len || unit == UNITS) {
            return false;
        }
        total += value * units[unit].seconds;
        unit++;
        i++;
    }
    if (total < 1 || total > SPAN_MOST) {
        return false;
    }
    *us = total * LC_US_PER_SECOND;
    return true;
}

char *lc_span_format(int64_t us, char out[LC_SPAN_TEXT])
{
    uint64_t rest = us < 0 ? 0 - (uint64_t)us : (uint64_t)us;
    uint64_t fraction = rest % (uint64_t)LC_US_PER_SECOND;
    size_t used = 0;
    rest /= (uint64_t)LC_US_PER_SECOND;
    if (us < 0) {
        out[used++] = '-';
    }
    for (size_t i = 0; i < UNITS; i++) {
        uint64_t value = rest / (uint64_t)units[i].seconds;
        bool last = i + 1 == UNITS;
        rest %= (uint64_t)units[i].seconds;
        if (!value && !(last && (fraction || us == 0))) {
            continue;
        }
        used +=
            (size_t)snprintf(out + used, LC_SPAN_TEXT - used, "%llu", (unsigned long long)value);
        if (last && fraction) {
            used += (size_t)snprintf(out + used, LC_SPAN_TEXT - used, ".%06llu",
                                     (unsigned long long)fraction);
            while (out[used - 1] == '0') {
                used--;
            }
        }
        out[used++] = units[i].mark;
    }
    out[used] = '\0';
    return out;
}
