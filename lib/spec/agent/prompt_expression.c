/*
 * Which names stand in an expression of a template: in "{{ }}", where Mustache and Handlebars put
 * the name of a helper before what it is given, and in "{% %}" of Jinja and Liquid, where a
 * modifier stands behind. What is called, a filter, a test, a member of something and a literal is
 * no name.
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

/* The word that begins here; "-}}" takes white space away and belongs to none. */
static struct lc_str word_at(const struct lc_prompt_words *w, size_t at)
{
    size_t end = at;
    while (end < w->text.len && is_word(w->text.ptr[end])) {
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
    return is_in(word, constants) || (word.ptr[0] >= '0' && word.ptr[0] <= '9');
}

/* Behind a string's closing quote. */
static size_t behind_string(const struct lc_prompt_words *w, size_t at)
{
    char quote = w->text.ptr[at++];
    while (at < w->text.len && w->text.ptr[at] != quote) {
        at += w->text.ptr[at] == '\\' ? 2 : 1;
    }
    return at < w->text.len ? at + 1 : w->text.len;
}

/* Handlebars: something that is given stands behind the word, so that the word says to what. */
static bool is_helper(const struct lc_prompt_words *w, size_t end)
{
    size_t at = behind_blanks(w, end);
    char c = peek(w, at);
    return w->braces && w->head && at > end &&
           (c == '"' || c == '\'' || c == '@' || (begins_word(c) && !is_operator(word_at(w, at))));
}

/* Called, or the name of what is given: "range(", "default=", "limit:". */
static bool is_told_apart(const struct lc_prompt_words *w, size_t end)
{
    size_t at = behind_blanks(w, end);
    char c = peek(w, at);
    return c == '(' || c == ':' || (c == '=' && peek(w, at + 1) != '=');
}

/* "as |item index|" names what a block gives. */
static bool names_items(const struct lc_prompt_words *w, struct lc_str word, size_t end)
{
    return w->braces && lc_str_is(word, "as") && peek(w, behind_blanks(w, end)) == '|';
}

/* Steps over a mark. What a word behind it is: a member, a filter, a private variable. */
static void mind_mark(struct lc_prompt_words *w)
{
    char c = w->text.ptr[w->at];
    char before = w->at ? w->text.ptr[w->at - 1] : '\0';
    char after = peek(w, ++w->at);
    bool member = c == '.' && before != '.' && after != '.';
    bool filter = c == '|' && before != '|' && after != '|';
    w->told = member || filter || c == '@';
    w->operand = c == ')' || c == ']';
    w->head = c == '(';
}

/* The word at the place, which is stepped over: is it a name? */
static bool mind_word(struct lc_prompt_words *w, struct lc_str word)
{
    size_t end = w->at + word.len;
    bool operator= !w->told && is_operator(word);
    bool name = !w->told && !operator&& !is_constant(word) && !is_told_apart(w, end) &&
                !is_helper(w, end) && (w->braces || !w->operand);
    bool test = operator&& lc_str_is(word, "is");
    w->told = test || (w->test && lc_str_is(word, "not"));
    w->test = test;
    w->operand = !operator;
    w->head = operator;
    w->at = end;
    return name;
}

bool lc_prompt_next(struct lc_prompt_words *w, struct lc_str *out)
{
    while (w->at < w->text.len) {
        char c = w->text.ptr[w->at];
        if (is_blank(c)) {
            w->at++;
        } else if (c == '"' || c == '\'') {
            w->at = behind_string(w, w->at);
            w->operand = true;
            w->head = false;
        } else if (!begins_word(c)) {
            mind_mark(w);
        } else {
            *out = word_at(w, w->at);
            if (names_items(w, *out, w->at + out->len)) {
                w->at = behind_blanks(w, w->at + out->len);
                return false;
            }
            if (mind_word(w, *out)) {
                return true;
            }
        }
    }
    return false;
}
