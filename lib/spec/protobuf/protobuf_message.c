/* Two editions of a message: fields that went and came, oneofs, ranges. */
#include "spec/protobuf/protobuf_room.h"

#include "base/sha256.h"

struct pair {
    const struct lc_pb *pb;
    const struct lc_proto_message *a;
    const struct lc_proto_message *b;
    const char *part;
    struct lc_proto_apart reserved[2];
    struct lc_proto_apart extensions; /* of b */
    struct lc_pb_json names;
};

static const char *const judged[] = {"no_standard_descriptor_accessor", "message_set_wire_format",
                                     NULL};

/* ---- fields */

static ctr_status say_unreserved(const struct pair *p, const struct lc_proto_field *f,
                                 const char *part, const char *number, bool unreserved,
                                 bool unnamed)
{
    struct lc_pb_at from = lc_pb_at_field(f, f->offset);
    struct lc_pb_at to = lc_pb_at_message(p->b, p->b->offset);
    if (unreserved) {
        LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED, part, from, to,
                         number,
                         "the field %.*s = %s was removed and its number may be used again; add "
                         "'reserved %s;'",
                         LC_PROTO_S(f->name), number, number));
    }
    if (unnamed && lc_pb_asked(p->pb, LC_PROTO_WIRE_JSON)) {
        return lc_pb_say(p->pb, LC_RULE_PB_FIELD_NO_DELETE_UNLESS_NAME_RESERVED, part, from, to,
                         number,
                         "the field %.*s = %s was removed and its name may be used again; add "
                         "'reserved \"%.*s\";'",
                         LC_PROTO_S(f->name), number, LC_PROTO_S(f->name));
    }
    return CTR_OK;
}

/* To the bytes nothing went: the number means what it meant, and is not to be reserved. */
static ctr_status became(const struct pair *p, const struct lc_proto_field *f,
                         const struct lc_proto_field *x)
{
    const char *number = lc_format(p->pb->c->ctx, "%d", (int)f->number);
    const char *name = lc_pb_part(p->pb->c->ctx, lc_proto_scope(x), x->name);
    if (!number || !name) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_FIELD_NO_DELETE, lc_pb_part_of(p->pb, p->a->full, f->name),
                     lc_pb_at_field(f, f->offset), lc_pb_at_field(x, x->offset), number,
                     "the field %.*s = %s became the extension %s; keep it a field",
                     LC_PROTO_S(f->name), number, name));
    return lc_pb_field(p->pb, f, x);
}

static ctr_status gone(struct pair *p, const struct lc_proto_field *f)
{
    const struct lc_pb *pb = p->pb;
    const char *part = lc_pb_part_of(pb, p->a->full, f->name);
    const char *number = lc_format(pb->c->ctx, "%d", (int)f->number);
    bool code = lc_pb_asked(pb, LC_PROTO_FILE | LC_PROTO_PACKAGE);
    bool json = lc_pb_asked(pb, LC_PROTO_WIRE_JSON);
    bool unreserved = !lc_proto_apart_covers(&p->reserved[1], f->number, f->number);
    bool unnamed = !lc_proto_apart_names(&p->reserved[1], f->name);
    const struct lc_proto_field *extension;
    LC_TRY(lc_pb_extension(pb, CTR_SIDE_NEW, p->a->full, f->number, &extension));
    if (!part || !number) {
        return CTR_E_NOMEM;
    }
    if (extension) {
        return became(p, f, extension);
    }
    if (json && !unnamed) { /* or else it is said that its name may be used again */
        LC_TRY(lc_pb_reused(pb, &p->names, f, part));
    }
    if (!code && (unreserved || (unnamed && json))) {
        return say_unreserved(p, f, part, number, unreserved, unnamed);
    }
    return lc_pb_say(pb, LC_RULE_PB_FIELD_NO_DELETE, part, lc_pb_at_field(f, f->offset),
                     lc_pb_at_message(p->b, p->b->offset), number,
                     "the field %.*s = %s was removed%s; keep it, marked as deprecated",
                     LC_PROTO_S(f->name), number,
                     unreserved || unnamed ? "" : " and stays reserved");
}

static ctr_status came(const struct pair *p, const struct lc_proto_field *f)
{
    const struct lc_proto_field *extension;
    LC_TRY(lc_pb_extension(p->pb, CTR_SIDE_OLD, p->a->full, f->number, &extension));
    if (extension) {
        return CTR_OK; /* it is what that extension became, and compared with it */
    }
    const char *part = lc_pb_part_of(p->pb, p->b->full, f->name);
    return lc_pb_tell(p->pb, LC_RULE_PROTO_FIELD_ADDED, CTR_LEVEL_INFO, CTR_LEVEL_INFO, part,
                      LC_PB_NOWHERE, lc_pb_at_field(f, f->offset), NULL,
                      "the field %.*s = %d was added", LC_PROTO_S(f->name), (int)f->number);
}

