/*
 * Every allocation of the library, of SQLite and of libxml2 failed once, one by one, through the
 * public calls: scenes that together do everything a user can do. After each failure the store is
 * as it was, the same call succeeds when memory is back, and nothing was leaked; a call that
 * succeeds in spite of a failure gives the same output as one without.
 *
 *   t_oom [--all] [SCENE]
 *   t_oom --list              the names of the scenes
 *
 * Without --all the first scene is walked whole and the others at every STRIDE-th allocation from a
 * start that the seed picks (SEED in the environment; printed).
 */
#include "core/store.h"
#include "fault/oom_dispute.h"
#include "fault/oom_layout.h"
#include "fault/oom_ledger.h"
#include "fault/oom_watch.h"
#include "support/faultfork.h"
#include "support/faultmem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { STRIDE = 61 };

#define V1 SCHEMA("\"a\":{\"type\":\"string\"},\"id\":{\"$ref\":\"types/id.json\"}", "\"a\"")
#define V2 SCHEMA("\"a\":{\"type\":\"integer\"},\"id\":{\"$ref\":\"types/id.json\"}", "\"a\"")
#define V3                                                                                         \
    SCHEMA("\"a\":{\"type\":\"string\"},\"id\":{\"$ref\":\"types/id.json\"},\"b\":{}", "\"a\"")

#define API(extra)                                                                                 \
    "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /orders/{id}:\n    get:\n"          \
    "      parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n"  \
    "      responses:\n        '200':\n          description: d\n          content:\n"             \
    "            application/json:\n              schema:\n                type: object\n"         \
    "                required: [status]\n                properties:\n"                            \
    "                  total: {type: integer}\n" extra

static int resolve(void *user, const char *path, const void **data, size_t *size)
{
    static const char id[] = "{\"type\":\"integer\"}";
    (void)user;
    *data = id;
    *size = sizeof id - 1;
    return strcmp(path, "types/id.json") != 0;
}

static void source(ctr_source *s, const char *text)
{
    s->data = text;
    s->size = strlen(text);
    s->resolve = resolve;
}

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

static ctr_status act_compare(struct scene_state *s)
{
    static const char v1[] = API("                  status: {type: string, enum: [a, b]}\n");
    static const char v2[] = API("                  status: {type: string, enum: [a, b, c]}\n");
    ctr_source a;
    ctr_source b;
    ctr_diff_options o;
    ctr_diff *diff = NULL;
    ctr_outline *outline = NULL;

    ctr_source_init(&a, sizeof a);
    ctr_source_init(&b, sizeof b);
    source(&a, v1);
    source(&b, v2);
    ctr_diff_options_init(&o, sizeof o);
    o.allocator = faultmem_allocator();
    TRY(ctr_diff_documents(&a, &b, &o, &diff, &s->err));
    SHOW(s, diff, diff);
    TRY(ctr_outline_read(&a, &o, &outline, &s->err));
    SHOW(s, outline, outline);
    return CTR_OK;
}

static ctr_status act_validate(struct scene_state *s)
{
    static const char schema[] =
        "{\"$defs\":{\"n\":{\"enum\":[1,2,3,4,5,6,7,8,9]}},\"properties\":{\"a\":{\"pattern\":"
        "\"^[a-z]+$\"},\"b\":{\"uniqueItems\":true,\"items\":{\"$ref\":\"#/$defs/n\"}},"
        "\"c\":{\"anyOf\":[{\"type\":\"null\"},{\"maxLength\":1}]}},"
        "\"unevaluatedProperties\":false}";
    static const char value[] = "{\"a\":\"A1\",\"b\":[1,2,3,4,5,6,7,8,9,9,0],\"c\":\"xy\",\"d\":0}";
    ctr_source a;
    ctr_source b;
    ctr_validate_options o;
    ctr_validation *v = NULL;

    ctr_source_init(&a, sizeof a);
    ctr_source_init(&b, sizeof b);
    source(&a, schema);
    source(&b, value);
    ctr_validate_options_init(&o, sizeof o);
    o.allocator = faultmem_allocator();
    o.all = 1;
    TRY(ctr_validate_documents(&a, &b, &o, &v, &s->err));
    if (ctr_validation_count(v) != 5) {
        abort();
    }
    SHOW(s, validation, v);
    return CTR_OK;
}

/* --- changes --- */

/* Behind every deadline: 2100. */
#define LATER INT64_C(4102444800000000)

#define DEAL                                                                                       \
    "version: 1\nmeta: {id: deal}\ngovernance:\n  decision_rights:\n"                              \
    "    - {area: '*', approver: boss, sla_days: 2, pause_on: [data]}\n"                           \
    "change_policy:\n  thresholds: {budget_delta_pct_major: 10}\n"                                 \
    "incentives: {model: target_cost, currency: EUR, target: 1000}\n"

