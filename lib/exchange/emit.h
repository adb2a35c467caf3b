/*
 * Writing records: one interface, XML or JSON behind it. Failures are sticky and shown by
 * lc_emit_end.
 */
#ifndef LC_EXCHANGE_EMIT_H
#define LC_EXCHANGE_EMIT_H

#include "base/buf.h"
#include "codec/xml_write.h"
#include "exchange/format.h"

typedef ctr_status (*lc_bytes_fn)(void *user, const void *bytes, size_t size);

/* A record that is open, as JSON needs to know it. */
struct lc_emit_frame {
    enum lc_record record;
    enum lc_record last; /* child written last; its array is open */
    bool content;        /* in its string */
    bool members;        /* something stands before the next member */
};

enum { LC_EMIT_DEPTH = 6 };

struct lc_emit {
    struct lc_ctx *ctx;
    bool json;
    struct lc_xml_writer xml;
    struct lc_buf buf; /* of JSON, flushed at 64 KiB */
    lc_bytes_fn write;
    void *user;
    ctr_status status;
    struct lc_emit_frame frames[LC_EMIT_DEPTH];
    uint32_t depth;
};

void lc_emit_begin(struct lc_emit *e, struct lc_ctx *ctx, bool json, lc_bytes_fn write, void *user);
/* Open a record; `body` is its struct (lc_rec_…), NULL where it has no attributes. With `coded` its
 * content will come as bytes through lc_emit_coded. */
void lc_emit_open(struct lc_emit *e, enum lc_record record, const void *body, bool coded);
/* Content in pieces of whole characters. JSON content comes in one piece. */
void lc_emit_text(struct lc_emit *e, struct lc_str text);
/* Content in base64; pieces whose sizes are multiples of 3 but for the last. */
void lc_emit_coded(struct lc_emit *e, struct lc_str bytes);
void lc_emit_close(struct lc_emit *e, enum lc_record record);
/* A record whose content is at hand; in XML base64 is taken where the text is not legal. */
void lc_emit_whole(struct lc_emit *e, enum lc_record record, const void *body, struct lc_str text);
/* What went wrong so far. */
ctr_status lc_emit_status(const struct lc_emit *e);
/* Flush and free; the sticky status. Must be called after a failure, too. */
ctr_status lc_emit_end(struct lc_emit *e);

#endif
