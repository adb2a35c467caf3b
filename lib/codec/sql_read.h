/*
 * SQL as a neutral tree: an array that begins with the word of the dialect and goes on with the
 * statements, each an array of its tokens as they are written, without comments. So a pointer
 * names a statement, from 1, and a token in it, from 0.
 *
 * `kind` of a token is an enum lc_sql_token. A comment `-- contracts: word=value` is a token, too.
 */
#ifndef LC_CODEC_SQL_READ_H
#define LC_CODEC_SQL_READ_H

#include "codec/value.h"

enum lc_sql_dialect {
    LC_DDL_ANY, /* nothing tells which */
    LC_DDL_POSTGRESQL,
    LC_DDL_SQLITE,
    LC_DDL_MYSQL
};

enum lc_sql_token {
    LC_DDL_WORD = LC_TOKEN, /* a name or a keyword */
    LC_DDL_QUOTED, /* "name", U&"name", `name`, [name]; in MySQL "text" is a string by its place */
    LC_DDL_STRING, /* 'text', E'text', $tag$text$tag$ */
    LC_DDL_NUMBER,
    LC_DDL_OP,  /* one character, or ::, or a command of psql that runs what is not here */
    LC_DDL_NOTE /* what stands behind "contracts:" in a comment of one line */
};

/* A lc_reader. INPUT for what is cut short or closes nothing, LIMIT past ctx->limits. */
ctr_status lc_sql_read(struct lc_ctx *ctx, struct lc_str text,
                       const struct lc_read_options *options, struct lc_doc *doc);
/* The same in a dialect that is known; ANY finds it out. */
ctr_status lc_sql_read_as(struct lc_ctx *ctx, struct lc_str text,
                          const struct lc_read_options *options, enum lc_sql_dialect dialect,
                          struct lc_doc *doc);
/* True if the bytes begin as SQL does that declares or changes a schema. */
bool lc_sql_looks(struct lc_str text);
/* By its spelling, or by a comment `-- contracts: dialect=…`. */
enum lc_sql_dialect lc_sql_dialect_of(struct lc_str text);
/* "sql", "postgresql", "sqlite", "mysql". */
const char *lc_sql_dialect_word(enum lc_sql_dialect dialect);
bool lc_sql_dialect_parse(struct lc_str word, enum lc_sql_dialect *out);

/* What the reader and the look at a text share. */
struct lc_sql_note {
    struct lc_str key;
    struct lc_str value;
};
/* The note in a comment (without its "--"); false if it is an ordinary one. */
bool lc_sql_note(struct lc_str comment, struct lc_sql_note *out, struct lc_str *whole);
bool lc_sql_is_name_start(unsigned char c);
bool lc_sql_is_name(unsigned char c);

#endif
