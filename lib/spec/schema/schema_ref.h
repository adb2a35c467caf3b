/*
 * References for those who evaluate a schema instead of comparing it: every resource has an
 * address, a dialect and vocabularies of its own, and a reference is followed when it is met. And
 * what those who compare ask of schemas that have a dialect of their own.
 */
#ifndef LC_SPEC_SCHEMA_REF_H
#define LC_SPEC_SCHEMA_REF_H

#include "spec/schema/schema.h"

/* Groups of keywords that a metaschema of its own can leave out. */
enum lc_vocabulary {
    LC_VOCABULARY_APPLICATOR = 1,
    LC_VOCABULARY_UNEVALUATED = 2,
    LC_VOCABULARY_VALIDATION = 4,
    LC_VOCABULARY_ALL = 7
};

struct lc_dynamic_anchor {
    struct lc_str name;
    struct lc_node node;
    void *owner; /* for whoever evaluates; NULL at first */
};

/* A schema with an address: the root of a document, or what has an `$id`. */
struct lc_resource {
    struct lc_node root;
    struct lc_str address;
    struct lc_resource *parent; /* around it, NULL for the root of a document */
    enum lc_dialect dialect;
    uint32_t vocabularies;
    bool settled; /* dialect and vocabularies are its own */
    bool ready;   /* for whoever evaluates: what can be reached by name is known */
    void *owner;  /* the same: of the root, where it has a `$recursiveAnchor` */
    struct lc_dynamic_anchor *dynamic;
    size_t dynamic_count;
    size_t dynamic_room;
};

struct lc_target {
    struct lc_node node;
    struct lc_resource *resource; /* that it stands in */
    bool dynamic;                 /* found by a $dynamicAnchor */
    struct lc_str name;           /* of it */
};

/* As lc_schema_load, but only the addresses are looked for. `base` is the document's own address,
 * or empty; what lies below its directory is asked for as a file beside the document. */
ctr_status lc_schema_open(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                          bool in_api, struct lc_str base);
/* The same for a bundle that lc_schema_load or lc_schema_load_inside has filled: each file goes by
 * its path. `b` is a copy whose `refs` are still those of the original. *plain: no schema gives
 * itself an address or a name, so that none is reached by one. */
ctr_status lc_schema_open_again(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                                bool *plain);
/* Of another dialect than the one by which it is compared, by its `$schema` or that of one around
 * it. */
bool lc_schema_foreign(const struct lc_bundle *b, const struct lc_value *schema,
                       enum lc_dialect dialect);
/* The schema is its `$ref` alone, by the dialect that it is compared by and by its own. */
bool lc_schema_ref_alone(const struct lc_bundle *b, const struct lc_value *schema,
                         enum lc_dialect dialect);
/* What a schema somewhere in the documents stands in. */
struct lc_resource *lc_schema_around(const struct lc_bundle *b, struct lc_node node);
struct lc_nodes;
/* As lc_schema_load for schemas that stand inside a document of another kind: each of `roots` is a
 * document of its own to the references in it; a pointer that it does not have is looked for from
 * the root of the document around it. */
ctr_status lc_schema_load_inside(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                                 const struct lc_nodes *roots);
/* Where the reference written at `from`, in resource `in`, leads. INPUT if it leads nowhere. */
ctr_status lc_schema_resolve(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                             const struct lc_resource *in, struct lc_target *out);
/* What stands at a JSON pointer of the document; value NULL if nothing does. */
ctr_status lc_schema_at(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str pointer,
                        struct lc_target *out);
/* The resource that begins at a value, NULL if none does. */
struct lc_resource *lc_schema_resource(const struct lc_bundle *b, const struct lc_value *value);
/* Older drafts let nothing stand beside a `$ref`. */
bool lc_ref_alone(enum lc_dialect dialect, const struct lc_value *object);
/* schema_beside.c: tells what changed beside references that stand in both documents, where nobody
 * says whether it counts. */
ctr_status lc_schema_beside(struct lc_cmp *c, struct lc_node older, struct lc_node newer);
/* schema_ref_loop.c: a schema that is nothing but a reference to itself says nothing. Of an API no
 * object may. */
ctr_status lc_ref_no_loop(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                          bool in_api, struct lc_node from);
/* schema_dialect.c: the dialect that `$schema` names, 0 if it is none we know. */
enum lc_dialect lc_dialect_named(struct lc_str uri);
/* The dialect of a document, by `$schema` or by how it is written; UNSUPPORTED. */
ctr_status lc_dialect_of(struct lc_ctx *ctx, struct lc_doc *doc, enum lc_dialect *out,
                         bool *guessed);
const char *lc_dialect_title(enum lc_dialect dialect); /* "JSON Schema 2020-12" */
/* Dialect and vocabularies by the resource's own `$schema`, whose document may have to be read. */
ctr_status lc_resource_settle(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_resource *r);
/* Note a `$dynamicAnchor` of the resource. */
ctr_status lc_resource_anchor(struct lc_ctx *ctx, struct lc_resource *r, struct lc_str name,
                              struct lc_node node);
/* The node of that name, NULL if the resource has none. */
struct lc_dynamic_anchor *lc_resource_find(const struct lc_resource *r, struct lc_str name);

#endif
