/* <contracts/store.h>: what a store holds, whether it is sound, copies and new schemas of it. */
#include "api/getter.h"
#include "api/task.h"
#include "core/backup.h"
#include "core/migrate.h"
#include "report/info.h"
#include "report/verify.h"

static ctr_status info_run(struct lc_op *op, void *args, void *body)
{
    (void)args;
    return lc_report_info(op, body);
}

ctr_status ctr_store_info(ctr_store *store, ctr_info **out, ctr_error **err)
{
    struct ctr_info body;
    const struct lc_task task = {
        .kind = LC_TXN_READ, .run = info_run, .shape = &lc_shape_info, .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

static ctr_status check_prepare(struct lc_op *op, void *args)
{
    uint32_t flags = *(const uint32_t *)args;
    return flags & ~CTR_CHECK_REPLAY
               ? lc_fail(&op->ctx, CTR_E_ARGUMENT, "flags %u of a check are not known", flags)
               : CTR_OK;
}

static ctr_status check_run(struct lc_op *op, void *args, void *body)
{
    LC_TRY(lc_report_begin(op, body));
    return lc_report_check(op, (*(const uint32_t *)args & CTR_CHECK_REPLAY) != 0, body);
}

ctr_status ctr_store_check(ctr_store *store, uint32_t flags, ctr_report **out, ctr_error **err)
{
    struct ctr_report body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .prepare = check_prepare,
                                 .run = check_run,
                                 .args = &flags,
                                 .shape = &lc_shape_report,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

static ctr_status verify_run(struct lc_op *op, void *args, void *body)
{
    (void)args;
    LC_TRY(lc_report_begin(op, body));
    return lc_report_verify(op, body);
}

ctr_status ctr_store_verify(ctr_store *store, ctr_report **out, ctr_error **err)
{
    struct ctr_report body;
    const struct lc_task task = {
        .kind = LC_TXN_READ, .run = verify_run, .shape = &lc_shape_report, .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

static ctr_status backup_run(struct lc_op *op, void *args, void *body)
{
    (void)body;
    return lc_store_backup(&op->ctx, op->store, args);
}

ctr_status ctr_store_backup(ctr_store *store, const char *path, ctr_error **err)
{
    const struct lc_task task = {
        .kind = LC_TXN_READ, .run = backup_run, .args = (void *)(uintptr_t)path};
    return lc_task_run(store, NULL, &task, NULL, err);
}

ctr_status ctr_store_migrate(ctr_store *store, int64_t *from, int64_t *to, ctr_error **err)
{
    return lc_store_migrate(store, from, to, err);
}

/* --- results --- */

LC_GET_STR(info, uuid, uuid)
LC_GET_STR(info, path, path)
LC_GET_INT(info, schema, schema)
LC_GET_INT(info, contracts, contracts)
LC_GET_INT(info, versions, versions)
LC_GET_INT(info, consumers, consumers)
LC_GET_INT(info, documents, documents)
LC_GET_INT(info, ledgers, ledgers)
LC_GET_INT(info, ledger_entries, entries)
LC_GET_INT(info, assessments, assessments)
LC_GET_INT(info, changes, changes)
LC_GET_INT(info, timers, timers)
LC_GET_INT(info, disputes, disputes)
LC_GET_INT(info, slo_cycles, slo_cycles)
LC_GET_INT(info, stops, stops)
LC_GET_INT(info, meetings, meetings)
LC_GET_INT(info, builds, builds)
LC_GET_INT(info, runs, runs)
LC_GET_INT(info, imported_journals, origins)
LC_GET_INT(info, last_event, last_event)
LC_GET_INT(info, bytes, bytes)
LC_GET_INT(info, wal_pages, wal_pages)
LC_GET_ENUM(info, ctr_durability, durability, durability)
LC_GET_FLAG(info, read_only, read_only)
LC_GET_STR(info, library, library)
LC_GET_STR(info, sqlite, sqlite)
LC_GET_FLAG(info, sqlite_affected, sqlite_affected)
LC_FREE(info)

LC_GET_FLAG(report, ok, ok)
LC_GET_INT(report, problems_found, problems)
LC_GET_SIZE(report, count, count)
LC_GET_STR_AT(report, check, items, count, .check)
LC_GET_STR_AT(report, message, items, count, .message)
LC_GET_STR(report, head, head)
LC_GET_INT(report, rows, rows)
LC_FREE(report)
