/*
 * A new edition against the whole history of a contract: every version that ever was active.
 */
#ifndef LC_FLOW_HISTORY_H
#define LC_FLOW_HISTORY_H

#include "flow/evolve.h"

/* What there is to compare with besides the base under the contract's mode; 0 and 0 if that is not
 * transitive. */
ctr_status lc_history_size(struct lc_op *op, const struct lc_contract *c, int64_t base_rid,
                           int64_t *count, int64_t *bytes);
/* Compare with each of them, the newest first; nothing if the mode is not transitive. Each document
 * is read once. LIMIT if they have more bytes together than one document may have. */
ctr_status lc_history_compare(const struct lc_judging *j, const struct lc_contract *c,
                              int64_t base_rid, struct lc_spec *newer, struct lc_earlier_list *out);
/* The bump from the base's label that is enough for all of them, at least that of `diff`, which is
 * with the base: one that breaks with 1.4.0 asks for 2.0.0, whatever came in between. */
ctr_bump lc_history_bump(struct lc_ctx *ctx, const struct lc_earlier_list *list,
                         const struct ctr_diff *diff, const char *base);
/* The label that follows from it, and why, in words; as lc_spec_propose and lc_spec_bump_text. It
 * may be above any bump of the base, where a version above the base lived before. */
ctr_status lc_history_propose(struct lc_ctx *ctx, const struct lc_earlier_list *list,
                              const struct ctr_diff *diff, const char *base, const char **out);
const char *lc_history_bump_text(struct lc_ctx *ctx, const struct lc_earlier_list *list,
                                 const struct ctr_diff *diff, const char *base);

#endif
