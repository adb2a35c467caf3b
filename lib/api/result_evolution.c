/* Getters of evolutions: what an edition changes, and whom it breaks. */
#include "api/getter.h"
#include "flow/impact.h"

LC_WORDS(effect)

const ctr_version *ctr_evolution_version(const ctr_evolution *evolution)
{
    return evolution ? &evolution->version : NULL;
}

LC_GET(evolution, const ctr_diff *, diff, diff, NULL)
LC_GET_ENUM(evolution, ctr_verdict, verdict, verdict)
LC_GET_SIZE(evolution, earlier, earlier.count)
LC_GET_STR_AT(evolution, earlier_version, earlier.items, earlier.count, .label)
LC_GET_REF_AT(evolution, ctr_diff, earlier_diff, earlier.items, earlier.count, .diff)
LC_GET_STR(evolution, base, base)
LC_GET_STR(evolution, proposed, proposed)
LC_GET_FLAG(evolution, sufficient, sufficient)
LC_GET_ENUM(evolution, ctr_bump, bump, bump)
LC_GET_STR(evolution, bump_text, bump_text)
LC_GET_SIZE(evolution, consumers, impact_count)
LC_GET_STR_AT(evolution, consumer, impacts, impact_count, .consumer)
LC_GET_STR_AT(evolution, role, impacts, impact_count, .role)
LC_GET_STR_AT(evolution, pin, impacts, impact_count, .pin)
LC_GET_STR_AT(evolution, follows, impacts, impact_count, .follows)
LC_GET_NUM_AT(evolution, ctr_effect, effect, impacts, impact_count, .effect)
LC_GET_NUM_AT(evolution, size_t, parts, impacts, impact_count, .part_count)

const char *ctr_evolution_part(const ctr_evolution *evolution, size_t index, size_t part)
{
    return part < ctr_evolution_parts(evolution, index) ? evolution->impacts[index].parts[part]
                                                        : NULL;
}

LC_GET_FLAG(evolution, dry_run, dry_run)
LC_FREE(evolution)