static ctr_status with_deal(struct scene_state *s)
{
    ctr_create c;

    TRY(with_breaking_draft(s));
    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "deal";
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    source(&c.document, DEAL);
    TRY(ctr_contract_create(s->store, &c, NULL, NULL, &s->err));
    return ctr_version_activate(s->store, "shop", "deal", "1.0.0", NULL, NULL, &s->err);
}

static ctr_status act_open(struct scene_state *s)
{
    ctr_source request;
    ctr_change *h = NULL;

    ctr_source_init(&request, sizeof request);
    source(&request, "id: CR-1\ntype: emergency\nneeds: []\nimpact_analysis: {budget_delta_pct: 5, "
                     "evolution: shop/orders@2.0.0}\n");
    TRY(ctr_change_open(s->store, "shop", "deal", &request, NULL, &h, &s->err));
    SHOW(s, change, h);
    return CTR_OK;
}

static ctr_status opened(struct scene_state *s)
{
    TRY(with_deal(s));
    return act_open(s);
}

static ctr_status act_submit(struct scene_state *s)
{
    ctr_change *h = NULL;

    TRY(ctr_change_submit(s->store, "shop", "deal", "CR-1", NULL, &h, &s->err));
    SHOW(s, change, h);
    return CTR_OK;
}

static ctr_status act_implement(struct scene_state *s)
{
    ctr_call call;
    ctr_change *h = NULL;

    ctr_call_init(&call, sizeof call);
    call.reason = "it burns";
    call.flags = CTR_CALL_DECLARE_BREAK;
    TRY(ctr_change_implement(s->store, "shop", "deal", "CR-1", &call, &h, &s->err));
    SHOW(s, change, h);
    return CTR_OK;
}

/* The right of the master above has no policy, so silence is a breach. */
static ctr_status submitted(struct scene_state *s)
{
    TRY(opened(s));
    return act_submit(s);
}

static ctr_status approved(struct scene_state *s)
{
    ctr_source request;
    ctr_call call;

    TRY(with_deal(s));
    ctr_source_init(&request, sizeof request);
    source(&request, "id: CR-2\nrequester: fred\nimpact_analysis: {budget_delta_pct: 5}\n");
    TRY(ctr_change_open(s->store, "shop", "deal", &request, NULL, NULL, &s->err));
    TRY(ctr_change_submit(s->store, "shop", "deal", "CR-2", NULL, NULL, &s->err));
    ctr_call_init(&call, sizeof call);
    call.actor = "boss";
    return ctr_change_decide(s->store, "shop", "deal", "CR-2", CTR_OUTCOME_APPROVED, &call, NULL,
                             &s->err);
}

/* By who decides, so that the right is looked up. */
static ctr_status undo(struct scene_state *s,
                       ctr_status (*verb)(ctr_store *, const char *, const char *, const char *,
                                          const ctr_call *, ctr_change **, ctr_error **))
{
    ctr_call call;
    ctr_change *h = NULL;

    ctr_call_init(&call, sizeof call);
    call.actor = "boss";
    call.reason = "nobody carries it out";
    TRY(verb(s->store, "shop", "deal", "CR-2", &call, &h, &s->err));
    SHOW(s, change, h);
    return CTR_OK;
}

static ctr_status act_undo(struct scene_state *s)
{
    return undo(s, ctr_change_withdraw);
}

static ctr_status act_reopen(struct scene_state *s)
{
    return undo(s, ctr_change_reopen);
}

static ctr_status act_sweep(struct scene_state *s)
{
    ctr_sweep *found = NULL;

    TRY(ctr_timer_sweep(s->store, LATER, NULL, NULL, &found, &s->err));
    SHOW(s, sweep, found);
    return CTR_OK;
}

static ctr_status swept(struct scene_state *s)
{
    TRY(submitted(s));
    return act_sweep(s);
}

static ctr_status act_tell(struct scene_state *s)
{
    ctr_timer *timer = NULL;
    ctr_timer_list *timers = NULL;
    ctr_action_list *outbox = NULL;
    ctr_action *told = NULL;
    ctr_delivery d;
    char id[64];

    TRY(ctr_timer_get(s->store, "shop", "deal", CTR_TIMER_DECISION, "CR-1", &timer, &s->err));
    SHOW(s, timer, timer);
    TRY(ctr_timer_find(s->store, NULL, &timers, &s->err));
    SHOW(s, timer_list, timers);
    TRY(ctr_timer_outbox(s->store, NULL, &outbox, &s->err));
    snprintf(id, sizeof id, "%s", ctr_action_id(ctr_action_list_at(outbox, 0)));
    SHOW(s, action_list, outbox);
    ctr_delivery_init(&d, sizeof d);
    d.action = id;
    d.detail = "no answer";
    TRY(ctr_timer_delivered(s->store, &d, NULL, &told, &s->err));
    SHOW(s, action, told);
    return CTR_OK;
}

