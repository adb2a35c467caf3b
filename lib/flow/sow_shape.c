/* The result about a statement of work. */
#include "flow/sow.h"

const struct lc_word lc_words_sow_verdict[] = {{LC_SOW_NOT_MEASURED, "not measured"},
                                               {LC_SOW_MET, "met"},
                                               {LC_SOW_NOT_MET, "not met"},
                                               {LC_SOW_INCONCLUSIVE, "inconclusive"},
                                               {0, NULL}};

static const struct lc_field hypothesis_fields[] = {
    LC_FIELD_OF(lc_sow_belief, "text", LC_KIND_STR, text),
    LC_FIELD_OF(lc_sow_belief, "metric", LC_KIND_STR, metric),
    LC_FIELD_OF(lc_sow_belief, "baseline", LC_KIND_STR, baseline),
    LC_FIELD_OF(lc_sow_belief, "target", LC_KIND_STR, target),
    LC_FIELD_OF(lc_sow_belief, "method", LC_KIND_STR, method),
    LC_FIELD_OF(lc_sow_belief, "owner", LC_KIND_STR, owner),
    LC_FIELD_OF(lc_sow_belief, "due", LC_KIND_STR, due),
    LC_FIELD_WORD(lc_sow_belief, "verdict", verdict, lc_words_sow_verdict),
    LC_FIELD_OF(lc_sow_belief, "overdue", LC_KIND_BOOL, overdue),
    LC_FIELD_OF(lc_sow_belief, "why", LC_KIND_STR, why),
};
static const struct lc_shape shape_hypothesis = LC_SHAPE(lc_sow_belief, hypothesis_fields);

static const struct lc_field measure_fields[] = {
    LC_FIELD_OF(ctr_sow_measure, "of", LC_KIND_STR, of),
    LC_FIELD_OF(ctr_sow_measure, "value", LC_KIND_STR, value),
    LC_FIELD_OF(ctr_sow_measure, "on", LC_KIND_STR, on),
    LC_FIELD_OF(ctr_sow_measure, "n", LC_KIND_ORDINAL, n),
    LC_FIELD_OF(ctr_sow_measure, "low", LC_KIND_STR, low),
    LC_FIELD_OF(ctr_sow_measure, "high", LC_KIND_STR, high),
    LC_FIELD_OF(ctr_sow_measure, "evidence", LC_KIND_STR, evidence),
    LC_FIELD_OF(ctr_sow_measure, "at", LC_KIND_TIME, at_us),
    LC_FIELD_OF(ctr_sow_measure, "actor", LC_KIND_STR, actor),
};
static const struct lc_shape shape_measure = LC_SHAPE(ctr_sow_measure, measure_fields);

static const struct lc_field criterion_fields[] = {
    LC_FIELD_OF(ctr_sow_criterion, "id", LC_KIND_STR, id),
    LC_FIELD_OF(ctr_sow_criterion, "description", LC_KIND_STR, description),
    LC_FIELD_OF(ctr_sow_criterion, "evidence", LC_KIND_STR, evidence),
    LC_FIELD_OF(ctr_sow_criterion, "accepted", LC_KIND_BOOL, accepted),
    LC_FIELD_OF(ctr_sow_criterion, "proof", LC_KIND_STR, proof),
    LC_FIELD_OF(ctr_sow_criterion, "sha256", LC_KIND_STR, sha256),
    LC_FIELD_OF(ctr_sow_criterion, "party", LC_KIND_STR, party),
    LC_FIELD_OF(ctr_sow_criterion, "actor", LC_KIND_STR, actor),
    LC_FIELD_OF(ctr_sow_criterion, "at", LC_KIND_TIME, at_us),
    LC_FIELD_OF(ctr_sow_criterion, "remark", LC_KIND_STR, remark),
};
static const struct lc_shape shape_criterion = LC_SHAPE(ctr_sow_criterion, criterion_fields);

static const struct lc_field sow_fields[] = {
    LC_FIELD_OF(ctr_sow, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_sow, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_sow, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_sow, "version", LC_KIND_STR, version),
    LC_FIELD_OF(ctr_sow, "title", LC_KIND_STR, title),
    LC_FIELD_OF(ctr_sow, "start", LC_KIND_STR, start),
    LC_FIELD_OF(ctr_sow, "end", LC_KIND_STR, end),
    LC_FIELD_OF(ctr_sow, "frozen_version", LC_KIND_STR, frozen_version),
    LC_FIELD_OF(ctr_sow, "frozen_at", LC_KIND_TIME, frozen_us),
    LC_FIELD_NEST(ctr_sow, "hypothesis", LC_KIND_OBJECT, hypothesis, &shape_hypothesis),
    LC_FIELD_LIST(ctr_sow, "measures", measures, measure_count, &shape_measure),
    LC_FIELD_LIST(ctr_sow, "criteria", criteria, criterion_count, &shape_criterion),
    LC_FIELD_OF(ctr_sow, "price", LC_KIND_STR, price),
    LC_FIELD_OF(ctr_sow, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(ctr_sow, "price_due", LC_KIND_BOOL, price_due),
    LC_FIELD_OF(ctr_sow, "posted", LC_KIND_STR, posted),
    LC_FIELD_OF(ctr_sow, "entry", LC_KIND_ORDINAL, entry),
    LC_FIELD_OF(ctr_sow, "posting", LC_KIND_STR, posting),
    LC_FIELD_STRS(ctr_sow, "findings", findings, finding_count),
};
const struct lc_shape lc_shape_sow = LC_SHAPE(ctr_sow, sow_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_sow_list, "sows", items, count, &lc_shape_sow),
    LC_FIELD_OF(ctr_sow_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_sow_list = LC_SHAPE(ctr_sow_list, list_fields);
