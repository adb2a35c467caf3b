/*
 * What the profile `confluent` has no change for. An empty list is not yet the same contract: the
 * registry takes a bool for an int32, any `if`, any `contains`.
 */
#ifndef LC_SPEC_UNLISTED_H
#define LC_SPEC_UNLISTED_H

#include "spec/compare.h"

/* Compares two documents of a format, whatever they are to it. */
typedef ctr_status lc_unlisted_fn(struct lc_cmp *probe, const void *older, const void *newer);

/* Compare them under `strict` and tell, in one finding that weighs nothing, that they differ if
 * they do: for where the registry lists no change. */
ctr_status lc_cmp_unlisted(struct lc_cmp *c, lc_unlisted_fn *compare, const void *older,
                           const void *newer);

#endif
