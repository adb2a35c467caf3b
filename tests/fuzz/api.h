/*
 * What the fuzzers of API descriptions share: two documents with a NUL between them. Neither
 * reading, comparing in every mode, nor listing and finding parts may fail in an unknown way; a
 * document compared with itself has no findings, and has each part that it lists.
 */
#ifndef TESTS_FUZZ_API_H
#define TESTS_FUZZ_API_H

#include "base/once.h"
#include "spec/spec.h"

#include <stdio.h>
#include <stdlib.h>

enum { FUZZ_NODES = 20 * 1000, FUZZ_PARTS = 100 };

static inline void must(bool condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "broken: %s\n", what);
        abort();
    }
}

/* Every answer but these is a bug. */
static inline bool known(ctr_status status)
{
    return status == CTR_OK || status == CTR_E_INPUT || status == CTR_E_LIMIT ||
           status == CTR_E_UNSUPPORTED;
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
    must(known(status), "reading fails in an unknown way");
    must((status == CTR_OK) == (ctx->error == NULL), "status and error disagree");
    if (status == CTR_OK) {
        return true;
    }
    ctr_error_free(ctx->error);
    ctx->error = NULL;
    return false;
}

static inline void fuzz_diff(struct lc_ctx *ctx, struct lc_spec *older, struct lc_spec *newer,
                             ctr_mode mode)
{
    struct ctr_diff diff;
    ctr_status status = lc_spec_diff(ctx, older, newer, mode, CTR_PROFILE_DEFAULT, &diff);
    must(known(status), "comparing fails in an unknown way");
    if (status != CTR_OK) {
        ctr_error_free(ctx->error);
        ctx->error = NULL;
        return;
    }
    must(older != newer || diff.count == 0, "a document differs from itself");
    for (size_t i = 0; i < diff.count; i++) {
        must(diff.findings[i].part[0] != '\0', "a finding without a part");
        must(diff.findings[i].message[0] != '\0', "a finding without a message");
    }
}

static inline void fuzz_parts(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct ctr_outline outline;
    ctr_status status = lc_spec_outline(ctx, spec, &outline);
    must(known(status), "listing parts fails in an unknown way");
    for (size_t i = 0; status == CTR_OK && i < outline.count && i < FUZZ_PARTS; i++) {
        bool has = false;
        status = lc_spec_has_part(ctx, spec, outline.parts[i], &has);
        must(known(status), "finding a part fails in an unknown way");
        must(status != CTR_OK || has, "a part that is listed is not found");
    }
    ctr_error_free(ctx->error);
    ctx->error = NULL;
}

static inline int fuzz_api(ctr_format format, const uint8_t *data, size_t size)
{
    static const ctr_mode modes[] = {CTR_MODE_BACKWARD, CTR_MODE_FORWARD, CTR_MODE_FULL};
    struct lc_ctx ctx;
    struct lc_spec older, newer;
    struct lc_str all = {(const char *)data, size};
    struct lc_str first = all;
    struct lc_str second = {"", 0};
    lc_str_cut(all, '\0', &first, &second);
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        abort();
    }
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
    return 0;
}

#endif
