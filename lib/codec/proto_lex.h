/*
 * The words of a .proto file: identifiers, numbers, strings, marks. Comments and blanks lie between
 * them and are gone.
 */
#ifndef LC_CODEC_PROTO_LEX_H
#define LC_CODEC_PROTO_LEX_H

#include "codec/value.h"

enum lc_proto_word {
    LC_PROTO_END, /* of the file */
    LC_PROTO_IDENT,
    LC_PROTO_INT,   /* decimal, octal or hexadecimal, without sign */
    LC_PROTO_FLOAT, /* with a point or an exponent */
    LC_PROTO_TEXT,  /* text holds what stands between the quotes, escapes and all */
    LC_PROTO_MARK   /* one byte */
};

struct lc_proto_token {
    enum lc_proto_word word;
    struct lc_str text;
    uint32_t offset;
};

struct lc_proto_lexer {
    struct lc_ctx *ctx;
    struct lc_doc *doc;
    const char *at;
    const char *end;
};

/* The bytes of doc->text, checked for UTF-8; a byte order mark is passed over. INPUT otherwise. */
ctr_status lc_proto_lex_begin(struct lc_proto_lexer *lexer, struct lc_ctx *ctx, struct lc_doc *doc);
/* The next word. INPUT naming the place where there is none. */
ctr_status lc_proto_lex(struct lc_proto_lexer *lexer, struct lc_proto_token *out);
/* What a string says: escapes replaced, in scratch memory where there are any. May hold any byte.
 * INPUT if an escape is malformed. */
ctr_status lc_proto_unescape(struct lc_proto_lexer *lexer, const struct lc_proto_token *token,
                             struct lc_str *out);
/* An unsigned number of any base; false if it is none or above 2^64 - 1. */
bool lc_proto_number(struct lc_str text, uint64_t *out);
/* True if both texts are the same words in the same order. Both were read before. */
bool lc_proto_same_words(struct lc_ctx *ctx, struct lc_doc *a, struct lc_doc *b);

#endif
