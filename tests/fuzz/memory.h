/*
 * The memory of the fuzzers, which runs out where the input says. There are two ways. The first
 * byte of an input is the number of the allocation that fails (fuzz_memory.left). Or the input says
 * nothing of it and is worked twice (fuzz_twice): with all the memory that is asked for, and then
 * with one request denied, which a hash of the input picks among those of the first time. It is
 * answered as before then, or that there is no memory. Either way nothing is left behind.
 */
#ifndef TESTS_FUZZ_MEMORY_H
#define TESTS_FUZZ_MEMORY_H

#include "support/requests.h"

#include "base/once.h"

#include <stdio.h>
#include <stdlib.h>

static inline void fuzz_must(bool truth, const char *what)
{
    if (!truth) {
        fprintf(stderr, "broken: %s\n", what);
        abort();
    }
}

/* ---- the allocator */

struct fuzz_memory {
    unsigned left; /* requests until one fails; 0 = none will */
    long live;
};

static inline bool fuzz_denied(struct fuzz_memory *m)
{
    return (m->left && --m->left == 0) || request_is_denied();
}

static inline void *fuzz_alloc(void *user, size_t size)
{
    struct fuzz_memory *m = user;
    void *block = fuzz_denied(m) ? NULL : malloc(size);
    m->live += block != NULL;
    return block;
}

static inline void *fuzz_resize(void *user, void *block, size_t size)
{
    return fuzz_denied(user) ? NULL : realloc(block, size);
}

static inline void fuzz_release(void *user, void *block)
{
    ((struct fuzz_memory *)user)->live--;
    free(block);
}

static inline ctr_allocator fuzz_host(struct fuzz_memory *m)
{
    return (ctr_allocator){sizeof(ctr_allocator), 0, fuzz_alloc, fuzz_resize, fuzz_release, m};
}

/* ---- an input worked twice */

enum { FUZZ_ANSWERS = 4096 }; /* of an input that are kept; later ones are not compared */

static struct {
    uint64_t of[FUZZ_ANSWERS];
    size_t count; /* of the first time */
    size_t next;
    bool again; /* the second time */
    bool over;  /* something was without memory: what follows goes its own way */
} fuzz_answers;

/* Is there no memory? Only where some was denied. */
static inline bool fuzz_ran_out(ctr_status status)
{
    if (status != CTR_E_NOMEM) {
        return false;
    }
    fuzz_must(requests.denied, "no memory, although none was denied");
    fuzz_answers.over = true;
    return true;
}

/* A call that may be refused ended with `status`; `figure` is what else it says. */
static inline void fuzz_answer(ctr_status status, uint64_t figure)
{
    uint64_t answer = (figure << 8) | (uint64_t)status;
    if (fuzz_ran_out(status) || fuzz_answers.over) {
        return;
    }
    size_t at = fuzz_answers.next++;
    if (at >= FUZZ_ANSWERS) {
        return;
    }
    if (!fuzz_answers.again) {
        fuzz_answers.of[at] = answer;
        fuzz_answers.count = fuzz_answers.next;
    }
    fuzz_must(at < fuzz_answers.count && fuzz_answers.of[at] == answer,
              "memory is denied, and there is another answer");
}

/* A call that nothing but a lack of memory can fail; false then. */
static inline bool fuzz_worked(ctr_status status, const char *what)
{
    fuzz_must(fuzz_ran_out(status) || status == CTR_OK, what);
    return status == CTR_OK;
}

/* Which of so many requests is denied (FNV-1a); 0 = none, as there are none. */
static inline long fuzz_pick(const uint8_t *data, size_t size, long count)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ data[i]) * UINT64_C(1099511628211);
    }
    return count ? 1 + (long)((hash ^ hash >> 32) % (uint64_t)count) : 0;
}

/* What is started once a process is no part of any input. */
static inline void fuzz_start(void)
{
    struct lc_ctx ctx;
    fuzz_must(lc_ctx_begin(&ctx, NULL) == CTR_OK && lc_once(&ctx) == CTR_OK, "no start");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

typedef void (*fuzz_work_fn)(const ctr_allocator *host, const void *how, struct lc_str input);

static inline int fuzz_twice(fuzz_work_fn work, const void *how, const uint8_t *data, size_t size)
{
    struct fuzz_memory memory = {0, 0};
    const ctr_allocator host = fuzz_host(&memory);
    long denied = 0;
    fuzz_start();
    for (int pass = 0; pass < 2; pass++) {
        fuzz_answers.next = 0;
        fuzz_answers.again = pass > 0;
        fuzz_answers.over = false;
        requests_begin(denied);
        work(&host, how, lc_str_n((const char *)data, size));
        fuzz_must(memory.live == 0, "memory is left behind");
        denied = fuzz_pick(data, size, requests.seen);
    }
    requests_begin(0);
    return 0;
}

#endif
