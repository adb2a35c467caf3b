/* A dispute is opened, answered, and goes up. */
#include "flow/dispute.h"

#include "flow/change.h"

/* ---- who speaks ---- */

static bool is_party(const struct lc_master *m, const char *name)
{
    for (size_t i = 0; i < m->party_count; i++) {
        if (strcmp(m->parties[i].id, name) == 0) {
            return true;
        }
    }
    return false;
}

static ctr_status no_party(struct lc_op *op, const struct lc_policy *p, const char *name)
{
    const char *list = NULL;

    for (size_t i = 0; i < p->master.party_count; i++) {
        const char *id = p->master.parties[i].id;
        list = list ? lc_format(&op->ctx, "%s, %s", list, id) : id;
        if (!list) {
            return CTR_E_NOMEM;
        }
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_ARGUMENT, "'%s' is no party of '%s/%s'; it has %s", name,
                p->contract.team, p->contract.name, list ? list : "none; name them in the master");
    lc_detail(&op->ctx, "field", "party");
    return status;
}

static ctr_status check_voice(struct lc_op *op, const struct lc_policy *p, const char *name,
                              const char *verb, const char *party)
{
    bool delegated;

    if (strcmp(party, op->actor) == 0 || !lc_policy_binds(op, p)) {
        return CTR_OK;
    }
    LC_TRY(
        lc_delegated(op, p->contract.rid, party, op->actor, lc_day_at(op->ctx.now_us), &delegated));
    if (delegated) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_DENIED, "'%s' may not %s '%s' for '%s': no delegation holds today",
                op->actor, verb, name, party);
    lc_detail(&op->ctx, "actor", op->actor);
    return status;
}

ctr_status lc_dispute_speaks(struct lc_op *op, const struct ctr_dispute *d, const char *verb,
                             const char **party)
{
    struct lc_policy p;

    *party = *party ? *party : op->actor;
    LC_TRY(lc_policy_active(op, d->team, d->contract, &p));
    if (!is_party(&p.master, *party)) {
        return no_party(op, &p, *party);
    }
    return check_voice(op, &p, d->name, verb, *party);
}

/* Against whom, where nobody said: the only other party. */
static ctr_status find_other(struct lc_op *op, const struct lc_policy *p, struct ctr_dispute *d)
{
    size_t others = 0;

    if (d->against) {
        LC_TRY(is_party(&p->master, d->against) ? CTR_OK : no_party(op, p, d->against));
        return strcmp(d->against, d->party) != 0
                   ? CTR_OK
                   : lc_fail(&op->ctx, CTR_E_ARGUMENT, "'%s' cannot dispute against itself",
                             d->party);
    }
    for (size_t i = 0; i < p->master.party_count; i++) {
        const char *id = p->master.parties[i].id;
        if (strcmp(id, d->party) != 0) {
            d->against = id;
            others++;
        }
    }
    if (others == 1) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_ARGUMENT, "'%s/%s' has %zu parties beside '%s'; say against which",
                p->contract.team, p->contract.name, others, d->party);
    lc_detail(&op->ctx, "field", "against");
    return status;
}

/* ---- opening ---- */

/* "D-1", counted on past what is taken. */
static ctr_status name_it(struct lc_op *op, const struct lc_contract *c, struct ctr_dispute *d)
{
    struct ctr_dispute other;
    int64_t n;
    bool found = true;

    LC_TRY(lc_dispute_count(op, c->rid, &n));
    while (found) {
        d->id = lc_format(&op->ctx, "D-%lld", (long long)++n);
        if (!d->id) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_dispute_find(op, c->rid, d->id, &other, &found));
    }
    return CTR_OK;
}

/* The same was asked before: the answer is what became of it. */
static ctr_status again(struct lc_op *op, const struct lc_contract *c, struct ctr_dispute *d,
                        bool *out)
{
    struct ctr_dispute is;
    const char *subject =
        d->subject + (lc_dispute_in_ledger(d->subject_kind) && *d->subject == '#');

    LC_TRY(lc_dispute_find(op, c->rid, d->id, &is, out));
    *out = *out && is.subject_kind == d->subject_kind &&
           lc_str_eq_nocase(lc_str(is.subject), lc_str(subject)) &&
           strcmp(is.party, d->party) == 0 && strcmp(is.statement, d->statement) == 0 &&
           (!d->against || strcmp(is.against, d->against) == 0);
    if (*out) {
        *d = is;
    }
    return CTR_OK;
}

