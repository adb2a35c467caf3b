/*
 * Writing XML: a declaration, elements on lines of their own, text and attributes escaped. An
 * element holds elements or text, never both, because the indent would become part of the text.
 */
#include "codec/xml_write.h"

#include "base/time.h"
#include "base/utf8.h"
#include "codec/base64.h"
#include "codec/xml_scan.h"

#include <stdio.h>

enum {
    FLUSH_AT = 64 << 10,
    MAX_OPEN = 16,
    BASE64_STEP = 12 << 10 /* 16 KiB of characters */
};

_Static_assert(sizeof((struct lc_xml_writer *)0)->open / sizeof(char *) == MAX_OPEN, "same depth");

static void refuse(struct lc_xml_writer *w, const char *what, const char *name)
{
    if (w->status == CTR_OK) {
        w->status = lc_fail(w->ctx, CTR_E_ARGUMENT, "XML cannot be written: %s '%s'", what, name);
    }
}

static void flush(struct lc_xml_writer *w)
{
    if (w->status == CTR_OK) {
        w->status = lc_poll(w->ctx);
    }
    if (w->status == CTR_OK && w->buf.size) {
        w->status = w->write(w->user, w->buf.data, w->buf.size);
    }
    lc_buf_clear(&w->buf);
}

static void put(struct lc_xml_writer *w, const char *bytes, size_t size)
{
    if (w->buf.size + size < w->buf.room && w->buf.size + size < FLUSH_AT) {
        memcpy(w->buf.data + w->buf.size, bytes, size); /* most pieces are small and fit */
        w->buf.size += size;
        return;
    }
    while (size && w->status == CTR_OK) {
        size_t room = FLUSH_AT - w->buf.size;
        size_t part = size < room ? size : room;
        lc_buf_add(&w->buf, bytes, part);
        if (w->buf.status != CTR_OK) {
            w->status = lc_nomem(w->ctx);
            return;
        }
        if (w->buf.size == FLUSH_AT) {
            flush(w);
        }
        bytes += part;
        size -= part;
    }
}

static void put_text(struct lc_xml_writer *w, const char *text)
{
    put(w, text, strlen(text));
}

void lc_xml_begin(struct lc_xml_writer *w, struct lc_ctx *ctx,
                  ctr_status (*write)(void *user, const void *bytes, size_t size), void *user)
{
    *w = (struct lc_xml_writer){.ctx = ctx, .write = write, .user = user, .status = CTR_OK};
    lc_buf_init(&w->buf, &ctx->alloc, FLUSH_AT);
    put_text(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

/* Is the byte at `i` part of a character that may be written? `text` is valid UTF-8. */
static bool legal_byte(struct lc_str text, size_t i, bool with_return)
{
    const unsigned char *p = (const unsigned char *)text.ptr;

    if (p[i] < 0x20) {
        return p[i] == '\t' || p[i] == '\n' || (p[i] == '\r' && with_return);
    }
    return p[i] != 0xEF || p[i + 1] != 0xBF || p[i + 2] < 0xBE; /* U+FFFE and U+FFFF */
}

static bool legal(struct lc_str text, bool with_return)
{
    if (text.len == 0) {
        return true;
    }
    const char *end = text.ptr + text.len;
    const char *p = lc_xml_simple(text.ptr, end);
    if (p == end) {
        return true;
    }
    if (lc_utf8_check(text) != text.len) {
        return false;
    }
    while (p < end) {
        if (!legal_byte(text, (size_t)(p - text.ptr), with_return)) {
            return false;
        }
        p = lc_xml_simple(p + 1, end);
    }
    return true;
}

bool lc_xml_legal(struct lc_str text)
{
    return legal(text, false);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Names come from our own tables: ASCII is enough. */
static bool good_name(const char *name)
{
    if (!name || !is_letter(*name)) {
        return false;
    }
    while (is_letter(*name) || (*name >= '0' && *name <= '9') || *name == '.' || *name == '-') {
        name++;
    }
    return *name == '\0';
}

static void put_line(struct lc_xml_writer *w)
{
    static const char indent[] = "\n                                ";
    put(w, indent, 1 + (size_t)w->depth * 2);
}

void lc_xml_open(struct lc_xml_writer *w, const char *name)
{
    if (w->status != CTR_OK) {
        return;
    }
    if (!good_name(name)) {
        refuse(w, "bad name of element", name ? name : "");
    } else if (w->depth == MAX_OPEN) {
        refuse(w, "more than 16 levels at element", name);
    } else if (w->depth == 0 && w->rooted) {
        refuse(w, "a second root element", name);
    } else if (w->had_text) {
        refuse(w, "text stands before element", name);
    } else {
        put_text(w, w->in_tag ? ">" : "");
        put_line(w);
        put_text(w, "<");
        put_text(w, name);
        w->open[w->depth++] = name;
        w->in_tag = w->rooted = true;
    }
}

static const char *escape_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t': /* blanks but the space would come back as spaces */
        return "&#9;";
    case '\n':
        return "&#10;";
    default:
        return "&#13;";
    }
}

static void put_escaped(struct lc_xml_writer *w, struct lc_str text, bool attribute)
{
    const char *end = text.ptr + text.len;

    for (const char *p = text.ptr; p < end;) {
        const char *mark = lc_xml_unmarked(p, end, attribute);
        put(w, p, (size_t)(mark - p));
        if (mark == end) {
            return;
        }
        put_text(w, escape_of(*mark));
        p = mark + 1;
    }
}

void lc_xml_attr(struct lc_xml_writer *w, const char *name, const char *value)
{
    if (w->status != CTR_OK || !value) {
        return;
    }
    struct lc_str text = lc_str(value);
    if (!good_name(name)) {
        refuse(w, "bad name of attribute", name ? name : "");
    } else if (!w->in_tag) {
        refuse(w, "no open tag for attribute", name);
    } else if (!legal(text, true)) {
        refuse(w, "characters that are not XML in attribute", name);
    } else {
        put_text(w, " ");
        put_text(w, name);
        put_text(w, "=\"");
        put_escaped(w, text, true);
        put_text(w, "\"");
    }
}

void lc_xml_attr_int(struct lc_xml_writer *w, const char *name, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)value);
    lc_xml_attr(w, name, text);
}

