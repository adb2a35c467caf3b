/*
 * Is the document built as OpenAPI wants it? Everything that the comparison will step on is looked
 * at once, so that a wrong kind is an error with its place and never a silent difference. What does
 * no harm (a missing description, an empty info) is let pass.
 */
#include "spec/openapi/openapi_names.h"

enum kinds {
    OBJECT = 1 << LC_OBJECT,
    ARRAY = 1 << LC_ARRAY,
    STRING = 1 << LC_STRING,
    BOOLEAN = 1 << LC_TRUE | 1 << LC_FALSE,
    SCHEMA = OBJECT | BOOLEAN
};

/* A member and the kinds that it may be of. */
struct field {
    const char *key;
    uint32_t kinds;
};

static const struct field root_fields[] = {{"info", OBJECT},
                                           {"paths", OBJECT},
                                           {"webhooks", OBJECT},
                                           {"components", OBJECT},
                                           {"security", ARRAY},
                                           {"servers", ARRAY},
                                           {"tags", ARRAY},
                                           {"jsonSchemaDialect", STRING},
                                           {NULL, 0}};
static const struct field item_fields[] = {{"parameters", ARRAY}, {"servers", ARRAY}, {NULL, 0}};
static const struct field operation_fields[] = {{"parameters", ARRAY},   {"requestBody", OBJECT},
                                                {"responses", OBJECT},   {"callbacks", OBJECT},
                                                {"security", ARRAY},     {"servers", ARRAY},
                                                {"tags", ARRAY},         {"operationId", STRING},
                                                {"deprecated", BOOLEAN}, {NULL, 0}};
static const struct field parameter_fields[] = {{"name", STRING},
                                                {"in", STRING},
                                                {"required", BOOLEAN},
                                                {"schema", SCHEMA},
                                                {"content", OBJECT},
                                                {"deprecated", BOOLEAN},
                                                {"style", STRING},
                                                {"explode", BOOLEAN},
                                                {"allowEmptyValue", BOOLEAN},
                                                {"examples", OBJECT},
                                                {"allowReserved", BOOLEAN},
                                                {NULL, 0}};
static const struct field body_fields[] = {{"content", OBJECT}, {"required", BOOLEAN}, {NULL, 0}};
static const struct field media_fields[] = {{"schema", SCHEMA}, {"encoding", OBJECT}, {NULL, 0}};
static const struct field response_fields[] = {
    {"headers", OBJECT}, {"content", OBJECT}, {"links", OBJECT}, {NULL, 0}};
static const struct field server_fields[] = {{"url", STRING}, {"variables", OBJECT}, {NULL, 0}};
static const struct field components_fields[] = {{"securitySchemes", OBJECT}, {NULL, 0}};
static const struct field scheme_fields[] = {{"type", STRING},  {"in", STRING},
                                             {"name", STRING},  {"scheme", STRING},
                                             {"flows", OBJECT}, {NULL, 0}};

static const char *kind_words(uint32_t kinds)
{
    switch (kinds) {
    case OBJECT:
        return "an object";
    case ARRAY:
        return "an array";
    case STRING:
        return "a string";
    case BOOLEAN:
        return "true or false";
    default:
        return "an object, true or false";
    }
}

static const char *kind_of(const struct lc_value *v)
{
    switch ((enum lc_value_kind)v->kind) {
    case LC_NULL:
        return "null";
    case LC_NUMBER:
        return "a number";
    case LC_STRING:
        return "a string";
    case LC_ARRAY:
        return "an array";
    case LC_OBJECT:
        return "an object";
    case LC_FALSE:
    case LC_TRUE:
        break;
    }
    return "a boolean";
}

/* The node must be of one of the kinds. */
static ctr_status want(struct lc_oa_doc *d, struct lc_node node, uint32_t kinds, const char *what)
{
    if (1u << node.value->kind & kinds) {
        return CTR_OK;
    }
    return lc_doc_fail(d->ctx, node.doc, node.value->offset, "%s must be %s, not %s", what,
                       kind_words(kinds), kind_of(node.value));
}

