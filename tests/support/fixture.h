/*
 * What API tests stand on: a store with a clock of its own, assertions that show the library's
 * words, and short ways to the usual calls.
 */
#ifndef TESTS_SUPPORT_FIXTURE_H
#define TESTS_SUPPORT_FIXTURE_H

#include <contracts/contracts.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* 2026-01-01T00:00:00Z; every look at the clock moves it on by a second. */
#define FIXTURE_START_US INT64_C(1767225600000000)

struct fixture {
    ctr_store *store;
    char dir[64];   /* removed with everything in it; "" in memory */
    char path[128]; /* of the store */
    int64_t now_us;
    uint64_t random; /* state of a generator, so that ids are the same in every run */
};

/* cmocka set-up and tear-down: a store in memory, or in a file. */
int fixture_memory(void **state);
int fixture_file(void **state);
int fixture_end(void **state);
/* Open another handle on the fixture's file. */
ctr_store *fixture_open(struct fixture *f, uint32_t flags);
/* Options with the fixture's clock and ids. */
void fixture_options(struct fixture *f, ctr_store_options *o);

/* The status is OK, or the test ends with the library's message. */
#define assert_ctr_ok(call)                                                                        \
    do {                                                                                           \
        ctr_status is_ = (call); /* before err is looked at */                                     \
        assert_ctr_(CTR_OK, is_, err, __FILE__, __LINE__);                                         \
    } while (0)
/* The status is `want` and the message is `text` (NULL: any). The error is freed. */
#define assert_ctr_fails(want, text, call)                                                         \
    do {                                                                                           \
        ctr_status is_ = (call);                                                                   \
        assert_ctr_(want, is_, err, __FILE__, __LINE__);                                           \
        if ((text) != NULL) {                                                                      \
            assert_string_equal(ctr_error_message(err), text);                                     \
        }                                                                                          \
        ctr_error_free(err);                                                                       \
        err = NULL;                                                                                \
    } while (0)
void assert_ctr_(ctr_status want, ctr_status is, const ctr_error *err, const char *file, int line);

/* Short ways; each asserts success. Documents are C strings. */
ctr_source do_source(const char *text, const char *file);
ctr_answer do_can_evolve(struct fixture *f, const ctr_evolve *evolve);
void do_create(struct fixture *f, const char *name, const char *label, const char *document);
/* Evolve shop/<name>; the result is the caller's. */
ctr_evolution *do_evolve(struct fixture *f, const char *name, const char *label,
                         const char *document);
/* An edition of shop/orders to be judged; without a document its stored draft. */
ctr_evolve evolve_of(const char *label, const char *document);
/* shop/orders at `selector`, or the consumer web's build `label`, in the environment "live". */
ctr_run_spec run_of(ctr_run_kind kind, const char *selector, const char *label);
void do_activate(struct fixture *f, const char *name, const char *label);
/* Pin and part may be NULL. */
void do_register(struct fixture *f, const char *name, const char *consumer, const char *pin,
                 const char *part);
ctr_state state_of(struct fixture *f, const char *name, const char *label);
/* Kinds and subjects of the events after `after`, a line each: "kind subject\n"; freed by the
 * caller. */
char *feed_after(struct fixture *f, int64_t after);
int64_t last_event(struct fixture *f);
/* A result as JSON, NUL behind; freed by the caller. */
struct text_sink {
    char *text;
    size_t size;
};
int text_sink_write(void *user, const void *bytes, size_t size);
/* The fault-free invariants: check with replay finds nothing. */
void assert_store_sound(ctr_store *store);

#define SCHEMA(properties, required)                                                               \
    "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","           \
    "\"properties\":{" properties "},\"required\":[" required "],\"additionalProperties\":false}"

#endif
