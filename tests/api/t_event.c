/* The journal: order, filters, waiting, and what verification finds. */
#include "support/fixture.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char document[] = "{\"n\":0}";

static size_t count_events(struct fixture *f, int64_t after, const char *name, const char *kind)
{
    ctr_event_filter filter;
    ctr_event_list *list = NULL;
    ctr_error *err = NULL;

    ctr_event_filter_init(&filter, sizeof filter);
    filter.after = after;
    filter.team = name ? "shop" : NULL;
    filter.name = name;
    filter.kind = kind;
    assert_ctr_ok(ctr_event_find(f->store, &filter, &list, &err));
    size_t n = ctr_event_list_count(list);
    assert_null(ctr_event_list_at(list, n));
    ctr_event_list_free(list);
    return n;
}

static void events_are_found_by_sequence_contract_and_kind(void **state)
{
    struct fixture *f = *state;

    do_create(f, "a", "1.0.0", document);
    do_create(f, "b", "1.0.0", document);
    do_activate(f, "a", "1.0.0");
    assert_int_equal(count_events(f, 0, NULL, NULL), 6);
    assert_int_equal(count_events(f, 4, NULL, NULL), 2);
    assert_int_equal(count_events(f, 0, "a", NULL), 3);
    assert_int_equal(count_events(f, 0, "a", "version."), 2);
    assert_int_equal(count_events(f, 0, "a", "version.activated"), 1);
    assert_int_equal(count_events(f, 0, NULL, "version.created"), 2);
    assert_int_equal(count_events(f, 0, NULL, "version."), 3);
    assert_int_equal(count_events(f, 0, NULL, "version.activate"), 0);
    assert_int_equal(count_events(f, 6, NULL, NULL), 0);
}

static void a_list_of_events_says_where_the_next_page_begins(void **state)
{
    static const struct {
        uint32_t limit;
        const char *kind;
        int64_t next[4];
    } rows[] = {
        {2, NULL, {2, 0}},    {4, NULL, {0}}, /* full, and the last */
        {5, NULL, {0}},       {1, NULL, {1, 2, 3, 0}}, {1, "version.", {3, 0}},
        {2, "version.", {0}}, {1, "consumer.", {0}},
    };
    struct fixture *f = *state;
    ctr_event_filter filter;
    ctr_event_list *list = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    do_activate(f, "a", "1.0.0");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_event_filter_init(&filter, sizeof filter);
        filter.limit = rows[i].limit;
        filter.kind = rows[i].kind;
        for (size_t page = 0; page == 0 || filter.after; page++) {
            assert_true(page < 4);
            assert_ctr_ok(ctr_event_find(f->store, &filter, &list, &err));
            filter.after = ctr_event_list_next(list);
            assert_int_equal(filter.after, rows[i].next[page]);
            ctr_event_list_free(list);
        }
    }
    assert_int_equal(ctr_event_list_next(NULL), 0);
}

static void an_event_says_who_when_and_what(void **state)
{
    struct fixture *f = *state;
    ctr_event_filter filter;
    ctr_event_list *list = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    ctr_event_filter_init(&filter, sizeof filter);
    filter.after = 1;
    assert_ctr_ok(ctr_event_find(f->store, &filter, &list, &err));
    const ctr_event *e = ctr_event_list_at(list, 0);
    assert_int_equal(ctr_event_seq(e), 2);
    assert_string_equal(ctr_event_kind(e), "contract.created");
    assert_string_equal(ctr_event_subject(e), "contract:shop/a");
    assert_string_equal(ctr_event_actor(e), "tester");
    assert_true(ctr_event_at_us(e) > FIXTURE_START_US);
    assert_string_equal(ctr_event_body(e), "{\"metadata\":\"{}\",\"mode\":\"backward\",\"profile\":"
                                           "\"strict\",\"type\":\"data-format\"}");
    assert_int_equal(strlen(ctr_event_hash(e)), 64);
    ctr_event_list_free(list);
}

