/*
 * Reading data contracts: the objects and properties of either spelling as one tree. What stands in
 * a property is left where it is; facts are looked up when two are compared.
 */
#include "spec/odcs/odcs.h"

#include "base/sha256.h"

enum {
    REF_DEPTH = 64,         /* references within what references lead to */
    REFERRED_MAX = 1 << 20, /* items made through them */
    MANY = 9                /* so many are looked up by hash */
};

struct reading {
    struct lc_odcs *o;
    const char *list; /* "properties", "fields" */
    unsigned ref_depth;
};

static ctr_status read_item(const struct reading *r, struct lc_odcs_item *item);

/* A property that is said again would hide the first. */
static ctr_status index_names(const struct reading *r, struct lc_odcs_item *in)
{
    struct lc_odcs *o = r->o;
    in->by_name.seed = o->seed;
    for (uint32_t i = 0; i < in->count; i++) {
        struct lc_odcs_item *item = &in->items[i];
        const struct lc_odcs_item *first = NULL;
        for (uint32_t k = 0; in->count < MANY && !first && k < i; k++) {
            first = lc_str_eq(in->items[k].name, item->name) ? &in->items[k] : NULL;
        }
        if (in->count >= MANY) {
            first = lc_map_get(&in->by_name, item->name);
        }
        if (first) {
            int64_t line;
            int64_t column;
            lc_doc_place(o->ctx, first->at.doc, first->at.value->offset, &line, &column);
            return lc_doc_fail(o->ctx, item->at.doc, item->at.value->offset,
                               "'%.*s' is there twice, first in line %lld; names are unique",
                               (int)item->name.len, item->name.ptr, (long long)line);
        }
        if (in->count >= MANY) {
            LC_TRY(lc_map_set(o->ctx, &in->by_name, item->name, item));
        }
    }
    return CTR_OK;
}

static ctr_status spend(const struct reading *r, struct lc_node at, uint32_t count)
{
    r->o->referred += r->ref_depth ? count : 0;
    return r->o->referred <= REFERRED_MAX
               ? CTR_OK
               : lc_doc_fail_as(r->o->ctx, at.doc, CTR_E_LIMIT, at.value->offset,
                                "the references of this contract make more than %d fields",
                                REFERRED_MAX);
}

/* ODCS: a list of objects that bear their names. */
static ctr_status read_list(const struct reading *r, struct lc_node list, struct lc_odcs_item *in)
{
    LC_TRY(lc_odcs_want_list(r->o, list, r->list, "name"));
    in->count = list.value->count;
    in->items = lc_new(r->o->ctx, in->count ? in->count : 1, sizeof *in->items);
    if (!in->items) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < in->count; i++) {
        struct lc_odcs_item *item = &in->items[i];
        *item = (struct lc_odcs_item){.at = {list.doc, &list.value->items[i]}};
        item->up = in == &r->o->root ? NULL : in;
        item->name = lc_odcs_word(lc_odcs_get(item->at, "name"));
        LC_TRY(read_item(r, item));
    }
    return index_names(r, in);
}

/* The older specification: an object whose members are the items. */
static ctr_status read_map(const struct reading *r, struct lc_node map, struct lc_odcs_item *in)
{
    struct lc_ctx *ctx = r->o->ctx;
    if (map.value->kind != LC_OBJECT) {
        return lc_doc_fail(ctx, map.doc, map.value->offset, "%s is %s; wanted an object", r->list,
                           lc_odcs_kind(map.value));
    }
    in->count = map.value->count;
    LC_TRY(spend(r, map, in->count));
    in->items = lc_new(ctx, in->count ? in->count : 1, sizeof *in->items);
    if (!in->items) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < in->count; i++) {
        const struct lc_member *m = &map.value->members[i];
        struct lc_odcs_item *item = &in->items[i];
        *item = (struct lc_odcs_item){.name = lc_key(m), .at = {map.doc, &m->value}};
        item->up = in == &r->o->root ? NULL : in;
        if (!m->key_len) {
            return lc_doc_fail(ctx, map.doc, m->value.offset, "a name in %s is empty", r->list);
        }
        LC_TRY(read_item(r, item));
    }
    return index_names(r, in);
}

