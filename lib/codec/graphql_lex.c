/* The tokens of GraphQL, and what strings mean. */
#include "codec/graphql_lex.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { SHOWN = 60 };

/* What a byte can begin. */
enum { OTHER, BLANK, LETTER, DIGIT, MARK };

static const uint8_t classes[256] = {
    [' '] = BLANK, ['\t'] = BLANK, ['\n'] = BLANK, ['\r'] = BLANK, [','] = BLANK, ['_'] = LETTER,
#define L(c) [c] = LETTER, [(c) - 'a' + 'A'] = LETTER
    L('a'),        L('b'),         L('c'),         L('d'),         L('e'),        L('f'),
    L('g'),        L('h'),         L('i'),         L('j'),         L('k'),        L('l'),
    L('m'),        L('n'),         L('o'),         L('p'),         L('q'),        L('r'),
    L('s'),        L('t'),         L('u'),         L('v'),         L('w'),        L('x'),
    L('y'),        L('z'),
#undef L
    ['0'] = DIGIT, ['1'] = DIGIT,  ['2'] = DIGIT,  ['3'] = DIGIT,  ['4'] = DIGIT, ['5'] = DIGIT,
    ['6'] = DIGIT, ['7'] = DIGIT,  ['8'] = DIGIT,  ['9'] = DIGIT,  ['!'] = MARK,  ['$'] = MARK,
    ['&'] = MARK,  ['('] = MARK,   [')'] = MARK,   [':'] = MARK,   ['='] = MARK,  ['@'] = MARK,
    ['['] = MARK,  [']'] = MARK,   ['{'] = MARK,   ['|'] = MARK,   ['}'] = MARK};

static int class_of(const struct lc_gql_lexer *lex, const char *p)
{
    return p < lex->end ? classes[(unsigned char)*p] : OTHER;
}

static uint32_t offset_of(const struct lc_gql_lexer *lex, const char *p)
{
    return (uint32_t)(p - lex->begin);
}

/* ---- errors */

/* A token as people would quote it. */
static void show(const struct lc_gql_lexer *lex, char *out, size_t size)
{
    size_t n = lex->text.len < SHOWN ? lex->text.len : SHOWN;
    while (n && n < lex->text.len && ((unsigned char)lex->text.ptr[n] & 0xC0) == 0x80) {
        n--;
    }
    switch (lex->token) {
    case LC_GQL_END:
        snprintf(out, size, "the end of the document");
        break;
    case LC_GQL_STRING:
    case LC_GQL_BLOCK:
        snprintf(out, size, "a string");
        break;
    case '.':
        snprintf(out, size, "'...'");
        break;
    default:
        snprintf(out, size, "'%.*s'", (int)n, lex->text.ptr);
    }
}

ctr_status lc_gql_expected(struct lc_gql_lexer *lex, const char *format, ...)
{
    char wanted[400];
    char found[SHOWN + 8];
    va_list args;
    va_start(args, format);
    vsnprintf(wanted, sizeof wanted, format, args);
    va_end(args);
    show(lex, found, sizeof found);
    return lc_doc_fail(lex->ctx, lex->doc, lex->offset, "expected %s, found %s", wanted, found);
}

static ctr_status fail(struct lc_gql_lexer *lex, const char *at, const char *what)
{
    return lc_doc_fail(lex->ctx, lex->doc, offset_of(lex, at), "%s", what);
}

static ctr_status bad_character(struct lc_gql_lexer *lex, const char *at)
{
    uint32_t code = 0;
    struct lc_str rest = lc_str_n(at, (size_t)(lex->end - at));
    size_t n = lc_utf8_next(rest, &code);
    if (code <= ' ' || code == 0x7F) {
        return lc_doc_fail(lex->ctx, lex->doc, offset_of(lex, at),
                           "the character U+%04X has no place in GraphQL; remove it",
                           (unsigned)code);
    }
    return lc_doc_fail(lex->ctx, lex->doc, offset_of(lex, at), "'%.*s' begins nothing in GraphQL",
                       (int)n, at);
}

