/* The format protobuf: .proto files, their dialect, their parts. */
#include "spec/protobuf/protobuf.h"

#include "codec/proto_lex.h"
#include "spec/protobuf/protobuf_room.h"

/* ---- reading and comparing */

static ctr_status proto_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_proto *p = lc_new(ctx, 1, sizeof *p);
    const struct lc_proto_file *f = lc_proto_file_of(&spec->bundle.files[0]->doc);
    if (!p) {
        return CTR_E_NOMEM;
    }
    spec->dialect = f->syntax == LC_PROTO_2         ? "Protocol Buffers proto2"
                    : f->syntax == LC_PROTO_3       ? "Protocol Buffers proto3"
                    : lc_str_is(f->edition, "2023") ? "Protocol Buffers edition 2023"
                                                    : "Protocol Buffers edition 2024";
    spec->proto = p;
    return lc_proto_link(ctx, &spec->bundle, p);
}

/* Both hold the same files with the same words, blanks and comments apart. */
static bool same_words(struct lc_ctx *ctx, const struct lc_bundle *a, const struct lc_bundle *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        struct lc_bundle_file *other = lc_map_get(&b->by_path, lc_str(a->files[i]->path));
        same = other && lc_proto_same_words(ctx, &a->files[i]->doc, &other->doc);
    }
    return same;
}

static ctr_status proto_compare(struct lc_cmp *c, const struct lc_spec *older,
                                const struct lc_spec *newer)
{
    struct lc_node none = {NULL, NULL};
    LC_TRY(c->profile == CTR_PROFILE_CONFLUENT ? lc_proto_confluent(c, older->proto, newer->proto)
                                               : lc_proto_compare(c, older->proto, newer->proto));
    if (c->told.count || same_words(c->ctx, &older->bundle, &newer->bundle)) {
        return CTR_OK;
    }
    return lc_cmp_add(
        c, LC_RULE_DOCUMENT_REWRITTEN, 0, NULL, none, none, NULL,
        "the documents differ only in how they are written, in what no rule judges, or "
        "in the order of what has none");
}

/* ---- parts */

struct tell {
    struct lc_ctx *ctx;
    ctr_status (*fn)(void *user, const struct lc_part *part);
    void *user;
};

static ctr_status tell(const struct tell *t, struct lc_str scope, struct lc_str name)
{
    const char *text = lc_pb_part(t->ctx, scope, name);
    const struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(text)};
    return text ? t->fn(t->user, &part) : CTR_E_NOMEM;
}

static ctr_status tell_enum(const struct tell *t, const struct lc_proto_enum *e)
{
    LC_TRY(tell(t, e->full, LC_STR("")));
    for (const struct lc_proto_enum_value *v = e->values; v; v = v->next) {
        LC_TRY(tell(t, e->full, v->name));
    }
    return CTR_OK;
}

static ctr_status tell_fields(const struct tell *t, const struct lc_proto_field *f)
{
    for (; f; f = f->next) {
        LC_TRY(tell(t, lc_proto_scope(f), f->name));
    }
    return CTR_OK;
}

static ctr_status tell_message(const struct tell *t, const struct lc_proto_message *m)
{
    LC_TRY(lc_poll(t->ctx));
    LC_TRY(tell(t, m->full, LC_STR("")));
    LC_TRY(tell_fields(t, m->fields));
    LC_TRY(tell_fields(t, m->extends));
    for (const struct lc_proto_enum *e = m->enums; e; e = e->next) {
        LC_TRY(tell_enum(t, e));
    }
    for (const struct lc_proto_message *inner = m->messages; inner; inner = inner->next) {
        LC_TRY(tell_message(t, inner));
    }
    return CTR_OK;
}

static ctr_status tell_service(const struct tell *t, const struct lc_proto_service *s)
{
    LC_TRY(tell(t, s->full, LC_STR("")));
    for (const struct lc_proto_method *m = s->methods; m; m = m->next) {
        LC_TRY(tell(t, s->full, m->name));
    }
    return CTR_OK;
}

static ctr_status tell_file(const struct tell *t, const struct lc_proto_file *f)
{
    for (const struct lc_proto_message *m = f->messages; m; m = m->next) {
        LC_TRY(tell_message(t, m));
    }
    for (const struct lc_proto_enum *e = f->enums; e; e = e->next) {
        LC_TRY(tell_enum(t, e));
    }
    for (const struct lc_proto_service *s = f->services; s; s = s->next) {
        LC_TRY(tell_service(t, s));
    }
    return tell_fields(t, f->extends);
}

static ctr_status proto_parts(struct lc_ctx *ctx, struct lc_spec *spec,
                              ctr_status (*fn)(void *user, const struct lc_part *part), void *user)
{
    const struct tell t = {ctx, fn, user};
    LC_TRY(fn(user, NULL));
    for (size_t i = 0; i < spec->proto->count; i++) {
        LC_TRY(tell_file(&t, spec->proto->files[i]));
    }
    return CTR_OK;
}

struct wanted {
    struct lc_str part;
    bool found;
};

static ctr_status is_it(void *user, const struct lc_part *part)
{
    struct wanted *w = user;
    w->found = w->found || (part && lc_str_eq(part->text, w->part));
    return CTR_OK;
}

static ctr_status proto_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part,
                                 bool *out)
{
    struct wanted w = {lc_str(part), false};
    *out = strcmp(part, "/") == 0 || lc_proto_find(spec->proto, w.part) != NULL;
    if (*out) {
        return CTR_OK;
    }
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    LC_TRY(proto_parts(ctx, spec, is_it, &w));
    lc_arena_release(&ctx->arena, mark);
    *out = w.found;
    return CTR_OK;
}

static bool proto_has_calls(const struct lc_spec *spec)
{
    for (size_t i = 0; i < spec->proto->own; i++) {
        if (spec->proto->files[i]->services) {
            return true;
        }
    }
    return false;
}

const struct lc_format_row lc_format_protobuf = {
    .format = CTR_FORMAT_PROTOBUF,
    .default_profile = CTR_PROFILE_STRICT,
    .profiles = 1u << CTR_PROFILE_CONFLUENT | 1u << CTR_PROFILE_FILE | 1u << CTR_PROFILE_PACKAGE |
                1u << CTR_PROFILE_WIRE_JSON | 1u << CTR_PROFILE_WIRE,
    .has_calls = proto_has_calls,
    .is_text = lc_proto_looks_like,
    .parse = lc_proto_read,
    .read = proto_read,
    .compare = proto_compare,
    .parts = proto_parts,
    .has_part = proto_has_part,
    .used = lc_proto_used_parts,
};
