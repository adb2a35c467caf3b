/* The side of C; see bridge.h. */
#include "bridge.h"

#include "_cgo_export.h"

#include <stdlib.h>
#include <string.h>

/* --- results --- */

#define RENDER_OF(type)                                                                            \
    static ctr_status render_##type(const void *result, ctr_write_fn write, void *user,            \
                                    ctr_error **err)                                               \
    {                                                                                              \
        return ctr_##type##_render(result, CTR_RENDER_JSON, write, user, err);                     \
    }                                                                                              \
    static void free_##type(void *result)                                                          \
    {                                                                                              \
        ctr_##type##_free(result);                                                                 \
    }

RENDER_OF(version)
RENDER_OF(version_list)
RENDER_OF(evolution)
RENDER_OF(summary)
RENDER_OF(consumer)
RENDER_OF(consumer_list)
RENDER_OF(event_list)
RENDER_OF(info)
RENDER_OF(report)
RENDER_OF(import_report)
RENDER_OF(diff)
RENDER_OF(outline)
RENDER_OF(rules)
RENDER_OF(validation)
RENDER_OF(batch_result)
RENDER_OF(share)
RENDER_OF(share_findings)
RENDER_OF(calendar)
RENDER_OF(calendar_list)
RENDER_OF(terms)
RENDER_OF(lint_report)
RENDER_OF(classification)
RENDER_OF(ranking)
RENDER_OF(volatility)
RENDER_OF(ledger)
RENDER_OF(account)
RENDER_OF(entry_list)
RENDER_OF(trial)
RENDER_OF(period)
RENDER_OF(period_list)
RENDER_OF(ledger_report)
RENDER_OF(checkpoint)
RENDER_OF(proof)
RENDER_OF(change)
RENDER_OF(change_list)
RENDER_OF(decision_list)
RENDER_OF(chart)
RENDER_OF(risk)
RENDER_OF(modifier)
RENDER_OF(statement)
RENDER_OF(burn)
RENDER_OF(assessment_list)
RENDER_OF(assessment)
RENDER_OF(delegation)
RENDER_OF(metrics)
RENDER_OF(whatif_list)
RENDER_OF(layout)
RENDER_OF(adr)
RENDER_OF(timer)
RENDER_OF(timer_list)
RENDER_OF(action)
RENDER_OF(action_list)
RENDER_OF(sweep)
RENDER_OF(sow)
RENDER_OF(sow_list)
RENDER_OF(slo_case)
RENDER_OF(slo_case_list)
RENDER_OF(slo_report)
RENDER_OF(slo_sweep)
RENDER_OF(meeting)
RENDER_OF(meeting_list)
RENDER_OF(cadence_report)
RENDER_OF(stop)
RENDER_OF(stop_list)
RENDER_OF(stop_summary)
RENDER_OF(dispute)
RENDER_OF(dispute_list)

static void free_document(void *result)
{
    ctr_document_free(result);
}

