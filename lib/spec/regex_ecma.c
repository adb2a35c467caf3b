/*
 * ECMA-262 written anew for PCRE2. White space, the dot, escapes by number and the names of
 * properties differ; verbs, possessive quantifiers, inline options, \A, \Z and POSIX classes are
 * PCRE2's alone, and so no part of a schema's pattern.
 */
#include "spec/regex.h"

#include "base/buf.h"

#define SPACES                                                                                     \
    "\\x09-\\x0d\\x20\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}"      \
    "\\x{3000}\\x{feff}"
#define NO_SPACES                                                                                  \
    "\\x00-\\x08\\x0e-\\x1f\\x21-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"   \
    "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}"                 \
    "\\x{ff00}-\\x{10ffff}"
#define DOT "[^\\x0a\\x0d\\x{2028}\\x{2029}]"

struct reader {
    struct lc_ctx *ctx;
    struct lc_str in;
    size_t at;
    struct lc_buf out;
    const char *problem;
    bool class; /* inside of brackets */
    bool atom;  /* something stands before that can be repeated */
};

static bool refuse(struct reader *r, const char *problem)
{
    r->problem = r->problem ? r->problem : problem;
    return false;
}

static char peek(const struct reader *r, size_t ahead)
{
    return r->at + ahead < r->in.len ? r->in.ptr[r->at + ahead] : '\0';
}

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* `count` hex digits from here; -1 if they are not there. */
static int32_t hexes(const struct reader *r, size_t from, size_t count)
{
    int32_t value = 0;
    for (size_t i = 0; i < count; i++) {
        int digit = hex(peek(r, from + i));
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
    }
    return value;
}

static bool put_code(struct reader *r, int32_t code)
{
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (!surrogate) {
        lc_buf_printf(&r->out, "\\x{%x}", (unsigned)code);
    } else if (!r->class) {
        lc_buf_text(&r->out, "(?!)"); /* no text of ours holds one */
    }
    return true;
}

/* ---- properties of characters */

static const struct {
    const char *name;
    const char *value;
} categories[] = {
    {"Letter", "L"},
    {"Cased_Letter", "L&"},
    {"LC", "L&"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Format", "Cf"},
    {"Surrogate", "Cs"},
    {"Private_Use", "Co"},
    {"Unassigned", "Cn"},
};

static struct lc_str category(struct lc_str name)
{
    for (size_t i = 0; i < sizeof categories / sizeof categories[0]; i++) {
        if (lc_str_is(name, categories[i].name)) {
            return lc_str(categories[i].value);
        }
    }
    return name;
}

/* At "p{" or "P{". */
static bool property(struct reader *r)
{
    size_t end = r->at + 2;
    while (end < r->in.len && r->in.ptr[end] != '}') {
        end++;
    }
    if (peek(r, 1) != '{' || end >= r->in.len) {
        return refuse(r, "\\p needs a name in braces, such as \\p{Letter}");
    }
    struct lc_str name = lc_str_n(r->in.ptr + r->at + 2, end - r->at - 2);
    struct lc_str head = name;
    struct lc_str value = name;
    char which = peek(r, 0);
    r->at = end + 1;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_' || c == '=')) {
            return refuse(r, "a property has a name of letters, such as \\p{Letter}");
        }
    }
    const char *kind = "";
    if (lc_str_cut(name, '=', &head, &value)) {
        bool script = lc_str_is(head, "Script") || lc_str_is(head, "sc");
        bool extended = lc_str_is(head, "Script_Extensions") || lc_str_is(head, "scx");
        if (!script && !extended && !lc_str_is(head, "General_Category") &&
            !lc_str_is(head, "gc")) {
            return refuse(r, "properties with '=' are General_Category, Script and "
                             "Script_Extensions");
        }
        kind = script ? "sc:" : extended ? "scx:" : "";
    }
    value = *kind ? value : category(value);
    lc_buf_printf(&r->out, "\\%c{%s%.*s}", which, kind, (int)value.len, value.ptr);
    return true;
}

