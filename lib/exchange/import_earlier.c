/* Comparisons of an import with versions before the base. */
#include "exchange/import.h"

#include "base/names.h"
#include "codec/json_write.h"
#include "spec/spec.h"

/* What is wrong with it beside its version, NULL if nothing is. */
static const char *fault_of(const struct lc_import_contract *c, const struct ctr_diff *d)
{
    return !c->evolved ? "no comparison with a base before it"
           : !lc_mode_is_transitive(d->mode) || d->mode != (ctr_mode)c->evolution.mode
               ? "another mode than that with the base, or one that is not transitive"
           : d->profile != (ctr_profile)c->evolution.profile || !d->format || !d->verdict ||
                   !d->bump
               ? "another profile than that with the base, or no verdict"
               : lc_import_diff_fault(d);
}

/* The version must have been active, and stand before this one. */
static ctr_status find(struct lc_import *im, const char *label, int64_t *rid)
{
    const struct lc_import_contract *c = &im->contract;
    struct lc_import_found is;
    struct ctr_version v;

    LC_TRY(lc_import_label(im, label, &is));
    bool known = is.rid && is.exact && is.rid < c->version_rid;
    if (known) {
        LC_TRY(lc_version_by_rid(im->op, is.rid, &v));
    }
    if (!known || !v.activated_us || lc_cstr_cmp(v.label, c->version.base) == 0) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "version '%s' was compared with '%s', which is none before its base "
                              "that ever was active",
                              c->version.label, label);
    }
    *rid = is.rid;
    return CTR_OK;
}

static ctr_status store(struct lc_import *im, int64_t rid, const struct ctr_diff *diff,
                        const struct lc_doc *doc)
{
    struct lc_buf text;

    lc_buf_init(&text, &im->op->ctx.alloc, SIZE_MAX / 2);
    lc_json_value(&text, doc->root);
    ctr_status status = text.status == CTR_OK
                            ? lc_earlier_restore(im->op, im->contract.version_rid, rid, diff,
                                                 lc_str_n(text.data, text.size))
                            : lc_nomem(&im->op->ctx);
    lc_buf_free(&text);
    return status;
}

ctr_status lc_import_earlier_close(struct lc_import *im, const struct lc_rec_earlier *rec)
{
    struct lc_import_contract *c = &im->contract;
    struct lc_ctx *ctx = &im->op->ctx;
    struct ctr_diff diff = {0};
    struct lc_doc doc;
    int64_t rid = 0;

    LC_TRY_AT(im, lc_check_label(ctx, rec->version));
    LC_TRY(lc_import_tree(im, "comparison", &doc));
    ctr_status status = lc_json_unshape(ctx, &lc_shape_diff, doc.root, &diff);
    if (status == CTR_E_CORRUPT) {
        ctr_error *cause = ctx->error;
        ctx->error = NULL;
        status = lc_import_fail(im, CTR_E_INPUT, "comparison: %s", ctr_error_message(cause));
        ctr_error_free(cause);
    }
    LC_TRY(status);
    const char *fault = fault_of(c, &diff);
    if (fault) {
        return lc_import_fail(im, CTR_E_INPUT, "the comparison with '%s' has %s", rec->version,
                              fault);
    }
    if (!c->version_rid) {
        return CTR_OK;
    }
    diff.engine = rec->engine;
    LC_TRY(find(im, rec->version, &rid));
    return store(im, rid, &diff, &doc);
}
