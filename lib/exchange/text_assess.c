/* Assessments as text. */
#include "domain/assess/assess.h"
#include "exchange/text.h"

static const char *money(struct lc_text *t, const struct ctr_assessment *a, const char *amount)
{
    return amount ? lc_format(t->ctx, "%s %s", amount, a->currency) : NULL;
}

/* "1500.00 EUR, 500.00 of it by this one". */
static const char *moved(struct lc_text *t, const struct ctr_assessment *a, const char *sum,
                         const char *now)
{
    return lc_format(t->ctx, "%s %s, %s of it by this one", sum, a->currency, now);
}

static void parties(struct lc_text *t, const struct ctr_assessment *a)
{
    static const char *const headings[] = {"PARTY", "ACCRUED", "PAYABLE"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, a->party_count, COLUMNS);

    if (!cells) {
        return;
    }
    for (size_t i = 0; i < a->party_count; i++) {
        const struct lc_assess_party *p = &a->parties[i];
        cells[i * COLUMNS] = p->party;
        cells[i * COLUMNS + 1] = p->text_accrued;
        cells[i * COLUMNS + 2] = p->text_payable;
    }
    const struct lc_table table = {headings, COLUMNS, cells, a->party_count, NULL};
    lc_text_table(t, &table);
}

static void fact_seq(struct lc_text *t, const char *key, int64_t seq)
{
    lc_text_fact(t, key, seq ? lc_format(t->ctx, "%lld", (long long)seq) : NULL);
}

void lc_text_assessment(struct lc_text *t, const void *body)
{
    const struct ctr_assessment *a = body;

    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s/%s", a->team, a->name));
    lc_text_add(t, "  assessment %lld, %s as of %s, %s%s", (long long)a->n,
                lc_word_name(lc_words_assess_kind, a->kind), a->as_of,
                lc_word_name(lc_words_assess_state, a->state), a->repeated ? ", as before" : "");
    lc_text_end(t);
    lc_text_fact(t, "target", money(t, a, a->text_target));
    lc_text_fact(t, "earned", money(t, a, a->text_earned));
    lc_text_fact(t, "cost", money(t, a, a->text_cost));
    lc_text_fact(t, "accrued", moved(t, a, a->text_accrued, a->text_accrued_now));
    lc_text_fact(t, "payable", moved(t, a, a->text_payable, a->text_payable_now));
    lc_text_fact(t, "forecast cost", money(t, a, a->text_forecast));
    lc_text_fact(t, "forecast share",
                 a->has_forecast
                     ? lc_format(t->ctx, "%s %s, not posted", a->text_forecast_share, a->currency)
                     : NULL);
    lc_text_fact(t, "on hold", a->hold);
    lc_text_fact(t, "by the terms",
                 lc_format(t->ctx, "%s, interim policy %s", a->version,
                           lc_word_name(lc_words_interim, a->policy)));
    fact_seq(t, "accrued entry", a->accrued_seq);
    fact_seq(t, "payable entry", a->payable_seq);
    lc_text_fact_time(t, "assessed", a->at_us, a->actor);
    parties(t, a);
}

void lc_text_assessment_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"NO",   "AS OF",   "KIND",    "STATE",
                                           "COST", "ACCRUED", "PAYABLE", "PAID NOW"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_assessment_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);

    if (!cells || !list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct ctr_assessment *a = &list->items[i];
        const char **cell = &cells[i * COLUMNS];
        cell[0] = lc_format(t->ctx, "%lld", (long long)a->n);
        cell[1] = a->as_of;
        cell[2] = lc_word_name(lc_words_assess_kind, a->kind);
        cell[3] = lc_word_name(lc_words_assess_state, a->state);
        cell[4] = a->text_cost;
        cell[5] = a->text_accrued;
        cell[6] = a->text_payable;
        cell[7] = a->text_payable_now;
    }
    const struct lc_table table = {headings, COLUMNS, cells, list->count, NULL};
    lc_text_table(t, &table);
}
