/*
 * The avro room: a schema (.avsc) as types that know each other by pointer, and the comparison of
 * two. Names, promotions and resolution follow the specification of Avro 1.12.
 */
#ifndef LC_SPEC_AVRO_H
#define LC_SPEC_AVRO_H

#include "spec/spec.h"

enum lc_avro_kind {
    LC_AVRO_NULL,
    LC_AVRO_BOOLEAN,
    LC_AVRO_INT,
    LC_AVRO_LONG,
    LC_AVRO_FLOAT,
    LC_AVRO_DOUBLE,
    LC_AVRO_BYTES,
    LC_AVRO_STRING,
    LC_AVRO_PRIMITIVES, /* how many have no more to them than their word */
    LC_AVRO_ARRAY = LC_AVRO_PRIMITIVES,
    LC_AVRO_MAP,
    LC_AVRO_UNION,
    LC_AVRO_RECORD, /* from here on: types with a name */
    LC_AVRO_ENUM,
    LC_AVRO_FIXED,
    LC_AVRO_KINDS
};

struct lc_avro_type;

/* A type at a place that uses it. */
struct lc_avro_ref {
    const struct lc_avro_type *type;
    const struct lc_value *at;
};

/* What a default is worth. */
enum lc_avro_default {
    LC_AVRO_NO_DEFAULT,
    LC_AVRO_DEFAULT_GOOD,
    LC_AVRO_DEFAULT_LATER,   /* fits a branch of the union that is not its first: since 1.12 */
    LC_AVRO_DEFAULT_BAD,     /* fits nothing, so it cannot be used */
    LC_AVRO_DEFAULT_UNKNOWN, /* the work for telling was too much */
    LC_AVRO_DEFAULT_ASKED    /* being judged at the moment */
};

struct lc_avro_field {
    struct lc_str name;
    const struct lc_value *at; /* its object */
    struct lc_avro_ref type;
    const struct lc_value *fallback; /* the default; NULL: none */
    const struct lc_value *aliases;  /* array of strings, or NULL */
    enum lc_avro_default state;
    bool extra; /* has attributes of other people */
};

/* Places in a list by the name of what is there: open addressing, made in its full size. */
struct lc_avro_slot {
    uint32_t hash;
    uint32_t place; /* + 1; 0: free */
};
struct lc_avro_index {
    struct lc_avro_slot *slots;
    uint32_t mask;
    uint64_t seed;
};

/* The branches of a long union by what they are called. */
struct lc_avro_branches {
    struct lc_avro_index by_name;   /* the whole name */
    struct lc_avro_index by_word;   /* without the namespace; several may have it */
    struct lc_map by_alias;         /* the first of several, by kind and name */
    int64_t unnamed[LC_AVRO_UNION]; /* by kind; -1: none */
};

struct lc_avro_type {
    uint8_t kind;
    bool extra;    /* has attributes of other people */
    uint8_t state; /* enum: of its default */
    uint32_t id;   /* from 0, in the order of definition; of named types only */
    const struct lc_value *at;
    struct lc_str name; /* with the namespace; named types only */
    struct lc_str word; /* the name without it; for others the kind's word */
    const struct lc_str *aliases;
    uint32_t alias_count;
    uint32_t count; /* of fields, branches or symbols */
    union {
        struct lc_avro_field *fields;
        const struct lc_avro_ref *branches;
        const struct lc_value *symbols; /* strings */
        int64_t size;                   /* fixed */
        struct lc_avro_ref item;        /* array, map */
    };
    struct lc_avro_index *by_name;        /* of many fields or symbols, else NULL */
    const struct lc_avro_branches *names; /* of many branches, else NULL */
    const struct lc_value *fallback;      /* enum */
    struct lc_str logical;                /* ptr NULL: none, or one that does not fit the type */
    int32_t precision;
    int32_t scale;
};

