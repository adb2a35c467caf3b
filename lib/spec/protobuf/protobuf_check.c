/* Numbers and names of .proto files that get in each other's way. */
#include "spec/protobuf/protobuf.h"
#include "spec/protobuf/protobuf_apart.h"

#include <stdlib.h>

/* ---- messages */

static int by_number(const void *a, const void *b)
{
    const struct lc_proto_field *x = *(const struct lc_proto_field *const *)a;
    const struct lc_proto_field *y = *(const struct lc_proto_field *const *)b;
    if (x->number != y->number) {
        return x->number < y->number ? -1 : 1;
    }
    return (x->offset > y->offset) - (x->offset < y->offset);
}

static ctr_status sort_fields(struct lc_proto *p, struct lc_proto_message *m)
{
    uint32_t n = 0;
    bool sorted = true;
    m->by_number = lc_new(p->ctx, (size_t)m->field_count + 1, sizeof *m->by_number);
    if (!m->by_number) {
        return CTR_E_NOMEM;
    }
    for (const struct lc_proto_field *f = m->fields; f; f = f->next) {
        sorted = sorted && (n == 0 || m->by_number[n - 1]->number < f->number);
        m->by_number[n++] = f;
    }
    if (sorted) {
        return CTR_OK;
    }
    qsort(m->by_number, n, sizeof *m->by_number, by_number);
    for (uint32_t i = 1; i < n; i++) {
        const struct lc_proto_field *f = m->by_number[i];
        const struct lc_proto_field *g = m->by_number[i - 1];
        if (f->number == g->number) {
            return lc_doc_fail(p->ctx, m->file->doc, f->number_at,
                               "the fields '%.*s' and '%.*s' both have the number %d",
                               LC_PROTO_S(g->name), LC_PROTO_S(f->name), (int)f->number);
        }
    }
    return CTR_OK;
}

/* What the number or the name of a field is set apart by. */
static ctr_status is_apart(struct lc_proto *p, const struct lc_proto_message *m,
                           const struct lc_proto_field *f)
{
    for (const struct lc_proto_range *r = m->reserved; r; r = r->next) {
        if (f->number >= r->from && f->number <= r->to) {
            return lc_doc_fail(p->ctx, m->file->doc, f->number_at,
                               "the field '%.*s' has the number %d, which is reserved",
                               LC_PROTO_S(f->name), (int)f->number);
        }
    }
    for (const struct lc_proto_range *r = m->extensions; r; r = r->next) {
        if (f->number >= r->from && f->number <= r->to) {
            return lc_doc_fail(p->ctx, m->file->doc, f->number_at,
                               "the field '%.*s' has the number %d, which is one of extensions",
                               LC_PROTO_S(f->name), (int)f->number);
        }
    }
    for (const struct lc_proto_name *n = m->reserved_names; n; n = n->next) {
        if (lc_str_eq(n->text, f->name)) {
            return lc_doc_fail(p->ctx, m->file->doc, f->name_at, "the name '%.*s' is reserved",
                               LC_PROTO_S(f->name));
        }
    }
    return CTR_OK;
}

static ctr_status mind_reserved(struct lc_proto *p, const struct lc_proto_message *m)
{
    struct lc_mark mark = lc_arena_mark(&p->ctx->arena);
    struct lc_proto_apart reserved;
    struct lc_proto_apart extensions;
    if (!m->reserved && !m->extensions && !m->reserved_names) {
        return CTR_OK;
    }
    LC_TRY(lc_proto_apart_of(p->ctx, m->reserved, m->reserved_names, &reserved));
    LC_TRY(lc_proto_apart_of(p->ctx, m->extensions, NULL, &extensions));
    for (const struct lc_proto_field *f = m->fields; f; f = f->next) {
        if (lc_proto_apart_covers(&reserved, f->number, f->number) ||
            lc_proto_apart_covers(&extensions, f->number, f->number) ||
            lc_proto_apart_names(&reserved, f->name)) {
            return is_apart(p, m, f);
        }
    }
    lc_arena_release(&p->ctx->arena, mark);
    return CTR_OK;
}

static ctr_status mind_ranges(struct lc_proto *p, const struct lc_proto_message *m)
{
    const struct lc_proto_range *lists[] = {m->reserved, m->extensions};
    const int64_t most = lc_proto_is_set(m) ? LC_PROTO_SET_MAX : LC_PROTO_FIELD_MAX;
    for (int i = 0; i < 2; i++) {
        for (const struct lc_proto_range *r = lists[i]; r; r = r->next) {
            if (r->to > most) {
                return lc_doc_fail(p->ctx, m->file->doc, r->offset,
                                   "%lld is out of range; numbers of fields end at %lld",
                                   (long long)r->to, (long long)most);
            }
        }
    }
    return CTR_OK;
}

