/* The write-ahead log: checkpoints of our own kind, and a look at the wal-index. */
#include "db/db.h"

enum { WALINDEX_REGION = 32768 };

/* SQLITE_LOCKED comes from a statement of this very connection that still runs. */
static bool means_busy(const struct lc_db *db, int rc)
{
    int primary = rc & 0xFF;
    return primary == SQLITE_BUSY || primary == SQLITE_LOCKED ||
           (primary == SQLITE_INTERRUPT && db->checkpointing);
}

ctr_status lc_db_checkpoint(struct lc_ctx *ctx, struct lc_db *db, int mode, bool *busy)
{
    int pages = 0;
    int copied = 0;

    db->checkpointing = mode != SQLITE_CHECKPOINT_PASSIVE;
    int rc = sqlite3_wal_checkpoint_v2(db->handle, "main", mode, &pages, &copied);
    *busy = means_busy(db, rc);
    db->checkpointing = false;
    if (*busy) {
        return CTR_OK;
    }
    LC_TRY(lc_db_fail(ctx, db, rc, "move the write-ahead log into the file"));
    *busy = pages != copied;
    if (!*busy && mode != SQLITE_CHECKPOINT_PASSIVE) {
        db->wal_pages = 0;
    }
    return CTR_OK;
}

const volatile void *lc_db_walindex(struct lc_db *db)
{
    sqlite3_file *file = NULL;
    volatile void *map = NULL;

    int rc = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (rc != SQLITE_OK || !file || !file->pMethods || file->pMethods->iVersion < 2 ||
        !file->pMethods->xShmMap) {
        return NULL;
    }
    /* the region is mapped already: this only asks where */
    rc = file->pMethods->xShmMap(file, 0, WALINDEX_REGION, 0, &map);
    return rc == SQLITE_OK ? map : NULL;
}
