/*
 * The reader of GraphQL schemas (SDL). A document becomes one object with a member for each
 * definition, in the order of the source:
 *
 *   "Name"            a type: kind (the keyword), description, interfaces, types, directives,
 *                     and fields or values, each an object of its own by name
 *   "@name"           a directive: kind, description, args, repeatable, locations
 *   "(schema)"        the schema definition: query, mutation, subscription
 *   "extend Name"     an extension; the second one of a type is "extend Name 2", and so on
 *
 * A field has description, args, type ("[Name!]!" without blanks), directives; an argument or an
 * input field type, default, directives. Values are JSON; that of an enum is {"$enum": "NAME"}.
 */
#ifndef LC_CODEC_GRAPHQL_READ_H
#define LC_CODEC_GRAPHQL_READ_H

#include "codec/value.h"

/* Read `text` into doc. INPUT for what is no schema, LIMIT past ctx->limits; both name the place.
 * What names mean is not looked at. */
ctr_status lc_graphql_read(struct lc_ctx *ctx, struct lc_str text,
                           const struct lc_read_options *options, struct lc_doc *doc);

/* Whether the first words are those of a schema, which begins no JSON or YAML document and no other
 * text that is known here. */
bool lc_graphql_seen(struct lc_str text);

#define LC_GRAPHQL_SCHEMA "(schema)"
#define LC_GRAPHQL_EXTEND "extend "

#endif
