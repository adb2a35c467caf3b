/* An evolution as text: what changed, whether the label says so, whom it breaks, what to do. */
#include "base/semver.h"
#include "exchange/diff_report.h"
#include "exchange/text_spec.h"
#include "flow/impact.h"

enum { PARTS_SHOWN = 10, EARLIER_NAMED = 5 };

static void heading(struct lc_text *t, const struct ctr_evolution *e)
{
    const struct ctr_version *v = &e->version;
    const char *state = lc_word_name(lc_words_state, v->state);

    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s/%s@%s", v->team, v->name, v->label));
    lc_text_add(t, "  ");
    lc_text_styled(t, lc_style_of_state(state), state);
    if (e->base) {
        lc_text_add(t, ", compared with %s", e->base);
    }
    lc_text_end(t);
}

/* Does it stand in an order with others, so that it was compared with the one that is proposed? */
static bool has_order(const char *label)
{
    struct lc_semver version;

    return lc_semver_parse(lc_str(label), &version);
}

static void label_line(struct lc_text *t, const struct ctr_evolution *e)
{
    if (strcmp(e->version.label, e->base) == 0) {
        return; /* it is its base */
    }
    if (!e->diff->count) {
        lc_text_line(t, "label '%s' was given", e->version.label);
    } else if (!e->proposed) {
        lc_text_line(t, "no label can be proposed after '%s'; '%s' was given", e->base,
                     e->version.label);
    } else if (!has_order(e->version.label)) {
        lc_text_line(t, "label '%s' has no order and was compared with nothing; '%s' is proposed",
                     e->version.label, e->proposed);
    } else if (e->sufficient) {
        lc_text_line(t, "label '%s' is high enough; '%s' is proposed", e->version.label,
                     e->proposed);
    } else {
        lc_text_styled(t, LC_RED, "too low");
        lc_text_line(t, ": label '%s', while the changes ask for '%s'", e->version.label,
                     e->proposed);
    }
}

/* Is there nothing to say of a version before the base but that the edition goes with it? */
static bool is_plain(const struct lc_earlier *k)
{
    const struct lc_judgement *j = k->diff->judgement;

    return k->diff->verdict == CTR_VERDICT_COMPATIBLE && !k->diff->counts.warning &&
           !(j && (j->set_aside || j->line[CTR_SIDE_NEW]));
}

/* Those findings with such a version that stand in the way, or would without the policy. */
static bool is_shown(const struct ctr_diff *d, const struct ctr_finding *f)
{
    return f->level == CTR_LEVEL_BREAKING || f->level == CTR_LEVEL_UNDECIDED ||
           (f->level != CTR_LEVEL_INFO && lc_report_aside(d, f));
}

static void one_earlier(struct lc_text *t, const struct lc_earlier *k)
{
    const struct lc_judgement *j = k->diff->judgement;

    lc_text_end(t);
    lc_text_add(t, "with ");
    lc_text_styled(t, LC_BOLD, k->label);
    lc_text_add(t, ": ");
    lc_text_verdict(t, k->diff);
    if (j && j->line[CTR_SIDE_NEW]) {
        lc_text_line(t, "group %s is not compared with %s", j->line[CTR_SIDE_NEW],
                     j->line[CTR_SIDE_OLD]);
    }
    lc_text_findings_that(t, k->diff, is_shown);
}

/* The versions that it simply goes with, in one line. */
static void plain_ones(struct lc_text *t, const struct ctr_evolution *e, size_t count)
{
    size_t named = count > EARLIER_NAMED + 1 ? EARLIER_NAMED : count;
    size_t n = 0;

    lc_text_end(t);
    lc_text_add(t, "compatible with ");
    for (size_t i = 0; n < named; i++) {
        const struct lc_earlier *k = &e->earlier.items[i];
        if (is_plain(k)) {
            bool last = n + 1 == count;
            lc_text_add(t, "%s%s", n == 0 ? "" : last ? " and " : ", ", k->label);
            n++;
        }
    }
    if (named < count) {
        lc_text_add(t, " and %zu more", count - named);
    }
    lc_text_line(t, ", too");
}

/* Versions before the base, the newest first. */
static void earlier(struct lc_text *t, const struct ctr_evolution *e)
{
    size_t plain = 0;

    for (size_t i = 0; i < e->earlier.count; i++) {
        plain += is_plain(&e->earlier.items[i]);
    }
    if (plain) {
        plain_ones(t, e, plain);
    }
    for (size_t i = 0; i < e->earlier.count; i++) {
        if (!is_plain(&e->earlier.items[i])) {
            one_earlier(t, &e->earlier.items[i]);
        }
    }
}

