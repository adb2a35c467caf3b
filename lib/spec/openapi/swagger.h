/*
 * Swagger 2.0, read into the form of OpenAPI 3.0: what stands outside of schemas is written anew,
 * schemas stay where they are. Every new value keeps the offset of what it was made from, so that
 * places are those of the document as it was written.
 */
#ifndef LC_SPEC_SWAGGER_H
#define LC_SPEC_SWAGGER_H

#include "spec/openapi/openapi.h"

/* One document being written anew. */
struct lc_swagger {
    struct lc_oa_doc *d;
    struct lc_node consumes; /* of the whole API; value NULL: not said */
    struct lc_node produces;
    struct lc_node host; /* with base_path and schemes, where the API is */
    struct lc_node base_path;
    struct lc_map parameters; /* from a parameter behind a $ref to what was made of it */
};

/* ---- swagger_build.c: new values */

struct lc_swagger_object {
    struct lc_member *at;
    size_t count;
    size_t room;
};

struct lc_swagger_list {
    struct lc_value *at;
    size_t count;
    size_t room;
};

/* A member, whose key stands where its value does. */
ctr_status lc_swagger_put(struct lc_swagger *s, struct lc_swagger_object *o, struct lc_str key,
                          struct lc_value value);
/* The members of `from` but for the ones of `without`, which ends in NULL. */
ctr_status lc_swagger_copy(struct lc_swagger *s, struct lc_swagger_object *o, struct lc_node from,
                           const char *const *without);
ctr_status lc_swagger_push(struct lc_swagger *s, struct lc_swagger_list *l, struct lc_value value);
struct lc_value lc_swagger_object(const struct lc_swagger_object *o, uint32_t offset);
struct lc_value lc_swagger_list(const struct lc_swagger_list *l, uint32_t offset);
struct lc_value lc_swagger_text(struct lc_str text, uint32_t offset);
struct lc_value lc_swagger_flag(bool on, uint32_t offset);
/* `made` stands where `written` does: itself, or what the $ref there leads to, at `target`. */
ctr_status lc_swagger_behind(struct lc_swagger *s, struct lc_node written, struct lc_node target,
                             struct lc_value made, struct lc_value *out);
/* INPUT unless the member is absent or of the kind; *out is the member. */
ctr_status lc_swagger_member(struct lc_swagger *s, struct lc_node holder, const char *what,
                             const char *key, enum lc_value_kind kind, struct lc_node *out);
/* INPUT unless every item is a string. */
ctr_status lc_swagger_texts(struct lc_swagger *s, struct lc_node list, const char *what);

/* ---- swagger_parameter.c */

/* A parameter after its $ref was followed. */
struct lc_swagger_param {
    struct lc_node written;
    struct lc_node node;
    struct lc_str in;
    struct lc_str name;
    struct lc_swagger_param *next;
};

/* The parameters of a list, checked; NULL if there are none. */
ctr_status lc_swagger_params(struct lc_swagger *s, struct lc_node list,
                             struct lc_swagger_param **out);
/* Those of query, path and header, as OpenAPI 3 writes them. */
ctr_status lc_swagger_sent(struct lc_swagger *s, const struct lc_swagger_param *list,
                           uint32_t offset, struct lc_value *out);
/* How an array is written: style and explode. `query`: in a query or form. */
ctr_status lc_swagger_style(struct lc_swagger *s, struct lc_node holder, bool query,
                            struct lc_swagger_object *o);
/* The schema that a parameter or header is, besides its own members. */
ctr_status lc_swagger_schema(struct lc_swagger *s, struct lc_node holder, struct lc_value *out);

/* ---- swagger_body.c */

/* The request body of the operation `here` from the parameters of its path and its own; *has is
 * false if there is none. */
ctr_status lc_swagger_body(struct lc_swagger *s, const struct lc_swagger_param *shared,
                           const struct lc_swagger_param *own, struct lc_node consumes,
                           struct lc_node here, struct lc_value *out, bool *has);
/* A member of a content object for each media type; "*" over "*" where none is named. */
ctr_status lc_swagger_content(struct lc_swagger *s, struct lc_node media, struct lc_node holder,
                              struct lc_value schema, struct lc_node examples,
                              struct lc_value *out);
/* A schema as it may stand in a body or response: "file" is binary text. */
ctr_status lc_swagger_file(struct lc_swagger *s, struct lc_node schema, struct lc_value *out);

/* ---- swagger_operation.c, swagger_response.c, swagger_security.c */

ctr_status lc_swagger_paths(struct lc_swagger *s, struct lc_node paths, struct lc_value *out);
ctr_status lc_swagger_responses(struct lc_swagger *s, struct lc_node responses,
                                struct lc_node produces, struct lc_value *out);
ctr_status lc_swagger_security(struct lc_swagger *s, struct lc_node definitions,
                               struct lc_value *out);
/* The addresses by scheme, host and base path; *has is false where nothing is said. */
ctr_status lc_swagger_servers(struct lc_swagger *s, struct lc_node schemes, struct lc_value *out,
                              bool *has);

/* ---- swagger.c */

/* Put the document of `d` into the form of OpenAPI 3.0; its files are loaded, its $refs checked. */
ctr_status lc_swagger_read(struct lc_oa_doc *d);

#endif
