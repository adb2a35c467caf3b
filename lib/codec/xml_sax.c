/*
 * What libxml2 calls: elements and text for the handler, and every error, with its place.
 */
#include "codec/xml_reader.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { MAX_DEPTH = 64, MAX_NAME = 128, MAX_VALUE = 1 << 20, MAX_REASON = 1024 };
enum { MAX_DICTIONARY = 10000000 }; /* libxml2's own limit for all different names */

static long long code_points(const xmlChar *from, const xmlChar *to)
{
    long long n = 0;
    for (; from < to; from++) {
        n += (*from & 0xC0) != 0x80;
    }
    return n;
}

/* Line and column of `at`; libxml2's line is that of `known`, both places in its window. It counts
 * columns in several ways, so its own is taken only where the line began before the window. */
static void set_place_from(struct lc_xml_reader *r, const xmlChar *at, const xmlChar *known)
{
    const xmlParserInput *in = r->parser->input;
    long long line = in->line;

    for (const xmlChar *p = at; p < known; p++) {
        line -= *p == '\n';
    }
    for (const xmlChar *p = known; p < at; p++) {
        line += *p == '\n';
    }
    const xmlChar *start = at;
    while (start > in->base && start[-1] != '\n') {
        start--;
    }
    long long column = code_points(start, at) + 1;
    if (start == in->base && in->consumed) {
        long long back = at < known ? code_points(at, known) : -code_points(known, at);
        column = in->col - back > column ? in->col - back : column;
    }
    r->line = line;
    r->column = column;
}

/* The place up to which libxml2 has read, or the end of all it was given. */
static void set_place(struct lc_xml_reader *r, bool end)
{
    const xmlParserInput *in = r->parser ? r->parser->input : NULL;
    if (in) {
        set_place_from(r, end ? in->end : in->cur, in->cur);
    }
}

/* What is being handed over begins at its '<', or where its text does. */
static void set_place_of_item(struct lc_xml_reader *r)
{
    const xmlParserInput *in = r->parser->input;
    if (!in) {
        return;
    }
    if (r->piece.len) { /* the line is that of its end already, cur not always */
        const xmlChar *text = (const xmlChar *)r->piece.ptr;
        if (text >= in->base && text + r->piece.len <= in->end) {
            set_place_from(r, text, text + r->piece.len);
            return;
        }
    }
    const xmlChar *at = in->cur;
    if (r->in_tag) { /* all of it is in the window, and no other '<' within it */
        while (at > in->base && (at == in->cur || *at != '<')) {
            at--;
        }
        at = *at == '<' ? at : in->cur;
    }
    set_place_from(r, at, in->cur);
}

static ctr_status fail_here(struct lc_xml_reader *r, ctr_status status, const char *reason)
{
    status = lc_fail(r->ctx, status, "%s:%lld:%lld: %s", r->file, r->line, r->column, reason);
    lc_detail(r->ctx, "file", r->file);
    lc_detail_int(r->ctx, "line", r->line);
    lc_detail_int(r->ctx, "column", r->column);
    return status;
}

ctr_status lc_xml_fail(struct lc_xml_reader *r, ctr_status status, const char *format, ...)
{
    char reason[MAX_REASON];
    va_list args;

    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    reason[lc_utf8_check(lc_str(reason))] = '\0'; /* a character may be cut at the end */
    if (r->status == CTR_OK) {
        set_place_of_item(r);
    }
    return fail_here(r, status, reason);
}

void lc_xml_place(struct lc_xml_reader *r, int64_t *line, int64_t *column)
{
    set_place_of_item(r);
    *line = r->line;
    *column = r->column;
}

void lc_xml_settle(struct lc_xml_reader *r, ctr_status status)
{
    if (r->status == CTR_OK) {
        r->status = status;
    }
}

void lc_xml_refuse(struct lc_xml_reader *r, bool end, ctr_status status, const char *reason)
{
    set_place(r, end);
    lc_xml_settle(r, fail_here(r, status, reason));
}

void lc_xml_refuse_memory(struct lc_xml_reader *r)
{
    if (r->parser && xmlDictGetUsage(r->parser->dict) > MAX_DICTIONARY) {
        lc_xml_refuse(r, false, CTR_E_LIMIT, "there are more different names than libxml2 takes");
    } else {
        lc_xml_settle(r, lc_nomem(r->ctx));
    }
}

