/* Documents, once per content. */
#include "domain/contract/document.h"

#include "codec/xml_write.h"
#include "core/page.h"

ctr_status lc_blob_make(struct lc_ctx *ctx, const char *path, struct lc_str bytes,
                        struct lc_blob *out)
{
    *out = (struct lc_blob){.path = path, .bytes = bytes};
    out->sha256 = lc_sha256_of(bytes.ptr, bytes.len);
    if (bytes.len > LC_LARGE_DOCUMENT) {
        out->text = lc_xml_legal(bytes) ? LC_TEXT_YES : LC_TEXT_NO;
    }
    return lc_pack_bytes(ctx, bytes, &out->packing, &out->packed);
}

ctr_status lc_document_find(struct lc_op *op, const struct lc_blob *blob, int64_t *rid)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_DOCUMENT_FIND, &st));
    lc_bind_blob(st, 1, blob->sha256.bytes, LC_SHA256_BYTES);
    LC_TRY(lc_row(op, st, &row));
    *rid = row ? lc_col_int(st, 0) : 0;
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_document_put(struct lc_op *op, const struct lc_blob *blob, int64_t *rid)
{
    LC_TRY(lc_document_find(op, blob, rid));
    return *rid ? CTR_OK : lc_document_insert(op, blob, rid);
}

ctr_status lc_document_insert(struct lc_op *op, const struct lc_blob *blob, int64_t *rid)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_DOCUMENT_INSERT, &st));
    lc_bind_blob(st, 1, blob->sha256.bytes, LC_SHA256_BYTES);
    lc_bind_int(st, 2, (int64_t)blob->bytes.len);
    lc_bind_int(st, 3, blob->packing);
    lc_bind_blob(st, 4, blob->packed.len ? blob->packed.ptr : "", blob->packed.len);
    if (blob->text != LC_TEXT_UNKNOWN) {
        lc_bind_int(st, 5, blob->text == LC_TEXT_YES);
    }
    LC_TRY(lc_run(op, st));
    *rid = lc_last_rid(op);
    return CTR_OK;
}

ctr_status lc_document_get(struct lc_op *op, int64_t rid, struct lc_str *out)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_DOCUMENT_GET, &st));
    lc_bind_int(st, 1, rid);
    LC_TRY(lc_row(op, st, &row));
    if (!row) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "document row %lld is missing", (long long)rid);
    }
    struct lc_sha256 want = {{0}};
    struct lc_str hash = lc_col_view(st, 0);
    int64_t size = lc_col_int(st, 1);
    if (hash.len == LC_SHA256_BYTES) {
        memcpy(want.bytes, hash.ptr, hash.len);
    }
    ctr_status status = CTR_OK;
    if (size < 0 || (uint64_t)size > op->ctx.limits.max_document_bytes) {
        status = lc_fail(&op->ctx, CTR_E_LIMIT, "a stored document of %lld bytes is over the limit",
                         (long long)size);
    } else {
        enum lc_packing packing = lc_col_int(st, 2) == LC_PACK_ZLIB ? LC_PACK_ZLIB : LC_PACK_RAW;
        status = lc_unpack_bytes(&op->ctx, lc_col_view(st, 3), packing, (size_t)size, out);
    }
    lc_stmt_done(st);
    LC_TRY(status);
    struct lc_sha256 is = lc_sha256_of(out->ptr, out->len);
    if (memcmp(is.bytes, want.bytes, LC_SHA256_BYTES) != 0) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT,
                       "the bytes of document row %lld do not have its SHA-256", (long long)rid);
    }
    return CTR_OK;
}

ctr_status lc_file_put(struct lc_op *op, int64_t version_rid, const struct lc_content *content)
{
    for (size_t i = 0; i < content->count; i++) {
        struct lc_stmt *st;
        int64_t rid;
        LC_TRY(lc_document_put(op, &content->files[i], &rid));
        LC_TRY(lc_sql(op, LC_SQL_FILE_INSERT, &st));
        lc_bind_int(st, 1, version_rid);
        lc_bind_text(st, 2, content->files[i].path);
        lc_bind_int(st, 3, rid);
        LC_TRY(lc_run(op, st));
    }
    return CTR_OK;
}

ctr_status lc_file_get(struct lc_op *op, int64_t version_rid, const char *path, struct lc_str *out,
                       bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_FILE_FIND, &st));
    lc_bind_int(st, 1, version_rid);
    lc_bind_text(st, 2, path);
    LC_TRY(lc_row(op, st, found));
    if (!*found) {
        return CTR_OK;
    }
    int64_t rid = lc_col_int(st, 0);
    lc_stmt_done(st);
    return lc_document_get(op, rid, out);
}

ctr_status lc_file_bytes(struct lc_op *op, int64_t version_rid, int64_t *out)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_FILE_BYTES, &st));
    lc_bind_int(st, 1, version_rid);
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    *out = lc_col_int(st, 0);
    lc_stmt_done(st);
    return CTR_OK;
}

static ctr_status read_file(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_file_row *row = item;
    char *hex = lc_new(&op->ctx, LC_SHA256_TEXT, 1);
    struct lc_str hash = lc_col_view(st, 2);

    row->path = lc_col_text(&op->ctx, st, 0);
    row->document_rid = lc_col_int(st, 1);
    if (!hex || !row->path) {
        return lc_nomem(&op->ctx);
    }
    row->sha256 = hash.len == LC_SHA256_BYTES ? lc_hex(hash.ptr, hash.len, hex) : "";
    return CTR_OK;
}

ctr_status lc_file_list(struct lc_op *op, int64_t version_rid, struct lc_file_row **out,
                        size_t *count)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_sql(op, LC_SQL_FILE_LIST, &st));
    lc_bind_int(st, 1, version_rid);
    LC_TRY(lc_page_read(op, st, SIZE_MAX, sizeof **out, read_file, &page));
    *out = page.items;
    *count = page.count;
    return CTR_OK;
}

int lc_file_resolve(void *user, const char *path, const void **data, size_t *size)
{
    struct lc_file_resolver *r = user;
    struct lc_str bytes;
    bool found;

    if (lc_file_get(r->op, r->version_rid, path, &bytes, &found) != CTR_OK) {
        return -1; /* the op holds the error */
    }
    if (!found) {
        return 1;
    }
    *data = bytes.ptr;
    *size = bytes.len;
    return 0;
}
