/* May a version be retired; may a consumer move to one? */
#include "base/time.h"
#include "flow/can.h"

static const char *path_of(struct lc_op *op, const struct lc_contract *c)
{
    return lc_format(&op->ctx, "%s/%s", c->team, c->name);
}

/* ---- retire ---- */

/* Those who resolve to it, by name. */
static ctr_status followers(struct lc_op *op, const struct ctr_version *v,
                            const struct ctr_reason *about, struct ctr_can *out)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_CONSUMER_OF_VERSION, &st));
    lc_bind_int(st, 1, v->rid);
    for (;;) {
        struct ctr_reason r = *about;
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        r.consumer = lc_col_text(&op->ctx, st, 0);
        if (!r.consumer) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_can_add(op, out, CTR_CAN_CONSUMER_FOLLOWS, &r,
                          lc_format(&op->ctx, "consumer '%s' resolves to it", r.consumer)));
    }
}

static ctr_status running(struct lc_op *op, const struct ctr_version *v,
                          const struct ctr_reason *about, struct ctr_can *out)
{
    struct ctr_run_list runs;

    LC_TRY(lc_run_of_version(op, v->rid, &runs));
    for (size_t i = 0; i < runs.count; i++) {
        struct ctr_reason r = *about;
        r.environment = runs.items[i].environment;
        r.instance = runs.items[i].instance;
        LC_TRY(lc_can_add(op, out, CTR_CAN_RUNS, &r,
                          lc_format(&op->ctx, "it is %s in '%s'",
                                    lc_word_name(lc_words_run_kind, runs.items[i].kind),
                                    r.environment)));
    }
    LC_TRY(lc_run_builds_against(op, v->contract_rid, v->rid, &runs));
    for (size_t i = 0; i < runs.count; i++) {
        struct ctr_reason r = *about;
        r.environment = runs.items[i].environment;
        r.instance = runs.items[i].instance;
        r.consumer = runs.items[i].consumer;
        r.build = runs.items[i].build;
        LC_TRY(lc_can_add(
            op, out, CTR_CAN_RUNS, &r,
            lc_format(
                &op->ctx,
                "'%s@%s', built against it, is %s in '%s', where no version of '%s' is recorded",
                r.consumer, r.build, lc_word_name(lc_words_run_kind, runs.items[i].kind),
                r.environment, r.contract)));
    }
    return CTR_OK;
}

ctr_status lc_can_retire(struct lc_op *op, const struct lc_contract *c, const struct ctr_version *v,
                         struct ctr_can *out)
{
    struct ctr_reason r = {.contract = path_of(op, c), .version = v->label};
    char when[LC_TIME_TEXT];

    *out = (struct ctr_can){.question = "can-retire",
                            .subject = lc_format(&op->ctx, "%s/%s@%s", c->team, c->name, v->label)};
    if (!r.contract || !out->subject) {
        return CTR_E_NOMEM;
    }
    if (v->state == CTR_STATE_RETIRED) {
        LC_TRY(lc_can_add(op, out, CTR_CAN_RETIRED, &r, "it is retired already"));
        return lc_can_finish(op, out);
    }
    LC_TRY(followers(op, v, &r, out));
    LC_TRY(running(op, v, &r, out));
    if (v->sunset_us > op->ctx.now_us) {
        LC_TRY(lc_can_add(op, out, CTR_CAN_SUNSET_AHEAD, &r,
                          lc_format(&op->ctx, "its end was announced for %s",
                                    lc_time_format(v->sunset_us, when))));
    }
    if (!out->count) {
        LC_TRY(lc_can_add(op, out, CTR_CAN_NOTHING_DEPENDS, &r,
                          "no consumer resolves to it, and it runs nowhere"));
    }
    return lc_can_finish(op, out);
}

/* ---- upgrade ---- */

