/**
 * @file contracts/slo.h
 * @brief Service levels of collaboration and delivery: clocks that start, pause, resume and stop,
 *        and how well the goals of a master contract were met.
 *
 * A case is one subject under one service level of a master contract ("PR-12" under
 * review_turnaround). Its cycles lie between a start and a stop; starting a stopped case again
 * begins a new cycle. Nothing is counted along the way: what a clock shows is worked out from its
 * events and the master's calendar when somebody asks (doc/slo.md).
 */
#ifndef CONTRACTS_SLO_H
#define CONTRACTS_SLO_H

#include <contracts/types.h>

CTR_BEGIN_DECLS

/** What happens to a clock. */
typedef enum ctr_slo_act {
    CTR_SLO_START = 1,
    CTR_SLO_PAUSE = 2, /**< the reason of the call is one of the service level's pause_on */
    CTR_SLO_RESUME = 3,
    CTR_SLO_STOP = 4,
    CTR_SLO_ACT_FORCE_INT32 = 0x7fffffff
} ctr_slo_act;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_slo_act_name(ctr_slo_act value);
/** @return 1 and @p out set if @p word names one, else 0. @since 0.1 */
CTR_API int ctr_slo_act_parse(const char *word, ctr_slo_act *out);

/** State of a clock. */
typedef enum ctr_slo_state {
    CTR_SLO_IDLE = 1, /**< never started */
    CTR_SLO_RUNNING = 2,
    CTR_SLO_PAUSED = 3,
    CTR_SLO_STOPPED = 4,
    CTR_SLO_STATE_FORCE_INT32 = 0x7fffffff
} ctr_slo_state;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_slo_state_name(ctr_slo_state value);
/** @return 1 and @p out set if @p word names one, else 0. @since 0.1 */
CTR_API int ctr_slo_state_parse(const char *word, ctr_slo_state *out);

/** A case with its cycles. */
typedef struct ctr_slo_case ctr_slo_case;
/** Several of them, in one block. */
typedef struct ctr_slo_case_list ctr_slo_case_list;
/** Attainment over a window. */
typedef struct ctr_slo_report ctr_slo_report;
/** Breaches that a sweep recorded. */
typedef struct ctr_slo_sweep ctr_slo_sweep;

/** What happened to which clock, and when. */
typedef struct ctr_slo_mark {
    uint32_t struct_size; /**< sizeof(ctr_slo_mark) */
    ctr_slo_act act;
    const char *team;
    const char *name;    /**< the master contract */
    const char *slo;     /**< id of the service level, such as "review_turnaround" */
    const char *subject; /**< what is being waited for, such as "PR-12"; at most 512 bytes */
    int64_t at_us;       /**< when it happened, not later than now; 0 = now */
} ctr_slo_mark;

/** Fill with defaults. @p size is sizeof(ctr_slo_mark) at the caller. @since 0.1 */
CTR_API void ctr_slo_mark_init(ctr_slo_mark *mark, size_t size);

/**
 * Record that a clock was started, paused, resumed or stopped. A breach that is seen thereby is
 * recorded, too.
 *
 * @param out  [owned] the case; free with ctr_slo_case_free(); may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract, or its active version has no such service level
 * @retval CTR_E_STATE      not allowed in the clock's state, before its last event, no reason that
 *                          the service level lists, or no goal; the contract is no master
 * @retval CTR_E_CONFLICT   the case is not at ctr_call.if_revision
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_slo_record(ctr_store *store, const ctr_slo_mark *mark,
                                                const ctr_call *call, ctr_slo_case **out,
                                                ctr_error **err);

/** Which cases to list. Every field narrows; NULL or 0 = any. */
typedef struct ctr_slo_filter {
    uint32_t struct_size; /**< sizeof(ctr_slo_filter) */
    uint32_t limit;       /**< items a page; default 100, at most 1000 */
    const char *team;     /**< needs name */
    const char *name;     /**< the master contract; needs team */
    const char *slo;
    const char *subject;
    int32_t open;      /**< 1 = those whose clock is not stopped, 2 = those whose clock is */
    uint32_t reserved; /**< 0 */
    const char *after; /**< ctr_slo_case_list_next() of the page before */
} ctr_slo_filter;

/** Fill with defaults. @p size is sizeof(ctr_slo_filter) at the caller. @since 0.1 */
CTR_API void ctr_slo_filter_init(ctr_slo_filter *filter, size_t size);

