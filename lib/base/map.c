/* The hash map: linear probing, at most three quarters full. A hash of 0 marks an empty slot. */
#include "base/map.h"

enum { FIRST_ROOM = 16 };

static uint64_t hash_of(const struct lc_map *map, struct lc_str key)
{
    uint64_t hash = lc_hash(key.ptr, key.len, map->seed);
    return hash ? hash : 1;
}

/* The key's slot, or the empty one where it belongs. There always is an empty one. */
static struct lc_map_slot *find(const struct lc_map *map, struct lc_str key, uint64_t hash)
{
    size_t at = (size_t)hash & (map->room - 1);
    for (;;) {
        struct lc_map_slot *slot = &map->slots[at];
        if (slot->hash == 0 || (slot->hash == hash && lc_str_eq(slot->key, key))) {
            return slot;
        }
        at = (at + 1) & (map->room - 1);
    }
}

static ctr_status grow(struct lc_ctx *ctx, struct lc_map *map)
{
    struct lc_map bigger = *map;
    size_t room = map->room;
    if (room && !lc_size_mul(room, 2, &bigger.room)) {
        return lc_nomem(ctx);
    }
    bigger.room = room ? bigger.room : FIRST_ROOM;
    bigger.slots = lc_new(ctx, bigger.room, sizeof *bigger.slots);
    if (!bigger.slots) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < room; i++) {
        const struct lc_map_slot *slot = &map->slots[i];
        if (slot->hash) {
            *find(&bigger, slot->key, slot->hash) = *slot;
        }
    }
    *map = bigger;
    return CTR_OK;
}

void *lc_map_get(const struct lc_map *map, struct lc_str key)
{
    return map->room ? find(map, key, hash_of(map, key))->value : NULL;
}

ctr_status lc_map_set(struct lc_ctx *ctx, struct lc_map *map, struct lc_str key, void *value)
{
    if (map->count >= map->room - map->room / 4) {
        LC_TRY(grow(ctx, map));
    }
    uint64_t hash = hash_of(map, key);
    struct lc_map_slot *slot = find(map, key, hash);
    if (slot->hash == 0) {
        map->count++;
        slot->key = key;
        slot->hash = hash;
    }
    slot->value = value;
    return CTR_OK;
}
