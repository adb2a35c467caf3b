/*
 * The format json-schema: which draft, what belongs to the document, and the schema room for the
 * rest.
 */
#include "spec/confluent/confluent.h"
#include "spec/schema/json_schema_used.h"
#include "spec/schema/schema_ref.h"
#include "spec/schema/schema_room.h"
#include "spec/spec.h"
#include "spec/unlisted.h"

/* Added to a dialect that the document does not name. */
enum { GUESSED = 256 };

/* ---- is it one */

static bool is_type(const struct lc_value *value)
{
    static const char *const names[] = {"null",   "boolean", "integer", "number",
                                        "string", "array",   "object"};
    if (lc_is(value, LC_ARRAY)) {
        return value->count > 0 && is_type(&value->items[0]);
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (lc_is(value, LC_STRING) && lc_str_is(lc_raw(value), names[i])) {
            return true;
        }
    }
    return false;
}

static int schema_bid(const struct lc_value *root)
{
    static const char *const others[] = {"openapi", "swagger", "asyncapi"};
    static const char *const objects[] = {
        "properties", "patternProperties",   "$defs", "definitions", "items",
        "not",        "additionalProperties"};
    static const char *const arrays[] = {"allOf", "anyOf", "oneOf", "enum"};
    int bid = 1; /* anything may be a schema */
    if (!lc_is(root, LC_OBJECT)) {
        return lc_is(root, LC_TRUE) || lc_is(root, LC_FALSE);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (lc_is(lc_get(root, others[i]), LC_STRING)) {
            return 0;
        }
    }
    struct lc_str uri = lc_text(lc_get(root, "$schema"));
    bid += uri.ptr ? 60 : 0;
    bid += is_type(lc_get(root, "type")) ? 20 : 0;
    bid += lc_is(lc_get(root, "$ref"), LC_STRING) ? 10 : 0;
    for (size_t i = 0; i < sizeof objects / sizeof objects[0]; i++) {
        bid += lc_is(lc_get(root, objects[i]), LC_OBJECT) ? 10 : 0;
    }
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        bid += lc_is(lc_get(root, arrays[i]), LC_ARRAY) ? 10 : 0;
    }
    return bid;
}

/* ---- reading and comparing */

static ctr_status find_dialect(struct lc_ctx *ctx, struct lc_spec *spec)
{
    enum lc_dialect dialect;
    bool guessed;
    LC_TRY(lc_dialect_of(ctx, &spec->bundle.files[0]->doc, &dialect, &guessed));
    spec->dialect = lc_dialect_title(dialect);
    spec->dialect_id = (int32_t)dialect | (guessed ? GUESSED : 0);
    return CTR_OK;
}

/* Named or guessed: each edition is read as the validator reads it, whatever the other one is. */
static enum lc_dialect dialect_of(const struct lc_spec *spec)
{
    return (enum lc_dialect)(spec->dialect_id & ~GUESSED);
}

static ctr_status schema_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    LC_TRY(find_dialect(ctx, spec));
    return lc_schema_load(ctx, &spec->bundle, dialect_of(spec), false);
}

static struct lc_node root_of(const struct lc_spec *spec)
{
    struct lc_bundle_file *file = spec->bundle.files[0];
    return (struct lc_node){&file->doc, file->doc.root};
}

/* A schema registry reads what does not name its draft as draft-07. */
static enum lc_dialect registry_dialect(const struct lc_spec *spec)
{
    return spec->dialect_id & GUESSED ? LC_DRAFT_07 : dialect_of(spec);
}

/* Read as of a draft in which nothing counts beside a reference, though nobody said so. */
static bool is_guessed_old(const struct lc_spec *spec)
{
    return (spec->dialect_id & GUESSED) && dialect_of(spec) <= LC_DRAFT_07;
}

/* ---- what the profile `confluent` has no change for */

static ctr_status strictly(struct lc_cmp *probe, const void *older, const void *newer)
{
    const struct lc_spec *a = older;
    const struct lc_spec *b = newer;
    ctr_status status = lc_schema_compare(probe, registry_dialect(a), registry_dialect(b),
                                          LC_SITE_DATA, NULL, root_of(a), root_of(b));
    lc_schema_end(probe);
    return status;
}

static ctr_status confluent(struct lc_cmp *c, const struct lc_spec *older,
                            const struct lc_spec *newer)
{
    LC_TRY(lc_schema_confluent(c, registry_dialect(older), registry_dialect(newer), root_of(older),
                               root_of(newer)));
    bool silent = !c->told.count && !lc_bundle_eq(&older->bundle, &newer->bundle);
    return silent ? lc_cmp_unlisted(c, strictly, older, newer) : CTR_OK;
}

static ctr_status schema_compare(struct lc_cmp *c, const struct lc_spec *older,
                                 const struct lc_spec *newer)
{
    if (c->profile == CTR_PROFILE_CONFLUENT) {
        return confluent(c, older, newer);
    }
    if (is_guessed_old(older) && is_guessed_old(newer)) {
        LC_TRY(lc_schema_beside(c, root_of(older), root_of(newer)));
    }
    return lc_schema_compare(c, dialect_of(older), dialect_of(newer), LC_SITE_DATA, NULL,
                             root_of(older), root_of(newer));
}

static ctr_status schema_parts(struct lc_ctx *ctx, struct lc_spec *spec,
                               ctr_status (*fn)(void *user, const struct lc_part *part), void *user)
{
    return lc_schema_parts(ctx, &spec->bundle, dialect_of(spec), root_of(spec), NULL, fn, user);
}

static ctr_status schema_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part,
                                  bool *out)
{
    *out = strcmp(part, "/") == 0;
    if (*out) {
        return CTR_OK;
    }
    return lc_schema_has(ctx, &spec->bundle, dialect_of(spec), root_of(spec), lc_str(part), out);
}

static ctr_status schema_used(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *use,
                              lc_used_fn *fn, void *user)
{
    return lc_schema_used_parts(ctx, spec, dialect_of(spec), use, fn, user);
}

const struct lc_format_row lc_format_json_schema = {
    .format = CTR_FORMAT_JSON_SCHEMA,
    .default_profile = CTR_PROFILE_STRICT,
    .profiles = 1u << CTR_PROFILE_CONFLUENT,
    .bid = schema_bid,
    .read = schema_read,
    .compare = schema_compare,
    .parts = schema_parts,
    .has_part = schema_has_part,
    .used = schema_used,
};
