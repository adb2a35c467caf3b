/*
 * What a timer does next: pure, out of what happened to it so far and the calendar, so that a
 * corrected calendar corrects the answer.
 */
#ifndef LC_DOMAIN_TIMER_TIMER_RULES_H
#define LC_DOMAIN_TIMER_TIMER_RULES_H

#include "terms/due.h"
#include "terms/master.h"

enum lc_timer_subject { LC_TIMER_DECISION = 1, LC_TIMER_DISPUTE };
enum lc_timer_state { LC_TIMER_RUNNING = 1, LC_TIMER_PAUSED, LC_TIMER_ENDED };
enum lc_timer_stage {
    LC_STAGE_WAITING = 1,
    LC_STAGE_REMINDED,
    LC_STAGE_OVERDUE, /* its levels are gone through */
    LC_STAGE_EXHAUSTED
};
enum lc_action_kind {
    LC_ACTION_REMIND = 1,
    LC_ACTION_ESCALATE,
    LC_ACTION_BREACHED,
    LC_ACTION_DEEMED_ACCEPTED,
    LC_ACTION_DEEMED_REJECTED,
    LC_ACTION_DISPUTE_ESCALATED
};

extern const struct lc_word lc_words_timer_subject[], lc_words_timer_state[],
    lc_words_timer_stage[], lc_words_action_kind[];

struct lc_timer_pause {
    int64_t from_us;
    int64_t until_us; /* 0 = it still stands still */
    const char *cause;
    const char *actor, *resumed_by;
};

/* By which it runs. */
struct lc_timer_plan {
    const struct ctr_calendar *calendar;
    int32_t subject_kind, on_expiry;
    int64_t goal;                              /* millionths of working days */
    const struct lc_escalation_policy *policy; /* NULL = none */
};

/* How far it came. */
struct lc_timer_course {
    int32_t stage;
    int64_t level, loop;
    int64_t started_us;
    int64_t reminded_us; /* when the reminder was recorded; 0 = it was not */
    int64_t anchor_us;   /* the next level counts from here */
    const struct lc_timer_pause *pauses;
    size_t pause_count;
};

struct lc_timer_next {
    int64_t due_us;
    int64_t at_us; /* 0 = nothing comes any more */
    int32_t kind;
    int64_t level, loop;
};

/*
 * The deadline is the goal after the start, later by the working time that it stood still.
 * Acceptance by silence needs a reminder that was recorded, and after that the time that the policy
 * puts between reminder and deadline, or where it names none the whole goal: a reminder that was
 * found late moves the deadline.
 */
ctr_status lc_timer_look(struct lc_ctx *ctx, const struct lc_timer_plan *plan,
                         const struct lc_timer_course *course, struct lc_timer_next *out);
/* The level behind the one that was told last; false if there is none. Says nothing of when. */
bool lc_timer_level(const struct lc_timer_plan *plan, const struct lc_timer_course *course,
                    struct lc_timer_next *out);
/* The course after an action of that kind. */
void lc_timer_step(struct lc_timer_course *course, const struct lc_timer_next *action,
                   int64_t found_us);

#endif
