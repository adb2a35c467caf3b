/* Numbers and names that are set apart. */
#include "spec/protobuf/protobuf_apart.h"

#include "base/sha256.h"

#include <stdlib.h>

static int by_from(const void *a, const void *b)
{
    const struct lc_proto_span *x = a;
    const struct lc_proto_span *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

static ctr_status spans(struct lc_ctx *ctx, const struct lc_proto_range *ranges,
                        struct lc_proto_apart *out)
{
    size_t count = 0;
    for (const struct lc_proto_range *r = ranges; r; r = r->next) {
        count++;
    }
    out->at = lc_new(ctx, count, sizeof *out->at);
    if (!out->at) {
        return CTR_E_NOMEM;
    }
    size_t n = 0;
    for (const struct lc_proto_range *r = ranges; r; r = r->next) {
        out->at[n++] = (struct lc_proto_span){r->from, r->to};
    }
    qsort(out->at, count, sizeof *out->at, by_from);
    for (size_t i = 0; i < count; i++) {
        struct lc_proto_span *last = out->count ? &out->at[out->count - 1] : NULL;
        const struct lc_proto_span next = out->at[i];
        if (last && next.from - 1 <= last->to) {
            last->to = next.to > last->to ? next.to : last->to;
        } else {
            out->at[out->count++] = next;
        }
    }
    return CTR_OK;
}

ctr_status lc_proto_apart_of(struct lc_ctx *ctx, const struct lc_proto_range *ranges,
                             const struct lc_proto_name *names, struct lc_proto_apart *out)
{
    *out = (struct lc_proto_apart){0};
    LC_TRY(ranges ? spans(ctx, ranges, out) : CTR_OK);
    if (names) {
        lc_random(NULL, &out->names.seed, sizeof out->names.seed);
    }
    for (const struct lc_proto_name *n = names; n; n = n->next) {
        LC_TRY(lc_map_set(ctx, &out->names, n->text, out));
    }
    return CTR_OK;
}

bool lc_proto_apart_covers(const struct lc_proto_apart *apart, int64_t from, int64_t to)
{
    size_t low = 0;
    size_t high = apart->count;
    while (low < high) { /* the first that ends at `to` or behind it */
        size_t middle = low + (high - low) / 2;
        if (apart->at[middle].to < to) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < apart->count && apart->at[low].from <= from;
}

bool lc_proto_apart_names(const struct lc_proto_apart *apart, struct lc_str name)
{
    return lc_map_get(&apart->names, name) != NULL;
}
