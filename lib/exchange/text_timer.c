/* Timers, sweeps and the outbox as text. */
#include "base/time.h"
#include "exchange/text.h"
#include "flow/timer.h"

static enum lc_style style_of(int32_t kind)
{
    return kind == LC_ACTION_REMIND            ? LC_YELLOW
           : kind == LC_ACTION_DEEMED_ACCEPTED ? LC_GREEN
           : kind                              ? LC_RED
                                               : LC_PLAIN;
}

static const char *number(struct lc_text *t, int64_t value)
{
    return lc_format(t->ctx, "%lld", (long long)value);
}

static const char *time_of(struct lc_text *t, int64_t us)
{
    char text[LC_TIME_TEXT];
    return us ? lc_dup_c(t->ctx, lc_time_format(us, text)) : NULL;
}

/* An instant and what is said of it. */
static void when(struct lc_text *t, const char *key, int64_t us, const char *note)
{
    const char *time = time_of(t, us);
    lc_text_fact(t, key, time && note ? lc_format(t->ctx, "%s (%s)", time, note) : time);
}

/* ---- timers ---- */

static void what_next(struct lc_text *t, const struct ctr_timer *timer)
{
    const char *word =
        timer->next_kind ? lc_word_name(lc_words_action_kind, timer->next_kind) : NULL;
    bool level =
        timer->next_kind == LC_ACTION_ESCALATE || timer->next_kind == LC_ACTION_DISPUTE_ESCALATED;
    if (word && level) {
        word = lc_format(t->ctx, "%s level %lld, loop %lld", word, (long long)timer->next_level,
                         (long long)timer->next_loop);
    }
    if (timer->next_us) {
        when(t, "next", timer->next_us, word);
    }
}

static void pauses(struct lc_text *t, const struct ctr_timer *timer)
{
    for (size_t i = 0; i < timer->is.pause_count; i++) {
        const struct lc_timer_pause *p = &timer->pauses[i];
        when(t, "stood still", p->from_us, p->cause);
        if (p->until_us) {
            lc_text_fact_time(t, "until", p->until_us, p->resumed_by);
        }
    }
}

void lc_text_timer(struct lc_text *t, const void *body)
{
    const struct ctr_timer *timer = body;
    lc_text_styled(t, LC_BOLD, timer->name);
    lc_text_add(t, "  ");
    lc_text_styled(t, timer->state == LC_TIMER_ENDED ? LC_DIM : LC_PLAIN,
                   lc_word_name(lc_words_timer_state, timer->state));
    lc_text_add(t, "  ");
    lc_text_styled(t, timer->is.stage >= LC_STAGE_OVERDUE ? LC_RED : LC_PLAIN,
                   lc_word_name(lc_words_timer_stage, timer->is.stage));
    lc_text_end(t);
    lc_text_fact_time(t, "started", timer->is.started_us, NULL);
    when(t, "due", timer->due_us,
         timer->recomputed ? "by another calendar than it was found overdue by" : NULL);
    lc_text_fact(t, "on expiry", lc_word_name(lc_words_on_expiry, timer->on_expiry));
    lc_text_fact(t, "escalation", timer->escalation);
    if (timer->is.level) {
        lc_text_fact(t, "level",
                     lc_format(t->ctx, "%lld, loop %lld", (long long)timer->is.level,
                               (long long)timer->is.loop));
    }
    if (timer->is.reminded_us) {
        lc_text_fact_time(t, "reminded", timer->is.reminded_us, NULL);
    }
    what_next(t, timer);
    pauses(t, timer);
    if (timer->ended_us) {
        when(t, "ended", timer->ended_us, timer->ended);
    }
}

void lc_text_timer_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"SUBJECT", "STATE", "STAGE", "DUE", "NEXT", "AT"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_timer_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);
    if (!cells) {
        return;
    }
    if (!list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct ctr_timer *timer = &list->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = timer->name;
        at[1] = lc_word_name(lc_words_timer_state, timer->state);
        at[2] = lc_word_name(lc_words_timer_stage, timer->is.stage);
        at[3] = time_of(t, timer->due_us);
        at[4] = timer->next_kind ? lc_word_name(lc_words_action_kind, timer->next_kind) : NULL;
        at[5] = time_of(t, timer->next_us);
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, list->count, NULL});
}

/* ---- actions ---- */

static void recipients(struct lc_text *t, const struct ctr_action *a)
{
    for (size_t i = 0; i < a->recipient_count; i++) {
        const struct lc_recipient *r = &a->recipients[i];
        const char *where = r->shown ? r->shown : "no endpoint in the master";
        const char *what = r->delivered_us ? "delivered"
                           : r->attempts   ? lc_format(t->ctx, "%lld failed: %s",
                                                       (long long)r->attempts, r->last_error)
                                           : "waits";
        lc_text_fact(t, i ? "" : "to",
                     what ? lc_format(t->ctx, "%s (%s): %s", r->name, where, what) : NULL);
    }
}

void lc_text_action(struct lc_text *t, const void *body)
{
    const struct ctr_action *a = body;
    bool level = a->kind == LC_ACTION_ESCALATE || a->kind == LC_ACTION_DISPUTE_ESCALATED;
    lc_text_styled(t, style_of(a->kind), lc_word_name(lc_words_action_kind, a->kind));
    if (level) {
        lc_text_add(t, " level %lld, loop %lld", (long long)a->level, (long long)a->loop);
    }
    lc_text_add(t, "  ");
    lc_text_styled(t, LC_BOLD, a->name);
    lc_text_end(t);
    lc_text_fact(t, "id", a->id);
    lc_text_fact_time(t, "due", a->due_us, NULL);
    lc_text_fact_time(t, "found", a->found_us, NULL);
    lc_text_fact(t, "note", a->note);
    recipients(t, a);
}

static void actions(struct lc_text *t, const struct ctr_action *items, size_t count)
{
    if (!count) {
        lc_text_line(t, "nothing found");
    }
    for (size_t i = 0; i < count; i++) {
        lc_text_action(t, &items[i]);
    }
}

void lc_text_action_list(struct lc_text *t, const void *body)
{
    const struct ctr_action_list *list = body;
    actions(t, list->items, list->count);
}

void lc_text_sweep(struct lc_text *t, const void *body)
{
    const struct ctr_sweep *sweep = body;
    actions(t, sweep->actions, sweep->count);
    if (sweep->moved) {
        lc_text_fact(t, "moved",
                     lc_format(t->ctx, "%s deadlines, because the calendar is another",
                               number(t, sweep->moved)));
    }
    for (size_t i = 0; i < sweep->warning_count; i++) {
        lc_text_styled(t, LC_YELLOW, "warning");
        lc_text_line(t, ": %s", sweep->warnings[i]);
    }
    if (sweep->more) {
        lc_text_line(t, "there is more: sweep again");
    }
}
