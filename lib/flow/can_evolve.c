/* May a new edition become the active version? */
#include "flow/can.h"
#include "flow/history.h"
#include "flow/sound.h"

/* What is asked about. */
struct asking {
    struct lc_op *op;
    struct ctr_can *can;
    struct lc_contract contract;
    struct ctr_version base, draft;
    bool has_base, stored;            /* the draft */
    const char *label;                /* of the draft, or declared; NULL = the proposed one */
    const char *given;                /* that evolve would store it under; NULL = under none */
    const char *path;                 /* "shop/orders" */
    const struct lc_content *content; /* of a document that is not stored */
    struct lc_pairs pairs;
    struct ctr_diff *diff; /* with the base */
    struct lc_earlier_list earlier;
    const char *asked; /* the least label that the changes ask for; NULL = none */
};

static struct ctr_reason about(const struct asking *a, const char *against)
{
    return (struct ctr_reason){.contract = a->path, .version = a->label, .against = against};
}

/* "it", or the draft's label. */
static const char *called(const struct asking *a)
{
    return a->stored ? a->label : "it";
}

/* ---- the contract's mode ---- */

/* The heaviest of those that count. */
static const struct ctr_finding *first_of(const struct ctr_diff *d)
{
    for (size_t i = 0; i < d->count; i++) {
        if (lc_finding_counts(d, &d->findings[i])) {
            return &d->findings[i];
        }
    }
    return NULL;
}

/* What a comparison that is not compatible says: no, or that it cannot be told. */
static const char *is_not(const struct asking *a, const struct ctr_diff *d, const char *against,
                          const char *counts)
{
    const char *mode = lc_word_name(lc_words_mode, a->contract.mode);

    return d->verdict == CTR_VERDICT_UNDECIDED
               ? lc_format(&a->op->ctx, "whether %s is %s compatible with '%s' cannot be told (%s)",
                           called(a), mode, against, counts)
               : lc_format(&a->op->ctx, "%s is not %s compatible with '%s' (%s)", called(a), mode,
                           against, counts);
}

/* The heaviest of those that would break or leave it open, if the policy did not set them aside. */
static const struct ctr_finding *first_aside(const struct ctr_diff *d)
{
    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        if (!lc_finding_counts(d, f) &&
            (f->level == CTR_LEVEL_BREAKING || f->level == CTR_LEVEL_UNDECIDED)) {
            return f;
        }
    }
    return NULL;
}

/* Why that one does not count. */
static const char *why_aside(struct lc_ctx *ctx, const struct ctr_finding *f)
{
    const struct ctr_waiver *w = f->judged ? f->judged->waiver : NULL;

    return w && w->expires ? lc_format(ctx, "waived by %s until %s", w->owner, w->expires)
           : w             ? lc_format(ctx, "waived by %s", w->owner)
                           : "a part that nobody uses";
}

/* The versions are of two groups, so nothing is asked of them together. */
static ctr_status apart(struct asking *a, const char *against, const struct ctr_diff *d,
                        const struct ctr_finding *aside)
{
    const char *const *line = d->judgement->line;
    struct ctr_reason r = about(a, against);

    r.finding = aside;
    return lc_can_add(a->op, a->can, CTR_CAN_NOT_ENFORCED, &r,
                      lc_format(&a->op->ctx,
                                "%s is not asked to go with '%s': it is of group %s, that one of "
                                "group %s",
                                called(a), against, line[CTR_SIDE_NEW],
                                line[CTR_SIDE_OLD] ? line[CTR_SIDE_OLD] : "none"));
}

/* Nothing that counts breaks. */
static ctr_status goes_with(struct asking *a, const char *against, const struct ctr_diff *d)
{
    struct lc_ctx *ctx = &a->op->ctx;
    const struct ctr_finding *aside = first_aside(d);
    struct ctr_reason r = about(a, against);
    bool none = a->contract.mode == CTR_MODE_NONE;
    const char *mode = lc_word_name(lc_words_mode, none ? CTR_MODE_BACKWARD : a->contract.mode);

    if (aside && d->judgement->line[CTR_SIDE_NEW]) {
        return apart(a, against, d, aside);
    }
    const char *is = lc_format(ctx, "%s is %s compatible with '%s'%s", called(a), mode, against,
                               none ? ", which the mode none does not ask for" : "");
    if (!is || !aside) {
        return lc_can_add(a->op, a->can, CTR_CAN_COMPATIBLE, &r, is);
    }
    r.finding = aside;
    const char *why = why_aside(ctx, aside);
    long long more = d->judgement->set_aside - 1;
    return !why ? CTR_E_NOMEM
                : lc_can_add(a->op, a->can, CTR_CAN_COMPATIBLE, &r,
                             more > 0 ? lc_format(ctx,
                                                  "%s but for what is set aside: %s (%s), and %lld "
                                                  "more",
                                                  is, aside->rule, why, more)
                                      : lc_format(ctx, "%s but for what is set aside: %s (%s)", is,
                                                  aside->rule, why));
}

