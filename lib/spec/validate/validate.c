/*
 * The door of the validator: read the schema and what it reaches, read the document, judge, and
 * say where.
 */
#include "spec/spec.h"
#include "spec/validate/validate_room.h"

enum { STEPS_A_BYTE = 64 };
static const uint64_t steps_at_least = UINT64_C(100) * 1000 * 1000;

_Static_assert((int)CTR_DIALECT_DRAFT_04 == (int)LC_DRAFT_04 &&
                   (int)CTR_DIALECT_OPENAPI_31 == (int)LC_OPENAPI_31,
               "the public dialects are those of the schema room");

/* ---- the schema */

struct opened {
    struct lc_bundle *bundle;
    enum lc_dialect dialect;
    const char *title;
    bool in_api;
};

static ctr_status open_api(struct lc_ctx *ctx, const ctr_source *source,
                           const struct lc_validate *ask, struct opened *out)
{
    struct lc_spec *spec = lc_new(ctx, 1, sizeof *spec);
    ctr_source api = *source;
    if (!spec) {
        return CTR_E_NOMEM;
    }
    if (!ask->pointer || !*ask->pointer) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "%s is an API description; name the schema in it by a pointer, such as "
                       "/components/schemas/Name",
                       source->file);
    }
    api.format = CTR_FORMAT_OPENAPI;
    LC_TRY(lc_spec_read(ctx, &api, spec));
    struct lc_doc *doc = &spec->bundle.files[0]->doc;
    doc->root = doc->written ? doc->written : doc->root; /* schemas stand where they were written */
    *out = (struct opened){&spec->bundle, (enum lc_dialect)spec->dialect_id, spec->dialect, true};
    return CTR_OK;
}

static ctr_status open_schema(struct lc_ctx *ctx, const ctr_source *source,
                              const struct lc_validate *ask, struct opened *out)
{
    bool guessed;
    struct lc_bundle *b = lc_new(ctx, 1, sizeof *b);
    if (!b) {
        return CTR_E_NOMEM;
    }
    if (source->format != CTR_FORMAT_AUTO && source->format != CTR_FORMAT_JSON_SCHEMA &&
        source->format != CTR_FORMAT_OPENAPI) {
        return lc_fail(ctx, CTR_E_UNSUPPORTED,
                       "%s is %s; only json-schema and openapi have schemas to validate by",
                       source->file, lc_word_name(lc_words_format, (int32_t)source->format));
    }
    if (source->format == CTR_FORMAT_OPENAPI) {
        return open_api(ctx, source, ask, out);
    }
    LC_TRY(lc_bundle_open(ctx, source, NULL, b));
    struct lc_doc *doc = &b->files[0]->doc;
    if (source->format == CTR_FORMAT_AUTO && lc_format_openapi.bid(doc->root) > 0) {
        return open_api(ctx, source, ask, out);
    }
    *out = (struct opened){.bundle = b};
    LC_TRY(lc_dialect_of(ctx, doc, &out->dialect, &guessed));
    if (guessed && ask->dialect) {
        out->dialect = (enum lc_dialect)ask->dialect;
    }
    out->title = lc_dialect_title(out->dialect);
    return CTR_OK;
}

static ctr_status read_schema(struct lc_ctx *ctx, const ctr_source *source,
                              const struct lc_validate *ask, struct lc_vset *set,
                              struct lc_vschema **root, const char **title)
{
    struct opened o;
    struct lc_target target;
    LC_TRY(open_schema(ctx, source, ask, &o));
    LC_TRY(lc_schema_open(ctx, o.bundle, o.dialect, o.in_api, lc_str(ask->base)));
    struct lc_str pointer = lc_str(ask->pointer ? ask->pointer : "");
    if (pointer.len && pointer.ptr[0] != '/') {
        return lc_fail(ctx, CTR_E_ARGUMENT, "'%.200s' is no JSON pointer; it begins with '/'",
                       pointer.ptr);
    }
    LC_TRY(lc_schema_at(ctx, o.bundle, pointer, &target));
    if (!target.node.value) {
        return lc_fail(ctx, CTR_E_INPUT, "%s: there is nothing at '%.200s'", source->file,
                       pointer.ptr);
    }
    set->ctx = ctx;
    set->bundle = o.bundle;
    *title = o.title;
    return lc_vset_read(set, &target, root);
}

/* ---- the answer */

static ctr_status place_of(struct lc_ctx *ctx, struct lc_doc *doc, const char *pointer,
                           uint32_t offset, struct lc_place *out)
{
    *out = (struct lc_place){.file = doc->file, .pointer = pointer};
    lc_doc_place(ctx, doc, offset, &out->line, &out->column);
    return ctx->error ? ctr_error_status(ctx->error) : CTR_OK;
}

