/**
 * @file contracts/batch.h
 * @brief Many writes in one transaction, with one result an item.
 *
 * A batch is filled without touching a store, then applied once. Either all of it is stored or
 * nothing. Strings and documents are copied when they are added.
 */
#ifndef CONTRACTS_BATCH_H
#define CONTRACTS_BATCH_H

#include <contracts/consumer.h>
#include <contracts/contract.h>

CTR_BEGIN_DECLS

/** Writes to be done together. Not thread-safe. */
typedef struct ctr_batch ctr_batch;

/** @param allocator  copied; NULL = malloc
 *  @param out  [owned] free with ctr_batch_free()
 *  @param err  [owned] may be NULL
 *  @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_batch_new(const ctr_allocator *allocator, ctr_batch **out,
                                               ctr_error **err);
/** Add what ctr_contract_create() does. A resolver is asked at once. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_batch_create(ctr_batch *batch, const ctr_create *create,
                                                  const ctr_call *call, ctr_error **err);
/** Add what ctr_contract_evolve() does. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_batch_evolve(ctr_batch *batch, const ctr_evolve *evolve,
                                                  const ctr_call *call, ctr_error **err);
/** Add what ctr_version_activate() does; a NULL label is the newest draft. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_batch_activate(ctr_batch *batch, const char *team,
                                                    const char *name, const char *label,
                                                    const ctr_call *call, ctr_error **err);
/** Add what ctr_consumer_register() does. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_batch_register(ctr_batch *batch, const ctr_consumer_spec *spec,
                                                    const ctr_call *call, ctr_error **err);
/** @return number of items added. @since 0.1 */
CTR_API size_t ctr_batch_count(const ctr_batch *batch);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_batch_free(ctr_batch *batch);

/** What became of the items. */
typedef struct ctr_batch_result ctr_batch_result;

/**
 * Do it all in one transaction. When an item fails, nothing is stored; the status is that of the
 * item and detail "item" is its index, from 0. CTR_CALL_DRY_RUN on any item makes the whole batch
 * a dry run.
 *
 * @param out  [owned] free with ctr_batch_result_free(); may be NULL
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_batch_apply(ctr_store *store, const ctr_batch *batch,
                                                 ctr_batch_result **out, ctr_error **err);
/** @return number of items. @since 0.1 */
CTR_API size_t ctr_batch_result_count(const ctr_batch_result *result);
/** @return [borrowed from result] the version an item made or changed; NULL for a registration.
 *  @since 0.1 */
CTR_API const ctr_version *ctr_batch_result_version(const ctr_batch_result *result, size_t index);
/** @return [borrowed from result] the consumer that an item registered; NULL for the others.
 *  @since 0.1 */
CTR_API const ctr_consumer *ctr_batch_result_consumer(const ctr_batch_result *result, size_t index);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_batch_result_dry_run(const ctr_batch_result *result);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_batch_result_render(const ctr_batch_result *result,
                                                         ctr_render kind, ctr_write_fn write,
                                                         void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_batch_result_free(ctr_batch_result *result);

CTR_END_DECLS
#endif
