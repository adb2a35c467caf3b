/* Names that .proto files declare. */
#include "spec/protobuf/protobuf.h"

#include <stdlib.h>

ctr_status lc_proto_add_file(struct lc_proto *p, struct lc_proto_file *f)
{
    struct lc_proto_file **files = lc_grow(p->ctx, p->files, p->count, &p->room, sizeof *files);
    if (!files) {
        return CTR_E_NOMEM;
    }
    f->mark = (uint32_t)p->count;
    p->files = files;
    p->files[p->count++] = f;
    return CTR_OK;
}

ctr_status lc_proto_join(struct lc_ctx *ctx, struct lc_str scope, struct lc_str name,
                         struct lc_str *out)
{
    size_t dot = scope.len ? 1 : 0;
    char *text;
    if (!scope.len) {
        *out = name;
        return CTR_OK;
    }
    text = lc_new(ctx, scope.len + name.len + dot + 1, 1);
    if (!text) {
        return CTR_E_NOMEM;
    }
    memcpy(text, scope.ptr, scope.len);
    text[scope.len] = '.';
    memcpy(text + scope.len + dot, name.ptr, name.len);
    *out = lc_str_n(text, scope.len + dot + name.len);
    return CTR_OK;
}

/* Each letter behind an underscore is a capital, and the first if `upper`; `tail` comes behind. */
static char *camel(struct lc_ctx *ctx, struct lc_str name, bool upper, const char *tail)
{
    const size_t rest = strlen(tail);
    size_t n = 0;
    char *text = lc_new(ctx, name.len + rest + 1, 1);
    if (!text) {
        return NULL;
    }
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c == '_') {
            upper = true;
            continue;
        }
        text[n++] = (char)(upper && c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        upper = false;
    }
    memcpy(text + n, tail, rest);
    return text;
}

const char *lc_proto_camel(struct lc_ctx *ctx, struct lc_str name)
{
    return camel(ctx, name, false, "");
}

ctr_status lc_proto_entry_name(struct lc_ctx *ctx, struct lc_str field, struct lc_str *out)
{
    const char *text = camel(ctx, field, true, "Entry");
    *out = lc_str(text);
    return text ? CTR_OK : CTR_E_NOMEM;
}

const struct lc_proto_symbol *lc_proto_find(const struct lc_proto *p, struct lc_str full)
{
    return lc_map_get(&p->symbols, full);
}

const struct lc_proto_message *lc_proto_find_message(const struct lc_proto *p, struct lc_str full)
{
    const struct lc_proto_symbol *s = lc_proto_find(p, full);
    return s && s->kind == LC_PROTO_IS_MESSAGE ? s->is : NULL;
}

const struct lc_proto_enum *lc_proto_find_enum(const struct lc_proto *p, struct lc_str full)
{
    const struct lc_proto_symbol *s = lc_proto_find(p, full);
    return s && s->kind == LC_PROTO_IS_ENUM ? s->is : NULL;
}

ctr_status lc_proto_add_symbol(struct lc_proto *p, struct lc_str full, enum lc_proto_kind kind,
                               const struct lc_proto_file *file, const void *is)
{
    struct lc_proto_symbol *s = lc_new(p->ctx, 1, sizeof *s);
    if (!s) {
        return CTR_E_NOMEM;
    }
    *s = (struct lc_proto_symbol){kind, file, is};
    return lc_map_set(p->ctx, &p->symbols, full, s);
}

static ctr_status add(struct lc_proto *p, struct lc_str full, enum lc_proto_kind kind,
                      const struct lc_proto_file *file, const void *is, uint32_t at)
{
    const struct lc_proto_symbol *other = lc_proto_find(p, full);
    if (!other) {
        return lc_proto_add_symbol(p, full, kind, file, is);
    }
    if (other->file == file) {
        return lc_doc_fail(p->ctx, file->doc, at, "'%.*s' is defined twice in this file",
                           LC_PROTO_S(full));
    }
    return lc_doc_fail(p->ctx, file->doc, at, "'%.*s' is defined in %s, too", LC_PROTO_S(full),
                       other->file->doc ? other->file->doc->file : other->file->path);
}

/* ---- two of one name in a message */

struct word {
    struct lc_str text;
    uint32_t at;
};

static int by_text(const void *a, const void *b)
{
    const struct word *x = a;
    const struct word *y = b;
    int by = lc_str_cmp(x->text, y->text);
    return by ? by : (x->at > y->at) - (x->at < y->at);
}

#define COUNT(kind, list)                                                                          \
    for (const struct kind *i = (list); i; i = i->next) {                                          \
        room++;                                                                                    \
    }
#define GATHER(kind, list, text_, at_)                                                             \
    for (const struct kind *i = (list); i; i = i->next) {                                          \
        words[count++] = (struct word){i->text_, i->at_};                                          \
    }

static size_t room_of(const struct lc_proto_message *m)
{
    size_t room = m->field_count * (size_t)2; /* maps have a message for their entries */
    COUNT(lc_proto_oneof, m->oneofs)
    COUNT(lc_proto_message, m->messages)
    COUNT(lc_proto_field, m->extends)
    for (const struct lc_proto_enum *e = m->enums; e; e = e->next) {
        room += 1 + e->value_count;
    }
    return room;
}

