/**
 * @file contracts/policy.h
 * @brief What a team makes of findings: levels of rules, waivers, parts that nobody uses, versions.
 *
 * A policy is a small document in JSON or YAML; doc/policy.md describes it, and ctr_policy_schema()
 * for editors. ctr_diff_options takes one. Findings stay visible whatever a policy says of them.
 */
#ifndef CONTRACTS_POLICY_H
#define CONTRACTS_POLICY_H

#include <contracts/spec.h>

CTR_BEGIN_DECLS

/** What a policy says of version labels 0.y.z. */
typedef enum ctr_zero_rule {
    CTR_ZERO_SHIFT = 1, /**< a break asks for minor, an addition for patch; the default */
    CTR_ZERO_SAME = 2,  /**< as from 1.0.0 on */
    CTR_ZERO_FREE = 3,  /**< patch is enough for everything */
    CTR_ZERO_FORCE_INT32 = 0x7fffffff
} ctr_zero_rule;

/** What it says of a base that is a pre-release. */
typedef enum ctr_prerelease_rule {
    CTR_PRERELEASE_RELEASE = 1, /**< it counts as its release; the default */
    CTR_PRERELEASE_NEXT = 2,    /**< the next pre-release is enough for everything */
    CTR_PRERELEASE_FORCE_INT32 = 0x7fffffff
} ctr_prerelease_rule;

/** What it says of labels that are no semantic versions. */
typedef enum ctr_label_rule {
    CTR_LABEL_KEEP = 1,   /**< taken as they are, never compared; the default */
    CTR_LABEL_REFUSE = 2, /**< refused */
    CTR_LABEL_FORCE_INT32 = 0x7fffffff
} ctr_label_rule;

/** What warnings and undecided findings ask for. */
typedef enum ctr_risk_rule {
    CTR_RISK_PROFILE = 1, /**< major under the strict profile, else minor; the default */
    CTR_RISK_MAJOR = 2,   /**< major */
    CTR_RISK_MINOR = 3,   /**< minor */
    CTR_RISK_FORCE_INT32 = 0x7fffffff
} ctr_risk_rule;

/** How versions fall into lines that are not compared with one another. */
typedef enum ctr_line_rule {
    CTR_LINE_NONE = 1,     /**< all are one line; the default */
    CTR_LINE_MAJOR = 2,    /**< by the major number of a label that was declared */
    CTR_LINE_DOCUMENT = 3, /**< by a value in the document */
    CTR_LINE_FORCE_INT32 = 0x7fffffff
} ctr_line_rule;

/** Where a waiver stands at an instant. */
typedef enum ctr_waiver_state {
    CTR_WAIVER_ACTIVE = 1,
    CTR_WAIVER_EXPIRED = 2,
    CTR_WAIVER_PENDING = 3, /**< it begins later */
    CTR_WAIVER_FORCE_INT32 = 0x7fffffff
} ctr_waiver_state;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_zero_rule_name(ctr_zero_rule rule);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_prerelease_rule_name(ctr_prerelease_rule rule);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_label_rule_name(ctr_label_rule rule);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_risk_rule_name(ctr_risk_rule rule);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_line_rule_name(ctr_line_rule rule);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_waiver_state_name(ctr_waiver_state state);
/** @return 1 and @p out set if @p word names a rule, else 0. @since 0.1 */
CTR_API int ctr_zero_rule_parse(const char *word, ctr_zero_rule *out);
/** @return 1 and @p out set if @p word names a rule, else 0. @since 0.1 */
CTR_API int ctr_prerelease_rule_parse(const char *word, ctr_prerelease_rule *out);
/** @return 1 and @p out set if @p word names a rule, else 0. @since 0.1 */
CTR_API int ctr_label_rule_parse(const char *word, ctr_label_rule *out);
/** @return 1 and @p out set if @p word names a rule, else 0. @since 0.1 */
CTR_API int ctr_risk_rule_parse(const char *word, ctr_risk_rule *out);
/** @return 1 and @p out set if @p word names a rule, else 0. @since 0.1 */
CTR_API int ctr_line_rule_parse(const char *word, ctr_line_rule *out);
/** @return 1 and @p out set if @p word names a state, else 0. @since 0.1 */
CTR_API int ctr_waiver_state_parse(const char *word, ctr_waiver_state *out);

