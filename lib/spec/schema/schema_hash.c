/*
 * Lists in schemas whose order says nothing: a hash that does not go by it, and one order for all
 * of them.
 */
#include "spec/schema/schema_room.h"

#include <stdlib.h>

/* Keywords whose lists say the same in any order. */
static bool is_set(struct lc_str key)
{
    static const char *const sets[] = {"enum",  "required", "type", "anyOf",
                                       "oneOf", "allOf",    "tags", "examples"};
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        if (lc_str_is(key, sets[i])) {
            return true;
        }
    }
    return false;
}

static uint64_t mix(uint64_t a, uint64_t b)
{
    const uint64_t both[2] = {a, b};
    return lc_hash(both, sizeof both, 0);
}

static uint64_t hash_at(const struct lc_value *value, enum lc_walk at, bool set);

static uint64_t hash_list(const struct lc_value *list, enum lc_walk at, bool set)
{
    uint64_t h = list->count;
    for (uint32_t i = 0; i < list->count; i++) {
        uint64_t own = hash_at(&list->items[i], at, false);
        h = set ? h + own : mix(h, own);
    }
    return h;
}

static uint64_t hash_at(const struct lc_value *value, enum lc_walk at, bool set)
{
    if (value->kind == LC_ARRAY && (set || at != LC_WALK_DATA)) {
        return hash_list(value, at, set);
    }
    if (value->kind != LC_OBJECT || at == LC_WALK_DATA) {
        return lc_value_hash(value);
    }
    uint64_t h = value->count;
    for (uint32_t i = 0; i < value->count; i++) {
        const struct lc_member *m = &value->members[i];
        bool named = at == LC_WALK_NAMES; /* such a list is of dependentRequired */
        bool is = named ? lc_is(&m->value, LC_ARRAY) : is_set(lc_key(m));
        h += mix(lc_hash(m->key_chars, m->key_len, 0),
                 hash_at(&m->value, lc_walk_into(at, lc_key(m), &m->value), is));
    }
    return h;
}

uint64_t lc_schema_hash(const struct lc_value *schema)
{
    return schema ? hash_at(schema, LC_WALK_NODE, false) : 0;
}

/* ---- in one order */

struct hashed {
    uint64_t hash;
    const struct lc_value *value;
};

static int by_hash(const void *a, const void *b)
{
    const struct hashed *x = a;
    const struct hashed *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    return (x->value > y->value) - (x->value < y->value);
}

ctr_status lc_in_one_order(struct lc_ctx *ctx, const struct lc_value *list, bool schemas,
                           const struct lc_value ***out)
{
    struct lc_mark mark;
    *out = lc_new(ctx, (size_t)list->count + 1, sizeof **out);
    mark = lc_arena_mark(&ctx->arena);
    struct hashed *order = lc_new(ctx, (size_t)list->count + 1, sizeof *order);
    if (!*out || !order) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct lc_value *item = &list->items[i];
        order[i] = (struct hashed){schemas ? lc_schema_hash(item) : lc_value_hash(item), item};
    }
    if (list->count) {
        qsort(order, list->count, sizeof *order, by_hash);
    }
    for (uint32_t i = 0; i < list->count; i++) {
        (*out)[i] = order[i].value;
    }
    lc_arena_release(&ctx->arena, mark);
    return CTR_OK;
}

enum lc_order lc_order_of(struct lc_str key)
{
    if (lc_str_is(key, "enum") || lc_str_is(key, "required") || lc_str_is(key, "type")) {
        return LC_ORDER_VALUES;
    }
    bool schemas = lc_str_is(key, "anyOf") || lc_str_is(key, "oneOf") || lc_str_is(key, "allOf");
    return schemas ? LC_ORDER_SCHEMAS : LC_ORDER_MATTERS;
}
