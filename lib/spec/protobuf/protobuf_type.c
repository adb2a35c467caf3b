/* Two editions of the type of a field: what its bytes and its JSON become. */
#include "spec/protobuf/protobuf_room.h"

static struct lc_pb_at old_at(const struct lc_pb_pair *p)
{
    return lc_pb_at_field(p->a, p->inner ? p->a->offset : p->a->type_at);
}

/* Types inside of a map have the place of the map's. */
static struct lc_pb_at new_at(const struct lc_pb_pair *p)
{
    return lc_pb_at_field(p->b, p->inner ? p->b->offset : p->b->type_at);
}

/* ---- numbers */

/* What Buf takes for the same: in bytes, and in bytes and JSON. */
struct groups {
    int wire;
    int json;
};

static const struct groups groups[] = {
    [LC_PROTO_INT32] = {LC_PROTO_INT32, LC_PROTO_INT32},
    [LC_PROTO_INT64] = {LC_PROTO_INT32, LC_PROTO_INT64},
    [LC_PROTO_UINT32] = {LC_PROTO_INT32, LC_PROTO_INT32},
    [LC_PROTO_UINT64] = {LC_PROTO_INT32, LC_PROTO_INT64},
    [LC_PROTO_BOOL] = {LC_PROTO_INT32, LC_PROTO_BOOL},
    [LC_PROTO_SINT32] = {LC_PROTO_SINT32, LC_PROTO_SINT32},
    [LC_PROTO_SINT64] = {LC_PROTO_SINT32, LC_PROTO_SINT64},
    [LC_PROTO_FIXED32] = {LC_PROTO_FIXED32, LC_PROTO_FIXED32},
    [LC_PROTO_SFIXED32] = {LC_PROTO_FIXED32, LC_PROTO_FIXED32},
    [LC_PROTO_FIXED64] = {LC_PROTO_FIXED64, LC_PROTO_FIXED64},
    [LC_PROTO_SFIXED64] = {LC_PROTO_FIXED64, LC_PROTO_FIXED64},
};

static int wire_group(enum lc_proto_type type)
{
    bool known = (size_t)type < sizeof groups / sizeof groups[0] && groups[type].wire;
    return known ? groups[type].wire : (int)type;
}

/* Buf has signed and unsigned numbers of one size in one group; JSON of the one is refused by the
 * other where it is out of range, so that no two types are the same where JSON itself is asked
 * about. */
static int json_group(const struct lc_pb *pb, enum lc_proto_type type)
{
    bool known = (size_t)type < sizeof groups / sizeof groups[0] && groups[type].json;
    return known && !lc_pb_is_data(pb) ? groups[type].json : (int)type;
}

/* ---- what fits */

static bool is_named(enum lc_proto_type type)
{
    return type == LC_PROTO_MESSAGE || type == LC_PROTO_GROUP || type == LC_PROTO_ENUM ||
           type == LC_PROTO_MAP;
}

/* A map is a repeated message of entries. */
static enum lc_proto_type plain_type(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_MAP ? LC_PROTO_MESSAGE : lc_proto_wire_type(f);
}

/* Every value of the old enum is one of the new, and its name is kept where that matters. */
static ctr_status enum_grows(const struct lc_pb_pair *p, bool *out)
{
    struct lc_ctx *ctx = p->pb->c->ctx;
    const struct lc_proto_enum *a = p->a->enumeration;
    const struct lc_proto_enum *b = p->b->enumeration;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    struct lc_pb_values x;
    struct lc_pb_values y;
    *out = a && b && lc_str_eq(lc_str_tail(a->full, '.'), lc_str_tail(b->full, '.'));
    if (!*out) {
        return CTR_OK;
    }
    LC_TRY(lc_spend(ctx, (uint64_t)a->value_count + b->value_count));
    LC_TRY(lc_pb_values_of(ctx, a, &x));
    LC_TRY(lc_pb_values_of(ctx, b, &y));
    *out = lc_pb_values_within(&x, &y);
    lc_arena_release(&ctx->arena, mark);
    return CTR_OK;
}

enum fit { FITS, ONE_WAY, FITS_NOT };

