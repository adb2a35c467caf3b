/* Two editions of a field: same message, same number. */
#include "spec/protobuf/protobuf_room.h"

struct pair {
    const struct lc_pb *pb;
    const struct lc_proto_field *a;
    const struct lc_proto_field *b;
    const char *part;
    bool inner; /* the key or the value of a map */
};

static const char *const judged[] = {"default", "json_name", "ctype", "jstype",
                                     "packed",  "lazy",      "weak",  NULL};

static struct lc_pb_at old_at(const struct pair *p, uint32_t offset)
{
    return lc_pb_at_field(p->a, offset);
}

static struct lc_pb_at new_at(const struct pair *p, uint32_t offset)
{
    return lc_pb_at_field(p->b, offset);
}

/* ---- types */

/* Types of one group have the same bytes; of one JSON group the same JSON, too. */
static int wire_group(enum lc_proto_type type)
{
    switch ((int)type) {
    case LC_PROTO_INT32:
    case LC_PROTO_INT64:
    case LC_PROTO_UINT32:
    case LC_PROTO_UINT64:
    case LC_PROTO_BOOL:
        return LC_PROTO_INT32;
    case LC_PROTO_SINT32:
    case LC_PROTO_SINT64:
        return LC_PROTO_SINT32;
    case LC_PROTO_FIXED32:
    case LC_PROTO_SFIXED32:
        return LC_PROTO_FIXED32;
    case LC_PROTO_FIXED64:
    case LC_PROTO_SFIXED64:
        return LC_PROTO_FIXED64;
    default:
        return (int)type;
    }
}

static int json_group(enum lc_proto_type type)
{
    switch ((int)type) {
    case LC_PROTO_UINT32:
        return LC_PROTO_INT32;
    case LC_PROTO_UINT64:
        return LC_PROTO_INT64;
    case LC_PROTO_SFIXED32:
        return LC_PROTO_FIXED32;
    case LC_PROTO_SFIXED64:
        return LC_PROTO_FIXED64;
    default:
        return (int)type;
    }
}

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
static bool enum_grows(const struct lc_proto_enum *a, const struct lc_proto_enum *b)
{
    if (!a || !b || !lc_str_eq(lc_str_tail(a->full, '.'), lc_str_tail(b->full, '.'))) {
        return false;
    }
    for (const struct lc_proto_enum_value *v = a->values; v; v = v->next) {
        const struct lc_proto_enum_value *w = b->values;
        while (w && !(w->number == v->number && lc_str_eq(w->name, v->name))) {
            w = w->next;
        }
        if (!w) {
            return false;
        }
    }
    return true;
}

enum fit { FITS, ONE_WAY, FITS_NOT };

static enum fit fit_of(const struct pair *p, bool json)
{
    enum lc_proto_type x = plain_type(p->a);
    enum lc_proto_type y = plain_type(p->b);
    if (x == LC_PROTO_STRING && y == LC_PROTO_BYTES && !json) {
        return ONE_WAY;
    }
    if (json ? json_group(x) != json_group(y) : wire_group(x) != wire_group(y)) {
        return FITS_NOT;
    }
    if (x == LC_PROTO_ENUM && !lc_pb_same_name(p->pb, p->a->type_full, p->b->type_full)) {
        return enum_grows(p->a->enumeration, p->b->enumeration) ? FITS : FITS_NOT;
    }
    bool same = !is_named(x) || lc_pb_same_name(p->pb, p->a->type_full, p->b->type_full);
    return same ? FITS : FITS_NOT;
}

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

static ctr_status type_texts(const struct pair *p, const char **from, const char **to)
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

/* Types inside of a map have the place of the map's. */
static uint32_t type_at(const struct pair *p, const struct lc_proto_field *f)
{
    return p->inner ? f->offset : f->type_at;
}

static ctr_status say_type(const struct pair *p, enum lc_rule_id rule, const char *from,
                           const char *to, const char *arguments)
{
    return lc_pb_say(p->pb, rule, p->part, old_at(p, type_at(p, p->a)), new_at(p, type_at(p, p->b)),
                     arguments,
                     "the type changed from %s to %s; give the new type to a field with a number "
                     "of its own",
                     from, to);
}

