/*
 * gzip streams over callbacks. The reader is the first wall of an import: it counts what comes in
 * and what comes out, so that a small file cannot become an endless one.
 */
#include "codec/deflate.h"

#define ZLIB_CONST
#include <zlib.h>

enum {
    BLOCK = 64 << 10,
    STEP = 1 << 30, /* zlib counts in 32 bits */
    GZIP_ONLY = 16, /* added to the window bits */
    LEVEL = 6,
    MEMORY_LEVEL = 8,
    OS_UNKNOWN = 255,
    MOST_RATIO = 1000
};
#define FREE_EXPANSION (UINT64_C(64) << 20) /* below it the ratio does not matter */

struct lc_gzip_writer {
    ctr_allocator alloc;
    ctr_write_fn write;
    void *user;
    ctr_status status; /* sticky */
    bool finished;
    z_stream z;
    gz_header header; /* zlib looks at it when the first bytes go out */
    unsigned char out[BLOCK];
};

enum input { INPUT_UNKNOWN, INPUT_PLAIN, INPUT_GZIP };

struct lc_gzip_reader {
    ctr_allocator alloc;
    ctr_read_fn read;
    void *user;
    ctr_status status; /* sticky */
    enum input input;
    bool inflating;  /* z is set up */
    bool at_end;     /* the callback has no more */
    bool member_end; /* between two members */
    uint64_t taken;  /* bytes used up of the input */
    uint64_t made;
    size_t at; /* in[at..have) is still to be read */
    size_t have;
    z_stream z;
    unsigned char in[BLOCK];
};

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void use_allocator(z_stream *z, ctr_allocator *alloc)
{
    z->zalloc = lc_zlib_alloc;
    z->zfree = lc_zlib_release;
    z->opaque = alloc;
}

ctr_status lc_gzip_writer_new(struct lc_ctx *ctx, ctr_write_fn write, void *user,
                              struct lc_gzip_writer **out)
{
    *out = NULL;
    struct lc_gzip_writer *w = lc_alloc(&ctx->alloc, sizeof *w);
    if (!w) {
        return lc_nomem(ctx);
    }
    memset(w, 0, offsetof(struct lc_gzip_writer, out));
    w->alloc = ctx->alloc;
    w->write = write;
    w->user = user;
    w->header.os = OS_UNKNOWN; /* the same bytes on every system */
    use_allocator(&w->z, &w->alloc);
    if (deflateInit2(&w->z, LEVEL, Z_DEFLATED, MAX_WBITS + GZIP_ONLY, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        lc_release(&ctx->alloc, w);
        return lc_nomem(ctx);
    }
    deflateSetHeader(&w->z, &w->header);
    w->z.next_out = w->out;
    w->z.avail_out = BLOCK;
    *out = w;
    return CTR_OK;
}

static ctr_status hand_over(struct lc_ctx *ctx, struct lc_gzip_writer *w)
{
    size_t size = BLOCK - w->z.avail_out;
    int stop = size ? w->write(w->user, w->out, size) : 0;
    w->z.next_out = w->out;
    w->z.avail_out = BLOCK;
    if (stop) {
        ctr_status status = lc_fail(ctx, CTR_E_CANCELLED, "stopped by the write callback");
        lc_detail_int(ctx, "callback", stop);
        return status;
    }
    return lc_poll(ctx);
}

/* Blocks go to the host only when they are full, so that their sizes do not depend on ours. */
static ctr_status run_deflate(struct lc_ctx *ctx, struct lc_gzip_writer *w, int flush)
{
    for (;;) {
        int rc = deflate(&w->z, flush);
        if (rc == Z_STREAM_ERROR) {
            return lc_fail(ctx, CTR_E_IO, "zlib cannot deflate: code %d", rc);
        }
        bool done = flush == Z_FINISH ? rc == Z_STREAM_END : w->z.avail_out > 0;
        if (w->z.avail_out == 0 || (done && flush == Z_FINISH)) {
            LC_TRY(hand_over(ctx, w));
        }
        if (done) {
            return CTR_OK;
        }
    }
}

ctr_status lc_gzip_write(struct lc_ctx *ctx, struct lc_gzip_writer *w, const void *bytes,
                         size_t size)
{
    const unsigned char *at = bytes;

    if (w->status == CTR_OK && w->finished) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "the gzip stream is finished; nothing can be added");
    }
    while (w->status == CTR_OK && size) {
        size_t step = smaller(size, STEP);
        w->z.next_in = at;
        w->z.avail_in = (uInt)step;
        w->status = run_deflate(ctx, w, Z_NO_FLUSH);
        at += step;
        size -= step;
    }
    return w->status;
}

