/* Comparisons, outlines and rules as text: the answer first, then what it rests on. */
#include "exchange/text_spec.h"

#include "exchange/diff_report.h"
#include "spec/rules/rules.h"
#include "spec/spec.h"

static enum lc_style style_of_verdict(ctr_verdict verdict)
{
    return verdict == CTR_VERDICT_COMPATIBLE     ? LC_GREEN
           : verdict == CTR_VERDICT_INCOMPATIBLE ? LC_RED
                                                 : LC_MAGENTA;
}

/* The mark below a line, as far to the right as what stands before the place is wide. */
static void caret(struct lc_text *t, const struct lc_excerpt *e)
{
    lc_text_add(t, "           | %s", lc_report_before(t, e));
    lc_text_styled(t, LC_RED, "^");
    lc_text_end(t);
}

static void source_line(struct lc_text *t, int64_t number, const char *text)
{
    if (text) {
        lc_text_add(t, "    %6lld |%s", (long long)number, *text ? " " : "");
        lc_text_line(t, "%s", text);
    }
}

/* The lines that a finding stands on. */
static void excerpt(struct lc_text *t, const char *side, const struct lc_place *p)
{
    const struct lc_excerpt *e = p ? p->excerpt : NULL;
    if (!e) {
        return;
    }
    lc_text_add(t, "    ");
    lc_text_styled(t, LC_DIM, lc_format(t->ctx, "%s %s", side, lc_report_at(t, p)));
    lc_text_end(t);
    source_line(t, p->line - 1, e->before);
    source_line(t, p->line, e->line);
    caret(t, e);
    source_line(t, p->line + 1, e->after);
}

static void finding(struct lc_text *t, const struct ctr_diff *d, const struct ctr_finding *f,
                    struct lc_helped *helped)
{
    const char *where = lc_report_both(t, f);
    const char *help = lc_report_help_once(t, d, f, helped);
    const char *aside = lc_report_aside(d, f);
    const char *policy = lc_report_policy(t, d, f);

    lc_text_add(t, "  ");
    lc_text_styled(t, LC_BOLD, lc_report_part(f));
    if (aside) {
        lc_text_styled(t, LC_DIM, lc_format(t->ctx, "  (%s)", aside));
    }
    lc_text_end(t);
    lc_text_line(t, "    %s", f->message);
    if (help) {
        lc_text_line(t, "    help: %s", help);
    }
    if (policy) {
        lc_text_line(t, "    policy: %s", policy);
    }
    lc_text_add(t, "    ");
    lc_text_styled(t, LC_DIM, f->rule);
    if (where) {
        lc_text_styled(t, LC_DIM, "  ");
        lc_text_styled(t, LC_DIM, where);
    }
    lc_text_end(t);
    if (f->witness) {
        lc_text_line(t, "    for example %s", lc_report_witness(t, f));
    }
    excerpt(t, "old", f->place[CTR_SIDE_OLD]);
    excerpt(t, "new", f->place[CTR_SIDE_NEW]);
}

/* Findings come sorted by level; each level gets a line of its own. */
void lc_text_findings_that(struct lc_text *t, const struct ctr_diff *d, lc_text_finding_fn shown)
{
    const struct ctr_finding *before = NULL;
    struct lc_helped helped = {0};

    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        if (shown && !shown(d, f)) {
            continue;
        }
        if (!before || f->level != before->level) {
            const char *word = lc_word_name(lc_words_level, f->level);
            lc_text_end(t);
            lc_text_styled(t, lc_style_of_level(word), word);
            lc_text_end(t);
        }
        finding(t, d, f, &helped);
        before = f;
    }
}

void lc_text_findings(struct lc_text *t, const struct ctr_diff *d)
{
    lc_text_findings_that(t, d, NULL);
}

void lc_text_verdict(struct lc_text *t, const struct ctr_diff *d)
{
    lc_text_styled(t, style_of_verdict(d->verdict), lc_word_name(lc_words_verdict, d->verdict));
    lc_text_line(t, ": %s", lc_report_total(d) ? lc_report_sums(t, d) : "no difference");
}

void lc_text_diff(struct lc_text *t, const void *body)
{
    const struct ctr_diff *d = body;
    const char *left_out = lc_report_left_out(t, d);

    lc_text_verdict(t, d);
    lc_text_line(t, "%s, %s compatibility, %s profile; bump: %s (%s)",
                 lc_word_name(lc_words_format, d->format), lc_word_name(lc_words_mode, d->mode),
                 lc_word_name(lc_words_profile, d->profile), lc_word_name(lc_words_bump, d->bump),
                 lc_report_bump(t, d));
    if (d->grace) {
        lc_text_line(t, "notice of deprecations: %s", lc_report_grace(t, d->grace));
    }
    if (d->judgement) {
        lc_text_line(t, "%s", lc_report_judged_by(t, d));
    }
    if (left_out) {
        lc_text_line(t, "%s", left_out);
    }
    lc_text_findings(t, d);
}

