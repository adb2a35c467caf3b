/* Money: currencies, exact parsing and printing, the one division that rounds. */
#include "terms/money.h"

static const struct {
    char code[4];
    int8_t exponent;
} currencies[] = {
#define LC_CURRENCY(code, exponent) {#code, exponent},
#include "terms/currency.def"
#undef LC_CURRENCY
};

int lc_currency_exponent(struct lc_str code)
{
    size_t low = 0;
    size_t high = sizeof currencies / sizeof currencies[0];

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = lc_str_cmp(code, lc_str(currencies[middle].code));
        if (order == 0) {
            return currencies[middle].exponent;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return -1;
}

char *lc_money_print(int64_t minor, int exponent, char out[LC_MONEY_TEXT])
{
    char digits[LC_MONEY_TEXT];
    uint64_t left = minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
    int count = 0;
    char *to = out;

    do {
        digits[count++] = (char)('0' + left % 10);
        left /= 10;
    } while (left || count <= exponent);
    if (minor < 0) {
        *to++ = '-';
    }
    while (count) {
        *to++ = digits[--count];
        if (count == exponent && count) {
            *to++ = '.';
        }
    }
    *to = '\0';
    return out;
}

bool lc_round(lc_wide n, lc_wide d, enum lc_rounding mode, int64_t *out)
{
    bool negative = n < 0;
    unsigned __int128 size = negative ? -(unsigned __int128)n : (unsigned __int128)n;
    unsigned __int128 divisor = (unsigned __int128)d;
    unsigned __int128 quotient = size / divisor;
    unsigned __int128 rest = size - quotient * divisor;

    if (quotient >= (uint64_t)LC_MONEY_MOST) {
        return false;
    }
    bool tie = rest == divisor - rest;
    bool up = rest > divisor - rest || (tie && (mode == LC_HALF_AWAY || (quotient & 1)));
    if (up && mode != LC_TOWARD_ZERO) {
        quotient++;
    }
    *out = negative ? -(int64_t)quotient : (int64_t)quotient;
    return true;
}
