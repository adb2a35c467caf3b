/*
 * An allocator for tests: it counts, and it fails on demand. A test walks a piece of work over
 * every allocation it makes: the first one fails, then the second, until the work no longer meets a
 * failure.
 */
#ifndef TESTS_UNIT_BASE_FAULT_H
#define TESTS_UNIT_BASE_FAULT_H

#include "support/sanitized.h"
#include "support/walk.h"

#include <contracts/types.h>
#include <stdbool.h>
#include <stdlib.h>

struct fault {
    long fail_at;    /* number of the call that fails, from 1; 0 = none */
    bool persistent; /* every later one fails too */
    long calls;
    long live; /* blocks not yet released */
    long hits; /* failures handed out */
};

static inline bool fault_hit(struct fault *f)
{
    f->calls++;
    bool hit = f->fail_at && (f->calls == f->fail_at || (f->persistent && f->calls > f->fail_at));
    f->hits += hit;
    return hit;
}

static inline void *fault_alloc(void *user, size_t size)
{
    struct fault *f = user;
    bool absurd = size > SIZE_MAX / 4; /* sanitizers stop the program for asking malloc */
    void *block = fault_hit(f) || absurd ? NULL : malloc(size);
    f->live += block != NULL;
    return block;
}

static inline void *fault_resize(void *user, void *block, size_t size)
{
    return fault_hit(user) ? NULL : realloc(block, size);
}

static inline void fault_release(void *user, void *block)
{
    struct fault *f = user;
    f->live--;
    free(block);
}

static inline ctr_allocator fault_table(struct fault *f)
{
    return (ctr_allocator){sizeof(ctr_allocator), 0, fault_alloc, fault_resize, fault_release, f};
}

/* Of so many calls each one fails where a sanitizer makes the work slow, of more a sample. */
enum { FAULT_FEW = 400 };

static inline long fault_stride(bool (*work)(const ctr_allocator *alloc))
{
    struct fault f = {.fail_at = 0};
    ctr_allocator table = fault_table(&f);

    if (!work(&table)) {
        fail_msg("the work fails although %ld allocations succeeded", f.calls);
    }
    return SANITIZED ? walk_stride(1 + f.calls / FAULT_FEW) : 1;
}

/* Run `work` with every allocation failing in turn, once alone and once with all that follow. It
 * must release all it took, and say true only if it got through. Needs cmocka.h before. */
static inline void fault_walk(bool (*work)(const ctr_allocator *alloc))
{
    const long stride = fault_stride(work);

    for (int persistent = 0; persistent < 2; persistent++) {
        struct fault f = {.fail_at = walk_start(stride) - stride};
        do {
            f = (struct fault){.fail_at = f.fail_at + stride, .persistent = persistent};
            ctr_allocator table = fault_table(&f);
            bool through = work(&table);
            if (f.live != 0) {
                fail_msg("allocation %ld failed: %ld blocks are left", f.fail_at, f.live);
            }
            if (!through && !f.hits) {
                fail_msg("the work fails although %ld allocations succeeded", f.calls);
            }
        } while (f.hits);
        assert_true(f.fail_at > 1); /* it did allocate */
    }
}

#endif
