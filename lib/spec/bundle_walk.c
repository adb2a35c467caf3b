/* Walks over whole documents: where a `$ref` is one, and which files all of them together need. */
#include "spec/bundle.h"

static bool one_of(struct lc_str key, const struct lc_str *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (lc_str_eq(key, list[i])) {
            return true;
        }
    }
    return false;
}

#define WORD(text)                                                                                 \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }
static const struct lc_str name_maps[] = {
    WORD("properties"),    WORD("patternProperties"), WORD("definitions"),
    WORD("$defs"),         WORD("dependencies"),      WORD("dependentSchemas"),
    WORD("schemas"),       WORD("responses"),         WORD("parameters"),
    WORD("requestBodies"), WORD("headers"),           WORD("securitySchemes"),
    WORD("links"),         WORD("callbacks"),         WORD("pathItems"),
    WORD("paths"),         WORD("webhooks"),          WORD("encoding"),
    WORD("content"),       WORD("variables"),         WORD("mapping"),
    WORD("channels"),      WORD("messages"),          WORD("operations"),
    WORD("servers"),       WORD("messageTraits"),     WORD("operationTraits")};
static const struct lc_str data[] = {WORD("default"), WORD("enum"), WORD("const"), WORD("example")};
#undef WORD

enum lc_walk lc_walk_into(enum lc_walk at, struct lc_str key, const struct lc_value *value)
{
    if (value->kind != LC_OBJECT && value->kind != LC_ARRAY) {
        return LC_WALK_DATA; /* nothing below */
    }
    switch (at) {
    case LC_WALK_NAMES:
        return LC_WALK_NODE;
    case LC_WALK_EXAMPLES:
        return LC_WALK_EXAMPLE;
    case LC_WALK_EXAMPLE:
        return lc_str_is(key, "value") ? LC_WALK_DATA : LC_WALK_NODE;
    case LC_WALK_DATA:
        return LC_WALK_DATA;
    case LC_WALK_NODE:
        break;
    }
    if ((key.len > 1 && key.ptr[0] == 'x' && key.ptr[1] == '-') ||
        one_of(key, data, sizeof data / sizeof data[0])) {
        return LC_WALK_DATA;
    }
    if (lc_str_is(key, "examples")) {
        return value->kind == LC_OBJECT ? LC_WALK_EXAMPLES : LC_WALK_DATA;
    }
    bool names =
        value->kind == LC_OBJECT && one_of(key, name_maps, sizeof name_maps / sizeof name_maps[0]);
    return names ? LC_WALK_NAMES : LC_WALK_NODE;
}

ctr_status lc_walk_check(struct lc_ctx *ctx, struct lc_doc *doc, enum lc_walk at,
                         const struct lc_member *m)
{
    bool schemas = at == LC_WALK_NODE && lc_str_is(lc_key(m), "properties");
    const struct lc_value *ref = schemas ? lc_get(&m->value, "$ref") : NULL;
    if (!lc_is(ref, LC_STRING)) {
        return CTR_OK;
    }
    return lc_doc_fail(ctx, doc, ref->offset,
                       "'properties' must be an object of schemas, written out here, not referred "
                       "to by $ref");
}

static ctr_status visit(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node node,
                        enum lc_walk at)
{
    const struct lc_value *v = node.value;
    struct lc_node end;
    if (at == LC_WALK_DATA) {
        return CTR_OK;
    }
    if (v->kind == LC_ARRAY) {
        for (uint32_t i = 0; i < v->count; i++) {
            LC_TRY(visit(ctx, b, (struct lc_node){node.doc, &v->items[i]}, at));
        }
        return CTR_OK;
    }
    if (v->kind != LC_OBJECT) {
        return CTR_OK;
    }
    LC_TRY(lc_poll(ctx));
    for (uint32_t i = 0; i < v->count; i++) {
        const struct lc_member *m = &v->members[i];
        bool keyword = at == LC_WALK_NODE || at == LC_WALK_EXAMPLE;
        if (keyword && m->value.kind == LC_STRING && lc_str_is(lc_key(m), "$ref")) {
            LC_TRY(lc_bundle_follow(ctx, b, node, &end));
        }
        LC_TRY(lc_walk_check(ctx, node.doc, at, m));
        if (at == LC_WALK_NODE && lc_str_is(lc_key(m), "discriminator")) {
            LC_TRY(lc_bundle_mapping(ctx, b, (struct lc_node){node.doc, &m->value}));
        }
        LC_TRY(visit(ctx, b, (struct lc_node){node.doc, &m->value},
                     lc_walk_into(at, lc_key(m), &m->value)));
    }
    return CTR_OK;
}

ctr_status lc_bundle_close(struct lc_ctx *ctx, struct lc_bundle *b)
{
    for (size_t i = 0; i < b->count; i++) { /* grows while we go */
        struct lc_doc *doc = &b->files[i]->doc;
        if (b->files[i]->again) {
            continue;
        }
        LC_TRY(visit(ctx, b, (struct lc_node){doc, doc->root}, LC_WALK_NODE));
    }
    return CTR_OK;
}

static const struct lc_value *as_read(const struct lc_bundle_file *file)
{
    return file->doc.written ? file->doc.written : file->doc.root;
}

bool lc_bundle_eq(const struct lc_bundle *a, const struct lc_bundle *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        const struct lc_bundle_file *own = a->files[i];
        const struct lc_bundle_file *other = lc_map_get(&b->by_path, lc_str(own->path));
        if (!other || !as_read(own) || !lc_value_eq(as_read(own), as_read(other))) {
            return false;
        }
    }
    return true;
}