/* One schema. */
struct lc_avro {
    struct lc_ctx *ctx;
    struct lc_doc *doc;
    uint64_t seed;
    struct lc_map names;               /* full name to type */
    const struct lc_avro_type **named; /* by id */
    uint32_t named_count;
    size_t named_room;
    struct lc_avro_ref root;
};

/* avro_read.c: INPUT naming the place where it is no schema. */
ctr_status lc_avro_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_avro **out);

/* avro_name.c */
extern const char *const lc_avro_words[LC_AVRO_KINDS];
/* The kind of a primitive type's word, else LC_AVRO_KINDS. */
enum lc_avro_kind lc_avro_primitive(struct lc_str word);
/* True if data of one kind is read as the other, though they differ. */
bool lc_avro_promotes(int writer, int reader);
/* A name, of letters, digits and '_'; with dots if `dotted`. */
bool lc_avro_is_name(struct lc_str text, bool dotted);
/* The name within a namespace; NULL ptr with NOMEM recorded. */
struct lc_str lc_avro_full_name(struct lc_ctx *ctx, struct lc_str space, struct lc_str name);
struct lc_str lc_avro_space(const struct lc_avro_type *type);
bool lc_avro_has_alias(const struct lc_avro_type *type, struct lc_str name);
/* True if the reader's type is the one that the writer named. */
bool lc_avro_named_alike(const struct lc_avro_type *reader, const struct lc_avro_type *writer);
/* Lists of this length and more are looked up by hash. */
enum { LC_AVRO_LONG_LIST = 17 };
/* What the thing at a place is called. */
typedef struct lc_str lc_avro_name_at(const struct lc_avro_type *type, uint32_t at);
lc_avro_name_at lc_avro_field_at, lc_avro_symbol_at, lc_avro_branch_at, lc_avro_word_at;
ctr_status lc_avro_index_make(struct lc_ctx *ctx, const struct lc_avro *a, uint32_t count,
                              struct lc_avro_index *index);
void lc_avro_index_add(struct lc_avro_index *index, uint32_t at, struct lc_str name);
/* The first of that name behind `after` (-1: of all), in the order of adding; -1: none. */
int64_t lc_avro_index_find(const struct lc_avro_index *index, const struct lc_avro_type *type,
                           lc_avro_name_at *name_at, struct lc_str name, int64_t after);
/* The field or symbol of that name, `hint` being where it probably is; -1: none. */
int64_t lc_avro_field(const struct lc_avro_type *record, struct lc_str name, uint32_t hint);
int64_t lc_avro_symbol(const struct lc_avro_type *type, struct lc_str name, uint32_t hint);

/* avro_default.c: judge every default of the schema. */
ctr_status lc_avro_check_defaults(struct lc_avro *a);

/* avro_logical.c: what the logical type of an object means for a type, if anything. */
void lc_avro_logical(struct lc_avro_type *type, const struct lc_value *object);

/* avro_union.c: the union of these branches; INPUT if it cannot be one. */
ctr_status lc_avro_union(struct lc_avro *a, struct lc_avro_type *type);
struct lc_avro_choice {
    int64_t branch;  /* -1: none */
    int64_t aliased; /* one that has the name as an alias, where `branch` bears it; else -1 */
    bool unsure;     /* several bear the name, and none with its namespace */
};
/* The branch of the reader's union that takes data of the writer's type. */
struct lc_avro_choice lc_avro_choose(const struct lc_avro_type *reader,
                                     const struct lc_avro_type *writer);

/* avro_compare.c: the schemas of what stands at `under` in documents of another format. `data` says
 * which of the ways (avro_walk.h) its editions go when the new one replaces the old one. */
ctr_status lc_avro_compare_at(struct lc_cmp *c, const struct lc_avro *older,
                              const struct lc_avro *newer, const struct lc_part *under,
                              unsigned data);
ctr_status lc_avro_compare(struct lc_cmp *c, const struct lc_spec *older,
                           const struct lc_spec *newer);

#endif