/* Kind and reason of the events after `after`, a line each; those without a reason are left out. */
static const char *reasons_after(struct fixture *f, int64_t after, char *text, size_t size)
{
    static const char key[] = "\"reason\":\"";
    ctr_event_filter filter;
    ctr_event_list *list = NULL;
    ctr_error *err = NULL;
    size_t used = 0;

    text[0] = '\0';
    ctr_event_filter_init(&filter, sizeof filter);
    filter.after = after;
    assert_ctr_ok(ctr_event_find(f->store, &filter, &list, &err));
    for (size_t i = 0; i < ctr_event_list_count(list); i++) {
        const ctr_event *e = ctr_event_list_at(list, i);
        const char *at = strstr(ctr_event_body(e), key);
        if (at) {
            at += sizeof key - 1;
            used += (size_t)snprintf(text + used, size - used, "%s: %.*s\n", ctr_event_kind(e),
                                     (int)strcspn(at, "\""), at);
        }
    }
    ctr_event_list_free(list);
    return text;
}

static void a_reason_is_in_the_event_of_the_call_that_gave_it(void **state)
{
    struct fixture *f = *state;
    char text[1024];
    ctr_create create;
    ctr_consumer_spec spec;
    ctr_edit edit;
    ctr_call call;
    ctr_error *err = NULL;

    ctr_call_init(&call, sizeof call);
    ctr_create_init(&create, sizeof create);
    create.team = "shop";
    create.name = "a";
    create.document.data = document;
    create.document.size = sizeof document - 1;
    call.reason = "wanted";
    assert_ctr_ok(ctr_contract_create(f->store, &create, &call, NULL, &err));
    ctr_consumer_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "a";
    spec.consumer = "web";
    call.reason = "reads it";
    assert_ctr_ok(ctr_consumer_register(f->store, &spec, &call, NULL, &err));
    spec.role = "app";
    call.reason = "has a role now";
    assert_ctr_ok(ctr_consumer_register(f->store, &spec, &call, NULL, &err));
    call.reason = "said again, which changes nothing";
    assert_ctr_ok(ctr_consumer_register(f->store, &spec, &call, NULL, &err));
    ctr_edit_init(&edit, sizeof edit);
    edit.owner_role = "backend";
    call.reason = "another owner";
    assert_ctr_ok(ctr_contract_edit(f->store, "shop", "a", &edit, &call, NULL, &err));
    call.reason = "switched off";
    assert_ctr_ok(ctr_consumer_unregister(f->store, "shop", "a", "web", &call, &err));
    assert_string_equal(reasons_after(f, 0, text, sizeof text), "contract.created: wanted\n"
                                                                "version.created: wanted\n"
                                                                "consumer.registered: reads it\n"
                                                                "consumer.changed: has a role now\n"
                                                                "contract.changed: another owner\n"
                                                                "consumer.unregistered: switched "
                                                                "off\n");
    assert_store_sound(f->store);
}

static void an_empty_reason_is_none(void **state)
{
    struct fixture *f = *state;
    char text[256];
    ctr_edit edit;
    ctr_call call;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    ctr_call_init(&call, sizeof call);
    call.reason = "";
    ctr_edit_init(&edit, sizeof edit);
    edit.owner_role = "backend";
    assert_ctr_ok(ctr_contract_edit(f->store, "shop", "a", &edit, &call, NULL, &err));
    assert_string_equal(reasons_after(f, 0, text, sizeof text), "");
}

/* A decision to break says why in an event of its own, a draft without one in its own. */
static void a_draft_says_why_it_was_made(void **state)
{
    struct fixture *f = *state;
    char text[256];
    ctr_evolve evolve;
    ctr_call call;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    do_activate(f, "a", "1.0.0");
    ctr_call_init(&call, sizeof call);
    ctr_evolve_init(&evolve, sizeof evolve);
    evolve.team = "shop";
    evolve.name = "a";
    evolve.document.data = "{\"n\":1}";
    evolve.document.size = 7;
    call.reason = "a new field";
    assert_ctr_ok(ctr_contract_evolve(f->store, &evolve, &call, NULL, &err));
    evolve.document.data = "{\"n\":2}";
    call.reason = "meant so";
    call.flags = CTR_CALL_DECLARE_BREAK;
    assert_ctr_ok(ctr_contract_evolve(f->store, &evolve, &call, NULL, &err));
    assert_string_equal(reasons_after(f, 0, text, sizeof text), "version.created: a new field\n"
                                                                "break.declared: meant so\n");
    assert_store_sound(f->store);
}

