/*
 * How long a text must be, and may be, to match a pattern, or not to fit what a `not` refuses: so
 * that `.+` is known to ask for a character, as minLength 1 does. What is not understood counts as
 * nothing, or as without end. The reader below takes what is a regular expression; whether a text
 * is one, lc_pattern_reads knows.
 */
#include "spec/schema/schema_room.h"

enum { MAX_DEPTH = 40 };

#define WITHOUT_END INT64_MAX

struct reader {
    struct lc_str p;
    size_t at;
    int depth;
    bool several; /* alternatives outside of all groups */
    bool lost;    /* nested too deeply to be read */
};

static int peek(const struct reader *r)
{
    return r->at < r->p.len ? (unsigned char)r->p.ptr[r->at] : -1;
}

static bool take(struct reader *r, char c)
{
    bool is = peek(r) == (unsigned char)c;
    r->at += is;
    return is;
}

static int64_t plus(int64_t a, int64_t b)
{
    return a > WITHOUT_END - b ? WITHOUT_END : a + b;
}

static int64_t times(int64_t a, int64_t b)
{
    return a && b > WITHOUT_END / a ? WITHOUT_END : a * b;
}

static struct lc_span alternatives(struct reader *r);

static struct lc_span group(struct reader *r)
{
    bool looks = false;
    if (take(r, '?')) {
        bool behind = peek(r) == '<' && r->at + 1 < r->p.len &&
                      (r->p.ptr[r->at + 1] == '=' || r->p.ptr[r->at + 1] == '!');
        r->at += behind;
        looks = peek(r) == '=' || peek(r) == '!';
        if (peek(r) == '<') {
            while (peek(r) >= 0 && peek(r) != '>') {
                r->at++;
            }
        }
        r->at++;
    }
    struct lc_span inner = alternatives(r);
    take(r, ')');
    return looks ? (struct lc_span){0, 0} : inner;
}

static void skip_class(struct reader *r)
{
    while (peek(r) >= 0 && peek(r) != ']') {
        r->at += peek(r) == '\\' ? 2 : 1;
    }
    take(r, ']');
}

static bool is_digit(const struct reader *r)
{
    return peek(r) >= '0' && peek(r) <= '9';
}

/* What a reference back, or a character by its octal number, goes on with. */
static void skip_name(struct reader *r, int c)
{
    if (c == 'k' && peek(r) == '<') {
        while (peek(r) >= 0 && !take(r, '>')) {
            r->at++;
        }
    }
    while (c != 'k' && is_digit(r)) {
        r->at++;
    }
}

/* Half of a pair of surrogates is one character together with the other. */
static struct lc_span escape(struct reader *r)
{
    static const struct lc_span one = {1, 1};
    int c = peek(r);
    r->at++;
    if (c == 'b' || c == 'B') {
        return (struct lc_span){0, 0};
    }
    if ((c >= '1' && c <= '9') || c == 'k' || (c == '0' && is_digit(r))) {
        skip_name(r, c);
        return (struct lc_span){0, WITHOUT_END};
    }
    size_t digits = c == 'u' ? 4 : c == 'x' ? 2 : c == 'c' ? 1 : 0;
    if ((c == 'u' || c == 'p' || c == 'P') && peek(r) == '{') {
        while (peek(r) >= 0 && !take(r, '}')) {
            r->at++;
        }
        return one;
    }
    bool half = c == 'u' && (peek(r) == 'd' || peek(r) == 'D');
    r->at += digits;
    return half ? (struct lc_span){0, 1} : one;
}

static struct lc_span atom(struct reader *r)
{
    if (take(r, '(')) {
        return group(r);
    }
    if (take(r, '^') || take(r, '$')) {
        return (struct lc_span){0, 0};
    }
    if (take(r, '\\')) {
        return escape(r);
    }
    if (take(r, '[')) {
        skip_class(r);
        return (struct lc_span){1, 1};
    }
    r->at++;
    while (((unsigned)peek(r) & 0xC0U) == 0x80U && peek(r) >= 0) {
        r->at++; /* the rest of a character of several bytes */
    }
    return (struct lc_span){1, 1};
}

static int64_t number(struct reader *r)
{
    int64_t n = 0;
    for (; is_digit(r); r->at++) {
        n = plus(times(n, 10), peek(r) - '0');
    }
    return n;
}

static struct lc_span repeated(struct reader *r)
{
    struct lc_span inner = atom(r);
    struct lc_span often = {1, 1};
    size_t start = r->at;
    if (take(r, '*')) {
        often = (struct lc_span){0, WITHOUT_END};
    } else if (take(r, '+')) {
        often.most = WITHOUT_END;
    } else if (take(r, '?')) {
        often.least = 0;
    } else if (take(r, '{')) {
        bool digit = is_digit(r);
        often.least = number(r);
        often.most = often.least;
        if (take(r, ',')) {
            often.most = peek(r) == '}' ? WITHOUT_END : number(r);
        }
        if (!digit || !take(r, '}')) {
            r->at = start;
            return inner;
        }
    } else {
        return inner;
    }
    take(r, '?');
    return (struct lc_span){times(inner.least, often.least), times(inner.most, often.most)};
}

