/* Why a draft cannot become the active version: what its comparisons found, and its label. */
#include "flow/activate_check.h"

#include "base/semver.h"
#include "spec/rules/rules.h"

/* Does something there stand in the way that a waiver of that part may have accepted? */
static bool is_open(const struct ctr_diff *d, const char *part)
{
    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        if (f->level != CTR_LEVEL_INFO && !lc_finding_of_policy(f) && lc_finding_counts(d, f) &&
            (!*part || strcmp(f->part, part) == 0)) {
            return true;
        }
    }
    return false;
}

/* The waiver that no longer holds, where that may be why it cannot be activated, in the words of
 * the remark on it; NULL: there is none. */
static const char *lapse_of(const struct lc_evolution *e)
{
    const char *expired = lc_rule(LC_RULE_POLICY_WAIVER_EXPIRED)->id;
    const char *too_long = lc_rule(LC_RULE_POLICY_WAIVER_TOO_LONG)->id;

    for (size_t i = 0; e->diff && i < e->diff->count; i++) {
        const struct ctr_finding *f = &e->diff->findings[i];
        if (strcmp(f->rule, expired) != 0 && strcmp(f->rule, too_long) != 0) {
            continue;
        }
        bool open = is_open(e->diff, f->part);
        for (size_t k = 0; k < e->earlier.count && !open; k++) {
            open = is_open(e->earlier.items[k].diff, f->part);
        }
        if (open) {
            return f->message;
        }
    }
    return NULL;
}

/* Why it cannot be activated: it breaks, or nobody can tell whether it does. `other` is the version
 * that it is held against, its base or one before that. */
static ctr_status refuse_verdict(struct lc_op *op, const struct ctr_version *v,
                                 const struct lc_evolution *e, const char *other, bool with_base)
{
    const char *mode = lc_word_name(lc_words_mode, e->mode);
    long long breaking = with_base ? e->counts.breaking : e->against.breaking;
    long long undecided = with_base ? e->counts.undecided : e->against.undecided;
    const char *lapse = lapse_of(e);
    ctr_status status =
        (with_base ? e->verdict : e->against.verdict) == CTR_VERDICT_UNDECIDED
            ? lc_fail(&op->ctx, CTR_E_STATE,
                      "whether '%s/%s@%s' is %s compatible with '%s' cannot be told (%lld "
                      "breaking, %lld undecided); %s",
                      v->team, v->name, v->label, mode, other, breaking, undecided,
                      lapse ? lapse : "change it, or declare it as a break with a reason")
            : lc_fail(&op->ctx, CTR_E_STATE,
                      "'%s/%s@%s' is not %s compatible with '%s' (%lld breaking, %lld undecided); "
                      "%s",
                      v->team, v->name, v->label, mode, other, breaking, undecided,
                      lapse ? lapse : "change it, or declare the break with a reason");

    lc_detail(&op->ctx, "version", v->label);
    lc_detail(&op->ctx, "base", v->base);
    lc_detail(&op->ctx, "earlier", with_base ? NULL : other);
    return status;
}

static ctr_status refuse_label(struct lc_op *op, const struct ctr_version *v,
                               const struct lc_evolution *e, bool breaks)
{
    const char *lapse = lapse_of(e);
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_STATE, "label '%s' is below '%s', which the changes ask for; %s",
                v->label, e->proposed ? e->proposed : "?",
                lapse    ? lapse
                : breaks ? "change it, or evolve again with a higher label and declare the break"
                         : "evolve again with a higher label");

    lc_detail(&op->ctx, "version", v->label);
    lc_detail(&op->ctx, "wanted", e->proposed);
    return status;
}

ctr_status lc_activate_check(const struct lc_pairs *p, const struct ctr_version *v,
                             const struct lc_evolution *e)
{
    bool with_base = e->verdict != CTR_VERDICT_COMPATIBLE;
    bool breaks = (with_base || e->against.label) && !v->break_reason;

    if (p->contract->mode == CTR_MODE_NONE) {
        return CTR_OK;
    }
    if (!e->sufficient) {
        return refuse_label(p->op, v, e, breaks);
    }
    return breaks ? refuse_verdict(p->op, v, e, with_base ? v->base : e->against.label, with_base)
                  : CTR_OK;
}

/* ---- parts that nobody uses ---- */

/* How many findings count for nothing because of that. */
static int64_t unused_of(const struct lc_evolution *e)
{
    int64_t sum = e->diff && e->diff->judgement ? e->diff->judgement->unused : 0;

    for (size_t i = 0; i < e->earlier.count; i++) {
        const struct ctr_diff *d = e->earlier.items[i].diff;
        sum += d && d->judgement ? d->judgement->unused : 0;
    }
    return sum;
}

/* He names a part that no version has, so he may use any other one, and he is to meet the new
 * version. */
static ctr_status is_doubtful(struct lc_ctx *ctx, const struct lc_impact *i, const char *label,
                              bool *out)
{
    *out = i->absent;
    return *out ? lc_pin_admits(ctx, i->pin, label, out) : CTR_OK;
}

ctr_status lc_activate_check_unused(const struct lc_pairs *p, const struct ctr_version *v,
                                    const struct lc_evolution *e, const struct lc_impact *impacts,
                                    size_t count)
{
    struct lc_ctx *ctx = &p->op->ctx;
    int64_t unused = unused_of(e);
    bool asked = p->contract->mode != CTR_MODE_NONE && !v->break_reason && unused;

    for (size_t i = 0; asked && i < count; i++) {
        bool doubtful;
        LC_TRY(is_doubtful(ctx, &impacts[i], v->label, &doubtful));
        if (!doubtful) {
            continue;
        }
        const char *part = impacts[i].parts[0];
        ctr_status status =
            lc_fail(ctx, CTR_E_STATE,
                    "whether nobody uses what '%s/%s@%s' changes (%lld set aside) "
                    "cannot be told: consumer '%s' names '%s', which no version has; correct its "
                    "parts, or declare the break with a reason",
                    v->team, v->name, v->label, (long long)unused, impacts[i].consumer, part);
        lc_detail(ctx, "version", v->label);
        lc_detail(ctx, "consumer", impacts[i].consumer);
        lc_detail(ctx, "part", part);
        return status;
    }
    return CTR_OK;
}
