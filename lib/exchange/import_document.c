/*
 * Documents of an import. A small one is gathered, hashed, packed and inserted. A large one is
 * hashed and packed as it comes; its packed pieces wait in memory until their sum is known, because
 * a row's size must be known before it is written. What would be too much even packed goes into its
 * row unpacked.
 */
#include "exchange/import.h"

enum {
    SPOOL_MOST = 80,  /* pieces: nearly 4 MB */
    SPOOL_ROOM = 100, /* with what zlib may still hold back */
    STAGE = LC_PACK_PIECE
};

static ctr_status out_of_memory(struct lc_import *im)
{
    return lc_nomem(&im->op->ctx);
}

/* --- large documents --- */

static ctr_status keep_piece(void *user, struct lc_str piece)
{
    struct lc_import *im = user;
    struct lc_import_document *d = &im->document;

    while (piece.len) {
        size_t used = (size_t)(d->packed % LC_PACK_PIECE);
        size_t at = (size_t)(d->packed / LC_PACK_PIECE);
        if (at == SPOOL_ROOM) {
            return lc_fail(&im->op->ctx, CTR_E_LIMIT, "zlib holds back more than it should");
        }
        if (at == d->spool_room) {
            d->spool[at] = lc_alloc(&im->op->ctx.alloc, LC_PACK_PIECE);
            if (!d->spool[at]) {
                return out_of_memory(im);
            }
            d->spool_room++;
        }
        size_t room = LC_PACK_PIECE - used;
        size_t size = piece.len < room ? piece.len : room;
        memcpy(d->spool[at] + used, piece.ptr, size);
        d->packed += (int64_t)size;
        piece = lc_str_n(piece.ptr + size, piece.len - size);
    }
    return CTR_OK;
}

/* A ready piece of a document that goes into its row as it is. */
static ctr_status write_raw(void *user, struct lc_str piece)
{
    struct lc_import *im = user;
    struct lc_import_document *d = &im->document;

    LC_TRY(lc_db_blob_write(&im->op->ctx, im->op->db, &d->blob, d->written, piece.ptr, piece.len));
    d->written += (int64_t)piece.len;
    return CTR_OK;
}

/* A row with room for `size` bytes, open for writing. */
static ctr_status make_row(struct lc_import *im, enum lc_packing packing, int64_t size,
                           bool is_text)
{
    struct lc_import_document *d = &im->document;
    struct lc_stmt *st;

    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_DOCUMENT, &st));
    lc_bind_blob(st, 1, d->rec.sha256.bytes, LC_SHA256_BYTES);
    lc_bind_int(st, 2, d->rec.size);
    lc_bind_int(st, 3, packing);
    if (is_text) { /* else nobody knows: base64 may have been taken without need */
        lc_bind_int(st, 4, 1);
    }
    lc_bind_int(st, 5, size);
    LC_TRY(lc_run(im->op, st));
    d->written = 0;
    return lc_db_blob_open(&im->op->ctx, im->op->db, "lc_document", "bytes", lc_last_rid(im->op),
                           true, &d->blob);
}

/* The packed pieces, in order, to `to`. */
static ctr_status give_spool(struct lc_import *im, lc_piece_fn to, void *user)
{
    struct lc_import_document *d = &im->document;

    for (int64_t at = 0; at < d->packed; at += LC_PACK_PIECE) {
        int64_t rest = d->packed - at;
        size_t size = rest < LC_PACK_PIECE ? (size_t)rest : LC_PACK_PIECE;
        LC_TRY(to(user, lc_str_n(d->spool[at / LC_PACK_PIECE], size)));
    }
    return CTR_OK;
}

static ctr_status unpack_piece(void *user, struct lc_str piece)
{
    return lc_unpacker_add(user, piece);
}

/* Too much to be held: what was packed so far is unpacked into the row, the rest goes there as it
 * comes. */
