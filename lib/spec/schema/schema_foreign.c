/*
 * Schemas with a dialect of their own inside a document. Who validates reads each by its own; who
 * compares reads all by one, so of such a schema, with all that is in it, the dialect is kept:
 * where that is another than the one it is compared by, its words may mean something else, and if
 * it changes, a witness or a person has to decide. Which one it is compared by a message may say
 * for itself (`schemaFormat`), so that nothing is settled before.
 */
#include "spec/schema/schema_refs.h"

/* OpenAPI 3.1 has the words of 2020-12. */
static enum lc_dialect words_of(enum lc_dialect dialect)
{
    return dialect == LC_OPENAPI_31 ? LC_DRAFT_2020
           : dialect == LC_ASYNCAPI ? LC_DRAFT_07
                                    : dialect;
}

ctr_status lc_foreign_note(struct lc_ctx *ctx, struct lc_schema_refs *refs,
                           const struct lc_value *schema, enum lc_dialect *own)
{
    enum lc_dialect named = lc_dialect_named(lc_text(lc_get(schema, "$schema")));
    *own = named ? named : *own;
    if (!refs->in_api && *own == words_of(refs->dialect)) { /* all are compared by it */
        *own = (enum lc_dialect)0;
    }
    if (!*own) {
        return CTR_OK;
    }
    const struct lc_value **key = lc_new(ctx, 1, sizeof *key);
    if (!key) {
        return CTR_E_NOMEM;
    }
    *key = schema;
    return lc_map_set(ctx, &refs->foreign, lc_pointer_key(key), (void *)(uintptr_t)*own);
}

enum lc_dialect lc_foreign_dialect(const struct lc_schema_refs *refs, const struct lc_value *schema)
{
    bool any = refs && refs->foreign.count;
    return any ? (enum lc_dialect)(uintptr_t)lc_map_get(&refs->foreign, lc_pointer_key(&schema))
               : 0;
}

bool lc_schema_foreign(const struct lc_bundle *b, const struct lc_value *schema,
                       enum lc_dialect dialect)
{
    if (dialect == LC_OPENAPI_30) { /* which has no such word */
        return false;
    }
    enum lc_dialect own = lc_foreign_dialect(b->refs, schema);
    return own && own != words_of(dialect);
}

/* Where the two dialects have it otherwise, both the reference and what stands beside it count. */
bool lc_schema_ref_alone(const struct lc_bundle *b, const struct lc_value *schema,
                         enum lc_dialect dialect)
{
    if (!lc_ref_alone(dialect, schema)) {
        return false;
    }
    enum lc_dialect own = dialect == LC_OPENAPI_30 ? 0 : lc_foreign_dialect(b->refs, schema);
    return !own || lc_ref_alone(own, schema);
}
