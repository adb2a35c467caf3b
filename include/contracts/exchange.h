/**
 * @file contracts/exchange.h
 * @brief Export and import: the content of a store as one XML or JSON stream.
 *
 * XML is in namespace `urn:libcontracts:1` and follows the installed schema contracts.xsd. Both
 * forms hold the same facts; both are written and read in bounded memory. The export of an import
 * into an empty store is byte-identical, and every document comes back byte for byte.
 */
#ifndef CONTRACTS_EXCHANGE_H
#define CONTRACTS_EXCHANGE_H

#include <contracts/types.h>

CTR_BEGIN_DECLS

/** Form of an export. */
typedef enum ctr_exchange_form {
    CTR_EXCHANGE_AUTO = 0, /**< export: XML; import: found out */
    CTR_EXCHANGE_XML = 1,
    CTR_EXCHANGE_JSON = 2,
    CTR_EXCHANGE_FORM_FORCE_INT32 = 0x7fffffff
} ctr_exchange_form;

/** What to do with a contract that is there already. */
typedef enum ctr_import_policy {
    CTR_IMPORT_FAIL = 0,           /**< CTR_E_EXISTS, nothing is stored */
    CTR_IMPORT_SKIP = 1,           /**< leave it as it is */
    CTR_IMPORT_REPLACE_DRAFTS = 2, /**< replace its drafts by those of the file, leave the rest */
    CTR_IMPORT_POLICY_FORCE_INT32 = 0x7fffffff
} ctr_import_policy;

/** @return [borrowed from the library] word such as "xml"; "unknown" for others. @since 0.1 */
CTR_API const char *ctr_exchange_form_name(ctr_exchange_form form);
/** @return [borrowed from the library] word such as "replace-drafts"; "unknown" for others.
 *  @since 0.1 */
CTR_API const char *ctr_import_policy_name(ctr_import_policy policy);
/** @return 1 and @p out set if @p word names a form, else 0. @since 0.1 */
CTR_API int ctr_exchange_form_parse(const char *word, ctr_exchange_form *out);
/** @return 1 and @p out set if @p word names a policy, else 0. @since 0.1 */
CTR_API int ctr_import_policy_parse(const char *word, ctr_import_policy *out);

/** What to export. */
typedef struct ctr_export_options {
    uint32_t struct_size; /**< sizeof(ctr_export_options) */
    ctr_exchange_form form;
    const char *team; /**< NULL = the whole store */
    const char *name; /**< one contract of the team; NULL = all */
    uint32_t gzip;    /**< 1 = compress (level 6, no time stamp) */
    uint32_t reserved;
} ctr_export_options;

/** Fill with defaults. @p size is sizeof(ctr_export_options) at the caller. @since 0.1 */
CTR_API void ctr_export_options_init(ctr_export_options *options, size_t size);

/**
 * Write contracts, versions, documents, evolutions, consumers and events.
 *
 * @param options  NULL = the whole store as XML
 * @param write    takes the bytes; called inside the call: must not use the same store
 * @param user     handed to write
 * @param err      [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_export(ctr_store *store, const ctr_export_options *options,
                                            ctr_write_fn write, void *user, ctr_error **err);

/** What to import. */
typedef struct ctr_import_options {
    uint32_t struct_size; /**< sizeof(ctr_import_options) */
    ctr_import_policy policy;
    const char *file; /**< name for messages; NULL = "import" */
} ctr_import_options;

/** Fill with defaults. @p size is sizeof(ctr_import_options) at the caller. @since 0.1 */
CTR_API void ctr_import_options_init(ctr_import_options *options, size_t size);

/** What an import did. */
typedef struct ctr_import_report ctr_import_report;

/**
 * Read an export, in one transaction. gzip is found out from the content.
 *
 * @param options  NULL = defaults
 * @param read     gives the bytes; called inside the call: must not use the same store
 * @param user     handed to read
 * @param call     CTR_CALL_DRY_RUN reads and checks everything and keeps nothing
 * @param out      [owned] free with ctr_import_report_free(); may be NULL
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  malformed, or a hash does not match; details "file", "line", "column"
 * @retval CTR_E_LIMIT  too deep or too large, also after expansion
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_import(ctr_store *store, const ctr_import_options *options,
                                            ctr_read_fn read, void *user, const ctr_call *call,
                                            ctr_import_report **out, ctr_error **err);
/** @return contracts stored. @since 0.1 */
CTR_API int64_t ctr_import_report_contracts(const ctr_import_report *report);
/** @return versions stored. @since 0.1 */
CTR_API int64_t ctr_import_report_versions(const ctr_import_report *report);
/** @return contracts left as they were. @since 0.1 */
CTR_API int64_t ctr_import_report_skipped(const ctr_import_report *report);
/** @return drafts that gave way to those of the file. @since 0.1 */
CTR_API int64_t ctr_import_report_withdrawn(const ctr_import_report *report);
/** @return consumers stored. @since 0.1 */
CTR_API int64_t ctr_import_report_consumers(const ctr_import_report *report);
/** @return documents stored that were not there already. @since 0.1 */
CTR_API int64_t ctr_import_report_documents(const ctr_import_report *report);
/** @return events stored. @since 0.1 */
CTR_API int64_t ctr_import_report_events(const ctr_import_report *report);
/** @return [borrowed from report] name of the file as it was given. @since 0.1 */
CTR_API const char *ctr_import_report_file(const ctr_import_report *report);
/** @return [borrowed from report] SHA-256 of the bytes as they were read, before any expansion, 64
 *  hex digits. @since 0.1 */
CTR_API const char *ctr_import_report_sha256(const ctr_import_report *report);
/** @return form that was found out. @since 0.1 */
CTR_API ctr_exchange_form ctr_import_report_form(const ctr_import_report *report);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_import_report_dry_run(const ctr_import_report *report);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_import_report_render(const ctr_import_report *report,
                                                          ctr_render kind, ctr_write_fn write,
                                                          void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_import_report_free(ctr_import_report *report);

CTR_END_DECLS
#endif
