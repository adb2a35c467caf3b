/**
 * @file contracts/sow.h
 * @brief Statements of work: ranking of value slices, volatility of the scope; what was fixed,
 * measured and accepted in a store.
 *
 * The first ones are pure functions over documents, as those of contracts/terms.h.
 */
#ifndef CONTRACTS_SOW_H
#define CONTRACTS_SOW_H

#include <contracts/store.h>
#include <contracts/terms.h>

CTR_BEGIN_DECLS

/** Value slices in the order in which they pay. */
typedef struct ctr_ranking ctr_ranking;
/** One of them. */
typedef struct ctr_rank ctr_rank;

/**
 * Rank the value slices of a statement of work by expected outcome times confidence by effort.
 *
 * The order is exact, scores are shown to six decimals. Of equal ones the first in the document
 * comes first; those without expected outcome or effort come last.
 *
 * @param source   the statement of work
 * @param options  limits and allocator; NULL = defaults
 * @param out      [owned] free with ctr_ranking_free()
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  as of ctr_terms_read()
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_rank(const ctr_source *source,
                                              const ctr_diff_options *options, ctr_ranking **out,
                                              ctr_error **err);
/** @return [borrowed from ranking] id of the statement of work. @since 0.1 */
CTR_API const char *ctr_ranking_sow(const ctr_ranking *ranking);
/** @return number of slices. @since 0.1 */
CTR_API size_t ctr_ranking_count(const ctr_ranking *ranking);
/** @return [borrowed from ranking] in order of rank, NULL past the end. @since 0.1 */
CTR_API const ctr_rank *ctr_ranking_at(const ctr_ranking *ranking, size_t index);
/** @return rank from 1, 0 if it cannot be ranked. @since 0.1 */
CTR_API int64_t ctr_rank_position(const ctr_rank *rank);
/** @return [borrowed from rank] id of the slice. @since 0.1 */
CTR_API const char *ctr_rank_id(const ctr_rank *rank);
/** @return [borrowed from rank] what it is to bring, NULL if that is not said. @since 0.1 */
CTR_API const char *ctr_rank_outcome(const ctr_rank *rank);
/** @return [borrowed from rank] decimal, NULL if it cannot be ranked. @since 0.1 */
CTR_API const char *ctr_rank_score(const ctr_rank *rank);
/** @return [borrowed from rank] decimal, NULL if that is not said. @since 0.1 */
CTR_API const char *ctr_rank_expected(const ctr_rank *rank);
/** @return [borrowed from rank] decimal. @since 0.1 */
CTR_API const char *ctr_rank_confidence_pct(const ctr_rank *rank);
/** @return [borrowed from rank] decimal, NULL if that is not said. @since 0.1 */
CTR_API const char *ctr_rank_effort(const ctr_rank *rank);
/** @return [borrowed from rank] outcome measured later, as it was written; NULL = not yet.
 *  @since 0.1 */
