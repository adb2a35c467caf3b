/* Rankings and volatility as text. */
#include "exchange/text.h"
#include "terms/rank.h"
#include "terms/volatility.h"

static const char *or_dash(const char *text)
{
    return text ? text : "-";
}

void lc_text_ranking(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"RANK",       "SLICE",  "SCORE",    "EXPECTED",
                                           "CONFIDENCE", "EFFORT", "REALISED", "OUTCOME"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_ranking *r = body;
    const char **cells = lc_text_cells(t, r->count, COLUMNS);
    if (!cells) {
        return;
    }
    for (size_t i = 0; i < r->count; i++) {
        const struct ctr_rank *s = &r->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = s->position ? lc_format(t->ctx, "%lld", (long long)s->position) : "-";
        at[1] = s->id;
        at[2] = s->score ? s->score : s->reason;
        at[3] = or_dash(s->expected);
        at[4] = lc_format(t->ctx, "%s %%", s->confidence_pct);
        at[5] = or_dash(s->effort);
        at[6] = or_dash(s->realised);
        at[7] = s->outcome ? s->outcome : "";
        if (!at[0] || !at[4]) {
            return;
        }
    }
    lc_text_line(t, "sow %s: value by effort", r->sow);
    lc_text_end(t);
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, r->count, NULL});
}

static const char *standing(struct lc_ctx *ctx, const struct ctr_backlog_item *item)
{
    bool churn = item->was_added || item->was_changed || item->was_removed;
    return lc_format(
        ctx, "%s%s%s%s%s", item->in_baseline ? "baseline" : "",
        item->in_baseline && churn ? "," : "", item->was_added ? "added" : "",
        item->was_changed ? (item->was_added ? ",changed" : "changed") : "",
        item->was_removed ? (item->was_added || item->was_changed ? ",removed" : "removed") : "");
}

void lc_text_volatility(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"ITEM", "SIZE", "COUNTS AS", "TITLE"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_volatility *v = body;
    const char **cells = lc_text_cells(t, v->count, COLUMNS);
    if (!cells) {
        return;
    }
    for (size_t i = 0; i < v->count; i++) {
        const struct ctr_backlog_item *item = &v->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = item->id;
        at[1] = item->size;
        at[2] = standing(t->ctx, item);
        at[3] = item->title ? item->title : "";
        if (!at[2]) {
            return;
        }
    }
    if (v->computable) {
        lc_text_line(t, "sow %s: scope volatility %s %%, net growth %s %%", v->sow,
                     v->volatility_pct, v->net_growth_pct);
    } else {
        lc_text_line(t, "sow %s: scope volatility cannot be computed: %s", v->sow, v->reason);
    }
    if (v->start) {
        lc_text_line(t, "%s to %s: baseline %s, added %s, changed %s, removed %s", v->start,
                     v->end ? v->end : "now", v->baseline, v->added, v->changed, v->removed);
    }
    lc_text_end(t);
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, v->count, NULL});
}
