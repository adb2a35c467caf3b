/*
 * A text for a regular expression: the pattern is walked once and each choice in it is made by
 * number. Lookahead, word boundaries and the like are passed over, so that the text may be refused
 * after all; whoever asked has it checked. Back references are not understood.
 */
#include "spec/witness/witness.h"

#include "base/utf8.h"

enum { MAX_TEXT = 4096, MAX_DEPTH = 40, MAX_STEPS = 20 * 1000 };

struct maker {
    struct lc_str p;
    size_t at;
    char *text;
    size_t size;
    unsigned variant;
    unsigned repeat;
    unsigned depth;
    unsigned steps;
    bool mute; /* walk over it only */
    bool bad;
};

struct span {
    uint32_t low;
    uint32_t high;
};

static int peek(const struct maker *g)
{
    return g->at < g->p.len ? (unsigned char)g->p.ptr[g->at] : -1;
}

static bool take(struct maker *g, char c)
{
    if (peek(g) != (unsigned char)c) {
        return false;
    }
    g->at++;
    return true;
}

static void put(struct maker *g, uint32_t code)
{
    char bytes[4];
    bool scalar = code <= 0x10FFFF && (code < 0xD800 || code >= 0xE000);
    if (g->mute) {
        return;
    }
    size_t n = scalar ? lc_utf8_put(code, bytes) : 0;
    if (n == 0 || g->size + n > MAX_TEXT) {
        g->bad = true;
        return;
    }
    memcpy(g->text + g->size, bytes, n);
    g->size += n;
}

/* The next code point of the pattern. */
static uint32_t next_code(struct maker *g)
{
    uint32_t code = 0;
    g->at += lc_utf8_next(lc_str_n(g->p.ptr + g->at, g->p.len - g->at), &code);
    return code;
}

static uint32_t hexadecimal(struct maker *g, int digits)
{
    uint32_t code = 0;
    bool braces = take(g, '{');
    for (int i = 0; (braces || i < digits) && peek(g) >= 0 && peek(g) != '}'; i++) {
        int c = peek(g) | 0x20;
        bool digit = c >= '0' && c <= '9';
        if ((!digit && (c < 'a' || c > 'f')) || i > 7) {
            g->bad = true;
            break;
        }
        code = code << 4 | (uint32_t)(digit ? c - '0' : c - 'a' + 10);
        g->at++;
    }
    g->bad = g->bad || (braces && !take(g, '}'));
    return code;
}

/* ---- classes */

