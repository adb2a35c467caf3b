/*
 * What the profile `confluent` has no change for. An empty list is not yet the same contract: the
 * registry takes a bool for an int32, and a group for a message.
 */
#include "spec/protobuf/protobuf.h"

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

ctr_status lc_proto_unlisted(struct lc_cmp *c, const struct lc_proto *older,
                             const struct lc_proto *newer)
{
    struct unlisted u = {NULL, NULL, 0};
    struct lc_cmp probe = *c;
    probe.profile = CTR_PROFILE_STRICT;
    probe.retell = note;
    probe.retell_user = &u;
    LC_TRY(lc_proto_compare(&probe, older, newer));
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
