/*
 * struct_size: the size of the first release and larger ones are taken, smaller ones and fields
 * that the library does not know are refused, by every call that takes a struct.
 */
#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

static const char document[] = "{\"n\":0}";

/* One struct of each kind, with room behind it. */
union given {
    ctr_build_filter build_filter;
    ctr_build_spec build_spec;
    ctr_run_filter run_filter;
    ctr_run_spec run_spec;
    ctr_cadence_window cadence_window;
    ctr_call call;
    ctr_consumer_filter consumer_filter;
    ctr_consumer_spec consumer_spec;
    ctr_contract_filter contract_filter;
    ctr_create create;
    ctr_diff_options diff_options;
    ctr_validate_options validate_options;
    ctr_edit edit;
    ctr_event_filter event_filter;
    ctr_evolve evolve;
    ctr_export_options export_options;
    ctr_import_options import_options;
    ctr_metrics_options metrics_options;
    ctr_layout_options layout_options;
    ctr_sow_measurement sow_measurement;
    ctr_sync_options sync_options;
    ctr_meeting_filter meeting_filter;
    ctr_meeting_spec meeting_spec;
    ctr_waive waive;
    ctr_slo_filter slo_filter;
    ctr_slo_mark slo_mark;
    ctr_slo_window slo_window;
    ctr_source source;
    ctr_stop_filter stop_filter;
    ctr_stop_spec stop_spec;
    ctr_store_options store_options;
    ctr_sweep_options sweep_options;
    ctr_timer_filter timer_filter;
    ctr_outbox_filter outbox_filter;
    ctr_delivery delivery;
    ctr_dispute_spec dispute_spec;
    ctr_dispute_filter dispute_filter;
    uint32_t struct_size;
    unsigned char bytes[512];
};

/* shop/deal, a master that is active. */
static void do_master(struct fixture *f)
{
    static const char terms[] = "meta: {id: deal}\n"
                                "cadences: [{id: sync}]\n"
                                "slos: [{id: review, goal_hours: 1}]\n"
                                "risk_policy: {stop_the_line_triggers: [{id: leak}]}\n";
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "deal";
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    c.document.data = terms;
    c.document.size = sizeof terms - 1;
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    do_activate(f, "deal", "1.0.0");
}

static int ignore(void *user, const void *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    (void)size;
    return 0;
}

static int64_t nothing(void *user, void *buffer, size_t capacity)
{
    (void)user;
    (void)buffer;
    (void)capacity;
    return 0;
}

static ctr_status with_call(struct fixture *f, union given *g, ctr_error **err)
{
    return ctr_version_activate(f->store, "shop", "a", "1.0.0", &g->call, NULL, err);
}

static ctr_status with_consumer_filter(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_consumer_list *list = NULL;
    ctr_status status = ctr_consumer_find(f->store, &g->consumer_filter, &list, err);

    ctr_consumer_list_free(list);
    return status;
}

static ctr_status with_consumer_spec(struct fixture *f, union given *g, ctr_error **err)
{
    g->consumer_spec.team = "shop";
    g->consumer_spec.name = "a";
    g->consumer_spec.consumer = "web";
    return ctr_consumer_register(f->store, &g->consumer_spec, NULL, NULL, err);
}

static ctr_status with_contract_filter(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_version_list *list = NULL;
    ctr_status status = ctr_contract_list(f->store, &g->contract_filter, &list, err);

    ctr_version_list_free(list);
    return status;
}

static ctr_status with_create(struct fixture *f, union given *g, ctr_error **err)
{
    g->create.team = "shop";
    g->create.name = "b";
    g->create.document.struct_size = sizeof g->create.document;
    g->create.document.data = document;
    g->create.document.size = sizeof document - 1;
    return ctr_contract_create(f->store, &g->create, NULL, NULL, err);
}

