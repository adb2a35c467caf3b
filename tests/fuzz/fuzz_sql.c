/*
 * Fuzzer of SQL. The first byte says which allocation fails (0 = none). A text is an edition, or
 * two with a line of "====" between them; what is read is outlined and compared with itself, of
 * which nothing may be said, and with the other.
 */
#include "reading.h"

#include "spec/spec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ctr_status read_one(struct lc_ctx *ctx, struct lc_str text, struct lc_spec *out)
{
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    if (!source) {
        return CTR_E_NOMEM;
    }
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = CTR_FORMAT_SQL,
                           .data = text.ptr,
                           .size = text.len,
                           .file = "fuzz"};
    return lc_spec_read(ctx, source, out);
}

/* The second edition begins behind the line; empty if there is none. */
static struct lc_str second_of(struct lc_str *text)
{
    static const char mark[] = "\n====\n";
    for (size_t i = 0; i + sizeof mark - 1 <= text->len; i++) {
        if (memcmp(text->ptr + i, mark, sizeof mark - 1) == 0) {
            size_t next = i + sizeof mark - 1;
            struct lc_str second = lc_str_n(text->ptr + next, text->len - next);
            text->len = i;
            return second;
        }
    }
    return lc_str_n(NULL, 0);
}

static ctr_status use(struct lc_ctx *ctx, struct lc_str text)
{
    struct lc_str other = second_of(&text);
    struct lc_spec a, again, b;
    struct ctr_outline outline;
    struct ctr_diff diff;
    LC_TRY(read_one(ctx, text, &a));
    fuzz_must(a.row->format == CTR_FORMAT_SQL, "it is another format");
    LC_TRY(lc_spec_outline(ctx, &a, &outline));
    for (size_t i = 0; i < outline.count && i < 20; i++) {
        bool has;
        LC_TRY(lc_spec_has_part(ctx, &a, outline.parts[i], &has));
        fuzz_must(has, "a part of the outline is not there");
    }
    LC_TRY(read_one(ctx, text, &again));
    LC_TRY(lc_spec_diff(ctx, &a, &again, CTR_MODE_FULL, CTR_PROFILE_STRICT, &diff));
    fuzz_must(diff.count == 0, "it differs from itself");
    if (other.ptr) {
        LC_TRY(read_one(ctx, other, &b));
        LC_TRY(lc_spec_diff(ctx, &a, &b, CTR_MODE_FULL, CTR_PROFILE_TOLERANT, &diff));
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
