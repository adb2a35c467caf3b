/* Telling consumers. */
#include "flow/report.h"

#include "base/time.h"
#include "codec/json_write.h"

/* A body names at most this many parts; the comparison holds them all. */
enum { PARTS_TOLD = 20 };

static ctr_status tell(struct lc_op *op, enum lc_event_kind kind, const struct ctr_version *v,
                       const struct lc_impact *k)
{
    const char *subject = lc_format(&op->ctx, "consumer:%s/%s#%s", v->team, v->name, k->consumer);
    size_t told = k->part_count < PARTS_TOLD ? k->part_count : PARTS_TOLD;
    const char *parts = lc_json_strings(&op->ctx, k->parts, told);
    if (!subject || !parts) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("version", v->label),
        LC_PAIR("effect", lc_word_name(lc_words_effect, k->effect)),
        LC_PAIR_INT("count", (int64_t)k->part_count),
        LC_PAIR_RAW("parts", parts),
    };
    return lc_event_append(op, v->contract_rid, kind, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_report_at_risk(struct lc_op *op, const struct ctr_version *v,
                             const struct lc_impact *impacts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (impacts[i].effect != CTR_EFFECT_UNAFFECTED) {
            LC_TRY(tell(op, LC_EVENT_CONSUMER_AT_RISK, v, &impacts[i]));
        }
    }
    return CTR_OK;
}

ctr_status lc_report_broken(struct lc_op *op, const struct ctr_version *v,
                            const struct lc_impact *impacts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (impacts[i].effect == CTR_EFFECT_BREAKS) {
            LC_TRY(tell(op, LC_EVENT_CONSUMER_BROKEN, v, &impacts[i]));
        }
    }
    return CTR_OK;
}

ctr_status lc_report_notified(struct lc_op *op, const struct ctr_version *v,
                              const struct ctr_consumer_list *consumers, const char *cause)
{
    char sunset[LC_TIME_TEXT];

    for (size_t i = 0; i < consumers->count; i++) {
        const struct ctr_consumer *k = &consumers->items[i];
        if (k->follows_rid != v->rid) {
            continue;
        }
        const char *subject = lc_consumer_subject(&op->ctx, k);
        if (!subject) {
            return CTR_E_NOMEM;
        }
        const struct lc_pair pairs[] = {
            LC_PAIR("version", v->label),
            LC_PAIR("cause", cause),
            LC_PAIR("reason", v->reason),
            LC_PAIR("sunset", v->sunset_us ? lc_time_format(v->sunset_us, sunset) : NULL),
        };
        LC_TRY(lc_event_append(op, v->contract_rid, LC_EVENT_CONSUMER_NOTIFIED, subject, pairs,
                               sizeof pairs / sizeof pairs[0]));
    }
    return CTR_OK;
}
