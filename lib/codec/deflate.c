/*
 * Documents as the store keeps them: one zlib stream each, at level 1, because a document is read
 * far more often than written and the higher levels win little on text. Streams are in gzip.c.
 */
#include "codec/deflate.h"

#define ZLIB_CONST
#include <zlib.h>

enum {
    RAW_UP_TO = 1024,
    LEVEL = 1,
    STEP = 1 << 20,       /* between two looks at the cancel flag */
    MOST_EXPANSION = 1032 /* deflate cannot do better: 258 bytes in two bits */
};

void *lc_zlib_alloc(void *allocator, unsigned items, unsigned size)
{
    size_t bytes;
    return lc_size_mul(items, size, &bytes) ? lc_alloc(allocator, bytes) : NULL;
}

void lc_zlib_release(void *allocator, void *block)
{
    lc_release(allocator, block);
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Deflate into `room` bytes at `to`; *size is 0 if they are too few. */
static ctr_status deflate_into(struct lc_ctx *ctx, z_stream *z, struct lc_str in, char *to,
                               size_t room, size_t *size)
{
    size_t taken = 0;
    size_t made = 0;

    *size = 0;
    while (made < room) {
        if (z->avail_in == 0 && taken < in.len) {
            LC_TRY(lc_poll(ctx));
            z->next_in = (const Bytef *)in.ptr + taken;
            z->avail_in = (uInt)smaller(in.len - taken, STEP);
            taken += z->avail_in;
        }
        uInt given = (uInt)smaller(room - made, STEP);
        z->next_out = (Bytef *)to + made;
        z->avail_out = given;
        int rc = deflate(z, taken == in.len ? Z_FINISH : Z_NO_FLUSH);
        made += given - z->avail_out;
        if (rc == Z_STREAM_END) {
            *size = made;
            return CTR_OK;
        }
        if (rc != Z_OK && rc != Z_BUF_ERROR) {
            return lc_fail(ctx, CTR_E_IO, "zlib cannot deflate: code %d", rc);
        }
    }
    return CTR_OK;
}

/* The smallest window that holds the document and zlib's look-ahead: most of the work on a document
 * of a few KB is to clear memory for 32 (measured: 50 us against 10, and the same size). */
static int window_bits(size_t size)
{
    int bits = 9;
    while (bits < MAX_WBITS && ((size_t)1 << bits) < size + 262) {
        bits++;
    }
    return bits;
}

/* Only a smaller form is of use, so the room is one byte less than the document. */
static ctr_status deflate_smaller(struct lc_ctx *ctx, struct lc_str in, char *to, size_t *size)
{
    z_stream z = {.zalloc = lc_zlib_alloc, .zfree = lc_zlib_release, .opaque = &ctx->alloc};
    const int bits = window_bits(in.len);

    if (deflateInit2(&z, LEVEL, Z_DEFLATED, bits, bits - 7, Z_DEFAULT_STRATEGY) != Z_OK) {
        return lc_nomem(ctx);
    }
    ctr_status status = deflate_into(ctx, &z, in, to, in.len - 1, size);
    deflateEnd(&z);
    return status;
}

ctr_status lc_pack_bytes(struct lc_ctx *ctx, struct lc_str in, enum lc_packing *packing,
                         struct lc_str *out)
{
    size_t size = 0;

    *packing = LC_PACK_RAW;
    *out = in;
    if (in.len <= RAW_UP_TO) {
        return CTR_OK;
    }
    /* not from the arena: this is as large as the document, what stays is a fraction of it */
    char *to = lc_alloc(&ctx->alloc, in.len);
    if (!to) {
        return lc_nomem(ctx);
    }
    ctr_status status = deflate_smaller(ctx, in, to, &size);
    if (status == CTR_OK && size) {
        char *copy = lc_dup(ctx, lc_str_n(to, size));
        if (copy) {
            *packing = LC_PACK_ZLIB;
            *out = lc_str_n(copy, size);
        } else {
            status = CTR_E_NOMEM;
        }
    }
    lc_release(&ctx->alloc, to);
    return status;
}

static ctr_status corrupt(struct lc_ctx *ctx, struct lc_str in, size_t size, const char *why)
{
    ctr_status status = lc_fail(ctx, CTR_E_CORRUPT,
                                "a stored document of %zu packed bytes does not unpack to %zu: %s; "
                                "check the store or restore a backup",
                                in.len, size, why);
    lc_detail_int(ctx, "wanted", (int64_t)size);
    return status;
}

/* The stream must fill exactly `size` bytes at `to`, and nothing may follow it. */
static ctr_status inflate_exactly(struct lc_ctx *ctx, z_stream *z, struct lc_str in, char *to,
                                  size_t size)
{
    size_t taken = 0;
    size_t made = 0;
    char beyond; /* an empty room would hide what comes too much */

    for (;;) {
        if (z->avail_in == 0) {
            z->next_in = (const Bytef *)in.ptr + taken;
            z->avail_in = (uInt)smaller(in.len - taken, INT32_MAX);
            taken += z->avail_in;
        }
        uInt given = made < size ? (uInt)smaller(size - made, INT32_MAX) : 1;
        z->next_out = (Bytef *)(made < size ? to + made : &beyond);
        z->avail_out = given;
        int rc = inflate(z, Z_NO_FLUSH);
        made += given - z->avail_out;
        if (made > size) {
            return corrupt(ctx, in, size, "it holds more");
        }
        if (rc == Z_STREAM_END) {
            bool rest = z->avail_in || taken < in.len;
            return made < size ? corrupt(ctx, in, size, "it holds less")
                   : rest      ? corrupt(ctx, in, size, "bytes follow its end")
                               : CTR_OK;
        }
        if (rc == Z_MEM_ERROR) {
            return lc_nomem(ctx);
        }
        if (rc != Z_OK) {
            return corrupt(ctx, in, size,
                           rc == Z_BUF_ERROR ? "it is cut off"
                           : z->msg          ? z->msg
                                             : "it wants a dictionary");
        }
    }
}

ctr_status lc_unpack_bytes(struct lc_ctx *ctx, struct lc_str in, enum lc_packing packing,
                           size_t size, struct lc_str *out)
{
    *out = (struct lc_str){NULL, 0};
    if (packing != LC_PACK_RAW && packing != LC_PACK_ZLIB) {
        return corrupt(ctx, in, size, "its packing is unknown");
    }
    if (packing == LC_PACK_RAW) {
        if (in.len != size) {
            return corrupt(ctx, in, size, "it is not packed and has another size");
        }
        char *copy = lc_dup(ctx, in);
        *out = lc_str_n(copy, copy ? size : 0);
        return copy ? CTR_OK : CTR_E_NOMEM;
    }
    if (size / MOST_EXPANSION > in.len) { /* before any memory is asked for */
        return corrupt(ctx, in, size, "so few bytes cannot hold that many");
    }
    char *to = lc_arena_alloc(&ctx->arena, size + 1);
    z_stream z = {.zalloc = lc_zlib_alloc, .zfree = lc_zlib_release, .opaque = &ctx->alloc};
    if (!to || inflateInit(&z) != Z_OK) {
        return lc_nomem(ctx);
    }
    ctr_status status = inflate_exactly(ctx, &z, in, to, size);
    inflateEnd(&z);
    LC_TRY(status);
    to[size] = '\0';
    *out = lc_str_n(to, size);
    return CTR_OK;
}