static const struct {
    ctr_status (*render)(const void *result, ctr_write_fn write, void *user, ctr_error **err);
    void (*release)(void *result);
} kinds[] = {
    [CTRGO_VERSION] = {render_version, free_version},
    [CTRGO_VERSION_LIST] = {render_version_list, free_version_list},
    [CTRGO_EVOLUTION] = {render_evolution, free_evolution},
    [CTRGO_SUMMARY] = {render_summary, free_summary},
    [CTRGO_CONSUMER] = {render_consumer, free_consumer},
    [CTRGO_CONSUMER_LIST] = {render_consumer_list, free_consumer_list},
    [CTRGO_EVENT_LIST] = {render_event_list, free_event_list},
    [CTRGO_INFO] = {render_info, free_info},
    [CTRGO_REPORT] = {render_report, free_report},
    [CTRGO_IMPORT_REPORT] = {render_import_report, free_import_report},
    [CTRGO_DIFF] = {render_diff, free_diff},
    [CTRGO_OUTLINE] = {render_outline, free_outline},
    [CTRGO_RULES] = {render_rules, free_rules},
    [CTRGO_VALIDATION] = {render_validation, free_validation},
    [CTRGO_BATCH_RESULT] = {render_batch_result, free_batch_result},
    [CTRGO_SHARE] = {render_share, free_share},
    [CTRGO_SHARE_FINDINGS] = {render_share_findings, free_share_findings},
    [CTRGO_CALENDAR] = {render_calendar, free_calendar},
    [CTRGO_CALENDAR_LIST] = {render_calendar_list, free_calendar_list},
    [CTRGO_TERMS] = {render_terms, free_terms},
    [CTRGO_LINT_REPORT] = {render_lint_report, free_lint_report},
    [CTRGO_CLASSIFICATION] = {render_classification, free_classification},
    [CTRGO_RANKING] = {render_ranking, free_ranking},
    [CTRGO_VOLATILITY] = {render_volatility, free_volatility},
    [CTRGO_LEDGER] = {render_ledger, free_ledger},
    [CTRGO_ACCOUNT] = {render_account, free_account},
    [CTRGO_ENTRY_LIST] = {render_entry_list, free_entry_list},
    [CTRGO_TRIAL] = {render_trial, free_trial},
    [CTRGO_PERIOD] = {render_period, free_period},
    [CTRGO_PERIOD_LIST] = {render_period_list, free_period_list},
    [CTRGO_LEDGER_REPORT] = {render_ledger_report, free_ledger_report},
    [CTRGO_CHECKPOINT] = {render_checkpoint, free_checkpoint},
    [CTRGO_PROOF] = {render_proof, free_proof},
    [CTRGO_ASSESSMENT] = {render_assessment, free_assessment},
    [CTRGO_ASSESSMENT_LIST] = {render_assessment_list, free_assessment_list},
    [CTRGO_BURN] = {render_burn, free_burn},
    [CTRGO_STATEMENT] = {render_statement, free_statement},
    [CTRGO_CHART] = {render_chart, free_chart},
    [CTRGO_RISK] = {render_risk, free_risk},
    [CTRGO_MODIFIER] = {render_modifier, free_modifier},
    [CTRGO_CHANGE] = {render_change, free_change},
    [CTRGO_CHANGE_LIST] = {render_change_list, free_change_list},
    [CTRGO_DECISION_LIST] = {render_decision_list, free_decision_list},
    [CTRGO_DELEGATION] = {render_delegation, free_delegation},
    [CTRGO_METRICS] = {render_metrics, free_metrics},
    [CTRGO_WHATIF_LIST] = {render_whatif_list, free_whatif_list},
    [CTRGO_SOW] = {render_sow, free_sow},
    [CTRGO_SOW_LIST] = {render_sow_list, free_sow_list},
    [CTRGO_LAYOUT] = {render_layout, free_layout},
    [CTRGO_ADR_RECORD] = {render_adr, free_adr},
    [CTRGO_TIMER] = {render_timer, free_timer},
    [CTRGO_TIMER_LIST] = {render_timer_list, free_timer_list},
    [CTRGO_ACTION] = {render_action, free_action},
    [CTRGO_ACTION_LIST] = {render_action_list, free_action_list},
    [CTRGO_SWEEP] = {render_sweep, free_sweep},
    [CTRGO_SLO_CASE] = {render_slo_case, free_slo_case},
    [CTRGO_SLO_CASE_LIST] = {render_slo_case_list, free_slo_case_list},
    [CTRGO_SLO_REPORT] = {render_slo_report, free_slo_report},
    [CTRGO_SLO_SWEEP] = {render_slo_sweep, free_slo_sweep},
    [CTRGO_MEETING] = {render_meeting, free_meeting},
    [CTRGO_MEETING_LIST] = {render_meeting_list, free_meeting_list},
    [CTRGO_CADENCE_REPORT] = {render_cadence_report, free_cadence_report},
    [CTRGO_STOP] = {render_stop, free_stop},
    [CTRGO_STOP_LIST] = {render_stop_list, free_stop_list},
    [CTRGO_STOP_SUMMARY] = {render_stop_summary, free_stop_summary},
    [CTRGO_DISPUTE] = {render_dispute, free_dispute},
    [CTRGO_DISPUTE_LIST] = {render_dispute_list, free_dispute_list},
    [CTRGO_DOCUMENT] = {NULL, free_document},
};

struct text {
    char *bytes;
    size_t size;
};

