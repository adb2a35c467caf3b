/*
 * Parameters of Swagger 2.0 that are sent outside of the body: their schema stands among their own
 * members, and how an array is written is called collectionFormat.
 */
#include "spec/openapi/swagger.h"

/* Of a parameter itself; what is not here says something of its value. */
static const char *const own[] = {"name",     "in",         "description",      "required",
                                  "example",  "examples",   "allowEmptyValue",  "deprecated",
                                  "x-sunset", "x-examples", "collectionFormat", "x-example",
                                  NULL};

ctr_status lc_swagger_schema(struct lc_swagger *s, struct lc_node holder, struct lc_value *out)
{
    struct lc_swagger_object o = {NULL, 0, 0};
    uint32_t count = holder.value->count;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &holder.value->members[i];
        bool extension = lc_oa_extension(lc_key(m)) && !lc_str_is(lc_key(m), "x-nullable");
        if (!extension && !lc_str_among(lc_key(m), own)) {
            LC_TRY(lc_swagger_put(s, &o, lc_key(m), m->value));
        }
    }
    *out = lc_swagger_object(&o, holder.value->offset);
    return lc_swagger_file(s, (struct lc_node){holder.doc, out}, out);
}

ctr_status lc_swagger_style(struct lc_swagger *s, struct lc_node holder, bool query,
                            struct lc_swagger_object *o)
{
    static const struct {
        const char *format;
        const char *style; /* NULL: the usual one */
    } styles[] = {{"csv", NULL},
                  {"ssv", "spaceDelimited"},
                  {"tsv", "tabDelimited"}, /* has no name in OpenAPI 3 */
                  {"pipes", "pipeDelimited"},
                  {"multi", NULL}};
    struct lc_node format;
    LC_TRY(lc_swagger_member(s, holder, "a parameter or header", "collectionFormat", LC_STRING,
                             &format));
    struct lc_str text = format.value ? lc_raw(format.value) : LC_STR("csv");
    size_t i = 0;
    while (i < sizeof styles / sizeof styles[0] && !lc_str_is(text, styles[i].format)) {
        i++;
    }
    bool multi = lc_str_is(text, "multi");
    if (i == sizeof styles / sizeof styles[0] || (multi && !query)) {
        return lc_doc_fail(s->d->ctx, format.doc, format.value->offset,
                           "'collectionFormat' must be csv, ssv, tsv or pipes, or multi in a query "
                           "or form, not '%.*s'",
                           LC_OA_S(text));
    }
    if (!lc_str_is(lc_text(lc_get(holder.value, "type")), "array")) {
        return CTR_OK;
    }
    uint32_t at = format.value ? format.value->offset : holder.value->offset;
    if (styles[i].style) {
        LC_TRY(lc_swagger_put(s, o, LC_STR("style"), lc_swagger_text(lc_str(styles[i].style), at)));
    }
    return query ? lc_swagger_put(s, o, LC_STR("explode"), lc_swagger_flag(multi, at)) : CTR_OK;
}

/* ---- reading */

static ctr_status check_type(struct lc_swagger *s, const struct lc_swagger_param *p)
{
    static const char *const types[] = {"string", "number", "integer", "boolean",
                                        "array",  "file",   NULL};
    struct lc_node type;
    LC_TRY(lc_swagger_member(s, p->node, "a parameter", "type", LC_STRING, &type));
    if (!type.value) {
        return lc_doc_fail(s->d->ctx, p->node.doc, p->node.value->offset,
                           "the %.*s parameter '%.*s' needs 'type'; only a body has a 'schema'",
                           LC_OA_S(p->in), LC_OA_S(p->name));
    }
    bool file = lc_str_is(lc_raw(type.value), "file");
    if (!lc_str_among(lc_raw(type.value), types) || (file && !lc_str_is(p->in, "formData"))) {
        return lc_doc_fail(s->d->ctx, type.doc, type.value->offset,
                           "the type of a parameter must be string, number, integer, boolean or "
                           "array, or file in a form, not '%.*s'",
                           LC_OA_S(lc_raw(type.value)));
    }
    if (lc_str_is(lc_raw(type.value), "array") &&
        !lc_is(lc_get(p->node.value, "items"), LC_OBJECT)) {
        return lc_doc_fail(s->d->ctx, type.doc, type.value->offset,
                           "the array parameter '%.*s' needs 'items', an object", LC_OA_S(p->name));
    }
    return CTR_OK;
}

