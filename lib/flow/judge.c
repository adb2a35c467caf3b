/* Policies of a store: what holds, and comparisons judged by it. */
#include "flow/judge.h"

#include "base/map.h"
#include "domain/run/run.h"

/* One part more that is used, unless it is there. */
static ctr_status add_used(struct lc_ctx *ctx, struct lc_map *known, const char *part,
                           const char **used, size_t *count)
{
    if (lc_map_get(known, lc_str(part))) {
        return CTR_OK;
    }
    used[(*count)++] = part;
    return lc_map_set(ctx, known, lc_str(part), (void *)(uintptr_t)part);
}

/* What consumers use, with what of them runs: a build that was not rebuilt uses what it used. */
static ctr_status list_used(struct lc_op *op, const struct ctr_consumer_list *all,
                            const struct ctr_build_list *builds, size_t room,
                            struct ctr_policy *out)
{
    struct lc_map known = {0};
    const char **used = lc_new(&op->ctx, room + 1, sizeof *used);

    out->used = used;
    if (!used) {
        return CTR_E_NOMEM;
    }
    lc_random(NULL, &known.seed, sizeof known.seed);
    for (size_t i = 0; i < all->count; i++) {
        const struct ctr_consumer *k = &all->items[i];
        for (size_t n = 0; n < k->part_count; n++) {
            LC_TRY(add_used(&op->ctx, &known, k->parts[n], used, &out->used_count));
        }
    }
    for (size_t i = 0; i < builds->count; i++) {
        const struct ctr_build *b = &builds->items[i];
        for (size_t n = 0; n < b->part_count; n++) {
            LC_TRY(add_used(&op->ctx, &known, b->parts[n], used, &out->used_count));
        }
    }
    return CTR_OK;
}

/* Known only if there are consumers, and each of them and each build of them that runs says what it
 * uses. */
static ctr_status used_parts(struct lc_op *op, const struct lc_contract *c, struct ctr_policy *out)
{
    struct ctr_consumer_list all;
    struct ctr_build_list builds;
    size_t count = 0;

    LC_TRY(lc_consumer_all(op, c, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (!all.items[i].part_count) {
            return CTR_OK; /* it uses everything */
        }
        count += all.items[i].part_count;
    }
    if (!all.count) {
        return CTR_OK;
    }
    LC_TRY(lc_run_uses(op, c->rid, &builds));
    for (size_t i = 0; i < builds.count; i++) {
        if (!builds.items[i].part_count) {
            return CTR_OK;
        }
        count += builds.items[i].part_count;
    }
    out->used_known = true;
    return list_used(op, &all, &builds, count, out);
}

ctr_status lc_judge_policy(struct lc_op *op, const char *team, const struct lc_contract *c,
                           struct ctr_policy *out, bool *found)
{
    struct lc_kept_policy kept[2] = {{.rid = 0}};
    struct lc_policy_terms terms[2];
    struct lc_policy_terms joined;

    LC_TRY(lc_kept_policy_get(op, team, NULL, &kept[0]));
    if (c) {
        LC_TRY(lc_kept_policy_get(op, team, c, &kept[1]));
    }
    *found = kept[0].document || kept[1].document;
    if (!*found) {
        return CTR_OK;
    }
    LC_TRY(lc_kept_policy_read(op, &kept[0], &terms[0]));
    LC_TRY(lc_kept_policy_read(op, &kept[1], &terms[1]));
    LC_TRY(lc_policy_join(&op->ctx, &terms[0], &terms[1], &joined));
    LC_TRY(lc_policy_make(&op->ctx, &joined, out));
    return c && lc_policy_ignores_unused(&joined) ? used_parts(op, c, out) : CTR_OK;
}

ctr_status lc_judging_begin(struct lc_op *op, const struct lc_contract *c, struct lc_judging *out)
{
    struct ctr_policy *p = &out->policy;

    *out = (struct lc_judging){.op = op};
    LC_TRY(lc_judge_policy(op, c->team, c, p, &out->found));
    if (!out->found) {
        return CTR_OK;
    }
    out->facts = (struct lc_judge_facts){.now_us = op->ctx.now_us,
                                         .used_known = p->used_known,
                                         .used = p->used,
                                         .used_count = p->used_count};
    out->facts.use = lc_new(&op->ctx, p->terms.waiver_count + 1, sizeof(struct lc_waiver_use));
    return out->facts.use ? CTR_OK : CTR_E_NOMEM;
}

struct lc_diff_ask lc_judging_ask(const struct lc_judging *j, const struct lc_contract *c)
{
    struct lc_diff_ask ask = {.mode = c->mode, .profile = c->profile};

    if (j->found) {
        ask.grace = lc_policy_grace(&j->policy.terms);
    }
    return ask;
}

bool lc_judging_by(const struct lc_judging *j, ctr_line_rule by)
{
    return j->found && j->policy.terms.lines.by == (int32_t)by;
}

ctr_status lc_judging_one(struct lc_judging *j, const char *const line[2], bool last,
                          struct ctr_diff *diff)
{
    struct lc_ctx *ctx = &j->op->ctx;

    LC_TRY(diff->judgement ? lc_policy_lift(ctx, diff) : CTR_OK);
    if (!j->found) {
        return CTR_OK;
    }
    j->facts.line[CTR_SIDE_OLD] = line[CTR_SIDE_OLD];
    j->facts.line[CTR_SIDE_NEW] = line[CTR_SIDE_NEW];
    j->facts.quiet = !last;
    return lc_policy_judge(ctx, &j->policy, &j->facts, diff);
}
