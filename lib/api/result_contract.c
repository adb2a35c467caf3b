/* Getters of versions, lists and summaries. */
#include "api/getter.h"
#include "domain/contract/contract.h"
#include "report/summary.h"

LC_WORDS(type)
LC_WORDS(state)
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
LC_FREE(version)

LC_GET_SIZE(version_list, count, count)
LC_GET_AT(version_list, ctr_version, at, items, count)
LC_GET_STR(version_list, next, next)
LC_FREE(version_list)

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
LC_FREE(summary)
