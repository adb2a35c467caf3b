/* Semantic versions: parsing the labels people write, precedence, and the label that comes next. */
#include "base/semver.h"

#include <inttypes.h>
#include <stdio.h>

/* A label taken apart. */
struct label {
    struct lc_semver version;
    size_t prefix; /* length of "v", or 0 */
    int numbers;   /* written out, 1 to 3 */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool in_identifier(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

static void advance(struct lc_str *s, size_t n)
{
    s->ptr += n;
    s->len -= n;
}

static size_t count_digits(struct lc_str s)
{
    size_t n = 0;
    while (n < s.len && is_digit(s.ptr[n])) {
        n++;
    }
    return n;
}

static bool take_number(struct lc_str *s, int64_t *out)
{
    size_t n = count_digits(*s);
    int64_t value = 0;
    if (n == 0 || (n > 1 && s->ptr[0] == '0')) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, s->ptr[i] - '0', &value)) {
            return false;
        }
    }
    advance(s, n);
    *out = value;
    return true;
}

/* Dotted identifiers up to the first character that fits into none. */
static bool take_identifiers(struct lc_str *s, bool leading_zeros, struct lc_str *out)
{
    struct lc_str rest = *s;
    for (;;) {
        size_t n = 0;
        while (n < rest.len && in_identifier(rest.ptr[n])) {
            n++;
        }
        bool numeric = count_digits(lc_str_n(rest.ptr, n)) == n;
        if (n == 0 || (numeric && n > 1 && rest.ptr[0] == '0' && !leading_zeros)) {
            return false;
        }
        advance(&rest, n);
        if (rest.len == 0 || rest.ptr[0] != '.') {
            break;
        }
        advance(&rest, 1);
    }
    *out = lc_str_n(s->ptr, s->len - rest.len);
    *s = rest;
    return true;
}

static bool take_mark(struct lc_str *s, char mark)
{
    if (s->len == 0 || s->ptr[0] != mark) {
        return false;
    }
    advance(s, 1);
    return true;
}

static bool take_apart(struct lc_str text, struct label *out)
{
    struct label l = {.numbers = 1};
    l.prefix = take_mark(&text, 'v') || take_mark(&text, 'V');
    if (!take_number(&text, &l.version.major)) {
        return false;
    }
    if (take_mark(&text, '.')) {
        l.numbers++;
        if (!take_number(&text, &l.version.minor)) {
            return false;
        }
        if (take_mark(&text, '.')) {
            l.numbers++;
            if (!take_number(&text, &l.version.patch)) {
                return false;
            }
        }
    }
    if (l.numbers == 3 && take_mark(&text, '-') &&
        !take_identifiers(&text, false, &l.version.pre)) {
        return false;
    }
    if (l.numbers == 3 && take_mark(&text, '+') &&
        !take_identifiers(&text, true, &l.version.build)) {
        return false;
    }
    *out = l;
    return text.len == 0;
}

bool lc_semver_parse(struct lc_str label, struct lc_semver *out)
{
    struct label l;
    if (!take_apart(label, &l)) {
        return false;
    }
    *out = l.version;
    return true;
}

static int cmp_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Numeric ones by value (no leading zeros: the longer is larger) and before all others. */
static int cmp_identifier(struct lc_str a, struct lc_str b)
{
    bool numeric_a = count_digits(a) == a.len;
    bool numeric_b = count_digits(b) == b.len;
    if (numeric_a != numeric_b) {
        return numeric_a ? -1 : 1;
    }
    if (numeric_a && a.len != b.len) {
        return a.len < b.len ? -1 : 1;
    }
    return lc_str_cmp(a, b);
}

static struct lc_str take_identifier(struct lc_str *s)
{
    struct lc_str head = *s;
    struct lc_str tail = lc_str_n(s->ptr + s->len, 0);
    lc_str_cut(*s, '.', &head, &tail);
    *s = tail;
    return head;
}

