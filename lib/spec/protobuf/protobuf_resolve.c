/* What the names mean that fields, extensions and methods use: the innermost scope first. */
#include "spec/protobuf/protobuf.h"

struct use {
    struct lc_proto *p;
    const struct lc_proto_file *file;
    struct lc_str scope; /* in which the name is written */
    struct lc_str name;
    uint32_t at;
    const char *wanted; /* "a message", "a message or an enum" */
};

static bool sees(const struct use *u, const struct lc_proto_file *other)
{
    return lc_proto_sees(u->p->sees[u->file->mark], other);
}

/* Not found, or found where the file may not look. */
static ctr_status unknown(const struct use *u, struct lc_str first)
{
    struct lc_proto *p = u->p;
    struct lc_str plain =
        u->name.ptr[0] == '.' ? lc_str_n(u->name.ptr + 1, u->name.len - 1) : u->name;
    const struct lc_proto_symbol *s = lc_proto_find(p, plain);
    if (s && !sees(u, s->file)) {
        return lc_doc_fail(p->ctx, u->file->doc, u->at,
                           "'%.*s' is defined in %s, which this file does not import",
                           LC_PROTO_S(u->name), s->file->doc ? s->file->doc->file : s->file->path);
    }
    if (first.len) {
        return lc_doc_fail(p->ctx, u->file->doc, u->at,
                           "'%.*s' is not defined: its first word means '%.*s' here; a name with a "
                           "dot in front starts at the top",
                           LC_PROTO_S(u->name), LC_PROTO_S(first));
    }
    return lc_doc_fail(p->ctx, u->file->doc, u->at,
                       "'%.*s' is not defined in this file or in one that it imports; %s was "
                       "expected",
                       LC_PROTO_S(u->name), u->wanted);
}

static const struct lc_proto_symbol *visible(const struct use *u, struct lc_str full)
{
    const struct lc_proto_symbol *s = lc_proto_find(u->p, full);
    return s && (s->kind == LC_PROTO_IS_PACKAGE || sees(u, s->file)) ? s : NULL;
}

static bool is_type(const struct lc_proto_symbol *s)
{
    return s->kind == LC_PROTO_IS_MESSAGE || s->kind == LC_PROTO_IS_ENUM;
}

/* `scope` and `name` in `text`, which has room for both. */
static struct lc_str put(char *text, struct lc_str scope, struct lc_str name)
{
    size_t n = scope.len;
    memcpy(text, scope.ptr, n);
    if (n) {
        text[n++] = '.';
    }
    memcpy(text + n, name.ptr, name.len);
    return lc_str_n(text, n + name.len);
}

static struct lc_str outer(struct lc_str scope)
{
    while (scope.len && scope.ptr[scope.len - 1] != '.') {
        scope.len--;
    }
    scope.len -= scope.len > 0;
    return scope;
}

static ctr_status look(const struct use *u, char *text, const struct lc_proto_symbol **out,
                       struct lc_str *full)
{
    struct lc_str head = u->name;
    struct lc_str tail;
    bool several = lc_str_cut(u->name, '.', &head, &tail);
    for (struct lc_str scope = u->scope;; scope = outer(scope)) {
        struct lc_str first = put(text, scope, head);
        const struct lc_proto_symbol *s = visible(u, first);
        if (s && several && s->kind != LC_PROTO_IS_OTHER) {
            *full = put(text, scope, u->name);
            *out = visible(u, *full);
            /* a package may go on in files that are not seen from here */
            bool found = *out || s->kind != LC_PROTO_IS_PACKAGE || !scope.len;
            if (found) {
                return *out ? CTR_OK : unknown(u, first);
            }
        } else if (s && !several && is_type(s)) {
            *full = first;
            *out = s;
            return CTR_OK;
        }
        if (!scope.len) {
            return unknown(u, lc_str_n(NULL, 0));
        }
    }
}