/* ---- tokens */

static const char *skip_ignored(struct lc_gql_lexer *lex, const char *p)
{
    for (;;) {
        while (class_of(lex, p) == BLANK) {
            p++;
        }
        if (p == lex->end || *p != '#') {
            return p;
        }
        while (p < lex->end && *p != '\n' && *p != '\r') {
            p++;
        }
    }
}

static const char *skip_digits(const struct lc_gql_lexer *lex, const char *p)
{
    while (class_of(lex, p) == DIGIT) {
        p++;
    }
    return p;
}

static ctr_status number(struct lc_gql_lexer *lex, const char *from)
{
    const char *p = from + (*from == '-');
    const char *digits = p;
    p = skip_digits(lex, p);
    lex->token = LC_GQL_INT;
    if (p == digits) {
        return fail(lex, from, "expected a digit behind '-'");
    }
    if (*digits == '0' && p - digits > 1) {
        return fail(lex, from, "a number has no leading zero");
    }
    if (p < lex->end && *p == '.') {
        const char *fraction = p + 1;
        p = skip_digits(lex, fraction);
        lex->token = LC_GQL_FLOAT;
        if (p == fraction) {
            return fail(lex, from, "expected a digit behind the point of a number");
        }
    }
    if (p < lex->end && (*p == 'e' || *p == 'E')) {
        p++;
        p += p < lex->end && (*p == '+' || *p == '-');
        const char *exponent = p;
        p = skip_digits(lex, p);
        lex->token = LC_GQL_FLOAT;
        if (p == exponent) {
            return fail(lex, from, "expected a digit in the exponent of a number");
        }
    }
    if (class_of(lex, p) == LETTER || (p < lex->end && *p == '.')) {
        return fail(lex, p, "a number ends before a letter or a point; put a blank between");
    }
    lex->at = p;
    return CTR_OK;
}

static ctr_status block_string(struct lc_gql_lexer *lex, const char *from)
{
    const char *p = from + 3;
    lex->plain = true;
    for (; lex->end - p >= 3; p++) {
        if (*p == '"' && p[1] == '"' && p[2] == '"') {
            lex->token = LC_GQL_BLOCK;
            lex->text = lc_str_n(from + 3, (size_t)(p - from - 3));
            lex->at = p + 3;
            return CTR_OK;
        }
        if (*p == '\\' && lex->end - p > 3 && memcmp(p + 1, "\"\"\"", 3) == 0) {
            p += 3;
            lex->plain = false;
        }
        if ((unsigned char)*p < ' ') {
            lex->plain = false;
            if (*p != '\t' && *p != '\n' && *p != '\r') {
                return bad_character(lex, p);
            }
        }
    }
    return fail(lex, from, "this block string does not end; close it with \"\"\"");
}

static ctr_status string(struct lc_gql_lexer *lex, const char *from)
{
    const char *p = from + 1;
    if (lex->end - p >= 2 && p[0] == '"' && p[1] == '"') {
        return block_string(lex, from);
    }
    lex->plain = true;
    while (p < lex->end && *p != '"' && *p != '\n' && *p != '\r') {
        if ((unsigned char)*p < ' ' && *p != '\t') {
            return bad_character(lex, p);
        }
        if (*p == '\\') {
            lex->plain = false;
            p += lex->end - p > 1 && p[1] != '\n' && p[1] != '\r';
        }
        p++;
    }
    if (p >= lex->end || *p != '"') {
        return fail(lex, from,
                    "this string does not end on its line; close it, or write a block string "
                    "between \"\"\"");
    }
    lex->token = LC_GQL_STRING;
    lex->text = lc_str_n(from + 1, (size_t)(p - from - 1));
    lex->at = p + 1;
    return CTR_OK;
}

static ctr_status other(struct lc_gql_lexer *lex, const char *p)
{
    if (*p == '"') {
        return string(lex, p);
    }
    if (lex->end - p >= 3 && memcmp(p, "...", 3) == 0) {
        lex->token = '.';
        lex->at = p + 3;
        return CTR_OK;
    }
    if (*p == '-') {
        return number(lex, p);
    }
    return bad_character(lex, p);
}

