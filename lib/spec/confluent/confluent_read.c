/*
 * Schemas as the registry sees them. One with keywords of several classes is all of them together;
 * a list of types is any of them; without a type the keywords say which class is meant.
 */
#include "spec/confluent/confluent.h"

enum { MAX_HOPS = 100 };

static bool newer(const struct lc_jc_walk *w, int side)
{
    return w->dialect[side] == LC_DRAFT_2020 || w->dialect[side] == LC_OPENAPI_31;
}

/* The registry reads 2020-12 by another library, to which an object without properties is nothing.
 */
static bool has_any(const struct lc_value *schema, const char *const *keys, size_t count,
                    bool is_newer)
{
    for (size_t i = 0; i < count; i++) {
        const struct lc_value *value = lc_get(schema, keys[i]);
        bool nothing = is_newer && lc_is(value, LC_OBJECT) && value->count == 0 &&
                       strcmp(keys[i], "properties") == 0;
        if (value && !nothing) {
            return true;
        }
    }
    return false;
}
#define HAS_ANY(schema, keys) has_any(schema, keys, sizeof(keys) / sizeof(keys)[0], newer(w, side))

static const char *const object_keys[] = {
    "properties",        "required",        "additionalProperties", "minProperties",
    "maxProperties",     "dependencies",    "patternProperties",    "propertyNames",
    "dependentRequired", "dependentSchemas"};
static const char *const array_keys[] = {"items",    "additionalItems", "prefixItems", "minItems",
                                         "maxItems", "uniqueItems",     "contains"};
static const char *const string_keys[] = {"minLength", "maxLength", "pattern", "format"};
static const char *const number_keys[] = {"minimum", "maximum", "exclusiveMinimum",
                                          "exclusiveMaximum", "multipleOf"};

static ctr_status fresh(struct lc_jc_walk *w, enum lc_jc_class class, struct lc_node node,
                        struct lc_jc **out)
{
    *out = lc_new(w->ctx, 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    **out = (struct lc_jc){.class = class, .node = node};
    return CTR_OK;
}

static ctr_status add(struct lc_jc_walk *w, struct lc_jc *list, struct lc_jc *member)
{
    struct lc_jc **at = lc_new(w->ctx, list->count + 1, sizeof(struct lc_jc *));
    if (!at) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < list->count; i++) {
        at[i] = list->members[i];
    }
    at[list->count++] = member;
    list->members = at;
    return CTR_OK;
}

static ctr_status of_type(struct lc_jc_walk *w, struct lc_node node, struct lc_str type,
                          struct lc_jc **out)
{
    static const struct {
        const char *name;
        enum lc_jc_class class;
    } types[] = {{"string", LC_JC_STRING}, {"number", LC_JC_NUMBER},   {"integer", LC_JC_NUMBER},
                 {"null", LC_JC_NULL},     {"boolean", LC_JC_BOOLEAN}, {"object", LC_JC_OBJECT},
                 {"array", LC_JC_ARRAY}};
    *out = NULL;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (lc_str_is(type, types[i].name)) {
            LC_TRY(fresh(w, types[i].class, node, out));
            (*out)->integer = lc_str_is(type, "integer");
        }
    }
    return CTR_OK;
}

/* What the types say, or the keywords where there is none. */
static ctr_status by_types(struct lc_jc_walk *w, int side, struct lc_node node, struct lc_jc *all)
{
    const struct lc_value *type = lc_get(node.value, "type");
    struct lc_jc *one;
    if (lc_is(type, LC_STRING) || (lc_is(type, LC_ARRAY) && type->count == 1)) {
        LC_TRY(of_type(w, node, lc_text(type->kind == LC_STRING ? type : lc_at(type, 0)), &one));
        return one ? add(w, all, one) : CTR_OK;
    }
    if (lc_is(type, LC_ARRAY)) {
        struct lc_jc *any;
        LC_TRY(fresh(w, LC_JC_COMBINED, node, &any));
        any->sort = LC_JC_ANY;
        for (uint32_t i = 0; i < type->count; i++) {
            LC_TRY(of_type(w, node, lc_text(&type->items[i]), &one));
            LC_TRY(one ? add(w, any, one) : CTR_OK);
        }
        return add(w, all, any);
    }
    const struct {
        bool has;
        enum lc_jc_class class;
    } classes[] = {{HAS_ANY(node.value, string_keys), LC_JC_STRING},
                   {HAS_ANY(node.value, number_keys), LC_JC_NUMBER},
                   {HAS_ANY(node.value, object_keys), LC_JC_OBJECT},
                   {HAS_ANY(node.value, array_keys), LC_JC_ARRAY}};
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (classes[i].has) {
            LC_TRY(fresh(w, classes[i].class, node, &one));
            LC_TRY(add(w, all, one));
        }
    }
    return CTR_OK;
}

static bool equal_member(const struct lc_jc *list, const struct lc_value *value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->members[i]->words.value && lc_value_eq(list->members[i]->words.value, value)) {
            return true;
        }
    }
    return false;
}

