/* Words and shapes of the engine's results: one table serves JSON, text, storage and bindings. */
#include "spec/rules/advice.h"

const struct lc_word lc_words_format[] = {{CTR_FORMAT_AUTO, "auto"},
#define LC_FORMAT(name, row, word) {CTR_FORMAT_##name, word},
#include "spec/formats.def"
#undef LC_FORMAT
                                          {0, NULL}};

const struct lc_word lc_words_mode[] = {{CTR_MODE_DEFAULT, "default"},
                                        {CTR_MODE_BACKWARD, "backward"},
                                        {CTR_MODE_FORWARD, "forward"},
                                        {CTR_MODE_FULL, "full"},
                                        {CTR_MODE_NONE, "none"},
                                        {CTR_MODE_BACKWARD_TRANSITIVE, "backward-transitive"},
                                        {CTR_MODE_FORWARD_TRANSITIVE, "forward-transitive"},
                                        {CTR_MODE_FULL_TRANSITIVE, "full-transitive"},
                                        {0, NULL}};

const struct lc_word lc_words_profile[] = {{CTR_PROFILE_DEFAULT, "default"},
                                           {CTR_PROFILE_STRICT, "strict"},
                                           {CTR_PROFILE_TOLERANT, "tolerant"},
                                           {CTR_PROFILE_CONFLUENT, "confluent"},
                                           {CTR_PROFILE_FILE, "file"},
                                           {CTR_PROFILE_PACKAGE, "package"},
                                           {CTR_PROFILE_WIRE_JSON, "wire-json"},
                                           {CTR_PROFILE_WIRE, "wire"},
                                           {0, NULL}};

const struct lc_word lc_words_level[] = {{CTR_LEVEL_BREAKING, "breaking"},
                                         {CTR_LEVEL_UNDECIDED, "undecided"},
                                         {CTR_LEVEL_WARNING, "warning"},
                                         {CTR_LEVEL_INFO, "info"},
                                         {0, NULL}};

const struct lc_word lc_words_direction[] = {{CTR_DIRECTION_BACKWARD, "backward"},
                                             {CTR_DIRECTION_FORWARD, "forward"},
                                             {CTR_DIRECTION_BOTH, "both"},
                                             {CTR_DIRECTION_NEITHER, "neither"},
                                             {0, NULL}};

const struct lc_word lc_words_verdict[] = {{CTR_VERDICT_COMPATIBLE, "compatible"},
                                           {CTR_VERDICT_INCOMPATIBLE, "incompatible"},
                                           {CTR_VERDICT_UNDECIDED, "undecided"},
                                           {0, NULL}};

const struct lc_word lc_words_bump[] = {{CTR_BUMP_NONE, "none"},
                                        {CTR_BUMP_PATCH, "patch"},
                                        {CTR_BUMP_MINOR, "minor"},
                                        {CTR_BUMP_MAJOR, "major"},
                                        {0, NULL}};

const struct lc_word lc_words_bump_reason[] = {
    {CTR_BUMP_REASON_IDENTICAL, "identical"}, {CTR_BUMP_REASON_EDITORIAL, "editorial"},
    {CTR_BUMP_REASON_ADDITION, "addition"},   {CTR_BUMP_REASON_WARNING, "warning"},
    {CTR_BUMP_REASON_UNDECIDED, "undecided"}, {CTR_BUMP_REASON_BREAKING, "breaking"},
    {CTR_BUMP_REASON_SET_ASIDE, "set-aside"}, {0, NULL}};

static const struct lc_field excerpt_fields[] = {
    LC_FIELD_OF(lc_excerpt, NULL, LC_KIND_STR, before),
    LC_FIELD_OF(lc_excerpt, NULL, LC_KIND_STR, line),
    LC_FIELD_OF(lc_excerpt, NULL, LC_KIND_STR, after),
    LC_FIELD_OF(lc_excerpt, NULL, LC_KIND_INT, caret),
};
const struct lc_shape lc_shape_excerpt = LC_SHAPE(lc_excerpt, excerpt_fields);

