/* The format sql: reading statements into the model, and comparing two of them. */
#ifndef LC_SPEC_SQL_H
#define LC_SPEC_SQL_H

#include "spec/sql/sql_model.h"

/* ---- reading statements ---- */

/* A type, and of it only what belongs to it. (sql_type.c) */
ctr_status lc_sql_read_type(struct lc_sql_cursor *c, struct lc_sql_type *out);
const char *lc_sql_show_type(struct lc_ctx *ctx, const struct lc_sql_type *t);
/* What stands behind the name of a column: type and constraints. (sql_column.c) */
ctr_status lc_sql_read_column(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                              struct lc_sql_column *column);
/* The same without a type. */
ctr_status lc_sql_read_constraints(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                                   struct lc_sql_column *column);
/* Behind COLLATE: its name; those that PostgreSQL brings along need no schema. */
ctr_status lc_sql_collation(struct lc_sql_cursor *c, const char **out);
/* One option of an identity, or all of them in parentheses. (sql_counting.c) */
ctr_status lc_sql_read_counting(struct lc_sql_cursor *c, struct lc_sql_counting *counting);
ctr_status lc_sql_read_countings(struct lc_sql_cursor *c, struct lc_sql_counting *counting);
/* For a message, and equal for those that count alike. */
const char *lc_sql_show_counting(struct lc_sql_schema *s, const struct lc_sql_column *column);
/* The text of a default that is none: NULL. */
const char *lc_sql_default_text(struct lc_sql_cursor *c, uint32_t from, uint32_t to);
/* True if a constraint of the table begins here. (sql_constraint.c) */
bool lc_sql_is_constraint(struct lc_sql_cursor *c);
/* What was read since `from` is one more of the terms. */
ctr_status lc_sql_add_terms(struct lc_sql_cursor *c, uint32_t from, const char **terms);
/* Terms of a constraint that may begin here: NULLS NOT DISTINCT, ON CONFLICT, DEFERRABLE. What is
 * so anyway is passed over. *done is false if none does. */
ctr_status lc_sql_read_terms(struct lc_sql_cursor *c, const char **terms, bool *done);
ctr_status lc_sql_read_constraint(struct lc_sql_cursor *c, struct lc_sql_thing *t);
/* The column whose NOT NULL was given that name. One that PostgreSQL 18 makes is not looked for, as
 * checks are called so, too. */
struct lc_sql_column *lc_sql_find_not_null(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                                           const char *name);
/* Behind REFERENCES; columns are set by the caller. */
ctr_status lc_sql_read_references(struct lc_sql_cursor *c, struct lc_sql_rule *rule);
/* (column [length] [ASC], expression, …) of an index. */
ctr_status lc_sql_read_index_columns(struct lc_sql_cursor *c, struct lc_sql_rule *rule);
ctr_status lc_sql_primary(struct lc_sql_schema *s, struct lc_sql_thing *t,
                          const struct lc_sql_rule *rule);
ctr_status lc_sql_create_table(struct lc_sql_cursor *c, bool temporary,
                               bool unlogged); /* sql_table.c */
