/* Votes and decisions: who may, whether it counts, and what comes of it. */
#include "flow/change.h"

#include "base/time.h"
#include "flow/target.h"
#include "flow/timer.h"

/* Everything that a vote or decision is held against. */
struct court {
    struct lc_policy policy;
    const struct lc_decision_right *right;
    struct lc_voters voters;
    const char *requester; /* NULL = every vote counts */
    bool binds;
};

/* Who speaks, for whom, and why that would not do. */
struct standing {
    const char *party;
    const char *delegated_from;
    const char *why; /* NULL = it does */
};

static ctr_status check_open(struct lc_op *op, const struct ctr_change *h)
{
    char when[LC_TIME_TEXT];
    enum lc_change_state to;
    const struct ctr_decision *d = h->decision;

    if (d && d->state == LC_DECISION_DECIDED) {
        ctr_status status = lc_fail(&op->ctx, CTR_E_STATE,
                                    "change '%s' was %s at %s; this comes "
                                    "after the decision",
                                    h->name, lc_word_name(lc_words_change_outcome, d->outcome),
                                    lc_time_format(d->decided_us, when));
        lc_detail(&op->ctx, "state", lc_word_name(lc_words_change_state, h->state));
        lc_detail(&op->ctx, "change", h->id);
        return status;
    }
    LC_TRY(lc_change_may(op, h, LC_CHANGE_APPROVE, &to));
    return d ? CTR_OK
             : lc_fail(&op->ctx, CTR_E_CORRUPT, "nobody was asked to decide on '%s'", h->name);
}

static ctr_status convene(struct lc_op *op, const struct ctr_change *h, struct court *out)
{
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, h->team, h->contract, &c));
    LC_TRY(lc_policy_of(op, &c, h, &out->policy));
    const struct lc_master *m = &out->policy.master;
    out->right = lc_right_for(m, h->area, (ctr_change_class)h->change_class);
    out->voters = (struct lc_voters){0};
    if (out->right) {
        lc_right_voters(m, out->right, &out->voters); /* may point into itself: not to be copied */
    }
    out->requester = m->governance.four_eyes ? h->requester : NULL;
    out->binds = lc_policy_binds(op, &out->policy);
    return CTR_OK;
}

static bool same_name(const char *a, const char *b)
{
    return lc_str_eq_nocase(lc_str(a), lc_str(b));
}

static const char *names_of(struct lc_ctx *ctx, const struct lc_voters *v)
{
    const char *list = v->count ? v->parties[0] : "nobody";
    for (size_t i = 1; i < v->count && list; i++) {
        list = lc_format(ctx, i + 1 == v->count ? "%s and %s" : "%s, %s", list, v->parties[i]);
    }
    return list;
}

static ctr_status stand(struct lc_op *op, const struct court *k, const char *party,
                        int64_t contract_rid, struct standing *out)
{
    bool delegated;

    *out = (struct standing){.party = party};
    if (!lc_voters_have(&k->voters, party)) {
        const char *names = names_of(&op->ctx, &k->voters);
        out->why =
            names ? lc_format(&op->ctx, "'%s' has no vote on it; those who have: %s", party, names)
                  : NULL;
        return out->why ? CTR_OK : CTR_E_NOMEM;
    }
    if (same_name(party, op->actor)) {
        return CTR_OK;
    }
    out->delegated_from = party;
    LC_TRY(lc_delegated(op, contract_rid, party, op->actor, lc_day_at(op->ctx.now_us), &delegated));
    if (delegated) {
        return CTR_OK;
    }
    out->why = lc_format(&op->ctx, "'%s' holds no delegation of '%s' today", op->actor, party);
    return out->why ? CTR_OK : CTR_E_NOMEM;
}

/* DENIED where rights bind, else what is remarked. */
static ctr_status refuse(struct lc_op *op, const struct ctr_change *h, const struct court *k,
                         const char *what, const char *why, const char **remark)
{
    *remark = NULL;
    if (!why) {
        return CTR_OK;
    }
    if (!k->binds) {
        *remark = lc_format(&op->ctx, "would have been refused: %s", why);
        return *remark ? CTR_OK : CTR_E_NOMEM;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_DENIED, "'%s' may not %s on '%s': %s", op->actor,
                                what, h->name, why);
    lc_detail(&op->ctx, "actor", op->actor);
    lc_detail(&op->ctx, "change", h->id);
    return status;
}

