/**
 * @file contracts/stop_line.h
 * @brief Stopping the line: a trigger that a master contract names is raised with evidence and an
 *        owner, and blocks what the master lists until it is cleared by a decision.
 *
 * While it is raised, what it blocks answers CTR_E_BLOCKED (doc/stopline.md).
 */
#ifndef CONTRACTS_STOP_LINE_H
#define CONTRACTS_STOP_LINE_H

#include <contracts/types.h>

CTR_BEGIN_DECLS

/** Does it stand? */
typedef enum ctr_stop_state {
    CTR_STOP_RAISED = 1,
    CTR_STOP_CLEARED = 2,
    CTR_STOP_STATE_FORCE_INT32 = 0x7fffffff
} ctr_stop_state;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_stop_state_name(ctr_stop_state value);
/** @return 1 and @p out set if @p word names one, else 0. @since 0.1 */
CTR_API int ctr_stop_state_parse(const char *word, ctr_stop_state *out);

/** A trigger that was raised. */
typedef struct ctr_stop ctr_stop;
/** Several of them, in one block. */
typedef struct ctr_stop_list ctr_stop_list;
/** Who raised how often, and for how long. */
typedef struct ctr_stop_summary ctr_stop_summary;

/** What is raised, on what grounds. */
typedef struct ctr_stop_spec {
    uint32_t struct_size;    /**< sizeof(ctr_stop_spec) */
    uint32_t evidence_count; /**< 1 to 64 */
    const char *team;
    const char *name;            /**< the master contract */
    const char *trigger;         /**< id of one of its stop_the_line_triggers */
    const char *owner;           /**< who sees to it; NULL = the trigger's owner in the master */
    const char *const *evidence; /**< links, of at most 1024 bytes each */
} ctr_stop_spec;

/** Fill with defaults. @p size is sizeof(ctr_stop_spec) at the caller. @since 0.1 */
CTR_API void ctr_stop_spec_init(ctr_stop_spec *spec, size_t size);

/**
 * Raise a trigger; needs a reason in @p call. One that is raised already is left as it is.
 *
 * @param out  [owned] free with ctr_stop_free(); may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_ARGUMENT   no evidence, no reason, or nobody owns it
 * @retval CTR_E_NOT_FOUND  no such contract, or its active version has no such trigger
 * @retval CTR_E_STATE      the contract is no master, or no version of it is active
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_stop_line_raise(ctr_store *store, const ctr_stop_spec *spec,
                                                     const ctr_call *call, ctr_stop **out,
                                                     ctr_error **err);
/**
 * Clear a trigger; needs a reason in @p call. Who may: its owner in the master (a member, where it
 * is steering_committee), or a delegate; without one the owner it was raised with.
 *
 * @param decision  "change:CR-7" or the id of a change of the master, which has to be decided; or
 *                  the decision as a text
 * @param out       [owned] may be NULL
 * @param err       [owned] may be NULL
 * @retval CTR_E_DENIED     the actor may not, and decision rights bind
 * @retval CTR_E_NOT_FOUND  it never was raised; or there is no such change
 * @retval CTR_E_STATE      it was cleared; or the change is not decided
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_stop_line_clear(ctr_store *store, const char *team,
                                                     const char *name, const char *trigger,
                                                     const char *decision, const ctr_call *call,
                                                     ctr_stop **out, ctr_error **err);
/**
 * The last time that a trigger was raised.
 *
 * @param out  [owned] free with ctr_stop_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  it never was
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_stop_line_get(ctr_store *store, const char *team,
                                                   const char *name, const char *trigger,
                                                   ctr_stop **out, ctr_error **err);

/** Which to list. Every field narrows; NULL or 0 = any. */
typedef struct ctr_stop_filter {
    uint32_t struct_size; /**< sizeof(ctr_stop_filter) */
    uint32_t limit;       /**< items a page; default 100, at most 1000 */
    const char *team;     /**< needs name */
    const char *name;     /**< the master contract; needs team */
    ctr_stop_state state;
    uint32_t reserved; /**< 0 */
    const char *after; /**< ctr_stop_list_next() of the page before */
} ctr_stop_filter;

/** Fill with defaults. @p size is sizeof(ctr_stop_filter) at the caller. @since 0.1 */
CTR_API void ctr_stop_filter_init(ctr_stop_filter *filter, size_t size);

