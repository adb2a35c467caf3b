/**
 * @file contracts/spec.h
 * @brief Comparing two editions of a document, without a store.
 *
 * Nothing here touches a file or a network: documents come as bytes, other files they refer to
 * through a resolver. All functions are pure and may run on any number of threads.
 */
#ifndef CONTRACTS_SPEC_H
#define CONTRACTS_SPEC_H

#include <contracts/types.h>

CTR_BEGIN_DECLS

/** Language of a document. */
typedef enum ctr_format {
    CTR_FORMAT_AUTO = 0,          /**< found out from the content; only as an input */
    CTR_FORMAT_OPENAPI = 1,       /**< OpenAPI 3.0 and 3.1, Swagger 2.0, JSON or YAML */
    CTR_FORMAT_JSON_SCHEMA = 2,   /**< drafts 04, 06, 07, 2019-09, 2020-12, JSON or YAML */
    CTR_FORMAT_OPAQUE = 3,        /**< anything; compared by pointer where it is JSON or YAML */
    CTR_FORMAT_MASTER = 4,        /**< master contract, JSON, YAML or XML */
    CTR_FORMAT_SOW = 5,           /**< statement of work, JSON, YAML or XML */
    CTR_FORMAT_ASYNCAPI = 6,      /**< AsyncAPI 2.0 to 2.6 and 3.0, JSON or YAML */
    CTR_FORMAT_AVRO = 7,          /**< Avro schema, JSON or YAML */
    CTR_FORMAT_SQL = 9,           /**< SQL DDL: a declared schema, or migrations in their order */
    CTR_FORMAT_PROTOBUF = 8,      /**< Protocol Buffers, .proto files: proto2, proto3, editions */
    CTR_FORMAT_GRAPHQL = 10,      /**< GraphQL schema, in its own language (SDL) */
    CTR_FORMAT_AGENT_CARD = 12,   /**< agent card of A2A, JSON or YAML */
    CTR_FORMAT_MCP_TOOLS = 13,    /**< a tool of MCP, or a list of tools, JSON or YAML */
    CTR_FORMAT_PROMPT = 14,       /**< prompt template with its variables, JSON or YAML */
    CTR_FORMAT_MODEL_SCHEMA = 15, /**< input and output of a model, JSON or YAML */
    CTR_FORMAT_PHASE = 16,        /**< phases, their gates and transitions, JSON or YAML */
    CTR_FORMAT_ODCS = 11,         /**< data contract: ODCS 3, or the specification before it */
    CTR_FORMAT_FORCE_INT32 = 0x7fffffff
} ctr_format;

/** What a new edition must keep. A transitive mode looks at every version of a contract that ever
 * was active, also a retired one; two documents alone are compared as without it. */
typedef enum ctr_mode {
    CTR_MODE_DEFAULT = 0,  /**< backward; only as an input */
    CTR_MODE_BACKWARD = 1, /**< what was valid stays valid; every client of the old still works */
    CTR_MODE_FORWARD = 2,  /**< the same with the editions swapped */
    CTR_MODE_FULL = 3,     /**< both */
    CTR_MODE_NONE = 4,     /**< computed as backward, not enforced */
    CTR_MODE_BACKWARD_TRANSITIVE = 5, /**< backward, with every version that ever was active */
    CTR_MODE_FORWARD_TRANSITIVE = 6,  /**< forward, with every one of them */
    CTR_MODE_FULL_TRANSITIVE = 7,     /**< both, with every one of them */
    CTR_MODE_FORCE_INT32 = 0x7fffffff
} ctr_mode;

/** How strictly data is read. */
typedef enum ctr_profile {
    CTR_PROFILE_DEFAULT = 0,   /**< tolerant for APIs, strict for the rest; only as an input */
    CTR_PROFILE_STRICT = 1,    /**< the exact meaning of the specification */
    CTR_PROFILE_TOLERANT = 2,  /**< writers emit declared properties only, readers ignore others */
    CTR_PROFILE_CONFLUENT = 3, /**< the change lists of Schema Registry; JSON Schema, protobuf */
    CTR_PROFILE_FILE = 4,      /**< protobuf: code generated for each file goes on compiling */
    CTR_PROFILE_PACKAGE = 5,   /**< protobuf: the same for packages; files may be rearranged */
    CTR_PROFILE_WIRE_JSON = 6, /**< protobuf: bytes and JSON can still be read */
    CTR_PROFILE_WIRE = 7,      /**< protobuf: bytes can still be read */
    CTR_PROFILE_FORCE_INT32 = 0x7fffffff
} ctr_profile;

