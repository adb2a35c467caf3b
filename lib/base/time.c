/* Instants and RFC 3339. The C library's own functions depend on TZ and on the locale. */
#include "base/time.h"

#include "base/date.h"

#include <time.h>

#define US_PER_SECOND LC_US_PER_SECOND
#define US_PER_DAY LC_US_PER_DAY
#define FIRST_DAY INT64_C(-719528) /* 0000-01-01 */
#define FIRST_US (FIRST_DAY * US_PER_DAY)
#define LAST_US ((LC_DAY_LAST + 1) * US_PER_DAY - 1)

int64_t lc_time_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * US_PER_SECOND + now.tv_nsec / 1000;
}

static char *put(char *at, int64_t value, int digits)
{
    for (int i = digits - 1; i >= 0; i--) {
        at[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return at + digits;
}

static char *put_date(char *at, int64_t day)
{
    struct lc_date date = lc_date_of(day);
    at = put(at, date.year, 4);
    *at++ = '-';
    at = put(at, date.month, 2);
    *at++ = '-';
    return put(at, date.day, 2);
}

char *lc_time_format(int64_t us, char out[LC_TIME_TEXT])
{
    if (us < FIRST_US || us > LAST_US) {
        memcpy(out, "out of range", sizeof "out of range");
        return out;
    }
    int64_t since = us - FIRST_US;
    int64_t second = since % US_PER_DAY / US_PER_SECOND;
    int64_t fraction = since % US_PER_SECOND;
    char *at = put_date(out, since / US_PER_DAY + FIRST_DAY);
    *at++ = 'T';
    at = put(at, second / 3600, 2);
    *at++ = ':';
    at = put(at, second / 60 % 60, 2);
    *at++ = ':';
    at = put(at, second % 60, 2);
    if (fraction) {
        *at++ = '.';
        at = put(at, fraction, 6);
        while (at[-1] == '0') {
            at--;
        }
    }
    *at++ = 'Z';
    *at = '\0';
    return out;
}

/* Exactly `digits` digits between least and most. */
static bool take(struct lc_str *s, size_t digits, int64_t least, int64_t most, int64_t *out)
{
    int64_t value = 0;
    if (s->len < digits) {
        return false;
    }
    for (size_t i = 0; i < digits; i++) {
        if (s->ptr[i] < '0' || s->ptr[i] > '9') {
            return false;
        }
        value = value * 10 + (s->ptr[i] - '0');
    }
    *s = lc_str_n(s->ptr + digits, s->len - digits);
    *out = value;
    return value >= least && value <= most;
}

static bool take_one(struct lc_str *s, const char *of)
{
    if (s->len == 0 || s->ptr[0] == '\0' || !strchr(of, s->ptr[0])) {
        return false;
    }
    *s = lc_str_n(s->ptr + 1, s->len - 1);
    return true;
}

static bool take_date(struct lc_str *s, int64_t *day)
{
    int64_t year;
    int64_t month;
    int64_t of_month;
    if (!take(s, 4, 0, 9999, &year) || !take_one(s, "-") || !take(s, 2, 1, 12, &month) ||
        !take_one(s, "-") || !take(s, 2, 1, lc_month_days(year, (int)month), &of_month)) {
        return false;
    }
    *day = lc_day_of(year, (int)month, (int)of_month);
    return true;
}

/* ".25" as microseconds; what is finer is cut off. */
static bool take_fraction(struct lc_str *s, int64_t *us)
{
    int64_t worth = US_PER_SECOND / 10;
    int64_t digit;
    *us = 0;
    if (!take_one(s, ".")) {
        return true;
    }
    if (!take(s, 1, 0, 9, &digit)) {
        return false;
    }
    do {
        *us += digit * worth;
        worth /= 10;
    } while (take(s, 1, 0, 9, &digit));
    return true;
}

static bool take_offset(struct lc_str *s, int64_t *seconds)
{
    int64_t hour;
    int64_t minute;
    *seconds = 0;
    if (take_one(s, "Zz")) {
        return true;
    }
    int64_t sign = s->len && s->ptr[0] == '-' ? -1 : 1;
    if (!take_one(s, "+-") || !take(s, 2, 0, 23, &hour) || !take_one(s, ":") ||
        !take(s, 2, 0, 59, &minute)) {
        return false;
    }
    *seconds = sign * (hour * 3600 + minute * 60);
    return true;
}

bool lc_time_parse(struct lc_str text, bool end_of_day, int64_t *out)
{
    int64_t day;
    int64_t hour;
    int64_t minute;
    int64_t second;
    int64_t fraction;
    int64_t offset;
    if (!take_date(&text, &day)) {
        return false;
    }
    if (text.len == 0) {
        *out = day * US_PER_DAY + (end_of_day ? US_PER_DAY - 1 : 0);
        return true;
    }
    if (!take_one(&text, "Tt ") || !take(&text, 2, 0, 23, &hour) || !take_one(&text, ":") ||
        !take(&text, 2, 0, 59, &minute) || !take_one(&text, ":") ||
        !take(&text, 2, 0, 60, &second) || !take_fraction(&text, &fraction) ||
        !take_offset(&text, &offset) || text.len != 0) {
        return false;
    }
    int64_t at = day * 86400 + hour * 3600 + minute * 60 + second - offset;
    if (second == 60 && (at - FIRST_US / US_PER_SECOND) % 86400 != 0) {
        return false; /* leap seconds end a day of UTC, nothing else */
    }
    int64_t us = at * US_PER_SECOND + fraction;
    if (us < FIRST_US || us > LAST_US) {
        return false;
    }
    *out = us;
    return true;
}

bool lc_time_parse_local(struct lc_str text, int64_t *out)
{
    int64_t day;
    int64_t hour = 0;
    int64_t minute = 0;
    int64_t second = 0;
    int64_t fraction = 0;
    if (!take_date(&text, &day)) {
        return false;
    }
    if (text.len && (!take_one(&text, "Tt ") || !take(&text, 2, 0, 23, &hour) ||
                     !take_one(&text, ":") || !take(&text, 2, 0, 59, &minute))) {
        return false;
    }
    if (text.len && (!take_one(&text, ":") || !take(&text, 2, 0, 59, &second) ||
                     !take_fraction(&text, &fraction) || text.len != 0)) {
        return false;
    }
    *out = (day * 86400 + hour * 3600 + minute * 60 + second) * US_PER_SECOND + fraction;
    return true;
}
