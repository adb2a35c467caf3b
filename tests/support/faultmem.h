/*
 * Memory for tests that runs out on purpose. One counter over our own allocations, SQLite's and
 * libxml2's: number `at` fails once, or it and all that follow. Also counts what is not given back.
 */
#ifndef TESTS_SUPPORT_FAULTMEM_H
#define TESTS_SUPPORT_FAULTMEM_H

#include <contracts/types.h>
#include <stdbool.h>

/* To be given as ctr_store_options.allocator. */
const ctr_allocator *faultmem_allocator(void);
/* SQLite and libxml2 use this memory too. First thing in main(): neither may have run before. */
void faultmem_install(void);
/* Begin to count from 1, and fail at `at` (0 = never). */
void faultmem_arm(long at, bool persistent);
void faultmem_disarm(void);
/* Begin to count from 1; `fails` is asked at each allocation, with its number, and says whether it
 * fails. Until faultmem_disarm. */
void faultmem_ask(bool (*fails)(long n));
/* Allocations since faultmem_arm or faultmem_ask. */
long faultmem_count(void);
/* Did one fail? */
bool faultmem_fired(void);
/* Blocks that are out now. */
long faultmem_live(void);

#endif
