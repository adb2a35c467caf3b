/**
 * @file contracts/decision.h
 * @brief Decisions: who decides on a change, until when, who voted, who votes for whom, and why it
 *        was decided so.
 */
#ifndef CONTRACTS_DECISION_H
#define CONTRACTS_DECISION_H

#include <contracts/spec.h>

CTR_BEGIN_DECLS

/** Class of a change. */
typedef enum ctr_change_class {
    CTR_CLASS_MINOR = 1,
    CTR_CLASS_MAJOR = 2,
    CTR_CLASS_FORCE_INT32 = 0x7fffffff
} ctr_change_class;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_change_class_name(ctr_change_class value);
/** @return 1 and @p out set if @p word names a class, else 0. @since 0.1 */
CTR_API int ctr_change_class_parse(const char *word, ctr_change_class *out);

/** What was decided. */
typedef enum ctr_change_outcome {
    CTR_OUTCOME_APPROVED = 1,
    CTR_OUTCOME_REJECTED = 2,
    CTR_OUTCOME_DEFERRED = 3,
    CTR_OUTCOME_PENDING = 4, /**< in documents only */
    CTR_OUTCOME_FORCE_INT32 = 0x7fffffff
} ctr_change_outcome;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_change_outcome_name(ctr_change_outcome value);
/** @return 1 and @p out set if @p word names an outcome, else 0. @since 0.1 */
CTR_API int ctr_change_outcome_parse(const char *word, ctr_change_outcome *out);

/** A vote. */
typedef enum ctr_vote {
    CTR_VOTE_APPROVE = 1,
    CTR_VOTE_REJECT = 2,
    CTR_VOTE_ABSTAIN = 3,
    CTR_VOTE_FORCE_INT32 = 0x7fffffff
} ctr_vote;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_vote_name(ctr_vote value);
/** @return 1 and @p out set if @p word names a vote, else 0. @since 0.1 */
CTR_API int ctr_vote_parse(const char *word, ctr_vote *out);

/** State of a decision. */
typedef enum ctr_decision_state {
    CTR_DECISION_OPEN = 1,
    CTR_DECISION_DECIDED = 2,
    CTR_DECISION_EXPIRED = 3,    /**< nobody decided in time */
    CTR_DECISION_SUPERSEDED = 4, /**< another took its place, or it is not needed any more */
    CTR_DECISION_FORCE_INT32 = 0x7fffffff
} ctr_decision_state;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_decision_state_name(ctr_decision_state value);
/** @return 1 and @p out set if @p word names a state, else 0. @since 0.1 */
CTR_API int ctr_decision_state_parse(const char *word, ctr_decision_state *out);

/** A decision on a change. */
typedef struct ctr_decision ctr_decision;
/** Several of them, in one block. */
typedef struct ctr_decision_list ctr_decision_list;
/** That somebody votes for a party, for a time. */
typedef struct ctr_delegation ctr_delegation;

/** Which decisions to list. Every field narrows; NULL or 0 = any. */
typedef struct ctr_decision_filter {
    uint32_t struct_size; /**< sizeof(ctr_decision_filter) */
    uint32_t limit;       /**< items a page; default 100, at most 1000 */
    const char *team;     /**< needs name */
    const char *name;     /**< master contract's name; needs team */
    const char *change;   /**< id of a change; needs both */
    ctr_decision_state state;
    uint32_t reserved; /**< 0 */
    const char *after; /**< ctr_decision_list_next() of the page before */
} ctr_decision_filter;

/** Fill with defaults. @p size is sizeof(ctr_decision_filter) at the caller. @since 0.1 */
CTR_API void ctr_decision_filter_init(ctr_decision_filter *filter, size_t size);

/**
 * List decisions in the order in which they were asked for.
 *
 * @param filter  NULL = all
 * @param out     [owned] free with ctr_decision_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_decision_find(ctr_store *store,
                                                   const ctr_decision_filter *filter,
                                                   ctr_decision_list **out, ctr_error **err);

/** Who votes for a party, and when. */
typedef struct ctr_delegate {
    uint32_t struct_size; /**< sizeof(ctr_delegate) */
    uint32_t reserved;    /**< 0 */
    const char *team;
    const char *name;  /**< the master contract */
    const char *party; /**< who delegates; NULL = the actor */
    const char *to;    /**< actor that may vote for it */
    int64_t from_us;   /**< its day is the first one; 0 = today */
    int64_t until_us;  /**< its day is the last one */
} ctr_delegate;

/** Fill with defaults. @p size is sizeof(ctr_delegate) at the caller. @since 0.1 */
CTR_API void ctr_delegate_init(ctr_delegate *delegate, size_t size);

