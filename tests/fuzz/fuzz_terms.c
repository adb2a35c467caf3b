/*
 * Fuzzer of governing documents, in any form. The first byte says which allocation fails (0 =
 * none), the second the kind. What is read can be listed, remarked on and written as XML, and means
 * the same when it is read back from there.
 */
#include "reading.h"

#include "codec/xml_value.h"
#include "terms/classify.h"
#include "terms/describe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct sink {
    struct lc_ctx *ctx;
    struct lc_buf buf;
};

static ctr_status put(void *user, const void *bytes, size_t size)
{
    struct sink *s = user;
    lc_buf_add(&s->buf, bytes, size);
    return s->buf.status == CTR_OK ? CTR_OK : lc_nomem(s->ctx);
}

static void must_be_same(const struct ctr_terms *a, const struct ctr_terms *b)
{
    fuzz_must(a->count == b->count, "the XML form has other terms");
    for (size_t i = 0; i < a->count; i++) {
        fuzz_must(strcmp(a->items[i].path, b->items[i].path) == 0, "another path");
        fuzz_must(strcmp(a->items[i].value, b->items[i].value) == 0, "another value");
        fuzz_must(a->items[i].given == b->items[i].given, "given in one form only");
    }
}

static ctr_status again(struct lc_ctx *ctx, struct lc_doc *doc, ctr_terms_kind kind,
                        const struct ctr_terms *first, struct sink *s)
{
    struct lc_doc second;
    struct ctr_terms terms;
    LC_TRY(lc_xml_value_write(ctx, doc->root, lc_terms_kind_row(kind)->root, LC_TERMS_NAMESPACE,
                              put, s));
    LC_TRY(lc_terms_open(ctx, lc_str_n(s->buf.data, s->buf.size), "again", &kind, &second));
    LC_TRY(lc_terms_survey(ctx, &second, kind, true, &terms));
    must_be_same(first, &terms);
    return CTR_OK;
}

static ctr_status use(struct lc_ctx *ctx, struct lc_str text, ctr_terms_kind kind)
{
    struct lc_doc doc;
    struct ctr_terms terms;
    struct ctr_lint_report report;
    struct sink s = {.ctx = ctx};
    LC_TRY(lc_terms_open(ctx, text, "fuzz", &kind, &doc));
    LC_TRY(lc_terms_survey(ctx, &doc, kind, true, &terms));
    LC_TRY(lc_terms_lint(ctx, &doc, kind, NULL, &report));
    lc_buf_init(&s.buf, &ctx->alloc, SIZE_MAX - 1);
    ctr_status status = again(ctx, &doc, kind, &terms, &s);
    lc_buf_free(&s.buf);
    fuzz_must(status != CTR_E_ARGUMENT, "the document is taken for a mistake of ours");
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_memory memory = {size ? data[0] : 0, 0};
    ctr_allocator host = fuzz_host(&memory);
    size_t head = size < 2 ? size : 2;
    ctr_terms_kind kind = size > 1 ? (ctr_terms_kind)(data[1] % 4) : CTR_TERMS_AUTO;
    struct lc_ctx ctx;
    fuzz_start();
    fuzz_must(lc_ctx_begin(&ctx, &host) == CTR_OK, "no context");
    ctx.limits.max_nodes = FUZZ_NODES;
    ctr_status status = use(&ctx, lc_str_n((const char *)data + head, size - head), kind);
    fuzz_must((status == CTR_OK) == (ctx.error == NULL), "status and error disagree");
    lc_ctx_end(&ctx, status, NULL);
    fuzz_must(memory.live == 0, "memory is left behind");
    return 0;
}
