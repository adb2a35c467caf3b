/* Words and shapes of rules, answers and findings. */
#include "terms/share.h"

const struct lc_word lc_words_share_model[] = {{CTR_SHARE_BANDED, "banded_share"},
                                               {CTR_SHARE_TARGET_COST, "target_cost"},
                                               {CTR_SHARE_FPIF, "fpif"},
                                               {CTR_SHARE_CPIF, "cpif"},
                                               {CTR_SHARE_TIME_MATERIAL, "time_and_material"},
                                               {CTR_SHARE_FIXED_ITERATION, "fixed_per_iteration"},
                                               {CTR_SHARE_FPIF_PTA, "fpif_pta"},
                                               {CTR_SHARE_CPIF_STRUCTURE, "cpif_structure"},
                                               {CTR_SHARE_TARGET_ADJUST, "target_adjust"},
                                               {CTR_SHARE_CE_QUOTATION, "ce_quotation"},
                                               {CTR_SHARE_ALLOC_IN_ORDER, "alloc_in_order"},
                                               {CTR_SHARE_LARGEST_REMAINDER, "largest_remainder"},
                                               {0, NULL}};

const struct lc_word lc_words_rounding[] = {{LC_HALF_AWAY, "half_away"},
                                            {LC_HALF_EVEN, "half_even"},
                                            {LC_TOWARD_ZERO, "toward_zero"},
                                            {0, NULL}};

const struct lc_word lc_words_share_level[] = {{CTR_SHARE_ERROR, "error"},
                                               {CTR_SHARE_WARNING, "warning"},
                                               {CTR_SHARE_INFO, "info"},
                                               {0, NULL}};

static const struct lc_field line_fields[] = {
    LC_FIELD_OF(lc_share_line, "from", LC_KIND_STR, from),
    LC_FIELD_OF(lc_share_line, "to", LC_KIND_STR, to),
    LC_FIELD_OF(lc_share_line, "rate", LC_KIND_STR, rate),
    LC_FIELD_OF(lc_share_line, "increment", LC_KIND_STR, increment),
    LC_FIELD_OF(lc_share_line, "share", LC_KIND_STR, share),
};
static const struct lc_shape shape_line = LC_SHAPE(lc_share_line, line_fields);

static const struct lc_field distance_fields[] = {
    LC_FIELD_OF(lc_share_distance, "to", LC_KIND_STR, what),
    LC_FIELD_OF(lc_share_distance, "at", LC_KIND_STR, at),
    LC_FIELD_OF(lc_share_distance, "distance", LC_KIND_STR, distance),
};
static const struct lc_shape shape_distance = LC_SHAPE(lc_share_distance, distance_fields);

static const struct lc_field part_fields[] = {
    LC_FIELD_OF(lc_share_part, "name", LC_KIND_STR, name),
    LC_FIELD_OF(lc_share_part, "pct", LC_KIND_STR, pct),
    LC_FIELD_OF(lc_share_part, "amount", LC_KIND_STR, amount),
};
static const struct lc_shape shape_part = LC_SHAPE(lc_share_part, part_fields);

