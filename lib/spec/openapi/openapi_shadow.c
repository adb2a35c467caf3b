/*
 * Operations that come beside one of the same method on a template, and take over what went there:
 * OpenAPI has the concrete path matched before the template (3.0.3, Path Templating Matching), so
 * that what was sent to GET /users/{id} with the id "me" goes to a new GET /users/me.
 */
#include "spec/openapi/openapi.h"

/* The call with the segment between two places as a parameter. */
static struct lc_str opened(struct lc_ctx *ctx, struct lc_str call, size_t from, size_t end)
{
    const char *text =
        lc_format(ctx, "%.*s{}%.*s", (int)from, call.ptr, (int)(call.len - end), call.ptr + end);
    return lc_str(text);
}

static size_t end_of_segment(struct lc_str call, size_t from)
{
    while (from < call.len && call.ptr[from] != '/') {
        from++;
    }
    return from;
}

/* The old operation that the call went to, on a template with one parameter more; NULL: none. */
static ctr_status find(struct lc_ctx *ctx, const struct lc_oa_ops *olds, const struct lc_oa_op *op,
                       const struct lc_oa_op **out)
{
    const struct lc_str call = op->loose;
    size_t end;
    *out = NULL;
    for (size_t from = strlen(op->method) + 2; from < call.len && !*out; from = end + 1) {
        struct lc_mark mark = lc_arena_mark(&ctx->arena);
        end = end_of_segment(call, from);
        if (end == from || memchr(call.ptr + from, '{', end - from)) {
            continue;
        }
        LC_TRY(lc_spend(ctx, 1 + call.len / 64));
        struct lc_str wider = opened(ctx, call, from, end);
        if (!wider.ptr) {
            return CTR_E_NOMEM;
        }
        *out = lc_map_get(&olds->loose, wider);
        lc_arena_release(&ctx->arena, mark);
    }
    return CTR_OK;
}

ctr_status lc_oa_shadow(struct lc_oa *oa, const struct lc_part *part, const struct lc_oa_op *op,
                        const struct lc_oa_ops *olds)
{
    struct lc_ctx *ctx = oa->c->ctx;
    struct lc_oa_pair at = {.new = op->node};
    const size_t method = strlen(op->method) + 1;
    const struct lc_oa_op *was;

    if (lc_map_get(&olds->names, lc_str_n(op->loose.ptr + method, op->loose.len - method))) {
        return CTR_OK; /* it was there with other methods */
    }
    LC_TRY(find(ctx, olds, op, &was));
    return !was ? CTR_OK
                : lc_oa_add(oa, LC_OA_PATH_TAKES_OVER, part, at, "takes over",
                            "requests to %.*s went to %.*s before, and come here now",
                            LC_OA_S(op->name), LC_OA_S(was->name));
}