/* Rights are reported on only, so that whoever runs the scenes speaks for both parties. */
#define QUARREL                                                                                    \
    "version: 1\nmeta: {id: deal}\nparties: [one, two]\ngovernance:\n"                             \
    "  mode: report\n"                                                                             \
    "  escalation_policies: [{id: up, levels: [{notify: [one]}]}]\n"                               \
    "  disputes: {escalation: up}\n"

static ctr_status with_quarrel(struct scene_state *s)
{
    ctr_create c;
    ctr_source request;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "deal";
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    source(&c.document, QUARREL);
    TRY(ctr_contract_create(s->store, &c, NULL, NULL, &s->err));
    TRY(ctr_version_activate(s->store, "shop", "deal", "1.0.0", NULL, NULL, &s->err));
    ctr_source_init(&request, sizeof request);
    source(&request, "id: CR-1\n");
    return ctr_change_open(s->store, "shop", "deal", &request, NULL, NULL, &s->err);
}

static ctr_status act_dispute(struct scene_state *s)
{
    ctr_dispute_spec spec;
    ctr_dispute *d = NULL;

    ctr_dispute_spec_init(&spec, sizeof spec);
    spec.kind = CTR_DISPUTE_CHANGE;
    spec.subject = "CR-1";
    spec.statement = "not asked for";
    spec.party = "one";
    TRY(ctr_dispute_open(s->store, "shop", "deal", &spec, NULL, &d, &s->err));
    SHOW(s, dispute, d);
    return CTR_OK;
}

static ctr_status disputed(struct scene_state *s)
{
    TRY(with_quarrel(s));
    return act_dispute(s);
}

static ctr_status act_answer(struct scene_state *s)
{
    ctr_dispute *d = NULL;
    ctr_dispute_list *list = NULL;

    TRY(ctr_dispute_find(s->store, NULL, &list, &s->err));
    SHOW(s, dispute_list, list);
    TRY(ctr_dispute_answer(s->store, "shop", "deal", "D-1", "it was", "two", NULL, &d, &s->err));
    SHOW(s, dispute, d);
    return CTR_OK;
}

static ctr_status act_climb(struct scene_state *s)
{
    ctr_dispute *d = NULL;

    TRY(ctr_dispute_escalate(s->store, "shop", "deal", "D-1", "two", NULL, &d, &s->err));
    SHOW(s, dispute, d);
    return CTR_OK;
}

static ctr_status act_withdraw(struct scene_state *s)
{
    ctr_dispute *d = NULL;

    TRY(ctr_dispute_withdraw(s->store, "shop", "deal", "D-1", "one", NULL, &d, &s->err));
    SHOW(s, dispute, d);
    return CTR_OK;
}

static ctr_status act_pause(struct scene_state *s)
{
    ctr_timer *timer = NULL;

    TRY(ctr_timer_pause(s->store, "shop", "deal", "CR-1", "data", NULL, &timer, &s->err));
    SHOW(s, timer, timer);
    return CTR_OK;
}

static ctr_status paused(struct scene_state *s)
{
    TRY(submitted(s));
    return act_pause(s);
}

static ctr_status act_resume(struct scene_state *s)
{
    ctr_timer *timer = NULL;

    TRY(ctr_timer_resume(s->store, "shop", "deal", "CR-1", NULL, &timer, &s->err));
    SHOW(s, timer, timer);
    return CTR_OK;
}

