/* Verbs of timers. */
#include "domain/timer/timer.h"

#include "base/time.h"

ctr_status lc_timer_insert(struct lc_op *op, struct ctr_timer *t)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, t->subject);

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_TIMER_INSERT, &st));
    lc_bind_int(st, 1, t->contract_rid);
    lc_bind_int(st, 2, t->subject_kind);
    lc_bind_text(st, 3, t->subject);
    lc_bind_text(st, 4, key);
    lc_bind_rid(st, 5, t->decision_rid);
    lc_bind_int(st, 6, t->master_rid);
    lc_bind_int(st, 7, t->goal);
    lc_bind_int(st, 8, t->on_expiry);
    lc_bind_text(st, 9, t->escalation);
    lc_bind_int(st, 10, t->state);
    lc_bind_int(st, 11, t->is.stage);
    lc_bind_int(st, 12, t->is.level);
    lc_bind_int(st, 13, t->is.loop);
    lc_bind_int(st, 14, t->is.started_us);
    lc_bind_int(st, 15, t->due_us);
    lc_bind_time(st, 16, t->is.reminded_us);
    lc_bind_time(st, 17, t->is.anchor_us);
    lc_bind_time(st, 18, t->next_us);
    lc_bind_int(st, 19, t->recomputed);
    lc_bind_time(st, 20, t->ended_us);
    lc_bind_text(st, 21, t->ended);
    lc_bind_rid(st, 22, t->dispute_rid);
    LC_TRY(lc_run(op, st));
    t->rid = lc_last_rid(op);
    return CTR_OK;
}

ctr_status lc_timer_save(struct lc_op *op, const struct ctr_timer *t)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_TIMER_SAVE, &st));
    lc_bind_int(st, 1, t->rid);
    lc_bind_int(st, 2, t->state);
    lc_bind_int(st, 3, t->is.stage);
    lc_bind_int(st, 4, t->is.level);
    lc_bind_int(st, 5, t->is.loop);
    lc_bind_int(st, 6, t->due_us);
    lc_bind_time(st, 7, t->is.reminded_us);
    lc_bind_time(st, 8, t->is.anchor_us);
    lc_bind_time(st, 9, t->state == LC_TIMER_RUNNING ? t->next_us : 0);
    lc_bind_int(st, 10, t->recomputed);
    lc_bind_time(st, 11, t->ended_us);
    lc_bind_text(st, 12, t->ended);
    return lc_run(op, st);
}

static ctr_status tell(struct lc_op *op, const struct ctr_timer *t, enum lc_event_kind kind,
                       const struct lc_pair *pairs, size_t count)
{
    const char *subject = lc_timer_subject(&op->ctx, t->subject_kind, t->name);
    return subject ? lc_event_append(op, t->contract_rid, kind, subject, pairs, count)
                   : CTR_E_NOMEM;
}

static void take(struct ctr_timer *t, const struct lc_timer_next *look)
{
    t->due_us = look->due_us;
    t->next_us = look->at_us;
    t->next_kind = look->kind;
    t->next_level = look->level;
    t->next_loop = look->loop;
}

ctr_status lc_timer_start(struct lc_op *op, const struct lc_contract *c, struct ctr_timer *t)
{
    char due[LC_TIME_TEXT], start[LC_TIME_TEXT], days[LC_FIXED_TEXT];

    t->contract_rid = c->rid;
    t->team = c->team;
    t->contract = c->name;
    t->state = LC_TIMER_RUNNING;
    t->name = lc_format(&op->ctx, "%s/%s/%s", c->team, c->name, t->subject);
    if (!t->name) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_timer_insert(op, t));
    const struct lc_pair pairs[] = {
        LC_PAIR("start", lc_time_format(t->is.started_us, start)),
        LC_PAIR("due", lc_time_format(t->due_us, due)),
        LC_PAIR("goal_days", lc_fixed_text(t->goal, days)),
        LC_PAIR("on_expiry", lc_word_name(lc_words_on_expiry, t->on_expiry)),
        LC_PAIR("escalation", t->escalation),
    };
    return tell(op, t, LC_EVENT_TIMER_STARTED, pairs, sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_timer_move(struct lc_op *op, struct ctr_timer *t, const struct lc_timer_next *look)
{
    char due[LC_TIME_TEXT];
    bool moved = t->due_us != look->due_us;
    bool late = t->is.stage >= LC_STAGE_OVERDUE;

    if (!moved && t->next_us == look->at_us) {
        take(t, look);
        return CTR_OK;
    }
    take(t, look);
    t->recomputed = t->recomputed || (moved && late);
    LC_TRY(lc_timer_save(op, t));
    if (!moved) {
        return CTR_OK;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("due", lc_time_format(t->due_us, due)),
        LC_PAIR("recomputed", t->recomputed ? "yes" : NULL),
    };
    return tell(op, t, LC_EVENT_TIMER_MOVED, pairs, 2);
}

static ctr_status wrong_state(struct lc_op *op, const struct ctr_timer *t, const char *what)
{
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE, "the time of '%s' %s", t->name, what);
    lc_detail(&op->ctx, "state", lc_word_name(lc_words_timer_state, t->state));
    return status;
}

