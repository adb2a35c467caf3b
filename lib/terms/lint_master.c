/* Remarks on a master contract. */
#include "terms/lint.h"
#include "terms/share.h"

static bool listed(const char *const *items, size_t count, const char *item)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(items[i], item) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_party(const struct lc_master *m, const char *id)
{
    for (size_t i = 0; i < m->party_count; i++) {
        if (strcmp(m->parties[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static const char *right_path(struct lc_linter *l, const struct lc_decision_right *r)
{
    const char *word = lc_word_name(lc_words_right_class, r->right_class);
    return lc_terms_path(l->ctx, "/governance/decision_rights", r->area, word);
}

static ctr_status approver(struct lc_linter *l, const struct lc_master *m,
                           const struct lc_decision_right *r, const char *path)
{
    const struct lc_governance *g = &m->governance;
    if (!r->approver) {
        return lc_lint_add(l, LC_LINT_RIGHT_WITHOUT_APPROVER, path,
                           "nobody decides on '%s'; name an approver", r->area);
    }
    bool committee = strcmp(r->approver, "steering_committee") == 0;
    if (committee && !g->committee_count) {
        return lc_lint_add(l, LC_LINT_COMMITTEE_EMPTY, path,
                           "the steering committee decides on '%s', and has no members", r->area);
    }
    size_t voters = committee ? g->committee_count : 1;
    if (r->quorum > (int64_t)voters) {
        LC_TRY(lc_lint_add(l, LC_LINT_QUORUM_UNREACHABLE, path,
                           "a quorum of %lld cannot be reached by %zu", (long long)r->quorum,
                           voters));
    }
    bool known = committee || is_party(m, r->approver) ||
                 listed(g->committee, g->committee_count, r->approver);
    if (!known && m->party_count) {
        return lc_lint_add(l, LC_LINT_APPROVER_UNKNOWN, path,
                           "'%s' is none of the parties and no member of the committee",
                           r->approver);
    }
    return CTR_OK;
}

static const struct lc_escalation_policy *policy_of(const struct lc_governance *g, const char *id)
{
    for (size_t i = 0; id && i < g->policy_count; i++) {
        if (strcmp(g->policies[i].id, id) == 0) {
            return &g->policies[i];
        }
    }
    return NULL;
}

static ctr_status deadline(struct lc_linter *l, const struct lc_master *m,
                           const struct lc_decision_right *r, const char *path)
{
    const struct lc_escalation_policy *policy = policy_of(&m->governance, r->escalation);
    if (r->sla_days == LC_TERM_ABSENT) {
        return lc_lint_add(l, LC_LINT_SLA_MISSING, path, "decisions on '%s' have no deadline",
                           r->area);
    }
    if (r->sla_days > m->change.iteration_days * LC_FIXED_ONE) {
        char days[LC_FIXED_TEXT];
        LC_TRY(lc_lint_add(l, LC_LINT_SLA_LONGER_THAN_ITERATION, path,
                           "a decision may take %s days, an iteration takes %lld",
                           lc_fixed_text(r->sla_days, days), (long long)m->change.iteration_days));
    }
    if (r->on_expiry == LC_EXPIRY_ESCALATE && !policy) {
        return lc_lint_add(l, LC_LINT_ESCALATION_MISSING, path,
                           "escalates on expiry, and says to nobody; add escalation: POLICY, or "
                           "on_expiry: none");
    }
    bool reminded = policy && policy->reminder_hours != LC_TERM_ABSENT;
    if (r->on_expiry == LC_EXPIRY_DEEM_ACCEPTED && !reminded) {
        return lc_lint_add(l, LC_LINT_SILENCE_WITHOUT_REMINDER, path,
                           "silence is acceptance only after a reminder; add an escalation policy "
                           "with reminder_hours");
    }
    return CTR_OK;
}

static ctr_status rights(struct lc_linter *l, const struct lc_master *m)
{
    if (!m->governance.right_count) {
        LC_TRY(
            lc_lint_add(l, LC_LINT_RIGHTS_MISSING, "/governance", "there are no decision_rights"));
    }
    for (size_t i = 0; i < m->governance.right_count; i++) {
        const struct lc_decision_right *r = &m->governance.rights[i];
        const char *path = right_path(l, r);
        if (!path) {
            return CTR_E_NOMEM;
        }
        LC_TRY(approver(l, m, r, path));
        LC_TRY(deadline(l, m, r, path));
    }
    return CTR_OK;
}

static ctr_status policies(struct lc_linter *l, const struct lc_governance *g)
{
    for (size_t i = 0; i < g->policy_count; i++) {
        size_t told = 0;
        for (size_t k = 0; k < g->policies[i].level_count; k++) {
            told += g->policies[i].levels[k].notify_count;
        }
        if (!told) {
            const char *id = g->policies[i].id;
            LC_TRY(lc_lint_add(l, LC_LINT_ESCALATION_EMPTY,
                               lc_terms_path(l->ctx, "/governance/escalation_policies", id, NULL),
                               "tells nobody"));
        }
    }
    return CTR_OK;
}

static bool set(int64_t value)
{
    return value != LC_TERM_ABSENT;
}

static ctr_status unreachable(struct lc_linter *l, const char *key, const char *why)
{
    return lc_lint_add(l, LC_LINT_THRESHOLD_UNREACHABLE,
                       lc_format(l->ctx, "/change_policy/thresholds/%s", key), "%s", why);
}

static ctr_status cumulative(struct lc_linter *l, int64_t single, int64_t sum, const char *key)
{
    const char *path = lc_format(l->ctx, "/change_policy/thresholds/%s", key);
    if (set(single) && !set(sum)) {
        return lc_lint_add(l, LC_LINT_THRESHOLD_SPLITTING, path,
                           "a change over the limit can be split; add cumulative_%s", key);
    }
    if (set(single) && sum <= single) {
        return lc_lint_add(l, LC_LINT_REDUNDANT_THRESHOLD, path,
                           "cumulative_%s is no higher, so this one decides nothing", key);
    }
    return CTR_OK;
}

static ctr_status thresholds(struct lc_linter *l, const struct lc_master *m)
{
    const struct lc_thresholds *t = &m->change.thresholds;
    if (!set(t->budget_pct) && !set(t->slip) && !set(t->risk) && !set(t->cumulative_budget_pct) &&
        !set(t->cumulative_slip) && !set(t->confidence_pct) && !set(t->dependencies)) {
        return lc_lint_add(l, LC_LINT_THRESHOLDS_MISSING, "/change_policy/thresholds",
                           "no threshold is set, so every change is minor");
    }
    bool equal = m->change.exceeds == LC_EXCEEDS_GREATER_OR_EQUAL;
    int64_t scale = m->change.risk_scale;
    bool over = set(t->risk) && set(scale) && (equal ? t->risk > scale : t->risk >= scale);
    if (over) {
        LC_TRY(unreachable(l, "risk_score_major", "no score of the risk_scale exceeds it"));
    }
    if (set(t->confidence_pct) && t->confidence_pct == 0 && !equal) {
        LC_TRY(unreachable(l, "confidence_pct_major", "no confidence is below 0"));
    }
    LC_TRY(cumulative(l, t->budget_pct, t->cumulative_budget_pct, "budget_delta_pct_major"));
    return cumulative(l, t->slip, t->cumulative_slip, "schedule_slip_days_major");
}

static ctr_status goals(struct lc_linter *l, const struct lc_master *m)
{
    for (size_t i = 0; i < m->vision.criterion_count; i++) {
        const struct lc_criterion *c = &m->vision.criteria[i];
        const char *path = lc_terms_path(l->ctx, "/vision/success_criteria", c->metric, c->id);
        path = path ? lc_format(l->ctx, "%s/target", path) : NULL;
        LC_TRY(lc_lint_measure(l, path, c->target));
    }
    for (size_t i = 0; i < m->slo_count; i++) {
        if (!set(m->slos[i].goal_hours)) {
            LC_TRY(lc_lint_add(l, LC_LINT_SLO_WITHOUT_GOAL,
                               lc_format(l->ctx, "/slos/%s", m->slos[i].id), "has no goal_hours"));
        }
    }
    return CTR_OK;
}

/* Without a model the target is all that anything is reckoned with. */
static ctr_status incentives(struct lc_linter *l, const struct lc_master *m)
{
    int64_t target;

    if (!m->incentives) {
        return lc_lint_add(l, LC_LINT_INCENTIVES_MISSING, "/incentives", "there are none");
    }
    if (!lc_is(m->incentives, LC_OBJECT) || lc_share_states_model(m->incentives)) {
        return lc_lint_share(l, "/incentives", m->incentives);
    }
    LC_TRY(lc_master_target(l->ctx, m, &target));
    return lc_lint_add(l, LC_LINT_MODEL_MISSING, "/incentives",
                       "no model is named, so no share can be computed; add model: target_cost or "
                       "another one");
}

static ctr_status rest(struct lc_linter *l, const struct lc_master *m)
{
    LC_TRY(incentives(l, m));
    for (size_t i = 0; i < m->risk.trigger_count; i++) {
        const struct lc_trigger *t = &m->risk.triggers[i];
        if (!t->owner) {
            LC_TRY(lc_lint_add(l, LC_LINT_TRIGGER_WITHOUT_OWNER,
                               lc_format(l->ctx, "/risk_policy/stop_the_line_triggers/%s", t->id),
                               "nobody is named who may clear it"));
        }
    }
    for (size_t i = 0; i < m->cadence_count; i++) {
        const struct lc_cadence *c = &m->cadences[i];
        if (!c->artefact_count) {
            LC_TRY(lc_lint_add(l, LC_LINT_CADENCE_WITHOUT_ARTEFACT,
                               lc_format(l->ctx, "/cadences/%s", c->id), "has no artefacts"));
        }
    }
    return CTR_OK;
}

/* Amounts outside of the incentives, which the share engine reads itself. */
static ctr_status money(struct lc_linter *l, const struct lc_master *m)
{
    const struct lc_buffer *b = &m->risk.buffer;
    const struct lc_value *code = lc_get(m->incentives, "currency");
    const char *shared = lc_is(code, LC_STRING) ? lc_dup(l->ctx, lc_str_trim(lc_raw(code))) : NULL;
    const char *own = b->currency ? b->currency : shared;

    LC_TRY(lc_lint_amount(l, "/modifier/cap", m->modifier.cap, shared));
    LC_TRY(lc_lint_currency(l, "/risk_policy/buffer/currency", b->currency));
    LC_TRY(lc_lint_amount(l, "/risk_policy/buffer/amount", b->amount, own));
    return lc_lint_amount(l, "/risk_policy/buffer/draw_limit", b->draw_limit, own);
}

/* A zone that is not there is the document's fault; that no zones are there is the machine's. */
static ctr_status zone(struct lc_linter *l, const struct lc_value *calendar)
{
    const struct lc_value *value = lc_get(calendar, "zone");
    struct lc_str id = lc_text(lc_get(calendar, "id"));
    const char *above = "/calendars";
    const struct lc_zone *found;

    if (!value) {
        return CTR_OK;
    }
    const char *name = lc_dup(l->ctx, lc_text(value));
    const char *own = id.len ? lc_dup(l->ctx, id) : NULL;
    above = own ? lc_terms_path(l->ctx, above, own, NULL) : above;
    const char *path = above ? lc_format(l->ctx, "%s/zone", above) : NULL;
    if (!name || !path) {
        return CTR_E_NOMEM;
    }
    ctr_status status = l->zones->load(l->zones->user, l->ctx, name, &found);
    bool unknown = status == CTR_E_INPUT;
    if (status == CTR_OK || status == CTR_E_NOMEM || status == CTR_E_CANCELLED) {
        return status;
    }
    const char *message = lc_dup_c(l->ctx, ctr_error_message(l->ctx->error));
    ctr_error_free(l->ctx->error);
    l->ctx->error = NULL;
    return unknown ? lc_lint_at(l, LC_LINT_ZONE_UNKNOWN, path, value->offset, message) : CTR_OK;
}

static ctr_status zones(struct lc_linter *l, const struct lc_master *m)
{
    size_t count = 0;
    const struct lc_value *items =
        m->calendars && l->zones ? lc_calendar_nodes(m->calendars, &count) : NULL;

    for (size_t i = 0; i < count; i++) {
        LC_TRY(zone(l, &items[i]));
    }
    return CTR_OK;
}

ctr_status lc_lint_master(struct lc_linter *l, const struct lc_master *master)
{
    LC_TRY(lc_lint_strays(l));
    LC_TRY(rights(l, master));
    LC_TRY(policies(l, &master->governance));
    LC_TRY(thresholds(l, master));
    LC_TRY(goals(l, master));
    LC_TRY(rest(l, master));
    LC_TRY(money(l, master));
    return zones(l, master);
}
