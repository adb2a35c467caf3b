/* XML bytes around libxml2: encoding, pieces, and what is too much for it. */
#include "codec/xml_guard.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

__attribute__((format(printf, 3, 4))) static bool fail(struct lc_xml_guard *g, ctr_status status,
                                                       const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(g->message, sizeof g->message, format, args);
    va_end(args);
    g->status = status;
    return false;
}

static void drop(struct lc_str *text, size_t size)
{
    *text = lc_str_n(text->ptr + size, text->len - size);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* name = "value", cut from *rest; false if there is no such thing, which libxml2 says better. */
static bool pseudo_attribute(struct lc_str *rest, struct lc_str *name, struct lc_str *value)
{
    struct lc_str tail;
    if (!lc_str_cut(*rest, '=', name, &tail)) {
        return false;
    }
    *name = lc_str_trim(*name);
    while (tail.len && is_blank(tail.ptr[0])) {
        drop(&tail, 1);
    }
    if (tail.len == 0 || (tail.ptr[0] != '"' && tail.ptr[0] != '\'')) {
        return false;
    }
    return lc_str_cut(lc_str_n(tail.ptr + 1, tail.len - 1), tail.ptr[0], value, rest);
}

/* Only UTF-8 may be declared. libxml2 is told to pass over the encoding, so that nothing but a
 * message hangs on this. */
static bool check_declaration(struct lc_xml_guard *g)
{
    struct lc_str rest = lc_str_n(g->kept, g->kept_size);
    struct lc_str name;
    struct lc_str value;

    drop(&rest, 5); /* <?xml */
    while (pseudo_attribute(&rest, &name, &value)) {
        if (lc_str_is(name, "encoding") && !lc_str_eq_nocase(value, LC_STR("UTF-8"))) {
            value.len = lc_utf8_check(lc_str_n(value.ptr, value.len < 40 ? value.len : 40));
            return fail(g, CTR_E_INPUT, "encoding '%.*s' is declared; only UTF-8 is read",
                        (int)value.len, value.ptr);
        }
    }
    return true;
}

/* Keep the beginning of the document until it is clear that it is no declaration, or until it is
 * whole. */
static bool check_beginning(struct lc_xml_guard *g, struct lc_str piece)
{
    static const char opening[] = "<?xml";

    for (size_t i = 0; i < piece.len && !g->checked; i++) {
        const uint32_t at = g->kept_size;
        const char c = piece.ptr[i];
        if (at == LC_XML_DECLARATION) {
            return fail(g, CTR_E_LIMIT, "the XML declaration is longer than %d bytes",
                        LC_XML_DECLARATION);
        }
        g->kept[g->kept_size++] = c;
        if ((at < 5 && c != opening[at]) || (at == 5 && !is_blank(c))) {
            g->checked = true;
        } else if (c == '>') {
            g->checked = true;
            return check_declaration(g);
        }
    }
    return true;
}

/* Bytes that a lead byte promises, or 1. */
static size_t sequence_size(char first)
{
    unsigned char lead = (unsigned char)first;
    return lead < 0xC2 || lead > 0xF4 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* A character that is cut waits until the rest of it comes. True if one is whole in g->tail. */
static bool fill_tail(struct lc_xml_guard *g, struct lc_str *text)
{
    size_t want = sequence_size(g->tail_size ? g->tail[0] : text->ptr[0]);
    while (text->len && g->tail_size < want) {
        g->tail[g->tail_size++] = text->ptr[0];
        drop(text, 1);
    }
    return g->tail_size == want;
}

/* The valid beginning of `text`, at most a piece; empty if its first byte is bad. */
static struct lc_str valid_part(struct lc_str text)
{
    struct lc_str part = lc_str_n(text.ptr, text.len < LC_XML_PIECE ? text.len : LC_XML_PIECE);
    part.len = lc_utf8_check(part);
    const char *nul = part.len ? memchr(part.ptr, '\0', part.len) : NULL;
    return nul ? lc_str_n(part.ptr, (size_t)(nul - part.ptr)) : part;
}

/* CR LF and CR become LF, as XML 1.0 section 2.11 wants it before anything else. */
static struct lc_str plain_lines(struct lc_xml_guard *g, struct lc_str part)
{
    size_t size = 0;

    if (!g->after_return && !memchr(part.ptr, '\r', part.len)) {
        return part;
    }
    for (size_t i = 0; i < part.len; i++) {
        const char c = part.ptr[i];
        if (c != '\n' || !g->after_return) {
            g->lines[size++] = c == '\r' ? '\n' : c;
        }
        g->after_return = c == '\r';
    }
    return lc_str_n(g->lines, size);
}

static bool refuse_byte(struct lc_xml_guard *g, char first)
{
    const unsigned char byte = (unsigned char)first;

    g->bad_byte = true;
    if (byte == 0) {
        return fail(g, CTR_E_INPUT, "a NUL byte is not XML; UTF-8 was wanted, is this UTF-16?");
    }
    if (!g->begun && byte >= 0xFE) {
        return fail(g, CTR_E_INPUT, "UTF-16 is not read; UTF-8 was wanted");
    }
    return fail(g, CTR_E_INPUT, "byte 0x%02X is not UTF-8 here", byte);
}

bool lc_xml_guard_next(struct lc_xml_guard *g, struct lc_str *text, struct lc_str *piece)
{
    *piece = (struct lc_str){NULL, 0};
    if (g->status != CTR_OK || text->len == 0) {
        return false;
    }
    struct lc_str part = valid_part(*text);
    if (g->tail_size || (part.len == 0 && text->len < sequence_size(text->ptr[0]))) {
        if (!fill_tail(g, text)) {
            return false;
        }
        part = valid_part(lc_str_n(g->tail, g->tail_size));
        if (part.len == 0) {
            return refuse_byte(g, g->tail[0]);
        }
        g->tail_size = 0;
    } else if (part.len == 0) {
        return refuse_byte(g, text->ptr[0]);
    } else {
        drop(text, part.len);
    }
    if (!g->begun && lc_str_starts(part, LC_STR("\xEF\xBB\xBF"))) {
        drop(&part, 3);
    }
    g->begun = true;
    *piece = plain_lines(g, part);
    return g->checked || check_beginning(g, *piece);
}

/* Count the attributes of a tag by their '='. `held` goes on where the last call stopped. */
static bool count_attributes(struct lc_xml_guard *g, struct lc_str held)
{
    for (size_t i = 0; i < held.len; i++) {
        const char c = held.ptr[i];
        if (g->quote) {
            g->quote = c == g->quote ? '\0' : g->quote;
        } else if (c == '"' || c == '\'') {
            g->quote = c;
        } else if (c == '=' && ++g->attributes > LC_XML_MAX_ATTRIBUTES) {
            return fail(g, CTR_E_LIMIT, "an element has more than %d attributes",
                        LC_XML_MAX_ATTRIBUTES);
        }
    }
    return true;
}

bool lc_xml_guard_waiting(struct lc_xml_guard *g, struct lc_str held, uint64_t offset)
{
    if (held.len > LC_XML_MAX_MARKUP) {
        return fail(g, CTR_E_LIMIT, "a tag or comment is longer than %d bytes", LC_XML_MAX_MARKUP);
    }
    if (held.len > LC_XML_MAX_REFERENCE && held.ptr[0] == '&' && !memchr(held.ptr, ';', held.len)) {
        return fail(g, CTR_E_LIMIT,
                    "a reference is longer than %d bytes; a '&' that begins none is written &amp;",
                    LC_XML_MAX_REFERENCE);
    }
    if (held.len < 2 || held.ptr[0] != '<' || held.ptr[1] == '!' || held.ptr[1] == '?') {
        return true; /* no tag */
    }
    if (offset != g->waiting_at || held.len < g->waiting_size) {
        g->waiting_at = offset;
        g->waiting_size = 0;
        g->attributes = 0;
        g->quote = '\0';
    }
    struct lc_str fresh = lc_str_n(held.ptr + g->waiting_size, held.len - g->waiting_size);
    g->waiting_size = held.len;
    return count_attributes(g, fresh);
}
