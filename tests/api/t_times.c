/* Instants: what a call is given can be kept, written and exported, or is refused. */
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ONE SCHEMA("\"a\":{\"type\":\"integer\"}", "")
/* 9999-12-31T23:59:59.999999Z */
#define LAST INT64_C(253402300799999999)

typedef ctr_status ask_fn(struct fixture *f, int64_t us, ctr_error **err);

static ctr_status create_at(struct fixture *f, int64_t us, ctr_error **err)
{
    ctr_create c;
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "later";
    c.document = do_source(ONE, NULL);
    call.now_us = us;
    return ctr_contract_create(f->store, &c, &call, NULL, err);
}

static ctr_status list_at(struct fixture *f, int64_t us, ctr_error **err)
{
    ctr_batch *b = NULL;
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.now_us = us;
    assert_int_equal(ctr_batch_new(NULL, &b, NULL), CTR_OK);
    ctr_status st = ctr_batch_activate(b, "shop", "item", "1.0.0", &call, err);
    ctr_batch_free(b);
    (void)f;
    return st;
}

static ctr_status sunset_at(struct fixture *f, int64_t us, ctr_error **err)
{
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.reason = "over";
    return ctr_version_deprecate(f->store, "shop", "item", "1.0.0", us, &call, NULL, err);
}

static ctr_status sweep_at(struct fixture *f, int64_t us, ctr_error **err)
{
    return ctr_timer_sweep(f->store, us, NULL, NULL, NULL, err);
}

static ctr_status timers_until(struct fixture *f, int64_t us, ctr_error **err)
{
    ctr_timer_filter filter;
    ctr_timer_list *list = NULL;

    ctr_timer_filter_init(&filter, sizeof filter);
    filter.until_us = us;
    ctr_status st = ctr_timer_find(f->store, &filter, &list, err);
    ctr_timer_list_free(list);
    return st;
}

static ctr_status waivers_at(struct fixture *f, int64_t us, ctr_error **err)
{
    ctr_waiver_list *list = NULL;
    ctr_status st = ctr_waiver_find(f->store, "shop", "item", us, &list, err);
    ctr_waiver_list_free(list);
    return st;
}

static ctr_status mark_at(struct fixture *f, int64_t us, ctr_error **err)
{
    ctr_slo_mark m;

    ctr_slo_mark_init(&m, sizeof m);
    m.act = CTR_SLO_START;
    m.team = "shop";
    m.name = "item";
    m.slo = "review";
    m.subject = "s";
    m.at_us = us;
    return ctr_slo_record(f->store, &m, NULL, NULL, err);
}

static ctr_status measure(struct fixture *f, int64_t from, int64_t to, ctr_error **err)
{
    ctr_slo_window w;
    ctr_slo_report *report = NULL;

    ctr_slo_window_init(&w, sizeof w);
    w.team = "shop";
    w.name = "item";
    w.from_us = from;
    w.to_us = to;
    ctr_status st = ctr_slo_measure(f->store, &w, &report, err);
    ctr_slo_report_free(report);
    return st;
}

static ctr_status measure_from(struct fixture *f, int64_t us, ctr_error **err)
{
    return measure(f, us, us < 0 ? 0 : us, err);
}

static ctr_status measure_to(struct fixture *f, int64_t us, ctr_error **err)
{
    return measure(f, 0, us, err);
}

static ctr_status delegate(struct fixture *f, int64_t from, int64_t until, ctr_error **err)
{
    ctr_delegate d;

    ctr_delegate_init(&d, sizeof d);
    d.team = "shop";
    d.name = "item";
    d.to = "ann";
    d.from_us = from;
    d.until_us = until;
    return ctr_decision_delegate(f->store, &d, NULL, NULL, err);
}

static ctr_status delegate_from(struct fixture *f, int64_t us, ctr_error **err)
{
    return delegate(f, us, LAST, err);
}

static ctr_status delegate_until(struct fixture *f, int64_t us, ctr_error **err)
{
    return delegate(f, 0, us, err);
}

static ctr_status lapse_at(struct fixture *f, int64_t us, ctr_error **err)
{
    ctr_entry_spec s;

    ctr_entry_spec_init(&s, sizeof s);
    s.flags = CTR_ENTRY_PEND;
    s.kind = CTR_ENTRY_COST;
    s.expires_us = us;
    return ctr_ledger_post(f->store, "shop", "item", &s, 1, NULL, NULL, err);
}

static ctr_status diff_at(struct fixture *f, int64_t us, ctr_error **err)
{
    ctr_source s = do_source(ONE, NULL);
    ctr_diff_options o;
    ctr_diff *diff = NULL;

    (void)f;
    ctr_diff_options_init(&o, sizeof o);
    o.now_us = us;
    ctr_status st = ctr_diff_documents(&s, &s, &o, &diff, err);
    ctr_diff_free(diff);
    return st;
}

static ctr_status classify_at(struct fixture *f, int64_t us, ctr_error **err)
{
    ctr_source s = do_source("{}", NULL);
    ctr_classify_options o;

    (void)f;
    ctr_classify_options_init(&o, sizeof o);
    o.now_us = us;
    return ctr_change_classify(&s, &s, &o, NULL, err);
}

static ctr_status scaffold_at(struct fixture *f, int64_t us, ctr_error **err)
{
    ctr_layout_options o;
    ctr_layout *layout = NULL;

    (void)f;
    ctr_layout_options_init(&o, sizeof o);
    o.dry_run = 1;
    o.now_us = us;
    ctr_status st = ctr_layout_scaffold(&o, &layout, err);
    ctr_layout_free(layout);
    return st;
}