static ctr_status states(struct lc_op *op, const struct ctr_version *v, const struct ctr_reason *r,
                         struct ctr_can *out)
{
    switch (v->state) {
    case CTR_STATE_DRAFT:
        return lc_can_add(op, out, CTR_CAN_DRAFT, r, "it is a draft, which nobody serves yet");
    case CTR_STATE_RETIRED:
        return lc_can_add(op, out, CTR_CAN_RETIRED, r, "it is retired");
    case CTR_STATE_DEPRECATED:
        return lc_can_add(op, out, CTR_CAN_DEPRECATED, r, "it is deprecated");
    case CTR_STATE_ACTIVE:
    case CTR_STATE_FORCE_INT32:
        break;
    }
    return CTR_OK;
}

static ctr_status parts(struct lc_op *op, const struct lc_contract *c, const struct ctr_consumer *k,
                        const struct ctr_version *v, struct ctr_reason *r, struct ctr_can *out)
{
    struct lc_pairs pairs = {.op = op, .contract = c, .target = v};
    struct lc_impact impact;

    if (k->follows_rid == v->rid) {
        LC_TRY(lc_pairs_absent(&pairs, 0, k->parts, k->part_count, &r->parts, &r->part_count));
        return r->part_count
                   ? lc_can_add(op, out, CTR_CAN_CONSUMER_UNKNOWN, r,
                                lc_can_absent(&op->ctx, k->name, r->parts[0], NULL, v->label))
                   : lc_can_add(op, out, CTR_CAN_SAME, r, "it resolves to that version already");
    }
    if (!k->follows_rid) {
        return lc_can_add(op, out, CTR_CAN_FOLLOWS_NOTHING, r,
                          "it resolves to no version, so there is nothing to compare with");
    }
    LC_TRY(lc_pairs_judge(&pairs, k->follows_rid, k->parts, k->part_count, &impact, &r->finding));
    r->parts = impact.parts;
    r->part_count = impact.part_count;
    switch (impact.effect) {
    case CTR_EFFECT_UNAFFECTED:
        return lc_can_add(
            op, out, CTR_CAN_COMPATIBLE, r,
            lc_format(&op->ctx, "nothing that it uses breaks from '%s' on", k->follows));
    case CTR_EFFECT_UNKNOWN:
        return lc_can_add(
            op, out, CTR_CAN_CONSUMER_UNKNOWN, r,
            impact.absent ? lc_can_absent(&op->ctx, k->name, impact.parts[0], k->follows, v->label)
                          : "no rule can tell whether it goes on working");
    case CTR_EFFECT_BREAKS:
    case CTR_EFFECT_BREAKS_ON_UPGRADE:
    case CTR_EFFECT_FORCE_INT32:
        break;
    }
    return lc_can_add(op, out, CTR_CAN_CONSUMER_BREAKS, r,
                      lc_format(&op->ctx, "it uses %s, which breaks", impact.parts[0]));
}

ctr_status lc_can_upgrade(struct lc_op *op, const struct lc_contract *c, const char *consumer,
                          const struct ctr_version *v, struct ctr_can *out)
{
    struct ctr_consumer k;
    bool found;
    bool admits;

    LC_TRY(lc_consumer_find(op, c->rid, consumer, &k, &found));
    if (!found) {
        return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s' is not registered as a consumer of '%s/%s'",
                       consumer, c->team, c->name);
    }
    struct ctr_reason r = {
        .contract = path_of(op, c), .version = v->label, .against = k.follows, .consumer = k.name};
    *out = (struct ctr_can){
        .question = "can-upgrade",
        .subject = lc_format(&op->ctx, "%s to %s/%s@%s", k.name, c->team, c->name, v->label)};
    if (!r.contract || !out->subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(states(op, v, &r, out));
    LC_TRY(lc_pin_admits(&op->ctx, k.pin, v->label, &admits));
    if (!admits) {
        LC_TRY(lc_can_add(
            op, out, CTR_CAN_PIN_EXCLUDES, &r,
            lc_format(&op->ctx, "its pin %s does not admit it; register another one", k.pin)));
    }
    LC_TRY(parts(op, c, &k, v, &r, out));
    return lc_can_finish(op, out);
}
