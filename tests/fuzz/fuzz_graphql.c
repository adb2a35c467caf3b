/*
 * Fuzzer of GraphQL schemas. The first byte says which allocation fails (0 = none); a NUL parts the
 * rest into two editions and perhaps a document of operations; without one the text is both. What
 * is read has every part that it lists and that operations use, equals itself, and what breaks one
 * way breaks the swapped way.
 */
#include "reading.h"

#include "codec/graphql_read.h"
#include "spec/spec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ctr_status read_side(struct lc_ctx *ctx, struct lc_str text, struct lc_spec *out)
{
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    if (!source) {
        return CTR_E_NOMEM;
    }
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = CTR_FORMAT_GRAPHQL,
                           .data = text.ptr,
                           .size = text.len,
                           .file = "fuzz"};
    return lc_spec_read(ctx, source, out);
}

static ctr_status known_parts(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct ctr_outline outline;
    LC_TRY(lc_spec_outline(ctx, spec, &outline));
    for (size_t i = 0; i < outline.count; i++) {
        bool there = false;
        LC_TRY(lc_spec_has_part(ctx, spec, outline.parts[i], &there));
        fuzz_must(there, "a part that is listed is not there");
    }
    return CTR_OK;
}

static ctr_status compare(struct lc_ctx *ctx, struct lc_spec *older, struct lc_spec *newer)
{
    struct ctr_diff there;
    struct ctr_diff back;
    LC_TRY(lc_spec_diff(ctx, older, newer, CTR_MODE_BACKWARD, CTR_PROFILE_DEFAULT, &there));
    LC_TRY(lc_spec_diff(ctx, newer, older, CTR_MODE_FORWARD, CTR_PROFILE_DEFAULT, &back));
    fuzz_must(there.verdict == back.verdict, "swapped, the verdict is another one");
    LC_TRY(lc_spec_diff(ctx, older, older, CTR_MODE_FULL, CTR_PROFILE_STRICT, &there));
    fuzz_must(there.count == 0, "it differs from itself");
    return CTR_OK;
}

static ctr_status used(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_str operations)
{
    struct ctr_outline outline;
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    if (!source) {
        return CTR_E_NOMEM;
    }
    *source = (ctr_source){.struct_size = sizeof *source,
                           .data = operations.ptr,
                           .size = operations.len,
                           .file = "operations"};
    LC_TRY(lc_spec_used(ctx, spec, source, &outline));
    for (size_t i = 0; i < outline.count; i++) {
        bool there = false;
        LC_TRY(lc_spec_has_part(ctx, spec, outline.parts[i], &there));
        fuzz_must(there, "a part that is used is not there");
    }
    return CTR_OK;
}

static ctr_status use(struct lc_ctx *ctx, struct lc_str text)
{
    struct lc_spec specs[2];
    struct lc_str sides[3] = {text, text, {NULL, 0}};
    for (int i = 0; i < 2; i++) {
        lc_str_cut(sides[i], '\0', &sides[i], &sides[i + 1]);
    }
    lc_graphql_seen(sides[0]);
    for (int i = 0; i < 2; i++) {
        LC_TRY(read_side(ctx, sides[i], &specs[i]));
        LC_TRY(known_parts(ctx, &specs[i]));
    }
    LC_TRY(compare(ctx, &specs[0], &specs[1]));
    return sides[2].ptr ? used(ctx, &specs[0], sides[2]) : CTR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_memory memory = {size ? data[0] : 0, 0};
    ctr_allocator host = fuzz_host(&memory);
    struct lc_ctx ctx;
    fuzz_start();
    fuzz_must(lc_ctx_begin(&ctx, &host) == CTR_OK, "no context");
    ctx.limits.max_nodes = FUZZ_NODES;
    ctr_status status = use(&ctx, lc_str_n((const char *)data + (size != 0), size - (size != 0)));
    fuzz_must((status == CTR_OK) == (ctx.error == NULL), "status and error disagree");
    lc_ctx_end(&ctx, status, NULL);
    fuzz_must(memory.live == 0, "memory is left behind");
    return 0;
}
