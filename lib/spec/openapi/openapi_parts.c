/*
 * Every address that a document offers to those who want to rely on it.
 */
#include "spec/openapi/openapi.h"

struct walk {
    struct lc_oa_doc d;
    ctr_status (*fn)(void *user, const struct lc_part *part);
    void *user;
};

static ctr_status schema_parts(struct walk *w, const struct lc_part *part, struct lc_node holder)
{
    struct lc_node schema = lc_oa_get(holder, "schema");
    if (!schema.value) {
        return CTR_OK;
    }
    return lc_schema_parts(w->d.ctx, w->d.bundle, w->d.dialect, schema, part, w->fn, w->user);
}

/* Media types are named where there are several. */
static ctr_status content_parts(struct walk *w, const struct lc_part *part, struct lc_node content)
{
    uint32_t count = lc_is(content.value, LC_OBJECT) ? content.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &content.value->members[i];
        struct lc_node media = {content.doc, &m->value};
        struct lc_part name = lc_oa_words(part, lc_key(m));
        if (count == 1) {
            return schema_parts(w, part, media);
        }
        LC_TRY(w->fn(w->user, &name));
        LC_TRY(schema_parts(w, &name, media));
    }
    return CTR_OK;
}

/* A parameter or header: itself, and the data in it. */
static ctr_status value_parts(struct walk *w, const struct lc_part *part, struct lc_node holder)
{
    LC_TRY(w->fn(w->user, part));
    LC_TRY(schema_parts(w, part, holder));
    return content_parts(w, part, lc_oa_get(holder, "content"));
}

static ctr_status response_parts(struct walk *w, const struct lc_part *part,
                                 struct lc_node response)
{
    LC_TRY(lc_oa_follow(&w->d, response, &response));
    LC_TRY(w->fn(w->user, part));
    struct lc_node headers = lc_oa_get(response, "headers");
    struct lc_part word = lc_oa_words(part, LC_STR("header"));
    uint32_t count = lc_is(headers.value, LC_OBJECT) ? headers.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &headers.value->members[i];
        struct lc_part name = lc_oa_words(&word, lc_key(m));
        struct lc_node header = {headers.doc, &m->value};
        if (!lc_oa_ignored_header(lc_key(m), true)) {
            LC_TRY(lc_oa_follow(&w->d, header, &header));
            LC_TRY(value_parts(w, &name, header));
        }
    }
    return content_parts(w, part, lc_oa_get(response, "content"));
}

static ctr_status operation_parts(struct walk *w, const struct lc_part *part,
                                  const struct lc_oa_op *op)
{
    struct lc_oa_params params;
    LC_TRY(w->fn(w->user, part));
    LC_TRY(lc_oa_params(&w->d, op, &params));
    for (const struct lc_oa_param *p = params.first; p; p = p->next) {
        struct lc_part in = lc_oa_words(part, p->in);
        struct lc_part name = lc_oa_words(&in, p->name);
        LC_TRY(value_parts(w, &name, p->node));
    }
    struct lc_node body = lc_oa_get(op->node, "requestBody");
    if (body.value) {
        struct lc_part word = lc_oa_words(part, LC_STR("body"));
        LC_TRY(lc_oa_follow(&w->d, body, &body));
        LC_TRY(w->fn(w->user, &word));
        LC_TRY(content_parts(w, &word, lc_oa_get(body, "content")));
    }
    struct lc_node responses = lc_oa_get(op->node, "responses");
    struct lc_part word = lc_oa_words(part, LC_STR("response"));
    uint32_t count = lc_is(responses.value, LC_OBJECT) ? responses.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &responses.value->members[i];
        struct lc_part status = lc_oa_words(&word, lc_key(m));
        if (!lc_oa_extension(lc_key(m))) {
            LC_TRY(response_parts(w, &status, (struct lc_node){responses.doc, &m->value}));
        }
    }
    return CTR_OK;
}

/* Callbacks call it again; the check of the document has bounded their depth. */
static ctr_status all_parts(struct walk *w, enum lc_oa_kind kind, const struct lc_part *parent,
                            struct lc_node container)
{
    struct lc_oa_ops ops;
    struct lc_oa_address address;
    LC_TRY(lc_oa_collect(&w->d, kind, container, &ops));
    for (const struct lc_oa_op *op = ops.first; op; op = op->next) {
        const struct lc_part *part = lc_oa_address(op, parent, &address);
        struct lc_node callbacks = lc_oa_get(op->node, "callbacks");
        LC_TRY(operation_parts(w, part, op));
        if (callbacks.value) {
            LC_TRY(all_parts(w, LC_OA_CALLBACKS, part, callbacks));
        }
    }
    return CTR_OK;
}

ctr_status lc_oa_parts(struct lc_ctx *ctx, struct lc_spec *spec,
                       ctr_status (*fn)(void *user, const struct lc_part *part), void *user)
{
    struct walk w = {.fn = fn, .user = user};
    lc_oa_open(&w.d, ctx, &spec->bundle, (enum lc_dialect)spec->dialect_id);
    LC_TRY(all_parts(&w, LC_OA_PATHS, NULL, lc_oa_get(w.d.root, "paths")));
    return all_parts(&w, LC_OA_WEBHOOKS, NULL, lc_oa_get(w.d.root, "webhooks"));
}
