/*
 * Version ranges in npm's grammar, with ',' as a second "and" and "!=" as "not".
 *
 * Every comparator becomes one interval; what an operator makes of a version, whole or partial, is
 * a row of a table. A range is a list of alternatives, an alternative a list of intervals.
 */
#include "base/semver.h"

enum { MAX_RANGE_BYTES = 4096, MAX_QUOTE = 60 };

struct interval {
    struct interval *next;
    struct lc_semver low, high;
    bool has_low, has_high;
    bool low_open, high_open; /* the end itself is outside */
    bool outside;             /* "!=": everything but the interval */
};

struct alternative {
    struct alternative *next;
    struct interval *intervals; /* all of them; none = any version */
};

struct lc_range {
    struct alternative *alternatives; /* one of them */
};

enum low_rule { LOW_FREE, LOW_AT, LOW_OVER };
enum high_rule { HIGH_FREE, HIGH_UNDER, HIGH_UPTO, HIGH_TILDE, HIGH_CARET };

struct operator
{
    const char *text;
    enum low_rule low;
    enum high_rule high;
    bool outside;
};

/* A longer one before its own beginning; the last stands for "no operator". */
static const struct operator operators[] = {
    {">=", LOW_AT, HIGH_FREE, false},  {"<=", LOW_FREE, HIGH_UPTO, false},
    {"!=", LOW_AT, HIGH_UPTO, true},   {"~>", LOW_AT, HIGH_TILDE, false},
    {">", LOW_OVER, HIGH_FREE, false}, {"<", LOW_FREE, HIGH_UNDER, false},
    {"=", LOW_AT, HIGH_UPTO, false},   {"~", LOW_AT, HIGH_TILDE, false},
    {"^", LOW_AT, HIGH_CARET, false},  {"", LOW_AT, HIGH_UPTO, false},
};

/* A version of which only the first `numbers` numbers were named; the others are zero. */
struct partial {
    struct lc_semver version;
    int numbers;
};

struct reader {
    struct lc_ctx *ctx;
    struct lc_str text;
    size_t at;
};

