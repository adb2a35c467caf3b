/* Comparisons with one edition, each made or loaded once. */
#include "flow/pair.h"

static struct lc_pair_diff *find(const struct lc_pairs *p, int64_t from_rid)
{
    for (size_t i = 0; i < p->count; i++) {
        if (p->items[i].from_rid == from_rid) {
            return &p->items[i];
        }
    }
    return NULL;
}

static ctr_status keep(struct lc_pairs *p, int64_t from_rid, enum lc_pair_state state,
                       struct ctr_diff *diff, struct lc_pair_diff **out)
{
    struct lc_pair_diff *item = find(p, from_rid);

    if (!item) {
        p->items = lc_grow(&p->op->ctx, p->items, p->count, &p->room, sizeof *p->items);
        if (!p->items) {
            return CTR_E_NOMEM;
        }
        item = &p->items[p->count++];
    }
    *item = (struct lc_pair_diff){.from_rid = from_rid, .state = state, .diff = diff};
    *out = item;
    return CTR_OK;
}

ctr_status lc_pairs_known(struct lc_pairs *p, int64_t from_rid, struct ctr_diff *diff)
{
    struct lc_pair_diff *item;

    return find(p, from_rid) ? CTR_OK : keep(p, from_rid, LC_PAIR_GIVEN, diff, &item);
}

