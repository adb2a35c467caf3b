/*
 * Scenes of t_oom.c: contracts, their documents and consumers, and what is asked of a whole store.
 */
#ifndef TESTS_FAULT_OOM_CONTRACT_H
#define TESTS_FAULT_OOM_CONTRACT_H

#include "fault/oom_deal.h"
#include "fault/oom_document.h"
#include "fault/oom_ledger.h"
#include "support/faultmem.h"

#define V1 SCHEMA("\"a\":{\"type\":\"string\"},\"id\":{\"$ref\":\"types/id.json\"}", "\"a\"")
#define V2 SCHEMA("\"a\":{\"type\":\"integer\"},\"id\":{\"$ref\":\"types/id.json\"}", "\"a\"")
#define V3                                                                                         \
    SCHEMA("\"a\":{\"type\":\"string\"},\"id\":{\"$ref\":\"types/id.json\"},\"b\":{}", "\"a\"")

static ctr_status create(struct scene_state *s)
{
    ctr_create c;
    ctr_version *v = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "orders";
    c.owner_role = "lead";
    c.metadata = "{\"b\":1,\"a\":[true,null]}";
    source(&c.document, V1);
    TRY(ctr_contract_create(s->store, &c, NULL, &v, &s->err));
    SHOW(s, version, v);
    return CTR_OK;
}

static ctr_status activate(struct scene_state *s, const char *label, uint32_t flags)
{
    ctr_call call;
    ctr_version *v = NULL;

    ctr_call_init(&call, sizeof call);
    call.flags = flags;
    call.reason = "a reason";
    TRY(ctr_version_activate(s->store, "shop", "orders", label, &call, &v, &s->err));
    SHOW(s, version, v);
    return CTR_OK;
}

static ctr_status evolve_to(struct scene_state *s, const char *text)
{
    ctr_evolve e;
    ctr_evolution *out = NULL;

    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "orders";
    source(&e.document, text);
    TRY(ctr_contract_evolve(s->store, &e, NULL, &out, &s->err));
    SHOW(s, evolution, out);
    return CTR_OK;
}

static ctr_status enroll(struct scene_state *s, const char *name, const char *pin, const char *part)
{
    ctr_consumer_spec k;
    ctr_consumer *out = NULL;

    ctr_consumer_spec_init(&k, sizeof k);
    k.team = "shop";
    k.name = "orders";
    k.consumer = name;
    k.pin = pin;
    k.parts = &part;
    k.part_count = part != NULL;
    TRY(ctr_consumer_register(s->store, &k, NULL, &out, &s->err));
    SHOW(s, consumer, out);
    return CTR_OK;
}

/* --- preparations, without faults --- */

static ctr_status nothing(struct scene_state *s)
{
    (void)s;
    return CTR_OK;
}

static ctr_status active_with_consumers(struct scene_state *s)
{
    TRY(create(s));
    TRY(activate(s, "1.0.0", 0));
    TRY(enroll(s, "web", NULL, "/a"));
    return enroll(s, "pinned", "^1.0", NULL);
}

static ctr_status with_breaking_draft(struct scene_state *s)
{
    TRY(active_with_consumers(s));
    return evolve_to(s, V2);
}

static ctr_status full(struct scene_state *s)
{
    TRY(with_breaking_draft(s));
    TRY(activate(s, "2.0.0", CTR_CALL_DECLARE_BREAK));
    TRY(evolve_to(s, V3));
    TRY(accrued(s));
    return with_ledger(s);
}

static ctr_status booked(struct scene_state *s)
{
    TRY(create(s));
    return with_ledger(s);
}

static ctr_status exported(struct scene_state *s)
{
    ctr_export_options o;
    ctr_store_options fresh;

    TRY(full(s));
    ctr_export_options_init(&o, sizeof o);
    o.gzip = 1;
    TRY(ctr_export(s->store, &o, text_sink_write, &s->file, &s->err));
    ctr_store_close(s->store);
    s->store = NULL;
    ctr_store_options_init(&fresh, sizeof fresh);
    fresh.flags = CTR_STORE_CREATE | CTR_STORE_MEMORY;
    fresh.allocator = faultmem_allocator();
    return ctr_store_open("", &fresh, &s->store, &s->err);
}

