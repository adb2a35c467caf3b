/*
 * Lists in schemas whose order says nothing: a hash that does not go by it, and one order for all
 * of them.
 */
#include "spec/schema/schema_room.h"

/* Keywords whose lists say the same in any order. Words for people are shown as they stand, so that
 * another order of them is a change, though of nothing that a hash is made for. */
static const struct {
    const char *key;
    enum lc_order order;
} sets[] = {
    {"enum", LC_ORDER_VALUES},   {"required", LC_ORDER_VALUES},  {"type", LC_ORDER_VALUES},
    {"anyOf", LC_ORDER_SCHEMAS}, {"oneOf", LC_ORDER_SCHEMAS},    {"allOf", LC_ORDER_SCHEMAS},
    {"tags", LC_ORDER_MATTERS},  {"examples", LC_ORDER_MATTERS},
};
enum { SETS = sizeof sets / sizeof sets[0] };

static size_t set_at(struct lc_str key)
{
    size_t i = 0;
    while (i < SETS && !lc_str_is(key, sets[i].key)) {
        i++;
    }
    return i;
}

static uint64_t mix(uint64_t a, uint64_t b)
{
    const uint64_t both[2] = {a, b};
    return lc_hash(both, sizeof both, 0);
}

/* What a list holds in any order is hashed once, however often what it stands in is asked for. */
struct known {
    const struct lc_value *value; /* the key */
    uint64_t hash;
};

static struct lc_str key_of(const struct lc_value *const *value)
{
    return lc_str_n((const char *)value, sizeof *value);
}

static ctr_status hash_at(struct lc_side *side, const struct lc_value *value, enum lc_walk at,
                          bool set, uint64_t *out);

static ctr_status hash_once(struct lc_side *side, const struct lc_value *value, enum lc_walk at,
                            uint64_t *out)
{
    if (value->kind != LC_OBJECT || at == LC_WALK_DATA) {
        return hash_at(side, value, at, false, out);
    }
    const struct known *known = lc_map_get(&side->hashes, key_of(&value));
    if (known) {
        *out = known->hash;
        return CTR_OK;
    }
    struct known *fresh = lc_new(side->ctx, 1, sizeof *fresh);
    if (!fresh) {
        return CTR_E_NOMEM;
    }
    LC_TRY(hash_at(side, value, at, false, out));
    *fresh = (struct known){value, *out};
    return lc_map_set(side->ctx, &side->hashes, key_of(&fresh->value), fresh);
}

static ctr_status hash_list(struct lc_side *side, const struct lc_value *list, enum lc_walk at,
                            bool set, uint64_t *out)
{
    *out = list->count;
    for (uint32_t i = 0; i < list->count; i++) {
        uint64_t own;
        LC_TRY(set ? hash_once(side, &list->items[i], at, &own)
                   : hash_at(side, &list->items[i], at, false, &own));
        *out = set ? *out + own : mix(*out, own);
    }
    return CTR_OK;
}

static ctr_status hash_at(struct lc_side *side, const struct lc_value *value, enum lc_walk at,
                          bool set, uint64_t *out)
{
    if (value->kind == LC_ARRAY && (set || at != LC_WALK_DATA)) {
        return hash_list(side, value, at, set, out);
    }
    if (value->kind != LC_OBJECT || at == LC_WALK_DATA) {
        *out = lc_value_hash(value);
        return CTR_OK;
    }
    *out = value->count;
    LC_TRY(lc_charge(side, 1 + value->count / 4));
    for (uint32_t i = 0; i < value->count; i++) {
        const struct lc_member *m = &value->members[i];
        bool named = at == LC_WALK_NAMES; /* such a list is of dependentRequired */
        bool is = named ? lc_is(&m->value, LC_ARRAY) : set_at(lc_key(m)) < SETS;
        uint64_t own;
        LC_TRY(hash_at(side, &m->value, lc_walk_into(at, lc_key(m), &m->value), is, &own));
        *out += mix(lc_hash(m->key_chars, m->key_len, 0), own);
    }
    return CTR_OK;
}

ctr_status lc_schema_hash(struct lc_side *side, const struct lc_value *schema, uint64_t *out)
{
    *out = 0;
    return schema ? hash_once(side, schema, LC_WALK_NODE, out) : CTR_OK;
}

/* ---- in one order */

struct ordered {
    const struct lc_value *list; /* the key */
    struct lc_hashed_set items;
};

ctr_status lc_in_one_order(struct lc_side *side, const struct lc_value *list,
                           const struct lc_hashed_set **out)
{
    const struct ordered *known = lc_map_get(&side->orders, key_of(&list));
    if (known) {
        *out = &known->items;
        return CTR_OK;
    }
    struct ordered *fresh = lc_new(side->ctx, 1, sizeof *fresh);
    if (!fresh) {
        return CTR_E_NOMEM;
    }
    fresh->list = list;
    LC_TRY(lc_hashed_room(side->ctx, list->count, &fresh->items));
    for (uint32_t i = 0; i < list->count; i++) {
        fresh->items.at[i].value = &list->items[i];
        LC_TRY(lc_schema_hash(side, &list->items[i], &fresh->items.at[i].hash));
    }
    LC_TRY(lc_charge(side, list->count));
    lc_hashed_sort(fresh->items.at, fresh->items.count);
    *out = &fresh->items;
    return lc_map_set(side->ctx, &side->orders, key_of(&fresh->list), fresh);
}

enum lc_order lc_order_of(struct lc_str key)
{
    size_t i = set_at(key);
    return i < SETS ? sets[i].order : LC_ORDER_MATTERS;
}