/**
 * Cases as they stand, in the order in which their last cycle was begun.
 *
 * @param filter  NULL = all
 * @param out     [owned] free with ctr_slo_case_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_slo_find(ctr_store *store, const ctr_slo_filter *filter,
                                              ctr_slo_case_list **out, ctr_error **err);

/** What to measure. */
typedef struct ctr_slo_window {
    uint32_t struct_size; /**< sizeof(ctr_slo_window) */
    uint32_t reserved;    /**< 0 */
    const char *team;
    const char *name; /**< the master contract */
    const char *slo;  /**< NULL = every one */
    int64_t from_us;  /**< first instant; 0 = as long before the end as the service level says */
    int64_t to_us;    /**< first instant behind the window; 0 = up to now */
} ctr_slo_window;

/** Fill with defaults. @p size is sizeof(ctr_slo_window) at the caller. @since 0.1 */
CTR_API void ctr_slo_window_init(ctr_slo_window *window, size_t size);

/**
 * How well service levels were met. A cycle counts once: as met in the window of its stop, or as
 * breached in that of its breach, open or not. Reads what the window holds, and what is open.
 *
 * @param out  [owned] free with ctr_slo_report_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract or service level
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_slo_measure(ctr_store *store, const ctr_slo_window *window,
                                                 ctr_slo_report **out, ctr_error **err);

/**
 * Record the breaches of clocks that nobody touched. Each is recorded once, however often this is
 * called; at most 1000 a call (ctr_slo_sweep_more).
 *
 * @param team  NULL = every master contract
 * @param name  the master contract; NULL if and only if @p team is
 * @param call  its now_us is the instant; may be NULL
 * @param out   [owned] free with ctr_slo_sweep_free(); may be NULL
 * @param err   [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_slo_sweep_run(ctr_store *store, const char *team,
                                                   const char *name, const ctr_call *call,
                                                   ctr_slo_sweep **out, ctr_error **err);

/** @return [borrowed from slo_case] id of the service level. @since 0.1 */
CTR_API const char *ctr_slo_case_slo(const ctr_slo_case *slo_case);
/** @return [borrowed from slo_case] @since 0.1 */
CTR_API const char *ctr_slo_case_subject(const ctr_slo_case *slo_case);
/** @return [borrowed from slo_case] team of the master contract. @since 0.1 */
CTR_API const char *ctr_slo_case_team(const ctr_slo_case *slo_case);
/** @return [borrowed from slo_case] name of the master contract. @since 0.1 */
CTR_API const char *ctr_slo_case_contract(const ctr_slo_case *slo_case);
/** @since 0.1 */
CTR_API ctr_slo_state ctr_slo_case_state_of(const ctr_slo_case *slo_case);
/** @return number of the last cycle, from 1. @since 0.1 */
CTR_API int64_t ctr_slo_case_cycle(const ctr_slo_case *slo_case);
/** @return working time that the last cycle may take, microseconds. @since 0.1 */
CTR_API int64_t ctr_slo_case_goal_us(const ctr_slo_case *slo_case);
/** @return working time that ran in the last cycle, microseconds. @since 0.1 */
CTR_API int64_t ctr_slo_case_elapsed_us(const ctr_slo_case *slo_case);
/** @return goal less elapsed; negative when late. @since 0.1 */
CTR_API int64_t ctr_slo_case_remaining_us(const ctr_slo_case *slo_case);
/** @return working time of the last cycle that passed while it was paused. @since 0.1 */
CTR_API int64_t ctr_slo_case_paused_us(const ctr_slo_case *slo_case);
/** @return working time that ran in all cycles. @since 0.1 */
CTR_API int64_t ctr_slo_case_total_us(const ctr_slo_case *slo_case);
/** @return instant at which the goal is used up; 0 while it is paused. @since 0.1 */
CTR_API int64_t ctr_slo_case_due_us(const ctr_slo_case *slo_case);
/** @return 1 if the last cycle is breached. @since 0.1 */
CTR_API int ctr_slo_case_breached(const ctr_slo_case *slo_case);
/** @return instant of the recorded breach, 0 if none is recorded. @since 0.1 */
CTR_API int64_t ctr_slo_case_breached_us(const ctr_slo_case *slo_case);
/** @return 1 if the calendar says something else today than what was recorded. @since 0.1 */
CTR_API int ctr_slo_case_recomputed(const ctr_slo_case *slo_case);
/** @return number of its events, for ctr_call.if_revision. @since 0.1 */
CTR_API int64_t ctr_slo_case_revision(const ctr_slo_case *slo_case);
/** @return number of remarks of the call that gave this result. @since 0.1 */
CTR_API size_t ctr_slo_case_remark_count(const ctr_slo_case *slo_case);
/** @return [borrowed from slo_case] NULL past the end. @since 0.1 */
CTR_API const char *ctr_slo_case_remark_at(const ctr_slo_case *slo_case, size_t index);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_slo_case_dry_run(const ctr_slo_case *slo_case);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_slo_case_render(const ctr_slo_case *slo_case, ctr_render kind,
                                                     ctr_write_fn write, void *user,
                                                     ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_slo_case_free(ctr_slo_case *slo_case);

/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_slo_case_list_count(const ctr_slo_case_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_slo_case *ctr_slo_case_list_at(const ctr_slo_case_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_slo_case_list_next(const ctr_slo_case_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_slo_case_list_render(const ctr_slo_case_list *list,
                                                          ctr_render kind, ctr_write_fn write,
                                                          void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_slo_case_list_free(ctr_slo_case_list *list);

/** @return number of service levels in it. @since 0.1 */
CTR_API size_t ctr_slo_report_count(const ctr_slo_report *report);
/** @return [borrowed from report] id of the service level, NULL past the end. @since 0.1 */
CTR_API const char *ctr_slo_report_slo(const ctr_slo_report *report, size_t index);
/** @return 1 if anything was counted. @since 0.1 */
CTR_API int ctr_slo_report_measured(const ctr_slo_report *report, size_t index);
/** @return [borrowed from report] percent as a decimal, NULL if nothing was counted. @since 0.1 */
CTR_API const char *ctr_slo_report_attainment(const ctr_slo_report *report, size_t index);
/** @return 1 if it was measured and is at least the target. @since 0.1 */
CTR_API int ctr_slo_report_reached(const ctr_slo_report *report, size_t index);
/** @return cycles that met the goal. @since 0.1 */
CTR_API int64_t ctr_slo_report_met(const ctr_slo_report *report, size_t index);
/** @return cycles that did not, those that are late and open among them. @since 0.1 */
CTR_API int64_t ctr_slo_report_breached(const ctr_slo_report *report, size_t index);
/** @return cycles that are open and not late: not counted yet. @since 0.1 */
CTR_API int64_t ctr_slo_report_open(const ctr_slo_report *report, size_t index);
/** @return [borrowed from report] breaches that the target still allows, a decimal, negative when
 *  overdrawn; NULL if nothing was counted. @since 0.1 */
CTR_API const char *ctr_slo_report_budget_left(const ctr_slo_report *report, size_t index);
/** @return elapsed working time that half of the counted cycles do not exceed. @since 0.1 */
CTR_API int64_t ctr_slo_report_p50_us(const ctr_slo_report *report, size_t index);
/** @return elapsed working time that nine of ten do not exceed. @since 0.1 */
CTR_API int64_t ctr_slo_report_p90_us(const ctr_slo_report *report, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_slo_report_render(const ctr_slo_report *report,
                                                       ctr_render kind, ctr_write_fn write,
                                                       void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_slo_report_free(ctr_slo_report *report);

/** @return clocks that were looked at. @since 0.1 */
CTR_API int64_t ctr_slo_sweep_examined(const ctr_slo_sweep *sweep);
/** @return breaches that were recorded. @since 0.1 */
CTR_API size_t ctr_slo_sweep_count(const ctr_slo_sweep *sweep);
/** @return [borrowed from sweep] id of the service level, NULL past the end. @since 0.1 */
CTR_API const char *ctr_slo_sweep_slo(const ctr_slo_sweep *sweep, size_t index);
/** @return [borrowed from sweep] subject of the case, NULL past the end. @since 0.1 */
CTR_API const char *ctr_slo_sweep_subject(const ctr_slo_sweep *sweep, size_t index);
/** @return instant of the breach, 0 past the end. @since 0.1 */
CTR_API int64_t ctr_slo_sweep_due_us(const ctr_slo_sweep *sweep, size_t index);
/** @return 1 if there may be others: call again. @since 0.1 */
CTR_API int ctr_slo_sweep_more(const ctr_slo_sweep *sweep);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_slo_sweep_dry_run(const ctr_slo_sweep *sweep);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_slo_sweep_render(const ctr_slo_sweep *sweep, ctr_render kind,
                                                      ctr_write_fn write, void *user,
                                                      ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_slo_sweep_free(ctr_slo_sweep *sweep);

CTR_END_DECLS
#endif
