/* What timers run by, out of the masters. */
#include "flow/timer.h"

struct lc_desk_page {
    int64_t version_rid;
    struct lc_policy policy; /* the document is pointed to, so it stays where it is */
    struct ctr_calendar calendar;
    bool has_calendar;
};

static ctr_status page_of(struct lc_op *op, struct lc_timer_desk *desk, int64_t version_rid,
                          struct lc_desk_page **out)
{
    for (size_t i = 0; i < desk->count; i++) {
        if (desk->pages[i]->version_rid == version_rid) {
            *out = desk->pages[i];
            return CTR_OK;
        }
    }
    *out = lc_new(&op->ctx, 1, sizeof **out);
    desk->pages = lc_grow(&op->ctx, desk->pages, desk->count, &desk->room, sizeof(void *));
    if (!*out || !desk->pages) {
        return CTR_E_NOMEM;
    }
    (*out)->version_rid = version_rid;
    LC_TRY(lc_policy_version(op, version_rid, &(*out)->policy));
    desk->pages[desk->count++] = *out;
    return CTR_OK;
}

static const struct lc_escalation_policy *policy_of(const struct lc_master *m, const char *id)
{
    for (size_t i = 0; id && i < m->governance.policy_count; i++) {
        if (strcmp(m->governance.policies[i].id, id) == 0) {
            return &m->governance.policies[i];
        }
    }
    return NULL;
}

ctr_status lc_timer_rules(struct lc_op *op, struct lc_timer_desk *desk, const struct ctr_timer *t,
                          struct lc_timer_rules *out)
{
    struct lc_desk_page *judging, *active;
    struct ctr_version v;
    bool found;

    LC_TRY(page_of(op, desk, t->master_rid, &judging));
    LC_TRY(lc_version_active(op, t->contract_rid, &v, &found));
    LC_TRY(page_of(op, desk, found ? v.rid : t->master_rid, &active));
    if (!active->has_calendar) {
        LC_TRY(lc_policy_calendar(op, &active->policy, &active->calendar));
        active->has_calendar = true;
    }
    *out = (struct lc_timer_rules){
        .judging = &judging->policy,
        .active = &active->policy,
        .plan = {.calendar = &active->calendar,
                 .subject_kind = t->subject_kind,
                 .on_expiry = t->on_expiry,
                 .goal = t->goal,
                 .policy = policy_of(&judging->policy.master, t->escalation)},
    };
    return CTR_OK;
}

ctr_status lc_timer_fresh(struct lc_op *op, struct lc_timer_desk *desk, struct ctr_timer *t)
{
    struct lc_timer_rules rules;
    struct lc_timer_next look;

    if (t->state == LC_TIMER_ENDED) {
        return CTR_OK;
    }
    LC_TRY(lc_timer_rules(op, desk, t, &rules));
    LC_TRY(lc_timer_look(&op->ctx, &rules.plan, &t->is, &look));
    t->due_us = look.due_us;
    if (t->state == LC_TIMER_RUNNING) {
        t->next_us = look.at_us;
        t->next_kind = look.kind;
        t->next_level = look.level;
        t->next_loop = look.loop;
    }
    return CTR_OK;
}

ctr_status lc_timers_fresh(struct lc_op *op, const struct ctr_timer_list *list)
{
    struct lc_timer_desk desk = {0};
    struct ctr_timer *items = (struct ctr_timer *)list->items; /* ours: just read */

    for (size_t i = 0; i < list->count; i++) {
        LC_TRY(lc_timer_fresh(op, &desk, &items[i]));
    }
    return CTR_OK;
}

ctr_status lc_timer_advance(struct lc_op *op, const struct lc_timer_rules *rules,
                            const struct lc_timer_next *action, struct ctr_timer *t)
{
    struct lc_timer_next next;

    lc_timer_step(&t->is, action, op->ctx.now_us);
    LC_TRY(lc_timer_look(&op->ctx, &rules->plan, &t->is, &next));
    if (!next.at_us) {
        t->is.stage = LC_STAGE_EXHAUSTED;
    }
    t->due_us = next.due_us;
    t->next_us = next.at_us;
    return lc_timer_save(op, t);
}
