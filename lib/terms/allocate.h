/*
 * One amount among several, to the last unit: the parts add up to the amount, whatever the weights.
 */
#ifndef LC_TERMS_ALLOCATE_H
#define LC_TERMS_ALLOCATE_H

#include "terms/money.h"

enum { LC_ALLOCATE_MOST = 1000 /* parts */ };

/* Who gets the units that are left when every part is rounded down. */
enum lc_allocation {
    LC_LARGEST_REMAINDER, /* the largest fractions; of equal ones the first */
    LC_IN_ORDER           /* from the first part on */
};

/* Weights are not negative, at most LC_ALLOCATE_MOST of them, and their sum is positive and at most
 * LC_MONEY_MOST. A negative amount is split as its positive twin. `rests` is scratch of the same
 * length. */
void lc_allocate(enum lc_allocation how, int64_t amount, const int64_t *weights, size_t count,
                 int64_t *parts, int64_t *rests);

#endif
