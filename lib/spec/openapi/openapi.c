/*
 * OpenAPI 3.0 and 3.1, and Swagger 2.0 read as if it were 3.0, as a format of the engine: telling
 * it from others, the version, and the comparison from the top.
 */
#include "spec/openapi/openapi.h"

#include "spec/openapi/openapi_used.h"
#include "spec/openapi/swagger.h"

static const struct lc_oa_known root_known[] = {{"paths", LC_OA_HANDLED},
                                                {"webhooks", LC_OA_HANDLED},
                                                {"components", LC_OA_HANDLED},
                                                {"security", LC_OA_HANDLED},
                                                {"servers", LC_OA_HANDLED},
                                                {"jsonSchemaDialect", LC_OA_HANDLED},
                                                {"definitions", LC_OA_HANDLED},
                                                {"openapi", LC_OA_TEXT},
                                                {"swagger", LC_OA_TEXT},
                                                {"info", LC_OA_TEXT},
                                                {"tags", LC_OA_TEXT},
                                                {"externalDocs", LC_OA_TEXT},
                                                {NULL, 0}};

static int bid(const struct lc_value *root)
{
    if (lc_get(root, "openapi")) {
        return 100;
    }
    return lc_get(root, "swagger") && lc_get(root, "paths") ? 90 : 0;
}

/* "3.1", "3.1.0", "3.1.0-rc1" begin with 3.1. */
static bool version_is(struct lc_str version, const char *prefix)
{
    return lc_str_starts(version, lc_str(prefix)) && (version.len == 3 || version.ptr[3] == '.');
}

/* UNSUPPORTED, with its place. */
static ctr_status unsupported(struct lc_oa_doc *d, const struct lc_value *v, const char *what)
{
    return lc_doc_fail_as(d->ctx, d->root.doc, CTR_E_UNSUPPORTED, v->offset,
                          "%s is not supported; OpenAPI 3.0 and 3.1 and Swagger 2.0 are", what);
}

/* Its schemas are those of OpenAPI 3.0 but for a few words (lc_is_swagger). */
static ctr_status read_swagger_version(struct lc_oa_doc *d, struct lc_str *version)
{
    const struct lc_value *v = lc_get(d->root.value, "swagger");
    *version = lc_text(v);
    if (!version->ptr) {
        return lc_doc_fail(d->ctx, d->root.doc, v->offset,
                           "'swagger' must be a string in quotes, \"2.0\"");
    }
    if (!lc_str_is(*version, "2.0")) {
        const char *what = lc_format(d->ctx, "Swagger version '%.*s'", LC_OA_S(*version));
        return what ? unsupported(d, v, what) : CTR_E_NOMEM;
    }
    d->dialect = LC_OPENAPI_30;
    return CTR_OK;
}

static ctr_status read_version(struct lc_oa_doc *d, struct lc_str *version)
{
    const struct lc_value *v = lc_get(d->root.value, "openapi");
    if (!v && lc_get(d->root.value, "swagger")) {
        return read_swagger_version(d, version);
    }
    if (!v) {
        return lc_doc_fail(d->ctx, d->root.doc, d->root.value->offset,
                           "an OpenAPI document needs 'openapi' with its version");
    }
    *version = lc_text(v);
    if (!version->ptr) {
        return lc_doc_fail(d->ctx, d->root.doc, v->offset,
                           "'openapi' must be a string in quotes, such as \"3.1.0\"");
    }
    d->dialect = version_is(*version, "3.0")   ? LC_OPENAPI_30
                 : version_is(*version, "3.1") ? LC_OPENAPI_31
                                               : 0;
    if (!d->dialect) {
        const char *what = lc_format(d->ctx, "OpenAPI version '%.*s'", LC_OA_S(*version));
        return what ? unsupported(d, v, what) : CTR_E_NOMEM;
    }
    return CTR_OK;
}