static const struct scene {
    const char *name;
    ctr_status (*prepare)(struct scene_state *s);
    ctr_status (*act)(struct scene_state *s);
} scenes[] = {
    {"create and activate", nothing, act_create_activate},
    {"evolve", active_with_consumers, act_evolve},
    {"evolve to a long one", active_with_consumers, act_evolve_long},
    {"activate a break", with_breaking_draft, act_activate},
    {"activate a long one", with_long_draft, act_activate},
    {"deprecate", active_with_consumers, act_deprecate},
    {"retire", active_with_consumers, act_retire},
    {"roll back", full, act_rollback},
    {"edit and register", active_with_consumers, act_edit_register},
    {"look up", full, act_look},
    {"check", full, act_check},
    {"export", full, act_export},
    {"import", exported, act_import},
    {"compare", nothing, act_compare},
    {"validate", nothing, act_validate},
    {"open a change", with_deal, act_open},
    {"submit a change", opened, act_submit},
    {"implement a change", opened, act_implement},
    {"open a chart", with_bargain, act_chart},
    {"sync a layout", with_plan, act_sync},
    {"sync drift", with_drift, act_sync},
    {"draw on the risk buffer", funded, act_risk},
    {"look at the risk buffer", funded, act_risk_get},
    {"post a modifier", charted, act_modifier},
    {"measure and post a modifier", timed, act_modifier_measured},
    {"check a modifier", modified, act_check_modifier},
    {"assess a share", spent, act_assess},
    {"assess the final share", accrued, act_assess_final},
    {"look at assessments", accrued, act_assessments},
    {"withdraw what is approved", approved, act_undo},
    {"reopen what is approved", approved, act_reopen},
    {"sweep", submitted, act_sweep},
    {"tell", swept, act_tell},
    {"pause", submitted, act_pause},
    {"resume", paused, act_resume},
    {"freeze", with_work, act_begin},
    {"depend", with_row, act_depend},
    {"look at what it depends on", with_row, act_lint_stored},
    {"measure", begun, act_measure},
    {"accept", begun, act_accept},
    {"ask about work", measured, act_ask},
    {"make a statement", accrued, act_statement},
    {"dispute", with_quarrel, act_dispute},
    {"answer a dispute", disputed, act_answer},
    {"escalate a dispute", disputed, act_climb},
    {"withdraw a dispute", disputed, act_withdraw},
    {"sweep a dispute", disputed, act_sweep},
    {"dispute an assessment", accrued, act_dispute_share},
    {"assess while it is disputed", share_disputed, act_assess_final},
    {"take back what it counted", cost_taken_back, act_settle_share},
    {"post", booked, act_post},
    {"settle, void, reverse", booked, act_resolve},
    {"seal", booked, act_seal},
    {"audit", booked, act_audit},
    {"ledger as text", booked, act_text_out},
    {"entries from hledger", booked, act_hledger},
    {"entries from csv", booked, act_csv},
    {"start a clock", with_clocks, act_slo_start},
    {"look at clocks", with_clocks, act_slo_look},
    {"sweep clocks", with_running, act_slo_sweep},
    {"stop the line", with_office, act_raise},
    {"let the line go on", raised, act_clear},
    {"record a meeting", with_office, act_held},
    {"look for what was missed", with_meeting, act_missed},
};

/* A fresh state with everything prepared. The ids and the clock are the same each time. */
static struct fixture hooks;

static int same_time(void *user, int64_t *now_us)
{
    (void)user;
    *now_us = FIXTURE_START_US;
    return 0;
}

static void begin(const struct scene *scene, struct scene_state *s)
{
    ctr_store_options o;
    ctr_error *err = NULL;

    memset(s, 0, sizeof *s);
    hooks = (struct fixture){.now_us = FIXTURE_START_US, .random = 1};
    fixture_options(&hooks, &o);
    o.clock = same_time;
    o.flags = CTR_STORE_CREATE | CTR_STORE_MEMORY;
    o.allocator = faultmem_allocator();
    assert_ctr_ok(ctr_store_open("", &o, &s->store, &err));
    ctr_status status = scene->prepare(s);
    if (status != CTR_OK) {
        fail_msg("%s: preparation: %s", scene->name, ctr_error_message(s->err));
    }
    free(s->out.text);
    s->out = (struct text_sink){NULL, 0};
}

static void end(struct scene_state *s)
{
    ctr_store_close(s->store);
    ctr_error_free(s->err);
    free(s->out.text);
    free(s->file.text);
}

static int64_t events_in(ctr_store *store)
{
    int64_t last = 0;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_event_wait(store, INT64_MAX, 0, &last, &err));
    return last;
}

/* A failure leaves nothing behind, except in scenes of several calls. */
static bool atomic(const struct scene *scene)
{
    return strcmp(scene->name, "edit and register") != 0 &&
           strcmp(scene->name, "settle, void, reverse") != 0;
}

/* Files are not copied by a fork. */
static bool in_memory(const struct scene *scene)
{
    return scene->act != act_sync;
}

/* What is walked: the scene, how it goes without faults, how far we are. */
static struct walk {
    const struct scene *scene;
    struct text_sink want;
    long points;
    long stride;
    long next; /* the allocation to fail next */
    long runs;
    long live;            /* blocks before the scene began */
    int64_t events;       /* before its act */
    struct scene_state s; /* of the run that is under way */
    long at;              /* the allocation that failed in it */
} w;

