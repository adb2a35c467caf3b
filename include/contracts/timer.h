/**
 * @file contracts/timer.h
 * @brief Timers: until when something is to be decided or answered, what comes due in the meantime,
 *        and whether those whom it concerns were told.
 *
 * The library never waits and opens no connection: a host calls ctr_timer_sweep() from time to time
 * and delivers what it returns. doc/timers.md says what comes due when.
 */
#ifndef CONTRACTS_TIMER_H
#define CONTRACTS_TIMER_H

#include <contracts/change.h>

CTR_BEGIN_DECLS

/** What a timer is about. */
typedef enum ctr_timer_subject {
    CTR_TIMER_DECISION = 1, /**< a decision on a change */
    CTR_TIMER_DISPUTE = 2,  /**< a dispute: the time to answer, then that to agree */
    CTR_TIMER_SUBJECT_FORCE_INT32 = 0x7fffffff
} ctr_timer_subject;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_timer_subject_name(ctr_timer_subject value);
/** @return 1 and @p out set if @p word names one, else 0. @since 0.1 */
CTR_API int ctr_timer_subject_parse(const char *word, ctr_timer_subject *out);

/** Does it run? */
typedef enum ctr_timer_state {
    CTR_TIMER_RUNNING = 1,
    CTR_TIMER_PAUSED = 2,
    CTR_TIMER_ENDED = 3, /**< decided, withdrawn, resolved */
    CTR_TIMER_STATE_FORCE_INT32 = 0x7fffffff
} ctr_timer_state;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_timer_state_name(ctr_timer_state value);
/** @return 1 and @p out set if @p word names a state, else 0. @since 0.1 */
CTR_API int ctr_timer_state_parse(const char *word, ctr_timer_state *out);

/** How far a timer came. */
typedef enum ctr_timer_stage {
    CTR_STAGE_WAITING = 1,
    CTR_STAGE_REMINDED = 2,
    CTR_STAGE_OVERDUE = 3,   /**< its levels are gone through */
    CTR_STAGE_EXHAUSTED = 4, /**< nothing comes any more */
    CTR_TIMER_STAGE_FORCE_INT32 = 0x7fffffff
} ctr_timer_stage;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_timer_stage_name(ctr_timer_stage value);
/** @return 1 and @p out set if @p word names a stage, else 0. @since 0.1 */
CTR_API int ctr_timer_stage_parse(const char *word, ctr_timer_stage *out);

/** What came due. */
typedef enum ctr_action_kind {
    CTR_ACTION_REMIND = 1,
    CTR_ACTION_ESCALATE = 2,
    CTR_ACTION_BREACHED = 3,
    CTR_ACTION_DEEMED_ACCEPTED = 4, /**< decided: approved by expiry */
    CTR_ACTION_DEEMED_REJECTED = 5, /**< decided: rejected by expiry */
    CTR_ACTION_DISPUTE_ESCALATED = 6,
    CTR_ACTION_KIND_FORCE_INT32 = 0x7fffffff
} ctr_action_kind;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_action_kind_name(ctr_action_kind value);
/** @return 1 and @p out set if @p word names a kind, else 0. @since 0.1 */
CTR_API int ctr_action_kind_parse(const char *word, ctr_action_kind *out);

/** The time of one decision or dispute. */
typedef struct ctr_timer ctr_timer;
/** Several of them, in one block. */
typedef struct ctr_timer_list ctr_timer_list;
/** Something that came due, and who is to be told. */
typedef struct ctr_action ctr_action;
/** Several of them, in one block. */
typedef struct ctr_action_list ctr_action_list;
/** What a sweep found. */
typedef struct ctr_sweep ctr_sweep;

/* ---- sweeping ---- */

/** How to sweep. Zero is the default of every field. */
typedef struct ctr_sweep_options {
    uint32_t struct_size; /**< sizeof(ctr_sweep_options) */
    uint32_t limit;       /**< actions at most; default 1000, at most 100000 */
    uint32_t flood_limit; /**< acceptances by silence under one master on one day (UTC) from which
                             on there is a warning; default 10 */
    uint32_t reserved;    /**< 0 */
} ctr_sweep_options;

/** Fill with defaults. @p size is sizeof(ctr_sweep_options) at the caller. @since 0.1 */
CTR_API void ctr_sweep_options_init(ctr_sweep_options *options, size_t size);

