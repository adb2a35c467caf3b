/*
 * What Go cannot say to C by itself: functions as values, structs that point to memory of Go, and
 * many small getters in one crossing. No logic of the binding's own.
 *
 * A `user` is a runtime/cgo.Handle: a number, never a pointer. It travels as uintptr_t on the side
 * of Go, because the collector takes offence at small numbers in variables of a pointer type.
 */
#ifndef CTRGO_BRIDGE_H
#define CTRGO_BRIDGE_H

#include <contracts/contracts.h>

/* Types of results: their word, and that of C. */
#define CTRGO_RESULTS(X)                                                                           \
    X(VERSION, version)                                                                            \
    X(EVOLUTION, evolution)                                                                        \
    X(SUMMARY, summary)                                                                            \
    X(CONSUMER, consumer)                                                                          \
    X(INFO, info)                                                                                  \
    X(REPORT, report)                                                                              \
    X(IMPORT_REPORT, import_report)                                                                \
    X(DIFF, diff)                                                                                  \
    X(OUTLINE, outline)                                                                            \
    X(POLICY, policy)                                                                              \
    X(WAIVER_LIST, waiver_list)                                                                    \
    X(VALIDATION, validation)                                                                      \
    X(BATCH_RESULT, batch_result)                                                                  \
    X(SHARE, share)                                                                                \
    X(SHARE_FINDINGS, share_findings)                                                              \
    X(CALENDAR, calendar)                                                                          \
    X(TERMS, terms)                                                                                \
    X(LINT_REPORT, lint_report)                                                                    \
    X(CLASSIFICATION, classification)                                                              \
    X(RANKING, ranking)                                                                            \
    X(VOLATILITY, volatility)                                                                      \
    X(LEDGER, ledger)                                                                              \
    X(ACCOUNT, account)                                                                            \
    X(TRIAL, trial)                                                                                \
    X(PERIOD, period)                                                                              \
    X(LEDGER_REPORT, ledger_report)                                                                \
    X(CHECKPOINT, checkpoint)                                                                      \
    X(PROOF, proof)                                                                                \
    X(CHART, chart)                                                                                \
    X(RISK, risk)                                                                                  \
    X(MODIFIER, modifier)                                                                          \
    X(STATEMENT, statement)                                                                        \
    X(BURN, burn)                                                                                  \
    X(ASSESSMENT, assessment)                                                                      \
    X(CHANGE, change)                                                                              \
    X(DELEGATION, delegation)                                                                      \
    X(METRICS, metrics)                                                                            \
    X(LAYOUT, layout)                                                                              \
    X(ADR_RECORD, adr)                                                                             \
    X(TIMER, timer)                                                                                \
    X(ACTION, action)                                                                              \
    X(SWEEP, sweep)                                                                                \
    X(SOW, sow)                                                                                    \
    X(SLO_CASE, slo_case)                                                                          \
    X(SLO_REPORT, slo_report)                                                                      \
    X(SLO_SWEEP, slo_sweep)                                                                        \
    X(MEETING, meeting)                                                                            \
    X(CADENCE_REPORT, cadence_report)                                                              \
    X(CAN, can)                                                                                    \
    X(BUILD, build)                                                                                \
    X(BUILD_LIST, build_list)                                                                      \
    X(RUN_LIST, run_list)                                                                          \
    X(ENVIRONMENT_LIST, environment_list)                                                          \
    X(STOP, stop)                                                                                  \
    X(STOP_SUMMARY, stop_summary)                                                                  \
    X(DISPUTE, dispute)                                                                            \
    X(VERSION_LIST, version_list)                                                                  \
    X(CONSUMER_LIST, consumer_list)                                                                \
    X(EVENT_LIST, event_list)                                                                      \
    X(RULES, rules)                                                                                \
    X(CALENDAR_LIST, calendar_list)                                                                \
    X(ENTRY_LIST, entry_list)                                                                      \
    X(PERIOD_LIST, period_list)                                                                    \
    X(ASSESSMENT_LIST, assessment_list)                                                            \
    X(CHANGE_LIST, change_list)                                                                    \
    X(DECISION_LIST, decision_list)                                                                \
    X(WHATIF_LIST, whatif_list)                                                                    \
    X(TIMER_LIST, timer_list)                                                                      \
    X(ACTION_LIST, action_list)                                                                    \
    X(SOW_LIST, sow_list)                                                                          \
    X(SLO_CASE_LIST, slo_case_list)                                                                \
    X(MEETING_LIST, meeting_list)                                                                  \
    X(STOP_LIST, stop_list)                                                                        \
    X(DISPUTE_LIST, dispute_list)
