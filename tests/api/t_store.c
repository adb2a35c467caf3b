/* The handle: opening, authoriser, cancel, fork, NULL everywhere, batches. */
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

int main(int argc, char **argv)
{
#define T(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
#define TF(name) cmocka_unit_test_setup_teardown(name, fixture_file, fixture_end)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_store_is_not_found),
        T(null_is_refused_wherever_a_value_is_needed),
        T(a_cancelled_store_stays_cancelled_until_cleared),
        cmocka_unit_test(the_authoriser_is_asked_before_every_write),
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
