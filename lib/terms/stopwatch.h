/*
 * The clock of a service level: started, paused, resumed, stopped, and perhaps started again.
 * Nothing is counted along the way: an answer is worked out from the events and the calendar when
 * somebody asks, so a corrected calendar corrects the answer and no counter drifts.
 *
 * Time is working time of the calendar. A cycle is what lies between a start and its stop; each has
 * the whole goal. `due` is the first instant at which the goal is used up, and late is what goes on
 * after that instant: not to be late, a clock must be stopped or paused at `due` or before.
 */
#ifndef LC_TERMS_STOPWATCH_H
#define LC_TERMS_STOPWATCH_H

#include "terms/calendar.h"

enum lc_watch_kind { LC_WATCH_START = 1, LC_WATCH_PAUSE, LC_WATCH_RESUME, LC_WATCH_STOP };
enum lc_watch_state { LC_WATCH_IDLE = 1, LC_WATCH_RUNNING, LC_WATCH_PAUSED, LC_WATCH_STOPPED };

extern const struct lc_word lc_words_watch_kind[], lc_words_watch_state[];

/* A percent in units of 10^-8 of a whole: 1000000 is 1 %. */
#define LC_WATCH_WHOLE INT64_C(100000000)

struct lc_watch_event {
    int32_t kind;
    int64_t at;
    int64_t seq; /* which of two at one instant came first; no two are equal */
};

struct lc_watch {
    const struct ctr_calendar *calendar;
    const struct lc_watch_event *events; /* in any order */
    size_t count;
    int64_t goal; /* working time, more than 0 */
    int64_t now;  /* events later than this have not happened yet */
};

struct lc_watch_cycle {
    int64_t start;
    int64_t stop;      /* 0: still open */
    int64_t elapsed;   /* working time that ran, until the stop or now */
    int64_t paused;    /* working time that passed while it was paused */
    int64_t remaining; /* goal - elapsed; negative when late */
    int64_t due;       /* 0: paused, and so not known; else past or to come */
    int32_t late;
    int32_t open;
};

struct lc_watch_result {
    int32_t state;
    int32_t late;                       /* the last cycle is */
    const struct lc_watch_cycle *cycle; /* in order */
    size_t count;
    int64_t elapsed;      /* of all cycles */
    int64_t paused;       /* of all cycles */
    int64_t paused_share; /* paused / (elapsed + paused), in units of 10^-8, rounded half up */
    int64_t late_cycles;
};

/* ARGUMENT for a goal or instants that are none; STATE, naming the event, for events in an order
 * that cannot be ("pause" of a clock that does not run). */
ctr_status lc_watch_run(struct lc_ctx *ctx, const struct lc_watch *watch,
                        struct lc_watch_result *out);

/* part / whole in units of 10^-8, rounded half up; both at least 0, 0 of 0 is 0. */
int64_t lc_watch_share(int64_t part, int64_t whole);

#endif
