/*
 * Money: whole minor units and the code of a currency, never a fraction and never floating point.
 * Amounts outside are decimal text in major units, read and written exactly.
 */
#ifndef LC_TERMS_MONEY_H
#define LC_TERMS_MONEY_H

#include "terms/fixed.h"

/* Wide enough for an amount times a percentage times a percentage. */
typedef __int128 lc_wide;

/* No amount is further from zero, so that two can be added without a look. */
#define LC_MONEY_MOST LC_FIXED_MOST
enum {
    LC_MONEY_TEXT = 40 /* of a printed amount, NUL included */
};

/* Digits of the minor unit of an ISO 4217 code (capital letters), -1 if there is no such code. */
int lc_currency_exponent(struct lc_str code);

/* An amount with all digits of its unit: -1234, 2 is "-12.34". Returns `out`. */
char *lc_money_print(int64_t minor, int exponent, char out[LC_MONEY_TEXT]);

/* How a fraction of the minor unit is rounded. */
enum lc_rounding { LC_HALF_AWAY = 1, LC_HALF_EVEN = 2, LC_TOWARD_ZERO = 3 };

/* n / d to a whole number; d > 0. False if that is further from zero than LC_MONEY_MOST. */
bool lc_round(lc_wide n, lc_wide d, enum lc_rounding mode, int64_t *out);

#endif