static ctr_status with_diff_options(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_source s;
    ctr_outline *outline = NULL;

    (void)f;
    ctr_source_init(&s, sizeof s);
    s.data = document;
    s.size = sizeof document - 1;
    ctr_status status = ctr_outline_read(&s, &g->diff_options, &outline, err);
    ctr_outline_free(outline);
    return status;
}

static ctr_status with_validate_options(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_source s;

    (void)f;
    ctr_source_init(&s, sizeof s);
    s.data = "true";
    s.size = 4;
    return ctr_validate_documents(&s, &s, &g->validate_options, NULL, err);
}

static ctr_status with_edit(struct fixture *f, union given *g, ctr_error **err)
{
    return ctr_contract_edit(f->store, "shop", "a", &g->edit, NULL, NULL, err);
}

static ctr_status with_event_filter(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_event_list *list = NULL;
    ctr_status status = ctr_event_find(f->store, &g->event_filter, &list, err);

    ctr_event_list_free(list);
    return status;
}

static ctr_status with_evolve(struct fixture *f, union given *g, ctr_error **err)
{
    g->evolve.team = "shop";
    g->evolve.name = "a";
    g->evolve.label = "2.0.0";
    g->evolve.document.struct_size = sizeof g->evolve.document;
    g->evolve.document.data = document;
    g->evolve.document.size = sizeof document - 1;
    return ctr_contract_evolve(f->store, &g->evolve, NULL, NULL, err);
}

static ctr_status with_export_options(struct fixture *f, union given *g, ctr_error **err)
{
    return ctr_export(f->store, &g->export_options, ignore, NULL, err);
}

/* Options that are taken lead to the empty file. */
static ctr_status with_import_options(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_status status = ctr_import(f->store, &g->import_options, nothing, NULL, NULL, NULL, err);

    if (status == CTR_E_INPUT) {
        ctr_error_free(*err);
        *err = NULL;
        return CTR_OK;
    }
    return status;
}

static ctr_status with_metrics_options(struct fixture *f, union given *g, ctr_error **err)
{
    static const char master[] = "meta: {id: deal}\n";
    ctr_create c;
    ctr_metrics *metrics = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "deal";
    c.type = CTR_TYPE_MASTER;
    c.document.data = master;
    c.document.size = sizeof master - 1;
    ctr_status status = ctr_contract_create(f->store, &c, NULL, NULL, err);
    if (status != CTR_OK) {
        return status;
    }
    do_activate(f, "deal", "1.0.0");
    status = ctr_metrics_get(f->store, "shop", "deal", &g->metrics_options, &metrics, err);
    ctr_metrics_free(metrics);
    return status;
}

static ctr_status with_layout_options(struct fixture *f, union given *g, ctr_error **err)
{
    (void)f;
    g->layout_options.dry_run = 1;
    return ctr_layout_scaffold(&g->layout_options, NULL, err);
}

/* A directory without a layout is an answer, too. */
static ctr_status with_sync_options(struct fixture *f, union given *g, ctr_error **err)
{
    g->sync_options.dir = "/dev";
    return ctr_layout_sync(f->store, &g->sync_options, NULL, NULL, err);
}

/* A struct that is taken leads to a contract that is no statement of work. */
static ctr_status with_sow_measurement(struct fixture *f, union given *g, ctr_error **err)
{
    g->sow_measurement.of = "m";
    ctr_status status =
        ctr_sow_measured(f->store, "shop", "a", &g->sow_measurement, NULL, NULL, err);
    if (status == CTR_E_STATE) {
        ctr_error_free(*err);
        *err = NULL;
        return CTR_OK;
    }
    return status;
}

static ctr_status with_cadence_window(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_cadence_report *report = NULL;

    do_master(f);
    g->cadence_window.team = "shop";
    g->cadence_window.name = "deal";
    ctr_status status = ctr_cadence_missed(f->store, &g->cadence_window, &report, err);
    ctr_cadence_report_free(report);
    return status;
}

