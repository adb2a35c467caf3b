/*
 * The JSON reader: one pass, no recursion. A place in the text is a pointer that every step takes
 * and hands back moved on, NULL when the step failed; so it stays in a register.
 */
#include "codec/json_read.h"

#include "base/utf8.h"
#include "codec/json_scan.h"
#include "codec/json_string.h"
#include "codec/tree.h"

struct reader {
    const char *begin;
    const char *end;
    struct lc_tree tree;
};

static uint32_t offset_of(const struct reader *r, const char *p)
{
    return (uint32_t)(p - r->begin);
}

/* What stands at p, for messages. */
static const char *found_at(const struct reader *r, const char *p, char out[40])
{
    size_t left = (size_t)(r->end - p);
    unsigned char c = left ? (unsigned char)*p : 0;
    if (!left) {
        return "the end of the document";
    }
    if (c > ' ' && c < 0x7F) {
        return memcpy(out, (char[]){'\'', (char)c, '\'', '\0'}, 4);
    }
    size_t size = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (c >= 0xC2 && size <= left && lc_utf8_check(lc_str_n(p, size)) == size) {
        memcpy(out + 1, p, size);
        out[0] = out[size + 1] = '\'';
        out[size + 2] = '\0';
        return out;
    }
    static const char hex[] = "0123456789ABCDEF";
    memcpy(out, "byte 0x", 7);
    out[7] = hex[c >> 4];
    out[8] = hex[c & 15];
    out[9] = '\0';
    return out;
}

static const char *fail(struct reader *r, const char *p, const char *what)
{
    lc_doc_fail(r->tree.ctx, r->tree.doc, offset_of(r, p), "%s", what);
    return NULL;
}

static bool starts(const struct reader *r, const char *p, const char *word)
{
    return lc_str_starts(lc_str_n(p, (size_t)(r->end - p)), lc_str(word));
}

/* Something else stands where a value should. The usual slips get an answer of their own. */
static const char *no_value(struct reader *r, const char *p)
{
    static const struct {
        const char *word;
        const char *what;
    } slips[] = {
        {"'", "strings need double quotes in JSON"},
        {"//", "comments are not allowed in JSON; remove it"},
        {"/*", "comments are not allowed in JSON; remove it"},
        {"#", "comments are not allowed in JSON; remove it"},
        {"NaN", "NaN is no JSON number; use null or a string"},
        {"Infinity", "Infinity is no JSON number; use null or a string"},
        {"+", "a number must not begin with '+' in JSON; remove it"},
        {".", "a number must not begin with '.' in JSON; write 0 before it"},
        {"True", "JSON writes true and false in lower case"},
        {"False", "JSON writes true and false in lower case"},
        {"None", "JSON writes null, not None"},
        {LC_JSON_MARK, "a byte order mark is allowed only where the text begins; remove it"},
    };
    char text[40];
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        if (starts(r, p, slips[i].word)) {
            return fail(r, p, slips[i].what);
        }
    }
    lc_doc_fail(r->tree.ctx, r->tree.doc, offset_of(r, p), "expected a value, found %s",
                found_at(r, p, text));
    return NULL;
}

/* Behind a value stands neither a comma nor the end of its parent. */
static const char *no_comma(struct reader *r, const char *p)
{
    const struct lc_tree_frame *frame = &r->tree.frames[r->tree.depth - 1];
    const char *name = frame->object ? "object" : "array";
    int64_t line;
    int64_t column;
    char text[40];
    if (p == r->end) {
        lc_doc_place(r->tree.ctx, r->tree.doc, frame->offset, &line, &column);
        lc_doc_fail(r->tree.ctx, r->tree.doc, offset_of(r, p),
                    "the document ends inside the %s that begins at %lld:%lld", name,
                    (long long)line, (long long)column);
        return NULL;
    }
    lc_doc_fail(r->tree.ctx, r->tree.doc, offset_of(r, p),
                "expected ',' or '%c' in this %s, found %s", frame->object ? '}' : ']', name,
                found_at(r, p, text));
    return NULL;
}

static const char *no_key(struct reader *r, const char *p)
{
    char text[40];
    if (p == r->end) {
        return no_comma(r, p);
    }
    if (*p == '}') {
        return fail(r, p, "a comma stands before this '}'; remove it");
    }
    if (*p == '\'') {
        return fail(r, p, "keys need double quotes in JSON");
    }
    lc_doc_fail(r->tree.ctx, r->tree.doc, offset_of(r, p),
                "expected a key in double quotes, found %s", found_at(r, p, text));
    return NULL;
}

static const char *no_colon(struct reader *r, const char *p)
{
    char text[40];
    lc_doc_fail(r->tree.ctx, r->tree.doc, offset_of(r, p), "expected ':' after the key, found %s",
                found_at(r, p, text));
    return NULL;
}

/* p is the opening quote. */
static inline const char *read_string(struct reader *r, const char *p, struct lc_str *out)
{
    bool high = false;
    const char *begin = p + 1;
    const char *stop = lc_json_plain(begin, r->end, &high);
    if (stop == r->end || *stop != '"') {
        return lc_json_string_slow(&r->tree, begin, stop, out);
    }
    if (high && lc_json_check_utf8(&r->tree, begin, stop) != CTR_OK) {
        return NULL;
    }
    *out = lc_str_n(begin, (size_t)(stop - begin));
    return stop + 1;
}

static const char *need_digits(struct reader *r, const char *p, const char *what)
{
    const char *stop = lc_json_digits(p, r->end);
    return stop == p ? fail(r, p, what) : stop;
}