static ctr_status read_inner(const struct reading *r, struct lc_odcs_item *item, struct lc_node at,
                             enum lc_odcs_inner which)
{
    if (!at.value) {
        return CTR_OK;
    }
    LC_TRY(spend(r, at, 1));
    struct lc_odcs_item *inner = lc_new(r->o->ctx, 1, sizeof *inner);
    if (!inner) {
        return CTR_E_NOMEM;
    }
    *inner = (struct lc_odcs_item){.up = item, .at = at};
    item->inner[which] = inner;
    return read_item(r, inner);
}

static ctr_status follow(struct reading *r, struct lc_odcs_item *item)
{
    struct lc_odcs *o = r->o;
    struct lc_node ref = lc_odcs_get(item->at, "$ref");
    for (struct lc_node from = ref; from.value; from = lc_odcs_get(item->ref, "$ref")) {
        if (from.value->kind != LC_STRING) {
            return lc_doc_fail(o->ctx, from.doc, from.value->offset, "$ref is %s; wanted a string",
                               lc_odcs_kind(from.value));
        }
        if (++r->ref_depth > REF_DEPTH) {
            return lc_doc_fail(o->ctx, from.doc, from.value->offset,
                               "more than %d references lead into each other; a definition must "
                               "not contain itself",
                               REF_DEPTH);
        }
        LC_TRY(lc_bundle_target(o->ctx, o->bundle, from, lc_raw(from.value), &item->ref));
        if (item->ref.value->kind != LC_OBJECT) {
            return lc_doc_fail(o->ctx, from.doc, from.value->offset,
                               "the reference leads to %s; wanted an object",
                               lc_odcs_kind(item->ref.value));
        }
    }
    return item->ref.value ? lc_odcs_check_item(o, item->ref, !item->up) : CTR_OK;
}

/* A member of the item itself or of what it refers to, which are no options of its type. */
static struct lc_node child_of(const struct lc_odcs_item *item, const char *key)
{
    struct lc_node own = lc_odcs_get(item->at, key);
    return own.value || !item->ref.value ? own : lc_odcs_get(item->ref, key);
}

/* Once for each item, so that the comparison need not look below what is written alike. */
static void note_references(struct lc_odcs_item *item)
{
    item->refers = item->ref.value != NULL;
    for (uint32_t i = 0; i < item->count && !item->refers; i++) {
        item->refers = item->items[i].refers;
    }
    for (int k = 0; k < LC_ODCS_INNERS && !item->refers; k++) {
        item->refers = item->inner[k] && item->inner[k]->refers;
    }
}

/* The compound key of a model says the same as a primaryKey in each of its fields. */
static void note_key(struct lc_odcs_item *model)
{
    struct lc_node key = child_of(model, "primaryKey");
    for (uint32_t i = 0; lc_is(key.value, LC_ARRAY) && i < key.value->count; i++) {
        struct lc_node name = {key.doc, &key.value->items[i]};
        const struct lc_odcs_item *field = lc_odcs_find(model, lc_odcs_word(name), i);
        if (field) {
            model->items[field - model->items].listed = name;
        }
    }
}

static ctr_status read_item(const struct reading *outer, struct lc_odcs_item *item)
{
    struct reading r = *outer;
    struct lc_odcs *o = r.o;
    LC_TRY(lc_poll(o->ctx));
    if (item->at.value->kind == LC_NULL) {
        return CTR_OK;
    }
    if (item->at.value->kind != LC_OBJECT) {
        return lc_doc_fail(o->ctx, item->at.doc, item->at.value->offset,
                           "%s is %s; wanted an object",
                           item->name.len ? "a field" : "what is inside a list or map",
                           lc_odcs_kind(item->at.value));
    }
    LC_TRY(lc_odcs_check_item(o, item->at, !item->up));
    if (o->older) {
        LC_TRY(follow(&r, item));
    }
    r.list = o->older ? "fields" : "properties";
    struct lc_node list = child_of(item, r.list);
    if (list.value) {
        LC_TRY(o->older ? read_map(&r, list, item) : read_list(&r, list, item));
    }
    if (o->older && !item->up) {
        note_key(item);
    }
    LC_TRY(read_inner(&r, item, child_of(item, "items"), LC_ODCS_ITEMS));
    if (o->older) {
        LC_TRY(read_inner(&r, item, child_of(item, "keys"), LC_ODCS_KEYS));
        LC_TRY(read_inner(&r, item, child_of(item, "values"), LC_ODCS_VALUES));
    }
    note_references(item);
    return CTR_OK;
}

