/*
 * A hash map from byte strings to pointers, open addressing, in an arena. Keys are borrowed, and
 * shorter than 4 GiB. Grows; nothing is removed.
 */
#ifndef LC_BASE_MAP_H
#define LC_BASE_MAP_H

#include "base/ctx.h"

/* 24 bytes: a comparison of large documents has hundreds of thousands. */
struct lc_map_slot {
    const char *text; /* of the key; NULL = empty */
    uint32_t len;
    uint32_t hash;
    void *value;
};

struct lc_map {
    struct lc_map_slot *slots;
    size_t room; /* power of two, or 0 */
    size_t count;
    uint64_t seed; /* from lc_random for hostile keys, else 0 */
};

static inline struct lc_str lc_map_key(const struct lc_map_slot *slot)
{
    return (struct lc_str){slot->text, slot->len};
}

/* NULL if the key is not there. */
void *lc_map_get(const struct lc_map *map, struct lc_str key);
/* Set, replacing. NOMEM recorded on failure. */
ctr_status lc_map_set(struct lc_ctx *ctx, struct lc_map *map, struct lc_str key, void *value);

#endif
