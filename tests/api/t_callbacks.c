/* Callbacks of the host: those that use the store that is calling them, those that fail. */
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static int again_clock(void *user, int64_t *now_us)
{
    static int64_t now = FIXTURE_START_US;
    try_it(user);
    *now_us = now++;
    return 0;
}

static int again_random(void *user, void *buffer, size_t size)
{
    try_it(user);
    memset(buffer, 7, size);
    return 0;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(using_the_store_in_a_callback_is_refused, fixture_file,
                                        fixture_end),
        cmocka_unit_test(a_clock_or_chance_that_fails_fails_the_call),
        cmocka_unit_test_setup_teardown(a_file_is_not_half_made_by_a_broken_clock, fixture_file,
                                        fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
