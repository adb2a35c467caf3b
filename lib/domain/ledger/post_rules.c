/* Entries without a store: sums by currency, and what an exchange of currencies has to keep. */
#include "domain/ledger/post_rules.h"

static const char *const clearing = ":FxClearing:";

/* The sum of one currency, made if it is not there; NULL if there are too many. */
static struct lc_currency_sum *sum_of(struct lc_sums *sums, const char *currency)
{
    for (size_t i = 0; i < sums->count; i++) {
        if (memcmp(sums->items[i].currency, currency, 4) == 0) {
            return &sums->items[i];
        }
    }
    if (sums->count == LC_SUMS_MOST) {
        return NULL;
    }
    struct lc_currency_sum *s = &sums->items[sums->count++];
    *s = (struct lc_currency_sum){.currency = currency};
    return s;
}

/* "...:FxClearing:GBP" for an account in GBP. */
static bool is_clearing(const struct lc_posting *p)
{
    size_t size = strlen(p->account);
    size_t tail = strlen(clearing) + 3;
    return size > tail && memcmp(p->account + size - tail, clearing, strlen(clearing)) == 0 &&
           strcmp(p->account + size - 3, p->currency) == 0;
}

static ctr_status unbalanced(struct lc_ctx *ctx, const struct lc_currency_sum *s)
{
    char text[LC_MONEY_TEXT];
    int exponent = lc_currency_exponent(lc_str(s->currency));
    bool fits = s->sum <= LC_MONEY_MOST && s->sum >= -LC_MONEY_MOST;
    ctr_status status =
        lc_fail(ctx, CTR_E_ARGUMENT, "the postings in %s sum to %s, wanted zero", s->currency,
                fits ? lc_money_print((int64_t)s->sum, exponent, text) : "more than 2^62");
    lc_detail(ctx, "field", "postings");
    return status;
}

ctr_status lc_entry_sums(struct lc_ctx *ctx, const struct lc_posting *postings, size_t count,
                         struct lc_sums *out)
{
    out->count = 0;
    for (size_t i = 0; i < count; i++) {
        struct lc_currency_sum *s = sum_of(out, postings[i].currency);
        if (!s) {
            return lc_fail(ctx, CTR_E_LIMIT, "an entry in more than %d currencies", LC_SUMS_MOST);
        }
        s->sum += postings[i].amount; /* at most 1000 of at most 2^62: fits into 128 bits */
        if (is_clearing(&postings[i])) {
            s->cleared += postings[i].amount;
            s->clears = true;
        }
    }
    for (size_t i = 0; i < out->count; i++) {
        if (out->items[i].sum != 0) {
            return unbalanced(ctx, &out->items[i]);
        }
    }
    return CTR_OK;
}

static ctr_status no_rate(struct lc_ctx *ctx, const char *what)
{
    ctr_status status = lc_fail(ctx, CTR_E_ARGUMENT, "%s", what);
    lc_detail(ctx, "field", "rate");
    return status;
}

static const struct lc_currency_sum *named(const struct lc_sums *sums, const char *code)
{
    for (size_t i = 0; i < sums->count; i++) {
        if (memcmp(sums->items[i].currency, code, 3) == 0) {
            return &sums->items[i];
        }
    }
    return NULL;
}

/* |second| = |first| * rate to less than one minor unit, and on the other side. */
static bool agrees(const struct lc_currency_sum *first, const struct lc_currency_sum *second,
                   int64_t rate)
{
    int from = lc_currency_exponent(lc_str(first->currency));
    int to = lc_currency_exponent(lc_str(second->currency));
    lc_wide want = first->cleared * rate;
    lc_wide is = -second->cleared;
    lc_wide unit = 1;

    for (int i = 0; i < LC_FIXED_FINEST; i++) {
        unit *= 10;
    }
    for (int i = from; i < to; i++) {
        want *= 10;
    }
    for (int i = to; i < from; i++) {
        unit *= 10;
    }
    lc_wide apart = want - is * unit;
    return (first->cleared < 0) != (second->cleared < 0) && apart < unit && apart > -unit;
}

ctr_status lc_entry_check_rate(struct lc_ctx *ctx, const struct lc_sums *sums, const char *rate,
                               const char *pair)
{
    int64_t scaled;

    if (strlen(pair) != 7 || pair[3] != '/') {
        return no_rate(ctx, "the pair of a rate is two currencies, such as GBP/EUR");
    }
    if (lc_fixed_scaled(lc_str(rate), LC_FIXED_FINEST, &scaled) != LC_FIXED_OK || scaled <= 0 ||
        scaled > INT64_C(1000000000000000000)) {
        return no_rate(ctx, "a rate is a number above zero with at most 9 decimals");
    }
    const struct lc_currency_sum *first = named(sums, pair);
    const struct lc_currency_sum *second = named(sums, pair + 4);
    if (sums->count != 2 || !first || !second || first == second) {
        return no_rate(ctx, "an fx entry has postings in the two currencies of its pair, no other");
    }
    if (!first->clears || !second->clears) {
        return no_rate(ctx, "an fx entry goes through clearing accounts, such as "
                            "Assets:Acme:FxClearing:EUR, in both currencies");
    }
    if (first->cleared > INT64_MAX / 2 || first->cleared < INT64_MIN / 2 ||
        !agrees(first, second, scaled)) {
        return no_rate(ctx, "the amounts cleared do not follow from the rate");
    }
    return CTR_OK;
}
