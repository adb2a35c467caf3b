/* May it be deployed: every pair of a version and a build that would meet in the environment. */
#include "flow/can.h"

/* The build uses parts, those of the reason, that neither version has. */
static ctr_status absent(struct lc_op *op, const struct ctr_version *v, const struct ctr_build *b,
                         const struct ctr_reason *r, struct ctr_can *out)
{
    const char *who = lc_format(&op->ctx, "%s@%s", b->consumer, b->label);

    return who ? lc_can_add(op, out, CTR_CAN_CONSUMER_UNKNOWN, r,
                            lc_can_absent(&op->ctx, who, r->parts[0], b->against, v->label))
               : CTR_E_NOMEM;
}

/* The very version that the build was made against, which has what it uses unless somebody allowed
 * unknown parts. */
static ctr_status same(struct lc_pairs *pairs, const struct ctr_version *v,
                       const struct ctr_build *b, struct ctr_reason *r, struct ctr_can *out)
{
    struct lc_op *op = pairs->op;

    LC_TRY(lc_pairs_absent(pairs, 0, b->parts, b->part_count, &r->parts, &r->part_count));
    return r->part_count ? absent(op, v, b, r, out)
                         : lc_can_add(op, out, CTR_CAN_SAME, r,
                                      lc_format(&op->ctx, "'%s@%s' was built against '%s'",
                                                b->consumer, b->label, v->label));
}

/* A version of the contract and a build of a consumer. */
static ctr_status judge_pair(struct lc_pairs *pairs, const struct ctr_version *v,
                             const struct ctr_build *b, struct ctr_reason *r, struct ctr_can *out)
{
    struct lc_op *op = pairs->op;
    struct lc_ctx *ctx = &op->ctx;
    struct lc_impact impact;
    bool admits = true;

    r->version = v->label;
    r->against = b->against;
    r->consumer = b->consumer;
    r->build = b->label;
    if (b->range && !lc_pin_names(b->range, b->against)) { /* older releases kept names as ranges */
        LC_TRY(lc_pin_admits(ctx, b->range, v->label, &admits));
    }
    if (!admits) {
        return lc_can_add(op, out, CTR_CAN_RANGE_EXCLUDES, r,
                          lc_format(ctx, "'%s@%s' takes %s, which does not admit '%s'", b->consumer,
                                    b->label, b->range, v->label));
    }
    if (b->against_rid == v->rid) {
        return same(pairs, v, b, r, out);
    }
    LC_TRY(lc_pairs_judge(pairs, b->against_rid, b->parts, b->part_count, &impact, &r->finding));
    r->parts = impact.parts;
    r->part_count = impact.part_count;
    if (impact.effect == CTR_EFFECT_UNAFFECTED) {
        return lc_can_add(op, out, CTR_CAN_COMPATIBLE, r,
                          lc_format(ctx, "nothing that '%s@%s' uses breaks from '%s' to '%s'",
                                    b->consumer, b->label, b->against, v->label));
    }
    if (impact.absent) {
        return absent(op, v, b, r, out);
    }
    return impact.effect == CTR_EFFECT_UNKNOWN
               ? lc_can_add(op, out, CTR_CAN_CONSUMER_UNKNOWN, r,
                            lc_format(ctx, "no rule can tell whether '%s@%s' works with '%s'",
                                      b->consumer, b->label, v->label))
               : lc_can_add(op, out, CTR_CAN_CONSUMER_BREAKS, r,
                            lc_format(ctx, "'%s@%s' uses %s, which breaks with '%s'", b->consumer,
                                      b->label, impact.parts[0], v->label));
}

static const char *path_of(struct lc_op *op, const struct lc_contract *c)
{
    return lc_format(&op->ctx, "%s/%s", c->team, c->name);
}

/* ---- a version of a contract, against the builds that run there ---- */

static ctr_status deploy_version(struct lc_op *op, const struct lc_run_given *g,
                                 struct ctr_can *out)
{
    struct lc_contract c;
    struct ctr_version v;
    struct lc_run_met *met;
    int64_t environment;
    size_t count;

