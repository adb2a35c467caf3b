/*
 * Checkpoints: only our own, only in modes that hold SQLite's write lock, only under the turnstile
 * (a passive one that races a reset of the log loses commits; tests/concurrency/t_walreset.c).
 */
#include "core/store.h"

ctr_status lc_store_checkpoint(struct lc_ctx *ctx, ctr_store *store, int mode, bool *busy)
{
    *busy = false;
    if (!store->file) {
        return CTR_OK;
    }
    LC_TRY(lc_db_checkpoint(ctx, &store->db, mode, busy));
    store->checkpoint_tried = *busy ? store->db.wal_pages : 0;
    return CTR_OK;
}

void lc_store_checkpoint_due(struct lc_ctx *ctx, ctr_store *store)
{
    int64_t pages = store->db.wal_pages;
    bool busy;

    if (pages < store->checkpoint_tried) {
        store->checkpoint_tried = 0; /* a writer began the log anew */
    }
    if (pages < LC_CHECKPOINT_PAGES || pages < store->checkpoint_tried + LC_CHECKPOINT_PAGES) {
        return;
    }
    /* not TRUNCATE: a log that keeps its length is written over without touching the file system's
     * own records, which is what a commit would wait for (a third of the time of a small one) */
    if (lc_store_checkpoint(ctx, store, SQLITE_CHECKPOINT_RESTART, &busy) != CTR_OK) {
        store->checkpoint_tried = pages;
        lc_store_log(store, LC_LOG_WARNING, "a checkpoint failed, and will be tried again: %s",
                     ctr_error_message(ctx->error));
        ctr_error_free(ctx->error);
        ctx->error = NULL;
    }
}