/** Weight of a finding. */
typedef enum ctr_level {
    CTR_LEVEL_BREAKING = 1,
    CTR_LEVEL_UNDECIDED = 2, /**< no rule can tell; treated like a break until somebody decides */
    CTR_LEVEL_WARNING = 3,
    CTR_LEVEL_INFO = 4,
    CTR_LEVEL_FORCE_INT32 = 0x7fffffff
} ctr_level;

/** The compatibility mode that a finding breaks. */
typedef enum ctr_direction {
    CTR_DIRECTION_BACKWARD = 1,
    CTR_DIRECTION_FORWARD = 2,
    CTR_DIRECTION_BOTH = 3,
    CTR_DIRECTION_NEITHER = 4, /**< for findings that break nothing */
    CTR_DIRECTION_FORCE_INT32 = 0x7fffffff
} ctr_direction;

/** Answer of a comparison. */
typedef enum ctr_verdict {
    CTR_VERDICT_COMPATIBLE = 1,
    CTR_VERDICT_INCOMPATIBLE = 2,
    CTR_VERDICT_UNDECIDED = 3,
    CTR_VERDICT_FORCE_INT32 = 0x7fffffff
} ctr_verdict;

/** Which part of a semantic version has to grow. */
typedef enum ctr_bump {
    CTR_BUMP_NONE = 1,
    CTR_BUMP_PATCH = 2,
    CTR_BUMP_MINOR = 3,
    CTR_BUMP_MAJOR = 4,
    CTR_BUMP_FORCE_INT32 = 0x7fffffff
} ctr_bump;

/** Why it has to. */
typedef enum ctr_bump_reason {
    CTR_BUMP_REASON_IDENTICAL = 1, /**< there is no difference */
    CTR_BUMP_REASON_EDITORIAL = 2, /**< only words changed */
    CTR_BUMP_REASON_ADDITION = 3,  /**< it became wider; nothing breaks */
    CTR_BUMP_REASON_WARNING = 4,   /**< something may break */
    CTR_BUMP_REASON_UNDECIDED = 5, /**< nobody can tell whether something breaks */
    CTR_BUMP_REASON_BREAKING = 6,  /**< something breaks */
    CTR_BUMP_REASON_SET_ASIDE = 7, /**< what breaks was set aside by the policy, and is a change */
    CTR_BUMP_REASON_FORCE_INT32 = 0x7fffffff
} ctr_bump_reason;

/** @return [borrowed from the library] word of the value, such as "json-schema"; "unknown" for
 *  others. @since 0.1 */
CTR_API const char *ctr_format_name(ctr_format format);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_mode_name(ctr_mode mode);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_profile_name(ctr_profile profile);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_level_name(ctr_level level);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_direction_name(ctr_direction direction);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_verdict_name(ctr_verdict verdict);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_bump_name(ctr_bump bump);
/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_bump_reason_name(ctr_bump_reason reason);

/** @return 1 and @p out set if @p word names a format, else 0. @since 0.1 */
CTR_API int ctr_format_parse(const char *word, ctr_format *out);
/** @return 1 and @p out set if @p word names a mode, else 0. @since 0.1 */
CTR_API int ctr_mode_parse(const char *word, ctr_mode *out);
/** @return 1 and @p out set if @p word names a profile, else 0. @since 0.1 */
CTR_API int ctr_profile_parse(const char *word, ctr_profile *out);
/** @return 1 and @p out set if @p word names a reason, else 0. @since 0.1 */
CTR_API int ctr_bump_reason_parse(const char *word, ctr_bump_reason *out);

