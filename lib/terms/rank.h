/*
 * Slices of value in the order in which they pay: expected outcome times confidence, by effort.
 */
#ifndef LC_TERMS_RANK_H
#define LC_TERMS_RANK_H

#include "terms/sow.h"

/* One slice. Numbers as decimals. */
struct ctr_rank {
    int64_t position; /* from 1; 0 = cannot be ranked */
    const char *id;
    const char *outcome; /* NULL = not said */
    const char *score;   /* to six decimals; NULL = cannot be ranked */
    const char *expected, *confidence_pct, *effort;
    const char *realised; /* as measured later, as it was written; NULL = not yet */
    const char *reason;   /* why it cannot be ranked; NULL = it can */
};

struct ctr_ranking {
    const char *sow;
    struct ctr_rank *items;
    size_t count;
};

extern const struct lc_shape lc_shape_ranking;

/* The order is exact, whatever the scores are rounded to; of equal ones, that which stands first in
 * the document. Those that cannot be ranked come last. */
ctr_status lc_sow_rank(struct lc_ctx *ctx, const struct lc_sow *sow, struct ctr_ranking *out);

#endif
