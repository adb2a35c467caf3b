/* Findings about .proto files: weights, places, parts. */
#include "spec/protobuf/protobuf_room.h"

#include "base/buf.h"
#include "codec/inlay.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_MAX = 2048 };

/* ---- places */

struct lc_pb_at lc_pb_at_file(const struct lc_proto_file *f, uint32_t offset)
{
    return (struct lc_pb_at){.file = f, .full = LC_STR(""), .offset = offset};
}

struct lc_pb_at lc_pb_at_message(const struct lc_proto_message *m, uint32_t offset)
{
    return (struct lc_pb_at){.file = m->file, .full = m->full, .offset = offset};
}

struct lc_pb_at lc_pb_at_field(const struct lc_proto_field *f, uint32_t offset)
{
    struct lc_pb_at at = {.file = f->file, .full = lc_proto_scope(f), .offset = offset};
    if (f->extendee.ptr) {
        at.leaf = f->name;
        return at;
    }
    at.inner = f->oneof ? f->oneof->name : at.inner;
    at.numbered = true;
    at.number = f->number;
    return at;
}

struct lc_pb_at lc_pb_at_oneof(const struct lc_proto_message *m, const struct lc_proto_oneof *o)
{
    return (struct lc_pb_at){
        .file = m->file, .full = m->full, .leaf = o->name, .offset = o->offset};
}

struct lc_pb_at lc_pb_at_enum(const struct lc_proto_enum *e, uint32_t offset)
{
    return (struct lc_pb_at){.file = e->file, .full = e->full, .offset = offset};
}

struct lc_pb_at lc_pb_at_value(const struct lc_proto_enum *e, const struct lc_proto_enum_value *v,
                               uint32_t offset)
{
    return (struct lc_pb_at){
        .file = e->file, .full = e->full, .numbered = true, .number = v->number, .offset = offset};
}

struct lc_pb_at lc_pb_at_service(const struct lc_proto_service *s)
{
    return (struct lc_pb_at){.file = s->file, .full = s->full, .offset = s->offset};
}

struct lc_pb_at lc_pb_at_method(const struct lc_proto_service *s, const struct lc_proto_method *m,
                                uint32_t offset)
{
    return (struct lc_pb_at){.file = s->file, .full = s->full, .leaf = m->name, .offset = offset};
}

uint32_t lc_pb_option_at(const struct lc_proto_option *o, uint32_t otherwise)
{
    return o ? o->offset : otherwise;
}

struct lc_pb_at lc_pb_survivor(const struct lc_proto *p, const struct lc_proto_message *m,
                               const struct lc_proto_file *was, bool elsewhere)
{
    for (; m; m = m->parent) {
        const struct lc_proto_message *now = lc_proto_find_message(p, m->full);
        if (now && (elsewhere || strcmp(now->file->path, was->path) == 0)) {
            return lc_pb_at_message(now, now->offset);
        }
    }
    const struct lc_proto_file *file = lc_pb_file_of(p, was->path);
    return file ? lc_pb_at_file(file, 0) : LC_PB_NOWHERE;
}

const struct lc_proto_file *lc_pb_file_of(const struct lc_proto *p, const char *path)
{
    const struct lc_bundle_file *file = lc_map_get(&p->bundle->by_path, lc_str(path));
    return file ? lc_proto_file_of(&file->doc) : NULL;
}

