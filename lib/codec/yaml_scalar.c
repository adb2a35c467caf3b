/*
 * The core schema, by hand because libyaml leaves scalars as text. Version 1.2 only: no, yes, on,
 * off, 1:30 and dates are strings, 012 is twelve.
 */
#include "codec/yaml_scalar.h"

#include "base/buf.h"

enum shape {
    SHAPE_TEXT,
    SHAPE_NULL,
    SHAPE_FALSE,
    SHAPE_TRUE,
    SHAPE_INT,
    SHAPE_BASED, /* octal or hexadecimal */
    SHAPE_FLOAT,
    SHAPE_NO_NUMBER /* infinite, or not a number */
};

/* Where the pieces of a decimal number lie. */
struct number {
    bool negative;
    struct lc_str whole;
    struct lc_str fraction;
    struct lc_str exponent; /* with its sign, without the letter; ptr NULL if there is none */
};

static const struct {
    const char *text;
    enum shape shape;
} words[] = {
    {"", SHAPE_NULL},           {"~", SHAPE_NULL},          {"null", SHAPE_NULL},
    {"Null", SHAPE_NULL},       {"NULL", SHAPE_NULL},       {"true", SHAPE_TRUE},
    {"True", SHAPE_TRUE},       {"TRUE", SHAPE_TRUE},       {"false", SHAPE_FALSE},
    {"False", SHAPE_FALSE},     {"FALSE", SHAPE_FALSE},     {".nan", SHAPE_NO_NUMBER},
    {".NaN", SHAPE_NO_NUMBER},  {".NAN", SHAPE_NO_NUMBER},  {".inf", SHAPE_NO_NUMBER},
    {".Inf", SHAPE_NO_NUMBER},  {".INF", SHAPE_NO_NUMBER},  {"+.inf", SHAPE_NO_NUMBER},
    {"+.Inf", SHAPE_NO_NUMBER}, {"+.INF", SHAPE_NO_NUMBER}, {"-.inf", SHAPE_NO_NUMBER},
    {"-.Inf", SHAPE_NO_NUMBER}, {"-.INF", SHAPE_NO_NUMBER},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Take the digits at *p. */
static struct lc_str take_digits(const char **p, const char *end)
{
    const char *begin = *p;
    while (*p < end && is_digit(**p)) {
        (*p)++;
    }
    return lc_str_n(begin, (size_t)(*p - begin));
}

/* [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? */
static enum shape split_number(struct lc_str text, struct number *out)
{
    const char *p = text.ptr;
    const char *end = p + text.len;
    enum shape shape = SHAPE_INT;
    *out = (struct number){0};
    if (p < end && (*p == '-' || *p == '+')) {
        out->negative = *p++ == '-';
    }
    out->whole = take_digits(&p, end);
    if (p < end && *p == '.') {
        p++;
        shape = SHAPE_FLOAT;
        out->fraction = take_digits(&p, end);
    }
    if (!out->whole.len && !out->fraction.len) {
        return SHAPE_TEXT;
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        const char *begin = ++p;
        shape = SHAPE_FLOAT;
        p += p < end && (*p == '-' || *p == '+');
        if (!take_digits(&p, end).len) {
            return SHAPE_TEXT;
        }
        out->exponent = lc_str_n(begin, (size_t)(p - begin));
    }
    return p == end ? shape : SHAPE_TEXT;
}

/* 0o7 and 0x1F. */
static enum shape based_number(struct lc_str text)
{
    if (text.len < 3 || text.ptr[0] != '0' || (text.ptr[1] != 'o' && text.ptr[1] != 'x')) {
        return SHAPE_TEXT;
    }
    for (size_t i = 2; i < text.len; i++) {
        char c = text.ptr[i];
        bool octal = c >= '0' && c <= '7';
        bool hex = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (text.ptr[1] == 'o' ? !octal : !hex) {
            return SHAPE_TEXT;
        }
    }
    return SHAPE_BASED;
}

static enum shape shape_of(struct lc_str text, struct number *number)
{
    static const char firsts[] = "~ntfNTF.+-";
    if (text.len && !is_digit(text.ptr[0]) && !memchr(firsts, text.ptr[0], sizeof firsts - 1)) {
        return SHAPE_TEXT; /* most scalars */
    }
    for (size_t i = 0; text.len <= 5 && i < sizeof words / sizeof words[0]; i++) {
        if (lc_str_is(text, words[i].text)) {
            return words[i].shape;
        }
    }
    enum shape shape = split_number(text, number);
    return shape == SHAPE_TEXT ? based_number(text) : shape;
}

/* How much of a text to show in a message. */
static int shown(struct lc_str text)
{
    size_t n = text.len < 60 ? text.len : 60;
    while (n && n < text.len && ((unsigned char)text.ptr[n] & 0xC0) == 0x80) {
        n--;
    }
    return (int)n;
}

static char *put(char *to, struct lc_str s)
{
    if (s.len) {
        memcpy(to, s.ptr, s.len);
    }
    return to + s.len;
}

/* The number as JSON spells it: as it is where that is the same. */
static ctr_status set_decimal(struct lc_tree *tree, struct lc_str text, const struct number *n,
                              struct lc_value *out)
{
    struct lc_str whole = n->whole;
    while (whole.len > 1 && whole.ptr[0] == '0') {
        whole = lc_str_n(whole.ptr + 1, whole.len - 1);
    }
    size_t size = n->negative + (whole.len ? whole.len : 1) +
                  (n->fraction.len ? 1 + n->fraction.len : 0) +
                  (n->exponent.len ? 1 + n->exponent.len : 0);
    if (size == text.len && whole.len && text.ptr[0] != '+') {
        lc_tree_give_text(tree, out, text);
        return CTR_OK;
    }
    char *begin = lc_tree_text(tree, size);
    if (!begin) {
        return CTR_E_NOMEM;
    }
    char *to = begin;
    if (n->negative) {
        *to++ = '-';
    }
    to = put(to, whole.len ? whole : LC_STR("0"));
    if (n->fraction.len) {
        *to++ = '.';
        to = put(to, n->fraction);
    }
    if (n->exponent.len) {
        *to++ = 'e';
        to = put(to, n->exponent);
    }
    lc_tree_give_text(tree, out, lc_str_n(begin, size));
    lc_tree_text_used(tree, begin, size);
    return CTR_OK;
}

static ctr_status set_based(struct lc_tree *tree, struct lc_str text, uint32_t offset,
                            struct lc_value *out)
{
    uint64_t value = 0;
    unsigned bits = text.ptr[1] == 'o' ? 3 : 4;
    for (size_t i = 2; i < text.len; i++) {
        char c = text.ptr[i];
        if (value >> (64 - bits)) {
            return lc_doc_fail(tree->ctx, tree->doc, offset,
                               "the number '%.*s' has more than 64 bits; write it in decimal",
                               shown(text), text.ptr);
        }
        value = value << bits | (uint64_t)(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    char digits[20];
    char *at = digits + sizeof digits;
    do {
        *--at = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    size_t size = (size_t)(digits + sizeof digits - at);
    char *to = lc_tree_text(tree, size);
    if (!to) {
        return CTR_E_NOMEM;
    }
    memcpy(to, at, size);
    lc_tree_text_used(tree, to, size);
    lc_tree_give_text(tree, out, lc_str_n(to, size));
    return CTR_OK;
}

static ctr_status set_by_shape(struct lc_tree *tree, struct lc_str text, enum shape shape,
                               const struct number *number, struct lc_value *out)
{
    static const uint8_t kinds[] = {
        [SHAPE_TEXT] = LC_STRING,  [SHAPE_NULL] = LC_NULL,        [SHAPE_FALSE] = LC_FALSE,
        [SHAPE_TRUE] = LC_TRUE,    [SHAPE_INT] = LC_NUMBER,       [SHAPE_BASED] = LC_NUMBER,
        [SHAPE_FLOAT] = LC_NUMBER, [SHAPE_NO_NUMBER] = LC_NUMBER,
    };
    out->kind = (unsigned)kinds[shape] & LC_KIND_MASK;
    if (shape == SHAPE_TEXT) {
        lc_tree_give_text(tree, out, text);
    }
    if (shape == SHAPE_INT || shape == SHAPE_FLOAT) {
        return set_decimal(tree, text, number, out);
    }
    if (shape == SHAPE_BASED) {
        return set_based(tree, text, out->offset, out);
    }
    if (shape == SHAPE_NO_NUMBER) {
        return lc_doc_fail(tree->ctx, tree->doc, out->offset,
                           "%.*s is no number that JSON knows; use null, or quote it to mean text",
                           shown(text), text.ptr);
    }
    return CTR_OK;
}

static const char core_prefix[] = "tag:yaml.org,2002:";

/* Name of a core tag behind its prefix, NULL if it is none. */
static const char *core_name(const char *tag)
{
    size_t n = sizeof core_prefix - 1;
    return strncmp(tag, core_prefix, n) == 0 ? tag + n : NULL;
}

static ctr_status unknown_tag(struct lc_tree *tree, const char *tag, uint32_t offset)
{
    const char *core = core_name(tag);
    struct lc_str name = lc_str(core ? core : tag);
    return lc_doc_fail(tree->ctx, tree->doc, offset,
                       "the tag '%s%.*s' is not known here; only !!null, !!bool, !!int, !!float, "
                       "!!str, !!seq and !!map are",
                       core ? "!!" : "", shown(name), name.ptr);
}

static bool fits(const char *name, enum shape shape)
{
    bool whole = shape == SHAPE_INT || shape == SHAPE_BASED;
    if (strcmp(name, "int") == 0) {
        return whole;
    }
    if (strcmp(name, "float") == 0) {
        return whole || shape == SHAPE_FLOAT || shape == SHAPE_NO_NUMBER;
    }
    if (strcmp(name, "bool") == 0) {
        return shape == SHAPE_TRUE || shape == SHAPE_FALSE;
    }
    return shape == SHAPE_NULL;
}

static bool scalar_name(const char *name)
{
    static const char *const names[] = {"null", "bool", "int", "float"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

ctr_status lc_yaml_scalar(struct lc_tree *tree, struct lc_str text, bool plain, const char *tag,
                          uint32_t offset, struct lc_value *out)
{
    struct number number;
    const char *name = tag ? core_name(tag) : NULL;
    *out = (struct lc_value){.offset = offset};
    if (!tag && plain) {
        return set_by_shape(tree, text, shape_of(text, &number), &number, out);
    }
    if (!tag || strcmp(tag, "!") == 0 || (name && strcmp(name, "str") == 0)) {
        return set_by_shape(tree, text, SHAPE_TEXT, NULL, out);
    }
    if (!name || !scalar_name(name)) {
        return unknown_tag(tree, tag, offset);
    }
    enum shape shape = shape_of(text, &number);
    if (!fits(name, shape)) {
        return lc_doc_fail(tree->ctx, tree->doc, offset, "'%.*s' does not fit its tag !!%s",
                           shown(text), text.ptr, name);
    }
    return set_by_shape(tree, text, shape, &number, out);
}

ctr_status lc_yaml_collection_tag(struct lc_tree *tree, const char *tag, bool object,
                                  uint32_t offset)
{
    const char *name = tag ? core_name(tag) : NULL;
    if (!tag || strcmp(tag, "!") == 0 || (name && strcmp(name, object ? "map" : "seq") == 0)) {
        return CTR_OK;
    }
    return unknown_tag(tree, tag, offset);
}
