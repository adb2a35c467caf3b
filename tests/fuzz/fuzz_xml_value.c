/*
 * Fuzzer of data in XML. What was read must survive being written as JSON and read again, and being
 * written as XML and read again, where XML can hold it.
 */
#include "reading.h"

#include "codec/xml_value.h"

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

/* The empty list and the empty map are written as the empty text is. */
static bool has_empty(const struct lc_value *v)
{
    bool found = (v->kind == LC_ARRAY && !v->count) || (v->kind == LC_OBJECT && !v->count);
    for (uint32_t i = 0; v->kind == LC_ARRAY && i < v->count; i++) {
        found = found || has_empty(&v->items[i]);
    }
    for (uint32_t i = 0; v->kind == LC_OBJECT && i < v->count; i++) {
        bool null = v->members[i].value.kind == LC_NULL; /* left out */
        found = found || null || has_empty(&v->members[i].value);
    }
    return found;
}

static ctr_status again(struct lc_ctx *ctx, const struct lc_doc *doc, struct sink *s)
{
    struct lc_doc second;
    struct lc_str root, ns;
    LC_TRY(lc_xml_value_write(ctx, doc->root, "root", "urn:x", put, s));
    struct lc_str text = lc_str_n(s->buf.data, s->buf.size);
    ctr_status status = lc_xml_value_read(ctx, text, NULL, &second, &root, &ns);
    if (status == CTR_E_NOMEM || status == CTR_E_LIMIT) {
        return status;
    }
    fuzz_must(status == CTR_OK, "what was written cannot be read");
    fuzz_must(lc_str_is(root, "root") && lc_str_is(ns, "urn:x"), "the root is another");
    fuzz_must(has_empty(doc->root) || lc_value_eq(doc->root, second.root),
              "it comes back as something else");
    return CTR_OK;
}

static ctr_status read_xml(struct lc_ctx *ctx, struct lc_str text,
                           const struct lc_read_options *options, struct lc_doc *doc)
{
    struct lc_str root, ns;
    struct sink s = {.ctx = ctx};
    LC_TRY(lc_xml_value_read(ctx, text, options, doc, &root, &ns));
    fuzz_must(root.len > 0, "a root has no name");
    lc_buf_init(&s.buf, &ctx->alloc, SIZE_MAX - 1);
    ctr_status status = again(ctx, doc, &s);
    lc_buf_free(&s.buf);
    fuzz_must(status != CTR_E_ARGUMENT, "the document is taken for a mistake of ours");
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_start();
    fuzz_document(read_xml, false, data, size);
    return 0;
}
