/* Activation: the place where the rules bite. */
#include "flow/activate_check.h"
#include "flow/history.h"
#include "flow/lifecycle.h"
#include "flow/report.h"
#include "flow/sound.h"
#include "flow/sow_needs.h"
#include "flow/stop_line.h"

/* The draft's base must still be what it would replace: the active version, or without one the
 * version that was activated last. */
static ctr_status check_base(struct lc_op *op, const struct ctr_version *v,
                             const struct ctr_version *active)
{
    int64_t rid = active ? active->rid : 0;
    const char *label = active ? active->label : NULL;

    if (!active) {
        LC_TRY(lc_version_last_active(op, v->contract_rid, &rid, &label));
    }
    if (rid == v->base_rid) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(
        &op->ctx, CTR_E_CONFLICT,
        "'%s/%s@%s' was made on '%s', but '%s' was activated since; evolve again on that", v->team,
        v->name, v->label, v->base ? v->base : "nothing", label ? label : "nothing");
    lc_detail(&op->ctx, "winner", label);
    lc_detail(&op->ctx, "base", v->base);
    return status;
}

/* What the decision stands on: the stored comparison, or one made now if the contract's mode or
 * profile was changed since, or if deprecations have to give notice, which counts from now. */
struct weighed {
    bool made;
    bool anew;
    const char *id; /* of the version */
    struct lc_evolution evolution;
    struct lc_pairs *pairs; /* with what consumers are on, as far as it was made before */
};

/* Compare again, under the mode, the profile and the policy in effect. */
static ctr_status weigh_anew(struct lc_judging *j, const struct lc_contract *c,
                             const struct ctr_version *v, struct lc_evolution *e)
{
    const struct lc_diff_ask ask = lc_judging_ask(j, c);
    struct lc_op *op = j->op;
    struct ctr_version base;
    struct lc_edition older;
    struct lc_edition newer;
    struct lc_earlier_list kept = {NULL, 0};
    const struct ctr_diff *stored = e->diff;

    LC_TRY(stored->judgement ? lc_earlier_load(op, v->rid, &kept) : CTR_OK);
    e->diff = lc_new(&op->ctx, 1, sizeof *e->diff);
    if (!e->diff) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_version_by_rid(op, v->base_rid, &base));
    LC_TRY(lc_edition_load(op, &base, &older));
    LC_TRY(lc_edition_load(op, v, &newer));
    LC_TRY(lc_spec_diff_as(&op->ctx, &older.spec, &newer.spec, &ask, e->diff));
    e->mode = c->mode;
    e->profile = c->profile;
    e->verdict = e->diff->verdict;
    e->counts = e->diff->counts;
    LC_TRY(lc_history_compare(j, c, base.rid, &newer.spec, &e->earlier));
    e->against = lc_against_of(&e->earlier);
    LC_TRY(lc_history_propose(&op->ctx, &e->earlier, e->diff, base.label, &e->proposed));
    e->sufficient = lc_label_sufficient(v->label, e->proposed);
    lc_judge_carry(stored, &kept, e);
    return CTR_OK;
}

/* Everything that decides, as it is now. */
struct stand {
    struct lc_contract contract;
    struct ctr_version active;
    bool found;      /* an active one */
    int64_t earlier; /* versions before the base, under a transitive mode */
    int64_t earlier_bytes;
    struct lc_judging judging; /* where there is a base */
};

static bool is_current(const struct weighed *w, const struct stand *s)
{
    const struct lc_evolution *e = &w->evolution;
    const struct lc_diff_ask ask = lc_judging_ask(&s->judging, &s->contract);
    const struct lc_grace *then = e->diff ? e->diff->grace : NULL;
    bool notice = then || !lc_grace_eq(&ask.grace, NULL);

    return e->mode == ask.mode && e->profile == ask.profile && e->against.count == s->earlier &&
           (!notice || (w->anew && lc_grace_eq(then, &ask.grace)));
}

/* At most `most` bytes of work; *left tells that there is more. */
static ctr_status weigh(struct lc_op *op, struct stand *s, const struct ctr_version *v,
                        int64_t most, struct weighed *out, bool *left)
{
    struct lc_evolution *e = &out->evolution;
    struct ctr_version base;
    bool found;
    bool minds = false;

    *out = (struct weighed){.id = v->id};
    *left = false;
    LC_TRY(lc_evolution_load(op, v->rid, most, e, &found));
    if (!found) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "the comparison of '%s/%s@%s' is missing", v->team,
                       v->name, v->label);
    }
    if (is_current(out, s)) {
        minds = e->against.count && lc_judge_minds(&s->judging, e);
        *left = !e->diff || (minds && e->against.size > most);
        LC_TRY(minds && !*left ? lc_earlier_load(op, v->rid, &e->earlier) : CTR_OK);
    } else if (most < INT64_MAX) {
        LC_TRY(lc_version_by_rid(op, v->base_rid, &base));
        *left = !e->diff || s->earlier_bytes > most;
        LC_TRY(*left ? CTR_OK : lc_version_is_long(op, v, most, left));
        LC_TRY(*left ? CTR_OK : lc_version_is_long(op, &base, most, left));
    }
    if (!*left && !is_current(out, s)) {
        LC_TRY(weigh_anew(&s->judging, &s->contract, v, e));
        out->anew = true;
    }
    out->made = !*left;
    return CTR_OK;
}