/* A copy that the policy of now may judge anew. */
static ctr_status unjudged(struct lc_ctx *ctx, const struct ctr_diff *d, struct ctr_diff **out)
{
    *out = lc_new(ctx, 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    **out = *d;
    return d->judgement ? lc_policy_lift(ctx, *out) : CTR_OK;
}

/* ---- making them */

/* As it was found when the target was made. */
static ctr_status stored(struct lc_pairs *p, int64_t from_rid, const struct ctr_diff **out)
{
    struct ctr_diff *earlier;
    struct lc_evolution e;
    bool found;

    *out = NULL;
    if (!p->target || !p->target->base_rid) {
        return CTR_OK;
    }
    if (p->target->base_rid != from_rid) {
        LC_TRY(lc_earlier_get(p->op, p->target->rid, from_rid, &earlier));
        *out = earlier;
    } else if (p->kept) {
        *out = p->kept;
    } else {
        LC_TRY(lc_evolution_load(p->op, p->target->rid, INT64_MAX, &e, &found));
        *out = found ? e.diff : NULL;
    }
    return CTR_OK;
}

/* Under the same mode and profile, and without notice, then or now, which would count from now. */
static bool holds(const struct lc_pairs *p, const struct ctr_diff *d)
{
    const struct lc_diff_ask ask = lc_judging_ask(&p->judging, p->contract);

    return lc_mode_step(d->mode) == lc_mode_step(p->contract->mode) &&
           d->profile == p->contract->profile && !d->grace && lc_grace_eq(&ask.grace, NULL);
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

static ctr_status begin(struct lc_pairs *p)
{
    return p->judging.op ? CTR_OK : lc_judging_begin(p->op, p->contract, &p->judging);
}

ctr_status lc_pairs_raw(struct lc_pairs *p, int64_t from_rid, struct ctr_diff **out)
{
    const struct ctr_diff *kept;

    LC_TRY(begin(p));
    LC_TRY(stored(p, from_rid, &kept));
    if (!kept || !holds(p, kept)) {
        LC_TRY(compare(p, from_rid, out));
        (*out)->judgement = kept ? kept->judgement : NULL; /* groups stay what they were */
        return CTR_OK;
    }
    *out = lc_new(&p->op->ctx, 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    **out = *kept;
    return CTR_OK;
}

/* As users meet it, before the policy; in `item` unless it is there already. */
static ctr_status meet(struct lc_pairs *p, int64_t from_rid, struct lc_pair_diff **item)
{
    struct lc_ctx *ctx = &p->op->ctx;
    const struct ctr_diff *given = NULL;
    struct ctr_diff *diff;

    *item = find(p, from_rid);
    if (*item && (*item)->state != LC_PAIR_GIVEN) {
        return CTR_OK;
    }
    LC_TRY(begin(p));
    if (*item) {
        given = (*item)->diff;
    } else {
        LC_TRY(stored(p, from_rid, &given));
        given = given && holds(p, given) ? given : NULL;
    }
    LC_TRY(given ? unjudged(ctx, given, &diff) : compare(p, from_rid, &diff));
    return keep(p, from_rid, LC_PAIR_RAW, diff, item);
}

/* The same as the policy has it. Whom it breaks is no matter of groups, and remarks on waivers are
 * about no part. */
static ctr_status settle(struct lc_pairs *p, int64_t from_rid, struct lc_pair_diff **item)
{
    static const char *const none[2] = {NULL, NULL};
    struct lc_ctx *ctx = &p->op->ctx;

    LC_TRY(meet(p, from_rid, item));
    struct lc_pair_diff *i = *item;
    if (i->state != LC_PAIR_READY) {
        LC_TRY(lc_judging_one(&p->judging, none, false, i->diff));
        i->state = LC_PAIR_READY;
    }
    if (!i->harm) {
        i->harm = lc_new(ctx, 1, sizeof *i->harm);
        LC_TRY(i->harm ? lc_impact_harm(ctx, i->diff, i->harm) : CTR_E_NOMEM);
    }
    return CTR_OK;
}

/* ---- who is broken */

ctr_status lc_pairs_judge(struct lc_pairs *p, int64_t from_rid, const char *const *parts,
                          size_t part_count, struct lc_impact *out,
                          const struct ctr_finding **finding)
{
    const struct ctr_consumer one = {.name = "", .parts = parts, .part_count = part_count};
    struct lc_pair_diff *item;

    *finding = NULL;
    LC_TRY(settle(p, from_rid, &item));
    LC_TRY(lc_impact_judge(&p->op->ctx, item->harm, &one, "", out));
    if (out->effect != CTR_EFFECT_UNAFFECTED) {
        *finding = lc_impact_finding(item->diff, out);
    }
    return CTR_OK;
}

int64_t lc_pairs_from(const struct lc_pairs *p, const struct ctr_consumer *k, int64_t base_rid)
{
    const struct ctr_version *v = p->target;

    if (!k->follows_rid || (v && v->state != CTR_STATE_DRAFT && k->follows_rid >= v->rid)) {
        return base_rid;
    }
    return k->follows_rid;
}

ctr_status lc_pairs_impacts(struct lc_pairs *p, const struct ctr_consumer_list *consumers,
                            int64_t base_rid, const char *label, const struct lc_impact **out,
                            size_t *count)
{
    struct lc_ctx *ctx = &p->op->ctx;
    struct lc_impact *items = lc_new(ctx, consumers->count, sizeof *items);
    struct lc_pair_diff *pair;

    *out = items;
    *count = consumers->count;
    if (!items) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < consumers->count; i++) {
        const struct ctr_consumer *k = &consumers->items[i];
        LC_TRY(settle(p, lc_pairs_from(p, k, base_rid), &pair));
        LC_TRY(lc_impact_judge(ctx, pair->harm, k, label, &items[i]));
    }
    lc_impact_sort(items, consumers->count);
    return CTR_OK;
}

ctr_status lc_pairs_foresee(struct lc_pairs *p, int64_t base_rid)
{
    struct ctr_consumer_list consumers;
    struct lc_pair_diff *item;

    LC_TRY(lc_consumer_all(p->op, p->contract, &consumers));
    for (size_t i = 0; i < consumers.count; i++) {
        LC_TRY(meet(p, lc_pairs_from(p, &consumers.items[i], base_rid), &item));
    }
    return CTR_OK;
}

ctr_status lc_pairs_size(struct lc_op *op, const struct lc_contract *c, int64_t base_rid,
                         int64_t *bytes)
{
    return lc_consumer_versions_size(op, c->rid, base_rid, bytes);
}
