/* Statements of work of a store as text. */
#include "exchange/text.h"
#include "flow/sow.h"

static void hypothesis(struct lc_text *t, const struct ctr_sow *s)
{
    const struct lc_sow_belief *h = &s->hypothesis;
    enum lc_style style = h->verdict == LC_SOW_MET       ? LC_GREEN
                          : h->verdict == LC_SOW_NOT_MET ? LC_RED
                                                         : LC_YELLOW;
    if (!h->verdict) {
        return;
    }
    lc_text_fact(t, "hypothesis", h->text ? h->text : h->metric);
    lc_text_add(t, "  target        %s%s%s%s%s%s: ", h->metric ? h->metric : "",
                h->metric && h->target ? " " : "", h->target ? h->target : "",
                h->baseline ? " (was " : "", h->baseline ? h->baseline : "",
                h->baseline ? ")" : "");
    if (h->overdue) {
        lc_text_styled(t, LC_RED, "not measured by the due date");
        lc_text_add(t, ", %s%s%s", h->due, h->owner ? ", by " : "", h->owner ? h->owner : "");
    } else {
        lc_text_styled(t, style, lc_word_name(lc_words_sow_verdict, h->verdict));
        if (h->verdict == LC_SOW_NOT_MEASURED && h->due) {
            lc_text_add(t, ", due %s", h->due);
        }
    }
    lc_text_end(t);
    lc_text_fact(t, "because", h->why);
}

static void measures(struct lc_text *t, const struct ctr_sow *s)
{
    static const char *const headings[] = {"MEASURED", "VALUE", "ON", "N", "INTERVAL", "EVIDENCE"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, s->measure_count, COLUMNS);

    for (size_t i = 0; cells && i < s->measure_count; i++) {
        const struct ctr_sow_measure *m = &s->measures[i];
        const char **at = cells + i * COLUMNS;
        at[0] = m->of;
        at[1] = m->value;
        at[2] = m->on;
        at[3] = m->n ? lc_format(t->ctx, "%lld", (long long)m->n) : NULL;
        at[4] = m->low ? lc_format(t->ctx, "%s..%s", m->low, m->high) : NULL;
        at[5] = m->evidence;
    }
    if (cells && s->measure_count) {
        lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, s->measure_count, NULL});
    }
}

static void criteria(struct lc_text *t, const struct ctr_sow *s)
{
    static const char *const headings[] = {"CRITERION", "ACCEPTED BY", "PROOF", "WHAT"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, s->criterion_count, COLUMNS);

    for (size_t i = 0; cells && i < s->criterion_count; i++) {
        const struct ctr_sow_criterion *c = &s->criteria[i];
        const char **at = cells + i * COLUMNS;
        at[0] = c->id;
        at[1] = c->accepted ? c->party : NULL;
        at[2] = c->proof;
        at[3] = c->description ? c->description : "";
    }
    if (cells && s->criterion_count) {
        lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, s->criterion_count, NULL});
    }
}

void lc_text_sow(struct lc_text *t, const void *body)
{
    const struct ctr_sow *s = body;

    lc_text_line(t, "sow %s/%s@%s%s%s", s->team, s->name, s->version, s->title ? ": " : "",
                 s->title ? s->title : "");
    if (s->start) {
        lc_text_line(t, "  dates         %s to %s", s->start, s->end ? s->end : "open");
    }
    lc_text_fact(t, "frozen", s->frozen_version ? s->frozen_version : "not yet");
    if (s->price) {
        lc_text_line(t, "  price         %s%s%s: %s", s->price, s->currency ? " " : "",
                     s->currency ? s->currency : "",
                     s->price_due ? "due" : "not due, criteria are open");
    }
    if (s->entry) {
        lc_text_line(t, "  posted        %s as entry %lld", s->posted, (long long)s->entry);
    }
    lc_text_fact(t, "posting", s->posting);
    hypothesis(t, s);
    measures(t, s);
    criteria(t, s);
    for (size_t i = 0; i < s->finding_count; i++) {
        lc_text_styled(t, LC_YELLOW, "finding");
        lc_text_add(t, " %s", s->findings[i]);
        lc_text_end(t);
    }
}

void lc_text_sow_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"SOW", "PRICE", "CURRENCY", "CRITERIA", "POSTED"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_sow_list *l = body;
    const char **cells = lc_text_cells(t, l->count, COLUMNS);

    for (size_t i = 0; cells && i < l->count; i++) {
        const struct ctr_sow *s = &l->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = lc_format(t->ctx, "%s/%s@%s", s->team, s->name, s->version);
        at[1] = s->price;
        at[2] = s->currency;
        at[3] = lc_format(t->ctx, "%zu accepted", s->criterion_count);
        at[4] = s->posted;
    }
    if (cells && l->count) {
        lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, l->count, NULL});
    } else if (cells) {
        lc_text_line(t, "%s", "no price is due");
    }
    if (l->next) {
        lc_text_line(t, "next: %s", l->next);
    }
}