/**
 * Triggers in the order in which they were raised.
 *
 * @param filter  NULL = all
 * @param out     [owned] free with ctr_stop_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_stop_line_find(ctr_store *store, const ctr_stop_filter *filter,
                                                    ctr_stop_list **out, ctr_error **err);
/**
 * How often and for how long each actor stopped the line of a master, by actor.
 *
 * @param out  [owned] free with ctr_stop_summary_free()
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_stop_line_summary(ctr_store *store, const char *team,
                                                       const char *name, ctr_stop_summary **out,
                                                       ctr_error **err);
/**
 * May this be done on the contract now? For what the host does itself, as a deployment. Records
 * nothing.
 *
 * @param action  activate, implement, evolve, payment, close or deploy
 * @param err     [owned] may be NULL
 * @retval CTR_OK         nothing that is raised blocks it
 * @retval CTR_E_BLOCKED  something does; details "trigger", "owner", "contract"
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_stop_line_check(ctr_store *store, const char *team,
                                                     const char *name, const char *action,
                                                     ctr_error **err);

/** @return [borrowed from stop] id of the trigger. @since 0.1 */
CTR_API const char *ctr_stop_trigger(const ctr_stop *stop);
/** @return how often it was raised, this time included. @since 0.1 */
CTR_API int64_t ctr_stop_number(const ctr_stop *stop);
/** @since 0.1 */
CTR_API ctr_stop_state ctr_stop_state_of(const ctr_stop *stop);
/** @return 1 if it blocks, 0 if it is only reported on. @since 0.1 */
CTR_API int ctr_stop_binds(const ctr_stop *stop);
/** @return [borrowed from stop] who sees to it. @since 0.1 */
CTR_API const char *ctr_stop_owner(const ctr_stop *stop);
/** @return [borrowed from stop] who clears it. @since 0.1 */
CTR_API const char *ctr_stop_clearer(const ctr_stop *stop);
/** @return number of things that it blocks. @since 0.1 */
CTR_API size_t ctr_stop_block_count(const ctr_stop *stop);
/** @return [borrowed from stop] NULL past the end. @since 0.1 */
CTR_API const char *ctr_stop_block_at(const ctr_stop *stop, size_t index);
/** @return number of links to evidence. @since 0.1 */
CTR_API size_t ctr_stop_evidence_count(const ctr_stop *stop);
/** @return [borrowed from stop] NULL past the end. @since 0.1 */
CTR_API const char *ctr_stop_evidence_at(const ctr_stop *stop, size_t index);
/** @return [borrowed from stop] @since 0.1 */
CTR_API const char *ctr_stop_raised_by(const ctr_stop *stop);
/** @since 0.1 */
CTR_API int64_t ctr_stop_raised_us(const ctr_stop *stop);
/** @return 0 while it is raised. @since 0.1 */
CTR_API int64_t ctr_stop_cleared_us(const ctr_stop *stop);
/** @return [borrowed from stop] NULL while it is raised. @since 0.1 */
CTR_API const char *ctr_stop_decision(const ctr_stop *stop);
/** @return time from raising to clearing, or up to now. @since 0.1 */
CTR_API int64_t ctr_stop_duration_us(const ctr_stop *stop);
/** @return number of remarks of the call that gave this result. @since 0.1 */
CTR_API size_t ctr_stop_remark_count(const ctr_stop *stop);
/** @return [borrowed from stop] NULL past the end. @since 0.1 */
CTR_API const char *ctr_stop_remark_at(const ctr_stop *stop, size_t index);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_stop_dry_run(const ctr_stop *stop);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_stop_render(const ctr_stop *stop, ctr_render kind,
                                                 ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_stop_free(ctr_stop *stop);

/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_stop_list_count(const ctr_stop_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_stop *ctr_stop_list_at(const ctr_stop_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_stop_list_next(const ctr_stop_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_stop_list_render(const ctr_stop_list *list, ctr_render kind,
                                                      ctr_write_fn write, void *user,
                                                      ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_stop_list_free(ctr_stop_list *list);

/** @return number of actors. @since 0.1 */
CTR_API size_t ctr_stop_summary_count(const ctr_stop_summary *summary);
/** @return [borrowed from summary] the actor, NULL past the end. @since 0.1 */
CTR_API const char *ctr_stop_summary_raiser(const ctr_stop_summary *summary, size_t index);
/** @return how often they raised one. @since 0.1 */
CTR_API int64_t ctr_stop_summary_times(const ctr_stop_summary *summary, size_t index);
/** @return for how long altogether, microseconds. @since 0.1 */
CTR_API int64_t ctr_stop_summary_duration_us(const ctr_stop_summary *summary, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_stop_summary_render(const ctr_stop_summary *summary,
                                                         ctr_render kind, ctr_write_fn write,
                                                         void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_stop_summary_free(ctr_stop_summary *summary);

CTR_END_DECLS
#endif