static ctr_status with_meeting_filter(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_meeting_list *list = NULL;
    ctr_status status = ctr_meeting_find(f->store, &g->meeting_filter, &list, err);

    ctr_meeting_list_free(list);
    return status;
}

static ctr_status with_meeting_spec(struct fixture *f, union given *g, ctr_error **err)
{
    do_master(f);
    g->meeting_spec.team = "shop";
    g->meeting_spec.name = "deal";
    g->meeting_spec.cadence = "sync";
    return ctr_cadence_held(f->store, &g->meeting_spec, NULL, NULL, err);
}

static ctr_status with_waive(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.reason = "agreed";
    g->waive.team = "shop";
    g->waive.fingerprint = "0123456789abcdef";
    g->waive.owner = "ada";
    g->waive.expires = "2099-12-31";
    return ctr_policy_waive(f->store, &g->waive, &call, NULL, err);
}

static ctr_status with_slo_filter(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_slo_case_list *list = NULL;
    ctr_status status = ctr_slo_find(f->store, &g->slo_filter, &list, err);

    ctr_slo_case_list_free(list);
    return status;
}

static ctr_status with_slo_mark(struct fixture *f, union given *g, ctr_error **err)
{
    do_master(f);
    g->slo_mark.act = CTR_SLO_START;
    g->slo_mark.team = "shop";
    g->slo_mark.name = "deal";
    g->slo_mark.slo = "review";
    g->slo_mark.subject = "PR-1";
    return ctr_slo_record(f->store, &g->slo_mark, NULL, NULL, err);
}

static ctr_status with_slo_window(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_slo_report *report = NULL;

    do_master(f);
    g->slo_window.team = "shop";
    g->slo_window.name = "deal";
    ctr_status status = ctr_slo_measure(f->store, &g->slo_window, &report, err);
    ctr_slo_report_free(report);
    return status;
}

static ctr_status with_source(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_outline *outline = NULL;

    (void)f;
    g->source.data = document;
    g->source.size = sizeof document - 1;
    ctr_status status = ctr_outline_read(&g->source, NULL, &outline, err);
    ctr_outline_free(outline);
    return status;
}

static ctr_status with_stop_filter(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_stop_list *list = NULL;
    ctr_status status = ctr_stop_line_find(f->store, &g->stop_filter, &list, err);

    ctr_stop_list_free(list);
    return status;
}

static ctr_status with_stop_spec(struct fixture *f, union given *g, ctr_error **err)
{
    static const char *const links[] = {"cve:7"};
    ctr_call call;

    do_master(f);
    ctr_call_init(&call, sizeof call);
    call.reason = "leak";
    g->stop_spec.team = "shop";
    g->stop_spec.name = "deal";
    g->stop_spec.trigger = "leak";
    g->stop_spec.owner = "ann";
    g->stop_spec.evidence = links;
    g->stop_spec.evidence_count = 1;
    return ctr_stop_line_raise(f->store, &g->stop_spec, &call, NULL, err);
}

static ctr_status with_store_options(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_store *store = NULL;

    (void)f;
    ctr_status status = ctr_store_open(":memory:", &g->store_options, &store, err);
    ctr_store_close(store);
    return status;
}

static ctr_status with_sweep_options(struct fixture *f, union given *g, ctr_error **err)
{
    return ctr_timer_sweep(f->store, 0, &g->sweep_options, NULL, NULL, err);
}

static ctr_status with_timer_filter(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_timer_list *list = NULL;
    ctr_status status = ctr_timer_find(f->store, &g->timer_filter, &list, err);

    ctr_timer_list_free(list);
    return status;
}

static ctr_status with_outbox_filter(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_action_list *list = NULL;
    ctr_status status = ctr_timer_outbox(f->store, &g->outbox_filter, &list, err);

    ctr_action_list_free(list);
    return status;
}

