/**
 * @file contracts/change.h
 * @brief Change requests: how large a change is by the thresholds of its master contract; how it is
 *        asked for, analysed, decided on and carried out in a store.
 *
 * A change belongs to a master contract: a contract of type master whose active version's document
 * is the policy. Its id is unique there, without regard to case; together they are written
 * "team/name/CR-42". doc/change.md has the table of states.
 */
#ifndef CONTRACTS_CHANGE_H
#define CONTRACTS_CHANGE_H

#include <contracts/decision.h>
#include <contracts/terms.h>

CTR_BEGIN_DECLS

/** What a classification needs beside the two documents. Zero is the default of every field. */
typedef struct ctr_classify_options {
    uint32_t struct_size;           /**< sizeof(ctr_classify_options) */
    uint32_t max_depth;             /**< nesting of a document; default 512 */
    uint64_t max_document_bytes;    /**< default 256 MiB */
    const char *base;               /**< decimal: what percentages of the budget are of; default the
                                       target of the master's incentives */
    const char *minor_budget_pct;   /**< decimal: percent moved by the minor changes since the last
                                       major one; default 0 */
    const char *minor_slip;         /**< decimal: their slip, in the master's unit; default 0 */
    int64_t breaking_consumers;     /**< registered consumers that the change breaks */
    int64_t now_us;                 /**< for enforce_after; default the system's clock */
    const ctr_allocator *allocator; /**< copied; default malloc */
} ctr_classify_options;

/** Fill with defaults. @p size is sizeof(ctr_classify_options) at the caller. @since 0.1 */
CTR_API void ctr_classify_options_init(ctr_classify_options *options, size_t size);

/** Minor or major, and why. */
typedef struct ctr_classification ctr_classification;
/** One threshold and what was held against it. */
typedef struct ctr_threshold ctr_threshold;

/**
 * Hold a change request against the thresholds of its master contract.
 *
 * A pure function of both documents and the options: a change is major if any threshold is exceeded
 * (strictly, unless the master says otherwise), if its area is always major, if it breaks a
 * registered consumer, or if the impact on a threshold is not known and the master does not say
 * that such a change is minor. A class claimed in the request is kept beside the one computed.
 *
 * @param master   the master contract
 * @param change   the change request
 * @param options  NULL = defaults
 * @param out      [owned] free with ctr_classification_free(); CTR_OK whatever the class
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  a document is malformed, or leaves open what on_unknown: refuse wants
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_classify(const ctr_source *master,
                                                     const ctr_source *change,
                                                     const ctr_classify_options *options,
                                                     ctr_classification **out, ctr_error **err);
/** @since 0.1 */
CTR_API ctr_change_class ctr_classification_class(const ctr_classification *c);
/** @return class that the request claims, 0 if none. @since 0.1 */
CTR_API ctr_change_class ctr_classification_claimed(const ctr_classification *c);
/** @return 1 if the claim is not what was computed. @since 0.1 */
CTR_API int ctr_classification_claim_differs(const ctr_classification *c);
/** @return 1 if the thresholds bind, 0 if they are only reported on. @since 0.1 */
CTR_API int ctr_classification_enforced(const ctr_classification *c);
/** @return [borrowed from c] id of the change request. @since 0.1 */
CTR_API const char *ctr_classification_change(const ctr_classification *c);
/** @return [borrowed from c] id of the master contract. @since 0.1 */
CTR_API const char *ctr_classification_master(const ctr_classification *c);
/** @return [borrowed from c] 16 hex digits, the same for the same change policy. @since 0.1 */
CTR_API const char *ctr_classification_rule_version(const ctr_classification *c);
/** @return number of reasons, at least one. @since 0.1 */
CTR_API size_t ctr_classification_reason_count(const ctr_classification *c);
/** @return [borrowed from c] NULL past the end. @since 0.1 */
CTR_API const char *ctr_classification_reason_at(const ctr_classification *c, size_t index);
/** @since 0.1 */
CTR_API size_t ctr_classification_warning_count(const ctr_classification *c);
/** @return [borrowed from c] NULL past the end. @since 0.1 */
CTR_API const char *ctr_classification_warning_at(const ctr_classification *c, size_t index);
/** @return number of thresholds that the master sets. @since 0.1 */
CTR_API size_t ctr_classification_count(const ctr_classification *c);
/** @return [borrowed from c] NULL past the end. @since 0.1 */
CTR_API const ctr_threshold *ctr_classification_at(const ctr_classification *c, size_t index);
/** @return [borrowed from t] key in the master, such as "budget_delta_pct_major". @since 0.1 */
CTR_API const char *ctr_threshold_name(const ctr_threshold *t);
/** @return [borrowed from t] decimal; NULL if the request does not say. Movements of the budget
 *  count either way, so this is their size. @since 0.1 */
