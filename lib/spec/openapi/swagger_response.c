/* Responses of Swagger 2.0: one schema for all media types that the operation produces. */
#include "spec/openapi/swagger.h"

/* A header's schema stands among its own members, as a parameter's does. */
static ctr_status header(struct lc_swagger *s, struct lc_node node, struct lc_value *out)
{
    static const char *const types[] = {"string", "number", "integer", "boolean", "array", NULL};
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_node type;
    struct lc_value schema;
    if (!lc_is(node.value, LC_OBJECT)) {
        return lc_doc_fail(s->d->ctx, node.doc, node.value->offset,
                           "a response header must be an object");
    }
    LC_TRY(lc_swagger_member(s, node, "a response header", "type", LC_STRING, &type));
    if (!type.value || !lc_str_among(lc_raw(type.value), types)) {
        return lc_doc_fail(s->d->ctx, node.doc, (type.value ? type.value : node.value)->offset,
                           "a response header needs a 'type': string, number, integer, boolean or "
                           "array");
    }
    const struct lc_member *text = lc_get_member(node.value, LC_STR("description"));
    if (text) {
        LC_TRY(lc_swagger_put(s, &o, lc_key(text), text->value));
    }
    for (uint32_t i = 0; i < node.value->count; i++) {
        const struct lc_member *m = &node.value->members[i];
        if (lc_oa_extension(lc_key(m)) && !lc_str_is(lc_key(m), "x-nullable")) {
            LC_TRY(lc_swagger_put(s, &o, lc_key(m), m->value));
        }
    }
    LC_TRY(lc_swagger_style(s, node, false, &o));
    LC_TRY(lc_swagger_schema(s, node, &schema));
    LC_TRY(lc_swagger_put(s, &o, LC_STR("schema"), schema));
    *out = lc_swagger_object(&o, node.value->offset);
    return CTR_OK;
}

static ctr_status headers(struct lc_swagger *s, struct lc_node response,
                          struct lc_swagger_object *o)
{
    struct lc_swagger_object all = {NULL, 0, 0};
    struct lc_node list;
    LC_TRY(lc_swagger_member(s, response, "a response", "headers", LC_OBJECT, &list));
    if (!list.value) {
        return CTR_OK;
    }
    LC_TRY(lc_swagger_copy(s, &all, list, (const char *const[]){NULL}));
    for (size_t i = 0; i < all.count; i++) {
        struct lc_node one = {list.doc, &list.value->members[i].value};
        LC_TRY(header(s, one, &all.at[i].value)); /* "x-…" is a header, too */
    }
    return lc_swagger_put(s, o, LC_STR("headers"), lc_swagger_object(&all, list.value->offset));
}

static ctr_status response(struct lc_swagger *s, struct lc_node written, struct lc_node produces,
                           struct lc_value *out)
{
    static const char *const made[] = {"schema", "headers", "examples", NULL};
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_node node, schema, examples;
    struct lc_value plain, content;
    LC_TRY(lc_oa_follow(s->d, written, &node));
    if (!lc_is(node.value, LC_OBJECT)) {
        return lc_doc_fail(s->d->ctx, node.doc, node.value->offset, "a response must be an object");
    }
    LC_TRY(lc_swagger_member(s, node, "a response", "schema", LC_OBJECT, &schema));
    LC_TRY(lc_swagger_member(s, node, "a response", "examples", LC_OBJECT, &examples));
    LC_TRY(lc_swagger_copy(s, &o, node, made));
    LC_TRY(headers(s, node, &o));
    if (schema.value) {
        LC_TRY(lc_swagger_file(s, schema, &plain));
        LC_TRY(lc_swagger_content(s, produces, node, plain, examples, &content));
        LC_TRY(lc_swagger_put(s, &o, LC_STR("content"), content));
    }
    return lc_swagger_behind(s, written, node, lc_swagger_object(&o, node.value->offset), out);
}

ctr_status lc_swagger_responses(struct lc_swagger *s, struct lc_node responses,
                                struct lc_node produces, struct lc_value *out)
{
    struct lc_swagger_object o = {NULL, 0, 0};
    LC_TRY(lc_swagger_copy(s, &o, responses, (const char *const[]){NULL}));
    for (size_t i = 0; i < o.count; i++) {
        struct lc_node one = {responses.doc, &responses.value->members[i].value};
        if (!lc_oa_extension(lc_key(&o.at[i]))) {
            LC_TRY(response(s, one, produces, &o.at[i].value));
        }
    }
    *out = lc_swagger_object(&o, responses.value->offset);
    return CTR_OK;
}
