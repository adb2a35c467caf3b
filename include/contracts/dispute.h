/**
 * @file contracts/dispute.h
 * @brief Disputes: a party disputes an entry of the ledger, an assessment of the share, a change,
 *        or what was decided on one.
 *
 * Both say what they have to say; nobody's words are changed later. It climbs the levels that the
 * master names, by the sweep of <contracts/timer.h> or because a party takes it up, and ends in a
 * decision, in an entry that takes the disputed one back, or withdrawn. Until then what is disputed
 * is not paid, while everything else goes on. doc/disputes.md tells the rest.
 */
#ifndef CONTRACTS_DISPUTE_H
#define CONTRACTS_DISPUTE_H

#include <contracts/timer.h>

CTR_BEGIN_DECLS

/** What is disputed. */
typedef enum ctr_dispute_subject {
    CTR_DISPUTE_ENTRY = 1,      /**< an entry of the ledger, by its number */
    CTR_DISPUTE_DECISION = 2,   /**< what was decided on a change, by the id of the change */
    CTR_DISPUTE_CHANGE = 3,     /**< a change, by its id */
    CTR_DISPUTE_ASSESSMENT = 4, /**< an assessment of the share, by its number */
    CTR_DISPUTE_SUBJECT_FORCE_INT32 = 0x7fffffff
} ctr_dispute_subject;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_dispute_subject_name(ctr_dispute_subject value);
/** @return 1 and @p out set if @p word names one, else 0. @since 0.1 */
CTR_API int ctr_dispute_subject_parse(const char *word, ctr_dispute_subject *out);

/** Where a dispute stands. */
typedef enum ctr_dispute_state {
    CTR_DISPUTE_OPEN = 1,
    CTR_DISPUTE_ANSWERED = 2,
    CTR_DISPUTE_RESOLVED = 3,
    CTR_DISPUTE_WITHDRAWN = 4,
    CTR_DISPUTE_STATE_FORCE_INT32 = 0x7fffffff
} ctr_dispute_state;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_dispute_state_name(ctr_dispute_state value);
/** @return 1 and @p out set if @p word names a state, else 0. @since 0.1 */
CTR_API int ctr_dispute_state_parse(const char *word, ctr_dispute_state *out);

/** What resolved it. */
typedef enum ctr_dispute_outcome {
    CTR_DISPUTE_BY_DECISION = 1, /**< on a change of the same master */
    CTR_DISPUTE_BY_REVERSAL = 2, /**< an entry takes the disputed one back */
    CTR_DISPUTE_OUTCOME_FORCE_INT32 = 0x7fffffff
} ctr_dispute_outcome;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_dispute_outcome_name(ctr_dispute_outcome value);
/** @return 1 and @p out set if @p word names one, else 0. @since 0.1 */
CTR_API int ctr_dispute_outcome_parse(const char *word, ctr_dispute_outcome *out);

/** A dispute. */
typedef struct ctr_dispute ctr_dispute;
/** Several of them, in one block. */
typedef struct ctr_dispute_list ctr_dispute_list;

/** What is disputed, by whom, and why. */
typedef struct ctr_dispute_spec {
    uint32_t struct_size;     /**< sizeof(ctr_dispute_spec) */
    ctr_dispute_subject kind; /**< needed */
    const char *subject; /**< number of the entry or assessment, such as "7", or id of the change */
    const char *statement; /**< what the party says; 1 to 65536 bytes */
    const char *id;        /**< what it is called; NULL = "D-1", "D-2" */
    const char *party;     /**< that disputes it; NULL = the actor */
    const char *against;   /**< the other party; NULL = the only other one of the master */
} ctr_dispute_spec;

/** Fill with defaults. @p size is sizeof(ctr_dispute_spec) at the caller. @since 0.1 */
CTR_API void ctr_dispute_spec_init(ctr_dispute_spec *spec, size_t size);

