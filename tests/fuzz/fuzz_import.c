/*
 * Fuzzer of imports. What is taken must leave a sound store, come out the same after another trip,
 * and be taken again by the policies that leave or replace what is there. The same import with a
 * request of memory denied (import.h) ends as it did, or leaves a sound store that nothing came
 * into.
 */
#include "import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct source {
    struct lc_str input;
    size_t read;
};

static int64_t give(void *user, void *buffer, size_t capacity)
{
    struct source *s = user;
    size_t left = s->input.len - s->read;
    size_t n = left < capacity ? left : capacity;
    if (n) {
        memcpy(buffer, s->input.ptr + s->read, n);
    }
    s->read += n;
    return (int64_t)n;
}

struct bytes {
    char *at;
    size_t size;
};

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

static ctr_status import(ctr_store *store, struct lc_str input, ctr_import_policy policy)
{
    struct source from = {input, 0};
    ctr_import_options o;
    ctr_error *err = NULL;

    ctr_import_options_init(&o, sizeof o);
    o.policy = policy;
    ctr_status status = ctr_import(store, &o, give, &from, NULL, NULL, &err);
    return fuzz_imported(status, err);
}

static ctr_status import_new(ctr_store *store, struct lc_str input)
{
    return import(store, input, CTR_IMPORT_FAIL);
}

static void check(ctr_store *store)
{
    ctr_report *report = NULL;
    fuzz_must(ctr_store_check(store, 0, &report, NULL) == CTR_OK && ctr_report_ok(report),
              "the store is not sound");
    ctr_report_free(report);
}

static struct bytes export_as(ctr_store *store, ctr_exchange_form form)
{
    struct bytes out = {NULL, 0};
    ctr_export_options o;

    ctr_export_options_init(&o, sizeof o);
    o.form = form;
    fuzz_must(ctr_export(store, &o, take, &out, NULL) == CTR_OK, "what is taken cannot go out");
    return out;
}

static void travel(ctr_store *store, ctr_exchange_form form)
{
    struct bytes first = export_as(store, form);
    ctr_store *other = fuzz_store(NULL);
    fuzz_must(import_new(other, lc_str_n(first.at, first.size)) == CTR_OK,
              "what went out is not taken");
    struct bytes second = export_as(other, form);
    fuzz_must(first.size == second.size && memcmp(first.at, second.at, first.size) == 0,
              "a trip changes it");
    check(other);
    ctr_store_close(other);
    free(first.at);
    free(second.at);
}

static void take_all(ctr_store *store, struct lc_str input)
{
    check(store);
    travel(store, CTR_EXCHANGE_XML);
    travel(store, CTR_EXCHANGE_JSON);
    fuzz_must(import(store, input, CTR_IMPORT_SKIP) == CTR_OK &&
                  import(store, input, CTR_IMPORT_REPLACE_DRAFTS) == CTR_OK,
              "what is there already is not taken");
    check(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct fuzz_import imports = {fuzz_store, import_new, check};
    const struct lc_str input = lc_str_n((const char *)data, size);
    ctr_store *store = fuzz_store(NULL);

    requests_begin(0);
    ctr_status status = import_new(store, input);
    const long count = requests.seen;
    if (status == CTR_OK) {
        take_all(store, input);
    }
    ctr_store_close(store);
    fuzz_deny(&imports, input, count, status);
    return 0;
}