/* Behind SELECT: with INTO it creates a table. */
ctr_status lc_sql_select_into(struct lc_sql_cursor *c);
/* Options behind a table's columns. */
ctr_status lc_sql_table_options(struct lc_sql_cursor *c, struct lc_sql_thing *t);
/* One of them, in ALTER TABLE. */
ctr_status lc_sql_table_option(struct lc_sql_cursor *c, struct lc_sql_thing *t);
ctr_status lc_sql_create_index(struct lc_sql_cursor *c, bool unique, bool fulltext);
ctr_status lc_sql_create_type(struct lc_sql_cursor *c); /* sql_named.c */
ctr_status lc_sql_create_domain(struct lc_sql_cursor *c);
ctr_status lc_sql_alter_type(struct lc_sql_cursor *c);
ctr_status lc_sql_alter_domain(struct lc_sql_cursor *c);
ctr_status lc_sql_alter_table(struct lc_sql_cursor *c); /* sql_alter.c */
/* Behind RENAME TO. */
ctr_status lc_sql_rename_to(struct lc_sql_cursor *c, struct lc_sql_thing *t);
/* One action of ALTER TABLE that only MySQL or PostgreSQL knows. *done is false if it is none. */
ctr_status lc_sql_alter_more(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool *done);
/* One action that says how or where the table is kept. (sql_storage.c) */
ctr_status lc_sql_storage_action(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool *done);
ctr_status lc_sql_access_method(struct lc_sql_cursor *c, struct lc_sql_thing *t);
ctr_status lc_sql_foreign_table(struct lc_sql_cursor *c, struct lc_sql_thing *t);
/* It has another type now, and USING may stand next. (sql_rewrite.c) */
ctr_status lc_sql_retyped(struct lc_sql_cursor *c, const struct lc_sql_thing *t,
                          const struct lc_sql_column *col, const struct lc_sql_type *before,
                          const struct lc_value *node);
ctr_status lc_sql_drop(struct lc_sql_cursor *c); /* sql_drop.c */
/* With CASCADE: views that name the table, and the column where that is not NULL. */
ctr_status lc_sql_drop_views_of(struct lc_sql_schema *s, const char *table, const char *column,
                                const struct lc_value *node);
/* With CASCADE: references to a key of the table that goes. */
ctr_status lc_sql_drop_references(struct lc_sql_cursor *c, const struct lc_sql_thing *t,
                                  const struct lc_sql_rule *key);
/* With CASCADE: what stands on a thing that is gone: views, references, columns of a type. */
ctr_status lc_sql_drop_users(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                             const struct lc_value *node);
/* A statement that is kept, and what it acts on: NULL = that is not known. (sql_statement.c) */
ctr_status lc_sql_add_statement(struct lc_sql_schema *s, const char *subject, const char *text,
                                const struct lc_value *node);
/* The same, of the whole statement, whose words tell what it acts on. */
ctr_status lc_sql_add_whole(struct lc_sql_cursor *c);
/* How many are kept that may act on anything. */
uint32_t lc_sql_open_statements(const struct lc_sql_schema *s);
/* It passes for a query or a setting, and does what is not here to see. (sql_unseen.c) */
ctr_status lc_sql_runs_unseen(struct lc_sql_cursor *c, bool *out);
/* EXPLAIN ANALYZE stands next: moves to what it runs. */
bool lc_sql_explained(struct lc_sql_cursor *c);
/* The statement as a whole, kept: what it creates or alters, or a text. (sql_keep.c) */
ctr_status lc_sql_keep(struct lc_sql_cursor *c);
/* Where the tokens are nextval('name') and nothing more: that name; else NULL. (sql_sequence.c) */
ctr_status lc_sql_nextval(const struct lc_sql_cursor *c, uint32_t from, uint32_t to,
                          const char **out);