static ctr_status mind_field(struct lc_proto *p, const struct lc_proto_field *f)
{
    bool plain = f->number <= LC_PROTO_FIELD_MAX;
    if (!plain && !f->extendee.ptr) {
        return lc_doc_fail(p->ctx, f->file->doc, f->number_at,
                           "%d is out of range; numbers of fields end at %d", (int)f->number,
                           (int)LC_PROTO_FIELD_MAX);
    }
    if (f->extendee.ptr && lc_proto_cardinality(f) == LC_PROTO_CARD_REQUIRED) {
        return lc_doc_fail(p->ctx, f->file->doc, f->offset, "an extension cannot be required");
    }
    LC_TRY(lc_proto_check_field(p, f));
    return lc_proto_check_default(p, f);
}

/* ---- enums */

struct value {
    const struct lc_proto_enum_value *is;
};

static int by_value(const void *a, const void *b)
{
    const struct lc_proto_enum_value *x = ((const struct value *)a)->is;
    const struct lc_proto_enum_value *y = ((const struct value *)b)->is;
    if (x->number != y->number) {
        return x->number < y->number ? -1 : 1;
    }
    return (x->offset > y->offset) - (x->offset < y->offset);
}

/* The option that lets numbers have several names; NULL: they may not. */
static const struct lc_proto_option *alias_of(const struct lc_proto_enum *e)
{
    const struct lc_proto_option *o = lc_proto_option_get(e->options, "allow_alias");
    return o && lc_str_is(o->value, "true") ? o : NULL;
}

static ctr_status mind_numbers(struct lc_proto *p, const struct lc_proto_enum *e)
{
    uint32_t n = 0;
    bool twice = false;
    const struct lc_proto_option *alias = alias_of(e);
    struct lc_mark mark = lc_arena_mark(&p->ctx->arena);
    struct value *list = lc_new(p->ctx, (size_t)e->value_count + 1, sizeof *list);
    if (!list) {
        return CTR_E_NOMEM;
    }
    for (const struct lc_proto_enum_value *v = e->values; v; v = v->next) {
        list[n++].is = v;
    }
    qsort(list, n, sizeof *list, by_value);
    for (uint32_t i = 1; i < n; i++) {
        const struct lc_proto_enum_value *v = list[i].is;
        twice = twice || v->number == list[i - 1].is->number;
        if (twice && !alias) {
            return lc_doc_fail(p->ctx, e->file->doc, v->number_at,
                               "'%.*s' and '%.*s' both have the number %lld; option allow_alias = "
                               "true allows it",
                               LC_PROTO_S(list[i - 1].is->name), LC_PROTO_S(v->name),
                               (long long)v->number);
        }
    }
    lc_arena_release(&p->ctx->arena, mark);
    if (alias && !twice) {
        return lc_doc_fail(p->ctx, e->file->doc, alias->offset,
                           "no two values of '%.*s' have one number; take allow_alias out",
                           LC_PROTO_S(e->full));
    }
    return CTR_OK;
}

/* What the number or the name of a value is set apart by. */
static ctr_status value_apart(struct lc_proto *p, const struct lc_proto_enum *e,
                              const struct lc_proto_enum_value *v)
{
    for (const struct lc_proto_range *r = e->reserved; r; r = r->next) {
        if (v->number >= r->from && v->number <= r->to) {
            return lc_doc_fail(p->ctx, e->file->doc, v->number_at,
                               "'%.*s' has the number %lld, which is reserved", LC_PROTO_S(v->name),
                               (long long)v->number);
        }
    }
    for (const struct lc_proto_name *n = e->reserved_names; n; n = n->next) {
        if (lc_str_eq(n->text, v->name)) {
            return lc_doc_fail(p->ctx, e->file->doc, v->offset, "the name '%.*s' is reserved",
                               LC_PROTO_S(v->name));
        }
    }
    return CTR_OK;
}

static ctr_status mind_enum(struct lc_proto *p, const struct lc_proto_enum *e)
{
    struct lc_mark mark = lc_arena_mark(&p->ctx->arena);
    struct lc_proto_apart apart;
    LC_TRY(lc_proto_apart_of(p->ctx, e->reserved, e->reserved_names, &apart));
    for (const struct lc_proto_enum_value *v = e->values; v; v = v->next) {
        if (lc_proto_apart_covers(&apart, v->number, v->number) ||
            lc_proto_apart_names(&apart, v->name)) {
            return value_apart(p, e, v);
        }
    }
    lc_arena_release(&p->ctx->arena, mark);
    LC_TRY(lc_proto_check_options(p, e->file, e->options, LC_PROTO_ON_ENUM));
    for (const struct lc_proto_enum_value *v = e->values; v; v = v->next) {
        LC_TRY(lc_proto_check_options(p, e->file, v->options, LC_PROTO_ON_VALUE));
    }
    return mind_numbers(p, e);
}

