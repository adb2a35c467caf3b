/*
 * Which variables a template uses: between double braces, and in statements of Jinja and Liquid
 * ("{% for a in list %}", "{% if a %}"). Names that the template makes itself are nobody's.
 */
#include "spec/agent/prompt.h"

/* A name that the template made, until its block ends. */
struct local {
    struct lc_str name;
    unsigned depth; /* of blocks */
    struct local *up;
};

struct reader {
    struct lc_ctx *ctx;
    struct lc_map *out;
    struct local *locals;
    unsigned depth;
    const char *until; /* the statement that ends what is not looked at; NULL: all is */
};

static ctr_status uses(struct reader *r, struct lc_str word)
{
    for (const struct local *l = r->locals; l; l = l->up) {
        if (lc_str_eq(l->name, word)) {
            return CTR_OK;
        }
        LC_TRY(lc_spend(r->ctx, 1));
    }
    bool own = r->depth && (lc_str_is(word, "loop") || lc_str_is(word, "forloop"));
    return own ? CTR_OK : lc_map_set(r->ctx, r->out, word, (void *)(uintptr_t)1);
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

static ctr_status make_all(struct reader *r, struct lc_prompt_words names)
{
    for (struct lc_str name; lc_prompt_next(&names, &name);) {
        LC_TRY(make(r, name));
    }
    return CTR_OK;
}

static ctr_status use_all(struct reader *r, struct lc_prompt_words *words)
{
    for (struct lc_str name; lc_prompt_next(words, &name);) {
        LC_TRY(uses(r, name));
    }
    return CTR_OK;
}

static void leave(struct reader *r)
{
    while (r->depth && r->locals && r->locals->depth == r->depth) {
        r->locals = r->locals->up;
    }
    r->depth -= r->depth > 0;
}

/* ---- double braces */

/* "as |item index|" behind what a block looks at. */
static ctr_status make_items(struct reader *r, struct lc_str text, size_t bar)
{
    struct lc_str inside = lc_str_n(text.ptr + bar + 1, text.len - bar - 1);
    struct lc_str rest = lc_str_n(NULL, 0);
    (void)lc_str_cut(inside, '|', &inside, &rest);
    while (inside.len) {
        struct lc_str name = inside;
        rest = lc_str_n(NULL, 0);
        (void)lc_str_cut(inside, ' ', &name, &rest);
        LC_TRY(name.len ? make(r, name) : CTR_OK);
        inside = rest;
    }
    return CTR_OK;
}

/* "{{#name}}" and "{{^name}}" have no words of a language. */
static bool is_plain(struct lc_str inside)
{
    for (size_t i = 0; i < inside.len; i++) {
        if (strchr(" .|(\"'-", inside.ptr[i])) {
            return false;
        }
    }
    return inside.len && !lc_str_is(inside, "else") && !lc_str_is(inside, "this");
}

/* What stands between the braces. */
static ctr_status tag(struct reader *r, struct lc_str inside)
{
    inside = lc_str_trim(inside);
    char mark = inside.len ? inside.ptr[0] : '!';
    if (mark == '!' || mark == '>') {
        return CTR_OK; /* a comment, another template */
    }
    if (mark == '/') {
        leave(r);
        return CTR_OK;
    }
    bool opens = mark == '#' || mark == '^';
    if (opens) {
        inside = lc_str_trim(lc_str_n(inside.ptr + 1, inside.len - 1));
    }
    struct lc_prompt_words words = {.text = inside, .braces = true, .head = true};
    LC_TRY(opens && is_plain(inside) ? uses(r, inside) : use_all(r, &words));
    r->depth += opens && inside.len;
    bool items = words.at < inside.len && inside.ptr[words.at] == '|';
    return items ? make_items(r, inside, words.at) : CTR_OK;
}

/* ---- statements */

/* False if the word is not there; then all is before it. */
static bool cut_at(struct lc_str whole, const char *word, struct lc_str *before,
                   struct lc_str *behind)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= whole.len; i++) {
        if (memcmp(whole.ptr + i, word, n) == 0) {
            *before = lc_str_n(whole.ptr, i);
            *behind = lc_str_n(whole.ptr + i + n, whole.len - i - n);
            return true;
        }
    }
    *before = whole;
    *behind = lc_str_n(NULL, 0);
    return false;
}

/* "a, b in list": where the list begins is looked at before the names are made, since it may be
 * called as one of them; a condition behind it looks at those. */
static ctr_status loop(struct reader *r, struct lc_str rest)
{
    struct lc_str names;
    struct lc_str name;
    struct lc_prompt_words list = {0};
    (void)cut_at(rest, " in ", &names, &list.text);
    LC_TRY(lc_prompt_next(&list, &name) ? uses(r, name) : CTR_OK);
    r->depth++;
    LC_TRY(make_all(r, (struct lc_prompt_words){.text = names}));
    return use_all(r, &list);
}

