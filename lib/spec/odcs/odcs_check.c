/* Checks of data contracts: lists are lists, flags are true or false, what has a name has one. */
#include "spec/odcs/odcs.h"

const char *lc_odcs_kind(const struct lc_value *value)
{
    static const char *const kinds[] = {"nothing",  "null",     "false",  "true",
                                        "a number", "a string", "a list", "an object"};
    return kinds[value ? value->kind : 0];
}

static ctr_status want_key(struct lc_odcs *o, struct lc_node entry, const char *what,
                           const char *key)
{
    const struct lc_value *value = key ? lc_get(entry.value, key) : NULL;
    if (entry.value->kind != LC_OBJECT) {
        return lc_doc_fail(o->ctx, entry.doc, entry.value->offset,
                           "an entry of %s is %s; wanted an object", what,
                           lc_odcs_kind(entry.value));
    }
    if (!key || lc_odcs_word((struct lc_node){entry.doc, value}).len) {
        return CTR_OK;
    }
    return lc_doc_fail(o->ctx, entry.doc, (value ? value : entry.value)->offset,
                       "%s of an entry of %s is %s; wanted a text that names it", key, what,
                       value && value->kind == LC_STRING ? "empty" : lc_odcs_kind(value));
}

ctr_status lc_odcs_want_list(struct lc_odcs *o, struct lc_node list, const char *what,
                             const char *key)
{
    if (!list.value || list.value->kind == LC_NULL) {
        return CTR_OK;
    }
    if (list.value->kind != LC_ARRAY) {
        return lc_doc_fail(o->ctx, list.doc, list.value->offset, "%s is %s; wanted a list", what,
                           lc_odcs_kind(list.value));
    }
    for (uint32_t i = 0; i < list.value->count; i++) {
        struct lc_node entry = {list.doc, &list.value->items[i]};
        LC_TRY(want_key(o, entry, what, key));
    }
    return CTR_OK;
}

/* The older specification: an object, each member an object by its name. */
static ctr_status want_map(struct lc_odcs *o, struct lc_node map, const char *what)
{
    if (!map.value) {
        return CTR_OK;
    }
    if (map.value->kind != LC_OBJECT) {
        return lc_doc_fail(o->ctx, map.doc, map.value->offset, "%s is %s; wanted an object", what,
                           lc_odcs_kind(map.value));
    }
    for (uint32_t i = 0; i < map.value->count; i++) {
        const struct lc_member *m = &map.value->members[i];
        if (m->value.kind != LC_OBJECT && m->value.kind != LC_NULL) {
            return lc_doc_fail(o->ctx, map.doc, m->value.offset,
                               "'%.*s' in %s is %s; wanted an object", (int)m->key_len,
                               m->key_chars, what, lc_odcs_kind(&m->value));
        }
    }
    return CTR_OK;
}

/* The key of a whole model in the older specification: the names of its fields. */
static ctr_status want_names(struct lc_odcs *o, struct lc_node list)
{
    for (uint32_t i = 0; i < list.value->count; i++) {
        const struct lc_value *name = &list.value->items[i];
        if (name->kind != LC_STRING || !lc_raw(name).len) {
            return lc_doc_fail(o->ctx, list.doc, name->offset,
                               "an entry of primaryKey is %s; wanted the name of a field",
                               name->kind == LC_STRING ? "empty" : lc_odcs_kind(name));
        }
    }
    return CTR_OK;
}

static ctr_status want_flag(struct lc_odcs *o, struct lc_node in, const char *key)
{
    const struct lc_value *flag = lc_get(in.value, key);
    bool is = !flag || flag->kind == LC_TRUE || flag->kind == LC_FALSE || flag->kind == LC_NULL;
    return is ? CTR_OK
              : lc_doc_fail(o->ctx, in.doc, flag->offset, "%s is %s; wanted true or false", key,
                            lc_odcs_kind(flag));
}

ctr_status lc_odcs_check_item(struct lc_odcs *o, struct lc_node item, bool object)
{
    static const char *const flags[] = {
        "required",    "unique", "primaryKey",          "primary",
        "partitioned", "pii",    "criticalDataElement", "uniqueItems"};
    struct lc_node key = lc_odcs_get(item, "primaryKey");
    bool listed = object && o->older && lc_is(key.value, LC_ARRAY);
    LC_TRY(listed ? want_names(o, key) : CTR_OK);
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        bool list = listed && strcmp(flags[i], "primaryKey") == 0;
        LC_TRY(list ? CTR_OK : want_flag(o, item, flags[i]));
    }
    LC_TRY(o->older ? want_flag(o, item, "additionalFields") : CTR_OK);
    struct lc_node options = lc_odcs_get(item, "logicalTypeOptions");
    if (options.value && options.value->kind != LC_OBJECT) {
        return lc_doc_fail(o->ctx, item.doc, options.value->offset,
                           "logicalTypeOptions is %s; wanted an object",
                           lc_odcs_kind(options.value));
    }
    LC_TRY(want_flag(o, options, "uniqueItems"));
    struct lc_node values = lc_odcs_fact(&(struct lc_odcs_item){.at = item}, "enum");
    if (values.value && values.value->kind != LC_ARRAY) {
        return lc_doc_fail(o->ctx, item.doc, values.value->offset,
                           "enum is %s; wanted a list of values", lc_odcs_kind(values.value));
    }
    return lc_odcs_want_list(o, lc_odcs_get(item, "quality"), "quality", NULL);
}

ctr_status lc_odcs_check_root(struct lc_odcs *o)
{
    struct lc_node root = o->root.at;
    if (o->older) {
        LC_TRY(want_map(o, lc_odcs_get(root, "servers"), "servers"));
        LC_TRY(want_map(o, lc_odcs_get(root, "servicelevels"), "servicelevels"));
        struct lc_node quality = lc_odcs_get(root, "quality");
        bool one = lc_is(quality.value, LC_OBJECT);
        return one ? CTR_OK : lc_odcs_want_list(o, quality, "quality", NULL);
    }
    LC_TRY(lc_odcs_want_list(o, lc_odcs_get(root, "slaProperties"), "slaProperties", "property"));
    LC_TRY(lc_odcs_want_list(o, lc_odcs_get(root, "servers"), "servers", "server"));
    LC_TRY(lc_odcs_want_list(o, lc_odcs_get(root, "roles"), "roles", "role"));
    return lc_odcs_want_list(o, lc_odcs_get(root, "support"), "support", "channel");
}