/* Bytes can hold what a string held; not the other way round. */
static ctr_status say_one_way(const struct pair *p, enum lc_rule_id rule, const char *arguments)
{
    return lc_pb_tell(p->pb, rule, CTR_LEVEL_INFO, CTR_LEVEL_BREAKING, p->part,
                      old_at(p, type_at(p, p->a)), new_at(p, type_at(p, p->b)), arguments,
                      "the type changed from string to bytes: readers of the old edition may find "
                      "what is no UTF-8");
}

static ctr_status types(const struct pair *p)
{
    const struct lc_pb *pb = p->pb;
    struct lc_ctx *ctx = pb->c->ctx;
    enum lc_proto_type x = plain_type(p->a);
    bool json = lc_pb_asked(pb, LC_PROTO_WIRE_JSON);
    bool code = lc_pb_asked(pb, LC_PROTO_FILE | LC_PROTO_PACKAGE);
    bool same = !is_named(x) || lc_pb_same_name(pb, p->a->type_full, p->b->type_full);
    if (x == plain_type(p->b) && same) {
        return CTR_OK;
    }
    const char *from;
    const char *to;
    LC_TRY(type_texts(p, &from, &to));
    const char *arguments = lc_format(ctx, "%s, %s", from, to);
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    enum fit fit = code ? FITS_NOT : fit_of(p, json);
    enum lc_rule_id rule = code || fit == FITS ? LC_RULE_PB_FIELD_SAME_TYPE
                           : json              ? LC_RULE_PB_FIELD_WIRE_JSON_COMPATIBLE_TYPE
                                               : LC_RULE_PB_FIELD_WIRE_COMPATIBLE_TYPE;
    return fit == ONE_WAY ? say_one_way(p, rule, arguments)
                          : say_type(p, rule, from, to, arguments);
}

/* ---- how often */

static const char *const cardinalities[] = {"optional", "without presence", "required", "repeated",
                                            "a map"};

static int cardinality_group(enum lc_proto_cardinality c, bool json)
{
    if (c == LC_PROTO_CARD_IMPLICIT) {
        return LC_PROTO_CARD_EXPLICIT;
    }
    return c == LC_PROTO_CARD_MAP && !json ? LC_PROTO_CARD_REPEATED : (int)c;
}

static ctr_status often(const struct pair *p)
{
    const struct lc_pb *pb = p->pb;
    enum lc_proto_cardinality x = lc_proto_cardinality(p->a);
    enum lc_proto_cardinality y = lc_proto_cardinality(p->b);
    bool json = lc_pb_asked(pb, LC_PROTO_WIRE_JSON);
    bool code = lc_pb_asked(pb, LC_PROTO_FILE | LC_PROTO_PACKAGE);
    if (x == y) {
        return CTR_OK;
    }
    const char *arguments = lc_format(pb->c->ctx, "%s, %s", cardinalities[x], cardinalities[y]);
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    bool fits = cardinality_group(x, json) == cardinality_group(y, json);
    enum lc_rule_id rule = code || fits ? LC_RULE_PB_FIELD_SAME_CARDINALITY
                           : json       ? LC_RULE_PB_FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY
                                        : LC_RULE_PB_FIELD_WIRE_COMPATIBLE_CARDINALITY;
    return lc_pb_say(pb, rule, p->part, old_at(p, p->a->offset), new_at(p, p->b->offset), arguments,
                     "the field was %s and is %s; add a field with a number of its own instead",
                     cardinalities[x], cardinalities[y]);
}

/* ---- names */

static ctr_status names_in_json(const struct pair *p)
{
    const struct lc_proto_option *x;
    const struct lc_proto_option *y;
    if (p->a->extendee.ptr ||
        (!p->a->options && !p->b->options && lc_str_eq(p->a->name, p->b->name))) {
        return CTR_OK;
    }
    const char *from = lc_proto_json_name(p->pb->c->ctx, p->a, &x);
    const char *to = from ? lc_proto_json_name(p->pb->c->ctx, p->b, &y) : NULL;
    if (!to || strcmp(from, to) == 0) {
        return to ? CTR_OK : CTR_E_NOMEM;
    }
    const char *arguments = lc_format(p->pb->c->ctx, "%s, %s", from, to);
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    return lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_JSON_NAME, p->part,
                     old_at(p, lc_pb_option_at(x, p->a->offset)),
                     new_at(p, lc_pb_option_at(y, p->b->offset)), arguments,
                     "in JSON the field was called '%s' and is called '%s'; set json_name = \"%s\"",
                     from, to, from);
}

