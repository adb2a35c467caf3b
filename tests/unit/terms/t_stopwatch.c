/* The clock of a service level: elapsed, remaining, paused, due, late, cycles, wrong orders. */
#include "calendars.h"
#include "terms/stopwatch.h"

#include "../base/fault.h"

#define MINUTE (60 * LC_US_PER_SECOND)

static const char *const office = "zone: Europe/Berlin\nhours: 09:00-17:00\n";

/* Events as text: "start 2026-11-23T16:30", … in the order of their numbers. */
struct story {
    struct calendar k;
    struct lc_watch_event events[12];
    size_t count;
    struct lc_watch watch;
    struct lc_watch_result result;
};

static void take_event(struct story *s, const char *text)
{
    static const char *const kinds[] = {"", "start", "pause", "resume", "stop"};
    const char *blank = strchr(text, ' ');
    struct lc_watch_event *e = &s->events[s->count];
    *e = (struct lc_watch_event){.at = when(&s->k, blank + 1), .seq = (int64_t)++s->count};
    for (int32_t kind = 1; kind < 5; kind++) {
        if (strncmp(text, kinds[kind], strlen(kinds[kind])) == 0) {
            e->kind = kind;
        }
    }
}

static void tell(struct story *s, const char *const *events, const char *goal, const char *now)
{
    s->count = 0;
    calendar_of(&s->k, office);
    for (size_t i = 0; events[i]; i++) {
        take_event(s, events[i]);
    }
    s->watch = (struct lc_watch){&s->k.c, s->events, s->count, span_of(goal), when(&s->k, now)};
    s->k.status = lc_watch_run(&s->k.ctx, &s->watch, &s->result);
}

