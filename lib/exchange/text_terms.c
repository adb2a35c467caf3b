/* Governing documents and classifications as text. */
#include "exchange/text.h"
#include "terms/classify.h"
#include "terms/document.h"

static enum lc_style term_style(size_t column, const char *cell)
{
    bool dim = column == 2 && strcmp(cell, "default") == 0;
    return column == 0 ? LC_BOLD : dim ? LC_DIM : LC_PLAIN;
}

void lc_text_terms(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"TERM", "VALUE", "WHERE", "WHAT IT IS"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_terms *terms = body;
    const char **cells = lc_text_cells(t, terms->count, COLUMNS);
    if (!cells) {
        return;
    }
    lc_text_line(t, "%s %s%s%s", lc_word_name(lc_words_terms_kind, terms->kind), terms->id,
                 terms->title ? ": " : "", terms->title ? terms->title : "");
    lc_text_end(t);
    for (size_t i = 0; i < terms->count; i++) {
        const struct ctr_term *term = &terms->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = term->path;
        at[1] = *term->value ? term->value : "yes";
        at[2] = term->given ? lc_format(t->ctx, "line %lld", (long long)term->line) : "default";
        at[3] = term->about;
        if (!at[2]) {
            return;
        }
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, terms->count, term_style});
}

static enum lc_style style_of(ctr_lint_level level)
{
    return level == CTR_LINT_ERROR ? LC_RED : level == CTR_LINT_WARNING ? LC_YELLOW : LC_DIM;
}

void lc_text_lint_report(struct lc_text *t, const void *body)
{
    const struct ctr_lint_report *report = body;
    lc_text_line(t, "%s %s: %lld errors, %lld warnings, %lld infos",
                 lc_word_name(lc_words_terms_kind, report->kind), report->id,
                 (long long)report->errors, (long long)report->warnings, (long long)report->infos);
    for (size_t i = 0; i < report->count; i++) {
        const struct ctr_lint *f = &report->items[i];
        lc_text_end(t);
        lc_text_styled(t, style_of(f->level), lc_word_name(lc_words_lint_level, f->level));
        lc_text_add(t, "  ");
        lc_text_styled(t, LC_BOLD, f->path);
        lc_text_add(t, "  line %lld", (long long)f->line);
        lc_text_end(t);
        lc_text_line(t, "    %s", f->message);
        lc_text_add(t, "    ");
        lc_text_styled(t, LC_DIM, f->rule);
        lc_text_end(t);
    }
}

static enum lc_style threshold_style(size_t column, const char *cell)
{
    return column == 5 && strcmp(cell, "exceeded") == 0    ? LC_RED
           : column == 5 && strcmp(cell, "not known") == 0 ? LC_MAGENTA
                                                           : LC_PLAIN;
}

static void thresholds(struct lc_text *t, const struct ctr_classification *c)
{
    static const char *const headings[] = {"THRESHOLD", "VALUE", "LIMIT",
                                           "MARGIN",    "UNIT",  "VERDICT"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, c->threshold_count, COLUMNS);
    if (!cells || !c->threshold_count) {
        return;
    }
    for (size_t i = 0; i < c->threshold_count; i++) {
        const struct ctr_threshold *row = &c->thresholds[i];
        const char **at = cells + i * COLUMNS;
        at[0] = row->name;
        at[1] = row->value ? row->value : "?";
        at[2] = row->limit;
        at[3] = row->margin ? row->margin : "?";
        at[4] = row->unit;
        at[5] = !row->known ? "not known" : row->exceeded ? "exceeded" : "kept";
    }
    lc_text_end(t);
    lc_text_table(
        t, &(struct lc_table){headings, COLUMNS, cells, c->threshold_count, threshold_style});
}

void lc_text_classification(struct lc_text *t, const void *body)
{
    const struct ctr_classification *c = body;
    const char *word = lc_word_name(lc_words_change_class, c->change_class);
    lc_text_add(t, "%s under %s: ", c->change, c->master);
    lc_text_styled(t, c->change_class == CTR_CLASS_MAJOR ? LC_RED : LC_GREEN, word);
    lc_text_line(t, "%s", c->enforced ? "" : " (reported only)");
    for (size_t i = 0; i < c->reason_count; i++) {
        lc_text_line(t, "  %s", c->reasons[i]);
    }
    for (size_t i = 0; i < c->warning_count; i++) {
        lc_text_add(t, "  ");
        lc_text_styled(t, LC_YELLOW, "warning");
        lc_text_line(t, ": %s", c->warnings[i]);
    }
    thresholds(t, c);
    lc_text_end(t);
    lc_text_line(t, "rule version %s; unknown counts as %s; slips in %s; budget against the %s",
                 c->rule_version, lc_word_name(lc_words_on_unknown, c->on_unknown),
                 lc_word_name(lc_words_slip_unit, c->slip_unit), c->base);
}
