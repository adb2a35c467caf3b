/* can-evolve: does it go with every version that the contract's mode asks for? */
#include "flow/can_evolve.h"
#include "flow/history.h"

/* "it", or the draft's label. */
static const char *called(const struct lc_asked *a)
{
    return a->stored ? a->label : "it";
}

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
static const char *is_not(const struct lc_asked *a, const struct ctr_diff *d, const char *against,
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
static ctr_status apart(struct lc_asked *a, const char *against, const struct ctr_diff *d,
                        const struct ctr_finding *aside)
{
    const char *const *line = d->judgement->line;
    struct ctr_reason r = lc_asked_reason(a, against);

    r.finding = aside;
    return lc_can_add(a->op, a->can, CTR_CAN_NOT_ENFORCED, &r,
                      lc_format(&a->op->ctx,
                                "%s is not asked to go with '%s': it is of group %s, that one of "
                                "group %s",
                                called(a), against, line[CTR_SIDE_NEW],
                                line[CTR_SIDE_OLD] ? line[CTR_SIDE_OLD] : "none"));
}

/* Nothing that counts breaks. */
static ctr_status goes_with(struct lc_asked *a, const char *against, const struct ctr_diff *d)
{
    struct lc_ctx *ctx = &a->op->ctx;
    const struct ctr_finding *aside = first_aside(d);
    struct ctr_reason r = lc_asked_reason(a, against);
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

static ctr_status compared(struct lc_asked *a, const char *against, const struct ctr_diff *d)
{
    struct lc_ctx *ctx = &a->op->ctx;
    struct ctr_reason r = lc_asked_reason(a, against);

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
static ctr_status compare_draft(struct lc_asked *a)
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

ctr_status lc_asked_modes(struct lc_asked *a)
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