/* What is only found in others, and so never freed by itself. */
#define CTRGO_ITEMS(X)                                                                             \
    X(EVENT, event)                                                                                \
    X(RULE, rule)                                                                                  \
    X(ENTRY, entry)                                                                                \
    X(DECISION, decision)                                                                          \
    X(WHATIF, whatif)                                                                              \
    X(RUN, run)
/* What a result is made of and is a result itself: the whole, the fields of Go that lead to the part
 * (a list on the way gives the index), and the part of `whole`. */
#define CTRGO_PARTS(X)                                                                             \
    X(VERSION_LIST, Versions, VERSION, ctr_version_list_at(whole, index))                          \
    X(CONSUMER_LIST, Consumers, CONSUMER, ctr_consumer_list_at(whole, index))                      \
    X(EVENT_LIST, Events, EVENT, ctr_event_list_at(whole, index))                                  \
    X(RULES, Rules, RULE, ctr_rules_at(whole, index))                                              \
    X(CALENDAR_LIST, Calendars, CALENDAR, ctr_calendar_list_at(whole, index))                      \
    X(ENTRY_LIST, Entries, ENTRY, ctr_entry_list_at(whole, index))                                 \
    X(PERIOD_LIST, Periods, PERIOD, ctr_period_list_at(whole, index))                              \
    X(ASSESSMENT_LIST, Assessments, ASSESSMENT, ctr_assessment_list_at(whole, index))              \
    X(CHANGE_LIST, Changes, CHANGE, ctr_change_list_at(whole, index))                              \
    X(DECISION_LIST, Decisions, DECISION, ctr_decision_list_at(whole, index))                      \
    X(WHATIF_LIST, Changes, WHATIF, ctr_whatif_list_at(whole, index))                              \
    X(TIMER_LIST, Timers, TIMER, ctr_timer_list_at(whole, index))                                  \
    X(ACTION_LIST, Actions, ACTION, ctr_action_list_at(whole, index))                              \
    X(SOW_LIST, SOWs, SOW, ctr_sow_list_at(whole, index))                                          \
    X(SLO_CASE_LIST, Cases, SLO_CASE, ctr_slo_case_list_at(whole, index))                          \
    X(MEETING_LIST, Meetings, MEETING, ctr_meeting_list_at(whole, index))                          \
    X(STOP_LIST, Stops, STOP, ctr_stop_list_at(whole, index))                                      \
    X(DISPUTE_LIST, Disputes, DISPUTE, ctr_dispute_list_at(whole, index))                          \
    X(BUILD_LIST, Builds, BUILD, ctr_build_list_at(whole, index))                                  \
    X(RUN_LIST, Runs, RUN, ctr_run_list_at(whole, index))                                          \
    X(TRIAL, Accounts, ACCOUNT, ctr_trial_at(whole, index))                                        \
    X(SWEEP, Actions, ACTION, ctr_sweep_at(whole, index))                                          \
    X(STATEMENT, Entries, ENTRY, ctr_statement_entry(whole, index))                                \
    X(BATCH_RESULT, Items_Version, VERSION, ctr_batch_result_version(whole, index))                \
    X(BATCH_RESULT, Items_Consumer, CONSUMER, ctr_batch_result_consumer(whole, index))             \
    X(CHANGE, Classification, CLASSIFICATION, ctr_change_classification(whole))                    \
    X(CHANGE, Decision, DECISION, ctr_change_decision(whole))                                      \
    X(EVOLUTION, Version, VERSION, ctr_evolution_version(whole))                                   \
    X(EVOLUTION, Comparison, DIFF, ctr_evolution_diff(whole))                                      \
    X(EVOLUTION, Earlier_Comparison, DIFF, ctr_evolution_earlier_diff(whole, index))               \
    X(POLICY, Policy_Waivers, WAIVER, ctr_policy_waiver(whole, index))                             \
    X(WAIVER_LIST, Waivers_Waiver, WAIVER, ctr_waiver_list_waiver(whole, index))                   \
    X(DIFF, Findings_Policy_Waiver, WAIVER, ctr_finding_waiver(ctr_diff_at(whole, index)))         \
    X(CAN, Reasons_Finding_Policy_Waiver, WAIVER,                                                  \
      ctr_finding_waiver(ctr_reason_finding(ctr_can_at(whole, index))))

