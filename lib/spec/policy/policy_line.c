/* The lines of a contract: by a value of its document, or by the major number of a label. */
#include "spec/policy/policy.h"

#include "base/decimal.h"
#include "base/semver.h"
#include "spec/compare.h"

/* Numbers with more digits before or behind the point are written with an exponent. */
enum { PLAIN_DIGITS = 40 };

/* The digits alone, without the point of the source. */
static char *digits_of(struct lc_ctx *ctx, const struct lc_decimal *d, int *count)
{
    char *out = lc_new(ctx, d->digits.len + 1, 1);

    *count = 0;
    for (size_t i = 0; out && i < d->digits.len; i++) {
        if (d->digits.ptr[i] != '.') {
            out[(*count)++] = d->digits.ptr[i];
        }
    }
    return out;
}

/* One text for 1, 1.0 and 10e-1. */
static const char *number_text(struct lc_ctx *ctx, const struct lc_decimal *d)
{
    static const char zeros[] = "0000000000000000000000000000000000000000";
    const char *sign = d->negative ? "-" : "";
    int count;
    const char *digits = digits_of(ctx, d, &count);

    if (!digits || lc_decimal_is_zero(d)) {
        return digits ? "0" : NULL;
    }
    if (d->exponent > PLAIN_DIGITS || d->exponent < -PLAIN_DIGITS) {
        return lc_format(ctx, "%s0.%se%lld", sign, digits, (long long)d->exponent);
    }
    int whole = (int)d->exponent; /* of the digits those before the point, or how far behind it */
    if (whole >= count) {
        return lc_format(ctx, "%s%s%.*s", sign, digits, whole - count, zeros);
    }
    return whole > 0 ? lc_format(ctx, "%s%.*s.%s", sign, whole, digits, digits + whole)
                     : lc_format(ctx, "%s0.%.*s%s", sign, -whole, zeros, digits);
}

/* A number is what it is worth, however it is written, and a whole one also within quotes: who adds
 * them means no other line. Other texts are names, of which 1.1 and 1.10 are two. */
static bool counts_as_number(const struct lc_value *v, struct lc_str text, struct lc_decimal *out)
{
    return v->kind == LC_NUMBER
               ? lc_number(v, out)
               : v->kind == LC_STRING && lc_decimal_parse(text, out) && lc_decimal_is_integer(out);
}

ctr_status lc_policy_line_of(struct lc_ctx *ctx, const struct lc_doc *doc, const char *pointer,
                             const char **out)
{
    const struct lc_value *v = doc->root ? lc_doc_resolve(ctx, doc, lc_str(pointer)) : NULL;
    struct lc_str text = lc_str_n(NULL, 0);
    struct lc_decimal number;

    *out = NULL;
    /* a text of a language of its own, too: a name or a comment in SQL */
    if (v && (v->kind == LC_STRING || v->kind == LC_NUMBER || v->kind >= LC_TOKEN)) {
        text = lc_raw(v);
    }
    if (text.len && !memchr(text.ptr, '\0', text.len)) {
        *out = counts_as_number(v, text, &number) ? number_text(ctx, &number) : lc_dup(ctx, text);
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

const char *lc_policy_major_of(struct lc_ctx *ctx, const char *label)
{
    struct lc_semver v;

    return label && lc_semver_parse(lc_str(label), &v) ? lc_format(ctx, "%lld", (long long)v.major)
                                                       : NULL;
}
