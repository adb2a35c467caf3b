/* Policies; see bridge.h. */
#include "bridge_inside.h"

ctr_status ctrgo_policy_read(const ctrgo_source *source, const char *data, size_t size,
                             ctr_diff_options *options, uintptr_t user, ctr_policy **out,
                             ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    ctrgo_progress_of(options, user);
    return ctr_policy_read(&s, options, out, err);
}

ctr_status ctrgo_policy_set(ctr_store *store, const char *team, const char *name,
                            const ctrgo_source *source, const char *data, size_t size,
                            const ctr_call *call, ctr_policy **out, ctr_error **err)
{
    ctr_source s = ctrgo_source_of(source, data, size);
    return ctr_policy_set(store, team, name, &s, call, out, err);
}

ctr_status ctrgo_policy_schema(char **bytes, size_t *size, ctr_error **err)
{
    struct ctrgo_text t = {NULL, 0};
    ctr_status status = ctr_policy_schema(ctrgo_collect, &t, err);
    return ctrgo_hand_over(status, t, bytes, size);
}