/** One document to read. */
typedef struct ctr_source {
    uint32_t struct_size;   /**< sizeof(ctr_source) */
    ctr_format format;      /**< default: found out */
    const void *data;       /**< the bytes; kept by the caller until the call returns */
    size_t size;            /**< their count */
    const char *file;       /**< name for messages; NULL = "document" */
    ctr_resolve_fn resolve; /**< finds files named by `$ref`; NULL = such a `$ref` is CTR_E_INPUT */
    void *user;             /**< handed to resolve */
    const char *folder;     /**< what names of files beside it begin with in messages, such as the
                                 version they are stored with; NULL = the directory of file */
    const void *reserved[3]; /**< NULL; what it grows into, because other structs hold a source */
} ctr_source;

/** Fill with defaults. @p size is sizeof(ctr_source) at the caller. @since 0.1 */
CTR_API void ctr_source_init(ctr_source *source, size_t size);

/** What a team makes of findings; see contracts/policy.h. */
typedef struct ctr_policy ctr_policy;

/** How to compare. Zero stands for the default of every field. */
typedef struct ctr_diff_options {
    uint32_t struct_size; /**< sizeof(ctr_diff_options) */
    ctr_mode mode;
    ctr_profile profile;
    uint32_t max_depth;             /**< nesting of a document; default 512 */
    uint64_t max_document_bytes;    /**< default 256 MiB */
    const ctr_allocator *allocator; /**< copied; default malloc */
    ctr_progress_fn progress;       /**< told of long work; default none */
    void *user;                     /**< handed to progress */
    const int32_t *cancel;          /**< stops the call when ctr_cancel() raises it; default none */
    int32_t excerpts; /**< 1: ctr_diff_documents() keeps the lines that findings stand on, and text
                         and HTML show them */
    int32_t breaking_only; /**< 1: ctr_diff_documents() lists breaking findings alone; verdict, bump
                              and counts are those of all */
    int32_t grace_days; /**< of APIs: what is marked deprecated must name a day of its end that is
                           at least so many days away; default: what the policy asks, else 0, any
                           or none */
    int32_t grace_days_beta;  /**< the same for operations whose x-stability-level is beta */
    int32_t check_version;    /**< 1: of APIs: info.version has to follow from what changed */
    const ctr_policy *policy; /**< what ctr_diff_documents() makes of findings; kept by the caller
                                   until the call returns; default none */
    int64_t now_us;           /**< when waivers of the policy are looked at; default the clock */
    const char *const *used;  /**< parts that somebody uses, for a policy that ignores the rest;
                                   NULL = those that the policy was read with, if any */
    size_t used_count;        /**< their count */
    const char *older_label;  /**< label that the older edition was declared with, for a policy that
                                   groups by major number; one that was merely proposed begins no
                                   group, so give that of the version that did. NULL = not known:
                                   then groups by major keep nothing apart */
    const char *newer_label;  /**< the same of the newer one */
} ctr_diff_options;

/** Fill with defaults. @p size is sizeof(ctr_diff_options) at the caller. @since 0.1 */
CTR_API void ctr_diff_options_init(ctr_diff_options *options, size_t size);

/** Result of a comparison. */
typedef struct ctr_diff ctr_diff;