static int collect(void *user, const void *bytes, size_t size)
{
    struct text *t = user;
    char *more = realloc(t->bytes, t->size + size);
    if (!more) {
        return 1;
    }
    memcpy(more + t->size, bytes, size);
    t->bytes = more;
    t->size += size;
    return 0;
}

/* The end of a call that wrote to a text. */
static ctr_status hand_over(ctr_status status, struct text t, char **bytes, size_t *size)
{
    if (status != CTR_OK) {
        free(t.bytes);
        t = (struct text){NULL, 0};
    }
    *bytes = t.bytes;
    *size = t.size;
    return status;
}

ctr_status ctrgo_render(int kind, const void *result, char **bytes, size_t *size, ctr_error **err)
{
    struct text t = {NULL, 0};
    ctr_status status = kinds[kind].render(result, collect, &t, err);

    return hand_over(status, t, bytes, size);
}

void ctrgo_free(int kind, void *result)
{
    kinds[kind].release(result);
}

/* --- callbacks: from C to the functions of callback.go --- */

static int on_clock(void *user, int64_t *now_us)
{
    return ctrgoClock((uintptr_t)user, now_us);
}

static int on_random(void *user, void *buffer, size_t size)
{
    return ctrgoRandom((uintptr_t)user, buffer, size);
}

static void on_log(void *user, int32_t level, const char *text)
{
    ctrgoLog((uintptr_t)user, level, (char *)(uintptr_t)text);
}

static int on_authorise(void *user, const char *actor, const char *verb, const char *subject)
{
    return ctrgoAuthorise((uintptr_t)user, (char *)(uintptr_t)actor, (char *)(uintptr_t)verb,
                          (char *)(uintptr_t)subject);
}

static int on_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    return ctrgoProgress((uintptr_t)user, (char *)(uintptr_t)what, done, total);
}

static int on_write(void *user, const void *bytes, size_t size)
{
    return ctrgoWrite((uintptr_t)user, (void *)(uintptr_t)bytes, size);
}

static int64_t on_read(void *user, void *buffer, size_t capacity)
{
    return ctrgoRead((uintptr_t)user, buffer, capacity);
}

static int on_resolve(void *user, const char *path, const void **data, size_t *size)
{
    void *found = NULL;
    int answer = ctrgoResolve((uintptr_t)user, (char *)(uintptr_t)path, &found, size);
    *data = found;
    return answer;
}

/* --- calls --- */

ctr_status ctrgo_open(const char *path, ctr_store_options *options, int hooks, uintptr_t user,
                      ctr_store **out, ctr_error **err)
{
    options->user = (void *)user;
    options->clock = hooks & CTRGO_CLOCK ? on_clock : NULL;
    options->random = hooks & CTRGO_RANDOM ? on_random : NULL;
    options->log = hooks & CTRGO_LOG ? on_log : NULL;
    options->authorise = hooks & CTRGO_AUTHORISE ? on_authorise : NULL;
    options->progress = hooks & CTRGO_PROGRESS ? on_progress : NULL;
    return ctr_store_open(path, options, out, err);
}

static ctr_source source_of(const ctrgo_source *given, const char *data, size_t size)
{
    ctr_source source;

    ctr_source_init(&source, sizeof source);
    source.format = given->format;
    source.file = given->file;
    source.data = data;
    source.size = size;
    source.resolve = given->user ? on_resolve : NULL;
    source.user = (void *)given->user;
    return source;
}

ctr_status ctrgo_create(ctr_store *store, ctr_create *create, const ctrgo_source *source,
                        const char *data, size_t size, const ctr_call *call, ctr_version **out,
                        ctr_error **err)
{
    ctr_create c = *create;
    c.document = source_of(source, data, size);
    return ctr_contract_create(store, &c, call, out, err);
}

ctr_status ctrgo_evolve(ctr_store *store, ctr_evolve *evolve, const ctrgo_source *source,
                        const char *data, size_t size, const ctr_call *call, ctr_evolution **out,
                        ctr_error **err)
{
    ctr_evolve e = *evolve;
    e.document = source_of(source, data, size);
    return ctr_contract_evolve(store, &e, call, out, err);
}

