/*
 * Fuzzer of imports. What is taken must leave a sound store, come out the same after another trip,
 * and be taken again by the policies that leave or replace what is there. The same import with a
 * request of memory denied (memory.h) ends as it did, or leaves a sound store that nothing came
 * into.
 */
#include "memory.h"

#include <contracts/contracts.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bytes {
    char *at;
    size_t size;
    size_t read;
};

static int64_t give(void *user, void *buffer, size_t capacity)
{
    struct bytes *b = user;
    size_t n = b->size - b->read < capacity ? b->size - b->read : capacity;
    if (n) {
        memcpy(buffer, b->at + b->read, n);
    }
    b->read += n;
    return (int64_t)n;
}

static int take(void *user, const void *bytes, size_t size)
{
    struct bytes *b = user;
    char *more = realloc(b->at, b->size + size);
    if (!more) {
        abort();
    }
    memcpy(more + b->size, bytes, size);
    b->at = more;
    b->size += size;
    return 0;
}

static int same_time(void *user, int64_t *now_us)
{
    (void)user;
    *now_us = INT64_C(1900000000000000);
    return 0;
}

static ctr_store *open_store(const ctr_allocator *host)
{
    ctr_store_options o;
    ctr_store *store = NULL;

    ctr_store_options_init(&o, sizeof o);
    o.flags = CTR_STORE_MEMORY;
    o.allocator = host;
    o.clock = same_time;
    o.max_document_bytes = 1 << 20;
    o.max_import_bytes = 4 << 20;
    if (ctr_store_open(":memory:", &o, &store, NULL) != CTR_OK) {
        abort();
    }
    return store;
}

static ctr_status import(ctr_store *store, struct bytes *from, ctr_import_policy policy)
{
    ctr_import_options o;
    ctr_error *err = NULL;

    ctr_import_options_init(&o, sizeof o);
    o.policy = policy;
    from->read = 0;
    ctr_status status = ctr_import(store, &o, give, from, NULL, NULL, &err);
    if (status != CTR_OK && !*ctr_error_message(err)) {
        abort(); /* every refusal says why */
    }
    ctr_error_free(err);
    return status;
}

static void check(ctr_store *store)
{
    ctr_report *report = NULL;
    if (ctr_store_check(store, 0, &report, NULL) != CTR_OK || !ctr_report_ok(report)) {
        abort();
    }
    ctr_report_free(report);
}

static struct bytes export_as(ctr_store *store, ctr_exchange_form form)
{
    struct bytes out = {NULL, 0, 0};
    ctr_export_options o;

    ctr_export_options_init(&o, sizeof o);
    o.form = form;
    if (ctr_export(store, &o, take, &out, NULL) != CTR_OK) {
        abort();
    }
    return out;
}

static void travel(ctr_store *store, ctr_exchange_form form)
{
    struct bytes first = export_as(store, form);
    ctr_store *other = open_store(NULL);
    if (import(other, &first, CTR_IMPORT_FAIL) != CTR_OK) {
        abort();
    }
    struct bytes second = export_as(other, form);
    if (first.size != second.size || memcmp(first.at, second.at, first.size) != 0) {
        abort();
    }
    check(other);
    ctr_store_close(other);
    free(first.at);
    free(second.at);
}

static void take_all(ctr_store *store, struct bytes *from)
{
    check(store);
    travel(store, CTR_EXCHANGE_XML);
    travel(store, CTR_EXCHANGE_JSON);
    if (import(store, from, CTR_IMPORT_SKIP) != CTR_OK ||
        import(store, from, CTR_IMPORT_REPLACE_DRAFTS) != CTR_OK) {
        abort();
    }
    check(store);
}

/* `first`: how it ended when there was memory. */
static void deny(struct bytes *from, long at, ctr_status first)
{
    struct fuzz_memory memory = {0, 0};
    const ctr_allocator host = fuzz_host(&memory);
    ctr_store *store = open_store(&host);
    requests_begin(at);
    ctr_status status = import(store, from, CTR_IMPORT_FAIL);
    requests_begin(0);
    fuzz_must(status == first || status == CTR_E_NOMEM, "memory is denied, and it ends otherwise");
    check(store);
    if (status == CTR_E_NOMEM) {
        fuzz_must(import(store, from, CTR_IMPORT_FAIL) == first, "it left something behind");
    }
    ctr_store_close(store);
    fuzz_must(memory.live == 0, "memory is left behind");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes from = {(char *)(uintptr_t)data, size, 0};
    ctr_store *store = open_store(NULL);

    requests_begin(0);
    ctr_status status = import(store, &from, CTR_IMPORT_FAIL);
    const long count = requests.seen;
    if (status == CTR_OK) {
        take_all(store, &from);
    }
    ctr_store_close(store);
    deny(&from, fuzz_pick(data, size, count), status);
    return 0;
}
