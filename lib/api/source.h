/*
 * Documents from outside: a ctr_source checked and read.
 */
#ifndef LC_API_SOURCE_H
#define LC_API_SOURCE_H

#include "flow/evolve.h"

/* A context for a call without a store, as the options want it; they are read into *o. lc_ctx_end
 * is the caller's, in any case. */
ctr_status lc_pure_begin(struct lc_ctx *ctx, const ctr_diff_options *given, ctr_diff_options *o);
/* What is common to the options of such calls; 0 and NULL leave the defaults. */
ctr_status lc_pure_settle(struct lc_ctx *ctx, uint32_t max_depth, uint64_t max_document_bytes,
                          ctr_progress_fn progress, void *user, const int32_t *cancel);
/* Check the struct (ARGUMENT) and copy it; fallback replaces AUTO. */
ctr_status lc_source_check(struct lc_ctx *ctx, const ctr_source *given, ctr_format fallback,
                           ctr_source *out);
/* The same, and read the document with all it refers to. */
ctr_status lc_source_read(struct lc_ctx *ctx, const ctr_source *given, ctr_format fallback,
                          struct lc_edition *out);

/* A context for a call without a store, as the options want it. lc_ctx_end is the caller's, in any
 * case. */
ctr_status lc_pure_begin(struct lc_ctx *ctx, const ctr_diff_options *given, ctr_diff_options *o);

#endif
