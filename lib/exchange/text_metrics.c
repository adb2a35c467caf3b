/* Figures of a master contract as text. */
#include "exchange/text.h"
#include "report/metrics.h"

static const char *of_what(struct lc_text *t, const struct lc_metric *m)
{
    if (m->subject && m->statistic) {
        return lc_format(t->ctx, "%s %s", m->subject, m->statistic);
    }
    return m->subject ? m->subject : m->statistic;
}

static const char *remark(struct lc_text *t, const struct lc_metric *m)
{
    if (m->reason) {
        return m->reason;
    }
    return m->open ? lc_format(t->ctx, "%lld not over yet, not counted", (long long)m->open) : "";
}

void lc_text_metrics(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"METRIC", "OF", "VALUE", "UNIT", "CASES", ""};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_metrics *s = body;
    const char **cells = lc_text_cells(t, s->count, COLUMNS);

    if (!cells) {
        return;
    }
    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s/%s", s->team, s->name));
    lc_text_add(t, "  %s to %s", s->from ? s->from : "the beginning", s->until ? s->until : "now");
    lc_text_end(t);
    for (size_t i = 0; i < s->count; i++) {
        const struct lc_metric *m = &s->items[i];
        const char **cell = &cells[i * COLUMNS];
        cell[0] = m->metric;
        cell[1] = of_what(t, m);
        cell[2] = m->value;
        cell[3] = m->unit;
        cell[4] = lc_format(t->ctx, "%lld", (long long)m->samples);
        cell[5] = remark(t, m);
    }
    const struct lc_table table = {headings, COLUMNS, cells, s->count, NULL};
    lc_text_table(t, &table);
}
