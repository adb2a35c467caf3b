/*
 * Which draft a schema is written in, and which vocabularies of it count: by `$schema`, by a
 * metaschema of one's own, or by how the document is written.
 */
#include "spec/schema/schema_ref.h"
#include "spec/schema/schema_room.h"

static const struct {
    const char *in_uri;
    enum lc_dialect dialect;
    const char *title;
} dialects[] = {
    {"draft-04", LC_DRAFT_04, "JSON Schema draft-04"},
    {"draft-06", LC_DRAFT_06, "JSON Schema draft-06"},
    {"draft-07", LC_DRAFT_07, "JSON Schema draft-07"},
    {"2019-09", LC_DRAFT_2019, "JSON Schema 2019-09"},
    {"2020-12", LC_DRAFT_2020, "JSON Schema 2020-12"},
};
enum { DIALECTS = sizeof dialects / sizeof dialects[0] };

static bool contains(struct lc_str text, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= text.len; i++) {
        if (memcmp(text.ptr + i, word, n) == 0) {
            return true;
        }
    }
    return false;
}

enum lc_dialect lc_dialect_named(struct lc_str uri)
{
    for (size_t i = 0; uri.ptr && i < DIALECTS; i++) {
        if (contains(uri, dialects[i].in_uri) && contains(uri, "json-schema.org/")) {
            return dialects[i].dialect;
        }
    }
    return (enum lc_dialect)0;
}

const char *lc_dialect_title(enum lc_dialect dialect)
{
    for (size_t i = 0; i < DIALECTS; i++) {
        if (dialects[i].dialect == dialect) {
            return dialects[i].title;
        }
    }
    return dialect == LC_OPENAPI_30 ? "OpenAPI 3.0" : "OpenAPI 3.1";
}

/* ---- by how a document is written */

/* What a spelling says of the draft. Those of a kind go together: what is usual for older drafts is
 * read as draft-07, beside what came with 2019-09 as that. */
enum hint {
    ONLY_04 = 1,
    OLDER = 2,
    FROM_2019 = 4,
    FROM_2020 = 8,
    PLACE = 16 /* every draft has it, but it is what older documents use */
};

static const struct {
    const char *keyword;
    unsigned hints;
} spellings[] = {
    {"definitions", PLACE},
    {"dependencies", OLDER},
    {"additionalItems", OLDER},
    {"$recursiveAnchor", OLDER | FROM_2019},
    {"$recursiveRef", OLDER | FROM_2019},
    {"$anchor", FROM_2019},
    {"$defs", FROM_2019},
    {"dependentRequired", FROM_2019},
    {"dependentSchemas", FROM_2019},
    {"maxContains", FROM_2019},
    {"minContains", FROM_2019},
    {"unevaluatedItems", FROM_2019},
    {"unevaluatedProperties", FROM_2019},
    {"$dynamicAnchor", FROM_2020},
    {"$dynamicRef", FROM_2020},
    {"prefixItems", FROM_2020},
};

static unsigned hints_of(struct lc_str key, const struct lc_value *value)
{
    bool flag = lc_is(value, LC_TRUE) || lc_is(value, LC_FALSE);
    if (flag && (lc_str_is(key, "exclusiveMaximum") || lc_str_is(key, "exclusiveMinimum"))) {
        return ONLY_04;
    }
    if (lc_is(value, LC_ARRAY) && lc_str_is(key, "items")) {
        return OLDER;
    }
    if (lc_str_is(key, "$id") && lc_str_starts(lc_text(value), LC_STR("#"))) {
        return OLDER;
    }
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        if (lc_str_is(key, spellings[i].keyword)) {
            return spellings[i].hints;
        }
    }
    return 0;
}

struct hints {
    unsigned spellings;
    /* by a schema inside that is no resource of its own, or refers to a metaschema; 0 = none */
    enum lc_dialect named;
    bool mixed; /* several of them, and not all the same */
};

static void look_at_name(const struct lc_value *schema, struct hints *h)
{
    enum lc_dialect own = lc_dialect_named(lc_text(lc_get(schema, "$schema")));
    own = own ? own : lc_dialect_named(lc_text(lc_get(schema, "$ref")));
    if (own && !lc_get(schema, "$id") && !lc_get(schema, "id")) {
        h->mixed = h->mixed || (h->named && h->named != own);
        h->named = own;
    }
}

static void look_for_hints(const struct lc_value *value, enum lc_walk at, struct hints *h)
{
    if (at == LC_WALK_DATA) {
        return;
    }
    for (uint32_t i = 0; value->kind == LC_ARRAY && i < value->count; i++) {
        look_for_hints(&value->items[i], at, h);
    }
    if (value->kind == LC_OBJECT && at == LC_WALK_NODE) {
        look_at_name(value, h);
    }
    for (uint32_t i = 0; value->kind == LC_OBJECT && i < value->count; i++) {
        const struct lc_member *m = &value->members[i];
        h->spellings |= at == LC_WALK_NODE ? hints_of(lc_key(m), &m->value) : 0;
        look_for_hints(&m->value, lc_walk_into(at, lc_key(m), &m->value), h);
    }
}

static enum lc_dialect guess(const struct lc_value *root)
{
    struct hints h = {0};
    look_for_hints(root, LC_WALK_NODE, &h);
    const unsigned hints = h.spellings;
    if (h.named && !h.mixed) {
        return h.named;
    }
    if (hints & FROM_2020) {
        return LC_DRAFT_2020;
    }
    if (hints & FROM_2019) {
        return hints & OLDER ? LC_DRAFT_2019 : LC_DRAFT_2020;
    }
    if (hints & ONLY_04) {
        return LC_DRAFT_04;
    }
    return hints & (OLDER | PLACE) ? LC_DRAFT_07 : LC_DRAFT_2020;
}

