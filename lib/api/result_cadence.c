/* Getters of meetings and of how cadences were kept. */
#include "api/getter.h"
#include "flow/cadence.h"

LC_WORDS(rhythm)
LC_PARSE(rhythm)
LC_WORDS(cadence_fault)
LC_PARSE(cadence_fault)

LC_GET_STR(meeting, cadence, cadence)
LC_GET_STR(meeting, day, day)
LC_GET_SIZE(meeting, participant_count, participant_count)
LC_GET_STR_AT(meeting, participant_at, participants, participant_count, )
LC_GET_SIZE(meeting, artefact_count, artefact_count)
LC_GET_STR_AT(meeting, artefact_at, artefacts, artefact_count, )
LC_GET_SIZE(meeting, remark_count, remark_count)
LC_GET_STR_AT(meeting, remark_at, remarks, remark_count, )
LC_GET_STR(meeting, recorded_by, recorded_by)
LC_GET_INT(meeting, recorded_us, recorded_us)
LC_GET_INT(meeting, revision, revision)
LC_GET_FLAG(meeting, dry_run, dry_run)
LC_FREE(meeting)

LC_GET_SIZE(meeting_list, count, count)
LC_GET_AT(meeting_list, ctr_meeting, at, items, count)
LC_GET_STR(meeting_list, next, next)
LC_FREE(meeting_list)

LC_GET_STR(cadence_report, from, from)
LC_GET_STR(cadence_report, until, until)
LC_GET_SIZE(cadence_report, count, level_count)
LC_GET_AT(cadence_report, ctr_cadence_level, at, levels, level_count)
LC_FREE(cadence_report)

LC_GET_STR(cadence_level, id, cadence)
LC_GET_ENUM(cadence_level, ctr_rhythm, rhythm, rhythm)
LC_GET_FLAG(cadence_level, known, known)
LC_GET_INT(cadence_level, periods, periods)
LC_GET_INT(cadence_level, kept, kept)
LC_GET_STR(cadence_level, due, due)
LC_GET_SIZE(cadence_level, miss_count, miss_count)
LC_GET_STR_AT(cadence_level, miss_from, misses, miss_count, .from)
LC_GET_STR_AT(cadence_level, miss_until, misses, miss_count, .until)

ctr_cadence_fault ctr_cadence_level_miss_fault(const ctr_cadence_level *level, size_t index)
{
    return (ctr_cadence_fault)(level && index < level->miss_count ? level->misses[index].fault : 0);
}
