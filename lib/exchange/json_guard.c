/*
 * JSON that may stand in a log or on a terminal: what turns the direction of writing, moves the
 * cursor or begins a command to a runner is in strings alone, where an escape is the same to a
 * program.
 */
#include "exchange/text.h"

#include "base/utf8.h"

/* The next character that is to be escaped, or the end; *size is how long it is. */
static const char *next_hidden(const char *begin, const char *at, const char *end, uint32_t *code,
                               size_t *size)
{
    while (at < end) {
        bool shown = true;
        *code = (unsigned char)*at;
        *size = 1;
        if (*code >= 0x7F) {
            *size = lc_utf8_look(lc_str_n(at, (size_t)(end - at)), code, &shown);
        } else if (*at == '[') {
            shown = !lc_opens_command(begin, at);
        }
        if (!shown) {
            return at;
        }
        at += *size;
    }
    return end;
}

void lc_json_guard(struct lc_buf *buf)
{
    const char *begin = buf->data;
    const char *end = begin ? begin + buf->size : begin;
    uint32_t code = 0;
    size_t size = 0;
    const char *at = begin ? next_hidden(begin, begin, end, &code, &size) : end;
    struct lc_buf out;
    if (at == end || buf->status != CTR_OK) {
        return;
    }
    lc_buf_init(&out, buf->alloc, buf->max);
    for (const char *from = begin;;
         from = at + size, at = next_hidden(begin, from, end, &code, &size)) {
        lc_buf_add(&out, from, (size_t)(at - from));
        if (at == end) {
            break;
        }
        lc_buf_printf(&out, "\\u%04x", (unsigned)code);
    }
    lc_buf_free(buf);
    *buf = out;
}
