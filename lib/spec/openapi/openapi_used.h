/*
 * What a client's own artefact uses of an API.
 */
#ifndef LC_SPEC_OPENAPI_USED_H
#define LC_SPEC_OPENAPI_USED_H

#include "spec/openapi/openapi.h"

struct lc_oa_use {
    struct lc_oa_doc d;
    struct lc_doc *use; /* the artefact */
    struct lc_oa_ops paths;
    struct lc_oa_ops webhooks;
    struct lc_map ids; /* to operations, chained by twin */
    struct lc_map told;
    struct lc_oa_target *targets; /* the operations at paths, and the servers that they are at */
    struct lc_oa_way *ways;
    lc_used_fn *fn;
    void *user;
};

/* What a request is to the API. */
struct lc_oa_met {
    bool found;  /* it has such operations, which were told */
    bool path;   /* operations at this path, if by another method */
    bool server; /* a server whose host is named is there */
};

/* Tell an operation, once. */
ctr_status lc_oa_use_tell(struct lc_oa_use *u, const struct lc_oa_op *op);
/* Once the operations are collected. */
ctr_status lc_oa_use_open(struct lc_oa_use *u);
/* Tell the operations that fit a request best; those that fit equally well are all told. */
ctr_status lc_oa_use_request(struct lc_oa_use *u, struct lc_str method, struct lc_str url,
                             struct lc_oa_met *out);
/* The same of a path below whatever server. */
ctr_status lc_oa_use_path(struct lc_oa_use *u, struct lc_str method, struct lc_str path,
                          bool *found);

ctr_status lc_oa_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *use,
                            lc_used_fn *fn, void *user);

#endif
