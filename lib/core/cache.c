/*
 * The cache: chained hashing by team and name, a second chain by tag, a queue in order of age. An
 * entry and its block are one piece of memory: among many contracts a look-up is as slow as the
 * number of places in memory that it waits for.
 */
#include "core/cache.h"

#include <stdalign.h>

enum { FIRST_ROOM = 64 };

struct lc_cache_entry {
    struct lc_cache_entry *next;     /* in the bucket */
    struct lc_cache_entry *tag_next; /* in the bucket of tags */
    struct lc_cache_entry *older, *newer;
    const void *body; /* behind the key */
    uint64_t hash;
    int64_t tag;
    size_t team_len;
    size_t name_len;
    char key[]; /* team, then name */
};

void lc_cache_init(struct lc_cache *cache, const ctr_allocator *alloc, size_t max, uint64_t seed)
{
    *cache = (struct lc_cache){.alloc = alloc, .max = max, .seed = seed};
}

static uint64_t hash_key(const struct lc_cache *cache, struct lc_str team, struct lc_str name)
{
    return lc_hash(name.ptr, name.len, lc_hash(team.ptr, team.len, cache->seed));
}

static size_t tag_slot(const struct lc_cache *cache, int64_t tag)
{
    return (size_t)(((uint64_t)tag * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (cache->room - 1);
}

static bool is_key(const struct lc_cache_entry *e, struct lc_str team, struct lc_str name)
{
    return e->team_len == team.len && e->name_len == name.len &&
           memcmp(e->key, team.ptr, team.len) == 0 &&
           memcmp(e->key + team.len, name.ptr, name.len) == 0;
}

static struct lc_cache_entry *find(const struct lc_cache *cache, uint64_t hash, struct lc_str team,
                                   struct lc_str name)
{
    struct lc_cache_entry *e = cache->room ? cache->buckets[hash & (cache->room - 1)] : NULL;
    while (e && !(e->hash == hash && is_key(e, team, name))) {
        e = e->next;
    }
    return e;
}

static void link_entry(struct lc_cache *cache, struct lc_cache_entry *e)
{
    struct lc_cache_entry **bucket = &cache->buckets[e->hash & (cache->room - 1)];
    struct lc_cache_entry **tags = &cache->by_tag[tag_slot(cache, e->tag)];
    e->next = *bucket;
    *bucket = e;
    e->tag_next = *tags;
    *tags = e;
}

static void unlink_entry(struct lc_cache *cache, const struct lc_cache_entry *e)
{
    struct lc_cache_entry **at = &cache->buckets[e->hash & (cache->room - 1)];
    while (*at != e) {
        at = &(*at)->next;
    }
    *at = e->next;
    at = &cache->by_tag[tag_slot(cache, e->tag)];
    while (*at != e) {
        at = &(*at)->tag_next;
    }
    *at = e->tag_next;
}

static void remove_entry(struct lc_cache *cache, struct lc_cache_entry *e)
{
    unlink_entry(cache, e);
    *(e->older ? &e->older->newer : &cache->oldest) = e->newer;
    *(e->newer ? &e->newer->older : &cache->newest) = e->older;
    lc_release(cache->alloc, e);
    cache->count--;
}

/* Room for one more; the old size stays if there is no memory for a larger one. */
static bool grow(struct lc_cache *cache)
{
    size_t room = cache->room ? cache->room * 2 : FIRST_ROOM;
    size_t bytes;

    if (cache->count < cache->room / 2) { /* chains are mostly of one */
        return true;
    }
    if (!lc_size_mul(room, 2 * sizeof *cache->buckets, &bytes)) {
        return cache->room != 0;
    }
    struct lc_cache_entry **both = lc_alloc(cache->alloc, bytes);
    if (!both) {
        return cache->room != 0;
    }
    memset(both, 0, bytes);
    lc_release(cache->alloc, cache->buckets);
    cache->buckets = both;
    cache->by_tag = both + room;
    cache->room = room;
    for (struct lc_cache_entry *e = cache->oldest; e; e = e->newer) {
        link_entry(cache, e);
    }
    return true;
}

void lc_cache_clear(struct lc_cache *cache)
{
    while (cache->oldest) {
        remove_entry(cache, cache->oldest);
    }
}

void lc_cache_free(struct lc_cache *cache)
{
    lc_cache_clear(cache);
    lc_release(cache->alloc, cache->buckets); /* by_tag is the second half of the same block */
    lc_cache_init(cache, cache->alloc, cache->max, cache->seed);
}

const void *lc_cache_get(const struct lc_cache *cache, struct lc_str team, struct lc_str name)
{
    const struct lc_cache_entry *e = find(cache, hash_key(cache, team, name), team, name);
    return e ? e->body : NULL;
}

static struct lc_cache_entry *make_entry(const struct lc_cache *cache, struct lc_str team,
                                         struct lc_str name, const void *body)
{
    size_t key = sizeof(struct lc_cache_entry) + team.len + name.len;
    size_t head = (key + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    struct lc_cache_entry *e = lc_alloc(cache->alloc, head + lc_block_bytes(body));

    if (!e) {
        return NULL;
    }
    *e = (struct lc_cache_entry){.team_len = team.len, .name_len = name.len};
    memcpy(e->key, team.ptr, team.len);
    memcpy(e->key + team.len, name.ptr, name.len);
    e->body = lc_block_place((char *)e + head, cache->alloc, body);
    return e;
}

void lc_cache_put(struct lc_cache *cache, struct lc_str team, struct lc_str name, int64_t tag,
                  const void *body)
{
    uint64_t hash = hash_key(cache, team, name);
    struct lc_cache_entry *there = find(cache, hash, team, name);

    if (there) { /* what is there may be out of date, whether or not the new one finds room */
        remove_entry(cache, there);
    }
    if (!cache->max) {
        return;
    }
    if (cache->count >= cache->max) {
        remove_entry(cache, cache->oldest);
    }
    struct lc_cache_entry *e = grow(cache) ? make_entry(cache, team, name, body) : NULL;
    if (!e) {
        return;
    }
    e->hash = hash;
    e->tag = tag;
    link_entry(cache, e);
    e->older = cache->newest;
    *(e->older ? &e->older->newer : &cache->oldest) = e;
    cache->newest = e;
    cache->count++;
}

void lc_cache_drop(struct lc_cache *cache, int64_t tag)
{
    struct lc_cache_entry *e = cache->room ? cache->by_tag[tag_slot(cache, tag)] : NULL;
    while (e) {
        struct lc_cache_entry *next = e->tag_next;
        if (e->tag == tag) {
            remove_entry(cache, e);
        }
        e = next;
    }
}