/* ---- walking */

/* What a message says of itself that it cannot be. */
static ctr_status mind_kind(struct lc_proto *p, const struct lc_proto_message *m)
{
    const struct lc_proto_option *entry = lc_proto_option_get(m->options, "map_entry");
    struct lc_doc *doc = m->file->doc;
    LC_TRY(lc_proto_check_options(p, m->file, m->options, LC_PROTO_ON_MESSAGE));
    for (const struct lc_proto_oneof *o = m->oneofs; o; o = o->next) {
        LC_TRY(lc_proto_check_options(p, m->file, o->options, LC_PROTO_ON_ONEOF));
    }
    if (entry) {
        return lc_doc_fail(p->ctx, doc, entry->offset,
                           "map_entry is for compilers; write map<KEY, VALUE> instead");
    }
    if (m->file->syntax == LC_PROTO_3 && m->extensions) {
        return lc_doc_fail(p->ctx, doc, m->extensions->offset, "proto3 has no extension ranges");
    }
    if (lc_proto_is_set(m) && m->fields) {
        return lc_doc_fail(p->ctx, doc, m->fields->offset,
                           "a message set has extensions only, no fields");
    }
    return CTR_OK;
}

static ctr_status mind_message(struct lc_proto *p, struct lc_proto_message *m)
{
    LC_TRY(lc_poll(p->ctx));
    LC_TRY(mind_kind(p, m));
    LC_TRY(sort_fields(p, m));
    LC_TRY(mind_ranges(p, m));
    for (const struct lc_proto_field *f = m->fields; f; f = f->next) {
        LC_TRY(mind_field(p, f));
    }
    LC_TRY(mind_reserved(p, m));
    LC_TRY(lc_proto_check_json(p, m));
    for (const struct lc_proto_field *f = m->extends; f; f = f->next) {
        LC_TRY(mind_field(p, f));
    }
    for (const struct lc_proto_enum *e = m->enums; e; e = e->next) {
        LC_TRY(mind_enum(p, e));
    }
    for (struct lc_proto_message *inner = m->messages; inner; inner = inner->next) {
        LC_TRY(mind_message(p, inner));
    }
    return CTR_OK;
}

static ctr_status mind_service(struct lc_proto *p, const struct lc_proto_service *s)
{
    struct lc_map names = {.seed = p->symbols.seed};
    LC_TRY(lc_proto_check_options(p, s->file, s->options, LC_PROTO_ON_SERVICE));
    for (const struct lc_proto_method *m = s->methods; m; m = m->next) {
        LC_TRY(lc_proto_check_options(p, s->file, m->options, LC_PROTO_ON_METHOD));
        if (lc_map_get(&names, m->name)) {
            return lc_doc_fail(p->ctx, s->file->doc, m->name_at,
                               "'%.*s' is defined twice in '%.*s'", LC_PROTO_S(m->name),
                               LC_PROTO_S(s->full));
        }
        LC_TRY(lc_map_set(p->ctx, &names, m->name, (void *)(uintptr_t)m));
    }
    return CTR_OK;
}

static ctr_status mind_file(struct lc_proto *p, const struct lc_proto_file *f)
{
    struct lc_map seen = {.seed = p->symbols.seed};
    const struct lc_proto_option *o = lc_proto_option_get(f->options, "java_multiple_files");
    for (const struct lc_proto_import *i = f->imports; i; i = i->next) {
        if (lc_map_get(&seen, i->path)) {
            return lc_doc_fail(p->ctx, f->doc, i->offset, "'%.*s' is imported twice",
                               LC_PROTO_S(i->path));
        }
        LC_TRY(lc_map_set(p->ctx, &seen, i->path, (void *)(uintptr_t)i));
    }
    if (o && lc_str_is(f->edition, "2024")) {
        return lc_doc_fail(p->ctx, f->doc, o->offset,
                           "edition 2024 has features.(pb.java).nest_in_file_class for "
                           "java_multiple_files");
    }
    return lc_proto_check_options(p, f, f->options, LC_PROTO_ON_FILE);
}

ctr_status lc_proto_check(struct lc_proto *p, struct lc_proto_file *f)
{
    LC_TRY(mind_file(p, f));
    for (struct lc_proto_message *m = f->messages; m; m = m->next) {
        LC_TRY(mind_message(p, m));
    }
    for (const struct lc_proto_enum *e = f->enums; e; e = e->next) {
        LC_TRY(mind_enum(p, e));
    }
    for (const struct lc_proto_field *x = f->extends; x; x = x->next) {
        LC_TRY(mind_field(p, x));
    }
    for (const struct lc_proto_service *s = f->services; s; s = s->next) {
        LC_TRY(mind_service(p, s));
    }
    return CTR_OK;
}
