/*
 * What an evolution stands on, and the comparison that follows from it. Comparing documents of
 * megabytes takes longer than other writers should wait, so it is done with the write lock given
 * back; what was compared counts only if the same facts are found when the lock is there again.
 */
#include "flow/evolve.h"

#include "flow/history.h"
#include "flow/pair.h"

static ctr_status look(struct lc_op *op, const struct lc_evolving *e, struct lc_facts *out)
{
    struct ctr_version latest;

    *out = (struct lc_facts){.format = 0};
    LC_TRY(lc_contract_get(op, e->team, e->name, &out->contract));
    if (e->edition) {
        out->format = e->edition->spec.row->format;
        if (!e->source->format) {
            /* unless the caller names another, a contract keeps its format */
            LC_TRY(lc_version_select(op, &out->contract, "latest", &latest));
            out->format = latest.format;
        }
    } else {
        LC_TRY(lc_version_select(op, &out->contract, e->selector, &out->old));
    }
    LC_TRY(lc_version_base(op, out->contract.rid, &out->base, &out->has_base));
    if (!out->has_base) {
        return CTR_OK;
    }
    out->judging = lc_new(&op->ctx, 1, sizeof *out->judging);
    LC_TRY(out->judging ? lc_judging_begin(op, &out->contract, out->judging) : CTR_E_NOMEM);
    return lc_history_size(op, &out->contract, out->base.rid, &out->earlier, &out->earlier_bytes);
}

static bool same_ask(const struct lc_facts *a, const struct lc_facts *b)
{
    const struct lc_diff_ask asks[] = {lc_judging_ask(a->judging, &a->contract),
                                       lc_judging_ask(b->judging, &b->contract)};

    return asks[0].mode == asks[1].mode && asks[0].profile == asks[1].profile &&
           lc_grace_eq(&asks[0].grace, &asks[1].grace);
}

/* A version's document and files never change; its id is never given again. */
static bool same_version(const struct ctr_version *a, const struct ctr_version *b)
{
    return strcmp(a->id, b->id) == 0 && strcmp(a->document_sha256, b->document_sha256) == 0;
}

static bool fits(const struct lc_evolve_plan *plan, const struct lc_evolving *e,
                 const struct lc_facts *now)
{
    const struct lc_facts *then = &plan->facts;

    return plan->made && then->contract.rid == now->contract.rid && then->format == now->format &&
           then->has_base == now->has_base && then->earlier == now->earlier &&
           (!now->has_base || (same_version(&then->base, &now->base) && same_ask(then, now))) &&
           (e->edition || same_version(&then->old, &now->old));
}

/* Would this hold up other writers? */
static ctr_status is_long(struct lc_op *op, const struct lc_evolving *e,
                          const struct lc_facts *facts, bool *out)
{
    int64_t bytes = e->edition ? (int64_t)e->edition->spec.bundle.bytes : facts->old.document_size;

    /* read anew, the document may ask the caller's resolver: nothing to wait for under a lock */
    bytes = bytes > LC_LONG_WORK ? bytes : bytes + facts->earlier_bytes;
    if (facts->has_base && bytes <= LC_LONG_WORK) {
        int64_t others;
        LC_TRY(lc_pairs_size(op, &facts->contract, facts->base.format, facts->base.rid, &others));
        bytes += others;
    }
    *out = bytes > LC_LONG_WORK || (e->edition && facts->format != e->edition->spec.row->format);
    if (*out || !facts->has_base) {
        return CTR_OK;
    }
    return lc_version_is_long(op, &facts->base, LC_LONG_WORK - bytes, out);
}

ctr_status lc_version_is_long(struct lc_op *op, const struct ctr_version *v, int64_t most,
                              bool *out)
{
    int64_t files = 0;

    if (v->document_size <= most) {
        LC_TRY(lc_file_bytes(op, v->rid, &files));
    }
    *out = v->document_size > most || files > most - v->document_size;
    return CTR_OK;
}

/* The document to store: as the caller's was read, read anew as the contract's format, or the one
 * to go back to. */
static ctr_status settle_edition(struct lc_op *op, const struct lc_evolving *e,
                                 const struct lc_facts *facts, struct lc_edition *out)
{
    if (!e->edition) {
        LC_TRY(lc_edition_load(op, &facts->old, out));
        return lc_edition_pack(&op->ctx, out);
    }
    *out = *e->edition;
    if (facts->format == out->spec.row->format) {
        return CTR_OK;
    }
    ctr_source source = *e->source;
    source.format = facts->format;
    return lc_edition_read(&op->ctx, &source, out);
}

