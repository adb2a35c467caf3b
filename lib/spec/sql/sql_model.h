/*
 * The model of the format sql: what statements declare, after all of them were applied in order to
 * an empty schema. Everything lies in scratch memory and points into the document.
 *
 * Names are keys: what a quoted name folds to in its dialect, "schema.name" where the schema is not
 * the default one; what has a meaning in a part (a space, '.', '/', '(') is written %20 and so on.
 */
#ifndef LC_SPEC_SQL_MODEL_H
#define LC_SPEC_SQL_MODEL_H

#include "spec/sql/sql_cursor.h"

enum { LC_DDL_ARGS = 2 };

/* A type as it is written, words in lower case. */
struct lc_sql_type {
    const char *name; /* "character varying", "int unsigned"; NULL: none is given (SQLite) */
    int64_t arg[LC_DDL_ARGS];
    uint8_t args;
    uint8_t dims;
    bool is_unsigned;
    bool with_zone;
    int64_t zeros; /* MySQL: read with zeros before it, up to so many digits; -1 = as usual */
    const char *const *values; /* of enum(…) and set(…) */
    uint32_t value_count;
    const char *shown;
};

/* Names that a thing had before. */
struct lc_sql_was {
    const char *name;
    const struct lc_sql_was *next;
};

enum lc_sql_identity { LC_DDL_NO_IDENTITY, LC_DDL_BY_DEFAULT, LC_DDL_ALWAYS };

/* How a column counts by itself; NULL = as usual. */
struct lc_sql_counting {
    const char *step;
    const char *start;
    const char *least;
    const char *most;
    bool cycles;
    uint8_t bits; /* of a sequence that is declared apart; 0 = those of the column */
    bool once;    /* SQLite: no number comes twice, though the row is gone */
};

struct lc_sql_column {
    const char *name;
    const struct lc_value *node;
    struct lc_sql_type type;
    const char *fallback;  /* DEFAULT; NULL = none */
    const char *generated; /* NULL = it is not */
    const char *collation;
    const char *terms; /* what is done to values that nobody gave, or that offend; NULL = nothing */
    const char *comment;
    const struct lc_sql_was *was;
    const struct lc_sql_column *source; /* of a view: the column of its base that it shows */
    enum lc_sql_identity identity;
    struct lc_sql_counting counting;
    const char *sequence; /* it counts with; NULL = one of its own, without a name here */
    bool owns;            /* and that is its own */
    bool serial;          /* its identity is but a default */
    bool descending;      /* it is a key of SQLite that says so itself, and so no row number */
    bool brought;         /* it is of parents alone */
    uint32_t parents;     /* tables that it is inherited from */
    bool invisible;       /* MySQL: no matter of SELECT * and of INSERT without names */
    bool not_null;
    const char *not_null_name; /* of that constraint; NULL = none is given */
    uint32_t position;         /* while comparing */
};

enum lc_sql_rule_kind {
    LC_DDL_PRIMARY,
    LC_DDL_UNIQUE,
    LC_DDL_FOREIGN,
    LC_DDL_CHECK,
    LC_DDL_EXCLUDE,
    LC_DDL_INDEX
};

/* Kinds of one name space each: two of them may have one name. */
enum {
    LC_DDL_KEYS =
        1 << LC_DDL_PRIMARY | 1 << LC_DDL_UNIQUE | 1 << LC_DDL_EXCLUDE | 1 << LC_DDL_INDEX,
    LC_DDL_FOREIGNS = 1 << LC_DDL_FOREIGN,
    LC_DDL_CHECKS = 1 << LC_DDL_CHECK
};

/* A constraint or an index. */
struct lc_sql_rule {
    enum lc_sql_rule_kind kind;
    const char *name; /* NULL = none is given */
    const char *made; /* then the one that MySQL makes */
    bool index;       /* of CREATE INDEX, which no statement names as a constraint */
    bool fulltext;    /* MySQL: MATCH wants one of just these columns */
    bool alone;       /* NO INHERIT */
    bool loose;       /* MySQL: at a column, where editions up to 8.4 read and forget it */
    bool brought;     /* it is of parents alone */
    uint32_t number;  /* that MySQL counts into the name of a reference or a check; 0 = none */
    const struct lc_value *node;
    const char **columns; /* keys, or texts of expressions */
    uint32_t count;
    const char *text;   /* of CHECK, EXCLUDE; WHERE of an index */
    const char *target; /* table of FOREIGN */
    const char **target_columns;
    uint32_t target_count;
    const char *actions; /* of FOREIGN: ON DELETE …, all that follow as one text */
    const char *removed; /* what ON DELETE says, and so on; "" = nothing */
    const char *updated;
    const char *matching;
    const char
        *terms; /* what is equal, when it is judged, what is done with rows; NULL = as usual */
};

