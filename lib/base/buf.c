/* A capped, poisoning output buffer. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

void lc_buf_init(struct lc_buf *buf, const ctr_allocator *alloc, size_t max)
{
    *buf = (struct lc_buf){.alloc = alloc, .max = max, .status = CTR_OK};
}

void lc_buf_free(struct lc_buf *buf)
{
    lc_release(buf->alloc, buf->data);
    buf->data = NULL;
    buf->size = buf->room = 0;
}

static void poison(struct lc_buf *buf, ctr_status status)
{
    lc_buf_free(buf);
    if (buf->status == CTR_OK) { /* the first cause stays */
        buf->status = status;
    }
}

char *lc_buf_reserve(struct lc_buf *buf, size_t size)
{
    size_t need;
    if (buf->status != CTR_OK) {
        return NULL;
    }
    if (!lc_size_add(buf->size, size, &need) || need > buf->max || need == SIZE_MAX) {
        poison(buf, CTR_E_LIMIT);
        return NULL;
    }
    need++; /* the NUL */
    if (need > buf->room) {
        size_t room = buf->room < 32 ? 64 : buf->room * 2;
        if (room < need) {
            room = need;
        }
        char *data = lc_resize(buf->alloc, buf->data, room);
        if (!data) {
            poison(buf, CTR_E_NOMEM);
            return NULL;
        }
        buf->data = data;
        buf->room = room;
    }
    return buf->data + buf->size;
}

void lc_buf_wrote(struct lc_buf *buf, size_t size)
{
    buf->size += size;
    buf->data[buf->size] = '\0';
}

void lc_buf_add(struct lc_buf *buf, const void *bytes, size_t size)
{
    char *at = lc_buf_reserve(buf, size);
    if (at) {
        if (size) {
            memcpy(at, bytes, size);
        }
        lc_buf_wrote(buf, size);
    }
}

void lc_buf_char(struct lc_buf *buf, char c)
{
    lc_buf_add(buf, &c, 1);
}

void lc_buf_str(struct lc_buf *buf, struct lc_str s)
{
    lc_buf_add(buf, s.ptr, s.len);
}

void lc_buf_text(struct lc_buf *buf, const char *text)
{
    if (text) {
        lc_buf_add(buf, text, strlen(text));
    }
}

void lc_buf_int(struct lc_buf *buf, int64_t value)
{
    char text[24];
    char *at = text + sizeof text;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0) {
        *--at = '-';
    }
    lc_buf_add(buf, at, (size_t)(text + sizeof text - at));
}

void lc_buf_printf(struct lc_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0) { /* longer than an int can count */
        poison(buf, CTR_E_LIMIT);
        return;
    }
    char *at = lc_buf_reserve(buf, (size_t)n);
    if (at) {
        va_start(args, format);
        vsnprintf(at, (size_t)n + 1, format, args);
        va_end(args);
        buf->size += (size_t)n;
    }
}

void lc_buf_clear(struct lc_buf *buf)
{
    buf->size = 0;
    if (buf->data) {
        buf->data[0] = '\0';
    }
}

const char *lc_buf_cstr(const struct lc_buf *buf)
{
    if (buf->status != CTR_OK) {
        return NULL;
    }
    return buf->data ? buf->data : "";
}
