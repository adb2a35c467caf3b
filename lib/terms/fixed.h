/*
 * Exact numbers of the governing documents: percentages, days, scores. An int64_t in millionths,
 * so that 0.1 is 0.1; what is finer, or larger than 9.2 * 10^12, is refused and never rounded.
 */
#ifndef LC_TERMS_FIXED_H
#define LC_TERMS_FIXED_H

#include "base/decimal.h"

enum { LC_FIXED_DIGITS = 6, LC_FIXED_ONE = 1000000, LC_FIXED_TEXT = 24 };

enum lc_fixed_status { LC_FIXED_OK, LC_FIXED_NO_NUMBER, LC_FIXED_TOO_FINE, LC_FIXED_TOO_LARGE };

/* What lc_decimal_parse takes. *out is untouched unless OK. */
enum lc_fixed_status lc_fixed_parse(struct lc_str text, int64_t *out);
/* "-0.5", "12", without trailing zeros. Returns out. */
char *lc_fixed_text(int64_t value, char out[LC_FIXED_TEXT]);

#endif
