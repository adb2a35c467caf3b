/**
 * @file contracts/modifier.h
 * @brief The modifier of a master contract: money for SLOs and value, outside the share.
 *
 * The master's `modifier` says what each goal weighs, in percent of a cap. A goal is met or it is
 * not; of an SLO of which the caller says nothing, the store's own clocks tell how well it was met.
 * What is met is summed and never passes the cap, up or down. The sum is cumulative, and what is
 * posted is its difference from what the ledger holds. Share and target know nothing of it.
 * Amounts are decimal text in major units, exact. Rules: doc/assess.md.
 */
#ifndef CONTRACTS_MODIFIER_H
#define CONTRACTS_MODIFIER_H

#include <contracts/ledger.h>

CTR_BEGIN_DECLS

/** Where a figure comes from. */
typedef enum ctr_goal_source {
    CTR_GOAL_GIVEN = 1,    /**< the caller said it */
    CTR_GOAL_MEASURED = 2, /**< the attainment that the clocks of the store tell; contracts/slo.h */
    CTR_GOAL_SOURCE_FORCE_INT32 = 0x7fffffff
} ctr_goal_source;

/** @return [borrowed from the library] "given" or "measured"; "unknown" for others. @since 0.1 */
CTR_API const char *ctr_goal_source_name(ctr_goal_source value);
/** Read such a word. @return 1, or 0 if it is none, or for a NULL pointer. @since 0.1 */
CTR_API int ctr_goal_source_parse(const char *word, ctr_goal_source *out);

/** What was measured. */
typedef struct ctr_modifier_goals {
    uint32_t struct_size; /**< sizeof(ctr_modifier_goals) */
    uint32_t flags;       /**< CTR_ENTRY_LATE */
    const char *on;       /**< day as of which, not after today; NULL = the day of the call, UTC */
    const char *const *names;  /**< keys of the master's weights, each once. Of an SLO that is not
                                    named the stored attainment is taken; what else is not named is
                                    not met, and must be named if its weight is below zero */
    const char *const *values; /**< "yes", "no", or for an SLO its attainment in percent, "97.5" */
    size_t count;              /**< may be 0 if SLOs are weighed */
    const char *const *evidence;        /**< links */
    const char *const *evidence_sha256; /**< 64 hex digits or NULL each; NULL = none */
    size_t evidence_count;
    const char *from; /**< first day of the period over which stored attainments are taken, UTC; its
                           last one is `on`. NULL = the window of each SLO */
} ctr_modifier_goals;

/** Fill with defaults. @p size is sizeof(ctr_modifier_goals) at the caller. @since 0.1 */
CTR_API void ctr_modifier_goals_init(ctr_modifier_goals *goals, size_t size);

/** What the modifier comes to. */
typedef struct ctr_modifier ctr_modifier;

/**
 * Compute the modifier and post what it moves, one entry of kind modifier whose memo keeps what was
 * measured and whose cause is the version with the weights. Where nothing moves, nothing is posted,
 * so doing it again is nothing.
 *
 * @param name  a contract of type master with an active version and an open chart of accounts
 * @param call  NULL = defaults
 * @param out   [owned] free with ctr_modifier_free(); may be NULL
 * @param err   [owned] may be NULL; detail "field" is the member at fault
 * @retval CTR_E_STATE  no cap or no weights, a day before that of the last one, or not computable:
 *                      an SLO that is not named, and no case of it was counted in the period
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_modifier(ctr_store *store, const char *team,
                                                     const char *name,
                                                     const ctr_modifier_goals *goals,
                                                     const ctr_call *call, ctr_modifier **out,
                                                     ctr_error **err);
/**
 * A figure: "cap", "amount" (all of the modifier), "before", "moved" (what this call posted), and
 * "percent" (sum of the weights that are met, before the cap).
 *
 * @return [borrowed from modifier] decimal text; NULL if there is no such figure
 * @since 0.1
 */
CTR_API const char *ctr_modifier_value(const ctr_modifier *modifier, const char *name);
/** @return [borrowed from modifier] ISO 4217 code. @since 0.1 */
CTR_API const char *ctr_modifier_currency(const ctr_modifier *modifier);
/** @return the entry; 0 = nothing moved. @since 0.1 */
CTR_API int64_t ctr_modifier_entry(const ctr_modifier *modifier);
/** @return number of goals, in the order of the master. @since 0.1 */
CTR_API size_t ctr_modifier_count(const ctr_modifier *modifier);
/** @return [borrowed from modifier] name of a goal, NULL past the end. @since 0.1 */
CTR_API const char *ctr_modifier_goal(const ctr_modifier *modifier, size_t index);
/** @return 1 if a goal is met. @since 0.1 */
CTR_API int ctr_modifier_met(const ctr_modifier *modifier, size_t index);
/** @return [borrowed from modifier] what counts for a goal: "yes", "no" or an attainment in
 *  percent; NULL = nothing is known of it, or past the end. @since 0.1 */
CTR_API const char *ctr_modifier_given(const ctr_modifier *modifier, size_t index);
/** @return where that comes from; 0 = nothing is known of it. @since 0.1 */
CTR_API ctr_goal_source ctr_modifier_source(const ctr_modifier *modifier, size_t index);
/** @return [borrowed from modifier] first day of the period of a stored attainment; NULL if it is
 *  none. @since 0.1 */
CTR_API const char *ctr_modifier_from(const ctr_modifier *modifier, size_t index);
/** @return how many cases it counts, met and late. @since 0.1 */
CTR_API int64_t ctr_modifier_counted(const ctr_modifier *modifier, size_t index);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_modifier_dry_run(const ctr_modifier *modifier);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_modifier_render(const ctr_modifier *modifier, ctr_render kind,
                                                     ctr_write_fn write, void *user,
                                                     ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_modifier_free(ctr_modifier *modifier);

CTR_END_DECLS

#endif
