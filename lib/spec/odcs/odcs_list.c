/* Lists of facts in data contracts: servers, service levels, rules of quality. Which is which. */
#include "spec/odcs/odcs.h"

#include "base/sha256.h"

static ctr_status of_object(struct lc_odcs *o, struct lc_node node, struct lc_odcs_list *out)
{
    out->at = lc_new(o->ctx, node.value->count + 1, sizeof *out->at);
    for (uint32_t i = 0; out->at && i < node.value->count; i++) {
        const struct lc_member *m = &node.value->members[i];
        out->at[out->count++] = (struct lc_odcs_entry){lc_key(m), {node.doc, &m->value}, false};
    }
    return out->at ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_odcs_list(struct lc_odcs *o, struct lc_node node, const char *key,
                        struct lc_odcs_list *out)
{
    *out = (struct lc_odcs_list){0};
    if (lc_is(node.value, LC_OBJECT)) {
        return of_object(o, node, out);
    }
    if (!lc_is(node.value, LC_ARRAY)) {
        return CTR_OK;
    }
    out->at = lc_new(o->ctx, node.value->count + 1, sizeof *out->at);
    for (uint32_t i = 0; out->at && i < node.value->count; i++) {
        struct lc_node entry = {node.doc, &node.value->items[i]};
        struct lc_str name = key ? lc_odcs_word(lc_odcs_get(entry, key)) : LC_STR("");
        out->at[out->count++] = (struct lc_odcs_entry){name, entry, false};
    }
    return out->at ? CTR_OK : CTR_E_NOMEM;
}

int64_t *lc_odcs_pairs(struct lc_ctx *ctx, const struct lc_odcs_list *old)
{
    int64_t *pair = lc_new(ctx, old->count + 1, sizeof *pair);
    for (uint32_t i = 0; pair && i < old->count; i++) {
        pair[i] = -1;
    }
    return pair;
}

ctr_status lc_odcs_pair(struct lc_ctx *ctx, struct lc_odcs_list *old, struct lc_odcs_list *new,
                        lc_odcs_key *key, int64_t *pair)
{
    struct lc_map first = {0};
    uint32_t *next = lc_new(ctx, new->count + 1, sizeof *next); /* of the same key; + 1 */
    if (!next) {
        return CTR_E_NOMEM;
    }
    lc_random(NULL, &first.seed, sizeof first.seed);
    for (uint32_t i = new->count; i-- > 0;) {
        struct lc_str k = new->at[i].taken ? (struct lc_str){NULL, 0} : key(ctx, &new->at[i]);
        if (k.ptr) {
            next[i] = (uint32_t)(uintptr_t)lc_map_get(&first, k);
            LC_TRY(lc_map_set(ctx, &first, k, (void *)(uintptr_t)(i + 1)));
        }
    }
    for (uint32_t i = 0; i < old->count; i++) {
        struct lc_str k = old->at[i].taken ? (struct lc_str){NULL, 0} : key(ctx, &old->at[i]);
        uintptr_t found = k.ptr ? (uintptr_t)lc_map_get(&first, k) : 0;
        if (found) {
            pair[i] = (int64_t)found - 1;
            old->at[i].taken = new->at[found - 1].taken = true;
            LC_TRY(lc_map_set(ctx, &first, k, (void *)(uintptr_t)next[found - 1]));
        }
    }
    return ctx->error ? ctr_error_status(ctx->error) : CTR_OK;
}