/* Names below the package, with slashes between them; the number of a field or value. */
static const char *pointer(struct lc_ctx *ctx, const struct lc_pb_at *at)
{
    struct lc_buf buf;
    struct lc_str full = at->full;
    const struct lc_str package = at->file->package;
    if (package.len && full.len >= package.len) {
        size_t skip = package.len + (full.len > package.len);
        full = lc_str_n(full.ptr + skip, full.len - skip);
    }
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    for (size_t i = 0; i < full.len; i++) {
        if (i == 0) {
            lc_buf_char(&buf, '/');
        }
        lc_buf_char(&buf, full.ptr[i] == '.' ? '/' : full.ptr[i]);
    }
    if (at->inner.len) {
        lc_buf_char(&buf, '/');
        lc_buf_str(&buf, at->inner);
    }
    if (at->numbered) {
        lc_buf_char(&buf, '/');
        lc_buf_int(&buf, at->number);
    } else if (at->leaf.len) {
        lc_buf_char(&buf, '/');
        lc_buf_str(&buf, at->leaf);
    }
    const char *text = buf.status == CTR_OK ? lc_dup(ctx, lc_str_n(buf.data, buf.size)) : NULL;
    if (!text) {
        lc_nomem(ctx);
    }
    lc_buf_free(&buf);
    return text;
}

/* In a document of another format the pointer is that of the text. */
static ctr_status place(struct lc_ctx *ctx, const struct lc_pb_at *at, const struct lc_place **out)
{
    *out = NULL;
    if (!at->file || !at->file->doc) {
        return CTR_OK;
    }
    struct lc_place *p = lc_new(ctx, 1, sizeof *p);
    const struct lc_inlay *inlay = at->file->doc->inlay;
    uint32_t offset = at->offset;
    struct lc_doc *doc = lc_inlay_around(at->file->doc, &offset);
    if (!p) {
        return CTR_E_NOMEM;
    }
    p->file = doc->file;
    p->pointer = inlay ? lc_doc_pointer(ctx, inlay->doc, inlay->value) : pointer(ctx, at);
    if (!p->pointer) {
        return CTR_E_NOMEM;
    }
    p->offset = offset;
    lc_doc_place(ctx, doc, offset, &p->line, &p->column);
    *out = p;
    return CTR_OK;
}

const char *lc_pb_part(struct lc_ctx *ctx, struct lc_str scope, struct lc_str name)
{
    struct lc_str full = name;
    if (name.len && lc_proto_join(ctx, scope, name, &full) != CTR_OK) {
        return NULL;
    }
    return lc_dup(ctx, name.len ? full : scope);
}

const char *lc_pb_part_of(const struct lc_pb *pb, struct lc_str scope, struct lc_str name)
{
    if (!pb->under) {
        return lc_pb_part(pb->c->ctx, scope, name);
    }
    const struct lc_part type = {.parent = pb->under, .kind = LC_PART_KEY, .text = scope};
    const struct lc_part *above = scope.len ? &type : pb->under;
    const struct lc_part field = {.parent = above, .kind = LC_PART_KEY, .text = name};
    return lc_part_text(pb->c->ctx, name.len ? &field : above);
}

/* ---- weights */

static unsigned categories_of(enum lc_rule_id rule)
{
    switch ((int)rule) {
#define LC_PB(name, id, categories, tolerant, direction, flags, text)                              \
    case LC_RULE_PB_##name:                                                                        \
        return categories;
#include "spec/protobuf/protobuf_rules.def"
#undef LC_PB
    default:
        return 0;
    }
}

static ctr_level tolerant_of(enum lc_rule_id rule)
{
    switch ((int)rule) {
#define LC_PB(name, id, categories, tolerant, direction, flags, text)                              \
    case LC_RULE_PB_##name:                                                                        \
        return tolerant;
#include "spec/protobuf/protobuf_rules.def"
#undef LC_PB
    default:
        return CTR_LEVEL_INFO;
    }
}

bool lc_pb_asked(const struct lc_pb *pb, unsigned categories)
{
    return (pb->category & categories) != 0;
}

bool lc_pb_is_theirs(const struct lc_pb *pb)
{
    return pb->profile >= CTR_PROFILE_FILE && !pb->under;
}

bool lc_pb_is_data(const struct lc_pb *pb)
{
    return pb->profile == CTR_PROFILE_TOLERANT || pb->under;
}

