/*
 * Copies of a store while it is in use.
 */
#ifndef LC_CORE_BACKUP_H
#define LC_CORE_BACKUP_H

#include "core/store.h"

/*
 * Copy the store to `path`, which must not exist: one snapshot, into a file beside it (0600),
 * synced and checked, then given its name. The store's lock is held (call inside a read op). EXISTS
 * if there is a file; the context's progress is told and may cancel. On failure nothing is left.
 */
ctr_status lc_store_backup(struct lc_ctx *ctx, ctr_store *store, const char *path);

#endif
