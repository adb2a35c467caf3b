/*
 * Regular expressions of schemas (ECMA-262) tried on names by PCRE2. Where the two languages part,
 * or the match takes too long, the answer is "cannot be told".
 */
#include "spec/regex.h"
#include "spec/schema/schema_room.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { MATCH_LIMIT = 20 * 1000, MAX_PATTERN = 4096 };

static void *allocate(size_t size, void *user)
{
    struct lc_ctx *ctx = user;
    return lc_alloc(&ctx->alloc, size);
}

static void release(void *block, void *user)
{
    struct lc_ctx *ctx = user;
    lc_release(&ctx->alloc, block);
}

/* ---- is it one */

ctr_status lc_pattern_reads(struct lc_side *side, struct lc_str pattern, bool *out)
{
    static char yes;
    static char no;
    struct lc_regexes all = {NULL, NULL, NULL, NULL};
    struct lc_regex *regex = NULL;
    const char *problem;
    const char *known = lc_map_get(&side->patterns, pattern);
    *out = !pattern.len || known == &yes;
    if (!pattern.len || known) {
        return CTR_OK;
    }
    LC_TRY(lc_charge(side, 50 + pattern.len / 8));
    ctr_status status = lc_regex_compile(side->ctx, &all, pattern, &regex, &problem);
    lc_regexes_end(&all);
    LC_TRY(status);
    *out = regex != NULL;
    return lc_map_set(side->ctx, &side->patterns, pattern, *out ? &yes : &no);
}

/* ---- does it match */

/* The code point of two or three bytes that begins there; 0 if another begins. */
static uint32_t point_at(struct lc_str text, size_t i)
{
    const unsigned char *at = (const unsigned char *)text.ptr + i;
    if ((at[0] & 0xE0U) == 0xC0U && text.len - i > 1) {
        return (at[0] & 0x1FU) << 6 | (at[1] & 0x3FU);
    }
    if ((at[0] & 0xF0U) == 0xE0U && text.len - i > 2) {
        return (at[0] & 0x0FU) << 12 | (at[1] & 0x3FU) << 6 | (at[2] & 0x3FU);
    }
    return 0;
}

/* A character beyond ASCII that is one to both languages, with `u` or without, no control and
 * neither space nor end of a line: it is a word in neither, and the dot takes it in both. */
static bool simple_point(uint32_t point)
{
    bool space = point == 0x1680 || (point >= 0x2000 && point < 0x2070) || point == 0x3000 ||
                 point == 0xFEFF;
    return point > 0xA0 && !space;
}

/* Text on which classes such as \s and the dot mean the same in both languages. */
static bool simple_text(struct lc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x80) {
            uint32_t point = point_at(text, i);
            if (!simple_point(point)) {
                return false;
            }
            i += point < 0x800 ? 1 : 2;
        } else if (c < 0x20 || c == 0x7F) {
            return false;
        }
    }
    return true;
}

/* The escape that begins at p[i] means the same in both languages. */
static bool same_escape(struct lc_str p, size_t i, bool simple)
{
    char next = i + 1 < p.len ? p.ptr[i + 1] : '\0';
    char after = i + 2 < p.len ? p.ptr[i + 2] : '\0';
    if (next == '0') {
        return after < '0' || after > '9';
    }
    if (next == 'u' || next == 'x') {
        return after != '{';
    }
    return next && strchr(simple ? "sSdDwWbBtnrfv/.^$*+?()[]{}|\\-" : "dDt/.^$*+?()[]{}|\\-", next);
}

/* Escapes and groups that mean the same in both languages, with the options below. */
static bool same_in_both(struct lc_str p, bool simple)
{
    for (size_t i = 0; i < p.len; i++) {
        char c = p.ptr[i];
        char next = i + 1 < p.len ? p.ptr[i + 1] : '\0';
        char after = i + 2 < p.len ? p.ptr[i + 2] : 'x';
        if (c == '\\') {
            if (!same_escape(p, i, simple)) {
                return false;
            }
            i++;
            continue;
        }
        bool group = c == '(' && (next == '*' || (next == '?' && !strchr(":=!", after)));
        bool class = c == '[' && (next == '[' || next == ':');
        bool possessive = strchr("*+?}", c) && next == '+';
        bool dot = c == '.' && !simple;
        if (group || class || possessive || dot) {
            return false;
        }
    }
    return true;
}

/* Literals, anchored or not, need no engine: 1, 0, or -1 for "ask it". */
static int literal_match(struct lc_str p, struct lc_str text)
{
    bool front = p.len && p.ptr[0] == '^';
    bool back = p.len > front && p.ptr[p.len - 1] == '$';
    struct lc_str body = lc_str_n(p.ptr + front, p.len - front - back);
    for (size_t i = 0; i < body.len; i++) {
        if (strchr("^$\\.*+?()[]{}|", body.ptr[i])) {
            return -1;
        }
    }
    if (front && back) {
        return lc_str_eq(body, text);
    }
    if (front) {
        return lc_str_starts(text, body);
    }
    return back ? lc_str_ends(text, body) : -1;
}

/* -1 with NOMEM recorded when there is no memory. */
int lc_pattern_match(struct lc_ctx *ctx, struct lc_str pattern, struct lc_str text)
{
    int error;
    PCRE2_SIZE offset;
    if (pattern.len > MAX_PATTERN || (pattern.len && memchr(pattern.ptr, '\0', pattern.len))) {
        return -1;
    }
    int answer = literal_match(pattern, text);
    if (answer >= 0 || !same_in_both(pattern, simple_text(text))) {
        return answer;
    }
    uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_BSUX |
                       PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF |
                       PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_CAPTURE;
    options |= lc_regex_careful(pattern);
    pcre2_general_context *general = pcre2_general_context_create(allocate, release, ctx);
    pcre2_compile_context *compile = general ? pcre2_compile_context_create(general) : NULL;
    pcre2_match_context *match = general ? pcre2_match_context_create(general) : NULL;
    pcre2_code *code = NULL;
    pcre2_match_data *data = NULL;
    if (!compile || !match) {
        lc_nomem(ctx);
    } else {
        code =
            pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len, options, &error, &offset, compile);
        data = code ? pcre2_match_data_create(1, general) : NULL;
        if ((code && !data) || (!code && error == PCRE2_ERROR_HEAP_FAILED)) {
            lc_nomem(ctx);
        }
        pcre2_set_match_limit(match, MATCH_LIMIT);
        pcre2_set_depth_limit(match, MATCH_LIMIT);
    }
    if (data) {
        int rc =
            pcre2_match(code, (PCRE2_SPTR)text.ptr, text.len, 0, PCRE2_NO_UTF_CHECK, data, match);
        answer = rc >= 0 ? 1 : rc == PCRE2_ERROR_NOMATCH ? 0 : -1;
        if (rc == PCRE2_ERROR_NOMEMORY) {
            lc_nomem(ctx);
        }
    }
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    pcre2_match_context_free(match);
    pcre2_compile_context_free(compile);
    pcre2_general_context_free(general);
    return answer;
}