static void time_given_by_the_caller_cannot_go_back(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    ctr_call_init(&call, sizeof call);
    call.now_us = FIXTURE_START_US;
    assert_int_equal(ctr_version_activate(f->store, "shop", "a", "1.0.0", &call, NULL, &err),
                     CTR_E_ARGUMENT);
    assert_non_null(strstr(ctr_error_message(err), "is before the last event at"));
    ctr_error_free(err);
    err = NULL;
    f->now_us = FIXTURE_START_US - INT64_C(3600000000); /* the clock itself may: it is raised */
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "a", "1.0.0", NULL, NULL, &err));
    assert_store_sound(f->store);
}

/* Run SQL on the file behind the library's back. */
static void tamper(struct fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;

    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", sql, message);
    }
    sqlite3_close(db);
}

static void the_first_broken_row_is_named(void **unused)
{
    static const struct {
        const char *sql;
        const char *message;
    } rows[] = {
        {"UPDATE lc_event SET actor = 'mallory' WHERE seq = 3", "event 3 of journal"},
        {"UPDATE lc_event SET body = '{}' WHERE seq = 2", "event 2 of journal"},
        {"UPDATE lc_event SET at_us = at_us + 1 WHERE seq = 4", "event 4 of journal"},
        {"UPDATE lc_event SET kind = 'version.retired' WHERE seq = 4", "event 4 of journal"},
        {"DELETE FROM lc_event WHERE seq = 2", "event 3 of journal"},
        {"UPDATE lc_event SET seq = 9 WHERE seq = 4", "event 9 of journal"},
        {"INSERT INTO lc_event SELECT 5, contract_rid, at_us, kind, subject, actor, body, hash "
         "FROM "
         "lc_event WHERE seq = 4",
         "event 5 of journal"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        void *state;
        ctr_report *report = NULL;
        ctr_error *err = NULL;
        assert_int_equal(fixture_file(&state), 0);
        struct fixture *f = state;
        do_create(f, "a", "1.0.0", document);
        do_activate(f, "a", "1.0.0");
        assert_ctr_ok(ctr_store_verify(f->store, &report, &err));
        assert_int_equal(ctr_report_ok(report), 1);
        assert_int_equal(ctr_report_rows(report), 4);
        ctr_report_free(report);
        tamper(f, rows[i].sql);
        assert_ctr_ok(ctr_store_verify(f->store, &report, &err));
        assert_int_equal(ctr_report_ok(report), 0);
        assert_int_equal(ctr_report_count(report), 1);
        assert_string_equal(ctr_report_check(report, 0), "chain");
        if (!strstr(ctr_report_message(report, 0), rows[i].message)) {
            fail_msg("%s gave: %s", rows[i].sql, ctr_report_message(report, 0));
        }
        ctr_report_free(report);
        assert_int_equal(fixture_end(&state), 0);
    }
}

static void replay_finds_edited_state(void **unused)
{
    static const struct {
        const char *sql;
        const char *message;
    } rows[] = {
        {"UPDATE lc_version SET state = 4, retired_us = 1",
         "state is 'retired', but its events say"},
        {"UPDATE lc_contract SET owner_role = 'eve'", "owner role is 'eve'"},
        {"UPDATE lc_contract SET mode = 4", "mode is 'none', but its events say 'backward'"},
        {"UPDATE lc_consumer SET pin = '^9'", "pin is '^9', but its events say '(none)'"},
        {"DELETE FROM lc_consumer", "consumer 'web' is missing"},
        {"UPDATE lc_version SET break_reason = 'x'", "break reason is 'x'"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        void *state;
        ctr_report *report = NULL;
        ctr_error *err = NULL;
        int found = 0;
        assert_int_equal(fixture_file(&state), 0);
        struct fixture *f = state;
        do_create(f, "a", "1.0.0", document);
        do_activate(f, "a", "1.0.0");
        do_register(f, "a", "web", NULL, NULL);
        assert_store_sound(f->store);
        tamper(f, rows[i].sql);
        assert_ctr_ok(ctr_store_check(f->store, CTR_CHECK_REPLAY, &report, &err));
        for (size_t k = 0; k < ctr_report_count(report); k++) {
            found |= strstr(ctr_report_message(report, k), rows[i].message) != NULL;
        }
        if (!found) {
            fail_msg("%s was not found: %s", rows[i].sql, ctr_report_message(report, 0));
        }
        ctr_report_free(report);
        assert_int_equal(fixture_end(&state), 0);
    }
}

static void damaged_documents_are_found(void **state)
{
    struct fixture *f = *state;
    ctr_report *report = NULL;
    ctr_document *d = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    tamper(f, "UPDATE lc_document SET bytes = CAST('{\"n\":1}' AS BLOB)");
    assert_int_equal(ctr_version_document(f->store, "shop", "a", "latest", NULL, &d, &err),
                     CTR_E_CORRUPT);
    ctr_error_free(err);
    err = NULL;
    assert_ctr_ok(ctr_store_check(f->store, 0, &report, &err));
    assert_int_equal(ctr_report_ok(report), 0);
    assert_string_equal(ctr_report_check(report, 0), "document");
    ctr_report_free(report);
}

struct waiter {
    struct fixture *f;
    int64_t last;
    ctr_status status;
};

static void *wait_for_news(void *user)
{
    struct waiter *w = user;
    w->status = ctr_event_wait(w->f->store, 1, 10000, &w->last, NULL);
    return NULL;
}

static void waiting_ends_with_news(void **state)
{
    struct fixture *f = *state;
    struct waiter w = {f, 0, CTR_E_IO};
    pthread_t thread;
    ctr_store *other = NULL;
    ctr_store *mine = f->store;

    assert_int_equal(pthread_create(&thread, NULL, wait_for_news, &w), 0);
    other = fixture_open(f, 0);
    f->store = other; /* another handle writes */
    do_create(f, "a", "1.0.0", document);
    f->store = mine;
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(w.status, CTR_OK);
    assert_true(w.last > 1);
    ctr_store_close(other);
}

static void waiting_ends_with_its_time_and_with_cancel(void **state)
{
    struct fixture *f = *state;
    int64_t last = 0;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_event_wait(f->store, 1, 20, &last, &err));
    assert_int_equal(last, 1);
    ctr_store_cancel(f->store);
    assert_ctr_fails(CTR_E_CANCELLED, NULL, ctr_event_wait(f->store, 1, 5000, &last, &err));
    ctr_store_cancel_clear(f->store);
    assert_ctr_ok(ctr_event_wait(f->store, 0, 5000, &last, &err));
    assert_int_equal(last, 1);
}

int main(int argc, char **argv)
{
#define T(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
#define TF(name) cmocka_unit_test_setup_teardown(name, fixture_file, fixture_end)
    const struct CMUnitTest tests[] = {
        T(events_are_found_by_sequence_contract_and_kind),
        T(a_list_of_events_says_where_the_next_page_begins),
        T(an_event_says_who_when_and_what),
        T(a_reason_is_in_the_event_of_the_call_that_gave_it),
        T(an_empty_reason_is_none),
        T(a_draft_says_why_it_was_made),
        T(time_given_by_the_caller_cannot_go_back),
        cmocka_unit_test(the_first_broken_row_is_named),
        cmocka_unit_test(replay_finds_edited_state),
        TF(damaged_documents_are_found),
        TF(waiting_ends_with_news),
        T(waiting_ends_with_its_time_and_with_cancel),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
