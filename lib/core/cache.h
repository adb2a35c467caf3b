/*
 * Packed results in memory, by key, each tagged with the contract it belongs to, so that a change
 * of one contract drops only that one. Bounded; the oldest goes first.
 */
#ifndef LC_CORE_CACHE_H
#define LC_CORE_CACHE_H

#include "base/shape.h"

struct lc_cache_entry;

struct lc_cache {
    const ctr_allocator *alloc;
    struct lc_cache_entry **buckets;
    size_t room; /* power of two; 0 until first use */
    size_t count;
    size_t max;                             /* entries */
    uint64_t seed;                          /* against hostile keys */
    struct lc_cache_entry *oldest, *newest; /* in the order of insertion */
    struct lc_cache_entry **by_tag;
};

void lc_cache_init(struct lc_cache *cache, const ctr_allocator *alloc, size_t max, uint64_t seed);
void lc_cache_free(struct lc_cache *cache);
/* Borrowed block body, NULL if not there. The key is two strings, so nobody has to join them. */
const void *lc_cache_get(const struct lc_cache *cache, struct lc_str team, struct lc_str name);
/* Takes a copy of the block. Without memory nothing is kept. */
void lc_cache_put(struct lc_cache *cache, struct lc_str team, struct lc_str name, int64_t tag,
                  const void *body);
void lc_cache_drop(struct lc_cache *cache, int64_t tag);
void lc_cache_clear(struct lc_cache *cache);

#endif