/**
 * Dispute something. The other party has the answer_days of /governance/disputes in the master
 * (default 5 working days) to answer. Opening the same under the same id again changes nothing.
 *
 * @param out  [owned] free with ctr_dispute_free(); may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_ARGUMENT   no party of the master, or not clear against whom
 * @retval CTR_E_DENIED     the actor is not the party and holds no delegation of it
 * @retval CTR_E_EXISTS     the id is another dispute's
 * @retval CTR_E_NOT_FOUND  what is disputed is not there
 * @retval CTR_E_STATE      it is disputed already, was taken back, or is not decided yet
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_dispute_open(ctr_store *store, const char *team,
                                                  const char *name, const ctr_dispute_spec *spec,
                                                  const ctr_call *call, ctr_dispute **out,
                                                  ctr_error **err);
/**
 * Answer, as the party that it is against; once. In time the parties have as long again to agree;
 * after the deadline it goes on climbing.
 *
 * @param party  NULL = the actor
 * @param out    [owned] free with ctr_dispute_free(); may be NULL
 * @param err    [owned] may be NULL
 * @retval CTR_E_DENIED  another party answers
 * @retval CTR_E_STATE   it was answered, or is over
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_dispute_answer(ctr_store *store, const char *team,
                                                    const char *name, const char *id,
                                                    const char *answer, const char *party,
                                                    const ctr_call *call, ctr_dispute **out,
                                                    ctr_error **err);
/**
 * Take it to the next level now, as one of the two parties. Who that level notifies is told as by a
 * sweep; the level after it counts from now.
 *
 * @param party  NULL = the actor
 * @param out    [owned] free with ctr_dispute_free(); may be NULL
 * @param err    [owned] may be NULL
 * @retval CTR_E_STATE  it is over, or there is no further level
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_dispute_escalate(ctr_store *store, const char *team,
                                                      const char *name, const char *id,
                                                      const char *party, const ctr_call *call,
                                                      ctr_dispute **out, ctr_error **err);
/**
 * End it by what settled it: the decision on a change that was approved or rejected after the
 * dispute was opened, or the entry that takes the disputed one back; of an assessment, one that
 * takes back what it counted.
 *
 * @param reference  id of the change, or number of the entry
 * @param out        [owned] free with ctr_dispute_free(); may be NULL
 * @param err        [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  there is no such change or entry
 * @retval CTR_E_STATE      it is over, or that does not settle it
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_dispute_resolve(ctr_store *store, const char *team,
                                                     const char *name, const char *id,
                                                     ctr_dispute_outcome outcome,
                                                     const char *reference, const ctr_call *call,
                                                     ctr_dispute **out, ctr_error **err);
/**
 * Want it no more, as the party that opened it.
 *
 * @param party  NULL = the actor
 * @param out    [owned] free with ctr_dispute_free(); may be NULL
 * @param err    [owned] may be NULL
 * @retval CTR_E_DENIED  another party withdraws
 * @retval CTR_E_STATE   it is resolved
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_dispute_withdraw(ctr_store *store, const char *team,
                                                      const char *name, const char *id,
                                                      const char *party, const ctr_call *call,
                                                      ctr_dispute **out, ctr_error **err);
/**
 * Look one up, with the deadline by the calendar of now.
 *
 * @param out  [owned] free with ctr_dispute_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  there is none
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_dispute_get(ctr_store *store, const char *team,
                                                 const char *name, const char *id,
                                                 ctr_dispute **out, ctr_error **err);

/** Which disputes to list. Zero is the default of every field. */
typedef struct ctr_dispute_filter {
    uint32_t struct_size;    /**< sizeof(ctr_dispute_filter) */
    uint32_t limit;          /**< items; default 100, at most 1000 */
    const char *team;        /**< with name: only of this master */
    const char *name;        /**< together with team */
    ctr_dispute_state state; /**< 0 = any */
    uint32_t reserved;       /**< 0 */
    const char *after;       /**< ctr_dispute_list_next() of the page before */
} ctr_dispute_filter;

/** Fill with defaults. @p size is sizeof(ctr_dispute_filter) at the caller. @since 0.1 */
CTR_API void ctr_dispute_filter_init(ctr_dispute_filter *filter, size_t size);

