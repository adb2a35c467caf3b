/**
 * @file contracts/metrics.h
 * @brief Figures of a master contract: how long decisions take, how it goes with what was agreed.
 *
 * What each figure counts, and what it leaves out: doc/metrics.md. A figure that cannot be computed
 * has no value and says why; it is never zero instead.
 */
#ifndef CONTRACTS_METRICS_H
#define CONTRACTS_METRICS_H

#include <contracts/store.h>

CTR_BEGIN_DECLS

/** Over which days. */
typedef struct ctr_metrics_options {
    uint32_t struct_size; /**< sizeof(ctr_metrics_options) */
    uint32_t reserved;
    const char *from;  /**< first day, 2026-01-31; NULL = from the beginning */
    const char *until; /**< last day; NULL = until now */
} ctr_metrics_options;

/** Fill with defaults. @p size is sizeof(ctr_metrics_options) at the caller. @since 0.1 */
CTR_API void ctr_metrics_options_init(ctr_metrics_options *options, size_t size);

/** Figures, in the order of doc/metrics.md. */
typedef struct ctr_metrics ctr_metrics;

/**
 * Compute the figures of a master contract from what is stored.
 *
 * @param name     a contract of type master with an active version
 * @param options  NULL = all days
 * @param out      [owned] free with ctr_metrics_free()
 * @param err      [owned] may be NULL
 * @retval CTR_E_STATE     it is no master, or none of its versions is active
 * @retval CTR_E_ARGUMENT  a day that does not exist, or days in the wrong order
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_metrics_get(ctr_store *store, const char *team,
                                                 const char *name,
                                                 const ctr_metrics_options *options,
                                                 ctr_metrics **out, ctr_error **err);
/** @return number of figures. @since 0.1 */
CTR_API size_t ctr_metrics_count(const ctr_metrics *metrics);
/** @return [borrowed from metrics] such as "cr_decision_lead_time", NULL past the end.
 *  @since 0.1 */
CTR_API const char *ctr_metrics_name(const ctr_metrics *metrics, size_t index);
/** @return [borrowed from metrics] another name that it is known by, NULL = none. @since 0.1 */
CTR_API const char *ctr_metrics_alias(const ctr_metrics *metrics, size_t index);
/** @return [borrowed from metrics] what it is about, such as the id of a SOW; NULL = the contract
 *  as a whole. @since 0.1 */
CTR_API const char *ctr_metrics_subject(const ctr_metrics *metrics, size_t index);
/** @return [borrowed from metrics] such as "p50"; NULL = it is the only one. @since 0.1 */
CTR_API const char *ctr_metrics_statistic(const ctr_metrics *metrics, size_t index);
/** @return [borrowed from metrics] decimal text; NULL = not computable, see ctr_metrics_reason().
 *  @since 0.1 */
CTR_API const char *ctr_metrics_value(const ctr_metrics *metrics, size_t index);
/** @return [borrowed from metrics] such as "hours" or "%"; NULL past the end. @since 0.1 */
CTR_API const char *ctr_metrics_unit(const ctr_metrics *metrics, size_t index);
/** @return how many cases the value is of. @since 0.1 */
CTR_API int64_t ctr_metrics_samples(const ctr_metrics *metrics, size_t index);
/** @return how many cases are not over yet, and so not in the value. @since 0.1 */
CTR_API int64_t ctr_metrics_open(const ctr_metrics *metrics, size_t index);
/** @return [borrowed from metrics] why there is no value, NULL if there is one. @since 0.1 */
CTR_API const char *ctr_metrics_reason(const ctr_metrics *metrics, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_metrics_render(const ctr_metrics *metrics, ctr_render kind,
                                                    ctr_write_fn write, void *user,
                                                    ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_metrics_free(ctr_metrics *metrics);

CTR_END_DECLS

#endif
