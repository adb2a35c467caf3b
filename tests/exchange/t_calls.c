/* The two calls: arguments, callbacks that stop, cancelling, rights, what is not there. */
#include "exchange/exchange.h"

#define DOC(n) "{\"endpoints\":[\"/" n "\"]}"

static int ignore(void *user, const void *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    (void)size;
    return 0;
}

static void bad_arguments_are_named(void **state)
{
    struct fixture *f = *state;
    ctr_export_options e;
    ctr_import_options i;
    ctr_error *err = NULL;
    struct feed none = {"", 0, 0, 0};

    do_create(f, "a", "1.0.0", DOC("a"));
    assert_ctr_fails(CTR_E_ARGUMENT, "a function that takes the export is needed, not NULL",
                     ctr_export(f->store, NULL, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "a function that gives the import is needed, not NULL",
                     ctr_import(f->store, NULL, NULL, NULL, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_export(NULL, NULL, ignore, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_import(NULL, NULL, feed_read, &none, NULL, NULL, &err));
    ctr_export_options_init(&e, sizeof e);
    assert_int_equal(e.struct_size, sizeof e);
    e.name = "a";
    assert_ctr_fails(CTR_E_ARGUMENT, "contract 'a' is named without its team",
                     ctr_export(f->store, &e, ignore, NULL, &err));
    e.team = "no such team!";
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_export(f->store, &e, ignore, NULL, &err));
    e.team = "shop";
    e.form = (ctr_exchange_form)7;
    assert_ctr_fails(CTR_E_ARGUMENT, "7 is no form of an export; wanted auto, xml or json",
                     ctr_export(f->store, &e, ignore, NULL, &err));
    e.form = CTR_EXCHANGE_JSON;
    e.gzip = 2;
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, ctr_export(f->store, &e, ignore, NULL, &err));
    ctr_import_options_init(&i, sizeof i);
    assert_int_equal(i.struct_size, sizeof i);
    i.policy = (ctr_import_policy)3;
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "3 is no policy of an import; wanted fail, skip or replace-drafts",
                     ctr_import(f->store, &i, feed_read, &none, NULL, NULL, &err));
    i.policy = CTR_IMPORT_FAIL;
    i.file = "a\nb";
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_import(f->store, &i, feed_read, &none, NULL, NULL, &err));
    i.struct_size = 3;
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_import(f->store, &i, feed_read, &none, NULL, NULL, &err));
    i = (ctr_import_options){.struct_size = sizeof i};
    assert_ctr_fails(CTR_E_INPUT,
                     "import:1:1: the file is empty; an export in XML or JSON was "
                     "wanted",
                     ctr_import(f->store, &i, feed_read, &none, NULL, NULL, &err));
}

static void what_is_not_there_is_not_exported(void **state)
{
    struct fixture *f = *state;
    struct text_sink out;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", DOC("a"));
    assert_ctr_fails(CTR_E_NOT_FOUND, "team 'shops' has no contract, so there is nothing to export",
                     try_export(f->store, (struct wish){.team = "shops"}, &out, &err));
    assert_null(out.text);
    assert_ctr_fails(CTR_E_NOT_FOUND, "there is no contract 'shop/b'; create it first",
                     try_export(f->store, (struct wish){.team = "shop", .name = "b"}, &out, &err));
    assert_null(out.text);
}

/* One of two contracts whose names begin alike. */
static void one_contract_is_that_contract_alone(void **state)
{
    struct fixture *f = *state;

    do_create(f, "a", "1.0.0", DOC("1"));
    do_create(f, "a-b", "1.0.0", DOC("2"));
    do_create(f, "ab", "1.0.0", DOC("3"));
    create_bytes(f, "shop2", "a", "4", 1);
    struct text_sink out = export_as(f->store, (struct wish){.team = "shop", .name = "A"});
    assert_non_null(strstr(out.text, "name=\"a\""));
    assert_null(strstr(out.text, "name=\"a-b\""));
    assert_null(strstr(out.text, "name=\"ab\""));
    assert_null(strstr(out.text, "shop/ab"));
    assert_null(strstr(out.text, "endpoints\":[\"/2"));
    free(out.text);
    out = export_as(f->store, (struct wish){.team = "shop"});
    assert_non_null(strstr(out.text, "name=\"ab\""));
    assert_null(strstr(out.text, "shop2"));
    free(out.text);
}

/* --- callbacks --- */

struct stopper {
    int calls;
    int stop_at;
    int value;
};

static int stop_writing(void *user, const void *bytes, size_t size)
{
    struct stopper *s = user;
    (void)bytes;
    (void)size;
    return ++s->calls == s->stop_at ? s->value : 0;
}

