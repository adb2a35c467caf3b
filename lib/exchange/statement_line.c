/* An entry of a statement in one line. */
#include "exchange/statement.h"

ctr_status lc_statement_view(struct lc_ctx *ctx, const struct ctr_statement *s,
                             struct lc_statement_view *out)
{
    *out = (struct lc_statement_view){.statement = s};
    LC_TRY(lc_chart_names(ctx, s->name, out->names));
    return s->party ? lc_chart_part(ctx, "party", s->party, &out->part) : CTR_OK;
}

static bool is_own(const struct lc_statement_view *v, enum lc_chart which, const char *party)
{
    size_t size = v->part ? strlen(v->part) : 0;

    return v->part && lc_chart_of_party(which) && strncmp(party, v->part, size) == 0 &&
           (!party[size] || party[size] == ':');
}

bool lc_statement_anothers(const struct lc_statement_view *v, const char *account)
{
    const char *party;
    enum lc_chart which = lc_chart_find(v->names, account, &party);

    return v->part && lc_chart_of_party(which) && !is_own(v, which, party);
}

/* The lower, the more an account is what the entry is about. */
static int rank_of(const struct lc_statement_view *v, const char *account)
{
    const char *party;
    enum lc_chart which = lc_chart_find(v->names, account, &party);

    return is_own(v, which, party)    ? 0
           : lc_chart_of_party(which) ? LC_CHART_COUNT + 2
                                      : 1 + (int)which;
}

static const struct lc_posting *choose(const struct lc_statement_view *v, const struct ctr_entry *e,
                                       int *rank)
{
    const struct lc_posting *best = NULL;

    for (size_t i = 0; i < e->posting_count; i++) {
        int is = rank_of(v, e->postings[i].account);
        if (!best || is < *rank) {
            best = &e->postings[i];
            *rank = is;
        }
    }
    return best;
}

static const char *cause_of(struct lc_ctx *ctx, const struct ctr_entry *e)
{
    int64_t other = e->reverses ? e->reverses : e->resolves;

    return e->cause_id ? lc_format(ctx, "%s %s", e->cause_kind, e->cause_id)
           : other     ? lc_format(ctx, "%s #%lld", lc_word_name(lc_words_entry_act, e->act),
                                   (long long)other)
                       : NULL;
}

ctr_status lc_statement_line(struct lc_ctx *ctx, const struct lc_statement_view *v,
                             const struct ctr_entry *e, struct lc_statement_line *out)
{
    int rank = 0;
    const struct lc_posting *first = choose(v, e, &rank);
    int64_t sum = 0;

    *out = (struct lc_statement_line){.cause = cause_of(ctx, e),
                                      .late = e->effective_day != e->booked_day,
                                      .counts = lc_statement_counts(e)};
    if (e->state != CTR_ENTRY_POSTED || !out->counts) {
        out->state = e->state != CTR_ENTRY_POSTED ? lc_word_name(lc_words_entry_state, e->state)
                                                  : lc_word_name(lc_words_entry_act, e->act);
    }
    if (!first) {
        return ctx->error ? CTR_E_NOMEM : CTR_OK;
    }
    for (size_t i = 0; i < e->posting_count; i++) {
        const struct lc_posting *p = &e->postings[i];
        bool one = rank <= LC_CHART_COUNT && rank != 1 + LC_CHART_COUNT;
        if (one ? rank_of(v, p->account) == rank && strcmp(p->currency, first->currency) == 0
                : p == first) {
            sum += p->amount;
        }
    }
    int exponent = lc_currency_exponent(lc_str(first->currency));
    const char *text = lc_ledger_amount(ctx, sum < 0 && sum != INT64_MIN ? -sum : sum,
                                        exponent < 0 ? 0 : exponent);
    out->account = first->account;
    out->currency = first->currency;
    out->debit = sum >= 0 ? text : NULL;
    out->credit = sum < 0 ? text : NULL;
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

const char *lc_statement_period(const struct ctr_statement *s)
{
    return s->seal ? "sealed" : s->closed ? "closed" : "open";
}

const char *lc_statement_limit(const char *what)
{
    static const char *const rows[][2] = {
        {"target", "target"},
        {"ceiling", "ceiling"},
        {"band_below", "lower band edge"},
        {"band_above", "next band edge"},
        {"pta", "point of total assumption"},
        {"rie_low", "range of incentive begins"},
        {"rie_high", "range of incentive ends"},
        {"gain_cap", "cap of the gain"},
        {"pain_cap", "cap of the pain"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i][0], what) == 0) {
            return rows[i][1];
        }
    }
    return what;
}
