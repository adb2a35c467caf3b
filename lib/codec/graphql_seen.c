/*
 * Is this text GraphQL? The first definition decides, and only where its words are in an order that
 * neither YAML (for which much is a plain word) nor protobuf (which has enum and extend, too) has.
 * Operations are no schema, which their reader says better than any other; one without a word
 * before its brace may as well be YAML.
 */
#include "codec/graphql_read.h"

struct look {
    const char *at;
    const char *end;
};

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',';
}

/* The next character that is not passed over, NUL at the end. */
static char peek(struct look *l)
{
    while (l->at < l->end && (blank(*l->at) || *l->at == '#')) {
        if (*l->at == '#') {
            while (l->at < l->end && *l->at != '\n' && *l->at != '\r') {
                l->at++;
            }
        } else {
            l->at++;
        }
    }
    return l->at < l->end ? *l->at : '\0';
}

static bool take(struct look *l, char c)
{
    if (peek(l) != c) {
        return false;
    }
    l->at++;
    return true;
}

static struct lc_str name(struct look *l)
{
    const char *from = l->at;
    if (letter(peek(l))) {
        from = l->at;
        while (l->at < l->end && (letter(*l->at) || (*l->at >= '0' && *l->at <= '9'))) {
            l->at++;
        }
    }
    return lc_str_n(from, (size_t)(l->at - from));
}

/* False if it does not end. */
static bool skip_string(struct look *l)
{
    bool block = l->end - l->at >= 3 && memcmp(l->at, "\"\"\"", 3) == 0;
    l->at += block ? 3 : 1;
    for (; l->at < l->end; l->at++) {
        if (*l->at == '\\' && l->end - l->at > 1) {
            l->at++;
        } else if (*l->at == '"' && !block) {
            l->at++;
            return true;
        } else if (block && l->end - l->at >= 3 && memcmp(l->at, "\"\"\"", 3) == 0) {
            l->at += 3;
            return true;
        } else if (!block && (*l->at == '\n' || *l->at == '\r')) {
            return false;
        }
    }
    return false;
}

static bool is_keyword(struct lc_str s)
{
    static const char *const words[] = {"type",   "interface", "union",     "enum",  "input",
                                        "scalar", "schema",    "directive", "extend"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (lc_str_is(s, words[i])) {
            return true;
        }
    }
    return false;
}

/* Behind the brace of a type: a field. */
static bool fields_follow(struct look *l)
{
    if (peek(l) == '"' && !skip_string(l)) {
        return false;
    }
    return name(l).len && (peek(l) == ':' || peek(l) == '(');
}

/* Behind the brace of an enum: names, none of them given a number. */
static bool values_follow(struct look *l)
{
    size_t count = 0;
    for (; count < 3 && peek(l) != '}' && peek(l) != '@'; count++) {
        if (peek(l) == '"' && !skip_string(l)) {
            return false;
        }
        if (!name(l).len || peek(l) == '=' || peek(l) == ';' || peek(l) == ':') {
            return false;
        }
    }
    return count > 0;
}

static bool type_follows(struct look *l, struct lc_str keyword)
{
    bool scalar = lc_str_is(keyword, "scalar");
    if (!name(l).len) {
        return false;
    }
    char c = peek(l);
    if (c == '@') {
        l->at++;
        return name(l).len > 0;
    }
    if (scalar) {
        return c == '\0' || c == '"' || is_keyword(name(l));
    }
    if (lc_str_is(keyword, "union")) {
        return take(l, '=') && (peek(l) == '|' || name(l).len);
    }
    if (c != '{') {
        return !lc_str_is(keyword, "enum") && !lc_str_is(keyword, "input") &&
               lc_str_is(name(l), "implements") && (take(l, '&') || name(l).len);
    }
    l->at++;
    return lc_str_is(keyword, "enum") ? values_follow(l) : fields_follow(l);
}

static bool is_operation(struct lc_str word)
{
    return lc_str_is(word, "query") || lc_str_is(word, "mutation") ||
           lc_str_is(word, "subscription");
}

static bool schema_follows(struct look *l)
{
    if (take(l, '@')) {
        return name(l).len > 0;
    }
    if (!take(l, '{')) {
        return false;
    }
    return is_operation(name(l)) && peek(l) == ':';
}

static bool directive_follows(struct look *l)
{
    if (!take(l, '@') || !name(l).len) {
        return false;
    }
    if (peek(l) == '(') {
        return true;
    }
    struct lc_str word = name(l);
    return lc_str_is(word, "on") || lc_str_is(word, "repeatable");
}

/* Behind `query` and the like: what it selects, or the variables that it takes. */
static bool operation_follows(struct look *l)
{
    name(l);
    if (take(l, '(')) {
        return take(l, '$') && name(l).len && take(l, ':');
    }
    if (take(l, '@')) {
        return name(l).len > 0;
    }
    return take(l, '{') && (peek(l) == '.' || letter(peek(l)));
}

static bool fragment_follows(struct look *l)
{
    return name(l).len && lc_str_is(name(l), "on") && name(l).len &&
           (peek(l) == '{' || peek(l) == '@');
}

bool lc_graphql_seen(struct lc_str text)
{
    struct look l = {text.ptr, text.ptr + text.len};
    if (lc_str_starts(text, LC_STR("\xEF\xBB\xBF"))) {
        l.at += 3;
    }
    bool described = peek(&l) == '"';
    if (described && !skip_string(&l)) {
        return false;
    }
    struct lc_str word = name(&l);
    if (is_operation(word) || lc_str_is(word, "fragment")) {
        return !described && (is_operation(word) ? operation_follows(&l) : fragment_follows(&l));
    }
    if (!is_keyword(word)) {
        return false;
    }
    if (lc_str_is(word, "extend")) {
        word = name(&l);
        if (described || !is_keyword(word) || lc_str_is(word, "directive")) {
            return false;
        }
    }
    return lc_str_is(word, "schema")      ? schema_follows(&l)
           : lc_str_is(word, "directive") ? directive_follows(&l)
                                          : type_follows(&l, word);
}
