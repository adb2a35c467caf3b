/*
 * What the fuzzers of formats with a mirror share: two documents with a NUL between them; the first
 * byte says which allocation fails (0 = none). Nothing fails in an unknown way; a document compared
 * with itself has no findings; every part that is listed is found.
 */
#ifndef TESTS_FUZZ_PAIR_H
#define TESTS_FUZZ_PAIR_H

#include "reading.h"

#include "spec/spec.h"

struct fuzz_room {
    ctr_format format;
    uint32_t nodes, parts;
    /* What holds of two documents, in this order. */
    void (*pair)(struct lc_ctx *ctx, struct lc_spec *a, struct lc_spec *b);
};

enum { FUZZ_PAIR_DEPTH = 64 };

static inline void must_be_known(struct lc_ctx *ctx, ctr_status status)
{
    fuzz_must(status == CTR_OK || status == CTR_E_INPUT || status == CTR_E_LIMIT ||
                  status == CTR_E_NOMEM,
              "it fails in an unknown way");
    fuzz_must((status == CTR_OK) == (ctx->error == NULL), "status and error disagree");
    ctr_error_free(ctx->error);
    ctx->error = NULL;
}

static inline bool fuzz_source(struct lc_ctx *ctx, ctr_format format, const char *name,
                               struct lc_str text, struct lc_spec *out)
{
    ctr_source source = {.struct_size = sizeof source,
                         .format = format,
                         .data = text.ptr,
                         .size = text.len,
                         .file = name};
    ctr_status status = lc_spec_read(ctx, &source, out);
    must_be_known(ctx, status);
    return status == CTR_OK;
}

/* 0 if there is no answer. */
static inline ctr_verdict fuzz_compare(struct lc_ctx *ctx, struct lc_spec *older,
                                       struct lc_spec *newer, ctr_mode mode)
{
    struct ctr_diff diff;
    ctr_status status = lc_spec_diff(ctx, older, newer, mode, CTR_PROFILE_STRICT, &diff);
    must_be_known(ctx, status);
    if (status != CTR_OK) {
        return 0;
    }
    fuzz_must(older != newer || diff.count == 0, "a document differs from itself");
    for (size_t i = 0; i < diff.count; i++) {
        fuzz_must(diff.findings[i].part[0] != '\0', "a finding without a part");
        fuzz_must(diff.findings[i].message[0] != '\0', "a finding without a message");
        fuzz_must(lc_rule_find(diff.findings[i].rule) != NULL, "a finding without a rule");
    }
    return diff.verdict;
}

static inline void fuzz_parts(struct lc_ctx *ctx, struct lc_spec *spec, uint32_t most)
{
    struct ctr_outline outline;
    ctr_status status = lc_spec_outline(ctx, spec, &outline);
    must_be_known(ctx, status);
    for (size_t i = 0; status == CTR_OK && i < outline.count && i < most; i++) {
        bool has = false;
        status = lc_spec_has_part(ctx, spec, outline.parts[i], &has);
        must_be_known(ctx, status);
        fuzz_must(status != CTR_OK || has, "a part that is listed is not found");
    }
}

/* Forward is backward with the two swapped; the verdict, 0 if there is none. */
static inline ctr_verdict fuzz_mirror(struct lc_ctx *ctx, struct lc_spec *a, struct lc_spec *b)
{
    ctr_verdict back = fuzz_compare(ctx, a, b, CTR_MODE_BACKWARD);
    ctr_verdict forth = fuzz_compare(ctx, b, a, CTR_MODE_FORWARD);
    fuzz_must(!back || !forth || back == forth, "forward is not backward with the two swapped");
    return back;
}

static inline void fuzz_both(struct lc_ctx *ctx, const struct fuzz_room *room, struct lc_str first,
                             struct lc_str second)
{
    struct lc_spec older;
    struct lc_spec newer;
    if (!fuzz_source(ctx, room->format, "first", first, &older)) {
        return;
    }
    fuzz_compare(ctx, &older, &older, CTR_MODE_FULL);
    fuzz_parts(ctx, &older, room->parts);
    if (fuzz_source(ctx, room->format, "second", second, &newer)) {
        room->pair(ctx, &older, &newer);
        room->pair(ctx, &newer, &older);
    }
}

static inline int fuzz_pair(const struct fuzz_room *room, const uint8_t *data, size_t size)
{
    struct fuzz_memory memory = {size ? data[0] : 0, 0};
    ctr_allocator host = fuzz_host(&memory);
    struct lc_ctx ctx;
    struct lc_str first = {(const char *)data + (size ? 1 : 0), size ? size - 1 : 0};
    struct lc_str second = {"", 0};
    lc_str_cut(first, '\0', &first, &second);
    fuzz_start();
    fuzz_must(lc_ctx_begin(&ctx, &host) == CTR_OK, "no context");
    ctx.limits.max_nodes = room->nodes;
    ctx.limits.max_depth = FUZZ_PAIR_DEPTH;
    fuzz_both(&ctx, room, first, second);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    fuzz_must(memory.live == 0, "memory is left behind");
    return 0;
}

#endif
