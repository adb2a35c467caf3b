/*
 * Exact decimals: numbers of JSON and YAML compared as they were written, whatever their size.
 */
#ifndef LC_BASE_DECIMAL_H
#define LC_BASE_DECIMAL_H

#include "base/str.h"

/* value = sign * 0.d1d2d3... * 10^exponent, digits without leading and trailing zeros, as a view
 * into the source text (which may hold one '.' among the digits). Zero has no digits. */
struct lc_decimal {
    struct lc_str digits; /* may contain the '.' of the source; skip it */
    int64_t exponent;
    bool negative;
};

/* Parse the grammar of RFC 8259, and what YAML 1.2 allows beyond it: a leading '+', leading zeros,
 * a point without digits on one side (".5", "5."). False if it is not a number or its exponent does
 * not fit (a zero may have any exponent). */
bool lc_decimal_parse(struct lc_str text, struct lc_decimal *out);
/* <0, 0, >0 as numbers: 1.0 equals 1 equals 10e-1. */
int lc_decimal_cmp(const struct lc_decimal *a, const struct lc_decimal *b);
bool lc_decimal_is_integer(const struct lc_decimal *d);
bool lc_decimal_is_zero(const struct lc_decimal *d);
/* True and *out set if it is an integer that fits. */
bool lc_decimal_int64(const struct lc_decimal *d, int64_t *out);
/* 1 if a is an integer multiple of b, 0 if not, -1 if b is zero or the two are too far apart to
 * tell (more than 4,096 digits of quotient, or of b). Exact. */
int lc_decimal_divides(const struct lc_decimal *a, const struct lc_decimal *b);

#endif
