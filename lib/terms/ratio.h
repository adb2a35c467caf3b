/*
 * Ratios: percentages as whole numbers of 10^-8, so that a percentage has six exact digits behind
 * the point.
 */
#ifndef LC_TERMS_RATIO_H
#define LC_TERMS_RATIO_H

#include "terms/money.h"

#define LC_RATIO_ONE INT64_C(100000000)               /* 100 % */
#define LC_RATIO_MOST (INT64_C(10000) * LC_RATIO_ONE) /* a million percent */
enum { LC_RATIO_DIGITS = 6 /* of a percentage, behind the point */ };

/* "10", "12.5", "50%", "50 %": all in percent. */
enum lc_fixed_status lc_ratio_parse(struct lc_str text, int64_t *out);
/* In percent, without zeros at the end: "12.5". Returns `out`. */
char *lc_ratio_print(int64_t ratio, char out[LC_MONEY_TEXT]);

#endif