/* OpenAPI 3.1 may name another dialect for its schemas. */
static ctr_status read_dialect(struct lc_oa_doc *d, enum lc_dialect *out)
{
    static const struct {
        const char *uri;
        enum lc_dialect dialect;
    } dialects[] = {{"https://spec.openapis.org/oas/3.1/dialect/", LC_OPENAPI_31},
                    {"https://json-schema.org/draft/2020-12/schema", LC_OPENAPI_31},
                    {"https://json-schema.org/draft/2019-09/schema", LC_DRAFT_2019},
                    {"http://json-schema.org/draft-07/schema", LC_DRAFT_07},
                    {"http://json-schema.org/draft-06/schema", LC_DRAFT_06},
                    {"http://json-schema.org/draft-04/schema", LC_DRAFT_04}};
    const struct lc_value *v = lc_get(d->root.value, "jsonSchemaDialect");
    *out = d->dialect;
    if (!v || d->dialect != LC_OPENAPI_31) {
        return CTR_OK;
    }
    for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++) {
        if (lc_is(v, LC_STRING) && lc_str_starts(lc_raw(v), lc_str(dialects[i].uri))) {
            *out = dialects[i].dialect;
            return CTR_OK;
        }
    }
    return lc_doc_fail_as(d->ctx, d->root.doc, CTR_E_UNSUPPORTED, v->offset,
                          "the jsonSchemaDialect is none that is supported: 2020-12, 2019-09, "
                          "draft-07, draft-06, draft-04, or the one of OpenAPI 3.1");
}

static ctr_status read_spec(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_oa_doc d;
    struct lc_str version;
    enum lc_dialect dialect;
    lc_oa_open(&d, ctx, &spec->bundle, 0);
    if (!lc_is(d.root.value, LC_OBJECT)) {
        return lc_doc_fail(ctx, d.root.doc, d.root.value ? d.root.value->offset : 0,
                           "an OpenAPI document must be an object");
    }
    LC_TRY(read_version(&d, &version));
    LC_TRY(read_dialect(&d, &dialect));
    LC_TRY(d.dialect == LC_OPENAPI_30 ? lc_bundle_close(ctx, &spec->bundle)
                                      : lc_schema_load(ctx, &spec->bundle, dialect, true));
    bool swagger = !lc_get(d.root.value, "openapi");
    if (swagger) {
        LC_TRY(lc_swagger_read(&d));
    }
    LC_TRY(lc_oa_check(&d)); /* schemas are booleans by the version, whatever their dialect */
    spec->dialect = lc_format(ctx, "%s %.*s", swagger ? "Swagger" : "OpenAPI", LC_OA_S(version));
    spec->dialect_id = (int32_t)dialect;
    return spec->dialect ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status compare(struct lc_cmp *c, const struct lc_spec *older,
                          const struct lc_spec *newer)
{
    struct lc_oa oa = {.c = c};
    lc_oa_open(&oa.old, c->ctx, c->old_bundle, (enum lc_dialect)older->dialect_id);
    lc_oa_open(&oa.new, c->ctx, c->new_bundle, (enum lc_dialect)newer->dialect_id);
    oa.compared.seed = oa.renamed.seed = oa.old.seed;
    struct lc_oa_pair root = {oa.old.root, oa.new.root};
    LC_TRY(lc_oa_schemes_renamed(&oa));
    LC_TRY(lc_oa_operations(&oa, LC_OA_PATHS, NULL, lc_oa_child(root, "paths")));
    LC_TRY(lc_oa_operations(&oa, LC_OA_WEBHOOKS, NULL, lc_oa_child(root, "webhooks")));
    if (oa.at_root || !oa.at_own) {
        LC_TRY(lc_oa_servers(&oa, NULL, lc_oa_child(root, "servers")));
    }
    LC_TRY(lc_oa_security_schemes(&oa));
    LC_TRY(lc_oa_rest(&oa, NULL, root, root_known));
    return lc_oa_version(&oa);
}

const struct lc_format_row lc_format_openapi = {
    .format = CTR_FORMAT_OPENAPI,
    .default_profile = CTR_PROFILE_TOLERANT,
    .called = true,
    .bid = bid,
    .read = read_spec,
    .compare = compare,
    .parts = lc_oa_parts,
    .has_part = lc_oa_has_part,
    .respell = lc_oa_respell,
    .used = lc_oa_used_parts,
};
