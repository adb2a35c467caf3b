/* <contracts/sow.h>: remarks on statements of work, held against the contracts of a store. */
#include "api/source.h"
#include "api/task.h"
#include "flow/sow_needs.h"
#include "terms/document.h"

#include <contracts/sow.h>

struct lint_args {
    struct lc_names names;
    const char *selector;
    const ctr_source *source;
    bool given; /* the source is what is looked at, not a version of the store */
    struct lc_doc doc;
};

static ctr_status open_source(struct lc_op *op, void *user)
{
    struct lint_args *a = user;
    ctr_terms_kind kind = CTR_TERMS_SOW;
    ctr_source source;

    if (!a->given) {
        return lc_check_selector(&op->ctx, a->selector);
    }
    LC_TRY(lc_source_check(&op->ctx, a->source, CTR_FORMAT_AUTO, &source));
    return lc_terms_open(&op->ctx, lc_str_n(source.data, source.size), source.file, &kind, &a->doc);
}

static ctr_status open_stored(struct lc_op *op, struct lint_args *a)
{
    struct lc_contract c;
    struct ctr_version v;
    struct lc_sow sow;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    if (c.type != CTR_TYPE_SOW) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "'%s/%s' is a contract of type %s; wanted one of type sow", c.team, c.name,
                       lc_word_name(lc_words_type, c.type));
    }
    LC_TRY(lc_version_select(op, &c, a->selector, &v));
    a->names.name = c.name;
    return lc_sow_document(op, &v, &a->doc, &sow);
}

static ctr_status lint_run(struct lc_op *op, void *user, void *body)
{
    struct lint_args *a = user;

    LC_TRY(a->given ? CTR_OK : open_stored(op, a));
    return lc_flow_sow_lint(op, a->names.team, a->names.name, &a->doc, body);
}

static ctr_status lint(ctr_store *store, struct lint_args *args, ctr_lint_report **out,
                       ctr_error **err)
{
    struct ctr_lint_report body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args->names,
                                 .prepare = open_source,
                                 .run = lint_run,
                                 .args = args,
                                 .shape = &lc_shape_lint_report,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

ctr_status ctr_sow_lint(ctr_store *store, const char *team, const char *name, const char *selector,
                        ctr_lint_report **out, ctr_error **err)
{
    struct lint_args args = {.names = {team, name ? name : ""}, .selector = selector};
    return lint(store, &args, out, err);
}

ctr_status ctr_sow_lint_source(ctr_store *store, const char *team, const ctr_source *source,
                               ctr_lint_report **out, ctr_error **err)
{
    struct lint_args args = {.names = {team, NULL}, .source = source, .given = true};
    return lint(store, &args, out, err);
}