CTR_API const char *ctr_threshold_value(const ctr_threshold *t);
/** @return [borrowed from t] decimal. @since 0.1 */
CTR_API const char *ctr_threshold_limit(const ctr_threshold *t);
/** @return [borrowed from t] decimal: limit - value, for the floor of confidence value - limit;
 *  below zero when it is exceeded; NULL if the value is not known. @since 0.1 */
CTR_API const char *ctr_threshold_margin(const ctr_threshold *t);
/** @return [borrowed from t] "%", "working-days" and the like; "" if it has none. @since 0.1 */
CTR_API const char *ctr_threshold_unit(const ctr_threshold *t);
/** @since 0.1 */
CTR_API int ctr_threshold_exceeded(const ctr_threshold *t);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_classification_render(const ctr_classification *c,
                                                           ctr_render kind, ctr_write_fn write,
                                                           void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_classification_free(ctr_classification *c);

/* ---- changes in a store ---- */

/** How a change is dealt with. */
typedef enum ctr_change_type {
    CTR_CHANGE_STANDARD = 1, /**< approved beforehand, by the master's standard_changes */
    CTR_CHANGE_NORMAL = 2,
    CTR_CHANGE_EMERGENCY = 3, /**< implemented first, decided on within the master's days */
    CTR_CHANGE_TYPE_FORCE_INT32 = 0x7fffffff
} ctr_change_type;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_change_type_name(ctr_change_type value);
/** @return 1 and @p out set if @p word names a type, else 0. @since 0.1 */
CTR_API int ctr_change_type_parse(const char *word, ctr_change_type *out);

/** State of a change. */
typedef enum ctr_change_state {
    CTR_CHANGE_DRAFT = 1,
    CTR_CHANGE_SUBMITTED = 2, /**< base and policy are fixed; its impact is not known yet */
    CTR_CHANGE_ANALYSED = 3,  /**< classified; to be decided on */
    CTR_CHANGE_APPROVED = 4,
    CTR_CHANGE_REJECTED = 5,
    CTR_CHANGE_DEFERRED = 6,
    CTR_CHANGE_IMPLEMENTED = 7,
    CTR_CHANGE_CLOSED = 8,
    CTR_CHANGE_WITHDRAWN = 9,
    CTR_CHANGE_STATE_FORCE_INT32 = 0x7fffffff
} ctr_change_state;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_change_state_name(ctr_change_state value);
/** @return 1 and @p out set if @p word names a state, else 0. @since 0.1 */
CTR_API int ctr_change_state_parse(const char *word, ctr_change_state *out);

/** A change request in a store. */
typedef struct ctr_change ctr_change;
/** Several of them, in one block. */
typedef struct ctr_change_list ctr_change_list;

/**
 * Ask for a change. It is a draft; with an impact analysis in the document its first revision is
 * recorded, and from the edition named there (team/name@label) the technical part is filled in.
 *
 * @param team, name  the master contract
 * @param document    the request, as YAML, JSON or XML
 * @param out         [owned] free with ctr_change_free(); may be NULL
 * @param err         [owned] may be NULL
 * @retval CTR_E_INPUT   the document is malformed, names another master or itself, or a change that
 *                       needs it in turn, or its money is none (doc/change.md); details "line",
 *                       "column", "field"
 * @retval CTR_E_EXISTS  the id is taken
 * @retval CTR_E_STATE   the contract is no master, or none of its versions is active
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_open(ctr_store *store, const char *team,
                                                 const char *name, const ctr_source *document,
                                                 const ctr_call *call, ctr_change **out,
                                                 ctr_error **err);
/**
 * Record a new revision of the impact analysis; earlier ones stay. A change that was analysed is
 * submitted again, and to be classified.
 *
 * @param impact  an impact analysis, or a request that holds one
 * @param out     [owned] may be NULL
 * @param err     [owned] may be NULL
 * @retval CTR_E_INPUT  it is malformed, or its money is none; details "line", "column", "field"
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_impact(ctr_store *store, const char *team,
                                                   const char *name, const char *id,
                                                   const ctr_source *impact, const ctr_call *call,
                                                   ctr_change **out, ctr_error **err);
/**
 * Submit a draft: the target of the master on this day becomes the base of its percentages (the
 * balance of the ledger's target account, else the document's target and what implemented changes
 * moved it by), the active version its policy. If its impact is known it is classified and those
 * with the right are asked; a minor standard change is approved at once.
 *
 * @param out  [owned] may be NULL
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_submit(ctr_store *store, const char *team,
                                                   const char *name, const char *id,
                                                   const ctr_call *call, ctr_change **out,
                                                   ctr_error **err);
/**
 * Classify a submitted change, or classify it once more. The classifications before stay.
 *
 * @param out  [owned] may be NULL
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_reclassify(ctr_store *store, const char *team,
                                                       const char *name, const char *id,
                                                       const ctr_call *call, ctr_change **out,
                                                       ctr_error **err);
/**
 * Vote. A later vote of the same party takes the place of the one before. When the votes suffice,
 * the change is decided.
 *
 * @param party  NULL = the actor's own name
 * @param out    [owned] may be NULL
 * @param err    [owned] may be NULL
 * @retval CTR_E_DENIED  the party has no vote, or the actor does not vote for it, and decision
 *                       rights bind; where they are reported only, the vote is recorded with a
 *                       remark
 * @retval CTR_E_STATE   it is decided already, or a major change lacks memo or record
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_vote(ctr_store *store, const char *team,
                                                 const char *name, const char *id, ctr_vote vote,
                                                 const char *party, const ctr_call *call,
                                                 ctr_change **out, ctr_error **err);
/**
 * Decide without votes, where one party alone has the right; or defer. An emergency that was
 * implemented and is rejected moves the target no more: its entry is reversed, as remarks say.
 *
 * @param outcome  approved, rejected or deferred
 * @param out      [owned] may be NULL
 * @param err      [owned] may be NULL
 * @retval CTR_E_DENIED  the actor has not the right, asked for the change, or the steering
 *                       committee decides
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_decide(ctr_store *store, const char *team,
                                                   const char *name, const char *id,
                                                   ctr_change_outcome outcome, const ctr_call *call,
                                                   ctr_change **out, ctr_error **err);
/**
 * Carry out an approved change, or an emergency that is decided on afterwards, all or nothing: the
 * edition it carries becomes active, what it does to the target is fixed and posted to the master's
 * ledger. Where nothing is posted a remark says why.
 *
 * @param out  [owned] may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_STATE  it is not approved, was implemented before, needs a change that is not, or
 *                      collides with one that is
 * @retval CTR_E_INPUT  the ledger is kept in another currency than the move of the target, or the
 *                      amount has more digits than the currency
 * @retval CTR_E_CONFLICT  another change carried the same edition out (detail `implemented_by`)
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_implement(ctr_store *store, const char *team,
                                                      const char *name, const char *id,
                                                      const ctr_call *call, ctr_change **out,
                                                      ctr_error **err);
/**
 * Close a change that is implemented and decided on, or rejected.
 *
 * @param addendum  team/name@label of the version of a statement of work or the master that carries
 *                  out a major change; NULL = the one that the request names
 * @param out       [owned] may be NULL
 * @param err       [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_close(ctr_store *store, const char *team,
                                                  const char *name, const char *id,
                                                  const char *addendum, const ctr_call *call,
                                                  ctr_change **out, ctr_error **err);
/**
 * Withdraw a change; needs a reason in @p call. What is approved may be, too, until it is
 * implemented: by who asked for it or those who decide; nothing is posted.
 *
 * @param out  [owned] may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_DENIED  it is approved, and the actor is none of those
 * @retval CTR_E_STATE   it is implemented or over, or a draw on the risk buffer rests on it
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_withdraw(ctr_store *store, const char *team,
                                                     const char *name, const char *id,
                                                     const ctr_call *call, ctr_change **out,
                                                     ctr_error **err);
/**
 * Begin a new cycle of a change; needs a reason in @p call. What was is kept; another decision is
 * needed. What is approved, but not carried out, is reopened by those who may withdraw it.
 *
 * @param out  [owned] may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_DENIED  it is approved, and the actor is none of those
 * @retval CTR_E_STATE   it is not over, or a draw on the risk buffer rests on it
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_reopen(ctr_store *store, const char *team,
                                                   const char *name, const char *id,
                                                   const ctr_call *call, ctr_change **out,
                                                   ctr_error **err);
/**
 * Look up a change, with impact, latest classification, decision and votes.
 *
 * @param out  [owned] free with ctr_change_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract, or no such change of it
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_get(ctr_store *store, const char *team,
                                                const char *name, const char *id, ctr_change **out,
                                                ctr_error **err);

/**
 * Add a context memo or a decision record to the open decision on a change; a major one needs both
 * before it is approved, unless the request holds them.
 *
 * @param memo  context memo, or a request that holds one, as YAML, JSON or XML; NULL = none
 * @param adr   decision record in Markdown, with a line "# Title"; NULL = none
 * @param out   [owned] may be NULL
 * @param err   [owned] may be NULL
 * @retval CTR_E_INPUT  a part of the memo is missing or empty; or the record has no title
 * @retval CTR_E_STATE  nothing is to be decided
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_decision_record(ctr_store *store, const char *team,
                                                     const char *name, const char *id,
                                                     const ctr_source *memo, const ctr_source *adr,
                                                     const ctr_call *call, ctr_change **out,
                                                     ctr_error **err);
/**
 * Take over the decision that the request itself holds: made elsewhere, without votes here, and
 * marked so. Who may do that is the host's matter (ctr_store_options.authorise, "decision.import").
 *
 * @param out  [owned] may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_INPUT  the request holds none
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_decision_import(ctr_store *store, const char *team,
                                                     const char *name, const char *id,
                                                     const ctr_call *call, ctr_change **out,
                                                     ctr_error **err);

/** Which changes to list. Every field narrows; NULL or 0 = any. */
typedef struct ctr_change_filter {
    uint32_t struct_size; /**< sizeof(ctr_change_filter) */
    uint32_t limit;       /**< items a page; default 100, at most 1000 */
    const char *team;
    const char *name; /**< master contract's name; needs team */
    ctr_change_state state;
    ctr_change_class change_class;
    ctr_change_type type;
    uint32_t reserved; /**< 0 */
    const char *area;
    const char *requester;
    const char *after; /**< ctr_change_list_next() of the page before */
} ctr_change_filter;

/** Fill with defaults. @p size is sizeof(ctr_change_filter) at the caller. @since 0.1 */
CTR_API void ctr_change_filter_init(ctr_change_filter *filter, size_t size);

/**
 * List changes by team, contract and id.
 *
 * @param filter  NULL = all
 * @param out     [owned] free with ctr_change_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_find(ctr_store *store, const ctr_change_filter *filter,
                                                 ctr_change_list **out, ctr_error **err);

/** @return [borrowed from change] "team/name/CR-42". @since 0.1 */
CTR_API const char *ctr_change_name(const ctr_change *change);
/** @return [borrowed from change] @since 0.1 */
CTR_API const char *ctr_change_id(const ctr_change *change);
/** @since 0.1 */
CTR_API ctr_change_state ctr_change_state_of(const ctr_change *change);
/** @since 0.1 */
CTR_API ctr_change_type ctr_change_type_of(const ctr_change *change);
/** @return class, 0 before it is classified. @since 0.1 */
CTR_API ctr_change_class ctr_change_class_of(const ctr_change *change);
/** @return outcome, 0 before it is decided on. @since 0.1 */
CTR_API ctr_change_outcome ctr_change_outcome_of(const ctr_change *change);
/** @return [borrowed from change] area of the decision right. @since 0.1 */
CTR_API const char *ctr_change_area(const ctr_change *change);
/** @return [borrowed from change] who asks. @since 0.1 */
CTR_API const char *ctr_change_requester(const ctr_change *change);
/** @return [borrowed from change] one line, NULL if none. @since 0.1 */
CTR_API const char *ctr_change_summary(const ctr_change *change);
/** @return [borrowed from change] label of the version whose policy judges it, NULL before it is
 *  submitted. @since 0.1 */
CTR_API const char *ctr_change_master(const ctr_change *change);
/** @return [borrowed from change] target at submission, decimal; NULL if there is none.
 *  @since 0.1 */
CTR_API const char *ctr_change_base(const ctr_change *change);
/** @return [borrowed from change] edition that it carries, team/name@label; NULL if none.
 *  @since 0.1 */
CTR_API const char *ctr_change_evolution(const ctr_change *change);
/** @return [borrowed from change] team/name@label, NULL if none. @since 0.1 */
CTR_API const char *ctr_change_addendum(const ctr_change *change);
/** @return [borrowed from change] latest revision of the impact as JSON, NULL if none.
 *  @since 0.1 */
CTR_API const char *ctr_change_impact_json(const ctr_change *change);
/** @return number of its latest revision, 0 if none. @since 0.1 */
CTR_API int64_t ctr_change_impact_revision(const ctr_change *change);
/** @return [borrowed from change] what the library found out from the edition it carries and the
 *  dates of its schedule, as JSON; NULL if it has neither. @since 0.1 */
CTR_API const char *ctr_change_technical_json(const ctr_change *change);
/** @return [borrowed from change] decimal, how far the target moves; NULL before it is implemented
 *  or if that is not known. @since 0.1 */
CTR_API const char *ctr_change_target_amount(const ctr_change *change);
/** @return [borrowed from change] ISO 4217 code, NULL if none. @since 0.1 */
CTR_API const char *ctr_change_target_currency(const ctr_change *change);
/** @return entry of the master's ledger that moves the target, 0 if nothing is posted.
 *  @since 0.1 */
CTR_API int64_t ctr_change_posted(const ctr_change *change);
/** @return [borrowed from change] the latest, NULL if none. @since 0.1 */
CTR_API const ctr_classification *ctr_change_classification(const ctr_change *change);
/** @return [borrowed from change] what was or is to be decided, NULL if none. @since 0.1 */
CTR_API const ctr_decision *ctr_change_decision(const ctr_change *change);
/** @return seconds from asking for it to the decision, -1 before it is decided on, and for NULL.
 *  @since 0.1 */
CTR_API int64_t ctr_change_lead_seconds(const ctr_change *change);
/** @return the same in the working time of the master's first calendar; -1 before it is decided on,
 *  for NULL, or if the system does not know the calendar's time zone. @since 0.1 */
CTR_API int64_t ctr_change_lead_working_seconds(const ctr_change *change);
/** @return number of remarks of the call that gave this result. @since 0.1 */
CTR_API size_t ctr_change_remark_count(const ctr_change *change);
/** @return [borrowed from change] NULL past the end. @since 0.1 */
CTR_API const char *ctr_change_remark_at(const ctr_change *change, size_t index);
/** @return how often it was begun, from 1. @since 0.1 */
CTR_API int64_t ctr_change_cycle(const ctr_change *change);
/** @return revision, for ctr_call.if_revision. @since 0.1 */
CTR_API int64_t ctr_change_revision(const ctr_change *change);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_change_dry_run(const ctr_change *change);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_change_render(const ctr_change *change, ctr_render kind,
                                                   ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_change_free(ctr_change *change);

/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_change_list_count(const ctr_change_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_change *ctr_change_list_at(const ctr_change_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_change_list_next(const ctr_change_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_change_list_render(const ctr_change_list *list,
                                                        ctr_render kind, ctr_write_fn write,
                                                        void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_change_list_free(ctr_change_list *list);

CTR_END_DECLS
#endif
