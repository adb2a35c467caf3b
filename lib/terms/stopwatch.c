/* Events of one clock, in order, into cycles. */
#include "terms/stopwatch.h"

#include "base/time.h"

#include <stdlib.h>

const struct lc_word lc_words_watch_kind[] = {{LC_WATCH_START, "start"},
                                              {LC_WATCH_PAUSE, "pause"},
                                              {LC_WATCH_RESUME, "resume"},
                                              {LC_WATCH_STOP, "stop"},
                                              {0, NULL}};

const struct lc_word lc_words_watch_state[] = {{LC_WATCH_IDLE, "idle"},
                                               {LC_WATCH_RUNNING, "running"},
                                               {LC_WATCH_PAUSED, "paused"},
                                               {LC_WATCH_STOPPED, "stopped"},
                                               {0, NULL}};

/* The state after an event; 0: it cannot be. Rows by state, columns by kind. */
static const int32_t next_state[5][5] = {
    [LC_WATCH_IDLE] = {[LC_WATCH_START] = LC_WATCH_RUNNING},
    [LC_WATCH_RUNNING] = {[LC_WATCH_PAUSE] = LC_WATCH_PAUSED, [LC_WATCH_STOP] = LC_WATCH_STOPPED},
    [LC_WATCH_PAUSED] = {[LC_WATCH_RESUME] = LC_WATCH_RUNNING, [LC_WATCH_STOP] = LC_WATCH_STOPPED},
    [LC_WATCH_STOPPED] = {[LC_WATCH_START] = LC_WATCH_RUNNING},
};

struct run {
    struct lc_ctx *ctx;
    const struct lc_watch *watch;
    struct lc_watch_cycle *cycle; /* the last one begun */
    int32_t state;
    int64_t since; /* of the state */
};

static int in_order(const void *a, const void *b)
{
    const struct lc_watch_event *x = a;
    const struct lc_watch_event *y = b;
    if (x->at != y->at) {
        return x->at < y->at ? -1 : 1;
    }
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static ctr_status refuse(struct lc_ctx *ctx, const struct lc_watch_event *e, int32_t state,
                         const char *wanted)
{
    char at[LC_TIME_TEXT];
    ctr_status status = lc_fail(
        ctx, CTR_E_STATE, "event %lld at %s is a %s of a clock that is %s; wanted %s",
        (long long)e->seq, lc_time_format(e->at, at), lc_word_name(lc_words_watch_kind, e->kind),
        lc_word_name(lc_words_watch_state, state), wanted);
    lc_detail_int(ctx, "event", e->seq);
    lc_detail(ctx, "state", lc_word_name(lc_words_watch_state, state));
    return status;
}

static ctr_status check(struct lc_ctx *ctx, const struct lc_watch *w)
{
    if (w->goal < 1 || w->goal > (LC_DAY_LAST - LC_DAY_FIRST) * LC_US_PER_DAY) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "a goal of %lld microseconds, wanted more than 0 and less than 9999 years",
                       (long long)w->goal);
    }
    LC_TRY(lc_check_instant(ctx, "the time of the question", w->now));
    for (size_t i = 0; i < w->count; i++) {
        const struct lc_watch_event *e = &w->events[i];
        LC_TRY(lc_check_instant(ctx, "the time of an event", e->at));
        if (e->kind < LC_WATCH_START || e->kind > LC_WATCH_STOP) {
            return lc_fail(ctx, CTR_E_ARGUMENT, "event %lld is of kind %d, wanted %s",
                           (long long)e->seq, (int)e->kind, lc_word_list(ctx, lc_words_watch_kind));
        }
    }
    return CTR_OK;
}

/* Working time of the running clock from `since` to `until` goes to the cycle. */
static ctr_status ran_until(struct run *run, int64_t until)
{
    const struct ctr_calendar *calendar = run->watch->calendar;
    struct lc_watch_cycle *c = run->cycle;
    if (!c->late) {
        int64_t left = run->watch->goal - c->elapsed;
        LC_TRY(lc_calendar_add(run->ctx, calendar, run->since, left, &c->due));
        c->late = until > c->due;
    }
    c->elapsed += lc_calendar_elapsed(calendar, run->since, until);
    return CTR_OK;
}

