/**
 * @file contracts/sow.h
 * @brief Statements of work: ranking of value slices, volatility of the scope.
 *
 * Pure functions over documents, as those of contracts/terms.h.
 */
#ifndef CONTRACTS_SOW_H
#define CONTRACTS_SOW_H

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

CTR_END_DECLS
#endif
