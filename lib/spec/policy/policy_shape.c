/* The words and shapes of policies. */
#include "spec/policy/policy.h"

const struct lc_word lc_words_zero_rule[] = {
    {CTR_ZERO_SHIFT, "shift"}, {CTR_ZERO_SAME, "same"}, {CTR_ZERO_FREE, "free"}, {0, NULL}};
const struct lc_word lc_words_prerelease_rule[] = {
    {CTR_PRERELEASE_RELEASE, "release"}, {CTR_PRERELEASE_NEXT, "next"}, {0, NULL}};
const struct lc_word lc_words_label_rule[] = {
    {CTR_LABEL_KEEP, "keep"}, {CTR_LABEL_REFUSE, "refuse"}, {0, NULL}};
const struct lc_word lc_words_risk_rule[] = {
    {CTR_RISK_PROFILE, "profile"}, {CTR_RISK_MAJOR, "major"}, {CTR_RISK_MINOR, "minor"}, {0, NULL}};
const struct lc_word lc_words_line_rule[] = {
    {CTR_LINE_NONE, "none"}, {CTR_LINE_MAJOR, "major"}, {CTR_LINE_DOCUMENT, "document"}, {0, NULL}};
const struct lc_word lc_words_waiver_state[] = {{CTR_WAIVER_ACTIVE, "active"},
                                                {CTR_WAIVER_EXPIRED, "expired"},
                                                {CTR_WAIVER_PENDING, "pending"},
                                                {CTR_WAIVER_TOO_LONG, "too-long"},
                                                {0, NULL}};

static const struct lc_field level_fields[] = {
    LC_FIELD_OF(lc_policy_level, "rule", LC_KIND_STR, rule),
    LC_FIELD_WORD(lc_policy_level, "format", format, lc_words_format),
    LC_FIELD_WORD(lc_policy_level, "direction", direction, lc_words_direction),
    LC_FIELD_WORD(lc_policy_level, "level", level, lc_words_level),
};
static const struct lc_shape shape_level = LC_SHAPE(lc_policy_level, level_fields);

static const struct lc_field waiver_fields[] = {
    LC_FIELD_OF(ctr_waiver, "fingerprint", LC_KIND_STR, fingerprint),
    LC_FIELD_OF(ctr_waiver, "rule", LC_KIND_STR, rule),
    LC_FIELD_OF(ctr_waiver, "part", LC_KIND_STR, part),
    LC_FIELD_OF(ctr_waiver, "reason", LC_KIND_STR, reason),
    LC_FIELD_OF(ctr_waiver, "owner", LC_KIND_STR, owner),
    LC_FIELD_OF(ctr_waiver, "since", LC_KIND_STR, since),
    LC_FIELD_OF(ctr_waiver, "expires", LC_KIND_STR, expires),
    LC_FIELD_OF(ctr_waiver, NULL, LC_KIND_STR, file),
    LC_FIELD_OF(ctr_waiver, NULL, LC_KIND_INT, line),
    LC_FIELD_OF(ctr_waiver, NULL, LC_KIND_INT, column),
    LC_FIELD_OF(ctr_waiver, NULL, LC_KIND_INT, longest),
};
const struct lc_shape lc_shape_waiver = LC_SHAPE(ctr_waiver, waiver_fields);

static const struct lc_field semver_fields[] = {
    LC_FIELD_WORD(lc_policy_semver, "zero", zero, lc_words_zero_rule),
    LC_FIELD_WORD(lc_policy_semver, "prerelease", prerelease, lc_words_prerelease_rule),
    LC_FIELD_WORD(lc_policy_semver, "labels", labels, lc_words_label_rule),
    LC_FIELD_WORD(lc_policy_semver, "risk", risk, lc_words_risk_rule),
};
const struct lc_shape lc_shape_policy_semver = LC_SHAPE(lc_policy_semver, semver_fields);

static const struct lc_field lines_fields[] = {
    LC_FIELD_WORD(lc_policy_lines, "by", by, lc_words_line_rule),
    LC_FIELD_OF(lc_policy_lines, "pointer", LC_KIND_STR, pointer),
};
static const struct lc_shape shape_lines = LC_SHAPE(lc_policy_lines, lines_fields);

static const struct lc_field terms_fields[] = {
    LC_FIELD_OF(lc_policy_terms, "id", LC_KIND_STR, id),
    LC_FIELD_LIST(lc_policy_terms, "levels", levels, level_count, &shape_level),
    LC_FIELD_OF(lc_policy_terms, "ignore_unused", LC_KIND_JSON, ignore_unused),
    LC_FIELD_OF(lc_policy_terms, "max_waiver_days", LC_KIND_ORDINAL, max_waiver_days),
    LC_FIELD_NEST(lc_policy_terms, "grace_days", LC_KIND_NOTE, grace, &lc_shape_grace),
    LC_FIELD_LIST(lc_policy_terms, "waivers", waivers, waiver_count, &lc_shape_waiver),
    LC_FIELD_NEST(lc_policy_terms, "semver", LC_KIND_OBJECT, semver, &lc_shape_policy_semver),
    LC_FIELD_NEST(lc_policy_terms, "groups", LC_KIND_OBJECT, lines, &shape_lines),
};
const struct lc_shape lc_shape_policy_terms = LC_SHAPE(lc_policy_terms, terms_fields);

static const struct lc_field policy_fields[] = {
    LC_FIELD_OF(ctr_policy, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_policy, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_policy, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_policy, "revision", LC_KIND_ORDINAL, revision),
    LC_FIELD_OF(ctr_policy, "set_at", LC_KIND_TIME, set_us),
    LC_FIELD_OF(ctr_policy, "set_by", LC_KIND_STR, set_by),
    LC_FIELD_OF(ctr_policy, "reason", LC_KIND_STR, reason),
    LC_FIELD_OF(ctr_policy, "sha256", LC_KIND_STR, sha256),
    LC_FIELD_NEST(ctr_policy, "policy", LC_KIND_OBJECT, terms, &lc_shape_policy_terms),
    LC_FIELD_OF(ctr_policy, "used_known", LC_KIND_BOOL, used_known),
    LC_FIELD_STRS(ctr_policy, "used", used, used_count),
};
const struct lc_shape lc_shape_policy = LC_SHAPE(ctr_policy, policy_fields);
