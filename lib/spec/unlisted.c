/* What a registry does not list, found by comparing strictly what it has nothing to say of. */
#include "spec/unlisted.h"

struct unlisted {
    const char *rule;
    const char *part;
    size_t count;
};

static bool note(void *user, struct lc_ready *ready)
{
    struct unlisted *u = user;
    if (!u->count++) {
        u->rule = lc_rule(ready->rule)->id;
        u->part = ready->part;
    }
    return false;
}

ctr_status lc_cmp_unlisted(struct lc_cmp *c, lc_unlisted_fn *compare, const void *older,
                           const void *newer)
{
    struct unlisted u = {NULL, NULL, 0};
    struct lc_cmp probe = *c;
    probe.profile = CTR_PROFILE_STRICT;
    probe.retell = note;
    probe.retell_user = &u;
    LC_TRY(compare(&probe, older, newer));
    if (!u.count) {
        return CTR_OK;
    }
    const struct lc_ready r = {
        .rule = LC_RULE_CONFLUENT_NOT_LISTED,
        .backward = CTR_LEVEL_INFO,
        .forward = CTR_LEVEL_INFO,
        .part = u.part,
        .arguments = u.rule,
        .message = lc_format(c->ctx,
                             "the registry lists nothing of what differs: %s here, and %zu more; "
                             "compare under another profile to see what it is",
                             u.rule, u.count - 1),
    };
    return r.message ? lc_cmp_add_ready(c, &r) : CTR_E_NOMEM;
}
