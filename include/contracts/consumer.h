/**
 * @file contracts/consumer.h
 * @brief Consumers: who relies on a contract, on which versions, and on which parts.
 */
#ifndef CONTRACTS_CONSUMER_H
#define CONTRACTS_CONSUMER_H

#include <contracts/types.h>

CTR_BEGIN_DECLS

/** A registered consumer of one contract. */
typedef struct ctr_consumer ctr_consumer;
/** Several of them, in one block. */
typedef struct ctr_consumer_list ctr_consumer_list;

/** Flag of ctr_consumer_spec: keep parts that the version does not have. */
#define CTR_CONSUMER_ALLOW_UNKNOWN_PARTS UINT32_C(1)

/** Who relies on what. */
typedef struct ctr_consumer_spec {
    uint32_t struct_size; /**< sizeof(ctr_consumer_spec) */
    uint32_t flags;       /**< CTR_CONSUMER_* */
    const char *team;
    const char *name;     /**< the contract's name */
    const char *consumer; /**< the consumer's name; same grammar as a contract's */
    const char *role;     /**< NULL = none */
    /** label or range it is pinned to; NULL = follows the active version. A version with all three
     * numbers is that one alone; with fewer (`1`, `v1.2`) it is a range, as in npm. */
    const char *pin;
    const char *const *parts; /**< parts it uses; NULL = everything */
    size_t part_count;
} ctr_consumer_spec;

/** Fill with defaults. @p size is sizeof(ctr_consumer_spec) at the caller. @since 0.1 */
CTR_API void ctr_consumer_spec_init(ctr_consumer_spec *spec, size_t size);

/**
 * Register a consumer, or change a registered one. Saying the same again changes nothing and
 * records nothing.
 *
 * @param out  [owned] free with ctr_consumer_free(); may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract, or the pin admits no version of it; or a part that the
 *                          version does not have (detail "item")
 * @retval CTR_E_STATE      there is no pin, and all versions are retired
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_consumer_register(ctr_store *store,
                                                       const ctr_consumer_spec *spec,
                                                       const ctr_call *call, ctr_consumer **out,
                                                       ctr_error **err);

/**
 * Forget a consumer.
 *
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  it is not registered
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_consumer_unregister(ctr_store *store, const char *team,
                                                         const char *name, const char *consumer,
                                                         const ctr_call *call, ctr_error **err);

/** Which consumers to list. Every field narrows; NULL or 0 = any. */
typedef struct ctr_consumer_filter {
    uint32_t struct_size; /**< sizeof(ctr_consumer_filter) */
    uint32_t limit;       /**< items a page; default 100, at most 1000 */
    const char *team;
    const char *name;     /**< contract's name; needs team */
    const char *consumer; /**< consumer's name: all the contracts it relies on */
    const char *after;    /**< ctr_consumer_list_next() of the page before; anything else is
                               CTR_E_ARGUMENT */
} ctr_consumer_filter;

/** Fill with defaults. @p size is sizeof(ctr_consumer_filter) at the caller. @since 0.1 */
CTR_API void ctr_consumer_filter_init(ctr_consumer_filter *filter, size_t size);

/**
 * List consumers by team, contract and consumer.
 *
 * @param filter  NULL = all
 * @param out     [owned] free with ctr_consumer_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_consumer_find(ctr_store *store,
                                                   const ctr_consumer_filter *filter,
                                                   ctr_consumer_list **out, ctr_error **err);

/** @return [borrowed from consumer] team of the contract. @since 0.1 */
CTR_API const char *ctr_consumer_team(const ctr_consumer *consumer);
/** @return [borrowed from consumer] name of the contract. @since 0.1 */
CTR_API const char *ctr_consumer_contract(const ctr_consumer *consumer);
/** @return [borrowed from consumer] its own name. @since 0.1 */
CTR_API const char *ctr_consumer_name(const ctr_consumer *consumer);
/** @return [borrowed from consumer] role, NULL if none. @since 0.1 */
CTR_API const char *ctr_consumer_role(const ctr_consumer *consumer);
/** @return [borrowed from consumer] pin, NULL if none. @since 0.1 */
CTR_API const char *ctr_consumer_pin(const ctr_consumer *consumer);
/** @return [borrowed from consumer] label of the version it resolves to, NULL if none is active.
 *  @since 0.1 */
CTR_API const char *ctr_consumer_follows(const ctr_consumer *consumer);
/** @return number of parts it uses; 0 = everything. @since 0.1 */
CTR_API size_t ctr_consumer_parts(const ctr_consumer *consumer);
/** @return [borrowed from consumer] a part, NULL past the end. @since 0.1 */
CTR_API const char *ctr_consumer_part(const ctr_consumer *consumer, size_t index);
/** @return counter of its changes, from 1. @since 0.1 */
CTR_API int64_t ctr_consumer_revision(const ctr_consumer *consumer);
/** @return when it was registered, microseconds since 1970 UTC. @since 0.1 */
CTR_API int64_t ctr_consumer_created_us(const ctr_consumer *consumer);
/** @return [borrowed from consumer] who registered it. @since 0.1 */
CTR_API const char *ctr_consumer_created_by(const ctr_consumer *consumer);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_consumer_dry_run(const ctr_consumer *consumer);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_consumer_render(const ctr_consumer *consumer, ctr_render kind,
                                                     ctr_write_fn write, void *user,
                                                     ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_consumer_free(ctr_consumer *consumer);

/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_consumer_list_count(const ctr_consumer_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_consumer *ctr_consumer_list_at(const ctr_consumer_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_consumer_list_next(const ctr_consumer_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_consumer_list_render(const ctr_consumer_list *list,
                                                          ctr_render kind, ctr_write_fn write,
                                                          void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_consumer_list_free(ctr_consumer_list *list);

CTR_END_DECLS
#endif
