/* Comparisons with one target, each made or loaded once. */
#include "flow/can.h"

ctr_status lc_pairs_known(struct lc_pairs *p, int64_t from_rid, struct ctr_diff *diff)
{
    p->items = lc_grow(&p->op->ctx, p->items, p->count, &p->room, sizeof *p->items);
    if (!p->items) {
        return CTR_E_NOMEM;
    }
    p->items[p->count++] = (struct lc_pair_diff){from_rid, diff};
    return CTR_OK;
}

/* As it was found when the target was made; *fits if that was under the same mode and profile, and
 * no notice was or is asked for, which would count from now. */
static ctr_status stored(struct lc_pairs *p, int64_t from_rid, struct ctr_diff **out, bool *fits)
{
    const struct lc_diff_ask ask = lc_judging_ask(&p->judging, p->contract);
    struct lc_evolution e;
    bool found;

    *out = NULL;
    *fits = false;
    if (!p->target || !p->target->base_rid) {
        return CTR_OK;
    }
    if (p->target->base_rid == from_rid) {
        LC_TRY(lc_evolution_load(p->op, p->target->rid, INT64_MAX, &e, &found));
        *out = found ? e.diff : NULL;
    } else {
        LC_TRY(lc_earlier_get(p->op, p->target->rid, from_rid, out));
    }
    *fits = *out && lc_mode_step((*out)->mode) == lc_mode_step(p->contract->mode) &&
            (*out)->profile == p->contract->profile && !(*out)->grace &&
            lc_grace_eq(&ask.grace, NULL);
    return CTR_OK;
}

static ctr_status compare(struct lc_pairs *p, int64_t from_rid, struct ctr_diff **out)
{
    const struct lc_diff_ask ask = lc_judging_ask(&p->judging, p->contract);
    struct lc_op *op = p->op;
    struct ctr_version from;
    struct lc_edition older;

    *out = lc_new(&op->ctx, 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    if (!p->loaded) {
        LC_TRY(lc_edition_load(op, p->target, &p->edition));
        p->loaded = true;
    }
    LC_TRY(lc_version_by_rid(op, from_rid, &from));
    LC_TRY(lc_edition_load(op, &from, &older));
    return lc_spec_diff_as(&op->ctx, &older.spec, &p->edition.spec, &ask, *out);
}

ctr_status lc_pairs_raw(struct lc_pairs *p, int64_t from_rid, struct ctr_diff **out)
{
    struct ctr_diff *kept;
    bool fits;

    LC_TRY(p->judging.op ? CTR_OK : lc_judging_begin(p->op, p->contract, &p->judging));
    LC_TRY(stored(p, from_rid, &kept, &fits));
    *out = kept;
    if (fits) {
        return CTR_OK;
    }
    LC_TRY(compare(p, from_rid, out));
    (*out)->judgement = kept ? kept->judgement : NULL; /* groups stay what they were */
    return CTR_OK;
}

/* Whom it breaks is no matter of groups, and remarks on waivers are about no part. */
static ctr_status judge(struct lc_pairs *p, struct ctr_diff *diff)
{
    static const char *const none[2] = {NULL, NULL};

    return lc_judging_one(&p->judging, none, false, diff);
}

ctr_status lc_pairs_diff(struct lc_pairs *p, int64_t from_rid, struct ctr_diff **out)
{
    for (size_t i = 0; i < p->count; i++) {
        if (p->items[i].from_rid == from_rid) {
            *out = p->items[i].diff;
            return CTR_OK;
        }
    }
    LC_TRY(lc_pairs_raw(p, from_rid, out));
    LC_TRY(judge(p, *out));
    return lc_pairs_known(p, from_rid, *out);
}

ctr_status lc_pairs_judge(struct lc_pairs *p, int64_t from_rid, const char *const *parts,
                          size_t part_count, struct lc_impact *out,
                          const struct ctr_finding **finding)
{
    const struct ctr_consumer one = {.name = "", .parts = parts, .part_count = part_count};
    const struct ctr_consumer_list list = {&one, 1, NULL};
    const struct lc_impact *impacts;
    struct ctr_diff *diff;
    size_t count;

    *finding = NULL;
    LC_TRY(lc_pairs_diff(p, from_rid, &diff));
    LC_TRY(lc_impact_judge(&p->op->ctx, diff, &list, "", &impacts, &count));
    *out = impacts[0];
    if (out->effect != CTR_EFFECT_UNAFFECTED) {
        *finding = lc_impact_finding(diff, out);
    }
    return CTR_OK;
}
