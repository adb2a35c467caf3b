/* Two editions of a field: same message, same number. */
#include "spec/protobuf/protobuf_room.h"

static const char *const judged[] = {"default", "json_name", "ctype", "jstype",
                                     "packed",  "lazy",      "weak",  NULL};

static struct lc_pb_at old_at(const struct lc_pb_pair *p, uint32_t offset)
{
    return lc_pb_at_field(p->a, offset);
}

static struct lc_pb_at new_at(const struct lc_pb_pair *p, uint32_t offset)
{
    return lc_pb_at_field(p->b, offset);
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

/* What is required is there once, as what is optional: that it has to be is told of the message. */
static enum lc_proto_cardinality beside_required(const struct lc_pb *pb,
                                                 enum lc_proto_cardinality c)
{
    return c == LC_PROTO_CARD_REQUIRED && !lc_pb_is_theirs(pb) ? LC_PROTO_CARD_EXPLICIT : c;
}

static ctr_status often(const struct lc_pb_pair *p)
{
    const struct lc_pb *pb = p->pb;
    enum lc_proto_cardinality x = lc_proto_cardinality(p->a);
    enum lc_proto_cardinality y = lc_proto_cardinality(p->b);
    enum lc_proto_cardinality from = beside_required(pb, x);
    enum lc_proto_cardinality to = beside_required(pb, y);
    bool json = lc_pb_asked(pb, LC_PROTO_WIRE_JSON);
    bool code = lc_pb_asked(pb, LC_PROTO_FILE | LC_PROTO_PACKAGE);
    if (from == to) {
        return CTR_OK;
    }
    const char *arguments = lc_format(pb->c->ctx, "%s, %s", cardinalities[x], cardinalities[y]);
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    bool fits = cardinality_group(from, json) == cardinality_group(to, json);
    enum lc_rule_id rule = code || fits ? LC_RULE_PB_FIELD_SAME_CARDINALITY
                           : json       ? LC_RULE_PB_FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY
                                        : LC_RULE_PB_FIELD_WIRE_COMPATIBLE_CARDINALITY;
    return lc_pb_say(pb, rule, p->part, old_at(p, p->a->offset), new_at(p, p->b->offset), arguments,
                     "the field was %s and is %s; add a field with a number of its own instead",
                     cardinalities[x], cardinalities[y]);
}

/* ---- names */

/* "[pkg.name]" for an extension, which is called so whatever json_name it has. */
static const char *json_name(struct lc_ctx *ctx, const struct lc_proto_field *f,
                             const struct lc_proto_option **option)
{
    *option = NULL;
    if (!f->extendee.ptr) {
        return lc_proto_json_name(ctx, f, option);
    }
    const char *full = lc_pb_part(ctx, lc_proto_scope(f), f->name);
    return full ? lc_format(ctx, "[%s]", full) : NULL;
}

static bool is_extension(const struct lc_proto_field *f)
{
    return f->extendee.ptr != NULL;
}

static ctr_status names_in_json(const struct lc_pb_pair *p)
{
    const struct lc_proto_option *x;
    const struct lc_proto_option *y;
    bool changed = is_extension(p->a) != is_extension(p->b);
    if ((is_extension(p->a) && !changed) ||
        (!changed && !p->a->options && !p->b->options && lc_str_eq(p->a->name, p->b->name))) {
        return CTR_OK;
    }
    const char *from = json_name(p->pb->c->ctx, p->a, &x);
    const char *to = from ? json_name(p->pb->c->ctx, p->b, &y) : NULL;
    if (!to || strcmp(from, to) == 0) {
        return to ? CTR_OK : CTR_E_NOMEM;
    }
    const char *arguments = lc_format(p->pb->c->ctx, "%s, %s", from, to);
    const char *way = !changed ? lc_format(p->pb->c->ctx, "set json_name = \"%s\"", from)
                      : is_extension(p->b) ? "keep it a field"
                                           : "keep it an extension";
    if (!arguments || !way) {
        return CTR_E_NOMEM;
    }
    return lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_JSON_NAME, p->part,
                     old_at(p, lc_pb_option_at(x, p->a->offset)),
                     new_at(p, lc_pb_option_at(y, p->b->offset)), arguments,
                     "in JSON the field was called '%s' and is called '%s'; %s", from, to, way);
}

