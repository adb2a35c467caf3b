/* Service levels as text: cases, reports, sweeps. */
#include "base/date.h"
#include "base/time.h"
#include "exchange/text.h"
#include "flow/slo.h"

static const char *span(struct lc_text *t, int64_t us)
{
    char text[LC_SPAN_TEXT];
    return lc_dup_c(t->ctx, lc_span_format(us, text));
}

static const char *time_of(struct lc_text *t, int64_t us)
{
    char text[LC_TIME_TEXT];
    return us ? lc_dup_c(t->ctx, lc_time_format(us, text)) : NULL;
}

static const char *verdict(int32_t breached, bool open)
{
    return breached ? "breached" : open ? "in time" : "met";
}

static enum lc_style style_of(const char *word)
{
    return strcmp(word, "breached") == 0 || strcmp(word, "missed") == 0       ? LC_RED
           : strcmp(word, "met") == 0 || strcmp(word, "reached") == 0         ? LC_GREEN
           : strcmp(word, "paused") == 0 || strcmp(word, "not measured") == 0 ? LC_YELLOW
                                                                              : LC_PLAIN;
}

static void cycles(struct lc_text *t, const struct ctr_slo_case *k)
{
    static const char *const headings[] = {"CYCLE",  "STARTED", "STOPPED", "ELAPSED",
                                           "PAUSED", "GOAL",    "VERDICT"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, k->cycle_count, COLUMNS);

    for (size_t i = 0; cells && i < k->cycle_count; i++) {
        const struct lc_slo_cycle *c = &k->cycles[i];
        const char **at = cells + i * COLUMNS;
        const char *word = verdict(c->breached, !c->stopped_us);
        at[0] = lc_format(t->ctx, "%lld", (long long)c->n);
        at[1] = time_of(t, c->started_us);
        at[2] = time_of(t, c->stopped_us);
        at[3] = span(t, c->elapsed_us);
        at[4] = span(t, c->paused_us);
        at[5] = span(t, c->goal_us);
        at[6] = c->recomputed ? lc_format(t->ctx, "%s, recomputed", word) : word;
    }
    if (cells && k->cycle_count > 1) {
        lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, k->cycle_count, NULL});
    }
}

static void when(struct lc_text *t, const struct ctr_slo_case *k)
{
    lc_text_fact_time(t, "started", k->started_us, NULL);
    if (k->stopped_us) {
        lc_text_fact_time(t, "stopped", k->stopped_us, NULL);
    }
    lc_text_fact(t, "elapsed",
                 lc_format(t->ctx, "%s of %s", span(t, k->elapsed_us), span(t, k->goal_us)));
    lc_text_fact(t, k->remaining_us < 0 ? "late by" : "remaining",
                 span(t, k->remaining_us < 0 ? -k->remaining_us : k->remaining_us));
    lc_text_fact(t, "paused", k->paused_us ? span(t, k->paused_us) : NULL);
    if (k->cycle_count > 1) {
        lc_text_fact(t, "in all cycles", span(t, k->total_us));
    }
    if (k->breached_us) {
        lc_text_fact_time(t, "breached", k->breached_us, NULL);
    } else if (k->due_us && !k->stopped_us) {
        lc_text_fact_time(t, "due", k->due_us, NULL);
    }
}

void lc_text_slo_case(struct lc_text *t, const void *body)
{
    const struct ctr_slo_case *k = body;
    const char *state = lc_word_name(lc_words_watch_state, k->state);
    const char *word = verdict(k->breached, !k->stopped_us);

    lc_text_styled(t, LC_BOLD, k->subject);
    lc_text_add(t, "  %s of %s/%s  ", k->slo, k->team, k->contract);
    lc_text_styled(t, style_of(state), state);
    lc_text_add(t, "  ");
    lc_text_styled(t, style_of(word), word);
    lc_text_end(t);
    when(t, k);
    lc_text_fact(t, "recomputed",
                 k->recomputed ? "the calendar says something else today than what was recorded"
                               : NULL);
    lc_text_fact(t, "calendar", k->calendar ? k->calendar : "Monday to Friday, UTC");
    lc_text_fact(t, "revision", lc_format(t->ctx, "%lld", (long long)k->revision));
    cycles(t, k);
    for (size_t i = 0; i < k->remark_count; i++) {
        lc_text_styled(t, LC_YELLOW, "remark");
        lc_text_line(t, ": %s", k->remarks[i]);
    }
}

static enum lc_style cell_style(size_t column, const char *cell)
{
    return column == 0 ? LC_BOLD : style_of(cell);
}

