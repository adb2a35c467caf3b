/* The bytes of an import: hashed as they come, expanded, told apart. */
#include "exchange/import.h"

/* A ctr_read_fn between the host's and the gzip reader. */
static int64_t tee(void *user, void *buffer, size_t capacity)
{
    struct lc_import_input *in = user;
    int64_t n = in->im->wish->read(in->im->wish->user, buffer, capacity);

    if (n > 0 && (uint64_t)n <= capacity) {
        lc_sha256_add(&in->hasher, buffer, (size_t)n);
    }
    return n;
}

/* What the gzip reader says, with the name of the file. */
static ctr_status name_file(struct lc_import_input *in, ctr_status status)
{
    static const char *const details[] = {"offset", "limit"};
    struct lc_ctx *ctx = &in->im->op->ctx;
    ctr_error *cause = ctx->error;

    if ((status != CTR_E_INPUT && status != CTR_E_LIMIT) || !cause) {
        return status;
    }
    ctx->error = NULL;
    status = lc_fail(ctx, status, "%s: %s", in->im->wish->file, ctr_error_message(cause));
    lc_detail(ctx, "file", in->im->wish->file);
    for (size_t i = 0; i < sizeof details / sizeof details[0]; i++) {
        const char *value = ctr_error_detail(cause, details[i]);
        if (value) {
            lc_detail(ctx, details[i], value);
        }
    }
    ctr_error_free(cause);
    return status;
}

ctr_status lc_import_next(struct lc_import_input *in)
{
    struct lc_ctx *ctx = &in->im->op->ctx;
    ctr_status status = lc_gzip_read(ctx, in->gzip, in->block, LC_IMPORT_BLOCK, &in->size);

    LC_TRY(name_file(in, status));
    in->done += in->size;
    return lc_progress(ctx, "import", in->done, 0);
}

static struct lc_str behind_blanks(struct lc_str text)
{
    if (lc_str_starts(text, LC_STR("\xEF\xBB\xBF"))) {
        text = lc_str_n(text.ptr + 3, text.len - 3);
    }
    while (text.len && strchr(" \t\r\n", text.ptr[0]) && text.ptr[0]) {
        text = lc_str_n(text.ptr + 1, text.len - 1);
    }
    return text;
}

static ctr_status neither(struct lc_import_input *in)
{
    struct lc_ctx *ctx = &in->im->op->ctx;
    const char *file = in->im->wish->file;
    ctr_status status =
        lc_fail(ctx, CTR_E_INPUT, "%s:1:1: %s; an export in XML or JSON was wanted", file,
                in->size ? "this begins neither as XML does, with '<', nor as JSON "
                           "does, with '{'"
                         : "the file is empty");
    lc_detail(ctx, "file", file);
    lc_detail_int(ctx, "line", 1);
    lc_detail_int(ctx, "column", 1);
    return status;
}

static ctr_status read_all(struct lc_import_input *in)
{
    LC_TRY(lc_import_next(in));
    struct lc_str text = behind_blanks(lc_str_n(in->block, in->size));
    char first = text.len ? text.ptr[0] : '\0';
    if (first != '<' && first != '{') {
        return neither(in);
    }
    in->im->report->form = first == '<' ? CTR_EXCHANGE_XML : CTR_EXCHANGE_JSON;
    return first == '<' ? lc_import_xml(in->im, in) : lc_import_json(in->im, in);
}

ctr_status lc_import_read(struct lc_import *im)
{
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_import_input in = {.im = im};
    char *hex = lc_new(ctx, LC_SHA256_TEXT, 1);

    if (!hex) {
        return CTR_E_NOMEM;
    }
    lc_sha256_begin(&in.hasher);
    LC_TRY(lc_gzip_reader_new(ctx, tee, &in, &in.gzip));
    in.block = lc_alloc(&ctx->alloc, LC_IMPORT_BLOCK);
    ctr_status status = in.block ? read_all(&in) : lc_nomem(ctx);
    lc_release(&ctx->alloc, in.block);
    lc_gzip_reader_free(in.gzip);
    struct lc_sha256 sha = lc_sha256_end(&in.hasher);
    im->report->sha256 = lc_sha256_format(&sha, hex);
    return status;
}
