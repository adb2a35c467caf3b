/*
 * The payload that a .proto text stands for. Nothing in the language says which of its messages it
 * is: the one that no other uses. Where there are several the data can be each of them, unless a
 * comment before one says @RootNode, as the tools of AsyncAPI have it.
 */
#include "spec/protobuf/protobuf_payload.h"

typedef struct lc_proto_message message;

/* ---- roots */

static const message *outermost(const message *m)
{
    while (m && m->parent) {
        m = m->parent;
    }
    return m;
}

static ctr_status put(struct lc_ctx *ctx, struct lc_map *map, struct lc_str full, const void *is)
{
    return lc_map_get(map, full) ? CTR_OK : lc_map_set(ctx, map, full, (void *)(uintptr_t)is);
}

/* What a field holds besides itself: of a map that is its value. */
static const struct lc_proto_field *held(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_MAP ? f->value : f;
}

/* Messages that others use, by name. */
static ctr_status note_used(struct lc_ctx *ctx, struct lc_map *used, const message *m)
{
    for (; m; m = m->next) {
        LC_TRY(lc_poll(ctx));
        for (const struct lc_proto_field *f = m->fields; f; f = f->next) {
            const message *of = held(f)->message;
            if (of && outermost(of) != outermost(m)) {
                LC_TRY(put(ctx, used, of->full, of));
            }
        }
        LC_TRY(note_used(ctx, used, m->messages));
    }
    return CTR_OK;
}

/* The first message that begins behind a mark, in the text of its file. */
static const message *marked(const message *const *roots, size_t count, struct lc_str text)
{
    static const char mark[] = "@RootNode";
    for (size_t at = 0; at + sizeof mark - 1 <= text.len; at++) {
        const char *found = memchr(text.ptr + at, mark[0], text.len - at);
        at = found ? (size_t)(found - text.ptr) : text.len;
        if (!found || !lc_str_starts(lc_str_n(found, text.len - at), lc_str(mark))) {
            continue;
        }
        const message *m = NULL;
        for (size_t i = 0; i < count && !m; i++) {
            m = roots[i]->offset > at ? roots[i] : NULL;
        }
        return m;
    }
    return NULL;
}

static ctr_status find_roots(struct lc_ctx *ctx, struct lc_proto_payload *p)
{
    const struct lc_proto_file *f = p->proto.files[0];
    struct lc_map used = {.seed = p->proto.symbols.seed};
    size_t count = 0;
    for (const message *m = f->messages; m; m = m->next) {
        count++;
    }
    p->roots = lc_new(ctx, count + 1, sizeof(const message *));
    if (!p->roots) {
        return CTR_E_NOMEM;
    }
    LC_TRY(note_used(ctx, &used, f->messages));
    for (const message *m = f->messages; m; m = m->next) {
        if (!lc_map_get(&used, m->full)) {
            p->roots[p->root_count++] = m;
        }
    }
    const message *one = p->root_count > 1 ? marked(p->roots, p->root_count, f->doc->text) : NULL;
    if (!p->root_count) {
        one = f->messages; /* each uses another */
    }
    if (one) {
        p->roots[0] = one;
        p->root_count = 1;
    }
    for (size_t i = 0; i < p->root_count; i++) {
        LC_TRY(put(ctx, &p->root, p->roots[i]->full, p->roots[i]));
    }
    return CTR_OK;
}

/* ---- what a payload can hold */

struct extension {
    const struct lc_proto_field *field;
    struct extension *next; /* of the same message */
};

struct reach {
    struct lc_ctx *ctx;
    struct lc_map *reached;
    struct lc_map extensions; /* by what they extend */
    const message **queue;
    size_t count;
    size_t room;
};

static ctr_status reach_message(struct reach *r, const message *m)
{
    if (lc_map_get(r->reached, m->full)) {
        return CTR_OK;
    }
    const message **queue = lc_grow(r->ctx, r->queue, r->count, &r->room, sizeof(const message *));
    if (!queue) {
        return CTR_E_NOMEM;
    }
    r->queue = queue;
    r->queue[r->count++] = m;
    return put(r->ctx, r->reached, m->full, m);
}

static ctr_status reach_field(struct reach *r, const struct lc_proto_field *f)
{
    f = held(f);
    if (f->enumeration) {
        LC_TRY(put(r->ctx, r->reached, f->enumeration->full, f->enumeration));
    }
    return f->message ? reach_message(r, f->message) : CTR_OK;
}

static ctr_status index_extensions(struct reach *r, const struct lc_proto_field *f)
{
    for (; f; f = f->next) {
        struct extension *x = lc_new(r->ctx, 1, sizeof *x);
        if (!x) {
            return CTR_E_NOMEM;
        }
        *x = (struct extension){f, lc_map_get(&r->extensions, f->extendee_full)};
        LC_TRY(lc_map_set(r->ctx, &r->extensions, f->extendee_full, x));
    }
    return CTR_OK;
}