CTR_API const char *ctr_rank_realised(const ctr_rank *rank);
/** @return [borrowed from rank] why it cannot be ranked, NULL if it can. @since 0.1 */
CTR_API const char *ctr_rank_reason(const ctr_rank *rank);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_ranking_render(const ctr_ranking *ranking, ctr_render kind,
                                                    ctr_write_fn write, void *user,
                                                    ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_ranking_free(ctr_ranking *ranking);

/** How restless the scope of an iteration was. */
typedef struct ctr_volatility ctr_volatility;
/** An item of its backlog. */
typedef struct ctr_backlog_item ctr_backlog_item;

/**
 * Scope volatility of an iteration: the sizes of the items added, changed and removed after its
 * first day and until its last, by the size of what was in the backlog on its first day. Net growth
 * is added less removed. 100, +20, -10 are 30 % and 10 %.
 *
 * @param source   the statement of work
 * @param backlog  items to take instead of its own: CSV with a column `id` (and title, size, added,
 *                 changed, removed), or a list in JSON, YAML or XML; NULL = its own
 * @param options  limits and allocator; NULL = defaults
 * @param out      [owned] free with ctr_volatility_free(); CTR_OK also where it cannot be computed
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  as of ctr_terms_read(); an item's dates are not in order
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_volatility(const ctr_source *source,
                                                    const ctr_source *backlog,
                                                    const ctr_diff_options *options,
                                                    ctr_volatility **out, ctr_error **err);
/** @return [borrowed from v] id of the statement of work. @since 0.1 */
CTR_API const char *ctr_volatility_sow(const ctr_volatility *v);
/** @return 1 if there are figures. @since 0.1 */
CTR_API int ctr_volatility_computable(const ctr_volatility *v);
/** @return [borrowed from v] why there are none, NULL if there are. @since 0.1 */
CTR_API const char *ctr_volatility_reason(const ctr_volatility *v);
/** @return [borrowed from v] decimal, to six decimals; NULL if it is not computable. @since 0.1 */
CTR_API const char *ctr_volatility_pct(const ctr_volatility *v);
/** @return [borrowed from v] decimal, to six decimals; NULL if it is not computable. @since 0.1 */
CTR_API const char *ctr_volatility_net_growth_pct(const ctr_volatility *v);
/** @return [borrowed from v] size at the start; NULL without a start date. @since 0.1 */
CTR_API const char *ctr_volatility_baseline(const ctr_volatility *v);
/** @return [borrowed from v] size added; NULL without a start date. @since 0.1 */
CTR_API const char *ctr_volatility_added(const ctr_volatility *v);
/** @return [borrowed from v] size changed; NULL without a start date. @since 0.1 */
CTR_API const char *ctr_volatility_changed(const ctr_volatility *v);
/** @return [borrowed from v] size removed; NULL without a start date. @since 0.1 */
CTR_API const char *ctr_volatility_removed(const ctr_volatility *v);
/** @return number of items. @since 0.1 */
CTR_API size_t ctr_volatility_count(const ctr_volatility *v);
/** @return [borrowed from v] in the order of the backlog, NULL past the end. @since 0.1 */
CTR_API const ctr_backlog_item *ctr_volatility_at(const ctr_volatility *v, size_t index);
/** @return [borrowed from item] its name. @since 0.1 */
CTR_API const char *ctr_backlog_item_id(const ctr_backlog_item *item);
/** @return [borrowed from item] one line, NULL if it has none. @since 0.1 */
CTR_API const char *ctr_backlog_item_title(const ctr_backlog_item *item);
/** @return [borrowed from item] decimal. @since 0.1 */
CTR_API const char *ctr_backlog_item_size(const ctr_backlog_item *item);
/** @return [borrowed from item] day it came in, NULL = at the start. @since 0.1 */
CTR_API const char *ctr_backlog_item_added(const ctr_backlog_item *item);
/** @return [borrowed from item] day it last changed, NULL = never. @since 0.1 */
CTR_API const char *ctr_backlog_item_changed(const ctr_backlog_item *item);
/** @return [borrowed from item] day it went out, NULL = it did not. @since 0.1 */
CTR_API const char *ctr_backlog_item_removed(const ctr_backlog_item *item);
/** @return 1 if it was there on the first day. @since 0.1 */
CTR_API int ctr_backlog_item_in_baseline(const ctr_backlog_item *item);
/** @return 1 if it counts as added. @since 0.1 */
CTR_API int ctr_backlog_item_was_added(const ctr_backlog_item *item);
/** @return 1 if it counts as changed. @since 0.1 */
CTR_API int ctr_backlog_item_was_changed(const ctr_backlog_item *item);
/** @return 1 if it counts as removed. @since 0.1 */
CTR_API int ctr_backlog_item_was_removed(const ctr_backlog_item *item);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_volatility_render(const ctr_volatility *v, ctr_render kind,
                                                       ctr_write_fn write, void *user,
                                                       ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_volatility_free(ctr_volatility *v);

/* ---- in a store ---- */

/** What came of a value hypothesis. */
typedef enum ctr_sow_verdict {
    CTR_SOW_NOT_MEASURED = 1,
    CTR_SOW_MET = 2,
    CTR_SOW_NOT_MET = 3,
    CTR_SOW_INCONCLUSIVE = 4, /**< the interval holds both, or the target holds no number */
    CTR_SOW_VERDICT_FORCE_INT32 = 0x7fffffff
} ctr_sow_verdict;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_sow_verdict_name(ctr_sow_verdict value);
/** @return 1 and @p out set if @p word names a verdict, else 0. @since 0.1 */
CTR_API int ctr_sow_verdict_parse(const char *word, ctr_sow_verdict *out);

/** A statement of work in a store. */
typedef struct ctr_sow ctr_sow;
/** Several of them, in one block. */
typedef struct ctr_sow_list ctr_sow_list;
/** A measurement of a metric, a KPI or a value slice. */
typedef struct ctr_sow_measure ctr_sow_measure;
/** An acceptance criterion. */
typedef struct ctr_sow_criterion ctr_sow_criterion;

/**
 * Look up a statement of work: its active version, what was frozen at its start, what was measured
 * and accepted since, whether its price is due, and what was edited after the fact.
 *
 * @param out  [owned] free with ctr_sow_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract
 * @retval CTR_E_STATE      it is of another type, or none of its versions is active
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_get(ctr_store *store, const char *team, const char *name,
                                             ctr_sow **out, ctr_error **err);
/**
 * Fix backlog and value hypothesis of the active version, on or after its first day; nothing if
 * that is done. The first activation on or after that day does it, too: then the version that was
 * active on that day is the one.
 *
 * @param out  [owned] may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_STATE  it has no first day, or that has not come
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_freeze(ctr_store *store, const char *team,
                                                const char *name, const ctr_call *call,
                                                ctr_sow **out, ctr_error **err);

/** What was measured. */
typedef struct ctr_sow_measurement {
    uint32_t struct_size; /**< sizeof(ctr_sow_measurement) */
    uint32_t reserved;    /**< 0 */
    const char *of;       /**< the hypothesis' metric, a KPI's, or the id of a slice */
    const char *value;    /**< decimal */
    const char *on;       /**< day, such as 2026-03-31 */
    int64_t n;            /**< number of cases; 0 = not said */
    const char *low;      /**< lower end of the interval, decimal; NULL = none */
    const char *high;     /**< its upper end */
    const char *evidence; /**< link; NULL = none */
} ctr_sow_measurement;

/** Fill with defaults. @p size is sizeof(ctr_sow_measurement) at the caller. @since 0.1 */
CTR_API void ctr_sow_measurement_init(ctr_sow_measurement *measurement, size_t size);

/**
 * Record a measurement. It is added, never edited: of one metric that of the latest day counts.
 * What was not frozen yet is, before: a hypothesis is fixed before anything is held against it.
 *
 * @param out  [owned] may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_INPUT  no such metric or slice, no number, a day to come, a value outside its
 *                      interval
 * @retval CTR_E_STATE  the work has not begun
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_measured(ctr_store *store, const char *team,
                                                  const char *name,
                                                  const ctr_sow_measurement *measurement,
                                                  const ctr_call *call, ctr_sow **out,
                                                  ctr_error **err);
/**
 * Accept a criterion on evidence, as those do who have the master's right for the area "acceptance"
 * (or "*"); a supplier never accepts its own work. When all criteria of the active version are
 * accepted in the words that they have now, the price is due. Under a master that pays a fixed
 * price per iteration and has a ledger it is posted there in the same transaction, as
 * ctr_sow_post() does.
 *
 * @param evidence  link to what proves it
 * @param sha256    64 hex digits of it; NULL = none
 * @param out       [owned] may be NULL
 * @param err       [owned] may be NULL
 * @retval CTR_E_DENIED     the actor has not the right, and decision rights bind
 * @retval CTR_E_NOT_FOUND  no such criterion
 * @retval CTR_E_INPUT      the price that is due cannot be posted: no amount of the ledger's
 *                          currency
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_accept(ctr_store *store, const char *team,
                                                const char *name, const char *criterion,
                                                const char *evidence, const char *sha256,
                                                const ctr_call *call, ctr_sow **out,
                                                ctr_error **err);
/**
 * Post the price that is due to the ledger of the master: an entry of kind fee, whose cause names
 * the version, once for each version. What was posted for versions before is taken off, so an
 * amendment pays the difference; a reversal is never made good. Nothing where all of it is posted.
 *
 * @param out  [owned] may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_STATE     it has no price, criteria are open, its master pays no fixed price per
 *                         iteration or has no ledger
 * @retval CTR_E_INPUT     the price is no amount of the ledger's currency
 * @retval CTR_E_CONFLICT  the key of its entry belongs to another
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_post(ctr_store *store, const char *team, const char *name,
                                              const ctr_call *call, ctr_sow **out, ctr_error **err);
/**
 * Remark on a version as ctr_terms_lint() does, and on what it depends on: contracts that its team
 * does not have, and circles that it would close with the active versions of the others. These are
 * what activation refuses.
 *
 * @param selector  as of ctr_version_get(); NULL = the active version
 * @param out       [owned] free with ctr_lint_report_free()
 * @param err       [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract or version
 * @retval CTR_E_STATE      it is of another type
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_lint(ctr_store *store, const char *team, const char *name,
                                              const char *selector, ctr_lint_report **out,
                                              ctr_error **err);
/**
 * The same of a document, as if it became active in that team under its own id.
 *
 * @param out  [owned] free with ctr_lint_report_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_INPUT  as of ctr_terms_read()
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_lint_source(ctr_store *store, const char *team,
                                                     const ctr_source *source,
                                                     ctr_lint_report **out, ctr_error **err);
/**
 * Rank the slices of the active version, what was measured of them beside.
 *
 * @param out  [owned] free with ctr_ranking_free()
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_ranking(ctr_store *store, const char *team,
                                                 const char *name, ctr_ranking **out,
                                                 ctr_error **err);
/**
 * Volatility of the active version's scope against the backlog that was frozen at the start,
 * whatever the items themselves claim; by its own dates as long as nothing is frozen.
 *
 * @param out  [owned] free with ctr_volatility_free()
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_churn(ctr_store *store, const char *team, const char *name,
                                               ctr_volatility **out, ctr_error **err);
/**
 * List the statements of work whose price is due, by team and name.
 *
 * @param team   NULL = all
 * @param after  ctr_sow_list_next() of the page before, NULL = from the start
 * @param limit  items a page; default 100, at most 1000
 * @param out    [owned] free with ctr_sow_list_free()
 * @param err    [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_due(ctr_store *store, const char *team, const char *after,
                                             uint32_t limit, ctr_sow_list **out, ctr_error **err);

/** @return [borrowed from sow] @since 0.1 */
CTR_API const char *ctr_sow_team(const ctr_sow *sow);
/** @return [borrowed from sow] @since 0.1 */
CTR_API const char *ctr_sow_name(const ctr_sow *sow);
/** @return [borrowed from sow] label of the active version. @since 0.1 */
CTR_API const char *ctr_sow_version(const ctr_sow *sow);
/** @return [borrowed from sow] first day, NULL if that is not said. @since 0.1 */
CTR_API const char *ctr_sow_start(const ctr_sow *sow);
/** @return [borrowed from sow] label of the version that was frozen, NULL if none is. @since 0.1 */
CTR_API const char *ctr_sow_frozen_version(const ctr_sow *sow);
/** @return [borrowed from sow] decimal, NULL if it has none. @since 0.1 */
CTR_API const char *ctr_sow_price(const ctr_sow *sow);
/** @return [borrowed from sow] ISO 4217 code, NULL if that is not said. @since 0.1 */
CTR_API const char *ctr_sow_currency(const ctr_sow *sow);
/** @return 1 if it has a price and all criteria are accepted. @since 0.1 */
CTR_API int ctr_sow_price_due(const ctr_sow *sow);
/** @return [borrowed from sow] decimal, what was posted of its price to the ledger of its master,
 *  by entries for any of its versions; NULL = nothing. @since 0.1 */
CTR_API const char *ctr_sow_posted(const ctr_sow *sow);
/** @return number of the last of these entries, 0 = there is none. @since 0.1 */
CTR_API int64_t ctr_sow_entry(const ctr_sow *sow);
/** @return [borrowed from sow] why a price is not posted, NULL = nothing to say. @since 0.1 */
CTR_API const char *ctr_sow_posting(const ctr_sow *sow);
/** @return verdict on the hypothesis, 0 if there is none. @since 0.1 */
CTR_API ctr_sow_verdict ctr_sow_verdict_of(const ctr_sow *sow);
/** @return 1 if it was not measured by the due date. @since 0.1 */
CTR_API int ctr_sow_overdue(const ctr_sow *sow);
/** @return number of things that were edited after the fact. @since 0.1 */
CTR_API size_t ctr_sow_finding_count(const ctr_sow *sow);
/** @return [borrowed from sow] NULL past the end. @since 0.1 */
CTR_API const char *ctr_sow_finding_at(const ctr_sow *sow, size_t index);
/** @return number of measurements. @since 0.1 */
CTR_API size_t ctr_sow_measure_count(const ctr_sow *sow);
/** @return [borrowed from sow] in the order of being recorded, NULL past the end. @since 0.1 */
CTR_API const ctr_sow_measure *ctr_sow_measure_at(const ctr_sow *sow, size_t index);
/** @return number of criteria. @since 0.1 */
CTR_API size_t ctr_sow_criterion_count(const ctr_sow *sow);
/** @return [borrowed from sow] NULL past the end. @since 0.1 */
CTR_API const ctr_sow_criterion *ctr_sow_criterion_at(const ctr_sow *sow, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_render(const ctr_sow *sow, ctr_render kind,
                                                ctr_write_fn write, void *user, ctr_error **err);
/** Free a result. @since 0.1 */
CTR_API void ctr_sow_free(ctr_sow *sow);

/** @return [borrowed from measure] @since 0.1 */
CTR_API const char *ctr_sow_measure_of(const ctr_sow_measure *measure);
/** @return [borrowed from measure] decimal. @since 0.1 */
CTR_API const char *ctr_sow_measure_value(const ctr_sow_measure *measure);
/** @return [borrowed from measure] day. @since 0.1 */
CTR_API const char *ctr_sow_measure_on(const ctr_sow_measure *measure);
/** @return [borrowed from measure] decimal, NULL = no interval. @since 0.1 */
CTR_API const char *ctr_sow_measure_low(const ctr_sow_measure *measure);
/** @return [borrowed from measure] decimal, NULL = no interval. @since 0.1 */
CTR_API const char *ctr_sow_measure_high(const ctr_sow_measure *measure);
/** @return [borrowed from measure] link, NULL = none. @since 0.1 */
CTR_API const char *ctr_sow_measure_evidence(const ctr_sow_measure *measure);
/** @return number of cases, 0 = not said. @since 0.1 */
CTR_API int64_t ctr_sow_measure_n(const ctr_sow_measure *measure);

/** @return [borrowed from criterion] @since 0.1 */
CTR_API const char *ctr_sow_criterion_id(const ctr_sow_criterion *criterion);
/** @return 1 if it is accepted. @since 0.1 */
CTR_API int ctr_sow_criterion_accepted(const ctr_sow_criterion *criterion);
/** @return [borrowed from criterion] evidence that it was accepted on, NULL if it is not.
 *  @since 0.1 */
CTR_API const char *ctr_sow_criterion_proof(const ctr_sow_criterion *criterion);
/** @return [borrowed from criterion] who accepted it, NULL if it is not. @since 0.1 */
CTR_API const char *ctr_sow_criterion_party(const ctr_sow_criterion *criterion);
/** @return [borrowed from criterion] what would have been refused, and why; NULL = nothing.
 *  @since 0.1 */
CTR_API const char *ctr_sow_criterion_remark(const ctr_sow_criterion *criterion);

/** @return number on this page. @since 0.1 */
CTR_API size_t ctr_sow_list_count(const ctr_sow_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_sow *ctr_sow_list_at(const ctr_sow_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_sow_list_next(const ctr_sow_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_sow_list_render(const ctr_sow_list *list, ctr_render kind,
                                                     ctr_write_fn write, void *user,
                                                     ctr_error **err);
/** Free a result. @since 0.1 */
CTR_API void ctr_sow_list_free(ctr_sow_list *list);

CTR_END_DECLS
#endif