ctr_status lc_gql_next(struct lc_gql_lexer *lex)
{
    lex->last_end = offset_of(lex, lex->at);
    const char *p = skip_ignored(lex, lex->at);
    lex->offset = offset_of(lex, p);
    lex->text = lc_str_n(p, 0);
    if (p == lex->end) {
        lex->at = p;
        lex->token = LC_GQL_END;
        return CTR_OK;
    }
    ctr_status status = CTR_OK;
    const char *from = p;
    switch (class_of(lex, p)) {
    case LETTER:
        do {
            p++;
        } while (class_of(lex, p) == LETTER || class_of(lex, p) == DIGIT);
        lex->token = LC_GQL_NAME;
        lex->at = p;
        break;
    case MARK:
        lex->token = *p;
        lex->at = p + 1;
        break;
    case DIGIT:
        status = number(lex, p);
        break;
    default:
        status = other(lex, p);
    }
    if (lex->token != LC_GQL_STRING && lex->token != LC_GQL_BLOCK) {
        lex->text = lc_str_n(from, status == CTR_OK ? (size_t)(lex->at - from) : 0);
    }
    return status;
}

ctr_status lc_gql_begin(struct lc_gql_lexer *lex, struct lc_ctx *ctx, struct lc_doc *doc)
{
    struct lc_str text = doc->text;
    *lex = (struct lc_gql_lexer){.ctx = ctx, .doc = doc, .begin = text.ptr, .at = text.ptr};
    lex->end = text.ptr + text.len;
    size_t bad = lc_utf8_check(text);
    if (bad != text.len) {
        return lc_doc_fail(ctx, doc, (uint32_t)bad, "this is not valid UTF-8 (byte 0x%02X)",
                           (unsigned)(unsigned char)text.ptr[bad]);
    }
    if (lc_str_starts(text, LC_STR("\xEF\xBB\xBF"))) {
        lex->at += 3;
    }
    return lc_gql_next(lex);
}

/* ---- what strings mean */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The digits behind "\u": four, or any number between braces. Their length, 0 if malformed. */
static size_t hex(struct lc_str s, uint32_t *out)
{
    size_t i = 0;
    bool braces = s.len && s.ptr[0] == '{';
    *out = 0;
    for (i += braces; i < s.len && (braces || i < 4); i++) {
        int digit = hex_digit(s.ptr[i]);
        if (digit < 0 || *out > 0x10FFFF) {
            break;
        }
        *out = *out * 16 + (uint32_t)digit;
    }
    if (braces) {
        return i > 1 && i < s.len && s.ptr[i] == '}' ? i + 1 : 0;
    }
    return i == 4 ? 4 : 0;
}

/* A code point behind a backslash and 'u', two of them for a pair of surrogates. */
static ctr_status unicode(struct lc_gql_lexer *lex, struct lc_str s, size_t *taken, uint32_t *code)
{
    *taken = hex(s, code);
    if (*taken == 4 && *code >= 0xD800 && *code < 0xDC00 && s.len >= 10 && s.ptr[4] == '\\' &&
        s.ptr[5] == 'u') {
        uint32_t low;
        size_t more = hex(lc_str_n(s.ptr + 6, s.len - 6), &low);
        if (more == 4 && low >= 0xDC00 && low < 0xE000) {
            *code = 0x10000 + ((*code - 0xD800) << 10) + (low - 0xDC00);
            *taken = 10;
        }
    }
    if (!*taken || *code > 0x10FFFF || (*code >= 0xD800 && *code < 0xE000)) {
        return fail(lex, s.ptr - 2,
                    "this is no character: expected \\u and four hexadecimal digits, or \\u{...}");
    }
    return CTR_OK;
}

