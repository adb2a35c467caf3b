/*
 * References by a dynamic name of which it is known where they lead. A `$dynamicRef` is the `$ref`
 * that it first resolves to, unless that is a `$dynamicAnchor` and another schema that may be on
 * the way there has one of the same name; a `$recursiveRef` likewise with `$recursiveAnchor`
 * (JSON Schema 2020-12, core, 8.2.3.2; 2019-09, core, 8.2.4.2). So where all documents of an
 * edition have only one such name, nobody has to know the way.
 */
#include "spec/schema/schema_refs.h"

#include "spec/address.h"

/* What the documents say of one name; `$recursiveAnchor` is one that no name can be. */
struct said {
    struct lc_str name;
    uint32_t anchors;
};

struct count {
    struct lc_ctx *ctx;
    struct lc_schema_refs *refs;
    struct lc_map here;  /* dynamic references to what is among the documents */
    struct lc_map names; /* to struct said */
    bool open;           /* some schema may lead to documents that are not here */
};

static const struct lc_str recursive = {"\0recursive", 10};

static ctr_status one_more(struct count *c, struct lc_str name)
{
    struct said *s = lc_map_get(&c->names, name);
    if (!s) {
        s = lc_new(c->ctx, 1, sizeof *s);
        if (!s) {
            return CTR_E_NOMEM;
        }
        s->name = name;
        LC_TRY(lc_map_set(c->ctx, &c->names, s->name, s));
    }
    s->anchors++;
    return CTR_OK;
}

/* Whatever stands there, be it a schema or not: one name too many costs an answer, and one too few
 * would cost the truth. */
static ctr_status count_member(struct count *c, const struct lc_member *m)
{
    const struct lc_value *value = &m->value;
    const bool text = value->kind == LC_STRING;
    const struct lc_str key = lc_key(m);
    if (text && lc_str_is(key, "$dynamicAnchor")) {
        return one_more(c, lc_raw(value));
    }
    if (lc_truth(value) && lc_str_is(key, "$recursiveAnchor")) {
        return one_more(c, recursive);
    }
    if (text && (lc_str_is(key, "$ref") || lc_str_is(key, "$dynamicRef"))) {
        const struct lc_map *known = lc_str_is(key, "$ref") ? &c->refs->targets : &c->here;
        const bool inside = value->count && value->chars[0] == '#';
        c->open = c->open || !(inside || lc_map_get(known, lc_pointer_key(&value)));
    }
    return CTR_OK;
}

static ctr_status count_below(struct count *c, const struct lc_value *value)
{
    const bool object = value->kind == LC_OBJECT;
    const uint32_t count = object || value->kind == LC_ARRAY ? value->count : 0;
    LC_TRY(lc_poll(c->ctx));
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = object ? &value->members[i] : NULL;
        if (m && m->key_len && m->key_chars[0] == '$') {
            LC_TRY(count_member(c, m));
        }
        LC_TRY(count_below(c, m ? &m->value : &value->items[i]));
    }
    return CTR_OK;
}

/* ---- where a reference first leads, among the documents that are here */

static ctr_status resolve(struct lc_ctx *ctx, const struct lc_bundle *b, struct lc_dynamic_ref *ref)
{
    struct lc_str plain;
    struct lc_str file = lc_raw(ref->from.value);
    struct lc_str fragment = LC_STR("");
    lc_str_cut(lc_raw(ref->from.value), '#', &file, &fragment);
    struct lc_str address = lc_address_join(ctx, ref->base, file);
    if (!address.ptr) {
        return CTR_E_NOMEM;
    }
    const struct lc_ref_place *place = lc_map_get(&b->refs->resources, address);
    const bool good = place && lc_bundle_decode(ctx, fragment, &plain);
    if (good && plain.len && plain.ptr[0] != '/') {
        const struct lc_ref_place *named;
        LC_TRY(lc_refs_named(ctx, b->refs, place->base, plain, &named));
        ref->to = named ? named->node : ref->to;
        ref->name = named && named->dynamic ? plain : ref->name;
    } else if (good) {
        const struct lc_doc part = {.root = place->node.value};
        ref->to = place->node;
        ref->to.value = plain.len ? lc_doc_resolve(ctx, &part, plain) : ref->to.value;
    }
    if (ref->recursive && lc_truth(lc_get(ref->to.value, "$recursiveAnchor"))) {
        ref->name = recursive;
    }
    return ctx->error ? ctr_error_status(ctx->error) : CTR_OK;
}

/* No schema takes the place of what the reference first resolves to. */
static bool stands(const struct count *c, const struct lc_dynamic_ref *ref)
{
    const struct said *s = ref->name.ptr ? lc_map_get(&c->names, ref->name) : NULL;
    return ref->to.value && (!ref->name.ptr || (!c->open && s && s->anchors == 1));
}

ctr_status lc_dynamic_note(struct lc_ctx *ctx, struct lc_schema_refs *refs, struct lc_node schema,
                           struct lc_str base)
{
    static const char *const keys[] = {"$dynamicRef", "$recursiveRef"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct lc_node from = lc_child(schema, keys[i]);
        const bool recursion = i == 1;
        if (!lc_is(from.value, LC_STRING) || (recursion && !lc_str_is(lc_raw(from.value), "#"))) {
            continue;
        }
        struct lc_dynamic_ref *ref = lc_new(ctx, 1, sizeof *ref);
        if (!ref) {
            return CTR_E_NOMEM;
        }
        *ref = (struct lc_dynamic_ref){
            .next = refs->dynamic, .from = from, .base = base, .recursive = recursion};
        refs->dynamic = ref;
    }
    return CTR_OK;
}

ctr_status lc_dynamic_settle(struct lc_ctx *ctx, struct lc_bundle *b)
{
    struct lc_schema_refs *refs = b->refs;
    struct count c = {.ctx = ctx, .refs = refs};
    if (!refs->dynamic) {
        return CTR_OK;
    }
    for (struct lc_dynamic_ref *ref = refs->dynamic; ref; ref = ref->next) {
        LC_TRY(resolve(ctx, b, ref));
        LC_TRY(ref->to.value ? lc_map_set(ctx, &c.here, lc_pointer_key(&ref->from.value), ref)
                             : CTR_OK);
    }
    for (size_t i = 0; i < b->count; i++) {
        const struct lc_value *root = b->files[i]->doc.root;
        LC_TRY(root && !b->files[i]->again ? count_below(&c, root) : CTR_OK);
    }
    for (const struct lc_dynamic_ref *ref = refs->dynamic; ref; ref = ref->next) {
        LC_TRY(stands(&c, ref) ? lc_refs_lead(ctx, refs, ref->from, ref->to) : CTR_OK);
    }
    return CTR_OK;
}

struct lc_node lc_schema_fixed(const struct lc_bundle *b, enum lc_dialect dialect,
                               struct lc_node schema)
{
    const struct lc_node none = {schema.doc, NULL};
    const struct lc_schema_refs *refs = b->refs;
    if (!refs || !refs->dynamic || refs->foreign.count) {
        return none;
    }
    const bool newest = dialect == LC_DRAFT_2020 || dialect == LC_OPENAPI_31;
    if (!newest && dialect != LC_DRAFT_2019) {
        return none;
    }
    const struct lc_node from = lc_child(schema, newest ? "$dynamicRef" : "$recursiveRef");
    return from.value && lc_map_get(&refs->targets, lc_pointer_key(&from.value)) ? from : none;
}