/**
 * Compare two editions of a document.
 *
 * @param older    the edition people rely on
 * @param newer    the edition that is to replace it
 * @param options  NULL = defaults
 * @param out      [owned] free with ctr_diff_free(); CTR_OK whatever the verdict
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  a document is malformed; details "file", "line", "column"
 * @retval CTR_E_LIMIT  too large, too deep, or expands too far
 * @retval CTR_E_UNSUPPORTED  the two are of different formats
 * @retval CTR_E_NOT_FOUND  the policy ignores unused parts, and neither document has a part that is
 *                          said to be used; detail "item"
 * @retval CTR_E_CANCELLED  ctr_cancel() or the progress callback stopped it
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_diff_documents(const ctr_source *older,
                                                    const ctr_source *newer,
                                                    const ctr_diff_options *options, ctr_diff **out,
                                                    ctr_error **err);

/** @since 0.1 */
CTR_API ctr_format ctr_diff_format(const ctr_diff *diff);
/** @return mode that was asked for; the default's name is settled. @since 0.1 */
CTR_API ctr_mode ctr_diff_mode(const ctr_diff *diff);
/** @return profile that was used; the default's name is settled. @since 0.1 */
CTR_API ctr_profile ctr_diff_profile(const ctr_diff *diff);
/** @since 0.1 */
CTR_API ctr_verdict ctr_diff_verdict(const ctr_diff *diff);
/** @since 0.1 */
CTR_API ctr_bump ctr_diff_bump(const ctr_diff *diff);
/** @return why it has to grow. @since 0.1 */
CTR_API ctr_bump_reason ctr_diff_bump_reason(const ctr_diff *diff);
/** @return days of notice that deprecations had to give, 0 if none were asked for. @since 0.1 */
CTR_API int64_t ctr_diff_grace_days(const ctr_diff *diff);
/** @return the same for operations whose x-stability-level is beta. @since 0.1 */
CTR_API int64_t ctr_diff_grace_days_beta(const ctr_diff *diff);
/** @return [borrowed from diff] SHA-256 of the policy that it was judged by, NULL if by none.
 *  @since 0.1 */
CTR_API const char *ctr_diff_policy_sha256(const ctr_diff *diff);
/** @return number of findings that the policy sets aside, listed or not; no level counts them.
 *  @since 0.1 */
CTR_API size_t ctr_diff_set_aside(const ctr_diff *diff);
/** @return number of findings that a waiver of the policy sets aside, listed or not. @since 0.1 */
CTR_API size_t ctr_diff_waived(const ctr_diff *diff);
/** @return number of findings set aside because nobody uses their part, listed or not.
 *  @since 0.1 */
CTR_API size_t ctr_diff_unused(const ctr_diff *diff);
/** @return number of findings that are listed, sorted by level, part, rule, pointer. @since 0.1 */
CTR_API size_t ctr_diff_count(const ctr_diff *diff);
/** @return number of findings of one level, listed or not. @since 0.1 */
CTR_API size_t ctr_diff_count_level(const ctr_diff *diff, ctr_level level);

/** One difference. */
typedef struct ctr_finding ctr_finding;
/** @return [borrowed from diff] NULL past the end. @since 0.1 */
CTR_API const ctr_finding *ctr_diff_at(const ctr_diff *diff, size_t index);
/** @return [borrowed from finding] rule id, see ctr_rule_list(). @since 0.1 */
CTR_API const char *ctr_finding_rule(const ctr_finding *finding);
/** @return [borrowed from static storage] what to do about it, one sentence: the advice of its rule
 *  for its direction; NULL if it only informs, or its rule is of another release. @since 0.1 */
CTR_API const char *ctr_finding_advice(const ctr_finding *finding);
/** @since 0.1 */
CTR_API ctr_level ctr_finding_level(const ctr_finding *finding);
/** @since 0.1 */
CTR_API ctr_direction ctr_finding_direction(const ctr_finding *finding);
/** @return [borrowed from finding] address of the part, such as "GET /orders/{id} response 200
 *  /status". Names are escaped as in a JSON pointer, a NUL in one is "~u0000". @since 0.1 */
CTR_API const char *ctr_finding_part(const ctr_finding *finding);
/** @return [borrowed from finding] one sentence. @since 0.1 */
CTR_API const char *ctr_finding_message(const ctr_finding *finding);
/** @return [borrowed from finding] 16 hex digits, the same for the same difference. @since 0.1 */
CTR_API const char *ctr_finding_fingerprint(const ctr_finding *finding);
/** @return [borrowed from finding] a witness: a whole value that the schema of one edition accepts
 *  and that of the other refuses, by ctr_validate_documents(), as JSON; NULL if none was looked for
 *  or found.
 *  @since 0.1 */
CTR_API const char *ctr_finding_witness(const ctr_finding *finding);
/** @return [borrowed from finding] "old" or "new", the edition that accepts the witness; NULL
 *  without one. @since 0.1 */
