/*
 * References of JSON Schema: `$id` gives a schema an address of its own and a base for the
 * references in it, `$anchor` a name inside it. Documents of OpenAPI 3.0 have none of that and go
 * straight to the bundle; in those of 3.1 the schemas have it. Nothing is ever fetched: an address
 * that no document of the bundle has is looked for as a file beside it, or refused.
 */
#include "spec/schema/schema_refs.h"

#include "spec/address.h"
#include "spec/schema/metaschema.h"
#include "spec/schema/schema_keyword.h"

struct target {
    const struct lc_value *from;
    struct lc_node node;
};

#define S(s) ((int)((s).len > 200 ? 200 : (s).len)), (s).ptr

static char *anchor_key(struct lc_ctx *ctx, struct lc_str base, struct lc_str name)
{
    return lc_format(ctx, "%.*s#%.*s", (int)base.len, base.ptr ? base.ptr : "", (int)name.len,
                     name.ptr);
}

/* ---- the index; the first of several with one address counts */

ctr_status lc_refs_put(struct lc_ctx *ctx, struct lc_map *map, struct lc_str key,
                       const struct lc_ref_place *given)
{
    if (lc_map_get(map, key)) {
        return CTR_OK;
    }
    struct lc_ref_place *place = lc_new(ctx, 1, sizeof *place);
    if (!place) {
        return CTR_E_NOMEM;
    }
    *place = *given;
    return lc_map_set(ctx, map, key, place);
}

/* What holds at a place of the walk. */
struct around {
    struct lc_str base;
    struct lc_resource *resource;
    enum lc_dialect own; /* named by a `$schema` inside the document; 0: none */
};

static ctr_status put_anchor(struct lc_ctx *ctx, struct lc_schema_refs *refs, struct lc_node node,
                             const struct around *in, struct lc_str name, bool dynamic)
{
    const struct lc_ref_place place = {node, in->base, in->resource, dynamic};
    const char *key = anchor_key(ctx, in->base, name);
    LC_TRY(key ? lc_refs_put(ctx, &refs->anchors, lc_str(key), &place) : CTR_E_NOMEM);
    return dynamic && in->resource ? lc_resource_anchor(ctx, in->resource, name, node) : CTR_OK;
}

/* The dialect that an object's own keywords of address are read by. */
static enum lc_dialect dialect_of(const struct lc_schema_refs *refs, const struct around *in,
                                  const struct lc_value *object)
{
    enum lc_dialect own = in->own;
    if (refs->exact) {
        own = lc_dialect_named(lc_text(lc_get(object, "$schema")));
    } else if (refs->dialect == LC_OPENAPI_30) { /* which has no such word */
        own = 0;
    }
    return own ? own : in->resource ? in->resource->dialect : refs->dialect;
}

/* A resource begins at `node`. */
static ctr_status begin_resource(struct lc_ctx *ctx, struct lc_schema_refs *refs,
                                 struct lc_node node, struct around *in)
{
    struct lc_resource *fresh = lc_new(ctx, 1, sizeof *fresh);
    if (!fresh) {
        return CTR_E_NOMEM;
    }
    *fresh = (struct lc_resource){.root = node,
                                  .address = in->base,
                                  .parent = in->resource,
                                  .dialect = dialect_of(refs, in, node.value),
                                  .vocabularies = LC_VOCABULARY_ALL};
    const struct lc_value **key = lc_new(ctx, 1, sizeof *key);
    if (!key) {
        return CTR_E_NOMEM;
    }
    *key = node.value;
    in->resource = fresh;
    return lc_map_set(ctx, &refs->roots, lc_pointer_key(key), fresh);
}

bool lc_ref_alone(enum lc_dialect dialect, const struct lc_value *object)
{
    return lc_dialect_refs_alone(dialect) && lc_is(lc_get(object, "$ref"), LC_STRING);
}

