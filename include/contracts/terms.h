/**
 * @file contracts/terms.h
 * @brief Governing documents: master contracts, statements of work, change requests.
 *
 * They come as YAML, JSON or XML, and are read without a store. What a document is silent about has
 * a documented default; ctr_terms_read() names both. Nothing here touches a file; all functions are
 * pure and may run on any number of threads.
 */
#ifndef CONTRACTS_TERMS_H
#define CONTRACTS_TERMS_H

#include <contracts/spec.h>

CTR_BEGIN_DECLS

/** Kind of a governing document. */
typedef enum ctr_terms_kind {
    CTR_TERMS_AUTO = 0,   /**< found out from its sections; only as an input */
    CTR_TERMS_MASTER = 1, /**< master contract: vision, governance, thresholds, incentives, risk */
    CTR_TERMS_SOW = 2,    /**< statement of work of one iteration (micro-contract) */
    CTR_TERMS_CHANGE = 3, /**< change request */
    CTR_TERMS_FORCE_INT32 = 0x7fffffff
} ctr_terms_kind;

/** @return [borrowed from the library] word of the value, such as "sow". @since 0.1 */
CTR_API const char *ctr_terms_kind_name(ctr_terms_kind kind);
/** @return 1 and @p out set if @p word names a kind, else 0. @since 0.1 */
CTR_API int ctr_terms_kind_parse(const char *word, ctr_terms_kind *out);

/** Weight of a remark. */
typedef enum ctr_lint_level {
    CTR_LINT_ERROR = 1,   /**< cannot work as it is written */
    CTR_LINT_WARNING = 2, /**< a hole that somebody will fall into */
    CTR_LINT_INFO = 3,    /**< worth knowing */
    CTR_LINT_FORCE_INT32 = 0x7fffffff
} ctr_lint_level;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_lint_level_name(ctr_lint_level level);

/** A governing document, read: its terms. */
typedef struct ctr_terms ctr_terms;
/** One term. */
typedef struct ctr_term ctr_term;
/** What to remark on a governing document. */
typedef struct ctr_lint_report ctr_lint_report;
/** One remark. */
typedef struct ctr_lint ctr_lint;

/** Flag of ctr_terms_read(): list what holds by default, too. */
#define CTR_TERMS_EFFECTIVE UINT32_C(1)
/** @return CTR_TERMS_EFFECTIVE, for bindings. @since 0.1 */
CTR_API uint32_t ctr_terms_effective(void);

/**
 * Read a governing document completely.
 *
 * @param source   the document; its format is not used, its resolver neither
 * @param kind     AUTO = found out
 * @param flags    0 or CTR_TERMS_EFFECTIVE
 * @param options  limits and allocator; NULL = defaults
 * @param out      [owned] free with ctr_terms_free()
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  a value is missing or wrong; details "file", "line", "column", "field"
 * @retval CTR_E_UNSUPPORTED  it has the sections of no kind
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_terms_read(const ctr_source *source, ctr_terms_kind kind,
                                                uint32_t flags, const ctr_diff_options *options,
                                                ctr_terms **out, ctr_error **err);
/** @return kind of the document. @since 0.1 */
CTR_API ctr_terms_kind ctr_terms_kind_of(const ctr_terms *terms);
/** @return [borrowed from terms] id that the document gives itself. @since 0.1 */
CTR_API const char *ctr_terms_id(const ctr_terms *terms);
/** @return [borrowed from terms] title or summary, NULL if it has none. @since 0.1 */
CTR_API const char *ctr_terms_title(const ctr_terms *terms);
/** @return number of terms, in the order of their documentation. @since 0.1 */
CTR_API size_t ctr_terms_count(const ctr_terms *terms);
/** @return [borrowed from terms] NULL past the end. @since 0.1 */
CTR_API const ctr_term *ctr_terms_at(const ctr_terms *terms, size_t index);
/** @return [borrowed from term] such as "/change_policy/thresholds/risk_score_major". @since 0.1 */
CTR_API const char *ctr_term_path(const ctr_term *term);
/** @return [borrowed from term] value as text, numbers in their shortest form; "" where being there
 *  is all. @since 0.1 */
