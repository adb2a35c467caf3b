/* Results as JSON by their shape, and back. One table of fields serves both directions. */
#include "codec/json_write.h"

#include "base/time.h"

struct writer {
    struct lc_buf *buf;
    bool indent;
};

static const void *pointer_at(const void *body, uint32_t offset)
{
    const void *p;
    memcpy(&p, (const char *)body + offset, sizeof p);
    return p;
}

static size_t count_at(const void *body, uint32_t offset)
{
    size_t n;
    memcpy(&n, (const char *)body + offset, sizeof n);
    return n;
}

static int64_t int_at(const void *body, uint32_t offset)
{
    int64_t n;
    memcpy(&n, (const char *)body + offset, sizeof n);
    return n;
}

static int32_t word_at(const void *body, uint32_t offset)
{
    int32_t n;
    memcpy(&n, (const char *)body + offset, sizeof n);
    return n;
}

static bool in_json(const struct lc_field *f)
{
    return f->key && f->kind != LC_KIND_BYTES;
}

static void new_line(const struct writer *w, int level)
{
    if (w->indent) {
        lc_buf_char(w->buf, '\n');
        for (int i = 0; i < level; i++) {
            lc_buf_text(w->buf, "  ");
        }
    }
}

static void write_text(const struct writer *w, const char *text)
{
    if (text) {
        lc_json_string(w->buf, lc_str(text));
    } else {
        lc_buf_text(w->buf, "null");
    }
}

static void write_time(const struct writer *w, int64_t us)
{
    char text[LC_TIME_TEXT];
    write_text(w, us ? lc_time_format(us, text) : NULL);
}

static void write_ordinal(const struct writer *w, int64_t n)
{
    if (n) {
        lc_buf_int(w->buf, n);
    } else {
        lc_buf_text(w->buf, "null");
    }
}

static void write_body(const struct writer *w, const struct lc_shape *shape, const void *body,
                       int level);

/* An array of structs, or of strings where shape is NULL. */
static void write_list(const struct writer *w, const struct lc_shape *shape, const void *items,
                       size_t count, int level)
{
    lc_buf_char(w->buf, '[');
    for (size_t i = 0; i < count && w->buf->status == CTR_OK; i++) {
        if (i) {
            lc_buf_char(w->buf, ',');
        }
        new_line(w, level + 1);
        if (shape) {
            write_body(w, shape, (const char *)items + i * shape->size, level + 1);
        } else {
            write_text(w, ((const char *const *)items)[i]);
        }
    }
    if (count) {
        new_line(w, level);
    }
    lc_buf_char(w->buf, ']');
}

static void write_ref(const struct writer *w, const struct lc_shape *shape, const void *target,
                      int level)
{
    if (target) {
        write_body(w, shape, target, level);
    } else {
        lc_buf_text(w->buf, "null");
    }
}

static void write_field(const struct writer *w, const struct lc_field *f, const void *body,
                        int level)
{
    int32_t word;
    const char *json;
    switch (f->kind) {
    case LC_KIND_STR:
        write_text(w, pointer_at(body, f->offset));
        break;
    case LC_KIND_JSON:
    case LC_KIND_VALUE:
        json = pointer_at(body, f->offset);
        lc_buf_text(w->buf, json ? json : "null");
        break;
    case LC_KIND_INT:
        lc_buf_int(w->buf, int_at(body, f->offset));
        break;
    case LC_KIND_ORDINAL:
        write_ordinal(w, int_at(body, f->offset));
        break;
    case LC_KIND_BOOL:
    case LC_KIND_MARK:
        lc_buf_text(w->buf, word_at(body, f->offset) ? "true" : "false");
        break;
    case LC_KIND_TIME:
        write_time(w, int_at(body, f->offset));
        break;
    case LC_KIND_WORD:
        word = word_at(body, f->offset);
        write_text(w, word ? lc_word_name(f->words, word) : NULL);
        break;
    case LC_KIND_OBJECT:
        write_body(w, f->shape, (const char *)body + f->offset, level);
        break;
    case LC_KIND_REF:
    case LC_KIND_NOTE:
        write_ref(w, f->shape, pointer_at(body, f->offset), level);
        break;
    case LC_KIND_LIST:
    case LC_KIND_STRS:
        write_list(w, f->shape, pointer_at(body, f->offset), count_at(body, f->count_offset),
                   level);
        break;
    case LC_KIND_TOLD:
        write_text(w, f->told(body));
        break;
    case LC_KIND_BYTES:
        break;
    }
}

