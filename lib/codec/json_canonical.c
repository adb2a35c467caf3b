/*
 * Canonical JSON (RFC 8785). Numbers get the layout of ECMAScript over their exact digits, so they
 * come out as RFC 8785 wants wherever a double holds them, and unrounded everywhere else.
 */
#include "codec/json_write.h"

#include <stdlib.h>

enum { MAX_EXPONENT = 1000 * 1000, PLAIN_DIGITS = 21, PLAIN_ZEROS = 6 };

/* UTF-16 order of valid UTF-8. It differs from the order of bytes only where one side is beyond
 * U+FFFF (surrogates, D800 and up) and the other from U+E000 on. */
static int utf16_cmp(struct lc_str a, struct lc_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    size_t i = 0;
    while (i < n && a.ptr[i] == b.ptr[i]) {
        i++;
    }
    if (i == n) {
        return a.len < b.len ? -1 : a.len > b.len;
    }
    unsigned char x = (unsigned char)a.ptr[i];
    unsigned char y = (unsigned char)b.ptr[i];
    if (x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0)) {
        return x >= 0xF0 ? -1 : 1;
    }
    return x < y ? -1 : 1;
}

static int member_cmp(const void *a, const void *b)
{
    const struct lc_member *x = *(const struct lc_member *const *)a;
    const struct lc_member *y = *(const struct lc_member *const *)b;
    return utf16_cmp(lc_key(x), lc_key(y));
}

/* Digits from `from` to `to`, without the point that the source may have among them. */
static void add_digits(struct lc_buf *buf, const struct lc_decimal *d, int64_t from, int64_t to)
{
    const char *point = memchr(d->digits.ptr, '.', d->digits.len);
    int64_t split = point ? point - d->digits.ptr : to;
    if (from < split) {
        lc_buf_add(buf, d->digits.ptr + from, (size_t)((to < split ? to : split) - from));
    }
    if (to > split) {
        int64_t begin = from > split ? from : split;
        lc_buf_add(buf, d->digits.ptr + begin + 1, (size_t)(to - begin));
    }
}

static void add_zeros(struct lc_buf *buf, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        lc_buf_char(buf, '0');
    }
}

/* d.ddde+x */
static void add_scientific(struct lc_buf *buf, const struct lc_decimal *d, int64_t digits)
{
    add_digits(buf, d, 0, 1);
    if (digits > 1) {
        lc_buf_char(buf, '.');
        add_digits(buf, d, 1, digits);
    }
    lc_buf_text(buf, d->exponent > 0 ? "e+" : "e");
    lc_buf_int(buf, d->exponent - 1);
}

static void add_decimal(struct lc_buf *buf, const struct lc_decimal *d)
{
    bool point = memchr(d->digits.ptr, '.', d->digits.len) != NULL;
    int64_t digits = (int64_t)d->digits.len - point;
    int64_t whole = d->exponent; /* digits before the point */
    if (d->negative) {
        lc_buf_char(buf, '-');
    }
    if (whole > PLAIN_DIGITS || whole <= -PLAIN_ZEROS) {
        add_scientific(buf, d, digits);
    } else if (whole <= 0) {
        lc_buf_text(buf, "0.");
        add_zeros(buf, -whole);
        add_digits(buf, d, 0, digits);
    } else if (whole >= digits) {
        add_digits(buf, d, 0, digits);
        add_zeros(buf, whole - digits);
    } else {
        add_digits(buf, d, 0, whole);
        lc_buf_char(buf, '.');
        add_digits(buf, d, whole, digits);
    }
}

static ctr_status add_number(struct lc_ctx *ctx, struct lc_buf *buf, const struct lc_value *value)
{
    struct lc_decimal d;
    bool known = lc_number(value, &d);
    if (known && lc_decimal_is_zero(&d)) {
        lc_buf_char(buf, '0');
        return CTR_OK;
    }
    if (!known || d.exponent - 1 > MAX_EXPONENT || d.exponent < 1 - MAX_EXPONENT) {
        int shown = (int)(value->count < 60 ? value->count : 60);
        return lc_fail(ctx, CTR_E_INPUT,
                       "the number %.*s has an exponent beyond %d; such numbers have no canonical "
                       "form here",
                       shown, value->chars, MAX_EXPONENT);
    }
    add_decimal(buf, &d);
    return CTR_OK;
}

static ctr_status add_value(struct lc_ctx *ctx, struct lc_buf *buf, const struct lc_value *value);

static ctr_status add_items(struct lc_ctx *ctx, struct lc_buf *buf, const struct lc_value *value)
{
    lc_buf_char(buf, '[');
    for (uint32_t i = 0; i < value->count; i++) {
        if (i) {
            lc_buf_char(buf, ',');
        }
        LC_TRY(add_value(ctx, buf, &value->items[i]));
    }
    lc_buf_char(buf, ']');
    return CTR_OK;
}

/* The members in order: pointers to them in scratch memory, NULL with NOMEM recorded. */
static const struct lc_member **sort_members(struct lc_ctx *ctx, const struct lc_value *value)
{
    uint32_t count = value->count;
    const struct lc_member **sorted = lc_new(ctx, count, sizeof(*sorted));
    bool in_order = true;
    for (uint32_t i = 0; sorted && i < count; i++) {
        sorted[i] = &value->members[i];
        in_order = in_order && (!i || utf16_cmp(lc_key(sorted[i - 1]), lc_key(sorted[i])) < 0);
    }
    if (sorted && !in_order) {
        qsort(sorted, count, sizeof(*sorted), member_cmp);
    }
    return sorted;
}

static ctr_status add_members(struct lc_ctx *ctx, struct lc_buf *buf, const struct lc_value *value)
{
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    const struct lc_member **sorted = sort_members(ctx, value);
    if (!sorted) {
        return CTR_E_NOMEM;
    }
    lc_buf_char(buf, '{');
    for (uint32_t i = 0; i < value->count; i++) {
        if (i) {
            lc_buf_char(buf, ',');
        }
        lc_json_string(buf, lc_key(sorted[i]));
        lc_buf_char(buf, ':');
        LC_TRY(add_value(ctx, buf, &sorted[i]->value));
    }
    lc_buf_char(buf, '}');
    lc_arena_release(&ctx->arena, mark);
    return CTR_OK;
}

static ctr_status add_value(struct lc_ctx *ctx, struct lc_buf *buf, const struct lc_value *value)
{
    if (buf->status == CTR_E_NOMEM) {
        return lc_nomem(ctx);
    }
    if (buf->status != CTR_OK) {
        return lc_fail(ctx, buf->status, "the canonical text is longer than %zu bytes", buf->max);
    }
    switch ((enum lc_value_kind)value->kind) {
    case LC_ARRAY:
        return add_items(ctx, buf, value);
    case LC_OBJECT:
        return add_members(ctx, buf, value);
    case LC_NUMBER:
        return add_number(ctx, buf, value);
    case LC_NULL:
    case LC_FALSE:
    case LC_TRUE:
    case LC_STRING:
        lc_json_value(buf, value);
        break;
    }
    return CTR_OK;
}

ctr_status lc_json_canonical(struct lc_ctx *ctx, struct lc_buf *buf, const struct lc_value *value)
{
    static const struct lc_value nothing = {.kind = LC_FALSE};
    LC_TRY(add_value(ctx, buf, value));
    if (buf->status != CTR_OK) { /* poisoned by the very last bytes */
        return add_value(ctx, buf, &nothing);
    }
    return CTR_OK;
}
