/* Documents from outside. */
#include "api/source.h"

#include "api/task.h"
#include "base/once.h"

void ctr_source_init(ctr_source *source, size_t size)
{
    lc_options_init(source, size);
}

ctr_status lc_source_check(struct lc_ctx *ctx, const ctr_source *given, ctr_format fallback,
                           ctr_source *out)
{
    *out = (ctr_source){.struct_size = sizeof *out};
    if (!given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a document is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_source, given, out));
    LC_TRY(lc_once(ctx));
    for (size_t i = 0; i < sizeof out->reserved / sizeof out->reserved[0]; i++) {
        if (out->reserved[i]) {
            return lc_fail(ctx, CTR_E_ARGUMENT,
                           "ctr_source sets fields that this library does not know; leave reserved "
                           "NULL or use a newer library");
        }
    }
    LC_TRY(lc_check_word(ctx, "format", out->format, lc_words_format));
    if (!out->data && out->size) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a document of %zu bytes has no data", out->size);
    }
    if (out->size > ctx->limits.max_document_bytes) {
        return lc_fail(ctx, CTR_E_LIMIT, "%s has %zu bytes, more than the limit of %llu",
                       out->file ? out->file : "the document", out->size,
                       (unsigned long long)ctx->limits.max_document_bytes);
    }
    if (!out->data) {
        out->data = "";
    }
    if (!out->file) {
        out->file = "document";
    }
    if (!out->format) {
        out->format = fallback;
    }
    LC_TRY(out->folder ? lc_check_text(ctx, "folder", out->folder, 4096) : CTR_OK);
    return lc_check_text(ctx, "file name", out->file, 4096);
}

ctr_status lc_source_read(struct lc_ctx *ctx, const ctr_source *given, ctr_format fallback,
                          struct lc_edition *out)
{
    ctr_source source;

    LC_TRY(lc_source_check(ctx, given, fallback, &source));
    return lc_edition_read(ctx, &source, out);
}

ctr_status lc_pure_settle(struct lc_ctx *ctx, uint32_t max_depth, uint64_t max_document_bytes,
                          ctr_progress_fn progress, void *user, const int32_t *cancel)
{
    if (max_depth) {
        ctx->limits.max_depth = max_depth;
    }
    if (max_document_bytes) {
        ctx->limits.max_document_bytes = max_document_bytes;
    }
    ctx->progress = progress;
    ctx->progress_user = user;
    ctx->cancel = (const atomic_int *)(const void *)cancel;
    LC_TRY(lc_poll(ctx));
    return lc_once(ctx);
}

ctr_status lc_pure_begin(struct lc_ctx *ctx, const ctr_diff_options *given, ctr_diff_options *o)
{
    const ctr_allocator *allocator =
        given && given->struct_size >= offsetof(ctr_diff_options, allocator) + sizeof(void *)
            ? given->allocator
            : NULL;

    *o = (ctr_diff_options){.struct_size = sizeof *o};
    LC_TRY(lc_ctx_begin(ctx, allocator));
    LC_TRY(LC_READ(ctx, ctr_diff_options, given, o));
    LC_TRY(lc_check_word(ctx, "mode", o->mode, lc_words_mode));
    LC_TRY(lc_check_word(ctx, "profile", o->profile, lc_words_profile));
    return lc_pure_settle(ctx, o->max_depth, o->max_document_bytes, o->progress, o->user,
                          o->cancel);
}
