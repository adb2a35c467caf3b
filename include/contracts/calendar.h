/**
 * @file contracts/calendar.h
 * @brief Calendars: when a party works, and arithmetic with working days and working time.
 *
 * A calendar has a time zone, a week of opening hours, holidays, and exceptions (dates with hours
 * of their own). It is open when the clock on the wall of its zone shows a time within the hours of
 * that day, so daylight saving needs no thought: an hour that the clock passes twice counts twice,
 * one that it jumps over does not count. A date with any hours at all is a working day.
 *
 * Zones come from the system's data (package tzdata); "UTC" and offsets such as "+02:00" need no
 * file. Neither TZ nor the locale matters. Instants are microseconds since 1970 UTC, of the years 1
 * to 9999; dates are texts such as "2026-11-20". A calendar never changes: all functions may be
 * called from any number of threads.
 */
#ifndef CONTRACTS_CALENDAR_H
#define CONTRACTS_CALENDAR_H

#include <contracts/spec.h>

CTR_BEGIN_DECLS

/** How to read calendars. Zero stands for the default of every field. */
typedef struct ctr_calendar_options {
    uint32_t struct_size;           /**< sizeof(ctr_calendar_options) */
    uint32_t max_depth;             /**< nesting of the document; default 512 */
    uint64_t max_document_bytes;    /**< default 256 MiB */
    const char *id;                 /**< which calendar; needed where there are several */
    const char *zone_directory;     /**< default "/usr/share/zoneinfo" */
    const ctr_allocator *allocator; /**< copied; default malloc */
} ctr_calendar_options;

/** Fill with defaults. @p size is sizeof(ctr_calendar_options) at the caller. @since 0.1 */
CTR_API void ctr_calendar_options_init(ctr_calendar_options *options, size_t size);

/** One calendar. */
typedef struct ctr_calendar ctr_calendar;

/**
 * Read a calendar: a document in YAML or JSON that is one, or has a list of them in its member
 * `calendars`. The form is described in doc/calendar.md.
 *
 * @param source   format and resolver are not used
 * @param options  NULL = defaults
 * @param out      [owned] free with ctr_calendar_free()
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  malformed; details "file", "line", "column", "field"
 * @retval CTR_E_NOT_FOUND  the document has no calendar of that id, or the system has no data of
 *                          time zones
 * @retval CTR_E_ARGUMENT  there are several calendars and no id was given
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_read(const ctr_source *source,
                                                   const ctr_calendar_options *options,
                                                   ctr_calendar **out, ctr_error **err);
/** @return [borrowed from calendar] "calendar" where the document gives none. @since 0.1 */
CTR_API const char *ctr_calendar_id(const ctr_calendar *calendar);
/** @return [borrowed from calendar] for people; NULL if there is none. @since 0.1 */
CTR_API const char *ctr_calendar_name(const ctr_calendar *calendar);
/** @return [borrowed from calendar] such as "Europe/Berlin". @since 0.1 */
CTR_API const char *ctr_calendar_zone(const ctr_calendar *calendar);

/**
 * The instant at which so much working time has passed since @p start_us: the first one. A goal
 * that is used up at closing time is due at closing time, not at the next opening.
 *
 * @param span_us  working time, 0 or more
 * @param out_us   set to the instant
 * @param err      [owned] may be NULL
 * @retval CTR_E_LIMIT  the calendar is not open long enough until the end of 9999
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_add(const ctr_calendar *calendar, int64_t start_us,
                                                  int64_t span_us, int64_t *out_us,
                                                  ctr_error **err);
/**
 * Working time between two instants, in microseconds; negative if @p to_us is the earlier one.
 *
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_elapsed(const ctr_calendar *calendar, int64_t from_us,
                                                      int64_t to_us, int64_t *out_us,
                                                      ctr_error **err);
/** @return 1 if the calendar is open at the instant, else 0. @since 0.1 */
CTR_API int ctr_calendar_is_open(const ctr_calendar *calendar, int64_t at_us);
/**
 * The first instant from @p at_us on at which the calendar is open; that one itself if it is.
 *
 * @param err  [owned] may be NULL
 * @retval CTR_E_LIMIT  it does not open again until the end of 9999
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_next_open(const ctr_calendar *calendar, int64_t at_us,
                                                        int64_t *out_us, ctr_error **err);

/**
 * Is it a working day?
 *
 * @param out  set to 1 or 0
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_is_working_day(const ctr_calendar *calendar,
                                                             const char *date, int *out,
                                                             ctr_error **err);
/**
 * The working days after @p from up to and including @p to: how far something slipped. Negative if
 * @p to is earlier: minus the working days after @p to up to and including @p from.
 *
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_days(const ctr_calendar *calendar, const char *from,
                                                   const char *to, int64_t *out, ctr_error **err);
/**
 * The date of the @p days -th working day after @p from, or before it if negative; @p from itself
 * for 0.
 *
 * @param out   set to the date, 10 characters and a NUL
 * @param size  of @p out, at least 11
 * @param err   [owned] may be NULL
 * @retval CTR_E_LIMIT  there are not that many working days in the years 1 to 9999
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_add_days(const ctr_calendar *calendar,
                                                       const char *from, int64_t days, char *out,
                                                       size_t size, ctr_error **err);

/**
 * The instant of a text: RFC 3339 with its offset, or a local time of the calendar's zone without
 * one ("2026-11-20T16:30", "2026-11-20"). Of a local time that the clock passes twice the earlier
 * instant; of one that it jumps over the instant as if it had not jumped.
 *
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_instant(const ctr_calendar *calendar,
                                                      const char *text, int64_t *out_us,
                                                      ctr_error **err);
/**
 * An instant as the clock of the calendar's zone shows it, such as "2026-11-20T16:30:00+01:00".
 *
 * @param size  of @p out, at least 40
 * @param err   [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_local(const ctr_calendar *calendar, int64_t at_us,
                                                    char *out, size_t size, ctr_error **err);

/** Write the calendar. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_render(const ctr_calendar *calendar, ctr_render kind,
                                                     ctr_write_fn write, void *user,
                                                     ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_calendar_free(ctr_calendar *calendar);

/** All calendars of a document. */
typedef struct ctr_calendar_list ctr_calendar_list;

/**
 * Read all calendars of a document.
 *
 * @param options  the id is not used; NULL = defaults
 * @param out      [owned] free with ctr_calendar_list_free()
 * @param err      [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_list_read(const ctr_source *source,
                                                        const ctr_calendar_options *options,
                                                        ctr_calendar_list **out, ctr_error **err);
/** @since 0.1 */
CTR_API size_t ctr_calendar_list_count(const ctr_calendar_list *list);
/** @return [borrowed from list] in the order of the document; NULL past the end. @since 0.1 */
CTR_API const ctr_calendar *ctr_calendar_list_at(const ctr_calendar_list *list, size_t index);
/** Write the list. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_calendar_list_render(const ctr_calendar_list *list,
                                                          ctr_render kind, ctr_write_fn write,
                                                          void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_calendar_list_free(ctr_calendar_list *list);

/**
 * Read a span of time such as "60m", "1h30m" or "45s".
 *
 * @return 1 and @p out_us set, or 0
 * @since 0.1
 */
CTR_API int ctr_span_parse(const char *text, int64_t *out_us);

CTR_END_DECLS
#endif