CTR_API const char *ctr_finding_accepted_by(const ctr_finding *finding);

/** @return level before the policy, 0 if it left that alone. @since 0.1 */
CTR_API ctr_level ctr_finding_level_before(const ctr_finding *finding);
/** @return 1 if nobody uses its part, and the policy ignores that. @since 0.1 */
CTR_API int ctr_finding_unused(const ctr_finding *finding);
/** A waiver: a finding that somebody accepts for a time. */
typedef struct ctr_waiver ctr_waiver;
/** @return [borrowed from finding] waiver that sets it aside, NULL if there is none. @since 0.1 */
CTR_API const ctr_waiver *ctr_finding_waiver(const ctr_finding *finding);

/** Side of a comparison. */
typedef enum ctr_side {
    CTR_SIDE_OLD = 0,
    CTR_SIDE_NEW = 1,
    CTR_SIDE_FORCE_INT32 = 0x7fffffff
} ctr_side;

/** @return [borrowed from diff] group of an edition where the policy keeps the two apart, NULL
 *  else. @since 0.1 */
CTR_API const char *ctr_diff_group(const ctr_diff *diff, ctr_side side);

/** @return [borrowed from finding] file of the place, NULL if the side has none. @since 0.1 */
CTR_API const char *ctr_finding_file(const ctr_finding *finding, ctr_side side);
/** @return [borrowed from finding] JSON pointer (RFC 6901, with "~u0000" for a NUL in a name) in
 *  that file, NULL if the side has none. @since 0.1 */
CTR_API const char *ctr_finding_pointer(const ctr_finding *finding, ctr_side side);
/** @return line from 1, 0 if the side has none. @since 0.1 */
CTR_API int64_t ctr_finding_line(const ctr_finding *finding, ctr_side side);
/** @return column from 1 in code points, 0 if the side has none. @since 0.1 */
CTR_API int64_t ctr_finding_column(const ctr_finding *finding, ctr_side side);

/** Write the result. It also knows CTR_RENDER_MARKDOWN (a changelog), CTR_RENDER_SARIF,
 *  CTR_RENDER_JUNIT, CTR_RENDER_GITHUB and CTR_RENDER_HTML; see doc/reports.md. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_diff_render(const ctr_diff *diff, ctr_render kind,
                                                 ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_diff_free(ctr_diff *diff);

/** What a document is and promises: format, dialect, files, parts. */
typedef struct ctr_outline ctr_outline;