static struct lc_span alternatives(struct reader *r)
{
    struct lc_span all = {WITHOUT_END, 0};
    if (++r->depth > MAX_DEPTH) {
        r->at = r->p.len;
        r->lost = true;
        return (struct lc_span){0, WITHOUT_END};
    }
    do {
        struct lc_span one = {0, 0};
        while (peek(r) >= 0 && peek(r) != '|' && peek(r) != ')') {
            struct lc_span next = repeated(r);
            one = (struct lc_span){plus(one.least, next.least), plus(one.most, next.most)};
        }
        all.least = one.least < all.least ? one.least : all.least;
        all.most = one.most > all.most ? one.most : all.most;
        r->several = r->several || (r->depth == 1 && peek(r) == '|');
    } while (take(r, '|'));
    r->depth--;
    return all;
}

/* A pattern that speaks of the whole text, and not only of a part of it. */
static bool whole(struct lc_str p, bool several)
{
    bool escaped = false;
    for (size_t i = 0; i + 1 < p.len; i++) {
        escaped = p.ptr[i] == '\\' && !escaped;
    }
    return p.len >= 2 && p.ptr[0] == '^' && p.ptr[p.len - 1] == '$' && !escaped && !several;
}

static struct lc_span of_pattern(struct lc_str pattern)
{
    struct reader r = {.p = pattern};
    struct lc_span out = alternatives(&r);
    if (r.lost || r.at < pattern.len) {
        return (struct lc_span){0, WITHOUT_END};
    }
    out.most = whole(pattern, r.several) ? out.most : WITHOUT_END;
    return out;
}

bool lc_pattern_trivial(struct lc_str pattern)
{
    static const char *const all[] = {"", "^", ".*", "^.*"};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (lc_str_is(pattern, all[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < pattern.len; i++) {
        bool looks = pattern.ptr[i] == '(' && i + 2 < pattern.len && pattern.ptr[i + 1] == '?' &&
                     pattern.ptr[i + 2] != ':';
        if (looks || strchr("^$\\", pattern.ptr[i])) { /* NUL counts as one of them */
            return false;
        }
    }
    struct reader r = {.p = pattern};
    return alternatives(&r).least == 0 && !r.lost;
}

/* ---- what a `not` leaves */

static bool only_lengths(const struct lc_view *v)
{
    return (v->types & LC_T_STRING) && !v->loop && !v->has_enum && !v->more->patterns.count &&
           !v->formats.count && !v->groups.count && !v->more->nots.count && !v->more->raws.count;
}

static bool has_empty(const struct lc_view *v)
{
    for (size_t i = 0; i < v->values.count; i++) {
        const struct lc_value *value = v->values.at[i].value;
        if (value->kind == LC_STRING && value->count == 0) {
            return v->has_enum && !v->more->patterns.count && !v->formats.count &&
                   !v->groups.count && !v->more->nots.count && !v->more->raws.count && !v->loop &&
                   !v->limit[LC_MIN_LENGTH].node.value;
        }
    }
    return false;
}

/* The limit of lengths, or `otherwise` where it is not written. */
static int64_t limit_of(const struct lc_view *v, enum lc_limit_id id, int64_t otherwise)
{
    int64_t n;
    const struct lc_limit *limit = &v->limit[id];
    return limit->node.value && lc_decimal_int64(&limit->value, &n) ? n : otherwise;
}

static bool no_limit(const struct lc_view *v, enum lc_limit_id id)
{
    return !v->limit[id].node.value;
}

static ctr_status by_nots(struct lc_view *v, struct lc_span *out)
{
    for (size_t i = 0; i < v->more->nots.count; i++) {
        struct lc_view *inner;
        LC_TRY(lc_view_of_node(v->side, v->more->nots.at[i], &inner));
        if (has_empty(inner) && out->least < 1) {
            out->least = 1;
        }
        if (!only_lengths(inner)) {
            continue;
        }
        int64_t least = limit_of(inner, LC_MIN_LENGTH, -1);
        int64_t most = limit_of(inner, LC_MAX_LENGTH, -1);
        if (no_limit(inner, LC_MAX_LENGTH) && least > 0 && least - 1 < out->most) {
            out->most = least - 1;
        }
        if (no_limit(inner, LC_MIN_LENGTH) && most >= 0 && most < WITHOUT_END &&
            most + 1 > out->least) {
            out->least = most + 1;
        }
    }
    return CTR_OK;
}

ctr_status lc_view_lengths(struct lc_view *v, struct lc_span *out)
{
    *out = (struct lc_span){limit_of(v, LC_MIN_LENGTH, 0), limit_of(v, LC_MAX_LENGTH, WITHOUT_END)};
    for (size_t i = 0; i < v->more->patterns.count; i++) {
        struct lc_str pattern = lc_raw(v->more->patterns.at[i].value);
        bool reads;
        LC_TRY(lc_pattern_reads(v->side, pattern, &reads));
        struct lc_span own = reads ? of_pattern(pattern) : (struct lc_span){0, WITHOUT_END};
        out->least = own.least > out->least ? own.least : out->least;
        out->most = own.most < out->most ? own.most : out->most;
    }
    return by_nots(v, out);
}
