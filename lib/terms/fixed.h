/*
 * Exact numbers as integers: a decimal times a power of ten. What is finer, or further from zero
 * than 2^62, is refused and never rounded. Percentages, days and scores of the governing documents
 * are in millionths.
 */
#ifndef LC_TERMS_FIXED_H
#define LC_TERMS_FIXED_H

#include "base/decimal.h"

/* No number is further from zero, so that two can be added without a look. */
#define LC_FIXED_MOST (INT64_C(1) << 62)
enum {
    LC_FIXED_DIGITS = 6,
    LC_FIXED_ONE = 1000000,
    LC_FIXED_FINEST = 9, /* most digits behind the point that lc_fixed_digits counts */
    LC_FIXED_TEXT = 24,
    LC_FIXED_WIDE = 48
};

enum lc_fixed_status {
    LC_FIXED_OK,
    LC_FIXED_NO_NUMBER,
    LC_FIXED_TOO_FINE, /* more digits behind the point than there may be */
    LC_FIXED_TOO_LARGE
};

/* A decimal number times 10^scale, exactly. The grammar is that of lc_decimal_parse. *out is
 * untouched unless OK. */
enum lc_fixed_status lc_fixed_scaled(struct lc_str text, int scale, int64_t *out);
/* The same in millionths. */
enum lc_fixed_status lc_fixed_parse(struct lc_str text, int64_t *out);
/* Digits behind the point that a number needs; -1 if it is none, or needs more than
 * LC_FIXED_FINEST. */
int lc_fixed_digits(struct lc_str text);
/* Of millionths: "-0.5", "12", without trailing zeros. Returns out. */
char *lc_fixed_text(int64_t value, char out[LC_FIXED_TEXT]);
/* The same for sums and quotients of up to 10^24 millionths. */
char *lc_fixed_wide_text(__int128 value, char out[LC_FIXED_WIDE]);
/* n / by, half away from zero; `by` is above zero. */
__int128 lc_fixed_quotient(__int128 n, __int128 by);

#endif
