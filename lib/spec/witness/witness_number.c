/*
 * Numbers at the edges: the limits of both sides, what lies beside them, multiples. Limits of more
 * digits than an integer holds are taken as they are written, without neighbours.
 */
#include "spec/witness/witness.h"

#include <inttypes.h>
#include <stdlib.h>

enum { MAX_DIGITS = 14, MAX_SCALE = 12 };

/* whole / 10^scale */
struct number {
    int64_t whole;
    int scale;
};

static bool small_number(const struct lc_value *value, struct number *out)
{
    struct lc_decimal d;
    int64_t whole = 0;
    int digits = 0;
    if (!lc_number(value, &d)) {
        return false;
    }
    for (size_t i = 0; i < d.digits.len; i++) {
        if (d.digits.ptr[i] != '.') {
            whole = digits < MAX_DIGITS ? whole * 10 + (d.digits.ptr[i] - '0') : whole;
            digits++;
        }
    }
    int64_t scale = digits - d.exponent;
    if (digits > MAX_DIGITS || scale > MAX_SCALE || d.exponent > MAX_DIGITS) {
        return false;
    }
    for (; scale < 0; scale++) {
        whole *= 10;
    }
    *out = (struct number){d.negative ? -whole : whole, digits ? (int)scale : 0};
    return true;
}

/* The same at another scale; false where it does not fit. */
static bool scaled(struct number n, int scale, int64_t *out)
{
    *out = n.whole;
    for (; n.scale < scale; n.scale++) {
        if (*out > INT64_MAX / 10 || *out < INT64_MIN / 10) {
            return false;
        }
        *out *= 10;
    }
    return true;
}

static ctr_status push(struct lc_witness *w, struct lc_wlist *list, struct number n)
{
    uint64_t unit = 1;
    for (int i = 0; i < n.scale; i++) {
        unit *= 10;
    }
    uint64_t size = n.whole < 0 ? (uint64_t)0 - (uint64_t)n.whole : (uint64_t)n.whole;
    const char *sign = n.whole < 0 ? "-" : "";
    uint64_t rest = size % unit;
    int places = n.scale;
    while (places && rest % 10 == 0) {
        rest /= 10;
        places--;
    }
    return lc_wpush_number(
        w, list,
        places ? lc_format(w->ctx, "%s%" PRIu64 ".%0*" PRIu64, sign, size / unit, places, rest)
               : lc_format(w->ctx, "%s%" PRIu64, sign, size / unit));
}

/* A limit and its neighbours, near and at half of one and one away. */
static ctr_status around(struct lc_witness *w, struct lc_wlist *list, const struct lc_limit *limit)
{
    static const struct number steps[] = {{0, 0}, {1, 0}, {-1, 0}, {5, 1}, {-5, 1}};
    struct number n;
    if (!limit->node.value) {
        return CTR_OK;
    }
    if (!small_number(limit->node.value, &n)) {
        return lc_wpush(w, list, limit->node.value);
    }
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        int scale = n.scale > steps[i].scale ? n.scale : steps[i].scale;
        int64_t a;
        int64_t b;
        if (scaled(n, scale, &a) && scaled(steps[i], scale, &b)) {
            LC_TRY(push(w, list, (struct number){a + b, scale}));
        }
    }
    if (n.scale < MAX_SCALE &&
        scaled(n, n.scale + 1, &n.whole)) { /* one more place behind the point */
        LC_TRY(push(w, list, (struct number){n.whole + 1, n.scale + 1}));
        LC_TRY(push(w, list, (struct number){n.whole - 1, n.scale + 1}));
    }
    return CTR_OK;
}

/* Multiples from the limit on, in both directions. */
static ctr_status multiples_near(struct lc_witness *w, struct lc_wlist *list, struct number unit,
                                 const struct lc_limit *limit)
{
    struct number n;
    int64_t a;
    int64_t b;
    if (!limit->node.value || !small_number(limit->node.value, &n)) {
        return CTR_OK;
    }
    int scale = n.scale > unit.scale ? n.scale : unit.scale;
    if (!scaled(n, scale, &a) || !scaled(unit, scale, &b) || b == 0) {
        return CTR_OK;
    }
    int64_t below = a / b * b;
    for (int64_t i = -1; i <= 2; i++) {
        int64_t step;
        int64_t at;
        if (!__builtin_mul_overflow(b, i, &step) && !__builtin_add_overflow(below, step, &at)) {
            LC_TRY(push(w, list, (struct number){at, scale}));
        }
    }
    return CTR_OK;
}

static ctr_status multiples(struct lc_witness *w, struct lc_wlist *list, const struct lc_view *of,
                            const struct lc_view *other)
{
    for (size_t i = 0; i < of->more->multiples.count; i++) {
        struct number unit;
        if (!small_number(of->more->multiples.at[i].value, &unit)) {
            LC_TRY(lc_wpush(w, list, of->more->multiples.at[i].value));
            continue;
        }
        for (int64_t k = 1; k <= 3; k++) {
            LC_TRY(push(w, list, (struct number){unit.whole * k, unit.scale}));
        }
        LC_TRY(push(w, list, (struct number){-unit.whole, unit.scale}));
        LC_TRY(multiples_near(w, list, unit, &of->limit[LC_MINIMUM]));
        LC_TRY(multiples_near(w, list, unit, &of->limit[LC_MAXIMUM]));
        LC_TRY(multiples_near(w, list, unit, &other->limit[LC_MINIMUM]));
        LC_TRY(multiples_near(w, list, unit, &other->limit[LC_MAXIMUM]));
    }
    return CTR_OK;
}

/* Where one side takes 9.0 for an integer and the other does not. */
static ctr_status whole_numbers(struct lc_witness *w, const struct lc_view *accepts,
                                const struct lc_view *refuses, struct lc_wlist *out)
{
    if (!(accepts->types & (uint8_t)~refuses->types & LC_T_WHOLE)) {
        return CTR_OK;
    }
    for (enum lc_limit_id id = LC_MAXIMUM; id <= LC_MINIMUM; id++) {
        int64_t n;
        const struct lc_limit *limit = &accepts->limit[id];
        if (limit->node.value && lc_decimal_int64(&limit->value, &n) && n > -1000 && n < 1000) {
            LC_TRY(lc_wpush_number(w, out, lc_format(w->ctx, "%d.0", (int)n)));
            LC_TRY(lc_wpush_number(w, out, lc_format(w->ctx, "%d.0", (int)n + 1)));
            LC_TRY(lc_wpush_number(w, out, lc_format(w->ctx, "%d.0", (int)n - 1)));
        }
    }
    return lc_wpush_number(w, out, "1.0");
}

ctr_status lc_wnumbers(struct lc_witness *w, const struct lc_view *accepts,
                       const struct lc_view *refuses, struct lc_wlist *out)
{
    static const char *const plain[] = {"0",   "1",    "0.5", "-1",    "2",    "1.5",  "-0.5",
                                        "3",   "10",   "1.0", "100",   "-100", "0.25", "7",
                                        "1e9", "-1e9", "0.1", "0.001", "1e30", "-1e30"};
    LC_TRY(whole_numbers(w, accepts, refuses, out));
    for (enum lc_limit_id id = LC_MAXIMUM; id <= LC_MINIMUM; id++) {
        LC_TRY(around(w, out, &refuses->limit[id]));
        LC_TRY(around(w, out, &accepts->limit[id]));
    }
    LC_TRY(multiples(w, out, accepts, refuses));
    LC_TRY(multiples(w, out, refuses, accepts));
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        LC_TRY(lc_wpush_number(w, out, plain[i]));
    }
    return CTR_OK;
}
