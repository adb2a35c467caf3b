/* From findings to one answer and a bump (research: compat.md B8; semantics 7). */
#include "spec/spec.h"

#include "base/semver.h"

ctr_verdict lc_verdict_of(const struct lc_counts *counts)
{
    if (counts->breaking) {
        return CTR_VERDICT_INCOMPATIBLE;
    }
    return counts->undecided ? CTR_VERDICT_UNDECIDED : CTR_VERDICT_COMPATIBLE;
}

static bool editorial(const struct ctr_finding *f)
{
    const struct lc_rule *rule = lc_rule_find(f->rule);
    return rule && (rule->flags & LC_RULE_EDITORIAL);
}

/* Nothing but words changed. Findings of one rule share its id, so most need no look-up. */
static bool all_editorial(const struct ctr_diff *d)
{
    const char *known = NULL;
    for (size_t i = 0; i < d->count; i++) {
        if (d->findings[i].rule != known && !editorial(&d->findings[i])) {
            return false;
        }
        known = d->findings[i].rule;
    }
    return true;
}

static bool risky(const struct ctr_diff *d)
{
    return d->counts.undecided || d->counts.warning;
}

ctr_bump lc_bump_of(const struct ctr_diff *d)
{
    if (d->counts.breaking) {
        return CTR_BUMP_MAJOR;
    }
    if (risky(d)) {
        return d->profile == CTR_PROFILE_STRICT ? CTR_BUMP_MAJOR : CTR_BUMP_MINOR;
    }
    if (d->count == 0) {
        return CTR_BUMP_NONE;
    }
    return all_editorial(d) ? CTR_BUMP_PATCH : CTR_BUMP_MINOR;
}

ctr_bump lc_spec_bump(const struct ctr_diff *d, const char *base)
{
    struct lc_semver v;
    ctr_bump bump = lc_bump_of(d);
    if (!base || !lc_semver_parse(lc_str(base), &v) || v.major != 0) {
        return bump;
    }
    if (bump == CTR_BUMP_MAJOR) {
        return CTR_BUMP_MINOR;
    }
    return bump == CTR_BUMP_MINOR && !risky(d) ? CTR_BUMP_PATCH : bump;
}
