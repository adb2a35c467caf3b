/* Exact numbers in millionths. */
#include "terms/fixed.h"

#include <stdio.h>

/* The digits as an integer, `places` of them behind the last one missing. */
static bool shifted(const struct lc_decimal *d, int64_t places, int64_t *out)
{
    int64_t value = 0;
    for (size_t i = 0; i < d->digits.len; i++) {
        char c = d->digits.ptr[i];
        if (c != '.' && (__builtin_mul_overflow(value, 10, &value) ||
                         __builtin_add_overflow(value, c - '0', &value))) {
            return false;
        }
    }
    for (; places > 0 && value; places--) {
        if (__builtin_mul_overflow(value, 10, &value)) {
            return false;
        }
    }
    *out = d->negative ? -value : value;
    return true;
}

enum lc_fixed_status lc_fixed_parse(struct lc_str text, int64_t *out)
{
    struct lc_decimal d;
    if (!lc_decimal_parse(text, &d)) {
        return LC_FIXED_NO_NUMBER;
    }
    if (lc_decimal_is_zero(&d)) {
        *out = 0;
        return LC_FIXED_OK;
    }
    int64_t digits = 0;
    for (size_t i = 0; i < d.digits.len; i++) {
        digits += d.digits.ptr[i] != '.';
    }
    if (d.exponent > 19) {
        return LC_FIXED_TOO_LARGE;
    }
    if (d.exponent < -LC_FIXED_DIGITS || digits - d.exponent > LC_FIXED_DIGITS) {
        return LC_FIXED_TOO_FINE;
    }
    int64_t value;
    if (!shifted(&d, LC_FIXED_DIGITS + d.exponent - digits, &value)) {
        return LC_FIXED_TOO_LARGE;
    }
    *out = value;
    return LC_FIXED_OK;
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
