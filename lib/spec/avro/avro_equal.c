/*
 * Unions that are one but for namespaces. Avro's own library in Java takes such for each other as a
 * whole, branch by branch in their order; in any other it looks for an enum or a fixed by its whole
 * name.
 */
#include "spec/avro/avro_walk.h"

enum { DEPTH = 200 }; /* deeper ones count as different, and are undecided then */

struct look {
    struct lc_avro_walk *w;
    struct lc_map seen; /* ids of two records that are being looked at, or were and are equal */
    uint32_t depth;
};

static ctr_status types(struct look *l, const struct lc_avro_type *a, const struct lc_avro_type *b,
                        bool *same);

/* Both as seen from now on; *before if they were. */
static ctr_status see(struct look *l, const struct lc_avro_type *a, const struct lc_avro_type *b,
                      bool *before)
{
    uint32_t ids[2] = {a->id, b->id};
    struct lc_str key = {(const char *)ids, sizeof ids};
    *before = lc_map_get(&l->seen, key) != NULL;
    if (*before) {
        return CTR_OK;
    }
    uint32_t *kept = lc_new(l->w->ctx, 2, sizeof *kept);
    if (!kept) {
        return CTR_E_NOMEM;
    }
    memcpy(kept, ids, sizeof ids);
    return lc_map_set(l->w->ctx, &l->seen, lc_str_n((const char *)kept, sizeof ids), l);
}

static ctr_status fields(struct look *l, const struct lc_avro_type *a, const struct lc_avro_type *b,
                         bool *same)
{
    bool before;
    LC_TRY(see(l, a, b, &before));
    for (uint32_t i = 0; !before && *same && i < a->count; i++) {
        *same = lc_str_eq(a->fields[i].name, b->fields[i].name);
        LC_TRY(*same ? types(l, a->fields[i].type.type, b->fields[i].type.type, same) : CTR_OK);
    }
    return CTR_OK;
}

static bool symbols(const struct lc_avro_type *a, const struct lc_avro_type *b)
{
    for (uint32_t i = 0; i < a->count; i++) {
        if (!lc_str_eq(lc_raw(&a->symbols[i]), lc_raw(&b->symbols[i]))) {
            return false;
        }
    }
    return true;
}

static ctr_status inside(struct look *l, const struct lc_avro_type *a, const struct lc_avro_type *b,
                         bool *same)
{
    switch (a->kind) {
    case LC_AVRO_RECORD:
        return fields(l, a, b, same);
    case LC_AVRO_UNION:
        for (uint32_t i = 0; *same && i < a->count; i++) {
            LC_TRY(types(l, a->branches[i].type, b->branches[i].type, same));
        }
        return CTR_OK;
    case LC_AVRO_ARRAY:
    case LC_AVRO_MAP:
        return types(l, a->item.type, b->item.type, same);
    case LC_AVRO_ENUM:
        *same = symbols(a, b);
        return CTR_OK;
    case LC_AVRO_FIXED:
        *same = a->size == b->size;
        return CTR_OK;
    default:
        return CTR_OK;
    }
}

static ctr_status types(struct look *l, const struct lc_avro_type *a, const struct lc_avro_type *b,
                        bool *same)
{
    *same = a->kind == b->kind && a->count == b->count && l->depth < DEPTH &&
            (a->kind < LC_AVRO_RECORD || lc_str_eq(a->word, b->word)) &&
            lc_avro_spend(l->w, 1 + (uint64_t)a->count);
    if (!*same) {
        return CTR_OK;
    }
    l->depth++;
    LC_TRY(inside(l, a, b, same));
    l->depth--;
    return CTR_OK;
}

ctr_status lc_avro_equal(struct lc_avro_walk *w, const struct lc_avro_type *a,
                         const struct lc_avro_type *b, bool *same)
{
    struct look l = {.w = w, .seen = {.seed = w->old->seed}};
    return types(&l, a, b, same);
}
