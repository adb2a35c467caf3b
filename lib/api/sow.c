/* <contracts/sow.h>: statements of work. */
#include "api/getter.h"
#include "api/source.h"
#include "api/task.h"
#include "terms/document.h"
#include "terms/rank.h"
#include "terms/volatility.h"

#include <contracts/sow.h>

static ctr_status read_sow(struct lc_ctx *ctx, const ctr_source *given, struct lc_sow *out)
{
    ctr_source source;
    ctr_terms_kind kind = CTR_TERMS_SOW;
    struct lc_doc *doc = lc_new(ctx, 1, sizeof *doc);
    if (!doc) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_source_check(ctx, given, CTR_FORMAT_AUTO, &source));
    LC_TRY(lc_terms_open(ctx, lc_str_n(source.data, source.size), source.file, &kind, doc));
    return lc_sow_read(ctx, doc, out);
}

static ctr_status rank(struct lc_ctx *ctx, const ctr_source *source, ctr_ranking **out)
{
    struct lc_sow sow;
    struct ctr_ranking body;
    void *result;
    LC_TRY(read_sow(ctx, source, &sow));
    LC_TRY(lc_sow_rank(ctx, &sow, &body));
    LC_TRY(lc_pack(ctx, &lc_shape_ranking, &body, &result));
    *out = result;
    return CTR_OK;
}

ctr_status ctr_sow_rank(const ctr_source *source, const ctr_diff_options *options,
                        ctr_ranking **out, ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_diff_options o;
    ctr_ranking *result = NULL;
    ctr_status status = lc_pure_begin(&ctx, options, &o);
    if (status == CTR_OK) {
        status = rank(&ctx, source, &result);
    }
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

static ctr_status volatility(struct lc_ctx *ctx, const ctr_source *source,
                             const ctr_source *backlog, ctr_volatility **out)
{
    struct lc_sow sow;
    struct lc_backlog items;
    struct ctr_volatility body;
    ctr_source other;
    void *result;
    LC_TRY(read_sow(ctx, source, &sow));
    if (backlog) {
        LC_TRY(lc_source_check(ctx, backlog, CTR_FORMAT_AUTO, &other));
        LC_TRY(lc_backlog_read(ctx, lc_str_n(other.data, other.size), other.file, &items));
    }
    LC_TRY(lc_sow_volatility(ctx, &sow, backlog ? &items : NULL, &body));
    LC_TRY(lc_pack(ctx, &lc_shape_volatility, &body, &result));
    *out = result;
    return CTR_OK;
}

ctr_status ctr_sow_volatility(const ctr_source *source, const ctr_source *backlog,
                              const ctr_diff_options *options, ctr_volatility **out,
                              ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_diff_options o;
    ctr_volatility *result = NULL;
    ctr_status status = lc_pure_begin(&ctx, options, &o);
    if (status == CTR_OK) {
        status = volatility(&ctx, source, backlog, &result);
    }
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

LC_GET_STR(ranking, sow, sow)
LC_GET_SIZE(ranking, count, count)
LC_GET_AT(ranking, ctr_rank, at, items, count)
LC_FREE(ranking)

LC_GET_INT(rank, position, position)
LC_GET_STR(rank, id, id)
LC_GET_STR(rank, outcome, outcome)
LC_GET_STR(rank, score, score)
LC_GET_STR(rank, expected, expected)
LC_GET_STR(rank, confidence_pct, confidence_pct)
LC_GET_STR(rank, effort, effort)
LC_GET_STR(rank, realised, realised)
LC_GET_STR(rank, reason, reason)

LC_GET_STR(volatility, sow, sow)
LC_GET_FLAG(volatility, computable, computable)
LC_GET_STR(volatility, reason, reason)
LC_GET_STR(volatility, pct, volatility_pct)
LC_GET_STR(volatility, net_growth_pct, net_growth_pct)
LC_GET_STR(volatility, baseline, baseline)
LC_GET_STR(volatility, added, added)
LC_GET_STR(volatility, changed, changed)
LC_GET_STR(volatility, removed, removed)
LC_GET_SIZE(volatility, count, count)
LC_GET_AT(volatility, ctr_backlog_item, at, items, count)
LC_FREE(volatility)

LC_GET_STR(backlog_item, id, id)
LC_GET_STR(backlog_item, title, title)
LC_GET_STR(backlog_item, size, size)
LC_GET_STR(backlog_item, added, added)
LC_GET_STR(backlog_item, changed, changed)
LC_GET_STR(backlog_item, removed, removed)
LC_GET_FLAG(backlog_item, in_baseline, in_baseline)
LC_GET_FLAG(backlog_item, was_added, was_added)
LC_GET_FLAG(backlog_item, was_changed, was_changed)
LC_GET_FLAG(backlog_item, was_removed, was_removed)
