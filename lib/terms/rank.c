/* Ranking slices of value. */
#include "terms/rank.h"

#include <stdlib.h>

static const struct lc_field rank_fields[] = {
    LC_FIELD_OF(ctr_rank, "position", LC_KIND_INT, position),
    LC_FIELD_OF(ctr_rank, "id", LC_KIND_STR, id),
    LC_FIELD_OF(ctr_rank, "outcome", LC_KIND_STR, outcome),
    LC_FIELD_OF(ctr_rank, "score", LC_KIND_STR, score),
    LC_FIELD_OF(ctr_rank, "expected", LC_KIND_STR, expected),
    LC_FIELD_OF(ctr_rank, "confidence_pct", LC_KIND_STR, confidence_pct),
    LC_FIELD_OF(ctr_rank, "effort", LC_KIND_STR, effort),
    LC_FIELD_OF(ctr_rank, "realised", LC_KIND_STR, realised),
    LC_FIELD_OF(ctr_rank, "reason", LC_KIND_STR, reason),
};
static const struct lc_shape shape_rank = LC_SHAPE(ctr_rank, rank_fields);

static const struct lc_field ranking_fields[] = {
    LC_FIELD_OF(ctr_ranking, "sow", LC_KIND_STR, sow),
    LC_FIELD_LIST(ctr_ranking, "slices", items, count, &shape_rank),
};
const struct lc_shape lc_shape_ranking = LC_SHAPE(ctr_ranking, ranking_fields);

static bool known(int64_t value)
{
    return value != LC_TERM_ABSENT;
}

static const char *why_not(const struct lc_slice *s)
{
    return !known(s->expected) ? "no expected outcome"
           : !known(s->effort) ? "no effort"
           : s->effort == 0    ? "an effort of zero"
                               : NULL;
}

/* Of expected * confidence / effort, the larger first, by cross multiplication: at most 10^15 *
 * 10^8 * 10^15, which __int128 holds. */
static int in_order(const void *left, const void *right)
{
    const struct lc_slice *a = *(const struct lc_slice *const *)left;
    const struct lc_slice *b = *(const struct lc_slice *const *)right;
    bool a_not = why_not(a) != NULL;
    bool b_not = why_not(b) != NULL;
    if (a_not != b_not) {
        return a_not - b_not;
    }
    if (!a_not) {
        __int128 x = (__int128)a->expected * a->confidence_pct * b->effort;
        __int128 y = (__int128)b->expected * b->confidence_pct * a->effort;
        if (x != y) {
            return x > y ? -1 : 1;
        }
    }
    return a < b ? -1 : a > b; /* both stand in one array */
}

/* In millionths; up to 10^21 of them. */
static const char *score(struct lc_ctx *ctx, const struct lc_slice *s)
{
    char text[LC_FIXED_WIDE];
    __int128 n = (__int128)s->expected * s->confidence_pct;
    __int128 q = lc_fixed_quotient(n, (__int128)s->effort * 100);
    return lc_dup(ctx, lc_str(lc_fixed_wide_text(q, text)));
}

static ctr_status number(struct lc_ctx *ctx, int64_t value, const char **out)
{
    char text[LC_FIXED_TEXT];
    *out = known(value) ? lc_dup(ctx, lc_str(lc_fixed_text(value, text))) : NULL;
    return known(value) && !*out ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status fill(struct lc_ctx *ctx, const struct lc_slice *s, int64_t position,
                       struct ctr_rank *out)
{
    *out = (struct ctr_rank){.id = s->id, .outcome = s->outcome, .realised = s->realised};
    out->reason = why_not(s);
    LC_TRY(number(ctx, s->expected, &out->expected));
    LC_TRY(number(ctx, s->confidence_pct, &out->confidence_pct));
    LC_TRY(number(ctx, s->effort, &out->effort));
    if (out->reason) {
        return CTR_OK;
    }
    out->position = position;
    out->score = score(ctx, s);
    return out->score ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_sow_rank(struct lc_ctx *ctx, const struct lc_sow *sow, struct ctr_ranking *out)
{
    size_t count = sow->slice_count;
    const struct lc_slice **order = lc_new(ctx, count + 1, sizeof *order);
    *out = (struct ctr_ranking){.sow = sow->id, .count = count};
    out->items = lc_new(ctx, count + 1, sizeof *out->items);
    if (!order || !out->items) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        order[i] = &sow->slices[i];
    }
    if (count) {
        qsort(order, count, sizeof *order, in_order);
    }
    for (size_t i = 0; i < count; i++) {
        LC_TRY(fill(ctx, order[i], (int64_t)i + 1, &out->items[i]));
    }
    return CTR_OK;
}