static ctr_status make(struct lc_op *op, const struct lc_evolving *e, const struct lc_facts *facts,
                       struct lc_evolve_plan *plan)
{
    struct lc_edition older;

    *plan = (struct lc_evolve_plan){.facts = *facts};
    LC_TRY(settle_edition(op, e, facts, &plan->edition));
    if (facts->has_base) {
        plan->diff = lc_new(&op->ctx, 1, sizeof *plan->diff);
        if (!plan->diff) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_edition_load(op, &facts->base, &older));
        const struct lc_diff_ask ask = lc_judging_ask(facts->judging, &facts->contract);
        LC_TRY(lc_spec_diff_as(&op->ctx, &older.spec, &plan->edition.spec, &ask, plan->diff));
        LC_TRY(lc_history_compare(facts->judging, &facts->contract, facts->base.rid,
                                  &plan->edition.spec, &plan->earlier));
    }
    plan->made = true;
    return CTR_OK;
}

ctr_status lc_evolve_pairs(struct lc_op *op, struct lc_evolve_plan *plan, struct lc_pairs **out)
{
    struct lc_pairs *p = plan->pairs;

    if (!p) {
        p = lc_new(&op->ctx, 1, sizeof *p);
        if (!p) {
            return CTR_E_NOMEM;
        }
        *p = (struct lc_pairs){.op = op, .edition = plan->edition, .loaded = true};
        LC_TRY(lc_pairs_known(p, plan->facts.base.rid, plan->diff));
        for (size_t i = 0; i < plan->earlier.count; i++) {
            LC_TRY(lc_pairs_known(p, plan->earlier.items[i].rid, plan->earlier.items[i].diff));
        }
    }
    p->contract = &plan->facts.contract;
    p->judging = *plan->facts.judging; /* of now, if the plan was made before */
    plan->pairs = p;
    *out = p;
    return CTR_OK;
}

/* Without the lock: see what there is, and compare. */
static ctr_status make_outside(struct lc_op *op, const struct lc_evolving *e,
                               struct lc_evolve_plan *plan)
{
    struct lc_facts facts;
    struct lc_pairs *pairs;

    LC_TRY(look(op, e, &facts));
    LC_TRY(make(op, e, &facts, plan));
    if (!plan->diff) {
        return CTR_OK;
    }
    LC_TRY(lc_evolve_pairs(op, plan, &pairs));
    LC_TRY(lc_pairs_foresee(pairs, facts.base.rid));
    return lc_evolution_pack(&op->ctx, plan->diff, &plan->packed);
}

ctr_status lc_evolve_foresee(struct lc_op *op, const struct lc_evolving *e,
                             struct lc_evolve_plan **plan)
{
    struct lc_contract c;
    bool found;

    if (e->edition->spec.bundle.bytes <= LC_LONG_WORK) {
        return CTR_OK;
    }
    LC_TRY(lc_contract_find(op, e->team, e->name, &c, &found));
    if (!found || (op->kind == LC_TXN_WRITE && !lc_op_pause(op))) {
        return CTR_OK;
    }
    *plan = lc_new(&op->ctx, 1, sizeof **plan);
    ctr_status status = *plan ? make_outside(op, e, *plan) : CTR_E_NOMEM;
    if (status == CTR_OK || status == CTR_E_NOMEM || status == CTR_E_CANCELLED) {
        return status;
    }
    /* what comes before it in the transaction may change that: let it fail then, if it does */
    ctr_error_free(op->ctx.error);
    op->ctx.error = NULL;
    *plan = NULL;
    return CTR_OK;
}

ctr_status lc_evolve_settle(struct lc_op *op, const struct lc_evolving *e,
                            struct lc_evolve_plan *plan)
{
    struct lc_facts facts;
    bool is;

    for (int tries = 0;; tries++) {
        LC_TRY(look(op, e, &facts));
        if (fits(plan, e, &facts)) {
            plan->facts = facts; /* what may have changed without touching the comparison */
            return CTR_OK;
        }
        LC_TRY(is_long(op, e, &facts, &is));
        if (!is || tries == LC_TRIES_OUTSIDE || !lc_op_pause(op)) {
            return make(op, e, &facts, plan);
        }
        LC_TRY(make_outside(op, e, plan));
        LC_TRY(lc_op_resume(op));
        LC_TRY(lc_event_open(op));
    }
}
