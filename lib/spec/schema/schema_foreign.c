/*
 * Schemas of another dialect inside a document. Who validates reads each by its own; who compares
 * reads all by one, so such a schema is only remembered to be one, with all that is in it: its
 * words may mean something else, and if it changes, a witness or a person has to decide.
 */
#include "spec/schema/schema_refs.h"

ctr_status lc_foreign_note(struct lc_ctx *ctx, struct lc_schema_refs *refs,
                           const struct lc_value *schema, bool *foreign)
{
    enum lc_dialect own = lc_dialect_named(lc_text(lc_get(schema, "$schema")));
    if (own && refs->dialect != LC_OPENAPI_30) { /* which has no such keyword */
        *foreign = own != (refs->dialect == LC_OPENAPI_31 ? LC_DRAFT_2020 : refs->dialect);
    }
    if (!*foreign) {
        return CTR_OK;
    }
    const struct lc_value **key = lc_new(ctx, 1, sizeof *key);
    if (!key) {
        return CTR_E_NOMEM;
    }
    *key = schema;
    return lc_map_set(ctx, &refs->foreign, lc_pointer_key(key), refs);
}

bool lc_schema_foreign(const struct lc_bundle *b, const struct lc_value *schema)
{
    const struct lc_schema_refs *refs = b->refs;
    return refs && refs->foreign.count && lc_map_get(&refs->foreign, lc_pointer_key(&schema));
}
