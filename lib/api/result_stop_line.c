/* Getters of stops. */
#include "api/getter.h"
#include "domain/trigger/trigger.h"

LC_WORDS(stop_state)
LC_PARSE(stop_state)

LC_GET_STR(stop, trigger, trigger)
LC_GET_INT(stop, number, n)
LC_GET_ENUM(stop, ctr_stop_state, state_of, state)
LC_GET_FLAG(stop, binds, binds)
LC_GET_STR(stop, owner, owner)
LC_GET_STR(stop, clearer, clearer)
LC_GET_SIZE(stop, block_count, block_count)
LC_GET_STR_AT(stop, block_at, blocks, block_count, )
LC_GET_SIZE(stop, evidence_count, evidence_count)
LC_GET_STR_AT(stop, evidence_at, evidence, evidence_count, )
LC_GET_STR(stop, raised_by, raised_by)
LC_GET_INT(stop, raised_us, raised_us)
LC_GET_INT(stop, cleared_us, cleared_us)
LC_GET_STR(stop, decision, decision)
LC_GET_INT(stop, duration_us, duration_us)
LC_GET_SIZE(stop, remark_count, remark_count)
LC_GET_STR_AT(stop, remark_at, remarks, remark_count, )
LC_GET_FLAG(stop, dry_run, dry_run)
LC_FREE(stop)

LC_GET_SIZE(stop_list, count, count)
LC_GET_AT(stop_list, ctr_stop, at, items, count)
LC_GET_STR(stop_list, next, next)
LC_FREE(stop_list)

LC_GET_SIZE(stop_summary, count, count)
LC_GET_STR_AT(stop_summary, raiser, rows, count, .raiser)
LC_GET_NUM_AT(stop_summary, int64_t, times, rows, count, .count)
LC_GET_NUM_AT(stop_summary, int64_t, duration_us, rows, count, .duration_us)
LC_FREE(stop_summary)
