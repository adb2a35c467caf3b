/* Ledgers, accounts, entries and balances as text. */
#include "base/time.h"
#include "domain/ledger/checkpoint.h"
#include "exchange/text.h"

void lc_text_ledger(struct lc_text *t, const void *body)
{
    const struct ctr_ledger *b = body;

    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s/%s", b->team, b->name));
    lc_text_add(t, "  ledger in %s", b->base);
    lc_text_end(t);
    lc_text_fact(t, "accounts", lc_format(t->ctx, "%lld", (long long)b->accounts));
    lc_text_fact(t, "entries", lc_format(t->ctx, "%lld", (long long)b->entries));
    lc_text_fact(t, "head", b->head);
    lc_text_fact(t, "closed to", b->closed_to);
    lc_text_fact(t, "id", b->id);
    lc_text_fact_time(t, "opened", b->created_us, b->created_by);
}

static const char *money(struct lc_text *t, const char *amount, const char *currency)
{
    return amount ? lc_format(t->ctx, "%s %s", amount, currency) : NULL;
}

void lc_text_account(struct lc_text *t, const void *body)
{
    const struct ctr_account *a = body;

    lc_text_styled(t, LC_BOLD, a->name);
    lc_text_add(t, "  %s in %s", lc_word_name(lc_words_account_kind, a->kind), a->currency);
    lc_text_end(t);
    lc_text_fact(t, "balance", money(t, a->text_balance, a->currency));
    lc_text_fact(t, "debit", a->text_debit);
    lc_text_fact(t, "credit", a->text_credit);
    if (a->pending_debit || a->pending_credit) {
        lc_text_fact(t, "pending",
                     lc_format(t->ctx, "%s debit, %s credit", a->text_pending_debit,
                               a->text_pending_credit));
    }
    lc_text_fact(t, "at least", a->text_lo);
    lc_text_fact(t, "at most", a->text_hi);
    lc_text_fact(t, "from", a->opened);
    lc_text_fact(t, "closed on", a->closed);
    lc_text_fact_time(t, "opened", a->created_us, a->created_by);
}

static void links(struct lc_text *t, const struct ctr_entry *e)
{
    const struct {
        const char *key;
        int64_t seq;
    } rows[] = {{"mirrors", e->reverses},
                {"mirrored by", e->reversed_by},
                {"resolves", e->resolves},
                {"resolved by", e->resolved_by}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].seq) {
            lc_text_fact(t, rows[i].key, lc_format(t->ctx, "%lld", (long long)rows[i].seq));
        }
    }
}

void lc_text_entry(struct lc_text *t, const void *body)
{
    const struct ctr_entry *e = body;

    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "#%lld", (long long)e->seq));
    lc_text_add(t, "  %s  %s %s  %s%s", e->booked, lc_word_name(lc_words_entry_act, e->act),
                lc_word_name(lc_words_entry_kind, e->kind),
                lc_word_name(lc_words_entry_state, e->state), e->repeated ? ", as before" : "");
    lc_text_end(t);
    if (e->effective_day != e->booked_day) {
        lc_text_fact(t, "effective", e->effective);
    }
    lc_text_fact(t, "memo", e->memo);
    lc_text_fact(t, "cause",
                 e->cause_id ? lc_format(t->ctx, "%s %s", e->cause_kind, e->cause_id) : NULL);
    lc_text_fact(t, "key", e->key);
    for (size_t i = 0; i < e->posting_count; i++) {
        const struct lc_posting *p = &e->postings[i];
        lc_text_line(t, "  %16s %s  %s", p->text, p->currency, p->account);
    }
    for (size_t i = 0; i < e->evidence_count; i++) {
        lc_text_fact(t, i ? "" : "evidence", e->evidence[i].link);
    }
    if (e->rate) {
        lc_text_fact(t, "rate",
                     lc_format(t->ctx, "%s %s on %s, %s", e->rate_pair, e->rate, e->rate_date,
                               e->rate_source));
    }
    links(t, e);
    lc_text_fact_time(t, "recorded", e->recorded_us, e->actor);
}

void lc_text_entry_list(struct lc_text *t, const void *body)
{
    const struct ctr_entry_list *list = body;

    if (!list->count) {
        lc_text_line(t, "nothing found");
    }
    for (size_t i = 0; i < list->count; i++) {
        lc_text_entry(t, &list->items[i]);
    }
}

