/*
 * Documents of an export: once each, by hash. Small ones are unpacked whole; large ones go from the
 * row through inflate into the output in pieces, and are read twice only where nobody has looked
 * yet whether XML can hold them as text.
 */
#include "exchange/export.h"

#include "base/utf8.h"

static const char *who(struct lc_export *x, int64_t rid)
{
    const char *text = lc_format(&x->op->ctx, "document row %lld", (long long)rid);
    return text ? text : "a document";
}

/* --- pieces of a large document --- */

/* Bytes that the character beginning with `lead` has; 1 for what begins none. */
static size_t char_size(char lead)
{
    unsigned char c = (unsigned char)lead;
    return c < 0xC2 || c > 0xF4 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* How many bytes at the end belong to a character that is cut. */
static size_t cut_at_end(struct lc_str text)
{
    for (size_t back = 1; back <= 3 && back <= text.len; back++) {
        char c = text.ptr[text.len - back];
        if (((unsigned char)c & 0xC0) != 0x80) {
            return char_size(c) > back ? back : 0;
        }
    }
    return 0;
}

static ctr_status text_part(struct lc_export *x, struct lc_str part)
{
    if (x->looking) {
        x->legal = x->legal && lc_xml_legal(part);
        return CTR_OK;
    }
    if (x->emit.json && !lc_xml_legal(part)) { /* the XML writer looks by itself */
        return lc_fail(&x->op->ctx, CTR_E_CORRUPT,
                       "a document that is marked as text is none; check the store");
    }
    lc_emit_text(&x->emit, part);
    return CTR_OK;
}

/* Whole characters only: what is cut waits for the next piece. */
static ctr_status text_piece(struct lc_export *x, struct lc_str piece)
{
    if (x->tail_size) {
        size_t want = char_size(x->tail[0]);
        while (piece.len && x->tail_size < want) {
            x->tail[x->tail_size++] = piece.ptr[0];
            piece = lc_str_n(piece.ptr + 1, piece.len - 1);
        }
        if (x->tail_size < want) {
            return CTR_OK;
        }
        LC_TRY(text_part(x, lc_str_n(x->tail, want)));
        x->tail_size = 0;
    }
    x->tail_size = cut_at_end(piece);
    piece.len -= x->tail_size;
    memcpy(x->tail, piece.ptr + piece.len, x->tail_size);
    return text_part(x, piece);
}

static ctr_status take_piece(void *user, struct lc_str piece)
{
    struct lc_export *x = user;

    if ((uint64_t)x->left < piece.len) {
        return lc_fail(&x->op->ctx, CTR_E_CORRUPT,
                       "a stored document is longer than its size says; check the store");
    }
    x->left -= (int64_t)piece.len;
    if (!x->looking && x->coded) {
        lc_emit_coded(&x->emit, piece);
        return lc_emit_status(&x->emit);
    }
    LC_TRY(text_piece(x, piece));
    return x->looking ? CTR_OK : lc_emit_status(&x->emit);
}

/* Read the row's bytes once, through inflate where they are packed. */
static ctr_status pass(struct lc_export *x, enum lc_packing packing, int64_t size)
{
    struct lc_ctx *ctx = &x->op->ctx;

    x->left = size;
    x->tail_size = 0;
    x->legal = true;
    if (packing == LC_PACK_ZLIB) {
        lc_unpacker_begin(x->unpacker);
    }
    for (int64_t at = 0; at < x->blob.size && x->legal;) {
        int64_t rest = x->blob.size - at;
        size_t step = rest < LC_PACK_PIECE ? (size_t)rest : LC_PACK_PIECE;
        struct lc_str block = lc_str_n(x->block, step);
        LC_TRY(lc_db_blob_read(ctx, x->op->db, &x->blob, at, x->block, step));
        LC_TRY(packing == LC_PACK_ZLIB ? lc_unpacker_add(x->unpacker, block)
                                       : take_piece(x, block));
        LC_TRY(lc_poll(ctx));
        at += (int64_t)step;
    }
    if (!x->legal) {
        return CTR_OK;
    }
    LC_TRY(packing == LC_PACK_ZLIB ? lc_unpacker_end(x->unpacker, false) : CTR_OK);
    x->legal = x->legal && x->tail_size == 0;
    return x->left == 0 ? CTR_OK
                        : lc_fail(ctx, CTR_E_CORRUPT,
                                  "a stored document is shorter than its size "
                                  "says; check the store");
}

static ctr_status set_up(struct lc_export *x)
{
    struct lc_ctx *ctx = &x->op->ctx;

    if (!x->block) {
        x->block = lc_alloc(&ctx->alloc, LC_PACK_PIECE);
    }
    if (!x->block) {
        return lc_nomem(ctx);
    }
    return x->unpacker ? CTR_OK : lc_unpacker_new(ctx, take_piece, x, &x->unpacker);
}

void lc_export_documents_end(struct lc_export *x)
{
    lc_db_blob_close(&x->blob);
    lc_unpacker_free(x->unpacker);
    lc_release(&x->op->ctx.alloc, x->block);
}

static ctr_status export_large(struct lc_export *x, int64_t rid, const struct lc_rec_document *d,
                               enum lc_packing packing, enum lc_text_known text)
{
    LC_TRY(set_up(x));
    LC_TRY(lc_db_blob_open(&x->op->ctx, x->op->db, "lc_document", "bytes", rid, false, &x->blob));
    x->coded = text == LC_TEXT_NO;
    if (text == LC_TEXT_UNKNOWN) {
        x->looking = true;
        ctr_status status = pass(x, packing, d->size);
        x->looking = false;
        LC_TRY(status);
        x->coded = !x->legal;
    }
    lc_emit_open(&x->emit, LC_REC_DOCUMENT, d, x->coded);
    LC_TRY(pass(x, packing, d->size));
    lc_emit_close(&x->emit, LC_REC_DOCUMENT);
    return CTR_OK;
}

static ctr_status export_small(struct lc_export *x, const struct lc_rec_document *d,
                               enum lc_packing packing, struct lc_str bytes)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);

    if (packing != LC_PACK_RAW || bytes.len != (uint64_t)d->size) {
        LC_TRY(lc_unpack_bytes(ctx, bytes, packing, (size_t)d->size, &bytes));
    }
    lc_emit_whole(&x->emit, LC_REC_DOCUMENT, d, bytes);
    lc_arena_release(&ctx->arena, mark);
    return CTR_OK;
}