/**
 * Read a policy completely.
 *
 * @param source   the document; its format and resolver are not used
 * @param options  limits and allocator; the rest is not used; NULL = defaults
 * @param out      [owned] free with ctr_policy_free()
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  malformed, a rule that is not known, a waiver without reason, owner or
 *                      expiry, or one that holds for longer than the policy allows; details "file",
 *                      "line", "column", "field"
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_policy_read(const ctr_source *source,
                                                 const ctr_diff_options *options, ctr_policy **out,
                                                 ctr_error **err);
/** @return [borrowed from policy] id that the document gives itself, NULL if none. @since 0.1 */
CTR_API const char *ctr_policy_id(const ctr_policy *policy);
/** @return [borrowed from policy] SHA-256 of what it says, in hex; how it is written does not
 *  matter. @since 0.1 */
CTR_API const char *ctr_policy_sha256(const ctr_policy *policy);
/** @return 1 if findings on parts that nobody uses are set aside. @since 0.1 */
CTR_API int ctr_policy_ignore_unused(const ctr_policy *policy);
/** @return longest term of a waiver in days, 0 if there is no such limit. @since 0.1 */
CTR_API int64_t ctr_policy_max_waiver_days(const ctr_policy *policy);
/** @since 0.1 */
CTR_API ctr_zero_rule ctr_policy_zero(const ctr_policy *policy);
/** @since 0.1 */
CTR_API ctr_prerelease_rule ctr_policy_prerelease(const ctr_policy *policy);
/** @since 0.1 */
CTR_API ctr_label_rule ctr_policy_labels(const ctr_policy *policy);
/** @since 0.1 */
CTR_API ctr_risk_rule ctr_policy_risk(const ctr_policy *policy);
/** @since 0.1 */
CTR_API ctr_line_rule ctr_policy_lines(const ctr_policy *policy);
/** @return [borrowed from policy] JSON pointer of the value that makes lines, NULL if none does.
 *  @since 0.1 */
CTR_API const char *ctr_policy_line_pointer(const ctr_policy *policy);

/** @return number of entries about levels, in their order; the last one that fits a finding rules.
 *  @since 0.1 */
CTR_API size_t ctr_policy_levels(const ctr_policy *policy);
/** @return [borrowed from policy] rule or pattern of an entry, NULL past the end. @since 0.1 */
CTR_API const char *ctr_policy_rule(const ctr_policy *policy, size_t index);
/** @return language that the entry is for, CTR_FORMAT_AUTO = any. @since 0.1 */
CTR_API ctr_format ctr_policy_format(const ctr_policy *policy, size_t index);
/** @return direction that the entry is for, 0 = any. @since 0.1 */
CTR_API ctr_direction ctr_policy_direction(const ctr_policy *policy, size_t index);
/** @return level that it gives, 0 past the end. @since 0.1 */
CTR_API ctr_level ctr_policy_level(const ctr_policy *policy, size_t index);

/** @return number of waivers, in their order. @since 0.1 */
CTR_API size_t ctr_policy_waivers(const ctr_policy *policy);
/** @return [borrowed from policy] NULL past the end. @since 0.1 */
CTR_API const ctr_waiver *ctr_policy_waiver(const ctr_policy *policy, size_t index);
/** @return [borrowed from waiver] fingerprint of the finding, NULL if it goes by rule and part.
 *  @since 0.1 */
CTR_API const char *ctr_waiver_fingerprint(const ctr_waiver *waiver);
/** @return [borrowed from waiver] rule id, NULL if not named. @since 0.1 */
CTR_API const char *ctr_waiver_rule(const ctr_waiver *waiver);
/** @return [borrowed from waiver] part, NULL if not named. @since 0.1 */
CTR_API const char *ctr_waiver_part(const ctr_waiver *waiver);
/** @return [borrowed from waiver] why the finding is accepted. @since 0.1 */
CTR_API const char *ctr_waiver_reason(const ctr_waiver *waiver);
/** @return [borrowed from waiver] who answers for it. @since 0.1 */
CTR_API const char *ctr_waiver_owner(const ctr_waiver *waiver);
/** @return when it begins, microseconds; 0 = it always held. @since 0.1 */
CTR_API int64_t ctr_waiver_since(const ctr_waiver *waiver);
/** @return last instant it holds, microseconds. @since 0.1 */
CTR_API int64_t ctr_waiver_expires(const ctr_waiver *waiver);
/** @return where it stands at an instant, microseconds. @since 0.1 */
CTR_API ctr_waiver_state ctr_waiver_state_at(const ctr_waiver *waiver, int64_t at_us);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_policy_render(const ctr_policy *policy, ctr_render kind,
                                                   ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_policy_free(ctr_policy *policy);

/**
 * Write the JSON Schema (draft 2020-12) of policies.
 *
 * @param write  takes the text
 * @param user   handed to it
 * @param err    [owned] may be NULL
 * @retval CTR_E_CANCELLED  @p write stopped it
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_policy_schema(ctr_write_fn write, void *user, ctr_error **err);

CTR_END_DECLS
#endif