static ctr_status tell(struct lc_ctx *ctx, const struct lc_vrun *r, struct ctr_validation *out)
{
    struct ctr_violation *all = lc_new(ctx, r->count, sizeof *all);
    if (!all) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < r->count; i++) {
        const struct lc_vfound *f = &r->found[i];
        const char *pointer = lc_doc_pointer(ctx, f->schema.doc, f->schema.value);
        if (!pointer) {
            return CTR_E_NOMEM;
        }
        all[i].keyword = f->keyword;
        all[i].message = f->message;
        LC_TRY(place_of(ctx, r->doc, f->pointer, f->offset, &all[i].at));
        LC_TRY(place_of(ctx, f->schema.doc, pointer, f->schema.value->offset, &all[i].schema));
    }
    out->violations = all;
    out->count = r->count;
    out->more = r->full && r->all;
    return CTR_OK;
}

static ctr_status validate(struct lc_ctx *ctx, const ctr_source *schema, const ctr_source *document,
                           const struct lc_validate *ask, struct lc_vset *set,
                           struct ctr_validation *out)
{
    struct lc_vschema *root;
    struct lc_bundle *b = lc_new(ctx, 1, sizeof *b);
    bool valid;
    if (!b) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_progress(ctx, "read", 0, 2));
    LC_TRY(read_schema(ctx, schema, ask, set, &root, &out->dialect));
    LC_TRY(lc_progress(ctx, "read", 1, 2));
    LC_TRY(lc_bundle_open(ctx, document, NULL, b));
    LC_TRY(lc_progress(ctx, "read", 2, 2));
    struct lc_doc *doc = &b->files[0]->doc;
    struct lc_vrun r = {.ctx = ctx,
                        .set = set,
                        .doc = doc,
                        .all = ask->all,
                        .most = ask->all && ask->most ? ask->most : 1,
                        .most_steps = ask->steps ? ask->steps
                                                 : steps_at_least + doc->text.len * STEPS_A_BYTE};
    LC_TRY(lc_vrun_all(&r, root, &valid));
    out->valid = valid;
    out->file = doc->file;
    out->schema = set->bundle->files[0]->doc.file;
    return tell(ctx, &r, out);
}

ctr_status lc_validate(struct lc_ctx *ctx, const ctr_source *schema, const ctr_source *document,
                       const struct lc_validate *ask, struct ctr_validation *out)
{
    struct lc_vset set = {.ctx = ctx};
    *out = (struct ctr_validation){0};
    ctr_status status = validate(ctx, schema, document, ask, &set, out);
    lc_regexes_end(&set.regexes);
    return status;
}

/* ---- shapes and words */

const struct lc_word lc_words_dialect[] = {{CTR_DIALECT_AUTO, "auto"},
                                           {CTR_DIALECT_DRAFT_04, "draft-04"},
                                           {CTR_DIALECT_DRAFT_06, "draft-06"},
                                           {CTR_DIALECT_DRAFT_07, "draft-07"},
                                           {CTR_DIALECT_2019_09, "2019-09"},
                                           {CTR_DIALECT_2020_12, "2020-12"},
                                           {CTR_DIALECT_OPENAPI_30, "openapi-3.0"},
                                           {CTR_DIALECT_OPENAPI_31, "openapi-3.1"},
                                           {0, NULL}};

static const struct lc_field violation_fields[] = {
    LC_FIELD_OF(ctr_violation, "keyword", LC_KIND_STR, keyword),
    LC_FIELD_OF(ctr_violation, "message", LC_KIND_STR, message),
    LC_FIELD_NEST(ctr_violation, "at", LC_KIND_OBJECT, at, &lc_shape_place),
    LC_FIELD_NEST(ctr_violation, "schema", LC_KIND_OBJECT, schema, &lc_shape_place),
};
const struct lc_shape lc_shape_violation = LC_SHAPE(ctr_violation, violation_fields);

static const struct lc_field validation_fields[] = {
    LC_FIELD_OF(ctr_validation, "valid", LC_KIND_BOOL, valid),
    LC_FIELD_OF(ctr_validation, "file", LC_KIND_STR, file),
    LC_FIELD_OF(ctr_validation, "schema", LC_KIND_STR, schema),
    LC_FIELD_OF(ctr_validation, "dialect", LC_KIND_STR, dialect),
    LC_FIELD_LIST(ctr_validation, "violations", violations, count, &lc_shape_violation),
    LC_FIELD_OF(ctr_validation, "more", LC_KIND_BOOL, more),
};
const struct lc_shape lc_shape_validation = LC_SHAPE(ctr_validation, validation_fields);
