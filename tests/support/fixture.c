/* What API tests stand on. */
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fixture_clock(void *user, int64_t *now_us)
{
    struct fixture *f = user;
    f->now_us += 1000000;
    *now_us = f->now_us;
    return 0;
}

static int fixture_random(void *user, void *buffer, size_t size)
{
    struct fixture *f = user;
    unsigned char *p = buffer;
    for (size_t i = 0; i < size; i++) {
        f->random = f->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        p[i] = (unsigned char)(f->random >> 56);
    }
    return 0;
}

void fixture_options(struct fixture *f, ctr_store_options *o)
{
    ctr_store_options_init(o, sizeof *o);
    o->clock = fixture_clock;
    o->random = fixture_random;
    o->user = f;
    o->actor = "tester";
}

ctr_store *fixture_open(struct fixture *f, uint32_t flags)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    fixture_options(f, &o);
    o.flags = flags;
    assert_ctr_ok(ctr_store_open(f->path, &o, &store, &err));
    return store;
}

static int begin(void **state, int in_memory)
{
    struct fixture *f = calloc(1, sizeof *f);
    if (!f) {
        return -1;
    }
    f->now_us = FIXTURE_START_US;
    f->random = 1;
    if (in_memory) {
        strcpy(f->path, ":memory:");
    } else {
        /* What is tested is not the disk, and a kill does not lose what was written to memory. */
        snprintf(f->dir, sizeof f->dir, "%s/contracts-test-XXXXXX",
                 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
        if (!mkdtemp(f->dir)) {
            free(f);
            return -1;
        }
        snprintf(f->path, sizeof f->path, "%s/store.db", f->dir);
    }
    f->store = fixture_open(f, CTR_STORE_CREATE);
    *state = f;
    return 0;
}

int fixture_memory(void **state)
{
    return begin(state, 1);
}

int fixture_file(void **state)
{
    return begin(state, 0);
}

int fixture_end(void **state)
{
    struct fixture *f = *state;
    int rc = 0;

    ctr_store_close(f->store);
    if (*f->dir) {
        char command[128];
        snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
        rc = system(command);
    }
    free(f);
    return rc;
}

void assert_ctr_(ctr_status want, ctr_status is, const ctr_error *err, const char *file, int line)
{
    if (want != is) {
        print_error("%s:%d: status %s, wanted %s: %s\n", file, line, ctr_status_name(is),
                    ctr_status_name(want), ctr_error_message(err));
        _fail(file, line);
    }
    assert_int_equal(ctr_error_status(err), is);
}

ctr_source do_source(const char *text, const char *file)
{
    ctr_source s;
    ctr_source_init(&s, sizeof s);
    s.data = text;
    s.size = strlen(text);
    s.file = file;
    return s;
}

ctr_answer do_can_evolve(struct fixture *f, const ctr_evolve *evolve)
{
    ctr_can *can = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_can_evolve(f->store, evolve, &can, &err));
    ctr_answer answer = ctr_can_answer(can);
    ctr_can_free(can);
    return answer;
}

void do_create(struct fixture *f, const char *name, const char *label, const char *document)
{
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = name;
    c.label = label;
    c.document.data = document;
    c.document.size = strlen(document);
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
}

ctr_evolution *do_evolve(struct fixture *f, const char *name, const char *label,
                         const char *document)
{
    ctr_evolve e;
    ctr_evolution *out = NULL;
    ctr_error *err = NULL;

    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = name;
    e.label = label;
    e.document.data = document;
    e.document.size = strlen(document);
    assert_ctr_ok(ctr_contract_evolve(f->store, &e, NULL, &out, &err));
    assert_non_null(out);
    return out;
}

ctr_evolve evolve_of(const char *label, const char *document)
{
    ctr_evolve e;

    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "orders";
    e.label = label;
    e.document.data = document;
    e.document.size = document ? strlen(document) : 0;
    return e;
}

ctr_run_spec run_of(ctr_run_kind kind, const char *selector, const char *label)
{
    ctr_run_spec s;

    ctr_run_spec_init(&s, sizeof s);
    s.flags = CTR_RUN_NEW_ENVIRONMENT;
    s.kind = kind;
    s.team = label ? NULL : "shop";
    s.name = label ? NULL : "orders";
    s.selector = selector;
    s.consumer = label ? "web" : NULL;
    s.label = label;
    s.environment = "live";
    return s;
}

void do_activate(struct fixture *f, const char *name, const char *label)
{
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_version_activate(f->store, "shop", name, label, NULL, NULL, &err));
}

void do_register(struct fixture *f, const char *name, const char *consumer, const char *pin,
                 const char *part)
{
    ctr_consumer_spec s;
    ctr_error *err = NULL;

    ctr_consumer_spec_init(&s, sizeof s);
    s.team = "shop";
    s.name = name;
    s.consumer = consumer;
    s.pin = pin;
    s.parts = &part;
    s.part_count = part != NULL;
    assert_ctr_ok(ctr_consumer_register(f->store, &s, NULL, NULL, &err));
}

ctr_state state_of(struct fixture *f, const char *name, const char *label)
{
    ctr_version *v = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_version_get(f->store, "shop", name, label, &v, &err));
    ctr_state state = ctr_version_state(v);
    ctr_version_free(v);
    return state;
}

int text_sink_write(void *user, const void *bytes, size_t size)
{
    struct text_sink *s = user;
    char *text = realloc(s->text, s->size + size + 1);
    if (!text) {
        return 1;
    }
    memcpy(text + s->size, bytes, size);
    s->text = text;
    s->size += size;
    s->text[s->size] = '\0';
    return 0;
}

char *feed_after(struct fixture *f, int64_t after)
{
    ctr_event_filter filter;
    ctr_event_list *list = NULL;
    ctr_error *err = NULL;
    struct text_sink sink = {NULL, 0};

    text_sink_write(&sink, "", 0);
    ctr_event_filter_init(&filter, sizeof filter);
    filter.after = after;
    filter.limit = 1000;
    assert_ctr_ok(ctr_event_find(f->store, &filter, &list, &err));
    for (size_t i = 0; i < ctr_event_list_count(list); i++) {
        const ctr_event *e = ctr_event_list_at(list, i);
        text_sink_write(&sink, ctr_event_kind(e), strlen(ctr_event_kind(e)));
        text_sink_write(&sink, " ", 1);
        text_sink_write(&sink, ctr_event_subject(e), strlen(ctr_event_subject(e)));
        text_sink_write(&sink, "\n", 1);
    }
    ctr_event_list_free(list);
    return sink.text;
}

int64_t last_event(struct fixture *f)
{
    int64_t last = 0;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_event_wait(f->store, INT64_MAX, 0, &last, &err));
    return last;
}

void assert_store_sound(ctr_store *store)
{
    ctr_report *report = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_store_check(store, CTR_CHECK_REPLAY, &report, &err));
    for (size_t i = 0; i < ctr_report_count(report); i++) {
        print_error("%s: %s\n", ctr_report_check(report, i), ctr_report_message(report, i));
    }
    assert_int_equal(ctr_report_ok(report), 1);
    ctr_report_free(report);
}
