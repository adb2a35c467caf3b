/* The terms of a change request. */
#include "terms/change.h"

#include "terms/term_rows.h"

enum { DAYS = 3660, PERCENT = 1000000 };

const struct lc_word lc_words_change_type[] = {{LC_CHANGE_NORMAL, "normal"},
                                               {LC_CHANGE_STANDARD, "standard"},
                                               {LC_CHANGE_EMERGENCY, "emergency"},
                                               {0, NULL}};
const struct lc_word lc_words_change_class[] = {
    {CTR_CLASS_MINOR, "minor"}, {CTR_CLASS_MAJOR, "major"}, {0, NULL}};
const struct lc_word lc_words_change_outcome[] = {{LC_OUTCOME_APPROVED, "approved"},
                                                  {LC_OUTCOME_REJECTED, "rejected"},
                                                  {LC_OUTCOME_DEFERRED, "deferred"},
                                                  {LC_OUTCOME_PENDING, "pending"},
                                                  {0, NULL}};
const struct lc_word lc_words_target_effect[] = {
    {LC_TARGET_FULL, "full"}, {LC_TARGET_NONE, "none"}, {LC_TARGET_PERCENT, "percent"}, {0, NULL}};

static const struct lc_term impact_terms[] = {
    LC_ROW_NUMBER(struct lc_impact_analysis, "budget_delta_pct", FIXED, budget_pct, -PERCENT,
                  PERCENT, MONEY, NULL, "percent of the base that the budget moves by"),
    LC_ROW(struct lc_impact_analysis, "budget_delta", TEXT, 0, budget_amount, MONEY, NULL,
           "the same as an amount in the major unit"),
    LC_ROW(struct lc_impact_analysis, "currency", TEXT, 0, currency, MONEY, NULL,
           "ISO 4217 code of the amount"),
    LC_ROW_NUMBER(struct lc_impact_analysis, "schedule_slip_days", FIXED, slip, -DAYS, DAYS, DUTY,
                  NULL, "how far the schedule slips, in the unit of the master's change policy"),
    LC_ROW_NUMBER(struct lc_impact_analysis, "schedule_slip_working_days", FIXED, slip_working_days,
                  -DAYS, DAYS, DUTY, NULL, "the same in working days"),
    LC_ROW_NUMBER(struct lc_impact_analysis, "schedule_slip_calendar_days", FIXED,
                  slip_calendar_days, -DAYS, DAYS, DUTY, NULL, "the same in calendar days"),
    LC_ROW_NUMBER(struct lc_impact_analysis, "schedule_slip_iterations", FIXED, slip_iterations,
                  -DAYS, DAYS, DUTY, NULL, "the same in iterations"),
    LC_ROW(struct lc_impact_analysis, "schedule_before", DATE, 0, schedule_before, DUTY, NULL,
           "day on which it ends without the change; with schedule_after the slip follows by the "
           "master's first calendar"),
    LC_ROW(struct lc_impact_analysis, "schedule_after", DATE, 0, schedule_after, DUTY, NULL,
           "day on which it ends with the change"),
    LC_ROW_NUMBER(struct lc_impact_analysis, "risk_score", FIXED, risk, 0, PERCENT, DUTY, NULL,
                  "risk after the change"),
    LC_ROW_NUMBER(struct lc_impact_analysis, "risk_score_before", FIXED, risk_before, 0, PERCENT,
                  DUTY, NULL, "risk before it"),
    LC_ROW_NUMBER(struct lc_impact_analysis, "confidence_pct", FIXED, confidence_pct, 0, 100, DUTY,
                  NULL, "how sure the analysis is"),
    LC_ROW_TEXTS(struct lc_impact_analysis, "dependencies", dependencies, dependency_count, DUTY,
                 "what it touches besides"),
    LC_ROW(struct lc_impact_analysis, "value", TEXT, 0, value, DUTY, NULL,
           "what it is expected to bring"),
    LC_ROW(struct lc_impact_analysis, "operations", TEXT, 0, operations, DUTY, NULL,
           "what it means for running the thing"),
    LC_ROW(struct lc_impact_analysis, "quality", TEXT, 0, quality, DUTY, NULL,
           "what it means for quality"),
    LC_ROW(struct lc_impact_analysis, "evolution", TEXT, 0, evolution, DUTY, NULL,
           "edition that it carries, as team/name@label"),
};
const struct lc_term_record lc_record_impact =
    LC_TERM_RECORD_OF(lc_impact_analysis, "impact analysis", impact_terms, false);

