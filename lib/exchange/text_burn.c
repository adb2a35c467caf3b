/* Burn against target as text and CSV. */
#include "exchange/markup.h"
#include "exchange/statement.h"
#include "report/burn.h"

void lc_text_burn(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"DATE", "COST", "TARGET"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_burn *b = body;
    const char **cells = lc_text_cells(t, b->point_count, COLUMNS);

    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s/%s", b->team, b->name));
    lc_text_add(t, "  cost against target until %s, in %s", b->until, b->currency);
    lc_text_end(t);
    lc_text_fact(t, "cost", b->cost);
    lc_text_fact(t, "target", b->target);
    for (size_t i = 0; i < b->limit_count; i++) {
        lc_text_fact(
            t, i ? "" : "limits",
            lc_format(t->ctx, "%s at %s", lc_statement_limit(b->limits[i].what), b->limits[i].at));
    }
    for (size_t i = 0; i < b->forecast_count; i++) {
        lc_text_fact(
            t, i ? "" : "forecast",
            lc_format(t->ctx, "%s as of %s", b->forecasts[i].text_cost, b->forecasts[i].date));
    }
    for (size_t i = 0; cells && i < b->point_count; i++) {
        cells[i * COLUMNS] = b->points[i].date;
        cells[i * COLUMNS + 1] = lc_format(t->ctx, "%14s", b->points[i].text_cost);
        cells[i * COLUMNS + 2] = lc_format(t->ctx, "%14s", b->points[i].text_target);
    }
    if (cells && b->point_count) {
        lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, b->point_count, NULL});
    }
}

void lc_csv_burn(struct lc_text *t, const void *body)
{
    enum { COLUMNS = 5 };
    static const char *const headings[COLUMNS] = {"row", "date", "cost", "target", "what"};
    const struct ctr_burn *b = body;

    lc_csv_row(t, headings, COLUMNS, 0);
    for (size_t i = 0; i < b->point_count; i++) {
        const struct lc_burn_point *p = &b->points[i];
        const char *const cells[COLUMNS] = {"point", p->date, p->text_cost, p->text_target, NULL};
        lc_csv_row(t, cells, COLUMNS, 0);
    }
    for (size_t i = 0; i < b->forecast_count; i++) {
        const struct lc_burn_forecast *f = &b->forecasts[i];
        const char *const cells[COLUMNS] = {"forecast", f->date, f->text_cost, NULL, NULL};
        lc_csv_row(t, cells, COLUMNS, 0);
    }
    for (size_t i = 0; i < b->limit_count; i++) {
        const struct lc_burn_limit *l = &b->limits[i];
        const char *const cells[COLUMNS] = {"limit", NULL, l->at, NULL, l->what};
        lc_csv_row(t, cells, COLUMNS, 0);
    }
}