/* What is taken leads to an action that is not there. */
static ctr_status with_delivery(struct fixture *f, union given *g, ctr_error **err)
{
    g->delivery.action = "none";
    ctr_status status = ctr_timer_delivered(f->store, &g->delivery, NULL, NULL, err);
    if (status == CTR_E_NOT_FOUND) {
        ctr_error_free(*err);
        *err = NULL;
        return CTR_OK;
    }
    return status;
}

/* What is taken leads to a master that is not there. */
static ctr_status with_dispute_spec(struct fixture *f, union given *g, ctr_error **err)
{
    g->dispute_spec.kind = CTR_DISPUTE_ENTRY;
    g->dispute_spec.subject = "1";
    g->dispute_spec.statement = "why";
    ctr_status status =
        ctr_dispute_open(f->store, "shop", "none", &g->dispute_spec, NULL, NULL, err);
    if (status == CTR_E_NOT_FOUND) {
        ctr_error_free(*err);
        *err = NULL;
        return CTR_OK;
    }
    return status;
}

static ctr_status with_dispute_filter(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_dispute_list *list = NULL;
    ctr_status status = ctr_dispute_find(f->store, &g->dispute_filter, &list, err);

    ctr_dispute_list_free(list);
    return status;
}

static ctr_status with_build_filter(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_build_list *list = NULL;
    ctr_status status = ctr_build_find(f->store, &g->build_filter, &list, err);

    ctr_build_list_free(list);
    return status;
}

static ctr_status with_build_spec(struct fixture *f, union given *g, ctr_error **err)
{
    g->build_spec.team = "shop";
    g->build_spec.name = "a";
    g->build_spec.consumer = "web";
    g->build_spec.label = "1";
    g->build_spec.against = "1.0.0";
    return ctr_build_record(f->store, &g->build_spec, NULL, NULL, err);
}

static ctr_status with_run_filter(struct fixture *f, union given *g, ctr_error **err)
{
    ctr_run_list *list = NULL;
    ctr_status status = ctr_run_find(f->store, &g->run_filter, &list, err);

    ctr_run_list_free(list);
    return status;
}

static ctr_status with_run_spec(struct fixture *f, union given *g, ctr_error **err)
{
    g->run_spec.flags = CTR_RUN_NEW_ENVIRONMENT;
    g->run_spec.team = "shop";
    g->run_spec.name = "a";
    g->run_spec.selector = "1.0.0";
    g->run_spec.environment = "live";
    return ctr_run_begin(f->store, &g->run_spec, NULL, NULL, err);
}

/* The sizes of 0.1, for pointers of 64 bits, once more. */
static const struct {
    const char *type;
    uint32_t first;
    ctr_status (*with)(struct fixture *f, union given *g, ctr_error **err);
} rows[] = {
    {"ctr_build_filter", 40, with_build_filter},
    {"ctr_build_spec", 64, with_build_spec},
    {"ctr_run_filter", 56, with_run_filter},
    {"ctr_run_spec", 72, with_run_spec},
    {"ctr_cadence_window", 48, with_cadence_window},
    {"ctr_call", 40, with_call},
    {"ctr_consumer_filter", 40, with_consumer_filter},
    {"ctr_consumer_spec", 64, with_consumer_spec},
    {"ctr_contract_filter", 56, with_contract_filter},
    {"ctr_create", 152, with_create},
    {"ctr_diff_options", 128, with_diff_options},
    {"ctr_dispute_filter", 40, with_dispute_filter},
    {"ctr_dispute_spec", 48, with_dispute_spec},
    {"ctr_edit", 40, with_edit},
    {"ctr_event_filter", 48, with_event_filter},
    {"ctr_evolve", 112, with_evolve},
    {"ctr_export_options", 32, with_export_options},
    {"ctr_import_options", 16, with_import_options},
    {"ctr_metrics_options", 24, with_metrics_options},
    {"ctr_source", 80, with_source},
    {"ctr_layout_options", 32, with_layout_options},
    {"ctr_sow_measurement", 64, with_sow_measurement},
    {"ctr_meeting_filter", 40, with_meeting_filter},
    {"ctr_meeting_spec", 64, with_meeting_spec},
    {"ctr_waive", 72, with_waive},
    {"ctr_slo_filter", 56, with_slo_filter},
    {"ctr_slo_mark", 48, with_slo_mark},
    {"ctr_slo_window", 48, with_slo_window},
    {"ctr_stop_filter", 40, with_stop_filter},
    {"ctr_stop_spec", 48, with_stop_spec},
    {"ctr_store_options", 104, with_store_options},
    {"ctr_sync_options", 24, with_sync_options},
    {"ctr_sweep_options", 16, with_sweep_options},
    {"ctr_timer_filter", 48, with_timer_filter},
    {"ctr_outbox_filter", 40, with_outbox_filter},
    {"ctr_delivery", 32, with_delivery},
    {"ctr_validate_options", 88, with_validate_options},
};

