/*
 * The only process-wide state: one pthread_once that starts libsodium and libxml2.
 */
#ifndef LC_BASE_ONCE_H
#define LC_BASE_ONCE_H

#include "base/ctx.h"

/* IO if a library cannot start. Every public call that opens a store or reads a document starts
 * with it. */
ctr_status lc_once(struct lc_ctx *ctx);

#endif