/* ---- escapes */

/* At the 'u'. */
static bool unicode(struct reader *r)
{
    if (peek(r, 1) == '{') {
        int32_t code = 0;
        size_t n = 2;
        for (; hex(peek(r, n)) >= 0 && code <= 0x10FFFF; n++) {
            code = code * 16 + hex(peek(r, n));
        }
        if (n == 2 || peek(r, n) != '}' || code > 0x10FFFF) {
            return refuse(r, "\\u{...} needs a code point up to 10FFFF");
        }
        r->at += n + 1;
        return put_code(r, code);
    }
    int32_t code = hexes(r, 1, 4);
    if (code < 0) {
        return refuse(r, "\\u needs four hex digits");
    }
    r->at += 5;
    if (code >= 0xD800 && code <= 0xDBFF && peek(r, 0) == '\\' && peek(r, 1) == 'u') {
        int32_t low = hexes(r, 2, 4);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            r->at += 6;
            code = 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00);
        }
    }
    return put_code(r, code);
}

static bool by_number(struct reader *r)
{
    char c = peek(r, 0);
    if (c == 'x') {
        int32_t code = hexes(r, 1, 2);
        r->at += 3;
        return code < 0 ? refuse(r, "\\x needs two hex digits") : put_code(r, code);
    }
    if (c == 'c') {
        char letter = peek(r, 1);
        r->at += 2;
        bool good = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
        return good ? put_code(r, letter & 31) : refuse(r, "\\c needs a letter");
    }
    if (c == '0') {
        r->at++;
        bool more = peek(r, 0) >= '0' && peek(r, 0) <= '9';
        return more ? refuse(r, "octal escapes are no part of ECMA-262; write \\xHH")
                    : put_code(r, 0);
    }
    if (r->class) {
        return refuse(r, "a back reference has no meaning in brackets");
    }
    size_t n = 0;
    while (peek(r, n) >= '0' && peek(r, n) <= '9') {
        n++;
    }
    lc_buf_printf(&r->out, "\\g{%.*s}", (int)n, r->in.ptr + r->at);
    r->at += n;
    return true;
}

/* Escapes that stand for a set, or for a place. */
static bool set(struct reader *r, char c)
{
    r->at++;
    if (c == 's') {
        lc_buf_text(&r->out, r->class ? SPACES : "[" SPACES "]");
    } else if (c == 'S') {
        lc_buf_text(&r->out, r->class ? NO_SPACES : "[^" SPACES "]");
    } else if (c == 'b' && r->class) {
        lc_buf_text(&r->out, "\\x08");
    } else if (c == 'B' && r->class) {
        return refuse(r, "\\B has no meaning in brackets");
    } else {
        lc_buf_char(&r->out, '\\');
        lc_buf_char(&r->out, c);
    }
    return true;
}

/* At the character behind a backslash. */
static bool escape(struct reader *r)
{
    char c = peek(r, 0);
    if (r->at >= r->in.len) {
        return refuse(r, "it ends in a backslash");
    }
    if (c == 'p' || c == 'P') {
        return property(r);
    }
    if (c == 'u') {
        return unicode(r);
    }
    if (c == 'x' || c == 'c' || (c >= '0' && c <= '9')) {
        return by_number(r);
    }
    if (strchr("dDwWsSbB", c) && c) {
        return set(r, c);
    }
    if (c == 'v') {
        r->at++;
        return put_code(r, 0x0B);
    }
    if (c == 'k' && !r->class) {
        lc_buf_text(&r->out, "\\k");
        r->at++;
        return peek(r, 0) == '<' || refuse(r, "\\k needs the name of a group, as in \\k<name>");
    }
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter && !strchr("fnrt", c)) {
        const char *text = lc_format(r->ctx, "\\%c is no escape of ECMA-262", c);
        return refuse(r, text ? text : "");
    }
    if (c > 0) { /* ASCII; anything else stands for itself */
        lc_buf_char(&r->out, '\\');
    }
    lc_buf_char(&r->out, c);
    r->at++;
    return true;
}

