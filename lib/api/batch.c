/* <contracts/batch.h>: many writes in one transaction. */
#include <contracts/batch.h>

#include "api/create.h"
#include "api/getter.h"
#include "exchange/result.h"

enum item_kind { ITEM_CREATE, ITEM_EVOLVE, ITEM_ACTIVATE, ITEM_REGISTER };

struct item {
    enum item_kind kind;
    ctr_call call; /* texts copied */
    union {
        struct lc_create_args create;
        struct lc_evolve_args evolve;
        struct lc_activate_args activate;
        struct lc_register_args enroll;
    };
};

/* Everything that was added lives in the context's scratch memory. */
struct ctr_batch {
    struct lc_ctx ctx;
    struct item *items;
    size_t count;
    size_t room;
};

ctr_status ctr_batch_new(const ctr_allocator *allocator, ctr_batch **out, ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_batch *batch = NULL;

    if (out) {
        *out = NULL;
    }
    ctr_status status = lc_ctx_begin(&ctx, allocator);
    if (status == CTR_OK && !out) {
        status = lc_fail(&ctx, CTR_E_ARGUMENT, "a place for the batch is needed, not NULL");
    }
    if (status == CTR_OK) {
        batch = lc_alloc(&ctx.alloc, sizeof *batch);
        status = batch ? CTR_OK : lc_nomem(&ctx);
    }
    if (status == CTR_OK) {
        status = lc_ctx_begin(&batch->ctx, allocator);
        batch->items = NULL;
        batch->count = batch->room = 0;
        *out = batch;
    }
    return lc_ctx_end(&ctx, status, err);
}

void ctr_batch_free(ctr_batch *batch)
{
    if (batch) {
        ctr_allocator alloc = batch->ctx.alloc;
        lc_ctx_end(&batch->ctx, CTR_OK, NULL);
        lc_release(&alloc, batch);
    }
}

size_t ctr_batch_count(const ctr_batch *batch)
{
    return batch ? batch->count : 0;
}

/* A copy of the caller's call. */
static ctr_status copy_call(struct lc_ctx *ctx, const ctr_call *given, ctr_call *out)
{
    LC_TRY(lc_call_read(ctx, given, out));
    out->actor = lc_dup_c(ctx, out->actor);
    out->reason = lc_dup_c(ctx, out->reason);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status add_item(struct lc_ctx *ctx, ctr_batch *b, enum item_kind kind,
                           const ctr_call *call, struct item **out)
{
    struct item *items = lc_grow(ctx, b->items, b->count, &b->room, sizeof *items);
    if (!items) {
        return CTR_E_NOMEM;
    }
    b->items = items;
    *out = &b->items[b->count];
    memset(*out, 0, sizeof **out);
    (*out)->kind = kind;
    return copy_call(ctx, call, &(*out)->call);
}

/* End of an add: the item counts only if all went well; the context goes on living. */
static ctr_status added(ctr_batch *b, ctr_status status, ctr_error **err)
{
    if (status == CTR_OK) {
        b->count++;
    }
    if (err) {
        *err = b->ctx.error;
    } else {
        ctr_error_free(b->ctx.error);
    }
    b->ctx.error = NULL;
    return status;
}

static ctr_status no_batch(ctr_error **err)
{
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    return lc_ctx_end(&ctx, lc_fail(&ctx, CTR_E_ARGUMENT, "a batch is needed, not NULL"), err);
}

ctr_status ctr_batch_create(ctr_batch *batch, const ctr_create *create, const ctr_call *call,
                            ctr_error **err)
{
    struct item *item;

    if (!batch) {
        return no_batch(err);
    }
    ctr_status status = add_item(&batch->ctx, batch, ITEM_CREATE, call, &item);
    if (status == CTR_OK) {
        status = lc_create_take(&batch->ctx, create, true, &item->create);
    }
    return added(batch, status, err);
}

ctr_status ctr_batch_evolve(ctr_batch *batch, const ctr_evolve *evolve, const ctr_call *call,
                            ctr_error **err)
{
    struct item *item;

    if (!batch) {
        return no_batch(err);
    }
    ctr_status status = add_item(&batch->ctx, batch, ITEM_EVOLVE, call, &item);
    if (status == CTR_OK) {
        status = lc_evolve_take(&batch->ctx, evolve, true, &item->evolve);
    }
    return added(batch, status, err);
}

ctr_status ctr_batch_activate(ctr_batch *batch, const char *team, const char *name,
                              const char *label, const ctr_call *call, ctr_error **err)
{
    struct item *item;

    if (!batch) {
        return no_batch(err);
    }
    ctr_status status = add_item(&batch->ctx, batch, ITEM_ACTIVATE, call, &item);
    if (status == CTR_OK) {
        status =
            lc_activate_take(&batch->ctx, team, name, label ? label : "latest", &item->activate);
    }
    return added(batch, status, err);
}

ctr_status ctr_batch_register(ctr_batch *batch, const ctr_consumer_spec *spec, const ctr_call *call,
                              ctr_error **err)
{
    struct item *item;

    if (!batch) {
        return no_batch(err);
    }
    ctr_status status = add_item(&batch->ctx, batch, ITEM_REGISTER, call, &item);
    if (status == CTR_OK) {
        status = lc_register_take(&batch->ctx, spec, &item->enroll);
    }
    return added(batch, status, err);
}

static ctr_status run_item(struct lc_op *op, const struct item *item, struct lc_evolve_plan *plan,
                           struct lc_batch_row *row)
{
    struct lc_evolve_plan none = {.made = false};
    struct ctr_version *v = lc_new(&op->ctx, 1, sizeof *v);
    struct ctr_evolution *evolution;
    struct ctr_consumer *consumer;

    if (!v) {
        return CTR_E_NOMEM;
    }
    row->version = v;
    switch (item->kind) {
    case ITEM_CREATE:
        return lc_create_run(op, &item->create, v);
    case ITEM_EVOLVE:
        evolution = lc_new(&op->ctx, 1, sizeof *evolution);
        if (!evolution) {
            return CTR_E_NOMEM;
        }
        row->version = &evolution->version;
        return lc_evolve_run(op, &item->evolve, plan ? plan : &none, evolution);
    case ITEM_ACTIVATE:
        return lc_activate_run(op, &item->activate, v);
    case ITEM_REGISTER:
        break;
    }
    consumer = lc_new(&op->ctx, 1, sizeof *consumer);
    if (!consumer) {
        return CTR_E_NOMEM;
    }
    *row = (struct lc_batch_row){NULL, consumer};
    return lc_register_run(op, &item->enroll, consumer);
}

/* Items are looked at one by one, so each of them says it. */
static void mark_row(struct lc_batch_row *row, bool dry)
{
    if (row->version) {
        row->version->dry_run = dry;
    } else {
        row->consumer->dry_run = dry;
    }
}

/* The item's own actor, reason, flags and revision for as long as it runs. */
static ctr_status run_as(struct lc_op *op, const struct item *item, struct lc_evolve_plan *plan,
                         struct lc_batch_row *row)
{
    const char *actor = op->actor;

    op->actor = item->call.actor ? item->call.actor : actor;
    op->reason = item->call.reason;
    op->if_revision = item->call.if_revision;
    op->flags = item->call.flags | (op->flags & CTR_CALL_DRY_RUN);
    ctr_status status = run_item(op, item, plan, row);
    op->actor = actor;
    return status;
}

/* Long comparisons of the batch, made before its first write, without the lock. */
static ctr_status foresee(struct lc_op *op, const ctr_batch *batch, struct lc_evolve_plan **plans)
{
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->items[i].kind == ITEM_EVOLVE) {
            const struct lc_evolving e = lc_evolve_what(&batch->items[i].evolve);
            LC_TRY(lc_evolve_foresee(op, &e, &plans[i]));
        }
    }
    if (op->kind == LC_TXN_WRITE) {
        return CTR_OK;
    }
    LC_TRY(lc_op_resume(op));
    return lc_event_open(op);
}

