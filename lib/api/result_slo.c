/* Getters of cases, reports and sweeps of service levels. */
#include "api/getter.h"
#include "flow/slo.h"

#define lc_words_slo_act lc_words_watch_kind
#define lc_words_slo_state lc_words_watch_state

LC_WORDS(slo_act)
LC_PARSE(slo_act)
LC_WORDS(slo_state)
LC_PARSE(slo_state)

LC_GET_STR(slo_case, slo, slo)
LC_GET_STR(slo_case, subject, subject)
LC_GET_STR(slo_case, team, team)
LC_GET_STR(slo_case, contract, contract)
LC_GET_ENUM(slo_case, ctr_slo_state, state_of, state)
LC_GET_INT(slo_case, cycle, cycle)
LC_GET_INT(slo_case, goal_us, goal_us)
LC_GET_INT(slo_case, elapsed_us, elapsed_us)
LC_GET_INT(slo_case, remaining_us, remaining_us)
LC_GET_INT(slo_case, paused_us, paused_us)
LC_GET_INT(slo_case, total_us, total_us)
LC_GET_INT(slo_case, due_us, due_us)
LC_GET_FLAG(slo_case, breached, breached)
LC_GET_INT(slo_case, breached_us, breached_us)
LC_GET_FLAG(slo_case, recomputed, recomputed)
LC_GET_INT(slo_case, revision, revision)
LC_GET_SIZE(slo_case, remark_count, remark_count)
LC_GET_STR_AT(slo_case, remark_at, remarks, remark_count, )
LC_GET_FLAG(slo_case, dry_run, dry_run)
LC_FREE(slo_case)

LC_GET_SIZE(slo_case_list, count, count)
LC_GET_AT(slo_case_list, ctr_slo_case, at, items, count)
LC_GET_STR(slo_case_list, next, next)
LC_FREE(slo_case_list)

LC_GET_SIZE(slo_report, count, level_count)
LC_GET_STR_AT(slo_report, slo, levels, level_count, .slo)
LC_GET_NUM_AT(slo_report, int, measured, levels, level_count, .measured)
LC_GET_STR_AT(slo_report, attainment, levels, level_count, .attainment)
LC_GET_NUM_AT(slo_report, int, reached, levels, level_count, .reached)
LC_GET_NUM_AT(slo_report, int64_t, met, levels, level_count, .met)
LC_GET_NUM_AT(slo_report, int64_t, breached, levels, level_count, .breached)
LC_GET_NUM_AT(slo_report, int64_t, open, levels, level_count, .open)
LC_GET_STR_AT(slo_report, budget_left, levels, level_count, .budget_left)
LC_GET_NUM_AT(slo_report, int64_t, p50_us, levels, level_count, .p50_us)
LC_GET_NUM_AT(slo_report, int64_t, p90_us, levels, level_count, .p90_us)
LC_FREE(slo_report)

LC_GET_INT(slo_sweep, examined, examined)
LC_GET_SIZE(slo_sweep, count, breach_count)
LC_GET_STR_AT(slo_sweep, slo, breaches, breach_count, .slo)
LC_GET_STR_AT(slo_sweep, subject, breaches, breach_count, .subject)
LC_GET_NUM_AT(slo_sweep, int64_t, due_us, breaches, breach_count, .due_us)
LC_GET_FLAG(slo_sweep, more, more)
LC_GET_FLAG(slo_sweep, dry_run, dry_run)
LC_FREE(slo_sweep)