static const struct lc_term decision_terms[] = {
    LC_ROW_WORD(struct lc_change_decision, "status", outcome, lc_words_change_outcome, RIGHT,
                "pending", "what was decided"),
    LC_ROW_TEXTS(struct lc_change_decision, "approvers", approvers, approver_count, RIGHT,
                 "who decided"),
    LC_ROW(struct lc_change_decision, "date", DATE, 0, date, RIGHT, NULL, "when"),
    LC_ROW(struct lc_change_decision, "reason", TEXT, 0, reason, TEXT, NULL, "why"),
};
static const struct lc_term_record decision =
    LC_TERM_RECORD_OF(lc_change_decision, "decision", decision_terms, false);

static const struct lc_term follow_up_terms[] = {
    LC_ROW(struct lc_follow_up, "action", TEXT, LC_TERM_REQUIRED | LC_TERM_ID, action, DUTY, NULL,
           "what is to be done"),
    LC_ROW(struct lc_follow_up, "owner", TEXT, LC_TERM_REQUIRED, owner, DUTY, NULL, "by whom"),
    LC_ROW(struct lc_follow_up, "due", DATE, LC_TERM_REQUIRED, due, DUTY, NULL, "until when"),
};
static const struct lc_term_record follow_up =
    LC_TERM_RECORD_OF(lc_follow_up, "follow-up", follow_up_terms, false);

static const struct lc_term memo_terms[] = {
    LC_ROW(struct lc_context_memo, "problem", TEXT, 0, problem, DUTY, NULL, "what is wrong"),
    LC_ROW(struct lc_context_memo, "evidence", TEXT, 0, evidence, DUTY, NULL, "what shows it"),
    LC_ROW_TEXTS(struct lc_context_memo, "alternatives", alternatives, alternative_count, DUTY,
                 "what else was considered"),
    LC_ROW(struct lc_context_memo, "decision", TEXT, 0, decision, DUTY, NULL, "what was chosen"),
    LC_ROW_RECORDS(struct lc_context_memo, "follow_ups", follow_ups, follow_up_count, &follow_up,
                   DUTY, "what has to happen next"),
};
const struct lc_term_record lc_record_memo =
    LC_TERM_RECORD_OF(lc_context_memo, "context memo", memo_terms, false);

static const struct lc_term target_terms[] = {
    LC_ROW_WORD(struct lc_target_change, "effect", effect, lc_words_target_effect, MONEY, "full",
                "whether the target moves by all of the budget delta, by none, or by a percent"),
    LC_ROW(struct lc_target_change, "amount", TEXT, 0, amount, MONEY, NULL,
           "how far it moves, where it is not the budget delta"),
    LC_ROW_NUMBER(struct lc_target_change, "percent", FIXED, percent, 0, 100, MONEY, NULL,
                  "of the budget delta"),
    LC_ROW(struct lc_target_change, "effective_date", DATE, 0, effective, MONEY, NULL,
           "day from which it counts; default the day it is implemented"),
};
static const struct lc_term_record target =
    LC_TERM_RECORD_OF(lc_target_change, "target effect", target_terms, false);

