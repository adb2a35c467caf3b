/*
 * Replay of timers: each rebuilt from its events and compared with its row. A subject has one timer
 * after the other, in the order of their rows.
 */
#include "base/time.h"
#include "domain/timer/timer.h"
#include "report/hear.h"
#include "report/replay.h"

/* What the events say of one timer. */
struct said_timer {
    struct lc_said said; /* of "change:team/name/CR-42", "dispute:team/name/D-1" */
    const char *state, *stage, *due, *on_expiry, *escalation, *ended, *recomputed;
    int64_t level, loop, pauses, actions;
};

static void started(struct lc_ctx *ctx, struct lc_said *said, const struct lc_value *body)
{
    struct said_timer *t = (struct said_timer *)said;

    t->state = "running";
    t->stage = "waiting";
    t->loop = 1;
    t->recomputed = "no";
    lc_said_take(ctx, body, "due", &t->due);
    lc_said_take(ctx, body, "on_expiry", &t->on_expiry);
    lc_said_take(ctx, body, "escalation", &t->escalation);
}

static void went_on(struct lc_ctx *ctx, struct lc_said *said, const char *kind,
                    const struct lc_value *body)
{
    struct said_timer *t = (struct said_timer *)said;

    lc_said_take(ctx, body, "due", &t->due);
    lc_said_take(ctx, body, "recomputed", &t->recomputed);
    if (strcmp(kind, lc_event_word(LC_EVENT_TIMER_FIRED)) == 0) {
        lc_said_take(ctx, body, "stage", &t->stage);
        lc_int(lc_get(body, "level"), &t->level);
        lc_int(lc_get(body, "loop"), &t->loop);
        t->actions++;
    } else if (strcmp(kind, lc_event_word(LC_EVENT_TIMER_PAUSED)) == 0) {
        t->state = "paused";
        t->pauses++;
    } else if (strcmp(kind, lc_event_word(LC_EVENT_TIMER_RESUMED)) == 0) {
        t->state = "running";
    } else if (strcmp(kind, lc_event_word(LC_EVENT_TIMER_ENDED)) == 0) {
        t->state = "ended";
        lc_said_take(ctx, body, "why", &t->ended);
    }
}

static const struct lc_tale tale = {.prefix = "timer.",
                                    .begins = LC_EVENT_TIMER_STARTED,
                                    .size = sizeof(struct said_timer),
                                    .begin = started,
                                    .go_on = went_on};

static ctr_status count_actions(struct lc_op *op, const struct ctr_timer *t, int64_t *out)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_REPLAY_ACTIONS, &st));
    lc_bind_int(st, 1, t->rid);
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    *out = lc_col_int(st, 0);
    lc_stmt_done(st);
    return CTR_OK;
}

static void compare_figures(struct lc_hearing *x, const char *what, const struct ctr_timer *t,
                            int64_t actions, const struct said_timer *said)
{
    lc_hearing_differ_int(x, what, "level", t->is.level, said->level);
    lc_hearing_differ_int(x, what, "loop", t->is.loop, said->loop);
    lc_hearing_differ_int(x, what, "number of pauses", (int64_t)t->is.pause_count, said->pauses);
    lc_hearing_differ_int(x, what, "number of actions", actions, said->actions);
}

static ctr_status compare(struct lc_hearing *x, const struct ctr_timer *t)
{
    char due[LC_TIME_TEXT];
    const char *subject = lc_timer_subject(&x->op->ctx, t->subject_kind, t->name);
    const char *what = subject ? lc_format(&x->op->ctx, "timer of %s", subject) : NULL;
    struct lc_said *found;
    int64_t actions;

    if (!what) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_hearing_meet(x, subject, &found));
    if (!found) {
        lc_report_problem(x->report, "replay", "%s: no event tells of it", what);
        return CTR_OK;
    }
    const struct said_timer *said = (const struct said_timer *)found;
    LC_TRY(count_actions(x->op, t, &actions));
    lc_hearing_differ(x, what, "state", lc_word_name(lc_words_timer_state, t->state), said->state);
    lc_hearing_differ(x, what, "stage", lc_word_name(lc_words_timer_stage, t->is.stage),
                      said->stage);
    lc_hearing_differ(x, what, "due", lc_time_format(t->due_us, due), said->due);
    lc_hearing_differ(x, what, "on_expiry", lc_word_name(lc_words_on_expiry, t->on_expiry),
                      said->on_expiry);
    lc_hearing_differ(x, what, "escalation", t->escalation, said->escalation);
    lc_hearing_differ(x, what, "end", t->ended, said->ended);
    lc_hearing_differ(x, what, "recomputed", t->recomputed ? "yes" : "no", said->recomputed);
    compare_figures(x, what, t, actions, said);
    return CTR_OK;
}

/* Where a walk over the timers of a contract stands: in the order of its index. */
struct place {
    int64_t kind;
    const char *key;
    int64_t rid;
};

static ctr_status step(struct lc_op *op, int64_t contract_rid, struct place *at, bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_REPLAY_TIMER, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, at->kind);
    lc_bind_text(st, 3, at->key);
    lc_bind_int(st, 4, at->rid);
    LC_TRY(lc_row(op, st, found));
    if (*found) {
        *at = (struct place){lc_col_int(st, 0), lc_col_text(&op->ctx, st, 1), lc_col_int(st, 2)};
    }
    lc_stmt_done(st);
    return at->key ? CTR_OK : lc_nomem(&op->ctx);
}

/* Timers of other masters are not looked at, however many there are. */
static ctr_status compare_all(struct lc_hearing *x, const struct lc_contract *c)
{
    struct place at = {.key = ""};
    struct ctr_timer t;
    bool found;

    for (;;) {
        LC_TRY(step(x->op, c->rid, &at, &found));
        if (!found) {
            return CTR_OK;
        }
        LC_TRY(lc_timer_get(x->op, at.rid, &t));
        LC_TRY(compare(x, &t));
        LC_TRY(lc_poll(&x->op->ctx));
    }
}

ctr_status lc_replay_timers(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c)
{
    struct lc_hearing x = {.op = op, .report = r, .tale = &tale};

    if (op->store->schema < LC_SCHEMA_TIMERS) {
        return CTR_OK;
    }
    LC_TRY(lc_hear(&x, c->rid));
    LC_TRY(compare_all(&x, c));
    lc_hearing_missing(&x, "timer of ");
    return CTR_OK;
}
