/* Why a label has to grow as it does, in words. */
#include "spec/spec.h"

#include "base/semver.h"
#include "spec/policy/policy.h"

/* Without a number under a policy: what its counts leave out, a bump may not, and the reverse. */
static const char *some(struct lc_ctx *ctx, const struct ctr_diff *d, int64_t n, const char *what)
{
    const char *text = d->judgement
                           ? lc_format(ctx, "%ss", what)
                           : lc_format(ctx, "%lld %s%s", (long long)n, what, n == 1 ? "" : "s");
    return text ? text : what;
}

const char *lc_bump_phrase(struct lc_ctx *ctx, const struct ctr_diff *d)
{
    switch (d->bump_reason) {
    case CTR_BUMP_REASON_IDENTICAL:
        return "nothing differs";
    case CTR_BUMP_REASON_EDITORIAL:
        return "only words differ";
    case CTR_BUMP_REASON_ADDITION:
        return "nothing breaks";
    case CTR_BUMP_REASON_WARNING:
        return some(ctx, d, d->counts.warning, "warning");
    case CTR_BUMP_REASON_UNDECIDED:
        return some(ctx, d, d->counts.undecided, "undecided finding");
    case CTR_BUMP_REASON_BREAKING:
        return some(ctx, d, d->counts.breaking, "breaking finding");
    case CTR_BUMP_REASON_SET_ASIDE:
        return "what breaks is set aside";
    case CTR_BUMP_REASON_FORCE_INT32:
        break;
    }
    return "not recorded"; /* of a comparison that an older release stored */
}

/* What the base's label makes of it; "" for nothing. */
static const char *of_base(struct lc_ctx *ctx, const struct ctr_diff *d, const char *base)
{
    struct lc_semver v;
    ctr_bump bump = lc_spec_bump(d, base);
    bool next = d->judgement && d->judgement->semver.prerelease == CTR_PRERELEASE_NEXT;
    const char *text = "";

    if (!lc_semver_parse(lc_str(base), &v)) {
        text = lc_format(ctx, "; '%s' has no order, so no label is proposed", base);
    } else if (bump == CTR_BUMP_NONE) {
        text = "";
    } else if (next && v.pre.len) {
        text = "; the policy is content with the next pre-release";
    } else if (bump != lc_bump_of(d)) {
        text =
            lc_format(ctx, "; below 1.0.0 that is %s", lc_word_name(lc_words_bump, (int32_t)bump));
    } else if (v.pre.len) {
        text = lc_format(ctx, "; '%s' counts as its release", base);
    }
    return text ? text : "";
}

const char *lc_spec_bump_text(struct lc_ctx *ctx, const struct ctr_diff *d, const char *base)
{
    return lc_format(ctx, "%s: %s%s", lc_bump_phrase(ctx, d),
                     lc_word_name(lc_words_bump, (int32_t)lc_bump_of(d)), of_base(ctx, d, base));
}
