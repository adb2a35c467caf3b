/* The hash map: linear probing, at most three quarters full. */
#include "base/map.h"

/* Most maps are of the few names that one place of a document has. */
enum { FIRST_ROOM = 8 };

static uint32_t hash_of(const struct lc_map *map, struct lc_str key)
{
    return (uint32_t)lc_hash(key.ptr, key.len, map->seed);
}

/* The key's slot, or the empty one where it belongs. There always is an empty one. */
static struct lc_map_slot *find(const struct lc_map *map, struct lc_str key, uint32_t hash)
{
    size_t at = hash & (map->room - 1);
    for (;;) {
        struct lc_map_slot *slot = &map->slots[at];
        if (!slot->text || (slot->hash == hash && lc_str_eq(lc_map_key(slot), key))) {
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
        if (slot->text) {
            *find(&bigger, lc_map_key(slot), slot->hash) = *slot;
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
    uint32_t hash = hash_of(map, key);
    struct lc_map_slot *slot = find(map, key, hash);
    if (!slot->text) {
        map->count++;
        *slot = (struct lc_map_slot){key.ptr ? key.ptr : "", (uint32_t)key.len, hash, NULL};
    }
    slot->value = value;
    return CTR_OK;
}
