/* Replay of timers: each rebuilt from its events and compared with its row. */
#include "base/time.h"
#include "codec/json_read.h"
#include "domain/timer/timer.h"
#include "report/replay.h"

/* What the events say of one timer. */
struct said_timer {
    const char *subject; /* "change:team/name/CR-42" */
    const char *state, *stage, *due, *on_expiry, *escalation, *ended, *recomputed;
    int64_t level, loop, pauses, actions;
    bool seen;
};

struct hearing {
    struct lc_op *op;
    struct ctr_report *report;
    struct said_timer *items;
    size_t count, room;
};

/* The latest one of a subject. */
static struct said_timer *latest(struct hearing *x, const char *subject)
{
    for (size_t i = x->count; i > 0; i--) {
        if (lc_str_eq_nocase(lc_str(x->items[i - 1].subject), lc_str(subject))) {
            return &x->items[i - 1];
        }
    }
    return NULL;
}

static void take(struct lc_ctx *ctx, const struct lc_value *body, const char *key, const char **out)
{
    struct lc_str text = lc_text(lc_get(body, key));
    if (text.ptr) {
        *out = lc_dup(ctx, text);
    }
}

static ctr_status started(struct hearing *x, const char *subject, const struct lc_value *body)
{
    struct lc_ctx *ctx = &x->op->ctx;

    x->items = lc_grow(ctx, x->items, x->count, &x->room, sizeof *x->items);
    if (!x->items) {
        return CTR_E_NOMEM;
    }
    struct said_timer *t = &x->items[x->count++];
    *t = (struct said_timer){
        .subject = subject, .state = "running", .stage = "waiting", .loop = 1, .recomputed = "no"};
    take(ctx, body, "due", &t->due);
    take(ctx, body, "on_expiry", &t->on_expiry);
    take(ctx, body, "escalation", &t->escalation);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static void apply(struct hearing *x, struct said_timer *t, const char *kind,
                  const struct lc_value *body)
{
    struct lc_ctx *ctx = &x->op->ctx;

    take(ctx, body, "due", &t->due);
    take(ctx, body, "recomputed", &t->recomputed);
    if (strcmp(kind, lc_event_word(LC_EVENT_TIMER_FIRED)) == 0) {
        take(ctx, body, "stage", &t->stage);
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
        take(ctx, body, "why", &t->ended);
    }
}

static ctr_status listen(void *user, const struct ctr_event *event)
{
    struct hearing *x = user;
    struct lc_doc doc;
    const struct lc_read_options options = {.file = "event"};

    if (strncmp(event->kind, "timer.", 6) != 0) {
        return CTR_OK;
    }
    LC_TRY(lc_json_read(&x->op->ctx, lc_str(event->body), &options, &doc));
    if (strcmp(event->kind, lc_event_word(LC_EVENT_TIMER_STARTED)) == 0) {
        return started(x, event->subject, doc.root);
    }
    struct said_timer *t = latest(x, event->subject);
    if (t) {
        apply(x, t, event->kind, doc.root);
    }
    return x->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

/* The first one of a subject that no row was found for yet. */
static struct said_timer *unseen(struct hearing *x, const char *subject)
{
    for (size_t i = 0; i < x->count; i++) {
        struct said_timer *t = &x->items[i];
        if (!t->seen && lc_str_eq_nocase(lc_str(t->subject), lc_str(subject))) {
            return t;
        }
    }
    return NULL;
}

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

static void differ(struct hearing *x, const char *what, const char *field, const char *is,
                   const char *said)
{
    if (lc_cstr_cmp(is, said) != 0) {
        lc_report_problem(x->report, "replay", "timer of %s: %s is '%s', but its events say '%s'",
                          what, field, is ? is : "(none)", said ? said : "(none)");
    }
}

static void differ_int(struct hearing *x, const char *what, const char *field, int64_t is,
                       int64_t said)
{
    if (is != said) {
        lc_report_problem(x->report, "replay", "timer of %s: %s is %lld, but its events say %lld",
                          what, field, (long long)is, (long long)said);
    }
}

static ctr_status compare(struct hearing *x, const struct ctr_timer *t)
{
    char due[LC_TIME_TEXT];
    const char *what = lc_timer_subject(&x->op->ctx, t->subject_kind, t->name);
    struct said_timer *said = what ? unseen(x, what) : NULL;
    int64_t actions;

    if (!what) {
        return CTR_E_NOMEM;
    }
    if (!said) {
        lc_report_problem(x->report, "replay", "timer of %s: no event tells of it", what);
        return CTR_OK;
    }
    said->seen = true;
    LC_TRY(count_actions(x->op, t, &actions));
    differ(x, what, "state", lc_word_name(lc_words_timer_state, t->state), said->state);
    differ(x, what, "stage", lc_word_name(lc_words_timer_stage, t->is.stage), said->stage);
    differ(x, what, "due", lc_time_format(t->due_us, due), said->due);
    differ(x, what, "on_expiry", lc_word_name(lc_words_on_expiry, t->on_expiry), said->on_expiry);
    differ(x, what, "escalation", t->escalation, said->escalation);
    differ(x, what, "end", t->ended, said->ended);
    differ(x, what, "recomputed", t->recomputed ? "yes" : "no", said->recomputed);
    differ_int(x, what, "level", t->is.level, said->level);
    differ_int(x, what, "loop", t->is.loop, said->loop);
    differ_int(x, what, "number of pauses", (int64_t)t->is.pause_count, said->pauses);
    differ_int(x, what, "number of actions", actions, said->actions);
    return CTR_OK;
}

ctr_status lc_replay_timers(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c)
{
    struct hearing x = {.op = op, .report = r};
    struct ctr_timer_list page;
    const struct lc_event_query own = {.contract_rid = c->rid, .keep = true};
    struct lc_timer_query query = {.contract_rid = c->rid, .by_row = true, .limit = 100};

    if (op->store->schema < LC_SCHEMA_TIMERS) {
        return CTR_OK;
    }
    LC_TRY(lc_event_each_imported(op, c->rid, listen, &x));
    LC_TRY(lc_event_each(op, &own, listen, &x));
    do {
        LC_TRY(lc_timer_list(op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(compare(&x, &page.items[i]));
            query.after = page.items[i].rid;
        }
    } while (page.next);
    for (size_t i = 0; i < x.count; i++) {
        if (!x.items[i].seen) {
            lc_report_problem(r, "replay", "timer of %s: it is missing", x.items[i].subject);
        }
    }
    return CTR_OK;
}
