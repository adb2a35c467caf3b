/*
 * Bringing a file to this library's schema: PRAGMA user_version counts the steps that were done,
 * lc_meta.min_reader is the oldest schema whose library can still read the file.
 */
#ifndef LC_CORE_MIGRATE_H
#define LC_CORE_MIGRATE_H

#include "core/store.h"

/* The steps; tests bring their own. */
struct lc_plan {
    const char *const *steps;
    int64_t count;
    uint64_t rebuilds; /* bit n: step n + 1 rewrites tables */
};

/* The library's own. */
extern const struct lc_plan lc_plan_own;

/* Build an empty database: steps, marks and meta rows in one transaction, then WAL. The turnstile
 * is held (or none is needed). *created is false when somebody else had done it before. */
ctr_status lc_migrate_create(struct lc_ctx *ctx, ctr_store *store, const struct lc_plan *plan,
                             bool *created);
/* Read the schema's number and the store's identity of an open file, and do additive steps if it is
 * older and may be written. NEWER as semantics.md says; NOT_OURS for an empty one. */
ctr_status lc_migrate_open(struct lc_ctx *ctx, ctr_store *store, const struct lc_plan *plan);
/* Do all steps, snapshots included; the store's lock is held, no transaction is open. */
ctr_status lc_migrate_all(struct lc_ctx *ctx, ctr_store *store, const struct lc_plan *plan,
                          int64_t *from, int64_t *to);
/* A call of its own: takes the store's lock. `from` and `to` may be NULL. */
ctr_status lc_store_migrate(ctr_store *store, int64_t *from, int64_t *to, ctr_error **err);

#endif
