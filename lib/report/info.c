/* Facts about a store. */
#include "report/info.h"

#include <contracts/version.h>

static const struct lc_field info_fields[] = {
    LC_FIELD_OF(ctr_info, "uuid", LC_KIND_STR, uuid),
    LC_FIELD_OF(ctr_info, "path", LC_KIND_STR, path),
    LC_FIELD_OF(ctr_info, "schema", LC_KIND_INT, schema),
    LC_FIELD_OF(ctr_info, "contracts", LC_KIND_INT, contracts),
    LC_FIELD_OF(ctr_info, "versions", LC_KIND_INT, versions),
    LC_FIELD_OF(ctr_info, "consumers", LC_KIND_INT, consumers),
    LC_FIELD_OF(ctr_info, "documents", LC_KIND_INT, documents),
    LC_FIELD_OF(ctr_info, "last_event", LC_KIND_INT, last_event),
    LC_FIELD_OF(ctr_info, "imported_journals", LC_KIND_INT, origins),
    LC_FIELD_OF(ctr_info, "ledgers", LC_KIND_INT, ledgers),
    LC_FIELD_OF(ctr_info, "ledger_entries", LC_KIND_INT, entries),
    LC_FIELD_OF(ctr_info, "bytes", LC_KIND_INT, bytes),
    LC_FIELD_OF(ctr_info, "wal_pages", LC_KIND_INT, wal_pages),
    LC_FIELD_WORD(ctr_info, "durability", durability, lc_words_durability),
    LC_FIELD_OF(ctr_info, "read_only", LC_KIND_BOOL, read_only),
    LC_FIELD_OF(ctr_info, "library", LC_KIND_STR, library),
    LC_FIELD_OF(ctr_info, "sqlite", LC_KIND_STR, sqlite),
    LC_FIELD_OF(ctr_info, "sqlite_affected", LC_KIND_BOOL, sqlite_affected),
};
const struct lc_shape lc_shape_info = LC_SHAPE(ctr_info, info_fields);

ctr_status lc_report_info(struct lc_op *op, struct ctr_info *out)
{
    struct lc_stmt *st;
    int64_t pages;
    int64_t page_size;

    LC_TRY(lc_db_int(&op->ctx, op->db, "PRAGMA page_count", &pages));
    LC_TRY(lc_db_int(&op->ctx, op->db, "PRAGMA page_size", &page_size));
    LC_TRY(lc_sql(op, LC_SQL_INFO_COUNTS, &st));
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    *out = (struct ctr_info){
        .uuid = op->store->uuid,
        .path = op->store->path,
        .sqlite = sqlite3_libversion(),
        .library = CTR_VERSION,
        .schema = op->store->schema,
        .bytes = pages * page_size,
        .wal_pages = op->db->wal_pages,
        .contracts = lc_col_int(st, 0),
        .versions = lc_col_int(st, 1),
        .consumers = lc_col_int(st, 2),
        .documents = lc_col_int(st, 3),
        .last_event = lc_col_int(st, 4),
        .origins = lc_col_int(st, 5),
        .durability = op->store->durability,
        .read_only = (op->store->flags & CTR_STORE_READONLY) != 0,
        .sqlite_affected = lc_db_sqlite_affected(sqlite3_libversion_number()),
    };
    lc_stmt_done(st);
    if (op->store->schema < LC_SCHEMA_LEDGERS) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_INFO_LEDGERS, &st));
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    out->ledgers = lc_col_int(st, 0);
    out->entries = lc_col_int(st, 1);
    lc_stmt_done(st);
    return CTR_OK;
}
