/*
 * What a rule of quality asks of the figure that it measures: an interval, or all but one. A rule
 * that allows less of it is the stronger.
 */
#include "spec/odcs/odcs.h"

struct end {
    bool there, open;
    struct lc_decimal value;
};

struct allowed {
    bool there;   /* something is asked */
    bool unknown; /* in a way that cannot be judged */
    bool outside; /* what is not in the interval */
    struct end low, high;
};

enum which { BE, NOT_BE, GREATER, GREATER_OR, LESS, LESS_OR, BETWEEN, NOT_BETWEEN };

static const struct {
    const char *word;
    enum which which;
} operators[] = {
    {"mustBe", BE},
    {"mustNotBe", NOT_BE},
    {"mustBeGreaterThan", GREATER},
    {"mustBeGreaterOrEqualTo", GREATER_OR},
    {"mustBeGreaterThanOrEqualTo", GREATER_OR},
    {"mustBeLessThan", LESS},
    {"mustBeLessOrEqualTo", LESS_OR},
    {"mustBeLessThanOrEqualTo", LESS_OR},
    {"mustBeBetween", BETWEEN},
    {"mustNotBeBetween", NOT_BETWEEN},
};
enum { OPERATORS = sizeof operators / sizeof operators[0] };

bool lc_odcs_is_operator(struct lc_str key)
{
    for (size_t i = 0; i < OPERATORS; i++) {
        if (lc_str_is(key, operators[i].word)) {
            return true;
        }
    }
    return false;
}

static struct end end_of(struct lc_node at, bool open, bool *known)
{
    struct end e = {.there = true, .open = open};
    *known = lc_decimal_parse(lc_odcs_word(at), &e.value);
    return e;
}

/* <0 if the first begins (or, of ends on the right, stops) before the second. No end is the
 * furthest out. */
static int by_low(const struct end *a, const struct end *b)
{
    if (!a->there || !b->there) {
        return a->there - b->there;
    }
    int r = lc_decimal_cmp(&a->value, &b->value);
    return r ? r : a->open - b->open;
}

static int by_high(const struct end *a, const struct end *b)
{
    if (!a->there || !b->there) {
        return b->there - a->there;
    }
    int r = lc_decimal_cmp(&a->value, &b->value);
    return r ? r : b->open - a->open;
}

static void narrow(struct allowed *a, const struct end *low, const struct end *high)
{
    a->low = low && by_low(low, &a->low) > 0 ? *low : a->low;
    a->high = high && by_high(high, &a->high) < 0 ? *high : a->high;
}

static void take(struct allowed *a, enum which which, struct lc_node at)
{
    bool known = true;
    bool second = true;
    bool pair = which == BETWEEN || which == NOT_BETWEEN;
    struct lc_node first = pair ? (struct lc_node){at.doc, lc_at(at.value, 0)} : at;
    struct end low = end_of(first, which == GREATER, &known);
    struct end high = end_of(first, which == LESS, &second);
    if (pair) {
        high = end_of((struct lc_node){at.doc, lc_at(at.value, 1)}, false, &second);
    }
    bool outside = which == NOT_BE || which == NOT_BETWEEN;
    a->unknown = a->unknown || !known || !second || (a->there && (outside || a->outside));
    a->there = true;
    a->outside = a->outside || outside;
    if (!a->unknown) {
        narrow(a, which == LESS || which == LESS_OR ? NULL : &low,
               which == GREATER || which == GREATER_OR ? NULL : &high);
    }
}

static struct allowed allowed_by(struct lc_node rule)
{
    struct allowed a = {0};
    for (size_t i = 0; i < OPERATORS; i++) {
        struct lc_node at = lc_odcs_get(rule, operators[i].word);
        if (at.value) {
            take(&a, operators[i].which, at);
        }
    }
    return a;
}

static bool inside(const struct allowed *a, const struct allowed *b)
{
    return by_low(&a->low, &b->low) >= 0 && by_high(&a->high, &b->high) <= 0;
}

/* One ends before the other begins. */
static bool apart(const struct allowed *a, const struct allowed *b)
{
    for (int i = 0; i < 2; i++) {
        const struct end *high = i ? &b->high : &a->high;
        const struct end *low = i ? &a->low : &b->low;
        if (high->there && low->there) {
            int r = lc_decimal_cmp(&high->value, &low->value);
            if (r < 0 || (r == 0 && (high->open || low->open))) {
                return true;
            }
        }
    }
    return false;
}

/* All that `a` allows is allowed by `b`. */
static bool within(const struct allowed *a, const struct allowed *b)
{
    if (a->outside && b->outside) {
        return inside(b, a);
    }
    return a->outside ? false : b->outside ? apart(a, b) : inside(a, b);
}

static bool all_same(struct lc_node a, struct lc_node b)
{
    for (size_t i = 0; i < OPERATORS; i++) {
        if (!lc_odcs_same(lc_odcs_get(a, operators[i].word), lc_odcs_get(b, operators[i].word))) {
            return false;
        }
    }
    return true;
}

enum lc_odcs_relation lc_odcs_threshold(struct lc_node older, struct lc_node newer)
{
    if (all_same(older, newer)) {
        return LC_ODCS_SAME;
    }
    struct allowed a = allowed_by(older);
    struct allowed b = allowed_by(newer);
    if (a.unknown || b.unknown) {
        return LC_ODCS_UNKNOWN;
    }
    if (!a.there || !b.there) {
        return a.there ? LC_ODCS_WIDER : LC_ODCS_NARROWER;
    }
    bool back = within(&b, &a);
    bool forth = within(&a, &b);
    return back && forth ? LC_ODCS_SAME
           : back        ? LC_ODCS_NARROWER
           : forth       ? LC_ODCS_WIDER
                         : LC_ODCS_DIFFERENT;
}
