/* Shapes and words of what runs where. */
#include "domain/run/run.h"

const struct lc_word lc_words_run_kind[] = {
    {CTR_RUN_DEPLOYED, "deployed"},
    {CTR_RUN_RELEASED, "released"},
    {0, NULL},
};

static const struct lc_field build_fields[] = {
    LC_FIELD_OF(ctr_build, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_build, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_build, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_build, "consumer", LC_KIND_STR, consumer),
    LC_FIELD_OF(ctr_build, "label", LC_KIND_STR, label),
    LC_FIELD_OF(ctr_build, "against", LC_KIND_STR, against),
    LC_FIELD_OF(ctr_build, "range", LC_KIND_STR, range),
    LC_FIELD_STRS(ctr_build, "parts", parts, part_count),
    LC_FIELD_OF(ctr_build, "recorded_at", LC_KIND_TIME, recorded_us),
    LC_FIELD_OF(ctr_build, "recorded_by", LC_KIND_STR, recorded_by),
    LC_FIELD_OF(ctr_build, "reason", LC_KIND_STR, reason),
    LC_FIELD_OF(ctr_build, NULL, LC_KIND_STR, next),
};
const struct lc_shape lc_shape_build = LC_SHAPE(ctr_build, build_fields);

static const struct lc_field build_list_fields[] = {
    LC_FIELD_LIST(ctr_build_list, "builds", items, count, &lc_shape_build),
    LC_FIELD_OF(ctr_build_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_build_list = LC_SHAPE(ctr_build_list, build_list_fields);

static const struct lc_field run_fields[] = {
    LC_FIELD_OF(ctr_run, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_run, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_run, "environment", LC_KIND_STR, environment),
    LC_FIELD_WORD(ctr_run, "kind", kind, lc_words_run_kind),
    LC_FIELD_OF(ctr_run, "instance", LC_KIND_STR, instance),
    LC_FIELD_OF(ctr_run, "version", LC_KIND_STR, version),
    LC_FIELD_OF(ctr_run, "consumer", LC_KIND_STR, consumer),
    LC_FIELD_OF(ctr_run, "build", LC_KIND_STR, build),
    LC_FIELD_OF(ctr_run, "since", LC_KIND_TIME, since_us),
    LC_FIELD_OF(ctr_run, "since_by", LC_KIND_STR, since_by),
    LC_FIELD_OF(ctr_run, "reason", LC_KIND_STR, reason),
    LC_FIELD_OF(ctr_run, "until", LC_KIND_TIME, until_us),
    LC_FIELD_OF(ctr_run, "until_by", LC_KIND_STR, until_by),
    LC_FIELD_OF(ctr_run, "until_reason", LC_KIND_STR, until_reason),
    LC_FIELD_OF(ctr_run, NULL, LC_KIND_STR, next),
};
const struct lc_shape lc_shape_run = LC_SHAPE(ctr_run, run_fields);

static const struct lc_field run_list_fields[] = {
    LC_FIELD_OF(ctr_run_list, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_LIST(ctr_run_list, "runs", items, count, &lc_shape_run),
    LC_FIELD_STRS(ctr_run_list, "remarks", remarks, remark_count),
    LC_FIELD_OF(ctr_run_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_run_list = LC_SHAPE(ctr_run_list, run_list_fields);

static const struct lc_field environment_fields[] = {
    LC_FIELD_OF(lc_environment, "name", LC_KIND_STR, name),
    LC_FIELD_OF(lc_environment, "versions", LC_KIND_INT, versions),
    LC_FIELD_OF(lc_environment, "builds", LC_KIND_INT, builds),
    LC_FIELD_OF(lc_environment, "created_at", LC_KIND_TIME, created_us),
    LC_FIELD_OF(lc_environment, "created_by", LC_KIND_STR, created_by),
};
static const struct lc_shape shape_environment = LC_SHAPE(lc_environment, environment_fields);

static const struct lc_field page_fields[] = {
    LC_FIELD_LIST(ctr_environment_list, "environments", items, count, &shape_environment),
    LC_FIELD_OF(ctr_environment_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_environment_list = LC_SHAPE(ctr_environment_list, page_fields);