void lc_xml_attr_time(struct lc_xml_writer *w, const char *name, int64_t us)
{
    char text[LC_TIME_TEXT];
    if (us) {
        lc_xml_attr(w, name, lc_time_format(us, text));
    }
}

/* True if content may come here: behind a start tag or behind other content. */
static bool into_text(struct lc_xml_writer *w)
{
    if (w->status == CTR_OK && !w->in_tag && !w->had_text) {
        refuse(w, w->depth ? "text behind an element in" : "text outside the root",
               w->depth ? w->open[w->depth - 1] : "element");
    }
    if (w->status == CTR_OK && w->in_tag) {
        put_text(w, ">");
        w->in_tag = false;
        w->had_text = true;
    }
    return w->status == CTR_OK;
}

void lc_xml_text(struct lc_xml_writer *w, struct lc_str text)
{
    if (text.len == 0 || !into_text(w)) {
        return;
    }
    if (!lc_xml_legal(text)) {
        refuse(w, "characters that are not XML in element", w->open[w->depth - 1]);
        return;
    }
    put_escaped(w, text, false);
}

void lc_xml_base64(struct lc_xml_writer *w, const void *bytes, size_t size)
{
    const char *at = bytes;

    if (size == 0 || !into_text(w)) {
        return;
    }
    while (size && w->status == CTR_OK) {
        size_t part = size < BASE64_STEP ? size : BASE64_STEP;
        if (w->buf.size > FLUSH_AT - BASE64_STEP / 3 * 4) {
            flush(w);
        }
        lc_base64_add(&w->buf, at, part);
        if (w->buf.status != CTR_OK && w->status == CTR_OK) {
            w->status = lc_nomem(w->ctx);
        }
        at += part;
        size -= part;
    }
}

void lc_xml_close(struct lc_xml_writer *w)
{
    if (w->status != CTR_OK) {
        return;
    }
    if (w->depth == 0) {
        refuse(w, "more elements closed than", "opened");
        return;
    }
    const char *name = w->open[--w->depth];
    if (w->in_tag) {
        put_text(w, "/>");
    } else {
        if (!w->had_text) {
            put_line(w);
        }
        put_text(w, "</");
        put_text(w, name);
        put_text(w, ">");
    }
    w->in_tag = w->had_text = false;
}

ctr_status lc_xml_end(struct lc_xml_writer *w)
{
    if (w->depth) {
        refuse(w, "the end comes inside element", w->open[w->depth - 1]);
    } else if (!w->rooted) {
        refuse(w, "no root", "element");
    }
    put_text(w, "\n");
    flush(w);
    lc_buf_free(&w->buf);
    return w->status;
}
