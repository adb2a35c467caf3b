/* Callbacks, and the calls that take functions of Go or documents; see bridge.h. */
#include "bridge_inside.h"

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

ctr_source ctrgo_source_of(const ctrgo_source *given, const char *data, size_t size)
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
    c.document = ctrgo_source_of(source, data, size);
    return ctr_contract_create(store, &c, call, out, err);
}

ctr_status ctrgo_evolve(ctr_store *store, ctr_evolve *evolve, const ctrgo_source *source,
                        const char *data, size_t size, const ctr_call *call, ctr_evolution **out,
                        ctr_error **err)
{
    ctr_evolve e = *evolve;
    e.document = ctrgo_source_of(source, data, size);
    return ctr_contract_evolve(store, &e, call, out, err);
}

ctr_status ctrgo_impact(ctr_store *store, ctr_evolve *evolve, const ctrgo_source *source,
                        const char *data, size_t size, ctr_evolution **out, ctr_error **err)
{
    ctr_evolve e = *evolve;
    e.document = ctrgo_source_of(source, data, size);
    return ctr_contract_impact(store, &e, out, err);
}

ctr_status ctrgo_can_evolve(ctr_store *store, ctr_evolve *evolve, const ctrgo_source *source,
                            const char *data, size_t size, ctr_can **out, ctr_error **err)
{
    ctr_evolve e = *evolve;
    e.document = ctrgo_source_of(source, data, size);
    return ctr_can_evolve(store, &e, out, err);
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
    ctr_source s = ctrgo_source_of(source, data, size);
    return ctr_adr_read(&s, NULL, out, err);
}

ctr_status ctrgo_whatif(ctr_store *store, const ctrgo_source *source, const char *data, size_t size,
                        const ctr_change_filter *filter, ctr_whatif_list **out, ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    return ctr_change_whatif(store, &s, filter, out, err);
}

ctr_status ctrgo_sow_lint(ctr_store *store, const char *team, const ctrgo_source *source,
                          const char *data, size_t size, ctr_lint_report **out, ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    return ctr_sow_lint_source(store, team, &s, out, err);
}

ctr_status ctrgo_change_paper(ctr_store *store, int which, const char *team, const char *name,
                              const char *id, const ctrgo_source *source, const char *data,
                              size_t size, const ctr_call *call, ctr_change **out, ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
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
    c.document = ctrgo_source_of(source, data, size);
    return ctr_batch_create(batch, &c, call, err);
}

ctr_status ctrgo_batch_evolve(ctr_batch *batch, ctr_evolve *evolve, const ctrgo_source *source,
                              const char *data, size_t size, const ctr_call *call, ctr_error **err)
{
    ctr_evolve e = *evolve;
    e.document = ctrgo_source_of(source, data, size);
    return ctr_batch_evolve(batch, &e, call, err);
}

void ctrgo_progress_of(ctr_diff_options *options, uintptr_t user)
{
    options->progress = user ? on_progress : NULL;
    options->user = (void *)user;
}

ctr_status ctrgo_diff(const ctrgo_source *older, const char *old_data, size_t old_size,
                      const ctrgo_source *newer, const char *new_data, size_t new_size,
                      ctr_diff_options *options, uintptr_t user, ctr_diff **out, ctr_error **err)
{
    ctr_source a = ctrgo_source_of(older, old_data, old_size);
    ctr_source b = ctrgo_source_of(newer, new_data, new_size);
    ctrgo_progress_of(options, user);
    return ctr_diff_documents(&a, &b, options, out, err);
}

ctr_status ctrgo_validate(const ctrgo_source *schema, const char *schema_data, size_t schema_size,
                          const ctrgo_source *document, const char *data, size_t size,
                          ctr_validate_options *options, const int32_t *cancel, uintptr_t user,
                          ctr_validation **out, ctr_error **err)
{
    ctr_source s = ctrgo_source_of(schema, schema_data, schema_size);
    ctr_source d = ctrgo_source_of(document, data, size);
    options->progress = user ? on_progress : NULL;
    options->user = (void *)user;
    options->cancel = cancel;
    return ctr_validate_documents(&s, &d, options, out, err);
}

ctr_status ctrgo_outline(const ctrgo_source *source, const char *data, size_t size,
                         ctr_diff_options *options, uintptr_t user, ctr_outline **out,
                         ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    ctrgo_progress_of(options, user);
    return ctr_outline_read(&s, options, out, err);
}

ctr_status ctrgo_used_parts(const ctrgo_source *document, const char *data, size_t size,
                            const ctrgo_source *use, const char *use_data, size_t use_size,
                            ctr_diff_options *options, uintptr_t user, ctr_outline **out,
                            ctr_error **err)
{
    ctr_source d = ctrgo_source_of(document, data, size);
    ctr_source u = ctrgo_source_of(use, use_data, use_size);
    ctrgo_progress_of(options, user);
    return ctr_used_parts(&d, &u, options, out, err);
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