void lc_text_trial(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"BALANCE", "", "PENDING", "ACCOUNT"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_trial *trial = body;
    size_t rows = trial->count + trial->sum_count;
    const char **cells = lc_text_cells(t, rows, COLUMNS);

    if (!cells) {
        return;
    }
    for (size_t i = 0; i < trial->count; i++) {
        const struct ctr_account *a = &trial->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = lc_format(t->ctx, "%16s", a->text_balance);
        at[1] = a->currency;
        at[2] = a->pending_debit || a->pending_credit
                    ? lc_format(t->ctx, "+%s -%s", a->text_pending_debit, a->text_pending_credit)
                    : "";
        at[3] = a->name;
    }
    for (size_t i = 0; i < trial->sum_count; i++) {
        const char **at = cells + (trial->count + i) * COLUMNS;
        at[0] = lc_format(t->ctx, "%16s", trial->sums[i].text);
        at[1] = trial->sums[i].currency;
        at[2] = "";
        at[3] = "sum";
    }
    lc_text_line(t, "%s/%s as of %s, %lld entries", trial->team, trial->name, trial->as_of,
                 (long long)trial->entries);
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, rows, NULL});
}

void lc_text_ledger_report(struct lc_text *t, const void *body)
{
    const struct ctr_ledger_report *r = body;

    if (r->ok) {
        lc_text_styled(t, LC_GREEN, "ok");
    } else {
        lc_text_styled(t, LC_RED, r->invariant);
        lc_text_add(t, "  %s: %s", r->row, r->message);
    }
    lc_text_end(t);
    lc_text_fact(t, "ledger", lc_format(t->ctx, "%s/%s", r->team, r->name));
    lc_text_fact(t, "entries", lc_format(t->ctx, "%lld", (long long)r->entries));
    lc_text_fact(t, "postings", lc_format(t->ctx, "%lld", (long long)r->postings));
    lc_text_fact(t, "head", r->head);
}

void lc_text_period(struct lc_text *t, const void *body)
{
    const struct ctr_period *p = body;

    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s to %s", p->first, p->last));
    lc_text_add(t, "  %s", p->state == LC_PERIOD_SEALED ? "sealed" : "closed");
    lc_text_end(t);
    lc_text_fact_time(t, "closed", p->closed_us, p->closed_by);
    if (p->state != LC_PERIOD_SEALED) {
        return;
    }
    lc_text_fact_time(t, "sealed", p->sealed_us, p->sealed_by);
    lc_text_fact(t, "entries", lc_format(t->ctx, "%lld", (long long)p->seal_seq));
    lc_text_fact(t, "head", p->head);
    lc_text_fact(t, "root", p->root);
    for (size_t i = 0; i < p->line_count; i++) {
        const struct lc_period_line *l = &p->lines[i];
        lc_text_line(t, "  %16s %s  %s", l->text_balance, l->currency, l->account);
    }
}

void lc_text_period_list(struct lc_text *t, const void *body)
{
    const struct ctr_period_list *list = body;

    if (!list->count) {
        lc_text_line(t, "no period is closed");
    }
    for (size_t i = 0; i < list->count; i++) {
        lc_text_period(t, &list->items[i]);
    }
}

void lc_text_checkpoint(struct lc_text *t, const void *body)
{
    const struct ctr_checkpoint *c = body;
    char at[LC_TIME_TEXT];

    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s/%s", c->team, c->name));
    lc_text_add(t, "  %lld entries at %s", (long long)c->entries, lc_time_format(c->at_us, at));
    lc_text_end(t);
    lc_text_fact(t, "head", c->head);
    lc_text_fact(t, "root", c->root);
    lc_text_fact(t, "key", c->key);
    lc_text_fact(t, "signature", c->signature);
}

void lc_text_proof(struct lc_text *t, const void *body)
{
    const struct ctr_proof *p = body;

    lc_text_line(t,
                 p->from ? "the first %lld entries begin the first %lld"
                         : "entry %lld is among the first %lld",
                 (long long)(p->from ? p->from : p->seq), (long long)p->entries);
    lc_text_fact(t, "root", p->root);
    lc_text_fact(t, p->from ? "from root" : "hash", p->from ? p->from_root : p->hash);
    for (size_t i = 0; i < p->path_count; i++) {
        lc_text_fact(t, i ? "" : "path", p->path[i]);
    }
}
