/*
 * A document with everything its `$ref`s reach: files beside it through the caller's resolver,
 * never the network, never above the base.
 */
#ifndef LC_SPEC_BUNDLE_H
#define LC_SPEC_BUNDLE_H

#include "base/map.h"
#include "codec/value.h"

#include <contracts/spec.h>

/* A node together with the document it stands in. */
struct lc_node {
    struct lc_doc *doc;
    const struct lc_value *value; /* NULL: nothing there */
};

struct lc_bundle_file {
    const char *path; /* relative, normalised; "" is the document itself */
    struct lc_str bytes;
    struct lc_doc doc;
    bool built_in;                /* it comes with the library, and is nobody's to keep */
    struct lc_bundle_file *again; /* it is this one by another name: its document is never used */
};

struct lc_schema_refs; /* of the schema room */

/* Bytes of one file to its tree; doc is zero, or its text and inlay are set; root is to be. */
typedef ctr_status lc_reader(struct lc_ctx *ctx, struct lc_str bytes,
                             const struct lc_read_options *options, struct lc_doc *doc);

struct lc_bundle {
    struct lc_bundle_file **files; /* [0] is the document; the others in the order of discovery */
    size_t count;
    size_t room;
    ctr_resolve_fn resolve; /* NULL: no other files */
    void *user;
    const char *folder; /* what names of other files begin with; NULL: the document's directory */
    lc_reader *read;    /* of each file */
    const char *link;   /* what a reference to another file is called: "$ref", "import" */
    struct lc_map by_path;
    bool beyond;                 /* the document is kept unread because it is beyond a limit */
    uint64_t bytes;              /* of all files together; limited like one document */
    struct lc_bundle *around;    /* whose files those beside the document are; NULL: its own */
    struct lc_schema_refs *refs; /* `$id`s and anchors, once the schema room looked for them */
    struct lc_map redirects;     /* from references to nodes that stand in for their targets */
    /* where the reference written at `from` leads, then; NULL: lc_bundle_target */
    ctr_status (*target)(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                         struct lc_node *out);
};

/* Read the document of `source`, by `read` or, where that is NULL, as JSON or YAML. INPUT, LIMIT as
 * the readers say. */
ctr_status lc_bundle_open(struct lc_ctx *ctx, const ctr_source *source, lc_reader *read,
                          struct lc_bundle *out);
/* The string at `text` in a file of `around` as a document of its own. What it refers to is a file
 * of `around`, too, whose reader makes nothing but one string of such a file. */
ctr_status lc_bundle_inlay(struct lc_ctx *ctx, struct lc_bundle *around, struct lc_node text,
                           lc_reader *read, struct lc_bundle *out);
/* One file of bytes, not read: root is NULL. LIMIT if it is too large. */
ctr_status lc_bundle_bytes(struct lc_ctx *ctx, const ctr_source *source, struct lc_bundle *out);
/*
 * Target of a reference written at `from` (a string value). "#/a/b", "#", "file.yaml#/a", "file".
 * INPUT naming the place if it dangles, leaves the base ("..", absolute, a URL, a symlink is the
 * resolver's matter), is malformed, or the file cannot be found or read. `$id`/`$anchor` targets
 * are the schema room's matter.
 */
ctr_status lc_bundle_target(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                            struct lc_str reference, struct lc_node *out);
/* From `out` down a JSON pointer; where an object lacks the next name but has a `$ref`, on behind
 * that. out->value is NULL then where there is nothing. */
ctr_status lc_bundle_descend(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str pointer,
                             struct lc_node *out);
/* Load the files that the mapping of a discriminator names, where they are there, which have to be
 * documents then: what it names may be a schema of the document, too, and documents are handed on
 * without the files that only a mapping speaks of. */
ctr_status lc_bundle_mapping(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node discriminator);
/* The same for what may be no reference at all: no file is read for it, and out->value is NULL
 * where it leads to nothing that is there. */
ctr_status lc_bundle_peek(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                          struct lc_str reference, struct lc_node *out);
/* The reference at `from` leads to `target` from now on, whatever it says. */
ctr_status lc_bundle_redirect(struct lc_ctx *ctx, struct lc_bundle *b, const struct lc_value *from,
                              struct lc_node target);
/* The root of a file by its path from the base, whatever document asks for it. */
ctr_status lc_bundle_file_at(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                             struct lc_str file, struct lc_node *out);
/* The root of a document that comes with the library; `text` outlives the bundle. */
ctr_status lc_bundle_built_in(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str address,
                              struct lc_str text, struct lc_node *out);
/* References in a row that lead to nothing but another one. */
enum { LC_REF_HOPS = 200 };
/* If node is {"$ref": …}, follow to the end; a cycle of bare references is INPUT. */
ctr_status lc_bundle_follow(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node node,
                            struct lc_node *out);
/* Visit every `$ref` reachable from the document so that all files are loaded and all references
 * checked. */
ctr_status lc_bundle_close(struct lc_ctx *ctx, struct lc_bundle *b);

/* Decode "%20" and the like into scratch memory. False if it is malformed or decodes to a NUL; ptr
 * is NULL with NOMEM recorded. */
bool lc_bundle_decode(struct lc_ctx *ctx, struct lc_str text, struct lc_str *out);
/* True if both hold the same files with the same content, as JSON data. */
bool lc_bundle_eq(const struct lc_bundle *a, const struct lc_bundle *b);

/*
 * Where the members of an object lie, for walks that look for `$ref`: a reference is one only where
 * the object itself is meaningful, not where it is a map of free names or mere data.
 */
enum lc_walk {
    LC_WALK_NODE,     /* keywords: "$ref" counts */
    LC_WALK_NAMES,    /* free names, each with a node: properties, definitions, schemas … */
    LC_WALK_EXAMPLES, /* free names, each with an example object */
    LC_WALK_EXAMPLE,  /* an example object: its "value" is data */
    LC_WALK_DATA      /* nothing counts: default, enum, const, example, extensions */
};
/* INPUT for a map of schemas that only refers to one; a property may be called "$ref", though, and
 * is a schema then. */
ctr_status lc_walk_check(struct lc_ctx *ctx, struct lc_doc *doc, enum lc_walk at,
                         const struct lc_member *m);
enum lc_walk lc_walk_into(enum lc_walk at, struct lc_str key, const struct lc_value *value);

static inline struct lc_node lc_child(struct lc_node n, const char *key)
{
    return (struct lc_node){n.doc, lc_get(n.value, key)};
}

#endif
