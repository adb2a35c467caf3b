/*
 * Fuzzer of the validator: a schema and a document with a NUL between them. Neither may fail in an
 * unknown way; valid means no violation; the first violation is the one that all of them begin
 * with; every violation has a place and words; a schema that is read is read again with the same
 * answer under each dialect that it may be of.
 */
#include "base/once.h"
#include "spec/validate/validate.h"

#include <stdio.h>
#include <stdlib.h>

enum { FUZZ_NODES = 20 * 1000, FUZZ_STEPS = 200 * 1000, FUZZ_MOST = 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "fuzz_validate: %s\n", what);
        abort();
    }
}

/* Every answer but these is a bug. */
static bool known(ctr_status status)
{
    return status == CTR_OK || status == CTR_E_INPUT || status == CTR_E_LIMIT ||
           status == CTR_E_UNSUPPORTED || status == CTR_E_ARGUMENT;
}

/* 1 valid, 0 not, -1 refused. */
static int validate(struct lc_str schema, struct lc_str document, const struct lc_validate *how,
                    struct ctr_validation *out, struct lc_ctx *ctx)
{
    ctr_source s = {
        .struct_size = sizeof s, .data = schema.ptr, .size = schema.len, .file = "schema"};
    ctr_source d = {
        .struct_size = sizeof d, .data = document.ptr, .size = document.len, .file = "document"};
    if (lc_ctx_begin(ctx, NULL) != CTR_OK || lc_once(ctx) != CTR_OK) {
        abort();
    }
    ctx->limits.max_nodes = FUZZ_NODES;
    ctr_status status = lc_validate(ctx, &s, &d, how, out);
    must(known(status), "it fails in an unknown way");
    must((status == CTR_OK) == (ctx->error == NULL), "status and error disagree");
    must(status != CTR_OK || out->valid == (out->count == 0), "the answer and its reasons differ");
    for (size_t i = 0; status == CTR_OK && i < out->count; i++) {
        const struct ctr_violation *v = &out->violations[i];
        must(v->message && *v->message && v->keyword, "a violation without words");
        must(v->at.pointer && v->at.line > 0 && v->at.column > 0, "a violation without a place");
        must(v->schema.pointer && v->schema.line > 0, "a violation without a keyword's place");
    }
    return status == CTR_OK ? out->valid : -1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_str all = {(const char *)data, size};
    struct lc_str schema = all;
    struct lc_str document = {"", 0};
    lc_str_cut(all, '\0', &schema, &document);
    for (int dialect = 0; dialect <= CTR_DIALECT_OPENAPI_31; dialect++) {
        struct lc_validate how = {
            .dialect = (enum ctr_dialect)dialect, .most = FUZZ_MOST, .steps = FUZZ_STEPS};
        struct ctr_validation one;
        struct ctr_validation every;
        struct lc_ctx a;
        struct lc_ctx b;
        int first = validate(schema, document, &how, &one, &a);
        how.all = true;
        int last = validate(schema, document, &how, &every, &b);
        must(first < 0 || last < 0 || first == last, "looking for all changes the answer");
        if (first == 0 && last == 0) {
            must(strcmp(one.violations[0].message, every.violations[0].message) == 0,
                 "the first violation is another one when all are wanted");
        }
        lc_ctx_end(&a, CTR_OK, NULL);
        lc_ctx_end(&b, CTR_OK, NULL);
    }
    return 0;
}
