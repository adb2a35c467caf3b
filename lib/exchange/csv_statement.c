/* Statements as CSV: a row for each opening balance, each posting, each closing balance. */
#include "exchange/markup.h"
#include "exchange/statement.h"

enum { COLUMNS = 16, MEMO = 10, CAUSE_KIND = 8, CAUSE_ID = 9 };

static void balances(struct lc_text *t, const struct ctr_statement *s, bool closing)
{
    for (size_t i = 0; i < s->account_count; i++) {
        const struct lc_statement_account *a = &s->accounts[i];
        const char *const cells[COLUMNS] = {[0] = closing ? "closing" : "opening",
                                            [2] = closing ? s->until : s->from,
                                            [11] = a->account,
                                            [12] = a->currency,
                                            [15] = closing ? a->text_closing : a->text_opening};
        lc_csv_row(t, cells, COLUMNS, 0);
    }
}

static void posting(struct lc_text *t, const struct ctr_entry *e, const struct lc_posting *p)
{
    const char *cells[COLUMNS] = {"entry",
                                  lc_format(t->ctx, "%lld", (long long)e->seq),
                                  e->booked,
                                  e->effective,
                                  lc_word_name(lc_words_entry_kind, e->kind),
                                  lc_word_name(lc_words_entry_act, e->act),
                                  lc_word_name(lc_words_entry_state, e->state),
                                  lc_statement_counts(e) ? "yes" : "no",
                                  e->cause_kind,
                                  e->cause_id,
                                  e->memo,
                                  p->account,
                                  p->currency};

    cells[p->amount < 0 ? 14 : 13] = p->text + (*p->text == '-');
    lc_csv_row(t, cells, COLUMNS, 1U << MEMO | 1U << CAUSE_KIND | 1U << CAUSE_ID);
}

void lc_csv_statement(struct lc_text *t, const void *body)
{
    static const char *const headings[COLUMNS] = {
        "row",        "entry",    "booked", "effective", "kind",     "act",   "state",  "counts",
        "cause_kind", "cause_id", "memo",   "account",   "currency", "debit", "credit", "balance"};
    const struct ctr_statement *s = body;
    struct lc_statement_view view;

    if (lc_statement_view(t->ctx, s, &view) != CTR_OK) {
        return;
    }
    lc_csv_row(t, headings, COLUMNS, 0);
    balances(t, s, false);
    for (size_t i = 0; i < s->entry_count; i++) {
        const struct ctr_entry *e = &s->entries[i];
        for (size_t k = 0; k < e->posting_count; k++) {
            if (!lc_statement_anothers(&view, e->postings[k].account)) {
                posting(t, e, &e->postings[k]);
            }
        }
    }
    balances(t, s, true);
}
