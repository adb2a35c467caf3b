/**
 * @file contracts/share.h
 * @brief Money, and the share of gain and pain: who pays when cost is not the target.
 *
 * Nothing here touches a store, a file or a network; all functions are pure and may run on any
 * number of threads. Amounts are int64_t minor units of a currency (or of plain units, where a rule
 * says `"currency": null`), no further from zero than 2^62; in documents and in results they are
 * exact decimal text in major units. The models and their terms: doc/share.md.
 */
#ifndef CONTRACTS_SHARE_H
#define CONTRACTS_SHARE_H

#include <contracts/spec.h>
#include <contracts/types.h>

CTR_BEGIN_DECLS

/** @return digits of the minor unit of an ISO 4217 code, such as 2 for "EUR" and 0 for "JPY"; -1
 *  if there is no such code, or it has no minor unit. @since 0.1 */
CTR_API int ctr_money_exponent(const char *currency);
/**
 * Read a decimal number of major units, such as "-12.5", exactly.
 *
 * @param exponent  digits of the minor unit, 0 to 9
 * @return 1 and @p minor set; 0 if it is no number, has more digits than the unit, or is further
 *         from zero than 2^62
 * @since 0.1
 */
CTR_API int ctr_money_parse(const char *text, int exponent, int64_t *minor);
/**
 * Write an amount in major units with all digits of its unit, such as "-12.50".
 *
 * @param exponent  digits of the minor unit, 0 to 9
 * @param out       set to the text and a NUL
 * @param size      of @p out; 40 bytes are always enough
 * @return 1; 0 if the exponent is out of range or the room too small
 * @since 0.1
 */
CTR_API int ctr_money_print(int64_t minor, int exponent, char *out, size_t size);

/** What a rule computes. */
typedef enum ctr_share_model {
    CTR_SHARE_BANDED = 1,          /**< bands of the target, each with a rate (NEC's form) */
    CTR_SHARE_TARGET_COST = 2,     /**< the same by one rate for gain and one for pain */
    CTR_SHARE_FPIF = 3,            /**< fixed-price incentive: a ceiling of the price */
    CTR_SHARE_CPIF = 4,            /**< cost plus incentive fee: limits of the fee */
    CTR_SHARE_TIME_MATERIAL = 5,   /**< cost, up to a ceiling */
    CTR_SHARE_FIXED_ITERATION = 6, /**< a price an iteration, due when it is accepted */
    CTR_SHARE_FPIF_PTA = 7,        /**< the point of total assumption alone */
    CTR_SHARE_CPIF_STRUCTURE = 8,  /**< rates and limits of a CPIF from three points */
    CTR_SHARE_TARGET_ADJUST = 9,   /**< what implemented changes do to a target */
    CTR_SHARE_CE_QUOTATION = 10,   /**< the price of a change from its components */
    CTR_SHARE_ALLOC_IN_ORDER = 11, /**< an amount split, what is left from the first on */
    CTR_SHARE_LARGEST_REMAINDER =
        12, /**< an amount split, what is left to the largest remainders */
    CTR_SHARE_FORCE_INT32 = 0x7fffffff
} ctr_share_model;

/** @return [borrowed from the library] word of the value, such as "banded_share". @since 0.1 */
CTR_API const char *ctr_share_model_name(ctr_share_model model);

/** A rule, read and checked. Immutable. */
typedef struct ctr_share_rule ctr_share_rule;

/**
 * Read a rule from a document: JSON or YAML, an object with the members that doc/share.md lists.
 *
 * A rule that lacks a target or a currency is read; its share is not computable. What cannot be a
 * rule is refused.
 *
 * @param source   the document; its format and resolver are not used
 * @param options  limits and allocator; mode and profile are not used; NULL = defaults
 * @param out      [owned] free with ctr_share_rule_free()
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  malformed, or not a rule; details "file", "line", "column", "field"
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_share_rule_read(const ctr_source *source,
                                                     const ctr_diff_options *options,
                                                     ctr_share_rule **out, ctr_error **err);
/** @since 0.1 */
CTR_API ctr_share_model ctr_share_rule_model(const ctr_share_rule *rule);
/** @return [borrowed from rule] ISO 4217 code; NULL for plain units, or if none is named.
 *  @since 0.1 */