ctr_status ctrgo_change_verb(ctr_store *store, int which, const char *team, const char *name,
                             const char *id, const ctr_call *call, ctr_change **out,
                             ctr_error **err)
{
    static ctr_status (*const verbs[])(ctr_store *, const char *, const char *, const char *,
                                       const ctr_call *, ctr_change **, ctr_error **) = {
        [CTRGO_SUBMIT] = ctr_change_submit,       [CTRGO_CLASSIFY] = ctr_change_reclassify,
        [CTRGO_IMPLEMENT] = ctr_change_implement, [CTRGO_WITHDRAW] = ctr_change_withdraw,
        [CTRGO_REOPEN] = ctr_change_reopen,       [CTRGO_IMPORT_DECISION] = ctr_decision_import,
    };
    return verbs[which](store, team, name, id, call, out, err);
}

ctr_status ctrgo_adr(const ctrgo_source *source, const char *data, size_t size, ctr_adr **out,
                     ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    return ctr_adr_read(&s, NULL, out, err);
}

ctr_status ctrgo_whatif(ctr_store *store, const ctrgo_source *source, const char *data, size_t size,
                        const ctr_change_filter *filter, ctr_whatif_list **out, ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    return ctr_change_whatif(store, &s, filter, out, err);
}

ctr_status ctrgo_sow_lint(ctr_store *store, const char *team, const ctrgo_source *source,
                          const char *data, size_t size, ctr_lint_report **out, ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    return ctr_sow_lint_source(store, team, &s, out, err);
}

ctr_status ctrgo_change_paper(ctr_store *store, int which, const char *team, const char *name,
                              const char *id, const ctrgo_source *source, const char *data,
                              size_t size, const ctr_call *call, ctr_change **out, ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    switch (which) {
    case CTRGO_OPEN:
        return ctr_change_open(store, team, name, &s, call, out, err);
    case CTRGO_IMPACT:
        return ctr_change_impact(store, team, name, id, &s, call, out, err);
    case CTRGO_MEMO:
        return ctr_decision_record(store, team, name, id, &s, NULL, call, out, err);
    default:
        return ctr_decision_record(store, team, name, id, NULL, &s, call, out, err);
    }
}

ctr_status ctrgo_batch_create(ctr_batch *batch, ctr_create *create, const ctrgo_source *source,
                              const char *data, size_t size, const ctr_call *call, ctr_error **err)
{
    ctr_create c = *create;
    c.document = source_of(source, data, size);
    return ctr_batch_create(batch, &c, call, err);
}

ctr_status ctrgo_batch_evolve(ctr_batch *batch, ctr_evolve *evolve, const ctrgo_source *source,
                              const char *data, size_t size, const ctr_call *call, ctr_error **err)
{
    ctr_evolve e = *evolve;
    e.document = source_of(source, data, size);
    return ctr_batch_evolve(batch, &e, call, err);
}

static void progress_of(ctr_diff_options *options, uintptr_t user)
{
    options->progress = user ? on_progress : NULL;
    options->user = (void *)user;
}

ctr_status ctrgo_diff(const ctrgo_source *older, const char *old_data, size_t old_size,
                      const ctrgo_source *newer, const char *new_data, size_t new_size,
                      ctr_diff_options *options, uintptr_t user, ctr_diff **out, ctr_error **err)
{
    ctr_source a = source_of(older, old_data, old_size);
    ctr_source b = source_of(newer, new_data, new_size);
    progress_of(options, user);
    return ctr_diff_documents(&a, &b, options, out, err);
}

ctr_status ctrgo_validate(const ctrgo_source *schema, const char *schema_data, size_t schema_size,
                          const ctrgo_source *document, const char *data, size_t size,
                          ctr_validate_options *options, const int32_t *cancel, uintptr_t user,
                          ctr_validation **out, ctr_error **err)
{
    ctr_source s = source_of(schema, schema_data, schema_size);
    ctr_source d = source_of(document, data, size);
    options->progress = user ? on_progress : NULL;
    options->user = (void *)user;
    options->cancel = cancel;
    return ctr_validate_documents(&s, &d, options, out, err);
}

ctr_status ctrgo_outline(const ctrgo_source *source, const char *data, size_t size,
                         ctr_diff_options *options, uintptr_t user, ctr_outline **out,
                         ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    progress_of(options, user);
    return ctr_outline_read(&s, options, out, err);
}

