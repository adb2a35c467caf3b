/* A chart of accounts as text. */
#include "exchange/text.h"
#include "flow/deal.h"

void lc_text_chart(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"BALANCE", "", "ACCOUNT", "WHAT"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_chart *c = body;
    const char **cells = lc_text_cells(t, c->row_count, COLUMNS);

    if (!cells) {
        return;
    }
    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s/%s", c->team, c->name));
    lc_text_add(t, "  chart of accounts in %s, %s opened%s", c->currency,
                lc_text_count(t, c->opened, "account"), c->ledger_opened ? ", and the ledger" : "");
    lc_text_end(t);
    if (c->target_seq) {
        lc_text_fact(t, "target", lc_format(t->ctx, "%s %s", c->target, c->currency));
    }
    for (size_t i = 0; i < c->remark_count; i++) {
        lc_text_fact(t, i ? "" : "remark", c->remarks[i]);
    }
    for (size_t i = 0; i < c->row_count; i++) {
        const struct lc_chart_row *r = &c->rows[i];
        const char **cell = &cells[i * COLUMNS];
        cell[0] = lc_format(t->ctx, "%16s", r->balance);
        cell[1] = r->opened ? "new" : "";
        cell[2] = r->account;
        cell[3] = r->what;
    }
    const struct lc_table table = {headings, COLUMNS, cells, c->row_count, NULL};
    lc_text_table(t, &table);
}
