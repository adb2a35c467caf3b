/* Comparisons with one edition, each made or loaded once. */
#include "flow/pair.h"

#include "base/sha256.h"

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

/* ---- the mode that users are judged by */

/* Whoever calls an API is broken by what breaks backward, even if its contract promises forward.
 * Data has readers and writers: there the contract's mode says who has to get on with whom. */
static ctr_status users_mode(struct lc_pairs *p, int64_t from_rid, ctr_mode *out)
{
    const struct lc_format_row *row =
        p->target ? lc_spec_row(p->target->format) : p->edition.spec.row;
    bool called = row && row->called;

    *out = lc_mode_step(p->contract->mode);
    if (*out != CTR_MODE_BACKWARD && row && row->has_calls) {
        struct ctr_version from;
        struct lc_edition older;
        LC_TRY(lc_version_by_rid(p->op, from_rid, &from));
        LC_TRY(lc_edition_load(p->op, &from, &older));
        called = older.spec.row == row && row->has_calls(&older.spec);
    }
    *out = called ? CTR_MODE_BACKWARD : *out;
    return CTR_OK;
}

/* What a finding of both directions weighs under `full` may be the weight of the other one. */
static bool tells_backward(const struct ctr_diff *d)
{
    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        int32_t before = f->judged ? f->judged->level_before : 0;
        ctr_level level = before ? (ctr_level)before : f->level;
        if (f->direction == CTR_DIRECTION_BOTH && level < CTR_LEVEL_WARNING) {
            return false;
        }
    }
    return lc_mode_step(d->mode) == CTR_MODE_FULL;
}

static bool fits(const struct ctr_diff *d, ctr_mode mode)
{
    return lc_mode_step(d->mode) == mode || (mode == CTR_MODE_BACKWARD && tells_backward(d));
}

/* Of a comparison that fits, what a comparison under that mode finds, before any policy. */
static ctr_status as_asked(struct lc_ctx *ctx, const struct ctr_diff *d, ctr_mode mode,
                           struct ctr_diff **out)
{
    struct ctr_diff *copy = lc_new(ctx, 1, sizeof *copy);

    *out = copy;
    if (!copy) {
        return CTR_E_NOMEM;
    }
    *copy = *d;
    LC_TRY(copy->judgement ? lc_policy_lift(ctx, copy) : CTR_OK);
    if (lc_mode_step(d->mode) == mode) {
        return CTR_OK;
    }
    struct ctr_finding *list = lc_new(ctx, copy->count + 1, sizeof *list);
    if (!list) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < copy->count; i++) {
        list[i] = copy->findings[i];
        if (!lc_mode_asks(mode, list[i].direction)) {
            list[i].level = CTR_LEVEL_INFO;
        }
    }
    copy->mode = mode;
    return lc_diff_settle(ctx, list, copy->count, copy);
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

/* Under the same profile, and no notice was or is asked for, which would count from now. */
static bool holds(const struct lc_pairs *p, const struct ctr_diff *d)
{
    const struct lc_diff_ask ask = lc_judging_ask(&p->judging, p->contract);

    return d->profile == p->contract->profile && !d->grace && lc_grace_eq(&ask.grace, NULL);
}

static ctr_status load_target(struct lc_pairs *p)
{
    LC_TRY(p->loaded ? CTR_OK : lc_edition_load(p->op, p->target, &p->edition));
    p->loaded = true;
    return CTR_OK;
}

static ctr_status compare(struct lc_pairs *p, int64_t from_rid, ctr_mode mode,
                          struct ctr_diff **out)
{
    struct lc_diff_ask ask = lc_judging_ask(&p->judging, p->contract);
    struct lc_op *op = p->op;
    struct ctr_version from;
    struct lc_edition older;