/* Most objects have no keyword of this file; asking for each of them by name would cost more. */
static bool may_have_address(const struct lc_value *object)
{
    for (uint32_t i = 0; i < object->count; i++) {
        struct lc_str key = lc_key(&object->members[i]);
        if (key.len && (key.ptr[0] == '$' || lc_str_is(key, "id"))) {
            return true;
        }
    }
    return false;
}

static ctr_status take_id(struct lc_ctx *ctx, struct lc_schema_refs *refs, struct lc_node node,
                          struct around *in, struct lc_str id, bool store)
{
    in->base = lc_address_join(ctx, in->base, id);
    if (!in->base.ptr) {
        return CTR_E_NOMEM;
    }
    if (store && refs->exact) {
        if (in->resource && in->resource->root.value == node.value) {
            in->resource = NULL; /* the document itself, by its own address */
        }
        LC_TRY(begin_resource(ctx, refs, node, in));
    }
    const struct lc_ref_place place = {node, in->base, in->resource, false};
    return store ? lc_refs_put(ctx, &refs->resources, in->base, &place) : CTR_OK;
}

/* Address and names that a schema object gives itself; *in is what holds inside it. */
static ctr_status own_address(struct lc_ctx *ctx, struct lc_schema_refs *refs, struct lc_node node,
                              struct around *in, bool store)
{
    static const char *const names[] = {"$anchor", "$dynamicAnchor"};
    enum lc_dialect dialect = dialect_of(refs, in, node.value);
    if (lc_ref_alone(dialect, node.value) || (refs->exact && dialect == LC_OPENAPI_30)) {
        return CTR_OK;
    }
    struct lc_str id = lc_text(lc_get(node.value, dialect == LC_DRAFT_04 ? "id" : "$id"));
    if (id.ptr && id.len && id.ptr[0] == '#' && dialect <= LC_DRAFT_07) {
        if (store && id.len > 1) {
            return put_anchor(ctx, refs, node, in, lc_str_n(id.ptr + 1, id.len - 1), false);
        }
    } else if (id.ptr && lc_address_without_fragment(id).len) {
        LC_TRY(take_id(ctx, refs, node, in, lc_address_without_fragment(id), store));
    }
    for (size_t i = 0; store && i < sizeof names / sizeof names[0]; i++) {
        struct lc_str name = lc_text(lc_get(node.value, names[i]));
        if (name.ptr) {
            LC_TRY(put_anchor(ctx, refs, node, in, name, i == 1));
        }
    }
    return CTR_OK;
}

struct visit {
    struct lc_ctx *ctx;
    struct lc_bundle *bundle;
    struct lc_schema_refs *refs;
    bool follow; /* references; else only addresses are looked for */
};

static ctr_status remember(struct visit *v, struct lc_node from, struct lc_str base);

/* Where names are exact, nothing is one below a keyword that the dialect does not know. */
static enum lc_walk below(const struct visit *v, const struct around *in, enum lc_walk at,
                          const struct lc_member *m)
{
    bool keyword = v->refs->exact && !v->refs->in_api && at == LC_WALK_NODE && in->resource;
    if (keyword && !lc_holds_schemas(in->resource->dialect, lc_key(m))) {
        return LC_WALK_DATA;
    }
    return lc_walk_into(at, lc_key(m), &m->value);
}

