/* Cases of service levels of an import: behind all contracts. */
#include "base/names.h"
#include "codec/json_write.h"
#include "exchange/import.h"
#include "exchange/watch.h"

/* What is wrong with the ticks of a cycle; NULL: nothing. The same walk as that of the clock. */
static const char *wrong_ticks(const struct lc_clock_cycle *k, bool last)
{
    int32_t before = 0;

    for (size_t i = 0; i < k->tick_count; i++) {
        const struct lc_slo_tick *t = &k->ticks[i];
        bool good = t->kind == LC_WATCH_START ? i == 0
                    : t->kind == LC_WATCH_PAUSE
                        ? before == LC_WATCH_START || before == LC_WATCH_RESUME
                    : t->kind == LC_WATCH_RESUME ? before == LC_WATCH_PAUSE
                    : t->kind == LC_WATCH_STOP   ? before && before != LC_WATCH_STOP
                                                 : false;
        if (!good || !t->actor || t->at_us <= 0 || t->recorded_us < t->at_us) {
            return "an event is none, or comes where it cannot";
        }
        if (i && t->at_us < k->ticks[i - 1].at_us) {
            return "an event is before the one that it follows";
        }
        before = t->kind;
    }
    return before && (last || before == LC_WATCH_STOP) ? NULL : "a cycle has no start or no stop";
}

static const char *wrong_cycle(const struct lc_clock *clock, size_t i)
{
    const struct lc_clock_cycle *k = &clock->cycles[i];
    const char *wrong = wrong_ticks(k, i + 1 == clock->count);

    if (wrong) {
        return wrong;
    }
    if (k->goal_us <= 0 || (k->breached_us != 0) != (k->noted_us != 0) ||
        (k->breached_us && k->breached_us < k->ticks[0].at_us)) {
        return "a goal or a breach is none";
    }
    const struct lc_clock_cycle *before = i ? &clock->cycles[i - 1] : NULL;
    return before && k->ticks[0].at_us < before->ticks[before->tick_count - 1].at_us
               ? "a cycle begins before the one ends that it follows"
               : NULL;
}

static ctr_status store(struct lc_import *im, const struct lc_contract *c,
                        const struct lc_rec_clock *rec, const struct lc_clock *clock)
{
    for (size_t i = 0; i < clock->count; i++) {
        const struct lc_clock_cycle *k = &clock->cycles[i];
        const struct lc_slo_tick *last = &k->ticks[k->tick_count - 1];
        struct lc_slo_cycle cycle = {
            .contract_rid = c->rid,
            .slo = rec->slo,
            .subject = rec->subject,
            .n = (int64_t)i + 1,
            .goal_us = k->goal_us,
            .started_us = k->ticks[0].at_us,
            .stopped_us = last->kind == LC_WATCH_STOP ? last->at_us : 0,
            .breached_us = k->breached_us,
            .noted_us = k->noted_us,
            .ticks = k->ticks,
            .tick_count = k->tick_count,
        };
        LC_TRY(lc_slo_restore(im->op, &cycle, i + 1 == clock->count));
    }
    return CTR_OK;
}

ctr_status lc_import_clock_close(struct lc_import *im, const struct lc_rec_clock *rec)
{
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_contract c;
    struct lc_clock clock = {NULL, 0};
    struct lc_slo_cycle *there;
    size_t count;

    LC_TRY_AT(im, lc_check_name(ctx, "service level", rec->slo));
    LC_TRY_AT(im, lc_check_text(ctx, "subject", rec->subject, LC_SLO_SUBJECT));
    LC_TRY(lc_import_master(im, rec->team, rec->name, &c));
    LC_TRY(lc_import_shape(im, "clock", &lc_shape_clock, &clock));
    const char *wrong = !clock.count     ? "it has no cycle"
                        : !*rec->subject ? "it has no subject"
                                         : NULL;
    for (size_t i = 0; i < clock.count && !wrong; i++) {
        wrong = wrong_cycle(&clock, i);
    }
    if (wrong) {
        return lc_import_fail(im, CTR_E_INPUT, "case '%.100s' under '%s' of '%s': %s", rec->subject,
                              rec->slo, c.key, wrong);
    }
    if (!c.rid) {
        return CTR_OK;
    }
    LC_TRY(lc_slo_cycles(im->op, &c, rec->slo, rec->subject, &there, &count));
    if (count) {
        return lc_import_fail(im, CTR_E_INPUT, "a second case '%.100s' under '%s' of '%s'",
                              rec->subject, rec->slo, c.key);
    }
    return store(im, &c, rec, &clock);
}