ctr_status lc_dialect_of(struct lc_ctx *ctx, struct lc_doc *doc, enum lc_dialect *out,
                         bool *guessed)
{
    const struct lc_value *value = lc_get(doc->root, "$schema");
    struct lc_str uri = lc_text(value);
    *guessed = false;
    for (size_t i = 0; uri.ptr && i < DIALECTS; i++) {
        if (contains(uri, dialects[i].in_uri)) {
            *out = dialects[i].dialect;
            return CTR_OK;
        }
    }
    if (uri.ptr && contains(uri, "json-schema.org/draft-0")) {
        return lc_doc_fail_as(ctx, doc, CTR_E_UNSUPPORTED, value->offset,
                              "'%.*s' is a draft that is not supported; draft-04 to 2020-12 are",
                              (int)(uri.len > 100 ? 100 : uri.len), uri.ptr);
    }
    *guessed = true;
    *out = guess(doc->root);
    return CTR_OK;
}

/* ---- a metaschema of one's own */

static const struct {
    const char *end; /* of its address */
    uint32_t vocabulary;
} vocabularies[] = {
    {"/vocab/core", 0},
    {"/vocab/applicator", LC_VOCABULARY_APPLICATOR},
    {"/vocab/unevaluated", LC_VOCABULARY_UNEVALUATED},
    {"/vocab/validation", LC_VOCABULARY_VALIDATION},
    {"/vocab/meta-data", 0},
    {"/vocab/format", 0},
    {"/vocab/format-annotation", 0},
    {"/vocab/content", 0},
};

/* True if the vocabulary is one of ours, which is then added to *all. */
static bool add_vocabulary(struct lc_str name, enum lc_dialect dialect, uint32_t *all)
{
    struct lc_str start = LC_STR("https://json-schema.org/draft/");
    for (size_t i = 0; i < sizeof vocabularies / sizeof vocabularies[0]; i++) {
        if (lc_str_starts(name, start) && lc_str_ends(name, lc_str(vocabularies[i].end))) {
            *all |= vocabularies[i].vocabulary;
            /* 2019-09 has the unevaluated keywords among the applicators */
            bool both =
                dialect == LC_DRAFT_2019 && vocabularies[i].vocabulary == LC_VOCABULARY_APPLICATOR;
            *all |= both ? LC_VOCABULARY_UNEVALUATED : 0;
            return true;
        }
    }
    return false;
}

static ctr_status take_vocabularies(struct lc_ctx *ctx, struct lc_node list, struct lc_resource *r)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < list.value->count; i++) {
        const struct lc_member *m = &list.value->members[i];
        if (!add_vocabulary(lc_key(m), r->dialect, &all) && lc_truth(&m->value)) {
            return lc_doc_fail_as(ctx, list.doc, CTR_E_UNSUPPORTED, m->key_offset,
                                  "the vocabulary '%.*s' is required and not known here; with "
                                  "false it would be optional",
                                  (int)(m->key_len > 200 ? 200 : m->key_len), m->key_chars);
        }
    }
    r->vocabularies = all;
    return CTR_OK;
}

/* The document of a `$schema` that is not ours. One that is nowhere to be found tells nothing. */
static ctr_status read_metaschema(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                                  struct lc_resource *r)
{
    struct lc_target meta;
    ctr_status status = lc_schema_resolve(ctx, b, from, r, &meta);
    if (status == CTR_E_INPUT) {
        ctr_error_free(ctx->error);
        ctx->error = NULL;
        return CTR_OK;
    }
    LC_TRY(status);
    enum lc_dialect own = lc_dialect_named(lc_text(lc_get(meta.node.value, "$schema")));
    struct lc_node list = lc_child(meta.node, "$vocabulary");
    r->dialect = own ? own : r->dialect;
    return lc_is(list.value, LC_OBJECT) && r->dialect >= LC_DRAFT_2019
               ? take_vocabularies(ctx, list, r)
               : CTR_OK;
}

ctr_status lc_resource_settle(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_resource *r)
{
    if (r->settled) {
        return CTR_OK;
    }
    r->settled = true;
    struct lc_node from = lc_child(r->root, "$schema");
    if (lc_is(from.value, LC_STRING)) {
        return lc_dialect_named(lc_raw(from.value)) ? CTR_OK : read_metaschema(ctx, b, from, r);
    }
    if (r->parent) {
        LC_TRY(lc_resource_settle(ctx, b, r->parent));
        r->dialect = r->parent->dialect;
        r->vocabularies = r->parent->vocabularies;
    }
    return CTR_OK;
}

/* ---- dynamic anchors */

ctr_status lc_resource_anchor(struct lc_ctx *ctx, struct lc_resource *r, struct lc_str name,
                              struct lc_node node)
{
    struct lc_dynamic_anchor *at =
        lc_grow(ctx, r->dynamic, r->dynamic_count, &r->dynamic_room, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    r->dynamic = at;
    r->dynamic[r->dynamic_count++] = (struct lc_dynamic_anchor){name, node, NULL};
    return CTR_OK;
}

struct lc_dynamic_anchor *lc_resource_find(const struct lc_resource *r, struct lc_str name)
{
    for (size_t i = 0; i < r->dynamic_count; i++) {
        if (lc_str_eq(r->dynamic[i].name, name)) {
            return &r->dynamic[i];
        }
    }
    return NULL;
}
