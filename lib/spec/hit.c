/* Which consumers a finding hits. */
#include "spec/hit.h"

#include "spec/part.h"
#include "spec/rules/rules.h"

struct lc_hit lc_hit_of(const struct ctr_finding *finding)
{
    const struct lc_rule *rule = lc_rule_find(finding->rule);
    /* what the older edition asks of newer data, its readers ask, who name what they read */
    const bool asks = finding->direction != CTR_DIRECTION_FORWARD;

    return (struct lc_hit){finding->part, asks && rule && (rule->flags & LC_RULE_DEMANDS)};
}

bool lc_hit_meets(const struct lc_hit *hit, const char *used)
{
    return hit->demands ? lc_part_hits_around(hit->part, used) : lc_part_hits(hit->part, used);
}
