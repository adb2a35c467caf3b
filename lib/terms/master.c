/* The terms of a master contract, and what holds where it is silent. */
#include "terms/master.h"

#include "terms/term_rows.h"

enum { DAYS = 3660, HOURS = 24 * DAYS, PERCENT = 1000000 };

const struct lc_word lc_words_enforcement[] = {
    {LC_REPORT, "report"}, {LC_ENFORCE, "enforce"}, {0, NULL}};
const struct lc_word lc_words_exceeds[] = {
    {LC_EXCEEDS_GREATER, "greater"}, {LC_EXCEEDS_GREATER_OR_EQUAL, "greater-or-equal"}, {0, NULL}};
const struct lc_word lc_words_slip_unit[] = {{LC_SLIP_WORKING_DAYS, "working-days"},
                                             {LC_SLIP_CALENDAR_DAYS, "calendar-days"},
                                             {LC_SLIP_ITERATIONS, "iterations"},
                                             {0, NULL}};
const struct lc_word lc_words_on_unknown[] = {{LC_UNKNOWN_MAJOR, "major"},
                                              {LC_UNKNOWN_MINOR, "minor"},
                                              {LC_UNKNOWN_REFUSE, "refuse"},
                                              {0, NULL}};
const struct lc_word lc_words_budget_base[] = {
    {LC_BASE_TARGET, "target"}, {LC_BASE_ORIGINAL_TARGET, "original-target"}, {0, NULL}};
const struct lc_word lc_words_on_expiry[] = {{LC_EXPIRY_ESCALATE, "escalate"},
                                             {LC_EXPIRY_DEEM_ACCEPTED, "deem-accepted"},
                                             {LC_EXPIRY_DEEM_REJECTED, "deem-rejected"},
                                             {LC_EXPIRY_NONE, "none"},
                                             {0, NULL}};
const struct lc_word lc_words_right_class[] = {
    {LC_RIGHT_ANY, "any"}, {LC_RIGHT_MINOR, "minor"}, {LC_RIGHT_MAJOR, "major"}, {0, NULL}};
const struct lc_word lc_words_rhythm[] = {
    {LC_RHYTHM_DAILY, "daily"},         {LC_RHYTHM_WEEKLY, "weekly"},
    {LC_RHYTHM_BIWEEKLY, "biweekly"},   {LC_RHYTHM_MONTHLY, "monthly"},
    {LC_RHYTHM_ITERATION, "iteration"}, {0, NULL}};
const struct lc_word lc_words_party_role[] = {
    {1, "client"}, {2, "supplier"}, {3, "other"}, {0, NULL}};

static const struct lc_term meta_terms[] = {
    LC_ROW(struct lc_meta, "id", NAME, LC_TERM_REQUIRED, id, TEXT, NULL,
           "what the contract is called; rules over the name of the file"),
    LC_ROW(struct lc_meta, "title", TEXT, 0, title, TEXT, NULL, "one line for people"),
    LC_ROW(struct lc_meta, "effective_date", DATE, 0, effective, DUTY, NULL,
           "first day on which it holds"),
    LC_ROW(struct lc_meta, "expiry_date", DATE, 0, expiry, DUTY, NULL,
           "last day on which it holds"),
    LC_ROW(struct lc_meta, "supersedes", TEXT, 0, supersedes, TEXT, NULL,
           "the contract that it takes the place of"),
};
static const struct lc_term_record meta =
    LC_TERM_RECORD_OF(lc_meta, "meta section", meta_terms, false);

static const struct lc_term party_terms[] = {
    LC_ROW(struct lc_party, "id", NAME, LC_TERM_REQUIRED | LC_TERM_ID | LC_TERM_SHORTHAND, id,
           RIGHT, NULL, "what votes and disputes call it"),
    LC_ROW(struct lc_party, "name", TEXT, 0, name, TEXT, NULL,
           "its full name, which its accounts bear; else they bear the id"),
    LC_ROW_WORD(struct lc_party, "role", role, lc_words_party_role, RIGHT, "other",
                "client and supplier share pain and gain"),
    LC_ROW(struct lc_party, "endpoint", TEXT, 0, endpoint, TEXT, NULL, "where to notify it"),
};
static const struct lc_term_record party = LC_TERM_RECORD_OF(lc_party, "party", party_terms, false);

