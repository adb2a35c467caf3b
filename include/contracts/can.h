/**
 * @file contracts/can.h
 * @brief Decisions: may a contract evolve, a version be retired, a consumer move on, something be
 *        deployed; each with its reasons (doc/decide.md).
 *
 * These functions record nothing. An answer is no if one reason says no, else unknown if one says
 * so: what nobody compared, or no rule can tell, is never a yes.
 */
#ifndef CONTRACTS_CAN_H
#define CONTRACTS_CAN_H

#include <contracts/contract.h>
#include <contracts/environment.h>
#include <contracts/types.h>

CTR_BEGIN_DECLS

/** What is answered. */
typedef enum ctr_answer {
    CTR_ANSWER_YES = 1,
    CTR_ANSWER_NO = 2,
    CTR_ANSWER_UNKNOWN = 3,
    CTR_ANSWER_FORCE_INT32 = 0x7fffffff
} ctr_answer;

/** Why. In brackets what the reason says. */
typedef enum ctr_can_why {
    CTR_CAN_COMPATIBLE = 1,        /**< nothing that counts is broken (yes) */
    CTR_CAN_SAME = 2,              /**< it is the very version that is relied on (yes) */
    CTR_CAN_NO_BASE = 3,           /**< nothing was active before (yes) */
    CTR_CAN_BREAKS = 4,            /**< it breaks the contract's mode (no) */
    CTR_CAN_UNDECIDED = 5,         /**< no rule can tell whether it does (unknown) */
    CTR_CAN_BREAK_DECLARED = 6,    /**< it does, and that is a recorded decision (yes) */
    CTR_CAN_NOT_ENFORCED = 7,      /**< it does, but nothing asks it not to (yes) */
    CTR_CAN_LABEL_TOO_LOW = 8,     /**< its label is below what the changes ask for (no) */
    CTR_CAN_BASE_SUPERSEDED = 9,   /**< another version was activated since (no) */
    CTR_CAN_NOT_A_DRAFT = 10,      /**< only a draft becomes active (no) */
    CTR_CAN_CONSUMER_BREAKS = 11,  /**< a consumer uses a part that is broken (no) */
    CTR_CAN_CONSUMER_STAYS = 12,   /**< the same, but its pin keeps it away (yes) */
    CTR_CAN_CONSUMER_UNKNOWN = 13, /**< what it uses is undecided, or in no edition (unknown) */
    CTR_CAN_CONSUMER_FOLLOWS = 14, /**< a consumer resolves to it (no) */
    CTR_CAN_RUNS = 15,             /**< it runs in an environment (no) */
    CTR_CAN_SUNSET_AHEAD = 16,     /**< its announced end is still to come (no) */
    CTR_CAN_RETIRED = 17,          /**< it is retired (no) */
    CTR_CAN_DRAFT = 18,            /**< nobody serves a draft (no) */
    CTR_CAN_DEPRECATED = 19,       /**< its end is announced (yes) */
    CTR_CAN_FOLLOWS_NOTHING = 20,  /**< the consumer resolves to no version (unknown) */
    CTR_CAN_PIN_EXCLUDES = 21,     /**< its pin has to change first (yes) */
    CTR_CAN_RANGE_EXCLUDES = 22,   /**< the build's range does not admit the version (no) */
    CTR_CAN_NOTHING_DEPENDS = 23,  /**< nothing that relies on it runs there (yes) */
    CTR_CAN_NOT_THERE = 24,        /**< no version of the contract runs there (no) */
    CTR_CAN_LABEL_TAKEN = 25,      /**< a version has its label already (no) @since 0.1 */
    CTR_CAN_LABEL_NOT_ABOVE = 26,  /**< its label is not above that of the base (no) @since 0.1 */
    CTR_CAN_LABEL_NO_ORDER = 27,   /**< the policy wants a semantic version (no) @since 0.1 */
    CTR_CAN_LABEL_NEEDED = 28,     /**< none can be proposed, and none was given (no) @since 0.1 */
    CTR_CAN_IDENTICAL = 29, /**< it does not differ, and no label was given (no) @since 0.1 */
    CTR_CAN_WHY_FORCE_INT32 = 0x7fffffff
} ctr_can_why;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_answer_name(ctr_answer value);
/** @return 1 and @p out set if @p word names one, else 0. @since 0.1 */
CTR_API int ctr_answer_parse(const char *word, ctr_answer *out);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_can_why_name(ctr_can_why value);
/** @return 1 and @p out set if @p word names one, else 0. @since 0.1 */
CTR_API int ctr_can_why_parse(const char *word, ctr_can_why *out);

/** An answer with its reasons. */
typedef struct ctr_can ctr_can;
/** One of them; part of an answer. */
typedef struct ctr_reason ctr_reason;

