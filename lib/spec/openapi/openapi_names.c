/* The first names stand in a list, the rest in a map. */
#include "spec/openapi/openapi_names.h"

void lc_oa_names_begin(struct lc_oa_names *names, const struct lc_oa_doc *d)
{
    names->count = 0;
    names->more = (struct lc_map){.seed = d->seed};
}

bool lc_oa_names_have(const struct lc_oa_names *names, struct lc_str name)
{
    for (uint32_t i = 0; i < names->count; i++) {
        if (lc_str_eq(names->few[i], name)) {
            return true;
        }
    }
    return lc_map_get(&names->more, name) != NULL;
}

ctr_status lc_oa_names_add(struct lc_oa_doc *d, struct lc_oa_names *names, struct lc_str name)
{
    if (names->count < LC_OA_FEW) {
        names->few[names->count++] = name;
        return CTR_OK;
    }
    return lc_map_set(d->ctx, &names->more, name, d);
}
