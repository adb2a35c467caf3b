/*
 * Governing documents by which nothing could ever be reckoned: the linter knows them, and neither a
 * new edition nor an active version may be one. What an import brings is taken as it is, so
 * activation looks again.
 */
#ifndef LC_FLOW_SOUND_H
#define LC_FLOW_SOUND_H

#include "flow/evolve.h"

/* INPUT with the place, if the linter refuses the edition; nothing to ask of other formats. */
ctr_status lc_sound_edition(struct lc_ctx *ctx, const struct lc_edition *edition);
/* The same of a stored version. */
ctr_status lc_sound_version(struct lc_op *op, const struct ctr_version *v);

#endif
