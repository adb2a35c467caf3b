/**
 * @file contracts/contract.h
 * @brief Contracts and their versions: what is promised, and the life a promise goes through.
 *
 * A contract is named by team and name: `[A-Za-z0-9][A-Za-z0-9._-]{0,127}` each, unique without
 * regard to case. It has versions; a version has a label, a document and a state:
 *
 *     draft -> active -> deprecated -> retired
 *     draft -> retired (withdrawn)   active -> retired   deprecated -> active (reactivated)
 *
 * At most one version of a contract is active, at any moment, under any race.
 *
 * Wherever a function takes a `selector`, it is the label of a version; or NULL, "" or "active" for
 * the active one; or "latest" for the newest created; or a range in npm's grammar (`^1.2`, `~1.2`,
 * `1.2.x`, `>=1.2 <2`, `!=1.3.0`, lists with `,` and `||`), which picks the highest version that is
 * active or deprecated. A label wins over a range.
 */
#ifndef CONTRACTS_CONTRACT_H
#define CONTRACTS_CONTRACT_H

#include <contracts/spec.h>
#include <contracts/types.h>

CTR_BEGIN_DECLS

/** What an agreement is about. */
typedef enum ctr_type {
    CTR_TYPE_REST_API = 1,
    CTR_TYPE_MESSAGE_QUEUE = 2,
    CTR_TYPE_DATABASE_SCHEMA = 3,
    CTR_TYPE_PHASE_TRANSITION = 4,
    CTR_TYPE_DATA_FORMAT = 5,
    CTR_TYPE_EVENT = 6,
    CTR_TYPE_MASTER = 7,
    CTR_TYPE_SOW = 8,
    CTR_TYPE_FORCE_INT32 = 0x7fffffff
} ctr_type;

/** Where a version stands. */
typedef enum ctr_state {
    CTR_STATE_DRAFT = 1,
    CTR_STATE_ACTIVE = 2,
    CTR_STATE_DEPRECATED = 3,
    CTR_STATE_RETIRED = 4,
    CTR_STATE_FORCE_INT32 = 0x7fffffff
} ctr_state;

/** @return [borrowed from the library] word such as "rest-api"; "unknown" for others. @since 0.1 */
CTR_API const char *ctr_type_name(ctr_type type);
/** @return [borrowed from the library] word such as "draft"; "unknown" for others. @since 0.1 */
CTR_API const char *ctr_state_name(ctr_state state);
/** Also takes REST_API and the like. @return 1 and @p out set, or 0. @since 0.1 */
CTR_API int ctr_type_parse(const char *word, ctr_type *out);
/** @return 1 and @p out set if @p word names a state, else 0. @since 0.1 */
CTR_API int ctr_state_parse(const char *word, ctr_state *out);

/** A version together with the facts of its contract. */
typedef struct ctr_version ctr_version;

/** @return [borrowed from version] team. @since 0.1 */
CTR_API const char *ctr_version_team(const ctr_version *version);
/** @return [borrowed from version] contract's name. @since 0.1 */
CTR_API const char *ctr_version_name(const ctr_version *version);
/** @return [borrowed from version] label as written. @since 0.1 */
CTR_API const char *ctr_version_label(const ctr_version *version);
/** @return [borrowed from version] UUIDv7 of the version. @since 0.1 */
CTR_API const char *ctr_version_id(const ctr_version *version);
/** @since 0.1 */
CTR_API ctr_type ctr_version_type(const ctr_version *version);
/** @since 0.1 */
CTR_API ctr_format ctr_version_format(const ctr_version *version);
/** @since 0.1 */
CTR_API ctr_state ctr_version_state(const ctr_version *version);
/** @since 0.1 */
CTR_API ctr_mode ctr_version_mode(const ctr_version *version);
/** @since 0.1 */
CTR_API ctr_profile ctr_version_profile(const ctr_version *version);
/** @return counter behind optimistic locking, from 1. @since 0.1 */
CTR_API int64_t ctr_version_revision(const ctr_version *version);
/** @return [borrowed from version] role that owns the contract, NULL if none. @since 0.1 */
CTR_API const char *ctr_version_owner_role(const ctr_version *version);
/** @return [borrowed from version] agent that owns the contract, NULL if none. @since 0.1 */
CTR_API const char *ctr_version_owner_agent(const ctr_version *version);
/** @return [borrowed from version] metadata, a JSON object; "{}" if none. @since 0.1 */
CTR_API const char *ctr_version_metadata(const ctr_version *version);
/** @return [borrowed from version] label of the version it was compared with, NULL if none.
 *  @since 0.1 */