static void clocks_run_in_working_time(void **state)
{
    (void)state;
    static const struct {
        const char *events[7], *goal, *now;
        int state;
        int late;
        const char *elapsed, *paused, *due; /* of the last cycle; due NULL: not known */
    } rows[] = {
        /* SLA-01 */
        {{"start 2026-11-23T16:30"},
         "1h",
         "2026-11-23T17:30",
         LC_WATCH_RUNNING,
         0,
         "30m",
         "0s",
         "2026-11-24T09:30"},
        {{"start 2026-11-23T16:30"},
         "1h",
         "2026-11-24T09:30",
         LC_WATCH_RUNNING,
         0,
         "1h",
         "0s",
         "2026-11-24T09:30"},
        {{"start 2026-11-23T16:30"},
         "1h",
         "2026-11-24T09:30:00.000001",
         LC_WATCH_RUNNING,
         1,
         NULL,
         "0s",
         "2026-11-24T09:30"},
        {{"start 2026-11-23T16:30", "stop 2026-11-24T09:30"},
         "1h",
         "2026-12-24T09:30",
         LC_WATCH_STOPPED,
         0,
         "1h",
         "0s",
         "2026-11-24T09:30"},
        {{"start 2026-11-23T16:30", "stop 2026-11-24T09:31"},
         "1h",
         "2026-12-24T09:30",
         LC_WATCH_STOPPED,
         1,
         "1h1m",
         "0s",
         "2026-11-24T09:30"},
        /* used up at closing time: due then, late afterwards although no working time passes */
        {{"start 2026-11-23T16:00", "stop 2026-11-23T17:00"},
         "1h",
         "2026-11-24T12:00",
         LC_WATCH_STOPPED,
         0,
         "1h",
         "0s",
         "2026-11-23T17:00"},
        {{"start 2026-11-23T16:00", "stop 2026-11-23T18:00"},
         "1h",
         "2026-11-24T12:00",
         LC_WATCH_STOPPED,
         1,
         "1h",
         "0s",
         "2026-11-23T17:00"},
        /* pauses */
        {{"start 2026-11-23T10:00", "pause 2026-11-23T10:30"},
         "1h",
         "2026-11-25T12:00",
         LC_WATCH_PAUSED,
         0,
         "30m",
         "17h30m",
         NULL},
        {{"start 2026-11-23T10:00", "pause 2026-11-23T10:30", "resume 2026-11-23T16:45"},
         "1h",
         "2026-11-23T16:50",
         LC_WATCH_RUNNING,
         0,
         "35m",
         "6h15m",
         "2026-11-24T09:15"},
        {{"start 2026-11-23T10:00", "pause 2026-11-23T11:00", "resume 2026-11-23T12:00"},
         "1h",
         "2026-11-23T12:00",
         LC_WATCH_RUNNING,
         0,
         "1h",
         "1h",
         "2026-11-23T12:00"},
        {{"start 2026-11-23T10:00", "pause 2026-11-23T11:01", "resume 2026-11-23T12:00"},
         "1h",
         "2026-11-23T12:00",
         LC_WATCH_RUNNING,
         1,
         "1h1m",
         "59m",
         "2026-11-23T11:00"},
        {{"start 2026-11-23T10:00", "pause 2026-11-23T11:01"},
         "1h",
         "2026-11-23T12:00",
         LC_WATCH_PAUSED,
         1,
         "1h1m",
         "59m",
         "2026-11-23T11:00"},
        {{"start 2026-11-23T10:00", "pause 2026-11-23T10:30", "stop 2026-11-23T16:00"},
         "1h",
         "2026-11-23T16:00",
         LC_WATCH_STOPPED,
         0,
         "30m",
         "5h30m",
         "2026-11-23T11:00"},
        /* what has not happened yet */
        {{"start 2026-11-23T10:00", "stop 2026-11-23T10:30"},
         "1h",
         "2026-11-23T10:10",
         LC_WATCH_RUNNING,
         0,
         "10m",
         "0s",
         "2026-11-23T11:00"},
        /* reopened: a cycle with the whole goal */
        {{"start 2026-11-23T10:00", "stop 2026-11-23T12:00", "start 2026-11-23T13:00"},
         "1h",
         "2026-11-23T13:20",
         LC_WATCH_RUNNING,
         0,
         "20m",
         "0s",
         "2026-11-23T14:00"},
        /* all at one instant, by their numbers */
        {{"start 2026-11-23T10:00", "pause 2026-11-23T10:00", "resume 2026-11-23T10:00",
          "stop 2026-11-23T10:00", "start 2026-11-23T10:00"},
         "1h",
         "2026-11-23T10:00",
         LC_WATCH_RUNNING,
         0,
         "0s",
         "0s",
         "2026-11-23T11:00"},
        /* over the night in March that is an hour short, and the weekend */
        {{"start 2026-03-27T16:00"},
         "2h",
         "2026-03-30T10:00",
         LC_WATCH_RUNNING,
         0,
         "2h",
         "0s",
         "2026-03-30T10:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct story s;
        tell(&s, rows[i].events, rows[i].goal, rows[i].now);
        assert_int_equal(s.k.status, CTR_OK);
        const struct lc_watch_cycle *c = &s.result.cycle[s.result.count - 1];
        int64_t due = rows[i].due ? when(&s.k, rows[i].due) : 0;
        if (s.result.state != rows[i].state || s.result.late != rows[i].late ||
            c->late != rows[i].late || c->due != due ||
            (rows[i].elapsed && c->elapsed != span_of(rows[i].elapsed)) ||
            c->paused != span_of(rows[i].paused)) {
            char elapsed[LC_SPAN_TEXT];
            char paused[LC_SPAN_TEXT];
            char text[LC_TIME_TEXT];
            fail_msg("row %zu: %s, late %d, elapsed %s, paused %s, due %s", i,
                     lc_word_name(lc_words_watch_state, s.result.state), (int)c->late,
                     lc_span_format(c->elapsed, elapsed), lc_span_format(c->paused, paused),
                     lc_time_format(c->due, text));
        }
        assert_true(c->remaining == s.watch.goal - c->elapsed);
        assert_int_equal(c->open, rows[i].state != LC_WATCH_STOPPED);
        calendar_end(&s.k);
    }
}

static void cycles_are_summed(void **state)
{
    (void)state;
    static const char *const events[] = {"start 2026-11-23T10:00",
                                         "pause 2026-11-23T10:30",
                                         "resume 2026-11-23T11:00",
                                         "stop 2026-11-23T12:00",
                                         "start 2026-11-24T09:00",
                                         "stop 2026-11-24T09:30",
                                         NULL};
    struct story s;
    tell(&s, events, "1h", "2026-11-25T09:00");
    assert_int_equal(s.k.status, CTR_OK);
    assert_int_equal(s.result.count, 2);
    assert_true(s.result.elapsed == span_of("2h"));
    assert_true(s.result.paused == span_of("30m"));
    assert_int_equal(s.result.paused_share, 20000000); /* 20 % */
    assert_int_equal(s.result.late_cycles, 1);
    assert_int_equal(s.result.late, 0);
    assert_true(s.result.cycle[0].due == when(&s.k, "2026-11-23T11:30"));
    assert_true(s.result.cycle[0].stop == when(&s.k, "2026-11-23T12:00"));
    calendar_end(&s.k);
}

static void nothing_has_happened(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    static const char *const later[] = {"start 2026-11-23T10:00", NULL};
    struct story s;
    tell(&s, none, "1h", "2026-11-25T09:00");
    assert_int_equal(s.k.status, CTR_OK);
    assert_int_equal(s.result.state, LC_WATCH_IDLE);
    assert_int_equal(s.result.count, 0);
    calendar_end(&s.k);
    tell(&s, later, "1h", "2026-11-23T09:00");
    assert_int_equal(s.result.state, LC_WATCH_IDLE);
    assert_int_equal(s.result.count, 0);
    assert_int_equal(s.result.paused_share, 0);
    calendar_end(&s.k);
}

static void wrong_orders_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *events[5], *message;
    } rows[] = {
        {{"pause 2026-11-23T10:00"},
         "event 1 at 2026-11-23T09:00:00Z is a pause of a clock that is idle; wanted a start"},
        {{"resume 2026-11-23T10:00"},
         "event 1 at 2026-11-23T09:00:00Z is a resume of a clock that is idle; wanted a start"},
        {{"stop 2026-11-23T10:00"},
         "event 1 at 2026-11-23T09:00:00Z is a stop of a clock that is idle; wanted a start"},
        {{"start 2026-11-23T10:00", "start 2026-11-23T11:00"},
         "event 2 at 2026-11-23T10:00:00Z is a start of a clock that is running; wanted a pause or "
         "a stop"},
        {{"start 2026-11-23T10:00", "resume 2026-11-23T11:00"},
         "event 2 at 2026-11-23T10:00:00Z is a resume of a clock that is running; wanted a pause "
         "or a stop"},
        {{"start 2026-11-23T10:00", "pause 2026-11-23T11:00", "pause 2026-11-23T12:00"},
         "event 3 at 2026-11-23T11:00:00Z is a pause of a clock that is paused; wanted a resume or "
         "a stop"},
        {{"start 2026-11-23T10:00", "pause 2026-11-23T11:00", "start 2026-11-23T12:00"},
         "event 3 at 2026-11-23T11:00:00Z is a start of a clock that is paused; wanted a resume or "
         "a stop"},
        {{"start 2026-11-23T10:00", "stop 2026-11-23T11:00", "stop 2026-11-23T12:00"},
         "event 3 at 2026-11-23T11:00:00Z is a stop of a clock that is stopped; wanted a start"},
        /* recorded in the wrong order of time: the earlier one counts first */
        {{"start 2026-11-23T10:00", "stop 2026-11-23T09:00"},
         "event 2 at 2026-11-23T08:00:00Z is a stop of a clock that is idle; wanted a start"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct story s;
        tell(&s, rows[i].events, "1h", "2026-11-25T09:00");
        assert_int_equal(s.k.status, CTR_E_STATE);
        assert_string_equal(ctr_error_message(s.k.ctx.error), rows[i].message);
        assert_non_null(ctr_error_detail(s.k.ctx.error, "event"));
        calendar_end(&s.k);
    }
}

