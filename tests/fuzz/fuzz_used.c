/*
 * Fuzzer of what artefacts of consumers use. The first byte says which allocation fails (0 = none);
 * a document and an artefact follow with a NUL between them. Each part that is used is one of the
 * document.
 */
#include "reading.h"

#include "spec/spec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ctr_status use(struct lc_ctx *ctx, struct lc_str text)
{
    struct lc_spec spec;
    struct ctr_outline outline;
    struct lc_str document = text;
    struct lc_str artefact = {"", 0};
    ctr_source *source = lc_new(ctx, 2, sizeof *source);
    if (!source) {
        return CTR_E_NOMEM;
    }
    lc_str_cut(text, '\0', &document, &artefact);
    const struct lc_str texts[] = {document, artefact};
    for (int i = 0; i < 2; i++) {
        source[i] = (ctr_source){.struct_size = sizeof *source,
                                 .data = texts[i].ptr,
                                 .size = texts[i].len,
                                 .file = i ? "artefact" : "document"};
    }
    LC_TRY(lc_spec_read(ctx, &source[0], &spec));
    LC_TRY(lc_spec_used(ctx, &spec, &source[1], &outline));
    fuzz_must(outline.count > 0, "nothing is used");
    for (size_t i = 0; i < outline.count && i < 100; i++) {
        bool there = false;
        LC_TRY(lc_spec_has_part(ctx, &spec, outline.parts[i], &there));
        fuzz_must(there, "a part that is used is not there");
    }
    return CTR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_memory memory = {size ? data[0] : 0, 0};
    ctr_allocator host = fuzz_host(&memory);
    size_t head = size ? 1 : 0;
    struct lc_ctx ctx;
    fuzz_start();
    fuzz_must(lc_ctx_begin(&ctx, &host) == CTR_OK, "no context");
    ctx.limits.max_nodes = FUZZ_NODES;
    ctr_status status = use(&ctx, lc_str_n((const char *)data + head, size - head));
    fuzz_must((status == CTR_OK) == (ctx.error == NULL), "status and error disagree");
    lc_ctx_end(&ctx, status, NULL);
    fuzz_must(memory.live == 0, "memory is left behind");
    return 0;
}