/* The call of a row in a store of its own, with a struct of `size` bytes that is zero but for what
 * the call needs, and for `extra` as its last byte. */
static ctr_status try_size(size_t row, uint32_t size, unsigned char extra, ctr_error **err)
{
    void *state;
    union given g;

    assert_int_equal(fixture_memory(&state), 0);
    do_create(state, "a", "1.0.0", document);
    memset(&g, 0, sizeof g);
    g.struct_size = size;
    if (extra) {
        g.bytes[size - 1] = extra;
    }
    ctr_status status = rows[row].with(state, &g, err);
    assert_int_equal(fixture_end(&state), 0);
    return status;
}

static void the_size_of_the_first_release_and_larger_ones_are_taken(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_error *err = NULL;
        assert_ctr_ok(try_size(i, rows[i].first, 0, &err));
        assert_ctr_ok(try_size(i, rows[i].first + 64, 0, &err));
    }
}

static void smaller_sizes_and_unknown_fields_are_refused(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static const uint32_t bad[] = {0, 4, UINT32_MAX};
        ctr_error *err = NULL;
        char text[256];
        for (size_t k = 0; k <= sizeof bad / sizeof bad[0]; k++) {
            uint32_t size = k ? bad[k - 1] : rows[i].first - 1;
            snprintf(text, sizeof text,
                     "struct_size of %s is %u, wanted %u to 4096; fill it with %s_init() first",
                     rows[i].type, (unsigned)size, (unsigned)rows[i].first, rows[i].type);
            assert_ctr_fails(CTR_E_ARGUMENT, text, try_size(i, size, 0, &err));
        }
        snprintf(text, sizeof text,
                 "%s of %u bytes sets fields that this library (%u bytes) does not know; leave "
                 "them zero or use a newer library",
                 rows[i].type, (unsigned)rows[i].first + 64, (unsigned)rows[i].first);
        assert_ctr_fails(CTR_E_ARGUMENT, text, try_size(i, rows[i].first + 64, 1, &err));
    }
}

static void a_source_with_something_reserved_is_refused(void **unused)
{
    ctr_source s;
    ctr_error *err = NULL;
    ctr_outline *outline = NULL;

    (void)unused;
    for (size_t i = 0; i < sizeof s.reserved / sizeof s.reserved[0]; i++) {
        ctr_source_init(&s, sizeof s);
        s.data = document;
        s.size = sizeof document - 1;
        s.reserved[i] = &s;
        assert_ctr_fails(CTR_E_ARGUMENT,
                         "ctr_source sets fields that this library does not know; leave reserved "
                         "NULL or use a newer library",
                         ctr_outline_read(&s, NULL, &outline, &err));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_with_something_reserved_is_refused),
        cmocka_unit_test(the_size_of_the_first_release_and_larger_ones_are_taken),
        cmocka_unit_test(smaller_sizes_and_unknown_fields_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
