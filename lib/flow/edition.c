/* A document on its way into the store: read, checked, hashed, packed. */
#include "flow/evolve.h"

#include <stdlib.h>

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct lc_blob *)a)->path, ((const struct lc_blob *)b)->path);
}

ctr_status lc_edition_pack(struct lc_ctx *ctx, struct lc_edition *e)
{
    const struct lc_bundle *b = &e->spec.bundle;

    LC_TRY(lc_blob_make(ctx, "", b->files[0]->bytes, &e->content.document));
    e->content.count = 0;
    e->content.files = lc_new(ctx, b->count - 1, sizeof *e->content.files);
    if (!e->content.files) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 1; i < b->count; i++) {
        const struct lc_bundle_file *file = b->files[i];
        LC_TRY(file->built_in ? CTR_OK
                              : lc_blob_make(ctx, file->path, file->bytes,
                                             &e->content.files[e->content.count]));
        e->content.count += !file->built_in;
    }
    if (e->content.count) {
        qsort(e->content.files, e->content.count, sizeof *e->content.files, by_path);
    }
    return CTR_OK;
}

ctr_status lc_edition_read(struct lc_ctx *ctx, const ctr_source *source, struct lc_edition *out)
{
    *out = (struct lc_edition){0};
    LC_TRY(lc_spec_read(ctx, source, &out->spec));
    return lc_edition_pack(ctx, out);
}

ctr_status lc_edition_load(struct lc_op *op, const struct ctr_version *v, struct lc_edition *out)
{
    struct lc_str bytes;
    ctr_source source;
    struct lc_file_resolver *files = lc_new(&op->ctx, 1, sizeof *files);
    const char *file = lc_format(&op->ctx, "%s/%s@%s", v->team, v->name, v->label);

    *out = (struct lc_edition){0};
    if (!files || !file) {
        return CTR_E_NOMEM;
    }
    *files = (struct lc_file_resolver){op, v->rid};
    LC_TRY(lc_document_get(op, v->document_rid, &bytes));
    ctr_source_init(&source, sizeof source);
    source.format = v->format;
    source.data = bytes.ptr;
    source.size = bytes.len;
    source.file = file;
    source.folder = file; /* two versions have files of the same path */
    source.resolve = lc_file_resolve;
    source.user = files;
    return lc_spec_read(&op->ctx, &source, &out->spec);
}

ctr_status lc_edition_lacks(struct lc_op *op, const struct ctr_version *v,
                            struct lc_edition *edition, const char *part)
{
    const char *meant;
    LC_TRY(lc_spec_meant_part(&op->ctx, &edition->spec, part, &meant));
    ctr_status status =
        meant ? lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s@%s' has no part '%s'; write '%s'",
                        v->team, v->name, v->label, part, meant)
              : lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                        "'%s/%s@%s' has no part '%s'; list its parts, or allow unknown parts",
                        v->team, v->name, v->label, part);
    lc_detail(&op->ctx, "item", part);
    return status;
}
