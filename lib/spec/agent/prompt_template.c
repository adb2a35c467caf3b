/*
 * Which variables a template uses: between double braces, as Mustache and Handlebars have them, and
 * in statements of Jinja and Liquid.
 */
#include "spec/agent/prompt.h"

/* ---- double braces */

/* "as |item index|" behind what a block looks at. */
static ctr_status make_items(struct lc_prompt_reader *r, struct lc_str text, size_t bar)
{
    struct lc_str inside = lc_str_n(text.ptr + bar + 1, text.len - bar - 1);
    struct lc_str rest = lc_str_n(NULL, 0);
    (void)lc_str_cut(inside, '|', &inside, &rest);
    while (inside.len) {
        struct lc_str name = inside;
        rest = lc_str_n(NULL, 0);
        (void)lc_str_cut(inside, ' ', &name, &rest);
        LC_TRY(name.len ? lc_prompt_make(r, name, true) : CTR_OK);
        inside = rest;
    }
    return CTR_OK;
}

static struct lc_str behind_mark(struct lc_str inside)
{
    return lc_str_trim(lc_str_n(inside.ptr + 1, inside.len - 1));
}

static size_t first_blank(struct lc_str text)
{
    size_t end = 0;
    while (end < text.len && !strchr(" \t\r\n", text.ptr[end])) {
        end++;
    }
    return end;
}

/* "{{#name}}" and "{{^name}}" have no words of a language. */
static bool is_plain(struct lc_str inside)
{
    for (size_t i = 0; i < inside.len; i++) {
        if (strchr(" \t\r\n.|(\"'-", inside.ptr[i])) {
            return false;
        }
    }
    return inside.len && !lc_str_is(inside, "else") && !lc_str_is(inside, "this");
}

/* Declared as something that has no names of its own to look at. */
static bool is_scalar(const struct lc_prompt_reader *r, struct lc_str name)
{
    static const char *const types[] = {"boolean", "string", "number", "integer"};
    for (int side = 1; side >= 0; side--) {
        const struct lc_value *variable = lc_get_str(r->declared[side], name);
        struct lc_str type = lc_text(lc_get(variable, "type"));
        for (size_t i = 0; variable && i < sizeof types / sizeof types[0]; i++) {
            if (lc_str_is(type, types[i])) {
                return true;
            }
        }
        if (variable) {
            return false;
        }
    }
    return false;
}

/* Names inside are those of what is looked at, but for "{{#if a}}" and what is neither list nor
 * object. */
static bool has_context(const struct lc_prompt_reader *r, char mark, struct lc_str inside)
{
    struct lc_str word = lc_str_n(inside.ptr, first_blank(inside));
    return mark == '#' && !lc_str_is(word, "if") && !lc_str_is(word, "unless") &&
           !(is_plain(inside) && is_scalar(r, inside));
}

/* "> name a b=c": another template, which sees what this one has. */
static ctr_status partial(struct lc_prompt_reader *r, struct lc_str inside)
{
    size_t name = inside.len && inside.ptr[0] == '(' ? 0 : first_blank(inside);
    struct lc_prompt_words words = {.text = inside, .at = name, .braces = true};
    r->out->elsewhere = true;
    return lc_prompt_use_all(r, &words, true);
}

static ctr_status block(struct lc_prompt_reader *r, char mark, struct lc_str inside)
{
    struct lc_prompt_words words = {.text = inside, .braces = true, .head = true};
    struct lc_prompt_words plain = {.sure = true};
    if (inside.len && inside.ptr[0] == '>') {
        LC_TRY(partial(r, behind_mark(inside)));
        return lc_prompt_open(r, (struct lc_prompt_block){.context = false});
    }
    LC_TRY(is_plain(inside) ? lc_prompt_use_found(r, &plain, inside)
                            : lc_prompt_use_all(r, &words, true));
    if (!inside.len) {
        return CTR_OK;
    }
    LC_TRY(lc_prompt_open(r, (struct lc_prompt_block){.context = has_context(r, mark, inside)}));
    bool items = words.at < inside.len && inside.ptr[words.at] == '|';
    return items ? make_items(r, inside, words.at) : CTR_OK;
}