static const struct lc_term outcome_terms[] = {
    LC_ROW(struct lc_outcome, "description", TEXT,
           LC_TERM_REQUIRED | LC_TERM_ID | LC_TERM_SHORTHAND, description, DUTY, NULL,
           "what will be better, in words"),
};
static const struct lc_term_record outcome =
    LC_TERM_RECORD_OF(lc_outcome, "outcome", outcome_terms, false);

static const struct lc_term criterion_terms[] = {
    LC_ROW(struct lc_criterion, "metric", TEXT, LC_TERM_REQUIRED | LC_TERM_ID | LC_TERM_SHORTHAND,
           metric, DUTY, NULL, "what is measured"),
    LC_ROW(struct lc_criterion, "id", NAME, LC_TERM_ID, id, TEXT, NULL, "name of the criterion"),
    LC_ROW(struct lc_criterion, "target", TEXT, 0, target, DUTY, NULL,
           "comparator, number and unit, such as '>= 0.15 uplift'"),
    LC_ROW(struct lc_criterion, "method", TEXT, 0, method, TEXT, NULL, "how it is measured"),
    LC_ROW(struct lc_criterion, "owner", TEXT, 0, owner, DUTY, NULL, "who measures it"),
    LC_ROW(struct lc_criterion, "due", DATE, 0, due, DUTY, NULL, "measured until then"),
};
static const struct lc_term_record criterion =
    LC_TERM_RECORD_OF(lc_criterion, "success criterion", criterion_terms, false);

static const struct lc_term vision_terms[] = {
    LC_ROW_RECORDS(struct lc_vision, "outcomes", outcomes, outcome_count, &outcome, DUTY,
                   "what both sides want"),
    LC_ROW_RECORDS(struct lc_vision, "success_criteria", criteria, criterion_count, &criterion,
                   DUTY, "how it will be known"),
};
static const struct lc_term_record vision =
    LC_TERM_RECORD_OF(lc_vision, "vision", vision_terms, false);

static const struct lc_term right_terms[] = {
    LC_ROW(struct lc_decision_right, "area", TEXT, LC_TERM_REQUIRED | LC_TERM_ID, area, RIGHT, NULL,
           "what is decided; '*' is every other area"),
    LC_ROW_ID_WORD(struct lc_decision_right, "class", right_class, lc_words_right_class, RIGHT,
                   "any", "class of the changes it is about"),
    LC_ROW(struct lc_decision_right, "driver", TEXT, 0, driver, RIGHT, NULL,
           "who brings the decision about"),
    LC_ROW(struct lc_decision_right, "approver", TEXT, 0, approver, RIGHT, NULL,
           "who decides: a party, a role, or steering_committee; 'owner' is another name for it"),
    LC_ROW_NUMBER(struct lc_decision_right, "quorum", INT, quorum, 1, 1000, RIGHT, "1",
                  "distinct parties that have to approve"),
    LC_ROW_TEXTS(struct lc_decision_right, "consulted", consulted, consulted_count, RIGHT,
                 "asked before"),
    LC_ROW_TEXTS(struct lc_decision_right, "informed", informed, informed_count, RIGHT,
                 "told afterwards"),
    LC_ROW_NUMBER(struct lc_decision_right, "sla_days", FIXED, sla_days, 0, DAYS, CAP, NULL,
                  "working days in which it is decided"),
    LC_ROW(struct lc_decision_right, "escalation", TEXT, 0, escalation, RIGHT, NULL,
           "id of the escalation policy"),
    LC_ROW_WORD(struct lc_decision_right, "on_expiry", on_expiry, lc_words_on_expiry, RIGHT,
                "escalate", "what happens when nobody decides in time"),
    LC_ROW(struct lc_decision_right, "owner", TEXT, 0, owner, RIGHT, NULL,
           "the approver, where 'approver' is not given"),
    LC_ROW_TEXTS(struct lc_decision_right, "pause_on", pause_on, pause_count, RIGHT,
                 "reasons for which its time may stand still; none: it never does"),
};
static const struct lc_term_record right =
    LC_TERM_RECORD_OF(lc_decision_right, "decision right", right_terms, false);

