/*
 * What an example of the data uses of a JSON Schema.
 */
#ifndef LC_SPEC_JSON_SCHEMA_USED_H
#define LC_SPEC_JSON_SCHEMA_USED_H

#include "spec/schema/schema.h"
#include "spec/spec.h"

ctr_status lc_schema_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, enum lc_dialect dialect,
                                struct lc_doc *use, lc_used_fn *fn, void *user);

#endif
