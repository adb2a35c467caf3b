/* What a timer does next. */
#include "domain/timer/timer_rules.h"

const struct lc_word lc_words_timer_subject[] = {
    {LC_TIMER_DECISION, "decision"}, {LC_TIMER_DISPUTE, "dispute"}, {0, NULL}};
const struct lc_word lc_words_timer_state[] = {{LC_TIMER_RUNNING, "running"},
                                               {LC_TIMER_PAUSED, "paused"},
                                               {LC_TIMER_ENDED, "ended"},
                                               {0, NULL}};
const struct lc_word lc_words_timer_stage[] = {{LC_STAGE_WAITING, "waiting"},
                                               {LC_STAGE_REMINDED, "reminded"},
                                               {LC_STAGE_OVERDUE, "overdue"},
                                               {LC_STAGE_EXHAUSTED, "exhausted"},
                                               {0, NULL}};
const struct lc_word lc_words_action_kind[] = {{LC_ACTION_REMIND, "remind"},
                                               {LC_ACTION_ESCALATE, "escalate"},
                                               {LC_ACTION_BREACHED, "breached"},
                                               {LC_ACTION_DEEMED_ACCEPTED, "deemed-accepted"},
                                               {LC_ACTION_DEEMED_REJECTED, "deemed-rejected"},
                                               {LC_ACTION_DISPUTE_ESCALATED, "dispute-escalated"},
                                               {0, NULL}};

/* Working time behind an instant in which it stood still; what still lasts does not count. */
static int64_t stood_still(const struct lc_timer_plan *plan, const struct lc_timer_course *course,
                           int64_t since)
{
    int64_t time = 0;
    for (size_t i = 0; i < course->pause_count; i++) {
        const struct lc_timer_pause *p = &course->pauses[i];
        int64_t from = p->from_us > since ? p->from_us : since;
        if (p->until_us > from) {
            time += lc_calendar_elapsed(plan->calendar, from, p->until_us);
        }
    }
    return time;
}

/* Working days after an instant, and what it stood still since. */
static ctr_status days_after(struct lc_ctx *ctx, const struct lc_timer_plan *plan,
                             const struct lc_timer_course *course, int64_t from, int64_t *out)
{
    LC_TRY(lc_term_due(ctx, plan->calendar, from, plan->goal, out));
    return lc_calendar_add(ctx, plan->calendar, *out, stood_still(plan, course, from), out);
}

/* Working time between reminder and deadline; 0 = the policy does not say. */
static int64_t notice_of(const struct lc_timer_plan *plan)
{
    int64_t hours = plan->policy ? plan->policy->reminder_hours : LC_TERM_ABSENT;
    return hours == LC_TERM_ABSENT ? 0 : lc_term_hours(hours);
}

static ctr_status deadline(struct lc_ctx *ctx, const struct lc_timer_plan *plan,
                           const struct lc_timer_course *course, int64_t *out)
{
    int64_t notice = notice_of(plan);
    int64_t heard;

    LC_TRY(days_after(ctx, plan, course, course->started_us, out));
    if (plan->on_expiry != LC_EXPIRY_DEEM_ACCEPTED || !course->reminded_us) {
        return CTR_OK;
    }
    if (notice) {
        notice += stood_still(plan, course, course->reminded_us);
        LC_TRY(lc_calendar_add(ctx, plan->calendar, course->reminded_us, notice, &heard));
    } else {
        LC_TRY(days_after(ctx, plan, course, course->reminded_us, &heard));
    }
    *out = heard > *out ? heard : *out;
    return CTR_OK;
}

static int32_t at_expiry(const struct lc_timer_plan *plan)
{
    return plan->on_expiry == LC_EXPIRY_DEEM_ACCEPTED   ? LC_ACTION_DEEMED_ACCEPTED
           : plan->on_expiry == LC_EXPIRY_DEEM_REJECTED ? LC_ACTION_DEEMED_REJECTED
                                                        : LC_ACTION_BREACHED;
}

static ctr_status before_expiry(struct lc_ctx *ctx, const struct lc_timer_plan *plan,
                                const struct lc_timer_course *course, struct lc_timer_next *out)
{
    bool has = plan->policy && plan->policy->reminder_hours != LC_TERM_ABSENT;
    bool silence = plan->on_expiry == LC_EXPIRY_DEEM_ACCEPTED;

    out->at_us = out->due_us;
    out->kind = at_expiry(plan);
    if (course->stage != LC_STAGE_WAITING || (!has && !silence)) {
        return CTR_OK;
    }
    out->kind = LC_ACTION_REMIND;
    return has ? lc_term_before(ctx, plan->calendar, course->started_us, out->due_us,
                                notice_of(plan), &out->at_us)
               : CTR_OK;
}

bool lc_timer_level(const struct lc_timer_plan *plan, const struct lc_timer_course *course,
                    struct lc_timer_next *out)
{
    const struct lc_escalation_policy *p = plan->policy;

    if (!p || !p->level_count || plan->on_expiry == LC_EXPIRY_NONE) {
        return false;
    }
    bool again = course->level >= (int64_t)p->level_count;
    out->level = again ? 1 : course->level + 1;
    out->loop = again ? course->loop + 1 : course->loop;
    out->kind =
        plan->subject_kind == LC_TIMER_DISPUTE ? LC_ACTION_DISPUTE_ESCALATED : LC_ACTION_ESCALATE;
    return out->loop <= p->loops;
}

static ctr_status next_level(struct lc_ctx *ctx, const struct lc_timer_plan *plan,
                             const struct lc_timer_course *course, struct lc_timer_next *out)
{
    struct lc_timer_next up = *out;

    if (!lc_timer_level(plan, course, &up)) {
        return CTR_OK;
    }
    *out = up;
    int64_t hours = plan->policy->levels[out->level - 1].after_hours;
    return lc_calendar_add(ctx, plan->calendar, course->anchor_us, lc_term_hours(hours),
                           &out->at_us);
}

ctr_status lc_timer_look(struct lc_ctx *ctx, const struct lc_timer_plan *plan,
                         const struct lc_timer_course *course, struct lc_timer_next *out)
{
    *out = (struct lc_timer_next){.level = course->level, .loop = course->loop};
    LC_TRY(deadline(ctx, plan, course, &out->due_us));
    if (course->stage == LC_STAGE_EXHAUSTED) {
        return CTR_OK;
    }
    return course->stage == LC_STAGE_OVERDUE ? next_level(ctx, plan, course, out)
                                             : before_expiry(ctx, plan, course, out);
}

void lc_timer_step(struct lc_timer_course *course, const struct lc_timer_next *action,
                   int64_t found_us)
{
    switch ((enum lc_action_kind)action->kind) {
    case LC_ACTION_REMIND:
        course->stage = LC_STAGE_REMINDED;
        course->reminded_us = found_us;
        return;
    case LC_ACTION_BREACHED:
        course->stage = LC_STAGE_OVERDUE;
        course->anchor_us = action->at_us;
        return;
    case LC_ACTION_ESCALATE:
    case LC_ACTION_DISPUTE_ESCALATED:
        course->stage = LC_STAGE_OVERDUE; /* a party may go up before the deadline */
        course->level = action->level;
        course->loop = action->loop;
        course->anchor_us = action->at_us;
        return;
    case LC_ACTION_DEEMED_ACCEPTED:
    case LC_ACTION_DEEMED_REJECTED:
        course->stage = LC_STAGE_EXHAUSTED;
        return;
    }
}
