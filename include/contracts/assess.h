/**
 * @file contracts/assess.h
 * @brief Assessments: what a contract's share is on a day, kept with what it was computed from.
 *
 * Three figures are kept apart. Accrued: what the cost to date makes against the target of the work
 * that is done. Forecast: what a final cost would make of the whole target; it is never posted.
 * Payable: what the interim policy of the incentives lets move now. All are cumulative and signed:
 * above zero the delivery parties receive, below they pay. An assessment posts its difference from
 * the one before and nothing else, so that in the end the postings add up to the final share.
 *
 * Amounts are decimal text in major units, exact. Terms and formulas: doc/share.md, doc/assess.md.
 */
#ifndef CONTRACTS_ASSESS_H
#define CONTRACTS_ASSESS_H

#include <contracts/ledger.h>

CTR_BEGIN_DECLS

/** When an assessment is made; later ones are never of an earlier kind. */
typedef enum ctr_assess_kind {
    CTR_ASSESS_INTERIM = 1,
    CTR_ASSESS_COMPLETION = 2, /**< the work is done, cost may still come */
    CTR_ASSESS_FINAL = 3,      /**< pays all of the share; may be done again for late cost */
    CTR_ASSESS_KIND_FORCE_INT32 = 0x7fffffff
} ctr_assess_kind;

/** What it rests on. */
typedef enum ctr_assess_basis {
    CTR_ASSESS_ACTUAL = 1,
    CTR_ASSESS_FORECAST = 2, /**< a forecast alone: nothing is posted */
    CTR_ASSESS_BASIS_FORCE_INT32 = 0x7fffffff
} ctr_assess_basis;

/** What became of it. */
typedef enum ctr_assess_state {
    CTR_ASSESS_POSTED = 1,
    CTR_ASSESS_INFORMS = 2, /**< "forecast": for information, nothing was posted */
    CTR_ASSESS_HELD = 3,    /**< accrued, but its payment is frozen */
    CTR_ASSESS_STATE_FORCE_INT32 = 0x7fffffff
} ctr_assess_state;

/** @return [borrowed from the library] the word, such as "interim"; "unknown" for other values.
 *  @since 0.1 */
CTR_API const char *ctr_assess_kind_name(ctr_assess_kind value);
/** Read a word; case and '_' for '-' do not matter. @return 1 and *out set, or 0. @since 0.1 */
CTR_API int ctr_assess_kind_parse(const char *word, ctr_assess_kind *out);
/** @return [borrowed from the library] the word, such as "actual"; "unknown" for other values.
 *  @since 0.1 */
CTR_API const char *ctr_assess_basis_name(ctr_assess_basis value);
/** Read a word; case and '_' for '-' do not matter. @return 1 and *out set, or 0. @since 0.1 */
CTR_API int ctr_assess_basis_parse(const char *word, ctr_assess_basis *out);
/** @return [borrowed from the library] the word, such as "posted"; "unknown" for other values.
 *  @since 0.1 */
CTR_API const char *ctr_assess_state_name(ctr_assess_state value);
/** Read a word; case and '_' for '-' do not matter. @return 1 and *out set, or 0. @since 0.1 */
CTR_API int ctr_assess_state_parse(const char *word, ctr_assess_state *out);

/** What to assess. */
typedef struct ctr_assess {
    uint32_t struct_size; /**< sizeof(ctr_assess) */
    uint32_t reserved;    /**< zero */
    ctr_assess_kind kind;
    uint32_t reserved2;   /**< zero */
    const char *as_of;    /**< entries effective by this day count; NULL = the day of the call */
    const char *earned;   /**< interim: the part of the target that the work done has earned,
                               decimal; NULL = not stated */
    const char *forecast; /**< of the final cost, decimal; NULL = none. Alone, nothing is posted */
    const char *hold;     /**< why payment is frozen: evidence is disputed, say; the share goes on
                               accruing. NULL = it is not */
} ctr_assess;

/** Fill with defaults. @p size is sizeof(ctr_assess) at the caller. @since 0.1 */
CTR_API void ctr_assess_init(ctr_assess *assess, size_t size);

/** An assessment. */
typedef struct ctr_assessment ctr_assessment;
/** Several of them, in one block, by number. */
typedef struct ctr_assessment_list ctr_assessment_list;

