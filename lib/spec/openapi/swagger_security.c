/* Security schemes of Swagger 2.0, and where its API is found. */
#include "spec/openapi/swagger.h"

/* The one flow of a scheme, by the name that OpenAPI 3 has for it. */
static ctr_status flows(struct lc_swagger *s, struct lc_node scheme, struct lc_swagger_object *o)
{
    static const char *const names[][2] = {{"implicit", "implicit"},
                                           {"password", "password"},
                                           {"application", "clientCredentials"},
                                           {"accessCode", "authorizationCode"}};
    static const char *const members[] = {"authorizationUrl", "tokenUrl", "scopes"};
    struct lc_swagger_object all = {NULL, 0, 0};
    struct lc_swagger_object one = {NULL, 0, 0};
    struct lc_node flow;
    LC_TRY(lc_swagger_member(s, scheme, "a security scheme", "flow", LC_STRING, &flow));
    struct lc_str text = lc_text(flow.value);
    size_t i = 0;
    while (i < sizeof names / sizeof names[0] && !lc_str_is(text, names[i][0])) {
        i++;
    }
    if (i == sizeof names / sizeof names[0]) {
        return lc_doc_fail(s->d->ctx, scheme.doc, (flow.value ? flow.value : scheme.value)->offset,
                           "an oauth2 scheme needs a 'flow': implicit, password, application or "
                           "accessCode");
    }
    for (size_t k = 0; k < sizeof members / sizeof members[0]; k++) {
        struct lc_node member = lc_oa_get(scheme, members[k]);
        if (member.value) {
            LC_TRY(lc_swagger_put(s, &one, lc_str(members[k]), *member.value));
        }
    }
    LC_TRY(
        lc_swagger_put(s, &all, lc_str(names[i][1]), lc_swagger_object(&one, flow.value->offset)));
    return lc_swagger_put(s, o, LC_STR("flows"), lc_swagger_object(&all, flow.value->offset));
}

static ctr_status scheme(struct lc_swagger *s, struct lc_node node, struct lc_value *out)
{
    static const char *const made[] = {"type",     "flow",   "authorizationUrl",
                                       "tokenUrl", "scopes", NULL};
    static const char *const types[] = {"basic", "apiKey", "oauth2", NULL};
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_node type;
    if (!lc_is(node.value, LC_OBJECT)) {
        return lc_doc_fail(s->d->ctx, node.doc, node.value->offset,
                           "a security scheme must be an object");
    }
    LC_TRY(lc_swagger_member(s, node, "a security scheme", "type", LC_STRING, &type));
    if (!type.value || !lc_str_among(lc_raw(type.value), types)) {
        return lc_doc_fail(s->d->ctx, node.doc, (type.value ? type.value : node.value)->offset,
                           "a security scheme needs a 'type': basic, apiKey or oauth2");
    }
    uint32_t at = type.value->offset;
    bool basic = lc_str_is(lc_raw(type.value), "basic");
    LC_TRY(lc_swagger_copy(s, &o, node, made));
    LC_TRY(lc_swagger_put(s, &o, LC_STR("type"),
                          basic ? lc_swagger_text(LC_STR("http"), at) : *type.value));
    if (basic) {
        LC_TRY(lc_swagger_put(s, &o, LC_STR("scheme"), lc_swagger_text(LC_STR("basic"), at)));
    }
    if (lc_str_is(lc_raw(type.value), "oauth2")) {
        LC_TRY(flows(s, node, &o));
    }
    *out = lc_swagger_object(&o, node.value->offset);
    return CTR_OK;
}

ctr_status lc_swagger_security(struct lc_swagger *s, struct lc_node definitions,
                               struct lc_value *out)
{
    struct lc_swagger_object all = {NULL, 0, 0};
    struct lc_swagger_object components = {NULL, 0, 0};
    LC_TRY(lc_swagger_copy(s, &all, definitions, (const char *const[]){NULL}));
    for (size_t i = 0; i < all.count; i++) {
        struct lc_node one = {definitions.doc, &definitions.value->members[i].value};
        LC_TRY(scheme(s, one, &all.at[i].value));
    }
    LC_TRY(lc_swagger_put(s, &components, LC_STR("securitySchemes"),
                          lc_swagger_object(&all, definitions.value->offset)));
    *out = lc_swagger_object(&components, definitions.value->offset);
    return CTR_OK;
}

/* ---- servers */

/* Without a host it is the one that the document was got from, by the schemes that are told: what
 * stands for its name is a variable. */
static ctr_status server(struct lc_swagger *s, struct lc_str scheme, uint32_t offset,
                         struct lc_swagger_list *l)
{
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_str host = lc_text(s->host.value);
    struct lc_str base = lc_text(s->base_path.value);
    host = host.ptr || !scheme.ptr ? host : LC_STR("{host}");
    if (host.ptr && lc_str_is(base, "/")) {
        base = LC_STR("");
    }
    const char *url =
        lc_format(s->d->ctx, "%.*s%s%s%.*s%.*s", LC_OA_S(scheme), scheme.ptr ? ":" : "",
                  host.ptr ? "//" : "", LC_OA_S(host), LC_OA_S(base));
    if (!url) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_swagger_put(s, &o, LC_STR("url"), lc_swagger_text(lc_str(*url ? url : "/"), offset)));
    return lc_swagger_push(s, l, lc_swagger_object(&o, offset));
}

ctr_status lc_swagger_servers(struct lc_swagger *s, struct lc_node schemes, struct lc_value *out,
                              bool *has)
{
    static const char *const known[] = {"http", "https", "ws", "wss", NULL};
    struct lc_swagger_list l = {NULL, 0, 0};
    uint32_t count = schemes.value ? schemes.value->count : 0;
    struct lc_node at = s->host.value ? s->host : s->base_path;
    LC_TRY(lc_swagger_texts(s, schemes, "a scheme"));
    for (uint32_t i = 0; schemes.value && i < schemes.value->count; i++) {
        const struct lc_value *v = &schemes.value->items[i];
        if (!lc_str_among(lc_raw(v), known)) {
            return lc_doc_fail(s->d->ctx, schemes.doc, v->offset,
                               "a scheme must be http, https, ws or wss, not '%.*s'",
                               LC_OA_S(lc_raw(v)));
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_value *v = &schemes.value->items[i];
        LC_TRY(server(s, lc_raw(v), v->offset, &l));
    }
    *has = count || at.value;
    if (*has && count == 0) { /* as the document was got, or where it was got */
        LC_TRY(server(s, (struct lc_str){NULL, 0}, at.value->offset, &l));
    }
    *out = lc_swagger_list(&l, *has ? (count ? schemes.value : at.value)->offset : 0);
    return CTR_OK;
}
