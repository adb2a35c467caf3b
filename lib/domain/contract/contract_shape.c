/* What a version looks like from outside. */
#include "domain/contract/contract.h"

const struct lc_word lc_words_type[] = {
    {CTR_TYPE_REST_API, "rest-api"},
    {CTR_TYPE_MESSAGE_QUEUE, "message-queue"},
    {CTR_TYPE_DATABASE_SCHEMA, "database-schema"},
    {CTR_TYPE_PHASE_TRANSITION, "phase-transition"},
    {CTR_TYPE_DATA_FORMAT, "data-format"},
    {CTR_TYPE_EVENT, "event"},
    {CTR_TYPE_MASTER, "master"},
    {CTR_TYPE_SOW, "sow"},
    {0, NULL},
};

const struct lc_word lc_words_state[] = {
    {CTR_STATE_DRAFT, "draft"},
    {CTR_STATE_ACTIVE, "active"},
    {CTR_STATE_DEPRECATED, "deprecated"},
    {CTR_STATE_RETIRED, "retired"},
    {0, NULL},
};

static const struct lc_field version_fields[] = {
    LC_FIELD_OF(ctr_version, NULL, LC_KIND_STR, key),
    LC_FIELD_OF(ctr_version, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_version, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_version, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_version, "label", LC_KIND_STR, label),
    LC_FIELD_WORD(ctr_version, "state", state, lc_words_state),
    LC_FIELD_WORD(ctr_version, "type", type, lc_words_type),
    LC_FIELD_WORD(ctr_version, "format", format, lc_words_format),
    LC_FIELD_WORD(ctr_version, "mode", mode, lc_words_mode),
    LC_FIELD_WORD(ctr_version, "profile", profile, lc_words_profile),
    LC_FIELD_OF(ctr_version, "owner_role", LC_KIND_STR, owner_role),
    LC_FIELD_OF(ctr_version, "owner_agent", LC_KIND_STR, owner_agent),
    LC_FIELD_OF(ctr_version, "metadata", LC_KIND_JSON, metadata),
    LC_FIELD_OF(ctr_version, "id", LC_KIND_STR, id),
    LC_FIELD_OF(ctr_version, "revision", LC_KIND_INT, revision),
    LC_FIELD_OF(ctr_version, "base", LC_KIND_STR, base),
    LC_FIELD_OF(ctr_version, "superseded_by", LC_KIND_STR, superseded_by),
    LC_FIELD_OF(ctr_version, "reason", LC_KIND_STR, reason),
    LC_FIELD_OF(ctr_version, "break_reason", LC_KIND_STR, break_reason),
    LC_FIELD_OF(ctr_version, "document_sha256", LC_KIND_STR, document_sha256),
    LC_FIELD_OF(ctr_version, "document_size", LC_KIND_INT, document_size),
    LC_FIELD_OF(ctr_version, "consumers", LC_KIND_INT, consumers),
    LC_FIELD_OF(ctr_version, "created_at", LC_KIND_TIME, created_us),
    LC_FIELD_OF(ctr_version, "created_by", LC_KIND_STR, created_by),
    LC_FIELD_OF(ctr_version, "activated_at", LC_KIND_TIME, activated_us),
    LC_FIELD_OF(ctr_version, "deprecated_at", LC_KIND_TIME, deprecated_us),
    LC_FIELD_OF(ctr_version, "retired_at", LC_KIND_TIME, retired_us),
    LC_FIELD_OF(ctr_version, "sunset_at", LC_KIND_TIME, sunset_us),
};
const struct lc_shape lc_shape_version = LC_SHAPE(ctr_version, version_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_version_list, "versions", items, count, &lc_shape_version),
    LC_FIELD_OF(ctr_version_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_version_list = LC_SHAPE(ctr_version_list, list_fields);