static void wrong(struct story *s, ctr_status want, const char *message)
{
    s->k.status = lc_watch_run(&s->k.ctx, &s->watch, &s->result);
    assert_int_equal(s->k.status, want);
    assert_string_equal(ctr_error_message(s->k.ctx.error), message);
    calendar_end(&s->k);
}

static void wrong_arguments_are_refused(void **state)
{
    (void)state;
    static const char *const events[] = {"start 2026-11-23T10:00", NULL};
    struct story s;
    tell(&s, events, "1h", "2026-11-23T10:30");
    s.watch.goal = 0;
    wrong(&s, CTR_E_ARGUMENT,
          "a goal of 0 microseconds, wanted more than 0 and less than 9999 years");
    tell(&s, events, "1h", "2026-11-23T10:30");
    s.watch.goal = INT64_MAX;
    wrong(
        &s, CTR_E_ARGUMENT,
        "a goal of 9223372036854775807 microseconds, wanted more than 0 and less than 9999 years");
    tell(&s, events, "1h", "2026-11-23T10:30");
    s.events[0].kind = 9;
    wrong(&s, CTR_E_ARGUMENT, "event 1 is of kind 9, wanted start, pause, resume or stop");
    tell(&s, events, "1h", "2026-11-23T10:30");
    s.events[0].at = INT64_MIN;
    wrong(&s, CTR_E_ARGUMENT,
          "the time of an event is -9223372036854775808 microseconds from 1970, wanted one of the "
          "years 1 to 9999");
    tell(&s, events, "1h", "2026-11-23T10:30");
    s.events[1] = s.events[0];
    s.watch.count = 2;
    wrong(&s, CTR_E_STATE, "two events are number 1, so nobody knows which came first");
}

