/*
 * A hash map from byte strings to pointers, open addressing, in an arena. Keys are borrowed. Grows;
 * nothing is removed.
 */
#ifndef LC_BASE_MAP_H
#define LC_BASE_MAP_H

#include "base/ctx.h"

struct lc_map_slot {
    struct lc_str key;
    void *value;
    uint64_t hash;
};

struct lc_map {
    struct lc_map_slot *slots;
    size_t room; /* power of two, or 0 */
    size_t count;
    uint64_t seed; /* from lc_random for hostile keys, else 0 */
};

/* NULL if the key is not there. */
void *lc_map_get(const struct lc_map *map, struct lc_str key);
/* Set, replacing. NOMEM recorded on failure. */
ctr_status lc_map_set(struct lc_ctx *ctx, struct lc_map *map, struct lc_str key, void *value);

#endif