ctr_status lc_timer_pause(struct lc_op *op, struct ctr_timer *t, const char *cause)
{
    struct lc_stmt *st;

    if (t->state != LC_TIMER_RUNNING) {
        return wrong_state(op, t,
                           t->state == LC_TIMER_PAUSED ? "stands still already" : "has ended");
    }
    if (t->is.stage >= LC_STAGE_OVERDUE || t->due_us <= op->ctx.now_us) {
        return wrong_state(op, t, "is over, and cannot be stopped any more");
    }
    LC_TRY(lc_sql(op, LC_SQL_TIMER_PAUSE_ADD, &st));
    lc_bind_int(st, 1, t->rid);
    lc_bind_int(st, 2, (int64_t)t->is.pause_count + 1);
    lc_bind_int(st, 3, op->ctx.now_us);
    lc_bind_text(st, 5, cause);
    lc_bind_text(st, 6, op->actor);
    LC_TRY(lc_run(op, st));
    t->state = LC_TIMER_PAUSED;
    t->next_us = 0;
    LC_TRY(lc_timer_save(op, t));
    const struct lc_pair pairs[] = {LC_PAIR("cause", cause), LC_PAIR("reason", op->reason)};
    LC_TRY(tell(op, t, LC_EVENT_TIMER_PAUSED, pairs, 2));
    return lc_timer_get(op, t->rid, t);
}

ctr_status lc_timer_resume(struct lc_op *op, struct ctr_timer *t)
{
    struct lc_stmt *st;

    if (t->state != LC_TIMER_PAUSED) {
        return wrong_state(op, t, t->state == LC_TIMER_RUNNING ? "runs already" : "has ended");
    }
    LC_TRY(lc_sql(op, LC_SQL_TIMER_PAUSE_END, &st));
    lc_bind_int(st, 1, t->rid);
    lc_bind_int(st, 2, (int64_t)t->is.pause_count);
    lc_bind_int(st, 3, op->ctx.now_us);
    lc_bind_text(st, 4, op->actor);
    LC_TRY(lc_run(op, st));
    LC_TRY(lc_timer_get(op, t->rid, t));
    t->state = LC_TIMER_RUNNING;
    return CTR_OK;
}

ctr_status lc_timer_resumed(struct lc_op *op, struct ctr_timer *t, const struct lc_timer_next *look)
{
    char due[LC_TIME_TEXT];

    take(t, look);
    LC_TRY(lc_timer_save(op, t));
    const struct lc_pair pairs[] = {LC_PAIR("due", lc_time_format(t->due_us, due)),
                                    LC_PAIR("reason", op->reason)};
    return tell(op, t, LC_EVENT_TIMER_RESUMED, pairs, 2);
}

ctr_status lc_timer_end(struct lc_op *op, struct ctr_timer *t, const char *why)
{
    if (t->state == LC_TIMER_PAUSED) {
        LC_TRY(lc_timer_resume(op, t));
    }
    t->state = LC_TIMER_ENDED;
    t->next_us = 0;
    t->next_kind = 0;
    t->ended_us = op->ctx.now_us;
    t->ended = why;
    LC_TRY(lc_timer_save(op, t));
    const struct lc_pair pairs[] = {LC_PAIR("why", why)};
    return tell(op, t, LC_EVENT_TIMER_ENDED, pairs, 1);
}
