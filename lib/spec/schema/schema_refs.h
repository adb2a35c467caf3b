/* What is known of the references of a bundle: for the files that make it. */
#ifndef LC_SPEC_SCHEMA_REFS_H
#define LC_SPEC_SCHEMA_REFS_H

#include "spec/schema/schema_ref.h"
#include "spec/schema/schema_view.h"

/* A `$dynamicRef`, or a `$recursiveRef`, somewhere in the documents. */
struct lc_dynamic_ref {
    struct lc_dynamic_ref *next;
    struct lc_node from; /* its text */
    struct lc_str base;
    bool recursive;
    struct lc_node to;  /* what it first resolves to; value NULL: it is not among the documents */
    struct lc_str name; /* by which another may take its place; ptr NULL: none may */
};

struct lc_schema_refs {
    enum lc_dialect dialect;
    bool in_api;             /* the schemas stand in a document that is none itself */
    bool plain;              /* it is known that no schema has an address */
    bool exact;              /* each resource has its dialect; nothing is followed unasked */
    struct lc_str base;      /* address of the document, where it was given */
    struct lc_map resources; /* address to struct lc_ref_place */
    struct lc_map roots;     /* value to struct lc_resource that begins there */
    struct lc_map anchors;   /* address#name to struct lc_ref_place */
    struct lc_map targets;   /* value of a `$ref` to struct target; of others where that is sure */
    struct lc_map foreign;   /* schemas with a dialect of their own to it, unless `exact` */
    struct lc_nodes found;   /* every `$ref` */
    struct lc_dynamic_ref *dynamic; /* every other reference */
    size_t indexed;                 /* files looked through so far */
    int hops;                       /* references that the pointer under way has led through */
    struct lc_strs bases;           /* of the files */
};

/* A pointer as the key of a map; what it lies in must outlive the map. */
static inline struct lc_str lc_pointer_key(const struct lc_value *const *from)
{
    return lc_str_n((const char *)from, sizeof *from);
}

/* What an address, or a name at one, stands for. */
struct lc_ref_place {
    struct lc_node node;
    struct lc_str base;
    struct lc_resource *resource;
    bool dynamic; /* a $dynamicAnchor */
};

/* schema_ref.c: of several with one key the first counts. */
ctr_status lc_refs_put(struct lc_ctx *ctx, struct lc_map *map, struct lc_str key,
                       const struct lc_ref_place *given);
/* A fragment of what has the address `base`: *named is what has that name; NULL: *plain is a
 * pointer, or empty. INPUT if nothing has the name. */
ctr_status lc_refs_fragment(struct lc_ctx *ctx, const struct lc_bundle *b, struct lc_node from,
                            struct lc_str base, struct lc_str fragment, struct lc_str *plain,
                            const struct lc_ref_place **named);
/* What has the name there; *out is NULL if nothing has. */
ctr_status lc_refs_named(struct lc_ctx *ctx, const struct lc_schema_refs *refs, struct lc_str base,
                         struct lc_str name, const struct lc_ref_place **out);
/* The reference at `from` leads to `to`. */
ctr_status lc_refs_lead(struct lc_ctx *ctx, struct lc_schema_refs *refs, struct lc_node from,
                        struct lc_node to);
/* Files that came in since the last time; `named` is the address by which the newest was, without
 * ptr: each goes by its path. */
ctr_status lc_refs_index(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str named);
/* INPUT: `from` leads nowhere. */
ctr_status lc_refs_nothing(struct lc_ctx *ctx, struct lc_node from);

/* schema_fixed.c: remember the references of the schema that the way to them may decide; and, once
 * all documents are here, find out which of them lead to one schema whatever the way. */
ctr_status lc_dynamic_note(struct lc_ctx *ctx, struct lc_schema_refs *refs, struct lc_node schema,
                           struct lc_str base);
ctr_status lc_dynamic_settle(struct lc_ctx *ctx, struct lc_bundle *b);

/* schema_foreign.c: what `$schema` of the schema says of its dialect; *own is what holds around it,
 * and then inside it. */
ctr_status lc_foreign_note(struct lc_ctx *ctx, struct lc_schema_refs *refs,
                           const struct lc_value *schema, enum lc_dialect *own);
/* What was noted of it, 0 if nothing was. */
enum lc_dialect lc_foreign_dialect(const struct lc_schema_refs *refs,
                                   const struct lc_value *schema);

#endif
