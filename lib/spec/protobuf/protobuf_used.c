/*
 * What the calls that a consumer makes need: the methods, and all that the messages they take and
 * answer can hold. Messages and enums are used as a whole, so that what is added to one counts.
 */
#include "spec/protobuf/protobuf_payload.h"

struct use {
    struct lc_ctx *ctx;
    const struct lc_proto *p;
    struct lc_doc *doc;
    lc_used_fn *fn;
    void *user;
    const struct lc_proto_message **roots;
    size_t count;
    size_t room;
    struct lc_map reached;
};

static ctr_status tell(const struct use *u, struct lc_str scope, struct lc_str name)
{
    const bool both = scope.len && name.len;
    const char *text = lc_format(u->ctx, "%.*s%s%.*s", (int)scope.len, scope.ptr, both ? "." : "",
                                 (int)name.len, name.len ? name.ptr : "");
    const struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(text)};
    return text ? u->fn(u->user, &part) : CTR_E_NOMEM;
}

/* ---- what is asked for */

static ctr_status root(struct use *u, const struct lc_proto_message *m)
{
    if (!m) { /* built in: nobody changes it */
        return CTR_OK;
    }
    const struct lc_proto_message **roots =
        lc_grow(u->ctx, u->roots, u->count, &u->room, sizeof(const struct lc_proto_message *));
    if (!roots) {
        return CTR_E_NOMEM;
    }
    u->roots = roots;
    u->roots[u->count++] = m;
    return CTR_OK;
}

static ctr_status call(struct use *u, const struct lc_proto_service *s,
                       const struct lc_proto_method *m)
{
    LC_TRY(tell(u, s->full, m->name));
    LC_TRY(root(u, lc_proto_find_message(u->p, m->input_full)));
    return root(u, lc_proto_find_message(u->p, m->output_full));
}

static const struct lc_proto_service *service_of(const struct use *u, struct lc_str name)
{
    const struct lc_proto_symbol *is = lc_proto_find(u->p, name);
    return is && is->kind == LC_PROTO_IS_SERVICE ? is->is : NULL;
}

/* "pkg.Service.Method", or "/pkg.Service/Method" as it is on the wire. */
static ctr_status method(struct use *u, struct lc_str name, bool *found)
{
    bool wire = lc_str_starts(name, LC_STR("/"));
    name = wire ? lc_str_n(name.ptr + 1, name.len - 1) : name;
    struct lc_str last = lc_str_tail(name, wire ? '/' : '.');
    size_t head = name.len - last.len;
    const struct lc_proto_service *s = head ? service_of(u, lc_str_n(name.ptr, head - 1)) : NULL;
    for (const struct lc_proto_method *m = s ? s->methods : NULL; m; m = m->next) {
        if (lc_str_eq(m->name, last)) {
            *found = true;
            return call(u, s, m);
        }
    }
    return CTR_OK;
}

static ctr_status entry(struct use *u, struct lc_str name)
{
    const struct lc_proto_message *message = lc_proto_find_message(u->p, name);
    const struct lc_proto_service *service = service_of(u, name);
    bool found = message || service;
    LC_TRY(message ? root(u, message) : CTR_OK);
    LC_TRY(service ? tell(u, service->full, LC_STR("")) : CTR_OK);
    for (const struct lc_proto_method *m = service ? service->methods : NULL; m; m = m->next) {
        LC_TRY(call(u, service, m));
    }
    LC_TRY(found ? CTR_OK : method(u, name, &found));
    if (found) {
        return CTR_OK;
    }
    return lc_doc_fail(u->ctx, u->doc, (uint32_t)(name.ptr - u->doc->text.ptr),
                       "there is no service, method or message '%.*s'; give one a line, with its "
                       "package",
                       lc_proto_shown(name, 200), name.ptr);
}

static ctr_status lines(struct use *u)
{
    struct lc_str rest = u->doc->text;
    while (rest.len) {
        struct lc_str line = rest;
        struct lc_str tail = {NULL, 0};
        lc_str_cut(rest, '\n', &line, &tail);
        line = lc_str_trim(line);
        LC_TRY(line.len && line.ptr[0] != '#' ? entry(u, line) : CTR_OK);
        rest = tail;
    }
    return CTR_OK;
}

/* ---- what it needs */

static ctr_status tell_extensions(const struct use *u, const struct lc_proto_field *f)
{
    for (; f; f = f->next) {
        bool mine = lc_map_get(&u->reached, f->extendee_full) != NULL;
        LC_TRY(mine ? tell(u, lc_proto_scope(f), f->name) : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status tell_enums(const struct use *u, const struct lc_proto_enum *e)
{
    for (; e; e = e->next) {
        LC_TRY(lc_map_get(&u->reached, e->full) ? tell(u, e->full, LC_STR("")) : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status tell_messages(const struct use *u, const struct lc_proto_message *m)
{
    for (; m; m = m->next) {
        LC_TRY(lc_poll(u->ctx));
        LC_TRY(lc_map_get(&u->reached, m->full) ? tell(u, m->full, LC_STR("")) : CTR_OK);
        LC_TRY(tell_extensions(u, m->extends));
        LC_TRY(tell_enums(u, m->enums));
        LC_TRY(tell_messages(u, m->messages));
    }
    return CTR_OK;
}

ctr_status lc_proto_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *use,
                               lc_used_fn *fn, void *user)
{
    struct use u = {.ctx = ctx, .p = spec->proto, .doc = use, .fn = fn, .user = user};
    u.reached.seed = spec->proto->symbols.seed;
    LC_TRY(lines(&u));
    LC_TRY(lc_proto_reach(ctx, u.p, u.roots, u.count, &u.reached));
    for (size_t i = 0; i < u.p->own; i++) {
        const struct lc_proto_file *f = u.p->files[i];
        LC_TRY(tell_messages(&u, f->messages));
        LC_TRY(tell_enums(&u, f->enums));
        LC_TRY(tell_extensions(&u, f->extends));
    }
    return CTR_OK;
}
