/**
 * @file contracts/event.h
 * @brief The journal: everything that happened, in order, hash-chained, never changed.
 *
 * Kinds: store.created, store.imported; contract.created, contract.changed; version.created,
 * version.activated, version.superseded, version.deprecated, version.reactivated, version.retired,
 * version.withdrawn; break.declared; consumer.registered, consumer.changed, consumer.unregistered,
 * consumer.followed, consumer.at-risk, consumer.broken, consumer.notified; layout.synced;
 * sow.frozen, sow.measured, sow.accepted, sow.posted; ledger.opened, ledger.account-opened,
 * ledger.account-changed, ledger.posted, ledger.assessed, ledger.closed, ledger.sealed;
 * change.opened, change.impact, change.submitted, change.classified, change.decided,
 * change.implemented, change.closed, change.withdrawn, change.reopened; decision.requested,
 * decision.voted, decision.decided, decision.delegated, decision.recorded; timer.started,
 * timer.moved, timer.paused, timer.resumed, timer.fired, timer.ended, timer.delivered; slo.started,
 * slo.paused, slo.resumed, slo.stopped, slo.breached; stop-line.raised, stop-line.cleared,
 * stop-line.passed; dispute.opened, dispute.answered, dispute.escalated, dispute.resolved,
 * dispute.withdrawn; consumer.built; environment.deployed, environment.undeployed,
 * environment.released, environment.withdrawn; cadence.held; policy.set, policy.waived,
 * policy.cleared. Later rooms add theirs; readers must expect unknown kinds.
 */
#ifndef CONTRACTS_EVENT_H
#define CONTRACTS_EVENT_H

#include <contracts/types.h>

CTR_BEGIN_DECLS

/** One event. */
typedef struct ctr_event ctr_event;
/** Several of them, in one block, by sequence number. */
typedef struct ctr_event_list ctr_event_list;

/** Which events to list. */
typedef struct ctr_event_filter {
    uint32_t struct_size; /**< sizeof(ctr_event_filter) */
    uint32_t limit;       /**< items a page; default 100, at most 1000 */
    int64_t after;        /**< only events with a higher sequence number */
    const char *team;     /**< NULL = any */
    const char *name;     /**< contract's name; needs team; NULL = any */
    const char *kind;     /**< "version.activated", or "version." for all of a family; NULL = any */
    const char *origin;   /**< UUID of a store whose imported journal is meant; NULL = our own */
} ctr_event_filter;

/** Fill with defaults. @p size is sizeof(ctr_event_filter) at the caller. @since 0.1 */
CTR_API void ctr_event_filter_init(ctr_event_filter *filter, size_t size);

/**
 * List events.
 *
 * @param filter  NULL = from the start
 * @param out     [owned] free with ctr_event_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_event_find(ctr_store *store, const ctr_event_filter *filter,
                                                ctr_event_list **out, ctr_error **err);

/**
 * Wait until there is an event after @p after, from any process. Other calls on the store go on
 * meanwhile; ctr_store_cancel() ends the wait.
 *
 * @param timeout_ms  longest wait; 0 = only look
 * @param last        sequence number of the last event, whether there is a new one or not
 * @param err         [owned] may be NULL
 * @retval CTR_OK         look at @p last: greater than @p after if there is news
 * @retval CTR_E_CANCELLED
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_event_wait(ctr_store *store, int64_t after,
                                                uint32_t timeout_ms, int64_t *last,
                                                ctr_error **err);

/** @return sequence number, from 1, without gaps. @since 0.1 */
CTR_API int64_t ctr_event_seq(const ctr_event *event);
/** @return [borrowed from event] kind. @since 0.1 */
CTR_API const char *ctr_event_kind(const ctr_event *event);
/** @return [borrowed from event] such as "version:team/name@1.2.0". @since 0.1 */
CTR_API const char *ctr_event_subject(const ctr_event *event);
/** @return [borrowed from event] who. @since 0.1 */
CTR_API const char *ctr_event_actor(const ctr_event *event);
/** @return when, microseconds since 1970 UTC. @since 0.1 */
CTR_API int64_t ctr_event_at_us(const ctr_event *event);
/** @return [borrowed from event] details, a JSON object in RFC 8785 form. @since 0.1 */
CTR_API const char *ctr_event_body(const ctr_event *event);
/** @return [borrowed from event] hash over the event before and this one, 64 hex digits.
 *  @since 0.1 */
CTR_API const char *ctr_event_hash(const ctr_event *event);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_event_render(const ctr_event *event, ctr_render kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);

/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_event_list_count(const ctr_event_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_event *ctr_event_list_at(const ctr_event_list *list, size_t index);
/** @return the next page comes after this sequence number (ctr_event_filter.after), 0 if this is
 *  the last. @since 0.1 */
CTR_API int64_t ctr_event_list_next(const ctr_event_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_event_list_render(const ctr_event_list *list, ctr_render kind,
                                                       ctr_write_fn write, void *user,
                                                       ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_event_list_free(ctr_event_list *list);

CTR_END_DECLS
#endif
