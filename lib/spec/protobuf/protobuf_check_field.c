/* Options and features of fields that say what the field cannot be. */
#include "spec/protobuf/protobuf.h"

static const struct lc_proto_option *option(const struct lc_proto_field *f, const char *name)
{
    return f->options ? lc_proto_option_get(f->options, name) : NULL;
}

static bool is_true(const struct lc_proto_option *o)
{
    return o && lc_str_is(o->value, "true");
}

static bool is_repeated(const struct lc_proto_field *f)
{
    return f->label == LC_PROTO_REPEATED || f->type == LC_PROTO_MAP;
}

static bool is_message(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_MESSAGE || f->type == LC_PROTO_GROUP || f->type == LC_PROTO_MAP;
}

static bool is_packable(const struct lc_proto_field *f)
{
    return is_repeated(f) && !is_message(f) && f->type != LC_PROTO_STRING &&
           f->type != LC_PROTO_BYTES;
}

static bool has_string(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_STRING ||
           (f->type == LC_PROTO_MAP &&
            (f->key->type == LC_PROTO_STRING || f->value->type == LC_PROTO_STRING));
}

static bool is_long(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_INT64 || f->type == LC_PROTO_UINT64 || f->type == LC_PROTO_SINT64 ||
           f->type == LC_PROTO_FIXED64 || f->type == LC_PROTO_SFIXED64;
}

static bool is_closed(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_ENUM && f->enumeration &&
           f->enumeration->features.enum_type == LC_PROTO_CLOSED;
}

static ctr_status refuse(struct lc_proto *p, const struct lc_proto_field *f,
                         const struct lc_proto_option *o, const char *why)
{
    return lc_doc_fail(p->ctx, f->file->doc, o ? o->offset : f->type_at, "'%.*s': %s",
                       LC_PROTO_S(f->name), why);
}

static ctr_status options(struct lc_proto *p, const struct lc_proto_field *f)
{
    const struct lc_proto_option *json = option(f, "json_name");
    const struct lc_proto_option *packed = option(f, "packed");
    const struct lc_proto_option *lazy = option(f, "lazy");
    const struct lc_proto_option *type = option(f, "jstype");
    const struct lc_proto_option *text = option(f, "ctype");
    bool editions = f->file->syntax == LC_PROTO_EDITIONS;
    lazy = is_true(lazy) ? lazy : option(f, "unverified_lazy");
    if (json && f->extendee.ptr) {
        return refuse(p, f, json, "an extension has no json_name; JSON has its full name");
    }
    if (json && lc_str_starts(json->value, LC_STR("[")) && lc_str_ends(json->value, LC_STR("]"))) {
        return refuse(p, f, json, "names in brackets are those of extensions in JSON");
    }
    if (packed && editions) {
        return refuse(p, f, packed, "editions have features.repeated_field_encoding for packed");
    }
    if (is_true(packed) && !is_packable(f)) {
        return refuse(p, f, packed, "only what is repeated and a number, bool or enum is packed");
    }
    if (is_true(lazy) && (!is_message(f) || f->type == LC_PROTO_GROUP)) {
        return refuse(p, f, lazy, "only a field that is a message is lazy");
    }
    if (type && !lc_str_is(type->value, "JS_NORMAL") && !is_long(f)) {
        return refuse(p, f, type, "only numbers of 64 bits have a jstype");
    }
    return text && lc_str_is(f->file->edition, "2024")
               ? refuse(p, f, text, "edition 2024 has features.(pb.cpp).string_type for ctype")
               : CTR_OK;
}

static ctr_status features(struct lc_proto *p, const struct lc_proto_field *f)
{
    const struct lc_proto_option *presence = option(f, "features.field_presence");
    const struct lc_proto_option *packed = option(f, "features.repeated_field_encoding");
    const struct lc_proto_option *utf8 = option(f, "features.utf8_validation");
    const struct lc_proto_option *encoding = option(f, "features.message_encoding");
    if (presence && (is_repeated(f) || f->oneof || f->extendee.ptr)) {
        return refuse(p, f, presence,
                      "what is repeated, of a oneof or an extension has no field_presence");
    }
    if (presence && is_message(f) && f->features.presence == LC_PROTO_IMPLICIT) {
        return refuse(p, f, presence, "the presence of a message cannot be IMPLICIT");
    }
    if (packed && !is_repeated(f)) {
        return refuse(p, f, packed, "only a repeated field has a repeated_field_encoding");
    }
    if (packed && f->features.packed == LC_PROTO_PACKED && !is_packable(f)) {
        return refuse(p, f, packed, "only what is repeated and a number, bool or enum is PACKED");
    }
    if (utf8 && !has_string(f)) {
        return refuse(p, f, utf8, "only a string has a utf8_validation");
    }
    return encoding && !is_message(f)
               ? refuse(p, f, encoding, "only a field that is a message has a message_encoding")
               : CTR_OK;
}

ctr_status lc_proto_check_field(struct lc_proto *p, const struct lc_proto_field *f)
{
    const struct lc_proto_field *value = f->type == LC_PROTO_MAP ? f->value : f;
    LC_TRY(lc_proto_check_options(p, f->file, f->options, LC_PROTO_ON_FIELD));
    if (f->options) {
        LC_TRY(options(p, f));
        LC_TRY(features(p, f));
    }
    if (f->file->syntax == LC_PROTO_3 && is_closed(value)) {
        return refuse(p, f, NULL, "a closed enum, as those of proto2 are, is no type in proto3");
    }
    if (lc_proto_cardinality(f) == LC_PROTO_CARD_IMPLICIT && is_closed(f)) {
        return refuse(p, f, NULL, "a closed enum cannot be without presence");
    }
    return CTR_OK;
}