/**
 * List disputes in the order in which they were opened.
 *
 * @param filter  NULL = all
 * @param out     [owned] free with ctr_dispute_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_dispute_find(ctr_store *store,
                                                  const ctr_dispute_filter *filter,
                                                  ctr_dispute_list **out, ctr_error **err);
/** @return number of disputes. @since 0.1 */
CTR_API size_t ctr_dispute_list_count(const ctr_dispute_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_dispute *ctr_dispute_list_at(const ctr_dispute_list *list, size_t index);
/** @return [borrowed from list] where the next page begins; NULL: this is the last. @since 0.1 */
CTR_API const char *ctr_dispute_list_next(const ctr_dispute_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_dispute_list_render(const ctr_dispute_list *list,
                                                         ctr_render kind, ctr_write_fn write,
                                                         void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_dispute_list_free(ctr_dispute_list *list);

/** @return [borrowed from dispute] "team/name/D-1". @since 0.1 */
CTR_API const char *ctr_dispute_name(const ctr_dispute *dispute);
/** @return [borrowed from dispute] "D-1". @since 0.1 */
CTR_API const char *ctr_dispute_id(const ctr_dispute *dispute);
/** @since 0.1 */
CTR_API ctr_dispute_subject ctr_dispute_kind(const ctr_dispute *dispute);
/** @return [borrowed from dispute] "entry:team/name#7", "decision:team/name/CR-1",
 *  "change:team/name/CR-1". @since 0.1 */
CTR_API const char *ctr_dispute_about(const ctr_dispute *dispute);
/** @since 0.1 */
CTR_API ctr_dispute_state ctr_dispute_state_of(const ctr_dispute *dispute);
/** @return [borrowed from dispute] who disputes it. @since 0.1 */
CTR_API const char *ctr_dispute_party(const ctr_dispute *dispute);
/** @return [borrowed from dispute] the other party. @since 0.1 */
CTR_API const char *ctr_dispute_against(const ctr_dispute *dispute);
/** @return [borrowed from dispute] what the one says. @since 0.1 */
CTR_API const char *ctr_dispute_statement(const ctr_dispute *dispute);
/** @return [borrowed from dispute] what the other says; NULL before that. @since 0.1 */
CTR_API const char *ctr_dispute_answer_text(const ctr_dispute *dispute);
/** @return until when to answer, or then to agree. @since 0.1 */
CTR_API int64_t ctr_dispute_due_us(const ctr_dispute *dispute);
/** @return level that was told last, 0 = none yet. @since 0.1 */
CTR_API int64_t ctr_dispute_level(const ctr_dispute *dispute);
/** @return how often the levels are gone through, from 1. @since 0.1 */
CTR_API int64_t ctr_dispute_loop(const ctr_dispute *dispute);
/** @return what comes next, 0 = nothing. @since 0.1 */
CTR_API ctr_action_kind ctr_dispute_next(const ctr_dispute *dispute);
/** @return when, 0 = never. @since 0.1 */
CTR_API int64_t ctr_dispute_next_us(const ctr_dispute *dispute);
/** @return 0 = it is not resolved. @since 0.1 */
CTR_API ctr_dispute_outcome ctr_dispute_outcome_of(const ctr_dispute *dispute);
/** @return [borrowed from dispute] what resolved it: "entry:team/name#9",
 *  "decision:team/name/CR-2"; NULL before that. @since 0.1 */
CTR_API const char *ctr_dispute_reference(const ctr_dispute *dispute);
/** @return [borrowed from dispute] why it ended, NULL if nobody said. @since 0.1 */
CTR_API const char *ctr_dispute_reason(const ctr_dispute *dispute);
/** @since 0.1 */
CTR_API int64_t ctr_dispute_revision(const ctr_dispute *dispute);
/** @since 0.1 */
CTR_API int64_t ctr_dispute_opened_us(const ctr_dispute *dispute);
/** @return [borrowed from dispute] the actor. @since 0.1 */
CTR_API const char *ctr_dispute_opened_by(const ctr_dispute *dispute);
/** @return 0 before that. @since 0.1 */
CTR_API int64_t ctr_dispute_answered_us(const ctr_dispute *dispute);
/** @return [borrowed from dispute] the actor, NULL before that. @since 0.1 */
CTR_API const char *ctr_dispute_answered_by(const ctr_dispute *dispute);
/** @return 0 before that. @since 0.1 */
CTR_API int64_t ctr_dispute_ended_us(const ctr_dispute *dispute);
/** @return [borrowed from dispute] the actor, NULL before that. @since 0.1 */
CTR_API const char *ctr_dispute_ended_by(const ctr_dispute *dispute);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_dispute_dry_run(const ctr_dispute *dispute);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_dispute_render(const ctr_dispute *dispute, ctr_render kind,
                                                    ctr_write_fn write, void *user,
                                                    ctr_error **err);
/** NULL is allowed; not for one that is borrowed from a list. @since 0.1 */
CTR_API void ctr_dispute_free(ctr_dispute *dispute);

CTR_END_DECLS
#endif