static const struct lc_term change_terms[] = {
    LC_ROW(struct lc_change_request, "id", NAME, LC_TERM_REQUIRED, id, TEXT, NULL,
           "what it is called; rules over the name of the file"),
    LC_ROW(struct lc_change_request, "requester", TEXT, 0, requester, RIGHT, NULL, "who asks"),
    LC_ROW(struct lc_change_request, "requestor", TEXT, 0, requestor, RIGHT, NULL,
           "another spelling of requester"),
    LC_ROW(struct lc_change_request, "summary", TEXT, 0, summary, DUTY, NULL, "one line"),
    LC_ROW(struct lc_change_request, "master", TEXT, 0, master, RIGHT, NULL,
           "id of the master contract"),
    LC_ROW(struct lc_change_request, "area", TEXT, 0, area, RIGHT, "scope",
           "area of the decision right"),
    LC_ROW_WORD(struct lc_change_request, "type", type, lc_words_change_type, RIGHT, "normal",
                "standard is approved beforehand, emergency is implemented first"),
    LC_ROW(struct lc_change_request, "created", DATE, 0, created, TEXT, NULL,
           "day it was asked for"),
    LC_ROW_RECORD(struct lc_change_request, "impact_analysis", impact, &lc_record_impact,
                  "what it would do"),
    LC_ROW(struct lc_change_request, "state", TEXT, 0, state, TEXT, NULL,
           "where it stands in the store; 'contracts sync' writes it"),
    LC_ROW_WORD(struct lc_change_request, "threshold_eval", claim, lc_words_change_class, TEXT,
                NULL, "class that the author claims; the computed one rules"),
    LC_ROW_RECORD(struct lc_change_request, "decision", decision, &decision, "what was decided"),
    LC_ROW_RECORD(struct lc_change_request, "context_memo", memo, &lc_record_memo, "why"),
    LC_ROW_RECORD(struct lc_change_request, "target_effect", target, &target,
                  "what it does to the target"),
    LC_ROW_TEXTS(struct lc_change_request, "needs", needs, need_count, DUTY,
                 "changes that have to be implemented before"),
    LC_ROW_TEXTS(struct lc_change_request, "conflicts_with", conflicts, conflict_count, DUTY,
                 "changes that cannot stand beside it"),
    LC_ROW_TEXTS(struct lc_change_request, "supersedes", supersedes, supersede_count, DUTY,
                 "changes that it takes the place of"),
    LC_ROW(struct lc_change_request, "addendum", TEXT, 0, addendum, DUTY, NULL,
           "new edition of a SOW or master that carries it out, as team/name@label"),
    LC_ROW(struct lc_change_request, "adr", TEXT, 0, adr, DUTY, NULL,
           "path of the decision record"),
};
const struct lc_term_record lc_record_change =
    LC_TERM_RECORD_OF(lc_change_request, "change request", change_terms, false);

ctr_status lc_impact_check(struct lc_ctx *ctx, const struct lc_terms *terms, const char *above,
                           const struct lc_impact_analysis *impact)
{
    bool before = impact->schedule_before != LC_TERM_ABSENT;
    bool after = impact->schedule_after != LC_TERM_ABSENT;

    if (before == after) {
        return CTR_OK;
    }
    const char *path =
        lc_format(ctx, "%s/%s", above, before ? "schedule_before" : "schedule_after");
    return lc_terms_fail(ctx, terms, path, "stands without %s; a slip lies between the two",
                         before ? "schedule_after" : "schedule_before");
}

ctr_status lc_change_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_change_request *out)
{
    *out = (struct lc_change_request){0};
    if (!lc_is(doc->root, LC_OBJECT)) {
        return lc_doc_fail(ctx, doc, 0, "a change request should be a map with 'id'");
    }
    LC_TRY(lc_terms_read(ctx, doc, doc->root, &lc_record_change, out, &out->terms));
    if (out->requester && out->requestor && strcmp(out->requester, out->requestor) != 0) {
        return lc_terms_fail(ctx, &out->terms, "/requestor",
                             "'%s' is not the requester '%s'; leave one of the two", out->requestor,
                             out->requester);
    }
    out->requester = out->requester ? out->requester : out->requestor;
    return lc_impact_check(ctx, &out->terms, "/impact_analysis", &out->impact);
}
