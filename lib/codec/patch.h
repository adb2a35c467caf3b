/*
 * Exact changes of YAML and JSON text: members of maps are set, and every other byte (comments,
 * order, quotes, white space) stays. The outcome is read again and compared with what was meant, so
 * a text that cannot be changed exactly is left alone instead of being spoilt.
 */
#ifndef LC_CODEC_PATCH_H
#define LC_CODEC_PATCH_H

#include "codec/value.h"

/* What a member is to be: one text, or a list of texts. */
struct lc_patch_member {
    const char *key;
    const char *const *texts;
    size_t count;
    bool list;
};

struct lc_patch_edit;

struct lc_patch {
    struct lc_doc *doc;
    struct lc_patch_edit *edits;
    size_t count, room;
};

void lc_patch_begin(struct lc_patch *patch, struct lc_doc *doc);
/* Whether the member of `map` is that already; numbers and words by their text. */
bool lc_patch_is(const struct lc_value *map, const struct lc_patch_member *m);
/* Set a member of a map of the document; `under` not NULL: of the map that is its member of that
 * name, made where there is none. What it is already is no edit. */
ctr_status lc_patch_set(struct lc_ctx *ctx, struct lc_patch *patch, const struct lc_value *map,
                        const char *under, const struct lc_patch_member *m);
/* The text with all edits in scratch memory; *exact false: it cannot be done, *out is not set. */
ctr_status lc_patch_apply(struct lc_ctx *ctx, struct lc_patch *patch, struct lc_str *out,
                          bool *exact);

#endif
