/*
 * A promise in words, such as ">= 0.15 uplift" or "Reduce drop-off by 20%": what can be measured of
 * it.
 */
#ifndef LC_TERMS_MEASURE_H
#define LC_TERMS_MEASURE_H

#include "terms/fixed.h"

enum lc_comparator {
    LC_COMPARE_NONE = 0, /* a number, and nothing says on which side of it is good */
    LC_COMPARE_AT_LEAST = 1,
    LC_COMPARE_AT_MOST,
    LC_COMPARE_MORE,
    LC_COMPARE_LESS,
    LC_COMPARE_EQUAL
};

struct lc_measure {
    enum lc_comparator comparator;
    int64_t value;      /* millionths */
    struct lc_str unit; /* "%", or the word behind the number; may be empty */
};

/* False if the text holds no number, or several and no comparator that would single one out. The
 * comparators are >=, <=, >, <, =, ==, their typographic forms, "at least", "at most", "more than",
 * "less than", and, for a number with "by" before it, the verb: improve, increase, raise, grow
 * (at least), reduce, decrease, lower, cut, drop (at least, too: by how much). */
bool lc_measure_parse(struct lc_str text, struct lc_measure *out);
/* Whether a measured value keeps the promise; with NONE it must be at least the value. */
bool lc_measure_met(const struct lc_measure *measure, int64_t value);

#endif
