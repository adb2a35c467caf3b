/* Answers and their reasons. */
#include "flow/can.h"

const struct lc_word lc_words_answer[] = {
    {CTR_ANSWER_YES, "yes"},
    {CTR_ANSWER_NO, "no"},
    {CTR_ANSWER_UNKNOWN, "unknown"},
    {0, NULL},
};

const struct lc_word lc_words_can_why[] = {
    {CTR_CAN_COMPATIBLE, "compatible"},
    {CTR_CAN_SAME, "same"},
    {CTR_CAN_NO_BASE, "no-base"},
    {CTR_CAN_BREAKS, "breaks"},
    {CTR_CAN_UNDECIDED, "undecided"},
    {CTR_CAN_BREAK_DECLARED, "break-declared"},
    {CTR_CAN_NOT_ENFORCED, "not-enforced"},
    {CTR_CAN_LABEL_TOO_LOW, "label-too-low"},
    {CTR_CAN_BASE_SUPERSEDED, "base-superseded"},
    {CTR_CAN_NOT_A_DRAFT, "not-a-draft"},
    {CTR_CAN_CONSUMER_BREAKS, "consumer-breaks"},
    {CTR_CAN_CONSUMER_STAYS, "consumer-stays"},
    {CTR_CAN_CONSUMER_UNKNOWN, "consumer-unknown"},
    {CTR_CAN_CONSUMER_FOLLOWS, "consumer-follows"},
    {CTR_CAN_RUNS, "runs"},
    {CTR_CAN_SUNSET_AHEAD, "sunset-ahead"},
    {CTR_CAN_RETIRED, "retired"},
    {CTR_CAN_DRAFT, "draft"},
    {CTR_CAN_DEPRECATED, "deprecated"},
    {CTR_CAN_FOLLOWS_NOTHING, "follows-nothing"},
    {CTR_CAN_PIN_EXCLUDES, "pin-excludes"},
    {CTR_CAN_RANGE_EXCLUDES, "range-excludes"},
    {CTR_CAN_NOTHING_DEPENDS, "nothing-depends"},
    {CTR_CAN_NOT_THERE, "not-there"},
    {CTR_CAN_LABEL_TAKEN, "label-taken"},
    {CTR_CAN_LABEL_NOT_ABOVE, "label-not-above"},
    {CTR_CAN_LABEL_NO_ORDER, "label-no-order"},
    {CTR_CAN_LABEL_NEEDED, "label-needed"},
    {CTR_CAN_IDENTICAL, "identical"},
    {0, NULL},
};

static const struct lc_field reason_fields[] = {
    LC_FIELD_WORD(ctr_reason, "answer", answer, lc_words_answer),
    LC_FIELD_WORD(ctr_reason, "why", why, lc_words_can_why),
    LC_FIELD_OF(ctr_reason, "text", LC_KIND_STR, text),
    LC_FIELD_OF(ctr_reason, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_reason, "version", LC_KIND_STR, version),
    LC_FIELD_OF(ctr_reason, "against", LC_KIND_STR, against),
    LC_FIELD_OF(ctr_reason, "consumer", LC_KIND_STR, consumer),
    LC_FIELD_OF(ctr_reason, "build", LC_KIND_STR, build),
    LC_FIELD_OF(ctr_reason, "environment", LC_KIND_STR, environment),
    LC_FIELD_OF(ctr_reason, "instance", LC_KIND_STR, instance),
    LC_FIELD_STRS(ctr_reason, "parts", parts, part_count),
    LC_FIELD_NEST(ctr_reason, "finding", LC_KIND_REF, finding, &lc_shape_finding),
};
static const struct lc_shape shape_reason = LC_SHAPE(ctr_reason, reason_fields);

static const struct lc_field can_fields[] = {
    LC_FIELD_OF(ctr_can, "question", LC_KIND_STR, question),
    LC_FIELD_OF(ctr_can, "subject", LC_KIND_STR, subject),
    LC_FIELD_OF(ctr_can, "environment", LC_KIND_STR, environment),
    LC_FIELD_WORD(ctr_can, "answer", answer, lc_words_answer),
    LC_FIELD_LIST(ctr_can, "reasons", reasons, count, &shape_reason),
};
const struct lc_shape lc_shape_can = LC_SHAPE(ctr_can, can_fields);