    ask.mode = mode;
    *out = lc_new(&op->ctx, 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    LC_TRY(load_target(p));
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
    if (!kept || !holds(p, kept) || lc_mode_step(kept->mode) != lc_mode_step(p->contract->mode)) {
        LC_TRY(compare(p, from_rid, p->contract->mode, out));
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
    ctr_mode mode;

    *item = find(p, from_rid);
    if (*item && (*item)->state != LC_PAIR_GIVEN) {
        return CTR_OK;
    }
    LC_TRY(begin(p));
    LC_TRY(users_mode(p, from_rid, &mode));
    if (*item) {
        given = (*item)->diff;
    } else {
        LC_TRY(stored(p, from_rid, &given));
        given = given && holds(p, given) ? given : NULL;
    }
    if (given && fits(given, mode)) {
        LC_TRY(as_asked(ctx, given, mode, &diff));
    } else {
        LC_TRY(compare(p, from_rid, mode, &diff));
    }
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

/* ---- parts that nobody compared */

/* Consumers share parts, and some formats look through the whole document for each. */
static ctr_status target_has(struct lc_pairs *p, const char *part, bool *out)
{
    struct lc_ctx *ctx = &p->op->ctx;
    bool *known = lc_map_get(&p->parts, lc_str(part));

    if (known) {
        *out = *known;
        return CTR_OK;
    }
    LC_TRY(load_target(p));
    LC_TRY(lc_spec_has_part(ctx, &p->edition.spec, part, out));
    known = lc_new(ctx, 1, sizeof *known);
    if (!known) {
        return CTR_E_NOMEM;
    }
    *known = *out;
    if (!p->parts.seed) {
        lc_random(NULL, &p->parts.seed, sizeof p->parts.seed);
    }
    return lc_map_set(ctx, &p->parts, lc_str(part), known);
}

static ctr_status older_has(struct lc_pairs *p, int64_t from_rid, const char *part, bool *out)
{
    struct lc_pair_diff *item = find(p, from_rid);
    struct ctr_version from;

    *out = false;
    if (!item) { /* it is the target */
        return CTR_OK;
    }
    if (!item->older) {
        struct lc_edition *older = lc_new(&p->op->ctx, 1, sizeof *older);
        LC_TRY(older ? lc_version_by_rid(p->op, from_rid, &from) : CTR_E_NOMEM);
        LC_TRY(lc_edition_load(p->op, &from, older));
        item->older = older;
    }
    return lc_spec_has_part(&p->op->ctx, &item->older->spec, part, out);
}

ctr_status lc_pairs_absent(struct lc_pairs *p, int64_t from_rid, const char *const *parts,
                           size_t part_count, const char *const **out, size_t *count)
{
    const char **list = lc_new(&p->op->ctx, part_count + 1, sizeof *list);

    *out = list;
    *count = 0;
    if (!list) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < part_count; i++) {
        bool has;
        LC_TRY(target_has(p, parts[i], &has));
        LC_TRY(has ? CTR_OK : older_has(p, from_rid, parts[i], &has));
        if (!has) {
            list[(*count)++] = parts[i];
        }
        LC_TRY(lc_poll(&p->op->ctx));
    }
    return CTR_OK;
}

/* Whom no finding hits is unaffected only if what he uses was there to be compared. */
static ctr_status doubt(struct lc_pairs *p, int64_t from_rid, const struct ctr_consumer *k,
                        struct lc_impact *impact)
{
    if (impact->effect != CTR_EFFECT_UNAFFECTED) {
        return CTR_OK;
    }
    LC_TRY(
        lc_pairs_absent(p, from_rid, k->parts, k->part_count, &impact->parts, &impact->part_count));
    impact->absent = impact->part_count > 0;
    impact->effect = impact->absent ? CTR_EFFECT_UNKNOWN : CTR_EFFECT_UNAFFECTED;
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
    return doubt(p, from_rid, &one, out);
}

ctr_status lc_pairs_from(const struct lc_pairs *p, const struct ctr_consumer *k, int64_t base_rid,
                         int64_t *out)
{
    const struct ctr_version *v = p->target;
    struct ctr_version base;
    bool admits;

    *out = k->follows_rid;
    if (k->follows_rid) {
        bool past = v && v->state != CTR_STATE_DRAFT && k->follows_rid >= v->rid;
        *out = past ? base_rid : k->follows_rid;
        return CTR_OK;
    }
    if (k->pin) {
        LC_TRY(lc_version_by_rid(p->op, base_rid, &base));
        LC_TRY(lc_pin_admits(&p->op->ctx, k->pin, base.label, &admits));
        *out = admits ? base_rid : 0;
        return CTR_OK;
    }
    *out = base_rid;
    return CTR_OK;
}

/* One who relies on nothing that could be compared. */
static struct lc_impact stray(const struct ctr_consumer *k)
{
    return (struct lc_impact){.consumer = k->name,
                              .role = k->role,
                              .pin = k->pin,
                              .effect = CTR_EFFECT_UNKNOWN,
                              .parts = k->parts,
                              .part_count = k->part_count};
}

static ctr_status impact_on(struct lc_pairs *p, const struct ctr_consumer *k, int64_t base_rid,
                            const char *label, struct lc_impact *out)
{
    struct lc_pair_diff *pair;
    int64_t from;

    LC_TRY(lc_pairs_from(p, k, base_rid, &from));
    if (!from) {
        *out = stray(k);
        return CTR_OK;
    }
    LC_TRY(settle(p, from, &pair));
    LC_TRY(lc_impact_judge(&p->op->ctx, pair->harm, k, label, out));
    return doubt(p, from, k, out);
}

ctr_status lc_pairs_impacts(struct lc_pairs *p, const struct ctr_consumer_list *consumers,
                            int64_t base_rid, const char *label, const struct lc_impact **out,
                            size_t *count)
{
    struct lc_ctx *ctx = &p->op->ctx;
    struct lc_impact *items = lc_new(ctx, consumers->count, sizeof *items);

    *out = items;
    *count = consumers->count;
    if (!items) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < consumers->count; i++) {
        LC_TRY(impact_on(p, &consumers->items[i], base_rid, label, &items[i]));
    }
    lc_impact_sort(items, consumers->count);
    return CTR_OK;
}

ctr_status lc_pairs_foresee(struct lc_pairs *p, int64_t base_rid)
{
    struct ctr_consumer_list consumers;
    struct lc_pair_diff *item;
    const char *const *absent;
    int64_t from;
    size_t count;

    LC_TRY(lc_consumer_all(p->op, p->contract, &consumers));
    for (size_t i = 0; i < consumers.count; i++) {
        const struct ctr_consumer *k = &consumers.items[i];
        LC_TRY(lc_pairs_from(p, k, base_rid, &from));
        LC_TRY(from ? meet(p, from, &item) : CTR_OK);
        LC_TRY(from ? lc_pairs_absent(p, from, k->parts, k->part_count, &absent, &count) : CTR_OK);
    }
    return CTR_OK;
}

ctr_status lc_pairs_size(struct lc_op *op, const struct lc_contract *c, ctr_format format,
                         int64_t base_rid, int64_t *bytes)
{
    const struct lc_format_row *row = lc_spec_row(format);
    bool enough =
        lc_mode_step(c->mode) == CTR_MODE_BACKWARD || !row || (!row->called && !row->has_calls);

    return lc_consumer_versions_size(op, c->rid, enough ? base_rid : 0, bytes);
}
