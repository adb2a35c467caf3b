/*
 * unevaluatedProperties and unevaluatedItems: what nothing beside them looked at. Exact where only
 * `$ref` and allOf stand beside; else they are raw.
 */
#include "spec/schema/schema_reader.h"

static ctr_status gather(struct lc_schema_reader *r, struct lc_str keyword, struct lc_node node,
                         struct lc_elems *list, bool *good)
{
    static const char *const unclear[] = {"anyOf",       "oneOf",        "if", "dependentSchemas",
                                          "$dynamicRef", "$recursiveRef"};
    if (!lc_is(node.value, LC_OBJECT)) {
        return CTR_OK;
    }
    const struct lc_node fixed = lc_schema_fixed(r->v->side->bundle, r->dialect, node);
    for (size_t i = 0; i < sizeof unclear / sizeof unclear[0]; i++) {
        const struct lc_value *value = lc_get(node.value, unclear[i]);
        *good = *good && (!value || value == fixed.value);
    }
    *good = *good && list->count < 64 && (list->count == 0 || !lc_get_str(node.value, keyword));
    if (!*good) {
        return CTR_OK;
    }
    LC_TRY(lc_push_elem(r->ctx, list, (struct lc_elem){node, 0}));
    const struct lc_node refs[] = {lc_child(node, "$ref"), fixed};
    for (size_t i = 0; i < sizeof refs / sizeof refs[0]; i++) {
        if (lc_is(refs[i].value, LC_STRING)) {
            struct lc_node target;
            LC_TRY(lc_schema_target(r->ctx, r->v->side->bundle, refs[i], &target));
            LC_TRY(gather(r, keyword, target, list, good));
        }
    }
    struct lc_node all = lc_child(node, "allOf");
    for (uint32_t i = 0; lc_is(all.value, LC_ARRAY) && i < all.value->count; i++) {
        struct lc_node one = {all.doc, &all.value->items[i]};
        LC_TRY(gather(r, keyword, one, list, good));
    }
    return CTR_OK;
}

/* The items behind the longest of the lists of places, unless some schema looks at all of them. */
static bool unevaluated_items(const struct lc_schema_reader *r, const struct lc_elems *list,
                              struct lc_scope *out, bool *all)
{
    bool good = true;
    for (size_t i = 0; i < list->count; i++) {
        const struct lc_node node = list->at[i].node;
        const struct lc_value *named;
        const struct lc_value *rest;
        lc_items_of(r, node.value, &named, &rest);
        *all = *all || rest;
        good = good && lc_is_tuple(named) && !lc_get(node.value, "contains");
        if (good && named && (!out->named || named->count > out->named->count)) {
            good = node.doc == out->doc;
            out->named = named;
        }
    }
    return good;
}

ctr_status lc_read_unevaluated_items(struct lc_schema_reader *r, const struct lc_member *m)
{
    struct lc_elems list = {NULL, 0, 0};
    struct lc_scope s = {.doc = r->schema.doc, .rest = &m->value};
    bool good = lc_is_schema(&m->value);
    bool all = false;
    if (lc_is(&m->value, LC_TRUE)) {
        return CTR_OK;
    }
    LC_TRY(gather(r, lc_key(m), r->schema, &list, &good));
    if (!good || !unevaluated_items(r, &list, &s, &all)) {
        return lc_read_raw(r, lc_key(m), &m->value, true);
    }
    return all ? CTR_OK : lc_push_scope(r->ctx, &r->v->arrays, s);
}

ctr_status lc_read_unevaluated_properties(struct lc_schema_reader *r, const struct lc_member *m)
{
    struct lc_elems list = {NULL, 0, 0};
    bool good = lc_is_schema(&m->value);
    if (lc_is(&m->value, LC_TRUE)) {
        return CTR_OK;
    }
    LC_TRY(gather(r, lc_key(m), r->schema, &list, &good));
    if (!good) {
        return lc_read_raw(r, lc_key(m), &m->value, true);
    }
    struct lc_scope s = {.doc = r->schema.doc,
                         .rest = &m->value,
                         .evaluated = list.at,
                         .evaluated_count = list.count};
    return lc_push_scope(r->ctx, &r->v->objects, s);
}
