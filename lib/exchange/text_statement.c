/* Statements as text. */
#include "exchange/statement.h"

static const char *from_to(struct lc_text *t, const struct ctr_statement *s, const char *before,
                           const char *after)
{
    return strcmp(before, after) == 0
               ? lc_format(t->ctx, "%s %s", after, s->currency)
               : lc_format(t->ctx, "%s %s, %s before the period", after, s->currency, before);
}

static void share(struct lc_text *t, const struct ctr_statement *s)
{
    const struct lc_statement_share *x = s->share;

    if (!x) {
        lc_text_fact(t, "share", "not assessed yet");
        return;
    }
    lc_text_fact(t, "accrued", from_to(t, s, x->accrued_opening, x->accrued));
    lc_text_fact(t, "payable", from_to(t, s, x->payable_opening, x->payable));
    lc_text_fact(t, "assessed",
                 lc_format(t->ctx, "number %lld, %s as of %s, %s", (long long)x->assessment,
                           lc_word_name(lc_words_assess_kind, x->kind), x->as_of,
                           lc_word_name(lc_words_assess_state, x->state)));
    lc_text_fact(t, "on hold", x->hold);
}

/* An amount without its sign. */
static const char *unsigned_text(const char *amount)
{
    return amount + (*amount == '-');
}

static void standing(struct lc_text *t, const struct ctr_statement *s)
{
    const struct lc_statement_forecast *f = s->forecast;
    const struct lc_statement_standing *x = s->standing;

    if (f) {
        lc_text_fact(t, "forecast",
                     lc_format(t->ctx, "%s %s, of a final cost of %s, as of %s; not posted",
                               f->share, s->currency, f->cost, f->as_of));
    }
    if (x) {
        lc_text_fact(t, "marginal rate",
                     lc_format(t->ctx, "%s %% of the next %s of cost, at the %s", x->marginal_rate,
                               s->currency, x->basis));
    }
    for (size_t i = 0; x && i < x->distance_count; i++) {
        const struct lc_share_distance *d = &x->distances[i];
        lc_text_fact(t, i ? "" : "distance",
                     lc_format(t->ctx, "%s %s the %s, %s", unsigned_text(d->distance),
                               *d->distance == '-' ? "past" : "to", lc_statement_limit(d->what),
                               d->at));
    }
    for (size_t i = 0; i < s->missing_count; i++) {
        lc_text_fact(t, i ? "" : "not computable", s->missing[i]);
    }
}

static void table(struct lc_text *t, const char *title, const char *const *headings, size_t columns,
                  const char *const *cells, size_t rows)
{
    if (rows && cells) {
        lc_text_end(t);
        lc_text_styled(t, LC_BOLD, title);
        lc_text_end(t);
        lc_text_table(t, &(struct lc_table){headings, columns, cells, rows, NULL});
    }
}

static void accounts(struct lc_text *t, const struct ctr_statement *s)
{
    static const char *const headings[] = {"OPENING", "DEBIT", "CREDIT", "CLOSING", "", "ACCOUNT"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, s->account_count, COLUMNS);

    for (size_t i = 0; cells && i < s->account_count; i++) {
        const struct lc_statement_account *a = &s->accounts[i];
        const char **at = cells + i * COLUMNS;
        at[0] = lc_format(t->ctx, "%14s", a->text_opening);
        at[1] = lc_format(t->ctx, "%14s", a->text_debit);
        at[2] = lc_format(t->ctx, "%14s", a->text_credit);
        at[3] = lc_format(t->ctx, "%14s", a->text_closing);
        at[4] = a->currency;
        at[5] = a->account;
    }
    table(t, "Accounts", headings, COLUMNS, cells, s->account_count);
}

