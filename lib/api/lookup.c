/* <contracts/contract.h>: look-ups, lists, documents, figures. */
#include "api/task.h"
#include "domain/contract/contract.h"
#include "report/summary.h"

struct get_args {
    struct lc_names names;
    const char *selector;
    const char *path;
};

static ctr_status get_prepare(struct lc_op *op, void *user)
{
    struct get_args *a = user;
    LC_TRY(lc_check_text(&op->ctx, "path", a->path, 4096));
    return lc_check_selector(&op->ctx, a->selector);
}

static ctr_status get_run(struct lc_op *op, void *user, void *body)
{
    struct get_args *a = user;
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    return lc_version_select(op, &c, a->selector, body);
}

ctr_status ctr_version_get(ctr_store *store, const char *team, const char *name,
                           const char *selector, ctr_version **out, ctr_error **err)
{
    struct get_args args = {{team, name ? name : ""}, selector, NULL};
    struct ctr_version body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .prepare = get_prepare,
                                 .run = get_run,
                                 .args = &args,
                                 .shape = &lc_shape_version,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

struct ctr_document {
    const void *data;
    size_t size;
};

static const struct lc_field document_fields[] = {
    {NULL, LC_KIND_BYTES, offsetof(struct ctr_document, data), offsetof(struct ctr_document, size),
     NULL, NULL, NULL},
};
static const struct lc_shape shape_document = LC_SHAPE(ctr_document, document_fields);

static ctr_status document_run(struct lc_op *op, void *user, void *body)
{
    struct get_args *a = user;
    struct ctr_document *out = body;
    struct ctr_version v;
    struct lc_str bytes;
    bool found;

    LC_TRY(get_run(op, user, &v));
    if (!a->path || !*a->path) {
        LC_TRY(lc_document_get(op, v.document_rid, &bytes));
    } else {
        LC_TRY(lc_file_get(op, v.rid, a->path, &bytes, &found));
        if (!found) {
            return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s@%s' refers to no file '%s'", v.team,
                           v.name, v.label, a->path);
        }
    }
    *out = (struct ctr_document){bytes.ptr, bytes.len};
    return CTR_OK;
}

ctr_status ctr_version_document(ctr_store *store, const char *team, const char *name,
                                const char *selector, const char *path, ctr_document **out,
                                ctr_error **err)
{
    struct get_args args = {{team, name ? name : ""}, selector, path};
    struct ctr_document body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .prepare = get_prepare,
                                 .run = document_run,
                                 .args = &args,
                                 .shape = &shape_document,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

const void *ctr_document_data(const ctr_document *document)
{
    return document ? document->data : NULL;
}

size_t ctr_document_size(const ctr_document *document)
{
    return document ? document->size : 0;
}

void ctr_document_free(ctr_document *document)
{
    lc_block_free(document);
}

/* --- lists --- */

struct list_args {
    const ctr_contract_filter *given;
    ctr_contract_filter filter;
};

static ctr_status list_read(struct lc_ctx *ctx, void *user)
{
    struct list_args *a = user;
    ctr_contract_filter *f = &a->filter;

    LC_TRY(LC_READ(ctx, ctr_contract_filter, a->given, f));
    LC_TRY(lc_check_word(ctx, "type", f->type, lc_words_type));
    LC_TRY(lc_check_word(ctx, "state", f->state, lc_words_state));
    LC_TRY(lc_check_text(ctx, "prefix", f->prefix, 128));
    LC_TRY(lc_check_text(ctx, "owner role", f->owner_role, 256));
    LC_TRY(lc_check_text(ctx, "owner agent", f->owner_agent, 256));
    LC_TRY(lc_check_text(ctx, "page mark", f->after, 512));
    return f->team ? lc_check_name(ctx, "team", f->team) : CTR_OK;
}

static ctr_status list_run(struct lc_op *op, void *user, void *body)
{
    const ctr_contract_filter *f = &((struct list_args *)user)->filter;
    const struct lc_contract_query query = {.team = f->team,
                                            .prefix = f->prefix,
                                            .type = f->type,
                                            .state = f->state,
                                            .owner_role = f->owner_role,
                                            .owner_agent = f->owner_agent,
                                            .after = f->after,
                                            .limit = lc_page_limit(f->limit)};
    return lc_contract_list(op, &query, body);
}

void ctr_contract_filter_init(ctr_contract_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_contract_list(ctr_store *store, const ctr_contract_filter *filter,
                             ctr_version_list **out, ctr_error **err)
{
    struct list_args args = {.given = filter};
    struct ctr_version_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = list_read,
                                 .run = list_run,
                                 .args = &args,
                                 .shape = &lc_shape_version_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

struct history_args {
    struct lc_names names;
    const char *after;
    uint32_t limit;
};

static ctr_status history_prepare(struct lc_op *op, void *user)
{
    return lc_check_text(&op->ctx, "page mark", ((struct history_args *)user)->after, 512);
}

static ctr_status history_run(struct lc_op *op, void *user, void *body)
{
    struct history_args *a = user;
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    return lc_contract_history(op, &c, a->after, lc_page_limit(a->limit), body);
}

ctr_status ctr_contract_history(ctr_store *store, const char *team, const char *name,
                                const char *after, uint32_t limit, ctr_version_list **out,
                                ctr_error **err)
{
    struct history_args args = {{team, name ? name : ""}, after, limit};
    struct ctr_version_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .prepare = history_prepare,
                                 .run = history_run,
                                 .args = &args,
                                 .shape = &lc_shape_version_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* --- figures --- */

static ctr_status summary_run(struct lc_op *op, void *user, void *body)
{
    return lc_report_summary(op, ((struct lc_names *)user)->team, body);
}

ctr_status ctr_team_summary(ctr_store *store, const char *team, ctr_summary **out, ctr_error **err)
{
    struct lc_names names = {team, NULL};
    struct ctr_summary body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &names,
                                 .run = summary_run,
                                 .args = &names,
                                 .shape = &lc_shape_summary,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}
