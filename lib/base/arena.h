/*
 * A bump arena: everything that lives as long as one call. Nothing is freed singly; a mark lets a
 * loop give back what one item took.
 */
#ifndef LC_BASE_ARENA_H
#define LC_BASE_ARENA_H

#include "base/alloc.h"
#include "base/str.h"

struct lc_chunk;

struct lc_arena {
    const ctr_allocator *alloc;
    struct lc_chunk *chunk; /* newest first; NULL until first use */
    size_t total_bytes;     /* of all chunks */
};

struct lc_mark {
    struct lc_chunk *chunk;
    size_t used;
};

/* `alloc` must outlive the arena. Allocates nothing. */
void lc_arena_init(struct lc_arena *arena, const ctr_allocator *alloc);
void lc_arena_free(struct lc_arena *arena);

/* Aligned for any type; NULL when there is no memory. size 0 gives a valid pointer. */
void *lc_arena_alloc(struct lc_arena *arena, size_t size);
/* Zeroed array; NULL also on overflow. */
void *lc_arena_array(struct lc_arena *arena, size_t count, size_t size);
/* Copy with a NUL behind it. */
char *lc_arena_copy(struct lc_arena *arena, const void *bytes, size_t size);
char *lc_arena_str(struct lc_arena *arena, struct lc_str s);

/* Is this one of its pieces, or in one? */
bool lc_arena_holds(const struct lc_arena *arena, const void *at);

struct lc_mark lc_arena_mark(const struct lc_arena *arena);
/* Give back everything allocated since the mark. */
void lc_arena_release(struct lc_arena *arena, struct lc_mark mark);

#endif