static const struct lc_field place_fields[] = {
    LC_FIELD_OF(lc_place, "file", LC_KIND_STR, file),
    LC_FIELD_OF(lc_place, "pointer", LC_KIND_STR, pointer),
    LC_FIELD_OF(lc_place, "line", LC_KIND_INT, line),
    LC_FIELD_OF(lc_place, "column", LC_KIND_INT, column),
    LC_FIELD_NEST(lc_place, NULL, LC_KIND_REF, excerpt, &lc_shape_excerpt),
};
const struct lc_shape lc_shape_place = LC_SHAPE(lc_place, place_fields);

static const struct lc_field judged_fields[] = {
    LC_FIELD_WORD(lc_judged, "level_before", level_before, lc_words_level),
    LC_FIELD_OF(lc_judged, "unused", LC_KIND_BOOL, unused),
    LC_FIELD_NEST(lc_judged, "waiver", LC_KIND_REF, waiver, &lc_shape_waiver),
};
static const struct lc_shape shape_judged = LC_SHAPE(lc_judged, judged_fields);

static const char *advice_of(const void *body)
{
    return lc_finding_advice(body);
}

static const struct lc_field finding_fields[] = {
    LC_FIELD_OF(ctr_finding, "rule", LC_KIND_STR, rule),
    LC_FIELD_WORD(ctr_finding, "level", level, lc_words_level),
    LC_FIELD_WORD(ctr_finding, "direction", direction, lc_words_direction),
    LC_FIELD_OF(ctr_finding, "part", LC_KIND_STR, part),
    LC_FIELD_OF(ctr_finding, "message", LC_KIND_STR, message),
    LC_FIELD_TOLD(ctr_finding, "advice", advice_of),
    LC_FIELD_OF(ctr_finding, "fingerprint", LC_KIND_STR, fingerprint),
    LC_FIELD_NEST(ctr_finding, "old", LC_KIND_REF, place[CTR_SIDE_OLD], &lc_shape_place),
    LC_FIELD_NEST(ctr_finding, "new", LC_KIND_REF, place[CTR_SIDE_NEW], &lc_shape_place),
    LC_FIELD_OF(ctr_finding, "witness", LC_KIND_VALUE, witness),
    LC_FIELD_OF(ctr_finding, "accepted_by", LC_KIND_STR, accepted_by),
    LC_FIELD_NEST(ctr_finding, "policy", LC_KIND_NOTE, judged, &shape_judged),
};
const struct lc_shape lc_shape_finding = LC_SHAPE(ctr_finding, finding_fields);

static const struct lc_field count_fields[] = {
    LC_FIELD_OF(lc_counts, "breaking", LC_KIND_INT, breaking),
    LC_FIELD_OF(lc_counts, "warning", LC_KIND_INT, warning),
    LC_FIELD_OF(lc_counts, "info", LC_KIND_INT, info),
    LC_FIELD_OF(lc_counts, "undecided", LC_KIND_INT, undecided),
};
static const struct lc_shape shape_counts = LC_SHAPE(lc_counts, count_fields);

static const struct lc_field grace_fields[] = {
    LC_FIELD_OF(lc_grace, "stable", LC_KIND_ORDINAL, stable),
    LC_FIELD_OF(lc_grace, "beta", LC_KIND_ORDINAL, beta),
};
const struct lc_shape lc_shape_grace = LC_SHAPE(lc_grace, grace_fields);