static ctr_status check(struct lc_swagger *s, struct lc_swagger_param *p)
{
    static const char *const places[] = {"query", "header", "path", "formData", "body", NULL};
    struct lc_node name, in;
    LC_TRY(lc_swagger_member(s, p->node, "a parameter", "name", LC_STRING, &name));
    LC_TRY(lc_swagger_member(s, p->node, "a parameter", "in", LC_STRING, &in));
    if (!name.value || !in.value) {
        return lc_doc_fail(s->d->ctx, p->node.doc, p->node.value->offset, "a parameter needs '%s'",
                           name.value ? "in" : "name");
    }
    p->in = lc_raw(in.value);
    p->name = lc_raw(name.value);
    if (!lc_str_among(p->in, places)) {
        return lc_doc_fail(s->d->ctx, in.doc, in.value->offset,
                           "'in' of a parameter must be query, header, path, formData or body, not "
                           "'%.*s'",
                           LC_OA_S(p->in));
    }
    if (!lc_str_is(p->in, "body")) {
        return check_type(s, p);
    }
    struct lc_node schema;
    LC_TRY(lc_swagger_member(s, p->node, "a body parameter", "schema", LC_OBJECT, &schema));
    return schema.value ? CTR_OK
                        : lc_doc_fail(s->d->ctx, p->node.doc, p->node.value->offset,
                                      "a body parameter needs 'schema'");
}

ctr_status lc_swagger_params(struct lc_swagger *s, struct lc_node list,
                             struct lc_swagger_param **out)
{
    struct lc_swagger_param **last = out;
    uint32_t count = list.value ? list.value->count : 0;
    *out = NULL;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_swagger_param *p = lc_new(s->d->ctx, 1, sizeof *p);
        if (!p) {
            return CTR_E_NOMEM;
        }
        *p = (struct lc_swagger_param){.written = {list.doc, &list.value->items[i]}};
        LC_TRY(lc_oa_follow(s->d, p->written, &p->node));
        if (!lc_is(p->node.value, LC_OBJECT)) {
            return lc_doc_fail(s->d->ctx, p->node.doc, p->node.value->offset,
                               "a parameter must be an object");
        }
        LC_TRY(check(s, p));
        *last = p;
        last = &p->next;
    }
    return CTR_OK;
}

/* ---- writing */

static ctr_status make(struct lc_swagger *s, const struct lc_swagger_param *p, struct lc_value *out)
{
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_value schema;
    uint32_t count = p->node.value->count;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &p->node.value->members[i];
        bool mine = lc_str_among(lc_key(m), own) && !lc_str_is(lc_key(m), "collectionFormat");
        bool extension = lc_oa_extension(lc_key(m)) && !lc_str_is(lc_key(m), "x-nullable");
        if (mine || extension) {
            LC_TRY(lc_swagger_put(s, &o, lc_key(m), m->value));
        }
    }
    LC_TRY(lc_swagger_style(s, p->node, lc_str_is(p->in, "query"), &o));
    LC_TRY(lc_swagger_schema(s, p->node, &schema));
    LC_TRY(lc_swagger_put(s, &o, LC_STR("schema"), schema));
    *out = lc_swagger_object(&o, p->node.value->offset);
    return CTR_OK;
}

/* What stands behind a $ref is made once, however often it is asked for. */
static ctr_status once(struct lc_swagger *s, const struct lc_swagger_param *p, struct lc_value *out)
{
    struct lc_str key = lc_str_n((const char *)&p->node.value, sizeof p->node.value);
    const struct lc_value *known = lc_map_get(&s->parameters, key);
    struct lc_value made;
    if (known) {
        *out = *known;
        return CTR_OK;
    }
    LC_TRY(make(s, p, &made));
    LC_TRY(lc_swagger_behind(s, p->written, p->node, made, out));
    if (p->written.value == p->node.value) {
        return CTR_OK;
    }
    struct lc_value *kept = lc_new(s->d->ctx, 1, sizeof *kept);
    if (!kept) {
        return CTR_E_NOMEM;
    }
    *kept = *out;
    return lc_map_set(s->d->ctx, &s->parameters, key, kept);
}

ctr_status lc_swagger_sent(struct lc_swagger *s, const struct lc_swagger_param *list,
                           uint32_t offset, struct lc_value *out)
{
    struct lc_swagger_list l = {NULL, 0, 0};
    for (; list; list = list->next) {
        struct lc_value v;
        if (!lc_str_is(list->in, "body") && !lc_str_is(list->in, "formData")) {
            LC_TRY(once(s, list, &v));
            LC_TRY(lc_swagger_push(s, &l, v));
        }
    }
    *out = lc_swagger_list(&l, offset);
    return CTR_OK;
}