/* What stands between the braces. */
static ctr_status tag(struct lc_prompt_reader *r, struct lc_str inside)
{
    inside = lc_str_trim(inside);
    while (inside.len && (inside.ptr[0] == '~' || inside.ptr[0] == '-')) { /* about white space */
        inside = behind_mark(inside);
    }
    struct lc_prompt_words words = {.text = inside, .braces = true, .head = true};
    switch (inside.len ? inside.ptr[0] : '!') {
    case '!': /* a comment */
        return CTR_OK;
    case '/':
        return lc_prompt_close(r, NULL);
    case '>':
        return partial(r, behind_mark(inside));
    case '=': /* other marks from here on, which are not read */
        r->out->elsewhere = true;
        return CTR_OK;
    case '#':
    case '^':
        return block(r, inside.ptr[0], behind_mark(inside));
    default:
        return lc_prompt_use_all(r, &words, true);
    }
}

/* "{name}", in languages of single braces, from behind the first one. */
static ctr_status single(struct lc_prompt_reader *r, struct lc_str text)
{
    size_t end = 0;
    while (end < text.len && !strchr("{}\"':,", text.ptr[end])) {
        end++;
    }
    struct lc_str name = lc_str_trim(lc_str_n(text.ptr, end));
    bool closed = end < text.len && text.ptr[end] == '}' && !r->until;
    return closed && lc_prompt_declared(r, name) ? lc_prompt_use(r, name, false) : CTR_OK;
}

/* ---- the text */

static bool stands(struct lc_str text, size_t at, const char *mark)
{
    size_t n = strlen(mark);
    return text.len - at >= n && memcmp(text.ptr + at, mark, n) == 0;
}

/* What begins and ends the pieces that are looked at; the first that fits. */
static const struct piece {
    const char *open, *close;
    bool strings; /* an end inside of a string is none */
    ctr_status (*run)(struct lc_prompt_reader *r, struct lc_str inside);
} pieces[] = {{"{{!--", "--}}", false, NULL},
              {"{{!", "}}", false, NULL},
              {"{{", "}}", true, tag},
              {"{%", "%}", true, lc_prompt_statement},
              {"{#", "#}", false, NULL}};
enum { PIECES = sizeof pieces / sizeof pieces[0] };

/* The end of a piece that begins before `at`; text.len: there is none. */
static ctr_status find_end(const struct lc_prompt_reader *r, struct lc_str text, size_t at,
                           const struct piece *p, bool strings, size_t *out)
{
    size_t start = at;
    while (at < text.len && !stands(text, at, p->close)) {
        bool quote = strings && (text.ptr[at] == '"' || text.ptr[at] == '\'');
        at = quote ? lc_prompt_behind_string(text, at) : at + 1;
    }
    *out = at;
    return lc_spend(r->ctx, (at - start) / 64);
}

static ctr_status read_piece(struct lc_prompt_reader *r, struct lc_str text, size_t *at,
                             bool *ended)
{
    size_t kind = 0;
    while (kind < PIECES && (ended[kind] || !stands(text, *at, pieces[kind].open))) {
        kind++;
    }
    if (kind == PIECES) {
        return single(r, lc_str_n(text.ptr + *at + 1, text.len - *at - 1));
    }
    const struct piece *p = &pieces[kind];
    size_t begin = *at + strlen(p->open);
    size_t plain;
    size_t end;
    LC_TRY(find_end(r, text, begin, p, false, &plain));
    LC_TRY(find_end(r, text, begin, p, p->strings && !r->until, &end));
    ended[kind] = plain >= text.len;
    if (ended[kind]) {
        return CTR_OK;
    }
    end = end < text.len ? end : plain;
    bool looked_at = p->run && (!r->until || p->run == lc_prompt_statement);
    LC_TRY(looked_at ? p->run(r, lc_str_n(text.ptr + begin, end - begin)) : CTR_OK);
    *at = plain + strlen(p->close) - 1; /* where a quotation mark is none, it ended here */
    return CTR_OK;
}

ctr_status lc_prompt_uses(struct lc_ctx *ctx, struct lc_str text,
                          const struct lc_value *const declared[2], struct lc_prompt_found *out)
{
    struct lc_prompt_reader r = {.ctx = ctx, .declared = declared, .out = out};
    bool ended[PIECES] = {false}; /* no end of it stands behind here */
    for (size_t i = 0; i < text.len; i++) {
        LC_TRY(text.ptr[i] == '{' ? read_piece(&r, text, &i, ended) : CTR_OK);
    }
    return CTR_OK;
}