static void a_writer_that_stops_ends_the_export(void **state)
{
    struct fixture *f = *state;
    ctr_export_options e;
    ctr_error *err = NULL;

    create_large(f);
    ctr_export_options_init(&e, sizeof e);
    for (int form = CTR_EXCHANGE_XML; form <= CTR_EXCHANGE_JSON; form++) {
        for (uint32_t gzip = 0; gzip < 2; gzip++) {
            struct stopper s = {0, 2, 41};
            e.form = (ctr_exchange_form)form;
            e.gzip = gzip;
            assert_int_equal(ctr_export(f->store, &e, stop_writing, &s, &err), CTR_E_CANCELLED);
            assert_string_equal(ctr_error_detail(err, "callback"), "41");
            assert_int_equal(s.calls, 2);
            ctr_error_free(err);
            err = NULL;
        }
    }
    assert_store_sound(f->store);
}

struct choker {
    struct feed feed;
    int calls;
    int fail_at;
    int64_t value;
};

static int64_t choke(void *user, void *buffer, size_t capacity)
{
    struct choker *c = user;
    return ++c->calls == c->fail_at ? c->value : feed_read(&c->feed, buffer, capacity);
}

static void a_reader_that_fails_ends_the_import(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    create_orders(f);
    struct text_sink out = export_as(f->store, (struct wish){0});
    ctr_store *store = empty_store(f);
    struct choker c = {{out.text, out.size, 0, 1000}, 0, 5, -7};
    assert_int_equal(ctr_import(store, NULL, choke, &c, NULL, NULL, &err), CTR_E_IO);
    assert_string_equal(ctr_error_detail(err, "callback"), "-7");
    ctr_error_free(err);
    err = NULL;
    c = (struct choker){{out.text, out.size, 0, 1000}, 0, 5, INT64_MAX};
    assert_int_equal(ctr_import(store, NULL, choke, &c, NULL, NULL, &err), CTR_E_ARGUMENT);
    ctr_error_free(err);
    struct text_sink now = export_as(store, (struct wish){0});
    assert_null(strstr(now.text, "orders"));
    assert_store_sound(store);
    ctr_store_close(store);
    free(now.text);
    free(out.text);
}

static ctr_store *busy;

static int export_again(void *user, const void *bytes, size_t size)
{
    ctr_error *err = NULL;
    (void)bytes;
    (void)size;
    *(ctr_status *)user = ctr_export(busy, NULL, ignore, NULL, &err);
    ctr_error_free(err);
    return 0;
}

static void a_callback_may_not_use_the_same_store(void **state)
{
    struct fixture *f = *state;
    ctr_status inner = CTR_OK;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", DOC("a"));
    busy = f->store;
    assert_ctr_ok(ctr_export(f->store, NULL, export_again, &inner, &err));
    assert_int_equal(inner, CTR_E_ARGUMENT);
}

/* --- progress and cancelling --- */

static struct {
    int calls;
    int stop_at;
    uint64_t done;
    uint64_t total;
    char what[32];
} seen;

static int watch(void *user, const char *what, uint64_t done, uint64_t total)
{
    (void)user;
    snprintf(seen.what, sizeof seen.what, "%s", what);
    if (done < seen.done) {
        fail_msg("%s: %d behind %d", what, (int)done, (int)seen.done);
    }
    seen.done = done;
    seen.total = total;
    return ++seen.calls == seen.stop_at ? 9 : 0;
}

static ctr_store *watched(struct fixture *f)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    fixture_options(f, &o);
    o.flags = CTR_STORE_MEMORY;
    o.progress = watch;
    memset(&seen, 0, sizeof seen);
    assert_ctr_ok(ctr_store_open(":memory:", &o, &store, &err));
    return store;
}

static void progress_is_told_and_may_stop(void **state)
{
    struct fixture *f = *state;
    struct text_sink again;
    ctr_error *err = NULL;

    create_orders(f);
    for (int i = 0; i < 100; i++) {
        char name[16];
        snprintf(name, sizeof name, "c%d", i);
        do_create(f, name, "1.0.0", DOC("c"));
    }
    struct text_sink out = export_as(f->store, (struct wish){0});
    ctr_store *store = watched(f);
    struct feed feed = {out.text, out.size, 0, 0};
    assert_ctr_ok(ctr_import(store, NULL, feed_read, &feed, NULL, NULL, &err));
    assert_string_equal(seen.what, "import");
    assert_true(seen.calls > 1);
    assert_int_equal(seen.done, out.size);
    memset(&seen, 0, sizeof seen);
    assert_ctr_ok(try_export(store, (struct wish){0}, &again, &err));
    assert_string_equal(seen.what, "export");
    assert_true(seen.calls > 1);
    assert_true(seen.done <= seen.total);
    free(again.text);
    memset(&seen, 0, sizeof seen);
    seen.stop_at = 2;
    assert_int_equal(try_export(store, (struct wish){0}, &again, &err), CTR_E_CANCELLED);
    assert_string_equal(ctr_error_detail(err, "callback"), "9");
    ctr_error_free(err);
    err = NULL;
    free(again.text);
    ctr_store_close(store);
    store = watched(f);
    seen.stop_at = 3;
    feed.at = 0;
    assert_int_equal(ctr_import(store, NULL, feed_read, &feed, NULL, NULL, &err), CTR_E_CANCELLED);
    ctr_error_free(err);
    memset(&seen, 0, sizeof seen);
    again = export_as(store, (struct wish){0});
    assert_null(strstr(again.text, "orders"));
    free(again.text);
    ctr_store_close(store);
    free(out.text);
}