static ctr_status begin_time(struct lc_op *op, const struct lc_contract *c, int64_t master_rid,
                             const struct lc_dispute_terms *terms, const struct ctr_dispute *d)
{
    struct lc_timer_desk desk = {0};
    struct ctr_timer t = {
        .contract_rid = d->contract_rid,
        .subject_kind = LC_TIMER_DISPUTE,
        .subject = d->id,
        .dispute_rid = d->rid,
        .master_rid = master_rid,
        .goal = terms->answer_days,
        .on_expiry = LC_EXPIRY_ESCALATE,
        .escalation = terms->escalation,
        .state = LC_TIMER_RUNNING,
        .is = {.stage = LC_STAGE_WAITING, .loop = 1, .started_us = op->ctx.now_us},
    };
    LC_TRY(lc_timer_fresh(op, &desk, &t));
    return lc_timer_start(op, c, &t);
}

ctr_status lc_flow_dispute_open(struct lc_op *op, const struct lc_contract *c,
                                struct ctr_dispute *d)
{
    struct lc_timer_desk desk = {0};
    struct lc_policy p;
    bool found = false;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_TIMERS, "disputes"));
    LC_TRY(lc_policy_active(op, c->team, c->name, &p));
    d->party = d->party ? d->party : op->actor;
    LC_TRY(is_party(&p.master, d->party) ? CTR_OK : no_party(op, &p, d->party));
    LC_TRY(check_voice(op, &p, "a dispute", "open", d->party));
    LC_TRY(d->id ? again(op, c, d, &found) : CTR_OK);
    if (!found) {
        LC_TRY(find_other(op, &p, d));
        LC_TRY(lc_dispute_subject_check(op, c, d));
        LC_TRY(d->id ? CTR_OK : name_it(op, c, d));
        LC_TRY(lc_dispute_open(op, c, d));
        LC_TRY(begin_time(op, c, p.version.rid, &p.master.governance.disputes, d));
    }
    return lc_dispute_fresh(op, &desk, d);
}

/* ---- answering ---- */

/* In time, and the parties have as long again to agree; late, and it goes on climbing. */
static ctr_status time_to_agree(struct lc_op *op, const struct ctr_dispute *d)
{
    struct lc_contract c;
    struct ctr_timer t;
    bool found;

    LC_TRY(lc_timer_of_dispute(op, d->rid, &t, &found));
    if (!found || t.is.stage >= LC_STAGE_OVERDUE) {
        return CTR_OK;
    }
    const struct lc_dispute_terms terms = {.escalation = t.escalation, .answer_days = t.goal};
    LC_TRY(lc_timer_end(op, &t, "answered"));
    LC_TRY(lc_contract_get(op, d->team, d->contract, &c));
    return begin_time(op, &c, t.master_rid, &terms, d);
}

static ctr_status not_theirs(struct lc_op *op, const struct ctr_dispute *d, const char *party,
                             const char *verb, const char *whose)
{
    ctr_status status = lc_fail(&op->ctx, CTR_E_DENIED, "'%s' may not %s '%s'; that is up to %s",
                                party, verb, d->name, whose);
    lc_detail(&op->ctx, "dispute", d->id);
    return status;
}

