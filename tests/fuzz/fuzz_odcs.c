/* Fuzzer of the odcs room. */
#include "pair.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void judge(struct lc_ctx *ctx, struct lc_spec *a, struct lc_spec *b)
{
    fuzz_mirror(ctx, a, b);
    fuzz_compare(ctx, a, b, CTR_MODE_FULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct fuzz_room room = {CTR_FORMAT_ODCS, 3000, 50, judge};
    return fuzz_pair(&room, data, size);
}
