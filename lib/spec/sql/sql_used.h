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
    LC_DDL_SETTLED, /* a table, an alias where it is made, a parameter */
    LC_DDL_A_TYPE,  /* [schema.]name of one begins here, whether it is declared or built in */
    LC_DDL_A_ROUTINE,
    LC_DDL_A_COLLATION
};

/* What else than a table of the statement a name may be of, as bits. */
enum {
    LC_DDL_TYPES = 1,
    LC_DDL_ROUTINES = 2,
    LC_DDL_COLLATIONS = 4,
    LC_DDL_SEQUENCES = 8,
    LC_DDL_ROWS = 16, /* a table or view that is named as a type, or in a string */
    LC_DDL_ANY_SAID = 31
};

/* A table or view in a statement. */
struct lc_sql_source {
    const struct lc_sql_thing *thing;
    const char *alias; /* NULL: its own name */
    const char *name;  /* without a schema */
    bool whole;
    bool touched; /* one of its columns was told */
    bool written; /* by INSERT, UPDATE or DELETE */
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
    struct lc_map written; /* columns of views whose tables were told */
    struct lc_map said;    /* what is declared besides, by its last name; see sql_used_said.c */
    lc_used_fn *fn;
    void *user;
};

/* The word in lower case is one of the list, which ends in NULL. */
bool lc_sql_word_in(const struct lc_value *token, const char *const *list);
bool lc_sql_is_sign(const struct lc_value *token, const char *sign);
bool lc_sql_may_name(const struct lc_sql_use *u, const struct lc_value *token);
/* A name that the statement makes. */
ctr_status lc_sql_make_name(struct lc_sql_use *u, const struct lc_value *token);
/* Tell the part, once. */
ctr_status lc_sql_tell_part(struct lc_sql_use *u, const char *part);
/* Types, routines, collations and sequences (sql_used_said.c): what there is of them. */
ctr_status lc_sql_index_said(struct lc_sql_use *u);
/* The last token of the [schema.]name that begins at i. */
uint32_t lc_sql_chain_end(const struct lc_sql_use *u, uint32_t i);
/* Tell what the name first..last is, if something like that is declared: then *found is set. */
ctr_status lc_sql_use_said(struct lc_sql_use *u, uint32_t first, uint32_t last, unsigned what,
                           bool *found);
/* The same of the name in a string, as nextval('name') has it, and of a name that is marked. */
ctr_status lc_sql_use_string(struct lc_sql_use *u, uint32_t i);
ctr_status lc_sql_use_marked(struct lc_sql_use *u, uint32_t i);
/* Where it is a view that is written: what lies beneath, of the column or of all (NULL).
 * (sql_used_view.c) */
ctr_status lc_sql_use_beneath(struct lc_sql_use *u, const struct lc_sql_source *source,
                              const char *column);
/* Tell what the names of the statement are, and the tables of which no column was named. */
ctr_status lc_sql_use_names(struct lc_sql_use *u);
ctr_status lc_sql_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *use,
                             lc_used_fn *fn, void *user);

#endif