static bool is_own(const struct lc_op *op, const struct court *k, const char *party)
{
    return k->requester && (same_name(k->requester, party) || same_name(k->requester, op->actor));
}

/* Who takes over what was decided elsewhere answers for it: has a vote, and did not ask. */
ctr_status lc_flow_may_import(struct lc_op *op, const struct ctr_change *h, const char **remark)
{
    struct court k;
    struct standing s = {.why = "nobody is named who decides on it"};

    LC_TRY(convene(op, h, &k));
    for (size_t i = 0; i < k.voters.count && s.why; i++) {
        LC_TRY(stand(op, &k, k.voters.parties[i], h->contract_rid, &s));
    }
    const char *own = "who asks for a change does not take over its decision";
    return refuse(op, h, &k, "import a decision", is_own(op, &k, op->actor) ? own : s.why, remark);
}

/* ---- what the votes come to ---- */

static size_t eligible(const struct court *k)
{
    size_t n = 0;
    for (size_t i = 0; i < k->voters.count; i++) {
        n += !k->requester || !same_name(k->voters.parties[i], k->requester);
    }
    return n;
}

static ctr_status tally(struct lc_op *op, const struct ctr_change *h, const struct court *k,
                        struct lc_tally *out)
{
    const struct ctr_decision *d = h->decision;
    int64_t voices = (int64_t)eligible(k);
    int64_t quorum = d->quorum < voices ? d->quorum : voices; /* a committee may still decide */
    struct lc_ballot *ballots = lc_new(&op->ctx, d->vote_count + 1, sizeof *ballots);
    size_t n = 0;

    *out = (struct lc_tally){.outcome = LC_OUTCOME_PENDING};
    if (!ballots) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < d->vote_count; i++) {
        const struct lc_vote_row *v = &d->votes[i];
        if (v->live && v->counted) {
            ballots[n++] = (struct lc_ballot){v->party, (enum lc_vote)v->vote};
        }
    }
    if (quorum > 0) {
        lc_vote_tally(&k->voters, quorum, k->requester, ballots, n, out);
    }
    return CTR_OK;
}

/* A major change is not approved before it is explained. */
static ctr_status check_ready(struct lc_op *op, struct ctr_change *h, int32_t outcome)
{
    const char *missing;

    if (outcome != LC_OUTCOME_APPROVED || h->change_class != CTR_CLASS_MAJOR) {
        return CTR_OK;
    }
    LC_TRY(lc_change_missing(op, h, &missing));
    if (!missing) {
        return CTR_OK;
    }
    if (h->classification && !h->classification->enforced) {
        return lc_change_remark(
            op, h,
            lc_format(&op->ctx, "would have been refused: a major change needs %s", missing));
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE,
                                "change '%s' is major and cannot be approved yet: it needs %s; "
                                "record it with the decision",
                                h->name, missing);
    lc_detail(&op->ctx, "change", h->id);
    return status;
}

static enum lc_change_verb verb_of(int32_t outcome)
{
    return outcome == LC_OUTCOME_APPROVED   ? LC_CHANGE_APPROVE
           : outcome == LC_OUTCOME_REJECTED ? LC_CHANGE_REJECT
                                            : LC_CHANGE_DEFER;
}

