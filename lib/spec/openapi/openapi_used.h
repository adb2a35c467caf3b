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
    lc_used_fn *fn;
    void *user;
};

ctr_status lc_oa_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *use,
                            lc_used_fn *fn, void *user);

#endif
