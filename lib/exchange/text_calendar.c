/* Calendars as text: the week, then the dates that are not like others. */
#include "exchange/text.h"
#include "terms/calendar.h"

/* "09:00-12:00, 13:00-17:00", or "closed". */
static const char *hours(struct lc_text *t, const char *const *items, size_t count)
{
    const char *text = count ? items[0] : "closed";
    for (size_t i = 1; text && i < count; i++) {
        text = lc_format(t->ctx, "%s, %s", text, items[i]);
    }
    return text;
}

static void dates(struct lc_text *t, const struct ctr_calendar *c)
{
    static const char *const headings[] = {"DATE", "KIND", "HOURS", "NAME"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, c->special_count, COLUMNS);

    for (size_t i = 0; cells && i < c->special_count; i++) {
        const struct lc_special *s = &c->special[i];
        const char **at = cells + i * COLUMNS;
        at[0] = s->date;
        at[1] = lc_word_name(lc_words_special, s->kind);
        at[2] = hours(t, s->hours, s->count);
        at[3] = s->name;
    }
    if (cells && c->special_count) {
        lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, c->special_count, NULL});
    }
}

void lc_text_calendar(struct lc_text *t, const void *body)
{
    const struct ctr_calendar *c = body;

    lc_text_styled(t, LC_BOLD, c->id);
    if (c->name) {
        lc_text_add(t, "  %s", c->name);
    }
    lc_text_end(t);
    lc_text_fact(t, "zone", c->zone_name);
    for (size_t i = 0; i < c->week_count; i++) {
        lc_text_fact(t, c->week[i].day, hours(t, c->week[i].hours, c->week[i].count));
    }
    dates(t, c);
}

void lc_text_calendar_list(struct lc_text *t, const void *body)
{
    const struct ctr_calendar_list *list = body;

    if (!list->count) {
        lc_text_line(t, "nothing found");
    }
    for (size_t i = 0; i < list->count; i++) {
        if (i) {
            lc_text_end(t);
        }
        lc_text_calendar(t, &list->items[i]);
    }
}