static ctr_answer answer_of(ctr_can_why why)
{
    switch (why) {
    case CTR_CAN_BREAKS:
    case CTR_CAN_LABEL_TOO_LOW:
    case CTR_CAN_BASE_SUPERSEDED:
    case CTR_CAN_NOT_A_DRAFT:
    case CTR_CAN_CONSUMER_BREAKS:
    case CTR_CAN_CONSUMER_FOLLOWS:
    case CTR_CAN_RUNS:
    case CTR_CAN_SUNSET_AHEAD:
    case CTR_CAN_RETIRED:
    case CTR_CAN_DRAFT:
    case CTR_CAN_RANGE_EXCLUDES:
    case CTR_CAN_NOT_THERE:
    case CTR_CAN_LABEL_TAKEN:
    case CTR_CAN_LABEL_NOT_ABOVE:
    case CTR_CAN_LABEL_NO_ORDER:
    case CTR_CAN_LABEL_NEEDED:
    case CTR_CAN_IDENTICAL:
        return CTR_ANSWER_NO;
    case CTR_CAN_UNDECIDED:
    case CTR_CAN_CONSUMER_UNKNOWN:
    case CTR_CAN_FOLLOWS_NOTHING:
        return CTR_ANSWER_UNKNOWN;
    case CTR_CAN_COMPATIBLE:
    case CTR_CAN_SAME:
    case CTR_CAN_NO_BASE:
    case CTR_CAN_BREAK_DECLARED:
    case CTR_CAN_NOT_ENFORCED:
    case CTR_CAN_CONSUMER_STAYS:
    case CTR_CAN_DEPRECATED:
    case CTR_CAN_PIN_EXCLUDES:
    case CTR_CAN_NOTHING_DEPENDS:
    case CTR_CAN_WHY_FORCE_INT32:
        break;
    }
    return CTR_ANSWER_YES;
}

ctr_status lc_can_add(struct lc_op *op, struct ctr_can *can, ctr_can_why why,
                      const struct ctr_reason *about, const char *text)
{
    can->reasons = lc_grow(&op->ctx, can->reasons, can->count, &can->room, sizeof *can->reasons);
    if (!can->reasons || !text) {
        return CTR_E_NOMEM;
    }
    struct ctr_reason *r = &can->reasons[can->count++];
    *r = *about;
    r->why = (int32_t)why;
    r->answer = (int32_t)answer_of(why);
    r->text = text;
    return lc_poll(&op->ctx);
}

const char *lc_can_absent(struct lc_ctx *ctx, const char *who, const char *part, const char *from,
                          const char *to)
{
    const char *named = to ? lc_format(ctx, "'%s'", to) : "the document";

    if (!named) {
        return NULL;
    }
    return !from || (to && strcmp(from, to) == 0)
               ? lc_format(ctx, "'%s' uses %s, which %s does not have", who, part, named)
               : lc_format(ctx, "'%s' uses %s, which neither '%s' nor %s has", who, part, from,
                           named);
}

ctr_status lc_can_finish(struct lc_op *op, struct ctr_can *can)
{
    static const ctr_answer order[] = {CTR_ANSWER_NO, CTR_ANSWER_UNKNOWN, CTR_ANSWER_YES};
    struct ctr_reason *sorted = lc_new(&op->ctx, can->count, sizeof *sorted);
    size_t n = 0;

    if (!sorted) {
        return CTR_E_NOMEM;
    }
    for (size_t k = 0; k < 3; k++) { /* each as they were found */
        for (size_t i = 0; i < can->count; i++) {
            if (can->reasons[i].answer == (int32_t)order[k]) {
                sorted[n++] = can->reasons[i];
            }
        }
    }
    can->reasons = sorted;
    can->answer = can->count ? sorted[0].answer : CTR_ANSWER_YES;
    return CTR_OK;
}
