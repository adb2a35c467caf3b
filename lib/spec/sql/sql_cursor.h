/* Walking over the tokens of one statement of SQL: names as keys, expressions as texts. */
#ifndef LC_SPEC_SQL_CURSOR_H
#define LC_SPEC_SQL_CURSOR_H

#include "codec/sql_read.h"
#include "spec/spec.h"

struct lc_sql_schema;

/* ---- a cursor over the tokens of a statement (sql_cursor.c) ---- */

struct lc_sql_cursor {
    struct lc_sql_schema *s;
    const struct lc_value *at; /* tokens */
    uint32_t i;
    uint32_t count;
    const struct lc_value *whole; /* the statement */
};

/* NULL at the end. */
const struct lc_value *lc_sql_peek(struct lc_sql_cursor *c);
const struct lc_value *lc_sql_peek2(struct lc_sql_cursor *c);
bool lc_sql_is(struct lc_sql_cursor *c, const char *word); /* the next word or sign is it */
bool lc_sql_is_among(struct lc_sql_cursor *c, const char *const *words); /* NULL ends them */
bool lc_sql_is2(struct lc_sql_cursor *c, const char *first, const char *second);
bool lc_sql_take(struct lc_sql_cursor *c, const char *word);
bool lc_sql_take2(struct lc_sql_cursor *c, const char *first, const char *second);
ctr_status lc_sql_want(struct lc_sql_cursor *c, const char *word);
/* Past one token, or past a whole parenthesis. */
void lc_sql_skip(struct lc_sql_cursor *c);
/* To the end, or before a ',' or ')' that is not inside a parenthesis. */
void lc_sql_skip_item(struct lc_sql_cursor *c);
bool lc_sql_done(struct lc_sql_cursor *c); /* at the end */
bool lc_sql_item_done(struct lc_sql_cursor *c);
/* INPUT at the next token: "…; expected WHAT". */
ctr_status lc_sql_unexpected(struct lc_sql_cursor *c, const char *what);
ctr_status lc_sql_fail(struct lc_sql_schema *s, const struct lc_value *node, const char *format,
                       ...) __attribute__((format(printf, 3, 4)));

/* A name as its key; *node is its token. */
ctr_status lc_sql_name(struct lc_sql_cursor *c, const char **out, const struct lc_value **node);
/* The name of a column, or of what folds like one. */
ctr_status lc_sql_column_name(struct lc_sql_cursor *c, const char **out,
                              const struct lc_value **node);
/* [schema.]name as a key; a name without a schema is one of the first schema of the path. */
ctr_status lc_sql_table_name(struct lc_sql_cursor *c, const char **out,
                             const struct lc_value **node);
/* (a, b, …) as keys. */
ctr_status lc_sql_names(struct lc_sql_cursor *c, const char ***out, uint32_t *count);
const char *lc_sql_key(struct lc_sql_schema *s, const struct lc_value *token, bool column);
/* The text of a comment; an empty one is none. */
ctr_status lc_sql_comment(struct lc_sql_cursor *c, const char **out);
/* A word that stands in no document. */
struct lc_value lc_sql_word(struct lc_str text);

/* ---- texts of expressions (sql_text.c) ---- */

/* A string token without its quotes. */
const char *lc_sql_string(struct lc_sql_schema *s, const struct lc_value *token);
/* Tokens from..to as a text in which nothing but words and order matter. */
const char *lc_sql_text(struct lc_sql_cursor *c, uint32_t from, uint32_t to);
/* The same without parentheses that hold all of it. */
const char *lc_sql_expression(struct lc_sql_cursor *c, uint32_t from, uint32_t to);
/* The next word or string of a text; false at its end. */
bool lc_sql_next_word(const char **at, struct lc_str *word);
/* The next word that may be the name of a column: no function, and no type of a literal or cast. */
bool lc_sql_next_name(const char **at, struct lc_str *word);
/* True if the text may name that column. */
bool lc_sql_has_name(const char *text, struct lc_str column);
/* The text with each name of a column that is a key of `names` as what it maps to there. */
const char *lc_sql_reworded(struct lc_ctx *ctx, const char *text, const struct lc_map *names);

#endif
