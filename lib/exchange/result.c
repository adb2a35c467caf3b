/* The shapes of what batches and imports answer. */
#include "exchange/result.h"

static const struct lc_field row_fields[] = {
    LC_FIELD_NEST(lc_batch_row, "version", LC_KIND_REF, version, &lc_shape_version),
    LC_FIELD_NEST(lc_batch_row, "consumer", LC_KIND_REF, consumer, &lc_shape_consumer),
};
static const struct lc_shape shape_row = LC_SHAPE(lc_batch_row, row_fields);

static const struct lc_field batch_fields[] = {
    LC_FIELD_OF(ctr_batch_result, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_LIST(ctr_batch_result, "items", rows, count, &shape_row),
};
const struct lc_shape lc_shape_batch_result = LC_SHAPE(ctr_batch_result, batch_fields);

const struct lc_word lc_words_exchange_form[] = {
    {CTR_EXCHANGE_AUTO, "auto"}, {CTR_EXCHANGE_XML, "xml"}, {CTR_EXCHANGE_JSON, "json"}, {0, NULL}};

const struct lc_word lc_words_import_policy[] = {{CTR_IMPORT_FAIL, "fail"},
                                                 {CTR_IMPORT_SKIP, "skip"},
                                                 {CTR_IMPORT_REPLACE_DRAFTS, "replace-drafts"},
                                                 {0, NULL}};

static const struct lc_field import_fields[] = {
    LC_FIELD_OF(ctr_import_report, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_import_report, "file", LC_KIND_STR, file),
    LC_FIELD_OF(ctr_import_report, "sha256", LC_KIND_STR, sha256),
    LC_FIELD_WORD(ctr_import_report, "form", form, lc_words_exchange_form),
    LC_FIELD_OF(ctr_import_report, "contracts", LC_KIND_INT, contracts),
    LC_FIELD_OF(ctr_import_report, "skipped", LC_KIND_INT, skipped),
    LC_FIELD_OF(ctr_import_report, "versions", LC_KIND_INT, versions),
    LC_FIELD_OF(ctr_import_report, "withdrawn", LC_KIND_INT, withdrawn),
    LC_FIELD_OF(ctr_import_report, "consumers", LC_KIND_INT, consumers),
    LC_FIELD_OF(ctr_import_report, "documents", LC_KIND_INT, documents),
    LC_FIELD_OF(ctr_import_report, "events", LC_KIND_INT, events),
};
const struct lc_shape lc_shape_import_report = LC_SHAPE(ctr_import_report, import_fields);
