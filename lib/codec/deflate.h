/*
 * zlib, and nothing else of it: stored documents as raw blocks, gzip streams with a cap on what
 * they expand to.
 */
#ifndef LC_CODEC_DEFLATE_H
#define LC_CODEC_DEFLATE_H

#include "base/buf.h"
#include "base/ctx.h"

/* How bytes are kept in the store. */
enum lc_packing { LC_PACK_RAW = 0, LC_PACK_ZLIB = 1 };

/* Pack for the store: deflate at level 1 when larger than 1,024 bytes and smaller that way. *out
 * borrows `in` when raw, else is scratch memory. */
ctr_status lc_pack_bytes(struct lc_ctx *ctx, struct lc_str in, enum lc_packing *packing,
                         struct lc_str *out);
/* The reverse; `size` is the exact size of the result. CORRUPT if it does not fit. *out is scratch
 * memory with a NUL behind it. */
ctr_status lc_unpack_bytes(struct lc_ctx *ctx, struct lc_str in, enum lc_packing packing,
                           size_t size, struct lc_str *out);

/* A stream of compressed output: level 6, mtime 0, no name. */
struct lc_gzip_writer;
ctr_status lc_gzip_writer_new(struct lc_ctx *ctx, ctr_write_fn write, void *user,
                              struct lc_gzip_writer **out);
ctr_status lc_gzip_write(struct lc_ctx *ctx, struct lc_gzip_writer *w, const void *bytes,
                         size_t size);
ctr_status lc_gzip_finish(struct lc_ctx *ctx, struct lc_gzip_writer *w);
/* Must be called, after an error too (zlib's memory comes from the host's allocator). */
void lc_gzip_writer_free(struct lc_gzip_writer *w);

/* A stream of input, plain or gzip by its first two bytes; several members in a row are one. */
struct lc_gzip_reader;
ctr_status lc_gzip_reader_new(struct lc_ctx *ctx, ctr_read_fn read, void *user,
                              struct lc_gzip_reader **out);
/* Up to `capacity` bytes; *got 0 at the end. LIMIT past ctx->limits.max_import_bytes of expanded
 * bytes, or when more than 64 MiB expand at more than 1,000 to 1; INPUT for a bad or cut stream. */
ctr_status lc_gzip_read(struct lc_ctx *ctx, struct lc_gzip_reader *r, void *buffer, size_t capacity,
                        size_t *got);
void lc_gzip_reader_free(struct lc_gzip_reader *r);

/* zlib's memory from the host's allocator: zalloc and zfree of a z_stream whose opaque is a
 * ctr_allocator. */
void *lc_zlib_alloc(void *allocator, unsigned items, unsigned size);
void lc_zlib_release(void *allocator, void *block);

#endif
