/* A constant of GraphQL, where the type that it has to be of is known. */
#include "spec/graphql/graphql.h"

#include "codec/json_write.h"

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

struct value_check {
    struct lc_ctx *ctx;
    struct lc_graphql *g;
};

static ctr_status is_not(struct value_check *c, const struct lc_value *v, struct lc_str type)
{
    return lc_doc_fail(c->ctx, c->g->doc, v->offset, "%s is no value of the type '%.*s'",
                       lc_gql_show(c->ctx, v, 80), S(type));
}

/* "{"$enum": NAME}": the name, else ptr NULL. */
static struct lc_str enum_name(const struct lc_value *v)
{
    return lc_text(lc_get(v, "$enum"));
}

static bool fits_scalar(struct lc_str name, const struct lc_value *v)
{
    int64_t n;
    if (lc_str_is(name, "Int")) {
        return lc_int(v, &n) && n >= INT32_MIN && n <= INT32_MAX &&
               !memchr(v->chars, '.', v->count) && !memchr(v->chars, 'e', v->count) &&
               !memchr(v->chars, 'E', v->count);
    }
    if (lc_str_is(name, "Float")) {
        return v->kind == LC_NUMBER;
    }
    if (lc_str_is(name, "String")) {
        return v->kind == LC_STRING;
    }
    if (lc_str_is(name, "Boolean")) {
        return v->kind == LC_TRUE || v->kind == LC_FALSE;
    }
    if (lc_str_is(name, "ID")) {
        return v->kind == LC_STRING || (v->kind == LC_NUMBER && !memchr(v->chars, '.', v->count));
    }
    return true;
}

static ctr_status check(struct value_check *c, struct lc_str type, const struct gql_type *named,
                        const struct lc_value *v);

/* Exactly one member, and that one not null. */
static ctr_status check_one_of(struct value_check *c, const struct gql_type *t,
                               const struct lc_value *v)
{
    if (t->one_of && (v->count != 1 || v->members[0].value.kind == LC_NULL)) {
        return lc_doc_fail(
            c->ctx, c->g->doc, v->offset,
            "a value of '%.*s', which is @oneOf, has exactly one field, and not null", S(t->name));
    }
    return CTR_OK;
}

static ctr_status check_object(struct value_check *c, const struct gql_type *t,
                               const struct lc_value *v)
{
    for (uint32_t i = 0; i < v->count; i++) {
        const struct lc_member *m = &v->members[i];
        const struct gql_item *f = lc_gql_item(t->items, t->count, lc_key(m));
        if (!f) {
            return lc_doc_fail(c->ctx, c->g->doc, m->key_offset,
                               "the input type '%.*s' has no field '%.*s'", S(t->name),
                               S(lc_key(m)));
        }
        LC_TRY(check(c, f->type, f->named, &m->value));
    }
    for (uint32_t i = 0; i < t->count; i++) {
        if (lc_gql_required(&t->items[i]) && !lc_get_str(v, t->items[i].name)) {
            return lc_doc_fail(c->ctx, c->g->doc, v->offset,
                               "this value of '%.*s' lacks the field '%.*s', which has to be given",
                               S(t->name), S(t->items[i].name));
        }
    }
    return check_one_of(c, t, v);
}

static ctr_status check_named(struct value_check *c, const struct gql_type *t,
                              const struct lc_value *v)
{
    struct lc_str name = enum_name(v);
    bool good = true;
    switch (t->kind) {
    case GQL_ENUM:
        good = name.ptr && (t->open || lc_gql_item(t->items, t->count, name));
        break;
    case GQL_INPUT:
        if (v->kind == LC_OBJECT && !name.ptr) {
            return t->open ? CTR_OK : check_object(c, t, v);
        }
        good = false;
        break;
    case GQL_SCALAR:
        good = fits_scalar(t->name, v);
        break;
    case GQL_OBJECT:
    case GQL_INTERFACE:
    case GQL_UNION: /* refused where the type is used */
        break;
    }
    return good ? CTR_OK : is_not(c, v, t->name);
}

static ctr_status check(struct value_check *c, struct lc_str type, const struct gql_type *named,
                        const struct lc_value *v)
{
    if (v->kind == LC_NULL) {
        return lc_gql_non_null(type) ? is_not(c, v, type) : CTR_OK;
    }
    type.len -= lc_gql_non_null(type);
    if (type.ptr[0] != '[') {
        return check_named(c, named, v);
    }
    struct lc_str inside = lc_str_n(type.ptr + 1, type.len - 2);
    if (v->kind != LC_ARRAY) { /* one value stands for a list of it */
        return check(c, inside, named, v);
    }
    for (uint32_t i = 0; i < v->count; i++) {
        LC_TRY(check(c, inside, named, &v->items[i]));
    }
    return CTR_OK;
}

ctr_status lc_gql_check_value(struct lc_ctx *ctx, struct lc_graphql *g, struct lc_str type,
                              const struct gql_type *named, const struct lc_value *value)
{
    struct value_check c = {ctx, g};
    return check(&c, type, named, value);
}

/* ---- values as they are written in GraphQL */

static void show(struct lc_buf *buf, const struct lc_value *v, int depth)
{
    struct lc_str name = enum_name(v);
    if (name.ptr) {
        lc_buf_str(buf, name);
    } else if (depth > 8) {
        lc_buf_text(buf, "...");
    } else if (v->kind == LC_ARRAY) {
        lc_buf_char(buf, '[');
        for (uint32_t i = 0; i < v->count; i++) {
            lc_buf_text(buf, i ? ", " : "");
            show(buf, &v->items[i], depth + 1);
        }
        lc_buf_char(buf, ']');
    } else if (v->kind == LC_OBJECT) {
        lc_buf_char(buf, '{');
        for (uint32_t i = 0; i < v->count; i++) {
            lc_buf_text(buf, i ? ", " : "");
            lc_buf_str(buf, lc_key(&v->members[i]));
            lc_buf_text(buf, ": ");
            show(buf, &v->members[i].value, depth + 1);
        }
        lc_buf_char(buf, '}');
    } else {
        lc_json_value(buf, v);
    }
}

const char *lc_gql_show(struct lc_ctx *ctx, const struct lc_value *value, size_t max)
{
    struct lc_buf buf;
    const char *text = NULL;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    show(&buf, value, 0);
    if (buf.status != CTR_OK) {
        lc_nomem(ctx);
    } else {
        size_t size = buf.size;
        if (size > max) {
            size = max > 3 ? max - 3 : 0;
            while (size && ((unsigned char)buf.data[size] & 0xC0) == 0x80) {
                size--;
            }
        }
        text = lc_format(ctx, "%.*s%s", (int)size, buf.data, size < buf.size ? "..." : "");
    }
    lc_buf_free(&buf);
    return text ? text : "";
}
