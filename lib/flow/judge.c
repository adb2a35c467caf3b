/* Comparisons judged by the policies of a store. */
#include "flow/judge.h"

#include "base/semver.h"

/* What the consumers use; known only if there are some and each says so. */
static ctr_status used_parts(struct lc_op *op, const struct lc_contract *c, struct ctr_policy *out)
{
    struct ctr_consumer_list all;
    size_t count = 0;

    LC_TRY(lc_consumer_all(op, c, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (!all.items[i].part_count) {
            return CTR_OK; /* it uses everything */
        }
        count += all.items[i].part_count;
    }
    const char **used = lc_new(&op->ctx, count + 1, sizeof *used);
    if (!used) {
        return CTR_E_NOMEM;
    }
    out->used = used;
    for (size_t i = 0; i < all.count; i++) {
        memcpy(used + out->used_count, all.items[i].parts, all.items[i].part_count * sizeof *used);
        out->used_count += all.items[i].part_count;
    }
    out->used_known = all.count > 0;
    return CTR_OK;
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

static struct lc_judge_facts facts_of(const struct lc_op *op, const struct ctr_policy *p)
{
    return (struct lc_judge_facts){.now_us = op->ctx.now_us,
                                   .used_known = p->used_known,
                                   .used = p->used,
                                   .used_count = p->used_count};
}

static const char *major_of(struct lc_ctx *ctx, const char *label)
{
    struct lc_semver v;

    return label && lc_semver_parse(lc_str(label), &v) ? lc_format(ctx, "%lld", (long long)v.major)
                                                       : NULL;
}

static ctr_status lines_of(struct lc_op *op, const struct lc_policy_lines *by,
                           const struct ctr_version *base, const struct lc_edition *edition,
                           const char *label, struct lc_judge_facts *facts)
{
    struct lc_edition older;

    if (by->by == CTR_LINE_MAJOR) {
        facts->line[CTR_SIDE_OLD] = major_of(&op->ctx, base->label);
        facts->line[CTR_SIDE_NEW] = major_of(&op->ctx, label);
    }
    if (by->by != CTR_LINE_DOCUMENT) {
        return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
    }
    LC_TRY(lc_edition_load(op, base, &older));
    LC_TRY(lc_policy_line_of(&op->ctx, &older.spec.bundle.files[0]->doc, by->pointer,
                             &facts->line[CTR_SIDE_OLD]));
    return lc_policy_line_of(&op->ctx, &edition->spec.bundle.files[0]->doc, by->pointer,
                             &facts->line[CTR_SIDE_NEW]);
}

ctr_status lc_judge_draft(struct lc_op *op, const struct lc_contract *c,
                          const struct ctr_version *base, const struct lc_edition *edition,
                          const char *label, struct ctr_diff *diff, bool *judged)
{
    struct ctr_policy p;

    LC_TRY(lc_judge_policy(op, c->team, c, &p, judged));
    if (!*judged) {
        return CTR_OK;
    }
    struct lc_judge_facts facts = facts_of(op, &p);
    LC_TRY(lines_of(op, &p.terms.lines, base, edition, label, &facts));
    return lc_policy_judge(&op->ctx, &p, &facts, diff);
}

ctr_status lc_judge_again(struct lc_op *op, const struct lc_contract *c,
                          const struct ctr_version *v, struct lc_evolution *e)
{
    const struct lc_judgement *before = e->diff->judgement;
    struct ctr_policy p;
    bool found;

    LC_TRY(lc_judge_policy(op, c->team, c, &p, &found));
    if (!found && !before) {
        return CTR_OK;
    }
    LC_TRY(lc_policy_lift(&op->ctx, e->diff));
    if (found) {
        struct lc_judge_facts facts = facts_of(op, &p);
        bool by = p.terms.lines.by == CTR_LINE_MAJOR || p.terms.lines.by == CTR_LINE_DOCUMENT;
        if (before && by) { /* in which group it was declared does not change */
            facts.line[CTR_SIDE_OLD] = before->line[CTR_SIDE_OLD];
            facts.line[CTR_SIDE_NEW] = before->line[CTR_SIDE_NEW];
        }
        LC_TRY(lc_policy_judge(&op->ctx, &p, &facts, e->diff));
    }
    e->verdict = e->diff->verdict;
    e->counts = e->diff->counts;
    e->bump = e->diff->bump;
    LC_TRY(lc_spec_propose(&op->ctx, e->diff, v->base, &e->proposed));
    e->sufficient = lc_label_sufficient(v->label, e->proposed);
    return CTR_OK;
}