/* Who reads refuses messages without a field that it takes for required: one that becomes so breaks
 * readers of the new edition, one that is so no longer those of the old. */
static ctr_status required(const struct pair *p, const struct lc_proto_field *a,
                           const struct lc_proto_field *b)
{
    const bool was = a && lc_proto_cardinality(a) == LC_PROTO_CARD_REQUIRED;
    const bool is = b && lc_proto_cardinality(b) == LC_PROTO_CARD_REQUIRED;
    const bool theirs = lc_pb_is_theirs(p->pb);
    if (was == is) {
        return CTR_OK;
    }
    const struct lc_proto_field *f = is ? b : a;
    const char *part = lc_pb_part_of(p->pb, p->a->full, f->name);
    struct lc_pb_at from = a ? lc_pb_at_field(a, a->offset) : lc_pb_at_message(p->a, p->a->offset);
    struct lc_pb_at to = is ? lc_pb_at_field(b, b->offset) : lc_pb_at_message(p->b, p->b->offset);
    const char *number = lc_format(p->pb->c->ctx, "%d %s", (int)f->number, is ? "added" : "gone");
    if (!number) {
        return CTR_E_NOMEM;
    }
    return lc_pb_tell(p->pb, LC_RULE_PB_MESSAGE_SAME_REQUIRED_FIELDS,
                      is || theirs ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                      was || theirs ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO, part, from, to, number,
                      is ? "the field %.*s is required now: messages of the old edition lack it; "
                           "make it optional"
                         : "the field %.*s is no longer required: readers of the old edition "
                           "refuse messages without it; keep it",
                      LC_PROTO_S(f->name));
}

static ctr_status fields(struct pair *p)
{
    uint32_t i = 0;
    uint32_t k = 0;
    while (i < p->a->field_count || k < p->b->field_count) {
        const struct lc_proto_field *a = i < p->a->field_count ? p->a->by_number[i] : NULL;
        const struct lc_proto_field *b = k < p->b->field_count ? p->b->by_number[k] : NULL;
        if (a && b && a->number != b->number) {
            *(a->number < b->number ? &b : &a) = NULL;
        }
        if (a && b) {
            LC_TRY(lc_pb_field(p->pb, a, b));
        } else {
            LC_TRY(a ? gone(p, a) : came(p, b));
        }
        LC_TRY(required(p, a, b));
        i += a != NULL;
        k += b != NULL;
    }
    return CTR_OK;
}

/* ---- oneofs */

static ctr_status oneofs_of(struct lc_ctx *ctx, const struct lc_proto_message *m,
                            struct lc_map *out)
{
    lc_random(NULL, &out->seed, sizeof out->seed);
    for (const struct lc_proto_oneof *o = m->oneofs; o; o = o->next) {
        LC_TRY(lc_map_set(ctx, out, o->name, out));
    }
    return CTR_OK;
}

static ctr_status oneofs(const struct pair *p)
{
    struct lc_map older = {0};
    struct lc_map newer = {0};
    if (!p->a->oneofs && !p->b->oneofs) {
        return CTR_OK;
    }
    LC_TRY(oneofs_of(p->pb->c->ctx, p->a, &older));
    LC_TRY(oneofs_of(p->pb->c->ctx, p->b, &newer));
    for (const struct lc_proto_oneof *o = p->a->oneofs; o; o = o->next) {
        if (!lc_map_get(&newer, o->name)) {
            LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_ONEOF_NO_DELETE,
                             lc_pb_part_of(p->pb, p->a->full, o->name), lc_pb_at_oneof(p->a, o),
                             lc_pb_at_message(p->b, p->b->offset), NULL,
                             "the oneof %.*s was removed; keep it", LC_PROTO_S(o->name)));
        }
    }
    for (const struct lc_proto_oneof *o = p->b->oneofs; o; o = o->next) {
        if (!lc_map_get(&older, o->name)) {
            LC_TRY(lc_pb_tell(p->pb, LC_RULE_PROTO_ONEOF_ADDED, CTR_LEVEL_INFO, CTR_LEVEL_INFO,
                              lc_pb_part_of(p->pb, p->b->full, o->name), LC_PB_NOWHERE,
                              lc_pb_at_oneof(p->b, o), NULL, "the oneof %.*s was added",
                              LC_PROTO_S(o->name)));
        }
    }
    return CTR_OK;
}

/* ---- ranges */