/**
 * Find what came due until @p now_us and was not found before: each stage of each timer once, in
 * the order in which they came due, stamped with when that was and when it was found. Decisions
 * that their right decides by silence are decided. All in one transaction: a second sweep at that
 * instant finds nothing, and of several processes that sweep at once one finds each.
 *
 * What is found waits in the outbox until ctr_timer_delivered() says that it was delivered.
 *
 * @param now_us   microseconds since 1970 UTC; 0 = that of @p call, or the store's clock
 * @param options  NULL = defaults
 * @param out      [owned] free with ctr_sweep_free(); may be NULL
 * @param err      [owned] may be NULL
 * @retval CTR_E_ARGUMENT  the instant is earlier than the last event, or not that of @p call
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_timer_sweep(ctr_store *store, int64_t now_us,
                                                 const ctr_sweep_options *options,
                                                 const ctr_call *call, ctr_sweep **out,
                                                 ctr_error **err);
/** @return the instant of the sweep. @since 0.1 */
CTR_API int64_t ctr_sweep_now_us(const ctr_sweep *sweep);
/** @return number of actions. @since 0.1 */
CTR_API size_t ctr_sweep_count(const ctr_sweep *sweep);
/** @return [borrowed from sweep] NULL past the end. @since 0.1 */
CTR_API const ctr_action *ctr_sweep_at(const ctr_sweep *sweep, size_t index);
/** @return timers whose deadline is another, because the calendar is. @since 0.1 */
CTR_API int64_t ctr_sweep_moved(const ctr_sweep *sweep);
/** @return number of warnings. @since 0.1 */
CTR_API size_t ctr_sweep_warning_count(const ctr_sweep *sweep);
/** @return [borrowed from sweep] NULL past the end. @since 0.1 */
CTR_API const char *ctr_sweep_warning_at(const ctr_sweep *sweep, size_t index);
/** @return 1 if the limit was reached and more is due: sweep again. @since 0.1 */
CTR_API int ctr_sweep_more(const ctr_sweep *sweep);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_sweep_dry_run(const ctr_sweep *sweep);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_sweep_render(const ctr_sweep *sweep, ctr_render kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_sweep_free(ctr_sweep *sweep);

/* ---- timers ---- */

/** Which timers to list. Every field narrows; NULL or 0 = any. */
typedef struct ctr_timer_filter {
    uint32_t struct_size;  /**< sizeof(ctr_timer_filter) */
    uint32_t limit;        /**< items a page; default 100, at most 1000 */
    const char *team;      /**< needs name */
    const char *name;      /**< master contract's name; needs team */
    int64_t until_us;      /**< whose next instant is not later */
    ctr_timer_state state; /**< 0 = those that wait for an instant, in the order of it; else in the
                              order in which they began */
    uint32_t reserved;     /**< 0 */
    const char *after;     /**< ctr_timer_list_next() of the page before */
} ctr_timer_filter;

/** Fill with defaults. @p size is sizeof(ctr_timer_filter) at the caller. @since 0.1 */
CTR_API void ctr_timer_filter_init(ctr_timer_filter *filter, size_t size);

/**
 * List timers: without a state those that wait for something, by when that comes. Deadlines are
 * those by the calendar of now.
 *
 * @param filter  NULL = all that wait
 * @param out     [owned] free with ctr_timer_list_free()
 * @param err     [owned] may be NULL
 * @retval CTR_E_ARGUMENT  until_us together with a state
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_timer_find(ctr_store *store, const ctr_timer_filter *filter,
                                                ctr_timer_list **out, ctr_error **err);
/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_timer_list_count(const ctr_timer_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_timer *ctr_timer_list_at(const ctr_timer_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_timer_list_next(const ctr_timer_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_timer_list_render(const ctr_timer_list *list, ctr_render kind,
                                                       ctr_write_fn write, void *user,
                                                       ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_timer_list_free(ctr_timer_list *list);

/**
 * Look up the latest timer of a change, or of a dispute.
 *
 * @param name  the master contract
 * @param kind  0 = CTR_TIMER_DECISION
 * @param id    of the change, or of the dispute
 * @param out   [owned] free with ctr_timer_free()
 * @param err   [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  it has none
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_timer_get(ctr_store *store, const char *team, const char *name,
                                               ctr_timer_subject kind, const char *id,
                                               ctr_timer **out, ctr_error **err);

/**
 * Let the time of a decision stand still.
 *
 * @param id     of the change
 * @param cause  one of those that the right has in pause_on
 * @param out    [owned] free with ctr_timer_free(); may be NULL
 * @param err    [owned] may be NULL
 * @retval CTR_E_STATE  it does not run, is over, or may not stand still for this
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_timer_pause(ctr_store *store, const char *team,
                                                 const char *name, const char *id,
                                                 const char *cause, const ctr_call *call,
                                                 ctr_timer **out, ctr_error **err);

/**
 * Let it go on: the deadline is later by the working time that it stood still.
 *
 * @param out  [owned] free with ctr_timer_free(); may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_STATE  it does not stand still
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_timer_resume(ctr_store *store, const char *team,
                                                  const char *name, const char *id,
                                                  const ctr_call *call, ctr_timer **out,
                                                  ctr_error **err);

/** @return [borrowed from timer] change it is about, "team/name/CR-42". @since 0.1 */
CTR_API const char *ctr_timer_name(const ctr_timer *timer);
/** @since 0.1 */
CTR_API ctr_timer_subject ctr_timer_kind(const ctr_timer *timer);
/** @since 0.1 */
CTR_API ctr_timer_state ctr_timer_state_of(const ctr_timer *timer);
/** @since 0.1 */
CTR_API ctr_timer_stage ctr_timer_stage_of(const ctr_timer *timer);
/** @return level that was told last, 0 before the first. @since 0.1 */
CTR_API int64_t ctr_timer_level(const ctr_timer *timer);
/** @return how often the levels are begun with, from 1. @since 0.1 */
CTR_API int64_t ctr_timer_loop(const ctr_timer *timer);
/** @return [borrowed from timer] escalate, deem-accepted, deem-rejected or none. @since 0.1 */
CTR_API const char *ctr_timer_on_expiry(const ctr_timer *timer);
/** @return [borrowed from timer] id of the escalation policy, NULL if none. @since 0.1 */
CTR_API const char *ctr_timer_escalation(const ctr_timer *timer);
/** @since 0.1 */
CTR_API int64_t ctr_timer_started_us(const ctr_timer *timer);
/** @return the deadline; while it stands still, the one it had. @since 0.1 */
CTR_API int64_t ctr_timer_due_us(const ctr_timer *timer);
/** @return when the reminder was recorded, 0 if it was not. @since 0.1 */
CTR_API int64_t ctr_timer_reminded_us(const ctr_timer *timer);
/** @return what comes next, 0 if nothing does. @since 0.1 */
CTR_API ctr_action_kind ctr_timer_next(const ctr_timer *timer);
/** @return when, 0 if nothing comes. @since 0.1 */
CTR_API int64_t ctr_timer_next_us(const ctr_timer *timer);
/** @return 1 if it was found overdue by a calendar that another took the place of. @since 0.1 */
CTR_API int ctr_timer_recomputed(const ctr_timer *timer);
/** @return how often it stood still. @since 0.1 */
CTR_API size_t ctr_timer_pauses(const ctr_timer *timer);
/** @return [borrowed from timer] reason of a pause, NULL past the end. @since 0.1 */
CTR_API const char *ctr_timer_pause_cause(const ctr_timer *timer, size_t index);
/** @return begin of a pause, 0 past the end. @since 0.1 */
CTR_API int64_t ctr_timer_pause_from_us(const ctr_timer *timer, size_t index);
/** @return end of a pause, 0 while it lasts. @since 0.1 */
CTR_API int64_t ctr_timer_pause_until_us(const ctr_timer *timer, size_t index);
/** @return 0 while it runs or stands still. @since 0.1 */
CTR_API int64_t ctr_timer_ended_us(const ctr_timer *timer);
/** @return [borrowed from timer] why it ended, NULL if it did not. @since 0.1 */
CTR_API const char *ctr_timer_ended(const ctr_timer *timer);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_timer_dry_run(const ctr_timer *timer);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_timer_render(const ctr_timer *timer, ctr_render kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed; not for one that is borrowed from a list. @since 0.1 */
CTR_API void ctr_timer_free(ctr_timer *timer);

/* ---- the outbox ---- */

/** Which actions to list. NULL or 0 = any. */
typedef struct ctr_outbox_filter {
    uint32_t struct_size; /**< sizeof(ctr_outbox_filter) */
    uint32_t limit;       /**< items a page; default 100, at most 1000 */
    const char *team;     /**< needs name */
    const char *name;     /**< master contract's name; needs team */
    const char *change;   /**< all actions of the latest timer of this change, delivered ones too;
                             needs both */
    const char *after;    /**< ctr_action_list_next() of the page before */
} ctr_outbox_filter;

/** Fill with defaults. @p size is sizeof(ctr_outbox_filter) at the caller. @since 0.1 */
CTR_API void ctr_outbox_filter_init(ctr_outbox_filter *filter, size_t size);

/**
 * List actions of which somebody is still to be told, in the order in which they were found.
 *
 * @param filter  NULL = all of them
 * @param out     [owned] free with ctr_action_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_timer_outbox(ctr_store *store, const ctr_outbox_filter *filter,
                                                  ctr_action_list **out, ctr_error **err);
/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_action_list_count(const ctr_action_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_action *ctr_action_list_at(const ctr_action_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_action_list_next(const ctr_action_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_action_list_render(const ctr_action_list *list,
                                                        ctr_render kind, ctr_write_fn write,
                                                        void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_action_list_free(ctr_action_list *list);

/** What became of telling somebody. */
typedef struct ctr_delivery {
    uint32_t struct_size; /**< sizeof(ctr_delivery) */
    int32_t ok;           /**< 1: told; 0: it could not be done, to be tried again later */
    const char *action;   /**< its id */
    const char *to;       /**< recipient, as ctr_action_to_at() has it; NULL = all that wait */
    const char *detail;   /**< what the other side said, or why it failed; NULL = nothing */
} ctr_delivery;

/** Fill with defaults. @p size is sizeof(ctr_delivery) at the caller. @since 0.1 */
CTR_API void ctr_delivery_init(ctr_delivery *delivery, size_t size);

/**
 * Say that recipients were told, or that it failed: then the next attempt is due a minute after the
 * first failure, twice as long after each further one, at most a day. What is delivered already
 * stays so: saying it again changes nothing.
 *
 * @param out  [owned] the action, free with ctr_action_free(); may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  there is no such action, or it has no such recipient
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_timer_delivered(ctr_store *store, const ctr_delivery *delivery,
                                                     const ctr_call *call, ctr_action **out,
                                                     ctr_error **err);

/** @return [borrowed from action] UUIDv7; the same in every attempt. @since 0.1 */
CTR_API const char *ctr_action_id(const ctr_action *action);
/** @since 0.1 */
CTR_API ctr_action_kind ctr_action_kind_of(const ctr_action *action);
/** @return [borrowed from action] "team/name/CR-42". @since 0.1 */
CTR_API const char *ctr_action_subject(const ctr_action *action);
/** @since 0.1 */
CTR_API ctr_timer_subject ctr_action_subject_kind(const ctr_action *action);
/** @return level of an escalation, else that which was told last. @since 0.1 */
CTR_API int64_t ctr_action_level(const ctr_action *action);
/** @since 0.1 */
CTR_API int64_t ctr_action_loop(const ctr_action *action);
/** @return when it came due. @since 0.1 */
CTR_API int64_t ctr_action_due_us(const ctr_action *action);
/** @return when a sweep found it. @since 0.1 */
CTR_API int64_t ctr_action_found_us(const ctr_action *action);
/** @return [borrowed from action] such as why silence did not decide, or NULL. @since 0.1 */
CTR_API const char *ctr_action_note(const ctr_action *action);
/** @return number of recipients. @since 0.1 */
CTR_API size_t ctr_action_recipients(const ctr_action *action);
/** @return [borrowed from action] recipient as the master has it; NULL past the end. @since 0.1 */
CTR_API const char *ctr_action_to_at(const ctr_action *action, size_t index);
/** @return [borrowed from action] party behind it, NULL if none. @since 0.1 */
CTR_API const char *ctr_action_party_at(const ctr_action *action, size_t index);
/** @return [borrowed from action] where it is reached, in full: what is rendered leaves out user
 *  and query, which may be secret. NULL if the master does not say. @since 0.1 */
CTR_API const char *ctr_action_endpoint_at(const ctr_action *action, size_t index);
/** @return how often it was tried. @since 0.1 */
CTR_API int64_t ctr_action_attempts_at(const ctr_action *action, size_t index);
/** @return [borrowed from action] why the last attempt failed, NULL if none did. @since 0.1 */
CTR_API const char *ctr_action_error_at(const ctr_action *action, size_t index);
/** @return when to try again, 0 = at once. @since 0.1 */
CTR_API int64_t ctr_action_next_try_us_at(const ctr_action *action, size_t index);
/** @return 0 until it was told. @since 0.1 */
CTR_API int64_t ctr_action_delivered_us_at(const ctr_action *action, size_t index);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_action_dry_run(const ctr_action *action);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_action_render(const ctr_action *action, ctr_render kind,
                                                   ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed; not for one that is borrowed from a list or a sweep. @since 0.1 */
CTR_API void ctr_action_free(ctr_action *action);

CTR_END_DECLS
#endif
