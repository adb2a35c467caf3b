/* Disputes as text. */
#include "base/time.h"
#include "exchange/text.h"
#include "flow/dispute.h"

static enum lc_style style_of(int32_t state)
{
    return state == LC_DISPUTE_OPEN       ? LC_RED
           : state == LC_DISPUTE_ANSWERED ? LC_YELLOW
           : state == LC_DISPUTE_RESOLVED ? LC_GREEN
                                          : LC_DIM;
}

static void level(struct lc_text *t, const struct ctr_dispute *d)
{
    if (d->level) {
        lc_text_fact(t, "level",
                     lc_format(t->ctx, "%lld, loop %lld", (long long)d->level, (long long)d->loop));
    }
}

static void time_left(struct lc_text *t, const struct ctr_dispute *d)
{
    if (lc_dispute_over(d->state)) {
        return;
    }
    if (d->due_us) {
        lc_text_fact_time(t, d->answer ? "to agree by" : "to answer by", d->due_us, NULL);
    }
    if (d->next_us) {
        lc_text_fact_time(t, "next", d->next_us, lc_word_name(lc_words_action_kind, d->next_kind));
    }
}

void lc_text_dispute(struct lc_text *t, const void *body)
{
    const struct ctr_dispute *d = body;

    lc_text_styled(t, LC_BOLD, d->name);
    lc_text_add(t, "  ");
    lc_text_styled(t, style_of(d->state), lc_word_name(lc_words_dispute_state, d->state));
    lc_text_end(t);
    lc_text_fact(t, "about", d->about);
    lc_text_fact(t, "party", d->party);
    lc_text_fact(t, "against", d->against);
    lc_text_fact(t, "statement", d->statement);
    lc_text_fact_time(t, "opened", d->opened_us, d->opened_by);
    lc_text_fact(t, "answer", d->answer);
    if (d->answered_us) {
        lc_text_fact_time(t, "answered", d->answered_us, d->answered_by);
    }
    level(t, d);
    time_left(t, d);
    if (d->outcome) {
        lc_text_fact(t, "ended in",
                     lc_format(t->ctx, "%s %s", lc_word_name(lc_words_dispute_outcome, d->outcome),
                               d->settled));
    }
    lc_text_fact(t, "reason", d->ended);
    if (d->ended_us) {
        lc_text_fact_time(t, "ended", d->ended_us, d->ended_by);
    }
}

void lc_text_dispute_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"DISPUTE", "STATE",   "ABOUT",
                                           "PARTY",   "AGAINST", "LEVEL"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_dispute_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);

    if (!cells) {
        return;
    }
    if (!list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct ctr_dispute *d = &list->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = d->name;
        at[1] = lc_word_name(lc_words_dispute_state, d->state);
        at[2] = d->about;
        at[3] = d->party;
        at[4] = d->against;
        at[5] = lc_format(t->ctx, "%lld", (long long)d->level);
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, list->count, NULL});
}
