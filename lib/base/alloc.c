/* The host's allocator: defaults, checks, overflow-safe sizes. */
#include "base/alloc.h"

#include "base/first.h"
#include "base/opts.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *default_alloc(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void *default_resize(void *user, void *block, size_t size)
{
    (void)user;
    return realloc(block, size);
}

static void default_release(void *user, void *block)
{
    (void)user;
    free(block);
}

bool lc_alloc_init(ctr_allocator *out, const ctr_allocator *host)
{
    if (!host) {
        *out =
            (ctr_allocator){sizeof *out, 0, default_alloc, default_resize, default_release, NULL};
        return true;
    }
    const unsigned char *bytes = (const unsigned char *)host;
    uint32_t size = host->struct_size;
    if (size < LC_FIRST_ctr_allocator || size > LC_OPTIONS_MAX || !host->alloc || !host->resize ||
        !host->release) {
        return false;
    }
    for (size_t i = sizeof *out; i < size; i++) {
        if (bytes[i]) {
            return false; /* it sets what this library does not know */
        }
    }
    *out = (ctr_allocator){0};
    memcpy(out, host, size < sizeof *out ? size : sizeof *out);
    out->struct_size = sizeof *out;
    return true;
}

void *lc_alloc(const ctr_allocator *alloc, size_t size)
{
    return size ? alloc->alloc(alloc->user, size) : NULL;
}

void *lc_resize(const ctr_allocator *alloc, void *block, size_t size)
{
    if (!block) {
        return lc_alloc(alloc, size);
    }
    return size ? alloc->resize(alloc->user, block, size) : NULL;
}

void lc_release(const ctr_allocator *alloc, void *block)
{
    if (block) {
        alloc->release(alloc->user, block);
    }
}

bool lc_size_mul(size_t a, size_t b, size_t *out)
{
    return !__builtin_mul_overflow(a, b, out);
}

bool lc_size_add(size_t a, size_t b, size_t *out)
{
    return !__builtin_add_overflow(a, b, out);
}
