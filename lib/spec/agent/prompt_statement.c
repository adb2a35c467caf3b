/*
 * Statements of Jinja and Liquid in a template. One that is not known may look at every word in it.
 */
#include "spec/agent/prompt.h"

struct statement {
    const char *word;
    ctr_status (*run)(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest);
    const char *end; /* of the block that it opens */
};

static ctr_status use_text(struct lc_prompt_reader *r, struct lc_str text)
{
    struct lc_prompt_words words = {.text = text};
    return lc_prompt_use_all(r, &words, true);
}

/* What is given to: "a", "a, b", "(a, b)"; "a.b" is a member of something that is there. */
static ctr_status make_all(struct lc_prompt_reader *r, struct lc_str names)
{
    struct lc_prompt_words words = {.text = names};
    for (struct lc_str name; lc_prompt_next(&words, &name);) {
        bool member = words.at < names.len && names.ptr[words.at] == '.';
        LC_TRY(member       ? lc_prompt_use(r, name, true)
               : words.sure ? lc_prompt_make(r, name, true)
                            : CTR_OK);
    }
    return CTR_OK;
}

/* ---- lists: "a, b = c, d = f(e, g)" */

/* The first item, which is cut off; brackets and strings hold commas of their own. */
static struct lc_str first_item(struct lc_str *list)
{
    struct lc_str whole = *list;
    unsigned inside = 0;
    for (size_t at = 0; at < whole.len;) {
        char c = whole.ptr[at];
        if (c == ',' && !inside) {
            *list = lc_str_n(whole.ptr + at + 1, whole.len - at - 1);
            return lc_str_trim(lc_str_n(whole.ptr, at));
        }
        inside += strchr("([{", c) && c;
        inside -= inside && strchr(")]}", c) && c;
        at = c == '"' || c == '\'' ? lc_prompt_behind_string(whole, at) : at + 1;
    }
    *list = lc_str_n(NULL, 0);
    return lc_str_trim(whole);
}

/* "(a, b) rest": what is between the parentheses, which do not hold others but in defaults. */
static struct lc_str in_parentheses(struct lc_str text, struct lc_str *behind)
{
    unsigned inside = 0;
    for (size_t at = 0; at < text.len;) {
        char c = text.ptr[at];
        inside += c == '(';
        inside -= inside && c == ')';
        if (c == ')' && !inside) {
            *behind = lc_str_n(text.ptr + at + 1, text.len - at - 1);
            return lc_str_n(text.ptr + 1, at - 1);
        }
        at = c == '"' || c == '\'' ? lc_prompt_behind_string(text, at) : at + 1;
    }
    *behind = lc_str_n(NULL, 0);
    return lc_str_n(text.ptr + 1, text.len - 1);
}

/* The values that are given, in what is outside; a bare name stands for itself in some lists. */
static ctr_status use_given(struct lc_prompt_reader *r, struct lc_str list, bool bare)
{
    while (list.len) {
        struct lc_str item = first_item(&list);
        struct lc_str name;
        struct lc_str value;
        bool given = lc_prompt_cut(item, "=", &name, &value);
        LC_TRY(given || bare ? use_text(r, given ? value : item) : CTR_OK);
        LC_TRY(lc_spend(r->ctx, 1));
    }
    return CTR_OK;
}