static ctr_status pairs_of(struct lc_op *op, const struct stand *s, const struct ctr_version *v,
                           struct weighed *w)
{
    const struct lc_evolution *e = &w->evolution;

    if (!w->pairs) {
        w->pairs = lc_new(&op->ctx, 1, sizeof *w->pairs);
        if (!w->pairs) {
            return CTR_E_NOMEM;
        }
        *w->pairs = (struct lc_pairs){.op = op, .target = v};
        LC_TRY(lc_pairs_known(w->pairs, v->base_rid, e->diff));
        for (size_t i = 0; i < e->earlier.count; i++) {
            LC_TRY(lc_pairs_known(w->pairs, e->earlier.items[i].rid, e->earlier.items[i].diff));
        }
    }
    w->pairs->contract = &s->contract;
    w->pairs->judging = s->judging; /* of now */
    return CTR_OK;
}

/* Who is on another version is judged by a comparison of his own. With all the time there is, make
 * those that are needed; else *left tells that they take longer than `most` bytes do. */
static ctr_status foresee(struct lc_op *op, struct stand *s, const struct ctr_version *v,
                          int64_t most, struct weighed *w, bool *left)
{
    int64_t bytes;

    *left = false;
    if (most < INT64_MAX) {
        LC_TRY(lc_pairs_size(op, &s->contract, v->format, v->base_rid, &bytes));
        *left = bytes > most; /* and the draft, for the parts that they name */
        return *left ? CTR_OK : lc_version_is_long(op, v, most - bytes, left);
    }
    LC_TRY(pairs_of(op, s, v, w));
    return lc_pairs_foresee(w->pairs, v->base_rid);
}

static ctr_status look(struct lc_op *op, const struct lc_activation *a, struct stand *out,
                       struct ctr_version *v)
{
    LC_TRY(lc_contract_get(op, a->team, a->name, &out->contract));
    LC_TRY(lc_version_select(op, &out->contract, a->selector, v));
    LC_TRY(lc_version_expect(op, v));
    LC_TRY(lc_version_may(op, v, LC_VERB_ACTIVATE));
    LC_TRY(lc_version_active(op, out->contract.rid, &out->active, &out->found));
    out->earlier = 0;
    out->earlier_bytes = 0;
    if (v->base_rid) {
        LC_TRY(lc_judging_begin(op, &out->contract, &out->judging));
        LC_TRY(
            lc_history_size(op, &out->contract, v->base_rid, &out->earlier, &out->earlier_bytes));
    }
    return check_base(op, v, out->found ? &out->active : NULL);
}

/* See what there is and weigh it; long work is done with the lock given back, and counts only if
 * all is as it was when the lock is there again. */
static ctr_status settle(struct lc_op *op, const struct lc_activation *a, struct stand *s,
                         struct ctr_version *v, struct weighed *w)
{
    bool left;

    for (int tries = 0;; tries++) {
        LC_TRY(look(op, a, s, v));
        bool fits = w->made && strcmp(w->id, v->id) == 0 && is_current(w, s);
        if (!v->base_rid || fits) {
            return CTR_OK;
        }
        int64_t most = tries < LC_TRIES_OUTSIDE ? LC_LONG_WORK : INT64_MAX;
        LC_TRY(weigh(op, s, v, most, w, &left));
        LC_TRY(left ? CTR_OK : foresee(op, s, v, most, w, &left));
        if (!left) {
            return CTR_OK;
        }
        bool outside = lc_op_pause(op);
        if (outside) {
            LC_TRY(look(op, a, s, v));
        }
        if (v->base_rid) {
            LC_TRY(weigh(op, s, v, INT64_MAX, w, &left));
            LC_TRY(foresee(op, s, v, INT64_MAX, w, &left));
        }
        if (!outside) {
            return CTR_OK;
        }
        LC_TRY(lc_op_resume(op));
        LC_TRY(lc_event_open(op));
    }
}

