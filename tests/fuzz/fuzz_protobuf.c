/*
 * Fuzzer of .proto files. The first byte says which allocation fails (0 = none); the rest is one
 * document, or two with a NUL between them, each of which may import the other as "old.proto" and
 * "new.proto". What is read is like itself under every profile, and its parts are there.
 */
#include "reading.h"

#include "spec/spec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct lc_str texts[2];

static int beside(void *user, const char *path, const void **data, size_t *size)
{
    (void)user;
    int which = strcmp(path, "old.proto") == 0 ? 0 : strcmp(path, "new.proto") == 0 ? 1 : -1;
    if (which < 0) {
        return 1;
    }
    *data = texts[which].ptr;
    *size = texts[which].len;
    return 0;
}

static ctr_status read_one(struct lc_ctx *ctx, struct lc_str text, struct lc_spec *out)
{
    const ctr_source source = {.struct_size = sizeof source,
                               .format = CTR_FORMAT_PROTOBUF,
                               .data = text.ptr,
                               .size = text.len,
                               .file = "fuzz.proto",
                               .resolve = beside};
    return lc_spec_read(ctx, &source, out);
}

static ctr_status use(struct lc_ctx *ctx)
{
    struct lc_spec older;
    struct lc_spec newer;
    struct ctr_diff diff;
    struct ctr_outline outline;
    LC_TRY(read_one(ctx, texts[0], &older));
    LC_TRY(lc_spec_outline(ctx, &older, &outline));
    for (size_t i = 0; i < outline.count && i < FUZZ_POINTERS; i++) {
        bool has = false;
        LC_TRY(lc_spec_has_part(ctx, &older, outline.parts[i], &has));
        fuzz_must(has, "a part of the outline is not there");
    }
    for (int p = CTR_PROFILE_STRICT; p <= CTR_PROFILE_WIRE; p++) {
        LC_TRY(lc_spec_diff(ctx, &older, &older, CTR_MODE_FULL, (ctr_profile)p, &diff));
        fuzz_must(diff.count == 0, "a document differs from itself");
    }
    LC_TRY(read_one(ctx, texts[1], &newer));
    for (int p = CTR_PROFILE_STRICT; p <= CTR_PROFILE_WIRE; p++) {
        LC_TRY(lc_spec_diff(ctx, &older, &newer, CTR_MODE_FULL, (ctr_profile)p, &diff));
        LC_TRY(lc_spec_diff(ctx, &newer, &older, CTR_MODE_FORWARD, (ctr_profile)p, &diff));
    }
    return CTR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_memory memory = {size ? data[0] : 0, 0};
    ctr_allocator host = fuzz_host(&memory);
    struct lc_ctx ctx;
    size_t head = size ? 1 : 0;
    texts[0] = lc_str_n((const char *)data + head, size - head);
    texts[1] = LC_STR("");
    lc_str_cut(texts[0], '\0', &texts[0], &texts[1]);
    fuzz_start();
    fuzz_must(lc_ctx_begin(&ctx, &host) == CTR_OK, "no context");
    ctx.limits.max_nodes = FUZZ_NODES;
    ctr_status status = use(&ctx);
    fuzz_must(status != CTR_E_ARGUMENT, "the document is taken for a mistake of ours");
    fuzz_must((status == CTR_OK) == (ctx.error == NULL), "status and error disagree");
    lc_ctx_end(&ctx, status, NULL);
    fuzz_must(memory.live == 0, "memory is lost");
    return 0;
}
