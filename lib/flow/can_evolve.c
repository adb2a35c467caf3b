/* May a new edition become the active version? */
#include "flow/can_evolve.h"
#include "flow/history.h"
#include "flow/sound.h"

struct ctr_reason lc_asked_reason(const struct lc_asked *a, const char *against)
{
    return (struct ctr_reason){.contract = a->path, .version = a->label, .against = against};
}

/* ---- the label ---- */

/* One that was declared. */
static ctr_status judge_declared(struct lc_asked *a)
{
    struct lc_ctx *ctx = &a->op->ctx;
    struct ctr_reason r = lc_asked_reason(a, a->has_base ? a->base.label : NULL);
    struct ctr_version is;
    bool taken;

    LC_TRY(lc_version_by_label(a->op, a->contract.rid, a->label, &is, &taken));
    if (taken) {
        LC_TRY(lc_can_add(a->op, a->can, CTR_CAN_LABEL_TAKEN, &r,
                          lc_format(ctx, "there is a version '%s' already; it is %s", is.label,
                                    lc_word_name(lc_words_state, is.state))));
    }
    if (!lc_evolve_has_order(a->label, a->diff)) {
        LC_TRY(
            lc_can_add(a->op, a->can, CTR_CAN_LABEL_NO_ORDER, &r,
                       lc_format(ctx, "label '%s' is no semantic version, which the policy refuses",
                                 a->label)));
    }
    if (!a->has_base || lc_evolve_is_above(a->label, &a->base)) {
        return CTR_OK;
    }
    return lc_can_add(a->op, a->can, CTR_CAN_LABEL_NOT_ABOVE, &r,
                      lc_format(ctx, "label '%s' is not above '%s', the version it would follow",
                                a->label, a->base.label));
}

/* None was, and one has to be proposed. */
static ctr_status judge_proposed(struct lc_asked *a)
{
    struct lc_ctx *ctx = &a->op->ctx;
    struct ctr_reason r = lc_asked_reason(a, a->has_base ? a->base.label : NULL);

    if (!a->has_base) {
        return lc_can_add(a->op, a->can, CTR_CAN_LABEL_NEEDED, &r,
                          "no version was ever active, so no label can be proposed; give one");
    }
    ctr_bump bump = lc_history_bump(ctx, &a->earlier, a->diff, a->base.label);
    if (bump == CTR_BUMP_NONE) {
        return lc_can_add(a->op, a->can, CTR_CAN_IDENTICAL, &r,
                          lc_format(ctx,
                                    "it does not differ from '%s'; give a label to store it all "
                                    "the same",
                                    a->base.label));
    }
    LC_TRY(lc_evolve_free_label(a->op, a->contract.rid, a->asked, bump, &a->given));
    return a->given ? CTR_OK
                    : lc_can_add(a->op, a->can, CTR_CAN_LABEL_NEEDED, &r,
                                 lc_format(ctx, "no label can be proposed after '%s'; give one",
                                           a->base.label));
}

/* What evolve would refuse to store is no edition that may become active; what it stored before, it
 * gives back, under the label of then. */
static ctr_status judge_name(struct lc_asked *a)
{
    const struct lc_draft draft = {.contract = &a->contract,
                                   .label = a->label,
                                   .content = a->content,
                                   .base = a->has_base ? &a->base : NULL};
    struct ctr_version is;
    bool again;

    a->given = a->label;
    if (a->stored) {
        return CTR_OK;
    }
    LC_TRY(lc_evolve_again(a->op, &draft, &is, &again));
    if (again) {
        a->given = is.label;
        return CTR_OK;
    }
    return a->label ? judge_declared(a) : judge_proposed(a);
}

static ctr_status judge_label(struct lc_asked *a)
{
    struct lc_ctx *ctx = &a->op->ctx;
    struct ctr_reason r = lc_asked_reason(a, a->base.label);

    LC_TRY(lc_history_propose(ctx, &a->earlier, a->diff, a->base.label, &a->asked));
    LC_TRY(judge_name(a));
    if (!a->given || a->contract.mode == CTR_MODE_NONE || lc_label_sufficient(a->given, a->asked)) {
        return CTR_OK;
    }
    r.version = a->given;
    return lc_can_add(
        a->op, a->can, CTR_CAN_LABEL_TOO_LOW, &r,
        lc_format(ctx, "label '%s' is below '%s', which the changes ask for", a->given, a->asked));
}

