/*
 * The store's packing (deflate.h) as streams, for documents that are too large to be held in memory
 * whole. Both give out pieces of LC_PACK_PIECE bytes, all but the last one full.
 */
#ifndef LC_CODEC_PACK_H
#define LC_CODEC_PACK_H

#include "codec/deflate.h"

enum { LC_PACK_PIECE = 48 << 10 }; /* a multiple of 3, for base64 */

typedef ctr_status (*lc_piece_fn)(void *user, struct lc_str piece);

/* Deflate at level 1. One at a time; lc_packer_begin starts each. */
struct lc_packer;
ctr_status lc_packer_new(struct lc_ctx *ctx, lc_piece_fn out, void *user, struct lc_packer **p);
void lc_packer_begin(struct lc_packer *p);
ctr_status lc_packer_add(struct lc_packer *p, struct lc_str bytes);
/* Everything added so far is given out, in pieces of any size. */
ctr_status lc_packer_flush(struct lc_packer *p);
ctr_status lc_packer_end(struct lc_packer *p);
void lc_packer_free(struct lc_packer *p);

/* The reverse. CORRUPT for what zlib refuses, and for bytes behind the end of the stream. */
struct lc_unpacker;
ctr_status lc_unpacker_new(struct lc_ctx *ctx, lc_piece_fn out, void *user, struct lc_unpacker **u);
void lc_unpacker_begin(struct lc_unpacker *u);
ctr_status lc_unpacker_add(struct lc_unpacker *u, struct lc_str bytes);
/* Give out the last piece. CORRUPT if the stream is cut off, unless `open`: it goes on
 * elsewhere. */
ctr_status lc_unpacker_end(struct lc_unpacker *u, bool open);
void lc_unpacker_free(struct lc_unpacker *u);

#endif
