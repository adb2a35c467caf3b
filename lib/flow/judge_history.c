/*
 * An edition judged by a policy against the whole history of its contract: versions before the base
 * first, the base last, so that a waiver of what breaks with any of them is not called unmatched.
 */
#include "flow/history.h"
#include "flow/judge.h"

static ctr_status line_of(struct lc_judging *j, const struct lc_edition *edition, const char **out)
{
    return lc_policy_line_of(&j->op->ctx, &edition->spec.bundle.files[0]->doc,
                             j->policy.terms.lines.pointer, out);
}

/* The group of a version by its document, and by nothing else. */
static ctr_status line_of_version(struct lc_judging *j, const struct ctr_version *v,
                                  const char **out)
{
    struct lc_edition edition;

    LC_TRY(lc_edition_load(j->op, v, &edition));
    return line_of(j, &edition, out);
}

/* The group of a version before the base; where it was compared now, it may be known. */
static ctr_status line_of_earlier(struct lc_judging *j, const struct lc_earlier *e,
                                  const char **out)
{
    struct ctr_version v;

    *out = NULL;
    if (lc_judging_by(j, CTR_LINE_MAJOR)) {
        *out = lc_policy_major_of(&j->op->ctx, e->label);
        return j->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
    }
    if (!lc_judging_by(j, CTR_LINE_DOCUMENT)) {
        return CTR_OK;
    }
    if (e->pointer && strcmp(e->pointer, j->policy.terms.lines.pointer) == 0) {
        *out = e->line;
        return CTR_OK;
    }
    LC_TRY(lc_version_by_rid(j->op, e->rid, &v));
    return line_of_version(j, &v, out);
}

/* Groups of the base and of the new edition. A label that is merely proposed begins no line, so the
 * edition stays in that of the base. */
static ctr_status lines_of_draft(struct lc_judging *j, const struct lc_evolve_plan *plan,
                                 const char *label, const char *line[2])
{
    struct lc_ctx *ctx = &j->op->ctx;
    const struct ctr_version *base = &plan->facts.base;

    line[CTR_SIDE_OLD] = line[CTR_SIDE_NEW] = NULL;
    if (lc_judging_by(j, CTR_LINE_MAJOR)) {
        line[CTR_SIDE_OLD] = lc_policy_major_of(ctx, base->label);
        line[CTR_SIDE_NEW] = label ? lc_policy_major_of(ctx, label) : line[CTR_SIDE_OLD];
    }
    if (lc_judging_by(j, CTR_LINE_DOCUMENT)) {
        LC_TRY(line_of_version(j, base, &line[CTR_SIDE_OLD]));
        LC_TRY(line_of(j, &plan->edition, &line[CTR_SIDE_NEW]));
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_judge_draft(struct lc_evolve_plan *plan, const char *label, bool *judged)
{
    struct lc_judging *j = plan->facts.judging;
    const char *line[2];

    *judged = j->found;
    if (!j->found) {
        return CTR_OK;
    }
    LC_TRY(lines_of_draft(j, plan, label, line));
    for (size_t i = 0; i < plan->earlier.count; i++) {
        const struct lc_earlier *e = &plan->earlier.items[i];
        const char *pair[2] = {NULL, line[CTR_SIDE_NEW]};
        LC_TRY(line_of_earlier(j, e, &pair[CTR_SIDE_OLD]));
        LC_TRY(lc_judging_one(j, pair, false, e->diff));
    }
    return lc_judging_one(j, line, true, plan->diff);
}

/* ---- what is stored, judged again ---- */

/* In which group it was declared does not change. */
static void keep_lines(const struct lc_judging *j, const struct lc_judgement *before,
                       const char *line[2])
{
    bool by = lc_judging_by(j, CTR_LINE_MAJOR) || lc_judging_by(j, CTR_LINE_DOCUMENT);

    line[CTR_SIDE_OLD] = by && before ? before->line[CTR_SIDE_OLD] : NULL;
    line[CTR_SIDE_NEW] = by && before ? before->line[CTR_SIDE_NEW] : NULL;
}

/* The group of a version whose comparison with its base was judged; between two groups that is
 * kept, within one it is that of the base. */
static ctr_status own_line(struct lc_judging *j, const struct lc_judgement *with_base,
                           const struct ctr_version *v, const char **out)
{
    *out = with_base->line[CTR_SIDE_NEW];
    if (!*out && lc_judging_by(j, CTR_LINE_MAJOR)) {
        *out = lc_policy_major_of(&j->op->ctx, v->base);
        return j->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
    }
    return !*out && lc_judging_by(j, CTR_LINE_DOCUMENT) ? line_of_version(j, v, out) : CTR_OK;
}

static ctr_status judge_earlier(struct lc_judging *j, const struct lc_judgement *with_base,
                                const struct ctr_version *v, struct lc_earlier_list *list)
{
    const char *own = NULL;
    bool known = false;

    for (size_t i = 0; i < list->count; i++) {
        struct lc_earlier *e = &list->items[i];
        const char *line[2];
        keep_lines(j, e->diff->judgement, line);
        if (with_base && !e->diff->judgement) { /* it came later, or with another mode */
            LC_TRY(known ? CTR_OK : own_line(j, with_base, v, &own));
            known = true;
            line[CTR_SIDE_NEW] = own;
            LC_TRY(line_of_earlier(j, e, &line[CTR_SIDE_OLD]));
        }
        LC_TRY(lc_judging_one(j, line, false, e->diff));
    }
    return CTR_OK;
}

bool lc_judge_minds(const struct lc_judging *j, const struct lc_evolution *e)
{
    return j->found || (e->diff && e->diff->judgement);
}

void lc_judge_carry(const struct ctr_diff *kept, const struct lc_earlier_list *earlier,
                    struct lc_evolution *fresh)
{
    size_t k = 0;

    fresh->diff->judgement = kept->judgement;
    for (size_t i = 0; i < fresh->earlier.count; i++) { /* both the newest first */
        struct lc_earlier *e = &fresh->earlier.items[i];
        while (k < earlier->count && earlier->items[k].rid > e->rid) {
            k++;
        }
        if (k < earlier->count && earlier->items[k].rid == e->rid) {
            e->diff->judgement = earlier->items[k].diff->judgement;
        }
    }
}

ctr_status lc_judge_again(struct lc_judging *j, const struct ctr_version *v, struct lc_evolution *e)
{
    const struct lc_judgement *before = e->diff->judgement;
    struct lc_op *op = j->op;
    const char *line[2];

    if (!j->found && !before) {
        return CTR_OK;
    }
    if (e->against.count && !e->earlier.count) {
        LC_TRY(lc_earlier_load(op, v->rid, &e->earlier));
    }
    LC_TRY(judge_earlier(j, before, v, &e->earlier));
    keep_lines(j, before, line);
    LC_TRY(lc_judging_one(j, line, true, e->diff));
    e->verdict = e->diff->verdict;
    e->counts = e->diff->counts;
    e->bump = e->diff->bump;
    e->against = lc_against_of(&e->earlier);
    LC_TRY(lc_history_propose(&op->ctx, &e->earlier, e->diff, v->base, &e->proposed));
    e->sufficient = lc_label_sufficient(v->label, e->proposed);
    return CTR_OK;
}
