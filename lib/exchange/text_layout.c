/* A layout as text. */
#include "exchange/text.h"
#include "flow/layout.h"
#include "terms/lint.h"

static void files(struct lc_text *t, const struct ctr_layout *l)
{
    static const char *const headings[] = {"FILE", "IS", "IN THE STORE"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, l->file_count, COLUMNS);

    for (size_t i = 0; cells && i < l->file_count; i++) {
        const struct ctr_layout_file *f = &l->files[i];
        const char **at = cells + i * COLUMNS;
        at[0] = f->path;
        at[1] = lc_word_name(lc_words_layout_action, f->action);
        at[2] = f->subject ? f->subject : "";
    }
    if (cells && l->file_count) {
        lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, l->file_count, NULL});
    }
}

static void edits(struct lc_text *t, const struct ctr_layout *l)
{
    for (size_t i = 0; i < l->edit_count; i++) {
        const struct ctr_layout_edit *e = &l->edits[i];
        lc_text_line(t, "%s:%lld: %s is '%s', was %s%s%s", e->file, (long long)e->line, e->term,
                     e->is, e->was ? "'" : "", e->was ? e->was : "not there", e->was ? "'" : "");
    }
}

static void findings(struct lc_text *t, const struct ctr_layout *l)
{
    for (size_t i = 0; i < l->finding_count; i++) {
        const struct ctr_layout_finding *f = &l->findings[i];
        const char *level = lc_word_name(lc_words_lint_level, (int64_t)f->level);
        lc_text_styled(t, lc_style_of_level(level), level);
        if (f->line) {
            lc_text_add(t, " %s:%lld:%lld: ", f->file, (long long)f->line, (long long)f->column);
        } else {
            lc_text_add(t, " %s: ", f->file);
        }
        lc_text_add(t, "%s (%s)", f->message, f->rule);
        lc_text_end(t);
    }
}

void lc_text_layout(struct lc_text *t, const void *body)
{
    const struct ctr_layout *l = body;

    files(t, l);
    edits(t, l);
    findings(t, l);
    if (!l->ok) {
        lc_text_line(t, "nothing was changed: %s", "an error keeps everything from being loaded");
    } else if (!l->next_count) {
        lc_text_line(t, l->drift ? "drift: %lld" : "no drift", (long long)l->drift);
    }
    for (size_t i = 0; i < l->next_count; i++) {
        lc_text_line(t, "next: %s", l->next[i]);
    }
}
