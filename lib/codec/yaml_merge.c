/*
 * Merging happens once, when a mapping closes: its members still lie on the tree's stack, the
 * merged ones are pushed behind them.
 */
#include "codec/yaml_merge.h"

#include "base/map.h"

static ctr_status bad_source(struct lc_tree *tree, const struct lc_value *value)
{
    return lc_doc_fail(tree->ctx, tree->doc, value->offset,
                       "the merge key '<<' wants a mapping or a list of mappings; quote it to mean "
                       "an ordinary key");
}

/* Push the members of one source whose keys are not there yet. */
static ctr_status merge_source(struct lc_tree *tree, struct lc_map *keys,
                               const struct lc_value *source)
{
    if (source->kind != LC_OBJECT) {
        return bad_source(tree, source);
    }
    for (uint32_t i = 0; i < source->count; i++) {
        const struct lc_member *m = &source->members[i];
        if (lc_map_get(keys, lc_key(m))) {
            continue;
        }
        LC_TRY(lc_map_set(tree->ctx, keys, lc_key(m), tree));
        LC_TRY(lc_tree_push_member(tree, lc_key(m), m->key_offset));
        *lc_tree_slot(tree) = m->value;
    }
    return CTR_OK;
}

static ctr_status merge_all(struct lc_tree *tree, struct lc_map *keys, const struct lc_value *value)
{
    if (value->kind != LC_ARRAY) {
        return merge_source(tree, keys, value);
    }
    for (uint32_t i = 0; i < value->count; i++) {
        LC_TRY(merge_source(tree, keys, &value->items[i]));
    }
    return CTR_OK;
}

ctr_status lc_yaml_merge(struct lc_tree *tree, size_t at)
{
    struct lc_map keys = {.seed = tree->seed};
    struct lc_mark mark = lc_arena_mark(&tree->ctx->arena);
    size_t start = tree->frames[tree->depth - 1].start;
    struct lc_member *members = (struct lc_member *)(void *)(tree->stack + start);
    size_t count = (tree->used - start) / sizeof *members;
    struct lc_value merged = members[at].value;

    memmove(&members[at], &members[at + 1], (count - at - 1) * sizeof *members);
    tree->used -= sizeof *members;
    for (size_t i = 0; i + 1 < count; i++) {
        LC_TRY(lc_map_set(tree->ctx, &keys, lc_key(&members[i]), tree));
    }
    LC_TRY(merge_all(tree, &keys, &merged));
    lc_arena_release(&tree->ctx->arena, mark); /* the map; members went to the stack */
    return CTR_OK;
}
