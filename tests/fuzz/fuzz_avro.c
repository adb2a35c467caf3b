/*
 * Fuzzer of the avro room. Where the answer is "compatible", a resolution that tries every branch,
 * a few levels deep, finds nothing that the one could write and the other not read.
 */
#include "pair.h"

#include "spec/avro/avro.h"

enum { FUZZ_DEPTH = 6, FUZZ_TRIES = 20000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ---- resolution by trying; true where it is not known to fail */

static bool reads(const struct lc_avro_type *r, const struct lc_avro_type *w, int depth, int *left);

static bool reads_record(const struct lc_avro_type *r, const struct lc_avro_type *w, int depth,
                         int *left)
{
    for (uint32_t i = 0; i < r->count; i++) {
        const struct lc_avro_field *f = &r->fields[i];
        int64_t at = lc_avro_field(w, f->name, 0);
        for (uint32_t k = 0; at < 0 && f->aliases && k < f->aliases->count; k++) {
            at = lc_avro_field(w, lc_raw(&f->aliases->items[k]), 0);
        }
        bool usable = f->state == LC_AVRO_DEFAULT_GOOD || f->state == LC_AVRO_DEFAULT_LATER ||
                      f->state == LC_AVRO_DEFAULT_UNKNOWN;
        if (at < 0 ? !usable : !reads(f->type.type, w->fields[at].type.type, depth, left)) {
            return false;
        }
    }
    return true;
}

static bool reads_enum(const struct lc_avro_type *r, const struct lc_avro_type *w)
{
    bool whole = r->state == LC_AVRO_DEFAULT_GOOD;
    for (uint32_t i = 0; !whole && i < w->count; i++) {
        if (lc_avro_symbol(r, lc_raw(&w->symbols[i]), 0) < 0) {
            return false;
        }
    }
    return true;
}

static bool reads(const struct lc_avro_type *r, const struct lc_avro_type *w, int depth, int *left)
{
    if (depth == 0 || --*left <= 0) {
        return true;
    }
    if (w->kind == LC_AVRO_UNION) {
        for (uint32_t i = 0; i < w->count; i++) {
            if (!reads(r, w->branches[i].type, depth - 1, left)) {
                return false;
            }
        }
        return true;
    }
    if (r->kind == LC_AVRO_UNION) {
        for (uint32_t i = 0; i < r->count; i++) {
            if (reads(r->branches[i].type, w, depth - 1, left)) {
                return true;
            }
        }
        return false;
    }
    if (r->kind != w->kind) {
        return lc_avro_promotes(w->kind, r->kind);
    }
    switch (r->kind) {
    case LC_AVRO_ARRAY:
    case LC_AVRO_MAP:
        return reads(r->item.type, w->item.type, depth - 1, left);
    case LC_AVRO_RECORD:
        return lc_avro_named_alike(r, w) && reads_record(r, w, depth - 1, left);
    case LC_AVRO_ENUM:
        return lc_avro_named_alike(r, w) && reads_enum(r, w);
    case LC_AVRO_FIXED:
        return lc_avro_named_alike(r, w) && r->size == w->size;
    default:
        return true;
    }
}

static void judge(struct lc_ctx *ctx, struct lc_spec *a, struct lc_spec *b)
{
    int left = FUZZ_TRIES;
    ctr_verdict back = fuzz_mirror(ctx, a, b);
    fuzz_must(back != CTR_VERDICT_COMPATIBLE ||
                  reads(b->avro->root.type, a->avro->root.type, FUZZ_DEPTH, &left),
              "compatible, but there is something that cannot be read");
    fuzz_compare(ctx, a, b, CTR_MODE_FULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct fuzz_room room = {CTR_FORMAT_AVRO, 3000, 100, judge};
    return fuzz_pair(&room, data, size);
}