/* What is stored is written in one line. */
static bool left_out(const struct writer *w, const struct lc_field *f, const void *body)
{
    return (f->kind == LC_KIND_MARK && !word_at(body, f->offset)) ||
           (f->kind == LC_KIND_NOTE && !pointer_at(body, f->offset)) ||
           (f->kind == LC_KIND_TOLD && !w->indent);
}

static void write_body(const struct writer *w, const struct lc_shape *shape, const void *body,
                       int level)
{
    bool first = true;
    lc_buf_char(w->buf, '{');
    for (size_t i = 0; i < shape->count; i++) {
        const struct lc_field *f = &shape->fields[i];
        if (!in_json(f) || left_out(w, f, body)) {
            continue;
        }
        if (!first) {
            lc_buf_char(w->buf, ',');
        }
        first = false;
        new_line(w, level + 1);
        lc_json_string(w->buf, lc_str(f->key));
        lc_buf_text(w->buf, w->indent ? ": " : ":");
        write_field(w, f, body, level + 1);
    }
    if (!first) {
        new_line(w, level);
    }
    lc_buf_char(w->buf, '}');
}

void lc_json_shape(struct lc_buf *buf, const struct lc_shape *shape, const void *body, bool indent)
{
    write_body(&(struct writer){buf, indent}, shape, body, 0);
}

/* Where a field is read to. */
struct target {
    struct lc_ctx *ctx;
    const struct lc_shape *shape; /* that it belongs to, for messages */
    const struct lc_field *field;
    char *body;
};

static ctr_status wrong(const struct target *t, const char *wanted)
{
    ctr_status status = lc_fail(t->ctx, CTR_E_CORRUPT, "member '%s' of %s should be %s",
                                t->field->key, t->shape->name, wanted);
    lc_detail(t->ctx, "item", t->field->key);
    return status;
}

static void store(const struct target *t, const void *bytes, size_t size)
{
    memcpy(t->body + t->field->offset, bytes, size);
}

static void store_array(const struct target *t, const void *items, size_t count)
{
    store(t, &items, sizeof items);
    memcpy(t->body + t->field->count_offset, &count, sizeof count);
}

static ctr_status read_text(const struct target *t, const struct lc_value *value, const char **out)
{
    struct lc_str text = lc_text(value);
    *out = NULL;
    if (value->kind == LC_NULL) {
        return CTR_OK;
    }
    if (!text.ptr || (text.len && memchr(text.ptr, '\0', text.len))) {
        return wrong(t, "a string without NUL, or null");
    }
    *out = lc_dup(t->ctx, text);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* JSON in its canonical form; a value as it was written. */
static ctr_status read_json(const struct target *t, const struct lc_value *value, const char **out)
{
    ctr_status status = CTR_OK;
    struct lc_buf buf;
    *out = NULL;
    if (value->kind == LC_NULL) {
        return CTR_OK;
    }
    lc_buf_init(&buf, &t->ctx->alloc, SIZE_MAX - 1);
    if (t->field->kind == LC_KIND_VALUE) {
        lc_json_value(&buf, value);
        status = buf.status == CTR_OK ? CTR_OK : lc_nomem(t->ctx);
    } else {
        status = lc_json_canonical(t->ctx, &buf, value);
    }
    if (status == CTR_OK) {
        *out = lc_dup(t->ctx, lc_str_n(buf.data, buf.size));
        status = *out ? CTR_OK : CTR_E_NOMEM;
    }
    lc_buf_free(&buf);
    return status;
}

static ctr_status read_time(const struct target *t, const struct lc_value *value)
{
    int64_t us = 0;
    if (value->kind != LC_NULL && !lc_time_parse(lc_text(value), false, &us)) {
        return wrong(t, "a time as RFC 3339 has it, or null");
    }
    store(t, &us, sizeof us);
    return CTR_OK;
}

static ctr_status read_word(const struct target *t, const struct lc_value *value)
{
    int32_t word = 0;
    const char *name;
    LC_TRY(read_text(t, value, &name));
    if (name && !lc_word_parse(t->field->words, name, &word)) {
        const char *words = lc_word_list(t->ctx, t->field->words);
        return wrong(t, words);
    }
    store(t, &word, sizeof word);
    return CTR_OK;
}

static ctr_status read_body(struct lc_ctx *ctx, const struct lc_shape *shape,
                            const struct lc_value *value, char *body);

static ctr_status read_nested(const struct target *t, const struct lc_value *value, char *body)
{
    if (value->kind != LC_OBJECT) {
        return wrong(t, t->field->kind == LC_KIND_REF ? "an object, or null" : "an object");
    }
    return read_body(t->ctx, t->field->shape, value, body);
}

static ctr_status read_ref(const struct target *t, const struct lc_value *value)
{
    if (value->kind == LC_NULL) {
        return CTR_OK;
    }
    char *body = lc_new(t->ctx, 1, t->field->shape->size);
    if (!body) {
        return CTR_E_NOMEM;
    }
    LC_TRY(read_nested(t, value, body));
    store(t, &body, sizeof body);
    return CTR_OK;
}

static ctr_status read_list(const struct target *t, const struct lc_value *value)
{
    size_t size = t->field->shape->size;
    if (value->kind != LC_ARRAY) {
        return wrong(t, "an array of objects");
    }
    if (!value->count) {
        return CTR_OK;
    }
    char *items = lc_new(t->ctx, value->count, size);
    if (!items) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        LC_TRY(read_nested(t, &value->items[i], items + i * size));
    }
    store_array(t, items, value->count);
    return CTR_OK;
}