/* Members that are equal count once. */
static ctr_status combination(struct lc_jc_walk *w, int side, struct lc_node node, const char *key,
                              enum lc_jc_sort sort, struct lc_jc *all)
{
    struct lc_node list = lc_child(node, key);
    struct lc_jc *group;
    if (!lc_is(list.value, LC_ARRAY)) {
        return CTR_OK;
    }
    LC_TRY(fresh(w, LC_JC_COMBINED, node, &group));
    group->sort = sort;
    for (uint32_t i = 0; i < list.value->count; i++) {
        struct lc_jc *member;
        if (!equal_member(group, &list.value->items[i])) {
            LC_TRY(lc_jc_read(w, side, (struct lc_node){list.doc, &list.value->items[i]}, &member));
            LC_TRY(add(w, group, member));
        }
    }
    return add(w, all, group);
}

static ctr_status single(struct lc_jc_walk *w, struct lc_node node, const char *key,
                         enum lc_jc_class class, struct lc_jc *all)
{
    struct lc_jc *one;
    if (!lc_get(node.value, key)) {
        return CTR_OK;
    }
    LC_TRY(fresh(w, class, node, &one));
    return add(w, all, one);
}

static ctr_status read_object(struct lc_jc_walk *w, int side, struct lc_node node,
                              struct lc_jc *out)
{
    struct lc_jc all = {.class = LC_JC_COMBINED, .node = node, .sort = LC_JC_ALL};
    LC_TRY(by_types(w, side, node, &all));
    LC_TRY(single(w, node, "enum", LC_JC_ENUM, &all));
    LC_TRY(single(w, node, "const", LC_JC_CONST, &all));
    LC_TRY(single(w, node, "not", LC_JC_NOT, &all));
    LC_TRY(combination(w, side, node, "allOf", LC_JC_ALL, &all));
    LC_TRY(combination(w, side, node, "anyOf", LC_JC_ANY, &all));
    LC_TRY(combination(w, side, node, "oneOf", LC_JC_ONE, &all));
    *out = all.count == 0   ? (struct lc_jc){.class = LC_JC_EMPTY, .node = node}
           : all.count == 1 ? *all.members[0]
                            : all;
    return CTR_OK;
}

/* The target of references in a row. */
static ctr_status follow(struct lc_jc_walk *w, int side, struct lc_node *node)
{
    for (int hop = 0; hop < MAX_HOPS; hop++) {
        struct lc_node from = lc_child(*node, "$ref");
        if (!lc_is(from.value, LC_STRING)) {
            return CTR_OK;
        }
        LC_TRY(lc_schema_target(w->ctx, w->bundle[side], from, node));
    }
    return CTR_OK;
}

ctr_status lc_jc_read(struct lc_jc_walk *w, int side, struct lc_node node, struct lc_jc **out)
{
    *out = NULL;
    if (!node.value) {
        return CTR_OK;
    }
    LC_TRY(follow(w, side, &node));
    const struct lc_value **key = lc_new(w->ctx, 1, sizeof *key);
    if (!key) {
        return CTR_E_NOMEM;
    }
    *key = node.value;
    *out = lc_map_get(&w->made[side], lc_str_n((const char *)key, sizeof *key));
    if (*out) {
        return CTR_OK;
    }
    LC_TRY(fresh(w, node.value->kind == LC_FALSE ? LC_JC_FALSE : LC_JC_EMPTY, node, out));
    LC_TRY(lc_map_set(w->ctx, &w->made[side], lc_str_n((const char *)key, sizeof *key), *out));
    if (node.value->kind == LC_OBJECT) {
        LC_TRY(read_object(w, side, node, *out));
    }
    (*out)->words = node;
    return CTR_OK;
}

/* ---- arrays, which two generations write in two ways; in the newer one true and false say what
 * may follow, whether there is a tuple or not */

struct lc_node lc_jc_tuple(const struct lc_jc_walk *w, int side, struct lc_node node)
{
    struct lc_node list = lc_child(node, newer(w, side) ? "prefixItems" : "items");
    return lc_is(list.value, LC_ARRAY) ? list : (struct lc_node){NULL, NULL};
}

struct lc_node lc_jc_items(const struct lc_jc_walk *w, int side, struct lc_node node)
{
    struct lc_node items = lc_child(node, "items");
    bool tuple = lc_is(items.value, LC_ARRAY) ||
                 (newer(w, side) && (lc_is(lc_get(node.value, "prefixItems"), LC_ARRAY) ||
                                     lc_is(items.value, LC_TRUE) || lc_is(items.value, LC_FALSE)));
    return tuple ? (struct lc_node){NULL, NULL} : items;
}

struct lc_node lc_jc_rest(const struct lc_jc_walk *w, int side, struct lc_node node)
{
    if (!newer(w, side)) {
        return lc_child(node, "additionalItems");
    }
    const struct lc_value *items = lc_get(node.value, "items");
    bool tuple = lc_is(lc_get(node.value, "prefixItems"), LC_ARRAY) || lc_is(items, LC_TRUE) ||
                 lc_is(items, LC_FALSE);
    return tuple ? lc_child(node, "items") : (struct lc_node){NULL, NULL};
}
