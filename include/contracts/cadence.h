/**
 * @file contracts/cadence.h
 * @brief Cadences: meetings that a master contract asks for in a rhythm, who takes part, and what
 *        they leave behind; which were held, and which were missed (doc/cadence.md).
 */
#ifndef CONTRACTS_CADENCE_H
#define CONTRACTS_CADENCE_H

#include <contracts/types.h>

CTR_BEGIN_DECLS

/** How often. */
typedef enum ctr_rhythm {
    CTR_RHYTHM_DAILY = 1,     /**< each working day */
    CTR_RHYTHM_WEEKLY = 2,    /**< each week from Monday to Sunday */
    CTR_RHYTHM_BIWEEKLY = 3,  /**< each 14 days from the day on which the master takes effect */
    CTR_RHYTHM_MONTHLY = 4,   /**< each month of the calendar */
    CTR_RHYTHM_ITERATION = 5, /**< each iteration from that day on: so many working days */
    CTR_RHYTHM_FORCE_INT32 = 0x7fffffff
} ctr_rhythm;

/** What is wrong with a period. */
typedef enum ctr_cadence_fault {
    CTR_CADENCE_NOT_HELD = 1,   /**< no meeting in it */
    CTR_CADENCE_INCOMPLETE = 2, /**< no meeting in it with all who, and all that is required */
    CTR_CADENCE_FAULT_FORCE_INT32 = 0x7fffffff
} ctr_cadence_fault;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_rhythm_name(ctr_rhythm value);
/** @return 1 and @p out set if @p word names one, else 0. @since 0.1 */
CTR_API int ctr_rhythm_parse(const char *word, ctr_rhythm *out);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_cadence_fault_name(ctr_cadence_fault value);
/** @return 1 and @p out set if @p word names one, else 0. @since 0.1 */
CTR_API int ctr_cadence_fault_parse(const char *word, ctr_cadence_fault *out);

/** A meeting that was held. */
typedef struct ctr_meeting ctr_meeting;
/** Several of them, in one block. */
typedef struct ctr_meeting_list ctr_meeting_list;
/** How the cadences of a master were kept. */
typedef struct ctr_cadence_report ctr_cadence_report;
/** How one of them was; part of a report. */
typedef struct ctr_cadence_level ctr_cadence_level;

/**
 * What is recorded of a meeting. A participant or artefact that the master requires is named by its
 * name, or by "name=what", such as "client=ann" and "minutes=https://example.org/7".
 */
typedef struct ctr_meeting_spec {
    uint32_t struct_size;       /**< sizeof(ctr_meeting_spec) */
    uint32_t participant_count; /**< at most 256 */
    const char *team;
    const char *name;                /**< the master contract */
    const char *cadence;             /**< id of one of its cadences */
    const char *day;                 /**< "2026-11-20", not later than today; NULL = today */
    const char *const *participants; /**< each of at most 256 bytes */
    const char *const *artefacts;    /**< each of at most 1024 bytes */
    uint32_t artefact_count;         /**< at most 256 */
    uint32_t reserved;               /**< 0 */
} ctr_meeting_spec;

/** Fill with defaults. @p size is sizeof(ctr_meeting_spec) at the caller. @since 0.1 */
CTR_API void ctr_meeting_spec_init(ctr_meeting_spec *spec, size_t size);

/**
 * Record that a meeting was held. Recorded again for the same day, what is new is added to it;
 * nothing is ever taken away, and without anything new nothing is changed.
 *
 * @param out  [owned] free with ctr_meeting_free(); may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_ARGUMENT   no such day, or it is still to come
 * @retval CTR_E_NOT_FOUND  no such contract, or its active version has no such cadence
 * @retval CTR_E_STATE      the contract is no master, or no version of it is active
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_cadence_held(ctr_store *store, const ctr_meeting_spec *spec,
                                                  const ctr_call *call, ctr_meeting **out,
                                                  ctr_error **err);

/** Which to list. Every field narrows; NULL or 0 = any. */
typedef struct ctr_meeting_filter {
    uint32_t struct_size; /**< sizeof(ctr_meeting_filter) */
    uint32_t limit;       /**< items a page; default 100, at most 1000 */
    const char *team;     /**< needs name */
    const char *name;     /**< the master contract; needs team */
    const char *cadence;  /**< needs both */
    const char *after;    /**< ctr_meeting_list_next() of the page before */
} ctr_meeting_filter;

/** Fill with defaults. @p size is sizeof(ctr_meeting_filter) at the caller. @since 0.1 */
CTR_API void ctr_meeting_filter_init(ctr_meeting_filter *filter, size_t size);

/**
 * Meetings: those of one cadence by their days, others in the order in which they were recorded.
 *
 * @param filter  NULL = all
 * @param out     [owned] free with ctr_meeting_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_meeting_find(ctr_store *store,
                                                  const ctr_meeting_filter *filter,
                                                  ctr_meeting_list **out, ctr_error **err);

/** Of which cadence, over which days. */
typedef struct ctr_cadence_window {
    uint32_t struct_size; /**< sizeof(ctr_cadence_window) */
    uint32_t reserved;    /**< 0 */
    const char *team;
    const char *name;    /**< the master contract */
    const char *cadence; /**< NULL = every one */
    const char *from;    /**< periods that end on this day or later; NULL = since it took effect */
    const char *until;   /**< and on this day or earlier; NULL = yesterday, and never later */
} ctr_cadence_window;

/** Fill with defaults. @p size is sizeof(ctr_cadence_window) at the caller. @since 0.1 */
CTR_API void ctr_cadence_window_init(ctr_cadence_window *window, size_t size);

