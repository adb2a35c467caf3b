/* The boundary of a public call. */
#include "api/task.h"

#include "base/once.h"
#include "codec/json_read.h"

enum { MAX_METADATA = 1 << 20, MAX_SELECTOR = 512 };

static ctr_status check_names(struct lc_ctx *ctx, const struct lc_names *names)
{
    if (!names) {
        return CTR_OK;
    }
    LC_TRY(lc_check_name(ctx, "team", names->team));
    return names->name ? lc_check_name(ctx, "contract", names->name) : CTR_OK;
}

/* What the authoriser is told: "store", "team" or "team/name". */
static ctr_status begin_write(struct lc_op *op, const struct lc_task *task)
{
    const struct lc_names *n = task->names;
    const char *subject = !n        ? "store"
                          : n->name ? lc_format(&op->ctx, "%s/%s", n->team, n->name)
                                    : n->team;
    if (!subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_op_authorise(op, task->verb, subject));
    return lc_event_open(op);
}

static ctr_status run(struct lc_op *op, const struct lc_task *task, bool wanted, void **result)
{
    if (task->read) {
        LC_TRY(task->read(&op->ctx, task->args));
    }
    LC_TRY(check_names(&op->ctx, task->names));
    if (task->prepare) {
        LC_TRY(task->prepare(op, task->args));
    }
    bool looks =
        task->looks && lc_op_has(op, CTR_CALL_DRY_RUN) && op->store->flags & CTR_STORE_READONLY;
    enum lc_txn_kind kind = looks ? LC_TXN_READ : task->kind;
    LC_TRY(lc_op_enter(op, kind));
    if (kind == LC_TXN_WRITE) {
        LC_TRY(begin_write(op, task));
    }
    LC_TRY(task->run(op, task->args, task->body));
    if (!wanted || !task->shape) {
        return CTR_OK;
    }
    lc_shape_set_mark(task->shape, task->body, lc_op_has(op, CTR_CALL_DRY_RUN));
    return lc_pack(&op->ctx, task->shape, task->body, result);
}

ctr_status lc_task_run(ctr_store *store, const ctr_call *call, const struct lc_task *task,
                       void **out, ctr_error **err)
{
    struct lc_op op;
    void *result = NULL;

    if (out) {
        *out = NULL;
    }
    ctr_status status = lc_op_open(&op, store, call);
    if (status == CTR_OK) {
        status = run(&op, task, out != NULL, &result);
    }
    status = lc_op_end(&op, status, err);
    if (status == CTR_OK && out) {
        *out = result; /* only what is durable is published */
    } else {
        lc_block_free(result);
    }
    return status;
}

void lc_options_init(void *options, size_t size)
{
    if (options && size >= sizeof(uint32_t)) {
        uint32_t given = (uint32_t)size;
        memset(options, 0, size);
        memcpy(options, &given, sizeof given);
    }
}

ctr_status lc_check_word(struct lc_ctx *ctx, const char *what, int64_t value,
                         const struct lc_word *words)
{
    for (const struct lc_word *w = words; value && w->name; w++) {
        if (w->value == value) {
            return CTR_OK;
        }
    }
    return value ? lc_fail(ctx, CTR_E_ARGUMENT, "%lld is no %s; wanted %s", (long long)value, what,
                           lc_word_list(ctx, words))
                 : CTR_OK;
}

size_t lc_page_limit(uint32_t limit)
{
    return !limit ? 100 : limit > 1000 ? 1000 : limit;
}

ctr_status lc_check_metadata(struct lc_ctx *ctx, const char *metadata, const char **out)
{
    struct lc_doc doc;
    struct lc_buf buf;
    const struct lc_read_options options = {.file = "metadata"};

    *out = "{}";
    if (!metadata || !*metadata) {
        return CTR_OK;
    }
    if (strnlen(metadata, MAX_METADATA + 1) > MAX_METADATA) {
        return lc_fail(ctx, CTR_E_LIMIT, "metadata is larger than 1 MiB");
    }
    LC_TRY(lc_json_read(ctx, lc_str(metadata), &options, &doc));
    if (!lc_is(doc.root, LC_OBJECT)) {
        return lc_fail(ctx, CTR_E_INPUT, "metadata must be a JSON object");
    }
    lc_buf_init(&buf, &ctx->alloc, 2 * MAX_METADATA);
    ctr_status status = lc_json_canonical(ctx, &buf, doc.root);
    if (status == CTR_OK) {
        const char *text = lc_buf_cstr(&buf);
        *out = text ? lc_dup_c(ctx, text) : NULL;
        status = *out ? CTR_OK : lc_nomem(ctx);
    }
    lc_buf_free(&buf);
    return status;
}

ctr_status lc_check_selector(struct lc_ctx *ctx, const char *selector)
{
    return lc_check_text(ctx, "version", selector, MAX_SELECTOR);
}