static ctr_status turn_raw(struct lc_import *im)
{
    struct lc_import_document *d = &im->document;

    LC_TRY(lc_packer_flush(d->packer));
    LC_TRY(make_row(im, LC_PACK_RAW, d->rec.size, false));
    if (!d->unpacker) {
        LC_TRY(lc_unpacker_new(&im->op->ctx, write_raw, im, &d->unpacker));
    }
    lc_unpacker_begin(d->unpacker);
    LC_TRY(give_spool(im, unpack_piece, d->unpacker));
    LC_TRY(lc_unpacker_end(d->unpacker, true));
    d->raw = true;
    d->packed = 0;
    return CTR_OK;
}

/* What has gathered is hashed and goes on. */
static ctr_status drain(struct lc_import *im)
{
    struct lc_import_document *d = &im->document;
    struct lc_str bytes = lc_str_n(d->buf.data, d->buf.size);

    if (!bytes.len) {
        return CTR_OK;
    }
    lc_sha256_add(&d->hasher, bytes.ptr, bytes.len);
    d->returns = d->returns || memchr(bytes.ptr, '\r', bytes.len);
    if (!d->known) {
        LC_TRY(d->raw ? write_raw(im, bytes) : lc_packer_add(d->packer, bytes));
    }
    lc_buf_clear(&d->buf);
    return !d->raw && d->packed > (int64_t)SPOOL_MOST * LC_PACK_PIECE ? turn_raw(im) : CTR_OK;
}

static ctr_status begin_large(struct lc_import *im)
{
    struct lc_import_document *d = &im->document;
    struct lc_ctx *ctx = &im->op->ctx;

    if (!d->spool) {
        d->spool = lc_alloc(&ctx->alloc, SPOOL_ROOM * sizeof *d->spool);
    }
    if (!d->spool) {
        return out_of_memory(im);
    }
    if (!d->packer) {
        LC_TRY(lc_packer_new(ctx, keep_piece, im, &d->packer));
    }
    lc_packer_begin(d->packer);
    return CTR_OK;
}

static ctr_status store_large(struct lc_import *im)
{
    struct lc_import_document *d = &im->document;
    bool is_text = im->report->form == CTR_EXCHANGE_XML && !im->coded && !d->returns;

    if (!d->raw) {
        LC_TRY(lc_packer_end(d->packer));
        LC_TRY(make_row(im, LC_PACK_ZLIB, d->packed, is_text));
        LC_TRY(give_spool(im, write_raw, im));
    }
    lc_db_blob_close(&d->blob);
    return CTR_OK;
}

/* --- all documents --- */

static bool is_large(const struct lc_import_document *d)
{
    return d->rec.size > LC_LARGE_DOCUMENT;
}

