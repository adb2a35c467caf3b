/*
 * The host's allocator, carried by value by everything that must outlive the store. Nothing else
 * in lib/ calls malloc.
 */
#ifndef LC_BASE_ALLOC_H
#define LC_BASE_ALLOC_H

#include <contracts/types.h>
#include <stdbool.h>
#include <stddef.h>

/* Fill *out from the host's table, or with malloc's functions if it is NULL. False if the table's
 * size or one of its functions is missing. */
bool lc_alloc_init(ctr_allocator *out, const ctr_allocator *host);

/* NULL when there is no memory or size is 0. */
void *lc_alloc(const ctr_allocator *alloc, size_t size);
void *lc_resize(const ctr_allocator *alloc, void *block, size_t size);
/* NULL is allowed. */
void lc_release(const ctr_allocator *alloc, void *block);

/* False on overflow; *out is then untouched. */
bool lc_size_mul(size_t a, size_t b, size_t *out);
bool lc_size_add(size_t a, size_t b, size_t *out);

#endif
