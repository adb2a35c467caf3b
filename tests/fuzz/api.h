/*
 * What the fuzzers of API descriptions share: two documents with a NUL between them. Neither
 * reading, comparing in every mode, nor listing and finding parts may fail in an unknown way; a
 * document compared with itself has no findings, and has each part that it lists. The same a second
 * time with a request of memory denied (memory.h).
 */
#ifndef TESTS_FUZZ_API_H
#define TESTS_FUZZ_API_H

#include "memory.h"

#include "spec/spec.h"

enum { FUZZ_NODES = 20 * 1000, FUZZ_PARTS = 100 };

/* Every answer but these is a bug. */
static inline void fuzz_known(struct lc_ctx *ctx, ctr_status status, uint64_t figure)
{
    fuzz_must(status == CTR_OK || status == CTR_E_INPUT || status == CTR_E_LIMIT ||
                  status == CTR_E_UNSUPPORTED || status == CTR_E_NOMEM,
              "it fails in an unknown way");
    fuzz_must((status == CTR_OK) == (ctx->error == NULL), "status and error disagree");
    fuzz_answer(status, figure);
    ctr_error_free(ctx->error);
    ctx->error = NULL;
}

static inline bool fuzz_read(struct lc_ctx *ctx, ctr_format format, const char *name,
                             struct lc_str text, struct lc_spec *out)
{
    ctr_source source = {.struct_size = sizeof source,
                         .format = format,
                         .data = text.ptr,
                         .size = text.len,
                         .file = name};
    ctr_status status = lc_spec_read(ctx, &source, out);
    fuzz_known(ctx, status, 0);
    return status == CTR_OK;
}

/* What there is to say of a comparison, 0 if there is none. */
static inline uint64_t fuzz_figure(ctr_status status, const struct ctr_diff *diff)
{
    return status == CTR_OK ? (uint64_t)diff->count << 8 | (uint64_t)diff->verdict : 0;
}

static inline void fuzz_diff(struct lc_ctx *ctx, struct lc_spec *older, struct lc_spec *newer,
                             ctr_mode mode)
{
    struct ctr_diff diff;
    ctr_status status = lc_spec_diff(ctx, older, newer, mode, CTR_PROFILE_DEFAULT, &diff);
    fuzz_known(ctx, status, fuzz_figure(status, &diff));
    if (status != CTR_OK) {
        return;
    }
    fuzz_must(older != newer || diff.count == 0, "a document differs from itself");
    for (size_t i = 0; i < diff.count; i++) {
        fuzz_must(diff.findings[i].part[0] != '\0', "a finding without a part");
        fuzz_must(diff.findings[i].message[0] != '\0', "a finding without a message");
    }
}

static inline void fuzz_parts(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct ctr_outline outline;
    ctr_status status = lc_spec_outline(ctx, spec, &outline);
    fuzz_known(ctx, status, status == CTR_OK ? outline.count : 0);
    for (size_t i = 0; status == CTR_OK && i < outline.count && i < FUZZ_PARTS; i++) {
        bool has = false;
        status = lc_spec_has_part(ctx, spec, outline.parts[i], &has);
        fuzz_known(ctx, status, has);
        fuzz_must(status != CTR_OK || has, "a part that is listed is not found");
    }
}

static inline void fuzz_descriptions(const ctr_allocator *host, const void *how, struct lc_str all)
{
    static const ctr_mode modes[] = {CTR_MODE_BACKWARD, CTR_MODE_FORWARD, CTR_MODE_FULL};
    const ctr_format format = *(const ctr_format *)how;
    struct lc_ctx ctx;
    struct lc_spec older, newer;
    struct lc_str first = all;
    struct lc_str second = {"", 0};
    lc_str_cut(all, '\0', &first, &second);
    fuzz_must(lc_ctx_begin(&ctx, host) == CTR_OK, "no context");
    ctx.limits.max_nodes = FUZZ_NODES;
    ctx.now_us = INT64_C(1800000000000000);
    if (fuzz_read(&ctx, format, "first", first, &older)) {
        fuzz_diff(&ctx, &older, &older, CTR_MODE_FULL);
        fuzz_parts(&ctx, &older);
        if (fuzz_read(&ctx, format, "second", second, &newer)) {
            for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
                fuzz_diff(&ctx, &older, &newer, modes[i]);
            }
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static inline int fuzz_api(ctr_format format, const uint8_t *data, size_t size)
{
    return fuzz_twice(fuzz_descriptions, &format, data, size);
}

#endif