/* An object whose members have the right kinds, where they are there. */
static ctr_status fields(struct lc_oa_doc *d, struct lc_node node, const char *what,
                         const struct field *list)
{
    LC_TRY(lc_spend(d->ctx, 1));
    LC_TRY(want(d, node, OBJECT, what));
    for (; list->key; list++) {
        const struct lc_value *v = lc_oa_get(node, list->key).value;
        uint32_t kinds = list->kinds;
        if (kinds == SCHEMA && d->dialect == LC_OPENAPI_30) {
            kinds = OBJECT;
        }
        if (v && !(1u << v->kind & kinds)) {
            return lc_doc_fail(d->ctx, node.doc, v->offset, "'%s' of %s must be %s, not %s",
                               list->key, what, kind_words(kinds), kind_of(v));
        }
    }
    return CTR_OK;
}

/* A member that has to be there. */
static ctr_status needs(struct lc_oa_doc *d, struct lc_node node, const char *what, const char *key)
{
    if (lc_oa_get(node, key).value) {
        return CTR_OK;
    }
    return lc_doc_fail(d->ctx, node.doc, node.value->offset, "%s needs '%s'", what, key);
}

/* A name that goes into addresses: a line of text. */
static ctr_status plain(struct lc_oa_doc *d, struct lc_doc *doc, uint32_t offset,
                        struct lc_str name, const char *what)
{
    for (size_t i = 0; i < name.len; i++) {
        if ((unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == 0x7F) {
            return lc_doc_fail(d->ctx, doc, offset,
                               "%s must not hold control characters, such as byte %zu of this one",
                               what, i + 1);
        }
    }
    return CTR_OK;
}

/* It stands where it stands; what a reference would lead to is nobody's. */
static ctr_status no_reference(struct lc_oa_doc *d, struct lc_node node, const char *what)
{
    const struct lc_value *ref = lc_get(node.value, "$ref");
    if (!lc_is(ref, LC_STRING)) {
        return CTR_OK;
    }
    return lc_doc_fail(d->ctx, node.doc, ref->offset,
                       "%s must be written out here, not referred to by $ref", what);
}

static ctr_status check_content(struct lc_oa_doc *d, struct lc_node content)
{
    uint32_t count = content.value ? content.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &content.value->members[i];
        LC_TRY(plain(d, content.doc, m->key_offset, lc_key(m), "a media type"));
        LC_TRY(fields(d, (struct lc_node){content.doc, &m->value}, "a media type", media_fields));
        LC_TRY(no_reference(d, (struct lc_node){content.doc, &m->value}, "a media type"));
    }
    return CTR_OK;
}

enum { PLACES = 4 };

/* Where a parameter is, as a number; PLACES if it is nowhere. */
static int place_of(struct lc_str in)
{
    static const char *const words[PLACES] = {"query", "path", "header", "cookie"};
    int i = 0;
    while (i < PLACES && !lc_str_is(in, words[i])) {
        i++;
    }
    return i;
}

static ctr_status check_parameters(struct lc_oa_doc *d, struct lc_node list)
{
    uint32_t count = list.value ? list.value->count : 0;
    struct lc_oa_names seen[PLACES];
    for (int i = 0; i < PLACES; i++) {
        lc_oa_names_begin(&seen[i], d);
    }
    for (uint32_t i = 0; i < count; i++) {
        struct lc_node p = {list.doc, &list.value->items[i]};
        LC_TRY(want(d, p, OBJECT, "a parameter"));
        LC_TRY(lc_oa_follow(d, p, &p));
        LC_TRY(fields(d, p, "a parameter", parameter_fields));
        LC_TRY(needs(d, p, "a parameter", "name"));
        LC_TRY(needs(d, p, "a parameter", "in"));
        struct lc_str in = lc_text(lc_get(p.value, "in"));
        struct lc_str name = lc_text(lc_get(p.value, "name"));
        LC_TRY(plain(d, p.doc, lc_get(p.value, "name")->offset, name, "the name of a parameter"));
        int place = place_of(in);
        if (place == PLACES) {
            return lc_doc_fail(d->ctx, p.doc, lc_get(p.value, "in")->offset,
                               "'in' of a parameter must be query, path, header or cookie, "
                               "not '%.*s'",
                               LC_OA_S(in));
        }
        if (lc_oa_names_have(&seen[place], name)) {
            return lc_doc_fail(d->ctx, list.doc, list.value->items[i].offset,
                               "the %.*s parameter '%.*s' is given twice", LC_OA_S(in),
                               LC_OA_S(name));
        }
        LC_TRY(lc_oa_names_add(d, &seen[place], name));
        LC_TRY(check_content(d, lc_oa_get(p, "content")));
    }
    return CTR_OK;
}