ctr_status lc_gzip_finish(struct lc_ctx *ctx, struct lc_gzip_writer *w)
{
    if (w->status == CTR_OK && !w->finished) {
        w->finished = true;
        w->z.next_in = NULL;
        w->z.avail_in = 0;
        w->status = run_deflate(ctx, w, Z_FINISH);
    }
    return w->status;
}

void lc_gzip_writer_free(struct lc_gzip_writer *w)
{
    if (w) {
        deflateEnd(&w->z);
        ctr_allocator alloc = w->alloc;
        lc_release(&alloc, w);
    }
}

ctr_status lc_gzip_reader_new(struct lc_ctx *ctx, ctr_read_fn read, void *user,
                              struct lc_gzip_reader **out)
{
    *out = NULL;
    struct lc_gzip_reader *r = lc_alloc(&ctx->alloc, sizeof *r);
    if (!r) {
        return lc_nomem(ctx);
    }
    memset(r, 0, offsetof(struct lc_gzip_reader, in));
    r->alloc = ctx->alloc;
    r->read = read;
    r->user = user;
    *out = r;
    return CTR_OK;
}

static ctr_status call_host(struct lc_ctx *ctx, struct lc_gzip_reader *r, void *to, size_t room,
                            size_t *got)
{
    *got = 0;
    if (r->at_end) {
        return CTR_OK;
    }
    LC_TRY(lc_poll(ctx));
    int64_t n = r->read(r->user, to, room);
    if (n < 0) {
        ctr_status status = lc_fail(ctx, CTR_E_IO, "stopped by the read callback");
        lc_detail_int(ctx, "callback", n);
        return status;
    }
    if ((uint64_t)n > room) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "the read callback says %lld bytes, but there is room for %zu only",
                       (long long)n, room);
    }
    r->at_end = n == 0;
    *got = (size_t)n;
    return CTR_OK;
}

/* Until `count` bytes lie ready or there are no more. */
static ctr_status look_ahead(struct lc_ctx *ctx, struct lc_gzip_reader *r, size_t count)
{
    if (r->have - r->at >= count) {
        return CTR_OK;
    }
    memmove(r->in, r->in + r->at, r->have - r->at);
    r->have -= r->at;
    r->at = 0;
    while (r->have < count && !r->at_end) {
        size_t got;
        LC_TRY(call_host(ctx, r, r->in + r->have, BLOCK - r->have, &got));
        r->have += got;
    }
    return CTR_OK;
}

static bool gzip_follows(const struct lc_gzip_reader *r)
{
    return r->have - r->at >= 2 && r->in[r->at] == 0x1F && r->in[r->at + 1] == 0x8B;
}

static ctr_status find_out(struct lc_ctx *ctx, struct lc_gzip_reader *r)
{
    LC_TRY(look_ahead(ctx, r, 2));
    if (!gzip_follows(r)) {
        r->input = INPUT_PLAIN;
        return CTR_OK;
    }
    use_allocator(&r->z, &r->alloc);
    if (inflateInit2(&r->z, MAX_WBITS + GZIP_ONLY) != Z_OK) {
        return lc_nomem(ctx);
    }
    r->inflating = true;
    r->input = INPUT_GZIP;
    return CTR_OK;
}

static ctr_status check_size(struct lc_ctx *ctx, const struct lc_gzip_reader *r)
{
    uint64_t most = ctx->limits.max_import_bytes;
    if (r->made > most || r->taken > most) {
        ctr_status status =
            lc_fail(ctx, CTR_E_LIMIT, "the input is larger than the %llu bytes allowed",
                    (unsigned long long)most);
        lc_detail_int(ctx, "limit", (int64_t)most);
        return status;
    }
    if (r->made > FREE_EXPANSION && (r->made - 1) / MOST_RATIO >= r->taken) {
        ctr_status status =
            lc_fail(ctx, CTR_E_LIMIT,
                    "%llu bytes of gzip expand to %llu and more; at most %d to 1 "
                    "is allowed: expand the file first if you trust it",
                    (unsigned long long)r->taken, (unsigned long long)r->made, MOST_RATIO);
        lc_detail_int(ctx, "limit", MOST_RATIO);
        return status;
    }
    return CTR_OK;
}