/**
 * Assess the share of a contract and post what it moves. Asked again when nothing has changed, it
 * answers with the assessment that there is, "repeated".
 *
 * @param name  a contract of type master with a ledger and its chart (contracts/chart.h)
 * @param call  NULL = defaults
 * @param out   [owned] free with ctr_assessment_free(); may be NULL
 * @param err   [owned] may be NULL; detail "field" names the member at fault, "reason" what is
 *              missing
 * @retval CTR_E_ARGUMENT  cost to date against the whole target is no share before completion; a
 *                         day to come; an amount that is none
 * @retval CTR_E_STATE     not computable, because target, currency or rates are missing; before the
 *                         last assessment, or of an earlier kind; an account is not open
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_share_assess(ctr_store *store, const char *team,
                                                  const char *name, const ctr_assess *assess,
                                                  const ctr_call *call, ctr_assessment **out,
                                                  ctr_error **err);
/**
 * Look at an assessment.
 *
 * @param number  0 = the last one
 * @param out     [owned] free with ctr_assessment_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_assessment_get(ctr_store *store, const char *team,
                                                    const char *name, int64_t number,
                                                    ctr_assessment **out, ctr_error **err);
/**
 * List assessments by number.
 *
 * @param after  only those with a higher number
 * @param limit  at most so many, 1 to 1000; 0 = 100
 * @param out    [owned] free with ctr_assessment_list_free()
 * @param err    [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_assessment_find(ctr_store *store, const char *team,
                                                     const char *name, int64_t after,
                                                     uint32_t limit, ctr_assessment_list **out,
                                                     ctr_error **err);
/** @return its number in the ledger, from 1. @since 0.1 */
CTR_API int64_t ctr_assessment_number(const ctr_assessment *assessment);
/** @return [borrowed from assessment] the day, "2026-01-31". @since 0.1 */
CTR_API const char *ctr_assessment_as_of(const ctr_assessment *assessment);
/** @since 0.1 */
CTR_API ctr_assess_kind ctr_assessment_get_kind(const ctr_assessment *assessment);
/** @since 0.1 */
CTR_API ctr_assess_basis ctr_assessment_get_basis(const ctr_assessment *assessment);
/** @since 0.1 */
CTR_API ctr_assess_state ctr_assessment_get_state(const ctr_assessment *assessment);
/** @return [borrowed from assessment] ISO 4217 code. @since 0.1 */
CTR_API const char *ctr_assessment_currency(const ctr_assessment *assessment);
/** @return [borrowed from assessment] an amount by its name in JSON: "target", "cost", "earned",
 *  "forecast", "accrued", "accrued_now", "payable", "payable_now", "forecast_share"; NULL if it has
 *  none of that name. @since 0.1 */
CTR_API const char *ctr_assessment_value(const ctr_assessment *assessment, const char *name);
/** @return number of parties. @since 0.1 */
CTR_API size_t ctr_assessment_parties(const ctr_assessment *assessment);
/** @return [borrowed from assessment] a party's name, NULL past the end. @since 0.1 */
CTR_API const char *ctr_assessment_party(const ctr_assessment *assessment, size_t index);
/** @return [borrowed from assessment] what has accrued to a party, NULL past the end. @since 0.1 */
CTR_API const char *ctr_assessment_party_accrued(const ctr_assessment *assessment, size_t index);
/** @return [borrowed from assessment] what is payable to a party, NULL past the end. @since 0.1 */
CTR_API const char *ctr_assessment_party_payable(const ctr_assessment *assessment, size_t index);
/** @return [borrowed from assessment] the share with its lines, basis and warnings, JSON.
 *  @since 0.1 */
CTR_API const char *ctr_assessment_share(const ctr_assessment *assessment);
/** @return [borrowed from assessment] why payment is frozen, NULL if it is not. @since 0.1 */
CTR_API const char *ctr_assessment_hold(const ctr_assessment *assessment);
/** @return the pending entry of what accrued, 0 = none. @since 0.1 */
CTR_API int64_t ctr_assessment_accrued_entry(const ctr_assessment *assessment);
/** @return the entry of what became payable, 0 = none. @since 0.1 */
CTR_API int64_t ctr_assessment_payable_entry(const ctr_assessment *assessment);
/** @return 1 if it was there before and nothing has changed since. @since 0.1 */
CTR_API int ctr_assessment_repeated(const ctr_assessment *assessment);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_assessment_dry_run(const ctr_assessment *assessment);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_assessment_render(const ctr_assessment *assessment,
                                                       ctr_render kind, ctr_write_fn write,
                                                       void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_assessment_free(ctr_assessment *assessment);

/** @return number of assessments in the list. @since 0.1 */
CTR_API size_t ctr_assessment_list_count(const ctr_assessment_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_assessment *ctr_assessment_list_at(const ctr_assessment_list *list, size_t index);
/** @return the number behind which the next page begins, 0 = this is the last. @since 0.1 */
CTR_API int64_t ctr_assessment_list_next(const ctr_assessment_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_assessment_list_render(const ctr_assessment_list *list,
                                                            ctr_render kind, ctr_write_fn write,
                                                            void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_assessment_list_free(ctr_assessment_list *list);

CTR_END_DECLS

#endif