static ctr_status check_response(struct lc_oa_doc *d, struct lc_node response)
{
    LC_TRY(want(d, response, OBJECT, "a response"));
    LC_TRY(lc_oa_follow(d, response, &response));
    LC_TRY(fields(d, response, "a response", response_fields));
    struct lc_node headers = lc_oa_get(response, "headers");
    uint32_t count = headers.value ? headers.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &headers.value->members[i];
        struct lc_node h = {headers.doc, &m->value};
        LC_TRY(plain(d, headers.doc, m->key_offset, lc_key(m), "the name of a header"));
        LC_TRY(want(d, h, OBJECT, "a response header"));
        LC_TRY(lc_oa_follow(d, h, &h));
        LC_TRY(fields(d, h, "a response header", parameter_fields));
        LC_TRY(check_content(d, lc_oa_get(h, "content")));
    }
    return check_content(d, lc_oa_get(response, "content"));
}

static ctr_status check_responses(struct lc_oa_doc *d, struct lc_node responses)
{
    uint32_t count = responses.value ? responses.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &responses.value->members[i];
        if (lc_oa_extension(lc_key(m))) {
            continue;
        }
        if (!lc_oa_status_known(lc_key(m))) {
            return lc_doc_fail(d->ctx, responses.doc, m->key_offset,
                               "a response must be for a status from 100 to 599, a range such as "
                               "'2XX', or 'default', not '%.*s'",
                               LC_OA_S(lc_key(m)));
        }
        LC_TRY(check_response(d, (struct lc_node){responses.doc, &m->value}));
    }
    return CTR_OK;
}

/* An array whose items are all of one kind. */
static ctr_status check_items(struct lc_oa_doc *d, struct lc_node list, uint32_t kinds,
                              const char *what)
{
    uint32_t count = list.value ? list.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        LC_TRY(want(d, (struct lc_node){list.doc, &list.value->items[i]}, kinds, what));
    }
    return lc_spend(d->ctx, count);
}

static ctr_status check_security(struct lc_oa_doc *d, struct lc_node list)
{
    LC_TRY(check_items(d, list, OBJECT, "a security requirement"));
    uint32_t count = list.value ? list.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_value *one = &list.value->items[i];
        for (uint32_t k = 0; k < one->count; k++) {
            struct lc_node scopes = {list.doc, &one->members[k].value};
            LC_TRY(want(d, scopes, ARRAY, "the scopes of a security requirement"));
            LC_TRY(check_items(d, scopes, STRING, "a scope"));
        }
    }
    return CTR_OK;
}

static ctr_status check_servers(struct lc_oa_doc *d, struct lc_node list)
{
    uint32_t count = list.value ? list.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_node server = {list.doc, &list.value->items[i]};
        LC_TRY(fields(d, server, "a server", server_fields));
        LC_TRY(needs(d, server, "a server", "url"));
    }
    return CTR_OK;
}

static ctr_status check_items_of(struct lc_oa_doc *d, enum lc_oa_kind kind,
                                 struct lc_node container, uint32_t depth);

static ctr_status check_operation(struct lc_oa_doc *d, struct lc_node op, uint32_t depth)
{
    LC_TRY(fields(d, op, "an operation", operation_fields));
    LC_TRY(no_reference(d, op, "an operation"));
    LC_TRY(check_parameters(d, lc_oa_get(op, "parameters")));
    struct lc_node body = lc_oa_get(op, "requestBody");
    if (body.value) {
        LC_TRY(lc_oa_follow(d, body, &body));
        LC_TRY(fields(d, body, "a request body", body_fields));
        LC_TRY(check_content(d, lc_oa_get(body, "content")));
    }
    LC_TRY(check_responses(d, lc_oa_get(op, "responses")));
    LC_TRY(check_security(d, lc_oa_get(op, "security")));
    LC_TRY(check_servers(d, lc_oa_get(op, "servers")));
    LC_TRY(check_items(d, lc_oa_get(op, "tags"), STRING, "a tag of an operation"));
    struct lc_node callbacks = lc_oa_get(op, "callbacks");
    if (!callbacks.value || callbacks.value->count == 0) {
        return CTR_OK;
    }
    if (depth == LC_OA_CALLBACK_DEPTH) {
        return lc_doc_fail(d->ctx, callbacks.doc, callbacks.value->offset,
                           "callbacks within callbacks are followed %d deep, and this one goes "
                           "deeper or leads back to itself",
                           (int)LC_OA_CALLBACK_DEPTH);
    }
    return check_items_of(d, LC_OA_CALLBACKS, callbacks, depth + 1);
}

