/* The outbox: who is told, what becomes of it; and timers in an export. */
#include "timer_case.h"

static ctr_action_list *outbox(struct fixture *f)
{
    ctr_action_list *list = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_timer_outbox(f->store, NULL, &list, &err));
    return list;
}

static ctr_status told(struct fixture *f, const char *id, const char *to, int ok,
                       const char *detail, ctr_action **out, ctr_error **err)
{
    ctr_delivery d;
    ctr_call call = call_of("host");
    call.now_us = f->now_us;
    ctr_delivery_init(&d, sizeof d);
    d.action = id;
    d.to = to;
    d.ok = ok;
    d.detail = detail;
    return ctr_timer_delivered(f->store, &d, &call, out, err);
}

/* A breach is found: for the client and the supplier. */
static void breached(struct fixture *f, char id[64])
{
    master(f, TIMED);
    submitted(f, "CR-1", "strict", MINOR);
    ctr_sweep *found = sweep(f, MONDAY + 2 * DAY);
    assert_int_equal(ctr_sweep_count(found), 1);
    strcpy(id, ctr_action_id(ctr_sweep_at(found, 0)));
    ctr_sweep_free(found);
}

static void addresses_are_whole_and_shown_without_secrets(void **state)
{
    struct fixture *f = *state;
    struct text_sink json = {NULL, 0};
    ctr_error *err = NULL;
    char id[64];

    breached(f, id);
    ctr_action_list *list = outbox(f);
    const ctr_action *a = ctr_action_list_at(list, 0);
    assert_string_equal(ctr_action_id(a), id);
    assert_int_equal(ctr_action_recipients(a), 2);
    assert_string_equal(ctr_action_party_at(a, 0), "client");
    assert_string_equal(ctr_action_endpoint_at(a, 0), "https://me:pw@example.org/in?key=1");
    assert_string_equal(ctr_action_endpoint_at(a, 1), "file:ops.jsonl"); /* by its id */
    assert_null(ctr_action_endpoint_at(a, 2));
    assert_ctr_ok(ctr_action_list_render(list, CTR_RENDER_JSON, text_sink_write, &json, &err));
    assert_non_null(strstr(json.text, "\"endpoint\": \"https://***@example.org/in?***\""));
    assert_null(strstr(json.text, "pw"));
    assert_null(strstr(json.text, "key=1"));
    free(json.text);
    ctr_action_list_free(list);
}

static void a_failure_is_tried_again_later_and_later(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_action *a = NULL;
    char id[64];
    int64_t wait = 60;

    breached(f, id);
    for (int i = 1; i <= 14; i++) {
        assert_ctr_ok(told(f, id, "client", 0, i == 1 ? NULL : "HTTP 500", &a, &err));
        assert_int_equal(ctr_action_attempts_at(a, 0), i);
        assert_string_equal(ctr_action_error_at(a, 0),
                            i == 1 ? "it could not be delivered" : "HTTP 500");
        assert_int_equal(ctr_action_next_try_us_at(a, 0), f->now_us + wait * 1000000);
        assert_int_equal(ctr_action_attempts_at(a, 1), 0);
        ctr_action_free(a);
        wait = 2 * wait < 86400 ? 2 * wait : 86400;
    }
    assert_ctr_ok(told(f, id, "client", 1, "HTTP 200", &a, &err));
    assert_int_equal(ctr_action_delivered_us_at(a, 0), f->now_us);
    assert_int_equal(ctr_action_next_try_us_at(a, 0), 0);
    ctr_action_free(a);
    assert_store_sound(f->store);
}

static void telling_twice_changes_nothing(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    char id[64];

    breached(f, id);
    assert_ctr_ok(told(f, id, NULL, 1, NULL, NULL, &err)); /* all of them */
    int64_t last = last_event(f);
    assert_ctr_ok(told(f, id, "client", 0, "too late", NULL, &err));
    assert_ctr_ok(told(f, id, NULL, 1, NULL, NULL, &err));
    assert_int_equal(last_event(f), last);
    ctr_action_list *list = outbox(f);
    assert_int_equal(ctr_action_list_count(list), 0);
    ctr_action_list_free(list);
}

