/*
 * Fuzzer of the validator: a schema and a document with a NUL between them. Neither may fail in an
 * unknown way; valid means no violation; the first violation is the one that all of them begin
 * with; every violation has a place and words; a schema that is read is read again with the same
 * answer under each dialect that it may be of. The same a second time with a request of memory
 * denied (memory.h).
 */
#include "memory.h"

#include "spec/validate/validate.h"

enum { FUZZ_NODES = 20 * 1000, FUZZ_STEPS = 200 * 1000, FUZZ_MOST = 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every answer but these is a bug. */
static bool known(ctr_status status)
{
    return status == CTR_OK || status == CTR_E_INPUT || status == CTR_E_LIMIT ||
           status == CTR_E_UNSUPPORTED || status == CTR_E_ARGUMENT || status == CTR_E_NOMEM;
}

/* 1 valid, 0 not, -1 refused. */
static int validate(struct lc_ctx *ctx, struct lc_str schema, struct lc_str document,
                    const struct lc_validate *how, struct ctr_validation *out)
{
    ctr_source s = {
        .struct_size = sizeof s, .data = schema.ptr, .size = schema.len, .file = "schema"};
    ctr_source d = {
        .struct_size = sizeof d, .data = document.ptr, .size = document.len, .file = "document"};
    ctx->limits.max_nodes = FUZZ_NODES;
    ctr_status status = lc_validate(ctx, &s, &d, how, out);
    fuzz_must(known(status), "it fails in an unknown way");
    fuzz_must((status == CTR_OK) == (ctx->error == NULL), "status and error disagree");
    fuzz_answer(status, status == CTR_OK ? out->count << 1 | (out->valid != 0) : 0);
    fuzz_must(status != CTR_OK || out->valid == (out->count == 0),
              "the answer and its reasons differ");
    for (size_t i = 0; status == CTR_OK && i < out->count; i++) {
        const struct ctr_violation *v = &out->violations[i];
        fuzz_must(v->message && *v->message && v->keyword, "a violation without words");
        fuzz_must(v->at.pointer && v->at.line > 0 && v->at.column > 0,
                  "a violation without a place");
        fuzz_must(v->schema.pointer && v->schema.line > 0, "a violation without a keyword's place");
    }
    return status == CTR_OK ? out->valid : -1;
}

static void work(const ctr_allocator *host, const void *unused, struct lc_str all)
{
    struct lc_str schema = all;
    struct lc_str document = {"", 0};
    (void)unused;
    lc_str_cut(all, '\0', &schema, &document);
    for (int dialect = 0; dialect <= CTR_DIALECT_OPENAPI_31; dialect++) {
        struct lc_validate how = {
            .dialect = (enum ctr_dialect)dialect, .most = FUZZ_MOST, .steps = FUZZ_STEPS};
        struct ctr_validation one;
        struct ctr_validation every;
        struct lc_ctx a;
        struct lc_ctx b;
        fuzz_must(lc_ctx_begin(&a, host) == CTR_OK && lc_ctx_begin(&b, host) == CTR_OK,
                  "no context");
        int first = validate(&a, schema, document, &how, &one);
        how.all = true;
        int last = validate(&b, schema, document, &how, &every);
        fuzz_must(first < 0 || last < 0 || first == last, "looking for all changes the answer");
        if (first == 0 && last == 0) {
            fuzz_must(strcmp(one.violations[0].message, every.violations[0].message) == 0,
                      "the first violation is another one when all are wanted");
        }
        lc_ctx_end(&a, CTR_OK, NULL);
        lc_ctx_end(&b, CTR_OK, NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_twice(work, NULL, data, size);
}
