/* Which variables a template uses. */
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

/* What stands between the braces. */
static ctr_status tag(struct lc_ctx *ctx, struct lc_str inside, struct lc_map *out)
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
    word = next.len ? next : word; /* {{#if name}}, but {{#name}} */
    return is_own(word) ? CTR_OK : lc_map_set(ctx, out, word, (void *)(uintptr_t)1);
}

ctr_status lc_prompt_uses(struct lc_ctx *ctx, struct lc_str text, struct lc_map *out)
{
    size_t open = 0; /* behind the last "{{", 0: none */
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (!open && text.ptr[i] == '{' && text.ptr[i + 1] == '{') {
            open = i + 2;
            i++;
        } else if (open && text.ptr[i] == '}' && text.ptr[i + 1] == '}') {
            LC_TRY(tag(ctx, lc_str_n(text.ptr + open, i - open), out));
            open = 0;
            i++;
        }
    }
    return CTR_OK;
}