static ctr_status mind_message(struct lc_proto *p, const struct lc_proto_message *m)
{
    size_t room = room_of(m);
    size_t count = 0;
    struct lc_mark mark = lc_arena_mark(&p->ctx->arena);
    struct word *words = lc_new(p->ctx, room + 1, sizeof *words);
    if (!words) {
        return CTR_E_NOMEM;
    }
    GATHER(lc_proto_field, m->fields, name, name_at)
    for (const struct lc_proto_field *f = m->fields; f; f = f->next) {
        if (f->type == LC_PROTO_MAP) {
            words[count].at = f->name_at;
            LC_TRY(lc_proto_entry_name(p->ctx, f->name, &words[count++].text));
        }
    }
    GATHER(lc_proto_oneof, m->oneofs, name, name_at)
    GATHER(lc_proto_message, m->messages, name, name_at)
    GATHER(lc_proto_field, m->extends, name, name_at)
    GATHER(lc_proto_enum, m->enums, name, name_at)
    for (const struct lc_proto_enum *e = m->enums; e; e = e->next) {
        GATHER(lc_proto_enum_value, e->values, name, offset)
    }
    qsort(words, count, sizeof *words, by_text);
    for (size_t i = 1; i < count; i++) {
        if (lc_str_eq(words[i - 1].text, words[i].text)) {
            return lc_doc_fail(p->ctx, m->file->doc, words[i].at,
                               "'%.*s' is defined twice in '%.*s'", LC_PROTO_S(words[i].text),
                               LC_PROTO_S(m->full));
        }
    }
    lc_arena_release(&p->ctx->arena, mark);
    return CTR_OK;
}

/* ---- declaring */

static ctr_status declare_enum(struct lc_proto *p, struct lc_proto_enum *e, struct lc_str scope)
{
    LC_TRY(lc_proto_join(p->ctx, scope, e->name, &e->full));
    LC_TRY(add(p, e->full, LC_PROTO_IS_ENUM, e->file, e, e->name_at));
    /* values stand beside their enum; those inside of a message were minded there */
    for (const struct lc_proto_enum_value *v = e->parent ? NULL : e->values; v; v = v->next) {
        struct lc_str full;
        LC_TRY(lc_proto_join(p->ctx, scope, v->name, &full));
        LC_TRY(add(p, full, LC_PROTO_IS_OTHER, e->file, v, v->offset));
    }
    return CTR_OK;
}

static ctr_status declare_message(struct lc_proto *p, struct lc_proto_message *m,
                                  struct lc_str scope)
{
    LC_TRY(lc_poll(p->ctx));
    LC_TRY(lc_proto_join(p->ctx, scope, m->name, &m->full));
    LC_TRY(mind_message(p, m));
    LC_TRY(add(p, m->full, LC_PROTO_IS_MESSAGE, m->file, m, m->name_at));
    for (struct lc_proto_message *inner = m->messages; inner; inner = inner->next) {
        LC_TRY(declare_message(p, inner, m->full));
    }
    for (struct lc_proto_enum *e = m->enums; e; e = e->next) {
        LC_TRY(declare_enum(p, e, m->full));
    }
    return CTR_OK;
}

/* "a.b.c" is also "a.b" and "a". */
static ctr_status declare_package(struct lc_proto *p, const struct lc_proto_file *f)
{
    for (size_t end = 1; end <= f->package.len; end++) {
        struct lc_str name = lc_str_n(f->package.ptr, end);
        if (end < f->package.len && f->package.ptr[end] != '.') {
            continue;
        }
        const struct lc_proto_symbol *other = lc_proto_find(p, name);
        if (other && other->kind != LC_PROTO_IS_PACKAGE) {
            return lc_doc_fail(p->ctx, f->doc, f->package_at,
                               "the package '%.*s' has the name of something else in %s",
                               LC_PROTO_S(name),
                               other->file->doc ? other->file->doc->file : other->file->path);
        }
        if (!other) {
            LC_TRY(lc_proto_add_symbol(p, name, LC_PROTO_IS_PACKAGE, f, NULL));
        }
    }
    return CTR_OK;
}

ctr_status lc_proto_declare(struct lc_proto *p, struct lc_proto_file *f)
{
    LC_TRY(declare_package(p, f));
    for (struct lc_proto_message *m = f->messages; m; m = m->next) {
        LC_TRY(declare_message(p, m, f->package));
    }
    for (struct lc_proto_enum *e = f->enums; e; e = e->next) {
        LC_TRY(declare_enum(p, e, f->package));
    }
    for (struct lc_proto_service *s = f->services; s; s = s->next) {
        LC_TRY(lc_proto_join(p->ctx, f->package, s->name, &s->full));
        LC_TRY(add(p, s->full, LC_PROTO_IS_SERVICE, f, s, s->name_at));
    }
    for (struct lc_proto_field *x = f->extends; x; x = x->next) {
        struct lc_str full;
        LC_TRY(lc_proto_join(p->ctx, f->package, x->name, &full));
        LC_TRY(add(p, full, LC_PROTO_IS_OTHER, f, x, x->name_at));
    }
    return CTR_OK;
}