static ctr_status export_document(struct lc_export *x, int64_t rid)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_rec_document d;
    struct lc_stmt *st;

    LC_TRY(lc_sql(x->op, LC_SQL_EXPORT_DOCUMENT, &st));
    lc_bind_int(st, 1, rid);
    lc_bind_int(st, 2, LC_LARGE_DOCUMENT);
    LC_TRY(lc_step_row(ctx, x->op->db, st));
    struct lc_str sha = lc_col_view(st, 0);
    struct lc_str known = lc_col_view(st, 3);
    struct lc_str bytes = lc_col_view(st, 4);
    enum lc_packing packing = lc_col_int(st, 2) == LC_PACK_ZLIB ? LC_PACK_ZLIB : LC_PACK_RAW;
    enum lc_text_known text = !known.ptr               ? LC_TEXT_UNKNOWN
                              : lc_col_int(st, 3) == 1 ? LC_TEXT_YES
                                                       : LC_TEXT_NO;
    d.size = lc_col_int(st, 1);
    if (sha.len != LC_SHA256_BYTES || d.size < 0) {
        return lc_fail(ctx, CTR_E_CORRUPT, "%s has no good hash and size; check the store",
                       who(x, rid));
    }
    memcpy(d.sha256.bytes, sha.ptr, LC_SHA256_BYTES);
    ctr_status status = bytes.ptr ? export_small(x, &d, packing, bytes) : CTR_OK;
    bool large = !bytes.ptr;
    lc_stmt_done(st);
    LC_TRY(status);
    LC_TRY(large ? export_large(x, rid, &d, packing, text) : CTR_OK);
    return lc_export_step(x, "export");
}

ctr_status lc_export_documents(struct lc_export *x)
{
    enum lc_sql_id id = x->contract_rid ? LC_SQL_EXPORT_DOCUMENT_CONTRACT
                        : x->wish->team ? LC_SQL_EXPORT_DOCUMENT_TEAM
                                        : LC_SQL_EXPORT_DOCUMENT_ALL;
    struct lc_stmt *st;
    bool row;

    lc_emit_open(&x->emit, LC_REC_DOCUMENTS, NULL, false);
    LC_TRY(lc_sql(x->op, id, &st));
    if (id != LC_SQL_EXPORT_DOCUMENT_ALL) {
        lc_export_bind(x, st);
    }
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            break;
        }
        LC_TRY(export_document(x, lc_col_int(st, 0)));
    }
    lc_db_blob_close(&x->blob);
    lc_emit_close(&x->emit, LC_REC_DOCUMENTS);
    return CTR_OK;
}
