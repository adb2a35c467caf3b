/* Splitting an amount. The work is bounded by the number of parts, not by the amount. */
#include "terms/allocate.h"

/* The part with the largest remainder, the first of equals; it is then out of the race. */
static size_t take_largest(int64_t *rests, size_t count)
{
    size_t best = 0;

    for (size_t i = 1; i < count; i++) {
        if (rests[i] > rests[best]) {
            best = i;
        }
    }
    rests[best] = -1;
    return best;
}

/* The first part from *next on that has a weight: nothing goes to a part of none. */
static size_t take_next(const int64_t *weights, size_t *next)
{
    while (!weights[*next]) {
        (*next)++;
    }
    return (*next)++;
}

void lc_allocate(enum lc_allocation how, int64_t amount, const int64_t *weights, size_t count,
                 int64_t *parts, int64_t *rests)
{
    lc_wide size = amount < 0 ? -(lc_wide)amount : amount;
    lc_wide total = 0;
    lc_wide left = size;
    size_t next = 0;

    for (size_t i = 0; i < count; i++) {
        total += weights[i];
    }
    for (size_t i = 0; i < count; i++) {
        lc_wide share = size * weights[i];
        parts[i] = (int64_t)(share / total);
        rests[i] = (int64_t)(share % total);
        left -= parts[i];
    }
    for (; left > 0; left--) {
        parts[how == LC_IN_ORDER ? take_next(weights, &next) : take_largest(rests, count)]++;
    }
    for (size_t i = 0; amount < 0 && i < count; i++) {
        parts[i] = -parts[i];
    }
}
