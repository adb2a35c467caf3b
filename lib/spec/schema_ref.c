/*
 * References of JSON Schema: `$id` gives a schema an address of its own and a base for the
 * references in it, `$anchor` a name inside it. Documents of OpenAPI 3.0 have none of that and go
 * straight to the bundle; in those of 3.1 the schemas have it. Nothing is ever fetched: an address
 * that no document of the bundle has is looked for as a file beside it, or refused.
 */
#include "spec/schema_room.h"

struct lc_schema_refs {
    enum lc_dialect dialect;
    bool in_api;             /* the schemas stand in a document that is none itself */
    struct lc_map resources; /* address to struct place */
    struct lc_map anchors;   /* address#name to struct place */
    struct lc_map targets;   /* value of a `$ref` to struct target */
    struct lc_nodes found;   /* every `$ref` */
    size_t indexed;          /* files looked through so far */
    struct lc_strs bases;    /* of the files */
};

struct place {
    struct lc_node node;
    struct lc_str base;
};

struct target {
    const struct lc_value *from;
    struct lc_node node;
};

#define S(s) ((int)((s).len > 200 ? 200 : (s).len)), (s).ptr

static struct lc_str key_of(const struct lc_value *const *from)
{
    return lc_str_n((const char *)from, sizeof *from);
}

/* ---- addresses */

/* Length of "scheme:", 0 if there is none. */
static size_t scheme(struct lc_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == ':') {
            return i ? i + 1 : 0;
        }
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (i && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
        if (!plain) {
            return 0;
        }
    }
    return 0;
}

/* Length of "scheme://authority". */
static size_t origin(struct lc_str s)
{
    size_t n = scheme(s);
    if (s.len - n >= 2 && s.ptr[n] == '/' && s.ptr[n + 1] == '/') {
        n += 2;
        while (n < s.len && s.ptr[n] != '/') {
            n++;
        }
    }
    return n;
}

/* Take out "." and ".." of the path that begins at `from`; returns the new length. */
static size_t clean(char *text, size_t from, size_t len)
{
    size_t out = from;
    size_t at = from;
    while (at < len) {
        size_t end = at;
        while (end < len && text[end] != '/') {
            end++;
        }
        size_t n = end - at;
        bool slash = end < len;
        if (n == 2 && text[at] == '.' && text[at + 1] == '.') {
            out -= out > from && text[out - 1] == '/';
            while (out > from && text[out - 1] != '/') {
                out--;
            }
        } else if (!(n == 1 && text[at] == '.')) {
            memmove(text + out, text + at, n + slash);
            out += n + slash;
        }
        at = end + slash;
    }
    return out;
}

/* RFC 3986's way from a base to a reference without fragment. ptr NULL: NOMEM recorded. */
static struct lc_str join(struct lc_ctx *ctx, struct lc_str base, struct lc_str ref)
{
    if (ref.len == 0) {
        return base;
    }
    if (scheme(ref)) {
        return ref;
    }
    size_t keep = origin(base);
    if (ref.len > 1 && ref.ptr[0] == '/' && ref.ptr[1] == '/') {
        keep = scheme(base);
    } else if (ref.ptr[0] != '/') {
        size_t low = keep;
        keep = base.len;
        while (keep > low && base.ptr[keep - 1] != '/') {
            keep--;
        }
    }
    char *text = lc_new(ctx, keep + ref.len + 1, 1);
    if (!text) {
        return lc_str_n(NULL, 0);
    }
    if (keep) {
        memcpy(text, base.ptr, keep);
    }
    memcpy(text + keep, ref.ptr, ref.len);
    struct lc_str whole = lc_str_n(text, keep + ref.len);
    size_t path = origin(whole);
    path += path < whole.len && text[path] == '/';
    whole.len = clean(text, path, whole.len);
    return whole;
}

static struct lc_str without_fragment(struct lc_str s)
{
    struct lc_str head;
    struct lc_str tail;
    return lc_str_cut(s, '#', &head, &tail) ? head : s;
}

static char *anchor_key(struct lc_ctx *ctx, struct lc_str base, struct lc_str name)
{
    return lc_format(ctx, "%.*s#%.*s", (int)base.len, base.ptr ? base.ptr : "", (int)name.len,
                     name.ptr);
}

/* ---- the index; the first of several with one address counts */

static ctr_status put(struct lc_ctx *ctx, struct lc_map *map, struct lc_str key,
                      struct lc_node node, struct lc_str base)
{
    if (lc_map_get(map, key)) {
        return CTR_OK;
    }
    struct place *place = lc_new(ctx, 1, sizeof *place);
    if (!place) {
        return CTR_E_NOMEM;
    }
    *place = (struct place){node, base};
    return lc_map_set(ctx, map, key, place);
}

static ctr_status put_anchor(struct lc_ctx *ctx, struct lc_schema_refs *refs, struct lc_node node,
                             struct lc_str base, struct lc_str name)
{
    const char *key = anchor_key(ctx, base, name);
    return key ? put(ctx, &refs->anchors, lc_str(key), node, base) : CTR_E_NOMEM;
}