/**
 * May a new edition become the active version: by the contract's mode over the versions that it
 * asks for, by its label, and by the parts that the registered consumers use, each compared with
 * the version it resolves to. A document that ctr_contract_evolve() would refuse because of its
 * label is a no.
 *
 * @param evolve  as for ctr_contract_evolve(); without a document (data NULL, size 0) the stored
 *                draft of that label
 * @param out     [owned] free with ctr_can_free(); CTR_OK whatever the answer
 * @param err     [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract or draft
 * @retval CTR_E_INPUT      the document is malformed
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_can_evolve(ctr_store *store, const ctr_evolve *evolve,
                                                ctr_can **out, ctr_error **err);

/**
 * May a version be retired: who resolves to it, where it runs, which builds against it run where no
 * version of the contract is recorded, whether its end was announced.
 *
 * @param out  [owned] free with ctr_can_free()
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_can_retire(ctr_store *store, const char *team,
                                                const char *name, const char *selector,
                                                ctr_can **out, ctr_error **err);

/**
 * May a consumer move to a version: the parts it uses against what is different from the version it
 * resolves to.
 *
 * @param out  [owned] free with ctr_can_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract, version, or registered consumer
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_can_upgrade(ctr_store *store, const char *team,
                                                 const char *name, const char *consumer,
                                                 const char *selector, ctr_can **out,
                                                 ctr_error **err);

/**
 * May it be deployed. A version of a contract: against every build of a consumer that runs in the
 * environment. A build of a consumer: against every version that runs there of each contract it was
 * built against; one that does not run there at all is a no, for the consumer needs it. Each pair
 * is a reason of its own.
 *
 * @param spec  as for ctr_run_begin(); kind, instance and flags do not matter
 * @param out   [owned] free with ctr_can_free()
 * @param err   [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract, version, build or environment
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_can_deploy(ctr_store *store, const ctr_run_spec *spec,
                                                ctr_can **out, ctr_error **err);

/** @since 0.1 */
CTR_API ctr_answer ctr_can_answer(const ctr_can *can);
/** @return [borrowed from can] "can-evolve", "can-retire", "can-upgrade" or "can-deploy".
 *  @since 0.1 */
CTR_API const char *ctr_can_question(const ctr_can *can);
/** @return [borrowed from can] what it is about, such as "shop/orders@1.2.0" or "web@2.3".
 *  @since 0.1 */
CTR_API const char *ctr_can_subject(const ctr_can *can);
/** @return [borrowed from can] environment, NULL where none is asked about. @since 0.1 */
CTR_API const char *ctr_can_environment(const ctr_can *can);
/** @return number of reasons: those that say no first, then unknown, then yes. @since 0.1 */
CTR_API size_t ctr_can_count(const ctr_can *can);
/** @return [borrowed from can] NULL past the end. @since 0.1 */
CTR_API const ctr_reason *ctr_can_at(const ctr_can *can, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_can_render(const ctr_can *can, ctr_render kind,
                                                ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_can_free(ctr_can *can);

/** @return what it says by itself. @since 0.1 */
CTR_API ctr_answer ctr_reason_answer(const ctr_reason *reason);
/** @since 0.1 */
CTR_API ctr_can_why ctr_reason_why(const ctr_reason *reason);
/** @return [borrowed from reason] one sentence. @since 0.1 */
CTR_API const char *ctr_reason_text(const ctr_reason *reason);
/** @return [borrowed from reason] contract, as "team/name". @since 0.1 */
CTR_API const char *ctr_reason_contract(const ctr_reason *reason);
/** @return [borrowed from reason] version that is judged, NULL if it has no label yet.
 *  @since 0.1 */
CTR_API const char *ctr_reason_version(const ctr_reason *reason);
/** @return [borrowed from reason] version that it was compared with, NULL if with none.
 *  @since 0.1 */
CTR_API const char *ctr_reason_against(const ctr_reason *reason);
/** @return [borrowed from reason] consumer, NULL if none. @since 0.1 */
CTR_API const char *ctr_reason_consumer(const ctr_reason *reason);
/** @return [borrowed from reason] label of the consumer's version, NULL if none. @since 0.1 */
CTR_API const char *ctr_reason_build(const ctr_reason *reason);
/** @return [borrowed from reason] environment, NULL if none. @since 0.1 */
CTR_API const char *ctr_reason_environment(const ctr_reason *reason);
/** @return [borrowed from reason] instance, NULL if none. @since 0.1 */
CTR_API const char *ctr_reason_instance(const ctr_reason *reason);
/** @return number of parts that the consumer uses and that are touched. @since 0.1 */
CTR_API size_t ctr_reason_parts(const ctr_reason *reason);
/** @return [borrowed from reason] NULL past the end. @since 0.1 */
CTR_API const char *ctr_reason_part(const ctr_reason *reason, size_t index);
/** @return [borrowed from reason] the first finding that counts, NULL if none. @since 0.1 */
CTR_API const ctr_finding *ctr_reason_finding(const ctr_reason *reason);

CTR_END_DECLS
#endif
