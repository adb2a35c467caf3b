/* Words of .proto files. */
#include "codec/proto_lex.h"

#include "base/utf8.h"

enum { SHOWN = 40 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex_of(char c)
{
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static uint32_t offset_of(const struct lc_proto_lexer *l, const char *at)
{
    return (uint32_t)(at - l->doc->text.ptr);
}

ctr_status lc_proto_lex_begin(struct lc_proto_lexer *l, struct lc_ctx *ctx, struct lc_doc *doc)
{
    const struct lc_str text = doc->text;
    *l = (struct lc_proto_lexer){ctx, doc, text.ptr, text.ptr + text.len};
    size_t good = lc_utf8_check(text);
    if (good != text.len) {
        return lc_doc_fail(ctx, doc, (uint32_t)good,
                           "the byte 0x%02x is no UTF-8; a .proto file is UTF-8 text",
                           (unsigned char)text.ptr[good]);
    }
    if (lc_str_starts(text, LC_STR("\xEF\xBB\xBF"))) {
        l->at += 3;
    }
    return CTR_OK;
}

static ctr_status block_comment(struct lc_proto_lexer *l)
{
    const char *start = l->at;
    for (l->at += 2; l->end - l->at >= 2; l->at++) {
        if (l->at[0] == '*' && l->at[1] == '/') {
            l->at += 2;
            return CTR_OK;
        }
    }
    return lc_doc_fail(l->ctx, l->doc, offset_of(l, start),
                       "this comment does not end; '*/' was expected before the end of the file");
}

static ctr_status skip_blanks(struct lc_proto_lexer *l)
{
    while (l->at < l->end) {
        char c = *l->at;
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            l->at++;
        } else if (c == '/' && l->end - l->at > 1 && l->at[1] == '/') {
            const char *line = memchr(l->at, '\n', (size_t)(l->end - l->at));
            l->at = line ? line : l->end;
        } else if (c == '/' && l->end - l->at > 1 && l->at[1] == '*') {
            LC_TRY(block_comment(l));
        } else {
            break;
        }
    }
    return CTR_OK;
}

static ctr_status lex_text(struct lc_proto_lexer *l, struct lc_proto_token *out)
{
    const char *start = l->at;
    char quote = *l->at++;
    while (l->at < l->end && *l->at != quote && *l->at != '\n') {
        if (*l->at == '\0') {
            return lc_doc_fail(l->ctx, l->doc, offset_of(l, l->at),
                               "a NUL byte in a string; write it as \\0");
        }
        l->at += *l->at == '\\' && l->end - l->at > 1 && l->at[1] != '\n' ? 2 : 1;
    }
    if (l->at >= l->end || *l->at != quote) {
        return lc_doc_fail(l->ctx, l->doc, offset_of(l, start),
                           "this string does not end on its line; %c was expected", quote);
    }
    out->word = LC_PROTO_TEXT;
    out->text = lc_str_n(start + 1, (size_t)(l->at++ - start - 1));
    return CTR_OK;
}

static void lex_exponent(struct lc_proto_lexer *l, struct lc_proto_token *out)
{
    const char *p = l->at + 1;
    p += p < l->end && (*p == '+' || *p == '-');
    if (p < l->end && is_digit(*p)) {
        out->word = LC_PROTO_FLOAT;
        for (l->at = p; l->at < l->end && is_digit(*l->at);) {
            l->at++;
        }
    }
}

static ctr_status lex_number(struct lc_proto_lexer *l, struct lc_proto_token *out)
{
    const char *start = l->at;
    bool hex = l->end - l->at > 2 && l->at[0] == '0' && (l->at[1] == 'x' || l->at[1] == 'X');
    out->word = LC_PROTO_INT;
    l->at += hex ? 2 : 0;
    while (l->at < l->end && (hex ? hex_of(*l->at) >= 0 : is_digit(*l->at))) {
        l->at++;
    }
    if (!hex && l->at < l->end && *l->at == '.') {
        out->word = LC_PROTO_FLOAT;
        for (l->at++; l->at < l->end && is_digit(*l->at);) {
            l->at++;
        }
    }
    if (!hex && l->at < l->end && (*l->at == 'e' || *l->at == 'E')) {
        lex_exponent(l, out);
    }
    if (!hex && l->at < l->end && (*l->at == 'f' || *l->at == 'F')) {
        out->word = LC_PROTO_FLOAT;
        l->at++;
    }
    out->text = lc_str_n(start, (size_t)(l->at - start));
    if (l->at < l->end && (is_letter(*l->at) || is_digit(*l->at))) {
        return lc_doc_fail(l->ctx, l->doc, offset_of(l, start),
                           "'%.*s' is neither a number nor a name; a name begins with a letter",
                           (int)(out->text.len < SHOWN ? out->text.len + 1 : SHOWN), start);
    }
    return CTR_OK;
}

ctr_status lc_proto_lex(struct lc_proto_lexer *l, struct lc_proto_token *out)
{
    LC_TRY(skip_blanks(l));
    *out = (struct lc_proto_token){LC_PROTO_END, {l->at, 0}, offset_of(l, l->at)};
    if (l->at >= l->end) {
        return CTR_OK;
    }
    char c = *l->at;
    if (is_letter(c)) {
        const char *start = l->at;
        while (l->at < l->end && (is_letter(*l->at) || is_digit(*l->at))) {
            l->at++;
        }
        out->word = LC_PROTO_IDENT;
        out->text = lc_str_n(start, (size_t)(l->at - start));
        return CTR_OK;
    }
    if (is_digit(c) || (c == '.' && l->end - l->at > 1 && is_digit(l->at[1]))) {
        return lex_number(l, out);
    }
    if (c == '"' || c == '\'') {
        return lex_text(l, out);
    }
    if ((unsigned char)c < 0x20 || (unsigned char)c >= 0x7f) {
        return lc_doc_fail(l->ctx, l->doc, out->offset,
                           "the byte 0x%02x stands outside of strings and comments",
                           (unsigned char)c);
    }
    out->word = LC_PROTO_MARK;
    out->text = lc_str_n(l->at++, 1);
    return CTR_OK;
}

/* ---- strings and numbers */

static size_t read_digits(const char **at, const char *end, unsigned base, int most, uint32_t *out)
{
    size_t n = 0;
    *out = 0;
    while ((int)n < most && *at < end) {
        int digit = hex_of(**at);
        if (digit < 0 || (unsigned)digit >= base) {
            break;
        }
        *out = *out * base + (uint32_t)digit;
        (*at)++;
        n++;
    }
    return n;
}

/* Behind the backslash; the bytes it stands for go to `to`. 0 if it is malformed. */
static size_t escape(const char **at, const char *end, char *to)
{
    static const char from[] = "abfnrtv\\'\"?";
    static const char into[] = "\a\b\f\n\r\t\v\\'\"?";
    uint32_t code;
    char c = *at < end ? **at : '\0';
    const char *known = c ? strchr(from, c) : NULL;
    if (known) {
        (*at)++;
        *to = into[known - from];
        return 1;
    }
    if (c >= '0' && c <= '7') {
        read_digits(at, end, 8, 3, &code);
        *to = (char)code;
        return code < 256;
    }
    (*at)++;
    if (c == 'x' || c == 'X') {
        size_t n = read_digits(at, end, 16, 2, &code);
        *to = (char)code;
        return n > 0;
    }
    if (c == 'u' || c == 'U') {
        size_t want = c == 'u' ? 4 : 8;
        bool good = read_digits(at, end, 16, (int)want, &code) == want && code <= 0x10ffff &&
                    (code < 0xd800 || code > 0xdfff);
        return good ? lc_utf8_put(code, to) : 0;
    }
    return 0;
}

ctr_status lc_proto_unescape(struct lc_proto_lexer *l, const struct lc_proto_token *token,
                             struct lc_str *out)
{
    struct lc_str text = token->text;
    *out = text;
    if (!text.len || !memchr(text.ptr, '\\', text.len)) {
        return CTR_OK;
    }
    char *plain = lc_new(l->ctx, text.len + 1, 1);
    size_t n = 0;
    if (!plain) {
        return CTR_E_NOMEM;
    }
    for (const char *at = text.ptr, *end = text.ptr + text.len; at < end;) {
        const char *start = at;
        if (*at != '\\') {
            plain[n++] = *at++;
            continue;
        }
        at++;
        size_t size = escape(&at, end, plain + n);
        if (!size) {
            return lc_doc_fail(l->ctx, l->doc, offset_of(l, start),
                               "this escape is not known; \\n, \\\", \\\\, \\x41, \\101, \\u0041 "
                               "and their like are");
        }
        n += size;
    }
    *out = lc_str_n(plain, n);
    return CTR_OK;
}

bool lc_proto_number(struct lc_str text, uint64_t *out)
{
    bool hex = text.len > 2 && text.ptr[0] == '0' && (text.ptr[1] == 'x' || text.ptr[1] == 'X');
    unsigned base = hex ? 16 : text.len > 1 && text.ptr[0] == '0' ? 8 : 10;
    uint64_t value = 0;
    for (size_t i = hex ? 2 : 0; i < text.len; i++) {
        int digit = hex_of(text.ptr[i]);
        if (digit < 0 || (unsigned)digit >= base || value > (UINT64_MAX - (unsigned)digit) / base) {
            return false;
        }
        value = value * base + (unsigned)digit;
    }
    *out = value;
    return text.len > 0;
}

bool lc_proto_same_words(struct lc_ctx *ctx, struct lc_doc *a, struct lc_doc *b)
{
    struct lc_proto_lexer l[2];
    struct lc_proto_token t[2];
    if (lc_proto_lex_begin(&l[0], ctx, a) != CTR_OK ||
        lc_proto_lex_begin(&l[1], ctx, b) != CTR_OK) {
        return false;
    }
    do {
        if (lc_proto_lex(&l[0], &t[0]) != CTR_OK || lc_proto_lex(&l[1], &t[1]) != CTR_OK ||
            t[0].word != t[1].word || !lc_str_eq(t[0].text, t[1].text)) {
            return false;
        }
    } while (t[0].word != LC_PROTO_END);
    return true;
}