static ctr_status names(const struct pair *p)
{
    struct lc_str x = p->a->name;
    struct lc_str y = p->b->name;
    struct lc_ctx *ctx = p->pb->c->ctx;
    if (p->a->extendee.ptr) { /* in JSON an extension goes by its full name */
        LC_TRY(lc_proto_join(ctx, lc_proto_scope(p->a), x, &x));
        LC_TRY(lc_proto_join(ctx, lc_proto_scope(p->b), y, &y));
    }
    if (lc_str_eq(x, y)) {
        return CTR_OK;
    }
    const char *arguments = lc_format(ctx, "%.*s, %.*s", LC_PROTO_S(x), LC_PROTO_S(y));
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    return lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_NAME, p->part, old_at(p, p->a->name_at),
                     new_at(p, p->b->name_at), arguments,
                     "the field %d was called '%.*s' and is called '%.*s'; keep the name",
                     (int)p->a->number, LC_PROTO_S(x), LC_PROTO_S(y));
}

static ctr_status oneofs(const struct pair *p)
{
    struct lc_str x = p->a->oneof ? p->a->oneof->name : LC_STR("");
    struct lc_str y = p->b->oneof ? p->b->oneof->name : LC_STR("");
    if (lc_str_eq(x, y)) {
        return CTR_OK;
    }
    const char *arguments = lc_format(p->pb->c->ctx, "%.*s, %.*s", LC_PROTO_S(x), LC_PROTO_S(y));
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    return lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_ONEOF, p->part, old_at(p, p->a->offset),
                     new_at(p, p->b->offset), arguments,
                     "the field %s%.*s%s%.*s: setting one field of a oneof clears the others; "
                     "leave it where it was",
                     x.len ? "left the oneof " : "moved into the oneof ", LC_PROTO_S(x.len ? x : y),
                     x.len && y.len ? " for the oneof " : "",
                     LC_PROTO_S(x.len ? y : lc_str_n("", 0)));
}

/* ---- what generated code checks */

static bool is_string(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_STRING;
}

static uint32_t feature_at(const struct lc_proto_field *f, const char *name)
{
    return lc_pb_option_at(lc_proto_option_get(f->options, name), f->offset);
}

static ctr_status utf8(const struct pair *p, const char *inner)
{
    const struct lc_proto_field *a = p->a;
    const struct lc_proto_field *b = p->b;
    if (!is_string(a) || !is_string(b)) {
        return CTR_OK;
    }
    if (a->features.utf8 != b->features.utf8) {
        bool check = b->features.utf8 == LC_PROTO_VERIFY;
        uint32_t at = inner ? b->offset : feature_at(b, "features.utf8_validation");
        LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_UTF8_VALIDATION, p->part,
                         old_at(p, a->offset), new_at(p, at), inner,
                         "UTF-8 is %s checked; set features.utf8_validation = %s",
                         check ? "now" : "no longer", check ? "NONE" : "VERIFY"));
    }
    if (lc_proto_java_utf8(a) != lc_proto_java_utf8(b)) {
        bool check = lc_proto_java_utf8(b) == LC_PROTO_VERIFY;
        const struct lc_proto_option *all =
            lc_proto_option_get(b->file->options, "java_string_check_utf8");
        uint32_t own = feature_at(b, "features.(pb.java).utf8_validation");
        uint32_t at = inner ? b->offset : own;
        at = all && own == b->offset ? all->offset : at;
        LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_JAVA_UTF8_VALIDATION, p->part,
                         old_at(p, a->offset), new_at(p, at), inner,
                         "Java %s checks UTF-8; set features.(pb.java).utf8_validation",
                         check ? "now" : "no longer"));
    }
    return CTR_OK;
}

static bool has_text(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_STRING || f->type == LC_PROTO_BYTES;
}

