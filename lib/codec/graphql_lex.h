/*
 * Tokens of GraphQL: of schemas and of executable documents.
 */
#ifndef LC_CODEC_GRAPHQL_LEX_H
#define LC_CODEC_GRAPHQL_LEX_H

#include "codec/value.h"

/* Punctuators are their own character; "..." is '.'. */
enum lc_gql_token {
    LC_GQL_END = 0,
    LC_GQL_NAME = 'a',
    LC_GQL_INT = '0',
    LC_GQL_FLOAT = '1',
    LC_GQL_STRING = '"',
    LC_GQL_BLOCK = 'b' /* between three quotation marks */
};

struct lc_gql_lexer {
    struct lc_ctx *ctx;
    struct lc_doc *doc;
    const char *begin;
    const char *end;
    const char *at;     /* behind the token */
    int token;          /* of enum lc_gql_token, or a character */
    uint32_t offset;    /* of the token */
    uint32_t last_end;  /* where the token before it ended */
    struct lc_str text; /* of it; of a string what stands between the quotation marks */
    bool plain;         /* a string that means what is written */
};

/* Check the bytes (UTF-8; a byte order mark is passed over) and read the first token. INPUT. */
ctr_status lc_gql_begin(struct lc_gql_lexer *lex, struct lc_ctx *ctx, struct lc_doc *doc);
/* The next token. At the end it stays at the end. */
ctr_status lc_gql_next(struct lc_gql_lexer *lex);
/* What the string token means; scratch memory where that is not what is written. */
ctr_status lc_gql_string(struct lc_gql_lexer *lex, struct lc_str *out);
/* INPUT: "expected …, found …", at the token. */
ctr_status lc_gql_expected(struct lc_gql_lexer *lex, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static inline bool lc_gql_is_name(const struct lc_gql_lexer *lex, const char *word)
{
    return lex->token == LC_GQL_NAME && lc_str_is(lex->text, word);
}

#endif