ctr_status ctrgo_share_rule(const ctrgo_source *source, const char *data, size_t size,
                            ctr_diff_options *options, uintptr_t user, ctr_share_rule **out,
                            ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    progress_of(options, user);
    return ctr_share_rule_read(&s, options, out, err);
}

ctr_status ctrgo_share_lint(const ctrgo_source *source, const char *data, size_t size,
                            ctr_diff_options *options, uintptr_t user, ctr_share_findings **out,
                            ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    progress_of(options, user);
    return ctr_share_lint(&s, options, out, err);
}

ctr_status ctrgo_calendar(const ctrgo_source *source, const char *data, size_t size,
                          const ctr_calendar_options *options, ctr_calendar **out, ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    return ctr_calendar_read(&s, options, out, err);
}

ctr_status ctrgo_calendars(const ctrgo_source *source, const char *data, size_t size,
                           const ctr_calendar_options *options, ctr_calendar_list **out,
                           ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    return ctr_calendar_list_read(&s, options, out, err);
}

ctr_status ctrgo_terms(const ctrgo_source *source, const char *data, size_t size,
                       ctr_terms_kind kind, uint32_t flags, const ctr_diff_options *options,
                       ctr_terms **out, ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    return ctr_terms_read(&s, kind, flags, options, out, err);
}

ctr_status ctrgo_lint(const ctrgo_source *source, const char *data, size_t size,
                      ctr_terms_kind kind, const ctr_diff_options *options, ctr_lint_report **out,
                      ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    return ctr_terms_lint(&s, kind, options, out, err);
}

ctr_status ctrgo_classify(const ctrgo_source *master, const char *master_data, size_t master_size,
                          const ctrgo_source *change, const char *change_data, size_t change_size,
                          const ctr_classify_options *options, ctr_classification **out,
                          ctr_error **err)
{
    ctr_source m = source_of(master, master_data, master_size);
    ctr_source c = source_of(change, change_data, change_size);
    return ctr_change_classify(&m, &c, options, out, err);
}

ctr_status ctrgo_rank(const ctrgo_source *source, const char *data, size_t size,
                      const ctr_diff_options *options, ctr_ranking **out, ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    return ctr_sow_rank(&s, options, out, err);
}

ctr_status ctrgo_volatility(const ctrgo_source *source, const char *data, size_t size,
                            const ctrgo_source *backlog, const char *items, size_t items_size,
                            const ctr_diff_options *options, ctr_volatility **out, ctr_error **err)
{
    ctr_source s = source_of(source, data, size);
    ctr_source b;
    if (!backlog) {
        return ctr_sow_volatility(&s, NULL, options, out, err);
    }
    b = source_of(backlog, items, items_size);
    return ctr_sow_volatility(&s, &b, options, out, err);
}

ctr_status ctrgo_terms_schema(ctr_terms_kind kind, ctr_schema_form form, char **bytes, size_t *size,
                              ctr_error **err)
{
    struct text t = {NULL, 0};
    ctr_status status = ctr_terms_schema(kind, form, collect, &t, err);
    return hand_over(status, t, bytes, size);
}

ctr_status ctrgo_terms_to_xml(const ctrgo_source *source, const char *data, size_t data_size,
                              ctr_terms_kind kind, char **bytes, size_t *size, ctr_error **err)
{
    struct text t = {NULL, 0};
    ctr_source s = source_of(source, data, data_size);
    ctr_status status = ctr_terms_to_xml(&s, kind, collect, &t, err);
    return hand_over(status, t, bytes, size);
}

ctr_status ctrgo_export(ctr_store *store, const ctr_export_options *options, uintptr_t user,
                        ctr_error **err)
{
    return ctr_export(store, options, on_write, (void *)user, err);
}

ctr_status ctrgo_ledger_export(ctr_store *store, const char *team, const char *name,
                               ctr_ledger_form form, uintptr_t user, ctr_error **err)
{
    return ctr_ledger_export(store, team, name, form, on_write, (void *)user, err);
}