/* The [schema.]name in a text, of which nothing else may stand there; else NULL. */
ctr_status lc_sql_key_of(struct lc_sql_schema *s, const char *text, const char **out);
/* The one that PostgreSQL makes for a column that counts. */
const char *lc_sql_usual_sequence(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                                  const struct lc_sql_column *column);
/* One that is kept, or that PostgreSQL makes. */
bool lc_sql_is_sequence(struct lc_sql_schema *s, const char *name);
/* Options of CREATE or ALTER SEQUENCE; *owned: by a column. */
ctr_status lc_sql_read_sequence(struct lc_sql_cursor *c, struct lc_sql_object *o, bool *owned);
/* NULL: it is none that a column owns. */
struct lc_sql_object *lc_sql_owned_sequence(struct lc_sql_schema *s, const char *name);
/* At the end: columns count as the sequences do that they own. */
ctr_status lc_sql_settle_sequences(struct lc_sql_schema *s);
/* The table behind ON, or TO of a rule, of a kind that belongs to one; else NULL. */
ctr_status lc_sql_table_on(struct lc_sql_cursor c, const char *kind, const char **out);
/* One action of ALTER TABLE, kept. */
ctr_status lc_sql_keep_action(struct lc_sql_cursor *c, const struct lc_sql_thing *t);
ctr_status lc_sql_insert(struct lc_sql_cursor *c); /* sql_insert.c */
/* Behind SET, USE and SELECT: where names are looked for from now on. (sql_path.c) */
ctr_status lc_sql_set(struct lc_sql_cursor *c);
ctr_status lc_sql_use(struct lc_sql_cursor *c);
ctr_status lc_sql_set_config(struct lc_sql_cursor *c);
/* \connect of psql: another database, and the path that one begins with. */
ctr_status lc_sql_connect(struct lc_sql_cursor *c, bool *done);
/* The same of RESET and DISCARD, and of what begins or ends a transaction, which stand next. */
void lc_sql_reset(struct lc_sql_cursor *c);
void lc_sql_transaction(struct lc_sql_cursor *c);
/* Behind CREATE SCHEMA: `head` reads what stands before the elements. (sql_schema.c) */
typedef ctr_status lc_sql_head(struct lc_sql_cursor *c);
ctr_status lc_sql_create_schema(struct lc_sql_cursor *c, lc_sql_head *head);
/* What begins with statement `i` is undone by the one returned, as if it had not been: BEGIN by
 * ROLLBACK, SAVEPOINT by ROLLBACK TO it. 0: it is not. */
ctr_status lc_sql_undone_by(struct lc_sql_schema *s, const struct lc_value *root, uint32_t i,
                            uint32_t *out);
/* One statement. (sql_apply.c) */
ctr_status lc_sql_apply(struct lc_sql_cursor *c);
/* Refused where there are statements, and none begins as one of SQL does. (sql_verb.c) */
ctr_status lc_sql_has_statement(struct lc_sql_schema *s);
/* Apply all statements of the document. (sql_apply.c) */
ctr_status lc_sql_schema_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_sql_schema *out);

/* ---- comparing ---- */

enum lc_sql_relation {
    LC_DDL_SAME,
    LC_DDL_WIDER,
    LC_DDL_NARROWER,
    LC_DDL_PADDED, /* narrower, and what it is wider than it cannot be told: values read otherwise
                      in it */
    LC_DDL_DIFFERENT,
    LC_DDL_RESPELLED, /* another name that this dialect does not tell apart */
    LC_DDL_UNKNOWN
};
/* What became of a type. Values of enum(…) are not looked at. (sql_lattice.c) */
enum lc_sql_relation lc_sql_relate(enum lc_sql_dialect dialect, const struct lc_sql_type *older,
                                   const struct lc_sql_type *newer);

/* Literals that a column keeps as they are written; negative: no limit. (sql_lattice.c) */
struct lc_sql_keeping {
    bool numbers;
    bool strings;
    bool text; /* strings of any kind */
    bool is_unsigned;
    int64_t digits; /* before the point */
    int64_t scale;  /* behind it */
    int64_t length; /* of strings */
    bool by_bytes;  /* of which the length is a quarter of the bytes */
    int64_t bits;   /* of whole numbers; 0: it is no type of them */
    bool exact;     /* a decimal of so many digits */
};
struct lc_sql_keeping lc_sql_keeping_of(enum lc_sql_dialect dialect,
                                        const struct lc_sql_type *type);
/* A string, or a number with at most a sign. (sql_literal.c) */
bool lc_sql_is_literal(struct lc_str text);
bool lc_sql_keeps_literal(struct lc_sql_schema *s, const struct lc_sql_type *type,
                          struct lc_str text);
/* The literal is too large or too long for any column of that type; false also where that cannot be
 * told. */
bool lc_sql_refuses_literal(struct lc_sql_schema *s, const struct lc_sql_type *type,
                            struct lc_str text);
