/* Getters of comparisons, outlines and rules. */
#include "api/getter.h"
#include "spec/rules/advice.h"

LC_WORDS(format)
LC_WORDS(mode)
LC_WORDS(profile)
LC_WORDS(level)
LC_WORDS(direction)
LC_WORDS(verdict)
LC_WORDS(bump)
LC_WORDS(bump_reason)
LC_PARSE(format)
LC_PARSE(mode)
LC_PARSE(profile)
LC_PARSE(bump_reason)

LC_GET_ENUM(diff, ctr_format, format, format)
LC_GET_ENUM(diff, ctr_mode, mode, mode)
LC_GET_ENUM(diff, ctr_profile, profile, profile)
LC_GET_ENUM(diff, ctr_verdict, verdict, verdict)
LC_GET_ENUM(diff, ctr_bump, bump, bump)
LC_GET_ENUM(diff, ctr_bump_reason, bump_reason, bump_reason)
LC_GET_SIZE(diff, count, count)
LC_GET_AT(diff, ctr_finding, at, findings, count)

size_t ctr_diff_count_level(const ctr_diff *diff, ctr_level level)
{
    const struct lc_counts none = {0};
    const struct lc_counts *counts = diff ? &diff->counts : &none;
    switch (level) {
    case CTR_LEVEL_BREAKING:
        return (size_t)counts->breaking;
    case CTR_LEVEL_UNDECIDED:
        return (size_t)counts->undecided;
    case CTR_LEVEL_WARNING:
        return (size_t)counts->warning;
    case CTR_LEVEL_INFO:
        return (size_t)counts->info;
    case CTR_LEVEL_FORCE_INT32:
        break;
    }
    return 0;
}

LC_FREE(diff)

LC_GET_STR(finding, rule, rule)
LC_GET_ENUM(finding, ctr_level, level, level)
LC_GET_ENUM(finding, ctr_direction, direction, direction)
LC_GET_STR(finding, part, part)
LC_GET_STR(finding, message, message)

const char *ctr_finding_advice(const ctr_finding *finding)
{
    return finding ? lc_finding_advice(finding) : NULL;
}

LC_GET_STR(finding, fingerprint, fingerprint)
LC_GET_STR(finding, witness, witness)
LC_GET_STR(finding, accepted_by, accepted_by)

static const struct lc_place *place_of(const ctr_finding *finding, ctr_side side)
{
    return finding && (side == CTR_SIDE_OLD || side == CTR_SIDE_NEW) ? finding->place[side] : NULL;
}

const char *ctr_finding_file(const ctr_finding *finding, ctr_side side)
{
    const struct lc_place *p = place_of(finding, side);
    return p ? p->file : NULL;
}

const char *ctr_finding_pointer(const ctr_finding *finding, ctr_side side)
{
    const struct lc_place *p = place_of(finding, side);
    return p ? p->pointer : NULL;
}

int64_t ctr_finding_line(const ctr_finding *finding, ctr_side side)
{
    const struct lc_place *p = place_of(finding, side);
    return p ? p->line : 0;
}

int64_t ctr_finding_column(const ctr_finding *finding, ctr_side side)
{
    const struct lc_place *p = place_of(finding, side);
    return p ? p->column : 0;
}

LC_GET_ENUM(outline, ctr_format, format, format)
LC_GET_STR(outline, dialect, dialect)
LC_GET_SIZE(outline, files, file_count)
LC_GET_STR_AT(outline, file, files, file_count, )
LC_GET_SIZE(outline, count, count)
LC_GET_STR_AT(outline, part, parts, count, )
LC_FREE(outline)

LC_GET_SIZE(rules, count, count)
LC_GET_AT(rules, ctr_rule, at, rows, count)
LC_FREE(rules)

LC_GET_STR(rule, id, id)
LC_GET_ENUM(rule, ctr_format, format, format)
LC_GET_ENUM(rule, ctr_level, level, level)
LC_GET_ENUM(rule, ctr_direction, direction, direction)
LC_GET_STR(rule, text, text)

const char *ctr_rule_advice(const ctr_rule *rule, ctr_direction direction)
{
    return !rule                                ? NULL
           : direction == CTR_DIRECTION_FORWARD ? rule->advice_forward
                                                : rule->advice_backward;
}

LC_GET_STR_AT(rule, oasdiff, oasdiff, oasdiff_count, )