/**
 * Read one document completely, every `$ref` included, and list its parts.
 *
 * @param options  limits, allocator, progress and cancel flag; mode and profile are not used;
 *                 NULL = defaults
 * @param out      [owned] free with ctr_outline_free()
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  malformed; details "file", "line", "column"
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_outline_read(const ctr_source *source,
                                                  const ctr_diff_options *options,
                                                  ctr_outline **out, ctr_error **err);
/** @since 0.1 */
CTR_API ctr_format ctr_outline_format(const ctr_outline *outline);
/** @return [borrowed from outline] such as "OpenAPI 3.1.0"; "" if unknown. @since 0.1 */
CTR_API const char *ctr_outline_dialect(const ctr_outline *outline);
/** @return number of other files that it refers to, sorted bytewise. @since 0.1 */
CTR_API size_t ctr_outline_files(const ctr_outline *outline);
/** @return [borrowed from outline] relative path of such a file, NULL past the end. @since 0.1 */
CTR_API const char *ctr_outline_file(const ctr_outline *outline, size_t index);
/** @return number of parts, sorted bytewise. @since 0.1 */
CTR_API size_t ctr_outline_count(const ctr_outline *outline);
/** @return [borrowed from outline] address of a part, NULL past the end. @since 0.1 */
CTR_API const char *ctr_outline_part(const ctr_outline *outline, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_outline_render(const ctr_outline *outline, ctr_render kind,
                                                    ctr_write_fn write, void *user,
                                                    ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_outline_free(ctr_outline *outline);

/**
 * What an artefact of a consumer uses of a document: parts to register it with.
 *
 * Of a GraphQL schema: a document of operations. Fields and the arguments given to them, types that
 * come in (whole), values of enums that are written, enums and scalars that come out, directives.
 * Of OpenAPI and Swagger: operationIds or "METHOD path" on lines or in a list (JSON, YAML), or a
 * HAR file; the operations as wholes. Of Protobuf: methods and messages, one a line; with all that
 * they carry. Of SQL: SELECT, INSERT, UPDATE and DELETE statements;
 * columns, or the whole table where no more can be told. Of JSON Schema: an example of the data;
 * what is present in it, and nothing else. Never fewer than the artefact uses.
 *
 * @param document  the document, such as a schema
 * @param use       the artefact; its format is that of the document's artefacts, the member is not
 *                  used
 * @param options   as for ctr_outline_read()
 * @param out       [owned] its parts are those that are used, sorted bytewise; free with
 *                  ctr_outline_free()
 * @param err       [owned] may be NULL
 * @retval CTR_E_INPUT  one of the two is malformed, or the artefact asks for what the document does
 *                      not have, or uses nothing, which as a list of parts would stand for
 *                      everything; details "file", "line", "column"
 * @retval CTR_E_UNSUPPORTED  nothing can be learnt for documents of this format
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_used_parts(const ctr_source *document, const ctr_source *use,
                                                const ctr_diff_options *options, ctr_outline **out,
                                                ctr_error **err);

/**
 * The rules here that speak of what a rule of oasdiff speaks of, for those who come from there.
 *
 * @param theirs  id of oasdiff's rule
 * @param n       which of them, from 0
 * @return [borrowed from static storage] id of a rule, see ctr_rule_list(); NULL if there are no
 *         more, or none at all
 * @since 0.1
 */
CTR_API const char *ctr_rule_of_oasdiff(const char *theirs, size_t n);

/** The rules of the comparison, as a table. */
typedef struct ctr_rules ctr_rules;
/**
 * @param format  CTR_FORMAT_AUTO = all
 * @param out     [owned] free with ctr_rules_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_rule_list(ctr_format format, ctr_rules **out, ctr_error **err);
/** @return number of rules, sorted by id. @since 0.1 */
CTR_API size_t ctr_rules_count(const ctr_rules *rules);

/** One rule. */
typedef struct ctr_rule ctr_rule;
/** @return [borrowed from rules] NULL past the end. @since 0.1 */
CTR_API const ctr_rule *ctr_rules_at(const ctr_rules *rules, size_t index);
/** @return [borrowed from rule] id, that of ctr_finding_rule(). @since 0.1 */
CTR_API const char *ctr_rule_id(const ctr_rule *rule);
/** @return language it belongs to; CTR_FORMAT_AUTO = several. @since 0.1 */
CTR_API ctr_format ctr_rule_format(const ctr_rule *rule);
/** @return default level. @since 0.1 */
CTR_API ctr_level ctr_rule_level(const ctr_rule *rule);
/** @return mode that it breaks. @since 0.1 */
CTR_API ctr_direction ctr_rule_direction(const ctr_rule *rule);
/** @return [borrowed from rule] one sentence. @since 0.1 */
CTR_API const char *ctr_rule_text(const ctr_rule *rule);
/**
 * What to do about a finding of the rule.
 *
 * @param rule       the rule
 * @param direction  which mode the finding breaks; CTR_DIRECTION_FORWARD is the newer edition alone
 *                   that does not get on with the older one, any other counts as backward
 * @return [borrowed from rule] one sentence, NULL if nothing is to be done
 * @since 0.1
 */
CTR_API const char *ctr_rule_advice(const ctr_rule *rule, ctr_direction direction);
/** @return [borrowed from rule] what oasdiff calls it, where that is another name than its id; NULL
 *  past the end. @since 0.1 */
CTR_API const char *ctr_rule_oasdiff(const ctr_rule *rule, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_rule_render(const ctr_rule *rule, ctr_render kind,
                                                 ctr_write_fn write, void *user, ctr_error **err);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_rules_render(const ctr_rules *rules, ctr_render kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_rules_free(ctr_rules *rules);

CTR_END_DECLS
#endif
