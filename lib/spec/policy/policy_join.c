/* Policies as values: one upon another, as text again, by name. */
#include "spec/policy/policy.h"

#include "base/sha256.h"
#include "codec/json_write.h"
#include "spec/compare.h"

const char *lc_policy_terms_text(struct lc_ctx *ctx, const struct lc_policy_terms *terms)
{
    struct lc_buf buf;
    const char *text = NULL;

    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    lc_json_shape(&buf, &lc_shape_policy_terms, terms, false);
    if (buf.status == CTR_OK) {
        text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    } else {
        lc_nomem(ctx);
    }
    lc_buf_free(&buf);
    return text;
}

/* Both lists, one behind the other. */
static ctr_status chain(struct lc_ctx *ctx, const void *first, size_t first_count,
                        const void *second, size_t second_count, size_t size, void *out)
{
    char *list = lc_new(ctx, first_count + second_count + 1, size);

    if (!list) {
        return CTR_E_NOMEM;
    }
    if (first_count) {
        memcpy(list, first, first_count * size);
    }
    if (second_count) {
        memcpy(list + first_count * size, second, second_count * size);
    }
    memcpy(out, &list, sizeof list);
    return CTR_OK;
}

bool lc_policy_ignores_unused(const struct lc_policy_terms *terms)
{
    return terms->ignore_unused && strcmp(terms->ignore_unused, "true") == 0;
}

struct lc_grace lc_policy_grace(const struct lc_policy_terms *terms)
{
    return terms->grace ? *terms->grace : (struct lc_grace){0, 0};
}

static int32_t over_word(int32_t over, int32_t under)
{
    return over ? over : under;
}

static int64_t shorter(int64_t a, int64_t b)
{
    return !a ? b : !b ? a : a < b ? a : b;
}

static int64_t longer(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

ctr_status lc_policy_join(struct lc_ctx *ctx, const struct lc_policy_terms *under,
                          const struct lc_policy_terms *over, struct lc_policy_terms *out)
{
    static const struct lc_policy_terms nothing;
    const struct lc_policy_terms *a = under ? under : &nothing;
    const struct lc_policy_terms *b = over ? over : &nothing;

    struct lc_policy_terms both = *b; /* `out` may be one of the two */
    both.id = b->id ? b->id : a->id;
    both.ignore_unused = b->ignore_unused ? b->ignore_unused : a->ignore_unused;
    both.max_waiver_days = shorter(a->max_waiver_days, b->max_waiver_days);
    both.semver.zero = over_word(b->semver.zero, a->semver.zero);
    both.semver.prerelease = over_word(b->semver.prerelease, a->semver.prerelease);
    both.semver.labels = over_word(b->semver.labels, a->semver.labels);
    both.semver.risk = over_word(b->semver.risk, a->semver.risk);
    if (!b->lines.by) {
        both.lines = a->lines;
    }
    const struct lc_grace first = lc_policy_grace(a);
    const struct lc_grace second = lc_policy_grace(b);
    const struct lc_grace grace = {longer(first.stable, second.stable),
                                   longer(first.beta, second.beta)};
    LC_TRY(lc_grace_keep(ctx, &grace, &both.grace));
    both.level_count = a->level_count + b->level_count;
    both.waiver_count = a->waiver_count + b->waiver_count;
    LC_TRY(chain(ctx, a->levels, a->level_count, b->levels, b->level_count, sizeof *a->levels,
                 &both.levels));
    LC_TRY(chain(ctx, a->waivers, a->waiver_count, b->waivers, b->waiver_count, sizeof *a->waivers,
                 &both.waivers));
    lc_waivers_bound(both.waivers, both.waiver_count, both.max_waiver_days);
    *out = both;
    return CTR_OK;
}

ctr_status lc_policy_make(struct lc_ctx *ctx, const struct lc_policy_terms *terms,
                          struct ctr_policy *out)
{
    const char *text = lc_policy_terms_text(ctx, terms);
    char *hex = lc_new(ctx, LC_SHA256_TEXT, 1);

    if (!text || !hex) {
        return CTR_E_NOMEM;
    }
    struct lc_sha256 hash = lc_sha256_of(text, strlen(text));
    lc_sha256_format(&hash, hex);
    *out = (struct ctr_policy){.sha256 = hex, .terms = *terms};
    return CTR_OK;
}