/* Texts are what it holds; `any`, however long. */
bool lc_sql_holds_text(struct lc_sql_schema *s, const struct lc_sql_type *type, bool any);
/* The literal, once a column of that type keeps it, against the other one: -1, 0, 1 as strcmp;
 * 2 = not told. */
int lc_sql_literal_order(struct lc_sql_schema *s, const struct lc_sql_type *type,
                         struct lc_str value, struct lc_str other);

/* Whom a difference touches: clients of the older edition, and, swapped, of the newer one. */
enum lc_sql_touch {
    LC_DDL_NOBODY = 0,
    LC_DDL_BR = 1, /* readers, backward */
    LC_DDL_BW = 2,
    LC_DDL_FR = 4,
    LC_DDL_FW = 8,
    LC_DDL_BRW = 3,
    LC_DDL_FRW = 12
};

struct lc_sql_cmp {
    struct lc_cmp *c;
    enum lc_sql_dialect dialect;
    struct lc_sql_schema *schema[2];     /* by ctr_side */
    uint32_t common;                     /* statements that both begin with */
    const struct lc_sql_thing *table[2]; /* whose columns are compared */
    struct lc_map renamed;               /* older name of a table or type to its newer one */
    struct lc_map changes;               /* pairs of lists of values, to what became of them */
    struct lc_map alike;                 /* pairs of types in which nothing differs */
    uint32_t depth;
    uint64_t cut; /* types that lie too deep to be looked into */
};

struct lc_sql_say {
    enum lc_rule_id rule;
    ctr_level backward; /* weight of what touches clients of the older edition */
    ctr_level forward;
    enum lc_sql_touch touches;
    const char *part;
    const struct lc_value *node[2];
    const char *arguments;
    const char *message; /* what is; who is touched is added */
    const char *advice;  /* NULL = none */
};
ctr_status lc_sql_say(struct lc_sql_cmp *x, const struct lc_sql_say *say);
/* A text of a table or a type, where it is another one; NULL = none. */
ctr_status lc_sql_text_changed(struct lc_sql_cmp *x, enum lc_rule_id rule, ctr_level level,
                               enum lc_sql_touch touches, const struct lc_sql_thing *a,
                               const struct lc_sql_thing *b, const char *what, const char *from,
                               const char *to);
ctr_status lc_sql_compare(struct lc_cmp *c, const struct lc_spec *older,
                          const struct lc_spec *newer);
/* Columns of two tables, of which `part` is the name. (sql_compare_column.c) */
ctr_status lc_sql_compare_columns(struct lc_sql_cmp *x, const char *part,
                                  const struct lc_sql_thing *older,
                                  const struct lc_sql_thing *newer);
ctr_status lc_sql_compare_column(struct lc_sql_cmp *x, const char *part,
                                 const struct lc_sql_column *older,
                                 const struct lc_sql_column *newer);
/* What a domain brings to a column: all but whether it may be null and what it falls back on, which
 * the column tells of itself; not of `elements` of an array. */
ctr_status lc_sql_compare_domain(struct lc_sql_cmp *x, const char *part,
                                 const struct lc_sql_thing *older, const struct lc_sql_thing *newer,
                                 bool elements);
/* The column that `newer` has for one of `older`, by name or by a known rename. */
struct lc_sql_column *lc_sql_counterpart(const struct lc_sql_thing *older,
                                         const struct lc_sql_thing *newer,
                                         const struct lc_sql_column *column, bool *renamed);
/* One finding about a column that both have; `message` NULL is NOMEM. */
ctr_status lc_sql_column_differs(struct lc_sql_cmp *x, enum lc_rule_id rule, ctr_level backward,
                                 ctr_level forward, enum lc_sql_touch touches, const char *part,
                                 const struct lc_sql_column *a, const struct lc_sql_column *b,
                                 const char *arguments, const char *message);