static void what_is_not_there_cannot_be_told(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    char id[64], text[200];

    breached(f, id);
    snprintf(text, sizeof text, "'boss' is no recipient of action %s; it is for client, supplier",
             id);
    assert_ctr_fails(CTR_E_NOT_FOUND, text, told(f, id, "boss", 1, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, "there is no action 'x'; the outbox lists those that wait",
                     told(f, "x", NULL, 1, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the id of an action is needed, and whether it went well: 0 or 1",
                     told(f, id, NULL, 2, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the id of an action is needed, and whether it went well: 0 or 1",
                     told(f, NULL, NULL, 1, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "what was delivered is needed, not NULL",
                     ctr_timer_delivered(f->store, NULL, NULL, NULL, &err));
}

static void the_outbox_comes_in_pages(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_action_list *list = NULL;
    ctr_outbox_filter filter;
    char after[64];
    int pages = 0;

    master(f, TIMED);
    for (int i = 0; i < 5; i++) {
        char id[16];
        snprintf(id, sizeof id, "CR-%d", i);
        submitted(f, id, "strict", MINOR);
    }
    ctr_sweep_free(sweep(f, MONDAY + 2 * DAY));
    ctr_outbox_filter_init(&filter, sizeof filter);
    filter.limit = 2;
    do {
        assert_ctr_ok(ctr_timer_outbox(f->store, &filter, &list, &err));
        assert_int_equal(ctr_action_list_count(list), pages < 2 ? 2 : 1);
        const char *next = ctr_action_list_next(list);
        filter.after = next ? strcpy(after, next) : NULL;
        ctr_action_list_free(list);
        pages++;
    } while (filter.after);
    assert_int_equal(pages, 3);
    filter.change = "CR-1";
    assert_ctr_fails(CTR_E_ARGUMENT, "team and contract are named together, and a change with both",
                     ctr_timer_outbox(f->store, &filter, NULL, &err));
    filter.team = "shop";
    filter.name = "deal";
    filter.change = "CR-9";
    assert_ctr_fails(CTR_E_NOT_FOUND, "change 'shop/deal/CR-9' has no timer",
                     ctr_timer_outbox(f->store, &filter, NULL, &err));
}

/* ---- in an export ---- */

struct memory {
    const char *bytes;
    size_t size, at;
};

static int64_t read_memory(void *user, void *buffer, size_t size)
{
    struct memory *m = user;
    size_t n = m->size - m->at < size ? m->size - m->at : size;
    memcpy(buffer, m->bytes + m->at, n);
    m->at += n;
    return (int64_t)n;
}

static void exported(ctr_store *store, ctr_exchange_form form, struct text_sink *out)
{
    ctr_error *err = NULL;
    ctr_export_options o;
    ctr_export_options_init(&o, sizeof o);
    o.form = form;
    assert_ctr_ok(ctr_export(store, &o, text_sink_write, out, &err));
}

static ctr_status import(struct fixture *f, const char *bytes, size_t size, ctr_store **out,
                         ctr_error **err)
{
    ctr_store_options o;
    struct memory m = {bytes, size, 0};
    fixture_options(f, &o);
    o.flags = CTR_STORE_CREATE | CTR_STORE_MEMORY;
    ctr_status status = ctr_store_open(":memory:", &o, out, err);
    return status == CTR_OK ? ctr_import(*out, NULL, read_memory, &m, NULL, NULL, err) : status;
}

/* Timers of every kind: paused, ended, told and not. */
static void every_kind(struct fixture *f)
{
    ctr_error *err = NULL;
    ctr_call call = call_of("client");

    master(f, TIMED);
    submitted(f, "CR-1", "scope", MINOR);
    submitted(f, "CR-2", "scope", MINOR);
    submitted(f, "CR-3", "quiet", MINOR);
    submitted(f, "CR-4", "strict", MINOR);
    call.now_us = MONDAY + HOUR;
    assert_ctr_ok(
        ctr_timer_pause(f->store, "shop", "deal", "CR-2", "waiting-for-data", &call, NULL, &err));
    ctr_sweep *found = sweep(f, MONDAY + 3 * DAY);
    assert_ctr_ok(told(f, ctr_action_id(ctr_sweep_at(found, 0)), NULL, 1, "HTTP 200", NULL, &err));
    assert_ctr_ok(told(f, ctr_action_id(ctr_sweep_at(found, 1)), NULL, 0, "refused", NULL, &err));
    ctr_sweep_free(found);
}

static void timers_travel_and_come_back_the_same(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    every_kind(f);
    for (int form = CTR_EXCHANGE_XML; form <= CTR_EXCHANGE_JSON; form++) {
        struct text_sink first = {NULL, 0}, second = {NULL, 0};
        ctr_store *other = NULL;
        exported(f->store, (ctr_exchange_form)form, &first);
        assert_ctr_ok(import(f, first.text, first.size, &other, &err));
        exported(other, (ctr_exchange_form)form, &second);
        assert_int_equal(first.size, second.size);
        assert_memory_equal(first.text, second.text, first.size);
        assert_store_sound(other);
        ctr_sweep *found = NULL; /* it goes on there */
        assert_ctr_ok(ctr_timer_sweep(other, MONDAY + 60 * DAY, NULL, NULL, &found, &err));
        assert_int_equal(ctr_sweep_count(found), 4);
        ctr_sweep_free(found);
        assert_store_sound(other);
        ctr_store_close(other);
        free(first.text);
        free(second.text);
    }
}

/* The export with a text in place of another. */
static char *altered(const struct text_sink *from, const char *what, const char *by)
{
    char *at = strstr(from->text, what);
    assert_non_null(at);
    char *text = malloc(from->size + strlen(by) + 1);
    size_t head = (size_t)(at - from->text);
    memcpy(text, from->text, head);
    strcpy(text + head, by);
    strcat(text, at + strlen(what));
    return text;
}

static void a_timer_that_cannot_be_is_not_imported(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *what, *by, *say;
    } rows[] = {
        {"\"decision\":1,\"master_version\"", "\"decision\":7,\"master_version\"",
         "is about decision 7 of 1"},
        {"\"state\":\"running\",\"stage\"", "\"state\":null,\"stage\"", "a timer has a state"},
        {"\"state\":\"paused\",\"stage\"", "\"state\":\"running\",\"stage\"",
         "the last one of a timer that stands still has no end"},
        {"\"goal_days\":\"2\"", "\"goal_days\":\"two\"", "a timer has a goal in days"},
        {"\"kind\":\"remind\"", "\"kind\":\"nag\"", "should be remind, escalate"},
        {"\"loop\":1,\"started_at\"", "\"loop\":0,\"started_at\"", "a loop of at least 1"},
        {"\"attempts\":1,", "\"attempts\":-1,", "attempts of at least 0"},
        {"\"master_version\":\"1.0.0\",\"goal", "\"master_version\":\"9.0.0\",\"goal",
         "names no version of its master"},
    };
    struct text_sink whole = {NULL, 0};

    every_kind(f);
    exported(f->store, CTR_EXCHANGE_XML, &whole);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_store *other = NULL;
        ctr_error *err = NULL;
        char *text = altered(&whole, rows[i].what, rows[i].by);
        ctr_status status = import(f, text, strlen(text), &other, &err);
        if (status != CTR_E_INPUT || !strstr(ctr_error_message(err), rows[i].say)) {
            fail_msg("%s: %d, %s", rows[i].by, (int)status, ctr_error_message(err));
        }
        ctr_error_free(err);
        ctr_store_close(other);
        free(text);
    }
    free(whole.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(addresses_are_whole_and_shown_without_secrets),
        TEST(a_failure_is_tried_again_later_and_later),
        TEST(telling_twice_changes_nothing),
        TEST(what_is_not_there_cannot_be_told),
        TEST(the_outbox_comes_in_pages),
        TEST(timers_travel_and_come_back_the_same),
        TEST(a_timer_that_cannot_be_is_not_imported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
