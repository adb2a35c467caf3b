/* Base64 (RFC 4648, with padding), in pieces. */
#ifndef LC_CODEC_BASE64_H
#define LC_CODEC_BASE64_H

#include "base/buf.h"

/* sizes that are multiples of 3 give no padding, so pieces can be strung together */
void lc_base64_add(struct lc_buf *buf, const void *bytes, size_t size);

/* Decoder state; zero it before first use. */
struct lc_base64 {
    uint32_t bits;
    uint32_t count; /* characters in `bits` */
    bool ended;     /* padding seen */
};
/* Decode a piece; white space is passed over. False on anything else that is not base64. */
bool lc_base64_feed(struct lc_base64 *state, struct lc_str text, struct lc_buf *out);
/* True if the text ended at a boundary. */
bool lc_base64_done(const struct lc_base64 *state);

#endif
