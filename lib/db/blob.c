/* Incremental reading and writing of values. */
#include "db/blob.h"

/* SQLite's own sentence for a row that is not there is "SQL logic error". */
static ctr_status opened(struct lc_ctx *ctx, struct lc_db *db, struct lc_db_blob *b, int rc,
                         const char *table, int64_t rid)
{
    if (rc == SQLITE_OK) {
        b->size = sqlite3_blob_bytes(b->handle);
        return CTR_OK;
    }
    lc_db_blob_close(b);
    return rc == SQLITE_ERROR ? lc_fail(ctx, CTR_E_CORRUPT, "row %lld of %s has no bytes: %s",
                                        (long long)rid, table, sqlite3_errmsg(db->handle))
                              : lc_db_fail(ctx, db, rc, "open a stored value");
}

ctr_status lc_db_blob_open(struct lc_ctx *ctx, struct lc_db *db, const char *table,
                           const char *column, int64_t rid, bool write, struct lc_db_blob *b)
{
    if (b->handle) {
        return opened(ctx, db, b, sqlite3_blob_reopen(b->handle, rid), table, rid);
    }
    int rc = sqlite3_blob_open(db->handle, "main", table, column, rid, write, &b->handle);
    return opened(ctx, db, b, rc, table, rid);
}

static bool within(const struct lc_db_blob *b, int64_t offset, size_t size)
{
    return offset >= 0 && offset <= b->size && size <= (uint64_t)(b->size - offset);
}

static ctr_status beyond(struct lc_ctx *ctx, const struct lc_db_blob *b, int64_t offset,
                         size_t size)
{
    return lc_fail(ctx, CTR_E_CORRUPT, "%zu bytes from offset %lld are not within the %lld stored",
                   size, (long long)offset, (long long)b->size);
}

ctr_status lc_db_blob_read(struct lc_ctx *ctx, struct lc_db *db, const struct lc_db_blob *b,
                           int64_t offset, void *to, size_t size)
{
    if (!within(b, offset, size)) {
        return beyond(ctx, b, offset, size);
    }
    int rc = sqlite3_blob_read(b->handle, to, (int)size, (int)offset);
    return lc_db_fail(ctx, db, rc, "read a stored value");
}

ctr_status lc_db_blob_write(struct lc_ctx *ctx, struct lc_db *db, const struct lc_db_blob *b,
                            int64_t offset, const void *from, size_t size)
{
    if (!within(b, offset, size)) {
        return beyond(ctx, b, offset, size);
    }
    int rc = sqlite3_blob_write(b->handle, from, (int)size, (int)offset);
    return lc_db_fail(ctx, db, rc, "write a stored value");
}

void lc_db_blob_close(struct lc_db_blob *b)
{
    sqlite3_blob_close(b->handle); /* NULL is fine; a write that failed was told already */
    *b = (struct lc_db_blob){NULL, 0};
}