static const struct lc_field judgement_fields[] = {
    LC_FIELD_OF(lc_judgement, "id", LC_KIND_STR, id),
    LC_FIELD_OF(lc_judgement, "sha256", LC_KIND_STR, sha256),
    LC_FIELD_OF(lc_judgement, "set_aside", LC_KIND_INT, set_aside),
    LC_FIELD_OF(lc_judgement, "waived", LC_KIND_INT, waived),
    LC_FIELD_OF(lc_judgement, "unused", LC_KIND_INT, unused),
    LC_FIELD_OF(lc_judgement, "old_group", LC_KIND_STR, line[CTR_SIDE_OLD]),
    LC_FIELD_OF(lc_judgement, "new_group", LC_KIND_STR, line[CTR_SIDE_NEW]),
    LC_FIELD_NEST(lc_judgement, "semver", LC_KIND_OBJECT, semver, &lc_shape_policy_semver),
};
static const struct lc_shape shape_judgement = LC_SHAPE(lc_judgement, judgement_fields);

static const struct lc_field diff_fields[] = {
    LC_FIELD_WORD(ctr_diff, "format", format, lc_words_format),
    LC_FIELD_WORD(ctr_diff, "mode", mode, lc_words_mode),
    LC_FIELD_WORD(ctr_diff, "profile", profile, lc_words_profile),
    LC_FIELD_WORD(ctr_diff, "verdict", verdict, lc_words_verdict),
    LC_FIELD_OF(ctr_diff, "compatible", LC_KIND_BOOL, compatible),
    LC_FIELD_WORD(ctr_diff, "bump", bump, lc_words_bump),
    LC_FIELD_WORD(ctr_diff, "bump_reason", bump_reason, lc_words_bump_reason),
    LC_FIELD_NEST(ctr_diff, "counts", LC_KIND_OBJECT, counts, &shape_counts),
    LC_FIELD_NEST(ctr_diff, "grace_days", LC_KIND_NOTE, grace, &lc_shape_grace),
    LC_FIELD_NEST(ctr_diff, "policy", LC_KIND_NOTE, judgement, &shape_judgement),
    LC_FIELD_LIST(ctr_diff, "findings", findings, count, &lc_shape_finding),
    LC_FIELD_OF(ctr_diff, NULL, LC_KIND_STR, file[CTR_SIDE_OLD]),
    LC_FIELD_OF(ctr_diff, NULL, LC_KIND_STR, file[CTR_SIDE_NEW]),
    LC_FIELD_OF(ctr_diff, NULL, LC_KIND_INT, engine),
};
const struct lc_shape lc_shape_diff = LC_SHAPE(ctr_diff, diff_fields);

static const struct lc_field outline_fields[] = {
    LC_FIELD_WORD(ctr_outline, "format", format, lc_words_format),
    LC_FIELD_OF(ctr_outline, "dialect", LC_KIND_STR, dialect),
    LC_FIELD_STRS(ctr_outline, "files", files, file_count),
    LC_FIELD_STRS(ctr_outline, "parts", parts, count),
};
const struct lc_shape lc_shape_outline = LC_SHAPE(ctr_outline, outline_fields);

/* format 0 (shared by formats) is null in JSON. */
static const struct lc_field rule_fields[] = {
    LC_FIELD_OF(ctr_rule, "id", LC_KIND_STR, id),
    LC_FIELD_WORD(ctr_rule, "format", format, lc_words_format),
    LC_FIELD_WORD(ctr_rule, "level", level, lc_words_level),
    LC_FIELD_WORD(ctr_rule, "direction", direction, lc_words_direction),
    LC_FIELD_OF(ctr_rule, "text", LC_KIND_STR, text),
    LC_FIELD_OF(ctr_rule, "advice_backward", LC_KIND_STR, advice_backward),
    LC_FIELD_OF(ctr_rule, "advice_forward", LC_KIND_STR, advice_forward),
    LC_FIELD_STRS(ctr_rule, "oasdiff", oasdiff, oasdiff_count),
};
const struct lc_shape lc_shape_rule = LC_SHAPE(ctr_rule, rule_fields);

static const struct lc_field rules_fields[] = {
    LC_FIELD_LIST(ctr_rules, "rules", rows, count, &lc_shape_rule),
};
const struct lc_shape lc_shape_rules = LC_SHAPE(ctr_rules, rules_fields);
