/* Getters of versions, lists and evolutions. */
#include "api/getter.h"
#include "domain/contract/contract.h"
#include "exchange/render.h"
#include "flow/impact.h"
#include "report/summary.h"

LC_WORDS(type)
LC_WORDS(state)
LC_WORDS(effect)
LC_PARSE(type)
LC_PARSE(state)

LC_GET_STR(version, team, team)
LC_GET_STR(version, name, name)
LC_GET_STR(version, label, label)
LC_GET_STR(version, id, id)
LC_GET_ENUM(version, ctr_type, type, type)
LC_GET_ENUM(version, ctr_format, format, format)
LC_GET_ENUM(version, ctr_state, state, state)
LC_GET_ENUM(version, ctr_mode, mode, mode)
LC_GET_ENUM(version, ctr_profile, profile, profile)
LC_GET_INT(version, revision, revision)
LC_GET_STR(version, owner_role, owner_role)
LC_GET_STR(version, owner_agent, owner_agent)
LC_GET_STR(version, metadata, metadata)
LC_GET_STR(version, base, base)
LC_GET_STR(version, superseded_by, superseded_by)
LC_GET_STR(version, reason, reason)
LC_GET_STR(version, break_reason, break_reason)
LC_GET_STR(version, document_sha256, document_sha256)
LC_GET_INT(version, document_size, document_size)
LC_GET_INT(version, consumers, consumers)
LC_GET_INT(version, created_us, created_us)
LC_GET_STR(version, created_by, created_by)
LC_GET_INT(version, activated_us, activated_us)
LC_GET_INT(version, deprecated_us, deprecated_us)
LC_GET_INT(version, retired_us, retired_us)
LC_GET_INT(version, sunset_us, sunset_us)
LC_GET_FLAG(version, dry_run, dry_run)
LC_RENDER(version)
LC_FREE(version)

LC_GET_SIZE(version_list, count, count)
LC_GET_AT(version_list, ctr_version, at, items, count)
LC_GET_STR(version_list, next, next)
LC_RENDER(version_list)
LC_FREE(version_list)

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
LC_RENDER(evolution)
LC_FREE(evolution)

LC_GET_STR(summary, team, team)
LC_GET_INT(summary, contracts, contracts)
LC_GET_INT(summary, versions, versions)

static int64_t count_of(const struct lc_count_row *rows, size_t count, int64_t value)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].value == value) {
            return rows[i].count;
        }
    }
    return 0;
}

int64_t ctr_summary_state(const ctr_summary *summary, ctr_state state)
{
    return summary ? count_of(summary->states, summary->state_count, state) : 0;
}

int64_t ctr_summary_type(const ctr_summary *summary, ctr_type type)
{
    return summary ? count_of(summary->types, summary->type_count, type) : 0;
}

LC_GET_SIZE(summary, active, active_count)
LC_GET_STR_AT(summary, active_name, active, active_count, .name)
LC_GET_STR_AT(summary, active_label, active, active_count, .label)
LC_GET_NUM_AT(summary, ctr_type, active_type, active, active_count, .type)
LC_GET_NUM_AT(summary, int64_t, active_consumers, active, active_count, .consumers)
LC_RENDER(summary)
LC_FREE(summary)