static ctr_status read_strings(const struct target *t, const struct lc_value *value)
{
    if (value->kind != LC_ARRAY) {
        return wrong(t, "an array of strings");
    }
    if (!value->count) {
        return CTR_OK;
    }
    const char **items = lc_new(t->ctx, value->count, sizeof(*items));
    if (!items) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        LC_TRY(read_text(t, &value->items[i], &items[i]));
    }
    store_array(t, items, value->count);
    return CTR_OK;
}

static ctr_status read_field(const struct target *t, const struct lc_value *value)
{
    const char *text;
    int64_t number;
    int32_t truth = lc_truth(value);
    switch (t->field->kind) {
    case LC_KIND_STR:
        LC_TRY(read_text(t, value, &text));
        store(t, &text, sizeof text);
        break;
    case LC_KIND_JSON:
    case LC_KIND_VALUE:
        LC_TRY(read_json(t, value, &text));
        store(t, &text, sizeof text);
        break;
    case LC_KIND_INT:
        if (!lc_int(value, &number)) {
            return wrong(t, "an integer of 64 bits");
        }
        store(t, &number, sizeof number);
        break;
    case LC_KIND_ORDINAL:
        number = 0;
        if (value->kind != LC_NULL && (!lc_int(value, &number) || number < 1)) {
            return wrong(t, "an integer from 1, or null");
        }
        store(t, &number, sizeof number);
        break;
    case LC_KIND_BOOL:
    case LC_KIND_MARK:
        if (value->kind != LC_TRUE && value->kind != LC_FALSE) {
            return wrong(t, "true or false");
        }
        store(t, &truth, sizeof truth);
        break;
    case LC_KIND_TIME:
        return read_time(t, value);
    case LC_KIND_WORD:
        return read_word(t, value);
    case LC_KIND_OBJECT:
        return read_nested(t, value, t->body + t->field->offset);
    case LC_KIND_REF:
    case LC_KIND_NOTE:
        return read_ref(t, value);
    case LC_KIND_LIST:
        return read_list(t, value);
    case LC_KIND_STRS:
        return read_strings(t, value);
    case LC_KIND_BYTES:
    case LC_KIND_TOLD:
        break;
    }
    return CTR_OK;
}

static ctr_status read_body(struct lc_ctx *ctx, const struct lc_shape *shape,
                            const struct lc_value *value, char *body)
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct lc_field *f = &shape->fields[i];
        const struct lc_value *member = in_json(f) ? lc_get(value, f->key) : NULL;
        if (member) {
            LC_TRY(read_field(&(struct target){ctx, shape, f, body}, member));
        }
    }
    return CTR_OK;
}

ctr_status lc_json_unshape(struct lc_ctx *ctx, const struct lc_shape *shape,
                           const struct lc_value *value, void *body)
{
    if (!lc_is(value, LC_OBJECT)) {
        return lc_fail(ctx, CTR_E_CORRUPT, "%s should be a JSON object", shape->name);
    }
    return read_body(ctx, shape, value, body);
}