/**
 * Let somebody vote for a party. Who votes for a party by a delegation cannot pass it on.
 *
 * @param out  [owned] free with ctr_delegation_free(); may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_ARGUMENT  it ends before it begins, or is longer than the master's delegation_days
 * @retval CTR_E_DENIED    the actor is not the party, and decision rights bind
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_decision_delegate(ctr_store *store,
                                                       const ctr_delegate *delegate,
                                                       const ctr_call *call, ctr_delegation **out,
                                                       ctr_error **err);
/** @return [borrowed from d] party that is voted for. @since 0.1 */
CTR_API const char *ctr_delegation_party(const ctr_delegation *d);
/** @return [borrowed from d] actor that votes for it. @since 0.1 */
CTR_API const char *ctr_delegation_to(const ctr_delegation *d);
/** @return [borrowed from d] first day, such as "2026-03-04". @since 0.1 */
CTR_API const char *ctr_delegation_from_date(const ctr_delegation *d);
/** @return [borrowed from d] last day. @since 0.1 */
CTR_API const char *ctr_delegation_until_date(const ctr_delegation *d);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_delegation_dry_run(const ctr_delegation *d);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_delegation_render(const ctr_delegation *d, ctr_render kind,
                                                       ctr_write_fn write, void *user,
                                                       ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_delegation_free(ctr_delegation *d);

/** @return [borrowed from decision] change that it is on, "team/name/CR-42". @since 0.1 */
CTR_API const char *ctr_decision_change(const ctr_decision *decision);
/** @since 0.1 */
CTR_API ctr_decision_state ctr_decision_state_of(const ctr_decision *decision);
/** @return outcome, 0 while it is open. @since 0.1 */
CTR_API ctr_change_outcome ctr_decision_outcome(const ctr_decision *decision);
/** @return [borrowed from decision] @since 0.1 */
CTR_API const char *ctr_decision_area(const ctr_decision *decision);
/** @since 0.1 */
CTR_API ctr_change_class ctr_decision_class(const ctr_decision *decision);
/** @return [borrowed from decision] who has the right, NULL if nobody. @since 0.1 */
CTR_API const char *ctr_decision_approver(const ctr_decision *decision);
/** @return [borrowed from decision] who brings it about, NULL if nobody is named. @since 0.1 */
CTR_API const char *ctr_decision_driver(const ctr_decision *decision);
/** @return distinct parties that have to approve, 0 if nobody has the right. @since 0.1 */
CTR_API int64_t ctr_decision_quorum(const ctr_decision *decision);
/** @return until when, microseconds since 1970 UTC; 0 if the right sets no time. @since 0.1 */
CTR_API int64_t ctr_decision_due_us(const ctr_decision *decision);
/** @return 0 while it is open. @since 0.1 */
CTR_API int64_t ctr_decision_decided_us(const ctr_decision *decision);
/** @return [borrowed from decision] who decided, NULL if it was by votes. @since 0.1 */
CTR_API const char *ctr_decision_decided_by(const ctr_decision *decision);
/** @return [borrowed from decision] NULL if none. @since 0.1 */
CTR_API const char *ctr_decision_reason(const ctr_decision *decision);
/** @return 1 if it was decided elsewhere, without votes here. @since 0.1 */
CTR_API int ctr_decision_imported(const ctr_decision *decision);
/** @return [borrowed from decision] context memo as JSON, NULL if none. @since 0.1 */
CTR_API const char *ctr_decision_memo(const ctr_decision *decision);
/** @return [borrowed from decision] decision record as Markdown, NULL if none. @since 0.1 */
CTR_API const char *ctr_decision_adr(const ctr_decision *decision);
/** @return number of votes, with those that a later one took the place of. @since 0.1 */
CTR_API size_t ctr_decision_votes(const ctr_decision *decision);
/** @return [borrowed from decision] party that voted, NULL past the end. @since 0.1 */
CTR_API const char *ctr_decision_vote_party(const ctr_decision *decision, size_t index);
/** @return [borrowed from decision] who voted for it, NULL past the end. @since 0.1 */
CTR_API const char *ctr_decision_vote_actor(const ctr_decision *decision, size_t index);
/** @return the vote, 0 past the end. @since 0.1 */
CTR_API ctr_vote ctr_decision_vote_at(const ctr_decision *decision, size_t index);
/** @return 1 if it counts: the party's latest, and not that of who asks. @since 0.1 */
CTR_API int ctr_decision_vote_counts(const ctr_decision *decision, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_decision_render(const ctr_decision *decision, ctr_render kind,
                                                     ctr_write_fn write, void *user,
                                                     ctr_error **err);
/** NULL is allowed; not for one that is borrowed from a change. @since 0.1 */
CTR_API void ctr_decision_free(ctr_decision *decision);

/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_decision_list_count(const ctr_decision_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_decision *ctr_decision_list_at(const ctr_decision_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_decision_list_next(const ctr_decision_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_decision_list_render(const ctr_decision_list *list,
                                                          ctr_render kind, ctr_write_fn write,
                                                          void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_decision_list_free(ctr_decision_list *list);

CTR_END_DECLS
#endif