static char peek(const struct reader *r, size_t ahead)
{
    return ahead < r->text.len - r->at ? r->text.ptr[r->at + ahead] : '\0';
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void skip_blanks(struct reader *r)
{
    while (r->at < r->text.len && is_blank(r->text.ptr[r->at])) {
        r->at++;
    }
}

/* Everything read before `at` was ASCII, so bytes are columns. */
static ctr_status bad(const struct reader *r, size_t at, const char *what)
{
    struct lc_str s = r->text;
    ctr_status status = lc_fail(
        r->ctx, CTR_E_INPUT,
        "'%.*s%s' is no version range: column %zu %s; write it like '^1.2', '>=1.2 <2' or '1.2.x'",
        (int)(s.len < MAX_QUOTE ? s.len : MAX_QUOTE), s.ptr, s.len > MAX_QUOTE ? "..." : "", at + 1,
        what);
    lc_detail_int(r->ctx, "column", (int64_t)at + 1);
    return status;
}

static bool is_any_number(struct lc_str s)
{
    return s.len == 1 && (s.ptr[0] == 'x' || s.ptr[0] == 'X' || s.ptr[0] == '*');
}

/* "1.x" and the like: one to three numbers or wildcards; a number behind a wildcard would mean
 * nothing, so it is an error. */
static bool parse_wildcards(struct lc_str token, struct partial *out)
{
    int64_t *numbers[] = {&out->version.major, &out->version.minor, &out->version.patch};
    bool open = false;
    bool more = true;
    *out = (struct partial){.numbers = 0};
    if (token.len && (token.ptr[0] == 'v' || token.ptr[0] == 'V')) {
        token = lc_str_n(token.ptr + 1, token.len - 1);
    }
    for (int i = 0; more; i++) {
        struct lc_str head = token;
        struct lc_semver number;
        more = lc_str_cut(token, '.', &head, &token);
        bool wildcard = is_any_number(head);
        bool is_number = head.len && head.ptr[0] >= '0' && head.ptr[0] <= '9';
        if (i == 3 || (!wildcard && (open || !is_number || !lc_semver_parse(head, &number)))) {
            return false;
        }
        open = wildcard;
        if (!open) {
            *numbers[i] = number.major;
            out->numbers = i + 1;
        }
    }
    return open;
}

static bool parse_partial(struct lc_str token, struct partial *out)
{
    if (!lc_semver_parse(token, &out->version)) {
        return parse_wildcards(token, out);
    }
    struct lc_str rest = token;
    struct lc_str head;
    out->numbers = 1;
    while (out->numbers < 3 && lc_str_cut(rest, '.', &head, &rest)) {
        out->numbers++;
    }
    return true;
}

bool lc_range_is_partial(struct lc_str text)
{
    struct partial p;

    return parse_partial(text, &p) && p.numbers < 3;
}

/* A token ends at white space, ',' or '|'. */
static ctr_status read_partial(struct reader *r, struct partial *out)
{
    size_t start = r->at;
    while (r->at < r->text.len && !is_blank(peek(r, 0)) && peek(r, 0) != ',' && peek(r, 0) != '|') {
        r->at++;
    }
    if (r->at == start) {
        return bad(r, start, "should hold a version");
    }
    if (!parse_partial(lc_str_n(r->text.ptr + start, r->at - start), out)) {
        return bad(r, start, "holds no version, whole or partial");
    }
    return CTR_OK;
}

static const struct operator* read_operator(struct reader *r)
{
    const struct operator* op = operators;
    struct lc_str rest = lc_str_n(r->text.ptr + r->at, r->text.len - r->at);
    while (!lc_str_starts(rest, lc_str(op->text))) {
        op++;
    }
    r->at += strlen(op->text);
    return op;
}

/* The smallest release that differs from v in one of its first `numbers` numbers. A number that
 * cannot grow hands on to the one before it; false if there is no such release. */
static bool next_after(const struct lc_semver *v, int numbers, struct lc_semver *out)
{
    int64_t from[] = {v->major, v->minor, v->patch};
    while (numbers > 0 && from[numbers - 1] == INT64_MAX) {
        numbers--;
    }
    if (numbers == 0) {
        return false;
    }
    *out = (struct lc_semver){.major = from[0] + (numbers == 1)};
    out->minor = numbers > 1 ? from[1] + (numbers == 2) : 0;
    out->patch = numbers > 2 ? from[2] + 1 : 0;
    return true;
}

/* Nothing lies below the first pre-release of 0.0.0. */
static void set_nothing(struct interval *in)
{
    in->high = (struct lc_semver){.pre = LC_STR("0")};
    in->has_high = in->high_open = true;
}

static void set_low(struct interval *in, enum low_rule rule, const struct partial *p)
{
    if (rule == LOW_FREE || (rule == LOW_AT && p->numbers == 0)) {
        return;
    }
    in->has_low = true;
    in->low = p->version;
    in->low_open = rule == LOW_OVER;
    if (rule == LOW_OVER && p->numbers < 3) {
        in->low_open = false;
        if (!next_after(&p->version, p->numbers, &in->low)) {
            set_nothing(in);
        }
    }
}

/* Below the smallest pre-release of what follows the first `numbers` numbers of v. */
static void set_below_next(struct interval *in, const struct lc_semver *v, int numbers)
{
    if (next_after(v, numbers, &in->high)) {
        in->has_high = in->high_open = true;
        in->high.pre = LC_STR("0");
    }
}

/* '^' keeps the first number that is not zero, or the last one named. */
static int caret_numbers(const struct partial *p)
{
    int64_t numbers[] = {p->version.major, p->version.minor, p->version.patch};
    int n = 1;
    while (n < p->numbers && numbers[n - 1] == 0) {
        n++;
    }
    return n < p->numbers ? n : p->numbers;
}

static void set_high(struct interval *in, enum high_rule rule, const struct partial *p)
{
    switch (rule) {
    case HIGH_FREE:
        return;
    case HIGH_UNDER:
        if (p->numbers == 0) {
            set_nothing(in);
            return;
        }
        in->high = p->version;
        in->has_high = in->high_open = true;
        if (p->numbers < 3) {
            in->high.pre = LC_STR("0");
        }
        return;
    case HIGH_UPTO:
        if (p->numbers < 3) {
            set_below_next(in, &p->version, p->numbers);
            return;
        }
        in->high = p->version;
        in->has_high = true;
        return;
    case HIGH_TILDE:
        set_below_next(in, &p->version, p->numbers < 2 ? p->numbers : 2);
        return;
    case HIGH_CARET:
        set_below_next(in, &p->version, caret_numbers(p));
        return;
    }
}

/* " - 2.3" behind a version without operator. */
static bool read_hyphen(struct reader *r)
{
    struct reader ahead = *r;
    skip_blanks(&ahead);
    bool apart = ahead.at != r->at && (ahead.text.len - ahead.at < 2 || is_blank(peek(&ahead, 1)));
    if (!apart || peek(&ahead, 0) != '-') {
        return false;
    }
    ahead.at++;
    skip_blanks(&ahead);
    *r = ahead;
    return true;
}

static ctr_status read_comparator(struct reader *r, struct interval **out)
{
    struct partial p;
    const struct operator* op = read_operator(r);
    skip_blanks(r);
    LC_TRY(read_partial(r, &p));
    struct interval *in = lc_new(r->ctx, 1, sizeof *in);
    if (!in) {
        return CTR_E_NOMEM;
    }
    set_low(in, op->low, &p);
    if (!*op->text && read_hyphen(r)) {
        LC_TRY(read_partial(r, &p));
    }
    set_high(in, op->high, &p);
    in->outside = op->outside;
    *out = in;
    return CTR_OK;
}

static bool at_end_of_alternative(const struct reader *r)
{
    return r->at == r->text.len || (peek(r, 0) == '|' && peek(r, 1) == '|');
}

static ctr_status read_alternative(struct reader *r, struct alternative **out)
{
    struct alternative *a = lc_new(r->ctx, 1, sizeof *a);
    if (!a) {
        return CTR_E_NOMEM;
    }
    *out = a;
    struct interval **tail = &a->intervals;
    skip_blanks(r);
    while (!at_end_of_alternative(r)) {
        LC_TRY(read_comparator(r, tail));
        tail = &(*tail)->next;
        skip_blanks(r);
        if (peek(r, 0) == ',') {
            r->at++;
            skip_blanks(r);
            if (at_end_of_alternative(r)) {
                return bad(r, r->at, "should hold a version");
            }
        }
    }
    return CTR_OK;
}

ctr_status lc_range_parse(struct lc_ctx *ctx, struct lc_str text, struct lc_range **out)
{
    if (text.len > MAX_RANGE_BYTES) {
        ctr_status status =
            lc_fail(ctx, CTR_E_LIMIT, "a version range has %zu bytes; at most %d are allowed",
                    text.len, MAX_RANGE_BYTES);
        lc_detail_int(ctx, "limit", MAX_RANGE_BYTES);
        return status;
    }
    struct lc_range *range = lc_new(ctx, 1, sizeof *range);
    const char *copy = lc_dup(ctx, text); /* the versions are views into it */
    if (!range || !copy) {
        return CTR_E_NOMEM;
    }
    struct reader r = {ctx, lc_str_n(copy, text.len), 0};
    struct alternative **tail = &range->alternatives;
    for (;;) {
        LC_TRY(read_alternative(&r, tail));
        tail = &(*tail)->next;
        if (r.at == r.text.len) {
            *out = range;
            return CTR_OK;
        }
        r.at += 2;
    }
}

static bool interval_admits(const struct interval *in, const struct lc_semver *v)
{
    int low = in->has_low ? lc_semver_cmp(v, &in->low) : 1;
    int high = in->has_high ? lc_semver_cmp(v, &in->high) : -1;
    bool inside =
        (low > 0 || (low == 0 && !in->low_open)) && (high < 0 || (high == 0 && !in->high_open));
    return inside != in->outside;
}

static bool names_triple(const struct lc_semver *named, const struct lc_semver *v)
{
    return named->pre.len && named->major == v->major && named->minor == v->minor &&
           named->patch == v->patch;
}

/* An end that the parser made up ("<2.0.0-0") does no harm here: it shuts out its own triple. */
static bool wants_pre_release(const struct interval *in, const struct lc_semver *v)
{
    return !in->outside && (names_triple(&in->low, v) || names_triple(&in->high, v));
}

bool lc_range_admits(const struct lc_range *range, const struct lc_semver *version)
{
    for (const struct alternative *a = range->alternatives; a; a = a->next) {
        bool all = true;
        bool wanted = version->pre.len == 0;
        for (const struct interval *in = a->intervals; in && all; in = in->next) {
            all = interval_admits(in, version);
            wanted = wanted || wants_pre_release(in, version);
        }
        if (all && wanted) {
            return true;
        }
    }
    return false;
}
