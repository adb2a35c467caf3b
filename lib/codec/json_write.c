/* JSON text: strings with their escapes, trees as they are, small objects built by hand. */
#include "codec/json_write.h"

#include "codec/json_scan.h"

/* A quote, backslash or control character. */
static void add_escape(struct lc_buf *buf, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char shorts[0x20] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r',
    };
    char text[6] = {'\\', 'u', '0', '0', hex[(c >> 4) & 15], hex[c & 15]};
    if (c >= 0x20 || shorts[c]) {
        text[1] = c >= 0x20 ? (char)c : shorts[c];
        lc_buf_add(buf, text, 2);
        return;
    }
    lc_buf_add(buf, text, sizeof text);
}

void lc_json_string(struct lc_buf *buf, struct lc_str text)
{
    const char *at = text.len ? text.ptr : "";
    const char *end = at + text.len;
    bool high = false;
    lc_buf_char(buf, '"');
    while (at < end) {
        const char *stop = lc_json_plain(at, end, &high);
        lc_buf_add(buf, at, (size_t)(stop - at));
        at = stop;
        if (at < end) {
            add_escape(buf, (unsigned char)*at++);
        }
    }
    lc_buf_char(buf, '"');
}

static void add_items(struct lc_buf *buf, const struct lc_value *value)
{
    lc_buf_char(buf, '[');
    for (uint32_t i = 0; i < value->count && buf->status == CTR_OK; i++) {
        if (i) {
            lc_buf_char(buf, ',');
        }
        lc_json_value(buf, &value->items[i]);
    }
    lc_buf_char(buf, ']');
}

static void add_members(struct lc_buf *buf, const struct lc_value *value)
{
    lc_buf_char(buf, '{');
    for (uint32_t i = 0; i < value->count && buf->status == CTR_OK; i++) {
        const struct lc_member *m = &value->members[i];
        if (i) {
            lc_buf_char(buf, ',');
        }
        lc_json_string(buf, lc_key(m));
        lc_buf_char(buf, ':');
        lc_json_value(buf, &m->value);
    }
    lc_buf_char(buf, '}');
}

void lc_json_value(struct lc_buf *buf, const struct lc_value *value)
{
    switch ((enum lc_value_kind)value->kind) {
    case LC_NULL:
        lc_buf_text(buf, "null");
        break;
    case LC_FALSE:
        lc_buf_text(buf, "false");
        break;
    case LC_TRUE:
        lc_buf_text(buf, "true");
        break;
    case LC_NUMBER:
        lc_buf_str(buf, lc_raw(value));
        break;
    case LC_STRING:
        lc_json_string(buf, lc_raw(value));
        break;
    case LC_ARRAY:
        add_items(buf, value);
        break;
    case LC_OBJECT:
        add_members(buf, value);
        break;
    }
}

static void add_pair(struct lc_buf *buf, const struct lc_pair *pair)
{
    lc_json_string(buf, lc_str(pair->key));
    lc_buf_char(buf, ':');
    if (pair->is_number) {
        lc_buf_int(buf, pair->number);
    } else if (pair->raw) {
        lc_buf_text(buf, pair->text);
    } else {
        lc_json_string(buf, lc_str(pair->text));
    }
}

/* The first pair in order behind `last` (NULL = from the start) that is not left out. The few keys
 * of an event need no sorting of their own. */
static const struct lc_pair *next_pair(const struct lc_pair *pairs, size_t count, const char *last)
{
    const struct lc_pair *found = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct lc_pair *p = &pairs[i];
        bool present = p->is_number || p->text;
        if (present && (!last || strcmp(p->key, last) > 0) &&
            (!found || strcmp(p->key, found->key) < 0)) {
            found = p;
        }
    }
    return found;
}

const char *lc_json_pairs(struct lc_ctx *ctx, const struct lc_pair *pairs, size_t count)
{
    struct lc_buf buf;
    const char *last = NULL;
    const struct lc_pair *pair;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_char(&buf, '{');
    while ((pair = next_pair(pairs, count, last)) != NULL) {
        if (last) {
            lc_buf_char(&buf, ',');
        }
        add_pair(&buf, pair);
        last = pair->key;
    }
    lc_buf_char(&buf, '}');
    const char *text = buf.status == CTR_OK ? lc_dup(ctx, lc_str_n(buf.data, buf.size)) : NULL;
    if (!text) {
        lc_nomem(ctx);
    }
    lc_buf_free(&buf);
    return text;
}

const char *lc_json_strings(struct lc_ctx *ctx, const char *const *strings, size_t count)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    lc_buf_char(&buf, '[');
    for (size_t i = 0; i < count; i++) {
        if (i) {
            lc_buf_char(&buf, ',');
        }
        lc_json_string(&buf, lc_str(strings[i]));
    }
    lc_buf_char(&buf, ']');
    const char *text = lc_buf_cstr(&buf);
    text = text ? lc_dup_c(ctx, text) : NULL;
    lc_buf_free(&buf);
    if (!text) {
        lc_nomem(ctx);
    }
    return text;
}