struct canceller {
    struct feed feed;
    ctr_store *store;
};

static int64_t cancel_and_read(void *user, void *buffer, size_t capacity)
{
    struct canceller *c = user;
    if (c->feed.at > 3000) {
        ctr_store_cancel(c->store);
    }
    return feed_read(&c->feed, buffer, capacity);
}

static void cancelling_ends_an_import_and_stays(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    struct text_sink now;

    create_orders(f);
    struct text_sink out = export_as(f->store, (struct wish){0});
    ctr_store *store = empty_store(f);
    struct canceller c = {{out.text, out.size, 0, 500}, store};
    assert_ctr_fails(CTR_E_CANCELLED, NULL,
                     ctr_import(store, NULL, cancel_and_read, &c, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_CANCELLED, NULL, try_export(store, (struct wish){0}, &now, &err));
    ctr_store_cancel_clear(store);
    now = export_as(store, (struct wish){0});
    assert_null(strstr(now.text, "orders"));
    assert_store_sound(store);
    ctr_store_close(store);
    free(out.text);
    free(now.text);
}

/* --- rights --- */

static int deny_imports(void *user, const char *actor, const char *verb, const char *subject)
{
    (void)user;
    (void)actor;
    return strcmp(verb, "store.import") != 0 || strcmp(subject, "store") != 0;
}

static void an_import_needs_the_right_to_write(void **state)
{
    struct fixture *f = *state;
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", DOC("a"));
    struct text_sink out = export_as(f->store, (struct wish){0});
    fixture_options(f, &o);
    o.flags = CTR_STORE_MEMORY;
    o.authorise = deny_imports;
    assert_ctr_ok(ctr_store_open(":memory:", &o, &store, &err));
    assert_ctr_fails(CTR_E_DENIED, NULL,
                     try_import(store, out.text, out.size, CTR_IMPORT_FAIL, 0, NULL, &err));
    ctr_store_close(store);
    free(out.text);
}

static void a_store_open_for_reading_is_exported_and_takes_no_import(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", DOC("a"));
    struct text_sink out = export_as(f->store, (struct wish){0});
    ctr_store *store = fixture_open(f, CTR_STORE_READONLY);
    struct text_sink again = export_as(store, (struct wish){0});
    assert_same(&out, &again);
    assert_ctr_fails(CTR_E_READONLY, NULL,
                     try_import(store, out.text, out.size, CTR_IMPORT_SKIP, 0, NULL, &err));
    ctr_store_close(store);
    free(out.text);
    free(again.text);
}

static void the_event_of_an_import_names_actor_file_and_hash(void **state)
{
    struct fixture *f = *state;
    ctr_event_filter filter;
    ctr_event_list *list = NULL;
    ctr_error *err = NULL;
    ctr_import_options o;
    ctr_call call;
    struct feed empty = {"<contracts xmlns=\"urn:libcontracts:1\" format=\"1\"><documents/>"
                         "</contracts>",
                         73, 0, 0};

    ctr_import_options_init(&o, sizeof o);
    o.file = "none.xml";
    ctr_call_init(&call, sizeof call);
    call.actor = "ann";
    assert_ctr_ok(ctr_import(f->store, &o, feed_read, &empty, &call, NULL, &err));
    ctr_event_filter_init(&filter, sizeof filter);
    filter.kind = "store.imported";
    assert_ctr_ok(ctr_event_find(f->store, &filter, &list, &err));
    assert_int_equal(ctr_event_list_count(list), 1);
    const ctr_event *e = ctr_event_list_at(list, 0);
    assert_string_equal(ctr_event_actor(e), "ann");
    /* printf '...' | sha256sum */
    assert_string_equal(
        ctr_event_body(e),
        "{\"consumers\":0,\"contracts\":0,\"documents\":0,\"events\":0,"
        "\"file\":\"none.xml\",\"form\":\"xml\",\"sha256\":"
        "\"148294e44e0d2ffc3098add72262c802d1f9b13049551cebe065f4b230cbff75\",\"skipped\":0,"
        "\"versions\":0,\"withdrawn\":0}");
    ctr_event_list_free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
        TEST(bad_arguments_are_named),
        TEST(what_is_not_there_is_not_exported),
        TEST(one_contract_is_that_contract_alone),
        TEST(a_writer_that_stops_ends_the_export),
        TEST(a_reader_that_fails_ends_the_import),
        TEST(a_callback_may_not_use_the_same_store),
        TEST(progress_is_told_and_may_stop),
        TEST(cancelling_ends_an_import_and_stays),
        TEST(an_import_needs_the_right_to_write),
        cmocka_unit_test_setup_teardown(a_store_open_for_reading_is_exported_and_takes_no_import,
                                        fixture_file, fixture_end),
        TEST(the_event_of_an_import_names_actor_file_and_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
