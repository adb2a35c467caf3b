/* <contracts/spec.h>: the engine without a store. */
#include "api/source.h"
#include "api/policy.h"
#include "api/task.h"
#include "base/once.h"
#include "spec/excerpt.h"

void ctr_diff_options_init(ctr_diff_options *options, size_t size)
{
    lc_options_init(options, size);
}

/* The host's flag is seen as the context's, which it is but for the name of its type. */
_Static_assert(sizeof(atomic_int) == sizeof(int32_t), "a flag is 32 bits wide");

void ctr_cancel(int32_t *flag)
{
    if (flag) {
        atomic_store_explicit((atomic_int *)(void *)flag, 1, memory_order_relaxed);
    }
}

void ctr_cancel_clear(int32_t *flag)
{
    if (flag) {
        atomic_store_explicit((atomic_int *)(void *)flag, 0, memory_order_relaxed);
    }
}

static ctr_status read_spec(struct lc_ctx *ctx, const ctr_source *given, struct lc_spec *out)
{
    ctr_source source;

    LC_TRY(lc_source_check(ctx, given, CTR_FORMAT_AUTO, &source));
    return lc_spec_read(ctx, &source, out);
}

static ctr_status check_grace(struct lc_ctx *ctx, int32_t days)
{
    if (days >= 0 && days <= LC_MOST_GRACE) {
        return CTR_OK;
    }
    return lc_fail(ctx, CTR_E_ARGUMENT, "grace days are 0 to %d, not %lld", (int)LC_MOST_GRACE,
                   (long long)days);
}

/* What the caller names takes the place of what the policy asks. */
static struct lc_grace grace_of(const ctr_diff_options *o)
{
    struct lc_grace grace = {0, 0};

    if (o->policy) {
        grace = lc_policy_grace(&o->policy->terms);
    }
    if (o->grace_days) {
        grace.stable = o->grace_days;
    }
    if (o->grace_days_beta) {
        grace.beta = o->grace_days_beta;
    }
    return grace;
}

static ctr_status diff(struct lc_ctx *ctx, const ctr_source *older, const ctr_source *newer,
                       const ctr_diff_options *options, ctr_diff **out)
{
    ctr_diff_options o;
    struct lc_spec specs[2];
    struct ctr_diff body;
    void *result;

    LC_TRY(lc_pure_begin(ctx, options, &o));
    LC_TRY(lc_check_time(ctx, "now_us", o.now_us));
    ctx->now_us = o.now_us;
    LC_TRY(check_grace(ctx, o.grace_days));
    LC_TRY(check_grace(ctx, o.grace_days_beta));
    LC_TRY(lc_progress(ctx, "read", 0, 2));
    LC_TRY(read_spec(ctx, older, &specs[0]));
    LC_TRY(lc_progress(ctx, "read", 1, 2));
    LC_TRY(read_spec(ctx, newer, &specs[1]));
    LC_TRY(lc_progress(ctx, "read", 2, 2));
    const struct lc_grace grace = grace_of(&o);
    const struct lc_diff_ask ask = {.mode = o.mode,
                                    .profile = o.profile,
                                    .grace = grace,
                                    .check_version = o.check_version != 0};
    LC_TRY(lc_spec_diff_as(ctx, &specs[0], &specs[1], &ask, &body));
    LC_TRY(lc_policy_apply(ctx, &o, &specs[0], &specs[1], &body));
    if (o.breaking_only) {
        lc_diff_breaking_only(&body);
    }
    if (o.excerpts) {
        LC_TRY(lc_diff_excerpts(ctx, &specs[0].bundle, &specs[1].bundle, &body));
    }
    LC_TRY(lc_pack(ctx, &lc_shape_diff, &body, &result));
    *out = result;
    return CTR_OK;
}

ctr_status ctr_diff_documents(const ctr_source *older, const ctr_source *newer,
                              const ctr_diff_options *options, ctr_diff **out, ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_diff *result = NULL;

    ctr_status status = diff(&ctx, older, newer, options, &result);
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

static ctr_status outline(struct lc_ctx *ctx, const ctr_source *source,
                          const ctr_diff_options *options, ctr_outline **out)
{
    ctr_diff_options o;
    struct lc_spec spec;
    struct ctr_outline body;
    void *result;

    LC_TRY(lc_pure_begin(ctx, options, &o));
    LC_TRY(lc_progress(ctx, "read", 0, 1));
    LC_TRY(read_spec(ctx, source, &spec));
    LC_TRY(lc_progress(ctx, "read", 1, 1));
    LC_TRY(lc_spec_outline(ctx, &spec, &body));
    LC_TRY(lc_pack(ctx, &lc_shape_outline, &body, &result));
    *out = result;
    return CTR_OK;
}

ctr_status ctr_outline_read(const ctr_source *source, const ctr_diff_options *options,
                            ctr_outline **out, ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_outline *result = NULL;

    ctr_status status = outline(&ctx, source, options, &result);
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

static ctr_status used(struct lc_ctx *ctx, const ctr_source *document, const ctr_source *use,
                       const ctr_diff_options *options, ctr_outline **out)
{
    ctr_diff_options o;
    ctr_source artefact;
    struct lc_spec spec;
    struct ctr_outline body;
    void *result;

    LC_TRY(lc_pure_begin(ctx, options, &o));
    LC_TRY(lc_progress(ctx, "read", 0, 2));
    LC_TRY(read_spec(ctx, document, &spec));
    LC_TRY(lc_progress(ctx, "read", 1, 2));
    LC_TRY(lc_source_check(ctx, use, CTR_FORMAT_AUTO, &artefact));
    LC_TRY(lc_spec_used(ctx, &spec, &artefact, &body));
    LC_TRY(lc_progress(ctx, "read", 2, 2));
    LC_TRY(lc_pack(ctx, &lc_shape_outline, &body, &result));
    *out = result;
    return CTR_OK;
}

ctr_status ctr_used_parts(const ctr_source *document, const ctr_source *use,
                          const ctr_diff_options *options, ctr_outline **out, ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_outline *result = NULL;

    ctr_status status = used(&ctx, document, use, options, &result);
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

const char *ctr_rule_of_oasdiff(const char *theirs, size_t n)
{
    return theirs ? lc_rule_of_oasdiff(theirs, n) : NULL;
}

ctr_status ctr_rule_list(ctr_format format, ctr_rules **out, ctr_error **err)
{
    struct lc_ctx ctx;
    struct ctr_rules body;
    void *result = NULL;

    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK) {
        status = lc_check_word(&ctx, "format", format, lc_words_format);
    }
    if (status == CTR_OK) {
        status = lc_rule_table(&ctx, format, &body);
    }
    if (status == CTR_OK) {
        status = lc_pack(&ctx, &lc_shape_rules, &body, &result);
    }
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}