static ctr_status index_messages(struct reach *r, const message *m)
{
    for (; m; m = m->next) {
        LC_TRY(index_extensions(r, m->extends));
        LC_TRY(index_messages(r, m->messages));
    }
    return CTR_OK;
}

ctr_status lc_proto_reach(struct lc_ctx *ctx, const struct lc_proto *p,
                          const struct lc_proto_message *const *roots, size_t count,
                          struct lc_map *reached)
{
    struct reach r = {.ctx = ctx, .reached = reached};
    r.extensions.seed = p->symbols.seed;
    for (size_t i = 0; i < p->count; i++) {
        LC_TRY(index_extensions(&r, p->files[i]->extends));
        LC_TRY(index_messages(&r, p->files[i]->messages));
    }
    for (size_t i = 0; i < count; i++) {
        LC_TRY(reach_message(&r, roots[i]));
    }
    for (size_t i = 0; i < r.count; i++) { /* grows while we go */
        const message *m = r.queue[i];
        LC_TRY(lc_poll(ctx));
        for (const struct lc_proto_field *f = m->fields; f; f = f->next) {
            LC_TRY(reach_field(&r, f));
        }
        for (const struct extension *x = lc_map_get(&r.extensions, m->full); x; x = x->next) {
            LC_TRY(reach_field(&r, x->field));
        }
    }
    return CTR_OK;
}

/* ---- reading */

ctr_status lc_proto_payload(struct lc_ctx *ctx, struct lc_bundle *around, struct lc_node text,
                            const struct lc_proto_payload **out)
{
    if (!lc_is(text.value, LC_STRING)) {
        return lc_doc_fail(ctx, text.doc, text.value->offset,
                           "a schema in Protocol Buffers must be the text of a .proto file");
    }
    struct lc_proto_payload *p = lc_new(ctx, 1, sizeof *p);
    if (!p) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_bundle_inlay(ctx, around, text, lc_proto_read, &p->bundle));
    LC_TRY(lc_proto_link(ctx, &p->bundle, &p->proto));
    if (!p->proto.files[0]->messages) {
        return lc_doc_fail(ctx, text.doc, text.value->offset,
                           "a schema in Protocol Buffers must declare a message; this text has "
                           "none");
    }
    p->root.seed = p->reached.seed = p->proto.symbols.seed;
    LC_TRY(find_roots(ctx, p));
    LC_TRY(lc_proto_reach(ctx, &p->proto, p->roots, p->root_count, &p->reached));
    *out = p;
    return CTR_OK;
}

/* ---- parts */

struct tell {
    const struct lc_proto_payload *of;
    const struct lc_part *under;
    lc_used_fn *fn;
    void *user;
};

static ctr_status tell(const struct tell *t, struct lc_str scope, struct lc_str name)
{
    const struct lc_part type = {.parent = t->under, .kind = LC_PART_KEY, .text = scope};
    const struct lc_part *above = scope.len ? &type : t->under;
    const struct lc_part leaf = {.parent = above, .kind = LC_PART_KEY, .text = name};
    return t->fn(t->user, name.len ? &leaf : above);
}

static ctr_status tell_enums(const struct tell *t, const struct lc_proto_enum *e)
{
    for (; e; e = e->next) {
        bool mine = lc_map_get(&t->of->reached, e->full) != NULL;
        LC_TRY(mine ? tell(t, e->full, LC_STR("")) : CTR_OK);
        for (const struct lc_proto_enum_value *v = e->values; mine && v; v = v->next) {
            LC_TRY(tell(t, e->full, v->name));
        }
    }
    return CTR_OK;
}

static ctr_status tell_extensions(const struct tell *t, const struct lc_proto_field *f)
{
    for (; f; f = f->next) {
        bool mine = lc_map_get(&t->of->reached, f->extendee_full) != NULL;
        LC_TRY(mine ? tell(t, lc_proto_scope(f), f->name) : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status tell_messages(const struct tell *t, const message *m)
{
    for (; m; m = m->next) {
        bool mine = lc_map_get(&t->of->reached, m->full) != NULL;
        LC_TRY(mine ? tell(t, m->full, LC_STR("")) : CTR_OK);
        for (const struct lc_proto_field *f = m->fields; mine && f; f = f->next) {
            LC_TRY(tell(t, m->full, f->name));
        }
        LC_TRY(tell_extensions(t, m->extends));
        LC_TRY(tell_enums(t, m->enums));
        LC_TRY(tell_messages(t, m->messages));
    }
    return CTR_OK;
}

ctr_status lc_proto_payload_parts(struct lc_ctx *ctx, const struct lc_proto_payload *payload,
                                  const struct lc_part *under, lc_used_fn *fn, void *user)
{
    const struct tell t = {payload, under, fn, user};
    for (size_t i = 0; i < payload->proto.count; i++) {
        const struct lc_proto_file *f = payload->proto.files[i];
        LC_TRY(lc_poll(ctx));
        LC_TRY(tell_messages(&t, f->messages));
        LC_TRY(tell_enums(&t, f->enums));
        LC_TRY(tell_extensions(&t, f->extends));
    }
    return CTR_OK;
}