/**
 * Which meetings were missed: periods that are over, judged by the version of the master that was
 * in effect when they ended. Records nothing.
 *
 * @param out  [owned] free with ctr_cadence_report_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_ARGUMENT   a day is none, or the window ends before it begins
 * @retval CTR_E_LIMIT      the window is longer than 20 years
 * @retval CTR_E_NOT_FOUND  no such contract, or no version of it that was active has such a cadence
 * @retval CTR_E_STATE      the contract is no master, or no version of it ever was active
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_cadence_missed(ctr_store *store,
                                                    const ctr_cadence_window *window,
                                                    ctr_cadence_report **out, ctr_error **err);

/** @return [borrowed from meeting] id of the cadence. @since 0.1 */
CTR_API const char *ctr_meeting_cadence(const ctr_meeting *meeting);
/** @return [borrowed from meeting] the day, "2026-11-20". @since 0.1 */
CTR_API const char *ctr_meeting_day(const ctr_meeting *meeting);
/** @return number of participants. @since 0.1 */
CTR_API size_t ctr_meeting_participant_count(const ctr_meeting *meeting);
/** @return [borrowed from meeting] NULL past the end. @since 0.1 */
CTR_API const char *ctr_meeting_participant_at(const ctr_meeting *meeting, size_t index);
/** @return number of artefacts. @since 0.1 */
CTR_API size_t ctr_meeting_artefact_count(const ctr_meeting *meeting);
/** @return [borrowed from meeting] NULL past the end. @since 0.1 */
CTR_API const char *ctr_meeting_artefact_at(const ctr_meeting *meeting, size_t index);
/** @return number of remarks of the call that gave this result. @since 0.1 */
CTR_API size_t ctr_meeting_remark_count(const ctr_meeting *meeting);
/** @return [borrowed from meeting] such as what is still missing; NULL past the end. @since 0.1 */
CTR_API const char *ctr_meeting_remark_at(const ctr_meeting *meeting, size_t index);
/** @return [borrowed from meeting] who recorded it last. @since 0.1 */
CTR_API const char *ctr_meeting_recorded_by(const ctr_meeting *meeting);
/** @return when it was recorded last. @since 0.1 */
CTR_API int64_t ctr_meeting_recorded_us(const ctr_meeting *meeting);
/** @return how often it was recorded with something new. @since 0.1 */
CTR_API int64_t ctr_meeting_revision(const ctr_meeting *meeting);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_meeting_dry_run(const ctr_meeting *meeting);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_meeting_render(const ctr_meeting *meeting, ctr_render kind,
                                                    ctr_write_fn write, void *user,
                                                    ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_meeting_free(ctr_meeting *meeting);

/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_meeting_list_count(const ctr_meeting_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_meeting *ctr_meeting_list_at(const ctr_meeting_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_meeting_list_next(const ctr_meeting_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_meeting_list_render(const ctr_meeting_list *list,
                                                         ctr_render kind, ctr_write_fn write,
                                                         void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_meeting_list_free(ctr_meeting_list *list);

/** @return [borrowed from report] the first day of the window. @since 0.1 */
CTR_API const char *ctr_cadence_report_from(const ctr_cadence_report *report);
/** @return [borrowed from report] the last day. @since 0.1 */
CTR_API const char *ctr_cadence_report_until(const ctr_cadence_report *report);
/** @return number of cadences. @since 0.1 */
CTR_API size_t ctr_cadence_report_count(const ctr_cadence_report *report);
/** @return [borrowed from report] NULL past the end. @since 0.1 */
CTR_API const ctr_cadence_level *ctr_cadence_report_at(const ctr_cadence_report *report,
                                                       size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_cadence_report_render(const ctr_cadence_report *report,
                                                           ctr_render kind, ctr_write_fn write,
                                                           void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_cadence_report_free(ctr_cadence_report *report);

/** @return [borrowed from level] id of the cadence. @since 0.1 */
CTR_API const char *ctr_cadence_level_id(const ctr_cadence_level *level);
/** @since 0.1 */
CTR_API ctr_rhythm ctr_cadence_level_rhythm(const ctr_cadence_level *level);
/** @return 1 if the master has it now, 0 if only an earlier version did. @since 0.1 */
CTR_API int ctr_cadence_level_known(const ctr_cadence_level *level);
/** @return number of periods that ended in the window. @since 0.1 */
CTR_API int64_t ctr_cadence_level_periods(const ctr_cadence_level *level);
/** @return number of those with a meeting that has everything required. @since 0.1 */
CTR_API int64_t ctr_cadence_level_kept(const ctr_cadence_level *level);
/** @return [borrowed from level] last working day for the next one; NULL if none is due.
 *  @since 0.1 */
CTR_API const char *ctr_cadence_level_due(const ctr_cadence_level *level);
/** @return number of periods that were missed. @since 0.1 */
CTR_API size_t ctr_cadence_level_miss_count(const ctr_cadence_level *level);
/** @return [borrowed from level] first day of the period, NULL past the end. @since 0.1 */
CTR_API const char *ctr_cadence_level_miss_from(const ctr_cadence_level *level, size_t index);
/** @return [borrowed from level] last day of the period, NULL past the end. @since 0.1 */
CTR_API const char *ctr_cadence_level_miss_until(const ctr_cadence_level *level, size_t index);
/** @return what is wrong, 0 past the end. @since 0.1 */
CTR_API ctr_cadence_fault ctr_cadence_level_miss_fault(const ctr_cadence_level *level,
                                                       size_t index);

CTR_END_DECLS
#endif
