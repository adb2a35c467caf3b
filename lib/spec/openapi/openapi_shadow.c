/*
 * Paths that come beside a template and take over what went to it: OpenAPI has the concrete path
 * matched before the template (3.0.3, Path Templating Matching), so that what was sent to
 * /users/{id} with the id "me" goes to a new /users/me.
 */
#include "spec/openapi/openapi.h"

/* The path with the segment between two places as a parameter. */
static struct lc_str opened(struct lc_ctx *ctx, struct lc_str path, size_t from, size_t end)
{
    const char *text =
        lc_format(ctx, "%.*s{}%.*s", (int)from, path.ptr, (int)(path.len - end), path.ptr + end);
    return lc_str(text);
}

static size_t end_of_segment(struct lc_str path, size_t from)
{
    while (from < path.len && path.ptr[from] != '/') {
        from++;
    }
    return from;
}

/* The old template with one parameter more that takes the path in; len 0: there is none. */
static ctr_status template_of(struct lc_ctx *ctx, const struct lc_oa_ops *olds, struct lc_str path,
                              struct lc_str *out)
{
    *out = LC_STR("");
    for (size_t from = 1; from < path.len && !out->len; from = end_of_segment(path, from) + 1) {
        size_t end = end_of_segment(path, from);
        if (end == from || memchr(path.ptr + from, '{', end - from)) {
            continue;
        }
        struct lc_str wider = opened(ctx, path, from, end);
        if (!wider.ptr) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_spend(ctx, 1 + path.len / 64));
        *out = lc_map_get(&olds->names, wider) ? wider : *out;
    }
    return CTR_OK;
}

ctr_status lc_oa_shadow(struct lc_oa *oa, const struct lc_part *part, const struct lc_oa_op *op,
                        const struct lc_oa_ops *olds)
{
    struct lc_ctx *ctx = oa->c->ctx;
    struct lc_oa_pair at = {.new = op->node};
    struct lc_str path = lc_oa_loose_path(ctx, op->name);
    struct lc_str wider;

    if (!path.ptr) {
        return CTR_E_NOMEM;
    }
    if (lc_map_get(&olds->names, path)) {
        return CTR_OK; /* it was there with other methods */
    }
    LC_TRY(template_of(ctx, olds, path, &wider));
    return !wider.len ? CTR_OK
                      : lc_oa_add(oa, LC_OA_PATH_TAKES_OVER, part, at, "takes over",
                                  "requests to %.*s went to %.*s before, and come here now",
                                  LC_OA_S(op->name), LC_OA_S(wider));
}
