/*
 * What a consumer's statements use of a declared schema. First the tables of a statement and the
 * names that it makes itself are found (sql_used.c), then every other name in it is one of a column
 * of these tables (sql_used_name.c). A name that more than one of them has counts for each, and
 * what cannot be told counts for the whole table: never less than what is used.
 */
#ifndef LC_SPEC_SQL_USED_H
#define LC_SPEC_SQL_USED_H

#include "spec/sql/sql.h"

/* What a token was found to be. */
enum lc_sql_mark {
    LC_DDL_UNMARKED,
    LC_DDL_SETTLED, /* a table, an alias where it is made, a type, a parameter */
};

/* A table or view in a statement. */
struct lc_sql_source {
    const struct lc_sql_thing *thing;
    const char *alias; /* NULL: its own name */
    const char *name;  /* without a schema */
    bool whole;
    bool touched; /* one of its columns was told */
};

struct lc_sql_use {
    struct lc_sql_schema s; /* the schema; places are those of the consumer's document */
    struct lc_sql_cursor c; /* over one statement */
    uint8_t *mark;          /* of each token */
    struct lc_sql_source *sources;
    size_t count;
    size_t room;
    struct lc_map made; /* names of the statement: of its subqueries, of what it selects */
    struct lc_map told;
    lc_used_fn *fn;
    void *user;
};

/* The word in lower case is one of the list, which ends in NULL. */
bool lc_sql_word_in(const struct lc_value *token, const char *const *list);
bool lc_sql_is_sign(const struct lc_value *token, const char *sign);
bool lc_sql_may_name(const struct lc_sql_use *u, const struct lc_value *token);
/* A name that the statement makes. */
ctr_status lc_sql_make_name(struct lc_sql_use *u, const struct lc_value *token);
/* Tell what the names of the statement are, and the tables of which no column was named. */
ctr_status lc_sql_use_names(struct lc_sql_use *u);
ctr_status lc_sql_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *use,
                             lc_used_fn *fn, void *user);

#endif
