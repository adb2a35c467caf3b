/*
 * What a comparison keeps besides its findings, or leaves out of them, where that was asked for.
 */
#ifndef LC_SPEC_EXCERPT_H
#define LC_SPEC_EXCERPT_H

#include "spec/bundle.h"
#include "spec/finding.h"

/* The widest line of an excerpt, and what of it stands before the place if it has to be cut, code
 * points. */
enum { LC_EXCERPT_WIDTH = 120, LC_EXCERPT_BEFORE = 40 };

/* The line at an offset with its neighbours, in scratch memory; NULL with NOMEM recorded. */
const struct lc_excerpt *lc_excerpt_at(struct lc_ctx *ctx, struct lc_str text, size_t offset);
/* An excerpt for each place of the findings that are listed. */
ctr_status lc_diff_excerpts(struct lc_ctx *ctx, const struct lc_bundle *older,
                            const struct lc_bundle *newer, struct ctr_diff *diff);
/* List breaking findings alone; verdict, bump and counts stay. */
void lc_diff_breaking_only(struct ctr_diff *diff);

#endif