static enum lc_style style_of_effect(ctr_effect effect)
{
    return effect == CTR_EFFECT_BREAKS              ? LC_RED
           : effect == CTR_EFFECT_BREAKS_ON_UPGRADE ? LC_YELLOW
           : effect == CTR_EFFECT_UNKNOWN           ? LC_MAGENTA
                                                    : LC_GREEN;
}

static void consumer(struct lc_text *t, const struct lc_impact *k)
{
    lc_text_add(t, "  ");
    lc_text_styled(t, LC_BOLD, k->consumer);
    if (k->role) {
        lc_text_add(t, " (%s)", k->role);
    }
    lc_text_add(t, "  ");
    lc_text_styled(t, style_of_effect(k->effect), lc_word_name(lc_words_effect, k->effect));
    if (k->pin) {
        lc_text_add(t, ", pinned to %s", k->pin);
    }
    if (k->follows) {
        lc_text_add(t, ", follows %s", k->follows);
    }
    lc_text_end(t);
    for (size_t i = 0; i < k->part_count && i < PARTS_SHOWN; i++) {
        lc_text_line(t, "    %s", k->parts[i]);
    }
    if (k->part_count > PARTS_SHOWN) {
        lc_text_line(t, "    and %s more",
                     lc_text_count(t, (int64_t)(k->part_count - PARTS_SHOWN), "part"));
    }
}

static void consumers(struct lc_text *t, const struct ctr_evolution *e)
{
    lc_text_end(t);
    if (!e->impact_count) {
        lc_text_line(t, "consumers: none is registered");
        return;
    }
    lc_text_line(t, "consumers");
    for (size_t i = 0; i < e->impact_count; i++) {
        consumer(t, &e->impacts[i]);
    }
}

static size_t broken(const struct ctr_evolution *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->impact_count; i++) {
        n += e->impacts[i].effect == CTR_EFFECT_BREAKS;
    }
    return n;
}

/* "talk to the 3 consumers that break, then "; "" where none does. */
static const char *talk(struct lc_text *t, const struct ctr_evolution *e)
{
    size_t n = broken(e);
    const char *text = n == 0 ? ""
                       : n == 1
                           ? "talk to the consumer that breaks, then "
                           : lc_format(t->ctx, "talk to the %zu consumers that break, then ", n);
    return text ? text : "";
}

/* What stands between a draft and its activation, in the order in which it would be refused. */
static const char *next_step(struct lc_text *t, const struct ctr_evolution *e)
{
    const struct ctr_version *v = &e->version;

    if (v->state != CTR_STATE_DRAFT) {
        return NULL;
    }
    if (!e->diff) {
        return "activate it";
    }
    if (!e->sufficient && v->mode != CTR_MODE_NONE) {
        return lc_format(t->ctx, "evolve again with the label '%s' or a higher one",
                         e->proposed ? e->proposed : "proposed");
    }
    if (e->verdict == CTR_VERDICT_COMPATIBLE || v->mode == CTR_MODE_NONE) {
        return lc_format(t->ctx, "%sactivate it", talk(t, e));
    }
    if (v->break_reason) {
        return lc_format(t->ctx, "the break is declared (%s): %sactivate it", v->break_reason,
                         talk(t, e));
    }
    return e->verdict == CTR_VERDICT_UNDECIDED
               ? "look at what is undecided; if it is meant, activate it as a declared break with "
                 "a reason"
               : "change the document so that nothing breaks; if the break is meant, activate it "
                 "as a declared break with a reason";
}

void lc_text_evolution(struct lc_text *t, const void *body)
{
    const struct ctr_evolution *e = body;
    const char *next = next_step(t, e);

    heading(t, e);
    if (e->diff) {
        lc_text_verdict(t, e->diff);
        label_line(t, e);
        if (e->bump_text && (e->diff->judgement || e->bump != e->diff->bump)) {
            lc_text_line(t, "bump: %s", e->bump_text);
        }
        if (e->diff->grace) {
            lc_text_line(t, "notice of deprecations: %s", lc_report_grace(t, e->diff->grace));
        }
        if (e->diff->judgement) {
            lc_text_line(t, "%s", lc_report_judged_by(t, e->diff));
        }
        lc_text_findings(t, e->diff);
        earlier(t, e);
        consumers(t, e);
    } else {
        lc_text_line(t, "nothing was active before, so there is nothing to compare it with");
    }
    if (next) {
        lc_text_end(t);
        lc_text_styled(t, LC_BOLD, "next");
        lc_text_line(t, ": %s", next);
    }
}