static ctr_status fit_of(const struct lc_pb_pair *p, bool json, enum fit *out)
{
    enum lc_proto_type x = plain_type(p->a);
    enum lc_proto_type y = plain_type(p->b);
    bool same = !is_named(x) || lc_pb_same_name(p->pb, p->a->type_full, p->b->type_full);
    bool group =
        json ? json_group(p->pb, x) == json_group(p->pb, y) : wire_group(x) == wire_group(y);
    *out = FITS_NOT;
    if (x == LC_PROTO_STRING && y == LC_PROTO_BYTES && !json) {
        *out = ONE_WAY;
        return CTR_OK;
    }
    if (group && x == LC_PROTO_ENUM && !same) {
        LC_TRY(enum_grows(p, &same));
    }
    *out = group && same ? FITS : FITS_NOT;
    return CTR_OK;
}

/* ---- what is said */

/* What a type is beside its name, where both editions call it the same. */
static const char *kind_text(struct lc_ctx *ctx, const struct lc_proto_field *f, const char *name)
{
    if (f->type == LC_PROTO_MAP) { /* the name of its entries, which the field's makes */
        return lc_format(ctx, "%s (%.*s)", name, LC_PROTO_S(f->type_full));
    }
    switch ((int)lc_proto_wire_type(f)) {
    case LC_PROTO_ENUM:
        return lc_format(ctx, "%s (enum)", name);
    case LC_PROTO_GROUP:
        return lc_format(ctx, "%s (message, delimited)", name);
    default:
        return lc_format(ctx, "%s (message)", name);
    }
}

static ctr_status type_texts(const struct lc_pb_pair *p, const char **from, const char **to)
{
    struct lc_ctx *ctx = p->pb->c->ctx;
    *from = lc_pb_type_text(ctx, p->a);
    *to = *from ? lc_pb_type_text(ctx, p->b) : NULL;
    if (*to && strcmp(*from, *to) == 0) {
        *from = kind_text(ctx, p->a, *from);
        *to = *from ? kind_text(ctx, p->b, *to) : NULL;
    }
    return *to ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status say_type(const struct lc_pb_pair *p, enum lc_rule_id rule, const char *from,
                           const char *to, const char *arguments)
{
    return lc_pb_say(p->pb, rule, p->part, old_at(p), new_at(p), arguments,
                     "the type changed from %s to %s; give the new type to a field with a number "
                     "of its own",
                     from, to);
}

/* Bytes can hold what a string held; not the other way round. */
static ctr_status say_one_way(const struct lc_pb_pair *p, enum lc_rule_id rule,
                              const char *arguments)
{
    bool asked = lc_pb_asked(p->pb, LC_PROTO_WIRE);
    return lc_pb_tell(p->pb, rule, CTR_LEVEL_INFO, asked ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                      p->part, old_at(p), new_at(p), arguments,
                      "the type changed from string to bytes: readers of the old edition may find "
                      "what is no UTF-8");
}

static bool is_same(const struct lc_pb_pair *p)
{
    enum lc_proto_type x = plain_type(p->a);
    bool maps = p->a->type == LC_PROTO_MAP && p->b->type == LC_PROTO_MAP;
    if (maps && lc_pb_is_data(p->pb)) {
        return true; /* the name of an entry is in no data; keys and values are compared */
    }
    return x == plain_type(p->b) &&
           (!is_named(x) || lc_pb_same_name(p->pb, p->a->type_full, p->b->type_full));
}

ctr_status lc_pb_types(const struct lc_pb_pair *p)
{
    const struct lc_pb *pb = p->pb;
    bool json = lc_pb_asked(pb, LC_PROTO_WIRE_JSON);
    bool code = lc_pb_asked(pb, LC_PROTO_FILE | LC_PROTO_PACKAGE);
    enum fit fit = FITS_NOT;
    const char *from;
    const char *to;
    if (is_same(p)) {
        return CTR_OK;
    }
    LC_TRY(type_texts(p, &from, &to));
    const char *arguments = lc_format(pb->c->ctx, "%s, %s", from, to);
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    LC_TRY(code ? CTR_OK : fit_of(p, json, &fit));
    enum lc_rule_id rule = code || fit == FITS ? LC_RULE_PB_FIELD_SAME_TYPE
                           : json              ? LC_RULE_PB_FIELD_WIRE_JSON_COMPATIBLE_TYPE
                                               : LC_RULE_PB_FIELD_WIRE_COMPATIBLE_TYPE;
    return fit == ONE_WAY ? say_one_way(p, rule, arguments)
                          : say_type(p, rule, from, to, arguments);
}