static ctr_status compared(struct asking *a, const char *against, const struct ctr_diff *d)
{
    struct lc_ctx *ctx = &a->op->ctx;
    struct ctr_reason r = about(a, against);

    if (d->verdict == CTR_VERDICT_COMPATIBLE) {
        return goes_with(a, against, d);
    }
    r.finding = first_of(d);
    const char *counts = lc_format(ctx, "%lld breaking, %lld undecided",
                                   (long long)d->counts.breaking, (long long)d->counts.undecided);
    const char *is = is_not(a, d, against, counts);
    if (!counts || !is) {
        return CTR_E_NOMEM;
    }
    if (a->contract.mode == CTR_MODE_NONE) {
        return lc_can_add(a->op, a->can, CTR_CAN_NOT_ENFORCED, &r,
                          lc_format(ctx, "%s differs from '%s' (%s), and the mode is none",
                                    called(a), against, counts));
    }
    if (a->stored && a->draft.break_reason) {
        return lc_can_add(a->op, a->can, CTR_CAN_BREAK_DECLARED, &r,
                          lc_format(ctx, "%s; declared: %s", is, a->draft.break_reason));
    }
    return lc_can_add(a->op, a->can,
                      d->verdict == CTR_VERDICT_UNDECIDED ? CTR_CAN_UNDECIDED : CTR_CAN_BREAKS, &r,
                      is);
}

/* The comparisons of a stored draft, judged as activation would judge them. */
static ctr_status compare_draft(struct asking *a)
{
    struct lc_evolution e = {.against = {.verdict = CTR_VERDICT_COMPATIBLE}};
    struct ctr_version draft = a->draft;
    struct ctr_version *lived;
    size_t count = 0;

    draft.base = a->base.label; /* which may be another one since it was made */
    LC_TRY(lc_pairs_raw(&a->pairs, a->base.rid, &e.diff));
    if (lc_mode_is_transitive(a->contract.mode)) {
        LC_TRY(lc_version_lived(a->op, a->contract.rid, a->base.rid, &lived, &count));
    }
    e.earlier.items = lc_new(&a->op->ctx, count, sizeof *e.earlier.items);
    if (!e.earlier.items) {
        return CTR_E_NOMEM;
    }
    while (e.earlier.count < count) {
        struct lc_earlier *k = &e.earlier.items[e.earlier.count++];
        *k = (struct lc_earlier){.rid = lived[e.earlier.count - 1].rid,
                                 .label = lived[e.earlier.count - 1].label};
        LC_TRY(lc_pairs_raw(&a->pairs, k->rid, &k->diff));
    }
    LC_TRY(lc_judge_again(&a->pairs.judging, &draft, &e));
    a->diff = e.diff;
    a->earlier = e.earlier;
    return CTR_OK;
}

/* Every version that the mode asks for. */
static ctr_status compare_all(struct asking *a)
{
    LC_TRY(a->stored ? compare_draft(a) : CTR_OK);
    LC_TRY(lc_pairs_known(&a->pairs, a->base.rid, a->diff));
    LC_TRY(compared(a, a->base.label, a->diff));
    for (size_t i = 0; i < a->earlier.count; i++) {
        const struct lc_earlier *e = &a->earlier.items[i];
        LC_TRY(lc_pairs_known(&a->pairs, e->rid, e->diff));
        LC_TRY(compared(a, e->label, e->diff));
    }
    return CTR_OK;
}

/* ---- the label ---- */

/* One that was declared. */
static ctr_status judge_declared(struct asking *a)
{
    struct lc_ctx *ctx = &a->op->ctx;
    struct ctr_reason r = about(a, a->has_base ? a->base.label : NULL);
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
static ctr_status judge_proposed(struct asking *a)
{
    struct lc_ctx *ctx = &a->op->ctx;
    struct ctr_reason r = about(a, a->has_base ? a->base.label : NULL);

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
static ctr_status judge_name(struct asking *a)
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

static ctr_status judge_label(struct asking *a)
{
    struct lc_ctx *ctx = &a->op->ctx;
    struct ctr_reason r = about(a, a->base.label);

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

static ctr_status judge_consumer(struct asking *a, const struct ctr_consumer *k)
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
    struct ctr_reason r = about(a, !from                    ? NULL
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
static ctr_status judge_first(struct asking *a, const struct ctr_consumer *k)
{
    struct ctr_reason r = about(a, NULL);
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

static ctr_status judge_consumers(struct asking *a)
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
static ctr_status judge_draft(struct asking *a)
{
    struct lc_ctx *ctx = &a->op->ctx;
    struct ctr_reason r = about(a, a->draft.base);

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

static ctr_status open_draft(struct asking *a, const struct lc_evolving *e)
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
static ctr_status open_document(struct asking *a, const struct lc_evolving *e)
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
    struct asking a = {.op = op, .can = out};

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
        const struct ctr_reason r = about(&a, NULL);
        LC_TRY(lc_can_add(op, out, CTR_CAN_NO_BASE, &r, "nothing was active before"));
        LC_TRY(judge_name(&a));
        LC_TRY(judge_consumers(&a));
        return lc_can_finish(op, out);
    }
    LC_TRY(compare_all(&a));
    LC_TRY(judge_label(&a));
    LC_TRY(judge_consumers(&a));
    return lc_can_finish(op, out);
}