static void shares_are_rounded_half_up(void **state)
{
    (void)state;
    assert_int_equal(lc_watch_share(1, 3), 33333333);
    assert_int_equal(lc_watch_share(2, 3), 66666667);
    assert_int_equal(lc_watch_share(1, 200000000), 1);
    assert_int_equal(lc_watch_share(1, 200000001), 0);
    assert_int_equal(lc_watch_share(0, 0), 0);
    assert_int_equal(lc_watch_share(5, 5), LC_WATCH_WHOLE);
    assert_int_equal(lc_watch_share(INT64_MAX, INT64_MAX), LC_WATCH_WHOLE);
}

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33) % below;
}

/* What the clock should say, minute by minute. */
struct naive {
    int state;
    int64_t elapsed, paused;
    bool late;
    int64_t due;
};

static void naive_run(const struct lc_watch *w, struct naive *n)
{
    size_t next = 0;
    *n = (struct naive){.state = LC_WATCH_IDLE};
    for (int64_t at = w->events[0].at; at <= w->now; at += MINUTE) {
        for (; next < w->count && w->events[next].at == at; next++) {
            if (w->events[next].kind == LC_WATCH_START) {
                *n = (struct naive){.state = LC_WATCH_RUNNING};
            }
            n->state = w->events[next].kind == LC_WATCH_PAUSE  ? LC_WATCH_PAUSED
                       : w->events[next].kind == LC_WATCH_STOP ? LC_WATCH_STOPPED
                                                               : LC_WATCH_RUNNING;
        }
        bool open = lc_calendar_is_open(w->calendar, at);
        bool running = n->state == LC_WATCH_RUNNING;
        if (running && n->elapsed == w->goal && !n->due) {
            n->due = at;
        }
        if (at == w->now) {
            break;
        }
        n->late = n->late || (running && n->elapsed == w->goal);
        n->elapsed += running && open ? MINUTE : 0;
        n->paused += n->state == LC_WATCH_PAUSED && open ? MINUTE : 0;
        if (running && n->elapsed == w->goal && !n->due) {
            n->due = at + MINUTE;
        }
    }
}