enum lc_sql_kind {
    LC_DDL_TABLE,
    LC_DDL_VIEW,
    LC_DDL_COMPOSITE,
    LC_DDL_ENUM,
    LC_DDL_DOMAIN,
    LC_DDL_OTHER_TYPE
};

/* Options of a table, of which each is given once. */
enum lc_sql_option {
    LC_DDL_ENGINE,
    LC_DDL_CHARSET,
    LC_DDL_COLLATE,
    LC_DDL_WITHOUT_ROWID,
    LC_DDL_STRICT,
    LC_DDL_OTHERS, /* one after the other */
    LC_DDL_OPTIONS
};

/* What is said of a view besides its query, each once. */
enum lc_sql_view_term {
    LC_DDL_VIEW_ALGORITHM, /* one that lets nobody write */
    LC_DDL_VIEW_DEFINER,
    LC_DDL_VIEW_SECURITY, /* whose rights are checked, if not the definer's */
    LC_DDL_VIEW_BARRIER,
    LC_DDL_VIEW_CHECK, /* WITH CHECK OPTION */
    LC_DDL_VIEW_EMPTY, /* WITH NO DATA, and not filled since */
    LC_DDL_VIEW_TERMS
};

/* A partition of a table. */
struct lc_sql_partition {
    const char *name;
    const char *bounds; /* FOR VALUES …; "" = not known */
    bool gone;
};

/* A table, a view or a type. */
struct lc_sql_thing {
    enum lc_sql_kind kind;
    const char *name;
    const struct lc_value *node;
    const struct lc_sql_was *was;
    struct lc_sql_thing *beneath; /* that it hides, as it is temporary; NULL = nothing */
    uint32_t since;               /* the statement that gave it this name */
    uint32_t behind; /* statements before it that may act on anything: see lc_sql_kept */
    bool temporary;
    bool opaque; /* its columns are not known */
    bool materialized;
    bool inherits;                  /* its columns come from another thing */
    struct lc_sql_column **columns; /* of a DOMAIN one, which is it */
    size_t count;
    size_t room;
    struct lc_map by_name;
    struct lc_map former; /* names that columns had, once all is read: to a column */
    struct lc_sql_rule **rules;
    size_t rule_count;
    size_t rule_room;
    struct lc_map called;   /* names that a rule of it has, or had: to how many have it */
    const char **values;    /* ENUM */
    struct lc_map value_of; /* each of them to anything */
    const struct lc_value **value_nodes;
    size_t value_count;
    size_t value_room;
    const char *text; /* of a view: its query without plain columns; of an opaque thing: all */
    const char *comment;
    const struct lc_sql_thing *copy_of; /* whose rows an INSERT … SELECT brought here */
    const char *option[LC_DDL_OPTIONS]; /* those that matter to clients; NULL = not given */
    const char *options;                /* all of them as one text */
    uint32_t collated;   /* the statement that gave its collation, MySQL's CHARSET takes away */
    const char *owner;   /* NULL = not said */
    const char *method;  /* of access; NULL = the usual one */
    const char *replica; /* REPLICA IDENTITY; NULL = the usual one */
    const char *foreign; /* SERVER …; NULL = it lies here */
    bool unlogged;
    bool filled;           /* INSERT stands in the document */
    const char *partition; /* PARTITION BY …; NULL = none */
    struct lc_sql_partition *partitions;
    size_t partition_count; /* with those that are gone */
    size_t partition_room;
    struct lc_map partition_of;  /* name to its place among them, from 1 */
    struct lc_sql_thing *whole;  /* that it is a partition of; NULL = of none */
    uint32_t reached;            /* by which handing down */
    struct lc_sql_thing **heirs; /* tables that inherit from it, and its partitions */
    size_t heir_count;
    size_t heir_room;
    const struct lc_value *const *words; /* of a view: names in its query */
    size_t word_count;
    const char *term[LC_DDL_VIEW_TERMS]; /* of a view; NULL = as usual */
    const struct lc_sql_thing *base;     /* of a view: all rows of that table; NULL = else */
    const char *base_name;               /* as it was called then */
};

