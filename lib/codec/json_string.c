/*
 * Strings with escapes. First pass: where the string ends; second: decode into scratch memory, of
 * which the raw length is always enough.
 */
#include "codec/json_string.h"

#include "base/utf8.h"
#include "codec/json_scan.h"

static uint32_t offset_of(const struct lc_tree *tree, const char *at)
{
    return (uint32_t)(at - tree->doc->text.ptr);
}

static const char *end_of(const struct lc_tree *tree)
{
    return tree->doc->text.ptr + tree->doc->text.len;
}

ctr_status lc_json_check_utf8(struct lc_tree *tree, const char *begin, const char *end)
{
    size_t size = (size_t)(end - begin);
    size_t good = lc_utf8_check(lc_str_n(begin, size));
    if (good == size) {
        return CTR_OK;
    }
    return lc_doc_fail(tree->ctx, tree->doc, offset_of(tree, begin + good),
                       "byte 0x%02X is not valid UTF-8 here; save the document as UTF-8",
                       (unsigned)(unsigned char)begin[good]);
}

/* The closing quote, NULL with the error recorded. */
static const char *find_end(struct lc_tree *tree, const char *begin, const char *at)
{
    const char *end = end_of(tree);
    bool high = false;
    for (;;) {
        at = lc_json_plain(at, end, &high);
        if (at == end) {
            lc_doc_fail(tree->ctx, tree->doc, offset_of(tree, begin - 1),
                        "the string that begins here has no closing quote");
            return NULL;
        }
        if (*at == '"') {
            return at;
        }
        if (*at != '\\') {
            lc_doc_fail(tree->ctx, tree->doc, offset_of(tree, at),
                        "control character 0x%02X in a string; write it as \\u%04x",
                        (unsigned)(unsigned char)*at, (unsigned)(unsigned char)*at);
            return NULL;
        }
        at += end - at > 1 ? 2 : 1;
    }
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The four digits at `at`; -1 if they are not there. */
static int32_t hex4(const char *at, const char *end)
{
    int32_t code = 0;
    if (end - at < 4) {
        return -1;
    }
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(at[i]);
        if (digit < 0) {
            return -1;
        }
        code = code * 16 + digit;
    }
    return code;
}

/* \uXXXX, also in pairs; `at` is the backslash. Returns how many bytes it takes, 0 with the error
 * recorded. */
static size_t read_unicode(struct lc_tree *tree, const char *at, const char *end, uint32_t *code)
{
    int32_t first = hex4(at + 2, end);
    if (first < 0) {
        lc_doc_fail(tree->ctx, tree->doc, offset_of(tree, at),
                    "\\u must be followed by four hexadecimal digits");
        return 0;
    }
    *code = (uint32_t)first;
    if (first < 0xD800 || first > 0xDFFF) {
        return 6;
    }
    int32_t second =
        first < 0xDC00 && end - at >= 8 && at[6] == '\\' && at[7] == 'u' ? hex4(at + 8, end) : -1;
    if (second < 0xDC00 || second > 0xDFFF) {
        lc_doc_fail(tree->ctx, tree->doc, offset_of(tree, at),
                    "\\u%04x is half of a surrogate pair; the other half is missing",
                    (unsigned)first);
        return 0;
    }
    *code = 0x10000 + (((uint32_t)first & 0x3FF) << 10) + ((uint32_t)second & 0x3FF);
    return 12;
}

/* What an escape of one character stands for; 0 if it is none. */
static char simple_escape(char c)
{
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    const char *found = c ? strchr(names, c) : NULL;
    return found ? values[found - names] : '\0';
}

static ctr_status bad_escape(struct lc_tree *tree, const char *at)
{
    static const char known[] = "JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX";
    unsigned char c = (unsigned char)at[1];
    if (c > ' ' && c < 0x7F) {
        return lc_doc_fail(tree->ctx, tree->doc, offset_of(tree, at), "\\%c is no escape; %s", c,
                           known);
    }
    return lc_doc_fail(tree->ctx, tree->doc, offset_of(tree, at),
                       "a backslash before byte 0x%02X is no escape; %s", (unsigned)c, known);
}

/* Decode one escape at *at into *out, moving both on. */
static ctr_status decode_escape(struct lc_tree *tree, const char **at, const char *end, char **out)
{
    char c = (*at)[1];
    char simple = simple_escape(c);
    if (simple) {
        *(*out)++ = simple;
        *at += 2;
        return CTR_OK;
    }
    if (c != 'u') {
        return bad_escape(tree, *at);
    }
    uint32_t code;
    size_t size = read_unicode(tree, *at, end, &code);
    if (!size) {
        return CTR_E_INPUT;
    }
    *out += lc_utf8_put(code, *out);
    *at += size;
    return CTR_OK;
}

const char *lc_json_string_slow(struct lc_tree *tree, const char *begin, const char *at,
                                struct lc_str *out)
{
    const char *end = find_end(tree, begin, at);
    if (!end || lc_json_check_utf8(tree, begin, end) != CTR_OK) {
        return NULL;
    }
    char *text = lc_tree_text(tree, (size_t)(end - begin));
    if (!text) {
        return NULL;
    }
    char *to = text;
    for (at = begin; at < end;) {
        bool high = false;
        const char *stop = lc_json_plain(at, end, &high);
        memcpy(to, at, (size_t)(stop - at));
        to += stop - at;
        at = stop;
        if (at < end && decode_escape(tree, &at, end, &to) != CTR_OK) {
            return NULL;
        }
    }
    *out = lc_str_n(text, (size_t)(to - text));
    lc_tree_text_used(tree, text, out->len);
    return end + 1;
}
