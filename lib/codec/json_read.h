/*
 * Our own strict reader of RFC 8259: places, exact numbers, limits; no packaged C library has all
 * three. Speed is a promise: see tests/bench.
 */
#ifndef LC_CODEC_JSON_READ_H
#define LC_CODEC_JSON_READ_H

#include "codec/value.h"

/* Read `text` into doc. INPUT for anything RFC 8259 forbids (bad UTF-8 and lone surrogates, a byte
 * order mark, duplicate keys unless allowed), LIMIT past ctx->limits; both name the place. */
ctr_status lc_json_read(struct lc_ctx *ctx, struct lc_str text,
                        const struct lc_read_options *options, struct lc_doc *doc);

#endif