/* The same at the end of a callback, where libxml2 can stop at once. Not after an error of its own:
 * it goes on after some of them, with pointers into the input that stopping would free. */
static void leave(struct lc_xml_reader *r, ctr_status status)
{
    r->piece.len = 0;
    r->in_tag = false;
    lc_xml_settle(r, status);
    if (status != CTR_OK) {
        xmlStopParser(r->parser);
    }
}

/* Sentences where libxml2's would mislead: mostly it says that there is extra content. */
static const char *end_reason(const struct lc_xml_reader *r)
{
    return !r->guard.begun ? "the document is empty; XML was wanted"
           : !r->rooted    ? "no root element was found; is this XML, and not cut off?"
           : r->depth      ? "the document ends inside an element; is the file cut off?"
                           : "something follows the end of the root element";
}

/* libxml2's sentence in our style: one line, lower case, no stop, no name of a function. */
static void tidy(const char *message, char out[MAX_REASON])
{
    enum { ENOUGH = 300 };
    struct lc_str text = lc_str(message ? message : "");
    const char *colon = lc_str_starts(text, LC_STR("xml")) ? strstr(text.ptr, ": ") : NULL;

    if (colon) {
        text = lc_str(colon + 2);
    }
    while (text.len && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '.')) {
        text.len--;
    }
    text.len = lc_utf8_check(lc_str_n(text.ptr, text.len < ENOUGH ? text.len : ENOUGH));
    snprintf(out, MAX_REASON, "%.*s", (int)text.len, text.ptr);
    if (out[0] >= 'A' && out[0] <= 'Z' && out[1] >= 'a' && out[1] <= 'z') {
        out[0] = (char)(out[0] + 32);
    }
}

void lc_xml_on_error(void *reader, lc_xml_error e)
{
    struct lc_xml_reader *r = reader;
    char reason[MAX_REASON];

    if (r->status != CTR_OK || !e || e->level < XML_ERR_ERROR) {
        return;
    }
    if (e->code == XML_ERR_NO_MEMORY) {
        lc_xml_refuse_memory(r);
    } else if (e->code == XML_ERR_DOCUMENT_END || e->code == XML_ERR_DOCUMENT_EMPTY) {
        lc_xml_refuse(r, false, CTR_E_INPUT, end_reason(r));
    } else {
        tidy(e->message, reason);
        bool limit = e->code == XML_ERR_NAME_TOO_LONG;
        lc_xml_refuse(r, false, limit ? CTR_E_LIMIT : CTR_E_INPUT, reason);
    }
}

static struct lc_str view(const xmlChar *text)
{
    return lc_str(text ? (const char *)text : "");
}

/* libxml2 hands `&` over as `&#38;` when it does not substitute entities; no other reference can
 * be left in a value, because none can be declared. */
static struct lc_str unescape(struct lc_xml_reader *r, struct lc_str value)
{
    size_t start = r->values.size;
    struct lc_str head;
    struct lc_str tail;

    while (lc_str_cut(value, '&', &head, &tail)) {
        lc_buf_str(&r->values, head);
        lc_buf_char(&r->values, '&');
        bool escaped = lc_str_starts(tail, LC_STR("#38;"));
        value = escaped ? lc_str_n(tail.ptr + 4, tail.len - 4) : tail;
    }
    lc_buf_str(&r->values, value);
    return lc_str_n(r->values.data + start, r->values.size - start);
}

