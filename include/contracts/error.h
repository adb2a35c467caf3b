/**
 * @file contracts/error.h
 * @brief How a call says that it could not do what was asked.
 *
 * Every fallible function returns a ctr_status and takes, last, a slot `ctr_error **err`. The slot
 * may be NULL. Otherwise it is set to NULL on entry, and to an error owned by the caller when the
 * status is not CTR_OK. An error outlives the store it came from; nothing is kept per thread.
 *
 * Expected outcomes are not errors: a comparison that finds a break, or a check that finds damage,
 * is CTR_OK with a result that says so.
 */
#ifndef CONTRACTS_ERROR_H
#define CONTRACTS_ERROR_H

#include <contracts/abi.h>
#include <stddef.h>
#include <stdint.h>

CTR_BEGIN_DECLS

/**
 * Outcome of a call. Stable for ever: values are only appended, never renumbered or reused.
 * Readers must expect unknown values. The exit codes are those of the `contracts` command.
 */
typedef enum ctr_status {
    CTR_OK = 0,             /**< done */
    CTR_E_ARGUMENT = -1,    /**< an argument of the call is not acceptable (exit 2) */
    CTR_E_INPUT = -2,       /**< a document or file is unreadable or malformed (exit 3) */
    CTR_E_LIMIT = -3,       /**< input is larger or deeper than the limits allow (exit 3) */
    CTR_E_UNSUPPORTED = -4, /**< well-formed, but this library cannot do it (exit 3) */
    CTR_E_NOT_FOUND = -5,   /**< no such team, contract, version, consumer, file (exit 4) */
    CTR_E_EXISTS = -6,      /**< it is there already (exit 4) */
    CTR_E_CONFLICT = -7,    /**< stale revision or lost race (exit 4) */
    CTR_E_STATE = -8,       /**< the rules forbid it in the present state (exit 4) */
    CTR_E_DENIED = -9,      /**< the host's authoriser refused (exit 4) */
    CTR_E_BUSY = -10,       /**< another process held the store past the deadline (exit 5) */
    CTR_E_IO = -11,         /**< the operating system reported a failure (exit 5) */
    CTR_E_FULL = -12,       /**< no space left (exit 5) */
    CTR_E_READONLY = -13,   /**< the store cannot be written (exit 5) */
    CTR_E_CORRUPT = -14,    /**< the store is damaged (exit 5) */
    CTR_E_NOT_OURS = -15,   /**< the file is not a contracts store (exit 5) */
    CTR_E_NEWER = -16,      /**< the store was written by a newer library (exit 5) */
    CTR_E_REPLACED = -17,   /**< the file was replaced under the open handle (exit 5) */
    CTR_E_FORKED = -18,     /**< the handle was opened before a fork (exit 5) */
    CTR_E_NOMEM = -19,      /**< no memory (exit 5) */
    CTR_E_CANCELLED = -20,  /**< ctr_store_cancel() or a callback stopped the call (exit 130) */
    CTR_E_BLOCKED = -21,    /**< a raised stop-the-line trigger blocks it (exit 4) */
    CTR_STATUS_FORCE_INT32 = 0x7fffffff /**< never a value; keeps the type 32 bits wide */
} ctr_status;

/** Why a call failed. Immutable; free with ctr_error_free(). */
typedef struct ctr_error ctr_error;

/** @return status of the error; CTR_OK for NULL. @since 0.1 */
CTR_API ctr_status ctr_error_status(const ctr_error *error);

/**
 * One line of UTF-8: what is, what was wanted, where, and what to do next. The text may change in
 * any release; status and detail keys are the interface for programs.
 * @return [borrowed from error] never NULL; "" for NULL
 * @since 0.1
 */
CTR_API const char *ctr_error_message(const ctr_error *error);

/**
 * A named fact about the failure.
 *
 * Keys in use: "action", "actor", "addendum", "against", "assessment", "base", "cadence",
 * "calendar", "callback", "cause", "change", "circle", "column", "consumer", "consumers",
 * "contract", "criterion", "dependency", "directory", "dispute", "earlier", "environment", "event",
 * "evolution", "field", "file", "implemented_by", "item", "key", "kind", "last", "limit", "line",
 * "missing", "name", "offset", "owner", "part", "path", "reason", "revision", "rule", "seq", "slo",
 * "sqlite", "state", "subject", "sunset", "table", "team", "trigger", "type", "verb", "version",
 * "wanted", "winner", "zone".
 *
 * @return [borrowed from error] the value as text, or NULL if the error has no such detail
 * @since 0.1
 */
CTR_API const char *ctr_error_detail(const ctr_error *error, const char *key);

/** @return how many details there are. @since 0.1 */
CTR_API size_t ctr_error_detail_count(const ctr_error *error);

/** @return [borrowed from error] key of detail @p index in order of addition, NULL past the end.
 *  @since 0.1 */
CTR_API const char *ctr_error_detail_key(const ctr_error *error, size_t index);

/** @return 1 if the same call may succeed later without any change (BUSY), else 0. @since 0.1 */
CTR_API int ctr_error_retryable(const ctr_error *error);

/** Free an error. NULL is allowed. @since 0.1 */
CTR_API void ctr_error_free(ctr_error *error);

/** @return [borrowed from the library] lower-case name such as "not_found"; "unknown" for values
 *  this library does not know. @since 0.1 */
CTR_API const char *ctr_status_name(ctr_status status);

/** @return exit code of the command for this status: 0, 2, 3, 4, 5 or 130. @since 0.1 */
CTR_API int ctr_status_exit(ctr_status status);

/** @return [borrowed from the library] one sentence that explains the status. @since 0.1 */
CTR_API const char *ctr_status_text(ctr_status status);

CTR_END_DECLS
#endif