static ctr_status unescape(struct lc_gql_lexer *lex, char *out, size_t *size)
{
    static const char plain[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    struct lc_str s = lex->text;
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != '\\') {
            out[n++] = s.ptr[i];
            continue;
        }
        i++;
        const char *found = i < s.len && s.ptr[i] ? strchr(plain, s.ptr[i]) : NULL;
        if (found) {
            out[n++] = meant[found - plain];
        } else if (i < s.len && s.ptr[i] == 'u') {
            uint32_t code;
            size_t taken;
            LC_TRY(unicode(lex, lc_str_n(s.ptr + i + 1, s.len - i - 1), &taken, &code));
            n += lc_utf8_put(code, out + n); /* never longer than what was written */
            i += taken;
        } else {
            return fail(lex, s.ptr + i - 1,
                        "a backslash in a string comes before one of \" \\ / b f n r t u");
        }
    }
    *size = n;
    return CTR_OK;
}

/* The line at `s`, without its end; *rest is what follows, ptr NULL at the end. */
static struct lc_str line_of(struct lc_str s, struct lc_str *rest)
{
    size_t n = 0;
    while (n < s.len && s.ptr[n] != '\n' && s.ptr[n] != '\r') {
        n++;
    }
    size_t skip = n;
    if (skip < s.len) {
        skip += s.ptr[n] == '\r' && n + 1 < s.len && s.ptr[n + 1] == '\n' ? 2 : 1;
    }
    *rest = skip > n ? lc_str_n(s.ptr + skip, s.len - skip) : lc_str_n(NULL, 0);
    return lc_str_n(s.ptr, n);
}

static size_t indent_of(struct lc_str line)
{
    size_t n = 0;
    while (n < line.len && (line.ptr[n] == ' ' || line.ptr[n] == '\t')) {
        n++;
    }
    return n;
}

/* The least indent of the lines behind the first that are not blank. */
static size_t common_indent(struct lc_str s)
{
    size_t least = SIZE_MAX;
    struct lc_str rest = s;
    bool first = true;
    while (rest.ptr) {
        struct lc_str line = line_of(rest, &rest);
        size_t indent = indent_of(line);
        if (!first && indent < line.len && indent < least) {
            least = indent;
        }
        first = false;
    }
    return least == SIZE_MAX ? 0 : least;
}

static size_t add_line(struct lc_str line, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < line.len; i++) {
        i += line.ptr[i] == '\\' && line.len - i > 3 && memcmp(line.ptr + i + 1, "\"\"\"", 3) == 0;
        out[n++] = line.ptr[i];
    }
    return n;
}

/* Without the indent that all lines share, and without blank lines at both ends. */
static size_t dedent(struct lc_str s, char *out)
{
    size_t indent = common_indent(s);
    size_t n = 0;
    size_t kept = 0; /* up to the end of the last line that is not blank */
    bool first = true;
    bool begun = false;
    while (s.ptr) {
        struct lc_str line = line_of(s, &s);
        bool blank = indent_of(line) == line.len;
        if (!first) {
            size_t cut = indent < line.len ? indent : line.len;
            line = lc_str_n(line.ptr + cut, line.len - cut);
        }
        first = false;
        if (blank && !begun) {
            continue;
        }
        if (begun) {
            out[n++] = '\n';
        }
        begun = true;
        n += add_line(line, out + n);
        kept = blank ? kept : n;
    }
    return kept;
}

ctr_status lc_gql_string(struct lc_gql_lexer *lex, struct lc_str *out)
{
    struct lc_str s = lex->text;
    *out = s;
    bool blank = lex->token == LC_GQL_BLOCK && indent_of(s) == s.len;
    if (lex->plain && !blank) {
        return CTR_OK;
    }
    char *copy = lc_arena_alloc(&lex->ctx->arena, s.len + 1);
    size_t size = 0;
    if (!copy) {
        return lc_nomem(lex->ctx);
    }
    if (lex->token == LC_GQL_BLOCK) {
        size = dedent(s, copy);
    } else {
        LC_TRY(unescape(lex, copy, &size));
    }
    *out = lc_str_n(copy, size);
    return CTR_OK;
}
