/*
 * A set of names that takes no memory as long as they are few, as those of one operation mostly
 * are: a large API has tens of thousands of such sets.
 */
#ifndef LC_SPEC_OPENAPI_NAMES_H
#define LC_SPEC_OPENAPI_NAMES_H

#include "spec/openapi/openapi.h"

enum { LC_OA_FEW = 16 };

struct lc_oa_names {
    uint32_t count; /* of `few` */
    struct lc_str few[LC_OA_FEW];
    struct lc_map more;
};

/* No memory is touched but what says that it is empty. */
void lc_oa_names_begin(struct lc_oa_names *names, const struct lc_oa_doc *d);
bool lc_oa_names_have(const struct lc_oa_names *names, struct lc_str name);
/* Names are borrowed. NOMEM recorded on failure. */
ctr_status lc_oa_names_add(struct lc_oa_doc *d, struct lc_oa_names *names, struct lc_str name);

#endif
