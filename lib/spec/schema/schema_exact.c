/*
 * References looked up exactly, as validation wants them: each resource by its own dialect, each
 * reference when it is asked for.
 */
#include "spec/schema/schema_refs.h"

#include "spec/address.h"
#include "spec/schema/metaschema.h"

/* What begins at the place now: a document that gives itself an address begins twice. */
static struct lc_resource *resource_at(const struct lc_schema_refs *refs,
                                       const struct lc_value *value)
{
    return lc_map_get(&refs->roots, lc_pointer_key(&value));
}

struct lc_resource *lc_schema_resource(const struct lc_bundle *b, const struct lc_value *value)
{
    return resource_at(b->refs, value);
}

/* What is below the directory of `base`; an empty view if it is not. */
static struct lc_str below_base(struct lc_str address, struct lc_str base)
{
    while (base.len && base.ptr[base.len - 1] != '/') {
        base.len--;
    }
    bool under = base.len && lc_str_starts(address, base);
    return under ? lc_str_n(address.ptr + base.len, address.len - base.len) : lc_str_n(NULL, 0);
}

static ctr_status load_exact(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                             struct lc_str file, struct lc_str address)
{
    struct lc_schema_refs *refs = b->refs;
    struct lc_node root;
    const char *text = lc_metaschema(address);
    struct lc_str path = below_base(address, refs->base);
    if (!path.len) {
        path = below_base(address, lc_text(lc_get(b->files[0]->doc.root, "$id")));
    }
    if (text) {
        LC_TRY(lc_bundle_built_in(ctx, b, address, lc_str(text), &root));
    } else if (path.len) {
        LC_TRY(lc_bundle_file_at(ctx, b, from, path, &root));
    } else {
        LC_TRY(lc_bundle_target(ctx, b, from, file, &root));
    }
    LC_TRY(lc_refs_index(ctx, b, address));
    const struct lc_ref_place place = {root, address, resource_at(refs, root.value), false};
    return lc_refs_put(ctx, &refs->resources, address, &place);
}

/* One step of a pointer down from there. */
static ctr_status step(struct lc_ctx *ctx, const struct lc_schema_refs *refs, struct lc_str segment,
                       const struct lc_target *from, struct lc_target *out)
{
    const struct lc_doc part = {.root = from->node.value};
    *out = *from;
    out->node.value = lc_doc_resolve(ctx, &part, segment);
    if (ctx->error) {
        return ctr_error_status(ctx->error);
    }
    struct lc_resource *begins = resource_at(refs, out->node.value);
    out->resource = begins ? begins : out->resource;
    return CTR_OK;
}

/* In an API what stands behind a reference may be meant: below it the pointer goes on. */
static ctr_status step_behind(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str segment,
                              struct lc_target *at, struct lc_target *out)
{
    struct lc_schema_refs *refs = b->refs;
    for (;;) {
        struct lc_node ref = lc_child(at->node, "$ref");
        LC_TRY(step(ctx, refs, segment, at, out));
        if (out->node.value || !refs->in_api || !lc_is(ref.value, LC_STRING) ||
            refs->hops >= LC_REF_HOPS) {
            return CTR_OK;
        }
        refs->hops++; /* not given back before the pointer ends: a circle ends here, too */
        LC_TRY(lc_schema_resolve(ctx, b, ref, at->resource, out));
        *at = *out;
    }
}

/* Down a pointer, minding the resources that begin on the way. */
static ctr_status descend(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str pointer,
                          struct lc_target *out)
{
    const int before = b->refs->hops;
    size_t from = 1;
    while (out->node.value && from <= pointer.len) {
        struct lc_target at = *out;
        size_t end = from;
        while (end < pointer.len && pointer.ptr[end] != '/') {
            end++;
        }
        struct lc_str segment = lc_str_n(pointer.ptr + from - 1, end - from + 1);
        LC_TRY(step_behind(ctx, b, segment, &at, out));
        from = end + 1;
    }
    b->refs->hops = before ? b->refs->hops : 0; /* the outermost alone gives them back */
    return CTR_OK;
}

static ctr_status in_resource(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                              struct lc_str fragment, struct lc_target *out)
{
    const struct lc_target whole = *out;
    const struct lc_ref_place *named;
    struct lc_str plain;
    LC_TRY(lc_refs_fragment(ctx, b, from, out->resource->address, fragment, &plain, &named));
    if (named) {
        *out = (struct lc_target){named->node, named->resource, named->dynamic, plain};
        return CTR_OK;
    }
    LC_TRY(plain.len ? descend(ctx, b, plain, out) : CTR_OK);
    if (!out->node.value && b->refs->in_api) {
        *out = whole;
        out->node.value = out->node.doc->root;
        LC_TRY(descend(ctx, b, plain, out));
    }
    return out->node.value ? CTR_OK : lc_refs_nothing(ctx, from);
}

ctr_status lc_schema_resolve(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                             const struct lc_resource *in, struct lc_target *out)
{
    struct lc_schema_refs *refs = b->refs;
    struct lc_str fragment = lc_str_n("", 0);
    struct lc_str file = lc_raw(from.value);
    lc_str_cut(lc_raw(from.value), '#', &file, &fragment);
    struct lc_str address = lc_address_join(ctx, in->address, file);
    if (!address.ptr) {
        return CTR_E_NOMEM;
    }
    const struct lc_ref_place *place = lc_map_get(&refs->resources, address);
    if (!place) {
        LC_TRY(load_exact(ctx, b, from, file, address));
        place = lc_map_get(&refs->resources, address);
    }
    struct lc_resource *resource = resource_at(refs, place->node.value);
    *out = (struct lc_target){place->node, resource ? resource : place->resource, false, {NULL, 0}};
    return in_resource(ctx, b, from, fragment, out);
}

ctr_status lc_schema_at(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str pointer,
                        struct lc_target *out)
{
    struct lc_doc *doc = &b->files[0]->doc;
    *out = (struct lc_target){{doc, doc->root}, resource_at(b->refs, doc->root), false, {NULL, 0}};
    return pointer.len ? descend(ctx, b, pointer, out) : CTR_OK;
}

ctr_status lc_schema_open(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                          bool in_api, struct lc_str base)
{
    struct lc_schema_refs *refs = lc_new(ctx, 1, sizeof *refs);
    if (!refs) {
        return CTR_E_NOMEM;
    }
    *refs = (struct lc_schema_refs){.dialect = dialect,
                                    .in_api = in_api,
                                    .exact = true,
                                    .base = lc_address_without_fragment(base)};
    b->refs = refs;
    return lc_refs_index(ctx, b, refs->base.ptr ? refs->base : lc_str(""));
}

ctr_status lc_schema_open_again(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                                bool *plain)
{
    const struct lc_schema_refs *before = b->refs;
    struct lc_schema_refs *refs = lc_new(ctx, 1, sizeof *refs);
    if (!refs) {
        return CTR_E_NOMEM;
    }
    *plain = before && !before->anchors.count && before->resources.count <= b->count;
    for (size_t i = 0; i < b->count; i++) {
        *plain = *plain && !lc_get(b->files[i]->doc.root, "$recursiveAnchor");
    }
    *refs = (struct lc_schema_refs){
        .dialect = dialect, .in_api = before && before->in_api, .plain = *plain, .exact = true};
    b->refs = refs;
    b->target = NULL;
    return lc_refs_index(ctx, b, lc_str_n(NULL, 0));
}

struct lc_resource *lc_schema_around(const struct lc_bundle *b, struct lc_node node)
{
    struct lc_resource *own = resource_at(b->refs, node.value);
    return own ? own : resource_at(b->refs, node.doc->root);
}
