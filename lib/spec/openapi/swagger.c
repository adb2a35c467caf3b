/* Swagger 2.0 from the top: what is of the whole API, and the document that comes of it. */
#include "spec/openapi/swagger.h"

static const char *const handled[] = {"host",     "basePath",   "schemes",   "consumes",
                                      "produces", "parameters", "responses", "securityDefinitions",
                                      "paths",    NULL};

/* What every operation falls back on. */
static ctr_status read_api(struct lc_swagger *s, struct lc_node root)
{
    static const char what[] = "a Swagger document";
    struct lc_node unused;
    LC_TRY(lc_swagger_member(s, root, what, "consumes", LC_ARRAY, &s->consumes));
    LC_TRY(lc_swagger_member(s, root, what, "produces", LC_ARRAY, &s->produces));
    LC_TRY(lc_swagger_texts(s, s->consumes, "a media type"));
    LC_TRY(lc_swagger_texts(s, s->produces, "a media type"));
    LC_TRY(lc_swagger_member(s, root, what, "host", LC_STRING, &s->host));
    LC_TRY(lc_swagger_member(s, root, what, "basePath", LC_STRING, &s->base_path));
    LC_TRY(lc_swagger_member(s, root, what, "definitions", LC_OBJECT, &unused));
    LC_TRY(lc_swagger_member(s, root, what, "parameters", LC_OBJECT, &unused));
    LC_TRY(lc_swagger_member(s, root, what, "responses", LC_OBJECT, &unused));
    struct lc_str host = lc_text(s->host.value);
    struct lc_str base = lc_text(s->base_path.value);
    if (host.len && memchr(host.ptr, '/', host.len)) {
        return lc_doc_fail(s->d->ctx, s->host.doc, s->host.value->offset,
                           "'host' is a name with an optional port; the scheme belongs into "
                           "'schemes' and the path into 'basePath'");
    }
    if (base.len && base.ptr[0] != '/') {
        return lc_doc_fail(s->d->ctx, s->base_path.doc, s->base_path.value->offset,
                           "'basePath' must begin with '/', unlike '%.*s'", LC_OA_S(base));
    }
    return CTR_OK;
}

static ctr_status put_servers(struct lc_swagger *s, struct lc_node root,
                              struct lc_swagger_object *o)
{
    struct lc_node schemes;
    struct lc_value servers;
    bool has = false;
    LC_TRY(lc_swagger_member(s, root, "a Swagger document", "schemes", LC_ARRAY, &schemes));
    LC_TRY(lc_swagger_servers(s, schemes, &servers, &has));
    return has ? lc_swagger_put(s, o, LC_STR("servers"), servers) : CTR_OK;
}

static ctr_status put_security(struct lc_swagger *s, struct lc_node root,
                               struct lc_swagger_object *o)
{
    struct lc_node definitions;
    struct lc_value components;
    LC_TRY(lc_swagger_member(s, root, "a Swagger document", "securityDefinitions", LC_OBJECT,
                             &definitions));
    if (!definitions.value) {
        return CTR_OK;
    }
    LC_TRY(lc_swagger_security(s, definitions, &components));
    return lc_swagger_put(s, o, LC_STR("components"), components);
}

static ctr_status put_paths(struct lc_swagger *s, struct lc_node root, struct lc_swagger_object *o)
{
    struct lc_node paths;
    struct lc_value made;
    LC_TRY(lc_swagger_member(s, root, "a Swagger document", "paths", LC_OBJECT, &paths));
    if (!paths.value) {
        return lc_doc_fail(s->d->ctx, root.doc, root.value->offset,
                           "a Swagger document needs 'paths'");
    }
    LC_TRY(lc_swagger_paths(s, paths, &made));
    return lc_swagger_put(s, o, LC_STR("paths"), made);
}

ctr_status lc_swagger_read(struct lc_oa_doc *d)
{
    struct lc_swagger s = {.d = d, .parameters.seed = d->seed};
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_value *root = lc_new(d->ctx, 1, sizeof *root);
    if (!root) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < d->bundle->count; i++) {
        d->bundle->files[i]->doc.written = d->bundle->files[i]->doc.root;
    }
    LC_TRY(read_api(&s, d->root));
    LC_TRY(lc_swagger_copy(&s, &o, d->root, handled));
    LC_TRY(put_paths(&s, d->root, &o));
    LC_TRY(put_servers(&s, d->root, &o));
    LC_TRY(put_security(&s, d->root, &o));
    *root = lc_swagger_object(&o, d->root.value->offset);
    d->root.doc->root = root;
    d->root.value = root;
    return CTR_OK;
}