enum ctrgo_kind {
    CTRGO_NONE,
#define CTRGO_KIND(word, type) CTRGO_##word,
    CTRGO_RESULTS(CTRGO_KIND) CTRGO_ITEMS(CTRGO_KIND)
#undef CTRGO_KIND
        CTRGO_WAIVER, /* is not written by itself */
    CTRGO_DOCUMENT    /* nor is this */
};

enum ctrgo_part {
#define CTRGO_PART(whole, fields, part, get) CTRGO_##whole##_##fields,
    CTRGO_PARTS(CTRGO_PART)
#undef CTRGO_PART
        CTRGO_PART_COUNT
};
extern const struct ctrgo_part_row {
    int whole;
    int part;
    const char *fields; /* between underscores */
} ctrgo_parts[CTRGO_PART_COUNT];

/* A part, which belongs to the whole; NULL where there is none. */
const void *ctrgo_part(int which, const void *whole, size_t index);

/* A result as `how` says, in malloc'ed memory. 0 is no way of writing. */
ctr_status ctrgo_render(int kind, const void *result, ctr_render how, char **bytes, size_t *size,
                        ctr_error **err);
void ctrgo_free(int kind, void *result);

/* Hooks that the host of a store gave. */
enum ctrgo_hook {
    CTRGO_CLOCK = 1,
    CTRGO_RANDOM = 2,
    CTRGO_LOG = 4,
    CTRGO_AUTHORISE = 8,
    CTRGO_PROGRESS = 16
};
ctr_status ctrgo_open(const char *path, ctr_store_options *options, int hooks, uintptr_t user,
                      ctr_store **out, ctr_error **err);

/* A document: memory of Go, which may not be stored in a struct on Go's side. */
typedef struct ctrgo_source {
    ctr_format format;
    const char *file;
    uintptr_t user; /* of the resolver; 0 = none */
} ctrgo_source;

ctr_status ctrgo_create(ctr_store *store, ctr_create *create, const ctrgo_source *source,
                        const char *data, size_t size, const ctr_call *call, ctr_version **out,
                        ctr_error **err);
ctr_status ctrgo_evolve(ctr_store *store, ctr_evolve *evolve, const ctrgo_source *source,
                        const char *data, size_t size, const ctr_call *call, ctr_evolution **out,
                        ctr_error **err);
ctr_status ctrgo_impact(ctr_store *store, ctr_evolve *evolve, const ctrgo_source *source,
                        const char *data, size_t size, ctr_evolution **out, ctr_error **err);
ctr_status ctrgo_batch_create(ctr_batch *batch, ctr_create *create, const ctrgo_source *source,
                              const char *data, size_t size, const ctr_call *call, ctr_error **err);
ctr_status ctrgo_can_evolve(ctr_store *store, ctr_evolve *evolve, const ctrgo_source *source,
                            const char *data, size_t size, ctr_can **out, ctr_error **err);
