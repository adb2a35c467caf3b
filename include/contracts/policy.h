/**
 * @file contracts/policy.h
 * @brief What a team makes of findings: levels, waivers, notice, parts that nobody uses, versions.
 *
 * A policy is a small document in JSON or YAML; doc/policy.md describes it, and ctr_policy_schema()
 * for editors. ctr_diff_options takes one. Findings stay visible whatever a policy says of them.
 */
#ifndef CONTRACTS_POLICY_H
#define CONTRACTS_POLICY_H

#include <contracts/spec.h>
#include <contracts/store.h>

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
    CTR_WAIVER_PENDING = 3,  /**< it begins later */
    CTR_WAIVER_TOO_LONG = 4, /**< for longer than the policies joined allow: it does not hold */
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
/** @return days of notice that a deprecation has to give, 0 if none are asked for; they hold where
 *  ctr_diff_options names none. @since 0.1 */
CTR_API int64_t ctr_policy_grace_days(const ctr_policy *policy);
/** @return the same for operations whose x-stability-level is beta. @since 0.1 */
CTR_API int64_t ctr_policy_grace_days_beta(const ctr_policy *policy);
/** @return what it says of labels 0.y.z; the default also for NULL. @since 0.1 */
CTR_API ctr_zero_rule ctr_policy_zero(const ctr_policy *policy);
/** @return what it says of a base that is a pre-release; the default also for NULL. @since 0.1 */
CTR_API ctr_prerelease_rule ctr_policy_prerelease(const ctr_policy *policy);
/** @return what it says of labels without order; the default also for NULL. @since 0.1 */
CTR_API ctr_label_rule ctr_policy_labels(const ctr_policy *policy);
/** @return what warnings and undecided findings ask for; the default also for NULL. @since 0.1 */
CTR_API ctr_risk_rule ctr_policy_risk(const ctr_policy *policy);
/** @return what it says of lines of versions; the default also for NULL. @since 0.1 */
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
/** @return [borrowed from policy] team whose it is, NULL if it was read from a document.
 *  @since 0.1 */
CTR_API const char *ctr_policy_team(const ctr_policy *policy);
/** @return [borrowed from policy] contract whose it is, NULL if it is the team's own. @since 0.1 */
CTR_API const char *ctr_policy_contract(const ctr_policy *policy);
/** @return which edition it is, from 1; 0 if it is none of a store, or joined of two. @since 0.1 */
CTR_API int64_t ctr_policy_revision(const ctr_policy *policy);
/** @return when it was set, microseconds, 0 likewise. @since 0.1 */
CTR_API int64_t ctr_policy_set_at(const ctr_policy *policy);
/** @return [borrowed from policy] who set it, NULL likewise. @since 0.1 */
CTR_API const char *ctr_policy_set_by(const ctr_policy *policy);
/** @return [borrowed from policy] why, NULL if nobody said. @since 0.1 */
CTR_API const char *ctr_policy_reason(const ctr_policy *policy);
/** @return 1 if it answers a dry run: nothing was kept. @since 0.1 */
CTR_API int ctr_policy_dry_run(const ctr_policy *policy);
/** @return 1 if ctr_policy_used() are all parts that anybody uses. @since 0.1 */
CTR_API int ctr_policy_used_known(const ctr_policy *policy);
/** @return number of parts that consumers use, if that is known. @since 0.1 */
CTR_API size_t ctr_policy_used(const ctr_policy *policy);
/** @return [borrowed from policy] such a part, NULL past the end. @since 0.1 */
CTR_API const char *ctr_policy_used_part(const ctr_policy *policy, size_t index);
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

/* --- in a store: evolving and activating go by the contract's policy upon its team's --- */