static ctr_status visit(struct visit *v, struct lc_node node, enum lc_walk at, struct around in)
{
    const struct lc_value *value = node.value;
    if (at == LC_WALK_DATA) {
        return CTR_OK;
    }
    if (value->kind == LC_ARRAY) {
        for (uint32_t i = 0; i < value->count; i++) {
            LC_TRY(visit(v, (struct lc_node){node.doc, &value->items[i]}, at, in));
        }
        return CTR_OK;
    }
    if (value->kind != LC_OBJECT) {
        return CTR_OK;
    }
    LC_TRY(lc_poll(v->ctx));
    bool mine = (at == LC_WALK_NODE || (at == LC_WALK_EXAMPLE && v->refs->in_api)) &&
                may_have_address(value);
    if (at == LC_WALK_NODE && v->follow) {
        in.own = lc_foreign_dialect(v->refs, value);
    } else if (at == LC_WALK_NODE && (mine || in.own) && !v->refs->exact) {
        LC_TRY(lc_foreign_note(v->ctx, v->refs, value, &in.own));
    }
    if (mine && at == LC_WALK_NODE) {
        LC_TRY(own_address(v->ctx, v->refs, node, &in, !v->follow));
    }
    struct lc_node from = {NULL, NULL};
    if (mine && v->follow) {
        from = lc_child(node, "$ref");
    }
    if (lc_is(from.value, LC_STRING)) {
        LC_TRY(remember(v, from, in.base));
    }
    if (mine && v->follow && at == LC_WALK_NODE) {
        LC_TRY(lc_dynamic_note(v->ctx, v->refs, node, in.base));
    }
    for (uint32_t i = 0; i < value->count; i++) {
        const struct lc_member *m = &value->members[i];
        if (v->follow && at == LC_WALK_NODE && lc_str_is(lc_key(m), "discriminator")) {
            LC_TRY(lc_bundle_mapping(v->ctx, v->bundle, (struct lc_node){node.doc, &m->value}));
            LC_TRY(lc_refs_index(v->ctx, v->bundle, (struct lc_str){NULL, 0}));
        }
        if (m->value.kind == LC_OBJECT || m->value.kind == LC_ARRAY) {
            LC_TRY(v->refs->in_api ? lc_walk_check(v->ctx, node.doc, at, m) : CTR_OK);
            LC_TRY(visit(v, (struct lc_node){node.doc, &m->value}, below(v, &in, at, m), in));
        }
    }
    return CTR_OK;
}

ctr_status lc_refs_index(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str named)
{
    struct lc_schema_refs *refs = b->refs;
    for (; refs->indexed < b->count; refs->indexed++) {
        struct lc_bundle_file *file = b->files[refs->indexed];
        struct lc_doc *doc = file->again ? &file->again->doc : &file->doc;
        struct lc_str base = named.ptr ? named : lc_str(b->files[refs->indexed]->path);
        struct lc_node root = {doc, doc->root};
        struct visit v = {ctx, b, refs, false};
        struct around in = {.base = base};
        in.resource = file->again && refs->exact ? lc_schema_resource(b, root.value) : NULL;
        if (refs->exact && !in.resource) {
            LC_TRY(begin_resource(ctx, refs, root, &in));
        }
        const struct lc_ref_place place = {root, base, in.resource, false};
        LC_TRY(lc_push_str(ctx, &refs->bases, base));
        LC_TRY(lc_refs_put(ctx, &refs->resources, base, &place));
        LC_TRY(refs->plain || file->again ? CTR_OK : visit(&v, root, LC_WALK_NODE, in));
    }
    return CTR_OK;
}

/* ---- looking up */

ctr_status lc_refs_nothing(struct lc_ctx *ctx, struct lc_node from)
{
    return lc_doc_fail(ctx, from.doc, from.value->offset,
                       "$ref to '%.*s': there is nothing at that place", S(lc_raw(from.value)));
}

/* Below the resource. In an API many write the way from the document's root all the same, and mean
 * that; and there it may lead on behind references. */
static ctr_status by_pointer(struct lc_ctx *ctx, struct lc_bundle *b,
                             const struct lc_ref_place *place, struct lc_str pointer,
                             struct lc_node *out)
{
    const struct lc_schema_refs *refs = b->refs;
    const struct lc_doc part = {.root = place->node.value};
    out->value = lc_doc_resolve(ctx, &part, pointer);
    if (!out->value && !ctx->error && refs->in_api) {
        *out = (struct lc_node){place->node.doc, place->node.doc->root};
        LC_TRY(lc_bundle_descend(ctx, b, pointer, out));
        LC_TRY(lc_refs_index(ctx, b, (struct lc_str){NULL, 0}));
    }
    return ctx->error ? ctr_error_status(ctx->error) : CTR_OK;
}

