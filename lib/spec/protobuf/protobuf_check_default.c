/* Defaults of .proto files that no compiler takes: of fields that have none, of another type. */
#include "spec/protobuf/protobuf.h"

#include "codec/proto_lex.h"

/* What the whole numbers of a type are. */
static const struct span {
    enum lc_proto_type type;
    uint64_t below; /* the least is this much below zero */
    uint64_t most;
    const char *words;
} spans[] = {
#define I32 (uint64_t) INT32_MAX + 1, INT32_MAX, "between -2147483648 and 2147483647"
#define I64                                                                                        \
    (uint64_t) INT64_MAX + 1, INT64_MAX, "between -9223372036854775808 and 9223372036854775807"
#define U32 0, UINT32_MAX, "between 0 and 4294967295"
#define U64 0, UINT64_MAX, "between 0 and 18446744073709551615"
    {LC_PROTO_INT32, I32},   {LC_PROTO_SINT32, I32},  {LC_PROTO_SFIXED32, I32},
    {LC_PROTO_INT64, I64},   {LC_PROTO_SINT64, I64},  {LC_PROTO_SFIXED64, I64},
    {LC_PROTO_UINT32, U32},  {LC_PROTO_FIXED32, U32}, {LC_PROTO_UINT64, U64},
    {LC_PROTO_FIXED64, U64},
};

static struct lc_str without_sign(const struct lc_proto_option *o, bool *minus)
{
    *minus = !o->text && o->value.len && o->value.ptr[0] == '-';
    return lc_str_n(o->value.ptr + *minus, o->value.len - *minus);
}

/* NULL if the type has no whole numbers. */
static const struct span *span_of(const struct lc_proto_field *f)
{
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        if (spans[i].type == (enum lc_proto_type)f->type) {
            return &spans[i];
        }
    }
    return NULL;
}

static bool in_span(const struct span *s, const struct lc_proto_option *o)
{
    bool minus;
    uint64_t number;
    struct lc_str plain = without_sign(o, &minus);
    return !o->text && lc_proto_number(plain, &number) &&
           (minus ? s->below && number <= s->below : number <= s->most);
}

/* A number as C++ has it, "1.5f", which the language has not. */
static bool has_suffix(struct lc_str plain)
{
    bool hex = plain.len > 1 && plain.ptr[0] == '0' && (plain.ptr[1] | 32) == 'x';
    return !hex && plain.len && (plain.ptr[plain.len - 1] | 32) == 'f';
}

static bool is_real(const struct lc_proto_option *o)
{
    static const char *const words[] = {"inf", "infinity", "nan"};
    bool minus;
    struct lc_str plain = without_sign(o, &minus);
    bool is = !o->text && plain.len &&
              ((plain.ptr[0] >= '0' && plain.ptr[0] <= '9') || plain.ptr[0] == '.') &&
              !has_suffix(plain);
    for (size_t i = 0; !o->text && !is && i < sizeof words / sizeof words[0]; i++) {
        is = lc_str_eq_nocase(plain, lc_str(words[i]));
    }
    return is;
}

/* Those that come with protobuf are known by their names alone: of one any name may be a value. */
static bool is_value(const struct lc_proto_enum *e, const struct lc_proto_option *o)
{
    const struct lc_proto_enum_value *v = e ? e->values : NULL;
    char c = o->value.len ? o->value.ptr[0] : '0';
    while (v && !lc_str_eq(v->name, o->value)) {
        v = v->next;
    }
    return !o->text && (e ? v != NULL : c == '_' || (c | 32) >= 'a');
}

static bool is_flag(const struct lc_proto_option *o)
{
    return !o->text && (lc_str_is(o->value, "true") || lc_str_is(o->value, "false"));
}

/* What its default has to be; *is whether it is that. */
static const char *wanted(const struct lc_proto_field *f, const struct lc_proto_option *o, bool *is)
{
    const struct span *s = span_of(f);
    switch ((int)f->type) {
    case LC_PROTO_DOUBLE:
    case LC_PROTO_FLOAT_:
        *is = is_real(o);
        return "a number, inf or nan";
    case LC_PROTO_BOOL:
        *is = is_flag(o);
        return "true or false";
    case LC_PROTO_STRING:
    case LC_PROTO_BYTES:
        *is = o->text;
        return "a text in quotes";
    case LC_PROTO_ENUM:
        *is = is_value(f->enumeration, o);
        return "the name of a value";
    default:
        *is = !s || in_span(s, o);
        return s ? s->words : "";
    }
}

/* Why a field has no default; NULL if it may have one. */
static const char *barred(const struct lc_proto_field *f)
{
    if (f->label == LC_PROTO_REPEATED || f->type == LC_PROTO_MAP) {
        return "a field that is repeated has no default";
    }
    if (f->type == LC_PROTO_MESSAGE || f->type == LC_PROTO_GROUP) {
        return "a message has no default";
    }
    if (f->file->syntax == LC_PROTO_3) {
        return "proto3 has no defaults";
    }
    return lc_proto_cardinality(f) == LC_PROTO_CARD_IMPLICIT
               ? "a field without presence has no default"
               : NULL;
}

ctr_status lc_proto_check_default(struct lc_proto *p, const struct lc_proto_field *f)
{
    const struct lc_proto_option *o = lc_proto_option_get(f->options, "default");
    bool is = true;
    if (!o) {
        return CTR_OK;
    }
    const char *why = barred(f);
    if (why) {
        return lc_doc_fail(p->ctx, f->file->doc, o->offset, "%s; take that of '%.*s' out", why,
                           LC_PROTO_S(f->name));
    }
    if (lc_proto_option_get(o->next, "default")) {
        return lc_doc_fail(p->ctx, f->file->doc, lc_proto_option_get(o->next, "default")->offset,
                           "the default of '%.*s' is said twice", LC_PROTO_S(f->name));
    }
    const char *what = wanted(f, o, &is);
    const char *quote = o->text ? "\"" : "";
    return is ? CTR_OK
              : lc_doc_fail(p->ctx, f->file->doc, o->offset,
                            "the default of '%.*s' is %s%.*s%s; wanted %s%s", LC_PROTO_S(f->name),
                            quote, LC_PROTO_S(o->value), quote, span_of(f) ? "a whole number " : "",
                            what);
}