/* Where both count by themselves. (sql_compare_counting.c) */
ctr_status lc_sql_compare_counting(struct lc_sql_cmp *x, const char *part,
                                   const struct lc_sql_column *older,
                                   const struct lc_sql_column *newer);
ctr_status lc_sql_compare_type(struct lc_sql_cmp *x, const char *part,
                               const struct lc_sql_column *older,
                               const struct lc_sql_column *newer);
/* All values of the one are values of the other, and nothing more is to be said of the types. */
bool lc_sql_type_goes_on(struct lc_sql_cmp *x, const struct lc_sql_type *older,
                         const struct lc_sql_type *newer);
ctr_status lc_sql_compare_rules(struct lc_sql_cmp *x, const char *part,
                                const struct lc_sql_thing *older, const struct lc_sql_thing *newer);
ctr_status lc_sql_compare_values(struct lc_sql_cmp *x, const char *part, const char *const *older,
                                 size_t older_count, const struct lc_value *older_node,
                                 const char *const *newer, size_t newer_count,
                                 const struct lc_value *newer_node, bool by_part);
/* Columns that writers of the older edition do not know (sql_fresh.c). What they leave in one: its
 * default, or that of its domain; NULL = null, if it is not computed. */
const char *lc_sql_fallback(struct lc_sql_schema *s, const struct lc_sql_column *c);
bool lc_sql_refuses_null(struct lc_sql_schema *s, const struct lc_sql_column *c);
/* Nothing fills it, and it may not be null. */
bool lc_sql_required(struct lc_sql_schema *s, const struct lc_sql_column *c);
/* INFO if such writers go on, BREAKING if they are refused, UNDECIDED if it cannot be told: by a
 * condition on new columns alone, and by the column itself with its domain. */
ctr_level lc_sql_lets_through(struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                              const char *text);
/* True if the condition, which is one comparison, is null where the column is that such writers do
 * not know, whatever the others hold: null is let through. */
bool lc_sql_is_null_by(struct lc_sql_schema *s, const struct lc_sql_thing *thing, const char *text,
                       const struct lc_sql_column *column);
/* The same of a default that writers rely on who leave the column out, against conditions and
 * references of the table. */
ctr_level lc_sql_weigh_default(struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                               const struct lc_sql_column *column);
ctr_level lc_sql_weigh_new(struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                           const struct lc_sql_column *column);
/* What is computed for each row may fail for one. (sql_expression.c) */
bool lc_sql_may_fail(enum lc_sql_dialect dialect, const char *text);
ctr_status lc_sql_compare_objects(struct lc_sql_cmp *x);
ctr_status lc_sql_compare_statements(struct lc_sql_cmp *x);
ctr_status lc_sql_compare_references(struct lc_sql_cmp *x);
/* What a reference that only that edition has is to who deletes what it refers to, or changes its
 * key; `empty`: only who knows it writes what refers. And one that does something else now. */
ctr_status lc_sql_refers_anew(struct lc_sql_cmp *x, int side, const struct lc_sql_thing *child,
                              const struct lc_sql_rule *reference, bool empty);
ctr_status lc_sql_refers_otherwise(struct lc_sql_cmp *x, const struct lc_sql_thing *child,
                                   const struct lc_sql_rule *older, const struct lc_sql_rule *newer,
                                   ctr_level backward, ctr_level forward);
ctr_status lc_sql_compare_schemas(struct lc_sql_cmp *x);
/* (sql_compare_event.c) */
ctr_status lc_sql_compare_events(struct lc_sql_cmp *x);
ctr_status lc_sql_compare_things(struct lc_sql_cmp *x);
/* How and where two tables or views are kept. (sql_storage.c) */
ctr_status lc_sql_compare_keeping(struct lc_sql_cmp *x, const struct lc_sql_thing *older,
                                  const struct lc_sql_thing *newer);
/* Options and partitions of two tables. */
ctr_status lc_sql_compare_storage(struct lc_sql_cmp *x, const struct lc_sql_thing *older,
                                  const struct lc_sql_thing *newer);

#endif
