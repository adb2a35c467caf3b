/*
 * Arrays as the registry compares them: one schema for all items, or a tuple with what may follow
 * it.
 */
#include "spec/confluent/confluent.h"

#define LIMIT_RULES(name)                                                                          \
    {                                                                                              \
        LC_RULE_JC_##name##_ADDED, LC_RULE_JC_##name##_REMOVED, LC_RULE_JC_##name##_INCREASED,     \
            LC_RULE_JC_##name##_DECREASED                                                          \
    }

static const struct lc_node none = {NULL, NULL};

static ctr_status all_items(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                            struct lc_node b)
{
    struct lc_jc_at here;
    struct lc_jc *x;
    struct lc_jc *y;
    LC_TRY(lc_jc_read(w, 0, lc_jc_items(w, 0, a), &x));
    LC_TRY(lc_jc_read(w, 1, lc_jc_items(w, 1, b), &y));
    LC_TRY(lc_jc_below(w, at, lc_format(w->ctx, "%s/items", at->path), LC_PART_ITEM, lc_str(""), 0,
                       &here));
    return lc_jc_compare(w, &here, x, y);
}

static ctr_status rest(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                       struct lc_node b)
{
    struct lc_node from = lc_jc_rest(w, 0, a);
    struct lc_node to = lc_jc_rest(w, 1, b);
    struct lc_jc_at here;
    struct lc_jc *x;
    struct lc_jc *y;
    if (lc_jc_allows(from) != lc_jc_allows(to)) {
        return lc_jc_tell(w,
                          lc_jc_allows(to) ? LC_RULE_JC_ADDITIONAL_ITEMS_ADDED
                                           : LC_RULE_JC_ADDITIONAL_ITEMS_REMOVED,
                          at, "additionalItems", from, to);
    }
    if (lc_jc_has_schema(from) != lc_jc_has_schema(to)) {
        return lc_jc_tell(w,
                          lc_jc_has_schema(from) ? LC_RULE_JC_ADDITIONAL_ITEMS_EXTENDED
                                                 : LC_RULE_JC_ADDITIONAL_ITEMS_NARROWED,
                          at, "additionalItems", from, to);
    }
    if (!lc_jc_has_schema(from)) {
        return CTR_OK;
    }
    LC_TRY(lc_jc_below(w, at, lc_format(w->ctx, "%s/additionalItems", at->path), LC_PART_ITEM,
                       lc_str(""), 0, &here));
    LC_TRY(lc_jc_read(w, 0, from, &x));
    LC_TRY(lc_jc_read(w, 1, to, &y));
    return lc_jc_compare(w, &here, x, y);
}

/* ---- tuples */

static ctr_status removed(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node was,
                          struct lc_node follows)
{
    struct lc_jc *x;
    struct lc_jc *y;
    LC_TRY(lc_jc_read(w, 0, was, &x));
    if (lc_jc_has_schema(follows)) {
        LC_TRY(lc_jc_read(w, 1, follows, &y));
        return lc_jc_cover(w, at, x, y,
                           LC_RULE_JC_ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
                           LC_RULE_JC_ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL);
    }
    return lc_jc_tell(w,
                      lc_jc_allows(follows) ? LC_RULE_JC_ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL
                      : x->class == LC_JC_FALSE
                          ? LC_RULE_JC_ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL
                          : LC_RULE_JC_ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL,
                      at, NULL, was, none);
}

static ctr_status added(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node is,
                        struct lc_node followed)
{
    struct lc_jc *x;
    struct lc_jc *y;
    LC_TRY(lc_jc_read(w, 1, is, &y));
    if (lc_jc_has_schema(followed)) {
        LC_TRY(lc_jc_read(w, 0, followed, &x));
        return lc_jc_cover(w, at, x, y,
                           LC_RULE_JC_ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
                           LC_RULE_JC_ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL);
    }
    return lc_jc_tell(w,
                      !lc_jc_allows(followed) ? LC_RULE_JC_ITEM_ADDED_TO_CLOSED_CONTENT_MODEL
                      : y->class == LC_JC_EMPTY
                          ? LC_RULE_JC_ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL
                          : LC_RULE_JC_ITEM_ADDED_TO_OPEN_CONTENT_MODEL,
                      at, NULL, none, is);
}

static ctr_status tuple(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                        struct lc_node b)
{
    struct lc_node from = lc_jc_tuple(w, 0, a);
    struct lc_node to = lc_jc_tuple(w, 1, b);
    size_t older = from.value ? from.value->count : 0;
    size_t newer = to.value ? to.value->count : 0;
    for (size_t i = 0; i < older || i < newer; i++) {
        struct lc_node was = {from.doc, lc_at(from.value, i)};
        struct lc_node is = {to.doc, lc_at(to.value, i)};
        struct lc_jc_at here;
        struct lc_jc *x;
        struct lc_jc *y;
        LC_TRY(lc_jc_below(w, at,
                           lc_format(w->ctx, "%s/items/%llu", at->path, (unsigned long long)i),
                           LC_PART_TUPLE, lc_str(""), (uint32_t)i, &here));
        if (i >= newer) {
            LC_TRY(removed(w, &here, was, lc_jc_rest(w, 1, b)));
        } else if (i >= older) {
            LC_TRY(added(w, &here, is, lc_jc_rest(w, 0, a)));
        } else {
            LC_TRY(lc_jc_read(w, 0, was, &x));
            LC_TRY(lc_jc_read(w, 1, is, &y));
            LC_TRY(lc_jc_compare(w, &here, x, y));
        }
    }
    return CTR_OK;
}

static ctr_status unique(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                         struct lc_node b)
{
    struct lc_node from = lc_child(a, "uniqueItems");
    struct lc_node to = lc_child(b, "uniqueItems");
    bool was = lc_truth(from.value);
    if (was == lc_truth(to.value)) {
        return CTR_OK;
    }
    return lc_jc_tell(w, was ? LC_RULE_JC_UNIQUE_ITEMS_REMOVED : LC_RULE_JC_UNIQUE_ITEMS_ADDED, at,
                      "uniqueItems", from, to);
}

ctr_status lc_jc_array(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                       struct lc_jc *b)
{
    static const enum lc_rule_id most[4] = LIMIT_RULES(MAX_ITEMS);
    static const enum lc_rule_id least[4] = LIMIT_RULES(MIN_ITEMS);
    LC_TRY(all_items(w, at, a->node, b->node));
    LC_TRY(tuple(w, at, a->node, b->node));
    LC_TRY(rest(w, at, a->node, b->node));
    LC_TRY(lc_jc_limit(w, at, "maxItems", a->node, b->node, most));
    LC_TRY(lc_jc_limit(w, at, "minItems", a->node, b->node, least));
    return unique(w, at, a->node, b->node);
}
