/* Values of an enum in order, so that two editions of them are walked side by side. */
#include "spec/protobuf/protobuf_room.h"

#include <stdlib.h>

static int in_order(const struct lc_proto_enum_value *x, const struct lc_proto_enum_value *y)
{
    if (x->number != y->number) {
        return x->number < y->number ? -1 : 1;
    }
    return lc_str_cmp(x->name, y->name);
}

static int compare(const void *a, const void *b)
{
    return in_order(*(const struct lc_proto_enum_value *const *)a,
                    *(const struct lc_proto_enum_value *const *)b);
}

ctr_status lc_pb_values_of(struct lc_ctx *ctx, const struct lc_proto_enum *e,
                           struct lc_pb_values *out)
{
    *out = (struct lc_pb_values){lc_new(ctx, (size_t)e->value_count + 1, sizeof *out->at), 0};
    if (!out->at) {
        return CTR_E_NOMEM;
    }
    for (const struct lc_proto_enum_value *v = e->values; v; v = v->next) {
        out->at[out->count++] = v;
    }
    qsort(out->at, out->count, sizeof *out->at, compare);
    return CTR_OK;
}

struct lc_pb_values lc_pb_values_run(const struct lc_pb_values *v, size_t i)
{
    struct lc_pb_values run = {v->at + i, i < v->count};
    while (i + run.count < v->count && run.at[run.count]->number == run.at[0]->number) {
        run.count++;
    }
    return run;
}

const struct lc_proto_enum_value *lc_pb_values_first(const struct lc_pb_values *run)
{
    const struct lc_proto_enum_value *first = run->at[0];
    for (size_t i = 1; i < run->count; i++) {
        first = run->at[i]->offset < first->offset ? run->at[i] : first;
    }
    return first;
}

bool lc_pb_values_within(const struct lc_pb_values *a, const struct lc_pb_values *b)
{
    size_t k = 0;
    for (size_t i = 0; i < a->count; i++) {
        while (k < b->count && in_order(b->at[k], a->at[i]) < 0) {
            k++;
        }
        if (k == b->count || in_order(b->at[k], a->at[i]) != 0) {
            return false;
        }
    }
    return true;
}
