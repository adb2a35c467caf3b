/*
 * What the tests of export and import share: a store with one of everything, exports in memory,
 * imports from there.
 */
#ifndef TESTS_EXCHANGE_EXCHANGE_H
#define TESTS_EXCHANGE_EXCHANGE_H

#include "support/fixture.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGE = 300 * 1000 };

/* --- streams --- */

struct feed {
    const char *bytes;
    size_t size;
    size_t at;
    size_t step; /* at most so many bytes a call; 0 = any */
};

static inline int64_t feed_read(void *user, void *buffer, size_t capacity)
{
    struct feed *f = user;
    size_t n = f->size - f->at < capacity ? f->size - f->at : capacity;
    n = f->step && n > f->step ? f->step : n;
    memcpy(buffer, f->bytes + f->at, n);
    f->at += n;
    return (int64_t)n;
}

struct wish {
    const char *team;
    const char *name;
    ctr_exchange_form form;
    bool gzip;
};

static inline ctr_status try_export(ctr_store *store, struct wish wish, struct text_sink *out,
                                    ctr_error **err)
{
    ctr_export_options o;
    ctr_export_options_init(&o, sizeof o);
    o.form = wish.form;
    o.team = wish.team;
    o.name = wish.name;
    o.gzip = wish.gzip;
    *out = (struct text_sink){NULL, 0};
    return ctr_export(store, &o, text_sink_write, out, err);
}

static inline struct text_sink export_as(ctr_store *store, struct wish wish)
{
    struct text_sink out;
    ctr_error *err = NULL;
    assert_ctr_ok(try_export(store, wish, &out, &err));
    return out;
}

static inline ctr_status try_import(ctr_store *store, const void *bytes, size_t size,
                                    ctr_import_policy policy, uint32_t flags,
                                    ctr_import_report **report, ctr_error **err)
{
    struct feed feed = {bytes, size, 0, 0};
    ctr_import_options o;
    ctr_call call;
    ctr_import_options_init(&o, sizeof o);
    o.policy = policy;
    o.file = "file.xml";
    ctr_call_init(&call, sizeof call);
    call.flags = flags;
    return ctr_import(store, &o, feed_read, &feed, &call, report, err);
}

static inline void import_all(ctr_store *store, const struct text_sink *from)
{
    ctr_error *err = NULL;
    assert_ctr_ok(try_import(store, from->text, from->size, CTR_IMPORT_FAIL, 0, NULL, &err));
}

/* An empty store in memory with the fixture's clock. */
static inline ctr_store *empty_store(struct fixture *f)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;
    fixture_options(f, &o);
    o.flags = CTR_STORE_MEMORY;
    assert_ctr_ok(ctr_store_open(":memory:", &o, &store, &err));
    return store;
}

static inline void assert_same(const struct text_sink *a, const struct text_sink *b)
{
    size_t n = a->size < b->size ? a->size : b->size;
    size_t at = 0;
    while (at < n && a->text[at] == b->text[at]) {
        at++;
    }
    if (a->size != b->size || at < n) {
        size_t from = at < 200 ? 0 : at - 200;
        print_error("%zu and %zu bytes, different from %zu on:\n%.400s\n---\n%.400s\n", a->size,
                    b->size, at, a->text + from, b->text + from);
        fail();
    }
}

/* Replace the first `what` by `with`; the result is new. */
static inline struct text_sink edited(const struct text_sink *from, const char *what,
                                      const char *with)
{
    struct text_sink out = {NULL, 0};
    const char *at = strstr(from->text, what);
    if (!at) {
        fail_msg("the export does not hold '%s'", what);
        return out;
    }
    text_sink_write(&out, from->text, (size_t)(at - from->text));
    text_sink_write(&out, with, strlen(with));
    text_sink_write(&out, at + strlen(what), from->size - (size_t)(at - from->text) - strlen(what));
    return out;
}

/* --- one of everything --- */

struct piece {
    const char *name;
    const char *bytes;
    size_t size;
};

#define BYTES(name, literal)                                                                       \
    {                                                                                              \
        name, literal, sizeof(literal) - 1                                                         \
    }

