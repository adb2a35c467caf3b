/* The side of C; see bridge.h. */
#include "bridge_text.h"

#include "_cgo_export.h"

#include <stdlib.h>
#include <string.h>

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
    struct ctrgo_text t = {NULL, 0};
    ctr_status status = ctr_terms_schema(kind, form, ctrgo_collect, &t, err);
    return ctrgo_hand_over(status, t, bytes, size);
}

ctr_status ctrgo_terms_to_xml(const ctrgo_source *source, const char *data, size_t data_size,
                              ctr_terms_kind kind, char **bytes, size_t *size, ctr_error **err)
{
    struct ctrgo_text t = {NULL, 0};
    ctr_source s = source_of(source, data, data_size);
    ctr_status status = ctr_terms_to_xml(&s, kind, ctrgo_collect, &t, err);
    return ctrgo_hand_over(status, t, bytes, size);
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
