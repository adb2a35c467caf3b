/*
 * What the fuzzers of imports share: a store in memory whose clock stands, and the import with a
 * request of memory denied (memory.h). It ends as it did with all the memory, or leaves a store
 * that checks and that takes the same import afterwards as if nothing had been.
 */
#ifndef TESTS_FUZZ_IMPORT_H
#define TESTS_FUZZ_IMPORT_H

#include "memory.h"

#include <contracts/contracts.h>

static inline int fuzz_same_time(void *user, int64_t *now_us)
{
    (void)user;
    *now_us = INT64_C(1900000000000000);
    return 0;
}

static inline ctr_store *fuzz_store(const ctr_allocator *host)
{
    ctr_store_options o;
    ctr_store *store = NULL;

    ctr_store_options_init(&o, sizeof o);
    o.flags = CTR_STORE_MEMORY;
    o.allocator = host;
    o.clock = fuzz_same_time;
    o.max_document_bytes = 1 << 20;
    o.max_import_bytes = 4 << 20;
    fuzz_must(ctr_store_open(":memory:", &o, &store, NULL) == CTR_OK, "no store");
    return store;
}

/* An import ended with `status`; every refusal says why. `err` is freed. */
static inline ctr_status fuzz_imported(ctr_status status, ctr_error *err)
{
    fuzz_must(status == CTR_OK || *ctr_error_message(err), "a refusal without a reason");
    ctr_error_free(err);
    return status;
}

struct fuzz_import {
    ctr_store *(*open)(const ctr_allocator *host);
    ctr_status (*import)(ctr_store *store, struct lc_str input);
    void (*check)(ctr_store *store); /* is the store sound? */
};

/* `first`: how it ended with all the memory, of which there were `count` requests. */
static inline void fuzz_deny(const struct fuzz_import *of, struct lc_str input, long count,
                             ctr_status first)
{
    struct fuzz_memory memory = {0, 0};
    const ctr_allocator host = fuzz_host(&memory);
    ctr_store *store = of->open(&host);
    requests_begin(fuzz_pick((const uint8_t *)input.ptr, input.len, count));
    ctr_status status = of->import(store, input);
    requests_begin(0);
    fuzz_must(status == first || status == CTR_E_NOMEM, "memory is denied, and it ends otherwise");
    of->check(store);
    if (status == CTR_E_NOMEM) {
        fuzz_must(of->import(store, input) == first, "it left something behind");
        of->check(store);
    }
    ctr_store_close(store);
    fuzz_must(memory.live == 0, "memory is left behind");
}

#endif