/* What is kept and compared as a whole: a function, a trigger. */
struct lc_sql_object {
    const char *kind;
    const char *name;
    const char *text;
    const struct lc_value *node;
    const char *on;                  /* the table it belongs to; NULL = none */
    const char *owner;               /* NULL = not said */
    struct lc_sql_counting counting; /* of a sequence */
    struct lc_sql_column *column;    /* that owns it */
    bool gone;
    uint32_t place; /* while comparing: among those that come one after the other */
};

/* A statement that nobody looks into. What it does may depend on those before it. */
struct lc_sql_kept {
    const char *text;
    const struct lc_value *node;
    uint32_t before; /* statements before it that may act on anything */
};

/* Those that act on one thing, in their order. */
struct lc_sql_line {
    const char *subject; /* "" = what they act on is not known */
    struct lc_sql_kept *kept;
    size_t count;
    size_t room;
};

/* Something that happened on the way and that the schema at the end does not tell. */
struct lc_sql_event {
    const struct lc_sql_thing *of;
    const struct lc_sql_column *column; /* NULL = all of the table, or rows of it */
    const char *table;                  /* as they were called then */
    const char *name;
    const struct lc_value *node;
    uint32_t statement;
    uint32_t since;      /* from which on it was called so */
    const char *remaker; /* of the values of the column, which stays; NULL = it went */
    bool deletion;       /* of rows */
};

struct lc_sql_path {
    const char **names;
    size_t count;
};

struct lc_sql_schema {
    struct lc_ctx *ctx;
    struct lc_doc *doc;
    enum lc_sql_dialect dialect;
    uint64_t seed;        /* of maps of names */
    const char *home;     /* the default schema; NULL = not yet known */
    const char *database; /* of psql, that it was told to go to first; NULL = none */
    const char *another;  /* the one that it went to after that; NULL = it is there still */
    const char **path;    /* where names without a schema are looked for */
    size_t path_count;
    struct lc_sql_path committed; /* the path once the transaction has ended */
    struct lc_sql_path before;    /* and once it was rolled back */
    bool in_transaction;
    struct lc_sql_thing **things;
    size_t count;
    size_t room;
    struct lc_map by_name;
    struct lc_sql_object **objects;
    size_t object_count;
    size_t object_room;
    struct lc_map objects_by_name;
    struct lc_sql_line **lines; /* statements that are kept */
    size_t line_count;
    size_t line_room;
    struct lc_map line_of; /* subject to its line */
    struct lc_map indexes; /* names of indexes to their tables; see lc_sql_find_index */
    struct lc_sql_event *events;
    size_t event_count;
    size_t event_room;
    const char **schemas; /* created ones */
    const struct lc_value **schema_nodes;
    size_t schema_count;
    size_t schema_room;
    struct lc_map weighed; /* while comparing: domains with what they are left with, to a level */
    /* while reading */
    bool dumped; /* pg_dump wrote it, which leaves out what is in tables and views */
    uint32_t statement;
    uint32_t undone;            /* the statement that ends what was passed over */
    uint32_t handed;            /* how often something was handed down */
    struct lc_sql_named *named; /* what a note may stand beside, by place */
    size_t named_count;
    size_t named_room;
};

struct lc_sql_named {
    uint32_t offset;
    const struct lc_sql_was **was;
};

/* ---- the model (sql_model.c) ---- */

struct lc_sql_thing *lc_sql_find(struct lc_sql_schema *s, const char *name);
/* By the name that stands next, along the path. INPUT if there is none and `must`; else NULL. */
ctr_status lc_sql_find_next(struct lc_sql_cursor *c, bool must, const char *what,
                            struct lc_sql_thing **out, const struct lc_value **node);
ctr_status lc_sql_add_thing(struct lc_sql_schema *s, enum lc_sql_kind kind, const char *name,
                            const struct lc_value *node, struct lc_sql_thing **out);
/* A temporary one, which hides what has its name and is not. */
ctr_status lc_sql_add_temporary(struct lc_sql_schema *s, enum lc_sql_kind kind, const char *name,
                                const struct lc_value *node, struct lc_sql_thing **out);
/* One of the name is there that IF NOT EXISTS means. */
bool lc_sql_is_taken(struct lc_sql_schema *s, const char *name, bool temporary);
ctr_status lc_sql_drop_thing(struct lc_sql_schema *s, struct lc_sql_thing *t,
                             const struct lc_value *node);
ctr_status lc_sql_rename_thing(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *name,
                               const struct lc_value *node);
struct lc_sql_column *lc_sql_find_column(const struct lc_sql_thing *t, const char *name);
ctr_status lc_sql_column_must(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *name,
                              const struct lc_value *node, struct lc_sql_column **out);
