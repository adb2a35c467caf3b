/* Packing and unpacking in pieces. */
#include "codec/pack.h"

#define ZLIB_CONST
#include <zlib.h>

enum { LEVEL = 1, STEP = 1 << 20 };

struct stream {
    struct lc_ctx *ctx;
    ctr_allocator alloc;
    z_stream z;
    lc_piece_fn out;
    void *user;
    unsigned char piece[LC_PACK_PIECE];
};

struct lc_packer {
    struct stream s;
};

struct lc_unpacker {
    struct stream s;
    bool ended;
};

static void set_up(struct stream *s, struct lc_ctx *ctx, lc_piece_fn out, void *user)
{
    memset(&s->z, 0, sizeof s->z);
    s->ctx = ctx;
    s->alloc = ctx->alloc;
    s->z.zalloc = lc_zlib_alloc;
    s->z.zfree = lc_zlib_release;
    s->z.opaque = &s->alloc;
    s->out = out;
    s->user = user;
}

static void rewind_piece(struct stream *s)
{
    s->z.next_out = s->piece;
    s->z.avail_out = LC_PACK_PIECE;
}

static ctr_status hand_over(struct stream *s)
{
    struct lc_str piece = lc_str_n((char *)s->piece, LC_PACK_PIECE - s->z.avail_out);

    rewind_piece(s);
    return piece.len ? s->out(s->user, piece) : CTR_OK;
}

static struct lc_str cut(struct lc_str *bytes)
{
    size_t size = bytes->len < STEP ? bytes->len : STEP;
    struct lc_str head = lc_str_n(bytes->ptr, size);
    *bytes = lc_str_n(bytes->ptr + size, bytes->len - size);
    return head;
}

/* --- packing --- */

ctr_status lc_packer_new(struct lc_ctx *ctx, lc_piece_fn out, void *user, struct lc_packer **p)
{
    *p = NULL;
    struct lc_packer *made = lc_alloc(&ctx->alloc, sizeof *made);
    if (!made) {
        return lc_nomem(ctx);
    }
    set_up(&made->s, ctx, out, user);
    if (deflateInit(&made->s.z, LEVEL) != Z_OK) {
        lc_release(&ctx->alloc, made);
        return lc_nomem(ctx);
    }
    *p = made;
    return CTR_OK;
}

void lc_packer_begin(struct lc_packer *p)
{
    deflateReset(&p->s.z);
    rewind_piece(&p->s);
}

static ctr_status deflate_step(struct stream *s, int flush)
{
    for (;;) {
        int rc = deflate(&s->z, flush);
        if (rc == Z_STREAM_ERROR) {
            return lc_fail(s->ctx, CTR_E_IO, "zlib cannot deflate: code %d", rc);
        }
        bool done = flush == Z_FINISH ? rc == Z_STREAM_END : s->z.avail_out > 0;
        if (s->z.avail_out == 0 || (done && flush != Z_NO_FLUSH)) {
            LC_TRY(hand_over(s));
        }
        if (done) {
            return CTR_OK;
        }
    }
}

ctr_status lc_packer_add(struct lc_packer *p, struct lc_str bytes)
{
    while (bytes.len) {
        struct lc_str step = cut(&bytes);
        p->s.z.next_in = (const Bytef *)step.ptr;
        p->s.z.avail_in = (uInt)step.len;
        LC_TRY(deflate_step(&p->s, Z_NO_FLUSH));
        LC_TRY(lc_poll(p->s.ctx));
    }
    return CTR_OK;
}

ctr_status lc_packer_flush(struct lc_packer *p)
{
    p->s.z.avail_in = 0;
    return deflate_step(&p->s, Z_SYNC_FLUSH);
}

ctr_status lc_packer_end(struct lc_packer *p)
{
    p->s.z.avail_in = 0;
    return deflate_step(&p->s, Z_FINISH);
}

void lc_packer_free(struct lc_packer *p)
{
    if (p) {
        deflateEnd(&p->s.z);
        ctr_allocator alloc = p->s.alloc;
        lc_release(&alloc, p);
    }
}

/* --- unpacking --- */

ctr_status lc_unpacker_new(struct lc_ctx *ctx, lc_piece_fn out, void *user, struct lc_unpacker **u)
{
    *u = NULL;
    struct lc_unpacker *made = lc_alloc(&ctx->alloc, sizeof *made);
    if (!made) {
        return lc_nomem(ctx);
    }
    set_up(&made->s, ctx, out, user);
    if (inflateInit(&made->s.z) != Z_OK) {
        lc_release(&ctx->alloc, made);
        return lc_nomem(ctx);
    }
    *u = made;
    return CTR_OK;
}

void lc_unpacker_begin(struct lc_unpacker *u)
{
    inflateReset(&u->s.z);
    rewind_piece(&u->s);
    u->ended = false;
}

static ctr_status corrupt(struct stream *s, const char *why)
{
    return lc_fail(s->ctx, CTR_E_CORRUPT,
                   "a stored document does not unpack: %s; check the store or restore a backup",
                   why);
}

/* Until zlib wants more input, or the stream ends. */
static ctr_status inflate_step(struct lc_unpacker *u)
{
    struct stream *s = &u->s;

    for (;;) {
        int rc = inflate(&s->z, Z_NO_FLUSH);
        if (rc == Z_MEM_ERROR) {
            return lc_nomem(s->ctx);
        }
        if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR) {
            return corrupt(s, s->z.msg ? s->z.msg : "it wants a dictionary");
        }
        bool full = s->z.avail_out == 0;
        if (full) {
            LC_TRY(hand_over(s));
        }
        if (rc == Z_STREAM_END) {
            u->ended = true;
            return s->z.avail_in ? corrupt(s, "bytes follow its end") : CTR_OK;
        }
        if (!full) {
            return CTR_OK; /* all of the input is used */
        }
    }
}

ctr_status lc_unpacker_add(struct lc_unpacker *u, struct lc_str bytes)
{
    while (bytes.len) {
        struct lc_str step = cut(&bytes);
        if (u->ended) {
            return corrupt(&u->s, "bytes follow its end");
        }
        u->s.z.next_in = (const Bytef *)step.ptr;
        u->s.z.avail_in = (uInt)step.len;
        LC_TRY(inflate_step(u));
        LC_TRY(lc_poll(u->s.ctx));
    }
    return CTR_OK;
}

ctr_status lc_unpacker_end(struct lc_unpacker *u, bool open)
{
    LC_TRY(hand_over(&u->s));
    return u->ended || open ? CTR_OK : corrupt(&u->s, "it is cut off");
}

void lc_unpacker_free(struct lc_unpacker *u)
{
    if (u) {
        inflateEnd(&u->s.z);
        ctr_allocator alloc = u->s.alloc;
        lc_release(&alloc, u);
    }
}