static size_t spans_of(char c, struct span out[4])
{
    static const struct span digit[] = {{'0', '9'}};
    static const struct span word[] = {{'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {'_', '_'}};
    static const struct span space[] = {{' ', ' '}, {'\t', '\r'}};
    static const struct span not_digit[] = {{'a', 'z'}, {' ', '/'}};
    static const struct span not_word[] = {{'-', '-'}, {' ', '/'}};
    static const struct span not_space[] = {{'a', 'z'}, {'!', '~'}};
    const struct span *from = c == 'd'   ? digit
                              : c == 'w' ? word
                              : c == 's' ? space
                              : c == 'D' ? not_digit
                              : c == 'W' ? not_word
                                         : not_space;
    size_t count = c == 'd' ? 1 : c == 'w' ? 4 : 2;
    memcpy(out, from, count * sizeof *out);
    return count;
}

/* \p{Name}: letters or digits, whatever it says exactly. */
static size_t property(struct maker *g, char kind, struct span out[4])
{
    char first = 'L';
    if (take(g, '{')) {
        first = (char)(peek(g) < 0 ? 'L' : peek(g));
        while (peek(g) >= 0 && peek(g) != '}') {
            g->at++;
        }
        g->bad = g->bad || !take(g, '}');
    }
    return spans_of(kind == 'P' ? 'W' : first == 'N' ? 'd' : 'w', out);
}

/* What stands behind a backslash: one or more spans of characters; none for what has no width. */
static size_t escape(struct maker *g, bool in_class, struct span out[4])
{
    static const char *const names = "tnrfv0";
    static const char codes[] = {'\t', '\n', '\r', '\f', '\v', '\0'};
    if (peek(g) < 0) {
        g->bad = true;
        return 0;
    }
    uint32_t c = next_code(g);
    const char *name = c && c < 0x80 ? strchr(names, (int)c) : NULL;
    if (c < 0x80 && c && strchr("dwsDWS", (int)c)) {
        return spans_of((char)c, out);
    }
    if (c == 'p' || c == 'P') {
        return property(g, (char)c, out);
    }
    if ((c == 'b' || c == 'B') && !in_class) {
        return 0;
    }
    if ((c >= '1' && c <= '9') || c == 'k') {
        g->bad = true; /* a back reference */
    }
    c = c == 'u'   ? hexadecimal(g, 4)
        : c == 'x' ? hexadecimal(g, 2)
        : name     ? (uint32_t)codes[name - names]
                   : c;
    if (c == 'c' && peek(g) >= 0) {
        c = next_code(g) & 0x1F;
    }
    out[0] = (struct span){c, c};
    return 1;
}

static void choose(struct maker *g, const struct span *spans, size_t count)
{
    if (count == 0) {
        g->bad = true;
        return;
    }
    const struct span *s = &spans[g->variant % count];
    put(g, s->low + g->variant / 2 % (s->high - s->low + 1));
}

static void choose_other(struct maker *g, const struct span *spans, size_t count)
{
    static const char tries[] = "aA0 _-.!~zZ9/:;,b";
    for (size_t k = 0; k < sizeof tries - 1; k++) {
        uint32_t c = (unsigned char)tries[(k + g->variant) % (sizeof tries - 1)];
        bool in = false;
        for (size_t i = 0; i < count; i++) {
            in = in || (c >= spans[i].low && c <= spans[i].high);
        }
        if (!in) {
            put(g, c);
            return;
        }
    }
    put(g, 0xE9);
}

static void class_of(struct maker *g)
{
    struct span spans[64];
    size_t count = 0;
    bool other = take(g, '^');
    while (peek(g) >= 0 && peek(g) != ']' && count + 4 < 64) {
        size_t more = 1;
        if (take(g, '\\')) {
            more = escape(g, true, spans + count);
        } else {
            uint32_t c = next_code(g);
            spans[count] = (struct span){c, c};
        }
        bool range =
            more == 1 && peek(g) == '-' && g->at + 1 < g->p.len && g->p.ptr[g->at + 1] != ']';
        if (range) {
            struct span to[4] = {{0, 0}};
            g->at++;
            if (take(g, '\\')) {
                escape(g, true, to);
            } else {
                to[0].high = next_code(g);
            }
            spans[count].high = to[0].high < spans[count].low ? spans[count].low : to[0].high;
        }
        count += more;
    }
    if (!take(g, ']')) {
        g->bad = true;
    } else if (other) {
        choose_other(g, spans, count);
    } else {
        choose(g, spans, count);
    }
}

/* ---- the rest of the grammar */

static void alternatives(struct maker *g);

static void group(struct maker *g)
{
    bool mute = g->mute;
    if (take(g, '?')) {
        bool behind = peek(g) == '<' && g->at + 1 < g->p.len &&
                      (g->p.ptr[g->at + 1] == '=' || g->p.ptr[g->at + 1] == '!');
        g->at += behind;
        if (take(g, '=') || take(g, '!')) {
            g->mute = true;
        } else if (take(g, '<')) {
            while (peek(g) >= 0 && !take(g, '>')) {
                g->at++;
            }
        } else {
            g->bad = g->bad || !take(g, ':');
        }
    }
    alternatives(g);
    g->mute = mute;
    g->bad = g->bad || !take(g, ')');
}

static void atom(struct maker *g)
{
    struct span spans[4];
    if (take(g, '(')) {
        group(g);
    } else if (take(g, '[')) {
        class_of(g);
    } else if (take(g, '.')) {
        put(g, g->variant % 2 ? '0' : 'a');
    } else if (take(g, '\\')) {
        size_t count = escape(g, false, spans);
        if (count) {
            choose(g, spans, count);
        }
    } else if (!take(g, '^') && !take(g, '$')) {
        put(g, next_code(g));
    }
}

static unsigned number(struct maker *g)
{
    unsigned n = 0;
    for (; peek(g) >= '0' && peek(g) <= '9'; g->at++) {
        n = n > MAX_TEXT ? n : n * 10 + (unsigned)(peek(g) - '0');
    }
    return n;
}

/* How often the atom before is wanted. */
static unsigned quantifier(struct maker *g)
{
    unsigned low = 1;
    unsigned high = 1;
    size_t start = g->at;
    if (take(g, '*')) {
        low = 0;
        high = MAX_TEXT;
    } else if (take(g, '+')) {
        high = MAX_TEXT;
    } else if (take(g, '?')) {
        low = 0;
    } else if (take(g, '{')) {
        bool digit = peek(g) >= '0' && peek(g) <= '9';
        low = number(g);
        high = take(g, ',') ? peek(g) == '}' ? MAX_TEXT : number(g) : low;
        if (!digit || !take(g, '}')) {
            g->at = start; /* an ordinary brace */
            return 1;
        }
    } else {
        return 1;
    }
    take(g, '?');
    unsigned wanted = g->variant % 2 ? low : g->repeat;
    return wanted < low ? low : wanted > high ? high : wanted;
}

static void repeated(struct maker *g)
{
    size_t start = g->at;
    size_t size = g->size;
    if (++g->steps > MAX_STEPS) {
        g->bad = true;
        return;
    }
    atom(g);
    size_t behind = g->at;
    unsigned times = g->bad ? 1 : quantifier(g);
    size_t end = g->at;
    if (times == 0) {
        g->size = size;
    }
    for (unsigned i = 1; i < times && !g->bad && g->at != start; i++) {
        g->at = start;
        g->bad = g->bad || ++g->steps > MAX_STEPS;
        atom(g);
        g->bad = g->bad || g->at != behind;
    }
    g->at = end;
}

/* The number of alternatives up to the end of the group. */
static unsigned count_alternatives(const struct maker *g)
{
    unsigned count = 1;
    unsigned depth = 0;
    bool in_class = false;
    for (size_t i = g->at; i < g->p.len; i++) {
        char c = g->p.ptr[i];
        if (c == '\\') {
            i++;
        } else if (in_class) {
            in_class = c != ']';
        } else if (c == '[') {
            in_class = true;
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && depth-- == 0) {
            break;
        } else if (c == '|' && depth == 0) {
            count++;
        }
    }
    return count;
}

static void alternatives(struct maker *g)
{
    unsigned chosen = g->variant % count_alternatives(g);
    bool mute = g->mute;
    if (++g->depth > MAX_DEPTH) {
        g->bad = true;
        return;
    }
    for (unsigned i = 0;; i++) {
        g->mute = mute || i != chosen;
        while (!g->bad && peek(g) >= 0 && peek(g) != '|' && peek(g) != ')') {
            repeated(g);
        }
        if (g->bad || !take(g, '|')) {
            break;
        }
    }
    g->mute = mute;
    g->depth--;
}

ctr_status lc_wpattern(struct lc_ctx *ctx, struct lc_str pattern, unsigned variant, unsigned repeat,
                       struct lc_str *out)
{
    struct maker g = {.p = pattern, .variant = variant, .repeat = repeat};
    *out = lc_str_n(NULL, 0);
    char text[MAX_TEXT];
    g.text = text;
    alternatives(&g);
    if (g.bad || g.at != pattern.len) {
        return CTR_OK;
    }
    const char *kept = lc_arena_copy(&ctx->arena, text, g.size);
    *out = lc_str_n(kept, g.size);
    return kept ? CTR_OK : lc_nomem(ctx);
}