CTR_API const char *ctr_share_rule_currency(const ctr_share_rule *rule);
/** @return digits of the minor unit of the rule's amounts. @since 0.1 */
CTR_API int ctr_share_rule_exponent(const ctr_share_rule *rule);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_share_rule_free(ctr_share_rule *rule);

/** Flags of ctr_share_input.given. */
#define CTR_SHARE_GIVEN_TARGET UINT32_C(1) /**< target counts, not the rule's */
#define CTR_SHARE_GIVEN_COST UINT32_C(2)   /**< cost counts, not the rule's */

/** @return CTR_SHARE_GIVEN_TARGET, for bindings. @since 0.1 */
CTR_API uint32_t ctr_share_given_target(void);
/** @return CTR_SHARE_GIVEN_COST, for bindings. @since 0.1 */
CTR_API uint32_t ctr_share_given_cost(void);

/** Figures in place of those that a rule states itself. */
typedef struct ctr_share_input {
    uint32_t struct_size; /**< sizeof(ctr_share_input) */
    uint32_t given;       /**< CTR_SHARE_GIVEN_* */
    int64_t target;       /**< the target now, with all changes; minor units */
    int64_t cost;         /**< minor units, without the fee in percent of cost if there is one */
} ctr_share_input;

/** Fill with defaults. @p size is sizeof(ctr_share_input) at the caller. @since 0.1 */
CTR_API void ctr_share_input_init(ctr_share_input *input, size_t size);

/** A share with how it came about. */
typedef struct ctr_share ctr_share;

/**
 * Compute a share.
 *
 * @param input    NULL = what the rule itself states
 * @param options  limits and allocator; NULL = defaults
 * @param out      [owned] free with ctr_share_free(); CTR_OK also where it is not computable
 * @param err      [owned] may be NULL
 * @retval CTR_E_ARGUMENT  the figures given are not possible
 * @retval CTR_E_LIMIT     a figure is further from zero than 2^62
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_share_compute(const ctr_share_rule *rule,
                                                   const ctr_share_input *input,
                                                   const ctr_diff_options *options, ctr_share **out,
                                                   ctr_error **err);
/** @since 0.1 */
CTR_API ctr_share_model ctr_share_get_model(const ctr_share *share);
/** @return 1 if there is an answer, 0 if something is missing: ctr_share_reason(). @since 0.1 */
CTR_API int ctr_share_computable(const ctr_share *share);
/** @return number of reasons why there is no answer. @since 0.1 */
CTR_API size_t ctr_share_reasons(const ctr_share *share);
/** @return [borrowed from share] such as "target missing"; NULL past the end. @since 0.1 */
CTR_API const char *ctr_share_reason(const ctr_share *share, size_t index);
/** @return [borrowed from share] an output as decimal text by its name in JSON, such as
 *  "contractor_share", "price", "pta" or "marginal_rate" (in percent); NULL if the model has none
 *  of that name. @since 0.1 */
CTR_API const char *ctr_share_value(const ctr_share *share, const char *name);
/** @return 1 and @p minor set to an amount in minor units; 0 if there is none of that name.
 *  @since 0.1 */