static const struct lc_term level_terms[] = {
    LC_ROW_NUMBER(struct lc_escalation_level, "after_hours", FIXED, after_hours, 0, HOURS, CAP, "0",
                  "hours of the calendar after the level before"),
    LC_ROW_TEXTS(struct lc_escalation_level, "notify", notify, notify_count, RIGHT,
                 "parties, roles or endpoints"),
};
static const struct lc_term_record level =
    LC_TERM_RECORD_OF(lc_escalation_level, "level of escalation", level_terms, false);

static const struct lc_term policy_terms[] = {
    LC_ROW(struct lc_escalation_policy, "id", NAME, LC_TERM_REQUIRED | LC_TERM_ID, id, RIGHT, NULL,
           "what decision rights call it"),
    LC_ROW_NUMBER(struct lc_escalation_policy, "loops", INT, loops, 1, 100, RIGHT, "1",
                  "how often the levels are gone through"),
    LC_ROW_NUMBER(struct lc_escalation_policy, "reminder_hours", FIXED, reminder_hours, 0, HOURS,
                  CAP, NULL, "hours before the deadline at which the approver is reminded"),
    LC_ROW_RECORDS(struct lc_escalation_policy, "levels", levels, level_count, &level, RIGHT,
                   "who is told, one after the other"),
};
static const struct lc_term_record policy =
    LC_TERM_RECORD_OF(lc_escalation_policy, "escalation policy", policy_terms, false);

static const struct lc_term dispute_terms[] = {
    LC_ROW(struct lc_dispute_terms, "escalation", TEXT, 0, escalation, RIGHT, NULL,
           "id of the escalation policy whose levels a dispute climbs; none: it stays between the "
           "parties"),
    LC_ROW_NUMBER(struct lc_dispute_terms, "answer_days", FIXED, answer_days, 0, DAYS, CAP, "5",
                  "working days in which the other party answers, and then those to agree in"),
};
static const struct lc_term_record disputes =
    LC_TERM_RECORD_OF(lc_dispute_terms, "terms of disputes", dispute_terms, false);

static const struct lc_term governance_terms[] = {
    LC_ROW_TEXTS(struct lc_governance, "steering_committee", committee, committee_count, RIGHT,
                 "its members: parties or roles"),
    LC_ROW_RECORDS(struct lc_governance, "decision_rights", rights, right_count, &right, RIGHT,
                   "who decides what, until when, and what then"),
    LC_ROW_RECORDS(struct lc_governance, "escalation_policies", policies, policy_count, &policy,
                   RIGHT, "who is told when nobody decides"),
    LC_ROW(struct lc_governance, "four_eyes", BOOL, 0, four_eyes, RIGHT, "true",
           "the vote of who asks for a change does not count"),
    LC_ROW_NUMBER(struct lc_governance, "delegation_days", INT, delegation_days, 0, DAYS, CAP, "30",
                  "longest delegation of a vote; 0 = none"),
    LC_ROW_WORD(struct lc_governance, "mode", rights_mode.mode, lc_words_enforcement, DUTY,
                "enforce", "whether decision rights bind or are only reported on"),
    LC_ROW(struct lc_governance, "enforce_after", DATE, 0, rights_mode.enforce_after, DUTY, NULL,
           "they bind from the day after"),
    LC_ROW_RECORD(struct lc_governance, "disputes", disputes, &disputes,
                  "what happens to what a party disputes"),
};
static const struct lc_term_record governance =
    LC_TERM_RECORD_OF(lc_governance, "governance", governance_terms, false);

