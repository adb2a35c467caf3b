/* <contracts/layout.h>: a repository's layout, and the store kept equal to it. */
#include "flow/layout.h"

#include "api/getter.h"
#include "api/task.h"
#include "base/once.h"
#include "base/time.h"

enum { PATH_MOST = 4096 };

/* ---- scaffolding ---- */

void ctr_layout_options_init(ctr_layout_options *options, size_t size)
{
    lc_options_init(options, size);
}

static ctr_status scaffold(struct lc_ctx *ctx, const ctr_layout_options *given,
                           ctr_layout_options *o, struct ctr_layout **out)
{
    struct ctr_layout body;
    void *result;

    LC_TRY(LC_READ(ctx, ctr_layout_options, given, o));
    LC_TRY(lc_once(ctx));
    if (o->dry_run > 1) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "dry_run is %u; wanted 0 or 1", o->dry_run);
    }
    LC_TRY(lc_check_text(ctx, "directory", o->dir, PATH_MOST));
    LC_TRY(lc_check_time(ctx, "now_us", o->now_us));
    ctx->now_us = o->now_us ? o->now_us : lc_time_now();
    LC_TRY(lc_layout_scaffold(ctx, o->dir ? o->dir : ".", o->dry_run, &body));
    lc_shape_set_mark(&lc_shape_layout, &body, o->dry_run);
    LC_TRY(lc_pack(ctx, &lc_shape_layout, &body, &result));
    *out = result;
    return CTR_OK;
}

ctr_status ctr_layout_scaffold(const ctr_layout_options *options, ctr_layout **out, ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_layout_options o = {.struct_size = sizeof o};
    ctr_layout *result = NULL;
    const ctr_allocator *allocator =
        options && options->struct_size >= offsetof(ctr_layout_options, allocator) + sizeof(void *)
            ? options->allocator
            : NULL;

    ctr_status status = lc_ctx_begin(&ctx, allocator);
    if (status == CTR_OK) {
        status = scaffold(&ctx, options, &o, &result);
    }
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

/* ---- bringing together ---- */

void ctr_sync_options_init(ctr_sync_options *options, size_t size)
{
    lc_options_init(options, size);
}

struct sync {
    ctr_sync_options options;
    struct lc_layout layout;
    struct ctr_layout body;
    bool staged;
};

static ctr_status take_options(struct lc_ctx *ctx, const ctr_sync_options *given, struct sync *s)
{
    ctr_sync_options *o = &s->options;

    o->struct_size = sizeof *o;
    LC_TRY(LC_READ(ctx, ctr_sync_options, given, o));
    LC_TRY(lc_once(ctx));
    if (o->reserved) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "reserved is %u; wanted 0", o->reserved);
    }
    LC_TRY(lc_check_text(ctx, "directory", o->dir, PATH_MOST));
    o->dir = o->dir ? o->dir : ".";
    return o->team ? lc_check_name(ctx, "team", o->team) : CTR_OK;
}

static ctr_status load(struct lc_op *op, struct sync *s)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_layout *l = &s->layout;

    if (op->if_revision) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a layout is many contracts; if_revision is of one");
    }
    LC_TRY(lc_layout_read(ctx, s->options.dir, l, &s->body));
    LC_TRY(lc_op_enter(op, LC_TXN_WRITE));
    const char *team = s->options.team ? s->options.team : l->master ? l->master->id : "store";
    LC_TRY(lc_op_authorise(op, "layout.sync", team));
    LC_TRY(lc_event_open(op));
    LC_TRY(lc_flow_sync(op, l, s->options.team));
    if (s->body.ok && !lc_op_has(op, CTR_CALL_DRY_RUN)) {
        s->staged = true;
        LC_TRY(lc_sync_stage(ctx, l));
    }
    return CTR_OK;
}

static void forget(const struct ctr_layout *body)
{
    for (size_t i = 0; i < body->file_count; i++) {
        if (body->files[i].written) {
            lc_tree_forget(body->dir, body->files[i].path);
        }
    }
}