static const struct lc_field share_fields[] = {
    LC_FIELD_WORD(ctr_share, "model", model, lc_words_share_model),
    LC_FIELD_OF(ctr_share, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(ctr_share, "computable", LC_KIND_BOOL, computable),
    LC_FIELD_STRS(ctr_share, "reasons", reasons, reason_count),
    LC_FIELD_OF(ctr_share, "target", LC_KIND_STR, target),
    LC_FIELD_OF(ctr_share, "adjusted_target", LC_KIND_STR, adjusted_target),
    LC_FIELD_OF(ctr_share, "cost", LC_KIND_STR, cost),
    LC_FIELD_OF(ctr_share, "difference", LC_KIND_STR, difference),
    LC_FIELD_OF(ctr_share, "difference_to_share", LC_KIND_STR, difference_to_share),
    LC_FIELD_OF(ctr_share, "contractor_share", LC_KIND_STR, contractor_share),
    LC_FIELD_OF(ctr_share, "client_share", LC_KIND_STR, client_share),
    LC_FIELD_OF(ctr_share, "contractor_paid", LC_KIND_STR, contractor_paid),
    LC_FIELD_OF(ctr_share, "price", LC_KIND_STR, price),
    LC_FIELD_OF(ctr_share, "target_price", LC_KIND_STR, target_price),
    LC_FIELD_OF(ctr_share, "ceiling", LC_KIND_STR, ceiling),
    LC_FIELD_OF(ctr_share, "profit", LC_KIND_STR, profit),
    LC_FIELD_OF(ctr_share, "profit_formula", LC_KIND_STR, profit_formula),
    LC_FIELD_OF(ctr_share, "margin", LC_KIND_STR, margin),
    LC_FIELD_OF(ctr_share, "fee", LC_KIND_STR, fee),
    LC_FIELD_OF(ctr_share, "fee_formula", LC_KIND_STR, fee_formula),
    LC_FIELD_OF(ctr_share, "fee_change", LC_KIND_STR, fee_change),
    LC_FIELD_OF(ctr_share, "min_fee", LC_KIND_STR, min_fee),
    LC_FIELD_OF(ctr_share, "max_fee", LC_KIND_STR, max_fee),
    LC_FIELD_OF(ctr_share, "pta", LC_KIND_STR, pta),
    LC_FIELD_OF(ctr_share, "rie_low", LC_KIND_STR, rie_low),
    LC_FIELD_OF(ctr_share, "rie_high", LC_KIND_STR, rie_high),
    LC_FIELD_OF(ctr_share, "seller_share_under", LC_KIND_STR, seller_share_under),
    LC_FIELD_OF(ctr_share, "seller_share_over", LC_KIND_STR, seller_share_over),
    LC_FIELD_OF(ctr_share, "defined_cost", LC_KIND_STR, defined_cost),
    LC_FIELD_OF(ctr_share, "total", LC_KIND_STR, total),
    LC_FIELD_STRS(ctr_share, "participants", participants, participant_count),
    LC_FIELD_LIST(ctr_share, "parties", parties, party_count, &shape_part),
    LC_FIELD_OF(ctr_share, "unallocated", LC_KIND_STR, unallocated),
    LC_FIELD_OF(ctr_share, "parts", LC_KIND_JSON, parts),
    LC_FIELD_OF(ctr_share, "marginal_rate", LC_KIND_STR, marginal_rate),
    LC_FIELD_LIST(ctr_share, "lines", lines, line_count, &shape_line),
    LC_FIELD_LIST(ctr_share, "distances", distances, distance_count, &shape_distance),
    LC_FIELD_OF(ctr_share, "rounding", LC_KIND_STR, rounding),
    LC_FIELD_STRS(ctr_share, "basis", basis, basis_count),
    LC_FIELD_STRS(ctr_share, "warnings", warnings, warning_count),
};
const struct lc_shape lc_shape_share = LC_SHAPE(ctr_share, share_fields);

/* Never written as JSON: a rule is what its document says. */
static const struct lc_field bands_fields[] = {
    LC_FIELD_OF(lc_share_band, NULL, LC_KIND_INT, from),
};
static const struct lc_shape shape_bands = LC_SHAPE(lc_share_band, bands_fields);

static const struct lc_field party_fields[] = {
    LC_FIELD_OF(lc_share_party, NULL, LC_KIND_STR, name),
};
static const struct lc_shape shape_party = LC_SHAPE(lc_share_party, party_fields);

static const struct lc_field component_fields[] = {
    LC_FIELD_OF(lc_share_component, NULL, LC_KIND_INT, quantity),
};
static const struct lc_shape shape_component = LC_SHAPE(lc_share_component, component_fields);

struct number {
    int64_t value;
};
static const struct lc_field number_fields[] = {
    LC_FIELD_OF(number, NULL, LC_KIND_INT, value),
};
static const struct lc_shape shape_number = LC_SHAPE(number, number_fields);

static const struct lc_field rule_fields[] = {
    LC_FIELD_OF(ctr_share_rule, NULL, LC_KIND_STR, currency),
    LC_FIELD_LIST(ctr_share_rule, NULL, bands, band_count, &shape_bands),
    LC_FIELD_LIST(ctr_share_rule, NULL, changes, change_count, &shape_number),
    LC_FIELD_LIST(ctr_share_rule, NULL, parties, party_count, &shape_party),
    LC_FIELD_LIST(ctr_share_rule, NULL, components, component_count, &shape_component),
    LC_FIELD_LIST(ctr_share_rule, NULL, weights, weight_count, &shape_number),
    LC_FIELD_STRS(ctr_share_rule, NULL, warnings, warning_count),
};
const struct lc_shape lc_shape_share_rule = LC_SHAPE(ctr_share_rule, rule_fields);

static const struct lc_field finding_fields[] = {
    LC_FIELD_OF(lc_share_finding, "id", LC_KIND_STR, id),
    LC_FIELD_WORD(lc_share_finding, "level", level, lc_words_share_level),
    LC_FIELD_OF(lc_share_finding, "field", LC_KIND_STR, field),
    LC_FIELD_OF(lc_share_finding, "message", LC_KIND_STR, message),
    LC_FIELD_OF(lc_share_finding, "line", LC_KIND_INT, line),
};
static const struct lc_shape shape_share_finding = LC_SHAPE(lc_share_finding, finding_fields);

static const struct lc_field findings_fields[] = {
    LC_FIELD_OF(ctr_share_findings, "errors", LC_KIND_INT, errors),
    LC_FIELD_OF(ctr_share_findings, "warnings", LC_KIND_INT, warnings),
    LC_FIELD_LIST(ctr_share_findings, "findings", rows, count, &shape_share_finding),
};
const struct lc_shape lc_shape_share_findings = LC_SHAPE(ctr_share_findings, findings_fields);