static const struct lc_term threshold_terms[] = {
    LC_ROW_NUMBER(struct lc_thresholds, "budget_delta_pct_major", FIXED, budget_pct, 0, PERCENT,
                  CAP, NULL, "percent of the base that the budget may move, either way"),
    LC_ROW_NUMBER(struct lc_thresholds, "schedule_slip_days_major", FIXED, slip, 0, DAYS, CAP, NULL,
                  "how far the schedule may slip, in the policy's unit"),
    LC_ROW_NUMBER(struct lc_thresholds, "risk_score_major", FIXED, risk, 0, PERCENT, CAP, NULL,
                  "risk score after the change"),
    LC_ROW_NUMBER(struct lc_thresholds, "cumulative_budget_delta_pct_major", FIXED,
                  cumulative_budget_pct, 0, PERCENT, CAP, NULL,
                  "the same for the sum since the last major change"),
    LC_ROW_NUMBER(struct lc_thresholds, "cumulative_schedule_slip_days_major", FIXED,
                  cumulative_slip, 0, DAYS, CAP, NULL,
                  "the same for the sum since the last major change"),
    LC_ROW_NUMBER(struct lc_thresholds, "confidence_pct_major", FIXED, confidence_pct, 0, 100,
                  FLOOR, NULL, "confidence of the analysis below which a change is major"),
    LC_ROW_NUMBER(struct lc_thresholds, "dependencies_major", FIXED, dependencies, 0, PERCENT, CAP,
                  NULL, "number of dependencies"),
};
const struct lc_term_record lc_record_thresholds =
    LC_TERM_RECORD_OF(lc_thresholds, "set of thresholds", threshold_terms, true);

static const struct lc_term change_terms[] = {
    LC_ROW_RECORD(struct lc_change_policy, "thresholds", thresholds, &lc_record_thresholds,
                  "what makes a change major"),
    LC_ROW_WORD(struct lc_change_policy, "comparison", exceeds, lc_words_exceeds, DUTY, "greater",
                "whether a value equal to its threshold is still minor"),
    LC_ROW_WORD(struct lc_change_policy, "slip_unit", slip_unit, lc_words_slip_unit, DUTY,
                "working-days", "what slips are counted in"),
    LC_ROW_NUMBER(struct lc_change_policy, "iteration_days", INT, iteration_days, 1, DAYS, DUTY,
                  "10", "working days of an iteration"),
    LC_ROW_NUMBER(struct lc_change_policy, "risk_scale", FIXED, risk_scale, 0, PERCENT, DUTY, NULL,
                  "highest risk score there is"),
    LC_ROW_WORD(struct lc_change_policy, "on_unknown", on_unknown, lc_words_on_unknown, DUTY,
                "major", "class of a change whose impact on a threshold is not known"),
    LC_ROW_WORD(struct lc_change_policy, "budget_base", budget_base, lc_words_budget_base, MONEY,
                "target", "what percentages of the budget are of: the target at submission"),
    LC_ROW(struct lc_change_policy, "breaking_is_major", BOOL, 0, breaking_is_major, DUTY, "true",
           "a change that breaks a registered consumer is major"),
    LC_ROW_TEXTS(struct lc_change_policy, "always_major", always_major, always_major_count, RIGHT,
                 "areas in which every change is major"),
    LC_ROW_TEXTS(struct lc_change_policy, "standard_changes", standard_areas, standard_area_count,
                 RIGHT, "areas of changes that are approved beforehand"),
    LC_ROW_TEXTS(struct lc_change_policy, "process", process, process_count, TEXT,
                 "names of its steps: identify, analyze, decide, implement"),
    LC_ROW_NUMBER(struct lc_change_policy, "emergency_decision_days", FIXED, emergency_days, 0,
                  DAYS, CAP, "2", "working days in which an emergency change is decided on"),
    LC_ROW_WORD(struct lc_change_policy, "mode", mode.mode, lc_words_enforcement, DUTY, "enforce",
                "whether thresholds bind or are only reported on"),
    LC_ROW(struct lc_change_policy, "enforce_after", DATE, 0, mode.enforce_after, DUTY, NULL,
           "they bind from the day after"),
};
const struct lc_term_record lc_record_change_policy =
    LC_TERM_RECORD_OF(lc_change_policy, "change policy", change_terms, false);

static const struct lc_term modifier_terms[] = {
    LC_ROW(struct lc_modifier, "cap", TEXT, 0, cap, MONEY, NULL,
           "the most that all modifiers together pay or cost, in the currency's major unit"),
    LC_ROW_PAIRS(struct lc_modifier, "weights", weights, weight_count, -PERCENT, PERCENT, MONEY,
                 "percent of the cap for each SLO or value hypothesis that is met"),
};
static const struct lc_term_record modifier =
    LC_TERM_RECORD_OF(lc_modifier, "modifier", modifier_terms, false);

