/* A policy as text: what rules, and the waivers with where they stand. */
#include "exchange/text.h"
#include "exchange/diff_report.h"
#include "flow/judge.h"

static void level(struct lc_text *t, const struct lc_policy_level *l)
{
    const char *word = lc_word_name(lc_words_level, l->level);

    lc_text_add(t, "  %s  ", l->rule);
    lc_text_styled(t, lc_style_of_level(word), word);
    if (l->format) {
        lc_text_add(t, ", in %s", lc_word_name(lc_words_format, l->format));
    }
    if (l->direction) {
        lc_text_add(t, ", %s", lc_word_name(lc_words_direction, l->direction));
    }
    lc_text_end(t);
}

static void waiver(struct lc_text *t, const struct ctr_waiver *w)
{
    if (w->rule) {
        lc_text_line(t, "  %s%s%s", w->rule, w->part ? " at " : "", w->part ? w->part : "");
    }
    if (w->fingerprint) {
        lc_text_line(t, "  finding %s", w->fingerprint);
    }
    lc_text_line(t, "    %s", w->reason);
    lc_text_line(t, "    %s%s%suntil %s, owned by %s", w->since ? "from " : "",
                 w->since ? w->since : "", w->since ? " " : "", w->expires, w->owner);
}

static void word(struct lc_text *t, const char *key, const struct lc_word *words, int32_t value)
{
    lc_text_fact(t, key, value ? lc_word_name(words, value) : NULL);
}

void lc_text_policy(struct lc_text *t, const void *body)
{
    const struct ctr_policy *p = body;
    const struct lc_policy_terms *d = &p->terms;

    lc_text_styled(t, LC_BOLD, d->id ? d->id : "policy");
    if (p->team) {
        lc_text_add(t, " of %s%s%s", p->team, p->contract ? "/" : "",
                    p->contract ? p->contract : "");
    }
    lc_text_line(t, "  sha256 %s", p->sha256);
    if (p->revision) {
        lc_text_fact(t, "edition", lc_format(t->ctx, "%lld", (long long)p->revision));
        lc_text_fact_time(t, "set", p->set_us, p->set_by);
        lc_text_fact(t, "reason", p->reason);
    }
    lc_text_fact(t, "ignore unused",
                 !d->ignore_unused             ? NULL
                 : lc_policy_ignores_unused(d) ? "yes"
                                               : "no");
    lc_text_fact(t, "longest waiver",
                 d->max_waiver_days ? lc_text_count(t, d->max_waiver_days, "day") : NULL);
    lc_text_fact(t, "notice", lc_report_grace(t, d->grace));
    word(t, "labels 0.y.z", lc_words_zero_rule, d->semver.zero);
    word(t, "pre-releases", lc_words_prerelease_rule, d->semver.prerelease);
    word(t, "other labels", lc_words_label_rule, d->semver.labels);
    word(t, "risk", lc_words_risk_rule, d->semver.risk);
    word(t, "groups", lc_words_line_rule, d->lines.by);
    lc_text_fact(t, "group at", d->lines.pointer);
    if (p->used_known) {
        lc_text_fact(t, "used", lc_text_count(t, (int64_t)p->used_count, "part"));
    }
    if (d->level_count) {
        lc_text_line(t, "levels");
    }
    for (size_t i = 0; i < d->level_count; i++) {
        level(t, &d->levels[i]);
    }
    if (d->waiver_count) {
        lc_text_line(t, "waivers");
    }
    for (size_t i = 0; i < d->waiver_count; i++) {
        waiver(t, &d->waivers[i]);
    }
}

void lc_text_waiver_list(struct lc_text *t, const void *body)
{
    const struct ctr_waiver_list *list = body;

    if (!list->count) {
        lc_text_line(t, "nothing found");
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct lc_waiver_row *row = &list->items[i];
        lc_text_styled(t,
                       row->state == CTR_WAIVER_ACTIVE    ? LC_GREEN
                       : row->state == CTR_WAIVER_EXPIRED ? LC_RED
                                                          : LC_YELLOW,
                       lc_word_name(lc_words_waiver_state, row->state));
        lc_text_line(t, "  %s", row->of);
        waiver(t, &row->waiver);
    }
}