static ctr_status take_attributes(struct lc_xml_reader *r, const xmlChar **from, size_t count)
{
    size_t escaped = 0;

    for (size_t i = 0; i < count; i++, from += 5) {
        struct lc_str name = view(from[0]);
        struct lc_str value = lc_str_n((const char *)from[3], (size_t)(from[4] - from[3]));
        if (from[1]) {
            return lc_xml_fail(r, CTR_E_INPUT,
                               "attribute '%s:%s' is in a namespace; plain ones were wanted",
                               (const char *)from[1], name.ptr);
        }
        if (name.len > MAX_NAME) {
            return lc_xml_fail(r, CTR_E_LIMIT, "an attribute's name has %zu bytes; at most %d",
                               name.len, MAX_NAME);
        }
        escaped += memchr(value.ptr, '&', value.len) ? value.len : 0;
        r->attributes[i] = (struct lc_xml_attribute){name, value};
    }
    lc_buf_clear(&r->values);
    if (escaped && !lc_buf_reserve(&r->values, escaped)) { /* no pointer into it may move */
        return lc_nomem(r->ctx);
    }
    for (size_t i = 0; i < count; i++) {
        struct lc_xml_attribute *a = &r->attributes[i];
        if (memchr(a->value.ptr, '&', a->value.len)) {
            a->value = unescape(r, a->value);
        }
        if (a->value.len > MAX_VALUE) {
            return lc_xml_fail(r, CTR_E_LIMIT, "attribute '%s' has %zu bytes; at most %d",
                               a->name.ptr, a->value.len, MAX_VALUE);
        }
    }
    return CTR_OK;
}

static ctr_status start_element(struct lc_xml_reader *r, struct lc_str ns, struct lc_str name,
                                size_t namespaces, const xmlChar **attributes, size_t count)
{
    r->rooted = true;
    if (++r->depth > MAX_DEPTH) {
        return lc_xml_fail(r, CTR_E_LIMIT, "elements are nested deeper than %d levels", MAX_DEPTH);
    }
    if (name.len > MAX_NAME) {
        return lc_xml_fail(r, CTR_E_LIMIT, "an element's name has %zu bytes; at most %d", name.len,
                           MAX_NAME);
    }
    if (count + namespaces > LC_XML_MAX_ATTRIBUTES) {
        return lc_xml_fail(r, CTR_E_LIMIT, "an element has more than %d attributes",
                           LC_XML_MAX_ATTRIBUTES);
    }
    LC_TRY(take_attributes(r, attributes, count));
    return r->handler.start(r->handler.user, ns, name, r->attributes, count);
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespaces, const xmlChar **declared, int count, int defaulted,
                     const xmlChar **attributes)
{
    struct lc_xml_reader *r = user;

    (void)prefix;
    (void)declared;
    (void)defaulted;
    if (r->status == CTR_OK) {
        r->in_tag = true;
        leave(r, start_element(r, view(uri), view(name), (size_t)namespaces, attributes,
                               (size_t)count));
    }
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct lc_xml_reader *r = user;

    (void)prefix;
    (void)uri;
    if (r->status == CTR_OK) {
        r->in_tag = true;
        r->depth--;
        leave(r, r->handler.end(r->handler.user, view(name)));
    }
}

static void on_text(void *user, const xmlChar *text, int size)
{
    struct lc_xml_reader *r = user;

    if (r->status == CTR_OK && size > 0) {
        r->piece = lc_str_n((const char *)text, (size_t)size);
        leave(r, r->handler.text(r->handler.user, r->piece));
    }
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *public_id,
                       const xmlChar *system_id)
{
    struct lc_xml_reader *r = user;

    (void)name;
    (void)public_id;
    (void)system_id;
    if (r->status == CTR_OK) {
        r->in_tag = true;
        leave(r, lc_xml_fail(r, CTR_E_INPUT, "a DOCTYPE is not accepted; remove it"));
    }
}

static void on_instruction(void *user, const xmlChar *target, const xmlChar *data)
{
    struct lc_xml_reader *r = user;

    (void)data;
    if (r->status == CTR_OK) {
        struct lc_str name = view(target);
        name.len = lc_utf8_check(lc_str_n(name.ptr, name.len < MAX_NAME ? name.len : MAX_NAME));
        r->in_tag = true;
        leave(r, lc_xml_fail(r, CTR_E_INPUT,
                             "a processing instruction ('%.*s') is not accepted; remove it",
                             (int)name.len, name.ptr));
    }
}

void lc_xml_sax(xmlSAXHandler *sax)
{
    *sax = (xmlSAXHandler){
        .initialized = XML_SAX2_MAGIC, /* or the callbacks of SAX2 and serror are not used */
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .internalSubset = on_doctype,
        .processingInstruction = on_instruction,
        .serror = lc_xml_on_error,
    };
}
