/*
 * What the fuzzers of the readers share. The first byte of an input says which allocation fails
 * (0 = none), the rest is the document. What was read must survive being written and read again.
 */
#ifndef TESTS_FUZZ_READING_H
#define TESTS_FUZZ_READING_H

#include "memory.h"

#include "codec/json_read.h"
#include "codec/json_write.h"
#include "codec/yaml_read.h"

enum { FUZZ_NODES = 100 * 1000, FUZZ_POINTERS = 50 };

typedef ctr_status (*fuzz_read_fn)(struct lc_ctx *ctx, struct lc_str text,
                                   const struct lc_read_options *options, struct lc_doc *doc);

/* Every node's pointer leads to an equal node; *left bounds the work. */
static inline void fuzz_pointers(struct lc_ctx *ctx, const struct lc_doc *doc,
                                 const struct lc_value *node, int *left)
{
    if ((*left)-- <= 0) {
        return;
    }
    const char *pointer = lc_doc_pointer(ctx, doc, node);
    if (!pointer) {
        fuzz_must(ctr_error_status(ctx->error) == CTR_E_NOMEM, "no pointer without a reason");
        *left = 0;
        return;
    }
    const struct lc_value *found = lc_doc_resolve(ctx, doc, lc_str(pointer));
    fuzz_must(found ? lc_value_eq(found, node) : ctx->error != NULL, "a pointer leads elsewhere");
    for (uint32_t i = 0; node->kind == LC_ARRAY && i<node->count && * left> 0; i++) {
        fuzz_pointers(ctx, doc, &node->items[i], left);
    }
    for (uint32_t i = 0; node->kind == LC_OBJECT && i<node->count && * left> 0; i++) {
        const struct lc_member *m = &node->members[i];
        fuzz_must(lc_get_member(node, lc_key(m)) == m, "a member is not found");
        fuzz_pointers(ctx, doc, &m->value, left);
    }
}

/* Read `text` as JSON; it must be equal to `root`. */
static inline ctr_status fuzz_again(struct lc_ctx *ctx, const struct lc_buf *text,
                                    const struct lc_value *root, struct lc_doc *doc)
{
    ctr_status status = lc_json_read(ctx, lc_str_n(text->data, text->size), NULL, doc);
    if (status == CTR_E_NOMEM) {
        return status;
    }
    fuzz_must(status == CTR_OK, "what was written cannot be read");
    fuzz_must(lc_value_eq(root, doc->root), "it comes back as something else");
    fuzz_must(lc_value_hash(root) == lc_value_hash(doc->root), "equal trees, unequal hashes");
    return CTR_OK;
}

static inline ctr_status fuzz_round_trip(struct lc_ctx *ctx, const struct lc_doc *doc,
                                         struct lc_buf *first, struct lc_buf *second)
{
    struct lc_doc again;
    int left = FUZZ_POINTERS;
    fuzz_must(lc_value_eq(doc->root, doc->root), "not equal to itself");
    fuzz_pointers(ctx, doc, doc->root, &left);
    lc_json_value(first, doc->root);
    if (first->status == CTR_E_NOMEM) {
        return lc_nomem(ctx);
    }
    LC_TRY(fuzz_again(ctx, first, doc->root, &again));
    lc_buf_clear(first);
    ctr_status status = lc_json_canonical(ctx, first, doc->root);
    if (status != CTR_OK) {
        fuzz_must(status == CTR_E_INPUT || status == CTR_E_NOMEM, "canonical fails");
        return status;
    }
    LC_TRY(fuzz_again(ctx, first, doc->root, &again));
    LC_TRY(lc_json_canonical(ctx, second, again.root));
    fuzz_must(lc_str_eq(lc_str_n(first->data, first->size), lc_str_n(second->data, second->size)),
              "the canonical form is not stable");
    return CTR_OK;
}

static inline void fuzz_document(fuzz_read_fn read, bool last_duplicate, const uint8_t *data,
                                 size_t size)
{
    struct fuzz_memory memory = {size ? data[0] : 0, 0};
    ctr_allocator host = fuzz_host(&memory);
    struct lc_read_options options = {.file = "fuzz", .last_duplicate = last_duplicate};
    struct lc_str text = {(const char *)data + (size != 0), size - (size != 0)};
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct lc_buf first;
    struct lc_buf second;

    fuzz_must(lc_ctx_begin(&ctx, &host) == CTR_OK, "no context");
    ctx.limits.max_nodes = FUZZ_NODES;
    lc_buf_init(&first, &ctx.alloc, SIZE_MAX - 1);
    lc_buf_init(&second, &ctx.alloc, SIZE_MAX - 1);
    ctr_status status = read(&ctx, text, &options, &doc);
    fuzz_must((status == CTR_OK) == (ctx.error == NULL), "status and error disagree");
    if (status == CTR_OK) {
        status = fuzz_round_trip(&ctx, &doc, &first, &second);
    }
    lc_buf_free(&first);
    lc_buf_free(&second);
    lc_ctx_end(&ctx, status, NULL);
    fuzz_must(memory.live == 0, "memory is left behind");
}

#endif
