/* Exact numbers as integers. */
#include "terms/fixed.h"

#include <stdio.h>

static int64_t digit_count(const struct lc_decimal *d)
{
    bool point = d->digits.len && memchr(d->digits.ptr, '.', d->digits.len);
    return (int64_t)d->digits.len - point;
}

/* value = value * 10 + digit, while that is not too large. */
static bool push_digit(int64_t *value, int digit)
{
    if (*value > (LC_FIXED_MOST - digit) / 10) {
        return false;
    }
    *value = *value * 10 + digit;
    return true;
}

enum lc_fixed_status lc_fixed_scaled(struct lc_str text, int scale, int64_t *out)
{
    struct lc_decimal d;
    int64_t value = 0;

    if (!lc_decimal_parse(text, &d)) {
        return LC_FIXED_NO_NUMBER;
    }
    if (lc_decimal_is_zero(&d)) {
        *out = 0;
        return LC_FIXED_OK;
    }
    if (d.exponent > 30) {
        return LC_FIXED_TOO_LARGE;
    }
    if (d.exponent < -30 || digit_count(&d) > d.exponent + scale) {
        return LC_FIXED_TOO_FINE;
    }
    for (size_t i = 0; i < d.digits.len; i++) {
        if (d.digits.ptr[i] != '.' && !push_digit(&value, d.digits.ptr[i] - '0')) {
            return LC_FIXED_TOO_LARGE;
        }
    }
    for (int64_t zeros = d.exponent + scale - digit_count(&d); zeros > 0; zeros--) {
        if (!push_digit(&value, 0)) {
            return LC_FIXED_TOO_LARGE;
        }
    }
    *out = d.negative ? -value : value;
    return LC_FIXED_OK;
}

int lc_fixed_digits(struct lc_str text)
{
    struct lc_decimal d;

    if (!lc_decimal_parse(text, &d)) {
        return -1;
    }
    if (lc_decimal_is_zero(&d) || digit_count(&d) <= d.exponent) {
        return 0;
    }
    return d.exponent < -LC_FIXED_FINEST || digit_count(&d) - d.exponent > LC_FIXED_FINEST
               ? -1
               : (int)(digit_count(&d) - d.exponent);
}

enum lc_fixed_status lc_fixed_parse(struct lc_str text, int64_t *out)
{
    return lc_fixed_scaled(text, LC_FIXED_DIGITS, out);
}

char *lc_fixed_wide_text(__int128 value, char out[LC_FIXED_WIDE])
{
    __int128 size = value < 0 ? -value : value;
    int used = snprintf(out, LC_FIXED_WIDE, "%s%llu.%06llu", value < 0 ? "-" : "",
                        (unsigned long long)(size / LC_FIXED_ONE),
                        (unsigned long long)(size % LC_FIXED_ONE));
    while (used > 0 && out[used - 1] == '0') {
        used--;
    }
    used -= used > 0 && out[used - 1] == '.';
    out[used] = '\0';
    return out;
}

char *lc_fixed_text(int64_t value, char out[LC_FIXED_TEXT])
{
    char wide[LC_FIXED_WIDE];
    snprintf(out, LC_FIXED_TEXT, "%.23s", lc_fixed_wide_text(value, wide));
    return out;
}

__int128 lc_fixed_quotient(__int128 n, __int128 by)
{
    __int128 size = ((n < 0 ? -n : n) + by / 2) / by;
    return n < 0 ? -size : size;
}