static void start_run(void)
{
    w.live = faultmem_live();
    begin(w.scene, &w.s);
    w.events = events_in(w.s.store);
}

/* The end of a run in which allocation w.at failed. */
static void judge(ctr_status status)
{
    struct scene_state *s = &w.s;
    const char *name = w.scene->name;

    if (status == CTR_OK) {
        if (s->out.size != w.want.size || memcmp(s->out.text, w.want.text, w.want.size) != 0) {
            fail_msg("%s: allocation %ld: the output is another one", name, w.at);
        }
    } else {
        if (status != CTR_E_NOMEM || ctr_error_status(s->err) != CTR_E_NOMEM) {
            fail_msg("%s: allocation %ld: %s: %s", name, w.at, ctr_status_name(status),
                     ctr_error_message(s->err));
        }
        ctr_error_free(s->err);
        s->err = NULL;
        if (atomic(w.scene) && events_in(s->store) != w.events) {
            fail_msg("%s: allocation %ld: failed, and yet something was stored", name, w.at);
        }
        if (w.scene->act(s) != CTR_OK) {
            fail_msg("%s: allocation %ld: again, with memory: %s", name, w.at,
                     ctr_error_message(s->err));
        }
    }
    if (w.at % 16 == 0) {
        assert_store_sound(s->store);
    }
    end(s);
    if (faultmem_live() != w.live) {
        fail_msg("%s: allocation %ld: %ld blocks leaked", name, w.at, faultmem_live() - w.live);
    }
}

/* The library refuses a store that was opened before a fork, because what SQLite holds of a file
 * belongs to the parent. Of one in memory the child has all there is. */
static void take_over(ctr_store *store)
{
    store->guard.pid = getpid();
    if (store->guard.page) {
        store->guard.page[0] = 1;
    }
}

/* At each allocation of the one act that the parent plays: the child is refused it. */
static bool divide(long n)
{
    if (n != w.next || faultfork_failed()) {
        return false;
    }
    w.next += w.stride;
    w.runs++;
    if (!faultfork(n)) {
        return false;
    }
    w.at = n;
    faultmem_disarm();
    take_over(w.s.store);
    return true;
}

static void walk_in_children(void)
{
    faultfork_begin();
    start_run();
    faultmem_ask(divide);
    ctr_status status = w.scene->act(&w.s);
    faultmem_disarm();
    if (w.at) {
        judge(status);
        faultfork_end();
    }
    if (faultfork_failed()) {
        fail_msg("%s: allocation %ld: it is said above", w.scene->name, faultfork_failed());
    }
    w.points = faultmem_count(); /* a little less than the first time */
    judge(status);               /* nothing failed here, whatever the children did */
}

static void walk_here(void)
{
    for (; w.next <= w.points; w.next += w.stride) {
        w.at = w.next;
        start_run();
        faultmem_arm(w.at, false);
        ctr_status status = w.scene->act(&w.s);
        faultmem_disarm();
        judge(status);
        w.runs++;
    }
}

static void walk(const struct scene *scene, bool all, unsigned seed)
{
    w = (struct walk){
        .scene = scene, .stride = all ? 1 : STRIDE, .next = all ? 1 : 1 + (long)(seed % STRIDE)};
    begin(scene, &w.s);
    faultmem_arm(0, false);
    ctr_status status = scene->act(&w.s);
    w.points = faultmem_count();
    faultmem_disarm();
    if (status != CTR_OK) {
        fail_msg("%s: without faults: %s", scene->name, ctr_error_message(w.s.err));
    }
    w.want = w.s.out;
    w.s.out = (struct text_sink){NULL, 0};
    end(&w.s);
    if (in_memory(scene)) {
        walk_in_children();
    } else {
        walk_here();
    }
    printf("t_oom: %s: %ld allocations, %ld failed one by one\n", scene->name, w.points, w.runs);
    free(w.want.text);
}

static int list_scenes(void)
{
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
        puts(scenes[i].name);
    }
    return 0;
}

static bool walk_all;
static unsigned walk_seed;
static const char *only;

static void no_allocation_is_without_its_failure(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
        if (!only || strstr(scenes[i].name, only)) {
            walk(&scenes[i], walk_all || i == 0, walk_seed);
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_allocation_is_without_its_failure)};
    const char *seed = getenv("SEED");

    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        return list_scenes();
    }
    faultmem_install();
    walk_seed = seed ? (unsigned)strtoul(seed, NULL, 10) : (unsigned)time(NULL);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--all") == 0) {
            walk_all = true;
        } else {
            only = argv[i];
        }
    }
    printf("t_oom: SEED=%u\n", walk_seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