static ctr_status assign(struct reader *r, struct lc_str rest)
{
    struct lc_str names;
    struct lc_prompt_words value = {0};
    (void)cut_at(rest, "=", &names, &value.text);
    LC_TRY(use_all(r, &value));
    return make_all(r, (struct lc_prompt_words){.text = names});
}

/* Names of its own, until it ends: "with a = b", "macro f(a, b)". */
static ctr_status scope(struct reader *r, struct lc_str rest)
{
    r->depth++;
    return assign(r, rest);
}

static ctr_status looks(struct reader *r, struct lc_str rest)
{
    struct lc_prompt_words words = {.text = rest};
    return use_all(r, &words);
}

static ctr_status ends(struct reader *r, struct lc_str rest)
{
    (void)rest;
    leave(r);
    return CTR_OK;
}

static const struct statement {
    const char *word;
    ctr_status (*run)(struct reader *r, struct lc_str rest);
    const char *until; /* what is inside is not looked at */
} statements[] = {
    {"for", loop, NULL},         {"endfor", ends, NULL},    {"tablerow", loop, NULL},
    {"endtablerow", ends, NULL}, {"with", scope, NULL},     {"endwith", ends, NULL},
    {"macro", scope, NULL},      {"endmacro", ends, NULL},  {"set", assign, NULL},
    {"assign", assign, NULL},    {"capture", assign, NULL}, {"increment", assign, NULL},
    {"decrement", assign, NULL}, {"if", looks, NULL},       {"elif", looks, NULL},
    {"elsif", looks, NULL},      {"unless", looks, NULL},   {"case", looks, NULL},
    {"when", looks, NULL},       {"cycle", looks, NULL},    {"echo", looks, NULL},
    {"do", looks, NULL},         {"print", looks, NULL},    {"include", looks, NULL},
    {"render", looks, NULL},     {"raw", NULL, "endraw"},   {"comment", NULL, "endcomment"},
};

static ctr_status statement(struct reader *r, struct lc_str inside)
{
    inside = lc_str_trim(inside);
    while (inside.len && (inside.ptr[0] == '-' || inside.ptr[0] == '+')) { /* about white space */
        inside = lc_str_trim(lc_str_n(inside.ptr + 1, inside.len - 1));
    }
    size_t end = 0;
    while (end < inside.len && inside.ptr[end] >= 'a' && inside.ptr[end] <= 'z') {
        end++;
    }
    struct lc_str word = lc_str_n(inside.ptr, end);
    if (r->until) {
        r->until = lc_str_is(word, r->until) ? NULL : r->until;
        return CTR_OK;
    }
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        if (lc_str_is(word, statements[i].word)) {
            r->until = statements[i].until;
            struct lc_str rest = lc_str_n(inside.ptr + end, inside.len - end);
            return statements[i].run ? statements[i].run(r, rest) : CTR_OK;
        }
    }
    return CTR_OK;
}

/* ---- the text */

static bool stands(struct lc_str text, size_t at, const char *mark)
{
    size_t n = strlen(mark);
    return text.len - at >= n && memcmp(text.ptr + at, mark, n) == 0;
}

/* What begins and ends the pieces that are looked at; the first that fits. */
static const struct {
    const char *open, *close;
    ctr_status (*run)(struct reader *r, struct lc_str inside);
} pieces[] = {
    {"{{!--", "--}}", NULL}, {"{{", "}}", tag}, {"{%", "%}", statement}, {"{#", "#}", NULL}};
enum { PIECES = sizeof pieces / sizeof pieces[0] };

ctr_status lc_prompt_uses(struct lc_ctx *ctx, struct lc_str text, struct lc_map *out)
{
    struct reader r = {.ctx = ctx, .out = out};
    bool ended[PIECES] = {false}; /* no end of it stands behind here */
    for (size_t i = 0; i < text.len; i++) {
        size_t kind = 0;
        while (kind < PIECES && (ended[kind] || !stands(text, i, pieces[kind].open))) {
            kind++;
        }
        if (kind == PIECES) {
            continue;
        }
        struct lc_str behind = lc_str_n(text.ptr + i, text.len - i);
        struct lc_str inside;
        struct lc_str rest;
        behind.ptr += strlen(pieces[kind].open);
        behind.len -= strlen(pieces[kind].open);
        ended[kind] = !cut_at(behind, pieces[kind].close, &inside, &rest);
        if (ended[kind]) {
            continue;
        }
        bool looked_at = pieces[kind].run && (!r.until || pieces[kind].run == statement);
        LC_TRY(looked_at ? pieces[kind].run(&r, inside) : CTR_OK);
        i = (size_t)(inside.ptr - text.ptr) + inside.len + strlen(pieces[kind].close) - 1;
    }
    return CTR_OK;
}