CTR_API int ctr_share_minor(const ctr_share *share, const char *name, int64_t *minor);
/** @return number of parties among which the delivery party's share is split. @since 0.1 */
CTR_API size_t ctr_share_participants(const ctr_share *share);
/** @return [borrowed from share] amount of a party, NULL past the end. @since 0.1 */
CTR_API const char *ctr_share_participant(const ctr_share *share, size_t index);
/** @return number of sentences that tell how the answer came about. @since 0.1 */
CTR_API size_t ctr_share_basis_count(const ctr_share *share);
/** @return [borrowed from share] a sentence, NULL past the end. @since 0.1 */
CTR_API const char *ctr_share_basis(const ctr_share *share, size_t index);
/** @since 0.1 */
CTR_API size_t ctr_share_warnings(const ctr_share *share);
/** @return [borrowed from share] a sentence, NULL past the end. @since 0.1 */
CTR_API const char *ctr_share_warning(const ctr_share *share, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_share_render(const ctr_share *share, ctr_render kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_share_free(ctr_share *share);

/** What ctr_share_evaluate() answers, in minor units. */
typedef struct ctr_share_amounts {
    uint32_t struct_size;     /**< sizeof(ctr_share_amounts), set by the caller */
    uint32_t limited;         /**< 1: a cap, a limit of the fee or the ceiling holds */
    int64_t contractor_share; /**< + the delivery party receives, - it pays */
    int64_t client_share;     /**< target - cost - contractor_share */
    int64_t contractor_paid;  /**< in all: the price */
    int64_t profit;           /**< contractor_paid - cost */
    int64_t marginal_rate;    /**< what it loses of the next unit of cost; 100000000 is all of it */
} ctr_share_amounts;

/** Fill with defaults. @p size is sizeof(ctr_share_amounts) at the caller. @since 0.1 */
CTR_API void ctr_share_amounts_init(ctr_share_amounts *amounts, size_t size);

/**
 * The same figures without memory, words or errors, for many cases of one rule. What is not given
 * in @p input is the rule's.
 *
 * @param input  as ctr_share_input_init() made it
 * @param out    as ctr_share_amounts_init() made it
 * @retval CTR_E_ARGUMENT  NULL, a size that is not known, or figures that are not possible
 * @retval CTR_E_STATE     not computable: something is missing, or the model has no share
 * @retval CTR_E_LIMIT     a figure is further from zero than 2^62
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_share_evaluate(const ctr_share_rule *rule,
                                                    const ctr_share_input *input,
                                                    ctr_share_amounts *out);

/** Weight of what the linter finds. */
typedef enum ctr_share_level {
    CTR_SHARE_ERROR = 1,   /**< ctr_share_rule_read() refuses it */
    CTR_SHARE_WARNING = 2, /**< it can be computed, and is seldom meant */
    CTR_SHARE_INFO = 3,    /**< to be known before signing */
    CTR_SHARE_LEVEL_FORCE_INT32 = 0x7fffffff
} ctr_share_level;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_share_level_name(ctr_share_level level);

/** What the linter found. */
typedef struct ctr_share_findings ctr_share_findings;

/**
 * Look for what people regret to have signed: gaps, overlaps, no upside, pain without a cap,
 * cliffs, zones in which the incentive is dead, a point of total assumption close to the target.
 *
 * @param source   as for ctr_share_rule_read()
 * @param options  limits and allocator; NULL = defaults
 * @param out      [owned] free with ctr_share_findings_free()
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  malformed, or not a rule for other reasons than gaps and overlaps
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_share_lint(const ctr_source *source,
                                                const ctr_diff_options *options,
                                                ctr_share_findings **out, ctr_error **err);
/** @return number of findings, worst first. @since 0.1 */
CTR_API size_t ctr_share_findings_count(const ctr_share_findings *findings);
/** @return [borrowed from findings] such as "no-upside", NULL past the end. @since 0.1 */
CTR_API const char *ctr_share_findings_id(const ctr_share_findings *findings, size_t index);
/** @return 0 past the end. @since 0.1 */
CTR_API ctr_share_level ctr_share_findings_level(const ctr_share_findings *findings, size_t index);
/** @return [borrowed from findings] one sentence, NULL past the end. @since 0.1 */
CTR_API const char *ctr_share_findings_message(const ctr_share_findings *findings, size_t index);
/** @return [borrowed from findings] member of the rule, NULL past the end. @since 0.1 */
CTR_API const char *ctr_share_findings_field(const ctr_share_findings *findings, size_t index);
/** @return line of the member, else of the rule; from 1. @since 0.1 */
CTR_API int64_t ctr_share_findings_line(const ctr_share_findings *findings, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_share_findings_render(const ctr_share_findings *findings,
                                                           ctr_render kind, ctr_write_fn write,
                                                           void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_share_findings_free(ctr_share_findings *findings);

CTR_END_DECLS
#endif
