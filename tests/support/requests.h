/*
 * Requests of scratch memory: counted, and one of them denied. The allocator is asked once for many
 * of them, so the linker puts the functions below in place of the arena's for all who ask it
 * ($(wrap_arena) in local.am). For one source of a program.
 */
#ifndef TESTS_SUPPORT_REQUESTS_H
#define TESTS_SUPPORT_REQUESTS_H

#include "base/arena.h"

static struct {
    long left; /* until one is denied; 0 = none will be */
    long seen;
    bool denied;
} requests;

/* Count from 1; number `at` is denied, 0 = none. */
static inline void requests_begin(long at)
{
    requests.left = at;
    requests.seen = 0;
    requests.denied = false;
}

static inline bool request_is_denied(void)
{
    requests.seen++;
    if (requests.left && --requests.left == 0) {
        requests.denied = true;
        return true;
    }
    return false;
}

void *__real_lc_arena_alloc(struct lc_arena *arena, size_t size);
void *__wrap_lc_arena_alloc(struct lc_arena *arena, size_t size);
void *__wrap_lc_arena_alloc(struct lc_arena *arena, size_t size)
{
    return request_is_denied() ? NULL : __real_lc_arena_alloc(arena, size);
}

void *__real_lc_arena_array(struct lc_arena *arena, size_t count, size_t size);
void *__wrap_lc_arena_array(struct lc_arena *arena, size_t count, size_t size);
void *__wrap_lc_arena_array(struct lc_arena *arena, size_t count, size_t size)
{
    return request_is_denied() ? NULL : __real_lc_arena_array(arena, count, size);
}

char *__real_lc_arena_copy(struct lc_arena *arena, const void *bytes, size_t size);
char *__wrap_lc_arena_copy(struct lc_arena *arena, const void *bytes, size_t size);
char *__wrap_lc_arena_copy(struct lc_arena *arena, const void *bytes, size_t size)
{
    return request_is_denied() ? NULL : __real_lc_arena_copy(arena, bytes, size);
}

char *__real_lc_arena_str(struct lc_arena *arena, struct lc_str s);
char *__wrap_lc_arena_str(struct lc_arena *arena, struct lc_str s);
char *__wrap_lc_arena_str(struct lc_arena *arena, struct lc_str s)
{
    return request_is_denied() ? NULL : __real_lc_arena_str(arena, s);
}

#endif