/* ---- consumers ---- */

static ctr_status judge_consumer(struct lc_asked *a, const struct ctr_consumer *k)
{
    struct lc_ctx *ctx = &a->op->ctx;
    const char *label = a->given ? a->given : a->base.label;
    struct lc_impact impact = {.effect = CTR_EFFECT_UNKNOWN};
    const struct ctr_finding *finding = NULL;
    int64_t from;
    bool admits;

    LC_TRY(lc_pairs_from(&a->pairs, k, a->base.rid, &from));
    if (from) {
        LC_TRY(lc_pairs_judge(&a->pairs, from, k->parts, k->part_count, &impact, &finding));
    }
    if (impact.effect == CTR_EFFECT_UNAFFECTED) {
        return CTR_OK;
    }
    struct ctr_reason r = lc_asked_reason(a, !from                    ? NULL
                                             : from == k->follows_rid ? k->follows
                                                                      : a->base.label);
    r.consumer = k->name;
    r.parts = impact.parts;
    r.part_count = impact.part_count;
    r.finding = finding;
    LC_TRY(lc_pin_admits(ctx, k->pin, label, &admits));
    if (!admits) {
        return lc_can_add(a->op, a->can, CTR_CAN_CONSUMER_STAYS, &r,
                          lc_format(ctx, "it %s break '%s', but its pin %s keeps it away",
                                    impact.effect == CTR_EFFECT_UNKNOWN ? "may" : "would", k->name,
                                    k->pin));
    }
    if (!from) {
        return lc_can_add(a->op, a->can, CTR_CAN_FOLLOWS_NOTHING, &r,
                          lc_format(ctx,
                                    "'%s' resolves to no version, so there is nothing to compare "
                                    "with",
                                    k->name));
    }
    if (impact.absent) {
        return lc_can_add(a->op, a->can, CTR_CAN_CONSUMER_UNKNOWN, &r,
                          lc_can_absent(ctx, k->name, r.parts[0], r.against, a->label));
    }
    return impact.effect == CTR_EFFECT_UNKNOWN
               ? lc_can_add(
                     a->op, a->can, CTR_CAN_CONSUMER_UNKNOWN, &r,
                     lc_format(ctx, "no rule can tell whether '%s' goes on working", k->name))
               : lc_can_add(
                     a->op, a->can, CTR_CAN_CONSUMER_BREAKS, &r,
                     lc_format(ctx, "it breaks '%s', which uses %s", k->name, impact.parts[0]));
}

/* Where nothing was active before, nobody relies on anything yet; the edition has what he uses, or
 * it has not. */
static ctr_status judge_first(struct lc_asked *a, const struct ctr_consumer *k)
{
    struct ctr_reason r = lc_asked_reason(a, NULL);
    bool admits = true;

    LC_TRY(a->given ? lc_pin_admits(&a->op->ctx, k->pin, a->given, &admits) : CTR_OK);
    LC_TRY(admits ? lc_pairs_absent(&a->pairs, 0, k->parts, k->part_count, &r.parts, &r.part_count)
                  : CTR_OK);
    r.consumer = k->name;
    return !r.part_count
               ? CTR_OK
               : lc_can_add(a->op, a->can, CTR_CAN_CONSUMER_UNKNOWN, &r,
                            lc_can_absent(&a->op->ctx, k->name, r.parts[0], NULL, a->label));
}

static ctr_status judge_consumers(struct lc_asked *a)
{
    struct ctr_consumer_list consumers;

    LC_TRY(lc_consumer_all(a->op, &a->contract, &consumers));
    for (size_t i = 0; i < consumers.count; i++) {
        const struct ctr_consumer *k = &consumers.items[i];
        LC_TRY(a->has_base ? judge_consumer(a, k) : judge_first(a, k));
    }
    return CTR_OK;
}