/* Account for the state that ends at `until`. */
static ctr_status close_state(struct run *run, int64_t until)
{
    struct lc_watch_cycle *c = run->cycle;
    if (run->state == LC_WATCH_RUNNING) {
        LC_TRY(ran_until(run, until));
    } else if (run->state == LC_WATCH_PAUSED) {
        c->paused += lc_calendar_elapsed(run->watch->calendar, run->since, until);
    }
    run->since = until;
    return CTR_OK;
}

static ctr_status take(struct run *run, const struct lc_watch_event *e)
{
    static const char *const wanted[] = {[LC_WATCH_IDLE] = "a start",
                                         [LC_WATCH_RUNNING] = "a pause or a stop",
                                         [LC_WATCH_PAUSED] = "a resume or a stop",
                                         [LC_WATCH_STOPPED] = "a start"};
    int32_t next = next_state[run->state][e->kind];
    if (!next) {
        return refuse(run->ctx, e, run->state, wanted[run->state]);
    }
    LC_TRY(close_state(run, e->at));
    if (e->kind == LC_WATCH_START) {
        run->cycle += run->state == LC_WATCH_STOPPED;
        *run->cycle = (struct lc_watch_cycle){.start = e->at, .open = 1};
    } else if (e->kind == LC_WATCH_STOP) {
        run->cycle->stop = e->at;
        run->cycle->open = 0;
    }
    run->state = next;
    return CTR_OK;
}

/* Events until now, in order; none of them twice. */
static ctr_status sorted(struct lc_ctx *ctx, const struct lc_watch *w, struct lc_watch_event **out,
                         size_t *count)
{
    struct lc_watch_event *e = lc_new(ctx, w->count + 1, sizeof *e);
    *out = e;
    *count = 0;
    if (!e) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < w->count; i++) {
        if (w->events[i].at <= w->now) {
            e[(*count)++] = w->events[i];
        }
    }
    qsort(e, *count, sizeof *e, in_order);
    for (size_t i = 1; i < *count; i++) {
        if (in_order(&e[i - 1], &e[i]) == 0) {
            return lc_fail(ctx, CTR_E_STATE,
                           "two events are number %lld, so nobody knows which came first",
                           (long long)e[i].seq);
        }
    }
    return CTR_OK;
}

int64_t lc_watch_share(int64_t part, int64_t whole)
{
    if (whole <= 0) {
        return 0;
    }
    __int128 twice = (__int128)part * LC_WATCH_WHOLE * 2 + whole;
    return (int64_t)(twice / ((__int128)whole * 2));
}

/* The last cycle as it stands now, then the sums. */
static ctr_status finish(struct run *run, struct lc_watch_result *out)
{
    struct lc_watch_cycle *cycles = (struct lc_watch_cycle *)(uintptr_t)out->cycle;
    LC_TRY(close_state(run, run->watch->now));
    out->state = run->state;
    out->count = run->state == LC_WATCH_IDLE ? 0 : (size_t)(run->cycle - cycles) + 1;
    if (run->state == LC_WATCH_PAUSED && !run->cycle->late) {
        run->cycle->due = 0;
    }
    for (size_t i = 0; i < out->count; i++) {
        struct lc_watch_cycle *c = &cycles[i];
        c->remaining = run->watch->goal - c->elapsed;
        out->elapsed += c->elapsed;
        out->paused += c->paused;
        out->late_cycles += c->late;
        out->late = c->late;
    }
    out->paused_share = lc_watch_share(out->paused, out->elapsed + out->paused);
    return CTR_OK;
}

ctr_status lc_watch_run(struct lc_ctx *ctx, const struct lc_watch *watch,
                        struct lc_watch_result *out)
{
    struct lc_watch_event *events;
    size_t count;
    struct lc_watch_cycle *cycles = lc_new(ctx, watch->count + 1, sizeof *cycles);
    struct run run = {ctx, watch, cycles, LC_WATCH_IDLE, 0};

    *out = (struct lc_watch_result){.cycle = cycles};
    if (!cycles) {
        return CTR_E_NOMEM;
    }
    LC_TRY(check(ctx, watch));
    LC_TRY(sorted(ctx, watch, &events, &count));
    for (size_t i = 0; i < count; i++) {
        LC_TRY(take(&run, &events[i]));
    }
    return finish(&run, out);
}