/**
 * Give a contract, or a team, a policy in the place of the one it has. The same once more changes
 * nothing.
 *
 * @param team    the team
 * @param name    the contract; NULL = the team's own, for all of its contracts
 * @param source  the document
 * @param call    actor, reason, if_revision (of the edition before), dry run; NULL = defaults
 * @param out     [owned] free with ctr_policy_free(); may be NULL
 * @param err     [owned] may be NULL
 * @retval CTR_E_INPUT      as of ctr_policy_read(), the limit of the team for a waiver too
 * @retval CTR_E_NOT_FOUND  there is no such contract
 * @retval CTR_E_CONFLICT   it is at another revision
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_policy_set(ctr_store *store, const char *team,
                                                const char *name, const ctr_source *source,
                                                const ctr_call *call, ctr_policy **out,
                                                ctr_error **err);

/**
 * Take the policy of a contract, or of a team, away; its editions are kept.
 *
 * @param team  the team
 * @param name  the contract; NULL = the team's own
 * @param call  as of ctr_policy_set()
 * @param out   [owned] an empty policy; free with ctr_policy_free(); may be NULL
 * @param err   [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  there is none
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_policy_clear(ctr_store *store, const char *team,
                                                  const char *name, const ctr_call *call,
                                                  ctr_policy **out, ctr_error **err);

/** Flag of ctr_policy_get(): what holds, the contract's upon the team's. */
#define CTR_POLICY_EFFECTIVE UINT32_C(1)
/** @return CTR_POLICY_EFFECTIVE, for bindings. @since 0.1 */
CTR_API uint32_t ctr_policy_effective(void);

/**
 * The policy of a contract or of a team. What holds for a contract is its own upon its team's: the
 * contract's levels come last and so rule, waivers of both hold, of two longest terms the shorter
 * does, and of the rest the contract's.
 *
 * @param team   the team
 * @param name   the contract; NULL = the team's own
 * @param flags  0 or CTR_POLICY_EFFECTIVE
 * @param out    [owned] free with ctr_policy_free()
 * @param err    [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  there is none
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_policy_get(ctr_store *store, const char *team,
                                                const char *name, uint32_t flags, ctr_policy **out,
                                                ctr_error **err);

/** A waiver to be added. It goes by fingerprint, or by rule and part. */
typedef struct ctr_waive {
    uint32_t struct_size; /**< sizeof(ctr_waive) */
    const char *team;
    const char *name;        /**< the contract; NULL = to the team's own policy */
    const char *fingerprint; /**< of the finding; NULL = by rule and part */
    const char *rule;
    const char *part;
    const char *owner;   /**< who answers for it */
    const char *since;   /**< RFC 3339 or a date; NULL = the instant of the call */
    const char *expires; /**< RFC 3339, or a date, which is its end in UTC */
} ctr_waive;

/** Fill with defaults. @p size is sizeof(ctr_waive) at the caller. @since 0.1 */
CTR_API void ctr_waive_init(ctr_waive *waive, size_t size);

/**
 * Add a waiver to the policy of a contract or a team, which gets one if it has none. The same once
 * more changes nothing.
 *
 * @param waive  the waiver
 * @param call   its reason is the waiver's, and needed; else as of ctr_policy_set()
 * @param out    [owned] the policy; free with ctr_policy_free(); may be NULL
 * @param err    [owned] may be NULL
 * @retval CTR_E_ARGUMENT  a rule that is not known, no owner, no reason, no expiry, or too late a
 *                         one; detail "field"
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_policy_waive(ctr_store *store, const ctr_waive *waive,
                                                  const ctr_call *call, ctr_policy **out,
                                                  ctr_error **err);

/** Waivers with where they stand. */
typedef struct ctr_waiver_list ctr_waiver_list;

/**
 * The waivers that hold for a contract, its team's first; of a team its own. They are as many as
 * their policies have, in one page.
 *
 * @param team   the team
 * @param name   the contract; NULL = the team's own
 * @param at_us  when; 0 = the store's clock
 * @param out    [owned] free with ctr_waiver_list_free()
 * @param err    [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_waiver_find(ctr_store *store, const char *team,
                                                 const char *name, int64_t at_us,
                                                 ctr_waiver_list **out, ctr_error **err);
/** @return number of waivers. @since 0.1 */
CTR_API size_t ctr_waiver_list_count(const ctr_waiver_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_waiver *ctr_waiver_list_waiver(const ctr_waiver_list *list, size_t index);
/** @return where it stands. @since 0.1 */
CTR_API ctr_waiver_state ctr_waiver_list_state(const ctr_waiver_list *list, size_t index);
/** @return [borrowed from list] whose policy has it: "team" or "team/name". @since 0.1 */
CTR_API const char *ctr_waiver_list_of(const ctr_waiver_list *list, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_waiver_list_render(const ctr_waiver_list *list,
                                                        ctr_render kind, ctr_write_fn write,
                                                        void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_waiver_list_free(ctr_waiver_list *list);

CTR_END_DECLS
#endif