void lc_text_slo_case_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"SUBJECT", "SLO",       "CONTRACT", "STATE",
                                           "ELAPSED", "REMAINING", "VERDICT"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_slo_case_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);

    if (!cells) {
        return;
    }
    if (!list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct ctr_slo_case *k = &list->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = k->subject;
        at[1] = k->slo;
        at[2] = lc_format(t->ctx, "%s/%s", k->team, k->contract);
        at[3] = lc_word_name(lc_words_watch_state, k->state);
        at[4] = span(t, k->elapsed_us);
        at[5] = span(t, k->remaining_us);
        at[6] = verdict(k->breached, !k->stopped_us);
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, list->count, cell_style});
}

/* ---- reports ---- */

static void pauses(struct lc_text *t, const struct lc_slo_level *l)
{
    static const char *const headings[] = {"PAUSED BY", "REASON", "TIMES", "TIME", "SHARE"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, l->pause_count, COLUMNS);

    for (size_t i = 0; cells && i < l->pause_count; i++) {
        const struct lc_slo_pause *p = &l->pauses[i];
        const char **at = cells + i * COLUMNS;
        at[0] = p->actor;
        at[1] = p->reason;
        at[2] = lc_format(t->ctx, "%lld", (long long)p->count);
        at[3] = span(t, p->paused_us);
        at[4] = lc_format(t->ctx, "%s %%", p->share);
    }
    if (cells && l->pause_count) {
        lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, l->pause_count, NULL});
    }
}

static void level(struct lc_text *t, const struct lc_slo_level *l)
{
    const char *word = !l->measured ? "not measured" : l->reached ? "reached" : "missed";

    lc_text_styled(t, LC_BOLD, l->slo);
    lc_text_add(t, "  ");
    lc_text_styled(t, style_of(word), word);
    lc_text_end(t);
    lc_text_fact(t, "window",
                 lc_format(t->ctx, "%s to %s", time_of(t, l->from_us), time_of(t, l->to_us)));
    lc_text_fact(t, "goal", l->goal_us ? span(t, l->goal_us) : NULL);
    lc_text_fact(t, "not in the master", l->known ? NULL : "these cases are from before");
    lc_text_fact(t, "attainment",
                 l->measured
                     ? lc_format(t->ctx, "%s %% of at least %s %%", l->attainment, l->target)
                     : NULL);
    lc_text_fact(t, "cases",
                 lc_format(t->ctx, "%lld met, %lld breached (%lld still open), %lld open in time",
                           (long long)l->met, (long long)l->breached, (long long)l->breached_open,
                           (long long)l->open));
    lc_text_fact(t, "recomputed",
                 l->recomputed ? lc_format(t->ctx, "%lld", (long long)l->recomputed) : NULL);
    lc_text_fact(t, "budget left",
                 l->budget_left ? lc_format(t->ctx, "%s breaches", l->budget_left) : NULL);
    lc_text_fact(t, "p50, p90",
                 l->measured ? lc_format(t->ctx, "%s, %s", span(t, l->p50_us), span(t, l->p90_us))
                             : NULL);
    lc_text_fact(t, "paused",
                 l->paused_us ? lc_format(t->ctx, "%s, %s %% of the time", span(t, l->paused_us),
                                          l->paused_share)
                              : NULL);
    pauses(t, l);
}

void lc_text_slo_report(struct lc_text *t, const void *body)
{
    const struct ctr_slo_report *r = body;

    if (!r->level_count) {
        lc_text_line(t, "%s/%s@%s promises no service level", r->team, r->contract, r->master);
    }
    for (size_t i = 0; i < r->level_count; i++) {
        if (i) {
            lc_text_end(t);
        }
        level(t, &r->levels[i]);
    }
}

void lc_text_slo_sweep(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"SUBJECT", "SLO", "CONTRACT", "BREACHED"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_slo_sweep *s = body;
    const char **cells = lc_text_cells(t, s->breach_count, COLUMNS);

    for (size_t i = 0; cells && i < s->breach_count; i++) {
        const struct lc_slo_breach_row *b = &s->breaches[i];
        const char **at = cells + i * COLUMNS;
        at[0] = b->subject;
        at[1] = b->slo;
        at[2] = lc_format(t->ctx, "%s/%s", b->team, b->contract);
        at[3] = time_of(t, b->due_us);
    }
    lc_text_line(t, "%s examined, breaches recorded: %zu%s", lc_text_count(t, s->examined, "clock"),
                 s->breach_count, s->more ? "; there may be more: call again" : "");
    if (cells && s->breach_count) {
        lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, s->breach_count, cell_style});
    }
}