/* The names they are given to. */
static ctr_status make_given(struct lc_prompt_reader *r, struct lc_str list, bool bare)
{
    while (list.len) {
        struct lc_str item = first_item(&list);
        struct lc_str name;
        struct lc_str value;
        bool given = lc_prompt_cut(item, "=", &name, &value);
        LC_TRY(given || bare ? make_all(r, name) : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status open(struct lc_prompt_reader *r, const struct statement *s)
{
    return s->end ? lc_prompt_open(r, (struct lc_prompt_block){.end = s->end}) : CTR_OK;
}

/* ---- one kind each */

/* "a, b in list if condition": the list is looked at before the names are made, since it may be
 * called as one of them; a condition behind it looks at those. */
static ctr_status loop(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest)
{
    struct lc_str names;
    struct lc_str list;
    struct lc_str condition;
    (void)lc_prompt_cut(rest, "in", &names, &list);
    (void)lc_prompt_cut(list, "if", &list, &condition);
    LC_TRY(use_text(r, list));
    LC_TRY(open(r, s));
    LC_TRY(make_all(r, names));
    return use_text(r, condition);
}

static ctr_status assign(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest)
{
    struct lc_str names;
    struct lc_str value;
    (void)s;
    (void)lc_prompt_cut(rest, "=", &names, &value);
    LC_TRY(use_text(r, value));
    return make_all(r, names);
}

/* A counter of Liquid's, which is not seen where there is a variable of the name. */
static ctr_status counts(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest)
{
    (void)s;
    return lc_prompt_make(r, lc_str_trim(rest), false);
}

/* "with a = b": names of its own, until it ends. */
static ctr_status scope(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest)
{
    LC_TRY(use_given(r, rest, false));
    LC_TRY(open(r, s));
    return make_given(r, rest, false);
}

/* "trans a, b = c": the text inside says "{{a}}" and "{{b}}". */
static ctr_status translates(struct lc_prompt_reader *r, const struct statement *s,
                             struct lc_str rest)
{
    LC_TRY(use_given(r, rest, true));
    LC_TRY(open(r, s));
    return make_given(r, rest, false);
}

/* "macro f(a, b = c)": the name, what it is called with, and what is there besides. */
static ctr_status macro(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest)
{
    static const char *const own[] = {"varargs", "kwargs", "caller"};
    struct lc_str behind;
    const char *at = memchr(rest.ptr, '(', rest.len);
    struct lc_str list = lc_str_n(NULL, 0);
    if (at) {
        size_t skipped = (size_t)(at - rest.ptr);
        list = in_parentheses(lc_str_n(at, rest.len - skipped), &behind);
    }
    LC_TRY(use_given(r, list, false));
    LC_TRY(open(r, s));
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        LC_TRY(lc_prompt_make(r, lc_str(own[i]), true));
    }
    return make_given(r, list, true);
}

/* "call(a) f(b)": what is inside is called with a. */
static ctr_status calls(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest)
{
    struct lc_str list = lc_str_n(NULL, 0);
    rest = lc_str_trim(rest);
    if (rest.len && rest.ptr[0] == '(') {
        list = in_parentheses(rest, &rest);
    }
    LC_TRY(use_given(r, list, false));
    LC_TRY(use_text(r, rest));
    LC_TRY(open(r, s));
    return make_given(r, list, true);
}

/* "filter f(a) | g": as behind a bar. */
static ctr_status filters(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest)
{
    struct lc_prompt_words words = {.text = rest, .told = true};
    LC_TRY(lc_prompt_use_all(r, &words, true));
    return open(r, s);
}

static ctr_status looks(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest)
{
    LC_TRY(use_text(r, rest));
    return open(r, s);
}

static ctr_status looks_and_branches(struct lc_prompt_reader *r, const struct statement *s,
                                     struct lc_str rest)
{
    LC_TRY(use_text(r, rest));
    return lc_prompt_open(r, (struct lc_prompt_block){.end = s->end, .branch = true});
}

static ctr_status other_branch(struct lc_prompt_reader *r, const struct statement *s,
                               struct lc_str rest)
{
    (void)s;
    LC_TRY(lc_prompt_branch(r));
    return use_text(r, rest);
}

/* "block name": what stands there is no variable. */
static ctr_status block(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest)
{
    (void)rest;
    return open(r, s);
}

/* Another template sees all that this one has, unless it says otherwise. */
static ctr_status includes(struct lc_prompt_reader *r, const struct statement *s,
                           struct lc_str rest)
{
    struct lc_str before;
    struct lc_str behind;
    (void)s;
    bool alone = lc_prompt_cut(rest, "without", &before, &behind);
    r->out->elsewhere = r->out->elsewhere || !alone;
    return use_text(r, rest);
}

/* Without "with context"; another template sees what this one has where that stands. */
static struct lc_str without_context(struct lc_prompt_reader *r, struct lc_str names)
{
    struct lc_str behind;
    if (lc_prompt_cut(names, "with", &names, &behind)) {
        r->out->elsewhere = true;
    }
    (void)lc_prompt_cut(names, "without", &names, &behind);
    return names;
}

/* "import 'x' as m" */
static ctr_status imports(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest)
{
    struct lc_str what;
    struct lc_str name;
    (void)s;
    (void)lc_prompt_cut(rest, "as", &what, &name);
    LC_TRY(use_text(r, what));
    return make_all(r, without_context(r, name));
}

/* "from 'x' import a, b as c" */
static ctr_status from(struct lc_prompt_reader *r, const struct statement *s, struct lc_str rest)
{
    struct lc_str what;
    struct lc_str names;
    (void)s;
    (void)lc_prompt_cut(rest, "import", &what, &names);
    LC_TRY(use_text(r, what));
    names = without_context(r, names);
    while (names.len) {
        struct lc_str item = first_item(&names);
        struct lc_str there;
        struct lc_str here;
        LC_TRY(make_all(r, lc_prompt_cut(item, "as", &there, &here) ? here : item));
    }
    return CTR_OK;
}

static const struct statement statements[] = {
    {"for", loop, "endfor"},
    {"tablerow", loop, "endtablerow"},
    {"with", scope, "endwith"},
    {"trans", translates, "endtrans"},
    {"macro", macro, "endmacro"},
    {"call", calls, "endcall"},
    {"filter", filters, "endfilter"},
    {"block", block, "endblock"},
    {"autoescape", looks, "endautoescape"},
    {"set", assign, NULL},
    {"assign", assign, NULL},
    {"capture", assign, NULL},
    {"increment", counts, NULL},
    {"decrement", counts, NULL},
    {"if", looks_and_branches, "endif"},
    {"unless", looks_and_branches, "endunless"},
    {"case", looks_and_branches, "endcase"},
    {"elif", other_branch, NULL},
    {"elsif", other_branch, NULL},
    {"else", other_branch, NULL},
    {"when", other_branch, NULL},
    {"cycle", looks, NULL},
    {"echo", looks, NULL},
    {"do", looks, NULL},
    {"print", looks, NULL},
    {"include", includes, NULL},
    {"extends", includes, NULL},
    {"render", looks, NULL},
    {"import", imports, NULL},
    {"from", from, NULL},
};

/* What is inside of these is not looked at. */
static const char *const unread[][2] = {
    {"raw", "endraw"}, {"verbatim", "endverbatim"}, {"comment", "endcomment"}};

static ctr_status run(struct lc_prompt_reader *r, struct lc_str word, struct lc_str rest)
{
    for (size_t i = 0; i < sizeof unread / sizeof unread[0]; i++) {
        if (lc_str_is(word, unread[i][0])) {
            r->until = unread[i][1];
            return CTR_OK;
        }
    }
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        const struct statement *s = &statements[i];
        if (lc_str_is(word, s->word)) {
            return s->run(r, s, rest);
        }
        if (s->end && lc_str_is(word, s->end)) {
            return lc_prompt_close(r, s->end);
        }
    }
    struct lc_prompt_words words = {.text = rest};
    return lc_prompt_use_all(r, &words, false);
}

ctr_status lc_prompt_statement(struct lc_prompt_reader *r, struct lc_str inside)
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
    return run(r, word, lc_str_n(inside.ptr + end, inside.len - end));
}