ctr_status lc_flow_dispute_answer(struct lc_op *op, struct ctr_dispute *d, const char *party,
                                  const char *answer)
{
    struct lc_timer_desk desk = {0};
    enum lc_dispute_state to;

    LC_TRY(lc_dispute_speaks(op, d, "answer", &party));
    if (strcmp(party, d->against) != 0) {
        return not_theirs(op, d, party, "answer", d->against);
    }
    if (!d->answer || strcmp(d->answer, answer) != 0) {
        LC_TRY(lc_dispute_expect(op, d));
        LC_TRY(lc_dispute_may(op, d, LC_DISPUTE_ANSWER, &to));
        d->state = (int32_t)to;
        d->answer = answer;
        d->answered_us = op->ctx.now_us;
        d->answered_by = op->actor;
        const struct lc_pair pairs[] = {LC_PAIR("answer", answer),
                                        LC_PAIR("reason", lc_event_reason(op))};
        LC_TRY(lc_dispute_save(op, d, LC_EVENT_DISPUTE_ANSWERED, pairs, 2));
        LC_TRY(time_to_agree(op, d));
    }
    return lc_dispute_fresh(op, &desk, d);
}

/* ---- going up ---- */

static ctr_status no_level(struct lc_op *op, const struct ctr_dispute *d, bool policy)
{
    ctr_status status =
        policy
            ? lc_fail(&op->ctx, CTR_E_STATE,
                      "dispute '%s' went through all levels; decide on it, and resolve it", d->name)
            : lc_fail(&op->ctx, CTR_E_STATE,
                      "dispute '%s' has no levels to climb: its master names no escalation in "
                      "/governance/disputes",
                      d->name);
    lc_detail(&op->ctx, "dispute", d->id);
    return status;
}

static ctr_status climb(struct lc_op *op, struct ctr_dispute *d, const char *party,
                        struct lc_timer_rules *rules, struct ctr_timer *t)
{
    struct lc_timer_next up = {.level = t->is.level, .loop = t->is.loop, .due_us = t->due_us};
    const char *why = lc_event_reason(op);
    struct ctr_action a = {.kind = LC_ACTION_DISPUTE_ESCALATED, .due_us = op->ctx.now_us};
    struct lc_whom w = {.op = op, .master = &rules->active->master};

    if (!lc_timer_level(&rules->plan, &t->is, &up)) {
        return no_level(op, d, rules->plan.policy != NULL);
    }
    const struct lc_escalation_level *level = &rules->plan.policy->levels[up.level - 1];
    LC_TRY(lc_whom_add_all(&w, level->notify, level->notify_count));
    a.level = up.level;
    a.loop = up.loop;
    a.recipients = w.items;
    a.recipient_count = w.count;
    a.note =
        why ? lc_format(&op->ctx, "by %s: %s", party, why) : lc_format(&op->ctx, "by %s", party);
    if (!a.note) {
        return CTR_E_NOMEM;
    }
    up.at_us = op->ctx.now_us;
    const struct lc_pair pairs[] = {LC_PAIR("party", party), LC_PAIR_INT("level", up.level),
                                    LC_PAIR_INT("loop", up.loop), LC_PAIR("reason", why)};
    LC_TRY(lc_dispute_save(op, d, LC_EVENT_DISPUTE_ESCALATED, pairs, 4));
    LC_TRY(lc_timer_advance(op, rules, &up, t));
    return lc_action_add(op, t, &a);
}

ctr_status lc_flow_dispute_escalate(struct lc_op *op, struct ctr_dispute *d, const char *party)
{
    struct lc_timer_desk desk = {0};
    struct lc_timer_rules rules;
    struct ctr_timer t;
    enum lc_dispute_state to;
    bool found;

    LC_TRY(lc_dispute_expect(op, d));
    LC_TRY(lc_dispute_speaks(op, d, "escalate", &party));
    if (strcmp(party, d->party) != 0 && strcmp(party, d->against) != 0) {
        const char *both = lc_format(&op->ctx, "%s and %s", d->party, d->against);
        return both ? not_theirs(op, d, party, "escalate", both) : CTR_E_NOMEM;
    }
    LC_TRY(lc_dispute_may(op, d, LC_DISPUTE_ESCALATE, &to));
    LC_TRY(lc_timer_of_dispute(op, d->rid, &t, &found));
    if (!found) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "dispute '%s' has no timer", d->name);
    }
    LC_TRY(lc_timer_rules(op, &desk, &t, &rules));
    LC_TRY(climb(op, d, party, &rules, &t));
    return lc_dispute_fresh(op, &desk, d);
}