CTR_API const char *ctr_term_value(const ctr_term *term);
/** @return 1 if the document gives it, 0 if it holds by default. @since 0.1 */
CTR_API int ctr_term_given(const ctr_term *term);
/** @return [borrowed from term] what it is, in one line. @since 0.1 */
CTR_API const char *ctr_term_about(const ctr_term *term);
/** @return line from 1, 0 if it is not given. @since 0.1 */
CTR_API int64_t ctr_term_line(const ctr_term *term);
/** @return column from 1 in code points, 0 if it is not given. @since 0.1 */
CTR_API int64_t ctr_term_column(const ctr_term *term);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_terms_render(const ctr_terms *terms, ctr_render kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_terms_free(ctr_terms *terms);

/**
 * Read a governing document completely and say what in it will not work or is left open.
 *
 * @param source   the document
 * @param kind     AUTO = found out
 * @param options  limits and allocator; NULL = defaults
 * @param out      [owned] free with ctr_lint_report_free(); CTR_OK whatever was found
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  as of ctr_terms_read()
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_terms_lint(const ctr_source *source, ctr_terms_kind kind,
                                                const ctr_diff_options *options,
                                                ctr_lint_report **out, ctr_error **err);
/** @return kind of the document. @since 0.1 */
CTR_API ctr_terms_kind ctr_lint_report_kind(const ctr_lint_report *report);
/** @return [borrowed from report] id that the document gives itself. @since 0.1 */
CTR_API const char *ctr_lint_report_id(const ctr_lint_report *report);
/** @return number of remarks, in the order of the document's sections. @since 0.1 */
CTR_API size_t ctr_lint_report_count(const ctr_lint_report *report);
/** @return number of remarks of one level. @since 0.1 */
CTR_API size_t ctr_lint_report_count_level(const ctr_lint_report *report, ctr_lint_level level);
/** @return [borrowed from report] NULL past the end. @since 0.1 */
CTR_API const ctr_lint *ctr_lint_report_at(const ctr_lint_report *report, size_t index);
/** @return [borrowed from lint] rule id, such as "right-without-approver". @since 0.1 */
CTR_API const char *ctr_lint_rule(const ctr_lint *lint);
/** @since 0.1 */
CTR_API ctr_lint_level ctr_lint_level_of(const ctr_lint *lint);
/** @return [borrowed from lint] path of the term it is about. @since 0.1 */
CTR_API const char *ctr_lint_path(const ctr_lint *lint);
/** @return [borrowed from lint] one sentence. @since 0.1 */
CTR_API const char *ctr_lint_message(const ctr_lint *lint);
/** @return line from 1 of the term, or of what it is missing in. @since 0.1 */
CTR_API int64_t ctr_lint_line(const ctr_lint *lint);
/** @return column from 1 in code points. @since 0.1 */
CTR_API int64_t ctr_lint_column(const ctr_lint *lint);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_lint_report_render(const ctr_lint_report *report,
                                                        ctr_render kind, ctr_write_fn write,
                                                        void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_lint_report_free(ctr_lint_report *report);

/** Form of a description for editors. */
typedef enum ctr_schema_form {
    CTR_SCHEMA_JSON = 1, /**< JSON Schema, draft 2020-12, for the JSON and YAML forms */
    CTR_SCHEMA_XSD = 2,  /**< XML Schema 1.0, for the XML form */
    CTR_SCHEMA_FORCE_INT32 = 0x7fffffff
} ctr_schema_form;

/** @return [borrowed from the library] word of the value, such as "xsd". @since 0.1 */
CTR_API const char *ctr_schema_form_name(ctr_schema_form form);
/** @return 1 and @p out set if @p word names a form, else 0. @since 0.1 */
CTR_API int ctr_schema_form_parse(const char *word, ctr_schema_form *out);

/**
 * Write the description of one kind of document, as it is installed for editors.
 *
 * @retval CTR_E_ARGUMENT  AUTO, or no such form
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_terms_schema(ctr_terms_kind kind, ctr_schema_form form,
                                                  ctr_write_fn write, void *user, ctr_error **err);

/**
 * Write a document in its XML form. What it says stays the same, comments and layout go.
 *
 * @retval CTR_E_INPUT  it is malformed, or holds a character that XML cannot
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_terms_to_xml(const ctr_source *source, ctr_terms_kind kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);

CTR_END_DECLS
#endif