/* ---- which edition of the standard */

static ctr_status version_of(struct lc_odcs *o, struct lc_spec *spec)
{
    struct lc_node root = o->root.at;
    struct lc_node said = lc_odcs_get(root, o->older ? "dataContractSpecification" : "apiVersion");
    struct lc_str word = lc_odcs_word(said);
    if (!word.len) {
        return lc_doc_fail(o->ctx, o->doc, (said.value ? said.value : root.value)->offset,
                           "apiVersion is %s; a data contract says 'v3.1.0' or the like",
                           lc_odcs_kind(said.value));
    }
    struct lc_str number = word.ptr[0] == 'v' ? lc_str_n(word.ptr + 1, word.len - 1) : word;
    bool known = o->older
                     ? lc_str_starts(number, LC_STR("0.9")) || lc_str_starts(number, LC_STR("1."))
                     : lc_str_starts(number, LC_STR("3."));
    if (!known) {
        return lc_doc_fail(
            o->ctx, said.doc, said.value->offset, "%s '%.*s' is not known; %s are read",
            o->older ? "the data contract specification" : "apiVersion", (int)word.len, word.ptr,
            o->older ? "0.9 and 1.x" : "v3.0.0 to v3.1.0, and later v3");
    }
    const char *name = o->older ? "Data Contract Specification" : "ODCS";
    spec->dialect = lc_format(o->ctx, "%s %.*s", name, (int)number.len, number.ptr);
    return spec->dialect ? CTR_OK : CTR_E_NOMEM;
}

static void note_server(struct lc_odcs *o, const struct lc_value *server)
{
    struct lc_str type = lc_text(lc_get(server, "type"));
    o->mysql = o->mysql || lc_str_is(type, "mysql");
    o->postgresql = o->postgresql || lc_str_is(type, "postgres") || lc_str_is(type, "postgresql") ||
                    lc_str_is(type, "redshift");
}

static void note_servers(struct lc_odcs *o)
{
    const struct lc_value *servers = lc_get(o->root.at.value, "servers");
    for (uint32_t i = 0; lc_is(servers, LC_ARRAY) && i < servers->count; i++) {
        note_server(o, &servers->items[i]);
    }
    for (uint32_t i = 0; lc_is(servers, LC_OBJECT) && i < servers->count; i++) {
        note_server(o, &servers->members[i].value);
    }
}

ctr_status lc_odcs_read(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_odcs **out)
{
    struct lc_odcs *o = lc_new(ctx, 1, sizeof *o);
    if (!o) {
        return CTR_E_NOMEM;
    }
    *o = (struct lc_odcs){.ctx = ctx, .bundle = &spec->bundle};
    o->doc = &spec->bundle.files[0]->doc;
    o->root.at = (struct lc_node){o->doc, o->doc->root};
    o->older = lc_get(o->doc->root, "dataContractSpecification") != NULL;
    lc_random(NULL, &o->seed, sizeof o->seed);
    LC_TRY(version_of(o, spec));
    LC_TRY(lc_odcs_check_root(o));
    note_servers(o);
    struct reading r = {.o = o, .list = o->older ? "models" : "schema"};
    struct lc_node list = lc_odcs_get(o->root.at, r.list);
    if (list.value) {
        LC_TRY(o->older ? read_map(&r, list, &o->root) : read_list(&r, list, &o->root));
    }
    *out = o;
    return CTR_OK;
}