/* The active version gives way. */
static ctr_status supersede(struct lc_op *op, const struct ctr_version *by, struct ctr_version *old)
{
    const char *reason = lc_format(&op->ctx, "superseded by %s", by->label);
    const char *subject = lc_version_subject(&op->ctx, old);

    if (!reason || !subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_move move = {CTR_STATE_DEPRECATED, reason, by, 0};
    LC_TRY(lc_version_move(op, old, &move));
    const struct lc_pair pairs[] = {LC_PAIR("by", by->label)};
    return lc_event_append(op, old->contract_rid, LC_EVENT_VERSION_SUPERSEDED, subject, pairs, 1);
}

/* Those whose pin admits the new version move to it; the rest hear that theirs is deprecated. */
static ctr_status move_consumers(struct lc_op *op, struct ctr_version *v,
                                 const struct ctr_version *old, struct ctr_consumer_list *consumers)
{
    v->consumers = 0;
    for (size_t i = 0; i < consumers->count; i++) {
        struct ctr_consumer *k = (struct ctr_consumer *)&consumers->items[i];
        bool admits;
        LC_TRY(lc_pin_admits(&op->ctx, k->pin, v->label, &admits));
        if (admits && k->follows_rid != v->rid) {
            LC_TRY(lc_consumer_follow(op, k, v->rid, v->label));
        }
        v->consumers += k->follows_rid == v->rid;
    }
    return old ? lc_report_notified(op, old, consumers, "deprecated") : CTR_OK;
}

/* Make v the active version in place of `old` (NULL: of none); v is allowed to be, by what was
 * weighed (NULL: it was active before). */
static ctr_status take_over(struct lc_op *op, const struct lc_contract *c, struct ctr_version *v,
                            struct ctr_version *old, enum lc_event_kind kind,
                            const struct weighed *w)
{
    struct ctr_consumer_list consumers;
    const struct lc_impact *impacts = NULL;
    size_t count = 0;
    const char *subject = lc_version_subject(&op->ctx, v);

    LC_TRY(lc_sound_version(op, v));
    LC_TRY(lc_need_check(op, c, v));
    LC_TRY(lc_consumer_all(op, c, &consumers));
    if (w && w->pairs) {
        LC_TRY(lc_pairs_impacts(w->pairs, &consumers, v->base_rid, v->label, &impacts, &count));
        LC_TRY(lc_activate_check_unused(w->pairs, v, &w->evolution, impacts, count));
    }
    if (old) {
        LC_TRY(supersede(op, v, old));
    }
    const struct lc_move move = {CTR_STATE_ACTIVE, op->reason, NULL, 0};
    LC_TRY(lc_version_move(op, v, &move));
    if (!subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair reason[] = {LC_PAIR("reason", op->reason)};
    LC_TRY(lc_event_append(op, c->rid, kind, subject, reason, 1));
    LC_TRY(move_consumers(op, v, old, &consumers));
    return lc_report_broken(op, v, impacts, count);
}

/* "team/name@1.2.0" */
static const char *called(struct lc_ctx *ctx, const struct ctr_version *v)
{
    const char *text = lc_format(ctx, "%s/%s@%s", v->team, v->name, v->label);
    return text ? text : v->label;
}

ctr_status lc_flow_activate(struct lc_op *op, const struct lc_activation *a, struct ctr_version *v)
{
    struct stand s;
    struct weighed w = {.made = false};

    LC_TRY(settle(op, a, &s, v, &w));
    LC_TRY(lc_stop_check(op, &s.contract, v, "activate", called(&op->ctx, v)));
    if (lc_op_has(op, CTR_CALL_DECLARE_BREAK)) {
        LC_TRY(lc_need_reason(op, "declare a break"));
        LC_TRY(lc_version_declare(op, v, op->reason));
    }
    if (v->base_rid) {
        LC_TRY(lc_judge_again(&s.judging, v, &w.evolution));
        LC_TRY(pairs_of(op, &s, v, &w));
        LC_TRY(lc_activate_check(w.pairs, v, &w.evolution));
    }
    LC_TRY(
        take_over(op, &s.contract, v, s.found ? &s.active : NULL, LC_EVENT_VERSION_ACTIVATED, &w));
    return lc_sow_freeze_active(op, &s.contract, s.found ? &s.active : NULL, v);
}

ctr_status lc_flow_reactivate(struct lc_op *op, const struct lc_contract *c, struct ctr_version *v)
{
    struct ctr_version active;
    bool found;

    LC_TRY(lc_need_reason(op, "reactivate a version"));
    LC_TRY(lc_version_expect(op, v));
    LC_TRY(lc_version_may(op, v, LC_VERB_REACTIVATE));
    LC_TRY(lc_stop_check(op, c, v, "activate", called(&op->ctx, v)));
    LC_TRY(lc_version_active(op, c->rid, &active, &found));
    if (found) {
        ctr_status status = lc_fail(&op->ctx, CTR_E_STATE,
                                    "'%s/%s@%s' cannot be reactivated: '%s' is active; roll back "
                                    "instead",
                                    v->team, v->name, v->label, active.label);
        lc_detail(&op->ctx, "winner", active.label);
        return status;
    }
    return take_over(op, c, v, NULL, LC_EVENT_VERSION_REACTIVATED, NULL);
}