ctr_status ctrgo_batch_evolve(ctr_batch *batch, ctr_evolve *evolve, const ctrgo_source *source,
                              const char *data, size_t size, const ctr_call *call, ctr_error **err);
ctr_status ctrgo_diff(const ctrgo_source *older, const char *old_data, size_t old_size,
                      const ctrgo_source *newer, const char *new_data, size_t new_size,
                      ctr_diff_options *options, uintptr_t user, ctr_diff **out, ctr_error **err);
ctr_status ctrgo_policy_read(const ctrgo_source *source, const char *data, size_t size,
                             ctr_diff_options *options, uintptr_t user, ctr_policy **out,
                             ctr_error **err);
ctr_status ctrgo_policy_set(ctr_store *store, const char *team, const char *name,
                            const ctrgo_source *source, const char *data, size_t size,
                            const ctr_call *call, ctr_policy **out, ctr_error **err);
/* In malloc'ed memory. */
ctr_status ctrgo_policy_schema(char **bytes, size_t *size, ctr_error **err);
ctr_status ctrgo_validate(const ctrgo_source *schema, const char *schema_data, size_t schema_size,
                          const ctrgo_source *document, const char *data, size_t size,
                          ctr_validate_options *options, const int32_t *cancel, uintptr_t user,
                          ctr_validation **out, ctr_error **err);
ctr_status ctrgo_used_parts(const ctrgo_source *document, const char *data, size_t size,
                            const ctrgo_source *use, const char *use_data, size_t use_size,
                            ctr_diff_options *options, uintptr_t user, ctr_outline **out,
                            ctr_error **err);
ctr_status ctrgo_outline(const ctrgo_source *source, const char *data, size_t size,
                         ctr_diff_options *options, uintptr_t user, ctr_outline **out,
                         ctr_error **err);

ctr_status ctrgo_share_rule(const ctrgo_source *source, const char *data, size_t size,
                            ctr_diff_options *options, uintptr_t user, ctr_share_rule **out,
                            ctr_error **err);
ctr_status ctrgo_share_lint(const ctrgo_source *source, const char *data, size_t size,
                            ctr_diff_options *options, uintptr_t user, ctr_share_findings **out,
                            ctr_error **err);
ctr_status ctrgo_calendar(const ctrgo_source *source, const char *data, size_t size,
                          const ctr_calendar_options *options, ctr_calendar **out, ctr_error **err);
ctr_status ctrgo_calendars(const ctrgo_source *source, const char *data, size_t size,
                           const ctr_calendar_options *options, ctr_calendar_list **out,
                           ctr_error **err);
/* Governing documents. A document of kind 0 is found out. */
ctr_status ctrgo_terms(const ctrgo_source *source, const char *data, size_t size,
                       ctr_terms_kind kind, uint32_t flags, const ctr_diff_options *options,
                       ctr_terms **out, ctr_error **err);
ctr_status ctrgo_lint(const ctrgo_source *source, const char *data, size_t size,
                      ctr_terms_kind kind, const ctr_diff_options *options, ctr_lint_report **out,
                      ctr_error **err);
ctr_status ctrgo_classify(const ctrgo_source *master, const char *master_data, size_t master_size,
                          const ctrgo_source *change, const char *change_data, size_t change_size,
                          const ctr_classify_options *options, ctr_classification **out,
                          ctr_error **err);
ctr_status ctrgo_rank(const ctrgo_source *source, const char *data, size_t size,
                      const ctr_diff_options *options, ctr_ranking **out, ctr_error **err);
/* backlog NULL = the document's own items. */
ctr_status ctrgo_scaffold(const char *dir, uint32_t dry_run, int64_t now_us, ctr_layout **out,
                          ctr_error **err);