/* Documents that are hard on a text format. */
static const struct piece pieces[] = {
    BYTES("empty", ""),
    BYTES("one", "x"),
    BYTES("blank", " \n\t "),
    BYTES("return", "a\r\nb\rc\n"),
    BYTES("control", "a\x01"
                     "b\x1f"
                     "c"),
    BYTES("nul", "a\0b"),
    BYTES("bom", "\xEF\xBB\xBF{\"a\":1}"),
    BYTES("cdata", "x]]>y<![CDATA[z]]>&amp;&#10;"),
    BYTES("binary", "\xFF\xFE\x00\x80\xC0\xAF"),
    BYTES("accents", "gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80"),
    BYTES("nonchar", "a\xEF\xBF\xBE"
                     "b\xEF\xBF\xBF"),
    BYTES("delete", "\x7F \xC2\x85 \xE2\x80\xA8"),
    BYTES("markup", "<a href=\"x\">'&' \t</a>"),
};
enum { PIECES = sizeof pieces / sizeof pieces[0] };

static inline void create_bytes(struct fixture *f, const char *team, const char *name,
                                const void *bytes, size_t size)
{
    ctr_create c;
    ctr_error *err = NULL;
    ctr_create_init(&c, sizeof c);
    c.team = team;
    c.name = name;
    c.document.data = bytes;
    c.document.size = size;
    c.document.format = CTR_FORMAT_OPAQUE;
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
}

/* Large documents: text whose characters lie across any border of pieces, text with a carriage
 * return, and bytes that do not pack. */
static inline void create_large(struct fixture *f)
{
    char *text = malloc(LARGE);
    assert_non_null(text);
    for (size_t i = 0; i < LARGE; i++) {
        text[i] = "ab\xE2\x82\xAC<&\xF0\x9F\x98\x80"[i % 11];
    }
    create_bytes(f, "Large", "text", text, LARGE - LARGE % 11);
    text[LARGE / 2] = '\r';
    text[LARGE / 2 + 1] = text[LARGE / 2 + 2] = text[LARGE / 2 - 1] = text[LARGE / 2 - 2] = 'x';
    text[LARGE / 2 - 3] = text[LARGE / 2 + 3] = text[LARGE / 2 + 4] = 'x';
    create_bytes(f, "Large", "return", text, LARGE - LARGE % 11);
    uint32_t state = 1;
    for (size_t i = 0; i < LARGE; i++) {
        state = state * 1664525U + 1013904223U;
        text[i] = (char)(state >> 24);
    }
    create_bytes(f, "Large", "binary", text, LARGE);
    free(text);
}

static inline int find_address(void *user, const char *path, const void **data, size_t *size)
{
    static const char address[] = "{\"type\":\"object\",\"properties\":{\"zip\":{\"type\":"
                                  "\"string\"}}}";
    (void)user;
    if (strcmp(path, "parts/address.json") != 0) {
        return 1;
    }
    *data = address;
    *size = sizeof address - 1;
    return 0;
}

static inline void create_with_file(struct fixture *f)
{
    static const char document[] = "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
                                   "\"type\":\"object\",\"properties\":{\"home\":{\"$ref\":"
                                   "\"parts/address.json\"}}}";
    ctr_create c;
    ctr_error *err = NULL;
    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "person";
    c.label = "v1.0";
    c.document.data = document;
    c.document.size = sizeof document - 1;
    c.document.resolve = find_address;
    c.owner_role = "backend & more";
    c.owner_agent = "agent \"7\"";
    c.metadata = "{\"tier\":1,\"note\":\"a\\u0001b\\uffff\",\"rate\":0.10}";
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
}

static inline ctr_call because(const char *reason, uint32_t flags)
{
    ctr_call call;
    ctr_call_init(&call, sizeof call);
    call.reason = reason;
    call.flags = flags;
    return call;
}

#define ORDER_V1                                                                                   \
    SCHEMA("\"id\":{\"type\":\"string\"},\"status\":{\"type\":\"string\"}", "\"id\",\"status\"")
#define ORDER_V2                                                                                   \
    SCHEMA("\"id\":{\"type\":\"string\"},\"status\":{\"type\":\"string\"},\"note\":{\"type\":"     \
           "\"string\"}",                                                                          \
           "\"id\",\"status\"")