void lc_text_outline(struct lc_text *t, const void *body)
{
    const struct ctr_outline *o = body;

    lc_text_styled(t, LC_BOLD, *o->dialect ? o->dialect : lc_word_name(lc_words_format, o->format));
    lc_text_line(t, "  %s", lc_text_count(t, (int64_t)o->count, "part"));
    for (size_t i = 0; i < o->file_count; i++) {
        lc_text_fact(t, i ? "" : "files", o->files[i]);
    }
    for (size_t i = 0; i < o->count; i++) {
        lc_text_line(t, "  %s", o->parts[i]);
    }
}

static const char *language(const struct ctr_rule *rule)
{
    return rule->format ? lc_word_name(lc_words_format, rule->format) : "several";
}

/* Who does not get on with whom. */
static const char *breaks(struct lc_text *t, const struct ctr_rule *rule)
{
    static const char older[] = "clients and data of the older edition under the newer one";
    static const char newer[] = "clients and data of the newer edition under the older one";
    const char *word = lc_word_name(lc_words_direction, rule->direction);

    switch (rule->direction) {
    case CTR_DIRECTION_BACKWARD:
        return lc_format(t->ctx, "%s: %s", word, older);
    case CTR_DIRECTION_FORWARD:
        return lc_format(t->ctx, "%s: %s", word, newer);
    case CTR_DIRECTION_BOTH:
        return lc_format(t->ctx, "%s: %s, and the other way round", word, older);
    case CTR_DIRECTION_NEITHER:
    case CTR_DIRECTION_FORCE_INT32:
        break;
    }
    return word;
}

/* What to do: as the rule breaks, and where a finding of it breaks the other way alone, as that of
 * an answer in a webhook, what is to be done then. */
static void help(struct lc_text *t, const struct ctr_rule *rule)
{
    bool forward = rule->direction == CTR_DIRECTION_FORWARD;
    const char *usual = forward ? rule->advice_forward : rule->advice_backward;
    const char *other = forward ? rule->advice_backward : rule->advice_forward;

    lc_text_fact(t, "help", usual);
    if (other && (!usual || strcmp(other, usual) != 0)) {
        lc_text_fact(t, "",
                     lc_format(t->ctx, "%s alone: %s", forward ? "backward" : "forward", other));
    }
}

/* The level is that of the profile that is taken where nobody names one. */
static const char *where(struct lc_text *t, const struct ctr_rule *rule)
{
    const struct lc_format_row *row = rule->format ? lc_spec_row(rule->format) : NULL;

    return row ? lc_format(t->ctx, "%s; the level is that of its default profile, %s",
                           language(rule), lc_word_name(lc_words_profile, row->default_profile))
               : language(rule);
}

void lc_text_rule(struct lc_text *t, const void *body)
{
    const struct ctr_rule *rule = body;
    const char *level = lc_word_name(lc_words_level, rule->level);
    const struct lc_rule *known = lc_rule_find(rule->id);

    lc_text_styled(t, LC_BOLD, rule->id);
    lc_text_add(t, "  ");
    lc_text_styled(t, lc_style_of_level(level), level);
    lc_text_end(t);
    lc_text_line(t, "  %s", rule->text);
    lc_text_fact(t, "breaks", breaks(t, rule));
    help(t, rule);
    lc_text_fact(t, "format", where(t, rule));
    for (size_t i = 0; i < rule->oasdiff_count; i++) {
        lc_text_fact(t, i ? "" : "oasdiff", rule->oasdiff[i]);
    }
    lc_text_fact(t, "policy",
                 lc_format(t->ctx, "levels: [{rule: %s, level: %s}]", rule->id,
                           rule->level == CTR_LEVEL_INFO ? "warning" : "info"));
    if (known && known->flags & LC_RULE_OF_POLICY) {
        return; /* it is about waivers, and none accepts it */
    }
    lc_text_fact(t, "",
                 lc_format(t->ctx,
                           "waivers: [{rule: %s, part: PART, reason: TEXT, owner: NAME, expires: "
                           "DATE}]",
                           rule->id));
}

static enum lc_style rule_style(size_t column, const char *cell)
{
    return column == 0 ? LC_BOLD : column == 1 ? lc_style_of_level(cell) : LC_PLAIN;
}

void lc_text_rules(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"RULE", "LEVEL", "BREAKS", "FORMAT", "WHAT IT SAYS"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_rules *rules = body;
    const char **cells = lc_text_cells(t, rules->count, COLUMNS);

    if (!cells) {
        return;
    }
    if (!rules->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < rules->count; i++) {
        const struct ctr_rule *row = &rules->rows[i];
        const char **at = cells + i * COLUMNS;
        at[0] = row->id;
        at[1] = lc_word_name(lc_words_level, row->level);
        at[2] = lc_word_name(lc_words_direction, row->direction);
        at[3] = language(row);
        at[4] = row->text;
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, rules->count, rule_style});
}