ctr_status lc_sql_add_column(struct lc_sql_schema *s, struct lc_sql_thing *t,
                             struct lc_sql_column *column);
ctr_status lc_sql_drop_column(struct lc_sql_schema *s, struct lc_sql_thing *t,
                              struct lc_sql_column *column, const struct lc_value *node);
ctr_status lc_sql_rename_column(struct lc_sql_schema *s, struct lc_sql_thing *t,
                                struct lc_sql_column *column, const char *name,
                                const struct lc_value *node);
ctr_status lc_sql_add_value(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *value,
                            const struct lc_value *node, size_t at);
/* Rows of it go; or it goes, or a column of it, from under the name that it has. */
ctr_status lc_sql_rows_go(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                          const struct lc_value *node);
ctr_status lc_sql_goes(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                       const struct lc_sql_column *column, const struct lc_value *node);
/* Its values are made anew, and by what. */
ctr_status lc_sql_values_go(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                            const struct lc_sql_column *column, const char *remaker,
                            const struct lc_value *node);
/* Add or replace the object. */
ctr_status lc_sql_set_object(struct lc_sql_schema *s, const struct lc_sql_object *object);
/* `on`: its table, which in PostgreSQL tells apart what has one name; may be NULL. */
struct lc_sql_object *lc_sql_find_object(struct lc_sql_schema *s, const char *kind,
                                         const char *name, const char *on);
int64_t lc_sql_line(struct lc_sql_schema *s, const struct lc_value *node);
ctr_status lc_sql_can_be_named(struct lc_sql_schema *s, const struct lc_value *node,
                               const struct lc_sql_was **was);

/* ---- constraints and indexes (sql_rule.c) ---- */

ctr_status lc_sql_add_rule(struct lc_sql_schema *s, struct lc_sql_thing *t,
                           const struct lc_sql_rule *rule);
void lc_sql_drop_rule(struct lc_sql_thing *t, size_t index);
ctr_status lc_sql_rename_rule(struct lc_sql_schema *s, struct lc_sql_thing *t, size_t index,
                              const char *name, const struct lc_value *node);
/* Index of the rule of that name and of those kinds; -1 if there is none. */
long lc_sql_find_rule(const struct lc_sql_thing *t, const char *name, int kinds);
/* The same, also by the name that the dialect gives it. */
long lc_sql_find_called(struct lc_sql_schema *s, const struct lc_sql_thing *t, const char *name,
                        int kinds);
/* The table of the index of that name, if it was never the name of another, and its place there;
 * NULL: look everywhere. */
struct lc_sql_thing *lc_sql_find_index(struct lc_sql_schema *s, const char *name, long *at);
/* MySQL makes an index for a reference, which stays when that goes and is not told of here. */
bool lc_sql_may_be_index(const struct lc_sql_schema *s, const struct lc_sql_thing *t,
                         const char *name);
/* MySQL calls them by the table, which has another name now. */
ctr_status lc_sql_recall_rules(struct lc_sql_schema *s, struct lc_sql_thing *t);
/* The name without its schema. */
const char *lc_sql_bare(const char *name);

/* ---- partitions (sql_partition.c) ---- */

/* NULL if it has none of that name. */
const struct lc_sql_partition *lc_sql_find_partition(const struct lc_sql_thing *t,
                                                     const char *name);
/* Add it, or give it other bounds; NULL: no memory for them. */
ctr_status lc_sql_add_partition(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *name,
                                const char *bounds);
/* PARTITION name bounds of MySQL, at which it may stand anew. */
ctr_status lc_sql_read_partition(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool anew);
ctr_status lc_sql_drop_partition(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *name);

/* ---- inheritance (sql_heir.c) ---- */

ctr_status lc_sql_add_heir(struct lc_sql_schema *s, struct lc_sql_thing *t,
                           struct lc_sql_thing *heir);
void lc_sql_drop_heir(struct lc_sql_thing *t, const struct lc_sql_thing *heir);
/* An action of ALTER TABLE, once more for all that inherit what it changes. */
typedef ctr_status lc_sql_action(struct lc_sql_cursor *c, struct lc_sql_thing *t);
ctr_status lc_sql_hand_down(const struct lc_sql_cursor *from, struct lc_sql_thing *t,
                            lc_sql_action *action);
/* `cascade`: and what stands on them. */
ctr_status lc_sql_drop_heirs(struct lc_sql_schema *s, struct lc_sql_thing *t,
                             const struct lc_value *node, bool cascade);

#endif