static const struct lc_term slo_terms[] = {
    LC_ROW(struct lc_slo, "id", NAME, LC_TERM_REQUIRED | LC_TERM_ID, id, DUTY, NULL,
           "such as review_turnaround"),
    LC_ROW_NUMBER(struct lc_slo, "goal_hours", FIXED, goal_hours, 0, HOURS, CAP, NULL,
                  "hours of the calendar that one case may take"),
    LC_ROW_NUMBER(struct lc_slo, "attainment_pct", FIXED, attainment_pct, 0, 100, FLOOR, "95",
                  "percent of the cases of a window that meet the goal"),
    LC_ROW_NUMBER(struct lc_slo, "window_days", INT, window_days, 1, DAYS, DUTY, "30",
                  "calendar days over which attainment is counted"),
    LC_ROW(struct lc_slo, "calendar", TEXT, 0, calendar, DUTY, NULL, "id of the calendar"),
    LC_ROW_TEXTS(struct lc_slo, "pause_on", pause_on, pause_count, DUTY,
                 "reasons that stop the clock; none = it cannot be stopped"),
    LC_ROW(struct lc_slo, "trigger", TEXT, 0, trigger, RIGHT, NULL,
           "stop-the-line trigger that a breach raises while SLO alerts bind"),
};
static const struct lc_term_record slo = LC_TERM_RECORD_OF(lc_slo, "SLO", slo_terms, false);

static const struct lc_term buffer_terms[] = {
    LC_ROW(struct lc_buffer, "amount", TEXT, LC_TERM_SHORTHAND, amount, MONEY, NULL,
           "what is set aside for risk, in the currency's major unit"),
    LC_ROW(struct lc_buffer, "draw_limit", TEXT, 0, draw_limit, MONEY, NULL,
           "the most that is drawn without a decision"),
    LC_ROW(struct lc_buffer, "currency", TEXT, 0, currency, MONEY, NULL,
           "ISO 4217 code; default that of the incentives"),
};
static const struct lc_term_record buffer =
    LC_TERM_RECORD_OF(lc_buffer, "risk buffer", buffer_terms, false);

static const struct lc_term trigger_terms[] = {
    LC_ROW(struct lc_trigger, "id", NAME, LC_TERM_REQUIRED | LC_TERM_ID | LC_TERM_SHORTHAND, id,
           RIGHT, NULL, "such as security_blocker"),
    LC_ROW(struct lc_trigger, "description", TEXT, 0, description, TEXT, NULL, "when to raise it"),
    LC_ROW(struct lc_trigger, "owner", TEXT, 0, owner, RIGHT, NULL, "who clears it"),
    LC_ROW_TEXTS(struct lc_trigger, "blocks", blocks, block_count, RIGHT,
                 "what answers BLOCKED while it is raised; none = activate and implement"),
};
static const struct lc_term_record trigger =
    LC_TERM_RECORD_OF(lc_trigger, "stop-the-line trigger", trigger_terms, false);

static const struct lc_term risk_terms[] = {
    LC_ROW_RECORD(struct lc_risk_policy, "buffer", buffer, &buffer, "money for risks"),
    LC_ROW_RECORDS(struct lc_risk_policy, "stop_the_line_triggers", triggers, trigger_count,
                   &trigger, RIGHT, "what stops the work"),
    LC_ROW_WORD(struct lc_risk_policy, "mode", mode.mode, lc_words_enforcement, DUTY, "enforce",
                "whether a raised trigger blocks or is only reported on"),
    LC_ROW(struct lc_risk_policy, "enforce_after", DATE, 0, mode.enforce_after, DUTY, NULL,
           "they block from the day after"),
};
static const struct lc_term_record risk =
    LC_TERM_RECORD_OF(lc_risk_policy, "risk policy", risk_terms, false);

