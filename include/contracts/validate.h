/**
 * @file contracts/validate.h
 * @brief Is a document valid under a JSON Schema, and if not, why?
 *
 * Every draft from 04 to 2020-12, and the schema objects of OpenAPI 3.0 and 3.1. Nothing here
 * touches a file, a network or a store; the functions are pure and may run on any number of
 * threads.
 */
#ifndef CONTRACTS_VALIDATE_H
#define CONTRACTS_VALIDATE_H

#include <contracts/spec.h>

CTR_BEGIN_DECLS

/** How a schema is to be read. */
typedef enum ctr_dialect {
    CTR_DIALECT_AUTO = 0,     /**< by `$schema`, else by how it is written; only as an input */
    CTR_DIALECT_DRAFT_04 = 1, /**< draft-04 */
    CTR_DIALECT_DRAFT_06 = 2,
    CTR_DIALECT_DRAFT_07 = 3,
    CTR_DIALECT_2019_09 = 4,
    CTR_DIALECT_2020_12 = 5,
    CTR_DIALECT_OPENAPI_30 = 6, /**< a schema object of OpenAPI 3.0 */
    CTR_DIALECT_OPENAPI_31 = 7, /**< a schema object of OpenAPI 3.1 */
    CTR_DIALECT_FORCE_INT32 = 0x7fffffff
} ctr_dialect;

/** @return [borrowed from the library] word of the value, such as "draft-07"; "unknown" for
 *  others. @since 0.1 */
CTR_API const char *ctr_dialect_name(ctr_dialect dialect);
/** @return 1 and @p out set if @p word names a dialect, else 0. @since 0.1 */
CTR_API int ctr_dialect_parse(const char *word, ctr_dialect *out);

/** How to validate. Zero stands for the default of every field. */
typedef struct ctr_validate_options {
    uint32_t struct_size;    /**< sizeof(ctr_validate_options) */
    ctr_dialect dialect;     /**< of a schema that does not say it; default: found out */
    const char *base;        /**< address of the schema's document, such as "https://a.example/s/x";
                               what lies below its directory is asked of the resolver, by the path
                               from there. Default: the document has none but its `$id` */
    const char *pointer;     /**< JSON pointer to the schema in its document, such as
                               "/components/schemas/Order"; default: the whole document */
    int32_t all;             /**< report every violation, not the first alone */
    uint32_t max_violations; /**< reported at most, with all; default 100 */
    uint64_t max_steps;      /**< of the validation, an answer to values that cost too much;
                                         default: 100 million and 64 a byte of the document */
    uint64_t max_document_bytes;    /**< default 256 MiB */
    uint32_t max_depth;             /**< nesting of a document; default 512 */
    const ctr_allocator *allocator; /**< copied; default malloc */
    ctr_progress_fn progress;       /**< told of long work; default none */
    void *user;                     /**< handed to progress */
    const int32_t *cancel;          /**< stops the call when ctr_cancel() raises it; default none */
} ctr_validate_options;

/** Fill with defaults. @p size is sizeof(ctr_validate_options) at the caller. @since 0.1 */
CTR_API void ctr_validate_options_init(ctr_validate_options *options, size_t size);

/** Result of a validation. */
typedef struct ctr_validation ctr_validation;

/**
 * Hold a document against a schema.
 *
 * `format` is an annotation, as the drafts have it: it says nothing about validity. Metaschemas of
 * the drafts are built in; other addresses are never fetched.
 *
 * @param schema    a JSON Schema, or an API description with `pointer` to one of its schemas
 * @param document  JSON or YAML; its format is not looked at
 * @param options   NULL = defaults
 * @param out       [owned] free with ctr_validation_free(); CTR_OK whether valid or not
 * @param err       [owned] may be NULL
 * @retval CTR_E_INPUT  one of the two is malformed, or the schema is none; details "file", "line",
 *                      "column"
 * @retval CTR_E_LIMIT  too large, too deep, or more steps than allowed
 * @retval CTR_E_UNSUPPORTED  the schema is of a draft, or requires a vocabulary, that is not known
 * @retval CTR_E_CANCELLED  ctr_cancel() or the progress callback stopped it
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_validate_documents(const ctr_source *schema,
                                                        const ctr_source *document,
                                                        const ctr_validate_options *options,
                                                        ctr_validation **out, ctr_error **err);

/** @return 1 if the document is valid, else 0. @since 0.1 */
CTR_API int ctr_validation_valid(const ctr_validation *validation);
/** @return [borrowed from validation] name of the document. @since 0.1 */
CTR_API const char *ctr_validation_file(const ctr_validation *validation);
/** @return [borrowed from validation] name of the schema's document. @since 0.1 */
CTR_API const char *ctr_validation_schema(const ctr_validation *validation);
/** @return [borrowed from validation] what the schema is read as, such as "JSON Schema draft-07".
 *  @since 0.1 */
CTR_API const char *ctr_validation_dialect(const ctr_validation *validation);
/** @return number of violations reported, in the order in which they were met. @since 0.1 */
CTR_API size_t ctr_validation_count(const ctr_validation *validation);
/** @return 1 if there are more violations than were reported, else 0. Without
 *  ctr_validate_options.all nobody looked for more. @since 0.1 */
CTR_API int ctr_validation_more(const ctr_validation *validation);

/** One reason why a document is not valid. */
typedef struct ctr_violation ctr_violation;
/** @return [borrowed from validation] NULL past the end. @since 0.1 */
CTR_API const ctr_violation *ctr_validation_at(const ctr_validation *validation, size_t index);
/** @return [borrowed from violation] such as "required"; "false" for the schema that refuses
 *  everything. @since 0.1 */
CTR_API const char *ctr_violation_keyword(const ctr_violation *violation);
/** @return [borrowed from violation] what is, and what was wanted. @since 0.1 */
CTR_API const char *ctr_violation_message(const ctr_violation *violation);
/** @return [borrowed from violation] JSON pointer in the document, "" for its root. @since 0.1 */
CTR_API const char *ctr_violation_pointer(const ctr_violation *violation);
/** @return line in the document from 1. @since 0.1 */
CTR_API int64_t ctr_violation_line(const ctr_violation *violation);
/** @return column in the document from 1 in code points. @since 0.1 */
CTR_API int64_t ctr_violation_column(const ctr_violation *violation);
/** @return [borrowed from violation] file of the keyword, an address for what is built in.
 *  @since 0.1 */
CTR_API const char *ctr_violation_schema_file(const ctr_violation *violation);
/** @return [borrowed from violation] JSON pointer of the keyword in that file. @since 0.1 */
CTR_API const char *ctr_violation_schema_pointer(const ctr_violation *violation);
/** @return line of the keyword's value from 1. @since 0.1 */
CTR_API int64_t ctr_violation_schema_line(const ctr_violation *violation);
/** @return column of the keyword's value from 1 in code points. @since 0.1 */
CTR_API int64_t ctr_violation_schema_column(const ctr_violation *violation);

/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_validation_render(const ctr_validation *validation,
                                                       ctr_render kind, ctr_write_fn write,
                                                       void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_validation_free(ctr_validation *validation);

CTR_END_DECLS
#endif