static ctr_status apply_run(struct lc_op *op, void *args, void *body)
{
    const ctr_batch *batch = args;
    struct ctr_batch_result *out = body;
    struct lc_batch_row *rows = lc_new(&op->ctx, batch->count, sizeof *rows);
    struct lc_evolve_plan **plans = lc_new(&op->ctx, batch->count, sizeof *plans);

    *out = (struct ctr_batch_result){.rows = rows, .count = batch->count};
    if (!rows || !plans) {
        return CTR_E_NOMEM;
    }
    LC_TRY(foresee(op, batch, plans));
    for (size_t i = 0; i < batch->count; i++) {
        ctr_status status = run_as(op, &batch->items[i], plans[i], &rows[i]);
        if (status != CTR_OK) {
            lc_detail_int(&op->ctx, "item", (int64_t)i);
            return status;
        }
        mark_row(&rows[i], lc_op_has(op, CTR_CALL_DRY_RUN));
        LC_TRY(lc_progress(&op->ctx, "batch", i + 1, batch->count));
    }
    return CTR_OK;
}

ctr_status ctr_batch_apply(ctr_store *store, const ctr_batch *batch, ctr_batch_result **out,
                           ctr_error **err)
{
    struct ctr_batch_result body;
    ctr_call call;

    if (!batch) {
        if (out) {
            *out = NULL;
        }
        return no_batch(err);
    }
    ctr_call_init(&call, sizeof call);
    for (size_t i = 0; i < batch->count; i++) { /* one transaction, one instant: the latest */
        call.flags |= batch->items[i].call.flags & CTR_CALL_DRY_RUN;
        if (batch->items[i].call.now_us > call.now_us) {
            call.now_us = batch->items[i].call.now_us;
        }
    }
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "batch.apply",
                                 .run = apply_run,
                                 .args = (void *)(uintptr_t)batch,
                                 .shape = &lc_shape_batch_result,
                                 .body = &body};
    return lc_task_run(store, &call, &task, (void **)out, err);
}

LC_GET_SIZE(batch_result, count, count)
LC_GET_REF_AT(batch_result, ctr_version, version, rows, count, .version)
LC_GET_REF_AT(batch_result, ctr_consumer, consumer, rows, count, .consumer)

LC_GET_FLAG(batch_result, dry_run, dry_run)
LC_FREE(batch_result)
