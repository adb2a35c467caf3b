/*
 * Which variables a template uses: between double braces, and what statements of Jinja and Liquid
 * ("{% for a in list %}", "{% if a %}") look at. Names that those make themselves are nobody's.
 */
#include "spec/agent/prompt.h"

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || (unsigned char)c >= 0x80;
}

/* The next word, with *at behind it; empty if there is none. */
static struct lc_str word_at(struct lc_str s, size_t *at)
{
    while (*at < s.len && (s.ptr[*at] == ' ' || s.ptr[*at] == '\t' || s.ptr[*at] == '\n')) {
        (*at)++;
    }
    size_t from = *at;
    while (*at < s.len && is_word(s.ptr[*at])) {
        (*at)++;
    }
    return lc_str_n(s.ptr + from, *at - from);
}

static bool is_own(struct lc_str word)
{
    static const char *const words[] = {"else", "this", "end"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (lc_str_is(word, words[i])) {
            return true;
        }
    }
    return !word.len;
}

/* A name that a statement made, until its loop ends. */
struct local {
    struct lc_str name;
    unsigned depth; /* of loops */
    struct local *up;
};

struct reader {
    struct lc_ctx *ctx;
    struct lc_map *out;
    struct local *locals;
    unsigned depth;
};

static ctr_status uses(struct reader *r, struct lc_str word)
{
    for (const struct local *l = r->locals; l; l = l->up) {
        if (lc_str_eq(l->name, word)) {
            return CTR_OK;
        }
    }
    return is_own(word) || (r->depth && lc_str_is(word, "loop"))
               ? CTR_OK
               : lc_map_set(r->ctx, r->out, word, (void *)(uintptr_t)1);
}

static ctr_status make(struct reader *r, struct lc_str name)
{
    struct local *l = lc_new(r->ctx, 1, sizeof *l);
    if (!l) {
        return CTR_E_NOMEM;
    }
    *l = (struct local){name, r->depth, r->locals};
    r->locals = l;
    return CTR_OK;
}

/* What stands between the braces. */
static ctr_status tag(struct reader *r, struct lc_str inside)
{
    size_t at = 0;
    inside = lc_str_trim(inside);
    char mark = inside.len ? inside.ptr[0] : '!';
    if (mark == '!' || mark == '/' || mark == '>') {
        return CTR_OK; /* a comment, the end of a block, another template */
    }
    at += mark == '#' || mark == '^' || mark == '&' || mark == '{';
    struct lc_str word = word_at(inside, &at);
    struct lc_str next = mark == '#' ? word_at(inside, &at) : lc_str_n(NULL, 0);
    return uses(r, next.len ? next : word); /* {{#if name}}, but {{#name}} */
}

/* The variable that an expression begins with; a function, a number or a constant is none. */
static ctr_status looks_at(struct reader *r, struct lc_str inside, size_t at)
{
    static const char *const constants[] = {"true",  "false", "none", "True",
                                            "False", "None",  "nil",  NULL};
    struct lc_str word = word_at(inside, &at);
    if (lc_str_is(word, "not")) {
        word = word_at(inside, &at);
    }
    bool variable = word.len && !(word.ptr[0] >= '0' && word.ptr[0] <= '9') &&
                    !(at < inside.len && inside.ptr[at] == '(');
    for (size_t i = 0; constants[i]; i++) {
        variable = variable && !lc_str_is(word, constants[i]);
    }
    return variable ? uses(r, word) : CTR_OK;
}

/* The next one of "a, b", with *at behind its comma; empty behind the last. */
static struct lc_str name_at(struct lc_str inside, size_t *at)
{
    struct lc_str name = word_at(inside, at);
    while (*at < inside.len && inside.ptr[*at] == ' ') {
        (*at)++;
    }
    *at += *at < inside.len && inside.ptr[*at] == ',';
    return lc_str_is(name, "in") ? lc_str_n(NULL, 0) : name;
}

/* "for a, b in list": the list is looked at before the names are made. */
static ctr_status loop(struct reader *r, struct lc_str inside, size_t at)
{
    size_t behind = at;
    while (name_at(inside, &behind).len) {
    }
    LC_TRY(looks_at(r, inside, behind));
    r->depth++;
    for (struct lc_str name = name_at(inside, &at); name.len; name = name_at(inside, &at)) {
        LC_TRY(make(r, name));
    }
    return CTR_OK;
}

static ctr_status statement(struct reader *r, struct lc_str inside)
{
    size_t at = inside.len && inside.ptr[0] == '-'; /* takes the white space before it away */
    struct lc_str word = word_at(inside, &at);
    if (lc_str_is(word, "for")) {
        return loop(r, inside, at);
    }
    if (lc_str_is(word, "set") || lc_str_is(word, "assign")) {
        struct lc_str name = word_at(inside, &at);
        return name.len ? make(r, name) : CTR_OK;
    }
    if (lc_str_is(word, "endfor") && r->depth) {
        while (r->locals && r->locals->depth == r->depth) {
            r->locals = r->locals->up;
        }
        r->depth--;
    }
    bool asks = lc_str_is(word, "if") || lc_str_is(word, "elif") || lc_str_is(word, "elsif");
    return asks ? looks_at(r, inside, at) : CTR_OK;
}

ctr_status lc_prompt_uses(struct lc_ctx *ctx, struct lc_str text, struct lc_map *out)
{
    struct reader r = {ctx, out, NULL, 0};
    size_t open = 0; /* behind the last "{{" or "{%", 0: none */
    for (size_t i = 0; i + 1 < text.len; i++) {
        char one = text.ptr[i];
        char two = text.ptr[i + 1];
        if (!open && one == '{' && (two == '{' || two == '%')) {
            open = i + 2;
            i++;
            continue;
        }
        bool braces = open && text.ptr[open - 1] == '{';
        if (!open || one != (braces ? '}' : '%') || two != '}') {
            continue;
        }
        struct lc_str inside = lc_str_n(text.ptr + open, i - open);
        LC_TRY(braces ? tag(&r, inside) : statement(&r, inside));
        open = 0;
        i++;
    }
    return CTR_OK;
}
