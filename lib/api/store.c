/* <contracts/store.h>, <contracts/version.h> and the small functions of <contracts/types.h>. */
#include "api/getter.h"
#include "api/task.h"
#include "base/once.h"
#include "core/store.h"

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

LC_WORDS(durability)
LC_PARSE(durability)
