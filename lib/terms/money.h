/*
 * Money: whole minor units and the code of a currency, never a fraction and never floating point.
 * Amounts outside are decimal text in major units, read and written exactly.
 */
#ifndef LC_TERMS_MONEY_H
#define LC_TERMS_MONEY_H

#include "base/str.h"

/* Wide enough for an amount times a percentage times a percentage. */
typedef __int128 lc_wide;

/* No amount is further from zero, so that two can be added without a look. */
#define LC_MONEY_MOST (INT64_C(1) << 62)
enum {
    LC_MONEY_DIGITS = 9, /* behind the point, in any unit */
    LC_MONEY_TEXT = 40   /* of a printed amount, NUL included */
};

enum lc_money_fault {
    LC_MONEY_OK,
    LC_MONEY_NO_NUMBER,
    LC_MONEY_TOO_FINE, /* more digits behind the point than there may be */
    LC_MONEY_TOO_LARGE
};

/* Digits of the minor unit of an ISO 4217 code (capital letters), -1 if there is no such code. */
int lc_currency_exponent(struct lc_str code);

/* A decimal number times 10^scale, exactly. The grammar is that of lc_decimal_parse. */
enum lc_money_fault lc_fixed_parse(struct lc_str text, int scale, int64_t *out);
/* Digits behind the point that a number needs; -1 if it is none, or needs more than
 * LC_MONEY_DIGITS. */
int lc_fixed_digits(struct lc_str text);
/* An amount with all digits of its unit: -1234, 2 is "-12.34". Returns `out`. */
char *lc_money_print(int64_t minor, int exponent, char out[LC_MONEY_TEXT]);

/* How a fraction of the minor unit is rounded. */
enum lc_rounding { LC_HALF_AWAY = 1, LC_HALF_EVEN = 2, LC_TOWARD_ZERO = 3 };

/* n / d to a whole number; d > 0. False if that is further from zero than LC_MONEY_MOST. */
bool lc_round(lc_wide n, lc_wide d, enum lc_rounding mode, int64_t *out);

#endif
