/* Stops as text. */
#include "base/date.h"
#include "domain/trigger/trigger.h"
#include "exchange/text.h"

static const char *span(struct lc_text *t, int64_t us)
{
    char text[LC_SPAN_TEXT];
    return lc_dup_c(t->ctx, lc_span_format(us, text));
}

static const char *joined(struct lc_text *t, const char *const *items, size_t count)
{
    const char *list = count ? items[0] : NULL;
    for (size_t i = 1; i < count && list; i++) {
        list = lc_format(t->ctx, "%s, %s", list, items[i]);
    }
    return list;
}

static enum lc_style style_of(const char *word)
{
    return strcmp(word, "raised") == 0 ? LC_RED : strcmp(word, "cleared") == 0 ? LC_DIM : LC_PLAIN;
}

void lc_text_stop(struct lc_text *t, const void *body)
{
    const struct ctr_stop *s = body;
    const char *state = lc_word_name(lc_words_stop_state, s->state);

    lc_text_styled(t, LC_BOLD, s->trigger);
    lc_text_add(t, "  of %s/%s  ", s->team, s->contract);
    lc_text_styled(t, style_of(state), state);
    lc_text_end(t);
    lc_text_fact(t, s->binds ? "blocks" : "would block", joined(t, s->blocks, s->block_count));
    lc_text_fact_time(t, "raised", s->raised_us, s->raised_by);
    lc_text_fact(t, "why", s->reason);
    lc_text_fact(t, "evidence", joined(t, s->evidence, s->evidence_count));
    lc_text_fact(t, "owner", s->owner);
    if (s->cleared_us) {
        lc_text_fact_time(t, "cleared", s->cleared_us, s->cleared_by);
        lc_text_fact(t, "decision", s->decision);
        lc_text_fact(t, "because", s->clear_reason);
    } else {
        lc_text_fact(t, "may clear", s->clearer);
    }
    lc_text_fact(t, "stood for", span(t, s->duration_us));
    lc_text_fact(t, "number", lc_format(t->ctx, "%lld", (long long)s->n));
    for (size_t i = 0; i < s->remark_count; i++) {
        lc_text_styled(t, LC_YELLOW, "remark");
        lc_text_line(t, ": %s", s->remarks[i]);
    }
}

static enum lc_style cell_style(size_t column, const char *cell)
{
    return column == 0 ? LC_BOLD : style_of(cell);
}

void lc_text_stop_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"TRIGGER", "CONTRACT", "STATE", "RAISED BY",
                                           "OWNER",   "STOOD",    "WHY"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_stop_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);

    if (!cells) {
        return;
    }
    if (!list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct ctr_stop *s = &list->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = s->trigger;
        at[1] = lc_format(t->ctx, "%s/%s", s->team, s->contract);
        at[2] = lc_word_name(lc_words_stop_state, s->state);
        at[3] = s->raised_by;
        at[4] = s->owner;
        at[5] = span(t, s->duration_us);
        at[6] = s->reason;
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, list->count, cell_style});
}

void lc_text_stop_summary(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"RAISED BY", "TIMES", "RAISED NOW", "STOOD"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_stop_summary *s = body;
    const char **cells = lc_text_cells(t, s->count, COLUMNS);

    if (!cells) {
        return;
    }
    if (!s->count) {
        lc_text_line(t, "the line of %s/%s never was stopped", s->team, s->contract);
        return;
    }
    for (size_t i = 0; i < s->count; i++) {
        const char **at = cells + i * COLUMNS;
        at[0] = s->rows[i].raiser;
        at[1] = lc_format(t->ctx, "%lld", (long long)s->rows[i].count);
        at[2] = lc_format(t->ctx, "%lld", (long long)s->rows[i].raised);
        at[3] = span(t, s->rows[i].duration_us);
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, s->count, NULL});
}
