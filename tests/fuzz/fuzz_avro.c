/*
 * Fuzzer of the avro room: two schemas with a NUL between them; the first byte says which
 * allocation fails (0 = none). Nothing fails in an unknown way; a schema compared with itself has
 * no findings; forward is backward with the two swapped; every part that is listed is found; and
 * where the answer is "compatible", a resolution that tries every branch, a few levels deep, finds
 * nothing that the one could write and the other not read.
 */
#include "reading.h"

#include "base/once.h"
#include "spec/avro.h"

enum { FUZZ_PARTS = 100, FUZZ_DEPTH = 6, FUZZ_TRIES = 20000, FUZZ_AVRO_NODES = 3000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void forget(struct lc_ctx *ctx)
{
    ctr_error_free(ctx->error);
    ctx->error = NULL;
}

static void must_be_known(struct lc_ctx *ctx, ctr_status status)
{
    fuzz_must(status == CTR_OK || status == CTR_E_INPUT || status == CTR_E_LIMIT ||
                  status == CTR_E_NOMEM,
              "it fails in an unknown way");
    fuzz_must((status == CTR_OK) == (ctx->error == NULL), "status and error disagree");
    forget(ctx);
}

static bool fuzz_schema(struct lc_ctx *ctx, const char *name, struct lc_str text,
                        struct lc_spec *out)
{
    ctr_source source = {.struct_size = sizeof source,
                         .format = CTR_FORMAT_AVRO,
                         .data = text.ptr,
                         .size = text.len,
                         .file = name};
    ctr_status status = lc_spec_read(ctx, &source, out);
    must_be_known(ctx, status);
    return status == CTR_OK;
}

/* 0 if there is no answer. */
static ctr_verdict fuzz_compare(struct lc_ctx *ctx, struct lc_spec *older, struct lc_spec *newer,
                                ctr_mode mode)
{
    struct ctr_diff diff;
    ctr_status status = lc_spec_diff(ctx, older, newer, mode, CTR_PROFILE_STRICT, &diff);
    must_be_known(ctx, status);
    if (status != CTR_OK) {
        return 0;
    }
    fuzz_must(older != newer || diff.count == 0, "a schema differs from itself");
    for (size_t i = 0; i < diff.count; i++) {
        fuzz_must(diff.findings[i].part[0] != '\0', "a finding without a part");
        fuzz_must(diff.findings[i].message[0] != '\0', "a finding without a message");
        fuzz_must(lc_rule_find(diff.findings[i].rule) != NULL, "a finding without a rule");
    }
    return diff.verdict;
}

/* ---- resolution by trying; true where it is not known to fail */

static bool reads(const struct lc_avro_type *r, const struct lc_avro_type *w, int depth, int *left);

static bool reads_record(const struct lc_avro_type *r, const struct lc_avro_type *w, int depth,
                         int *left)
{
    for (uint32_t i = 0; i < r->count; i++) {
        const struct lc_avro_field *f = &r->fields[i];
        int64_t at = lc_avro_field(w, f->name, 0);
        for (uint32_t k = 0; at < 0 && f->aliases && k < f->aliases->items.count; k++) {
            at = lc_avro_field(w, f->aliases->items.at[k].text, 0);
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
        if (lc_avro_symbol(r, w->symbols[i].text, 0) < 0) {
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

static void fuzz_pair(struct lc_ctx *ctx, struct lc_spec *a, struct lc_spec *b)
{
    int left = FUZZ_TRIES;
    ctr_verdict back = fuzz_compare(ctx, a, b, CTR_MODE_BACKWARD);
    ctr_verdict forth = fuzz_compare(ctx, b, a, CTR_MODE_FORWARD);
    fuzz_must(!back || !forth || back == forth, "forward is not backward with the two swapped");
    fuzz_must(back != CTR_VERDICT_COMPATIBLE ||
                  reads(b->avro->root.type, a->avro->root.type, FUZZ_DEPTH, &left),
              "compatible, but there is something that cannot be read");
}

static void fuzz_parts(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct ctr_outline outline;
    ctr_status status = lc_spec_outline(ctx, spec, &outline);
    must_be_known(ctx, status);
    for (size_t i = 0; status == CTR_OK && i < outline.count && i < FUZZ_PARTS; i++) {
        bool has = false;
        status = lc_spec_has_part(ctx, spec, outline.parts[i], &has);
        must_be_known(ctx, status);
        fuzz_must(status != CTR_OK || has, "a part that is listed is not found");
    }
}

static void use(struct lc_ctx *ctx, struct lc_str first, struct lc_str second)
{
    struct lc_spec older;
    struct lc_spec newer;
    if (!fuzz_schema(ctx, "first", first, &older)) {
        return;
    }
    fuzz_compare(ctx, &older, &older, CTR_MODE_FULL);
    fuzz_parts(ctx, &older);
    if (fuzz_schema(ctx, "second", second, &newer)) {
        fuzz_pair(ctx, &older, &newer);
        fuzz_pair(ctx, &newer, &older);
        fuzz_compare(ctx, &older, &newer, CTR_MODE_FULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_memory memory = {size ? data[0] : 0, 0};
    ctr_allocator host = {sizeof host, 0, fuzz_alloc, fuzz_resize, fuzz_release, &memory};
    struct lc_ctx ctx;
    struct lc_str first = {(const char *)data + (size ? 1 : 0), size ? size - 1 : 0};
    struct lc_str second = {"", 0};
    lc_str_cut(first, '\0', &first, &second);
    lc_ctx_begin(&ctx, NULL);
    fuzz_must(lc_once(&ctx) == CTR_OK, "no start");
    lc_ctx_end(&ctx, CTR_OK, NULL);
    fuzz_must(lc_ctx_begin(&ctx, &host) == CTR_OK, "no context");
    ctx.limits.max_nodes = FUZZ_AVRO_NODES;
    ctx.limits.max_depth = 64;
    use(&ctx, first, second);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    fuzz_must(memory.live == 0, "memory is left behind");
    return 0;
}