static ctr_status resolve(const struct use *u, const struct lc_proto_symbol **out,
                          struct lc_str *full)
{
    struct lc_ctx *ctx = u->p->ctx;
    if (u->name.ptr[0] == '.') {
        *full = lc_str_n(u->name.ptr + 1, u->name.len - 1);
        *out = visible(u, *full);
        return *out ? CTR_OK : unknown(u, lc_str_n(NULL, 0));
    }
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    char *text = lc_new(ctx, u->scope.len + u->name.len + 2, 1);
    if (!text) {
        return CTR_E_NOMEM;
    }
    LC_TRY(look(u, text, out, full));
    struct lc_str known = lc_str_n(NULL, 0);
    if ((*out)->is && (*out)->kind == LC_PROTO_IS_MESSAGE) {
        known = ((const struct lc_proto_message *)(*out)->is)->full;
    } else if ((*out)->is && (*out)->kind == LC_PROTO_IS_ENUM) {
        known = ((const struct lc_proto_enum *)(*out)->is)->full;
    }
    if (known.ptr) {
        lc_arena_release(&ctx->arena, mark);
        *full = known;
    }
    return CTR_OK;
}

static ctr_status wrong_kind(const struct use *u)
{
    return lc_doc_fail(u->p->ctx, u->file->doc, u->at, "'%.*s' is not %s", LC_PROTO_S(u->name),
                       u->wanted);
}

static ctr_status field_type(struct lc_proto *p, struct lc_proto_field *f, struct lc_str scope)
{
    const struct lc_proto_symbol *s;
    const struct use u = {p, f->file, scope, f->type_name, f->type_at, "a message or an enum"};
    if (f->type != LC_PROTO_NAMED && f->type != LC_PROTO_GROUP) {
        return CTR_OK;
    }
    LC_TRY(resolve(&u, &s, &f->type_full));
    if (!is_type(s)) {
        return wrong_kind(&u);
    }
    if (s->kind == LC_PROTO_IS_ENUM) {
        f->type = LC_PROTO_ENUM;
        f->enumeration = s->is;
        return CTR_OK;
    }
    f->type = f->type == LC_PROTO_GROUP ? LC_PROTO_GROUP : LC_PROTO_MESSAGE;
    f->message = s->is;
    return CTR_OK;
}

static ctr_status field(struct lc_proto *p, struct lc_proto_field *f)
{
    struct lc_str scope = lc_proto_scope(f);
    if (f->type == LC_PROTO_MAP) {
        struct lc_str entry;
        LC_TRY(lc_proto_entry_name(p->ctx, f->name, &entry));
        LC_TRY(lc_proto_join(p->ctx, scope, entry, &f->type_full));
        /* the tree is read-only for all but its linker */
        return field_type(p, (struct lc_proto_field *)(uintptr_t)f->value, scope);
    }
    LC_TRY(field_type(p, f, scope));
    if (!f->extendee.ptr) {
        return CTR_OK;
    }
    const struct lc_proto_symbol *s;
    const struct use u = {p, f->file, scope, f->extendee, f->extendee_at, "a message"};
    LC_TRY(resolve(&u, &s, &f->extendee_full));
    return s->kind == LC_PROTO_IS_MESSAGE ? CTR_OK : wrong_kind(&u);
}

static ctr_status message(struct lc_proto *p, struct lc_proto_message *m)
{
    LC_TRY(lc_poll(p->ctx));
    for (struct lc_proto_field *f = m->fields; f; f = f->next) {
        LC_TRY(field(p, f));
    }
    for (struct lc_proto_field *f = m->extends; f; f = f->next) {
        LC_TRY(field(p, f));
    }
    for (struct lc_proto_message *inner = m->messages; inner; inner = inner->next) {
        LC_TRY(message(p, inner));
    }
    return CTR_OK;
}

static ctr_status side(struct lc_proto *p, const struct lc_proto_service *s, struct lc_str name,
                       uint32_t at, struct lc_str *full)
{
    const struct lc_proto_symbol *found;
    const struct use u = {p, s->file, s->full, name, at, "a message"};
    LC_TRY(resolve(&u, &found, full));
    return found->kind == LC_PROTO_IS_MESSAGE ? CTR_OK : wrong_kind(&u);
}

ctr_status lc_proto_resolve(struct lc_proto *p, struct lc_proto_file *f)
{
    for (struct lc_proto_message *m = f->messages; m; m = m->next) {
        LC_TRY(message(p, m));
    }
    for (struct lc_proto_field *x = f->extends; x; x = x->next) {
        LC_TRY(field(p, x));
    }
    for (struct lc_proto_service *s = f->services; s; s = s->next) {
        for (struct lc_proto_method *m = s->methods; m; m = m->next) {
            LC_TRY(side(p, s, m->input, m->input_at, &m->input_full));
            LC_TRY(side(p, s, m->output, m->output_at, &m->output_full));
        }
    }
    return CTR_OK;
}