/* --- acts, with faults --- */

static ctr_status act_create_activate(struct scene_state *s)
{
    ctr_batch *b = NULL;
    ctr_batch_result *r = NULL;
    ctr_create c;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "orders";
    source(&c.document, V1);
    ctr_status status = ctr_batch_new(faultmem_allocator(), &b, &s->err);
    if (status == CTR_OK) {
        status = ctr_batch_create(b, &c, NULL, &s->err);
    }
    if (status == CTR_OK) {
        status = ctr_batch_activate(b, "shop", "orders", "1.0.0", NULL, &s->err);
    }
    if (status == CTR_OK) {
        status = ctr_batch_apply(s->store, b, &r, &s->err);
    }
    ctr_batch_free(b);
    TRY(status);
    SHOW(s, batch_result, r);
    return CTR_OK;
}

static ctr_status act_evolve(struct scene_state *s)
{
    return evolve_to(s, V2);
}

/* So long that it is compared without the lock. */
static ctr_status act_evolve_long(struct scene_state *s)
{
    static char text[70000];

    if (!*text) {
        char *at = text + sprintf(text, "%.*s,\"description\":\"", (int)strlen(V2) - 1, V2);
        memset(at, 'x', 66000);
        strcpy(at + 66000, "\"}");
    }
    return evolve_to(s, text);
}

/* The mode was changed since, so it is compared again. */
static ctr_status with_long_draft(struct scene_state *s)
{
    ctr_edit e;

    TRY(active_with_consumers(s));
    TRY(act_evolve_long(s));
    ctr_edit_init(&e, sizeof e);
    e.mode = CTR_MODE_FULL;
    return ctr_contract_edit(s->store, "shop", "orders", &e, NULL, NULL, &s->err);
}

static ctr_status act_activate(struct scene_state *s)
{
    return activate(s, "2.0.0", CTR_CALL_DECLARE_BREAK);
}

static ctr_status act_deprecate(struct scene_state *s)
{
    ctr_call call;
    ctr_version *v = NULL;

    ctr_call_init(&call, sizeof call);
    call.reason = "old";
    TRY(ctr_version_deprecate(s->store, "shop", "orders", "1.0.0", INT64_C(1) << 52, &call, &v,
                              &s->err));
    SHOW(s, version, v);
    return CTR_OK;
}

static ctr_status act_retire(struct scene_state *s)
{
    ctr_call call;
    ctr_version *v = NULL;

    ctr_call_init(&call, sizeof call);
    call.reason = "gone";
    call.flags = CTR_CALL_FORCE;
    TRY(ctr_version_retire(s->store, "shop", "orders", "1.0.0", &call, &v, &s->err));
    SHOW(s, version, v);
    return CTR_OK;
}

static ctr_status act_rollback(struct scene_state *s)
{
    ctr_call call;
    ctr_evolution *e = NULL;

    ctr_call_init(&call, sizeof call);
    call.reason = "worse";
    TRY(ctr_contract_rollback(s->store, "shop", "orders", "1.0.0", NULL, &call, &e, &s->err));
    SHOW(s, evolution, e);
    return CTR_OK;
}

static ctr_status act_edit_register(struct scene_state *s)
{
    ctr_edit edit;
    ctr_version *v = NULL;

    ctr_edit_init(&edit, sizeof edit);
    edit.owner_agent = "agent";
    edit.metadata = "{\"x\":{\"y\":1.50}}";
    TRY(ctr_contract_edit(s->store, "shop", "orders", &edit, NULL, &v, &s->err));
    SHOW(s, version, v);
    TRY(enroll(s, "web", "1.x", "/id"));
    ctr_status status =
        ctr_consumer_unregister(s->store, "shop", "orders", "pinned", NULL, &s->err);
    if (status == CTR_E_NOT_FOUND) { /* the second try, after a failure behind this call */
        ctr_error_free(s->err);
        s->err = NULL;
        status = CTR_OK;
    }
    TRY(status);
    return enroll(s, "pinned", "^1.0", NULL);
}