static ctr_status reserved(const struct pair *p)
{
    const struct lc_pb_reserve a = {p->a->reserved,
                                    p->a->reserved_names,
                                    &p->reserved[0],
                                    "message",
                                    LC_RULE_PB_RESERVED_MESSAGE_NO_DELETE,
                                    lc_pb_at_message(p->a, p->a->offset),
                                    p->part};
    struct lc_pb_reserve b = a;
    b.ranges = p->b->reserved;
    b.names = p->b->reserved_names;
    b.apart = &p->reserved[1];
    b.at = lc_pb_at_message(p->b, p->b->offset);
    return lc_pb_reserved(p->pb, &a, &b);
}

static ctr_status extensions(const struct pair *p)
{
    for (const struct lc_proto_range *r = p->a->extensions; r; r = r->next) {
        if (lc_proto_apart_covers(&p->extensions, r->from, r->to)) {
            continue;
        }
        const char *text = lc_format(p->pb->c->ctx, r->from == r->to ? "%lld" : "%lld to %lld",
                                     (long long)r->from, (long long)r->to);
        if (!text) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_EXTENSION_MESSAGE_NO_DELETE, p->part,
                         lc_pb_at_message(p->a, r->offset), lc_pb_at_message(p->b, p->b->offset),
                         text,
                         "the numbers %s are no longer free for extensions; extensions of others "
                         "may use them",
                         text));
    }
    return CTR_OK;
}

/* ---- options */

static ctr_status options(const struct pair *p)
{
    struct lc_pb_at from = lc_pb_at_message(p->a, p->a->offset);
    struct lc_pb_at to = lc_pb_at_message(p->b, p->b->offset);
    static const char accessor[] = "no_standard_descriptor_accessor";
    static const char set[] = "message_set_wire_format";
    struct lc_pb_at there = to;
    if (lc_pb_is_true(p->b->options, accessor) && !lc_pb_is_true(p->a->options, accessor)) {
        there.offset = lc_pb_option_at(lc_proto_option_get(p->b->options, accessor), to.offset);
        LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR, p->part,
                         from, there, NULL,
                         "descriptor() is no longer generated; remove the option %s", accessor));
    }
    if (lc_pb_is_true(p->b->options, set) != lc_pb_is_true(p->a->options, set)) {
        there.offset = lc_pb_option_at(lc_proto_option_get(p->b->options, set), to.offset);
        LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_MESSAGE_SAME_MESSAGE_SET_WIRE_FORMAT, p->part, from,
                         there, NULL, "the form on the wire is another; keep the option %s", set));
    }
    if (p->a->features.json == LC_PROTO_JSON_ALLOW && p->b->features.json == LC_PROTO_JSON_LEGACY) {
        there.offset =
            lc_pb_option_at(lc_proto_option_get(p->b->options, "features.json_format"), to.offset);
        const char *way = lc_pb_feature(p->pb, p->b->file, "features.json_format = ALLOW");
        LC_TRY(way ? lc_pb_say(p->pb, LC_RULE_PB_MESSAGE_SAME_JSON_FORMAT, p->part, from, there,
                               NULL, "JSON of the message is best effort only now; %s", way)
                   : CTR_E_NOMEM);
    }
    bool was = lc_proto_is_exported(p->a->visibility, &p->a->features, p->a->parent != NULL);
    bool is = lc_proto_is_exported(p->b->visibility, &p->b->features, p->b->parent != NULL);
    LC_TRY(lc_pb_visibility(p->pb, was, is, "message", p->a->full, from, to));
    return lc_pb_options(p->pb, p->a->options, p->b->options, judged, p->part, from, to);
}

ctr_status lc_pb_message(const struct lc_pb *pb, const struct lc_proto_message *a,
                         const struct lc_proto_message *b)
{
    struct lc_mark mark = lc_arena_mark(&pb->c->ctx->arena);
    size_t before = pb->c->offered;
    struct pair p = {.pb = pb,
                     .a = a,
                     .b = b,
                     .part = lc_pb_part_of(pb, a->full, LC_STR("")),
                     .names = {.a = a, .b = b}};
    LC_TRY(lc_spend(pb->c->ctx, 1));
    LC_TRY(lc_proto_apart_of(pb->c->ctx, a->reserved, a->reserved_names, &p.reserved[0]));
    LC_TRY(lc_proto_apart_of(pb->c->ctx, b->reserved, b->reserved_names, &p.reserved[1]));
    LC_TRY(lc_proto_apart_of(pb->c->ctx, b->extensions, NULL, &p.extensions));
    if (!p.part) {
        return CTR_E_NOMEM;
    }
    LC_TRY(fields(&p));
    LC_TRY(oneofs(&p));
    LC_TRY(reserved(&p));
    LC_TRY(extensions(&p));
    LC_TRY(options(&p));
    if (pb->c->offered == before) {
        lc_arena_release(&pb->c->ctx->arena, mark);
    }
    return CTR_OK;
}
