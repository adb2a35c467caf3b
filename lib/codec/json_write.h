/*
 * JSON out: escaping, compact and indented, canonical (RFC 8785) for trees, and results by their
 * shape.
 */
#ifndef LC_CODEC_JSON_WRITE_H
#define LC_CODEC_JSON_WRITE_H

#include "base/buf.h"
#include "base/shape.h"
#include "codec/value.h"

/* A JSON string with quotes; `text` is valid UTF-8. Escapes as RFC 8785 does. */
void lc_json_string(struct lc_buf *buf, struct lc_str text);
/* A tree as it is, compact. */
void lc_json_value(struct lc_buf *buf, const struct lc_value *value);
/* RFC 8785: members sorted by UTF-16 code units, numbers as ECMAScript writes them when they are
 * integers below 2^53; other numbers keep a normalised decimal form (so that 1.10 and 1.1 are the
 * same, and nothing is rounded). INPUT if a number's exponent is beyond 10^6. */
ctr_status lc_json_canonical(struct lc_ctx *ctx, struct lc_buf *buf, const struct lc_value *value);
/* A result by its shape: keys in the order of the table, two-space indent when `indent`, no line
 * feed at the end. JSON fields are copied in as they are. Times as RFC 3339. Text that is only told
 * (LC_KIND_TOLD) is left out without `indent`: what is stored has none of it. */
void lc_json_shape(struct lc_buf *buf, const struct lc_shape *shape, const void *body, bool indent);
/* Read what lc_json_shape wrote into a zeroed struct, in scratch memory. CORRUPT if a member has
 * the wrong kind; unknown members are passed over, missing ones stay zero. JSON fields get their
 * canonical text, those of LC_KIND_VALUE the text that was written. */
ctr_status lc_json_unshape(struct lc_ctx *ctx, const struct lc_shape *shape,
                           const struct lc_value *value, void *body);

/* One member of a canonical object built by hand (event bodies). Left out if it is no number and
 * its text is NULL. */
struct lc_pair {
    const char *key;
    const char *text; /* a string, or raw JSON if `raw` */
    int64_t number;   /* if `is_number` */
    bool is_number;
    bool raw;
};
#define LC_PAIR(key, text)                                                                         \
    {                                                                                              \
        key, text, 0, false, false                                                                 \
    }
#define LC_PAIR_INT(key, number)                                                                   \
    {                                                                                              \
        key, NULL, number, true, false                                                             \
    }
#define LC_PAIR_RAW(key, json)                                                                     \
    {                                                                                              \
        key, json, 0, false, true                                                                  \
    }
/* {"a":"x","n":1} with the keys (ASCII) sorted; scratch memory, NULL with NOMEM recorded. */
const char *lc_json_pairs(struct lc_ctx *ctx, const struct lc_pair *pairs, size_t count);
/* ["a","b"]; scratch memory, NULL with NOMEM recorded. */
const char *lc_json_strings(struct lc_ctx *ctx, const char *const *strings, size_t count);

#endif
