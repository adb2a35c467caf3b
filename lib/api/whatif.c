/* <contracts/whatif.h>: stored changes under another policy. */
#include <contracts/whatif.h>

#include "api/change.h"
#include "api/getter.h"
#include "api/source.h"
#include "api/task.h"
#include "flow/rejudge.h"
#include "terms/document.h"

struct whatif_args {
    const ctr_source *source;
    const ctr_change_filter *given;
    ctr_change_filter filter;
    struct lc_doc doc;
    struct lc_master policy;
};

static ctr_status whatif_read(struct lc_ctx *ctx, void *user)
{
    struct whatif_args *a = user;
    return lc_change_filter_read(ctx, a->given, &a->filter);
}

static ctr_status whatif_prepare(struct lc_op *op, void *user)
{
    struct whatif_args *a = user;
    ctr_terms_kind kind = CTR_TERMS_MASTER;
    ctr_source source;

    LC_TRY(lc_source_check(&op->ctx, a->source, CTR_FORMAT_AUTO, &source));
    LC_TRY(
        lc_terms_open(&op->ctx, lc_str_n(source.data, source.size), source.file, &kind, &a->doc));
    return lc_master_policy_read(&op->ctx, &a->doc, &a->policy);
}

static ctr_status whatif_run(struct lc_op *op, void *user, void *body)
{
    struct whatif_args *a = user;
    const struct lc_change_query query = lc_change_filter_query(&a->filter);
    return lc_flow_whatif(op, &query, &a->policy, body);
}

ctr_status ctr_change_whatif(ctr_store *store, const ctr_source *policy,
                             const ctr_change_filter *filter, ctr_whatif_list **out,
                             ctr_error **err)
{
    struct whatif_args args = {.source = policy, .given = filter};
    struct ctr_whatif_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = whatif_read,
                                 .prepare = whatif_prepare,
                                 .run = whatif_run,
                                 .args = &args,
                                 .shape = &lc_shape_whatif_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

LC_GET_STR(whatif, change, change)
LC_GET_ENUM(whatif, ctr_change_class, class_before, class_before)
LC_GET_ENUM(whatif, ctr_change_class, class_after, class_after)
LC_GET_SIZE(whatif, reason_count, reason_after_count)
LC_GET_STR_AT(whatif, reason_at, reasons_after, reason_after_count, )
LC_GET_SIZE(whatif, threshold_count, threshold_count)
LC_GET_STR_AT(whatif, threshold_at, thresholds, threshold_count, .name)

LC_GET_SIZE(whatif_list, count, count)
LC_GET_AT(whatif_list, ctr_whatif, at, items, count)
LC_GET_INT(whatif_list, examined, examined)
LC_GET_STR(whatif_list, rule_version, rule_version)
LC_GET_STR(whatif_list, next, next)
LC_FREE(whatif_list)
