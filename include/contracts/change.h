/**
 * @file contracts/change.h
 * @brief Change requests: how large a change is by the thresholds of its master contract.
 */
#ifndef CONTRACTS_CHANGE_H
#define CONTRACTS_CHANGE_H

#include <contracts/terms.h>

CTR_BEGIN_DECLS

/** Class of a change. */
typedef enum ctr_change_class {
    CTR_CLASS_MINOR = 1,
    CTR_CLASS_MAJOR = 2,
    CTR_CLASS_FORCE_INT32 = 0x7fffffff
} ctr_change_class;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_change_class_name(ctr_change_class value);

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

CTR_END_DECLS
#endif