/* Is it in the store already? */
static ctr_status look_up(struct lc_import *im)
{
    struct lc_import_document *d = &im->document;
    struct lc_stmt *st;

    d->known = false;
    if (!im->old_document) { /* the file itself has each once */
        return CTR_OK;
    }
    LC_TRY(lc_sql(im->op, LC_SQL_DOCUMENT_FIND, &st));
    lc_bind_blob(st, 1, d->rec.sha256.bytes, LC_SHA256_BYTES);
    LC_TRY(lc_row(im->op, st, &d->known));
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_import_document_open(struct lc_import *im, const struct lc_rec_document *rec)
{
    struct lc_import_document *d = &im->document;

    if (d->any && memcmp(rec->sha256.bytes, d->last.bytes, LC_SHA256_BYTES) <= 0) {
        return lc_import_fail(im, CTR_E_INPUT, "documents must come once each and by their sha256");
    }
    if ((uint64_t)rec->size > im->op->ctx.limits.max_document_bytes) {
        return lc_import_fail(im, CTR_E_LIMIT, "a document of %lld bytes is over the limit of %llu",
                              (long long)rec->size,
                              (unsigned long long)im->op->ctx.limits.max_document_bytes);
    }
    if (!d->buf.alloc) {
        lc_buf_init(&d->buf, &im->op->ctx.alloc, SIZE_MAX / 2);
    }
    lc_buf_clear(&d->buf);
    d->rec = *rec;
    d->last = rec->sha256;
    d->any = true;
    d->returns = d->raw = false;
    d->got = d->packed = d->written = 0;
    lc_sha256_begin(&d->hasher);
    LC_TRY(look_up(im));
    return is_large(d) && !d->known ? begin_large(im) : CTR_OK;
}

ctr_status lc_import_document_bytes(struct lc_import *im, struct lc_str bytes)
{
    struct lc_import_document *d = &im->document;

    if ((uint64_t)(d->rec.size - d->got) < bytes.len) {
        return lc_import_fail(im, CTR_E_INPUT, "the document is longer than its size %lld says",
                              (long long)d->rec.size);
    }
    d->got += (int64_t)bytes.len;
    while (bytes.len) {
        size_t room = is_large(d) ? STAGE - d->buf.size : bytes.len;
        size_t size = bytes.len < room ? bytes.len : room;
        lc_buf_add(&d->buf, bytes.ptr, size);
        if (d->buf.status != CTR_OK) {
            return out_of_memory(im);
        }
        bytes = lc_str_n(bytes.ptr + size, bytes.len - size);
        if (is_large(d) && d->buf.size == STAGE) {
            LC_TRY(drain(im));
        }
    }
    return CTR_OK;
}

static ctr_status store_small(struct lc_import *im)
{
    struct lc_import_document *d = &im->document;
    struct lc_blob blob = {.path = "", .sha256 = d->rec.sha256};
    int64_t rid;

    blob.bytes = lc_str_n(d->buf.size ? d->buf.data : "", d->buf.size);
    LC_TRY(lc_pack_bytes(&im->op->ctx, blob.bytes, &blob.packing, &blob.packed));
    return lc_document_insert(im->op, &blob, &rid);
}

static ctr_status check_hash(struct lc_import *im)
{
    struct lc_import_document *d = &im->document;
    struct lc_sha256 is = lc_sha256_end(&d->hasher);
    char hex[LC_SHA256_TEXT];

    return memcmp(is.bytes, d->rec.sha256.bytes, LC_SHA256_BYTES) == 0
               ? CTR_OK
               : lc_import_fail(im, CTR_E_INPUT,
                                "the document does not have the SHA-256 it is listed under, but %s",
                                lc_sha256_format(&is, hex));
}

ctr_status lc_import_document_close(struct lc_import *im)
{
    struct lc_import_document *d = &im->document;

    if (d->got != d->rec.size) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "the document has %lld bytes, but its size says %lld",
                              (long long)d->got, (long long)d->rec.size);
    }
    if (is_large(d)) {
        LC_TRY(drain(im));
        LC_TRY(check_hash(im));
        LC_TRY(d->known ? CTR_OK : store_large(im));
    } else {
        lc_sha256_add(&d->hasher, d->buf.size ? d->buf.data : "", d->buf.size);
        LC_TRY(check_hash(im));
        LC_TRY(d->known ? CTR_OK : store_small(im));
    }
    im->report->documents += !d->known;
    return CTR_OK;
}

void lc_import_document_end(struct lc_import *im)
{
    struct lc_import_document *d = &im->document;
    const ctr_allocator *alloc = &im->op->ctx.alloc;

    lc_db_blob_close(&d->blob);
    lc_packer_free(d->packer);
    lc_unpacker_free(d->unpacker);
    for (size_t i = 0; i < d->spool_room; i++) {
        lc_release(alloc, d->spool[i]);
    }
    lc_release(alloc, d->spool);
    if (d->buf.alloc) {
        lc_buf_free(&d->buf);
    }
}

ctr_status lc_import_document_find(struct lc_import *im, const struct lc_sha256 *sha,
                                   const char *what, int64_t *rid, int64_t *size)
{
    char hex[LC_SHA256_TEXT];
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(im->op, LC_SQL_DOCUMENT_FIND, &st));
    lc_bind_blob(st, 1, sha->bytes, LC_SHA256_BYTES);
    LC_TRY(lc_row(im->op, st, &row));
    if (!row) {
        return lc_import_fail(im, CTR_E_INPUT, "%s names document %s, which is not in the file",
                              what, lc_sha256_format(sha, hex));
    }
    *rid = lc_col_int(st, 0);
    *size = lc_col_int(st, 1);
    lc_stmt_done(st);
    return CTR_OK;
}