static ctr_status damaged(struct lc_ctx *ctx, const struct lc_gzip_reader *r, const char *why)
{
    ctr_status status = lc_fail(ctx, CTR_E_INPUT, "the gzip stream is bad at byte %llu: %s",
                                (unsigned long long)r->taken, why);
    lc_detail_int(ctx, "offset", (int64_t)r->taken);
    return status;
}

/* Behind a member: another one, the end, or something that does not belong there. */
static ctr_status next_member(struct lc_ctx *ctx, struct lc_gzip_reader *r)
{
    LC_TRY(look_ahead(ctx, r, 2));
    if (r->have == r->at) {
        return CTR_OK;
    }
    if (!gzip_follows(r)) {
        return damaged(ctx, r, "something other than another gzip member follows the last one");
    }
    inflateReset(&r->z);
    r->member_end = false;
    return CTR_OK;
}

static ctr_status run_inflate(struct lc_ctx *ctx, struct lc_gzip_reader *r)
{
    size_t before = r->have - r->at;
    r->z.next_in = r->in + r->at;
    r->z.avail_in = (uInt)before;
    int rc = inflate(&r->z, Z_NO_FLUSH);
    r->at = r->have - r->z.avail_in;
    r->taken += before - r->z.avail_in;
    if (rc == Z_MEM_ERROR) {
        return lc_nomem(ctx);
    }
    if (rc == Z_OK || rc == Z_STREAM_END || rc == Z_BUF_ERROR) {
        r->member_end = rc == Z_STREAM_END;
        return CTR_OK;
    }
    return damaged(ctx, r, r->z.msg ? r->z.msg : "it wants a dictionary");
}

static ctr_status read_gzip(struct lc_ctx *ctx, struct lc_gzip_reader *r, void *buffer,
                            size_t capacity, size_t *got)
{
    const uInt room = (uInt)smaller(capacity, STEP);

    r->z.next_out = buffer;
    r->z.avail_out = room;
    while (r->z.avail_out == room) {
        if (r->member_end) {
            LC_TRY(next_member(ctx, r));
            if (r->member_end) {
                return CTR_OK; /* the end of all */
            }
        }
        LC_TRY(look_ahead(ctx, r, 1));
        if (r->have == r->at) {
            return damaged(ctx, r, "it is cut off");
        }
        LC_TRY(run_inflate(ctx, r));
        r->made += room - r->z.avail_out;
        LC_TRY(check_size(ctx, r));
    }
    *got = room - r->z.avail_out;
    return CTR_OK;
}

static ctr_status read_plain(struct lc_ctx *ctx, struct lc_gzip_reader *r, void *buffer,
                             size_t capacity, size_t *got)
{
    size_t n = smaller(r->have - r->at, capacity);
    if (n) {
        memcpy(buffer, r->in + r->at, n);
        r->at += n;
    } else {
        LC_TRY(call_host(ctx, r, buffer, capacity, &n));
    }
    r->made += n;
    r->taken += n;
    LC_TRY(check_size(ctx, r));
    *got = n;
    return CTR_OK;
}

ctr_status lc_gzip_read(struct lc_ctx *ctx, struct lc_gzip_reader *r, void *buffer, size_t capacity,
                        size_t *got)
{
    *got = 0;
    if (capacity == 0) {
        return r->status;
    }
    if (r->status == CTR_OK && r->input == INPUT_UNKNOWN) {
        r->status = find_out(ctx, r);
    }
    if (r->status == CTR_OK) {
        r->status = r->input == INPUT_GZIP ? read_gzip(ctx, r, buffer, capacity, got)
                                           : read_plain(ctx, r, buffer, capacity, got);
    }
    return r->status;
}

void lc_gzip_reader_free(struct lc_gzip_reader *r)
{
    if (r) {
        if (r->inflating) {
            inflateEnd(&r->z);
        }
        ctr_allocator alloc = r->alloc;
        lc_release(&alloc, r);
    }
}
