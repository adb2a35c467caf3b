/*
 * Exact numbers of the governing documents: percentages, days, scores. An int64_t in millionths,
 * so that 0.1 is 0.1; what is finer, or larger than 9.2 * 10^12, is refused and never rounded.
 */
#ifndef LC_TERMS_FIXED_H
#define LC_TERMS_FIXED_H

#include "base/decimal.h"

enum { LC_FIXED_DIGITS = 6, LC_FIXED_ONE = 1000000, LC_FIXED_TEXT = 24, LC_FIXED_WIDE = 48 };

enum lc_fixed_status { LC_FIXED_OK, LC_FIXED_NO_NUMBER, LC_FIXED_TOO_FINE, LC_FIXED_TOO_LARGE };

/* What lc_decimal_parse takes. *out is untouched unless OK. */
enum lc_fixed_status lc_fixed_parse(struct lc_str text, int64_t *out);
/* "-0.5", "12", without trailing zeros. Returns out. */
char *lc_fixed_text(int64_t value, char out[LC_FIXED_TEXT]);
/* The same for sums and quotients of up to 10^24 millionths. */
char *lc_fixed_wide_text(__int128 value, char out[LC_FIXED_WIDE]);
/* n / by, half away from zero; `by` is above zero. */
__int128 lc_fixed_quotient(__int128 n, __int128 by);

#endif
