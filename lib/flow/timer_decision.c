/* The time of decisions: begun when they are asked for, ended when they are not waited for. */
#include "flow/timer.h"

ctr_status lc_timer_prepare(struct lc_op *op, const struct ctr_change *h, const struct lc_policy *p,
                            const struct lc_decision_right *right, struct ctr_decision *d,
                            struct ctr_timer *t)
{
    struct lc_timer_desk desk = {0};

    *t = (struct ctr_timer){
        .contract_rid = p->contract.rid,
        .subject_kind = LC_TIMER_DECISION,
        .subject = h->id,
        .master_rid = p->version.rid,
        .goal = h->implemented_us ? p->master.change.emergency_days
                : right           ? right->sla_days
                                  : LC_TERM_ABSENT,
        /* who waits for a decision on what is done already is told, and not answered by silence */
        .on_expiry = right && !h->implemented_us ? right->on_expiry : LC_EXPIRY_ESCALATE,
        .escalation = right ? right->escalation : NULL,
        .state = LC_TIMER_RUNNING,
        .is = {.stage = LC_STAGE_WAITING,
               .loop = 1,
               .started_us = h->implemented_us ? h->implemented_us : op->ctx.now_us},
    };
    if (t->goal == LC_TERM_ABSENT) {
        return CTR_OK;
    }
    LC_TRY(lc_timer_fresh(op, &desk, t));
    d->due_us = t->due_us;
    return CTR_OK;
}

ctr_status lc_timer_begin(struct lc_op *op, const struct lc_policy *p, const struct ctr_decision *d,
                          struct ctr_timer *t)
{
    if (t->goal == LC_TERM_ABSENT) {
        return CTR_OK;
    }
    t->decision_rid = d->rid;
    return lc_timer_start(op, &p->contract, t);
}

ctr_status lc_timer_settle(struct lc_op *op, int64_t decision_rid, const char *why)
{
    struct ctr_timer t;
    bool found = false;

    if (decision_rid) {
        LC_TRY(lc_timer_open(op, decision_rid, &t, &found));
    }
    return found ? lc_timer_end(op, &t, why) : CTR_OK;
}

/* ---- pauses ---- */

static ctr_status right_of(struct lc_op *op, const struct ctr_timer *t,
                           const struct lc_timer_rules *rules, const struct lc_decision_right **out)
{
    struct ctr_decision d;

    LC_TRY(lc_decision_get(op, t->decision_rid, &d));
    *out = lc_right_for(&rules->judging->master, d.area, (ctr_change_class)d.decision_class);
    return CTR_OK;
}

static ctr_status check_cause(struct lc_op *op, const struct ctr_timer *t,
                              const struct lc_decision_right *right, const char *cause)
{
    const char *list = NULL;

    for (size_t i = 0; right && i < right->pause_count; i++) {
        if (strcmp(right->pause_on[i], cause) == 0) {
            return CTR_OK;
        }
        list = list ? lc_format(&op->ctx, "%s, %s", list, right->pause_on[i]) : right->pause_on[i];
        if (!list) {
            return CTR_E_NOMEM;
        }
    }
    ctr_status status =
        list ? lc_fail(&op->ctx, CTR_E_STATE,
                       "'%s' is no reason for which the time of '%s' may stand still; its "
                       "pause_on has %s",
                       cause, t->name, list)
             : lc_fail(&op->ctx, CTR_E_STATE,
                       "the time of '%s' may not stand still: the right to decide on it has no "
                       "pause_on",
                       t->name);
    lc_detail(&op->ctx, "cause", cause);
    return status;
}

ctr_status lc_flow_timer_pause(struct lc_op *op, struct ctr_timer *t, const char *cause)
{
    struct lc_timer_desk desk = {0};
    struct lc_timer_rules rules;
    const struct lc_decision_right *right = NULL;

    LC_TRY(lc_timer_rules(op, &desk, t, &rules));
    if (t->decision_rid) {
        LC_TRY(right_of(op, t, &rules, &right));
    }
    LC_TRY(check_cause(op, t, right, cause));
    LC_TRY(lc_timer_fresh(op, &desk, t));
    return lc_timer_pause(op, t, cause);
}

ctr_status lc_flow_timer_resume(struct lc_op *op, struct ctr_timer *t)
{
    struct lc_timer_desk desk = {0};
    struct lc_timer_rules rules;
    struct lc_timer_next look;

    LC_TRY(lc_timer_rules(op, &desk, t, &rules));
    LC_TRY(lc_timer_resume(op, t));
    LC_TRY(lc_timer_look(&op->ctx, &rules.plan, &t->is, &look));
    if (t->decision_rid) {
        struct ctr_decision d;
        LC_TRY(lc_decision_get(op, t->decision_rid, &d));
        LC_TRY(lc_decision_move_due(op, &d, look.due_us));
    }
    return lc_timer_resumed(op, t, &look);
}
