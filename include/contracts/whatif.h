/**
 * @file contracts/whatif.h
 * @brief Which changes would have another class under other thresholds.
 */
#ifndef CONTRACTS_WHATIF_H
#define CONTRACTS_WHATIF_H

#include <contracts/change.h>

CTR_BEGIN_DECLS

/** A change whose class would be another. */
typedef struct ctr_whatif ctr_whatif;
/** Several of them, in one block. */
typedef struct ctr_whatif_list ctr_whatif_list;

/**
 * Judge stored changes again under another change policy and list those whose class would differ.
 * Nothing is changed.
 *
 * Each change that has a classification is judged by what is stored with the latest one: the
 * revision of its impact, the base, what earlier minor changes moved, broken consumers, the day.
 * Calendars and the currency stay those of its master.
 *
 * @param policy  a master contract, or a document that holds a `change_policy`, such a policy
 *                alone, or thresholds alone
 * @param filter  which changes, and the page: at most `limit` that differ; NULL = all
 * @param out     [owned] free with ctr_whatif_list_free()
 * @param err     [owned] may be NULL
 * @retval CTR_E_INPUT  the document is malformed or holds none of these
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_change_whatif(ctr_store *store, const ctr_source *policy,
                                                   const ctr_change_filter *filter,
                                                   ctr_whatif_list **out, ctr_error **err);

/** @return [borrowed from item] "team/name/CR-42". @since 0.1 */
CTR_API const char *ctr_whatif_change(const ctr_whatif *item);
/** @return class that is stored. @since 0.1 */
CTR_API ctr_change_class ctr_whatif_class_before(const ctr_whatif *item);
/** @return class under the other policy; 0 if it refuses what is not known of the change.
 *  @since 0.1 */
CTR_API ctr_change_class ctr_whatif_class_after(const ctr_whatif *item);
/** @return number of reasons for the class under the other policy. @since 0.1 */
CTR_API size_t ctr_whatif_reason_count(const ctr_whatif *item);
/** @return [borrowed from item] NULL past the end. @since 0.1 */
CTR_API const char *ctr_whatif_reason_at(const ctr_whatif *item, size_t index);
/** @return number of thresholds that decide: exceeded or unknown under one policy or the other.
 *  @since 0.1 */
CTR_API size_t ctr_whatif_threshold_count(const ctr_whatif *item);
/** @return [borrowed from item] name of a threshold, NULL past the end. @since 0.1 */
CTR_API const char *ctr_whatif_threshold_at(const ctr_whatif *item, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_whatif_render(const ctr_whatif *item, ctr_render kind,
                                                   ctr_write_fn write, void *user, ctr_error **err);

/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_whatif_list_count(const ctr_whatif_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_whatif *ctr_whatif_list_at(const ctr_whatif_list *list, size_t index);
/** @return number of changes that were looked at for this page. @since 0.1 */
CTR_API int64_t ctr_whatif_list_examined(const ctr_whatif_list *list);
/** @return [borrowed from list] version of the other policy's rules, NULL if nothing was judged.
 *  @since 0.1 */
CTR_API const char *ctr_whatif_list_rule_version(const ctr_whatif_list *list);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_whatif_list_next(const ctr_whatif_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_whatif_list_render(const ctr_whatif_list *list,
                                                        ctr_render kind, ctr_write_fn write,
                                                        void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_whatif_list_free(ctr_whatif_list *list);

CTR_END_DECLS
#endif