static void random_stories_agree_with_a_clock_that_ticks(void **state)
{
    (void)state;
    const char *given = getenv("CTR_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : UINT64_C(3);
    print_message("seed %llu\n", (unsigned long long)seed);
    for (int round = 0; round < 300; round++) {
        struct story s;
        struct naive n;
        int now = LC_WATCH_IDLE;
        calendar_of(&s.k, office);
        int64_t at = when(&s.k, "2026-10-20T00:00") + draw(&seed, 5000) * MINUTE;
        s.count = 1 + draw(&seed, 11);
        for (size_t i = 0; i < s.count; i++) {
            int kind = now == LC_WATCH_IDLE || now == LC_WATCH_STOPPED ? LC_WATCH_START
                       : draw(&seed, 3) == 0                           ? LC_WATCH_STOP
                       : now == LC_WATCH_PAUSED                        ? LC_WATCH_RESUME
                                                                       : LC_WATCH_PAUSE;
            now = kind == LC_WATCH_STOP    ? LC_WATCH_STOPPED
                  : kind == LC_WATCH_PAUSE ? LC_WATCH_PAUSED
                                           : LC_WATCH_RUNNING;
            s.events[i] = (struct lc_watch_event){kind, at, (int64_t)i};
            at += (draw(&seed, 4) ? draw(&seed, 1500) : 0) * MINUTE;
        }
        s.watch = (struct lc_watch){&s.k.c, s.events, s.count, (1 + draw(&seed, 900)) * MINUTE, at};
        naive_run(&s.watch, &n);
        for (size_t i = s.count - 1; i; i--) { /* in any order */
            size_t j = draw(&seed, (uint32_t)i + 1);
            struct lc_watch_event e = s.events[i];
            s.events[i] = s.events[j];
            s.events[j] = e;
        }
        assert_int_equal(lc_watch_run(&s.k.ctx, &s.watch, &s.result), CTR_OK);
        const struct lc_watch_cycle *c = &s.result.cycle[s.result.count - 1];
        assert_int_equal(s.result.state, n.state);
        assert_true(c->elapsed == n.elapsed);
        assert_true(c->paused == n.paused);
        assert_int_equal(c->late, n.late);
        assert_true(!n.late || c->due == n.due);
        calendar_end(&s.k);
    }
}

static void no_memory_is_told(void **state)
{
    (void)state;
    static const char *const events[] = {"start 2026-11-23T10:00", NULL};
    struct story s;
    tell(&s, events, "1h", "2026-11-23T10:30");
    ctr_status status = CTR_E_NOMEM;
    for (int at = 1; status == CTR_E_NOMEM; at++) {
        struct fault f = {.fail_at = at, .persistent = true};
        ctr_allocator host = fault_table(&f);
        struct lc_ctx ctx;
        assert_int_equal(lc_ctx_begin(&ctx, &host), CTR_OK);
        status = lc_watch_run(&ctx, &s.watch, &s.result);
        lc_ctx_end(&ctx, status, NULL);
    }
    assert_int_equal(status, CTR_OK);
    calendar_end(&s.k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks_run_in_working_time),
        cmocka_unit_test(cycles_are_summed),
        cmocka_unit_test(nothing_has_happened),
        cmocka_unit_test(wrong_orders_are_named),
        cmocka_unit_test(wrong_arguments_are_refused),
        cmocka_unit_test(shares_are_rounded_half_up),
        cmocka_unit_test(random_stories_agree_with_a_clock_that_ticks),
        cmocka_unit_test(no_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