ctr_status lc_change_conclude(struct lc_op *op, struct ctr_change *h, int32_t outcome,
                              const char *by, const char *remark)
{
    const char *amount = h->target_amount;
    enum lc_change_state to;
    int64_t reversed = 0;

    LC_TRY(lc_change_may(op, h, verb_of(outcome), &to));
    LC_TRY(check_ready(op, h, outcome));
    LC_TRY(lc_decision_close(op, h->decision, outcome, by, remark));
    LC_TRY(lc_timer_settle(op, h->decision_rid, lc_word_name(lc_words_change_outcome, outcome)));
    h->state = (int32_t)to;
    h->outcome = outcome;
    h->decided_us = op->ctx.now_us;
    if (to == LC_CHANGE_IMPLEMENTED && outcome == LC_OUTCOME_REJECTED) {
        LC_TRY(lc_target_take_back(op, h, &reversed));
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("outcome", lc_word_name(lc_words_change_outcome, outcome)),
        LC_PAIR("class", lc_word_name(lc_words_change_class, h->change_class)),
        LC_PAIR("by", by),
        LC_PAIR("target_amount", h->target_amount == amount ? NULL : h->target_amount),
        reversed ? (struct lc_pair)LC_PAIR_INT("reversed", reversed)
                 : (struct lc_pair)LC_PAIR("reversed", NULL),
        LC_PAIR("reason", op->reason),
    };
    return lc_change_save(op, h, LC_EVENT_CHANGE_DECIDED, pairs, sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_flow_change_vote(struct lc_op *op, struct ctr_change *h, enum lc_vote vote,
                               const char *party)
{
    struct court k;
    struct standing s;
    struct lc_tally t;
    struct lc_vote_row row = {.vote = (int32_t)vote};

    LC_TRY(lc_change_expect(op, h));
    LC_TRY(check_open(op, h));
    LC_TRY(convene(op, h, &k));
    LC_TRY(stand(op, &k, party ? party : op->actor, h->contract_rid, &s));
    LC_TRY(refuse(op, h, &k, "vote", s.why, &row.remark));
    row.party = s.party;
    row.delegated_from = s.delegated_from;
    row.counted = lc_voters_have(&k.voters, s.party) && !is_own(op, &k, s.party);
    if (!row.remark && !row.counted) {
        row.remark = "the vote of who asks for the change does not count";
    }
    if (row.remark) {
        LC_TRY(lc_change_remark(op, h, row.remark));
    }
    LC_TRY(lc_decision_vote(op, h->decision, &row));
    LC_TRY(tally(op, h, &k, &t));
    return t.outcome == LC_OUTCOME_PENDING ? CTR_OK
                                           : lc_change_conclude(op, h, t.outcome, NULL, NULL);
}

/* ---- decided directly ---- */

/* The first party that the actor speaks for; without one, why not. */
static ctr_status speaker(struct lc_op *op, const struct court *k, int64_t contract_rid,
                          struct standing *out)
{
    *out = (struct standing){.why = "nobody has the right"};
    for (size_t i = 0; i < k->voters.count; i++) {
        LC_TRY(stand(op, k, k->voters.parties[i], contract_rid, out));
        if (!out->why) {
            return CTR_OK;
        }
    }
    if (out->why && k->voters.count) {
        const char *names = names_of(&op->ctx, &k->voters);
        out->why = names ? lc_format(&op->ctx, "the right is that of %s", names) : NULL;
        return out->why ? CTR_OK : CTR_E_NOMEM;
    }
    return CTR_OK;
}

ctr_status lc_change_speaker(struct lc_op *op, const struct ctr_change *h, const char **why,
                             bool *binds)
{
    struct court k;
    struct standing s;

    LC_TRY(convene(op, h, &k));
    LC_TRY(speaker(op, &k, h->contract_rid, &s));
    *why = s.why;
    *binds = k.binds;
    return CTR_OK;
}

ctr_status lc_flow_change_decide(struct lc_op *op, struct ctr_change *h, int32_t outcome)
{
    struct court k;
    struct standing s;
    const char *remark;

    LC_TRY(lc_change_expect(op, h));
    LC_TRY(check_open(op, h));
    LC_TRY(convene(op, h, &k));
    LC_TRY(speaker(op, &k, h->contract_rid, &s));
    if (!s.why && outcome != LC_OUTCOME_DEFERRED && lc_is_committee(k.right)) {
        s.why = "the steering committee decides by votes";
    }
    if (!s.why && outcome != LC_OUTCOME_DEFERRED && is_own(op, &k, s.party)) {
        s.why = "who asks for a change does not decide on it";
    }
    LC_TRY(refuse(op, h, &k, "decide", s.why, &remark));
    if (remark) {
        LC_TRY(lc_change_remark(op, h, remark));
    }
    return lc_change_conclude(op, h, outcome, op->actor, remark);
}
