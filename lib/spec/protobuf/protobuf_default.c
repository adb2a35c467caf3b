/* Defaults of fields, compared by what they mean and not by how they are written. */
#include "spec/protobuf/protobuf_room.h"

#include "base/decimal.h"
#include "base/real.h"
#include "codec/proto_lex.h"

#include <math.h>

enum kind { NONE, NUMBER, REAL, TEXT, WORD };

struct meaning {
    enum kind kind;
    struct lc_decimal number;
    double real;        /* what a float or double makes of it: several that are written are one */
    struct lc_str text; /* of TEXT; of WORD, a float without digits or a value's name */
    bool given;
};

static bool is_float(enum lc_proto_type type)
{
    return type == LC_PROTO_DOUBLE || type == LC_PROTO_FLOAT_;
}

static enum kind kind_of(const struct lc_proto_field *f)
{
    if (f->label == LC_PROTO_REPEATED || f->type == LC_PROTO_MAP) {
        return NONE;
    }
    switch ((int)f->type) {
    case LC_PROTO_MESSAGE:
    case LC_PROTO_GROUP:
    case LC_PROTO_MAP:
        return NONE;
    case LC_PROTO_STRING:
    case LC_PROTO_BYTES:
        return TEXT;
    default:
        return NUMBER; /* of an enum its number, of a bool 0 or 1: what the bytes would be */
    }
}

static int64_t number_of(const struct lc_proto_enum *e, struct lc_str name)
{
    const struct lc_proto_enum_value *v = e->values;
    while (v && name.ptr && !lc_str_eq(v->name, name)) {
        v = v->next;
    }
    return v ? v->number : 0;
}

/* Decimal text of any number that a file may hold, which may be octal or hexadecimal. */
static ctr_status decimal_text(struct lc_ctx *ctx, struct lc_str *text)
{
    uint64_t whole;
    if (!text->len) {
        return CTR_OK;
    }
    bool minus = text->ptr[0] == '-';
    struct lc_str plain = lc_str_n(text->ptr + minus, text->len - minus);
    if (lc_proto_number(plain, &whole)) {
        *text = lc_str(lc_format(ctx, "%s%llu", minus ? "-" : "", (unsigned long long)whole));
        return text->ptr ? CTR_OK : CTR_E_NOMEM;
    }
    bool digits = plain.len && plain.ptr[0] != 'i'; /* or else "inf" */
    if (digits && (plain.ptr[plain.len - 1] == 'f' || plain.ptr[plain.len - 1] == 'F')) {
        text->len--;
    }
    return CTR_OK;
}

/* The enums of protobuf's own files are known by name only, and no two of their names are one
 * number. */
static bool is_foreign(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_ENUM && !f->enumeration;
}

static ctr_status meaning_of(struct lc_ctx *ctx, const struct lc_proto_field *f, bool real,
                             struct meaning *out)
{
    const struct lc_proto_option *o = lc_proto_option_get(f->options, "default");
    struct lc_str text = o ? o->value : lc_str_n(NULL, 0);
    *out = (struct meaning){.kind = kind_of(f), .given = o != NULL, .text = LC_STR("")};
    switch (out->kind) {
    case NONE:
    case REAL:
    case WORD:
        break;
    case TEXT:
        out->text = o ? text : out->text;
        break;
    case NUMBER:
        if (is_foreign(f)) {
            out->kind = WORD;
            out->text = o ? text : lc_proto_builtin_first(f->type_full);
            break;
        }
        if (f->type == LC_PROTO_ENUM) {
            text = lc_str(lc_format(ctx, "%lld", (long long)number_of(f->enumeration, text)));
            if (!text.ptr) {
                return CTR_E_NOMEM;
            }
        } else if (!o || f->type == LC_PROTO_BOOL) {
            text = o && lc_str_is(text, "true") ? LC_STR("1") : LC_STR("0");
        }
        LC_TRY(decimal_text(ctx, &text));
        if (real && lc_real(ctx, text, f->type == LC_PROTO_FLOAT_, &out->real)) {
            out->kind = REAL;
        } else if (!lc_decimal_parse(text, &out->number)) {
            out->kind = WORD;
            out->text = text;
        }
        break;
    }
    return ctx->error ? ctr_error_status(ctx->error) : CTR_OK;
}

static bool same(const struct meaning *x, const struct meaning *y)
{
    if (x->kind != y->kind) {
        return false;
    }
    switch (x->kind) {
    case NUMBER:
        return lc_decimal_cmp(&x->number, &y->number) == 0;
    case REAL:
        return x->real == y->real || (isnan(x->real) && isnan(y->real));
    case TEXT:
    case WORD:
        return lc_str_eq(x->text, y->text);
    case NONE:
        break;
    }
    return true;
}

/* What is said of it: of an enum without one, the value that it begins with. */
static struct lc_str shown(const struct lc_proto_field *f)
{
    const struct lc_proto_option *o = lc_proto_option_get(f->options, "default");
    bool is_enum = f->type == LC_PROTO_ENUM;
    return o                           ? o->value
           : is_enum && f->enumeration ? f->enumeration->values->name
           : is_enum                   ? lc_proto_builtin_first(f->type_full)
                                       : LC_STR("");
}

ctr_status lc_pb_default(const struct lc_pb *pb, const struct lc_proto_field *a,
                         const struct lc_proto_field *b)
{
    struct meaning x;
    struct meaning y;
    bool both_enums =
        a->type == LC_PROTO_ENUM && b->type == LC_PROTO_ENUM && is_foreign(a) == is_foreign(b);
    bool real = a->type == b->type && is_float((enum lc_proto_type)a->type);
    if (!a->options && !b->options && !both_enums) {
        return CTR_OK; /* zero, both */
    }
    LC_TRY(meaning_of(pb->c->ctx, a, real, &x));
    LC_TRY(meaning_of(pb->c->ctx, b, real, &y));
    if (x.kind == NONE || y.kind == NONE || (!x.given && !y.given && !both_enums) || same(&x, &y)) {
        return CTR_OK;
    }
    const struct lc_proto_option *from = lc_proto_option_get(a->options, "default");
    const struct lc_proto_option *to = lc_proto_option_get(b->options, "default");
    struct lc_str was = shown(a);
    struct lc_str is = shown(b);
    const char *arguments = lc_format(pb->c->ctx, "%.*s, %.*s", LC_PROTO_S(was), LC_PROTO_S(is));
    const char *part = lc_pb_part_of(pb, lc_proto_scope(a), a->name);
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    return lc_pb_say(
        pb, LC_RULE_PB_FIELD_SAME_DEFAULT, part,
        lc_pb_at_field(a, lc_pb_option_at(from, a->offset)),
        lc_pb_at_field(b, lc_pb_option_at(to, b->offset)), arguments,
        "the default was %s%.*s and is %s%.*s: both sides put it in where the field is "
        "absent; keep it",
        from || was.len ? "" : "that of its type", LC_PROTO_S(was),
        to || is.len ? "" : "that of its type", LC_PROTO_S(is));
}
