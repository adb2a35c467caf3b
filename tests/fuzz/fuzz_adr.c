/*
 * Fuzzer of decision records. The first byte says which allocation fails (0 = none). What is read
 * can be written, and what was written is read and written as the same bytes.
 */
#include "reading.h"

#include "terms/adr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ctr_status use(struct lc_ctx *ctx, struct lc_str text)
{
    struct ctr_adr first, second;
    LC_TRY(lc_adr_read(ctx, text, "fuzz", &first));
    ctr_status status = lc_adr_read(ctx, lc_str(first.markdown), "again", &second);
    fuzz_must(status == CTR_OK || status == CTR_E_NOMEM || status == CTR_E_LIMIT,
              "what was written is no record");
    LC_TRY(status);
    fuzz_must(strcmp(first.markdown, second.markdown) == 0, "it is written otherwise");
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
    ctr_status status = use(&ctx, lc_str_n((const char *)data + head, size - head));
    fuzz_must((status == CTR_OK) == (ctx.error == NULL), "status and error disagree");
    lc_ctx_end(&ctx, status, NULL);
    fuzz_must(memory.live == 0, "memory is left behind");
    return 0;
}