/* The path item and, behind a $ref, what it leads to. */
static ctr_status check_item(struct lc_oa_doc *d, struct lc_node item, uint32_t depth)
{
    struct lc_oa_op op = {.item = item};
    struct lc_node *target = &op.item_target;
    LC_TRY(fields(d, item, "a path item", item_fields));
    LC_TRY(lc_oa_follow(d, item, target));
    LC_TRY(fields(d, *target, "a path item", item_fields));
    LC_TRY(check_parameters(d, lc_oa_get(item, "parameters")));
    LC_TRY(check_servers(d, lc_oa_get(item, "servers")));
    if (target->value != item.value) {
        LC_TRY(check_parameters(d, lc_oa_get(*target, "parameters")));
        LC_TRY(check_servers(d, lc_oa_get(*target, "servers")));
    }
    size_t at = 0;
    while (lc_oa_next_method(&op, &at)) {
        LC_TRY(check_operation(d, op.node, depth));
    }
    return CTR_OK;
}

static ctr_status check_items_of(struct lc_oa_doc *d, enum lc_oa_kind kind,
                                 struct lc_node container, uint32_t depth)
{
    uint32_t count = container.value ? container.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &container.value->members[i];
        struct lc_node node = {container.doc, &m->value};
        if (kind == LC_OA_PATHS && lc_oa_extension(lc_key(m))) {
            continue;
        }
        LC_TRY(plain(d, container.doc, m->key_offset, lc_key(m), "a name"));
        if (kind == LC_OA_PATHS && (m->key_len == 0 || m->key_chars[0] != '/')) {
            return lc_doc_fail(d->ctx, container.doc, m->key_offset,
                               "a path must begin with '/', unlike '%.*s'", LC_OA_S(lc_key(m)));
        }
        if (kind != LC_OA_CALLBACKS) {
            LC_TRY(check_item(d, node, depth));
            continue;
        }
        LC_TRY(want(d, node, OBJECT, "a callback"));
        LC_TRY(lc_oa_follow(d, node, &node));
        LC_TRY(want(d, node, OBJECT, "a callback"));
        for (uint32_t k = 0; k < node.value->count; k++) {
            const struct lc_member *e = &node.value->members[k];
            LC_TRY(plain(d, node.doc, e->key_offset, lc_key(e), "an expression of a callback"));
            if (!lc_oa_extension(lc_key(e))) {
                LC_TRY(check_item(d, (struct lc_node){node.doc, &e->value}, depth));
            }
        }
    }
    return CTR_OK;
}

static ctr_status check_components(struct lc_oa_doc *d, struct lc_node components)
{
    if (!components.value) {
        return CTR_OK;
    }
    LC_TRY(fields(d, components, "'components'", components_fields));
    struct lc_node schemes = lc_oa_get(components, "securitySchemes");
    uint32_t count = schemes.value ? schemes.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_node scheme = {schemes.doc, &schemes.value->members[i].value};
        LC_TRY(want(d, scheme, OBJECT, "a security scheme"));
        LC_TRY(lc_oa_follow(d, scheme, &scheme));
        LC_TRY(fields(d, scheme, "a security scheme", scheme_fields));
    }
    return CTR_OK;
}

ctr_status lc_oa_check(struct lc_oa_doc *d)
{
    LC_TRY(fields(d, d->root, "an OpenAPI document", root_fields));
    bool webhooks = lc_oa_get(d->root, "webhooks").value || lc_oa_get(d->root, "components").value;
    if (!lc_oa_get(d->root, "paths").value && (d->dialect == LC_OPENAPI_30 || !webhooks)) {
        return lc_doc_fail(d->ctx, d->root.doc, d->root.value->offset,
                           d->dialect == LC_OPENAPI_30
                               ? "an OpenAPI 3.0 document needs 'paths'"
                               : "an OpenAPI 3.1 document needs 'paths', 'webhooks' or "
                                 "'components'");
    }
    LC_TRY(check_security(d, lc_oa_get(d->root, "security")));
    LC_TRY(check_servers(d, lc_oa_get(d->root, "servers")));
    LC_TRY(check_components(d, lc_oa_get(d->root, "components")));
    LC_TRY(check_items_of(d, LC_OA_PATHS, lc_oa_get(d->root, "paths"), 0));
    return check_items_of(d, LC_OA_WEBHOOKS, lc_oa_get(d->root, "webhooks"), 0);
}
