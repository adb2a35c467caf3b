/*
 * Schemas that take in others by `allOf`, and what the components of a document call them: what a
 * discriminator goes by. The schemas do not refer to their heirs, so these are looked for.
 */
#ifndef LC_SPEC_SCHEMA_HEIRS_H
#define LC_SPEC_SCHEMA_HEIRS_H

#include "spec/schema/schema_refs.h"

/* Of one edition; made at the first question. */
struct lc_heirs {
    bool made;
    struct lc_map names;  /* value of a schema to struct lc_component */
    struct lc_map known;  /* name to struct lc_component, of the document itself */
    struct lc_map heirs;  /* value of a schema to the struct kin that take it in directly */
    struct lc_map bases;  /* the other way round */
    struct lc_map tables; /* value of a schema with a discriminator to struct lc_subtypes */
};

/* Who asks, and pays for it. */
struct lc_heirs_of {
    struct lc_ctx *ctx;
    struct lc_bundle *bundle;
    enum lc_dialect dialect;
    struct lc_heirs *heirs;
    ctr_status (*charge)(void *payer, uint64_t steps);
    void *payer;
};

/* A schema by its name. */
struct lc_component {
    const struct lc_value *value; /* the key */
    struct lc_node node;          /* behind references that stand alone */
    struct lc_str name;
};

/* What a discriminator may say: a value of the property, and what it stands for. */
struct lc_subtype {
    struct lc_str name;
    struct lc_str schema; /* what its schema is called, or what the mapping says of it */
    struct lc_node node;  /* value NULL: it is not in the documents */
    struct lc_node said;  /* where the name comes from */
    bool spare;           /* the mapping has another name for the schema, which is the one in use */
    bool own;             /* of the schema that has the discriminator */
    struct lc_subtype *again; /* the next name of the same schema */
};

struct lc_subtypes {
    const struct lc_value *holder; /* the key */
    struct lc_str property;
    struct lc_node choices; /* anyOf or oneOf beside it; value NULL: heirs and mapping alone */
    struct lc_subtype **at;
    size_t count;
    size_t room;
    struct lc_map by_name;
    struct lc_map by_schema; /* value to the first of its names */
};

/* The heirs of an edition under comparison. */
ctr_status lc_side_heirs(struct lc_side *side, struct lc_heirs_of *out);
/* A discriminator in one of the forms of OpenAPI and Swagger; value NULL: none. */
struct lc_node lc_discriminator_of(enum lc_dialect dialect, struct lc_node schema);

/* ---- schema_heirs.c */

/* NULL in *out if the components have no name for the schema. */
ctr_status lc_component_of(const struct lc_heirs_of *h, const struct lc_value *schema,
                           const struct lc_component **out);
/* NULL in *out if the document has no schema of that name. */
ctr_status lc_component_named(const struct lc_heirs_of *h, struct lc_str name,
                              const struct lc_component **out);
/* The schema and what comes from it, directly or through others, each once, itself first. */
ctr_status lc_heirs_below(const struct lc_heirs_of *h, struct lc_node schema, struct lc_nodes *out);
/* It is `base`, or comes from it. */
ctr_status lc_comes_from(const struct lc_heirs_of *h, const struct lc_value *schema,
                         const struct lc_value *base, bool *out);

/* ---- schema_subtype.c: the names that the discriminator of `holder` knows */

ctr_status lc_subtypes_of(const struct lc_heirs_of *h, struct lc_node holder,
                          const struct lc_subtypes **out);
/* NULL: there is none of that name. */
const struct lc_subtype *lc_subtype_named(const struct lc_subtypes *list, struct lc_str name);
/* The first name of a schema, NULL if it has none. */
const struct lc_subtype *lc_subtype_of(const struct lc_subtypes *list,
                                       const struct lc_value *schema);

#endif
