/* Delegations: of one's own vote, for a time, never passed on. */
#include "flow/delegate.h"

static bool has_vote(const struct lc_master *m, const char *party)
{
    for (size_t i = 0; i < m->governance.right_count; i++) {
        struct lc_voters voters;
        lc_right_voters(m, &m->governance.rights[i], &voters);
        if (lc_voters_have(&voters, party)) {
            return true;
        }
    }
    return false;
}

static ctr_status check_days(struct lc_op *op, const struct lc_policy *p,
                             const struct ctr_delegation *d)
{
    int64_t most = p->master.governance.delegation_days;
    int64_t today = lc_day_at(op->ctx.now_us);
    const char *from = lc_day_text(&op->ctx, d->from_day);
    const char *until = lc_day_text(&op->ctx, d->until_day);

    if (!from || !until) {
        return CTR_E_NOMEM;
    }
    if (d->until_day < d->from_day || d->until_day < today) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "a delegation until %s ends before %s", until,
                       d->until_day < d->from_day ? from : "today");
    }
    if (d->until_day - d->from_day < most) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_ARGUMENT,
                                "from %s until %s is longer than the %lld days that the master's "
                                "delegation_days allows",
                                from, until, (long long)most);
    lc_detail_int(&op->ctx, "limit", most);
    return status;
}

static ctr_status denied(struct lc_op *op, const struct ctr_delegation *d, const char *why)
{
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_DENIED, "'%s' may not delegate the vote of '%s': %s", op->actor,
                d->from, why);
    lc_detail(&op->ctx, "actor", op->actor);
    return status;
}

static ctr_status check_actor(struct lc_op *op, const struct lc_policy *p,
                              const struct ctr_delegation *d)
{
    bool holds;

    if (strcmp(d->from, op->actor) == 0) {
        return CTR_OK;
    }
    LC_TRY(
        lc_delegated(op, p->contract.rid, d->from, op->actor, lc_day_at(op->ctx.now_us), &holds));
    if (holds) {
        return denied(op, d, "it is delegated to them, and a delegation cannot be passed on");
    }
    return lc_policy_binds(op, p) ? denied(op, d, "only the party itself does") : CTR_OK;
}

ctr_status lc_flow_delegate(struct lc_op *op, const char *team, const char *name,
                            struct ctr_delegation *d)
{
    struct lc_policy p;

    LC_TRY(lc_policy_active(op, team, name, &p));
    d->from = d->from ? d->from : op->actor;
    if (d->from_day == LC_TERM_ABSENT) {
        d->from_day = lc_day_at(op->ctx.now_us);
    }
    if (strcmp(d->from, d->to) == 0) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "'%s' needs no delegation of its own vote",
                       d->from);
    }
    if (!has_vote(&p.master, d->from)) {
        return lc_fail(&op->ctx, CTR_E_STATE, "'%s' has no vote under any right of '%s/%s'",
                       d->from, p.contract.team, p.contract.name);
    }
    LC_TRY(check_actor(op, &p, d));
    LC_TRY(check_days(op, &p, d));
    return lc_delegate(op, &p.contract, d);
}
