/* Facts of data contracts: where they stand, and what they are called in addresses. */
#include "spec/odcs/odcs.h"

struct lc_node lc_odcs_get(struct lc_node object, const char *key)
{
    const struct lc_value *value = lc_get(object.value, key);
    return (struct lc_node){object.doc, lc_is(value, LC_NULL) ? NULL : value};
}

struct lc_node lc_odcs_get_str(struct lc_node object, struct lc_str key)
{
    const struct lc_value *value = lc_get_str(object.value, key);
    return (struct lc_node){object.doc, lc_is(value, LC_NULL) ? NULL : value};
}

static struct lc_node in_object(struct lc_node object, const char *key)
{
    struct lc_node own = lc_odcs_get(object, key);
    return own.value ? own : lc_odcs_get(lc_odcs_get(object, "logicalTypeOptions"), key);
}

struct lc_node lc_odcs_fact(const struct lc_odcs_item *item, const char *key)
{
    struct lc_node own = in_object(item->at, key);
    return own.value || !item->ref.value ? own : in_object(item->ref, key);
}

struct lc_str lc_odcs_word(struct lc_node node)
{
    bool text = lc_is(node.value, LC_STRING) || lc_is(node.value, LC_NUMBER);
    return text ? lc_raw(node.value) : (struct lc_str){NULL, 0};
}

bool lc_odcs_same(struct lc_node a, struct lc_node b)
{
    return a.value == b.value || (a.value && b.value && lc_value_eq(a.value, b.value));
}

const struct lc_odcs_item *lc_odcs_find(const struct lc_odcs_item *in, struct lc_str name,
                                        uint32_t hint)
{
    if (hint < in->count && lc_str_eq(in->items[hint].name, name)) {
        return &in->items[hint];
    }
    if (in->by_name.room) {
        return lc_map_get(&in->by_name, name);
    }
    for (uint32_t i = 0; i < in->count; i++) {
        if (lc_str_eq(in->items[i].name, name)) {
            return &in->items[i];
        }
    }
    return NULL;
}

/* What has a meaning in an address, as in a URL. */
static bool is_plain(char c)
{
    return (unsigned char)c > ' ' && c != '.' && c != '(' && c != ')' && c != '/' && c != '%' &&
           c != 0x7F;
}

static void escape(struct lc_buf *out, struct lc_str name)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t plain = 0; /* from where on nothing was odd */
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        if (!is_plain(name.ptr[i])) {
            lc_buf_str(out, lc_str_n(name.ptr + plain, i - plain));
            lc_buf_char(out, '%');
            lc_buf_char(out, digits[c >> 4]);
            lc_buf_char(out, digits[c & 15]);
            plain = i + 1;
        }
    }
    if (plain < name.len) {
        lc_buf_str(out, lc_str_n(name.ptr + plain, name.len - plain));
    }
}

static const char *taken(struct lc_ctx *ctx, struct lc_buf *out)
{
    const char *text =
        out->status == CTR_OK ? lc_dup(ctx, lc_str_n(out->size ? out->data : "", out->size)) : NULL;
    if (out->status != CTR_OK) {
        lc_nomem(ctx);
    }
    lc_buf_free(out);
    return text;
}

const char *lc_odcs_escape(struct lc_ctx *ctx, struct lc_str name)
{
    struct lc_buf out;
    lc_buf_init(&out, &ctx->alloc, SIZE_MAX - 1);
    escape(&out, name);
    return taken(ctx, &out);
}

/* What is inside an array has its part. */
static void add_part(struct lc_buf *out, const struct lc_odcs_item *item)
{
    if (item->up) {
        add_part(out, item->up);
    }
    if (item->up && item->name.len) {
        lc_buf_char(out, '.');
    }
    escape(out, item->name);
}

const char *lc_odcs_part(struct lc_ctx *ctx, const struct lc_odcs_item *item)
{
    struct lc_buf out;
    lc_buf_init(&out, &ctx->alloc, SIZE_MAX - 1);
    add_part(&out, item);
    return taken(ctx, &out);
}

/* ---- what is meant where nothing is said */

enum { IN_STANDARD = 1, IN_OLDER = 2, IN_BOTH = 3, TYPES = 3 };

static const struct standing {
    const char *key;
    const char *value;
    int of;
    const char *types[TYPES]; /* it is about; none: all */
} defaults[] = {
    {"minLength", "0", IN_BOTH, {NULL}},
    {"minItems", "0", IN_BOTH, {NULL}},
    {"minProperties", "0", IN_BOTH, {NULL}},
    {"format", "i32", IN_STANDARD, {"integer"}},
    {"defaultTimezone", "Etc/UTC", IN_STANDARD, {"timestamp", "time"}},
    {"precision", "38", IN_OLDER, {"number", "decimal", "numeric"}},
    {"scale", "0", IN_OLDER, {"number", "decimal", "numeric"}},
    {"type", "table", IN_OLDER, {NULL}},            /* of a model */
    {"logicalType", "object", IN_STANDARD, {NULL}}, /* of an object */
};

static bool is_about(const struct standing *d, const struct lc_odcs *o,
                     const struct lc_odcs_item *item)
{
    struct lc_str type = lc_odcs_word(lc_odcs_fact(item, o->older ? "type" : "logicalType"));
    bool found = !d->types[0];
    for (int i = 0; i < TYPES && d->types[i] && !found; i++) {
        found = lc_str_eq_nocase(type, lc_str(d->types[i]));
    }
    return found && (d->of & (o->older ? IN_OLDER : IN_STANDARD));
}

bool lc_odcs_is_default(const struct lc_odcs_walk *w, const struct lc_odcs_two *two,
                        const char *key, struct lc_node older, struct lc_node newer)
{
    struct lc_str said = lc_odcs_word(older.value ? older : newer);
    if (!older.value == !newer.value) {
        return false;
    }
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++) {
        const struct standing *d = &defaults[i];
        struct lc_decimal a;
        struct lc_decimal b;
        if (strcmp(key, d->key) == 0 && is_about(d, w->old, two->old) &&
            is_about(d, w->new, two->new)) {
            bool numbers = lc_decimal_parse(said, &a) && lc_decimal_parse(lc_str(d->value), &b);
            return numbers ? lc_decimal_cmp(&a, &b) == 0 : lc_str_is(said, d->value);
        }
    }
    return false;
}