/* Older drafts let nothing stand beside a `$ref`. */
static bool ref_alone(enum lc_dialect dialect, const struct lc_value *object)
{
    return (dialect <= LC_DRAFT_07 || dialect == LC_OPENAPI_30) &&
           lc_is(lc_get(object, "$ref"), LC_STRING);
}

/* Most objects have no keyword of this file; asking for each of them by name would cost more. */
static bool may_have_address(const struct lc_value *object)
{
    for (uint32_t i = 0; i < object->members.count; i++) {
        struct lc_str key = object->members.at[i].key;
        if (key.len && (key.ptr[0] == '$' || lc_str_is(key, "id"))) {
            return true;
        }
    }
    return false;
}

/* Address and names that a schema object gives itself; *base is what holds inside it. */
static ctr_status own_address(struct lc_ctx *ctx, struct lc_schema_refs *refs, struct lc_node node,
                              struct lc_str *base, bool store)
{
    static const char *const names[] = {"$anchor", "$dynamicAnchor"};
    if (ref_alone(refs->dialect, node.value)) {
        return CTR_OK;
    }
    struct lc_str id = lc_text(lc_get(node.value, refs->dialect == LC_DRAFT_04 ? "id" : "$id"));
    if (id.ptr && id.len && id.ptr[0] == '#' && refs->dialect <= LC_DRAFT_07) {
        if (store && id.len > 1) {
            return put_anchor(ctx, refs, node, *base, lc_str_n(id.ptr + 1, id.len - 1));
        }
    } else if (id.ptr && without_fragment(id).len) {
        *base = join(ctx, *base, without_fragment(id));
        if (!base->ptr) {
            return CTR_E_NOMEM;
        }
        if (store) {
            LC_TRY(put(ctx, &refs->resources, *base, node, *base));
        }
    }
    for (size_t i = 0; store && i < sizeof names / sizeof names[0]; i++) {
        struct lc_str name = lc_text(lc_get(node.value, names[i]));
        if (name.ptr) {
            LC_TRY(put_anchor(ctx, refs, node, *base, name));
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

static ctr_status visit(struct visit *v, struct lc_node node, enum lc_walk at, struct lc_str base)
{
    const struct lc_value *value = node.value;
    if (at == LC_WALK_DATA) {
        return CTR_OK;
    }
    if (value->kind == LC_ARRAY) {
        for (uint32_t i = 0; i < value->items.count; i++) {
            LC_TRY(visit(v, (struct lc_node){node.doc, &value->items.at[i]}, at, base));
        }
        return CTR_OK;
    }
    if (value->kind != LC_OBJECT) {
        return CTR_OK;
    }
    LC_TRY(lc_poll(v->ctx));
    bool mine = (at == LC_WALK_NODE || (at == LC_WALK_EXAMPLE && v->refs->in_api)) &&
                may_have_address(value);
    if (mine && at == LC_WALK_NODE) {
        LC_TRY(own_address(v->ctx, v->refs, node, &base, !v->follow));
    }
    struct lc_node from = {NULL, NULL};
    if (mine && v->follow) {
        from = lc_child(node, "$ref");
    }
    if (lc_is(from.value, LC_STRING)) {
        LC_TRY(remember(v, from, base));
    }
    for (uint32_t i = 0; i < value->members.count; i++) {
        const struct lc_member *m = &value->members.at[i];
        LC_TRY(visit(v, (struct lc_node){node.doc, &m->value}, lc_walk_into(at, m->key, &m->value),
                     base));
    }
    return CTR_OK;
}

/* Files that came in since the last time; `base` is the address by which the newest was named. */
static ctr_status index_files(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str base)
{
    struct lc_schema_refs *refs = b->refs;
    for (; refs->indexed < b->count; refs->indexed++) {
        struct lc_doc *doc = &b->files[refs->indexed]->doc;
        struct lc_node root = {doc, doc->root};
        struct visit v = {ctx, b, refs, false};
        LC_TRY(lc_push_str(ctx, &refs->bases, base));
        LC_TRY(put(ctx, &refs->resources, base, root, base));
        LC_TRY(visit(&v, root, LC_WALK_NODE, base));
    }
    return CTR_OK;
}

/* ---- looking up */

static ctr_status nothing_there(struct lc_ctx *ctx, struct lc_node from)
{
    return lc_doc_fail(ctx, from.doc, from.value->offset,
                       "$ref to '%.*s': there is nothing at that place", S(from.value->text));
}

/* Below the resource. In an API many write the way from the document's root all the same, and mean
 * that. */
static ctr_status by_pointer(struct lc_ctx *ctx, struct lc_schema_refs *refs,
                             const struct place *place, struct lc_str pointer, struct lc_node *out)
{
    struct lc_doc part = *place->node.doc;
    part.root = place->node.value;
    out->value = lc_doc_resolve(ctx, &part, pointer);
    if (!out->value && !ctx->error && refs->in_api) {
        out->value = lc_doc_resolve(ctx, place->node.doc, pointer);
    }
    return ctx->error ? ctr_error_status(ctx->error) : CTR_OK;
}

static ctr_status inside(struct lc_ctx *ctx, struct lc_schema_refs *refs, struct lc_node from,
                         const struct place *place, struct lc_str fragment, struct lc_node *out)
{
    struct lc_str plain;
    bool good = lc_bundle_decode(ctx, fragment, &plain);
    *out = place->node;
    if (!plain.ptr) {
        return CTR_E_NOMEM;
    }
    if (good && plain.len == 0) {
        return CTR_OK;
    }
    if (good && plain.ptr[0] == '/') {
        LC_TRY(by_pointer(ctx, refs, place, plain, out));
        return out->value ? CTR_OK : nothing_there(ctx, from);
    }
    const char *key = anchor_key(ctx, place->base, plain);
    const struct place *named = key ? lc_map_get(&refs->anchors, lc_str(key)) : NULL;
    if (named) {
        *out = named->node;
        return CTR_OK;
    }
    return key ? nothing_there(ctx, from) : CTR_E_NOMEM;
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
    if (scheme(file) && main.len && from.doc == &b->files[0]->doc && lc_str_starts(address, main)) {
        file = lc_str_n(address.ptr + main.len, address.len - main.len);
    }
    LC_TRY(lc_bundle_target(ctx, b, from, file, &root));
    LC_TRY(index_files(ctx, b, address));
    return put(ctx, &b->refs->resources, address, root, address);
}

static ctr_status resolve(struct visit *v, struct lc_node from, struct lc_str base,
                          struct lc_node *out)
{
    struct lc_str fragment = lc_str_n("", 0);
    struct lc_str file = from.value->text;
    lc_str_cut(from.value->text, '#', &file, &fragment);
    struct lc_str address = join(v->ctx, base, file);
    if (!address.ptr) {
        return CTR_E_NOMEM;
    }
    const struct place *place = lc_map_get(&v->refs->resources, address);
    if (!place) {
        LC_TRY(load_file(v->ctx, v->bundle, from, file, address));
        place = lc_map_get(&v->refs->resources, address);
    }
    return inside(v->ctx, v->refs, from, place, fragment, out);
}

static ctr_status remember(struct visit *v, struct lc_node from, struct lc_str base)
{
    struct target *t = lc_new(v->ctx, 1, sizeof *t);
    if (!t) {
        return CTR_E_NOMEM;
    }
    t->from = from.value;
    LC_TRY(resolve(v, from, base, &t->node));
    LC_TRY(lc_push_node(v->ctx, &v->refs->found, from));
    return lc_map_set(v->ctx, &v->refs->targets, key_of(&t->from), t);
}

ctr_status lc_schema_target(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                            struct lc_node *out)
{
    const struct target *t = b->refs ? lc_map_get(&b->refs->targets, key_of(&from.value)) : NULL;
    if (t) {
        *out = t->node;
        return CTR_OK;
    }
    return lc_bundle_target(ctx, b, from, from.value->text, out);
}

/* A schema that is nothing but a reference to itself says nothing. Of an API no object may. */
static ctr_status no_loop(struct visit *v, struct lc_node from)
{
    const struct lc_value *seen = NULL;
    struct lc_node first = from;
    for (uint64_t hop = 1; lc_is(from.value, LC_STRING); hop++) {
        struct lc_node to;
        if (from.value == seen) {
            return lc_doc_fail(v->ctx, first.doc, first.value->offset,
                               "$ref to '%.*s' leads back to itself", S(first.value->text));
        }
        if ((hop & (hop - 1)) == 0) {
            seen = from.value;
        }
        if (hop > LC_REF_HOPS) {
            return lc_doc_fail_as(v->ctx, first.doc, CTR_E_LIMIT, first.value->offset,
                                  "$ref to '%.*s' leads through more than %d others",
                                  S(first.value->text), (int)LC_REF_HOPS);
        }
        LC_TRY(lc_schema_target(v->ctx, v->bundle, from, &to));
        if (!lc_is(to.value, LC_OBJECT) || (to.value->members.count > 1 && !v->refs->in_api &&
                                            !ref_alone(v->refs->dialect, to.value))) {
            return CTR_OK;
        }
        from = lc_child(to, "$ref");
    }
    return CTR_OK;
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
    LC_TRY(index_files(ctx, b, lc_str("")));
    struct visit v = {ctx, b, refs, true};
    for (size_t i = 0; i < b->count; i++) { /* grows while we go */
        struct lc_node root = {&b->files[i]->doc, b->files[i]->doc.root};
        LC_TRY(visit(&v, root, LC_WALK_NODE, refs->bases.at[i]));
    }
    for (size_t i = 0; i < refs->found.count; i++) {
        LC_TRY(no_loop(&v, refs->found.at[i]));
    }
    return CTR_OK;
}
