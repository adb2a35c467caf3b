/*
 * A sweep: what came due until now, each once and in the order in which it did, stamped with when
 * it was due and when it was found. In one transaction, so of several who sweep at once one finds
 * it.
 */
#include "base/time.h"
#include "flow/change.h"
#include "flow/dispute.h"
#include "flow/timer.h"

static const struct lc_field fields[] = {
    LC_FIELD_OF(ctr_sweep, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_sweep, "now", LC_KIND_TIME, now_us),
    LC_FIELD_LIST(ctr_sweep, "actions", actions, count, &lc_shape_action),
    LC_FIELD_OF(ctr_sweep, "moved", LC_KIND_INT, moved),
    LC_FIELD_STRS(ctr_sweep, "warnings", warnings, warning_count),
    LC_FIELD_OF(ctr_sweep, "more", LC_KIND_BOOL, more),
};
const struct lc_shape lc_shape_sweep = LC_SHAPE(ctr_sweep, fields);

struct sweep {
    struct lc_op *op;
    const struct lc_sweep_wish *wish;
    struct ctr_sweep *out;
    struct lc_timer_desk desk;
};

/* One timer that has something to tell. */
struct ring {
    struct ctr_timer t;
    struct lc_timer_rules rules;
    struct lc_timer_next look;
    struct ctr_change change;     /* of a decision */
    struct ctr_decision decision; /* of a decision */
    const struct lc_decision_right *right;
    struct ctr_dispute dispute; /* of a dispute */
    struct ctr_action action;
};

/* ---- instants by the calendar of now ---- */

static ctr_status follow_due(struct lc_op *op, const struct ctr_timer *t)
{
    struct ctr_decision d;

    if (!t->decision_rid) {
        return CTR_OK;
    }
    LC_TRY(lc_decision_get(op, t->decision_rid, &d));
    return d.due_us == t->due_us ? CTR_OK : lc_decision_move_due(op, &d, t->due_us);
}

static ctr_status recompute(struct sweep *s, struct ctr_timer *t)
{
    struct lc_timer_rules rules;
    struct lc_timer_next look;
    int64_t due = t->due_us;

    LC_TRY(lc_timer_rules(s->op, &s->desk, t, &rules));
    LC_TRY(lc_timer_look(&s->op->ctx, &rules.plan, &t->is, &look));
    LC_TRY(lc_timer_move(s->op, t, &look));
    if (t->due_us == due) {
        return CTR_OK;
    }
    s->out->moved++;
    return follow_due(s->op, t);
}

