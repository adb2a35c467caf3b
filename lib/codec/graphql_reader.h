/*
 * What the files of the GraphQL reader share: the reading under way.
 */
#ifndef LC_CODEC_GRAPHQL_READER_H
#define LC_CODEC_GRAPHQL_READER_H

#include "base/map.h"
#include "codec/graphql_lex.h"
#include "codec/tree.h"

struct lc_gql_reader {
    struct lc_gql_lexer lex;
    struct lc_tree tree;
    struct lc_map extended; /* key of what is extended to how often */
    struct lc_str owner;    /* of the definition under way, for messages */
};

static inline bool lc_gql_at(const struct lc_gql_reader *r, int token)
{
    return r->lex.token == token;
}

/* Pass a token over; INPUT if it is another one. */
static inline ctr_status lc_gql_expect(struct lc_gql_reader *r, int token, const char *what)
{
    return lc_gql_at(r, token) ? lc_gql_next(&r->lex) : lc_gql_expected(&r->lex, "%s", what);
}

/* A member whose value is written next. */
static inline ctr_status lc_gql_member(struct lc_gql_reader *r, struct lc_str key)
{
    return lc_tree_push_member(&r->tree, key, r->lex.offset);
}

static inline ctr_status lc_gql_text_member(struct lc_gql_reader *r, const char *key,
                                            struct lc_str text, uint32_t offset)
{
    LC_TRY(lc_tree_push_member(&r->tree, lc_str(key), offset));
    lc_tree_set_text(&r->tree, LC_STRING, offset, text);
    return CTR_OK;
}

/* graphql_value.c: close an object of names; two of one name are refused in words of GraphQL. */
ctr_status lc_gql_close_names(struct lc_gql_reader *r, const char *what);
/* A constant. */
ctr_status lc_gql_value(struct lc_gql_reader *r);

#endif
