/*
 * Fuzzer of agent kinds, phases and documents without rules. The first byte says which allocation
 * fails (0 = none), the second the format; then two documents with a NUL between them. Nothing
 * fails in an unknown way, a document compared with itself has no findings, and every part that is
 * listed is there. What has no rules is undecided, or the same.
 */
#include "reading.h"

#include "spec/spec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ctr_status fuzz_read(struct lc_ctx *ctx, ctr_format format, struct lc_str text,
                            struct lc_spec *out)
{
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    if (!source) {
        return CTR_E_NOMEM;
    }
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = format,
                           .data = text.ptr,
                           .size = text.len,
                           .file = "fuzz"};
    return lc_spec_read(ctx, source, out);
}

static ctr_status use(struct lc_ctx *ctx, ctr_format format, struct lc_str text)
{
    struct lc_spec older;
    struct lc_spec newer;
    struct ctr_diff diff;
    struct ctr_outline outline;
    struct lc_str head = text;
    struct lc_str tail = lc_str_n("", 0);
    lc_str_cut(text, '\0', &head, &tail);
    LC_TRY(fuzz_read(ctx, format, head, &older));
    LC_TRY(lc_spec_diff(ctx, &older, &older, CTR_MODE_FULL, CTR_PROFILE_STRICT, &diff));
    fuzz_must(diff.count == 0, "a document differs from itself");
    LC_TRY(lc_spec_outline(ctx, &older, &outline));
    for (size_t i = 0; i < outline.count && i < 100; i++) {
        bool has = false;
        LC_TRY(lc_spec_has_part(ctx, &older, outline.parts[i], &has));
        fuzz_must(has || strchr(outline.parts[i], '\\'), "a part that is listed is not there");
    }
    LC_TRY(fuzz_read(ctx, older.row->format, tail, &newer));
    LC_TRY(lc_spec_diff(ctx, &older, &newer, CTR_MODE_FULL, CTR_PROFILE_STRICT, &diff));
    for (size_t i = 0; i < diff.count; i++) {
        fuzz_must(lc_rule_find(diff.findings[i].rule) != NULL, "a finding without a rule");
        fuzz_must(diff.findings[i].message[0] != '\0', "a finding without a message");
        fuzz_must(format != CTR_FORMAT_OPAQUE || diff.verdict != CTR_VERDICT_INCOMPATIBLE,
                  "a break without a rule for it");
    }
    return CTR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ctr_format formats[] = {
        CTR_FORMAT_AUTO,         CTR_FORMAT_AGENT_CARD, CTR_FORMAT_MCP_TOOLS, CTR_FORMAT_PROMPT,
        CTR_FORMAT_MODEL_SCHEMA, CTR_FORMAT_PHASE,      CTR_FORMAT_OPAQUE};
    enum { FORMATS = sizeof formats / sizeof formats[0] };
    struct fuzz_memory memory = {size ? data[0] : 0, 0};
    ctr_allocator host = fuzz_host(&memory);
    size_t head = size < 2 ? size : 2;
    ctr_format format = formats[size > 1 ? data[1] % FORMATS : 0];
    struct lc_ctx ctx;
    fuzz_start();
    fuzz_must(lc_ctx_begin(&ctx, &host) == CTR_OK, "no context");
    ctx.limits.max_nodes = FUZZ_NODES;
    ctr_status status = use(&ctx, format, lc_str_n((const char *)data + head, size - head));
    fuzz_must((status == CTR_OK) == (ctx.error == NULL), "status and error disagree");
    fuzz_must(status != CTR_E_ARGUMENT, "the document is taken for a mistake of ours");
    lc_ctx_end(&ctx, status, NULL);
    fuzz_must(memory.live == 0, "memory is left behind");
    return 0;
}
