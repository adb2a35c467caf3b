/*
 * A document of operations that is gone through for what it uses of a schema.
 */
#ifndef LC_SPEC_GRAPHQL_USED_H
#define LC_SPEC_GRAPHQL_USED_H

#include "spec/graphql/graphql.h"

#include "codec/graphql_lex.h"

struct gql_spread;

struct gql_use {
    struct lc_ctx *ctx;
    struct lc_graphql *g;
    struct lc_gql_lexer lex;
    struct lc_map fragments;    /* by name, spread or defined */
    struct gql_spread *spreads; /* each with the type it stands in */
    size_t spread_count, spread_room;
    struct lc_map met;  /* pairs of types that were looked at */
    struct lc_map told; /* parts */
    lc_used_fn *fn;
    void *user;
    uint32_t depth;
};

/* graphql_used.c: tells the type as such, "Type.__typename". */
ctr_status lc_gql_use_type(struct gql_use *u, const struct gql_type *type);

/* graphql_used_fragment.c */
/* At the name of a fragment that is defined on `on`; INPUT if one of the name is. */
ctr_status lc_gql_fragment(struct gql_use *u, struct lc_str name, const struct gql_type *on);
/* "...name" in a selection of `parent`, NULL in one of introspection. */
ctr_status lc_gql_spread(struct gql_use *u, struct lc_str name, const struct gql_type *parent);
/* What is on `on` stands in a selection of `parent`. */
ctr_status lc_gql_use_both(struct gql_use *u, const struct gql_type *parent,
                           const struct gql_type *on);
/* At the end, when all fragments are known; INPUT for one that is not. */
ctr_status lc_gql_use_spreads(struct gql_use *u);

#endif
