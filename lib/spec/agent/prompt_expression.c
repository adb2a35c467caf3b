/*
 * Which names stand in an expression of a template: in "{{ }}", where Mustache and Handlebars put
 * the name of a helper before what it is given, and in "{% %}" of Jinja and Liquid, where a
 * modifier stands behind. A filter, a test, a member of something and a literal is no name; what is
 * called, a helper, a modifier and a constant is hardly one.
 */
#include "spec/agent/prompt.h"

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || (unsigned char)c >= 0x80;
}

static bool begins_word(char c)
{
    return is_word(c) && c != '-';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char peek(const struct lc_prompt_words *w, size_t at)
{
    return at < w->text.len ? w->text.ptr[at] : '\0';
}

static size_t behind_blanks(const struct lc_prompt_words *w, size_t at)
{
    while (is_blank(peek(w, at))) {
        at++;
    }
    return at;
}

/* The word that begins here; "-}}" takes white space away and belongs to none, and a dash behind a
 * number is a minus. */
static struct lc_str word_at(const struct lc_prompt_words *w, size_t at)
{
    size_t end = at;
    const bool number = is_digit(peek(w, at));
    while (end < w->text.len && is_word(w->text.ptr[end]) && !(number && w->text.ptr[end] == '-')) {
        end++;
    }
    while (end > at && w->text.ptr[end - 1] == '-') {
        end--;
    }
    return lc_str_n(w->text.ptr + at, end - at);
}

static bool is_in(struct lc_str word, const char *const *list)
{
    for (size_t i = 0; list[i]; i++) {
        if (lc_str_is(word, list[i])) {
            return true;
        }
    }
    return false;
}

static bool is_operator(struct lc_str word)
{
    static const char *const operators[] = {"and", "or",   "not",      "in", "is",
                                            "if",  "else", "contains", NULL};
    return is_in(word, operators);
}

static bool is_constant(struct lc_str word)
{
    static const char *const constants[] = {"true", "false", "none",      "True", "False", "None",
                                            "nil",  "null",  "undefined", "this", "end",   NULL};
    return is_in(word, constants);
}

size_t lc_prompt_behind_string(struct lc_str text, size_t at)
{
    char quote = text.ptr[at++];
    while (at < text.len && text.ptr[at] != quote) {
        at += text.ptr[at] == '\\' ? 2 : 1;
    }
    return at < text.len ? at + 1 : text.len;
}

bool lc_prompt_cut(struct lc_str text, const char *word, struct lc_str *before,
                   struct lc_str *behind)
{
    const struct lc_prompt_words w = {.text = text};
    for (size_t at = 0; at < text.len;) {
        char c = text.ptr[at];
        struct lc_str one = begins_word(c) ? word_at(&w, at) : lc_str_n(text.ptr + at, 1);
        bool sign = !begins_word(c) && c == word[0] && peek(&w, at + 1) != c;
        if (sign || lc_str_is(one, word)) {
            *before = lc_str_n(text.ptr, at);
            *behind = lc_str_n(one.ptr + one.len, text.len - at - one.len);
            return true;
        }
        at = c == '"' || c == '\'' ? lc_prompt_behind_string(text, at) : at + one.len;
    }
    *before = text;
    *behind = lc_str_n(NULL, 0);
    return false;
}

/* Handlebars: something that is given stands behind the word, so that the word says to what. */
static bool is_helper(const struct lc_prompt_words *w, size_t end)
{
    size_t at = behind_blanks(w, end);
    char c = peek(w, at);
    return w->braces && w->head && at > end &&
           (c == '"' || c == '\'' || c == '@' || (begins_word(c) && !is_operator(word_at(w, at))));
}

/* The name of what is given: "default=", which is no value. */
static bool is_given(const struct lc_prompt_words *w, size_t end)
{
    size_t at = behind_blanks(w, end);
    return peek(w, at) == '=' && peek(w, at + 1) != '=';
}

/* Called, or says what is given: "range(", "limit:"; not "list[from:]" or "{key: value}". */
static bool is_called(const struct lc_prompt_words *w, size_t end)
{
    char c = peek(w, behind_blanks(w, end));
    return c == '(' || (c == ':' && !w->inside);
}

/* "as |item index|" names what a block gives. */
static bool names_items(const struct lc_prompt_words *w, struct lc_str word, size_t end)
{
    return w->braces && lc_str_is(word, "as") && peek(w, behind_blanks(w, end)) == '|';
}

/* "@root.name" is a name again, wherever it stands. */
static bool step_over_root(struct lc_prompt_words *w)
{
    struct lc_str rest = lc_str_n(w->text.ptr + w->at, w->text.len - w->at);
    bool root = lc_str_starts(rest, LC_STR("@root.")) || lc_str_starts(rest, LC_STR("@root/"));
    w->root = w->root || root;
    w->at += root ? strlen("@root.") : 0;
    w->told = w->told && !root;
    return root;
}

/* Steps over a mark. What a word behind it is: a member, a filter, a private variable. */
static void mind_mark(struct lc_prompt_words *w)
{
    char c = w->text.ptr[w->at];
    char before = w->at ? w->text.ptr[w->at - 1] : '\0';
    char after = peek(w, ++w->at);
    bool member = c == '.' && before != '.' && after != '.' && after != '/';
    bool filter = c == '|' && before != '|' && after != '|';
    bool up = c == '/' && before == '.' && w->at > 2 && w->text.ptr[w->at - 3] == '.';
    w->told = member || filter || c == '@';
    w->operand = c == ')' || c == ']';
    w->head = c == '(';
    w->ups += up;
    w->inside += c == '[' || c == '{';
    w->inside -= w->inside && (c == ']' || c == '}');
}

/* "this.name" and "this/name": a name of what is looked at. */
static bool is_this(const struct lc_prompt_words *w, struct lc_str word)
{
    char c = peek(w, w->at + word.len);
    return w->braces && !w->told && lc_str_is(word, "this") && (c == '.' || c == '/');
}

enum name { NONE, UNSURE, SURE };

static enum name name_of(const struct lc_prompt_words *w, struct lc_str word, size_t end)
{
    if (w->told || is_digit(word.ptr[0]) || is_operator(word) || is_given(w, end)) {
        return NONE;
    }
    bool modifier = !w->braces && w->operand;
    bool unsure =
        w->doubt || modifier || is_constant(word) || is_called(w, end) || is_helper(w, end);
    return unsure ? UNSURE : SURE;
}

/* The word at the place, which is stepped over. */
static enum name mind_word(struct lc_prompt_words *w, struct lc_str word)
{
    size_t end = w->at + word.len;
    bool operator= !w->told && is_operator(word);
    enum name name = name_of(w, word, end);
    bool test = operator&& lc_str_is(word, "is");
    bool of_test = w->test && w->told;
    const char *dash = w->told ? memchr(word.ptr, '-', word.len) : NULL;
    w->doubt = dash != NULL; /* "a.b-c": a member, or something is taken from one */
    end = dash ? (size_t)(dash - w->text.ptr) : end;
    w->told = test || (w->test && lc_str_is(word, "not"));
    w->test = test || (of_test && w->told);
    w->operand = !operator&& !(of_test && !w->told); /* a test may look at what is behind it */
    w->head = operator;
    w->at = end;
    return name;
}

bool lc_prompt_next(struct lc_prompt_words *w, struct lc_str *out)
{
    w->root = false;
    w->ups = 0;
    while (w->at < w->text.len) {
        char c = w->text.ptr[w->at];
        if (is_blank(c)) {
            w->at++;
        } else if (c == '"' || c == '\'') {
            w->at = lc_prompt_behind_string(w->text, w->at);
            w->operand = true;
            w->head = false;
        } else if (!begins_word(c)) {
            if (!step_over_root(w)) {
                mind_mark(w);
            }
        } else {
            *out = word_at(w, w->at);
            if (is_this(w, *out)) {
                w->at += out->len + 1;
                continue;
            }
            if (names_items(w, *out, w->at + out->len)) {
                w->at = behind_blanks(w, w->at + out->len);
                return false;
            }
            enum name name = mind_word(w, *out);
            w->sure = name == SURE;
            if (name != NONE) {
                return true;
            }
            w->root = false;
            w->ups = 0;
        }
    }
    return false;
}