ctr_status ctrgo_import(ctr_store *store, const ctr_import_options *options, uintptr_t user,
                        const ctr_call *call, ctr_import_report **out, ctr_error **err)
{
    return ctr_import(store, options, on_read, (void *)user, call, out, err);
}

/* --- the active version --- */

static const char *(*const texts[CTRGO_TEXTS])(const ctr_version *) = {
    ctr_version_team,       ctr_version_name,         ctr_version_label,
    ctr_version_id,         ctr_version_owner_role,   ctr_version_owner_agent,
    ctr_version_metadata,   ctr_version_base,         ctr_version_superseded_by,
    ctr_version_reason,     ctr_version_break_reason, ctr_version_document_sha256,
    ctr_version_created_by,
};

static void facts_of(const ctr_version *v, ctrgo_active_version *facts)
{
    facts->revision = ctr_version_revision(v);
    facts->document_size = ctr_version_document_size(v);
    facts->consumers = ctr_version_consumers(v);
    facts->created_us = ctr_version_created_us(v);
    facts->activated_us = ctr_version_activated_us(v);
    facts->deprecated_us = ctr_version_deprecated_us(v);
    facts->retired_us = ctr_version_retired_us(v);
    facts->sunset_us = ctr_version_sunset_us(v);
    facts->type = (int32_t)ctr_version_type(v);
    facts->format = (int32_t)ctr_version_format(v);
    facts->state = (int32_t)ctr_version_state(v);
    facts->mode = (int32_t)ctr_version_mode(v);
    facts->profile = (int32_t)ctr_version_profile(v);
}

static int texts_of(const ctr_version *v, char *buffer, size_t room, uint32_t *ends)
{
    size_t used = 0;

    for (size_t i = 0; i < CTRGO_TEXTS; i++) {
        const char *text = texts[i](v);
        size_t size = text ? strlen(text) : 0;
        if (size > room - used) {
            return 0;
        }
        memcpy(buffer + used, text ? text : "", size);
        used += size;
        ends[i] = (uint32_t)used;
    }
    return 1;
}

static void text_of(char out[CTRGO_NAME], const char *bytes, size_t size)
{
    memcpy(out, bytes, size);
    out[size] = '\0';
}

ctr_status ctrgo_active(ctr_store *store, const char *team, size_t team_size, const char *name,
                        size_t name_size, char *buffer, size_t room, ctrgo_active_version *facts,
                        ctr_version **out, ctr_error **err)
{
    char team_text[CTRGO_NAME];
    char name_text[CTRGO_NAME];

    text_of(team_text, team, team_size);
    text_of(name_text, name, name_size);
    ctr_status status = ctr_contract_active(store, team_text, name_text, out, err);
    if (status != CTR_OK) {
        return status;
    }
    facts->fits = texts_of(*out, buffer, room, facts->ends);
    if (facts->fits) {
        facts_of(*out, facts);
        ctr_version_free(*out);
        *out = NULL;
    }
    return CTR_OK;
}

ctr_status ctrgo_scaffold(const char *dir, uint32_t dry_run, int64_t now_us, ctr_layout **out,
                          ctr_error **err)
{
    ctr_layout_options o;
    ctr_layout_options_init(&o, sizeof o);
    o.dir = dir;
    o.dry_run = dry_run;
    o.now_us = now_us;
    return ctr_layout_scaffold(&o, out, err);
}

ctr_status ctrgo_sync(ctr_store *store, const char *dir, const char *team, const ctr_call *call,
                      ctr_layout **out, ctr_error **err)
{
    ctr_sync_options o;
    ctr_sync_options_init(&o, sizeof o);
    o.dir = dir;
    o.team = team;
    return ctr_layout_sync(store, &o, call, out, err);
}

ctr_status ctrgo_measure(ctr_store *store, const char *team, const char *name, const char *of,
                         const char *value, const char *on, int64_t n, const char *low,
                         const char *high, const char *evidence, const ctr_call *call,
                         ctr_sow **out, ctr_error **err)
{
    ctr_sow_measurement m;
    ctr_sow_measurement_init(&m, sizeof m);
    m.of = of;
    m.value = value;
    m.on = on;
    m.n = n;
    m.low = low;
    m.high = high;
    m.evidence = evidence;
    return ctr_sow_measured(store, team, name, &m, call, out, err);
}