    LC_TRY(lc_contract_get(op, g->team, g->name, &c));
    LC_TRY(lc_version_select(op, &c, g->selector, &v));
    LC_TRY(lc_environment_get(op, c.team, g->environment, &environment));
    const char *path = path_of(op, &c);
    out->subject = lc_format(&op->ctx, "%s/%s@%s", c.team, c.name, v.label);
    if (!path || !out->subject) {
        return CTR_E_NOMEM;
    }
    const struct ctr_reason about = {
        .contract = path, .version = v.label, .environment = g->environment};
    if (v.state == CTR_STATE_RETIRED) {
        LC_TRY(lc_can_add(op, out, CTR_CAN_RETIRED, &about, "it is retired"));
    }
    struct lc_pairs pairs = {.op = op, .contract = &c, .target = &v};
    LC_TRY(lc_run_builds(op, c.rid, environment, &met, &count));
    for (size_t i = 0; i < count; i++) {
        struct ctr_reason r = {
            .contract = path, .environment = g->environment, .instance = met[i].instance};
        LC_TRY(judge_pair(&pairs, &v, &met[i].build, &r, out));
    }
    if (count) {
        return CTR_OK;
    }
    return lc_can_add(op, out, CTR_CAN_NOTHING_DEPENDS, &about,
                      lc_format(&op->ctx, "no consumer of it runs in '%s'", g->environment));
}

/* ---- a build of a consumer, against the versions that run there ---- */

/* It still runs, though nobody may rely on it any more. */
static ctr_status retired(struct lc_op *op, const struct ctr_version *v, const struct ctr_run *run,
                          const char *contract, struct ctr_can *out)
{
    const struct ctr_reason r = {.contract = contract,
                                 .version = v->label,
                                 .environment = run->environment,
                                 .instance = run->instance};

    return lc_can_add(op, out, CTR_CAN_RETIRED, &r,
                      lc_format(&op->ctx, "'%s', which is %s in '%s', is retired", v->label,
                                lc_word_name(lc_words_run_kind, run->kind), run->environment));
}

/* One that runs there. */
static ctr_status meet(struct lc_op *op, const struct lc_contract *c, const struct ctr_build *b,
                       const struct ctr_run *run, struct ctr_can *out)
{
    struct ctr_version v;
    struct lc_pairs pairs = {.op = op, .contract = c, .target = &v};
    struct ctr_reason r = {
        .contract = path_of(op, c), .environment = run->environment, .instance = run->instance};

    LC_TRY(lc_version_by_rid(op, run->version_rid, &v));
    if (!r.contract) {
        return CTR_E_NOMEM;
    }
    LC_TRY(judge_pair(&pairs, &v, b, &r, out));
    return v.state == CTR_STATE_RETIRED ? retired(op, &v, run, r.contract, out) : CTR_OK;
}

static ctr_status deploy_with(struct lc_op *op, const struct lc_run_given *g,
                              const struct ctr_build *b, struct ctr_can *out)
{
    struct lc_contract c;
    struct ctr_run_list runs = {.count = 0};
    int64_t environment;
    size_t met = 0;

    LC_TRY(lc_contract_get(op, b->team, b->contract, &c));
    LC_TRY(lc_environment_get(op, c.team, g->environment, &environment));
    LC_TRY(lc_run_live(op, c.rid, environment, &runs));
    for (size_t i = 0; i < runs.count; i++) {
        if (!runs.items[i].build_rid) {
            LC_TRY(meet(op, &c, b, &runs.items[i], out));
            met++;
        }
    }
    if (met) {
        return CTR_OK;
    }
    const struct ctr_reason r = {.contract = path_of(op, &c),
                                 .against = b->against,
                                 .consumer = b->consumer,
                                 .build = b->label,
                                 .environment = g->environment};
    return lc_can_add(op, out, CTR_CAN_NOT_THERE, &r,
                      lc_format(&op->ctx,
                                "no version of '%s/%s' runs in '%s', and '%s@%s' needs one", c.team,
                                c.name, g->environment, b->consumer, b->label));
}

static ctr_status deploy_build(struct lc_op *op, const struct lc_run_given *g, struct ctr_can *out)
{
    struct ctr_build_list builds;
    struct lc_contract c = {.rid = 0};
    size_t judged = 0;

    LC_TRY(lc_build_of_consumer(op, g->consumer, g->label, &builds));
    LC_TRY(g->team ? lc_contract_get(op, g->team, g->name, &c) : CTR_OK);
    out->subject = lc_format(&op->ctx, "%s@%s", builds.items[0].consumer, builds.items[0].label);
    for (size_t i = 0; i < builds.count; i++) {
        if (!c.rid || builds.items[i].contract_rid == c.rid) {
            LC_TRY(deploy_with(op, g, &builds.items[i], out));
            judged++;
        }
    }
    if (!judged) {
        return lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                       "nothing is recorded of '%s@%s' for '%s/%s'; record what it was built "
                       "against first",
                       g->consumer, g->label, g->team, g->name);
    }
    return out->subject ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_can_deploy(struct lc_op *op, const struct lc_run_given *g, struct ctr_can *out)
{
    *out = (struct ctr_can){.question = "can-deploy", .environment = g->environment};
    LC_TRY(g->consumer ? deploy_build(op, g, out) : deploy_version(op, g, out));
    return lc_can_finish(op, out);
}
