/*
 * JSON Schema, in every dialect we know and as OpenAPI uses it: comparing two schemas by what they
 * accept.
 *
 * One comparer serves all: a site says where the schema stands, and so which direction must hold
 * and which rule ids are spoken.
 */
#ifndef LC_SPEC_SCHEMA_H
#define LC_SPEC_SCHEMA_H

#include "spec/compare.h"

enum lc_dialect {
    LC_DRAFT_04 = 1,
    LC_DRAFT_06,
    LC_DRAFT_07,
    LC_DRAFT_2019,
    LC_DRAFT_2020,
    LC_OPENAPI_30, /* nullable, boolean exclusive limits, discriminator */
    LC_OPENAPI_31, /* 2020-12 with discriminator */
    LC_ASYNCAPI    /* draft 07 with discriminator; where a validator asks, draft 07 */
};

/* Nothing counts beside a $ref. */
static inline bool lc_dialect_refs_alone(enum lc_dialect dialect)
{
    return dialect <= LC_DRAFT_07 || dialect == LC_OPENAPI_30 || dialect == LC_ASYNCAPI;
}

/* Find every `$id` and anchor, load every file, check every reference. `in_api`: the schemas stand
 * in a document that is none itself. */
ctr_status lc_schema_load(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                          bool in_api);

/* Where a schema stands. In mode BACKWARD the old one must imply the new one for DATA, PARAMETER
 * and REQUEST, the new one the old one for RESPONSE and HEADER; FORWARD swaps. */
enum lc_site { LC_SITE_DATA, LC_SITE_PARAMETER, LC_SITE_REQUEST, LC_SITE_RESPONSE, LC_SITE_HEADER };

/* Compare; either node may be absent (value NULL = no schema, accepts everything). Adds findings
 * with parts below `part`. Memoised on (old, new, site), greatest fixed point under recursion. */
ctr_status lc_schema_compare(struct lc_cmp *c, enum lc_dialect old_dialect,
                             enum lc_dialect new_dialect, enum lc_site site,
                             const struct lc_part *part, struct lc_node old_schema,
                             struct lc_node new_schema);

/* What a comparison holds beyond its memory is given back; whether there was one or not. */
void lc_schema_end(struct lc_cmp *c);

/* Called for each data part of a schema, depth first; recursion is cut at the first repeated
 * schema. */
typedef ctr_status (*lc_part_fn)(void *user, const struct lc_part *part);
ctr_status lc_schema_parts(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                           struct lc_node schema, const struct lc_part *part, lc_part_fn fn,
                           void *user);
/* True in *out if the schema has the data part named by `pointer` ("/a/b", "/" is the root, items
 * "*", tuple item "0", map values "{}"), through combinators and references. */
ctr_status lc_schema_has(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                         struct lc_node schema, struct lc_str pointer, bool *out);

/* Of `x-stability-level`: not said (NULL) is stable, anything else than the four words unknown. */
enum lc_stability {
    LC_STABILITY_UNKNOWN = -1,
    LC_STABILITY_DRAFT,
    LC_STABILITY_ALPHA,
    LC_STABILITY_BETA,
    LC_STABILITY_STABLE
};
enum lc_stability lc_stability_of(const struct lc_value *level);

#endif
