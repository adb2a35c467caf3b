/* What a version of a consumer was built against. */
#include "flow/run.h"

#include "domain/consumer/consumer.h"
#include "flow/evolve.h"

static ctr_status check_parts(struct lc_op *op, const struct ctr_version *v,
                              const struct ctr_build *b)
{
    struct lc_edition edition;

    if (!b->part_count) {
        return CTR_OK;
    }
    LC_TRY(lc_edition_load(op, v, &edition));
    for (size_t i = 0; i < b->part_count; i++) {
        bool has;
        LC_TRY(lc_spec_has_part(&op->ctx, &edition.spec, b->parts[i], &has));
        if (!has) {
            return lc_edition_lacks(op, v, &edition, b->parts[i]);
        }
    }
    return CTR_OK;
}

static ctr_status recorded_otherwise(struct lc_op *op, const struct ctr_build *is)
{
    ctr_status status = lc_fail(
        &op->ctx, CTR_E_EXISTS,
        "'%s@%s' was recorded against '%s/%s@%s' with %zu part%s%s%s, and that never "
        "changes; give another label",
        is->consumer, is->label, is->team, is->contract, is->against, is->part_count,
        is->part_count == 1 ? "" : "s", is->range ? " out of " : "", is->range ? is->range : "");
    lc_detail(&op->ctx, "against", is->against);
    return status;
}

/* A version that was named may stand there as a range, by an older release. */
static bool same_range(const struct ctr_build *is, const struct ctr_build *b)
{
    return lc_cstr_cmp(is->range, b->range) == 0 ||
           (is->range && !b->range && lc_pin_names(is->range, is->against));
}

static bool same(const struct ctr_build *is, const struct ctr_build *b)
{
    if (is->against_rid != b->against_rid || !same_range(is, b) ||
        is->part_count != b->part_count) {
        return false;
    }
    for (size_t i = 0; i < b->part_count; i++) {
        if (strcmp(is->parts[i], b->parts[i]) != 0) {
            return false;
        }
    }
    return true;
}

/* The version that is meant, and the range it was picked out of. */
static ctr_status pick(struct lc_op *op, const struct lc_contract *c,
                       const struct lc_build_given *given, const struct ctr_consumer *k,
                       struct ctr_version *v, const char **range)
{
    const char *selector = given->against ? given->against : k ? k->pin : NULL;
    bool found = false;

    if (!given->against && k) { /* what it follows; a label does not win over a pin */
        LC_TRY(lc_version_resolve(op, c->rid, k->pin, v, &found));
    }
    LC_TRY(found ? CTR_OK : lc_version_select(op, c, selector, v));
    bool named = !selector || !*selector || strcmp(selector, "active") == 0 ||
                 strcmp(selector, "latest") == 0 || lc_pin_names(selector, v->label);
    *range = named ? NULL : selector;
    return CTR_OK;
}

ctr_status lc_flow_build(struct lc_op *op, const struct lc_contract *c,
                         const struct lc_build_given *given, struct ctr_build *out)
{
    struct ctr_consumer k;
    struct ctr_version v;
    struct ctr_build is;
    bool registered;
    bool found;

    LC_TRY(lc_consumer_find(op, c->rid, given->consumer, &k, &registered));
    *out = (struct ctr_build){.contract_rid = c->rid,
                              .team = c->team,
                              .contract = c->name,
                              .consumer = registered ? k.name : given->consumer,
                              .label = given->label,
                              .recorded_us = op->ctx.now_us,
                              .recorded_by = op->actor,
                              .reason = lc_event_reason(op)};
    LC_TRY(pick(op, c, given, registered ? &k : NULL, &v, &out->range));
    out->against_rid = v.rid;
    out->against = v.label;
    if (given->parts_given || !registered) {
        out->parts = (const char **)given->parts;
        out->part_count = given->part_count;
    } else {
        out->parts = (const char **)k.parts;
        out->part_count = k.part_count;
    }
    if (!given->allow_unknown) {
        LC_TRY(check_parts(op, &v, out));
    }
    LC_TRY(lc_build_find(op, c->rid, given->consumer, given->label, &is, &found));
    if (!found) {
        return lc_build_insert(op, out);
    }
    if (!same(&is, out)) {
        return recorded_otherwise(op, &is);
    }
    *out = is;
    return CTR_OK;
}