ctr_status ctrgo_measure(ctr_store *store, const char *team, const char *name, const char *of,
                         const char *value, const char *on, int64_t n, const char *low,
                         const char *high, const char *evidence, const ctr_call *call,
                         ctr_sow **out, ctr_error **err);
ctr_status ctrgo_sync(ctr_store *store, const char *dir, const char *team, const ctr_call *call,
                      ctr_layout **out, ctr_error **err);
ctr_status ctrgo_volatility(const ctrgo_source *source, const char *data, size_t size,
                            const ctrgo_source *backlog, const char *items, size_t items_size,
                            const ctr_diff_options *options, ctr_volatility **out, ctr_error **err);
/* What is written, in malloc'ed memory. */
ctr_status ctrgo_terms_schema(ctr_terms_kind kind, ctr_schema_form form, char **bytes, size_t *size,
                              ctr_error **err);
ctr_status ctrgo_terms_to_xml(const ctrgo_source *source, const char *data, size_t data_size,
                              ctr_terms_kind kind, char **bytes, size_t *size, ctr_error **err);
/* Calls on a change that take nothing else, and those that take a document. */
enum ctrgo_verb {
    CTRGO_SUBMIT,
    CTRGO_CLASSIFY,
    CTRGO_IMPLEMENT,
    CTRGO_WITHDRAW,
    CTRGO_REOPEN,
    CTRGO_IMPORT_DECISION
};
enum ctrgo_paper { CTRGO_OPEN, CTRGO_IMPACT, CTRGO_MEMO, CTRGO_ADR };

ctr_status ctrgo_change_verb(ctr_store *store, int which, const char *team, const char *name,
                             const char *id, const ctr_call *call, ctr_change **out,
                             ctr_error **err);
ctr_status ctrgo_adr(const ctrgo_source *source, const char *data, size_t size, ctr_adr **out,
                     ctr_error **err);
ctr_status ctrgo_whatif(ctr_store *store, const ctrgo_source *source, const char *data, size_t size,
                        const ctr_change_filter *filter, ctr_whatif_list **out, ctr_error **err);
ctr_status ctrgo_sow_lint(ctr_store *store, const char *team, const ctrgo_source *source,
                          const char *data, size_t size, ctr_lint_report **out, ctr_error **err);
ctr_status ctrgo_change_paper(ctr_store *store, int which, const char *team, const char *name,
                              const char *id, const ctrgo_source *source, const char *data,
                              size_t size, const ctr_call *call, ctr_change **out, ctr_error **err);

ctr_status ctrgo_export(ctr_store *store, const ctr_export_options *options, uintptr_t user,
                        ctr_error **err);
ctr_status ctrgo_import(ctr_store *store, const ctr_import_options *options, uintptr_t user,
                        const ctr_call *call, ctr_import_report **out, ctr_error **err);

ctr_status ctrgo_ledger_export(ctr_store *store, const char *team, const char *name,
                               ctr_ledger_form form, uintptr_t user, ctr_error **err);

/* The active version in one crossing. */
enum { CTRGO_TEXTS = 13, CTRGO_NAME = 129 };

typedef struct ctrgo_active_version {
    int64_t revision;
    int64_t document_size;
    int64_t consumers;
    int64_t created_us;
    int64_t activated_us;
    int64_t deprecated_us;
    int64_t retired_us;
    int64_t sunset_us;
    int32_t type;
    int32_t format;
    int32_t state;
    int32_t mode;
    int32_t profile;
    int32_t fits; /* 1: all texts are in the buffer, and the result is freed */
    uint32_t ends[CTRGO_TEXTS];
} ctrgo_active_version;

/* Names of at most 128 bytes, without a NUL inside. Texts go to `buffer` one after another, in the
 * order of ctrgo_active in bridge.c. Where they do not fit, *out is the result. */
ctr_status ctrgo_active(ctr_store *store, const char *team, size_t team_size, const char *name,
                        size_t name_size, char *buffer, size_t room, ctrgo_active_version *facts,
                        ctr_version **out, ctr_error **err);

#endif