/* ---- the rest */

static bool brackets(struct reader *r)
{
    lc_buf_char(&r->out, '[');
    r->at++;
    if (peek(r, 0) == '^') {
        lc_buf_char(&r->out, '^');
        r->at++;
    }
    r->class = true;
    while (r->at < r->in.len && peek(r, 0) != ']') {
        char c = peek(r, 0);
        r->at++;
        if (c == '\\') {
            if (!escape(r)) {
                return false;
            }
            continue;
        }
        if (c == '[') {
            lc_buf_char(&r->out, '\\');
        }
        lc_buf_char(&r->out, c);
    }
    r->class = false;
    if (r->at >= r->in.len) {
        return refuse(r, "a '[' is not closed");
    }
    lc_buf_char(&r->out, ']');
    r->at++;
    r->atom = true;
    return true;
}

static bool group(struct reader *r)
{
    char kind = peek(r, 2);
    char after = peek(r, 3);
    bool plain = peek(r, 1) != '?';
    bool good = plain ? peek(r, 1) != '*'
                      : strchr(":=!", kind) != NULL ||
                            (kind == '<' &&
                             (after == '=' || after == '!' || after == '_' || after == '$' ||
                              (after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z')));
    if (!good || (!plain && !kind)) {
        return refuse(r, "a group that begins like this is no part of ECMA-262");
    }
    size_t n = plain ? 1 : kind == '<' && strchr("=!", after) ? 4 : 3;
    lc_buf_add(&r->out, r->in.ptr + r->at, n);
    r->at += n;
    r->atom = false;
    return true;
}

/* Length of "{n}", "{n,}" or "{n,m}" from here, 0 if it is none. */
static size_t counted(const struct reader *r)
{
    size_t n = 1;
    size_t digits = 0;
    for (; peek(r, n) >= '0' && peek(r, n) <= '9'; n++) {
        digits++;
    }
    if (digits && peek(r, n) == ',') {
        n++;
        while (peek(r, n) >= '0' && peek(r, n) <= '9') {
            n++;
        }
    }
    return digits && peek(r, n) == '}' ? n + 1 : 0;
}

static bool repeat(struct reader *r, size_t n)
{
    if (!r->atom) {
        return refuse(r, "there is nothing to repeat before a quantifier");
    }
    lc_buf_add(&r->out, r->in.ptr + r->at, n);
    r->at += n;
    if (peek(r, 0) == '?') {
        lc_buf_char(&r->out, '?');
        r->at++;
    }
    r->atom = false;
    return true;
}

static bool one(struct reader *r)
{
    char c = peek(r, 0);
    size_t n = c == '{' ? counted(r) : c && strchr("*+?", c) ? 1 : 0;
    if (n) {
        return repeat(r, n);
    }
    if (c == '[') {
        return brackets(r);
    }
    if (c == '(') {
        return group(r);
    }
    r->at++;
    r->atom = c != '|' && c != '^';
    if (c == '\\') {
        return escape(r);
    }
    if (c == '.') {
        lc_buf_text(&r->out, DOT);
        return true;
    }
    if (c == '{' || c == '}' || c == ']') { /* as such */
        lc_buf_char(&r->out, '\\');
    }
    lc_buf_char(&r->out, c);
    return true;
}

struct lc_str lc_regex_translate(struct lc_ctx *ctx, struct lc_str pattern, const char **problem)
{
    struct lc_str out = {NULL, 0};
    struct reader r = {.ctx = ctx, .in = pattern};
    lc_buf_init(&r.out, &ctx->alloc, SIZE_MAX - 1);
    *problem = NULL;
    while (r.at < pattern.len && one(&r)) {
    }
    *problem = r.problem;
    if (r.out.status != CTR_OK) {
        lc_nomem(ctx);
    } else if (!r.problem && !ctx->error) {
        out = lc_str_n(lc_dup(ctx, lc_str_n(r.out.size ? r.out.data : "", r.out.size)), r.out.size);
    }
    lc_buf_free(&r.out);
    return out;
}