static ctr_status in_cpp(const struct pair *p)
{
    static const char *const words[] = {"", "STRING", "CORD", "VIEW", "STRING_PIECE"};
    uint8_t x = lc_proto_cpp_string(p->a);
    uint8_t y = lc_proto_cpp_string(p->b);
    const struct lc_proto_option *o = lc_proto_option_get(p->b->options, "ctype");
    bool piece = x == LC_PROTO_CPP_PIECE && y == LC_PROTO_CPP_STRING; /* the same to the compiler */
    if (!has_text(p->a) || !has_text(p->b) || x == y || piece) {
        return CTR_OK;
    }
    o = o ? o : lc_proto_option_get(p->b->options, "features.(pb.cpp).string_type");
    return lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_CPP_STRING_TYPE, p->part, old_at(p, p->a->offset),
                     new_at(p, lc_pb_option_at(o, p->b->offset)), NULL,
                     "the type in C++ was %s and is %s; set features.(pb.cpp).string_type",
                     words[x], words[y]);
}

static bool is_long(const struct lc_proto_field *f)
{
    int group = wire_group((enum lc_proto_type)f->type);
    return f->type == LC_PROTO_INT64 || f->type == LC_PROTO_UINT64 || f->type == LC_PROTO_SINT64 ||
           group == LC_PROTO_FIXED64;
}

static ctr_status in_javascript(const struct pair *p)
{
    const struct lc_proto_option *x = lc_proto_option_get(p->a->options, "jstype");
    const struct lc_proto_option *y = lc_proto_option_get(p->b->options, "jstype");
    struct lc_str from = x ? x->value : LC_STR("JS_NORMAL");
    struct lc_str to = y ? y->value : LC_STR("JS_NORMAL");
    if ((!x && !y) || !is_long(p->a) || !is_long(p->b) || lc_str_eq(from, to)) {
        return CTR_OK;
    }
    return lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_JSTYPE, p->part,
                     old_at(p, lc_pb_option_at(x, p->a->offset)),
                     new_at(p, lc_pb_option_at(y, p->b->offset)), NULL,
                     "the type in JavaScript was %.*s and is %.*s; set jstype = %.*s",
                     LC_PROTO_S(from), LC_PROTO_S(to), LC_PROTO_S(from));
}

/* ---- maps: their keys and values are fields, too */

static ctr_status inside(const struct pair *p, const struct lc_proto_field *a,
                         const struct lc_proto_field *b, const char *name)
{
    const char *part = lc_format(p->pb->c->ctx, p->pb->under ? "%s/%s" : "%s.%s", p->part, name);
    const struct pair inner = {p->pb, a, b, part, true};
    if (!part) {
        return CTR_E_NOMEM;
    }
    LC_TRY(types(&inner));
    return utf8(&inner, name);
}

ctr_status lc_pb_field(const struct lc_pb *pb, const struct lc_proto_field *a,
                       const struct lc_proto_field *b)
{
    struct lc_mark mark = lc_arena_mark(&pb->c->ctx->arena);
    size_t before = pb->c->offered;
    const struct pair p = {pb, a, b, lc_pb_part_of(pb, lc_proto_scope(a), a->name), false};
    if (!p.part) {
        return CTR_E_NOMEM;
    }
    LC_TRY(names(&p));
    LC_TRY(names_in_json(&p));
    LC_TRY(types(&p));
    LC_TRY(often(&p));
    LC_TRY(oneofs(&p));
    LC_TRY(lc_pb_default(pb, a, b));
    LC_TRY(utf8(&p, NULL));
    LC_TRY(in_cpp(&p));
    LC_TRY(in_javascript(&p));
    if (a->type == LC_PROTO_MAP && b->type == LC_PROTO_MAP) {
        LC_TRY(inside(&p, a->key, b->key, "key"));
        LC_TRY(inside(&p, a->value, b->value, "value"));
    }
    LC_TRY(lc_pb_options(pb, a->options, b->options, judged, p.part, old_at(&p, a->offset),
                         new_at(&p, b->offset)));
    if (pb->c->offered == before) { /* nothing was said that needs it, nor a place named */
        lc_arena_release(&pb->c->ctx->arena, mark);
    }
    return CTR_OK;
}