#define ORDER_V3 SCHEMA("\"id\":{\"type\":\"integer\"}", "\"id\"")
#define ORDER_V4 SCHEMA("\"id\":{\"type\":\"string\"}", "\"id\"")

/* Every state, comparisons with breaks, consumers of every sort. */
static inline void create_orders(struct fixture *f)
{
    ctr_error *err = NULL;
    ctr_call call = because("clients ask for it", CTR_CALL_DECLARE_BREAK);
    const char *parts[] = {"/status", "/id"};
    ctr_consumer_spec spec;

    do_create(f, "orders", "1.0.0", ORDER_V1);
    do_activate(f, "orders", "1.0.0");
    do_register(f, "orders", "web", NULL, "/status");
    do_register(f, "orders", "billing", "^1.0", NULL);
    do_register(f, "orders", "gone", NULL, NULL);
    assert_ctr_ok(ctr_consumer_unregister(f->store, "shop", "orders", "gone", NULL, &err));
    ctr_consumer_spec_init(&spec, sizeof spec);
    spec.team = "shop";
    spec.name = "orders";
    spec.consumer = "Reports";
    spec.role = "BI \xE2\x82\xAC";
    spec.pin = ">=1 <3 || 7.x";
    spec.parts = parts;
    spec.part_count = 2;
    assert_ctr_ok(ctr_consumer_register(f->store, &spec, NULL, NULL, &err));
    ctr_evolution_free(do_evolve(f, "orders", NULL, ORDER_V2));
    ctr_evolution_free(do_evolve(f, "orders", "2.0.0", ORDER_V3));
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "orders", "2.0.0", &call, NULL, &err));
    ctr_evolution_free(do_evolve(f, "orders", "3.0.0-rc.1", ORDER_V4));
    call = because("withdrawn", 0);
    assert_ctr_ok(ctr_version_retire(f->store, "shop", "orders", "3.0.0-rc.1", &call, NULL, &err));
    call = because("rolled back", 0);
    assert_ctr_ok(
        ctr_contract_rollback(f->store, "shop", "orders", "1.0.0", "4.0.0", &call, NULL, &err));
}

static inline void create_lives(struct fixture *f)
{
    ctr_error *err = NULL;
    ctr_call call = because("nobody calls it", 0);
    ctr_edit edit;

    do_create(f, "legacy", "1", "{\"a\":1}");
    do_activate(f, "legacy", "1");
    do_register(f, "legacy", "old-app", NULL, NULL);
    assert_ctr_ok(ctr_version_deprecate(f->store, "shop", "legacy", "1",
                                        FIXTURE_START_US + INT64_C(86400000000), &call, NULL,
                                        &err));
    do_create(f, "dead", "winter", "{\"b\":1}");
    do_activate(f, "dead", "winter");
    call = because("it is over", CTR_CALL_FORCE);
    assert_ctr_ok(ctr_version_retire(f->store, "shop", "dead", "winter", &call, NULL, &err));
    ctr_edit_init(&edit, sizeof edit);
    edit.owner_role = "nobody";
    edit.mode = CTR_MODE_FULL;
    edit.metadata = "{\"x\":[1,2,{}]}";
    assert_ctr_ok(ctr_contract_edit(f->store, "shop", "dead", &edit, NULL, NULL, &err));
    do_create(f, "back", "1.0.0", "{\"c\":1}");
    do_activate(f, "back", "1.0.0");
    call = because("too early", 0);
    assert_ctr_ok(ctr_version_deprecate(f->store, "shop", "back", "1.0.0", 0, &call, NULL, &err));
    call = because("not yet", 0);
    assert_ctr_ok(ctr_version_reactivate(f->store, "shop", "back", "1.0.0", &call, NULL, &err));
}

static inline void create_everything(struct fixture *f)
{
    create_orders(f);
    create_lives(f);
    create_with_file(f);
    for (size_t i = 0; i < PIECES; i++) {
        create_bytes(f, "Pieces", pieces[i].name, pieces[i].bytes, pieces[i].size);
    }
    create_large(f);
}

#endif