/* The store has it; now the files get it. What fails here is found, and done, by the next call. */
static ctr_status settle(const struct ctr_layout *body, ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_status status = lc_ctx_begin(&ctx, NULL);

    for (size_t i = 0; status == CTR_OK && i < body->file_count; i++) {
        if (body->files[i].written) {
            status = lc_tree_settle(&ctx, body->dir, body->files[i].path);
        }
    }
    if (status != CTR_OK) {
        forget(body);
    }
    return lc_ctx_end(&ctx, status, err);
}

static ctr_status sync_and_pack(struct lc_op *op, struct sync *s, void **result)
{
    bool dry = lc_op_has(op, CTR_CALL_DRY_RUN);

    ctr_status status = load(op, s);
    if (status == CTR_OK) {
        lc_shape_set_mark(&lc_shape_layout, &s->body, dry);
        status = lc_pack(&op->ctx, &lc_shape_layout, &s->body, result);
    }
    if (status != CTR_OK && s->staged) {
        forget(&s->body);
    }
    if (status == CTR_OK && !s->body.ok) {
        op->flags |= CTR_CALL_DRY_RUN; /* with an error among the findings nothing is kept */
    }
    return status;
}

ctr_status ctr_layout_sync(ctr_store *store, const ctr_sync_options *options, const ctr_call *call,
                           ctr_layout **out, ctr_error **err)
{
    struct lc_op op;
    struct sync s = {.staged = false};
    void *result = NULL;

    if (out) {
        *out = NULL;
    }
    ctr_status status = lc_op_open(&op, store, call);
    if (status == CTR_OK) {
        status = take_options(&op.ctx, options, &s);
    }
    if (status == CTR_OK) {
        status = sync_and_pack(&op, &s, &result);
    }
    bool packed = result != NULL;
    status = lc_op_end(&op, status, err);
    if (status == CTR_OK && s.staged) {
        status = settle(result, err);
    } else if (packed && s.staged) {
        forget(result);
    }
    if (status == CTR_OK && out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return status;
}

/* ---- results ---- */

LC_WORDS(layout_action)
LC_PARSE(layout_action)

LC_GET_STR(layout, dir, dir)
LC_GET_STR(layout, team, team)
LC_GET_STR(layout, master, master)
LC_GET_FLAG(layout, ok, ok)
LC_GET_INT(layout, drift, drift)
LC_GET_SIZE(layout, file_count, file_count)
LC_GET_AT(layout, ctr_layout_file, file_at, files, file_count)
LC_GET_SIZE(layout, edit_count, edit_count)
LC_GET_AT(layout, ctr_layout_edit, edit_at, edits, edit_count)
LC_GET_SIZE(layout, finding_count, finding_count)
LC_GET_AT(layout, ctr_layout_finding, finding_at, findings, finding_count)
LC_GET_SIZE(layout, next_count, next_count)
LC_GET_STR_AT(layout, next_at, next, next_count, )
LC_FREE(layout)

LC_GET_STR(layout_file, path, path)
LC_GET_ENUM(layout_file, ctr_terms_kind, kind, kind)
LC_GET_ENUM(layout_file, ctr_layout_action, action, action)
LC_GET_STR(layout_file, subject, subject)

LC_GET_STR(layout_edit, file, file)
LC_GET_INT(layout_edit, line, line)
LC_GET_STR(layout_edit, term, term)
LC_GET_STR(layout_edit, was, was)
LC_GET_STR(layout_edit, is, is)

LC_GET_STR(layout_finding, rule, rule)
LC_GET_ENUM(layout_finding, ctr_lint_level, level, level)
LC_GET_STR(layout_finding, file, file)
LC_GET_INT(layout_finding, line, line)
LC_GET_INT(layout_finding, column, column)
LC_GET_STR(layout_finding, message, message)