static int cmp_pre(struct lc_str a, struct lc_str b)
{
    if (a.len == 0 || b.len == 0) { /* a release comes after its pre-releases */
        return (a.len == 0) - (b.len == 0);
    }
    while (a.len && b.len) {
        int c = cmp_identifier(take_identifier(&a), take_identifier(&b));
        if (c != 0) {
            return c;
        }
    }
    return (a.len != 0) - (b.len != 0);
}

int lc_semver_cmp(const struct lc_semver *a, const struct lc_semver *b)
{
    int c = cmp_number(a->major, b->major);
    c = c ? c : cmp_number(a->minor, b->minor);
    c = c ? c : cmp_number(a->patch, b->patch);
    return c ? c : cmp_pre(a->pre, b->pre);
}

char *lc_label_key(struct lc_ctx *ctx, struct lc_str label)
{
    struct lc_semver v;
    if (!lc_semver_parse(label, &v)) {
        return lc_dup(ctx, label);
    }
    char release[64];
    size_t size = (size_t)snprintf(release, sizeof release, "%" PRId64 ".%" PRId64 ".%" PRId64,
                                   v.major, v.minor, v.patch);
    char *key = lc_new(ctx, size + v.pre.len + 2, 1);
    if (key) {
        memcpy(key, release, size);
        if (v.pre.len) {
            key[size] = '-';
            memcpy(key + size + 1, v.pre.ptr, v.pre.len);
        }
    }
    return key;
}

/* Grow number `which` (0 to 2) and drop those behind it, unless the release that a pre-release
 * leads up to is such a step already: nothing behind the number but zeros. */
static bool step(struct lc_semver *v, int which)
{
    int64_t *numbers[] = {&v->major, &v->minor, &v->patch};
    bool done = v->pre.len != 0;
    for (int i = which + 1; i < 3; i++) {
        done = done && *numbers[i] == 0;
        *numbers[i] = 0;
    }
    return done || !__builtin_add_overflow(*numbers[which], 1, numbers[which]);
}

char *lc_semver_next(struct lc_ctx *ctx, struct lc_str base, ctr_bump bump)
{
    struct label l;
    if (!take_apart(base, &l)) {
        return NULL;
    }
    if (bump == CTR_BUMP_NONE) {
        return lc_dup(ctx, base);
    }
    int which = bump == CTR_BUMP_MAJOR ? 0 : bump == CTR_BUMP_MINOR ? 1 : 2;
    if (!step(&l.version, which)) {
        return NULL;
    }
    int numbers = l.numbers > which ? l.numbers : which + 1;
    char *text = lc_format(ctx, "%.*s%" PRId64, (int)l.prefix, base.ptr, l.version.major);
    if (text && numbers > 1) {
        text = lc_format(ctx, "%s.%" PRId64, text, l.version.minor);
    }
    if (text && numbers > 2) {
        text = lc_format(ctx, "%s.%" PRId64, text, l.version.patch);
    }
    return text;
}

char *lc_semver_next_pre(struct lc_ctx *ctx, struct lc_str label)
{
    struct lc_semver v;
    int64_t number;

    if (!lc_semver_parse(label, &v) || !v.pre.len) {
        return NULL;
    }
    size_t head = (size_t)(v.pre.ptr - label.ptr);
    size_t last = v.pre.len;
    while (last > 0 && v.pre.ptr[last - 1] != '.') {
        last--;
    }
    struct lc_str tail = lc_str_n(v.pre.ptr + last, v.pre.len - last);
    struct lc_str rest = tail;
    if (!take_number(&rest, &number) || rest.len) {
        return lc_format(ctx, "%.*s.1", (int)(head + v.pre.len), label.ptr);
    }
    if (number == INT64_MAX) {
        return NULL;
    }
    return lc_format(ctx, "%.*s%" PRId64, (int)(head + last), label.ptr, number + 1);
}
