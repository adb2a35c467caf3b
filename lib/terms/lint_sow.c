/* Remarks on statements of work and change requests. */
#include "terms/lint.h"

static bool set(int64_t value)
{
    return value != LC_TERM_ABSENT;
}

/* ---- statements of work ---- */

static ctr_status hypothesis(struct lc_linter *l, const struct lc_hypothesis *h)
{
    const struct {
        const char *name;
        bool there;
    } wanted[] = {
        {"metric", h->metric}, {"target", h->target}, {"method", h->method},
        {"owner", h->owner},   {"due", set(h->due)},
    };
    if (!h->text && !h->metric && !h->target) {
        return CTR_OK;
    }
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (!wanted[i].there) {
            LC_TRY(lc_lint_add(l, LC_LINT_HYPOTHESIS_INCOMPLETE, "/value_hypothesis",
                               "has no %s, so nobody can say later whether it held",
                               wanted[i].name));
            break;
        }
    }
    return lc_lint_measure(l, "/value_hypothesis", h->target ? h->target : h->text);
}

static ctr_status criteria(struct lc_linter *l, const struct lc_sow *sow)
{
    if (!sow->criterion_count) {
        return lc_lint_add(l, LC_LINT_CRITERIA_MISSING, "/acceptance_criteria", "there are none");
    }
    for (size_t i = 0; i < sow->criterion_count; i++) {
        const struct lc_acceptance *c = &sow->criteria[i];
        const char *path = lc_format(l->ctx, "/acceptance_criteria/%s", c->id);
        LC_TRY(lc_lint_measure(l, path, c->description));
        if (!c->evidence) {
            LC_TRY(lc_lint_add(l, LC_LINT_EVIDENCE_MISSING, path, "names no evidence"));
        }
    }
    return CTR_OK;
}

ctr_status lc_lint_sow(struct lc_linter *l, const struct lc_sow *sow)
{
    LC_TRY(lc_lint_strays(l));
    LC_TRY(lc_lint_currency(l, "/currency", sow->currency));
    LC_TRY(lc_lint_amount(l, "/price", sow->price, sow->currency));
    if (!set(sow->dates.start) || !set(sow->dates.end)) {
        LC_TRY(lc_lint_add(l, LC_LINT_DATES_MISSING, "/dates", "start or end is not given"));
    }
    LC_TRY(criteria(l, sow));
    LC_TRY(hypothesis(l, &sow->hypothesis));
    for (size_t i = 0; i < sow->kpi_count; i++) {
        LC_TRY(lc_lint_measure(l, lc_terms_path(l->ctx, "/kpis", sow->kpis[i].metric, NULL),
                               sow->kpis[i].target));
    }
    for (size_t i = 0; i < sow->slice_count; i++) {
        const struct lc_slice *s = &sow->slices[i];
        if (!set(s->expected) || !set(s->effort) || s->effort == 0) {
            LC_TRY(lc_lint_add(l, LC_LINT_SLICE_WITHOUT_EFFORT,
                               lc_format(l->ctx, "/slices/%s", s->id),
                               "has no expected outcome or no effort"));
        }
    }
    return CTR_OK;
}

/* ---- change requests ---- */

static ctr_status memo(struct lc_linter *l, const struct lc_context_memo *m)
{
    const struct {
        const char *name;
        bool there;
    } wanted[] = {
        {"problem", m->problem && *m->problem},     {"evidence", m->evidence && *m->evidence},
        {"alternatives", m->alternative_count > 0}, {"decision", m->decision && *m->decision},
        {"follow_ups", m->follow_up_count > 0},
    };
    bool any = false;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        any |= wanted[i].there;
    }
    for (size_t i = 0; any && i < sizeof wanted / sizeof wanted[0]; i++) {
        if (!wanted[i].there) {
            LC_TRY(lc_lint_add(l, LC_LINT_MEMO_INCOMPLETE, "/context_memo", "'%s' is empty",
                               wanted[i].name));
        }
    }
    return CTR_OK;
}

static ctr_status itself(struct lc_linter *l, const struct lc_change_request *c)
{
    const struct {
        const char *path;
        const char *const *items;
        size_t count;
    } lists[] = {
        {"/needs", c->needs, c->need_count},
        {"/conflicts_with", c->conflicts, c->conflict_count},
        {"/supersedes", c->supersedes, c->supersede_count},
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        for (size_t k = 0; k < lists[i].count; k++) {
            if (strcmp(lists[i].items[k], c->id) == 0) {
                LC_TRY(lc_lint_add(l, LC_LINT_CHANGE_NEEDS_ITSELF,
                                   lc_terms_path(l->ctx, lists[i].path, c->id, NULL),
                                   "names the change itself"));
            }
        }
    }
    return CTR_OK;
}

static bool says_something(const struct lc_impact_analysis *i)
{
    return set(i->budget_pct) || i->budget_amount || set(i->slip) || set(i->slip_working_days) ||
           set(i->slip_calendar_days) || set(i->slip_iterations) || set(i->risk);
}

static const char *currency_of(const struct lc_linter *l, const struct lc_impact_analysis *i)
{
    return i->currency ? i->currency : l->currency;
}

ctr_status lc_lint_impact(struct lc_linter *l, const char *above,
                          const struct lc_impact_analysis *impact)
{
    const char *code = lc_format(l->ctx, "%s/currency", above);
    const char *amount = lc_format(l->ctx, "%s/budget_delta", above);

    if (!code || !amount) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_lint_currency(l, code, impact->currency));
    return lc_lint_move(l, amount, impact->budget_amount, currency_of(l, impact));
}

static ctr_status target(struct lc_linter *l, const struct lc_change_request *c)
{
    LC_TRY(lc_lint_move(l, "/target_effect/amount", c->target.amount, currency_of(l, &c->impact)));
    return c->target.effect == LC_TARGET_PERCENT && !set(c->target.percent)
               ? lc_lint_add(l, LC_LINT_PERCENT_MISSING, "/target_effect/percent",
                             "is missing: the part of the budget that the target moves by")
               : CTR_OK;
}

ctr_status lc_lint_change(struct lc_linter *l, const struct lc_change_request *change)
{
    LC_TRY(lc_lint_strays(l));
    LC_TRY(lc_lint_impact(l, "/impact_analysis", &change->impact));
    LC_TRY(target(l, change));
    if (!change->requester) {
        LC_TRY(lc_lint_add(l, LC_LINT_REQUESTER_MISSING, "/requester", "is not given"));
    }
    if (!says_something(&change->impact)) {
        LC_TRY(lc_lint_add(l, LC_LINT_IMPACT_MISSING, "/impact_analysis",
                           "says nothing of budget, schedule or risk"));
    }
    if (change->impact.value) {
        LC_TRY(lc_lint_measure(l, "/impact_analysis/value", change->impact.value));
    }
    bool decided = change->decision.outcome == LC_OUTCOME_APPROVED ||
                   change->decision.outcome == LC_OUTCOME_REJECTED;
    if (decided && !change->decision.approver_count) {
        LC_TRY(lc_lint_add(l, LC_LINT_DECISION_WITHOUT_APPROVER, "/decision", "is %s by nobody",
                           lc_word_name(lc_words_change_outcome, change->decision.outcome)));
    }
    LC_TRY(memo(l, &change->memo));
    return itself(l, change);
}