static void moves(struct lc_text *t, const struct ctr_statement *s)
{
    static const char *const headings[] = {"NO", "EFFECTIVE", "BOOKED", "MOVED", "TARGET", "CAUSE"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, s->move_count, COLUMNS);

    for (size_t i = 0; cells && i < s->move_count; i++) {
        const struct lc_statement_move *m = &s->moves[i];
        const char **at = cells + i * COLUMNS;
        at[0] = lc_format(t->ctx, "%lld", (long long)m->seq);
        at[1] = m->effective;
        at[2] = m->booked;
        at[3] = lc_format(t->ctx, "%14s", m->amount);
        at[4] = lc_format(t->ctx, "%14s", m->target);
        at[5] = m->cause_id ? lc_format(t->ctx, "%s %s", m->cause_kind, m->cause_id) : m->memo;
    }
    table(t, "How the target moved", headings, COLUMNS, cells, s->move_count);
}

static void changes(struct lc_text *t, const struct ctr_statement *s)
{
    static const char *const headings[] = {"CHANGE", "TARGET", "COST", "VARIANCE"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, s->change_count, COLUMNS);

    for (size_t i = 0; cells && i < s->change_count; i++) {
        const struct lc_statement_change *c = &s->changes[i];
        const char **at = cells + i * COLUMNS;
        at[0] = c->change;
        at[1] = lc_format(t->ctx, "%14s", c->target);
        at[2] = lc_format(t->ctx, "%14s", c->cost);
        at[3] = lc_format(t->ctx, "%14s", c->variance);
    }
    table(t, "Changes, for information", headings, COLUMNS, cells, s->change_count);
}

static void entries(struct lc_text *t, const struct ctr_statement *s)
{
    static const char *const headings[] = {"NO",     "BOOKED", "EFFECTIVE", "KIND",   "DEBIT",
                                           "CREDIT", "STATE",  "CAUSE",     "ACCOUNT"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, s->entry_count, COLUMNS);
    struct lc_statement_view view;

    if (!cells || lc_statement_view(t->ctx, s, &view) != CTR_OK) {
        return;
    }
    for (size_t i = 0; i < s->entry_count; i++) {
        const struct ctr_entry *e = &s->entries[i];
        const char **at = cells + i * COLUMNS;
        struct lc_statement_line line;
        if (lc_statement_line(t->ctx, &view, e, &line) != CTR_OK) {
            return;
        }
        at[0] = lc_format(t->ctx, "%lld", (long long)e->seq);
        at[1] = e->booked;
        at[2] = line.late ? e->effective : "";
        at[3] = lc_word_name(lc_words_entry_kind, e->kind);
        at[4] = lc_format(t->ctx, "%14s", line.debit ? line.debit : "");
        at[5] = lc_format(t->ctx, "%14s", line.credit ? line.credit : "");
        at[6] = line.state ? line.state : "";
        at[7] = line.cause ? line.cause : e->memo;
        at[8] = line.account;
    }
    table(t, s->late ? "Entries; late ones with the day they are effective" : "Entries", headings,
          COLUMNS, cells, s->entry_count);
}

void lc_text_statement(struct lc_text *t, const void *body)
{
    const struct ctr_statement *s = body;

    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s/%s", s->team, s->name));
    lc_text_add(t, "  statement of %s from %s until %s, %s", s->party ? s->party : "all who share",
                s->from, s->until, lc_statement_period(s));
    lc_text_end(t);
    lc_text_fact(t, "target", from_to(t, s, s->target_opening, s->target));
    lc_text_fact(t, "cost", from_to(t, s, s->cost_opening, s->cost));
    share(t, s);
    standing(t, s);
    lc_text_fact(t, "by the terms", s->version);
    moves(t, s);
    changes(t, s);
    accounts(t, s);
    entries(t, s);
    lc_text_end(t);
    lc_text_fact(t, "entries",
                 lc_format(t->ctx, "%lld in the ledger, %zu in the period",
                           (long long)s->ledger_entries, s->entry_count));
    lc_text_fact(t, "head", s->head);
    if (s->seal) {
        lc_text_fact(t, "sealed",
                     lc_format(t->ctx, "%s until %s, %lld entries", s->seal->first, s->seal->last,
                               (long long)s->seal->entries));
        lc_text_fact(t, "sealed root", s->seal->root);
    }
    lc_text_fact_time(t, "made", s->at_us, NULL);
}
