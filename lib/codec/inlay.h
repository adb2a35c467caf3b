/*
 * A text in a language of its own that stands as a string in another document, such as a .proto in
 * a block of YAML: it is read like a document, and its places are named in the one around it.
 */
#ifndef LC_CODEC_INLAY_H
#define LC_CODEC_INLAY_H

#include "codec/value.h"

/* Where a line begins, in the string and around it. */
struct lc_inlay_line {
    uint32_t inner;
    uint32_t outer;
};

struct lc_inlay {
    struct lc_doc *doc; /* around it */
    const struct lc_value *value;
    const struct lc_inlay_line *lines; /* NULL: every place is the string's own */
    uint32_t count;
};

/* The string at `value` in `doc`, in scratch memory: of a block of YAML as it is written ('|'), and
 * of a string without escapes, each place is known; of others only where they begin. */
ctr_status lc_inlay_make(struct lc_ctx *ctx, struct lc_doc *doc, const struct lc_value *value,
                         const struct lc_inlay **out);

/* The document in which the places of `doc` are named; *offset becomes one of it. */
struct lc_doc *lc_inlay_around(struct lc_doc *doc, uint32_t *offset);

#endif
