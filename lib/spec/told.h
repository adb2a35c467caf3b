/*
 * The findings of a comparison under way, in the order in which they were told, each difference
 * once. They lie in pieces that never move and are found by what they say, which the list does not
 * copy.
 */
#ifndef LC_SPEC_TOLD_H
#define LC_SPEC_TOLD_H

#include "spec/finding.h"

struct lc_told_piece;
struct lc_told_slot;

struct lc_told {
    struct lc_told_piece **pieces;
    size_t piece_room;
    struct lc_told_slot *slots;
    size_t slot_room; /* power of two, or 0 */
    size_t count;
    uint64_t seed; /* from lc_random at the first finding: parts are chosen by strangers */
};

/* What makes two findings one, and what their fingerprints are made of. */
struct lc_told_what {
    const char *rule;
    const char *part;
    const char *arguments; /* NULL = none, the same as "" */
};

/* By number, from 0. */
struct ctr_finding *lc_told_at(const struct lc_told *told, size_t i);
/* NULL if nothing like it was told. */
struct ctr_finding *lc_told_find(const struct lc_told *told, const struct lc_told_what *what);
/* Add what is not there; its texts are borrowed, as `arguments` is. NOMEM recorded on failure. */
ctr_status lc_told_add(struct lc_ctx *ctx, struct lc_told *told, const struct ctr_finding *finding,
                       const char *arguments);

#endif
