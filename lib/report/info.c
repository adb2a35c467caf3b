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
    LC_FIELD_OF(ctr_info, "assessments", LC_KIND_INT, assessments),
    LC_FIELD_OF(ctr_info, "changes", LC_KIND_INT, changes),
    LC_FIELD_OF(ctr_info, "timers", LC_KIND_INT, timers),
    LC_FIELD_OF(ctr_info, "disputes", LC_KIND_INT, disputes),
    LC_FIELD_OF(ctr_info, "slo_cycles", LC_KIND_INT, slo_cycles),
    LC_FIELD_OF(ctr_info, "stops", LC_KIND_INT, stops),
    LC_FIELD_OF(ctr_info, "meetings", LC_KIND_INT, meetings),
    LC_FIELD_OF(ctr_info, "policies", LC_KIND_INT, policies),
    LC_FIELD_OF(ctr_info, "builds", LC_KIND_INT, builds),
    LC_FIELD_OF(ctr_info, "runs", LC_KIND_INT, runs),
    LC_FIELD_OF(ctr_info, "bytes", LC_KIND_INT, bytes),
    LC_FIELD_OF(ctr_info, "wal_pages", LC_KIND_INT, wal_pages),
    LC_FIELD_WORD(ctr_info, "durability", durability, lc_words_durability),
    LC_FIELD_OF(ctr_info, "read_only", LC_KIND_BOOL, read_only),
    LC_FIELD_OF(ctr_info, "library", LC_KIND_STR, library),
    LC_FIELD_OF(ctr_info, "sqlite", LC_KIND_STR, sqlite),
    LC_FIELD_OF(ctr_info, "sqlite_affected", LC_KIND_BOOL, sqlite_affected),
};
const struct lc_shape lc_shape_info = LC_SHAPE(ctr_info, info_fields);

/* A file of an older schema that is only read has none of what came later. */
static ctr_status count(struct lc_op *op, int64_t since, enum lc_sql_id sql, int64_t *const *out,
                        int columns)
{
    struct lc_stmt *st;

    if (op->store->schema < since) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, sql, &st));
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    for (int i = 0; i < columns; i++) {
        *out[i] = lc_col_int(st, i);
    }
    lc_stmt_done(st);
    return CTR_OK;
}

static ctr_status count_later(struct lc_op *op, struct ctr_info *out)
{
    int64_t *const ledgers[] = {&out->ledgers, &out->entries};
    int64_t *const changes[] = {&out->changes};
    int64_t *const assessments[] = {&out->assessments};
    int64_t *const timers[] = {&out->timers, &out->disputes};
    int64_t *const policies[] = {&out->policies};
    int64_t *const runs[] = {&out->builds, &out->runs};
    int64_t *const watches[] = {&out->slo_cycles, &out->stops, &out->meetings};

    LC_TRY(count(op, LC_SCHEMA_LEDGERS, LC_SQL_INFO_LEDGERS, ledgers, 2));
    LC_TRY(count(op, LC_SCHEMA_CHANGES, LC_SQL_INFO_CHANGES, changes, 1));
    LC_TRY(count(op, LC_SCHEMA_ASSESSMENTS, LC_SQL_INFO_ASSESSMENTS, assessments, 1));
    LC_TRY(count(op, LC_SCHEMA_TIMERS, LC_SQL_INFO_TIMERS, timers, 2));
    LC_TRY(count(op, LC_SCHEMA_WATCHES, LC_SQL_INFO_WATCHES, watches, 3));
    LC_TRY(count(op, LC_SCHEMA_POLICIES, LC_SQL_INFO_POLICIES, policies, 1));
    return count(op, LC_SCHEMA_RUNS, LC_SQL_INFO_RUNS, runs, 2);
}

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
    return count_later(op, out);
}
