/* Getters of policies and waivers, and of what they made of a comparison. */
#include "api/getter.h"
#include "flow/judge.h"

LC_WORDS(zero_rule)
LC_WORDS(prerelease_rule)
LC_WORDS(label_rule)
LC_WORDS(risk_rule)
LC_WORDS(line_rule)
LC_WORDS(waiver_state)
LC_PARSE(zero_rule)
LC_PARSE(prerelease_rule)
LC_PARSE(label_rule)
LC_PARSE(risk_rule)
LC_PARSE(line_rule)
LC_PARSE(waiver_state)

LC_GET_STR(policy, id, terms.id)
LC_GET_STR(policy, sha256, sha256)
LC_GET_INT(policy, max_waiver_days, terms.max_waiver_days)
LC_GET_STR(policy, line_pointer, terms.lines.pointer)
LC_GET_SIZE(policy, levels, terms.level_count)
LC_GET_STR_AT(policy, rule, terms.levels, terms.level_count, .rule)
LC_GET_SIZE(policy, waivers, terms.waiver_count)

#define GRACE(type, name, kept, member)                                                            \
    int64_t ctr_##type##_##name(const ctr_##type *of)                                              \
    {                                                                                              \
        return of && of->kept ? of->kept->member : 0;                                              \
    }
GRACE(policy, grace_days, terms.grace, stable)
GRACE(policy, grace_days_beta, terms.grace, beta)
GRACE(diff, grace_days, grace, stable)
GRACE(diff, grace_days_beta, grace, beta)

int ctr_policy_ignore_unused(const ctr_policy *policy)
{
    return policy && lc_policy_ignores_unused(&policy->terms);
}

/* What is not said holds by default. */
#define RULE_OR(type, name, member, otherwise)                                                     \
    type ctr_policy_##name(const ctr_policy *policy)                                               \
    {                                                                                              \
        return policy && policy->terms.member ? (type)policy->terms.member : (otherwise);          \
    }
RULE_OR(ctr_zero_rule, zero, semver.zero, CTR_ZERO_SHIFT)
RULE_OR(ctr_prerelease_rule, prerelease, semver.prerelease, CTR_PRERELEASE_RELEASE)
RULE_OR(ctr_label_rule, labels, semver.labels, CTR_LABEL_KEEP)
RULE_OR(ctr_risk_rule, risk, semver.risk, CTR_RISK_PROFILE)
RULE_OR(ctr_line_rule, lines, lines.by, CTR_LINE_NONE)

static const struct lc_policy_level *entry(const ctr_policy *policy, size_t index)
{
    return policy && index < policy->terms.level_count ? &policy->terms.levels[index] : NULL;
}

ctr_format ctr_policy_format(const ctr_policy *policy, size_t index)
{
    const struct lc_policy_level *e = entry(policy, index);
    return e ? (ctr_format)e->format : CTR_FORMAT_AUTO;
}

ctr_direction ctr_policy_direction(const ctr_policy *policy, size_t index)
{
    const struct lc_policy_level *e = entry(policy, index);
    return e ? (ctr_direction)e->direction : (ctr_direction)0;
}

ctr_level ctr_policy_level(const ctr_policy *policy, size_t index)
{
    const struct lc_policy_level *e = entry(policy, index);
    return e ? (ctr_level)e->level : (ctr_level)0;
}

const ctr_waiver *ctr_policy_waiver(const ctr_policy *policy, size_t index)
{
    return policy && index < policy->terms.waiver_count ? &policy->terms.waivers[index] : NULL;
}

LC_GET_STR(policy, team, team)
LC_GET_STR(policy, contract, contract)
LC_GET_INT(policy, revision, revision)
LC_GET_INT(policy, set_at, set_us)
LC_GET_STR(policy, set_by, set_by)
LC_GET_STR(policy, reason, reason)
LC_GET_FLAG(policy, dry_run, dry_run)
LC_GET_FLAG(policy, used_known, used_known)
LC_GET_SIZE(policy, used, used_count)
LC_GET_STR_AT(policy, used_part, used, used_count, )

LC_FREE(policy)

LC_GET_SIZE(waiver_list, count, count)

ctr_waiver_state ctr_waiver_list_state(const ctr_waiver_list *list, size_t index)
{
    return list && index < list->count ? (ctr_waiver_state)list->items[index].state
                                       : (ctr_waiver_state)0;
}

LC_GET_STR_AT(waiver_list, of, items, count, .of)

const ctr_waiver *ctr_waiver_list_waiver(const ctr_waiver_list *list, size_t index)
{
    return list && index < list->count ? &list->items[index].waiver : NULL;
}

LC_FREE(waiver_list)

LC_GET_STR(waiver, fingerprint, fingerprint)
LC_GET_STR(waiver, rule, rule)
LC_GET_STR(waiver, part, part)
LC_GET_STR(waiver, reason, reason)
LC_GET_STR(waiver, owner, owner)

int64_t ctr_waiver_since(const ctr_waiver *waiver)
{
    return waiver ? lc_waiver_since(waiver) : 0;
}

int64_t ctr_waiver_expires(const ctr_waiver *waiver)
{
    return waiver ? lc_waiver_expires(waiver) : 0;
}

ctr_waiver_state ctr_waiver_state_at(const ctr_waiver *waiver, int64_t at_us)
{
    return waiver ? lc_waiver_state_at(waiver, at_us) : (ctr_waiver_state)0;
}

/* ---- of comparisons */

ctr_level ctr_finding_level_before(const ctr_finding *finding)
{
    return finding && finding->judged ? (ctr_level)finding->judged->level_before : (ctr_level)0;
}

int ctr_finding_unused(const ctr_finding *finding)
{
    return finding && finding->judged ? finding->judged->unused : 0;
}

const ctr_waiver *ctr_finding_waiver(const ctr_finding *finding)
{
    return finding && finding->judged ? finding->judged->waiver : NULL;
}

const char *ctr_diff_policy_sha256(const ctr_diff *diff)
{
    return diff && diff->judgement ? diff->judgement->sha256 : NULL;
}

size_t ctr_diff_set_aside(const ctr_diff *diff)
{
    return diff && diff->judgement ? (size_t)diff->judgement->set_aside : 0;
}

const char *ctr_diff_group(const ctr_diff *diff, ctr_side side)
{
    bool known = side == CTR_SIDE_OLD || side == CTR_SIDE_NEW;
    return known && diff && diff->judgement ? diff->judgement->line[side] : NULL;
}

size_t ctr_diff_waived(const ctr_diff *diff)
{
    return diff && diff->judgement ? (size_t)diff->judgement->waived : 0;
}

size_t ctr_diff_unused(const ctr_diff *diff)
{
    return diff && diff->judgement ? (size_t)diff->judgement->unused : 0;
}