static ctr_level level_of(const struct lc_pb *pb, enum lc_rule_id rule)
{
    if (pb->profile == CTR_PROFILE_TOLERANT) {
        return tolerant_of(rule);
    }
    return lc_pb_asked(pb, categories_of(rule)) ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO;
}

/* ---- findings */

/* Which direction a way of the data is follows in another format from who writes. */
static void turn(const struct lc_pb *pb, struct lc_ready *r)
{
    ctr_level back = r->backward;
    ctr_level forth = r->forward;
    if (pb->under && pb->data == LC_PROTO_FORTH) {
        r->backward = forth;
        r->forward = back;
    } else if (pb->under && pb->data == LC_PROTO_BOTH) {
        r->backward = r->forward = back < forth ? back : forth;
    }
}

__attribute__((format(printf, 5, 0))) static ctr_status add(const struct lc_pb *pb,
                                                            struct lc_ready *r,
                                                            struct lc_pb_at from,
                                                            struct lc_pb_at to, const char *format,
                                                            va_list args)
{
    struct lc_cmp *c = pb->c;
    char text[MESSAGE_MAX];
    turn(pb, r);
    lc_format_into(text, sizeof text, format, args);
    r->message = lc_dup_c(c->ctx, text);
    if (!r->message || !r->part) {
        return CTR_E_NOMEM;
    }
    LC_TRY(place(c->ctx, &from, &r->place[CTR_SIDE_OLD]));
    LC_TRY(place(c->ctx, &to, &r->place[CTR_SIDE_NEW]));
    return lc_cmp_add_ready(c, r);
}

ctr_status lc_pb_say(const struct lc_pb *pb, enum lc_rule_id rule, const char *part,
                     struct lc_pb_at from, struct lc_pb_at to, const char *arguments,
                     const char *format, ...)
{
    const ctr_level level = level_of(pb, rule);
    /* those who ask for a category ask what it finds, whatever way the bytes go */
    bool category = pb->profile >= CTR_PROFILE_FILE;
    bool both = category || lc_rule(rule)->direction == CTR_DIRECTION_BOTH;
    struct lc_ready r = {.rule = rule,
                         .backward = level,
                         .forward = both ? level : CTR_LEVEL_INFO,
                         .part = part,
                         .arguments = arguments};
    va_list args;
    va_start(args, format);
    ctr_status status = add(pb, &r, from, to, format, args);
    va_end(args);
    return status;
}

ctr_status lc_pb_tell(const struct lc_pb *pb, enum lc_rule_id rule, ctr_level backward,
                      ctr_level forward, const char *part, struct lc_pb_at from, struct lc_pb_at to,
                      const char *arguments, const char *format, ...)
{
    struct lc_ready r = {.rule = rule,
                         .backward = backward,
                         .forward = forward,
                         .part = part,
                         .arguments = arguments};
    va_list args;
    va_start(args, format);
    ctr_status status = add(pb, &r, from, to, format, args);
    va_end(args);
    return status;
}

/* ---- words */

const char *lc_pb_feature(const struct lc_pb *pb, const struct lc_proto_file *f,
                          const char *feature)
{
    return f->syntax == LC_PROTO_EDITIONS
               ? lc_format(pb->c->ctx, "set %s", feature)
               : lc_format(pb->c->ctx, "%.*s has no features, an edition can say %s",
                           LC_PROTO_S(f->edition), feature);
}

const char *lc_pb_type_text(struct lc_ctx *ctx, const struct lc_proto_field *f)
{
    if (f->type == LC_PROTO_MAP) {
        const char *value = lc_pb_type_text(ctx, f->value);
        return value ? lc_format(ctx, "map<%.*s, %s>", LC_PROTO_S(f->key->type_name), value) : NULL;
    }
    struct lc_str word = lc_proto_type_word((enum lc_proto_type)f->type);
    return lc_dup(ctx, word.ptr ? word : f->type_full);
}
