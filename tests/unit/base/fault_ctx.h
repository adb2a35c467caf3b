/*
 * Every allocation of work within a context failing in turn: it ends well or without memory, says
 * so in its error, and gives back all it took (fault.h).
 */
#ifndef TESTS_UNIT_BASE_FAULT_CTX_H
#define TESTS_UNIT_BASE_FAULT_CTX_H

#include "base/once.h"
#include "fault.h"

static ctr_status (*fault_ctx_work)(struct lc_ctx *ctx);

static inline bool fault_ctx_run(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    ctr_status status = lc_ctx_begin(&ctx, alloc);

    if (status == CTR_OK) {
        status = fault_ctx_work(&ctx);
        assert_int_equal(status == CTR_OK, ctx.error == NULL);
    }
    if (status != CTR_OK && status != CTR_E_NOMEM) {
        fail_msg("%s", ctx.error ? ctr_error_message(ctx.error) : "failed without an error");
    }
    return lc_ctx_end(&ctx, status, NULL) == CTR_OK;
}

static inline void fault_walk_ctx(ctr_status (*work)(struct lc_ctx *ctx))
{
    struct lc_ctx ctx;

    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    fault_ctx_work = work;
    fault_walk(fault_ctx_run);
}

#endif
