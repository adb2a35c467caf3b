/* Reading what an element says of items: by place, the rest, and what an array contains. */
#include "spec/schema/schema_reader.h"

/* Items by place, and the rest, in whatever words the dialect has for them. */
void lc_items_of(const struct lc_schema_reader *r, const struct lc_value *schema,
                 const struct lc_value **named, const struct lc_value **rest)
{
    const struct lc_value *items = lc_get(schema, "items");
    bool prefix = r->dialect == LC_DRAFT_2020 || r->dialect == LC_OPENAPI_31;
    *named = prefix ? lc_get(schema, "prefixItems") : NULL;
    *rest = items;
    if (!prefix && r->dialect != LC_OPENAPI_30 && lc_is(items, LC_ARRAY)) {
        *named = items;
        *rest = lc_get(schema, "additionalItems");
    }
}

/* A list of schemas, or none at all. */
bool lc_is_tuple(const struct lc_value *named)
{
    bool good = !named || lc_is(named, LC_ARRAY);
    for (uint32_t i = 0; good && named && i < named->count; i++) {
        good = lc_is_schema(&named->items[i]);
    }
    return good;
}

ctr_status lc_read_arrays(struct lc_schema_reader *r)
{
    struct lc_scope s = {.doc = r->schema.doc};
    lc_items_of(r, r->schema.value, &s.named, &s.rest);
    if (!lc_is_tuple(s.named) || (s.rest && !lc_is_schema(s.rest))) {
        return lc_read_raw(r, LC_STR("items"), r->schema.value, true);
    }
    if (lc_is(s.rest, LC_TRUE)) {
        s.rest = NULL;
    }
    return s.named || s.rest ? lc_push_scope(r->ctx, &r->v->arrays, s) : CTR_OK;
}

ctr_status lc_read_contains(struct lc_schema_reader *r)
{
    bool counted =
        r->dialect >= LC_DRAFT_2019 && r->dialect <= LC_OPENAPI_31 && r->dialect != LC_OPENAPI_30;
    struct lc_node max =
        counted ? lc_child(r->schema, "maxContains") : (struct lc_node){NULL, NULL};
    struct lc_node min =
        counted ? lc_child(r->schema, "minContains") : (struct lc_node){NULL, NULL};
    struct lc_contains c = {
        .node = lc_child(r->schema, "contains"), .min = {.node = min}, .max = {.node = max}};
    if (!c.node.value) {
        return counted ? lc_read_counts(r) : CTR_OK; /* which mean nothing without it */
    }
    if (!lc_is_schema(c.node.value) || (min.value && !lc_is_count(min.value, &c.min.value)) ||
        (max.value && !lc_is_count(max.value, &c.max.value))) {
        return lc_read_raw(r, LC_STR("contains"), r->schema.value, false);
    }
    if (r->v->contains_count++ == 0) {
        struct lc_contains *kept = lc_new(r->ctx, 1, sizeof *kept);
        if (!kept) {
            return CTR_E_NOMEM;
        }
        *kept = c;
        r->v->contains = kept;
        return CTR_OK;
    }
    return lc_read_raw(r, LC_STR("contains"), r->schema.value, false);
}