/* ---- the whole ---- */

/* A stored draft: is it one, and still on what would be replaced? */
static ctr_status judge_draft(struct lc_asked *a)
{
    struct lc_ctx *ctx = &a->op->ctx;
    struct ctr_reason r = lc_asked_reason(a, a->draft.base);

    if (a->draft.state != CTR_STATE_DRAFT) {
        return lc_can_add(a->op, a->can, CTR_CAN_NOT_A_DRAFT, &r,
                          lc_format(ctx, "%s is %s; only a draft becomes active", a->label,
                                    lc_word_name(lc_words_state, a->draft.state)));
    }
    if (a->draft.base_rid == (a->has_base ? a->base.rid : 0)) {
        return CTR_OK;
    }
    return lc_can_add(a->op, a->can, CTR_CAN_BASE_SUPERSEDED, &r,
                      lc_format(ctx,
                                "%s was made on '%s', but '%s' was activated since; evolve "
                                "again on that",
                                a->label, a->draft.base ? a->draft.base : "nothing",
                                a->has_base ? a->base.label : "nothing"));
}

static ctr_status open_draft(struct lc_asked *a, const struct lc_evolving *e)
{
    LC_TRY(lc_contract_get(a->op, e->team, e->name, &a->contract));
    LC_TRY(lc_version_select(a->op, &a->contract, e->label, &a->draft));
    LC_TRY(lc_version_base(a->op, a->contract.rid, &a->base, &a->has_base));
    LC_TRY(lc_sound_version(a->op, &a->draft));
    a->stored = true;
    a->label = a->draft.label;
    a->pairs.target = &a->draft;
    return CTR_OK;
}

/* A document: compared as if it were to be stored. */
static ctr_status open_document(struct lc_asked *a, const struct lc_evolving *e)
{
    struct lc_evolve_plan *plan = lc_new(&a->op->ctx, 1, sizeof *plan);
    struct lc_pairs *pairs;
    bool judged;

    if (!plan) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_evolve_settle(a->op, e, plan));
    LC_TRY(lc_sound_edition(&a->op->ctx, &plan->edition));
    a->contract = plan->facts.contract;
    a->base = plan->facts.base;
    a->has_base = plan->facts.has_base;
    a->label = e->label;
    a->content = &plan->edition.content;
    a->diff = plan->diff;
    a->earlier = plan->earlier;
    if (!a->has_base) {
        a->pairs.edition = plan->edition;
        a->pairs.loaded = true;
        return CTR_OK;
    }
    LC_TRY(lc_judge_draft(plan, e->label, &judged));
    LC_TRY(lc_evolve_pairs(a->op, plan, &pairs));
    a->pairs = *pairs;
    return CTR_OK;
}

ctr_status lc_can_evolve(struct lc_op *op, const struct lc_evolving *e, struct ctr_can *out)
{
    struct lc_asked a = {.op = op, .can = out};

    *out = (struct ctr_can){.question = "can-evolve"};
    a.pairs.op = op;
    a.pairs.contract = &a.contract;
    LC_TRY(e->edition ? open_document(&a, e) : open_draft(&a, e));
    a.path = lc_format(&op->ctx, "%s/%s", a.contract.team, a.contract.name);
    out->subject = a.label
                       ? lc_format(&op->ctx, "%s/%s@%s", a.contract.team, a.contract.name, a.label)
                       : a.path;
    if (!a.path || !out->subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(a.stored ? judge_draft(&a) : CTR_OK);
    if (!a.has_base) {
        const struct ctr_reason r = lc_asked_reason(&a, NULL);
        LC_TRY(lc_can_add(op, out, CTR_CAN_NO_BASE, &r, "nothing was active before"));
        LC_TRY(judge_name(&a));
        LC_TRY(judge_consumers(&a));
        return lc_can_finish(op, out);
    }
    LC_TRY(lc_asked_modes(&a));
    LC_TRY(judge_label(&a));
    LC_TRY(judge_consumers(&a));
    return lc_can_finish(op, out);
}
