/* Comparisons, outlines and rules as text: the answer first, then what it rests on. */
#include "exchange/text_spec.h"

static enum lc_style style_of_verdict(ctr_verdict verdict)
{
    return verdict == CTR_VERDICT_COMPATIBLE     ? LC_GREEN
           : verdict == CTR_VERDICT_INCOMPATIBLE ? LC_RED
                                                 : LC_MAGENTA;
}

/* "orders.yaml:12:9" */
static const char *place(struct lc_text *t, const struct lc_place *p)
{
    return lc_format(t->ctx, "%s:%lld:%lld", p->file ? p->file : "document", (long long)p->line,
                     (long long)p->column);
}

static const char *places(struct lc_text *t, const struct ctr_finding *f)
{
    const struct lc_place *older = f->place[CTR_SIDE_OLD];
    const struct lc_place *newer = f->place[CTR_SIDE_NEW];

    if (older && newer) {
        return lc_format(t->ctx, "%s -> %s", place(t, older), place(t, newer));
    }
    return older   ? lc_format(t->ctx, "%s -> (gone)", place(t, older))
           : newer ? lc_format(t->ctx, "(none) -> %s", place(t, newer))
                   : NULL;
}

static void finding(struct lc_text *t, const struct ctr_finding *f)
{
    const char *where = places(t, f);

    lc_text_add(t, "  ");
    lc_text_styled(t, LC_BOLD, f->part && *f->part ? f->part : "(the whole document)");
    lc_text_end(t);
    lc_text_line(t, "    %s", f->message);
    lc_text_add(t, "    ");
    lc_text_styled(t, LC_DIM, f->rule);
    if (where) {
        lc_text_styled(t, LC_DIM, "  ");
        lc_text_styled(t, LC_DIM, where);
    }
    lc_text_end(t);
}

/* Findings come sorted by level; each level gets a line of its own. */
void lc_text_findings(struct lc_text *t, const struct ctr_diff *d)
{
    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        if (i == 0 || f->level != d->findings[i - 1].level) {
            const char *word = lc_word_name(lc_words_level, f->level);
            lc_text_end(t);
            lc_text_styled(t, lc_style_of_level(word), word);
            lc_text_end(t);
        }
        finding(t, f);
    }
}

static const char *sums(struct lc_text *t, const struct lc_counts *c)
{
    return lc_format(t->ctx, "%lld breaking, %lld undecided, %s, %lld info", (long long)c->breaking,
                     (long long)c->undecided, lc_text_count(t, c->warning, "warning"),
                     (long long)c->info);
}

void lc_text_verdict(struct lc_text *t, const struct ctr_diff *d)
{
    lc_text_styled(t, style_of_verdict(d->verdict), lc_word_name(lc_words_verdict, d->verdict));
    if (!d->count) {
        lc_text_line(t, ": no difference");
        return;
    }
    lc_text_line(t, ": %s", sums(t, &d->counts));
}

void lc_text_diff(struct lc_text *t, const void *body)
{
    const struct ctr_diff *d = body;

    lc_text_verdict(t, d);
    lc_text_line(t, "%s, %s compatibility, %s profile; bump: %s",
                 lc_word_name(lc_words_format, d->format), lc_word_name(lc_words_mode, d->mode),
                 lc_word_name(lc_words_profile, d->profile), lc_word_name(lc_words_bump, d->bump));
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

void lc_text_rule(struct lc_text *t, const void *body)
{
    const struct ctr_rule *rule = body;
    const char *level = lc_word_name(lc_words_level, rule->level);

    lc_text_styled(t, LC_BOLD, rule->id);
    lc_text_add(t, "  ");
    lc_text_styled(t, lc_style_of_level(level), level);
    lc_text_end(t);
    lc_text_line(t, "  %s", rule->text);
    lc_text_fact(t, "breaks", lc_word_name(lc_words_direction, rule->direction));
    lc_text_fact(t, "format", language(rule));
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
