/* The points of a governing document: their paths, their places, and errors about them. */
#include "terms/record_room.h"

#include "base/buf.h"
#include "base/sha256.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- errors ---- */

ctr_status lc_term_refuse(const struct lc_term_reading *r, struct lc_term_spot spot,
                          const char *message)
{
    ctr_status status = lc_doc_fail(r->ctx, r->out->doc, spot.place, "%s: %s",
                                    *spot.path ? spot.path : "/", message);
    lc_detail(r->ctx, "field", spot.path);
    return status;
}

/* At most `max` bytes, cut at a code point. */
static struct lc_str cut(struct lc_str text, size_t max)
{
    size_t n = text.len < max ? text.len : max;
    while (n && n < text.len && ((unsigned char)text.ptr[n] & 0xC0) == 0x80) {
        n--;
    }
    return lc_str_n(text.ptr, n);
}

static const char *what_is(struct lc_ctx *ctx, const struct lc_value *value)
{
    struct lc_str text;
    switch ((enum lc_value_kind)value->kind) {
    case LC_ARRAY:
        return "a list";
    case LC_OBJECT:
        return "a map";
    case LC_NULL:
        return "null";
    case LC_FALSE:
        return "false";
    case LC_TRUE:
        return "true";
    case LC_NUMBER:
    case LC_STRING:
        break;
    }
    text = cut(lc_raw(value), 40);
    return lc_format(ctx, "'%.*s'%s", (int)text.len, text.ptr ? text.ptr : "",
                     text.len < value->count ? "…" : "");
}

ctr_status lc_term_wrong(const struct lc_term_reading *r, const struct lc_term_field *f,
                         const char *wanted)
{
    const char *found = f->value ? what_is(r->ctx, f->value) : "nothing";
    const char *message = found ? lc_format(r->ctx, "should be %s, found %s", wanted, found) : NULL;
    return message ? lc_term_refuse(r, f->spot, message) : CTR_E_NOMEM;
}

ctr_status lc_terms_fail(struct lc_ctx *ctx, const struct lc_terms *terms, const char *path,
                         const char *format, ...)
{
    char message[512];
    struct lc_terms copy = *terms;
    va_list args;
    if (!path) {
        return CTR_E_NOMEM;
    }
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return lc_term_refuse(&(struct lc_term_reading){.ctx = ctx, .out = &copy},
                          (struct lc_term_spot){path, lc_terms_place(terms, path)}, message);
}

/* ---- paths ---- */

/* One name of a path: escaped as in a JSON pointer, control characters as blanks, long ones cut. */
static void put_token(struct lc_buf *buf, struct lc_str token)
{
    struct lc_str head = token.len > LC_TERM_TOKEN ? cut(token, LC_TERM_TOKEN - 16) : token;
    for (size_t i = 0; i < head.len; i++) {
        unsigned char c = (unsigned char)head.ptr[i];
        const char *escape = lc_pointer_escape(head.ptr[i]);
        if (escape) {
            lc_buf_text(buf, escape);
        } else {
            lc_buf_char(buf, c < 0x20 || c == 0x7F ? ' ' : (char)c);
        }
    }
    if (head.len < token.len) {
        char hex[LC_SHA256_TEXT];
        struct lc_sha256 sum = lc_sha256_of(token.ptr, token.len);
        lc_sha256_format(&sum, hex);
        lc_buf_printf(buf, "…%.8s", hex);
    }
}

static const char *finish(struct lc_ctx *ctx, struct lc_buf *buf)
{
    const char *path = NULL;
    if (buf->status == CTR_OK) {
        path = lc_dup(ctx, lc_str_n(buf->data, buf->size));
    } else {
        lc_nomem(ctx);
    }
    lc_buf_free(buf);
    return path;
}

const char *lc_terms_path(struct lc_ctx *ctx, const char *above, const char *first,
                          const char *second)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, above);
    lc_buf_char(&buf, '/');
    put_token(&buf, lc_str(first));
    if (second) {
        lc_buf_char(&buf, ',');
        put_token(&buf, lc_str(second));
    }
    return finish(ctx, &buf);
}

static size_t levels(const char *path)
{
    size_t n = 0;
    for (; *path; path++) {
        n += *path == '/';
    }
    return n;
}

ctr_status lc_term_below(const struct lc_term_reading *r, struct lc_term_spot spot,
                         struct lc_str key, const char **out)
{
    struct lc_buf buf;
    if (key.len && memchr(key.ptr, '\0', key.len)) {
        return lc_term_refuse(r, spot, "a name in it holds a NUL character; none is allowed");
    }
    if (levels(spot.path) >= LC_TERM_LEVELS) {
        return lc_term_refuse(r, spot, "is nested more than 15 levels deep");
    }
    lc_buf_init(&buf, &r->ctx->alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, spot.path);
    lc_buf_char(&buf, '/');
    put_token(&buf, key);
    *out = finish(r->ctx, &buf);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* ---- points ---- */

ctr_status lc_term_grow(struct lc_ctx *ctx, void **items, size_t *room, size_t count, size_t size)
{
    if (count < *room) {
        return CTR_OK;
    }
    size_t more = *room ? *room * 2 : 32;
    void *at = lc_new(ctx, more, size);
    if (!at) {
        return CTR_E_NOMEM;
    }
    if (count) {
        memcpy(at, *items, count * size);
    }
    *items = at;
    *room = more;
    return CTR_OK;
}

ctr_status lc_term_point_add(const struct lc_term_reading *r, const struct lc_term_field *f,
                             const char *value)
{
    struct lc_terms *out = r->out;
    if (!value) {
        return CTR_E_NOMEM;
    }
    if (lc_map_get(&out->by_path, lc_str(f->spot.path))) {
        return lc_term_refuse(r, f->spot, "is there twice; remove one, or give them different ids");
    }
    if (out->point_count == LC_TERM_POINTS) {
        return lc_doc_fail_as(r->ctx, out->doc, CTR_E_LIMIT, f->spot.place,
                              "the document has more than %d terms", (int)LC_TERM_POINTS);
    }
    LC_TRY(lc_term_grow(r->ctx, (void **)&out->points, &out->point_room, out->point_count,
                        sizeof *out->points));
    out->points[out->point_count++] = (struct lc_term_point){
        f->spot.path, value, f->term, f->given ? f->value : NULL, f->spot.place, f->given};
    return lc_map_set(r->ctx, &out->by_path, lc_str(f->spot.path),
                      (void *)(uintptr_t)out->point_count);
}

const struct lc_term_point *lc_terms_find(const struct lc_terms *terms, const char *path)
{
    uintptr_t index = (uintptr_t)lc_map_get(&terms->by_path, lc_str(path));
    return index ? &terms->points[index - 1] : NULL;
}

ctr_status lc_term_note_place(const struct lc_term_reading *r, const struct lc_term_spot *spot)
{
    return lc_map_set(r->ctx, &r->out->places, lc_str(spot->path),
                      (void *)((uintptr_t)spot->place + 1));
}

uint32_t lc_terms_place(const struct lc_terms *terms, const char *path)
{
    for (size_t size = strlen(path); size; size--) {
        if (path[size] != '\0' && path[size] != '/') {
            continue;
        }
        struct lc_str head = lc_str_n(path, size);
        uintptr_t at = (uintptr_t)lc_map_get(&terms->places, head);
        uintptr_t point = at ? 0 : (uintptr_t)lc_map_get(&terms->by_path, head);
        if (at || point) {
            return at ? (uint32_t)(at - 1) : terms->points[point - 1].place;
        }
    }
    return terms->root;
}
