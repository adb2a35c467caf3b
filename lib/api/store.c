/* <contracts/store.h>, <contracts/version.h> and the small functions of <contracts/types.h>. */
#include "api/getter.h"
#include "api/task.h"
#include "base/once.h"
#include "core/backup.h"
#include "core/migrate.h"
#include "exchange/render.h"
#include "report/info.h"
#include "report/verify.h"

#include <contracts/version.h>

void ctr_call_init(ctr_call *call, size_t size)
{
    lc_options_init(call, size);
}

uint32_t ctr_call_dry_run(void)
{
    return CTR_CALL_DRY_RUN;
}

uint32_t ctr_call_force(void)
{
    return CTR_CALL_FORCE;
}

uint32_t ctr_call_declare_break(void)
{
    return CTR_CALL_DECLARE_BREAK;
}

const char *ctr_library_version(void)
{
    return CTR_VERSION;
}

int32_t ctr_library_number(void)
{
    return CTR_VERSION_NUM;
}

const char *ctr_library_details(void)
{
    return "libcontracts " CTR_VERSION "; built with sqlite " SQLITE_VERSION
           ", libsodium " SODIUM_VERSION_STRING;
}

void ctr_store_options_init(ctr_store_options *options, size_t size)
{
    lc_options_init(options, size);
}

/* The first event. Its absence means that the maker died between making the file and this. */
static ctr_status first_event(struct lc_op *op, void *args, void *body)
{
    const char *subject = lc_format(&op->ctx, "store:%s", op->store->uuid);

    (void)args;
    (void)body;
    if (op->head.seq) {
        return CTR_OK;
    }
    if (!subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("uuid", op->store->uuid),
        LC_PAIR_INT("schema", op->store->schema),
    };
    return lc_event_append(op, 0, LC_EVENT_STORE_CREATED, subject, pairs, 2);
}

static ctr_status count_events(struct lc_op *op, void *args, void *body)
{
    (void)body;
    return lc_event_last(op, args);
}

static ctr_status begin_journal(ctr_store *store, bool created, ctr_error **err)
{
    int64_t last = 0;
    const struct lc_task look = {.kind = LC_TXN_READ, .run = count_events, .args = &last};
    const struct lc_task append = {
        .kind = LC_TXN_WRITE, .verb = "store.create", .run = first_event};

    if (!created) {
        ctr_status status = lc_task_run(store, NULL, &look, NULL, err);
        if (status != CTR_OK || last || (store->flags & CTR_STORE_READONLY)) {
            return status;
        }
    }
    return lc_task_run(store, NULL, &append, NULL, err);
}

ctr_status ctr_store_open(const char *path, const ctr_store_options *options, ctr_store **out,
                          ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_store *store = NULL;
    bool created = false;
    const ctr_allocator *allocator =
        options && options->struct_size >= offsetof(ctr_store_options, allocator) + sizeof(void *)
            ? options->allocator
            : NULL;

    if (out) {
        *out = NULL;
    }
    ctr_status status = lc_ctx_begin(&ctx, allocator);
    if (status == CTR_OK && !out) {
        status = lc_fail(&ctx, CTR_E_ARGUMENT, "a place for the store is needed, not NULL");
    }
    if (status == CTR_OK) {
        status = lc_once(&ctx);
    }
    if (status == CTR_OK) {
        status = lc_store_open(&ctx, path, options, &store, &created);
    }
    status = lc_ctx_end(&ctx, status, err);
    if (status == CTR_OK) {
        status = begin_journal(store, created, err);
    }
    if (status == CTR_OK) {
        *out = store;
    } else {
        lc_store_close(store);
    }
    return status;
}

void ctr_store_close(ctr_store *store)
{
    lc_store_close(store);
}

void ctr_store_cancel(ctr_store *store)
{
    if (store) {
        atomic_store(&store->cancel, 1);
    }
}

void ctr_store_cancel_clear(ctr_store *store)
{
    if (store) {
        atomic_store(&store->cancel, 0);
    }
}

/* --- upkeep --- */

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

LC_WORDS(durability)
LC_PARSE(durability)

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
LC_RENDER(info)
LC_FREE(info)

LC_GET_FLAG(report, ok, ok)
LC_GET_INT(report, problems_found, problems)
LC_GET_SIZE(report, count, count)
LC_GET_STR_AT(report, check, items, count, .check)
LC_GET_STR_AT(report, message, items, count, .message)
LC_GET_STR(report, head, head)
LC_GET_INT(report, rows, rows)
LC_RENDER(report)
LC_FREE(report)
