/* What reports of a comparison say of its policy, and of the bump. */
#include "exchange/diff_report.h"
#include "spec/policy/policy.h"
#include "spec/spec.h"

const char *lc_report_aside(const struct ctr_diff *d, const struct ctr_finding *f)
{
    return lc_finding_counts(d, f)          ? NULL
           : f->judged && f->judged->waiver ? "waived"
           : f->judged && f->judged->unused ? "unused"
                                            : "another group";
}

/* "waived until 2026-12-31 by orders-team: they moved already". */
static const char *waived(struct lc_text *t, const struct ctr_waiver *w)
{
    return lc_format(t->ctx, "waived until %s by %s: %s", w->expires, w->owner, w->reason);
}

const char *lc_report_policy(struct lc_text *t, const struct ctr_diff *d,
                             const struct ctr_finding *f)
{
    const struct lc_judged *j = f->judged;
    const char *aside = lc_report_aside(d, f);
    const char *level = j && j->level_before
                            ? lc_format(t->ctx, "%s without the policy",
                                        lc_word_name(lc_words_level, j->level_before))
                            : NULL;

    if (j && j->waiver) {
        aside = waived(t, j->waiver);
    } else if (j && j->unused) {
        aside = "nobody is known to use it";
    } else if (aside) {
        aside = lc_format(t->ctx, "group %s is not compared with %s",
                          d->judgement->line[CTR_SIDE_NEW], d->judgement->line[CTR_SIDE_OLD]);
    }
    return level && aside ? lc_format(t->ctx, "%s; %s", level, aside) : level ? level : aside;
}

const char *lc_report_judged_by(struct lc_text *t, const struct ctr_diff *d)
{
    const struct lc_judgement *j = d->judgement;

    if (!j) {
        return NULL;
    }
    const char *name = j->id ? lc_format(t->ctx, " %s", j->id) : "";
    const char *text =
        lc_format(t->ctx, "judged by the policy%s (sha256 %.12s)", name ? name : "", j->sha256);
    return j->line[CTR_SIDE_NEW] && text
               ? lc_format(t->ctx, "%s; group %s is not compared with %s", text,
                           j->line[CTR_SIDE_NEW], j->line[CTR_SIDE_OLD])
               : text;
}

const char *lc_report_grace(struct lc_text *t, const struct lc_grace *grace)
{
    if (!grace) {
        return NULL;
    }
    const char *beta =
        grace->beta ? lc_format(t->ctx, "beta %s", lc_text_count(t, grace->beta, "day")) : NULL;
    if (!grace->stable) {
        return beta;
    }
    const char *stable = lc_text_count(t, grace->stable, "day");
    return beta ? lc_format(t->ctx, "%s, %s", stable, beta) : stable;
}

const char *lc_report_bump(struct lc_text *t, const struct ctr_diff *d)
{
    return lc_bump_phrase(t->ctx, d);
}
