/*
 * What the tests of share rules share: a context, a rule from text, and an independent model of the
 * arithmetic. The model knows no bands to be walked: the delivery party's part of all cost up to x
 * is one function G(x), and a share is G(target) - G(cost), in fractions.
 */
#ifndef TESTS_UNIT_TERMS_SHARE_CASE_H
#define TESTS_UNIT_TERMS_SHARE_CASE_H

#include "base/once.h"
#include "codec/yaml_read.h"
#include "terms/share.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct bench {
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct ctr_share_rule rule;
};

static inline ctr_status case_read(struct bench *b, const char *text)
{
    const struct lc_read_options options = {.file = "rule"};

    assert_int_equal(lc_ctx_begin(&b->ctx, NULL), CTR_OK);
    ctr_status status = lc_once(&b->ctx);
    status = status ? status : lc_doc_read(&b->ctx, lc_str(text), &options, &b->doc);
    return status ? status : lc_share_rule_read(&b->ctx, &b->doc, b->doc.root, &b->rule);
}

/* The rule must be good. */
static inline void case_open(struct bench *b, const char *text)
{
    if (case_read(b, text) != CTR_OK) {
        fail_msg("%s: %s", text, ctr_error_message(b->ctx.error));
    }
}

static inline void case_close(struct bench *b)
{
    lc_ctx_end(&b->ctx, CTR_OK, NULL);
}

static inline void case_answer(struct bench *b, const char *text, struct ctr_share *out)
{
    case_open(b, text);
    if (lc_share_answer(&b->ctx, &b->rule, NULL, NULL, out) != CTR_OK) {
        fail_msg("%s: %s", text, ctr_error_message(b->ctx.error));
    }
}

/* ---- the independent model */

struct fraction {
    lc_wide n;
    lc_wide d; /* > 0 */
};

static inline struct fraction fraction(lc_wide n, lc_wide d)
{
    lc_wide a = n < 0 ? -n : n;
    lc_wide b = d;

    while (a) {
        lc_wide rest = b % a;
        b = a;
        a = rest;
    }
    return (struct fraction){n / b, d / b};
}

static inline struct fraction fraction_add(struct fraction a, struct fraction b)
{
    return fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

static inline struct fraction fraction_times(struct fraction a, struct fraction b)
{
    return fraction(a.n * b.n, a.d * b.d);
}

static inline int fraction_cmp(struct fraction a, struct fraction b)
{
    lc_wide left = a.n * b.d;
    lc_wide right = b.n * a.d;
    return left < right ? -1 : left > right;
}

static inline struct fraction fraction_whole(int64_t n)
{
    return (struct fraction){n, 1};
}

/* By counting, not by the library's division. */
static inline int64_t fraction_round(struct fraction a, int mode)
{
    lc_wide size = a.n < 0 ? -a.n : a.n;
    lc_wide down = 0;
    for (lc_wide step = (lc_wide)1 << 62; step; step >>= 1) {
        down += (down + step) * a.d <= size ? step : 0;
    }
    lc_wide twice = 2 * (size - down * a.d);
    bool away = twice > a.d || (twice == a.d && (mode == LC_HALF_AWAY || down % 2 != 0));
    int64_t out = (int64_t)(down + (mode != LC_TOWARD_ZERO && away));
    return a.n < 0 ? -out : out;
}

enum { MODEL_BANDS = 6 };

/* Percentages in hundredths. */
struct model {
    int64_t target;
    int64_t base;
    size_t count;
    int64_t from[MODEL_BANDS];
    int64_t to[MODEL_BANDS]; /* -1: open */
    int64_t rate[MODEL_BANDS];
    int mode;
};

static inline struct fraction model_up_to(const struct model *m, int64_t cost)
{
    struct fraction sum = {0, 1};

    for (size_t i = 0; i < m->count; i++) {
        struct fraction from = fraction((lc_wide)m->from[i] * m->base, 10000);
        struct fraction to = fraction((lc_wide)m->to[i] * m->base, 10000);
        struct fraction end = fraction_whole(cost);
        if (m->to[i] >= 0 && fraction_cmp(to, end) < 0) {
            end = to;
        }
        if (fraction_cmp(end, from) > 0) {
            from.n = -from.n;
            sum = fraction_add(
                sum, fraction_times(fraction_add(end, from), fraction(m->rate[i], 10000)));
        }
    }
    return sum;
}

static inline struct fraction model_share(const struct model *m, int64_t cost)
{
    struct fraction spent = model_up_to(m, cost);

    spent.n = -spent.n;
    return fraction_add(model_up_to(m, m->target), spent);
}

#endif
