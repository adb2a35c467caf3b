/*
 * Which kinds of values a schema lets through, as far as that tells how they are written in a
 * style: single values, arrays, objects.
 */
#include "spec/openapi/openapi.h"

enum { ALL_KINDS = LC_OA_SINGLE | LC_OA_LIST | LC_OA_FIELDS, DEEPEST = 16 };

static unsigned of_type(struct lc_str type)
{
    return lc_str_is(type, "array")    ? LC_OA_LIST
           : lc_str_is(type, "object") ? LC_OA_FIELDS
           : type.ptr                  ? LC_OA_SINGLE
                                       : ALL_KINDS;
}

static unsigned of_types(const struct lc_value *type)
{
    if (!lc_is(type, LC_ARRAY)) {
        return of_type(lc_text(type));
    }
    unsigned kinds = 0;
    for (uint32_t i = 0; i < type->count; i++) {
        kinds |= of_type(lc_text(&type->items[i]));
    }
    return kinds;
}

static unsigned of_value(const struct lc_value *value)
{
    return value->kind == LC_ARRAY    ? LC_OA_LIST
           : value->kind == LC_OBJECT ? LC_OA_FIELDS
                                      : LC_OA_SINGLE;
}

static unsigned of_values(const struct lc_value *schema)
{
    const struct lc_value *list = lc_get(schema, "enum");
    const struct lc_value *one = lc_get(schema, "const");
    unsigned kinds = one ? of_value(one) : ALL_KINDS;
    unsigned listed = 0;
    if (!lc_is(list, LC_ARRAY)) {
        return kinds;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        listed |= of_value(&list->items[i]);
    }
    return kinds & listed;
}

static ctr_status kinds_of(struct lc_oa_doc *d, struct lc_node schema, int deep, unsigned *out);

/* `all`: what every one of them lets through, else what any of them does. */
static ctr_status of_list(struct lc_oa_doc *d, struct lc_node list, bool all, int deep,
                          unsigned *out)
{
    unsigned kinds = all ? ALL_KINDS : 0;
    uint32_t count = lc_is(list.value, LC_ARRAY) ? list.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        unsigned one;
        LC_TRY(kinds_of(d, (struct lc_node){list.doc, &list.value->items[i]}, deep + 1, &one));
        kinds = all ? kinds & one : kinds | one;
    }
    *out &= count ? kinds : ALL_KINDS;
    return CTR_OK;
}

static ctr_status kinds_of(struct lc_oa_doc *d, struct lc_node schema, int deep, unsigned *out)
{
    *out = ALL_KINDS;
    LC_TRY(lc_spend(d->ctx, 1));
    if (deep == DEEPEST || !lc_is(schema.value, LC_OBJECT)) {
        return CTR_OK;
    }
    if (lc_get(schema.value, "$ref")) {
        struct lc_node target;
        LC_TRY(lc_oa_follow(d, schema, &target));
        LC_TRY(kinds_of(d, target, deep + 1, out));
        if (d->dialect == LC_OPENAPI_30) {
            return CTR_OK; /* what stands beside it does not count there */
        }
    }
    *out &= of_types(lc_get(schema.value, "type"));
    *out &= of_values(schema.value);
    if (lc_truth(lc_get(schema.value, "nullable"))) {
        *out |= LC_OA_SINGLE;
    }
    LC_TRY(of_list(d, lc_child(schema, "allOf"), true, deep, out));
    LC_TRY(of_list(d, lc_child(schema, "oneOf"), false, deep, out));
    return of_list(d, lc_child(schema, "anyOf"), false, deep, out);
}

ctr_status lc_oa_kinds(struct lc_oa_doc *d, struct lc_node schema, unsigned *out)
{
    return kinds_of(d, schema, 0, out);
}

ctr_status lc_oa_one_item(struct lc_oa_doc *d, struct lc_node schema, bool *out)
{
    int64_t most;
    unsigned items;
    LC_TRY(lc_oa_follow(d, schema, &schema));
    *out = lc_int(lc_get(schema.value, "maxItems"), &most) && most <= 1;
    if (*out) {
        LC_TRY(lc_oa_kinds(d, lc_child(schema, "items"), &items));
        *out = items == LC_OA_SINGLE;
    }
    return CTR_OK;
}
