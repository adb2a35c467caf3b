/*
 * GraphQL schemas: the model (types with their extensions taken in, names resolved), its check, and
 * the comparison. Lists are sorted by name, so that two editions are gone through side by side.
 */
#ifndef LC_SPEC_GRAPHQL_H
#define LC_SPEC_GRAPHQL_H

#include "spec/spec.h"

enum gql_kind { GQL_SCALAR = 1, GQL_OBJECT, GQL_INTERFACE, GQL_UNION, GQL_ENUM, GQL_INPUT };

struct gql_type;

/* A field, an argument, a field of an input, or a value of an enum. */
struct gql_item {
    struct lc_str name;
    const struct lc_value *node;
    struct lc_str type;              /* "[Name!]!"; empty for a value of an enum */
    const struct gql_type *named;    /* the type at its heart */
    const struct lc_value *standard; /* the default; NULL: none */
    struct gql_item *args;
    uint32_t arg_count;
    bool deprecated;
    struct lc_str reason; /* ptr NULL: deprecated without one */
};

/* A type named in a list: an interface that is implemented, a member of a union. */
struct gql_name {
    struct lc_str name;
    const struct lc_value *node;
    const struct gql_type *type;
};

struct gql_type {
    struct lc_str name;
    enum gql_kind kind;
    const struct lc_value *node; /* NULL: built in */
    struct gql_item *items;      /* fields, fields of an input, values */
    uint32_t count;
    struct gql_name *interfaces;
    uint32_t interface_count;
    struct gql_name *members; /* of a union */
    uint32_t member_count;
    const struct lc_value **sources; /* the definition, then its extensions */
    uint32_t source_count;
    uint32_t possible; /* object types that a value of it can be */
    bool one_of;
    bool in_input;  /* some argument or field of an input has it */
    bool in_output; /* some field has it */
    bool open;      /* only extended here, defined elsewhere */
    bool busy;      /* in a search */
    bool done;
};

struct gql_directive {
    struct lc_str name; /* with its '@' */
    const struct lc_value *node;
    struct gql_item *args;
    uint32_t arg_count;
    struct gql_name *locations; /* type NULL */
    uint32_t location_count;
    bool repeatable;
    const struct lc_value *last_use; /* the list that it was last seen in */
};

enum gql_operation { GQL_QUERY, GQL_MUTATION, GQL_SUBSCRIPTION, GQL_OPERATIONS };
extern const char *const lc_gql_operations[GQL_OPERATIONS]; /* "query", … */

struct lc_graphql {
    struct lc_doc *doc;
    struct lc_map by_name;   /* to struct gql_type; "@name" to struct gql_directive */
    struct gql_type **types; /* of the document, sorted by name */
    uint32_t count;
    struct gql_directive **directives; /* likewise */
    uint32_t directive_count;
    struct gql_name roots[GQL_OPERATIONS]; /* name.ptr NULL: there is none */
    const struct lc_value **schemas;       /* the definition, if any, and its extensions */
    uint32_t schema_count;
    bool schema_defined; /* schemas[0] is no extension */
};

/* graphql_model.c: the model of a document that was read; INPUT where a name is unknown, stands
 * twice, or an extension extends something else. */
ctr_status lc_gql_model(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_graphql **out);
/* graphql_check.c: what the specification asks of a schema; INPUT names the first offence. */
ctr_status lc_gql_check(struct lc_ctx *ctx, struct lc_graphql *g);
/* graphql_check_use.c: the directives that are used, where their definition is known; and those
 * that are always there. */
ctr_status lc_gql_built_in_directives(struct lc_ctx *ctx, struct lc_graphql *g);
/* Defined as the specification has it, so that it is there without being defined. */
bool lc_gql_as_built_in(const struct gql_directive *d);
/* Whether operations can use it, not the schema alone. */
bool lc_gql_executable(const struct gql_directive *d);
ctr_status lc_gql_check_uses(struct lc_ctx *ctx, struct lc_graphql *g);
/* graphql_check_value.c: a constant where the type is known. */
ctr_status lc_gql_check_value(struct lc_ctx *ctx, struct lc_graphql *g, struct lc_str type,
                              const struct gql_type *named, const struct lc_value *value);
/* graphql_coerce.c: whether two constants, each of a type of its own schema, come in as one. */
struct gql_given {
    struct lc_str type;
    const struct gql_type *named;
    const struct lc_value *value; /* NULL: none */
};
bool lc_gql_same_given(const struct gql_given *a, const struct gql_given *b);
/* A constant as it is written in GraphQL, cut at a code point when longer than `max` bytes; scratch
 * memory, "" with NOMEM recorded. */
const char *lc_gql_show(struct lc_ctx *ctx, const struct lc_value *value, size_t max);
/* graphql_compare.c */
ctr_status lc_gql_compare(struct lc_cmp *c, struct lc_graphql *older, struct lc_graphql *newer);

/* graphql_used.c: the parts that a document of operations uses; INPUT where the schema does not
 * have what it asks for. */
ctr_status lc_gql_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *doc,
                             lc_used_fn *fn, void *user);

/* By binary search; NULL if it is not there. */
struct gql_item *lc_gql_item(struct gql_item *items, uint32_t count, struct lc_str name);
const struct gql_name *lc_gql_named(const struct gql_name *names, uint32_t count,
                                    struct lc_str name);
/* The scalars that are always there. */
bool lc_gql_built_in_scalar(struct lc_str name);
struct gql_type *lc_gql_type(const struct lc_graphql *g, struct lc_str name);
struct gql_directive *lc_gql_directive(const struct lc_graphql *g, struct lc_str name);

/* Whether `type` ("[A]!") is or may stand for `wanted` where values come out: the same, or more
 * certain, or a type that implements it or is a member of it. */
bool lc_gql_covariant(const struct lc_graphql *g, struct lc_str type, struct lc_str wanted);
/* Whether every value of `narrow` is one of `wide`: both the same but for a '!' that only the
 * narrow one has. */
bool lc_gql_contravariant(struct lc_str wide, struct lc_str narrow);
/* Whether `sub` is `super`, or implements it, or is a member of it. */
bool lc_gql_is_subtype(const struct gql_type *sub, const struct gql_type *super);
/* The name in "[[Name!]]". */
struct lc_str lc_gql_heart(struct lc_str type);

static inline bool lc_gql_non_null(struct lc_str type)
{
    return type.len && type.ptr[type.len - 1] == '!';
}

/* An argument or a field of an input that has to be given. */
static inline bool lc_gql_required(const struct gql_item *item)
{
    return lc_gql_non_null(item->type) && !item->standard;
}

static inline bool lc_gql_composite(const struct gql_type *t)
{
    return t->kind == GQL_OBJECT || t->kind == GQL_INTERFACE || t->kind == GQL_UNION;
}

static inline bool lc_gql_takes_input(const struct gql_type *t)
{
    return t->kind == GQL_SCALAR || t->kind == GQL_ENUM || t->kind == GQL_INPUT;
}

/* "an object type" */
const char *lc_gql_kind_name(enum gql_kind kind);

#endif