static inline const char *read_number(struct reader *r, const char *p)
{
    const char *begin = p;
    p += *p == '-';
    if (p < r->end && *p == '0') {
        p++;
        if (p < r->end && (unsigned char)(*p - '0') < 10) {
            return fail(r, begin, "a number must not begin with 0 in JSON; remove the zero");
        }
    } else {
        p = need_digits(r, p, "expected a digit after '-'");
    }
    if (p && p < r->end && *p == '.') {
        p = need_digits(r, p + 1, "expected a digit after the decimal point");
    }
    if (p && p < r->end && (*p | 0x20) == 'e') {
        p++;
        p += p < r->end && (*p == '+' || *p == '-');
        p = need_digits(r, p, "expected a digit in the exponent");
    }
    if (p) {
        lc_tree_set_text(&r->tree, LC_NUMBER, offset_of(r, begin),
                         lc_str_n(begin, (size_t)(p - begin)));
    }
    return p;
}

static inline const char *read_word(struct reader *r, const char *p, struct lc_str word,
                                    enum lc_value_kind kind)
{
    if ((size_t)(r->end - p) < word.len || memcmp(p, word.ptr, word.len) != 0) {
        return no_value(r, p);
    }
    lc_tree_set(&r->tree, kind, offset_of(r, p));
    return p + word.len;
}

/* A key, its colon and the white space behind; p becomes the place of its value. */
static inline const char *read_key(struct reader *r, const char *p)
{
    struct lc_str key;
    uint32_t offset = offset_of(r, p);
    if (p == r->end || *p != '"') {
        return no_key(r, p);
    }
    p = read_string(r, p, &key);
    if (!p) {
        return NULL;
    }
    p = p < r->end && *p == ':' ? p : lc_json_skip(p, r->end);
    if (p == r->end || *p != ':') {
        return no_colon(r, p);
    }
    if (lc_tree_push_member(&r->tree, key, offset) != CTR_OK) {
        return NULL;
    }
    return lc_json_skip(p + 1, r->end);
}

/* Ready for the first or next child of the innermost parent. */
static inline const char *read_child(struct reader *r, const char *p, bool object)
{
    if (object) {
        return read_key(r, p);
    }
    return lc_tree_push_item(&r->tree) == CTR_OK ? p : NULL;
}

/* *opened: p is now where the first child's value stands. */
static inline const char *read_open(struct reader *r, const char *p, bool object, bool *opened)
{
    if (lc_tree_open(&r->tree, object, offset_of(r, p)) != CTR_OK) {
        return NULL;
    }
    p = lc_json_skip(p + 1, r->end);
    if (p < r->end && *p == (object ? '}' : ']')) {
        return lc_tree_close(&r->tree) == CTR_OK ? p + 1 : NULL;
    }
    if (p == r->end) {
        return no_comma(r, p);
    }
    *opened = true;
    return read_child(r, p, object);
}

static inline const char *read_value(struct reader *r, const char *p, bool *opened)
{
    struct lc_str text;
    const char *begin = p;
    if (p == r->end) {
        return no_value(r, p);
    }
    switch (*p) {
    case '"':
        p = read_string(r, p, &text);
        if (p) {
            lc_tree_set_text(&r->tree, LC_STRING, offset_of(r, begin), text);
        }
        return p;
    case '{':
        return read_open(r, p, true, opened);
    case '[':
        return read_open(r, p, false, opened);
    case 't':
        return read_word(r, p, LC_STR("true"), LC_TRUE);
    case 'f':
        return read_word(r, p, LC_STR("false"), LC_FALSE);
    case 'n':
        return read_word(r, p, LC_STR("null"), LC_NULL);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return read_number(r, p);
    default:
        return no_value(r, p);
    }
}

/* Behind a value: close what ends here, pass the comma, be ready for the next value. */
static inline const char *read_next(struct reader *r, const char *p)
{
    while (r->tree.depth) {
        bool object = r->tree.frames[r->tree.depth - 1].object;
        p = lc_json_skip(p, r->end);
        if (p == r->end) {
            return no_comma(r, p);
        }
        if (*p == ',') {
            p = lc_json_skip(p + 1, r->end);
            if (!object && p < r->end && *p == ']') {
                return fail(r, p, "a comma stands before this ']'; remove it");
            }
            return read_child(r, p, object);
        }
        if (*p != (object ? '}' : ']')) {
            return no_comma(r, p);
        }
        if (lc_tree_close(&r->tree) != CTR_OK) {
            return NULL;
        }
        p++;
    }
    return p;
}

static ctr_status read_document(struct reader *r)
{
    const char *p = r->begin + (starts(r, r->begin, LC_JSON_MARK) ? sizeof LC_JSON_MARK - 1 : 0);
    char text[40];
    p = lc_json_skip(p, r->end);
    do {
        bool opened = false;
        p = read_value(r, p, &opened);
        if (p && !opened) {
            p = read_next(r, p);
        }
    } while (p && r->tree.depth);
    if (!p) {
        return ctr_error_status(r->tree.ctx->error);
    }
    p = lc_json_skip(p, r->end);
    if (p < r->end) {
        return lc_doc_fail(r->tree.ctx, r->tree.doc, offset_of(r, p),
                           "expected the end of the document, found %s", found_at(r, p, text));
    }
    return CTR_OK;
}

ctr_status lc_json_read(struct lc_ctx *ctx, struct lc_str text,
                        const struct lc_read_options *options, struct lc_doc *doc)
{
    struct reader r;
    ctr_status status = lc_tree_begin(&r.tree, ctx, text, options, doc);
    r.begin = doc->text.ptr;
    r.end = r.begin + doc->text.len;
    if (status == CTR_OK) {
        status = read_document(&r);
    }
    return lc_tree_end(&r.tree, status);
}