ctr_status lc_refs_named(struct lc_ctx *ctx, const struct lc_schema_refs *refs, struct lc_str base,
                         struct lc_str name, const struct lc_ref_place **out)
{
    const char *key = anchor_key(ctx, base, name);
    *out = key ? lc_map_get(&refs->anchors, lc_str(key)) : NULL;
    return key ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_refs_fragment(struct lc_ctx *ctx, const struct lc_bundle *b, struct lc_node from,
                            struct lc_str base, struct lc_str fragment, struct lc_str *plain,
                            const struct lc_ref_place **named)
{
    bool good = lc_bundle_decode(ctx, fragment, plain);
    *named = NULL;
    if (!plain->ptr) {
        return CTR_E_NOMEM;
    }
    if (good && (!plain->len || plain->ptr[0] == '/')) {
        return CTR_OK;
    }
    LC_TRY(lc_refs_named(ctx, b->refs, base, *plain, named));
    return *named ? CTR_OK : lc_refs_nothing(ctx, from);
}

static ctr_status inside(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                         const struct lc_ref_place *place, struct lc_str fragment,
                         struct lc_node *out)
{
    const struct lc_ref_place *named;
    struct lc_str plain;
    *out = place->node;
    LC_TRY(lc_refs_fragment(ctx, b, from, place->base, fragment, &plain, &named));
    if (named) {
        *out = named->node;
        return CTR_OK;
    }
    LC_TRY(plain.len ? by_pointer(ctx, b, place, plain, out) : CTR_OK);
    return out->value ? CTR_OK : lc_refs_nothing(ctx, from);
}

/* A file beside the document: as written, or below the directory that the document's own address
 * names. */
static ctr_status load_file(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                            struct lc_str file, struct lc_str address)
{
    struct lc_node root;
    struct lc_str main = lc_text(lc_get(b->files[0]->doc.root, "$id"));
    while (main.len && main.ptr[main.len - 1] != '/') {
        main.len--;
    }
    if (lc_address_scheme(file) && main.len && from.doc == &b->files[0]->doc &&
        lc_str_starts(address, main)) {
        file = lc_str_n(address.ptr + main.len, address.len - main.len);
    }
    const char *text = lc_metaschema(address);
    LC_TRY(text ? lc_bundle_built_in(ctx, b, address, lc_str(text), &root)
                : lc_bundle_target(ctx, b, from, file, &root));
    LC_TRY(lc_refs_index(ctx, b, address));
    const struct lc_ref_place place = {root, address, NULL, false};
    return lc_refs_put(ctx, &b->refs->resources, address, &place);
}

static ctr_status resolve(struct visit *v, struct lc_node from, struct lc_str base,
                          struct lc_node *out)
{
    struct lc_str fragment = lc_str_n("", 0);
    struct lc_str file = lc_raw(from.value);
    lc_str_cut(lc_raw(from.value), '#', &file, &fragment);
    struct lc_str address = lc_address_join(v->ctx, base, file);
    if (!address.ptr) {
        return CTR_E_NOMEM;
    }
    const struct lc_ref_place *place = lc_map_get(&v->refs->resources, address);
    if (!place) {
        LC_TRY(load_file(v->ctx, v->bundle, from, file, address));
        place = lc_map_get(&v->refs->resources, address);
    }
    return inside(v->ctx, v->bundle, from, place, fragment, out);
}

ctr_status lc_refs_lead(struct lc_ctx *ctx, struct lc_schema_refs *refs, struct lc_node from,
                        struct lc_node to)
{
    struct target *t = lc_new(ctx, 1, sizeof *t);
    if (!t) {
        return CTR_E_NOMEM;
    }
    *t = (struct target){from.value, to};
    return lc_map_set(ctx, &refs->targets, lc_pointer_key(&t->from), t);
}

static ctr_status remember(struct visit *v, struct lc_node from, struct lc_str base)
{
    struct lc_node to;
    LC_TRY(resolve(v, from, base, &to));
    LC_TRY(lc_push_node(v->ctx, &v->refs->found, from));
    return lc_refs_lead(v->ctx, v->refs, from, to);
}

ctr_status lc_schema_target(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                            struct lc_node *out)
{
    const struct target *t =
        b->refs ? lc_map_get(&b->refs->targets, lc_pointer_key(&from.value)) : NULL;
    if (t) {
        *out = t->node;
        return CTR_OK;
    }
    return lc_bundle_target(ctx, b, from, lc_raw(from.value), out);
}

ctr_status lc_schema_load(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                          bool in_api)
{
    struct lc_schema_refs *refs = lc_new(ctx, 1, sizeof *refs);
    if (!refs) {
        return CTR_E_NOMEM;
    }
    refs->dialect = dialect;
    refs->in_api = in_api;
    b->refs = refs;
    b->target = lc_schema_target;
    LC_TRY(lc_refs_index(ctx, b, lc_str("")));
    struct visit v = {ctx, b, refs, true};
    for (size_t i = 0; i < b->count; i++) { /* grows while we go */
        struct lc_node root = {&b->files[i]->doc, b->files[i]->doc.root};
        LC_TRY(visit(&v, root, LC_WALK_NODE, (struct around){.base = refs->bases.at[i]}));
    }
    for (size_t i = 0; i < refs->found.count; i++) {
        LC_TRY(lc_ref_no_loop(ctx, b, dialect, refs->in_api, refs->found.at[i]));
    }
    return lc_dynamic_settle(ctx, b);
}

/* Each root stands for a document of its own, by an address that nobody else has. */
static ctr_status index_roots(struct visit *v, const struct lc_nodes *roots)
{
    struct lc_schema_refs *refs = v->refs;
    LC_TRY(lc_push_str(v->ctx, &refs->bases, lc_str("")));
    refs->indexed = 1;
    for (size_t i = 0; i < roots->count; i++) {
        const char *address = lc_format(v->ctx, "inside:/%llu/", (unsigned long long)i);
        if (!address) {
            return CTR_E_NOMEM;
        }
        const struct lc_ref_place place = {roots->at[i], lc_str(address), NULL, false};
        LC_TRY(lc_refs_put(v->ctx, &refs->resources, place.base, &place));
        LC_TRY(visit(v, place.node, LC_WALK_NODE, (struct around){.base = place.base}));
    }
    return CTR_OK;
}

ctr_status lc_schema_load_inside(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                                 const struct lc_nodes *roots)
{
    struct lc_schema_refs *refs = lc_new(ctx, 1, sizeof *refs);
    if (!refs) {
        return CTR_E_NOMEM;
    }
    refs->dialect = dialect;
    refs->in_api = true;
    b->refs = refs;
    b->target = lc_schema_target;
    struct visit v = {ctx, b, refs, false};
    LC_TRY(index_roots(&v, roots));
    v.follow = true;
    for (size_t i = 0; i < roots->count; i++) {
        const char *address = lc_format(ctx, "inside:/%llu/", (unsigned long long)i);
        LC_TRY(address
                   ? visit(&v, roots->at[i], LC_WALK_NODE, (struct around){.base = lc_str(address)})
                   : CTR_E_NOMEM);
    }
    for (size_t i = 1; i < b->count; i++) { /* grows while we go */
        struct lc_node root = {&b->files[i]->doc, b->files[i]->doc.root};
        LC_TRY(visit(&v, root, LC_WALK_NODE, (struct around){.base = refs->bases.at[i]}));
    }
    for (size_t i = 0; i < refs->found.count; i++) {
        LC_TRY(lc_ref_no_loop(ctx, b, dialect, refs->in_api, refs->found.at[i]));
    }
    return lc_dynamic_settle(ctx, b);
}
