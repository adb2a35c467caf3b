/*
 * Stores in a temporary folder, for tests of what lies below the public interface.
 */
#ifndef TESTS_SUPPORT_TMPSTORE_H
#define TESTS_SUPPORT_TMPSTORE_H

#include "core/op.h"
#include "core/store.h"

enum { TMP_PATH = 400 };

struct tmpdir {
    char path[TMP_PATH];
};

/* A new folder below $TMPDIR or /tmp; aborts if there is none to be had. */
void tmpdir_make(struct tmpdir *dir);
/* The same in memory (/dev/shm) where that is to be had: syncing costs nothing. */
void tmpdir_make_fast(struct tmpdir *dir);
/* With everything in it, folders included. */
void tmpdir_remove(const struct tmpdir *dir);
/* "FOLDER/name", in one of a few static buffers. */
const char *tmpdir_file(const struct tmpdir *dir, const char *name);
/* How many files are in it. */
int tmpdir_count(const struct tmpdir *dir);

/* lc_store_open with a context of its own. `options` NULL = CTR_STORE_CREATE and defaults. */
ctr_status tmpstore_open(const char *path, const ctr_store_options *options, ctr_store **out,
                         bool *created, ctr_error **err);
/* Options with these flags. */
ctr_store_options tmpstore_options(uint32_t flags);
/* Open and create if needed; prints the error and aborts on failure. */
ctr_store *tmpstore_must(const char *path);
/* A table for tests: t (k INTEGER PRIMARY KEY, v INTEGER), made if it is not there; one contract
 * row (rid 1) that events can belong to. */
ctr_status tmpstore_prepare(ctr_store *store, ctr_error **err);
/* One write op: t.v of row k becomes v, and an event of contract 1 is appended. */
ctr_status tmpstore_set(ctr_store *store, int64_t k, int64_t v, ctr_error **err);
/* One write op: t.v of row k grows by 1, read and written in two statements. */
ctr_status tmpstore_bump(ctr_store *store, int64_t k, ctr_error **err);
/* First column of the first row of `sql`, through a connection of its own that leaves the file as
 * it is; -1 on failure. */
int64_t tmpstore_ask(const char *path, const char *sql);
/* What a store with that table holds, by one connection of its own; -1 where it cannot be asked. */
struct tmpstore_view {
    char integrity[256]; /* as tmpstore_integrity */
    int64_t value;       /* the largest t.v, 0 without rows */
    int64_t events;
};
void tmpstore_look(const char *path, struct tmpstore_view *out);
/* "ok", or what PRAGMA integrity_check says, by a connection of its own. */
const char *tmpstore_integrity(const char *path);

#endif