static const struct lc_term cadence_terms[] = {
    LC_ROW(struct lc_cadence, "id", NAME, LC_TERM_REQUIRED | LC_TERM_ID, id, DUTY, NULL,
           "such as daily_sync"),
    LC_ROW_WORD(struct lc_cadence, "rhythm", rhythm, lc_words_rhythm, DUTY, "weekly", "how often"),
    LC_ROW_TEXTS(struct lc_cadence, "participants", participants, participant_count, DUTY,
                 "parties or roles"),
    LC_ROW_TEXTS(struct lc_cadence, "artefacts", artefacts, artefact_count, DUTY,
                 "what has to come out of it"),
    LC_ROW(struct lc_cadence, "owner", TEXT, 0, owner, DUTY, NULL, "who calls it"),
};
static const struct lc_term_record cadence =
    LC_TERM_RECORD_OF(lc_cadence, "cadence", cadence_terms, false);

static const struct lc_term endpoint_terms[] = {
    LC_ROW(struct lc_endpoint, "id", NAME, LC_TERM_REQUIRED | LC_TERM_ID, id, TEXT, NULL,
           "what escalation levels call it"),
    LC_ROW(struct lc_endpoint, "url", TEXT, LC_TERM_REQUIRED, url, TEXT, NULL,
           "where the host delivers"),
};
static const struct lc_term_record endpoint =
    LC_TERM_RECORD_OF(lc_endpoint, "endpoint", endpoint_terms, false);

static const struct lc_term master_terms[] = {
    LC_ROW_NUMBER(struct lc_master, "version", INT, version, 1, 1, TEXT, "1",
                  "version of this form of document"),
    LC_ROW_RECORD(struct lc_master, "meta", meta, &meta, "which contract this is"),
    LC_ROW_RECORDS(struct lc_master, "parties", parties, party_count, &party, RIGHT, "who agrees"),
    LC_ROW_RECORD(struct lc_master, "vision", vision, &vision, "what it is for"),
    LC_ROW_RECORD(struct lc_master, "governance", governance, &governance, "who decides"),
    LC_ROW_RECORD(struct lc_master, "change_policy", change, &lc_record_change_policy,
                  "how changes are judged"),
    LC_ROW(struct lc_master, "incentives", VALUE, 0, incentives, MONEY, NULL,
           "how pain and gain are shared"),
    LC_ROW_RECORD(struct lc_master, "modifier", modifier, &modifier,
                  "money for SLOs and value, outside the share formula"),
    LC_ROW_PAIRS(struct lc_master, "collaboration_slos", slo_hours, slo_hours_count, 0, HOURS, CAP,
                 "goals in hours, by name"),
    LC_ROW_RECORDS(struct lc_master, "slos", slos, slo_count, &slo, DUTY,
                   "goals of collaboration and delivery with their terms"),
    LC_ROW_WORD(struct lc_master, "slo_mode", slo_mode.mode, lc_words_enforcement, DUTY, "report",
                "whether SLO alerts bind or are only reported"),
    LC_ROW(struct lc_master, "slo_enforce_after", DATE, 0, slo_mode.enforce_after, DUTY, NULL,
           "they bind from the day after"),
    LC_ROW_RECORD(struct lc_master, "risk_policy", risk, &risk, "buffer and emergency brakes"),
    LC_ROW(struct lc_master, "calendars", VALUE, 0, calendars, DUTY, NULL,
           "zones, working weeks and holidays; the first is the contract's own"),
    LC_ROW_RECORDS(struct lc_master, "cadences", cadences, cadence_count, &cadence, DUTY,
                   "meetings and what they have to leave behind"),
    LC_ROW_RECORDS(struct lc_master, "endpoints", endpoints, endpoint_count, &endpoint, TEXT,
                   "where notifications go"),
};
const struct lc_term_record lc_record_master =
    LC_TERM_RECORD_OF(lc_master, "master contract", master_terms, false);

const char *lc_master_party(const struct lc_master *master, const char *name)
{
    for (size_t i = 0; i < master->party_count; i++) {
        const struct lc_party *p = &master->parties[i];
        if ((p->id && lc_str_eq_nocase(lc_str(p->id), lc_str(name))) ||
            (p->name && lc_str_eq_nocase(lc_str(p->name), lc_str(name)))) {
            return p->id ? p->id : name;
        }
    }
    return name;
}
