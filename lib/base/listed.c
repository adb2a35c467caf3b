/* Names as a text in which where they stood does not show. */
#include "base/listed.h"

#include "base/buf.h"

#include <stdlib.h>

ctr_status lc_listed_add(struct lc_ctx *ctx, struct lc_listed *list, struct lc_str name)
{
    list->at = lc_grow(ctx, list->at, list->count, &list->room, sizeof *list->at);
    if (!list->at) {
        return CTR_E_NOMEM;
    }
    list->at[list->count++] = name;
    return CTR_OK;
}

static int by_name(const void *a, const void *b)
{
    return lc_str_cmp(*(const struct lc_str *)a, *(const struct lc_str *)b);
}

const char *lc_listed_text(struct lc_ctx *ctx, struct lc_listed *list)
{
    struct lc_buf text;

    if (list->count) {
        qsort(list->at, list->count, sizeof *list->at, by_name);
    }
    lc_buf_init(&text, &ctx->alloc, SIZE_MAX - 1);
    for (size_t i = 0; i < list->count; i++) {
        if (i && lc_str_eq(list->at[i - 1], list->at[i])) {
            continue;
        }
        lc_buf_text(&text, i ? ", " : "");
        lc_buf_str(&text, list->at[i]);
    }
    const char *out = text.status == CTR_OK ? lc_dup(ctx, lc_str_n(text.data, text.size)) : NULL;
    lc_buf_free(&text);
    if (!out) {
        lc_nomem(ctx);
    }
    return out;
}