static const struct {
    const char *name;
    ask_fn *ask;
} calls[] = {
    {"now_us of ctr_call", create_at},
    {"now_us of ctr_call", list_at},
    {"the sunset", sunset_at},
    {"the instant of the sweep", sweep_at},
    {"until_us", timers_until},
    {"at_us", waivers_at},
    {"at_us", mark_at},
    {"from_us", measure_from},
    {"to_us", measure_to},
    {"from_us", delegate_from},
    {"until_us", delegate_until},
    {"expires_us", lapse_at},
    {"now_us", diff_at},
    {"now_us", classify_at},
    {"now_us", scaffold_at},
};

static void an_instant_that_cannot_be_kept_is_refused(void **state)
{
    static const struct {
        int64_t us;
        const char *said;
    } rows[] = {
        {LAST + 1, "253402300800000000"},
        {INT64_MAX, "9223372036854775807"},
        {-1, "-1"},
        {INT64_MIN, "-9223372036854775808"},
    };
    struct fixture *f = *state;

    do_create(f, "item", "1.0.0", ONE);
    do_activate(f, "item", "1.0.0");
    int64_t before = last_event(f);
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
            char said[256];
            ctr_error *err = NULL;
            snprintf(said, sizeof said,
                     "%s is %s, wanted microseconds since 1970, of the years 1970 to 9999",
                     calls[i].name, rows[k].said);
            print_message("%s\n", said);
            assert_ctr_fails(CTR_E_ARGUMENT, said, calls[i].ask(f, rows[k].us, &err));
        }
    }
    assert_int_equal(last_event(f), before);
    assert_store_sound(f->store);
}

/* The last one that is taken can be written by every form of the store. */
static void the_last_instant_is_kept_and_exported(void **state)
{
    struct fixture *f = *state;
    struct text_sink sink = {NULL, 0};
    ctr_export_options o;
    ctr_error *err = NULL;

    do_create(f, "item", "1.0.0", ONE);
    do_activate(f, "item", "1.0.0");
    assert_ctr_ok(sunset_at(f, LAST, &err));
    assert_ctr_ok(create_at(f, LAST, &err));
    ctr_export_options_init(&o, sizeof o);
    o.form = CTR_EXCHANGE_JSON;
    assert_ctr_ok(ctr_export(f->store, &o, text_sink_write, &sink, &err));
    assert_non_null(strstr(sink.text, "9999-12-31T23:59:59.999999Z"));
    free(sink.text);
    assert_store_sound(f->store);
}

static int clock_of(void *user, int64_t *now_us)
{
    *now_us = *(const int64_t *)user;
    return 0;
}

static void a_clock_that_says_no_instant_stops_the_call(void **unused)
{
    static const int64_t rows[] = {LAST + 1, INT64_MAX, -1};

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t now = FIXTURE_START_US;
        struct fixture f = {.store = NULL};
        ctr_store_options o;
        ctr_error *err = NULL;
        ctr_store_options_init(&o, sizeof o);
        o.flags = CTR_STORE_MEMORY;
        o.clock = clock_of;
        o.user = &now;
        assert_ctr_ok(ctr_store_open("", &o, &f.store, &err));
        now = rows[i];
        assert_int_equal(create_at(&f, 0, &err), CTR_E_IO);
        assert_non_null(strstr(ctr_error_message(err), "which is none of the years 1970 to 9999"));
        ctr_error_free(err);
        err = NULL;
        assert_ctr_ok(create_at(&f, FIXTURE_START_US + 1, &err)); /* who names one needs no clock */
        now = FIXTURE_START_US + 2;
        assert_store_sound(f.store);
        ctr_store_close(f.store);
    }
}

/* What a call of its own refuses, a batch does not take. */
static void calls_in_a_batch_are_checked_when_they_are_added(void **state)
{
    static const struct {
        ctr_call call;
        const char *message;
    } rows[] = {
        {{.struct_size = sizeof(ctr_call), .flags = 8},
         "flags of ctr_call hold 0x8, which has no meaning"},
        {{.struct_size = sizeof(ctr_call), .actor = ""}, "actor is empty, wanted a name or NULL"},
        {{.struct_size = sizeof(ctr_call), .if_revision = -5},
         "if_revision of ctr_call is -5, wanted 0 or more"},
        {{.struct_size = sizeof(ctr_call), .reason = "a\tb"},
         "the reason holds the control character U+0009 at column 2; none is allowed"},
    };
    ctr_batch *b = NULL;
    ctr_error *err = NULL;

    (void)state;
    assert_ctr_ok(ctr_batch_new(NULL, &b, &err));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ctr_fails(CTR_E_ARGUMENT, rows[i].message,
                         ctr_batch_activate(b, "shop", "item", "1.0.0", &rows[i].call, &err));
    }
    assert_int_equal(ctr_batch_count(b), 0);
    ctr_batch_free(b);
}

int main(void)
{
#define IN_MEMORY(test) cmocka_unit_test_setup_teardown(test, fixture_memory, fixture_end)
    const struct CMUnitTest tests[] = {
        IN_MEMORY(an_instant_that_cannot_be_kept_is_refused),
        IN_MEMORY(the_last_instant_is_kept_and_exported),
        cmocka_unit_test(a_clock_that_says_no_instant_stops_the_call),
        cmocka_unit_test(calls_in_a_batch_are_checked_when_they_are_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