static ctr_status recompute_all(struct sweep *s)
{
    struct ctr_timer_list page;
    struct lc_timer_query query = {.by_row = true, .state = LC_TIMER_RUNNING, .limit = 100};

    do {
        LC_TRY(lc_timer_list(s->op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            struct ctr_timer t = page.items[i];
            LC_TRY(recompute(s, &t));
            query.after = t.rid;
        }
        LC_TRY(lc_poll(&s->op->ctx));
    } while (page.next);
    return CTR_OK;
}

/* ---- who is told ---- */

static bool has_voted(const struct ctr_decision *d, const char *name)
{
    for (size_t i = 0; i < d->vote_count; i++) {
        if (d->votes[i].live && strcmp(d->votes[i].party, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Those who have not said anything yet; without a right, the committee or every party. */
static ctr_status add_deciders(struct lc_whom *w, const struct ring *r)
{
    const struct lc_master *m = &r->rules.judging->master;
    struct lc_voters voters = {0};

    if (r->right) {
        lc_right_voters(m, r->right, &voters);
    }
    for (size_t i = 0; i < voters.count; i++) {
        if (!has_voted(&r->decision, voters.parties[i])) {
            LC_TRY(lc_whom_add(w, voters.parties[i]));
        }
    }
    if (voters.count) {
        return CTR_OK;
    }
    LC_TRY(lc_whom_add_all(w, m->governance.committee, m->governance.committee_count));
    for (size_t i = 0; !m->governance.committee_count && i < m->party_count; i++) {
        LC_TRY(lc_whom_add(w, m->parties[i].id));
    }
    return CTR_OK;
}

static ctr_status add_level(struct lc_whom *w, const struct ring *r)
{
    const struct lc_escalation_policy *p = r->rules.plan.policy;
    const struct lc_escalation_level *level = &p->levels[r->look.level - 1];
    return lc_whom_add_all(w, level->notify, level->notify_count);
}

/* What was decided by silence is told to all whom it concerns. */
static ctr_status add_concerned(struct lc_whom *w, const struct ring *r)
{
    LC_TRY(add_deciders(w, r));
    LC_TRY(lc_whom_add(w, r->decision.driver));
    LC_TRY(lc_whom_add(w, r->change.requester));
    return r->right ? lc_whom_add_all(w, r->right->informed, r->right->informed_count) : CTR_OK;
}

/* Who is asked: until the answer the other party, then both. */
static ctr_status add_parties(struct lc_whom *w, const struct ring *r)
{
    bool all = r->dispute.answer || r->action.kind == LC_ACTION_BREACHED;

    LC_TRY(all ? lc_whom_add(w, r->dispute.party) : CTR_OK);
    return lc_whom_add(w, r->dispute.against);
}

static ctr_status choose(struct sweep *s, struct ring *r)
{
    struct lc_whom w = {.op = s->op, .master = &r->rules.active->master};
    int32_t kind =
        r->t.dispute_rid && r->action.kind != LC_ACTION_DISPUTE_ESCALATED ? 0 : r->action.kind;

    if (!kind) {
        LC_TRY(add_parties(&w, r));
    }
    switch ((enum lc_action_kind)kind) {
    case LC_ACTION_REMIND:
        LC_TRY(add_deciders(&w, r));
        break;
    case LC_ACTION_BREACHED:
        LC_TRY(add_deciders(&w, r));
        LC_TRY(lc_whom_add(&w, r->decision.driver));
        break;
    case LC_ACTION_ESCALATE:
    case LC_ACTION_DISPUTE_ESCALATED:
        LC_TRY(add_level(&w, r));
        break;
    case LC_ACTION_DEEMED_ACCEPTED:
    case LC_ACTION_DEEMED_REJECTED:
        LC_TRY(add_concerned(&w, r));
        break;
    }
    r->action.recipients = w.items;
    r->action.recipient_count = w.count;
    return CTR_OK;
}

/* ---- what an expiry decides ---- */

/* Why silence cannot decide; NULL if it can. */
static ctr_status hindrance(struct sweep *s, struct ring *r, int32_t outcome, const char **out)
{
    struct lc_op *op = s->op;
    const struct ctr_change *h = &r->change;
    enum lc_change_verb verb =
        outcome == LC_OUTCOME_APPROVED ? LC_CHANGE_APPROVE : LC_CHANGE_REJECT;
    const char *missing = NULL;

    *out = NULL;
    if (!lc_change_move((enum lc_change_state)h->state, verb, (enum lc_change_type)h->type)) {
        *out = lc_format(&op->ctx, "silence cannot decide on a change that is %s",
                         lc_word_name(lc_words_change_state, h->state));
        return *out ? CTR_OK : CTR_E_NOMEM;
    }
    bool binds = !h->classification || h->classification->enforced;
    if (outcome != LC_OUTCOME_APPROVED || h->change_class != CTR_CLASS_MAJOR || !binds) {
        return CTR_OK;
    }
    LC_TRY(lc_change_missing(op, h, &missing));
    if (missing) {
        *out = lc_format(&op->ctx, "silence cannot approve a major change without %s", missing);
        return *out ? CTR_OK : CTR_E_NOMEM;
    }
    return CTR_OK;
}

static int32_t outcome_of(int32_t kind)
{
    return kind == LC_ACTION_DEEMED_ACCEPTED   ? LC_OUTCOME_APPROVED
           : kind == LC_ACTION_DEEMED_REJECTED ? LC_OUTCOME_REJECTED
                                               : 0;
}

/* An expiry that cannot decide becomes a breach, which goes up the levels. */
static ctr_status settle_kind(struct sweep *s, struct ring *r)
{
    int32_t outcome = outcome_of(r->look.kind);

    if (!outcome) {
        return CTR_OK;
    }
    LC_TRY(hindrance(s, r, outcome, &r->action.note));
    r->look.kind = r->action.note ? LC_ACTION_BREACHED : r->look.kind;
    return CTR_OK;
}

static ctr_status decide(struct sweep *s, struct ring *r)
{
    char due[LC_TIME_TEXT], reminded[LC_TIME_TEXT];
    struct lc_ctx *ctx = &s->op->ctx;
    int32_t outcome = outcome_of(r->action.kind);

    if (!outcome) {
        return CTR_OK;
    }
    lc_time_format(r->action.due_us, due);
    const char *remark = r->t.is.reminded_us
                             ? lc_format(ctx, "by expiry: nobody decided until %s, reminded at %s",
                                         due, lc_time_format(r->t.is.reminded_us, reminded))
                             : lc_format(ctx, "by expiry: nobody decided until %s", due);
    return remark ? lc_change_conclude(s->op, &r->change, outcome, "expiry", remark) : CTR_E_NOMEM;
}

/* ---- one after the other ---- */

static ctr_status load_subject(struct sweep *s, struct ring *r)
{
    struct lc_op *op = s->op;
    bool found;

    if (r->t.dispute_rid) {
        LC_TRY(lc_dispute_find(op, r->t.contract_rid, r->t.subject, &r->dispute, &found));
        return found ? CTR_OK
                     : lc_fail(&op->ctx, CTR_E_CORRUPT, "dispute '%s' of a timer is missing",
                               r->t.name);
    }
    LC_TRY(lc_change_find(op, r->t.contract_rid, r->t.subject, &r->change, &found));
    if (!found) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "change '%s' of a timer is missing", r->t.name);
    }
    LC_TRY(lc_change_fill(op, &r->change));
    LC_TRY(lc_decision_get(op, r->t.decision_rid, &r->decision));
    r->right = lc_right_for(&r->rules.judging->master, r->decision.area,
                            (ctr_change_class)r->decision.decision_class);
    return CTR_OK;
}

/* The timer after the action, and what it waits for next. */
static ctr_status step(struct sweep *s, struct ring *r)
{
    LC_TRY(lc_timer_advance(s->op, &r->rules, &r->look, &r->t));
    return follow_due(s->op, &r->t);
}

static ctr_status keep(struct sweep *s, const struct ctr_action *a)
{
    struct ctr_sweep *out = s->out;

    out->actions = lc_grow(&s->op->ctx, out->actions, out->count, &out->room, sizeof *out->actions);
    if (!out->actions) {
        return CTR_E_NOMEM;
    }
    out->actions[out->count++] = *a;
    return CTR_OK;
}

static ctr_status fire(struct sweep *s, const struct ctr_timer *t)
{
    struct ring *r = lc_new(&s->op->ctx, 1, sizeof *r);

    if (!r) {
        return CTR_E_NOMEM;
    }
    r->t = *t;
    LC_TRY(lc_timer_rules(s->op, &s->desk, t, &r->rules));
    LC_TRY(lc_timer_look(&s->op->ctx, &r->rules.plan, &t->is, &r->look));
    LC_TRY(load_subject(s, r));
    LC_TRY(settle_kind(s, r));
    r->action.kind = r->look.kind;
    r->action.level = r->look.level;
    r->action.loop = r->look.loop;
    r->action.due_us = r->look.at_us;
    LC_TRY(choose(s, r));
    LC_TRY(step(s, r));
    LC_TRY(lc_action_add(s->op, &r->t, &r->action));
    LC_TRY(decide(s, r));
    return keep(s, &r->action);
}

/* ---- many at once ---- */

static ctr_status warn(struct sweep *s, const struct ctr_action *a, int64_t today)
{
    struct ctr_sweep *out = s->out;
    struct lc_ctx *ctx = &s->op->ctx;
    const char *day = lc_day_text(ctx, lc_day_at(out->now_us));

    out->warnings =
        lc_grow(ctx, out->warnings, out->warning_count, &out->warning_room, sizeof *out->warnings);
    if (!out->warnings || !day) {
        return CTR_E_NOMEM;
    }
    const char *text =
        lc_format(ctx,
                  "%s/%s: %lld decisions were taken as accepted by silence on %s; somebody should "
                  "look at them",
                  a->team, a->contract, (long long)today, day);
    out->warnings[out->warning_count++] = text;
    return text ? CTR_OK : CTR_E_NOMEM;
}

/* Is it the first acceptance of its contract in the list? */
static bool first_of_contract(const struct ctr_sweep *out, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (out->actions[i].kind == LC_ACTION_DEEMED_ACCEPTED &&
            out->actions[i].contract_rid == out->actions[at].contract_rid) {
            return false;
        }
    }
    return out->actions[at].kind == LC_ACTION_DEEMED_ACCEPTED;
}

static ctr_status look_for_flood(struct sweep *s)
{
    int64_t midnight = lc_day_at(s->out->now_us) * LC_US_PER_DAY;
    int64_t today;

    for (size_t i = 0; i < s->out->count; i++) {
        const struct ctr_action *a = &s->out->actions[i];
        if (!first_of_contract(s->out, i)) {
            continue;
        }
        LC_TRY(
            lc_action_count(s->op, a->contract_rid, LC_ACTION_DEEMED_ACCEPTED, midnight, &today));
        if (today >= s->wish->flood) {
            LC_TRY(warn(s, a, today));
        }
    }
    return CTR_OK;
}

ctr_status lc_flow_sweep(struct lc_op *op, const struct lc_sweep_wish *wish, struct ctr_sweep *out)
{
    struct sweep s = {.op = op, .wish = wish, .out = out};
    const struct lc_timer_query due = {.until_us = op->ctx.now_us, .limit = 1};
    struct ctr_timer_list first;

    *out = (struct ctr_sweep){.now_us = op->ctx.now_us};
    LC_TRY(recompute_all(&s));
    for (;;) {
        LC_TRY(lc_timer_list(op, &due, &first));
        if (!first.count) {
            break;
        }
        if (out->count == wish->limit) {
            out->more = 1;
            break;
        }
        LC_TRY(fire(&s, &first.items[0]));
        LC_TRY(lc_poll(&op->ctx));
    }
    return look_for_flood(&s);
}
