/* <contracts/policy.h>: policies without a store. */
#include "api/policy.h"

#include "api/source.h"
#include "api/task.h"
#include "base/names.h"
#include "base/once.h"

enum { LONGEST_PART = 64 << 10 };

/* ---- reading */

static ctr_status read_policy(struct lc_ctx *ctx, const ctr_source *given, ctr_policy **out)
{
    struct lc_policy_terms terms;
    struct ctr_policy body;
    ctr_source source;
    void *result;

    LC_TRY(lc_source_check(ctx, given, CTR_FORMAT_AUTO, &source));
    LC_TRY(lc_policy_terms_read(ctx, lc_str_n(source.data, source.size), source.file, &terms));
    LC_TRY(lc_waivers_check_rules(ctx, &terms));
    LC_TRY(lc_policy_make(ctx, &terms, &body));
    LC_TRY(lc_pack(ctx, &lc_shape_policy, &body, &result));
    *out = result;
    return CTR_OK;
}

ctr_status ctr_policy_read(const ctr_source *source, const ctr_diff_options *options,
                           ctr_policy **out, ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_diff_options o;
    ctr_policy *result = NULL;

    ctr_status status = lc_pure_begin(&ctx, options, &o);
    if (status == CTR_OK) {
        status = read_policy(&ctx, source, &result);
    }
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

static ctr_status schema(struct lc_ctx *ctx, ctr_write_fn write, void *user)
{
    struct lc_buf buf;
    int answer = 0;

    if (!write) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a function that takes the output is needed, not NULL");
    }
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    lc_policy_json_schema(&buf);
    ctr_status status = buf.status == CTR_OK ? CTR_OK : lc_nomem(ctx);
    if (status == CTR_OK) {
        answer = write(user, buf.data, buf.size);
    }
    lc_buf_free(&buf);
    if (answer) {
        status =
            lc_fail(ctx, CTR_E_CANCELLED, "the function that takes the output stopped the call");
        lc_detail_int(ctx, "callback", answer);
    }
    return status;
}

ctr_status ctr_policy_schema(ctr_write_fn write, void *user, ctr_error **err)
{
    struct lc_ctx ctx;

    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK) {
        status = schema(&ctx, write, user);
    }
    return lc_ctx_end(&ctx, status, err);
}

/* ---- applying */

static ctr_status check_used(struct lc_ctx *ctx, const ctr_diff_options *o)
{
    if (o->used_count && !o->used) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "used is NULL but used_count is %zu", o->used_count);
    }
    for (size_t i = 0; i < o->used_count; i++) {
        if (!o->used[i] || !*o->used[i]) {
            return lc_fail(ctx, CTR_E_ARGUMENT, "used part %zu is %s; name a part", i + 1,
                           o->used[i] ? "empty" : "NULL");
        }
        LC_TRY(lc_check_text(ctx, "used part", o->used[i], LONGEST_PART));
    }
    return CTR_OK;
}

static ctr_status check_labels(struct lc_ctx *ctx, const ctr_diff_options *o)
{
    LC_TRY(o->older_label ? lc_check_label(ctx, o->older_label) : CTR_OK);
    return o->newer_label ? lc_check_label(ctx, o->newer_label) : CTR_OK;
}

static ctr_status lines(struct lc_ctx *ctx, const ctr_diff_options *o, const struct lc_spec *older,
                        const struct lc_spec *newer, struct lc_judge_facts *facts)
{
    const struct lc_policy_terms *terms = &o->policy->terms;

    if (terms->lines.by == CTR_LINE_MAJOR) {
        facts->line[CTR_SIDE_OLD] = lc_policy_major_of(ctx, o->older_label);
        facts->line[CTR_SIDE_NEW] = lc_policy_major_of(ctx, o->newer_label);
        return ctx->error ? CTR_E_NOMEM : CTR_OK;
    }
    if (terms->lines.by != CTR_LINE_DOCUMENT) {
        return CTR_OK;
    }
    LC_TRY(lc_policy_line_of(ctx, &older->bundle.files[0]->doc, terms->lines.pointer,
                             &facts->line[CTR_SIDE_OLD]));
    return lc_policy_line_of(ctx, &newer->bundle.files[0]->doc, terms->lines.pointer,
                             &facts->line[CTR_SIDE_NEW]);
}

static ctr_status neither_has(struct lc_ctx *ctx, struct lc_spec *older, struct lc_spec *newer,
                              const char *part)
{
    const char *meant;
    LC_TRY(lc_spec_meant_part(ctx, older, part, &meant));
    LC_TRY(meant ? CTR_OK : lc_spec_meant_part(ctx, newer, part, &meant));
    ctr_status status =
        meant ? lc_fail(ctx, CTR_E_NOT_FOUND,
                        "neither document has a part '%s' that could be used; write '%s'", part,
                        meant)
              : lc_fail(ctx, CTR_E_NOT_FOUND,
                        "neither document has a part '%s' that could be used; list their parts",
                        part);
    lc_detail(ctx, "item", part);
    return status;
}

/* A part that neither edition has would set aside what its user does use under the right name. */
static ctr_status check_named(struct lc_ctx *ctx, const ctr_diff_options *o, struct lc_spec *older,
                              struct lc_spec *newer)
{
    for (size_t i = 0; i < o->used_count; i++) {
        bool has;
        LC_TRY(lc_spec_has_part(ctx, older, o->used[i], &has));
        if (!has) {
            LC_TRY(lc_spec_has_part(ctx, newer, o->used[i], &has));
        }
        if (!has) {
            return neither_has(ctx, older, newer, o->used[i]);
        }
    }
    return CTR_OK;
}

ctr_status lc_policy_apply(struct lc_ctx *ctx, const ctr_diff_options *o, struct lc_spec *older,
                           struct lc_spec *newer, struct ctr_diff *diff)
{
    const struct ctr_policy *p = o->policy;

    LC_TRY(check_used(ctx, o));
    LC_TRY(check_labels(ctx, o));
    if (!p) {
        return CTR_OK;
    }
    struct lc_judge_facts facts = {.now_us = lc_ctx_now(ctx)};
    facts.used = o->used ? o->used : p->used;
    facts.used_count = o->used ? o->used_count : p->used_count;
    facts.used_known = lc_policy_ignores_unused(&p->terms) && (o->used || p->used_known);
    if (facts.used_known) {
        LC_TRY(check_named(ctx, o, older, newer));
    }
    LC_TRY(lines(ctx, o, older, newer, &facts));
    return lc_policy_judge(ctx, p, &facts, diff);
}