static ctr_status names(const struct lc_pb_pair *p)
{
    struct lc_str x = p->a->name;
    struct lc_str y = p->b->name;
    struct lc_ctx *ctx = p->pb->c->ctx;
    if (is_extension(p->a) != is_extension(p->b)) {
        return CTR_OK; /* another name in JSON, whatever they are called */
    }
    if (is_extension(p->a)) { /* in JSON an extension goes by its full name */
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

/* ---- what generated code checks */

static bool is_string(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_STRING;
}

static uint32_t feature_at(const struct lc_proto_field *f, const char *name)
{
    return lc_pb_option_at(lc_proto_option_get(f->options, name), f->offset);
}

/* proto2 has an option for it, and proto3 always checks. */
static const char *java_way(const struct lc_pb *pb, const struct lc_proto_file *f, bool check)
{
    return f->syntax == LC_PROTO_2
               ? lc_format(pb->c->ctx, "set java_string_check_utf8 = %s", check ? "false" : "true")
               : lc_pb_feature(pb, f,
                               check ? "features.(pb.java).utf8_validation = DEFAULT"
                                     : "features.(pb.java).utf8_validation = VERIFY");
}

/* Who checks refuses what those who do not check may have written, as with bytes that become a
 * string. Text is what nearly all of them write, and Buf asks for code alone: under its categories
 * of data it is a warning. */
static ctr_status say_utf8(const struct lc_pb_pair *p, bool check, struct lc_pb_at to,
                           const char *inner, const char *way)
{
    static const char message[] = "UTF-8 is %s checked%s; %s";
    const char *word = check ? "now" : "no longer";
    struct lc_pb_at from = old_at(p, p->a->offset);
    ctr_level level = lc_pb_is_data(p->pb) ? CTR_LEVEL_BREAKING : CTR_LEVEL_WARNING;
    if (lc_pb_asked(p->pb, LC_PROTO_FILE | LC_PROTO_PACKAGE)) {
        return lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_UTF8_VALIDATION, p->part, from, to, inner,
                         message, word, "", way);
    }
    return lc_pb_tell(p->pb, LC_RULE_PB_FIELD_SAME_UTF8_VALIDATION, check ? level : CTR_LEVEL_INFO,
                      check ? CTR_LEVEL_INFO : level, p->part, from, to, inner, message, word,
                      check ? ": readers of the new edition refuse other bytes, which old data may "
                              "hold"
                            : ": readers of the old edition refuse other bytes, which may come",
                      way);
}

static ctr_status utf8(const struct lc_pb_pair *p, const char *inner)
{
    const struct lc_proto_field *a = p->a;
    const struct lc_proto_field *b = p->b;
    if (!is_string(a) || !is_string(b)) {
        return CTR_OK;
    }
    if (a->features.utf8 != b->features.utf8) {
        bool check = b->features.utf8 == LC_PROTO_VERIFY;
        const char *way = lc_pb_feature(p->pb, b->file,
                                        check ? "features.utf8_validation = NONE"
                                              : "features.utf8_validation = VERIFY");
        uint32_t at = inner ? b->offset : feature_at(b, "features.utf8_validation");
        if (!way) {
            return CTR_E_NOMEM;
        }
        LC_TRY(say_utf8(p, check, new_at(p, at), inner, way));
    }
    if (lc_proto_java_utf8(a) != lc_proto_java_utf8(b)) {
        bool check = lc_proto_java_utf8(b) == LC_PROTO_VERIFY;
        const char *way = java_way(p->pb, b->file, check);
        if (!way) {
            return CTR_E_NOMEM;
        }
        const struct lc_proto_option *all =
            lc_proto_option_get(b->file->options, "java_string_check_utf8");
        uint32_t own = feature_at(b, "features.(pb.java).utf8_validation");
        uint32_t at = inner ? b->offset : own;
        at = all && own == b->offset ? all->offset : at;
        LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_JAVA_UTF8_VALIDATION, p->part,
                         old_at(p, a->offset), new_at(p, at), inner, "Java %s checks UTF-8; %s",
                         check ? "now" : "no longer", way));
    }
    return CTR_OK;
}

static bool has_text(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_STRING || f->type == LC_PROTO_BYTES;
}

static ctr_status in_cpp(const struct lc_pb_pair *p)
{
    static const char *const words[] = {"", "STRING", "CORD", "VIEW", "STRING_PIECE"};
    uint8_t x = lc_proto_cpp_string(p->a);
    uint8_t y = lc_proto_cpp_string(p->b);
    const struct lc_proto_option *o = lc_proto_option_get(p->b->options, "ctype");
    bool piece = x == LC_PROTO_CPP_PIECE && y == LC_PROTO_CPP_STRING; /* the same to the compiler */
    if (!has_text(p->a) || !has_text(p->b) || x == y || piece) {
        return CTR_OK;
    }
    bool feature = x == LC_PROTO_CPP_VIEW ||
                   (x != LC_PROTO_CPP_PIECE && p->b->file->syntax == LC_PROTO_EDITIONS);
    const char *name = lc_format(p->pb->c->ctx, "%s = %s",
                                 feature ? "features.(pb.cpp).string_type" : "ctype", words[x]);
    const char *way = !name     ? NULL
                      : feature ? lc_pb_feature(p->pb, p->b->file, name)
                                : lc_format(p->pb->c->ctx, "set %s", name);
    if (!way) {
        return CTR_E_NOMEM;
    }
    o = o ? o : lc_proto_option_get(p->b->options, "features.(pb.cpp).string_type");
    return lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_CPP_STRING_TYPE, p->part, old_at(p, p->a->offset),
                     new_at(p, lc_pb_option_at(o, p->b->offset)), NULL,
                     "the type in C++ was %s and is %s; %s", words[x], words[y], way);
}

static bool is_long(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_INT64 || f->type == LC_PROTO_UINT64 || f->type == LC_PROTO_SINT64 ||
           f->type == LC_PROTO_FIXED64 || f->type == LC_PROTO_SFIXED64;
}

static ctr_status in_javascript(const struct lc_pb_pair *p)
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

static ctr_status inside(const struct lc_pb_pair *p, const struct lc_proto_field *a,
                         const struct lc_proto_field *b, const char *name)
{
    const char *part = lc_format(p->pb->c->ctx, p->pb->under ? "%s/%s" : "%s.%s", p->part, name);
    const struct lc_pb_pair inner = {p->pb, a, b, part, true};
    if (!part) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_pb_types(&inner));
    return utf8(&inner, name);
}

ctr_status lc_pb_field(const struct lc_pb *pb, const struct lc_proto_field *a,
                       const struct lc_proto_field *b)
{
    struct lc_mark mark = lc_arena_mark(&pb->c->ctx->arena);
    size_t before = pb->c->offered;
    const struct lc_pb_pair p = {pb, a, b, lc_pb_part_of(pb, lc_proto_scope(a), a->name), false};
    if (!p.part) {
        return CTR_E_NOMEM;
    }
    LC_TRY(names(&p));
    LC_TRY(names_in_json(&p));
    LC_TRY(lc_pb_types(&p));
    LC_TRY(often(&p));
    LC_TRY(lc_pb_moved(&p));
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
