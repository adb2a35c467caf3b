/* The handle: opening, hooks, cancel, re-entry, fork, NULL everywhere, batches. */
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char document[] = "{\"n\":0}";

static ctr_status create(ctr_store *store, const char *name, const ctr_call *call, ctr_error **err)
{
    ctr_create c;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = name;
    c.document.data = document;
    c.document.size = sizeof document - 1;
    return ctr_contract_create(store, &c, call, NULL, err);
}

static void a_missing_store_is_not_found(void **unused)
{
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    (void)unused;
    assert_int_equal(ctr_store_open("/tmp/contracts-test-none/x.db", NULL, &store, &err),
                     CTR_E_NOT_FOUND);
    assert_non_null(strstr(ctr_error_message(err), "/tmp/contracts-test-none/x.db"));
    assert_null(store);
    ctr_error_free(err);
}

static void null_is_refused_wherever_a_value_is_needed(void **state)
{
    struct fixture *f = *state;
    ctr_store *s = f->store;
    ctr_version *v = NULL;
    ctr_call bad = {.struct_size = 3};

    assert_int_equal(ctr_store_open(NULL, NULL, &s, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_store_open(":memory:", NULL, NULL, NULL), CTR_E_ARGUMENT);
    s = f->store;
    assert_int_equal(ctr_contract_active(NULL, "a", "b", &v, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_contract_active(s, NULL, "b", &v, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_contract_active(s, "a", NULL, &v, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_contract_create(s, NULL, NULL, NULL, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_contract_evolve(s, NULL, NULL, NULL, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_contract_edit(s, "a", "b", NULL, NULL, NULL, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_consumer_register(s, NULL, NULL, NULL, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_consumer_unregister(s, "a", "b", NULL, NULL, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_version_activate(s, "a", "b", NULL, NULL, NULL, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_version_retire(s, "a", "b", "1.0.0", &bad, NULL, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_diff_documents(NULL, NULL, NULL, NULL, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_batch_apply(s, NULL, NULL, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_batch_create(NULL, NULL, NULL, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_version_render(NULL, CTR_RENDER_JSON, text_sink_write, NULL, NULL),
                     CTR_E_ARGUMENT);
    ctr_store_close(NULL);
    ctr_version_free(NULL);
    ctr_error_free(NULL);
    assert_null(ctr_version_label(NULL));
    assert_int_equal(ctr_version_list_count(NULL), 0);
    assert_string_equal(ctr_error_message(NULL), "");
}

static void a_cancelled_store_stays_cancelled_until_cleared(void **state)
{
    struct fixture *f = *state;
    ctr_version *v = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    do_activate(f, "a", "1.0.0");
    assert_ctr_ok(ctr_contract_active(f->store, "shop", "a", &v, &err));
    ctr_version_free(v);
    ctr_store_cancel(f->store);
    for (int i = 0; i < 2; i++) { /* the cached look-up too */
        assert_ctr_fails(CTR_E_CANCELLED, NULL,
                         ctr_contract_active(f->store, "shop", "a", &v, &err));
        assert_ctr_fails(CTR_E_CANCELLED, NULL, create(f->store, "b", NULL, &err));
    }
    ctr_store_cancel_clear(f->store);
    assert_ctr_ok(create(f->store, "b", NULL, &err));
}

static int refuse(void *user, const char *actor, const char *verb, const char *subject)
{
    char *seen = user;
    strcat(seen, actor);
    strcat(seen, " ");
    strcat(seen, verb);
    strcat(seen, " ");
    strcat(seen, subject);
    strcat(seen, ";");
    return strcmp(actor, "eve") != 0;
}

static void the_authoriser_is_asked_before_every_write(void **unused)
{
    ctr_store_options o;
    ctr_call call;
    ctr_store *store = NULL;
    ctr_error *err = NULL;
    char seen[512] = "";

    (void)unused;
    ctr_store_options_init(&o, sizeof o);
    o.flags = CTR_STORE_MEMORY | CTR_STORE_CREATE;
    o.authorise = refuse;
    o.user = seen;
    o.actor = "ann";
    assert_ctr_ok(ctr_store_open("", &o, &store, &err));
    assert_ctr_ok(create(store, "a", NULL, &err));
    ctr_call_init(&call, sizeof call);
    call.actor = "eve";
    assert_int_equal(create(store, "b", &call, &err), CTR_E_DENIED);
    assert_non_null(strstr(ctr_error_message(err), "eve"));
    assert_non_null(strstr(ctr_error_message(err), "shop/b"));
    ctr_error_free(err);
    assert_non_null(strstr(seen, "ann contract.create shop/a;eve contract.create shop/b;"));
    ctr_store_close(store);
}

/* Every callback of a store tries to use it, once it is open. */
struct reentry {
    ctr_store *store; /* NULL: not now */
    int tries;
    int refused;
};

static void try_it(struct reentry *r)
{
    ctr_version *v = NULL;
    ctr_info *info = NULL;
    ctr_error *err = NULL;
    ctr_store *store = r->store;

    if (!store) {
        return;
    }
    r->store = NULL; /* what is tried here has callbacks too */
    ctr_status status[] = {
        ctr_contract_active(store, "shop", "a", &v, NULL),
        create(store, "from-a-callback", NULL, NULL),
        ctr_store_info(store, &info, &err),
    };
    for (size_t i = 0; i < sizeof status / sizeof status[0]; i++) {
        r->tries++;
        r->refused += status[i] == CTR_E_ARGUMENT;
    }
    if (status[2] == CTR_E_ARGUMENT) {
        assert_string_equal(ctr_error_message(err),
                            "a callback used the store that is calling it; use it when that call "
                            "is over, or open another handle");
    }
    ctr_error_free(err);
    ctr_store_close(store); /* and does nothing */
    r->store = store;
}

static int64_t again_clock(void *user)
{
    static int64_t now = FIXTURE_START_US;
    try_it(user);
    return now++;
}

static void again_random(void *user, void *buffer, size_t size)
{
    try_it(user);
    memset(buffer, 7, size);
}

static int again_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    (void)what;
    (void)done;
    (void)total;
    try_it(user);
    return 0;
}

static void again_log(void *user, int32_t level, const char *text)
{
    (void)level;
    (void)text;
    try_it(user);
}

static int again_authorise(void *user, const char *actor, const char *verb, const char *subject)
{
    (void)actor;
    (void)verb;
    (void)subject;
    try_it(user);
    return 1;
}

static int again_resolve(void *user, const char *path, const void **data, size_t *size)
{
    (void)path;
    try_it(user);
    *data = "{}";
    *size = 2;
    return 0;
}

static int again_write(void *user, const void *bytes, size_t size)
{
    (void)bytes;
    (void)size;
    try_it(user);
    return 0;
}

static int64_t again_read(void *user, void *buffer, size_t size)
{
    (void)buffer;
    (void)size;
    try_it(user);
    return 0;
}

static ctr_status reenter_by_check(ctr_store *s, struct reentry *r)
{
    ctr_report *report = NULL;
    (void)r;
    ctr_status status = ctr_store_check(s, 0, &report, NULL);
    ctr_report_free(report);
    return status;
}

static ctr_status reenter_by_create(ctr_store *s, struct reentry *r)
{
    (void)r;
    return create(s, "b", NULL, NULL);
}

static void refer(ctr_source *source, struct reentry *r)
{
    static const char text[] = SCHEMA("\"a\":{\"$ref\":\"a.json\"}", "");

    source->data = text;
    source->size = sizeof text - 1;
    source->resolve = again_resolve;
    source->user = r;
}

static ctr_status reenter_by_resolver(ctr_store *s, struct reentry *r)
{
    ctr_create c;
    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "c";
    refer(&c.document, r);
    return ctr_contract_create(s, &c, NULL, NULL, NULL);
}

/* "a" is opaque: the document is read before the lock, and again as what the contract is. */
static ctr_status reenter_by_evolving(ctr_store *s, struct reentry *r)
{
    ctr_evolve e;
    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "a";
    e.label = "9.0.0";
    refer(&e.document, r);
    return ctr_contract_evolve(s, &e, NULL, NULL, NULL);
}

static ctr_status reenter_by_export(ctr_store *s, struct reentry *r)
{
    return ctr_export(s, NULL, again_write, r, NULL);
}

static ctr_status reenter_by_import(ctr_store *s, struct reentry *r)
{
    return ctr_import(s, NULL, again_read, r, NULL, NULL, NULL) == CTR_OK ? CTR_E_INPUT : CTR_OK;
}

static ctr_status reenter_by_nothing(ctr_store *s, struct reentry *r)
{
    (void)s;
    (void)r;
    return CTR_OK;
}

static void using_the_store_in_a_callback_is_refused(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *callback;
        ctr_status (*act)(ctr_store *s, struct reentry *r);
    } rows[] = {
        {"progress", reenter_by_check},   {"clock", reenter_by_create},
        {"random", reenter_by_create},    {"authorise", reenter_by_create},
        {"resolve", reenter_by_resolver}, {"resolve again", reenter_by_evolving},
        {"write", reenter_by_export},     {"read", reenter_by_import},
        {"log", reenter_by_nothing},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *name = rows[i].callback;
        struct reentry r = {NULL, 0, 0};
        ctr_store_options o;
        ctr_store *store = NULL;
        ctr_error *err = NULL;
        char path[160];
        ctr_store_options_init(&o, sizeof o);
        o.flags = CTR_STORE_CREATE;
        o.user = &r;
        o.progress = strcmp(name, "progress") == 0 ? again_progress : NULL;
        o.clock = strcmp(name, "clock") == 0 ? again_clock : NULL;
        o.random = strcmp(name, "random") == 0 ? again_random : NULL;
        o.authorise = strcmp(name, "authorise") == 0 ? again_authorise : NULL;
        o.log = again_log;
        snprintf(path, sizeof path, "%s/%zu.db", f->dir, i);
        assert_ctr_ok(ctr_store_open(path, &o, &store, &err));
        assert_ctr_ok(create(store, "a", NULL, &err));
        assert_ctr_ok(ctr_version_activate(store, "shop", "a", "1.0.0", NULL, NULL, &err));
        ctr_version *v = NULL;
        assert_ctr_ok(ctr_contract_active(store, "shop", "a", &v, &err)); /* now it is cached */
        ctr_version_free(v);
        r.store = store;
        assert_int_equal(rows[i].act(store, &r), CTR_OK);
        if (strcmp(name, "log") == 0) { /* a close that cannot tidy up says so */
            assert_int_equal(rename(path, f->path), 0);
        } else {
            r.store = NULL;
            assert_store_sound(store);
        }
        ctr_store_close(store);
        if (r.refused != r.tries || r.tries == 0) {
            fail_msg("%s: %d of %d tries were refused", name, r.refused, r.tries);
        }
    }
}

static void a_handle_is_refused_in_the_child_of_a_fork(void **state)
{
    struct fixture *f = *state;
    ctr_version *v = NULL;
    ctr_error *err = NULL;
    int status = 0;

    do_create(f, "a", "1.0.0", document);
    do_activate(f, "a", "1.0.0");
    assert_ctr_ok(ctr_contract_active(f->store, "shop", "a", &v, &err));
    ctr_version_free(v);
    pid_t pid = fork();
    if (pid == 0) {
        int good = ctr_contract_active(f->store, "shop", "a", &v, NULL) == CTR_E_FORKED &&
                   create(f->store, "b", NULL, NULL) == CTR_E_FORKED;
        ctr_store_close(f->store);
        _exit(good ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_ctr_ok(create(f->store, "c", NULL, &err));
    assert_store_sound(f->store);
}

static void a_file_replaced_under_the_handle_is_noticed(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    char moved[160];

    strcpy(moved, f->path);
    strcat(moved, ".old");
    assert_int_equal(rename(f->path, moved), 0);
    ctr_store *other = fixture_open(f, CTR_STORE_CREATE);
    assert_int_equal(create(f->store, "a", NULL, &err), CTR_E_REPLACED);
    ctr_error_free(err);
    ctr_store_close(other);
}

static void a_store_at_rest_is_one_private_file(void **state)
{
    struct fixture *f = *state;
    struct stat st;
    char side[160];

    do_create(f, "a", "1.0.0", document);
    ctr_store_close(f->store);
    f->store = NULL;
    assert_int_equal(stat(f->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    strcpy(side, f->path);
    strcat(side, "-wal");
    assert_int_equal(access(side, F_OK), -1);
    f->store = fixture_open(f, 0);
    assert_store_sound(f->store);
}

static void a_read_only_handle_does_not_write(void **state)
{
    struct fixture *f = *state;
    ctr_version *v = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    ctr_store *reader = fixture_open(f, CTR_STORE_READONLY);
    assert_int_equal(create(reader, "b", NULL, &err), CTR_E_READONLY);
    ctr_error_free(err);
    err = NULL;
    assert_ctr_ok(ctr_version_get(reader, "shop", "a", "latest", &v, &err));
    ctr_version_free(v);
    ctr_store_close(reader);
}

static void a_batch_is_all_or_nothing(void **state)
{
    struct fixture *f = *state;
    ctr_batch *batch = NULL;
    ctr_batch_result *result = NULL;
    ctr_create c;
    ctr_error *err = NULL;
    char text[sizeof document];

    memcpy(text, document, sizeof document);
    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "a";
    c.document.data = text;
    c.document.size = sizeof document - 1;
    assert_ctr_ok(ctr_batch_new(NULL, &batch, &err));
    assert_ctr_ok(ctr_batch_create(batch, &c, NULL, &err));
    memset(text, 'x', sizeof text); /* it was copied */
    assert_ctr_ok(ctr_batch_activate(batch, "shop", "a", NULL, NULL, &err));
    assert_ctr_ok(ctr_batch_activate(batch, "shop", "nothing", NULL, NULL, &err));
    assert_int_equal(ctr_batch_count(batch), 3);
    int64_t before = last_event(f);
    assert_int_equal(ctr_batch_apply(f->store, batch, &result, &err), CTR_E_NOT_FOUND);
    assert_string_equal(ctr_error_detail(err, "item"), "2");
    assert_null(result);
    assert_int_equal(last_event(f), before);
    ctr_error_free(err);
    err = NULL;
    do_create(f, "nothing", "1.0.0", document);
    assert_ctr_ok(ctr_batch_apply(f->store, batch, &result, &err));
    assert_int_equal(ctr_batch_result_count(result), 3);
    assert_int_equal(ctr_version_state(ctr_batch_result_version(result, 1)), CTR_STATE_ACTIVE);
    assert_null(ctr_batch_result_version(result, 3));
    ctr_batch_result_free(result);
    ctr_batch_free(batch);
    assert_store_sound(f->store);
}

/* Applied once, it is as it was: what the store said of spelling, format and base then is not what
 * it would say now. */
static void a_batch_is_not_changed_by_being_applied(void **state)
{
    struct fixture *f = *state;
    static const char text[] = SCHEMA("\"a\":{}", "\"a\"");
    const char *part = "/a";
    ctr_batch *batch = NULL;
    ctr_batch_result *result = NULL;
    ctr_create c;
    ctr_evolve e;
    ctr_consumer_spec k;
    ctr_error *err = NULL;

    do_create(f, "kept", "1.0.0", "\"opaque\"");
    ctr_create_init(&c, sizeof c);
    c.team = "SHOP"; /* the team is spelled otherwise already */
    c.name = "new";
    c.document.data = text;
    c.document.size = sizeof text - 1;
    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "kept";
    e.label = "2.0.0";
    e.document = c.document; /* looks like a schema, and becomes what the contract is */
    ctr_consumer_spec_init(&k, sizeof k);
    k.team = "shop";
    k.name = "new";
    k.consumer = "web";
    k.parts = &part;
    k.part_count = 1;
    assert_ctr_ok(ctr_batch_new(NULL, &batch, &err));
    assert_ctr_ok(ctr_batch_create(batch, &c, NULL, &err));
    assert_ctr_ok(ctr_batch_evolve(batch, &e, NULL, &err));
    assert_ctr_ok(ctr_batch_register(batch, &k, NULL, &err));
    assert_ctr_ok(ctr_batch_activate(batch, "shop", "later", NULL, NULL, &err));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ctr_batch_apply(f->store, batch, &result, &err), CTR_E_NOT_FOUND);
        assert_string_equal(ctr_error_detail(err, "item"), "3");
        ctr_error_free(err);
        err = NULL;
    }
    do_create(f, "later", "1.0.0", document);
    assert_ctr_ok(ctr_batch_apply(f->store, batch, &result, &err));
    assert_string_equal(ctr_version_team(ctr_batch_result_version(result, 0)), "shop");
    assert_int_equal(ctr_version_format(ctr_batch_result_version(result, 1)), CTR_FORMAT_OPAQUE);
    ctr_batch_result_free(result);
    ctr_batch_free(batch);
    assert_store_sound(f->store);
}

static void a_backup_is_a_store_of_its_own(void **state)
{
    struct fixture *f = *state;
    char path[160];
    char keep[128];
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", document);
    strcpy(path, f->path);
    strcat(path, ".copy");
    assert_ctr_ok(ctr_store_backup(f->store, path, &err));
    assert_int_equal(ctr_store_backup(f->store, path, &err), CTR_E_EXISTS);
    ctr_error_free(err);
    strcpy(keep, f->path);
    strcpy(f->path, path);
    ctr_store *copy = fixture_open(f, 0);
    strcpy(f->path, keep);
    assert_store_sound(copy);
    ctr_store_close(copy);
}

struct broken {
    int clock, random; /* what they answer */
};

static int broken_clock(void *user, int64_t *now_us)
{
    *now_us = FIXTURE_START_US;
    return ((struct broken *)user)->clock;
}

static int broken_random(void *user, void *buffer, size_t size)
{
    memset(buffer, 7, size);
    return ((struct broken *)user)->random;
}

static void a_clock_or_chance_that_fails_fails_the_call(void **unused)
{
    static const struct {
        struct broken broken;
        const char *message;
        const char *code;
    } rows[] = {
        {{5, 0}, "the clock callback failed with 5", "5"},
        {{0, -1}, "the random callback failed with -1", "-1"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct broken now = {0, 0};
        ctr_store_options o;
        ctr_store *store = NULL;
        ctr_info *info = NULL;
        ctr_error *err = NULL;
        ctr_store_options_init(&o, sizeof o);
        o.flags = CTR_STORE_MEMORY;
        o.clock = broken_clock;
        o.random = broken_random;
        o.user = &now;
        now = rows[i].broken;
        assert_ctr_fails(CTR_E_IO, rows[i].message, ctr_store_open("", &o, &store, &err));
        assert_null(store);
        now = (struct broken){0, 0};
        assert_ctr_ok(ctr_store_open("", &o, &store, &err));
        now = rows[i].broken;
        assert_int_equal(create(store, "a", NULL, &err), CTR_E_IO);
        assert_string_equal(ctr_error_message(err), rows[i].message);
        assert_string_equal(ctr_error_detail(err, "callback"), rows[i].code);
        ctr_error_free(err);
        err = NULL;
        now = (struct broken){0, 0};
        assert_ctr_ok(ctr_store_info(store, &info, &err));
        assert_int_equal(ctr_info_contracts(info), 0);
        assert_int_equal(ctr_info_last_event(info), 1);
        ctr_info_free(info);
        assert_ctr_ok(create(store, "a", NULL, &err));
        assert_store_sound(store);
        ctr_store_close(store);
    }
}

/* A store that cannot be made leaves no file that is half one. */
static void a_file_is_not_half_made_by_a_broken_clock(void **state)
{
    struct fixture *f = *state;
    struct broken now = {1, 0};
    ctr_store_options o;
    ctr_store *store = NULL;
    char path[160];
    ctr_error *err = NULL;

    snprintf(path, sizeof path, "%s.other", f->path);
    ctr_store_options_init(&o, sizeof o);
    o.flags = CTR_STORE_CREATE;
    o.clock = broken_clock;
    o.user = &now;
    assert_ctr_fails(CTR_E_IO, "the clock callback failed with 1",
                     ctr_store_open(path, &o, &store, &err));
    now.clock = 0;
    assert_ctr_ok(ctr_store_open(path, &o, &store, &err));
    assert_store_sound(store);
    ctr_store_close(store);
}

int main(int argc, char **argv)
{
#define T(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
#define TF(name) cmocka_unit_test_setup_teardown(name, fixture_file, fixture_end)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_store_is_not_found),
        cmocka_unit_test(a_clock_or_chance_that_fails_fails_the_call),
        TF(a_file_is_not_half_made_by_a_broken_clock),
        T(null_is_refused_wherever_a_value_is_needed),
        T(a_cancelled_store_stays_cancelled_until_cleared),
        cmocka_unit_test(the_authoriser_is_asked_before_every_write),
        cmocka_unit_test_setup_teardown(using_the_store_in_a_callback_is_refused, fixture_file,
                                        fixture_end),
        TF(a_handle_is_refused_in_the_child_of_a_fork),
        TF(a_file_replaced_under_the_handle_is_noticed),
        TF(a_store_at_rest_is_one_private_file),
        TF(a_read_only_handle_does_not_write),
        T(a_batch_is_all_or_nothing),
        T(a_batch_is_not_changed_by_being_applied),
        TF(a_backup_is_a_store_of_its_own),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
