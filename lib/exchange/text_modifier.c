/* A modifier as text. */
#include "exchange/text.h"
#include "flow/modifier.h"

static const char *source_of(struct lc_text *t, const struct lc_modifier_goal *g)
{
    const char *word = g->source ? lc_word_name(lc_words_goal_source, (int64_t)g->source) : NULL;

    return g->from
               ? lc_format(t->ctx, "%s since %s, cases: %lld", word, g->from, (long long)g->counted)
               : word;
}

void lc_text_modifier(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"GOAL", "WEIGHT %", "IS", "SOURCE", "WANTED", "MET"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_modifier *m = body;
    const char **cells = lc_text_cells(t, m->goal_count, COLUMNS);

    if (!cells) {
        return;
    }
    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s/%s", m->team, m->name));
    lc_text_add(t, "  modifier on %s, %s", m->on,
                m->seq ? lc_format(t->ctx, "posted as entry %lld", (long long)m->seq)
                       : "nothing moves");
    lc_text_end(t);
    lc_text_fact(
        t, "amount",
        lc_format(t->ctx, "%s %s, %s of it by this one", m->amount, m->currency, m->moved));
    lc_text_fact(t, "met",
                 lc_format(t->ctx, "%s percent of %s %s", m->percent, m->cap, m->currency));
    lc_text_fact(t, "by the terms", m->version);
    for (size_t i = 0; i < m->goal_count; i++) {
        const struct lc_modifier_goal *g = &m->goals[i];
        const char **cell = &cells[i * COLUMNS];
        cell[0] = g->name;
        cell[1] = g->weight;
        cell[2] = g->given ? g->given : "not measured";
        cell[3] = source_of(t, g);
        cell[4] = g->wanted;
        cell[5] = g->met ? "yes" : "no";
    }
    const struct lc_table table = {headings, COLUMNS, cells, m->goal_count, NULL};
    lc_text_table(t, &table);
}
