/*
 * A value of a row read or written in pieces, where the whole is too large to be held in memory.
 */
#ifndef LC_DB_BLOB_H
#define LC_DB_BLOB_H

#include "db/db.h"

/* Zero it before first use. It must be closed before the transaction ends. */
struct lc_db_blob {
    sqlite3_blob *handle;
    int64_t size;
};

/* Open the value, or move an open handle of the same table and column to another row. CORRUPT if
 * the row or a blob in it is missing. */
ctr_status lc_db_blob_open(struct lc_ctx *ctx, struct lc_db *db, const char *table,
                           const char *column, int64_t rid, bool write, struct lc_db_blob *b);
/* The piece must lie within the size. */
ctr_status lc_db_blob_read(struct lc_ctx *ctx, struct lc_db *db, const struct lc_db_blob *b,
                           int64_t offset, void *to, size_t size);
ctr_status lc_db_blob_write(struct lc_ctx *ctx, struct lc_db *db, const struct lc_db_blob *b,
                            int64_t offset, const void *from, size_t size);
/* Safe to call twice. */
void lc_db_blob_close(struct lc_db_blob *b);

#endif
