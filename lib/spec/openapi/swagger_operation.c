/* Paths and operations of Swagger 2.0. */
#include "spec/openapi/swagger.h"

/* The lists of an operation, its own or those of the API. */
static ctr_status media_of(struct lc_swagger *s, struct lc_node op, const char *key,
                           struct lc_node api, struct lc_node *out)
{
    LC_TRY(lc_swagger_member(s, op, "an operation", key, LC_ARRAY, out));
    if (!out->value) {
        *out = api;
        return CTR_OK;
    }
    return lc_swagger_texts(s, *out, "a media type");
}

static ctr_status put_body(struct lc_swagger *s, struct lc_node op,
                           const struct lc_swagger_param *shared,
                           const struct lc_swagger_param *own, struct lc_swagger_object *o)
{
    struct lc_node consumes;
    struct lc_value body;
    bool has = false;
    LC_TRY(media_of(s, op, "consumes", s->consumes, &consumes));
    LC_TRY(lc_swagger_body(s, shared, own, consumes, op, &body, &has));
    return has ? lc_swagger_put(s, o, LC_STR("requestBody"), body) : CTR_OK;
}

static ctr_status put_responses(struct lc_swagger *s, struct lc_node op,
                                struct lc_swagger_object *o)
{
    struct lc_node produces, responses;
    struct lc_value made;
    LC_TRY(media_of(s, op, "produces", s->produces, &produces));
    LC_TRY(lc_swagger_member(s, op, "an operation", "responses", LC_OBJECT, &responses));
    if (!responses.value) {
        return CTR_OK;
    }
    LC_TRY(lc_swagger_responses(s, responses, produces, &made));
    return lc_swagger_put(s, o, LC_STR("responses"), made);
}

/* Schemes of its own are servers of its own. */
static ctr_status put_servers(struct lc_swagger *s, struct lc_node op, struct lc_swagger_object *o)
{
    struct lc_node schemes;
    struct lc_value servers;
    bool has = false;
    LC_TRY(lc_swagger_member(s, op, "an operation", "schemes", LC_ARRAY, &schemes));
    if (!schemes.value) {
        return CTR_OK;
    }
    LC_TRY(lc_swagger_servers(s, schemes, &servers, &has));
    return has ? lc_swagger_put(s, o, LC_STR("servers"), servers) : CTR_OK;
}

static ctr_status operation(struct lc_swagger *s, struct lc_node op,
                            const struct lc_swagger_param *shared, struct lc_value *out)
{
    static const char *const made[] = {"parameters", "consumes",  "produces",
                                       "schemes",    "responses", NULL};
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_swagger_param *own;
    struct lc_value sent;
    struct lc_node list;
    if (!lc_is(op.value, LC_OBJECT)) {
        return lc_doc_fail(s->d->ctx, op.doc, op.value->offset, "an operation must be an object");
    }
    LC_TRY(lc_swagger_copy(s, &o, op, made));
    LC_TRY(lc_swagger_member(s, op, "an operation", "parameters", LC_ARRAY, &list));
    LC_TRY(lc_swagger_params(s, list, &own));
    if (list.value) {
        LC_TRY(lc_swagger_sent(s, own, list.value->offset, &sent));
        LC_TRY(lc_swagger_put(s, &o, LC_STR("parameters"), sent));
    }
    LC_TRY(put_body(s, op, shared, own, &o));
    LC_TRY(put_responses(s, op, &o));
    LC_TRY(put_servers(s, op, &o));
    *out = lc_swagger_object(&o, op.value->offset);
    return CTR_OK;
}

static ctr_status path_item(struct lc_swagger *s, struct lc_node written, struct lc_value *out)
{
    static const char *const methods[] = {"get",     "put",  "post",  "delete",
                                          "options", "head", "patch", NULL};
    static const char *const made[] = {"parameters", NULL};
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_swagger_param *shared;
    struct lc_node item, list;
    struct lc_value sent;
    LC_TRY(lc_oa_follow(s->d, written, &item));
    if (!lc_is(item.value, LC_OBJECT)) {
        return lc_doc_fail(s->d->ctx, item.doc, item.value->offset, "a path must be an object");
    }
    LC_TRY(lc_swagger_copy(s, &o, item, made));
    LC_TRY(lc_swagger_member(s, item, "a path", "parameters", LC_ARRAY, &list));
    LC_TRY(lc_swagger_params(s, list, &shared));
    for (size_t i = 0; i < o.count; i++) {
        struct lc_node op = {item.doc, lc_get_str(item.value, lc_key(&o.at[i]))};
        if (lc_str_among(lc_key(&o.at[i]), methods) && op.value->kind != LC_NULL) {
            LC_TRY(operation(s, op, shared, &o.at[i].value));
        }
    }
    if (list.value) {
        LC_TRY(lc_swagger_sent(s, shared, list.value->offset, &sent));
        LC_TRY(lc_swagger_put(s, &o, LC_STR("parameters"), sent));
    }
    return lc_swagger_behind(s, written, item, lc_swagger_object(&o, item.value->offset), out);
}

ctr_status lc_swagger_paths(struct lc_swagger *s, struct lc_node paths, struct lc_value *out)
{
    struct lc_swagger_object o = {NULL, 0, 0};
    LC_TRY(lc_swagger_copy(s, &o, paths, (const char *const[]){NULL}));
    for (size_t i = 0; i < o.count; i++) {
        struct lc_node item = {paths.doc, &paths.value->members[i].value};
        if (!lc_oa_extension(lc_key(&o.at[i])) && item.value->kind != LC_NULL) {
            LC_TRY(path_item(s, item, &o.at[i].value));
        }
    }
    *out = lc_swagger_object(&o, paths.value->offset);
    return CTR_OK;
}