static ctr_status act_look(struct scene_state *s)
{
    ctr_version *v = NULL;
    ctr_version_list *list = NULL;
    ctr_summary *summary = NULL;
    ctr_document *document = NULL;
    ctr_consumer_list *consumers = NULL;
    ctr_evolution *evolution = NULL;
    ctr_consumer_filter filter;

    for (int i = 0; i < 2; i++) { /* from the store, then from memory */
        TRY(ctr_contract_active(s->store, "shop", "orders", &v, &s->err));
        SHOW(s, version, v);
    }
    TRY(ctr_version_get(s->store, "shop", "orders", ">=1 <3 || ^7", &v, &s->err));
    SHOW(s, version, v);
    TRY(ctr_contract_list(s->store, NULL, &list, &s->err));
    SHOW(s, version_list, list);
    TRY(ctr_contract_history(s->store, "shop", "orders", NULL, 0, &list, &s->err));
    SHOW(s, version_list, list);
    TRY(ctr_team_summary(s->store, "shop", &summary, &s->err));
    SHOW(s, summary, summary);
    ctr_consumer_filter_init(&filter, sizeof filter);
    filter.consumer = "web";
    TRY(ctr_consumer_find(s->store, &filter, &consumers, &s->err));
    SHOW(s, consumer_list, consumers);
    TRY(ctr_contract_evolution(s->store, "shop", "orders", "2.0.0", &evolution, &s->err));
    SHOW(s, evolution, evolution);
    TRY(ctr_version_document(s->store, "shop", "orders", "1.0.0", "types/id.json", &document,
                             &s->err));
    text_sink_write(&s->out, ctr_document_data(document), ctr_document_size(document));
    ctr_document_free(document);
    return CTR_OK;
}

static ctr_status act_check(struct scene_state *s)
{
    ctr_event_filter filter;
    ctr_event_list *list = NULL;
    ctr_report *report = NULL;
    ctr_info *info = NULL;

    ctr_event_filter_init(&filter, sizeof filter);
    filter.team = "shop";
    filter.kind = "version.";
    TRY(ctr_event_find(s->store, &filter, &list, &s->err));
    SHOW(s, event_list, list);
    TRY(ctr_store_check(s->store, CTR_CHECK_REPLAY, &report, &s->err));
    SHOW(s, report, report);
    TRY(ctr_store_verify(s->store, &report, &s->err));
    SHOW(s, report, report);
    TRY(ctr_store_info(s->store, &info, &s->err));
    ctr_info_free(info);
    return CTR_OK;
}

static ctr_status act_export(struct scene_state *s)
{
    ctr_export_options o;

    ctr_export_options_init(&o, sizeof o);
    TRY(ctr_export(s->store, &o, text_sink_write, &s->out, &s->err));
    o.form = CTR_EXCHANGE_JSON;
    o.team = "shop";
    o.name = "orders";
    o.gzip = 1;
    return ctr_export(s->store, &o, text_sink_write, &s->out, &s->err);
}

static int64_t read_file(void *user, void *buffer, size_t capacity)
{
    struct scene_state *s = user;
    size_t left = s->file.size - s->read;
    size_t n = left < capacity ? left : capacity;

    memcpy(buffer, s->file.text + s->read, n);
    s->read += n;
    return (int64_t)n;
}

static ctr_status act_import(struct scene_state *s)
{
    ctr_import_report *report = NULL;

    s->read = 0;
    TRY(ctr_import(s->store, NULL, read_file, s, NULL, &report, &s->err));
    SHOW(s, import_report, report);
    return CTR_OK;
}

#endif
