/*
 * Lists of values in the order of their hashes, in which equal ones stand beside each other: sets,
 * and lists of which the order says nothing.
 */
#ifndef LC_CODEC_HASHED_H
#define LC_CODEC_HASHED_H

#include "base/ctx.h"
#include "codec/value.h"

struct lc_hashed {
    uint64_t hash;
    const struct lc_value *value;
};

/* By hash, what has the same one by its place in memory: as it stands in its list. */
void lc_hashed_sort(struct lc_hashed *at, size_t count);
/* The first with the hash, or `count`. */
size_t lc_hashed_find(const struct lc_hashed *at, size_t count, uint64_t hash);

/* The items of a list in scratch memory, by lc_value_hash. What is no array has none. */
struct lc_hashed_set {
    struct lc_hashed *at;
    size_t count;
};

ctr_status lc_hashed_items(struct lc_ctx *ctx, const struct lc_value *list,
                           struct lc_hashed_set *out);
/* The same of values that stand in any place: fill in `at`, then sort. */
ctr_status lc_hashed_room(struct lc_ctx *ctx, size_t count, struct lc_hashed_set *out);
/* False also of what stands behind 64 others of its hash, which only hostile lists hold. */
bool lc_hashed_has(const struct lc_hashed_set *set, const struct lc_value *value);
/* Each of `list`, which is an array, is in the other. */
ctr_status lc_hashed_within(struct lc_ctx *ctx, const struct lc_value *list,
                            const struct lc_value *in, bool *out);
/* The same values, each as often, in whatever order. */
ctr_status lc_hashed_eq(struct lc_ctx *ctx, const struct lc_value *a, const struct lc_value *b,
                        bool *out);

#endif
