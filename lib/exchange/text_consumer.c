/* Consumers as text. */
#include "domain/consumer/consumer.h"
#include "exchange/text.h"

void lc_text_consumer(struct lc_text *t, const void *body)
{
    const struct ctr_consumer *k = body;

    lc_text_styled(t, LC_BOLD, k->name);
    lc_text_add(t, "  relies on %s/%s", k->team, k->contract);
    lc_text_end(t);
    lc_text_fact(t, "role", k->role);
    lc_text_fact(t, "pin", k->pin ? k->pin : "none: follows the active version");
    lc_text_fact(t, "follows", k->follows ? k->follows : "nothing yet");
    for (size_t i = 0; i < k->part_count; i++) {
        lc_text_fact(t, i ? "" : "uses", k->parts[i]);
    }
    if (!k->part_count) {
        lc_text_fact(t, "uses", "everything");
    }
    lc_text_fact_time(t, "registered", k->created_us, k->created_by);
    lc_text_fact(t, "revision", lc_format(t->ctx, "%lld", (long long)k->revision));
}

static enum lc_style style(size_t column, const char *cell)
{
    (void)cell;
    return column == 0 ? LC_BOLD : LC_PLAIN;
}

void lc_text_consumer_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"CONSUMER", "CONTRACT", "FOLLOWS",
                                           "PIN",      "USES",     "ROLE"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_consumer_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);

    if (!cells) {
        return;
    }
    if (!list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct ctr_consumer *k = &list->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = k->name;
        at[1] = lc_format(t->ctx, "%s/%s", k->team, k->contract);
        at[2] = k->follows;
        at[3] = k->pin;
        at[4] = k->part_count ? lc_text_count(t, (int64_t)k->part_count, "part") : "everything";
        at[5] = k->role;
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, list->count, style});
}
