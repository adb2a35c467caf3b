/* From findings to one answer and a bump (research: compat.md B8; semantics 7). */
#include "spec/spec.h"

#include "base/semver.h"
#include "spec/policy/policy.h"

ctr_verdict lc_verdict_of(const struct lc_counts *counts)
{
    if (counts->breaking) {
        return CTR_VERDICT_INCOMPATIBLE;
    }
    return counts->undecided ? CTR_VERDICT_UNDECIDED : CTR_VERDICT_COMPATIBLE;
}

bool lc_finding_of_policy(const struct ctr_finding *f)
{
    return strncmp(f->rule, LC_RULES_OF_POLICY, sizeof LC_RULES_OF_POLICY - 1) == 0;
}

/* Set aside one by one, whatever the groups are. */
static bool set_aside(const struct ctr_finding *f)
{
    return f->judged && (f->judged->waiver || f->judged->unused);
}

bool lc_finding_counts(const struct ctr_diff *d, const struct ctr_finding *f)
{
    if (!d->judgement) {
        return true;
    }
    return !set_aside(f) && (!d->judgement->line[CTR_SIDE_NEW] || lc_finding_of_policy(f));
}

ctr_mode lc_mode_step(ctr_mode mode)
{
    switch (mode) {
    case CTR_MODE_FORWARD:
    case CTR_MODE_FORWARD_TRANSITIVE:
        return CTR_MODE_FORWARD;
    case CTR_MODE_FULL:
    case CTR_MODE_FULL_TRANSITIVE:
        return CTR_MODE_FULL;
    case CTR_MODE_DEFAULT:
    case CTR_MODE_BACKWARD:
    case CTR_MODE_NONE:
    case CTR_MODE_BACKWARD_TRANSITIVE:
    case CTR_MODE_FORCE_INT32:
        break;
    }
    return CTR_MODE_BACKWARD;
}

bool lc_mode_is_transitive(ctr_mode mode)
{
    return mode == CTR_MODE_BACKWARD_TRANSITIVE || mode == CTR_MODE_FORWARD_TRANSITIVE ||
           mode == CTR_MODE_FULL_TRANSITIVE;
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
        const struct ctr_finding *f = &d->findings[i];
        if (f->rule != known && !editorial(f) && !(d->judgement && lc_finding_of_policy(f))) {
            return false;
        }
        known = f->rule;
    }
    return true;
}

/* What of a comparison asks for a bump: without a policy that is what its counts say. A group that
 * is left does not make its changes smaller, and what a policy says of itself changes nothing. */
struct weight {
    struct lc_counts counts;
    bool aside;
    bool any;
};

static void weigh_one(const struct ctr_finding *f, struct weight *w)
{
    if (lc_finding_of_policy(f)) {
        return;
    }
    w->any = true;
    w->aside = w->aside || (set_aside(f) && f->level != CTR_LEVEL_INFO);
    if (!set_aside(f)) {
        w->counts.breaking += f->level == CTR_LEVEL_BREAKING;
        w->counts.undecided += f->level == CTR_LEVEL_UNDECIDED;
        w->counts.warning += f->level == CTR_LEVEL_WARNING;
    }
}

static struct weight weigh(const struct ctr_diff *d)
{
    struct weight w = {.counts = d->counts, .any = d->count > 0};

    if (d->judgement) {
        w = (struct weight){.any = false};
        for (size_t i = 0; i < d->count; i++) {
            weigh_one(&d->findings[i], &w);
        }
    }
    return w;
}

static ctr_bump_reason reason_of(const struct ctr_diff *d, const struct weight *w)
{
    return w->counts.breaking    ? CTR_BUMP_REASON_BREAKING
           : w->counts.undecided ? CTR_BUMP_REASON_UNDECIDED
           : w->counts.warning   ? CTR_BUMP_REASON_WARNING
           : w->aside            ? CTR_BUMP_REASON_SET_ASIDE
           : !w->any             ? CTR_BUMP_REASON_IDENTICAL
           : all_editorial(d)    ? CTR_BUMP_REASON_EDITORIAL
                                 : CTR_BUMP_REASON_ADDITION;
}

ctr_bump_reason lc_bump_reason_of(const struct ctr_diff *d)
{
    const struct weight w = weigh(d);
    return reason_of(d, &w);
}

static ctr_bump risk(const struct ctr_diff *d)
{
    int32_t rule = d->judgement ? d->judgement->semver.risk : CTR_RISK_PROFILE;
    bool major =
        rule == CTR_RISK_MAJOR || (rule != CTR_RISK_MINOR && d->profile == CTR_PROFILE_STRICT);
    return major ? CTR_BUMP_MAJOR : CTR_BUMP_MINOR;
}

ctr_bump lc_bump_of(const struct ctr_diff *d)
{
    switch (lc_bump_reason_of(d)) {
    case CTR_BUMP_REASON_BREAKING:
        return CTR_BUMP_MAJOR;
    case CTR_BUMP_REASON_UNDECIDED:
    case CTR_BUMP_REASON_WARNING:
        return risk(d);
    case CTR_BUMP_REASON_IDENTICAL:
        return CTR_BUMP_NONE;
    case CTR_BUMP_REASON_EDITORIAL:
        return CTR_BUMP_PATCH;
    case CTR_BUMP_REASON_SET_ASIDE:
    case CTR_BUMP_REASON_ADDITION:
    case CTR_BUMP_REASON_FORCE_INT32:
        break;
    }
    return CTR_BUMP_MINOR;
}

ctr_status lc_spec_propose(struct lc_ctx *ctx, const struct ctr_diff *d, const char *base,
                           const char **out)
{
    struct lc_semver v;
    ctr_bump bump = lc_spec_bump(d, base);
    bool next = d->judgement && d->judgement->semver.prerelease == CTR_PRERELEASE_NEXT;

    if (next && bump != CTR_BUMP_NONE && lc_semver_parse(lc_str(base), &v) && v.pre.len) {
        *out = lc_semver_next_pre(ctx, lc_str(base));
    } else {
        *out = lc_semver_next(ctx, lc_str(base), bump);
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_bump lc_spec_bump(const struct ctr_diff *d, const char *base)
{
    struct lc_semver v;
    ctr_bump bump = lc_bump_of(d);
    int32_t zero = d->judgement ? d->judgement->semver.zero : CTR_ZERO_SHIFT;
    if (!base || !lc_semver_parse(lc_str(base), &v) || v.major != 0 || zero == CTR_ZERO_SAME) {
        return bump;
    }
    if (zero == CTR_ZERO_FREE) {
        return bump == CTR_BUMP_NONE ? bump : CTR_BUMP_PATCH;
    }
    if (bump == CTR_BUMP_MAJOR) {
        return CTR_BUMP_MINOR;
    }
    return bump == CTR_BUMP_MINOR && lc_bump_reason_of(d) == CTR_BUMP_REASON_ADDITION
               ? CTR_BUMP_PATCH
               : bump;
}
