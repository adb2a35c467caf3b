/*
 * A bump arena: chunks double up to 64 KiB, then grow fourfold up to 1 MiB; a larger request gets a
 * chunk of its own. Fourfold, because glibc keeps for the next call what is freed up to twice its
 * largest block: the chunks of a large call come to less than that. Those that double come to
 * more, and then every call has its pages given and cleared anew. Most calls end before that.
 */
#include "base/arena.h"

#include "base/poison.h"

#include <stdalign.h>

enum { FIRST_CHUNK = 4096, LAST_CHUNK = 1 << 20, STEEP = 64 << 10, ALIGN = alignof(max_align_t) };

/* Before each piece, so that who goes over the end of the one before it is seen. */
#ifdef LC_WITH_POISON
enum { GAP = ALIGN };
#else
enum { GAP = 0 };
#endif

struct lc_chunk {
    struct lc_chunk *older;
    size_t size; /* of the room behind this header */
    size_t used;
    size_t pad; /* keeps the room aligned */
};

_Static_assert(sizeof(struct lc_chunk) % alignof(max_align_t) == 0, "the room must be aligned");

void lc_arena_init(struct lc_arena *arena, const ctr_allocator *alloc)
{
    *arena = (struct lc_arena){alloc, NULL, 0};
}

void lc_arena_free(struct lc_arena *arena)
{
    lc_arena_release(arena, (struct lc_mark){NULL, 0});
}

static bool add_chunk(struct lc_arena *arena, size_t size)
{
    size_t last = arena->chunk ? arena->chunk->size : 0;
    size_t room = last ? last * (last < STEEP ? 2 : 4) : FIRST_CHUNK;
    size_t whole;
    if (room > LAST_CHUNK) {
        room = LAST_CHUNK;
    }
    if (room < size) {
        room = size;
    }
    if (!lc_size_add(room, sizeof(struct lc_chunk), &whole)) {
        return false;
    }
    struct lc_chunk *chunk = lc_alloc(arena->alloc, whole);
    if (!chunk) {
        return false;
    }
    *chunk = (struct lc_chunk){arena->chunk, room, 0, 0};
    LC_POISON(chunk + 1, room);
    arena->chunk = chunk;
    arena->total_bytes += whole;
    return true;
}

void *lc_arena_alloc(struct lc_arena *arena, size_t size)
{
    size_t rounded;
    if (!lc_size_add(size, ALIGN - 1 + GAP, &rounded)) {
        return NULL;
    }
    rounded &= ~(size_t)(ALIGN - 1);
    if (!arena->chunk || arena->chunk->size - arena->chunk->used < rounded) {
        if (!add_chunk(arena, rounded)) {
            return NULL;
        }
    }
    char *at = (char *)(arena->chunk + 1) + arena->chunk->used + GAP;
    arena->chunk->used += rounded;
    LC_UNPOISON(at, size);
    return at;
}

void *lc_arena_array(struct lc_arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (!lc_size_mul(count, size, &bytes)) {
        return NULL;
    }
    void *at = lc_arena_alloc(arena, bytes);
    return at && bytes ? memset(at, 0, bytes) : at;
}

char *lc_arena_copy(struct lc_arena *arena, const void *bytes, size_t size)
{
    size_t whole;
    if (!lc_size_add(size, 1, &whole)) {
        return NULL;
    }
    char *at = lc_arena_alloc(arena, whole);
    if (at) {
        if (size) {
            memcpy(at, bytes, size);
        }
        at[size] = '\0';
    }
    return at;
}

char *lc_arena_str(struct lc_arena *arena, struct lc_str s)
{
    return lc_arena_copy(arena, s.ptr, s.len);
}

bool lc_arena_holds(const struct lc_arena *arena, const void *at)
{
    for (const struct lc_chunk *chunk = arena->chunk; chunk; chunk = chunk->older) {
        uintptr_t begin = (uintptr_t)(chunk + 1);
        if ((uintptr_t)at >= begin && (uintptr_t)at - begin < chunk->used) {
            return true;
        }
    }
    return false;
}

struct lc_mark lc_arena_mark(const struct lc_arena *arena)
{
    return (struct lc_mark){arena->chunk, arena->chunk ? arena->chunk->used : 0};
}

void lc_arena_release(struct lc_arena *arena, struct lc_mark mark)
{
    while (arena->chunk != mark.chunk) {
        struct lc_chunk *older = arena->chunk->older;
        arena->total_bytes -= arena->chunk->size + sizeof(struct lc_chunk);
        LC_UNPOISON(arena->chunk + 1, arena->chunk->size);
        lc_release(arena->alloc, arena->chunk);
        arena->chunk = older;
    }
    if (arena->chunk) {
        LC_POISON((char *)(arena->chunk + 1) + mark.used, arena->chunk->used - mark.used);
        arena->chunk->used = mark.used;
    }
}
