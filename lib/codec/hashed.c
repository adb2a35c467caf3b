/* Lists of values in the order of their hashes. */
#include "codec/hashed.h"

#include <stdlib.h>

static int by_hash(const void *a, const void *b)
{
    const struct lc_hashed *x = a;
    const struct lc_hashed *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    return (x->value > y->value) - (x->value < y->value);
}

void lc_hashed_sort(struct lc_hashed *at, size_t count)
{
    if (count) {
        qsort(at, count, sizeof *at, by_hash);
    }
}

size_t lc_hashed_find(const struct lc_hashed *at, size_t count, uint64_t hash)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (at[middle].hash < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && at[low].hash == hash ? low : count;
}

ctr_status lc_hashed_room(struct lc_ctx *ctx, size_t count, struct lc_hashed_set *out)
{
    *out = (struct lc_hashed_set){lc_new(ctx, count + 1, sizeof *out->at), count};
    return out->at ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_hashed_items(struct lc_ctx *ctx, const struct lc_value *list,
                           struct lc_hashed_set *out)
{
    size_t count = lc_is(list, LC_ARRAY) ? list->count : 0;
    LC_TRY(lc_hashed_room(ctx, count, out));
    for (size_t i = 0; i < count; i++) {
        out->at[i] = (struct lc_hashed){lc_value_hash(&list->items[i]), &list->items[i]};
    }
    lc_hashed_sort(out->at, count);
    return CTR_OK;
}

bool lc_hashed_has(const struct lc_hashed_set *set, const struct lc_value *value)
{
    enum { SAME_HASH = 64 };
    uint64_t hash = lc_value_hash(value);
    size_t i = lc_hashed_find(set->at, set->count, hash);
    for (size_t n = 0; n < SAME_HASH && i + n < set->count && set->at[i + n].hash == hash; n++) {
        if (lc_value_eq(set->at[i + n].value, value)) {
            return true;
        }
    }
    return false;
}

ctr_status lc_hashed_within(struct lc_ctx *ctx, const struct lc_value *list,
                            const struct lc_value *in, bool *out)
{
    struct lc_hashed_set set;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    *out = lc_is(list, LC_ARRAY);
    LC_TRY(lc_hashed_items(ctx, in, &set));
    for (uint32_t i = 0; *out && i < list->count; i++) {
        *out = lc_hashed_has(&set, &list->items[i]);
    }
    lc_arena_release(&ctx->arena, mark);
    return CTR_OK;
}

ctr_status lc_hashed_eq(struct lc_ctx *ctx, const struct lc_value *a, const struct lc_value *b,
                        bool *out)
{
    struct lc_hashed_set x;
    struct lc_hashed_set y;
    *out = lc_value_eq(a, b);
    if (*out || !lc_is(a, LC_ARRAY) || !lc_is(b, LC_ARRAY) || a->count != b->count) {
        return CTR_OK;
    }
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    LC_TRY(lc_hashed_items(ctx, a, &x));
    LC_TRY(lc_hashed_items(ctx, b, &y));
    *out = true;
    for (size_t i = 0; i < x.count && *out; i++) {
        *out = x.at[i].hash == y.at[i].hash && lc_value_eq(x.at[i].value, y.at[i].value);
    }
    lc_arena_release(&ctx->arena, mark);
    return CTR_OK;
}