CTR_API const char *ctr_version_base(const ctr_version *version);
/** @return [borrowed from version] label of the version that took its place, NULL if none.
 *  @since 0.1 */
CTR_API const char *ctr_version_superseded_by(const ctr_version *version);
/** @return [borrowed from version] reason given at the last change of state, NULL if none.
 *  @since 0.1 */
CTR_API const char *ctr_version_reason(const ctr_version *version);
/** @return [borrowed from version] why its break is a decision, NULL if none was declared.
 *  @since 0.1 */
CTR_API const char *ctr_version_break_reason(const ctr_version *version);
/** @return [borrowed from version] SHA-256 of the document, 64 hex digits. @since 0.1 */
CTR_API const char *ctr_version_document_sha256(const ctr_version *version);
/** @return size of the document, bytes. @since 0.1 */
CTR_API int64_t ctr_version_document_size(const ctr_version *version);
/** @return number of consumers that resolve to it. @since 0.1 */
CTR_API int64_t ctr_version_consumers(const ctr_version *version);
/** @return when it was created, microseconds since 1970 UTC. @since 0.1 */
CTR_API int64_t ctr_version_created_us(const ctr_version *version);
/** @return [borrowed from version] who created it. @since 0.1 */
CTR_API const char *ctr_version_created_by(const ctr_version *version);
/** @return when it was last activated, 0 if never. @since 0.1 */
CTR_API int64_t ctr_version_activated_us(const ctr_version *version);
/** @return when it was deprecated, 0 if it is not. @since 0.1 */
CTR_API int64_t ctr_version_deprecated_us(const ctr_version *version);
/** @return when it was retired, 0 if it is not. @since 0.1 */
CTR_API int64_t ctr_version_retired_us(const ctr_version *version);
/** @return when it will stop being served, 0 if not announced. @since 0.1 */
CTR_API int64_t ctr_version_sunset_us(const ctr_version *version);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_version_dry_run(const ctr_version *version);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_version_render(const ctr_version *version, ctr_render kind,
                                                    ctr_write_fn write, void *user,
                                                    ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_version_free(ctr_version *version);

/** Flag of ctr_create: answer with the version that is there instead of CTR_E_EXISTS, provided that
 *  it has the same document. */
#define CTR_CREATE_IF_ABSENT UINT32_C(1)

/** A contract to create. */
typedef struct ctr_create {
    uint32_t struct_size; /**< sizeof(ctr_create) */
    uint32_t flags;       /**< CTR_CREATE_* */
    const char *team;
    const char *name;
    const char *label; /**< label of the first version; NULL = "1.0.0" */
    ctr_type type;     /**< 0 = by the format: rest-api for openapi and graphql, message-queue for
                          asyncapi, database-schema for sql, phase-transition for phase,
                          master and sow for these, data-format for the rest */
    ctr_mode mode;
    ctr_profile profile;
    uint32_t reserved;
    ctr_source document;     /**< first document; format AUTO = found out */
    const char *owner_role;  /**< NULL = none */
    const char *owner_agent; /**< NULL = none */
    const char *metadata;    /**< a JSON object; NULL = "{}" */
} ctr_create;

/** Fill with defaults. @p size is sizeof(ctr_create) at the caller. @since 0.1 */
CTR_API void ctr_create_init(ctr_create *create, size_t size);

/**
 * Create a contract with its first version, a draft.
 *
 * @param call  NULL = defaults
 * @param out   [owned] the draft; may be NULL if not wanted
 * @param err   [owned] may be NULL
 * @retval CTR_E_EXISTS  the team has a contract of that name; detail "version"
 * @retval CTR_E_INPUT   the document is malformed, or a governing one by which nothing could be
 *                       reckoned (doc/terms.md); details "file", "line", "column"
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_contract_create(ctr_store *store, const ctr_create *create,
                                                     const ctr_call *call, ctr_version **out,
                                                     ctr_error **err);

/** A new edition of a contract. */
typedef struct ctr_evolve {
    uint32_t struct_size; /**< sizeof(ctr_evolve) */
    uint32_t reserved;
    const char *team;
    const char *name;
    const char *label;   /**< declared label; NULL = the proposed one */
    ctr_source document; /**< format AUTO = that of the base */
} ctr_evolve;

/** Fill with defaults. @p size is sizeof(ctr_evolve) at the caller. @since 0.1 */
CTR_API void ctr_evolve_init(ctr_evolve *evolve, size_t size);

/** What a new edition changes, what it should be called, and whom it breaks. */
typedef struct ctr_evolution ctr_evolution;

/**
 * Store a new edition as a draft and compare it with the active version (or the newest that was
 * ever active). The draft is stored whether it breaks or not; activation is where the rules bite.
 * The same call repeated gives the same draft, with the comparison that was stored; where
 * activation would decide otherwise by now (a waiver expired, notice ran short), with that of now.
 *
 * @param call  CTR_CALL_DECLARE_BREAK with a reason records that a break is meant;
 *              CTR_CALL_DRY_RUN asks for no store that can be written
 * @param out   [owned] free with ctr_evolution_free(); may be NULL
 * @param err   [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract
 * @retval CTR_E_EXISTS     no difference and no label given (detail "base"), or the label is taken
 * @retval CTR_E_ARGUMENT   the label is not above the base's, or none is given after one that has
 *                          no order
 * @retval CTR_E_STATE      no version was ever active, and no label is given
 * @retval CTR_E_INPUT      as of ctr_contract_create()
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_contract_evolve(ctr_store *store, const ctr_evolve *evolve,
                                                     const ctr_call *call, ctr_evolution **out,
                                                     ctr_error **err);

/**
 * What ctr_contract_evolve() would make of a document, and whom that would break. Nothing is kept,
 * and the store need not be one that can be written. A document that does not differ from its base
 * is told as the base, without findings.
 *
 * @param out  [owned] free with ctr_evolution_free(); ctr_evolution_dry_run() is 1
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract
 * @retval CTR_E_EXISTS     the label is taken
 * @retval CTR_E_ARGUMENT   as of ctr_contract_evolve()
 * @retval CTR_E_STATE      no version was ever active, and no label is given
 * @retval CTR_E_INPUT      as of ctr_contract_create()
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_contract_impact(ctr_store *store, const ctr_evolve *evolve,
                                                     ctr_evolution **out, ctr_error **err);

/**
 * The evolution as it was stored with a version; nothing is computed again but the consumers.
 *
 * @param out  [owned] free with ctr_evolution_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such version, or it had no base to be compared with
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_contract_evolution(ctr_store *store, const char *team,
                                                        const char *name, const char *selector,
                                                        ctr_evolution **out, ctr_error **err);

/**
 * Bring an old document back: a new draft on the active version with the bytes of @p selector.
 *
 * @param label  label of the draft; NULL = the proposed one
 * @param call   a reason is mandatory; it counts as the decision to break
 * @param out    [owned] may be NULL
 * @param err    [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_contract_rollback(ctr_store *store, const char *team,
                                                       const char *name, const char *selector,
                                                       const char *label, const ctr_call *call,
                                                       ctr_evolution **out, ctr_error **err);

/** @return [borrowed from evolution] the draft. @since 0.1 */
CTR_API const ctr_version *ctr_evolution_version(const ctr_evolution *evolution);
/** @return [borrowed from evolution] the comparison; NULL if there was no base. @since 0.1 */
CTR_API const ctr_diff *ctr_evolution_diff(const ctr_evolution *evolution);
/** @return the worst of all comparisons, with the base and under a transitive mode with every
 *  version before it; 0 if there was no base. @since 0.1 */
CTR_API ctr_verdict ctr_evolution_verdict(const ctr_evolution *evolution);
/** @return number of versions that it was compared with besides the base: under a transitive mode
 *  each that had been active by then, also a retired one, the newest first; else 0. @since 0.1 */
CTR_API size_t ctr_evolution_earlier(const ctr_evolution *evolution);
/** @return [borrowed from evolution] label of such a version, NULL past the end. @since 0.1 */
CTR_API const char *ctr_evolution_earlier_version(const ctr_evolution *evolution, size_t index);
/** @return [borrowed from evolution] the comparison with it, NULL past the end. @since 0.1 */
CTR_API const ctr_diff *ctr_evolution_earlier_diff(const ctr_evolution *evolution, size_t index);
/** @return [borrowed from evolution] label of the version it was compared with, NULL if there was
 *  none. @since 0.1 */
CTR_API const char *ctr_evolution_base(const ctr_evolution *evolution);
/** @return [borrowed from evolution] proposed label, NULL if none can be proposed. @since 0.1 */
CTR_API const char *ctr_evolution_proposed(const ctr_evolution *evolution);
/** @return 1 if the draft's label is at least the proposed one. @since 0.1 */
CTR_API int ctr_evolution_sufficient(const ctr_evolution *evolution);
/** @return what the changes ask for after the base's label, 0 without a base. @since 0.1 */
CTR_API ctr_bump ctr_evolution_bump(const ctr_evolution *evolution);
/** @return [borrowed from evolution] why, such as "2 breaking findings: major; below 1.0.0 that is
 *  minor"; NULL without a base. @since 0.1 */
CTR_API const char *ctr_evolution_bump_text(const ctr_evolution *evolution);

/** What a new edition does to a consumer. */
typedef enum ctr_effect {
    CTR_EFFECT_BREAKS = 1,            /**< a part it uses breaks, and its pin admits the edition */
    CTR_EFFECT_BREAKS_ON_UPGRADE = 2, /**< a part it uses breaks, but its pin keeps it away */
    CTR_EFFECT_UNKNOWN = 3,           /**< only undecided findings touch its parts */
    CTR_EFFECT_UNAFFECTED = 4,
    CTR_EFFECT_FORCE_INT32 = 0x7fffffff
} ctr_effect;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_effect_name(ctr_effect effect);
/** @return number of consumers listed, worst first. @since 0.1 */
CTR_API size_t ctr_evolution_consumers(const ctr_evolution *evolution);
/** @return [borrowed from evolution] consumer's name, NULL past the end. @since 0.1 */
CTR_API const char *ctr_evolution_consumer(const ctr_evolution *evolution, size_t index);
/** @return [borrowed from evolution] consumer's role, NULL if none or past the end. @since 0.1 */
CTR_API const char *ctr_evolution_role(const ctr_evolution *evolution, size_t index);
/** @return [borrowed from evolution] consumer's pin, NULL if none or past the end. @since 0.1 */
CTR_API const char *ctr_evolution_pin(const ctr_evolution *evolution, size_t index);
/** @return [borrowed from evolution] label of the version that the consumer resolves to, NULL if
 *  none or past the end. @since 0.1 */
CTR_API const char *ctr_evolution_follows(const ctr_evolution *evolution, size_t index);
/** @since 0.1 */
CTR_API ctr_effect ctr_evolution_effect(const ctr_evolution *evolution, size_t index);
/** @return number of broken parts that the consumer uses. @since 0.1 */
CTR_API size_t ctr_evolution_parts(const ctr_evolution *evolution, size_t index);
/** @return [borrowed from evolution] one of them, NULL past the end. @since 0.1 */
CTR_API const char *ctr_evolution_part(const ctr_evolution *evolution, size_t index, size_t part);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_evolution_dry_run(const ctr_evolution *evolution);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_evolution_render(const ctr_evolution *evolution,
                                                      ctr_render kind, ctr_write_fn write,
                                                      void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_evolution_free(ctr_evolution *evolution);

/**
 * Make a draft the active version. The active one before it becomes deprecated ("superseded by
 * L"), and consumers whose pin admits the new version follow to it.
 *
 * @param call  CTR_CALL_DECLARE_BREAK with a reason lets a break or an undecided change pass
 * @param out   [owned] the version as it now stands; may be NULL
 * @param err   [owned] may be NULL
 * @retval CTR_E_STATE     it is not a draft; or its label is below the proposed one; or it breaks
 *                         the contract's mode and no decision to break is recorded
 * @retval CTR_E_INPUT     the document is a governing one by which nothing could be reckoned, as an
 *                         import may bring it (doc/terms.md); details "line", "column"
 * @retval CTR_E_CONFLICT  another version was activated since; detail "winner"; evolve again
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_version_activate(ctr_store *store, const char *team,
                                                      const char *name, const char *label,
                                                      const ctr_call *call, ctr_version **out,
                                                      ctr_error **err);

/**
 * Announce the end of the active version.
 *
 * @param call       a reason is mandatory
 * @param sunset_us  when it will stop being served, 0 = not announced; not in the past
 * @param out        [owned] may be NULL
 * @param err        [owned] may be NULL
 * @retval CTR_E_STATE  it is not active
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_version_deprecate(ctr_store *store, const char *team,
                                                       const char *name, const char *label,
                                                       int64_t sunset_us, const ctr_call *call,
                                                       ctr_version **out, ctr_error **err);

/**
 * Take back a deprecation.
 *
 * @param call  a reason is mandatory
 * @param out   [owned] may be NULL
 * @param err   [owned] may be NULL
 * @retval CTR_E_STATE  it is not deprecated, or another version is active (detail "winner")
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_version_reactivate(ctr_store *store, const char *team,
                                                        const char *name, const char *label,
                                                        const ctr_call *call, ctr_version **out,
                                                        ctr_error **err);

/**
 * Withdraw a draft, or end a version that is active or deprecated.
 *
 * @param call  CTR_CALL_FORCE with a reason overrules consumers, sunset, and that it runs
 * @param out   [owned] may be NULL
 * @param err   [owned] may be NULL
 * @retval CTR_E_STATE  retired already; or consumers resolve to it; or it, or a build made against
 *                      it, runs in an environment, also a draft; or its sunset is ahead
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_version_retire(ctr_store *store, const char *team,
                                                    const char *name, const char *label,
                                                    const ctr_call *call, ctr_version **out,
                                                    ctr_error **err);

/** Facts of a contract to change; NULL or 0 leaves one as it is, "" clears a text. */
typedef struct ctr_edit {
    uint32_t struct_size; /**< sizeof(ctr_edit) */
    ctr_mode mode;
    ctr_profile profile;
    uint32_t reserved;
    const char *owner_role;
    const char *owner_agent;
    const char *metadata; /**< a JSON object */
} ctr_edit;

/** Fill with defaults. @p size is sizeof(ctr_edit) at the caller. @since 0.1 */
CTR_API void ctr_edit_init(ctr_edit *edit, size_t size);

/**
 * Change owner, metadata, mode or profile of a contract.
 *
 * @param out  [owned] its active, else its newest version; may be NULL
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_contract_edit(ctr_store *store, const char *team,
                                                   const char *name, const ctr_edit *edit,
                                                   const ctr_call *call, ctr_version **out,
                                                   ctr_error **err);

/**
 * The active version: the hot path, answered from memory while nobody changed the contract.
 *
 * @param out  [owned] free with ctr_version_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract, or no version of it is active
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_contract_active(ctr_store *store, const char *team,
                                                     const char *name, ctr_version **out,
                                                     ctr_error **err);

/**
 * One version by selector (see the top of this page).
 *
 * @param out  [owned] free with ctr_version_free()
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_version_get(ctr_store *store, const char *team,
                                                 const char *name, const char *selector,
                                                 ctr_version **out, ctr_error **err);

/** The bytes of a document. */
typedef struct ctr_document ctr_document;

/**
 * A version's document, byte for byte as it was given.
 *
 * @param path  NULL = the document itself; else the relative path of a file it refers to
 * @param out   [owned] free with ctr_document_free()
 * @param err   [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_version_document(ctr_store *store, const char *team,
                                                      const char *name, const char *selector,
                                                      const char *path, ctr_document **out,
                                                      ctr_error **err);
/** @return [borrowed from document] the bytes, followed by a NUL that is not counted. @since 0.1 */
CTR_API const void *ctr_document_data(const ctr_document *document);
/** @return count of bytes. @since 0.1 */
CTR_API size_t ctr_document_size(const ctr_document *document);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_document_free(ctr_document *document);

/** Several versions, in one block. */
typedef struct ctr_version_list ctr_version_list;

/** Which contracts to list. Every field narrows; NULL or 0 = any. */
typedef struct ctr_contract_filter {
    uint32_t struct_size; /**< sizeof(ctr_contract_filter) */
    ctr_type type;
    ctr_state state; /**< of the version shown */
    uint32_t limit;  /**< items a page; default 100, at most 1000 */
    const char *team;
    const char *prefix; /**< beginning of the name, without regard to case */
    const char *owner_role;
    const char *owner_agent;
    const char *after; /**< ctr_version_list_next() of the page before; anything else is
                            CTR_E_ARGUMENT */
} ctr_contract_filter;

/** Fill with defaults. @p size is sizeof(ctr_contract_filter) at the caller. @since 0.1 */
CTR_API void ctr_contract_filter_init(ctr_contract_filter *filter, size_t size);

/**
 * List contracts by team and name, each shown as its active, else its newest version.
 *
 * @param filter  NULL = all
 * @param out     [owned] free with ctr_version_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_contract_list(ctr_store *store,
                                                   const ctr_contract_filter *filter,
                                                   ctr_version_list **out, ctr_error **err);

/**
 * All versions of a contract in the order of their creation.
 *
 * @param after  ctr_version_list_next() of the page before; NULL = from the start
 * @param limit  items a page; 0 = 100, at most 1000
 * @param out    [owned] free with ctr_version_list_free()
 * @param err    [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_contract_history(ctr_store *store, const char *team,
                                                      const char *name, const char *after,
                                                      uint32_t limit, ctr_version_list **out,
                                                      ctr_error **err);
/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_version_list_count(const ctr_version_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_version *ctr_version_list_at(const ctr_version_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_version_list_next(const ctr_version_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_version_list_render(const ctr_version_list *list,
                                                         ctr_render kind, ctr_write_fn write,
                                                         void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_version_list_free(ctr_version_list *list);

/** Figures of a team. */
typedef struct ctr_summary ctr_summary;

/**
 * @param out  [owned] free with ctr_summary_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  the team has no contract
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_team_summary(ctr_store *store, const char *team,
                                                  ctr_summary **out, ctr_error **err);
/** @return [borrowed from summary] the team, as its contracts spell it. @since 0.1 */
CTR_API const char *ctr_summary_team(const ctr_summary *summary);
/** @return number of contracts. @since 0.1 */
CTR_API int64_t ctr_summary_contracts(const ctr_summary *summary);
/** @return number of versions. @since 0.1 */
CTR_API int64_t ctr_summary_versions(const ctr_summary *summary);
/** @return number of versions in a state. @since 0.1 */
CTR_API int64_t ctr_summary_state(const ctr_summary *summary, ctr_state state);
/** @return number of contracts of a type. @since 0.1 */
CTR_API int64_t ctr_summary_type(const ctr_summary *summary, ctr_type type);
/** @return number of contracts with an active version, listed by name. @since 0.1 */
CTR_API size_t ctr_summary_active(const ctr_summary *summary);
/** @return [borrowed from summary] name of such a contract, NULL past the end. @since 0.1 */
CTR_API const char *ctr_summary_active_name(const ctr_summary *summary, size_t index);
/** @return [borrowed from summary] label of its active version, NULL past the end. @since 0.1 */
CTR_API const char *ctr_summary_active_label(const ctr_summary *summary, size_t index);
/** @return its type, 0 past the end. @since 0.1 */
CTR_API ctr_type ctr_summary_active_type(const ctr_summary *summary, size_t index);
/** @return number of consumers that resolve to it. @since 0.1 */
CTR_API int64_t ctr_summary_active_consumers(const ctr_summary *summary, size_t index);
/** Write the result, with the active versions and their consumers. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_summary_render(const ctr_summary *summary, ctr_render kind,
                                                    ctr_write_fn write, void *user,
                                                    ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_summary_free(ctr_summary *summary);

CTR_END_DECLS
#endif
