/*
 * The policy that a caller's options name, applied.
 */
#ifndef LC_API_POLICY_H
#define LC_API_POLICY_H

#include "spec/policy/policy.h"
#include "spec/spec.h"

/* Judge a fresh diff by options->policy, if there is one. */
ctr_status lc_policy_apply(struct lc_ctx *ctx, const ctr_diff_options *options,
                           struct lc_spec *older, struct lc_spec *newer, struct ctr_diff *diff);

#endif
