/* Deployed, released, and no more. */
#include "flow/run.h"

/* One contract that the call is about. */
struct place {
    struct lc_contract contract;
    struct ctr_build build; /* rid 0: a version of the contract */
    bool named;             /* the build, by its label */
};

static ctr_status no_build(struct lc_op *op, const struct lc_contract *c, const char *consumer,
                           const char *label)
{
    return lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                   "nothing is recorded of '%s@%s' for '%s/%s'; record what it was built against "
                   "first",
                   consumer, label, c->team, c->name);
}

static ctr_status one_place(struct lc_op *op, const struct lc_run_given *g, struct place *p)
{
    bool found;

    LC_TRY(lc_contract_get(op, g->team, g->name, &p->contract));
    if (!g->consumer || !g->label) {
        return CTR_OK;
    }
    LC_TRY(lc_build_find(op, p->contract.rid, g->consumer, g->label, &p->build, &found));
    p->named = found;
    return found ? CTR_OK : no_build(op, &p->contract, g->consumer, g->label);
}

static ctr_status places(struct lc_op *op, const struct lc_run_given *g, struct place **out,
                         size_t *count)
{
    struct ctr_build_list builds;

    if (g->team) {
        *count = 1;
        *out = lc_new(&op->ctx, 1, sizeof **out);
        return *out ? one_place(op, g, *out) : CTR_E_NOMEM;
    }
    LC_TRY(lc_build_of_consumer(op, g->consumer, g->label, &builds));
    *count = builds.count;
    *out = lc_new(&op->ctx, builds.count, sizeof **out);
    for (size_t i = 0; *out && i < builds.count; i++) {
        struct place *p = &(*out)[i];
        p->build = builds.items[i];
        p->named = true;
        LC_TRY(lc_contract_get(op, p->build.team, p->build.contract, &p->contract));
    }
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* The row that would stand for it; of what is not named, the place alone. */
static ctr_status row_of(struct lc_op *op, const struct lc_run_given *g, const struct place *p,
                         int64_t environment_rid, struct ctr_run *out)
{
    *out = (struct ctr_run){.contract_rid = p->contract.rid,
                            .team = p->contract.team,
                            .contract = p->contract.name,
                            .environment_rid = environment_rid,
                            .environment = g->environment,
                            .kind = (int32_t)g->kind,
                            .instance = g->instance,
                            .consumer_key = ""};
    if (p->named) {
        out->build_rid = p->build.rid;
        out->build = p->build.label;
        out->version_rid = p->build.against_rid;
        out->version = p->build.against;
        out->consumer = p->build.consumer;
        out->consumer_key = p->build.consumer_key;
    } else if (g->consumer) {
        out->consumer = g->consumer;
        out->consumer_key = lc_lower(&op->ctx, g->consumer);
    }
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status environment_of(struct lc_op *op, const struct lc_run_given *g,
                                 const struct lc_contract *c, int64_t *rid, const char **name)
{
    *name = g->environment;
    LC_TRY(lc_environment_find(op, c->team, g->environment, rid, name));
    if (*rid) {
        return CTR_OK;
    }
    return g->may_be_new
               ? lc_environment_insert(op, c->team, g->environment, op->ctx.now_us, op->actor, rid)
               : lc_environment_unknown(op, c->team, g->environment);
}

static ctr_status select_version(struct lc_op *op, const struct lc_run_given *g,
                                 const struct place *p, struct ctr_run *r)
{
    struct ctr_version v;

    LC_TRY(lc_version_select(op, &p->contract, g->selector, &v));
    r->version_rid = v.rid;
    r->version = v.label;
    return CTR_OK;
}

static bool is_same(const struct ctr_run *a, const struct ctr_run *b)
{
    return a->build_rid == b->build_rid && a->version_rid == b->version_rid;
}

/* "web@2.3" or "shop/orders@1.2.0" */
static const char *called(struct lc_op *op, const struct ctr_run *r)
{
    return r->consumer ? lc_format(&op->ctx, "%s@%s", r->consumer, r->build)
                       : lc_format(&op->ctx, "%s/%s@%s", r->team, r->contract, r->version);
}

static ctr_status begin_one(struct lc_op *op, const struct lc_run_given *g, const struct place *p,
                            struct ctr_run_list *out)
{
    struct ctr_run *r = &out->items[out->count++];
    struct ctr_run before;
    const char *replaced = NULL;
    const char *name;
    int64_t environment;
    bool found;

    LC_TRY(environment_of(op, g, &p->contract, &environment, &name));
    LC_TRY(row_of(op, g, p, environment, r));
    r->environment = name;
    if (!g->consumer) {
        LC_TRY(select_version(op, g, p, r));
    }
    LC_TRY(lc_run_in_place(op, r, &before, &found));
    if (found && is_same(&before, r)) {
        *r = before;
        return lc_run_remark(op, out,
                             lc_format(&op->ctx, "'%s' is %s in '%s' already; nothing was changed",
                                       called(op, r), lc_word_name(lc_words_run_kind, r->kind),
                                       r->environment));
    }
    if (found) {
        replaced = before.build ? before.build : before.version;
        before.until_us = op->ctx.now_us;
        before.until_by = op->actor;
        LC_TRY(lc_run_close(op, &before));
        LC_TRY(lc_run_remark(
            op, out, lc_format(&op->ctx, "it takes the place of '%s'", called(op, &before))));
    }
    r->since_us = op->ctx.now_us;
    r->since_by = op->actor;
    r->reason = lc_event_reason(op);
    LC_TRY(lc_run_insert(op, r, replaced));
    return lc_run_get(op, r->rid, r);
}

static bool is_among(const struct place *at, size_t count, int64_t contract_rid)
{
    for (size_t i = 0; i < count; i++) {
        if (at[i].contract.rid == contract_rid) {
            return true;
        }
    }
    return false;
}

/* A consumer is one program: when another build of it is deployed, the one before is gone, for the
 * contracts that the new one does not use any more, too. */
static ctr_status end_elsewhere(struct lc_op *op, const struct lc_run_given *g,
                                const struct place *at, size_t count, struct ctr_run_list *out)
{
    const struct ctr_build *by = &at[0].build;
    struct ctr_run_list runs;

    LC_TRY(lc_run_of_consumer(op, g->consumer, g->environment, g->instance, &runs));
    for (size_t i = 0; i < runs.count; i++) {
        struct ctr_run *r = &runs.items[i];
        if (is_among(at, count, r->contract_rid)) {
            continue;
        }
        r->until_us = op->ctx.now_us;
        r->until_by = op->actor;
        LC_TRY(lc_run_end(op, r, by->label));
        LC_TRY(lc_run_remark(
            op, out,
            lc_format(&op->ctx, "'%s@%s' takes the place of '%s@%s' and does not use '%s/%s'",
                      by->consumer, by->label, r->consumer, r->build, r->team, r->contract)));
    }
    return CTR_OK;
}

ctr_status lc_flow_run_begin(struct lc_op *op, const struct lc_run_given *g,
                             struct ctr_run_list *out)
{
    struct place *at;
    size_t count;

    *out = (struct ctr_run_list){.count = 0};
    LC_TRY(places(op, g, &at, &count));
    out->items = lc_new(&op->ctx, count, sizeof *out->items);
    for (size_t i = 0; out->items && i < count; i++) {
        LC_TRY(begin_one(op, g, &at[i], out));
    }
    if (!out->items) {
        return CTR_E_NOMEM;
    }
    return g->team || g->kind == CTR_RUN_RELEASED ? CTR_OK : end_elsewhere(op, g, at, count, out);
}

static ctr_status not_there(struct lc_op *op, const struct lc_run_given *g, const struct ctr_run *r,
                            const struct ctr_run *is)
{
    const char *what = g->consumer && !g->label ? g->consumer
                       : r->version || r->build
                           ? called(op, r)
                           : lc_format(&op->ctx, "%s/%s", r->team, r->contract);
    const char *there = is ? called(op, is) : NULL;

    if (op->ctx.error) {
        return CTR_E_NOMEM;
    }
    return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s' is not %s in '%s'%s%s%s%s%s", what,
                   lc_word_name(lc_words_run_kind, (int32_t)g->kind), g->environment,
                   g->instance ? " as instance '" : "", g->instance ? g->instance : "",
                   g->instance ? "'" : "", there ? "; there is " : "", there ? there : "");
}

static ctr_status end_one(struct lc_op *op, const struct lc_run_given *g, const struct place *p,
                          bool must, struct ctr_run_list *out)
{
    struct ctr_run r;
    struct ctr_run is;
    int64_t environment;
    bool found;

    LC_TRY(lc_environment_find(op, p->contract.team, g->environment, &environment, NULL));
    if (!environment) {
        return must ? lc_environment_unknown(op, p->contract.team, g->environment) : CTR_OK;
    }
    LC_TRY(row_of(op, g, p, environment, &r));
    bool named = p->named || g->selector || g->kind == CTR_RUN_RELEASED;
    if (!g->consumer && named) {
        LC_TRY(select_version(op, g, p, &r));
    }
    LC_TRY(lc_run_in_place(op, &r, &is, &found));
    if (!found || (named && !is_same(&is, &r))) {
        return must ? not_there(op, g, &r, found ? &is : NULL) : CTR_OK;
    }
    is.until_us = op->ctx.now_us;
    is.until_by = op->actor;
    is.until_reason = lc_event_reason(op);
    LC_TRY(lc_run_end(op, &is, NULL));
    out->items[out->count++] = is;
    return CTR_OK;
}

ctr_status lc_flow_run_end(struct lc_op *op, const struct lc_run_given *g, struct ctr_run_list *out)
{
    struct place *at;
    size_t count;

    *out = (struct ctr_run_list){.count = 0};
    LC_TRY(places(op, g, &at, &count));
    out->items = lc_new(&op->ctx, count, sizeof *out->items);
    for (size_t i = 0; out->items && i < count; i++) {
        LC_TRY(end_one(op, g, &at[i], i + 1 == count && !out->count, out));
    }
    return out->items ? CTR_OK : CTR_E_NOMEM;
}
